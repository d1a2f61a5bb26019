"""The theming room as an officer uses it: reading, the codebook, two coders, and what came of it."""

from __future__ import annotations

from consultwork.forms import CodingDesk
from consultwork.model import CodingState, Position, Use
from consultwork.workbench import Workbench
from tests.forms.test_desks import WHS, received, shown


def test_suggestions_show_the_words_that_caused_them_and_a_person_decides(empty: Workbench) -> None:
    """Accepting, rejecting and a position are kept, with who decided; where they stand is asked apart."""
    received(empty, "The doctor did not listen to me. My flat is damp and cold.", Use.COUNT)
    empty.safeguard.clear()
    desk = CodingDesk(empty, WHS)
    desk.suggest.click()
    page = desk.reader.page
    first, *others = page["codings"]
    assert first["why"].startswith("Because of: ") and first["state"] == "suggested"
    desk.reader.act({"act": "accept", "ref": page["ref"], "coding": first["ref"]})
    assert "Do they say so?" in desk.reader.page["said"]
    for other in others:
        desk.reader.act({"act": "reject", "ref": page["ref"], "coding": other["ref"]})
    kept = {k.ref: k for k in empty.theme.codings(WHS)}[first["ref"]]
    assert (kept.state, kept.position, kept.by) == (CodingState.ACCEPTED, Position.UNCLEAR, "Robin Example")
    desk.reader.act({"act": "stand", "ref": page["ref"], "coding": first["ref"], "position": "for"})
    assert {k.ref: k for k in empty.theme.codings(WHS)}[first["ref"]].position is Position.FOR
    assert not empty.theme.codings(WHS, CodingState.SUGGESTED)
    desk.reader.act({"act": "undo", "ref": page["ref"]})
    assert {k.ref: k for k in empty.theme.codings(WHS)}[first["ref"]].position is Position.UNCLEAR
    desk.reader.act({"act": "next", "ref": page["ref"]})
    assert "the last one" in desk.reader.page["said"] and "Read to the end" in desk.reader.page["count"]


def test_selected_words_are_coded_and_words_that_are_not_there_are_refused(empty: Workbench) -> None:
    """Places are code points; what lies outside the text, and acts that are none, change nothing."""
    received(empty, "A 👩‍👩‍👧 sentence about nothing of note.", Use.COUNT)
    empty.safeguard.clear()
    desk = CodingDesk(empty, WHS)
    page = desk.reader.page
    start = page["text"].index("about")
    act = {"act": "code", "ref": page["ref"], "code": "not-listened-to"}
    desk.reader.act({**act, "start": start, "end": start + len("about nothing")})
    assert [(k.snippet, k.code) for k in empty.theme.codings(WHS)] == [("about nothing", "not-listened-to")]
    desk.reader.act({**act, "start": 3, "end": 9999})
    assert "no words to code" in desk.says
    desk.reader.act({"act": "new", "ref": page["ref"], "name": "Something nobody thought of", "start": 2, "end": 7})
    made = next(c for c in empty.codebook.codes if c.name == "Something nobody thought of")
    assert [k.snippet for k in empty.theme.codings(WHS) if k.code == made.id] == [page["text"][2:7]]
    assert made.id in {c["id"] for c in desk.reader.page["codes"]} and empty.codebook.history[-1].reason
    desk.reader.act({"act": "undo", "ref": page["ref"]})
    desk.reader.act({"act": "drop the table"})
    desk.reader.act("nonsense")  # type: ignore[arg-type]
    assert len(empty.theme.codings(WHS)) == 1
    desk.reader.act({"act": "memo", "ref": page["ref"], "text": "Ask <b>them</b> again."})
    assert desk.reader.page["memo"] == "Ask <b>them</b> again."


