"""The form in widgets, without a browser: what it shows, keeps and sends, against a real store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from consultwork.errors import StoreError
from consultwork.forms.gather.form import FormDesk
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.journey.form_words import About, page_words
from consultwork.journey.gather import FormQuestion
from consultwork.journey.sheets import Sheet
from consultwork.journey.visit import Visit
from consultwork.model import QuestionKind, Use
from consultwork.wording import ENGLISH, say
from consultwork.workbench import Workbench
from tests.serve.serving import WH, workspace

WORDS = "They did not listen. <b>Not once</b>. Made up."
PAGES = (
    FormQuestion("1", "What matters?", "Official wording of one", QuestionKind.FREE_TEXT, note_before="This is hard."),
    FormQuestion("2", "Do you agree?", "Do you agree?", QuestionKind.AGREEMENT, options=("Agree", "Disagree")),
    FormQuestion("3", "Which?", "Which?", QuestionKind.CHOOSE_SEVERAL, ("Home", "Health"), several=True, other=True),
    FormQuestion("4", "Parts", "Parts", QuestionKind.MULTI_PART, ("Yes", "No"), rows=("a) one", "b) two"), words=False),
)


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace of a made-up charity, its page set up for real people."""
    return workspace(tmp_path)


def typed(form: VolunteerForm, name: str, value: str | list[str]) -> None:
    """What a browser does when somebody types or ticks."""
    field = form.fields[name]
    if isinstance(value, list):
        field.ticks = value
    else:
        field.text = value
    field.sent_no += 1


def on_to(form: VolunteerForm, key: str) -> None:
    """Go on until a page is there."""
    for _ in range(80):
        if form.at == key:
            return
        form.act("skip" if form.at.startswith("q:") else "next")
    raise AssertionError(f"never came to {key}")


def test_one_question_stands_on_a_page_with_its_note_and_official_wording() -> None:
    """The note comes first and leads past the question; the question is the page's heading and its field's name."""
    visit = Visit(PAGES, About("Harbour Voices", "Our hospital"))
    assert visit.order()[:4] == ["start", "code", "note:0", "q:0"]
    note = visit.sheet("note:0")
    assert note.parts[0].lines == ("This is hard.",) and "skip" in {a.name for a in note.actions}
    assert visit.after("note:0", "skip") == "q:1"
    page = visit.sheet("q:0")
    assert page.heading == page.fields[0].label == "What matters?" and page.official == "Official wording of one"
    assert page.caption == "Question 1 of 4"
    assert [f.kind for f in visit.sheet("q:2").fields] == ["several", "line"] + (["words"] if PAGES[2].words else [])
    assert [f.label for f in visit.sheet("q:3").fields] == ["a) one", "b) two"]


def test_what_is_typed_is_kept_at_once_and_sent_as_it_was_typed(real: Workbench) -> None:
    """Each change is confirmed by its number; the words reach the workbench letter by letter."""
    form = VolunteerForm(real.invitations.at(WH), name="Our hospital")
    form.act("next")
    on_to(form, "q:0")
    typed(form, "q:1:words", WORDS)
    assert form.fields["q:1:words"].kept_no == 1
    form.act("next")
    on_to(form, "permissions")
    typed(form, "p:quote", "Yes")
    on_to(form, "check")
    assert WORDS in [r["said"] for r in form.page.rows]
    form.act("send")
    assert form.at == "thanks" and form.page.code
    assert real.gather.table()["words"].tolist() == [WORDS]
    (person,) = real.safeguard.people().values()
    assert person.allows(Use.QUOTE) and not person.allows(Use.COUNT), "no choice counts as no"


def test_a_name_or_contact_is_asked_only_after_a_yes(real: Workbench) -> None:
    """Without a yes there is no such page; with one, an empty field is said so and nothing is lost."""
    form = VolunteerForm(real.invitations.at(WH))
    form.act("next")
    on_to(form, "permissions")
    form.act("next")
    assert form.at == "you"
    form.act("back")
    typed(form, "p:contact", "Yes")
    form.act("next")
    assert form.at == "reach" and "a:credit" not in form.fields
    form.act("next")
    assert form.at == "reach" and form.page.errors[0][0] == "a:contact"
    typed(form, "a:contact", "01632 960123")
    form.act("next")
    assert form.at == "you"


def test_the_check_page_leads_to_a_change_and_back(real: Workbench) -> None:
    """ "Change" opens one page, and going on from it leads back to the check."""
    form = VolunteerForm(real.invitations.at(WH))
    form.act("next")
    on_to(form, "check")
    form._told(None, {"kind": "act", "action": "change:q:1"}, [])
    assert form.at == "q:1~"
    typed(form, "q:2:words", "Changed. Made up.")
    form.act("next")
    assert form.at == "check" and "Changed. Made up." in [r["said"] for r in form.page.rows]


