"""Who of a file is still here: rows of people who took their words back are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from consultwork.model import Intake, IntakeRow, Omission
from consultwork.store import people

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from consultwork.workbench.session import Session


def without_who_left(session: Session, intake: Intake) -> Intake:
    """What a file holds, without those who took their words back; they are named by row."""
    with session.store.read() as connection:
        kept = rows(session, connection, intake.rows)
    here = {r.person for r in kept}
    gone = [Omission(r.row, "this person took their words back.") for r in intake.rows if r.person not in here]
    notes = list(intake.notes)
    if not session.vault.there and any(r.name or r.contact or r.credit_name for r in kept):
        notes.append("Names and contacts are left out: there is no vault yet. Make it: consultwork vault new.")
    return replace(intake, rows=tuple(kept), left_out=(*intake.left_out, *gone), notes=tuple(notes))


def token(session: Session, row: IntakeRow) -> str:
    """The keyed token under which a row's person is known."""
    return session.store.token(f"person:{' '.join(row.person.lower().split())}")


def rows(session: Session, connection: Connection, given: Iterable[IntakeRow]) -> list[IntakeRow]:
    """The rows of people who have not withdrawn."""
    given = list(given)
    gone = {
        r.person: people.has_withdrawn(connection, token(session, r)) for r in {r.person: r for r in given}.values()
    }
    return [r for r in given if not gone[r.person]]
