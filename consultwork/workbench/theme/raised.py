"""Which themes were raised on a consultation, and what is known of who raised them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.journey import theme
from consultwork.model import Theme

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot


def themes(session: Session, consultation: str, snapshot: Snapshot | None = None) -> tuple[tuple[Theme, ...], set[str]]:
    """The themes of a consultation, the most raised first, and the people who were heard."""
    s = snapshot or session.snapshot()
    own = s.of(consultation)
    decisions = {code: d for (c, code), d in s.decisions.items() if c == consultation}
    return theme.themes(s.codes, s.codings, own, s.people, decisions), theme.heard(own.values(), s.people)


def groups(session: Session) -> tuple[str, ...]:
    """What is known of who people are: age, place, sex, service, as far as anybody told us."""
    return tuple(sorted({what for p in session.snapshot().people.values() for what, _ in p.about}))
