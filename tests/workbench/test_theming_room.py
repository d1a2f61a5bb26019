"""The theming room at the desk: reading, a codebook that grows, and two coders."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind
from consultwork.model import CodingState, Position, ReadingFilter
from consultwork.workbench import Workbench
from consultwork.workbench.theme.codebook import told
from tests.refusing import refuses

WH = "womens-health"


def first(bench: Workbench) -> str:
    return sorted(bench.snapshot().of(WH))[0]


def test_each_step_of_coding_can_be_taken_back(demo_copy: Workbench) -> None:
    """Code, say where they stand, memo, read: undone one by one, to what there was before."""
    bench, desk = demo_copy, demo_copy.reading
    ref = first(bench)
    before, code = desk.page(ref), desk.codes[0].id
    text = before.contribution.text
    coding = desk.code(ref, code, 0, len(text))
    desk.stand(coding, Position.FOR)
    desk.note(ref, "Made up: ask them again.")
    desk.finish(ref, "random")
    page = desk.page(ref)
    assert page.read and page.memo == "Made up: ask them again."
    assert next(k for k in page.codings if k.ref == coding).position is Position.FOR
    undone = [desk.undo()[0] for _ in range(4)]
    assert undone == ["read to the end", "wrote a memo", "said where they stand", "coded words"]
    assert desk.page(ref) == before
    with refuses(Refused, Kind.NO_STEP_TO_TAKE_BACK):
        desk.undo()


def test_offsets_are_code_points_and_spaces_at_the_ends_are_not_coded(demo_copy: Workbench) -> None:
    """What is kept is exactly what stands there, also behind emoji and combining marks."""
    bench, desk = demo_copy, demo_copy.reading
    ref = first(bench)
    text = desk.page(ref).contribution.text
    space = text.index(" ")
    coding = desk.code(ref, desk.codes[0].id, space, len(text))
    made = next(k for k in bench.snapshot().codings if k.ref == coding)
    assert (made.snippet, made.start) == (text[space:].strip(), space + 1) and text[
        made.start : made.end
    ] == made.snippet
    with refuses(Refused, Kind.NO_WORDS_TO_CODE):
        desk.code(ref, desk.codes[0].id, space, space + 1)
    with pytest.raises(UnknownRef):
        desk.code(ref, "nowhere", 0, 3)


def test_what_another_did_meanwhile_is_seen(demo_copy: Workbench) -> None:
    """The kept state is given up as soon as anybody else acts."""
    desk, other = demo_copy.reading, Workbench(demo_copy.root, today=demo_copy.today, by="Ash")
    ref = first(demo_copy)
    n = len(desk.page(ref).codings)
    other.reading.code(ref, desk.codes[-1].id, 0, 4)
    assert len(desk.page(ref).codings) == n + 1
    assert desk.queue(WH, ReadingFilter(show="mine")) != other.reading.queue(WH, ReadingFilter(show="mine"))


def test_no_step_is_taken_back_over_somebody_elses_decision(demo_copy: Workbench) -> None:
    """What another has decided since stays."""
    desk, other = demo_copy.reading, Workbench(demo_copy.root, today=demo_copy.today, by="Ash")
    coding = desk.code(first(demo_copy), desk.codes[0].id, 0, 4)
    other.reading.decide(coding, CodingState.REJECTED)
    with refuses(Refused, Kind.SOMEBODY_ELSE_DECIDED_SINCE):
        desk.undo()
    assert next(k for k in demo_copy.snapshot().codings if k.ref == coding).by == "Ash"


def test_sieves_show_what_they_say(demo_copy: Workbench) -> None:
    """By code, question, person; uncoded, unread; half at random."""
    bench, desk = demo_copy, demo_copy.reading
    own, s = bench.snapshot().of(WH), bench.snapshot()
    code = next(k.code for k in s.codings if k.contribution in own and k.state is CodingState.ACCEPTED)
    with_code = {k.contribution for k in s.codings if k.code == code and k.state is not CodingState.REJECTED}
    assert set(desk.queue(WH, ReadingFilter(code=code))) == with_code & set(own)
    person = own[first(bench)].contributor
    assert {own[r].contributor for r in desk.queue(WH, ReadingFilter(person=person))} == {person}
    accepted = {k.contribution for k in s.codings if k.state is CodingState.ACCEPTED}
    assert set(desk.queue(WH, ReadingFilter(show="uncoded"))) == set(own) - accepted
    order = desk.queue(WH, ReadingFilter(order="half at random"))
    assert sorted(order) == sorted(own) and order != sorted(own)
    assert [desk.sample_of(WH, r) for r in order[:4]] == ["random", "unsure", "random", "unsure"]
    desk.finish(order[0], "random")
    assert desk.queue(WH, ReadingFilter(order="half at random"))[-1] == order[0]
    assert order[0] not in desk.queue(WH, ReadingFilter(show="unread"))


def test_a_merge_keeps_what_each_coding_was_and_can_be_taken_back(demo_copy: Workbench) -> None:
    """Codes, codings, links and keywords before and after; history tells it in a sentence."""
    bench, book = demo_copy, demo_copy.codebook
    before, codings = book.codes, {k.ref: k for k in bench.snapshot().codings}
    used = [c.id for c in before if sum(k.code == c.id for k in codings.values()) > 1][:2]
    gone, into = used
    moved, together = book.merge([gone], into, reason="they are one thing")
    s = bench.snapshot()
    assert gone not in {c.id for c in s.codes} and not [k for k in s.codings if k.code == gone]
    assert moved == sum(k.code == gone for k in codings.values()) and len(codings) - len(s.codings) == together
    some = next(k for k in codings.values() if k.code == gone and k.ref in {x.ref for x in s.codings})
    assert book.was(some.ref)[-1]["code"] == gone
    old = next(c for c in before if c.id == gone)
    assert set(old.include) <= set(next(c for c in book.codes if c.id == into).include)
    assert "they are one thing" in told(book.history[-1]) and old.name in told(book.history[-1])
    book.take_back()
    after = {k.ref: k.code for k in bench.snapshot().codings}
    assert after == {ref: k.code for ref, k in codings.items()}
    assert {c.id: c for c in book.codes} == {c.id: c for c in before}
    with refuses(Refused, Kind.NO_CODEBOOK_CHANGE_TO_TAKE_BACK):
        book.take_back()


def test_the_codebook_grows_with_reasons(demo_copy: Workbench) -> None:
    """Add, rename, define, move, split, retire: each with its reason, none without."""
    bench, book = demo_copy, demo_copy.codebook
    ref = first(bench)
    new = book.add("Bus fares", reason="nobody had thought of it", description="what it costs to come")
    coding = bench.reading.code(ref, new.id, 0, 5)
    book.rename(new.id, "Cost of travel", reason="clearer")
    book.define(new.id, reason="as said in a meeting", include=["bus fare", "taxi"], exclude="parking")
    parent = next(c.id for c in book.codes if not c.parent and c.id != new.id)
    book.move(new.id, parent, reason="belongs there")
    (part,) = book.split(new.id, {"Taxis": [coding]}, reason="two things")
    assert next(k for k in bench.snapshot().codings if k.ref == coding).code == part.id and part.parent == parent
    book.retire(new.id, reason="empty now")
    assert new.id not in {c.id for c in bench.reading.codes} and new.id in {c.id for c in book.codes}
    assert [c.act for c in book.history] == ["add", "rename", "define", "move", "split", "retire"]
    assert all(c.reason for c in book.history)
    with refuses(Refused, Kind.CODEBOOK_CHANGE_NEEDS_REASON):
        book.rename(part.id, "Cabs", reason=" ")
    with refuses(Refused, Kind.CODE_IS_THERE):
        book.add("cost of travel", reason="x")
    with refuses(Refused, Kind.THIRD_LEVEL):
        book.move(parent, part.id, reason="x")


def test_two_who_change_the_codebook_at_once_lose_nothing(
    demo_copy: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told to look again; her change is not made over the first one's."""
    one = demo_copy.codebook
    other = Workbench(demo_copy.root, today=demo_copy.today, by="Ash").codebook
    stale = one.codes
    other.add("Bus fares", reason="first")
    monkeypatch.setattr(type(one), "codes", property(lambda _: stale))
    with refuses(Refused, Kind.CODEBOOK_CHANGED_MEANWHILE):
        one.add("Lifts", reason="second")
    monkeypatch.undo()
    assert "bus-fares" in {c.id for c in one.codes} and "lifts" not in {c.id for c in one.codes}


