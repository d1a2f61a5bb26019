"""Visits to a form: nothing is lost, nobody reads what is half-written, and everything can be taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from consultwork.errors import Refused
from consultwork.journey.gather import Layout
from consultwork.kinds import Kind
from consultwork.model import Use
from consultwork.store import visits
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from consultwork.workbench.visitors.visits import VisitDesk
from tests.refusing import refuses
from tests.serve.serving import WH, workspace

SAID = "Nobody listened until the third visit, and by then I was very ill. Made up."


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace whose page is set up for real people; everybody in it is made up."""
    return workspace(tmp_path)


def begun(bench: Workbench, cookie: str = "") -> VisitDesk:
    desk = bench.invitations.at(WH, cookie=cookie)
    assert desk.act("start", "next").key == "code"
    return desk


def sent(bench: Workbench, **values: object) -> VisitDesk:
    desk = begun(bench)
    desk.save({"q:1:words": SAID, "p:count": "Yes", "p:quote": "Yes", **values})
    assert desk.act("check", "send").key == "thanks"
    return desk


def everything(bench: Workbench) -> bytes:
    return b"".join(p.read_bytes() for p in bench.root.rglob("*") if p.is_file())


def test_nothing_is_kept_before_start_and_each_field_is_kept_after_it(real: Workbench) -> None:
    """Before "Start" there is no visit; after it each value comes back, on another desk, by the four words."""
    desk = real.invitations.at(WH)
    assert desk.save({"q:1:words": SAID}) == () and not desk.began
    desk = begun(real)
    assert desk.save({"q:1:words": SAID, "p:quote": "No"}) == ("q:1:words", "p:quote")
    code = desk.visit().code
    other = real.invitations.at(WH)
    typed = " ".join(w[:4].upper() for w in code.split("-"))
    assert other.act("return", "open", {"code": typed}).key == "code"
    assert other.visit().values == {"q:1:words": SAID, "p:quote": "No"}


def test_what_is_half_written_is_sealed(real: Workbench) -> None:
    """No byte of the workspace holds words, contact or code of somebody who has not sent yet."""
    desk = begun(real)
    desk.save({"q:1:words": SAID, "p:contact": "Yes", "a:contact": "01632 960777"})
    code = desk.visit().code
    data = everything(real)
    for word in (SAID.encode(), b"third visit", b"01632 960777", code.encode()):
        assert word not in data
    assert SAID not in real.invitations.overview().to_string()


def test_values_that_the_form_does_not_offer_are_refused_and_blank_nothing(real: Workbench) -> None:
    """Unknown fields, strange options, lists for words, and floods are turned away; what was there stays."""
    desk = begun(real)
    desk.save({"q:1:words": SAID, "p:count": "Yes"})
    strange: dict[str, object] = {
        "q:1:words": ["a", "list"], "p:count": "Maybe", "q:99:words": "x", "~code": "x", "a:role": {"x": 1}, "code": "x",
        "p:quote": None,
    }  # fmt: skip
    assert desk.save(strange) == ()
    assert desk.save({"q:1:words": "x" * 20_001}) == ()
    assert desk.visit().values == {"q:1:words": SAID, "p:count": "Yes"}


def test_sending_makes_answers_and_leaves_nothing_behind(real: Workbench) -> None:
    """Words become an answer, contact goes to the vault, permissions are kept, the visit is emptied."""
    desk = sent(
        real, **{"p:contact": "Yes", "a:contact": "01632 960777", "a:safe:way": "text", "a:safe:times": "mornings"}
    )
    (person,) = real.safeguard.people().values()
    assert person.allows(Use.QUOTE) and not person.allows(Use.CREDIT)
    assert real.vault.identity(person.ref).safe_contact.startswith("text; mornings; leave no message")
    assert real.gather.table()["words"].tolist() == [SAID]
    assert not [k for k in desk.visit().values if k.startswith(("q:", "a:"))]
    assert b"01632 960777" not in everything(real)
    assert desk.act("check", "send").key == "mine", "sending twice sends once"
    assert len(real.gather.table()) == 1


