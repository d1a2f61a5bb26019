"""What is kept too long: proposed by date, confirmed by a person, then deleted and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.store import member_checking, outbox, words
from consultwork.store.withdrawal import delete_answers
from consultwork.workbench.outbox import run_outbox

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

NAMES, WORDS = "names and contacts", "words"


@dataclass(frozen=True)
class DeletionDue:
    """What is to be deleted, from which day. ``refs`` are people (names) or answers (words)."""

    what: str
    consultation: str
    since: date
    refs: tuple[str, ...]


def dates(session: Session) -> tuple[DeletionDue, ...]:
    """Every date of deletion, past or to come, with what it reaches; the earliest first.

    A name goes when the last consultation that its person spoke to is long enough over. One without
    a closing date keeps what it holds: nobody can tell when it is over.
    """
    keep = session.settings.retention
    with session.store.read() as connection:
        came = words.submissions(connection)
    by_consultation: dict[str, list[str]] = {}
    last: dict[str, str] = {}
    closes = {consultation.id: consultation.closes for consultation in session.consultations.values()}
    for s in came:
        by_consultation.setdefault(s.consultation, []).append(s.ref)
        known = last.get(s.contributor)
        if known is None or _later(closes.get(s.consultation), closes.get(known)):
            last[s.contributor] = s.consultation
    found = []
    for name, refs in by_consultation.items():
        if day := closes.get(name):
            found.append(DeletionDue(WORDS, name, day + timedelta(days=keep.words_days), tuple(refs)))
    named = session.vault.vault.marks("identity") if session.vault.there else set()
    for name in dict.fromkeys(last.values()):
        people = tuple(sorted(p for p, x in last.items() if x == name and p in named))
        if people and (day := closes.get(name)):
            found.append(DeletionDue(NAMES, name, day + timedelta(days=keep.names_days), people))
    return tuple(sorted(found, key=lambda d: (d.since, d.consultation, d.what)))


def _later(one: date | None, other: date | None) -> bool:
    """Whether one closing date is later; one that is not known is the latest of all."""
    return other is not None and (one is None or one > other)


def table(session: Session) -> pd.DataFrame:
    """The same as a table. Columns: what, consultation, delete from, how many, state (due or later)."""
    columns = ("what", "consultation", "delete from", "how many", "state")
    rows = [
        {
            "what": d.what, "consultation": d.consultation, "delete from": d.since.isoformat(),
            "how many": len(d.refs), "state": "due" if d.since <= session.today else "later",
        }
        for d in dates(session)
    ]  # fmt: skip
    return frames.frame(rows, columns, ("how many",))


def delete_due(session: Session, confirmed_by: str) -> tuple[DeletionDue, ...]:
    """Delete what is due, because a named person confirmed it. Documents that were made stay.

    Raises:
        Refused: nobody is named, or nothing is due.
    """
    due = tuple(d for d in dates(session) if d.since <= session.today)
    if not confirmed_by.strip():
        raise Refused(Kind.NOBODY_IS_NAMED_WHO_CONFIRMS_DELETION)
    if not due:
        raise Refused(Kind.NOTHING_IS_DUE_FOR_DELETION)
    for d in due:
        act = f"delete {d.what} after their time, confirmed"
        with session.store.write(confirmed_by, act, d.consultation, amount=len(d.refs)) as w:
            if d.what == WORDS:
                before = words.refs(w.connection)
                delete_answers(w, d.refs)
                member_checking.forget_replies(w, d.consultation)
                outbox.take_out_of_vault(w, before - words.refs(w.connection), by=confirmed_by)
            else:
                outbox.take_out_of_vault(w, d.refs, by=confirmed_by)
            outbox.put(w, outbox.COMPACT, by=confirmed_by)
    run_outbox(session)
    return due