def test_codes_that_look_alike_are_pointed_out_and_stay(demo_copy: Workbench) -> None:
    """By name and by passages; nothing is merged by itself."""
    bench, book = demo_copy, demo_copy.codebook
    one = book.add("Waiting times at night", reason="x").id
    other = book.add("Waiting time at night", reason="x").id
    for ref in sorted(bench.snapshot().of(WH))[:3]:
        bench.reading.code(ref, one, 0, 6)
        bench.reading.code(ref, other, 2, 8)
    (found,) = [x for x in book.alike() if {x.one, x.other} == {one, other}]
    assert "nearly the same" in found.why and "3 passages" in found.why
    assert {one, other} <= {c.id for c in book.codes}


def test_neither_coder_sees_the_other_before_both_have_finished(demo_copy: Workbench) -> None:
    """A round from its beginning to what is counted in the end."""
    bench, desk = demo_copy, demo_copy.agreement
    kim, ash = "Kim Example", "Ash Example"
    ref = desk.begin(WH, [kim, ash], most=12)
    r = desk.rounds(WH)[0]
    a, b = r.codes[:2]
    orders = [[c.ref for c in desk.queue(ref, who)] for who in (kim, ash)]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(r.units) and orders[0] != orders[1]
    for n, unit in enumerate(sorted(r.units)):
        desk.code(ref, kim, unit, a, 0, 5, Position.FOR)
        desk.code(ref, ash, unit, a if n else b, 0, 5, Position.FOR)
    assert {k.coder for k in desk.mine(ref, ash)} == {ash}
    for unit in r.units:
        with refuses(Refused, Kind.ROUND_IS_NOT_FINISHED):
            desk.agreement(ref)
        desk.finish(ref, kim, unit)
    with refuses(Refused, Kind.ROUND_IS_NOT_FINISHED):
        desk.differences(ref)
    for unit in r.units:
        desk.finish(ref, ash, unit)
    whole, first_code, second_code, *_ = desk.agreement(ref)
    assert (first_code.both, first_code.only_one, first_code.only_other) == (11, 1, 0)
    assert str(second_code.kappa) == "too few to say" and whole.alpha.value is not None
    with refuses(Refused, Kind.ROUND_IS_OVER):
        desk.code(ref, kim, r.units[0], b, 0, 5)
    one, two = desk.differences(ref)
    assert bench.reading.queue(WH, ReadingFilter(show="disagreement")) == [one.contribution]
    with refuses(Refused, Kind.DIFFERENCES_ARE_NOT_SETTLED):
        desk.take_over(ref)
    line = desk.settle(ref, one.contribution, one.code, fits=True, reason="it speaks of that, too")
    assert line == "Include: it speaks of that, too"
    desk.into_codebook(one.code, line)
    assert next(c for c in bench.codebook.codes if c.id == one.code).description.endswith(line)
    desk.settle(ref, two.contribution, two.code, fits=False, reason="only in passing")
    assert desk.take_over(ref) > 0 and desk.take_over(ref) == 0
    counted = [k for k in bench.snapshot().codings if k.by == f"{kim} and {ash}"]
    assert counted and all(k.position is Position.FOR and k.state is CodingState.ACCEPTED for k in counted)
    assert not [k for k in counted if (k.contribution, k.code) == (two.contribution, two.code)]
    assert bench.reading.queue(WH, ReadingFilter(show="disagreement")) == []


