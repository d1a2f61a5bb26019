"""One encrypted file that holds the whole workspace; laying it out again; taking people out of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from consultwork.errors import BadFile, Refused, StoreError
from consultwork.files import half_of, writing_whole
from consultwork.files.zips import BROKEN_ZIP
from consultwork.kinds import Kind
from consultwork.store import people
from consultwork.store.engine import overwritten
from consultwork.store.keeping import withdrawn_tokens
from consultwork.store.vault import VAULT
from consultwork.workbench import backup_file, withdrawal
from consultwork.workbench.session import RESTORING, Session, broken_off
from consultwork.workbench.vault_access import WITHDRAWING

KEPT = (
    "consultwork.toml",
    "MADE-UP.txt",
    "READ ME FIRST.txt",
    "jupyter_server_config.py",
    "data",
    "templates",
    "notebooks",
)
Ask = Callable[[], str]


def write(session: Session, path: Path, keep: Callable[[Path], None]) -> Path:
    """Write the whole workspace to one file that only the vault's passphrase opens.

    Args:
        keep: is given the finished file beside its place, to note it and put it there as one act.

    Raises:
        Refused: there is a file by that name, or no vault whose key could lock it.
    """
    if path.exists():
        raise Refused(Kind.FILE_NAME_IS_TAKEN, where=path)
    if not session.vault.there:
        raise StoreError(Kind.BACKUP_IS_LOCKED_WITH_VAULT_KEY)
    path.parent.mkdir(parents=True, exist_ok=True)
    half, waits = half_of(path), False
    try:
        with _scratch() as folder:
            packed = folder / "packed.zip"
            _pack(session, packed, leave={half.resolve(), path.resolve()})
            told = {"made": session.clock().isoformat(timespec="seconds"), "lock": session.vault.vault.lock}
            backup_file.put_together(half, packed, told, session.vault.vault.public())
        keep(half)
    except Refused as error:
        waits = error.kind is Kind.KEPT_BUT_FILE_WAITS  # it is noted, and goes to its place from here
        raise
    finally:
        if not waits:
            half.unlink(missing_ok=True)
    return path


def restore(path: Path, folder: Path, ask: Ask, *, together: bool = False) -> Path:
    """Lay a backup out in a new or empty folder. One that was broken off there is begun again.

    Args:
        ask: gives the passphrase, when one is needed; for two holders, both phrases with a line
            break between them.
        together: two holders open it, since the passphrase is lost.

    Raises:
        BadFile: the file is no backup, or damaged.
        Refused: the folder is not empty, or the passphrase is wrong.
    """
    if broken_off(folder):
        _clear(folder, whole=False)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(Kind.FOLDER_IS_NOT_EMPTY, where=folder)
    if not backup_file.is_locked(path):
        return _unpack(path, folder)
    backup_file.told_of(path)  # a file that is no backup is told before anybody types
    keys = backup_file.keys_of(path, ask(), together=together)
    with _scratch() as scratch:
        packed = scratch / "packed.zip"
        backup_file.take_apart(path, packed, keys)
        return _unpack(packed, folder)


def without_who_left(session: Session, path: Path, empty_outbox: Callable[[Session], int]) -> None:
    """Write a backup anew without the people who have left since. Nothing else in it changes.

    Args:
        session: the workspace as it is now.
        path: the backup.
        empty_outbox: does what an act in the workspace of the backup left to be done outside its database.

    Raises:
        Refused: the vault is shut.
        BadFile: it is no backup of this workspace, or damaged.
    """
    keys = session.vault.open(WITHDRAWING).keys
    with session.store.read() as connection:
        gone = withdrawn_tokens(connection)
    with _scratch() as scratch:
        packed, inside = scratch / "packed.zip", scratch / "workspace"
        backup_file.take_apart(path, packed, keys)
        _unpack(packed, inside)
        old = Session(inside, today=session.today, by=session.by, clock=session.clock, keys=keys)
        with old.store.read() as connection:
            left = {ref for ref in (people.person_by_token(connection, token) for token in gone) if ref}
        empty_outbox(old)
        for ref in sorted(left):
            withdrawal.take_out_of_everything(old, ref, delete_found=True)
            empty_outbox(old)
        again = scratch / "again.zip"
        _pack(old, again, leave=set())
        told = backup_file.told_of(path)
        with writing_whole(path) as half:
            backup_file.put_together(half, again, told, keys.public)


def _pack(session: Session, packed: Path, leave: set[Path]) -> None:
    database, vault = packed.with_name("database"), packed.with_name("vault")
    session.store.copy_to(database)
    session.vault.vault.copy_to(vault)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, session.store.path.name)
        archive.write(vault, VAULT)
        for file in sorted(_files(session)):
            if file.resolve() not in leave:
                archive.write(file, file.relative_to(session.root).as_posix())


def _files(session: Session) -> set[Path]:
    """Everything that is kept beside the database. Documents lie where the settings say."""
    root, out = session.root, session.out
    tops = [root / name for name in KEPT]
    found = {f for top in tops for f in ([top] if top.is_file() else top.rglob("*"))}
    # When documents lie in the workspace itself, only they are taken from there.
    found |= set(out.rglob("*")) if out.resolve() != root.resolve() else {*out.glob("*.docx"), *out.glob("*.ics")}
    return {f for f in found if f.is_file() and ".ipynb_checkpoints" not in f.parts}


def _unpack(path: Path, folder: Path) -> Path:
    new = not folder.exists()
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "consultwork.db" not in names:
                raise BadFile(Kind.NO_BACKUP_OF_A_WORKSPACE, where=path)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / RESTORING).touch()
            for name in names:
                target = (folder / name).resolve()
                if not target.is_relative_to(folder.resolve()):
                    raise BadFile(Kind.BACKUP_HOLDS_PATH_LEADS_OUT_OF_IT, where=path)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                    sink.flush()
                    os.fsync(sink.fileno())
            (folder / RESTORING).unlink()
    except BadFile:
        _clear(folder, whole=new)
        raise
    except BROKEN_ZIP as error:
        _clear(folder, whole=new)
        raise BadFile(Kind.BACKUP_CANNOT_BE_READ, where=path, error=error) from error
    return folder


def _clear(folder: Path, *, whole: bool) -> None:
    """Take away what a restore that failed has laid out. The folder was new or empty before."""
    if folder.exists():
        # The mark goes last: until then whoever comes next begins again.
        for inside in sorted(folder.iterdir(), key=lambda path: path.name == RESTORING):
            shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        if whole:
            folder.rmdir()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for what lies open for a moment. Its files are overwritten before they go."""
    folder = Path(tempfile.mkdtemp(prefix="consultwork-"))
    try:
        yield folder
    finally:
        for file in folder.rglob("*"):
            if file.is_file():
                overwritten(file)
        shutil.rmtree(folder, ignore_errors=True)
