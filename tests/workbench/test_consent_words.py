"""A permission is filed under the very words that somebody was asked in, however they were asked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consultwork.errors import BadFile
from consultwork.forms.gather.form import Permits
from consultwork.forms.gather.intake import StaffNote
from consultwork.forms.gather.workshop import WorkshopNotes
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.journey.consent import permission_words, quote_words
from consultwork.kinds import Kind
from consultwork.model import Submission, Use
from consultwork.serve import pages
from consultwork.store import people
from consultwork.wording import ENGLISH, Wording
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from tests.exchange.test_paper_form import filled
from tests.forms.test_visitor import on_to, typed
from tests.refusing import refuses
from tests.serve.serving import WH, workspace
from tests.wording.test_wording import own

OURS = permission_words(ENGLISH)
REWORDED = "May we quote your words, with your first name?"
SAID = "They listened to me at last. Made up, as everything here."


@pytest.fixture
def ours(tmp_path: Path) -> Workbench:
    """A workspace of a made-up charity that asks in our words."""
    return workspace(tmp_path)


def reworded(bench: Workbench) -> Workbench:
    """The same workspace, once its charity has reworded the question about quotes."""
    own(bench.root, "form", f"permission-quote = {REWORDED}\n")
    return Workbench(bench.root, passphrase=MADE_UP)


def asked_of(bench: Workbench, person: str) -> tuple[str, str]:
    """The version under which somebody's permission to quote is filed, and the words that are kept for it."""
    (version,) = {p.wording for p in bench.contributors()[person].permissions if p.use is Use.QUOTE}
    with bench.store.read() as connection:
        return version, people.wordings(connection).get((version, Use.QUOTE), "")


def by_page(bench: Workbench) -> VolunteerForm:
    """Somebody at the page, who answered a question and came to the permissions."""
    form = VolunteerForm(bench.invitations.at(WH))
    form.act("next")
    on_to(form, "q:0")
    typed(form, next(name for name in form.fields if name.endswith(":words")), SAID)
    form.act("next")
    on_to(form, "permissions")
    return form


def sent(bench: Workbench) -> None:
    form = by_page(bench)
    typed(form, "p:quote", "Yes")
    on_to(form, "check")
    form.act("send")
    assert form.at == "thanks"


def noted(bench: Workbench) -> None:
    note = StaffNote(bench, WH)
    note.words.value, note.written_by.value = SAID, "Sam"
    note.question.value = note.question.options[1][1]
    note.permits[Use.QUOTE].chosen = ["Yes"]
    note.save.click()


def in_workshop(bench: Workbench) -> None:
    screen = WorkshopNotes(bench, WH)
    screen.written_by.value = "Sam"
    person = screen.people[0]
    person.notes[0][1].value = SAID
    person.permits[Use.QUOTE].chosen = ["Yes"]
    screen.keep.click()


def on_paper(bench: Workbench) -> None:
    blank = bench.paper.make(WH, bench.root / "form.docx")
    number = bench.gather.pages(WH)[0].number
    bench.paper.take_in(
        filled(
            blank,
            bench.root / "filled.docx",
            {f"w:{number}": f"{SAID} {bench.wording.say('form/permission-quote')}"},
            {"p:quote:yes"},
        )
    )


def told_later(bench: Workbench) -> None:
    person = bench.gather.receive([Submission("", "", WH, bench.gather.pages(WH)[0].number, SAID)], [])
    bench.safeguard.permit(person, {Use.QUOTE: True}, how="on the phone")


@pytest.mark.parametrize("ask", [sent, noted, in_workshop, on_paper, told_later])
def test_a_reworded_question_is_another_question(ours: Workbench, ask: Callable[[Workbench], None]) -> None:
    """Page, note, workshop, paper and phone: each files a permission under the words that were asked."""
    ask(ours)
    (one,) = ours.contributors()
    assert asked_of(ours, one) == (OURS.version, OURS.texts[Use.QUOTE])
    theirs = reworded(ours)
    ask(theirs)
    (other,) = set(theirs.contributors()) - {one}
    version, words = asked_of(theirs, other)
    assert words == REWORDED and version not in ("", OURS.version)
    assert asked_of(theirs, one) == (OURS.version, OURS.texts[Use.QUOTE])


def test_the_light_page_asks_in_a_charitys_own_words_and_says_in_which(ours: Workbench) -> None:
    """The page without JavaScript shows the reworded question, and carries the version of what it asks."""
    theirs = reworded(ours)
    form = by_page(theirs)
    html = pages.lite(form.sheet, theirs.invitations.about(WH), base="/", token="t")
    assert REWORDED in html and OURS.texts[Use.QUOTE] not in html
    assert f'name="~asked" value="{permission_words(theirs.wording).version}"' in html


def test_what_was_chosen_before_a_rewording_is_asked_again(ours: Workbench) -> None:
    """A half-written form whose question was reworded goes back to it, and files no old yes under new words."""
    before = by_page(ours)
    typed(before, "p:quote", "Yes")
    on_to(before, "check")
    theirs = reworded(ours)
    form = VolunteerForm(theirs.invitations.at(WH))
    form.act("return")
    typed(form, "code", visit_code(before))
    form.act("open")
    assert form.at == "check"
    form.act("send")
    assert form.at == "permissions~" and form.fields["p:quote"].text == ""
    typed(form, "p:count", "Yes")
    form.act("next")
    form.act("send")
    (person,) = theirs.contributors().values()
    assert person.allows(Use.COUNT) and not person.allows(Use.QUOTE)
    assert asked_of(theirs, person.ref)[1] == REWORDED


