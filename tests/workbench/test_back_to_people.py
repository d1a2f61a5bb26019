"""Back to the people: a note for each of them, what they said of taking part, and the annex on involvement."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.model import DocumentKind, Outcome, OutcomeState, Use
from consultwork.ooxml import read_document, read_texts
from consultwork.workbench import Workbench
from tests.asked import ONE, OTHER, WH, ShownDraft, drafted
from tests.serve.serving import workspace
from tests.word.rules import broken_rules


@pytest.fixture
def both(tmp_path: Path) -> tuple[Workbench, ShownDraft]:
    """Two made-up people came by the page, and both are quoted in the submission."""
    bench = workspace(tmp_path)
    return bench, drafted(bench)


def reachable(bench: Workbench, person: str) -> None:
    """A person who may be written to, and said how it is safe."""
    from consultwork.store.vault import IDENTITY

    bench.safeguard.permit(person, {Use.CONTACT: True}, how="by phone")
    known = {"name": "", "contact": "01632 960777", "safe_contact": "by letter, any time"}
    with bench.store.write("a test", "lay in how they may be reached", person) as w:
        bench.vault.lay_in(w, person, IDENTITY, known)
    bench.run_outbox()


def test_a_note_holds_ones_own_words_and_nobody_elses(both: tuple[Workbench, ShownDraft]) -> None:
    """What you said, what we wrote and where, what they decided: as Word and as text, on a page behind a cover."""
    bench, who = both
    reachable(bench, who.one)
    asked = [a for a in bench.asks.values() if WH in a.consultations and bench.theme.codebook[0].id in a.codes]
    for ask in asked[:1]:
        bench.follow_up.record(Outcome(ask.id, WH, OutcomeState.MET, "A made-up strategy", "12"))
    made, unsafe = bench.follow_up.personal_notes(WH)
    assert [p.stem for p in made] == [who.one] and unsafe == 0
    text = "\n".join(read_texts(made[0])[1])
    assert ONE in text and OTHER not in text and OTHER[:30] not in text
    assert text.index("pass it on unread") < text.index(ONE) and "We wrote" in text
    told = made[0].with_suffix(".txt").read_text(encoding="utf-8")
    assert f"“{ONE}”" in told and "You can still take your words back." in told
    assert broken_rules(made[0]) == [] and read_document(made[0]).title == "A note for you"
    bench.safeguard.withdraw(who.one)
    assert not made[0].exists() and not made[0].with_suffix(".txt").exists()


def test_the_note_says_where_our_ask_stands(both: tuple[Workbench, ShownDraft]) -> None:
    """Without LibreOffice the part of the document is named, never a page that nobody looked up."""
    bench, _ = both
    places = bench.follow_up._places(WH)
    assert places and all(p.startswith("the part “") and p.endswith("of our submission") for p in places.values())


@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_the_note_names_the_page_where_it_can_be_known(both: tuple[Workbench, ShownDraft]) -> None:
    """With LibreOffice it is a page."""
    bench, _ = both
    assert all(p.startswith("page ") for p in bench.follow_up._places(WH).values())


def test_what_people_said_of_taking_part(both: tuple[Workbench, ShownDraft]) -> None:
    """Counts under the blogs' headings only where five and more answered; free words as they stand, for ourselves."""
    bench, _ = both
    for n in range(5):
        desk = bench.invitations.at(WH)
        desk.act("start", "next")
        desk.save({"q:1:words": f"Made up {n}.", "p:count": "Yes"})
        desk.act("check", "send")
        more = {"how:safe": "Partly"} if n == 0 else {}
        desk.act("how", "thanked", {"how:heard": "Yes", "how:skills": "No", "how:words": f"<b>Words {n}</b>", **more})
    read = read_document(bench.follow_up.taking_part(WH))
    (table,) = read.tables
    rows = {r[0]: r[2:] for r in table.rows[1:]}
    assert rows["Everyone's voice honoured"] == ("5", "0", "0", "5 answers")
    assert rows["Kept safe"] == ("–", "–", "–", "fewer than five answered")
    assert rows["Skills and experience"][2] == "5"
    assert sum(p.text.startswith("<b>Words") for p in read.paragraphs) == 5
    assert any("Nobody allowed these words to be passed on" in p.text for p in read.paragraphs)


def test_the_annex_says_how_people_were_involved(demo_copy: Workbench) -> None:
    """The five items of GRIPP2, the five of 4Pi and the four Gunning principles, from what is known."""
    made = demo_copy.respond.make("mental-health-act", DocumentKind.RESPONSE)
    read = read_document(made.path)
    headings = [p.text for p in read.paragraphs if p.level]
    at = headings.index("Annex C: How people were involved")
    assert headings[at + 1 : at + 6] == ["Aim", "Methods", "Results", "Discussion and conclusions", "Reflections"]
    (table,) = [t for t in read.tables if t.caption.endswith("4Pi involvement standards")]
    assert [r[0] for r in table.rows[1:]] == ["Principles", "Purpose", "Presence", "Process", "Impact"]
    items = [p.text for p in read.paragraphs if p.style == "List Bullet" and p.section.startswith("Reflections")]
    assert [x.split(":")[0] for x in items] == ["Still open", "Enough to go on", "Enough time", "Taken to heart"]
    assert demo_copy.review.check(made.path) == ()


def test_a_withdrawal_changes_the_annex(demo_copy: Workbench) -> None:
    """Its numbers are of the people who are there."""
    before = "\n".join(read_texts(demo_copy.respond.make("mental-health-act", DocumentKind.RESPONSE).path)[1])
    m = demo_copy.respond.material("mental-health-act")
    demo_copy.safeguard.withdraw(sorted(m.heard)[0])
    after = "\n".join(read_texts(demo_copy.respond.make("mental-health-act", DocumentKind.RESPONSE).path)[1])
    assert "11 people" in before[before.index("Annex C") :] and "11 people" not in after[after.index("Annex C") :]