def test_permissions_change_by_the_four_words_after_sending(real: Workbench) -> None:
    """Whoever has the four words changes what we may do; words themselves can no longer be changed."""
    code = sent(real).visit().code
    back = real.invitations.at(WH)
    assert back.act("return", "open", {"code": code}).key == "mine"
    assert back.save({"q:1:words": "Something else."}) == ()
    assert "Your choices are kept" in [p.heading for p in back.act("mine", "permit", {"p:quote": "No"}).parts]
    (person,) = real.safeguard.people().values()
    assert not person.allows(Use.QUOTE) and person.allows(Use.COUNT)
    assert person.permissions[-1].how == "by themselves, in the form"


def test_everything_can_be_taken_back_before_and_after_sending(real: Workbench) -> None:
    """Taking it back deletes the person, the words and the visit, to the last byte."""
    half = begun(real)
    half.save({"q:1:words": SAID})
    assert half.act("takeback", "really").key == "gone"
    desk = sent(real)
    code = desk.visit().code
    assert desk.act("takeback", "really").key == "gone"
    assert not real.safeguard.people() and SAID.encode() not in everything(real)
    again = real.invitations.at(WH).act("return", "open", {"code": code})
    assert dict(again.errors) == {"code": Refused(Kind.FOUR_WORDS_OPEN_NOTHING).sentence}


def test_a_withdrawal_by_an_officer_closes_the_visit_too(real: Workbench) -> None:
    """Once somebody is withdrawn their four words open nothing."""
    code = sent(real).visit().code
    (ref,) = real.safeguard.people()
    real.safeguard.withdraw(ref)
    assert real.invitations.at(WH).act("return", "open", {"code": code}).errors


def test_tries_are_limited_for_a_page_and_not_for_the_whole_drop_in(real: Workbench) -> None:
    """One page that guesses has to wait; another page at the same address does not."""
    guessing = real.invitations.at(WH, cookie="one")
    for _ in range(6):
        assert (
            dict(guessing.act("return", "open", {"code": "abandon ability able about"}, address="a").errors)["code"]
            == Refused(Kind.FOUR_WORDS_OPEN_NOTHING).sentence
        )
    assert (
        dict(guessing.act("return", "open", {"code": "abandon ability able about"}, address="a").errors)["code"]
        == Refused(Kind.TOO_MANY_TRIES).sentence
    )
    code = begun(real).visit().code
    other = real.invitations.at(WH, cookie="two")
    assert other.act("return", "open", {"code": code}, address="a").key == "code"


def test_codes_are_drawn_from_enough_words_and_kept_only_as_a_slow_hash(real: Workbench) -> None:
    """The list has 2,048 words that four letters tell apart; the database holds no word of a code."""
    words = visits.word_list()
    assert len(set(words)) == 2048 and len({w[:4] for w in words}) == 2048
    assert len({visits.new_code() for _ in range(50)}) == 50
    assert visits.as_code("Abandon, ABILITY able-about") == "abandon-ability-able-about"
    assert visits.as_code("three words only") == "" and visits.as_code("nobody knows these words") == ""


def test_what_was_never_sent_goes_after_its_days(real: Workbench, tmp_path: Path) -> None:
    """Half-written words are deleted after the days that were said in advance; sent visits stay."""
    begun(real)
    sent(real)
    later = Workbench(real.root, passphrase=MADE_UP, clock=lambda: real.clock() + timedelta(days=13))
    assert later.invitations.overview()["began"].tolist() == [2]
    later = Workbench(real.root, passphrase=MADE_UP, clock=lambda: real.clock() + timedelta(days=15))
    assert later.invitations.overview()["began"].tolist() == later.invitations.overview()["sent"].tolist() == [1]
    assert later.invitations.delete_old() == 0


def test_a_demonstration_keeps_its_answers_apart(tmp_path: Path) -> None:
    """As long as something is not set, nothing that is sent becomes an answer, and one call deletes all of it."""
    bench = workspace(tmp_path, ready=False)
    assert bench.invitations.about(WH).demo
    desk = sent(bench)
    assert desk.act("mine", "mine").key == "mine"
    assert not bench.safeguard.people() and bench.gather.table().empty
    assert bench.invitations.delete_demo() == 1 and bench.invitations.overview().empty


