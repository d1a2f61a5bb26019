"""What a document says of member checking: who was asked whether we got it right, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from consultwork.journey import member_checking
from consultwork.journey.member_checking import TELLS, CheckAccount
from consultwork.model import Contributor, DocumentKind, DraftState, MemberCheck
from consultwork.store import member_checking as kept
from consultwork.store import writing

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def member_check(session: Session, consultation: str, kind: DocumentKind | str, version: int = 0) -> MemberCheck:
    """What is known of asking back about a document.

    Args:
        version: of the document; that which goes out next when left out. What was asked about
            an earlier one that was sent is over.
    """
    kind = DocumentKind(kind)
    with session.store.read() as connection:
        records = [d for d in writing.drafts(connection) if d.consultation == consultation and d.kind == kind.value]
        version = version or max((d.version + (d.state is DraftState.SENT) for d in records), default=1)
        sent = [d.version for d in records if d.state is DraftState.SENT and d.version < version]
        rounds = [a for a in kept.askings(connection, consultation, kind.value) if a.version <= version]
        return kept.asked_back(connection, member_checking.current(rounds, sent))


def told(
    session: Session, consultation: str, kind: DocumentKind, version: int, known: Mapping[str, Contributor]
) -> CheckAccount:
    """What a version of a document says of asking back."""
    if kind not in TELLS:
        return CheckAccount()
    return member_checking.told(member_check(session, consultation, kind, version), known, session.wording)