def test_an_empty_form_is_not_sent_and_that_is_said_kindly(real: Workbench) -> None:
    """Nothing to send is no error of the person's."""
    form = VolunteerForm(real.invitations.at(WH))
    form.act("next")
    on_to(form, "check")
    form.act("send")
    assert form.at == "check" and "no answer to send" in form.page.parts[0]["lines"][0]
    assert not real.safeguard.people()


def test_nothing_stays_for_the_next_person_on_one_screen(real: Workbench) -> None:
    """After "Finish" the form is empty again, and the next person has four words of their own."""
    screen = FormDesk(real, WH)
    form = screen.form
    assert form is not None
    form.act("next")
    first = form.page.code
    on_to(form, "q:0")
    typed(form, "q:1:words", WORDS)
    on_to(form, "check")
    form.act("send")
    form.act("forget")
    assert form.at == "start" and WORDS not in str([w.get_state() for w in (form.page, *form.fields.values())])
    form.act("next")
    assert form.page.code and form.page.code != first
    screen.begin.click()
    assert screen.form is not form and screen.form is not None and screen.form.at == "start"


def test_a_save_that_fails_is_never_called_saved(caplog: pytest.LogCaptureFixture, own_fault: None) -> None:
    """When the store is away the page does not say saved; a button says so in a sentence; the log knows no word."""

    class Away:
        def sheet(self, key: str = "") -> Sheet:
            return Visit(PAGES, About("x", "y"), values={}).sheet("q:0")

        def words(self) -> dict[str, str]:
            return page_words(ENGLISH)

        def save(self, values: Any) -> tuple[str, ...]:
            raise StoreError("the form cannot be reached just now.")

        def act(self, key: str, action: str, values: Any = None) -> Sheet:
            raise RuntimeError("a secret word")

    form = VolunteerForm(Away())
    typed(form, "q:1:words", WORDS)
    assert form.fields["q:1:words"].kept_no == 0
    form.act("next")
    assert form.page.errors == [["", say("form_page/not-saved")]] and form.fields["q:1:words"].text == WORDS
    assert "secret" not in caplog.text and WORDS not in caplog.text


def test_the_form_keeps_its_words_out_of_its_repr(real: Workbench) -> None:
    """What is typed stands in no repr, of the form or of its parts."""
    form = VolunteerForm(real.invitations.at(WH), name="Our hospital")
    form.act("next")
    on_to(form, "q:0")
    typed(form, "q:1:words", WORDS)
    shown = [repr(form), repr(form.page), *map(repr, form.fields.values()), form._repr_mimebundle_()["text/plain"]]
    assert not [x for x in shown if "listen" in x] and shown[0] == "VolunteerForm: Our hospital"


def test_a_double_tap_goes_one_page_on(real: Workbench) -> None:
    """The second of two taps does nothing to the page that the first one led to."""
    form = VolunteerForm(real.invitations.at(WH))
    start = form.buttons["next"]
    start.click()
    start.click()
    assert form.at == "code"


def test_other_wordings_are_offered_only_where_a_set_has_them() -> None:
    """Easy Read and languages are offered when a question has them, and asked by their own name."""
    plain = Visit(PAGES, About("x", "y"))
    assert not plain.sheet("start").fields
    easy = FormQuestion("1", "What matters?", "Official", QuestionKind.FREE_TEXT, wordings=(("easy", "What is important?"),
                        ("pl", "Co jest ważne?")), picture="1.png")  # fmt: skip
    visit = Visit((easy,), About("x", "y"))
    assert visit.sheet("start").fields[0].options == ("Plain English", "Easy Read", "Polski")
    visit.values["w"] = "Easy Read"
    page = visit.sheet("q:0")
    assert page.heading == page.fields[0].label == "What is important?" and page.picture == "1.png"
    visit.values["w"] = "Polski"
    assert visit.sheet("q:0").language == "pl" and visit.accepts("w", "Klingon") is None


def test_help_is_one_tap_away_on_every_served_page() -> None:
    """The help box of a served page calls each number; a contact that is no number gets no link."""
    from consultwork.journey.form_words import Help
    from consultwork.serve import pages

    lines = (
        Help("Samaritans", "116 123"),
        Help("NHS 111", "111, and choose the mental health option"),
        Help("Us", "kim@example.org"),
    )
    for widgets in (True, False):
        box = str(pages.top(About("Harbour Voices", "Our hospital", help_lines=lines), "/", widgets=widgets))
        assert box.count('href="tel:') == 2 and 'href="tel:116123"' in box and 'href="tel:111"' in box