def test_a_withdrawal_takes_memos_rounds_and_history_with_it(demo_copy: Workbench) -> None:
    """Nothing of what the theming room keeps of a person stays."""
    bench = demo_copy
    own = bench.snapshot().of(WH)
    ref = next(r for r in sorted(own) if len(own[r].text.split()) > 12)
    said = own[ref].text
    bench.reading.note(ref, "a memo on them")
    bench.reading.finish(ref)
    bench.codebook.add("A new one", reason=f"because of “{said}”", example=said)
    round_ref = bench.agreement.begin(WH, ["Kim", "Ash"], most=1000)
    bench.agreement.code(round_ref, "Kim", ref, bench.reading.codes[0].id, 0, 4)
    for name in ("all.qdpx", "all-framework.xlsx"):
        bench.exchange.write(bench.out / name) if name.endswith("qdpx") else bench.views.write_matrix(
            WH, bench.out / name
        )
    gone = bench.safeguard.withdraw(own[ref].contributor)
    assert {Path(p).name for p in gone.changed} >= {"all.qdpx", "all-framework.xlsx"}
    assert any("the code a-new-one" in x for x in gone.typed)
    assert all(said not in c.reason for c in bench.codebook.history)
    assert ref not in bench.agreement.rounds()[0].units and not bench.agreement.mine(round_ref, "Kim")
    with pytest.raises(UnknownRef):
        bench.reading.page(ref)