def test_a_link_for_one_person_takes_one(real: Workbench) -> None:
    """The second person who follows a link for one is told kindly; a closed form takes nobody."""
    link = real.invitations.invite(WH, "for one", most=1)
    real.invitations.at(WH, link.ref).act("start", "next")
    with refuses(Refused, Kind.LINK_IS_USED):
        real.invitations.at(WH, link.ref).act("start", "next")
    real.invitations.close_invitation(link.ref)
    assert real.invitations.invited_by(link.token) is None
    real.invitations.set_open(WH, False)
    with refuses(Refused, Kind.FORM_IS_CLOSED):
        real.invitations.at(WH).act("start", "next")


def test_a_form_is_laid_out_without_code(real: Workbench) -> None:
    """Order, wording, notes and what is left out change the pages, and nothing else does."""
    before = [q.number for q in real.gather.pages(WH)]
    laid = Layout(
        order=(before[2],), leave_out=(before[1],), wording={before[0]: "What happened?"}, notes={before[0]: ""}
    )
    real.invitations.lay_out(WH, laid)
    pages = real.gather.pages(WH)
    assert [q.number for q in pages] == [before[2], before[0], *before[3:]]
    first = next(q for q in pages if q.number == before[0])
    assert first.ask == "What happened?" and first.note_before == ""
    with refuses(Refused, Kind.FORM_HAS_TO_ASK_SOMETHING):
        real.invitations.lay_out(WH, Layout(leave_out=tuple(before)))
    with refuses(Refused, Kind.NO_QUESTION):
        real.invitations.lay_out(WH, Layout(order=("99",)))


def test_whoever_types_for_somebody_reads_it_back(real: Workbench) -> None:
    """An assisted entry says who typed, and is sent only once it was read back and agreed."""
    desk = real.invitations.at(WH, typed_by="Sasha, volunteer lead")
    desk.act("start", "next")
    desk.save({"q:1:words": SAID, "p:count": "Yes"})
    assert [name for name, _ in desk.act("check", "send").errors] == ["t:agreed"]
    assert desk.act("check", "send", {"t:agreed": "Yes"}).key == "thanks"
    (person,) = real.safeguard.people().values()
    assert "Sasha, volunteer lead" in person.permissions[0].how


def test_a_note_goes_only_to_who_said_how_it_is_safe_and_under_a_cover(real: Workbench) -> None:
    """Without a safe way and time there is no note; its first page, title and headers tell nothing; it goes with them."""
    from consultwork.ooxml import read_document, read_texts

    contact = {"p:contact": "Yes", "a:contact": "01632 960777"}
    sent(real, **contact)
    sent(real, **contact, **{"a:safe:way": "letter", "a:safe:times": "any", "q:1:words": SAID + " Twice."})
    real.safeguard.clear()
    made, unsafe = real.follow_up.personal_notes(WH)
    assert len(made) == 1 and unsafe == 1
    document = read_document(made[0])
    words = "\n".join(read_texts(made[0])[1])
    title = real.consultation(WH).short or real.consultation(WH).title
    assert document.title == "A note for you" and title in words
    assert title not in words[: words.index("pass it on unread")]
    import zipfile

    with zipfile.ZipFile(made[0]) as package:
        around = b"".join(
            package.read(n) for n in package.namelist() if "header" in n or "footer" in n or "docProps" in n
        )
    assert title.encode() not in around
    real.safeguard.withdraw(made[0].stem)
    assert not made[0].exists()


def test_how_it_was_is_kept_apart_from_who_said_it(real: Workbench) -> None:
    """Feedback is kept without a person, and feeds the follow-up."""
    desk = sent(real)
    desk.act("how", "thanked", {"how:heard": "Yes", "how:safe": "Partly", "how:words": "It was short."})
    kept = real.invitations.feedback(WH)
    assert kept.values.tolist() == [[WH, "Yes", "Partly", "", "", "It was short."]]
