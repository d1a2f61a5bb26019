"""An act that changes the record and the files together: both or neither, also after a kill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.store.engine import Writer
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.staging import FileChanges

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


@contextmanager
def changing(session: Session, act: str, subject: str = "", amount: int = 1) -> Iterator[tuple[Writer, FileChanges]]:
    """One write transaction whose changes of files follow as soon as it is kept.

    Args:
        act: what is done, as for ``Store.write``.
        subject: the ref it is done to.
        amount: how many things it is done to.

    Raises:
        Refused: the act is kept, and a file is open in another program: it follows at the next opening.
    """
    files: FileChanges | None = None
    try:
        with session.store.write(session.by, act, subject, amount) as writer:
            files = FileChanges(session, writer)
            yield writer, files
    except BaseException:
        if files is not None:
            files.undo()
        raise
    run_outbox(session)
    if files is not None and (waiting := files.unfinished()):
        raise Refused(Kind.KEPT_BUT_FILE_WAITS, where=waiting[0].name)
