"""What is known of the documents that we made: by id, by file, and in their versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.errors import UnknownRef
from consultwork.kinds import Kind
from consultwork.model import DraftState, ReadDocument
from consultwork.ooxml import read_document
from consultwork.store import reviewing, writing
from consultwork.store.writing import DraftRecord
from consultwork.workbench.staging import digest_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def record(session: Session, draft: str) -> DraftRecord | None:
    """What is known of a draft, by its id."""
    with session.store.read() as connection:
        return next((d for d in writing.drafts(connection) if d.id == draft), None)


def record_of(session: Session, path: Path) -> DraftRecord:
    """What is known of a file: a draft of this workspace, or the copy to send of one.

    Raises:
        UnknownRef: it is neither.
    """
    with session.store.read() as connection:
        copies = reviewing.handed_out(connection, digest=digest_of(path))
    own = record(session, copies[-1].draft) if copies else None
    found = record_in(session, read_document(path), path, required=own is None) or own
    assert found is not None
    return found


def versions(session: Session, record: DraftRecord) -> tuple[DraftRecord, ...]:
    """A draft and its earlier versions that were not sent: what was said of them still waits for an answer."""
    with session.store.read() as connection:
        return tuple(
            d
            for d in writing.drafts(connection)
            if (d.consultation, d.kind) == (record.consultation, record.kind)
            and d.version <= record.version
            and (d.id == record.id or d.state is not DraftState.SENT)
        )


def record_in(session: Session, read: ReadDocument, path: Path, *, required: bool = True) -> DraftRecord | None:
    """The record of the draft that a file carries the id of; None, or an error, where there is none."""
    with session.store.read() as connection:
        known = {d.id: d for d in writing.drafts(connection)}
    if read.draft in known:
        return known[read.draft]
    if required:
        raise UnknownRef(Kind.FILE_IS_NOT_DRAFT_OF_WORKSPACE, where=path.name)
    return None
