"""The part of the desk for the record of acts, backup, restore and undo."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from consultwork import frames
from consultwork.errors import BadFile, Refused
from consultwork.store import words
from consultwork.store.leaving import forget_drafts
from consultwork.workbench.safeguard import as_made

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench

KEPT = ("consultwork.toml", "MADE-UP.txt", "data", "templates", "notebooks")


class Undone(NamedTuple):
    """What an undo took out: what it was, how many answers, and paths of documents that rest on them."""

    what: str
    answers: int
    deleted: tuple[str, ...]
    changed: tuple[str, ...]
    sent: tuple[str, ...]


class KeepingDesk:
    """Who did what, and how nothing gets lost."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def audit(self) -> pd.DataFrame:
        """Every act on record, oldest first. Columns: at, by, act, amount, intact.

        A line that was changed, and every line after one that was taken out, is not intact.
        """
        columns = ("at", "by", "act", "amount", "intact")
        rows = [
            {**e, "at": e["at"].isoformat(timespec="seconds"), "intact": frames.YES_NO[e["intact"]]}
            for e in self._bench.store.events()
        ]
        return frames.frame(rows, columns, ("amount",))

    def undo(self) -> Undone:
        """Take the last import or batch out again, with all that was made of it.

        Documents that rest on it are deleted; those that somebody changed by hand are listed.

        Raises:
            Refused: nothing has come in.
        """
        bench = self._bench
        with bench.store.read() as c:
            last = words.last_batch(c)
        if last is None:
            raise Refused("there is nothing to undo.", todo="Only imports and received forms can be undone.")
        ref, what = str(last["ref"]), str(last["what"])
        with bench.store.write(bench.by, "undo the last batch", ref) as w:
            spoke = words.people_of_batch(w.connection, ref)
            stale, changed, sent = forget_drafts(w, spoke, lambda path, digest: as_made(bench.root / path, digest))
            w.amount = words.undo_batch(w, ref)
        for path in stale:
            (bench.root / path).unlink(missing_ok=True)
        bench.store.compact()
        return Undone(what, w.amount or 0, stale, changed, sent)

    def backup(self, path: Path) -> Path:
        """Write the whole workspace to one file: the database as it is now, and everything edited.

        Raises:
            Refused: the file is there already.
        """
        bench = self._bench
        if path.exists():
            raise Refused("there is a file by that name already.", where=path, todo="Choose another name.")
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.half")
        with bench.store.write(bench.by, "back up"):
            pass
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / bench.store.path.name
            bench.store.copy_to(copy)
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, bench.store.path.name)
                for file in sorted(self._files()):
                    if file not in (half, path):
                        archive.write(file, file.relative_to(bench.root).as_posix())
        half.replace(path)
        return path

    def _files(self) -> set[Path]:
        """Everything that is kept beside the database. Documents lie where the settings say."""
        root, out = self._bench.root, self._bench.out
        tops = [root / name for name in KEPT]
        found = {f for top in tops for f in ([top] if top.is_file() else top.rglob("*"))}
        # When documents lie in the workspace itself, only they are taken from there.
        found |= set(out.rglob("*")) if out.resolve() != root.resolve() else {*out.glob("*.docx"), *out.glob("*.ics")}
        return {f for f in found if f.is_file()}


def restore(path: Path, folder: Path) -> Path:
    """Lay a backup out in a new or empty folder.

    Raises:
        BadFile: the file is no backup.
        Refused: the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("the folder is not empty.", where=folder, todo="Choose a new folder, so that nothing is lost.")
    new = not folder.exists()
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "consultwork.db" not in names:
                raise BadFile("this is not a backup of a workspace.", where=path, todo="Choose a file made by backup.")
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                target = (folder / name).resolve()
                if not target.is_relative_to(folder.resolve()):
                    raise BadFile("the backup holds a path that leads out of it.", where=path)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
    except BadFile:
        _clear(folder, whole=new)
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
        _clear(folder, whole=new)
        raise BadFile(f"the backup cannot be read ({error}).", where=path, todo="Try another backup.") from error
    return folder


def _clear(folder: Path, *, whole: bool) -> None:
    """Take away what a restore that failed has laid out. The folder was new or empty before."""
    if folder.exists():
        for inside in folder.iterdir():
            shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        if whole:
            folder.rmdir()
