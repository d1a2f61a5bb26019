"""New files wait here until the act that they belong to is kept; then they are put in their place.

A file is staged within the act's own write transaction, and the transaction notes where it waits, where
it goes and its digest. A program that is killed before the act was kept leaves a staged file that nobody
noted: it is swept away. One that is killed later leaves a note: whoever opens the workspace goes on.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.files import halves_in, on_disk, put_in_place, refuse_if_kept, writing_whole
from consultwork.store import outbox
from consultwork.store.engine import Writer

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

FOLDER = ".staged"
_DAY = 24 * 60 * 60


class FileChanges:
    """What one act changes among the files. Made by ``acts.changing``, within its transaction.

    Args:
        writer: the act's write transaction.
    """

    def __init__(self, session: Session, writer: Writer) -> None:
        self._session, self._writer = session, writer
        self._folders: list[Path] = []
        self.placed: dict[Path, str] = {}

    def new(self, name: str) -> Path:
        """Where a new file may be written, under its own name, before it is placed."""
        folder = self._session.root / FOLDER / secrets.token_hex(8)
        folder.mkdir(parents=True)
        self._folders.append(folder)
        return folder / name

    def write(self, data: bytes, target: Path) -> str:
        """Let a file hold these bytes once the act is kept. Returns their digest."""
        staged = self.new(target.name)
        staged.write_bytes(data)
        return self.place(staged, target)

    def place(self, made: Path, target: Path, *, beside: bool = False) -> str:
        """Let a file that was made stand at its place once the act is kept. Returns its digest.

        Args:
            beside: it lies beside its place already, on a stick perhaps, and waits there.

        Raises:
            Refused: the file in its place is open in another program.
        """
        refuse_if_kept(target)
        staged = made
        if not beside and made.parent.parent != self._session.root / FOLDER:
            staged = self.new(target.name)
            shutil.move(made, staged)
        on_disk(staged)
        digest = digest_of(staged)
        there = digest_of(target) if target.exists() else ""
        self._note(outbox.PLACE, path=target, staged=staged, digest=digest, there=there)
        self.placed[target] = digest
        return digest

    def set_aside(self, source: Path, aside: Path) -> None:
        """Let a file go by another name once the act is kept. It comes before what is placed there."""
        refuse_if_kept(source)
        self._note(outbox.MOVE, path=source, staged=aside, digest=digest_of(source))

    def _note(self, act: str, *, path: Path, staged: Path, digest: str, there: str = "") -> None:
        root = self._session.root
        outbox.put(
            self._writer,
            act,
            by=self._session.by,
            path=_inside(path, root),
            staged=_inside(staged, root),
            digest=digest,
            other=there[:16],
        )

    def undo(self) -> None:
        """Take away what was staged: the act was not kept."""
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def unfinished(self) -> list[Path]:
        """The files that are not in their place yet, since another program has them open."""
        noted = {e["path"] for e in outbox.pending(self._session.store) if e["act"] == outbox.PLACE}
        return [path for path in self.placed if _inside(path, self._session.root) in noted]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def carry_out(session: Session, errand: Mapping[str, Any]) -> bool:
    """Do what a note says about a file. Doing it twice does no harm.

    Returns:
        Whether it is done: a file that is open in another program waits.
    """
    path, staged = session.root / str(errand["path"]), session.root / str(errand["staged"])
    try:
        if errand["act"] == outbox.MOVE:
            if path.exists() and not staged.exists():
                staged.parent.mkdir(parents=True, exist_ok=True)
                path.replace(staged)
            return True
        if staged.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            if (
                errand["other"]
                and path.exists()
                and digest_of(path)[:16] not in (errand["other"], errand["digest"][:16])
            ):
                _keep_beside(path)
            _replace(staged, path)
        if staged.parent.parent == session.root / FOLDER:
            shutil.rmtree(staged.parent, ignore_errors=True)
    except (OSError, Refused):
        return False
    return True


def _keep_beside(path: Path) -> None:
    """Somebody changed the file since the act: what they wrote is kept under another name."""
    n = 1
    while (aside := path.with_name(f"{path.stem}-changed{f'-{n}' if n > 1 else ''}{path.suffix}")).exists():
        n += 1
    path.replace(aside)


def sweep(session: Session) -> None:
    """Take away staged files of acts that were never kept: nobody noted them.

    Files are staged within write transactions alone. So whoever holds one sees no act that is under way.
    """
    folder = session.root / FOLDER
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    with session.store.write_unlogged() as connection:
        noted = {Path(path).parent.name for path in outbox.staged(connection)}
        for left in folder.iterdir():
            if left.name not in noted:
                shutil.rmtree(left, ignore_errors=True)


def sweep_unfinished(session: Session) -> None:
    """Take away what a program that was killed had half written among the documents: it holds people's words.

    What is younger than a day may be somebody's who is writing now, and stays for the next time.
    """
    before = session.clock().replace(tzinfo=UTC).timestamp() - _DAY
    for half in halves_in(session.out):
        with suppress(OSError):  # another program was faster, or has it open
            if half.stat().st_mtime < before:
                half.unlink()


def _replace(staged: Path, path: Path) -> None:
    if staged.stat().st_dev == path.parent.stat().st_dev:
        put_in_place(staged, path)
        return
    with writing_whole(path) as half:  # on another disk: only there a file is replaced in one go
        shutil.copyfile(staged, half)
    staged.unlink()


def _inside(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path.resolve())
