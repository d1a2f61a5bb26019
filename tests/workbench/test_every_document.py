"""Every kind of document that leaves the workbench: everyone can read it, Word takes it, and it can be made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from consultwork.model import DocumentKind, Outcome, OutcomeState
from consultwork.word.check.accessible import check
from consultwork.workbench import Workbench
from tests.asked import nobody_asked
from tests.word.rules import broken_rules

KINDS = (
    (DocumentKind.RESPONSE, "mental-health-act"), (DocumentKind.SUBMISSION, "womens-health"),
    (DocumentKind.LETTER, "womens-health"), (DocumentKind.ANSWERS, "crisis-house"),
    (DocumentKind.BRIEFING, "east-sussex-inpatient"), (DocumentKind.SUMMARY, "crisis-house"), (DocumentKind.SUMMARY, "all"),
    (DocumentKind.SPECIFICATION_NOTE, "crisis-house"), (DocumentKind.FOLLOW_UP_LETTER, "womens-health"),
)  # fmt: skip


def decided(bench: Workbench) -> None:
    """One made-up ask is met, another is not."""
    asks = [a.id for a in bench.asks.values() if "womens-health" in a.consultations]
    for ask, state in zip(asks, (OutcomeState.MET, OutcomeState.NOT_MET), strict=False):
        bench.follow_up.record(Outcome(ask, "womens-health", state, "A made-up strategy", "12", "it will be looked at"))


def every_document(bench: Workbench) -> Iterator[Path]:
    """Each kind once, the copies and the papers for the charity itself among them."""
    decided(bench)
    for kind, consultation in KINDS:
        yield bench.respond.make(consultation, kind).path
    letter = bench.out / "womens-health-letter.docx"
    nobody_asked(bench, "womens-health", DocumentKind.LETTER)
    draft = bench.review.approve(letter, "Kim")
    copy = bench.copies.made_of(draft)
    assert copy is not None
    yield bench.root / copy.path
    yield bench.copies.for_review(letter, date(2030, 1, 1), evidence=True).path
    yield bench.follow_up.note("womens-health")
    yield bench.follow_up.open_asks_list()
    yield bench.follow_up.taking_part("womens-health")
    yield bench.keeping.dpia()
    yield bench.keeping.handover_page()


def test_every_document_can_be_read_by_everyone(demo_copy: Workbench) -> None:
    """The check finds nothing in any of them, and each is as Word wants it."""
    seen = list(every_document(demo_copy))
    assert len(seen) == 16
    assert {p.name: [str(f) for f in check(p)] for p in seen if check(p)} == {}
    assert {p.name: broken_rules(p) for p in seen if broken_rules(p)} == {}


def test_every_document_is_the_same_each_time(demo_copy: Workbench) -> None:
    """Made twice from the same data, no byte differs."""
    decided(demo_copy)
    twice = [[demo_copy.respond.make(c, kind).path.read_bytes() for kind, c in KINDS] for _ in range(2)]
    assert [one == other for one, other in zip(*twice, strict=True)] == [True] * len(KINDS)