def visit_code(form: VolunteerForm) -> str:
    form.act("later")
    return str(form.page.code)


def test_whoever_comes_back_after_a_rewording_finds_nothing_chosen_for_them(ours: Workbench) -> None:
    """The page after sending shows no yes that was given to other words, and leaves what it does not ask about."""
    form = by_page(ours)
    typed(form, "p:quote", "Yes")
    typed(form, "p:count", "Yes")
    on_to(form, "check")
    form.act("send")
    code = str(form.page.code)
    theirs = reworded(ours)
    later = VolunteerForm(theirs.invitations.at(WH))
    later.act("return")
    typed(later, "code", code)
    later.act("open")
    assert later.at == "mine" and later.fields["p:quote"].text == "" and later.fields["p:count"].text == "Yes"
    later.act("permit")
    (person,) = theirs.contributors().values()
    assert person.allows(Use.QUOTE) and asked_of(theirs, person.ref) == (OURS.version, OURS.texts[Use.QUOTE])


def printed(bench: Workbench) -> tuple[Path, str]:
    """A form that was printed in our words, and the number of its first question."""
    return bench.paper.make(WH, bench.root / "printed.docx"), bench.gather.pages(WH)[0].number


def test_a_form_that_was_printed_before_a_rewording_is_read_under_its_own_words(ours: Workbench) -> None:
    """The paper carries the version of its words: a yes on it is filed under these, also once others are asked."""
    blank, number = printed(ours)
    theirs = reworded(ours)
    theirs.paper.take_in(filled(blank, theirs.root / "f.docx", {f"w:{number}": SAID}, {"p:quote:yes"}))
    (person,) = theirs.contributors().values()
    assert person.allows(Use.QUOTE) and asked_of(theirs, person.ref) == (OURS.version, OURS.texts[Use.QUOTE])


def test_a_form_that_somebody_reworded_in_word_is_put_to_the_officer(ours: Workbench) -> None:
    """A yes to words that are not ours counts as no, is filed under none of our wordings, and is named."""
    blank, number = printed(ours)
    changed = replaced(blank, OURS.texts[Use.QUOTE], REWORDED)
    form = filled(changed, ours.root / "f.docx", {f"w:{number}": SAID}, {"p:quote:yes", "p:count:yes"})
    intake, _ = ours.paper.take_in(form)
    (person,) = ours.contributors().values()
    assert person.allows(Use.COUNT) and not person.allows(Use.QUOTE)
    assert asked_of(ours, person.ref)[0] == ""
    assert any(OURS.texts[Use.QUOTE] in note for note in intake.notes)


def replaced(path: Path, before: str, after: str) -> Path:
    """A Word file in which somebody wrote other words over some of ours."""
    target = path.with_name("reworded.docx")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                assert before in data.decode()
                data = data.decode().replace(before, after).encode()
            out.writestr(name, data)
    return target


def test_what_a_quote_is_asked_about_is_versioned_by_its_words(tmp_path: Path) -> None:
    """Leaving a quote out and letting it in again are asked in other words, and so is a reworded hint."""
    out, again = quote_words(ENGLISH, again=False), quote_words(ENGLISH, again=True)
    own(tmp_path, "member_checking", "quote-hint = We quote nothing of this with “Leave me out”.\n")
    theirs = quote_words(Wording(own=tmp_path), again=False)
    assert len({out.version, again.version, theirs.version}) == 3
    assert "We quote nothing of this" in theirs.texts[Use.QUOTE]


def test_another_language_is_another_version(tmp_path: Path) -> None:
    """Even where a language says a question in English words, its version names the language."""
    assert permission_words(Wording("cy")).version != OURS.version
    assert permission_words(Wording("cy")).version.startswith("cy-")


def test_handwriting_is_typed_under_the_words_of_its_paper(ours: Workbench) -> None:
    """Whoever types a form that was printed before a rewording sees its words, and files the yes under them."""
    printed(ours)
    theirs = reworded(ours)
    permits = Permits(theirs.wording, theirs.paper.asked_before())
    assert permits.choices[Use.QUOTE].label == REWORDED
    permits.on_paper.value = OURS.version
    assert permits.choices[Use.QUOTE].label == OURS.texts[Use.QUOTE]
    permits.choices[Use.QUOTE].chosen = ["Yes"]
    (given,) = (p for p in permits.permissions(theirs.today) if p.given)
    assert (given.use, given.wording) == (Use.QUOTE, OURS.version)
    assert len(Permits(ours.wording, ours.paper.asked_before()).on_paper.options) == 1


def test_a_paper_form_that_was_framed_otherwise_is_refused(ours: Workbench, tmp_path: Path) -> None:
    """Once our lines around the answers are worded otherwise, the form of before could be read wrongly: typed instead."""
    own(ours.root, "paper_form", "own-words = Your words go here\n")
    printed = Workbench(ours.root, passphrase=MADE_UP)
    blank = printed.paper.make(WH, tmp_path / "form.docx")
    form = filled(blank, tmp_path / "filled.docx", {"w:1": SAID}, {"p:count:yes"})
    assert printed.paper.preview(form).rows
    own(ours.root, "paper_form", "own-words = Say it in your own way\n")
    with refuses(BadFile, Kind.FORM_WAS_WORDED_OTHERWISE):
        Workbench(ours.root, passphrase=MADE_UP).paper.take_in(form)
