"""Nobody is picked out: small groups, statements of few people, quotes that tell too much; and still something is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consultwork.errors import Refused, UnknownRef
from consultwork.exchange.tables import propose_mapping, read_intake, read_table
from consultwork.kinds import Kind, Waiting
from consultwork.model import DocumentKind, Link, Piece, PieceKind, Position
from consultwork.ooxml import read_texts
from consultwork.workbench import Workbench
from tests.refusing import refuses

WH = "womens-health"
YES = {"may_count": "yes", "may_paraphrase": "yes", "may_quote": "yes"}
PLACES = ("Hove", "Hove", "Hove", "Hove", "Hove", "Lewes", "Rye", "")


def fill(bench: Workbench, table: Callable[..., Path], words: Callable[[int], str], role: str = "woman") -> str:
    """Eight people in three places; all raise one theme, three of them another. Returns the first theme's code."""
    rows = [
        {"person": f"p{n}", "role": role, "consultation": WH, "question": "1", "words": words(n), **YES}
        for n in range(8)
    ]
    file = read_table(table(*rows))
    known = bench.consultations.values()
    intake = read_intake(file, propose_mapping(file, known, consultation=WH), known)
    told = [replace(r, about=(("place", PLACES[n]),)) for n, r in enumerate(intake.rows)]
    bench.gather.take_in(replace(intake, rows=tuple(told)))
    bench.safeguard.decide_all("keep")
    bench.safeguard.clear()
    first, second = (c.id for c in bench.theme.codebook[:2])
    said = sorted(bench.snapshot().contributions.values(), key=lambda c: c.ref)
    bench.theme.add_many([(c.ref, first, c.text, Position.FOR) for c in said])
    bench.theme.add_many([(c.ref, second, c.text, Position.FOR) for c in said[:3]])
    bench.mapping.decide_many([Link(WH, "1", first, True), Link(WH, "1", second, True)])
    pieces = [Piece(PieceKind.COUNT, first), Piece(PieceKind.COUNT, second), Piece(PieceKind.QUOTE, first)]
    bench.respond.write_answer(WH, "1", pieces)
    return first


def plainly(n: int) -> str:
    return f"They told me to wait, and the letter that was to come in week {n} never came at all."


def test_a_consultation_of_eight_people_still_says_something(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Statements of few people leave once a person decided so with a reason; then the response says them."""
    fill(fresh, table, plainly)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    waiting = [b for b in made.blockers if b.kind is Waiting.SMALL_COUNTS_ARE_UNDECIDED]
    assert len(waiting) == 1 and dict(waiting[0].facts) == {"count": 1, "threshold": 5}
    with refuses(Refused, Kind.REASON_TO_LEAVE_IS_NOT_SAID):
        fresh.safeguard.may_leave(WH, "  ")
    fresh.safeguard.may_leave(WH, "All eight know that their words are used, and nothing is crossed with who they are.")
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert not [b for b in made.blockers if b.kind is Waiting.SMALL_COUNTS_ARE_UNDECIDED]
    text = "\n".join(read_texts(made.path)[1])
    assert "ight people" in text and "hree of the" in text and made.quotes == 1


def test_themes_by_place_give_nobody_away(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Places with one or two people are one group, small cells are hidden with another, totals are true."""
    fill(fresh, table, plainly)
    assert fresh.theme.groups() == ("place",)
    safe = fresh.theme.by_group(WH, "place")
    assert list(safe.table.columns) == ["others", "total"]
    assert safe.table["total"].tolist() == ["8", "3", "8"] and safe.table["others"].tolist()[1] == "fewer than 5"
    assert safe.merged and "together" in safe.note
    with refuses(UnknownRef, Kind.NOBODY_TOLD_THIS_ABOUT_THEMSELVES, what="age"):
        fresh.theme.by_group(WH, "age")


def test_who_somebody_is_leaves_with_them(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Their age or place goes when they do."""
    fill(fresh, table, plainly)
    for ref in list(fresh.safeguard.people()):
        fresh.safeguard.withdraw(ref)
    assert fresh.theme.groups() == ()
    assert b"Lewes" not in fresh.store.path.read_bytes()


def test_a_quote_that_tells_too_much_waits_for_a_person(fresh: Workbench, table: Callable[..., Path]) -> None:
    """One woman, one town, one service: the quote is a blocker until its details go or somebody decides."""
    fill(
        fresh, table,
        lambda n: f"At the Oakfield Surgery in Hastings they sent me home, and that was visit {n} of a whole winter.",
    )  # fmt: skip
    fresh.safeguard.may_leave(WH, "They agreed.")
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    (waiting,) = (b for b in made.blockers if b.kind is Waiting.QUOTES_POINT_AT_SOMEBODY)
    assert "a place" in str(dict(waiting.facts)["told"]) and "a service" in str(dict(waiting.facts)["told"])
    fresh.safeguard.may_leave(WH, "She asked us to name the clinic.", quote=waiting.ref)
    assert not [
        b
        for b in fresh.respond.make(WH, DocumentKind.SUBMISSION).blockers
        if b.kind is Waiting.QUOTES_POINT_AT_SOMEBODY
    ]
    person = next(
        c.contributor
        for c in fresh.snapshot().contributions.values()
        if any(k.ref == waiting.ref and k.contribution == c.ref for k in fresh.theme.codings())
    )
    fresh.safeguard.withdraw(person)
    assert waiting.ref.encode() not in fresh.store.path.read_bytes()


TWO = "At the Oakfield Surgery in Hastings they sent me home, and that was visit {n} of a whole winter."
THREE = "On 3 March 2020 the Oakfield Surgery in Hastings sent me home, on visit {n} of a whole winter."
ONE_DETAIL = "In Hastings they sent me home, and that was visit {n} of a whole winter."


@pytest.mark.parametrize(
    ("words", "role", "waits"),
    [
        (TWO, "carer of kind {n}", True),
        (TWO, "woman", False),
        (ONE_DETAIL, "carer of kind {n}", False),
        (THREE, "woman", True),
    ],
    ids=["two details, few like her", "two details, many like her", "one detail, few like her", "three details"],
)
def test_three_things_that_tell_who_somebody_is_wait_however_many_were_heard(
    fresh: Workbench, table: Callable[..., Path], words: str, role: str, waits: bool
) -> None:
    """Among twelve people two details stand, but not beside a description that few share; three never do."""
    rows = [
        {
            "person": f"p{n}", "role": role.format(n="abcdefghijkl"[n]), "consultation": WH, "question": "1",
            "words": words.format(n=n), **YES,
        }
        for n in range(12)
    ]  # fmt: skip
    fresh.gather.import_file(table(*rows))
    fresh.safeguard.decide_all("keep")
    fresh.safeguard.clear()
    code = fresh.theme.codebook[0].id
    fresh.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in fresh.snapshot().contributions.values()])
    fresh.mapping.decide_many([Link(WH, "1", code, True)])
    fresh.respond.write_answer(WH, "1", [Piece(PieceKind.COUNT, code), Piece(PieceKind.QUOTE, code)])
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert made.quotes == 1
    assert any(b.kind is Waiting.QUOTES_POINT_AT_SOMEBODY for b in made.blockers) is waits
