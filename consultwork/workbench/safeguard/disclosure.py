"""Does a document point at one of the people? Small counts, and quotes that say too much about who speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from consultwork.blocks import Document, Paragraph, Quote
from consultwork.errors import Refused
from consultwork.journey.respond import Material
from consultwork.journey.small_numbers import THRESHOLD
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker
from consultwork.store import themes
from consultwork.suggest.names import find_details

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot

SMALL_COUNTS = "~small counts"
QUOTE = "~quote {}"
# What tells who somebody is once it stands beside another such thing: one woman, one town, one service.
_TELLING = {"place": "a place", "service": "a service", "age": "an age", "date": "a date", "name": "a name"}


def decide(session: Session, consultation: str, what: str, reason: str) -> None:
    """Note that small counts, or one telling quote, may leave the building, and why.

    Args:
        what: ``SMALL_COUNTS``, or the ref of a quoted passage (K-0012).

    Raises:
        Refused: no reason is given.
    """
    session.consultation(consultation)
    if not reason.strip():
        raise Refused(Kind.REASON_TO_LEAVE_IS_NOT_SAID)
    code = what if what == SMALL_COUNTS else QUOTE.format(what)
    with session.store.write(session.by, "decide what may leave", what if what != SMALL_COUNTS else "") as w:
        themes.decide_theme(
            w, consultation, code, decision="may leave", reason=reason, by=session.by, at=session.clock()
        )  # fmt: skip


def blockers(s: Snapshot, document: Document, materials: Iterable[Material]) -> list[Blocker]:
    """Statements of fewer than five people, and quotes that may point at somebody, nobody has decided on."""
    findings = []
    for m in materials:
        findings += [b for b in (small_counts(s, document, m),) if b]
        findings += [b for ref, b in _telling(document, m) if (m.consultation.id, QUOTE.format(ref)) not in s.decisions]
    return findings


def small_counts(s: Snapshot, document: Document, m: Material) -> Blocker | None:
    """Statements of fewer than five people that nobody has decided on; None when there are none."""
    c = m.consultation.id
    n = _small(document, m) + m.asked_back_small
    if not n or (c, SMALL_COUNTS) in s.decisions:
        return None
    return Blocker.of("respond", c, Waiting.SMALL_COUNTS_ARE_UNDECIDED, count=n, threshold=THRESHOLD)


def _small(document: Document, m: Material) -> int:
    told = {label for b in document.blocks() if isinstance(b, Paragraph) and b.claims for label in b.evidence}
    return sum(0 < len(t.people) < THRESHOLD and m.label(t.code.id) in told for t in m.themes)


def _telling(document: Document, m: Material) -> Iterable[tuple[str, Blocker]]:
    """Quotes whose speaker shares a description with fewer than five, and who name two things or more of
    themselves, in all that is quoted of them here."""
    roles = Counter(m.people[ref].role for ref in m.heard)
    passages = {k.ref: k for t in m.themes for k in t.codings}
    said: dict[str, dict[str, str]] = defaultdict(dict)
    quoted: dict[str, str] = {}
    for block in document.blocks():
        k = passages.get(block.coding) if isinstance(block, Quote) else None
        if k is None or k.contribution not in m.contributions:
            continue
        assert isinstance(block, Quote)
        person = m.contributions[k.contribution].contributor
        quoted[k.ref] = person
        said[person] |= {f.kind: f.words for f in find_details(block.text) if f.kind in _TELLING}
    for ref, person in quoted.items():
        role = m.people[person].role
        rare = bool(role) and roles[role] < THRESHOLD
        if len(said[person]) + rare >= 3 or (len(said[person]) >= 2 and len(m.heard) < 2 * THRESHOLD):
            parts = [_TELLING[kind] for kind in sorted(said[person])]
            told = " and ".join([*([f"“{role}”, as few are described"] if rare else []), *parts])
            yield ref, Blocker.of("respond", ref, Waiting.QUOTES_POINT_AT_SOMEBODY, told=told)
