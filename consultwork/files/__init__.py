"""Files: written whole or not at all, refused while somebody has them open, and looked through for a person's words.

``write_whole`` and ``writing_whole`` write beside the file, put the bytes on the disk and change places. What
reads the text out of any kind of file lies in ``files.texts``, and what it cannot read says why (``Unread``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from consultwork.errors import FileInUse, Refused
from consultwork.kinds import Kind

# Word takes the first two letters of a name for "~$", unless it is shorter than this.
_SHORT_NAMES = {6: 0, 7: 1}


@contextmanager
def writing_whole(path: Path) -> Iterator[Path]:
    """A place beside a file to write to. What is written there takes the file's place when all went well.

    When something goes wrong the file is as it was, and nothing is left lying beside it.

    Args:
        path: the file; its folder is made when it is not there.

    Raises:
        FileInUse: somebody has the file open in Word or LibreOffice, or the place cannot be written to.
        Refused: the disk is full, or the folder is none.
    """
    refuse_if_open(path)
    half = half_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield half
        put_in_place(half, path)
    except PermissionError as error:
        # On Windows nothing may take the place of a file that a program has open.
        raise FileInUse(path) from error
    except OSError as error:
        raise Refused(Kind.CANNOT_BE_WRITTEN, where=path.name) from error
    finally:
        with suppress(OSError):  # where there can be no file there is none to take away
            half.unlink()


def write_whole(path: Path, data: bytes | str) -> Path:
    """Write a file whole or not at all. Text goes out as UTF-8 with the line ends that it has.

    Raises:
        FileInUse: somebody has the file open, or the place cannot be written to.
    """
    with writing_whole(path) as half:
        half.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def half_of(path: Path) -> Path:
    """Where a file is written beside its place before it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}.half")


def halves_in(folder: Path) -> Iterator[Path]:
    """What is half written below a folder, or was left so by a program that was killed."""
    yield from folder.rglob(".*.half")


def put_in_place(half: Path, path: Path) -> None:
    """Let a finished file take another's place, once its bytes are on the disk.

    Raises:
        PermissionError: on Windows, when a program has the other open.
    """
    on_disk(half)
    half.replace(path)
    if os.name == "posix":  # else the new name itself may be lost with the power
        _flush(path.parent, os.O_RDONLY)


def on_disk(path: Path) -> None:
    """Make sure that a file's bytes outlive a power cut."""
    _flush(path, os.O_RDWR)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_if_open(path: Path) -> None:
    """Refuse a file that somebody has open: Word and LibreOffice lay a file of their own beside it.

    Raises:
        FileInUse: such a file lies there, or Windows lets nobody else write to it.
    """
    owner = next((beside for beside in owner_files(path) if beside.exists()), None)
    if owner is not None:
        raise FileInUse(path, owner=owner.name)
    if os.name == "nt" and path.exists():
        try:
            with path.open("rb+"):
                pass
        except PermissionError as error:
            raise FileInUse(path) from error


def refuse_if_kept(path: Path) -> None:
    """Refuse a file that could not be replaced now, before anything is changed: it is given its own name.

    Raises:
        FileInUse: somebody has it open, or it may not be written to.
    """
    refuse_if_open(path)
    try:
        if path.exists():
            path.open("r+b").close()
            path.replace(path)  # Windows refuses this too while a program has the file open
    except OSError as error:
        raise FileInUse(path) from error


def owner_files(path: Path) -> tuple[Path, ...]:
    """Where Word and LibreOffice say that they have a file open: "~$tes.docx" beside "notes.docx"."""
    left_out = _SHORT_NAMES.get(len(path.stem), 0 if len(path.stem) < 6 else 2)
    return path.with_name(f"~${path.name[left_out:]}"), path.with_name(f".~lock.{path.name}#")
