"""Personal details in people's words, but for what the consultation itself says."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from consultwork.model import Consultation, Finding
from consultwork.store import words
from consultwork.suggest.names import find_details

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def details_of(session: Session, submission: str, said: str) -> list[Finding]:
    """The personal details in the words of one answer, undecided."""
    with session.store.read() as connection:
        consultation = next(s.consultation for s in words.submissions(connection) if s.ref == submission)
    return details_in(session, consultation, said, submission)


def details_in(session: Session, consultation: str, said: str, submission: str = "") -> list[Finding]:
    """The personal details in words about a consultation, but for what it says itself."""
    public = _public_words(session.consultation(consultation))
    found = [replace(f, submission=submission) for f in find_details(said)]
    return [f for f in found if f.kind != "place" or f.words.lower() not in public]


@lru_cache(maxsize=64)
def _public_words(consultation: Consultation) -> str:
    """What the consultation itself says: a place that it names leads to nobody."""
    said = [
        consultation.title,
        consultation.short,
        consultation.about,
        consultation.who_asks,
        *(f"{q.text} {q.plain} {q.hint}" for q in consultation.questions),
    ]
    return " ".join(said).lower()