def test_a_filter_shows_what_it_says_and_keeps_to_the_consultation(bench: Workbench) -> None:
    """By state, code and person; another consultation begins without filters."""
    desk = CodingDesk(bench, WHS)
    everything = desk.reader.page["count"]
    desk.me.value = "Ash Example"
    desk.reader.act({"act": "code", "ref": desk.reader.page["ref"], "code": "waiting", "start": 0, "end": 5})
    desk.which.value = "mine"
    assert desk.reader.page["count"].startswith("1 of 1") and bench.by == "Ash Example"
    desk.which.value = "uncoded"
    assert desk.reader.page["count"] != everything
    desk.which.value = "all"
    desk.person.value = desk.person.options[1][1]
    own = bench.snapshot().of(WHS)
    assert own[desk.reader.page["ref"]].contributor == desk.person.value
    desk.chooser.value = "mental-health-act"
    assert (
        desk.person.value == ""
        and bench.snapshot().contributions[desk.reader.page["ref"]].consultation == "mental-health-act"
    )


def test_the_codebook_is_changed_on_the_screen_with_reasons(bench: Workbench) -> None:
    """Rename, add, merge, split, take back; without a reason nothing changes."""
    desk = CodingDesk(bench, WHS)
    desk.parts.current = 1
    part = desk.codebook
    part.name.value = "Something else"
    part.save.click()
    assert "needs a reason" in desk.says
    part.name.value, part.reason.value = "Something else", "it says more"
    part.save.click()
    assert "changed" in desk.says and bench.codebook.history[-1].act == "rename"
    part.name.value, part.reason.value = "A brand new code", "nobody thought of it"
    part.add.click()
    new = next(c for c in bench.codebook.codes if c.name == "A brand new code")
    part.code.value, part.into.value, part.reason.value = new.id, part.code.options[0][1], "the same after all"
    part.merge.click()
    assert new.id not in {c.id for c in bench.codebook.codes}
    part.undo.click()
    assert new.id in {c.id for c in bench.codebook.codes}
    used = max(bench.codebook.codes, key=lambda c: len(bench.codebook.passages(c.id)))
    part.code.value, part.parts.value, part.reason.value = used.id, "Half of it", "two things"
    part.split.click()
    ref, choice = part._ticks[0]
    choice.value = "Half of it"
    part.do_split.click()
    assert bench.codebook.passages("half-of-it")[0].ref == ref


def test_two_coders_work_apart_on_the_screen(bench: Workbench) -> None:
    """From beginning a round to the figure; each sees only her own codings."""
    desk = CodingDesk(bench, WHS)
    desk.parts.current = 2
    part = desk.coders
    part.one.value, part.other.value, part.most.value = "Kim Example", "Ash Example", "2"
    part.begin.click()
    ref = bench.agreement.rounds(WHS)[0].ref
    for coder, code in (("Kim Example", 0), ("Ash Example", 1)):
        part.coder.value = coder
        for _ in range(2):
            page = part.reader.page
            assert page["codings"] == []
            chosen = page["codes"][code]["id"]
            part.reader.act({"act": "code", "ref": page["ref"], "code": chosen, "start": 0, "end": 4})
            assert [k["told"] for k in part.reader.page["codings"]] == ["mine"]
            part.reader.act({"act": "next", "ref": page["ref"]})
    assert "too few to say" in shown(desk.ui) and "4 differences to settle" in shown(desk.ui)
    assert len(bench.agreement.differences(ref)) == 4


def test_every_view_shows_what_was_coded(bench: Workbench) -> None:
    """Each view has its table, and the matrix its cells; a summary is kept."""
    desk = CodingDesk(bench, WHS)
    desk.parts.current = 4
    part = desk.views
    for name in part.view.options:
        part.view.value = name
        assert "went wrong" not in desk.says and shown(desk.ui)
    part.summary.value = "Made up: waits too long."
    part.save.click()
    assert "Made up: waits too long." in [c.summary for c in bench.views.matrix(WHS).cells]


def test_a_small_theme_is_decided_on_with_a_reason(bench: Workbench) -> None:
    """Without a reason the decision is refused; with one it is kept."""
    desk = CodingDesk(bench, WHS)
    desk.parts.current = 3
    small = bench.theme.few_people(WHS)
    card = desk._inside.children[1]
    decision_row, save = card.children[1], card.children[2]
    decision_row.children[1].value = ""
    save.click()
    assert "needs a reason" in desk.says
    decision_row.children[1].value = "It stays."
    save.click()
    assert "It stays." in {t.reason for t in bench.theme.few_people(WHS)}
    assert len(bench.theme.few_people(WHS)) == len(small)
