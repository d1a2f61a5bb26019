"""The volunteer's form, a note by staff, and a table of answers."""

from __future__ import annotations

from typing import Any

import pytest

from consultwork.forms.gather import EMPTY, SKIPPED, FormDesk, VolunteerForm
from consultwork.forms.intake import EXACT, ImportPreview, StaffNote
from consultwork.journey.gather import FormQuestion
from consultwork.model import Permission, QuestionKind, Submission, Use
from consultwork.workbench import Workbench

WORDS = "They did not listen. <b>Not once</b>."
PAGES = (
    FormQuestion("1", "What matters?", "Official wording of one", QuestionKind.FREE_TEXT, note_before="This is hard."),
    FormQuestion("2", "Do you agree?", "Do you agree?", QuestionKind.AGREEMENT, options=("Agree", "Disagree")),
    FormQuestion("3", "Which?", "Which?", QuestionKind.CHOOSE_SEVERAL, ("Home", "Health"), several=True, other=True),
    FormQuestion("4", "Parts", "Parts", QuestionKind.MULTI_PART, ("Yes", "No"), rows=("a) one", "b) two"), words=False),
)


class Kept:
    """What a form sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[list[Submission], list[Permission], dict[str, str]]] = []

    def __call__(self, answers: Any, permissions: Any, **who: str) -> str:
        self.sent.append((list(answers), list(permissions), who))
        return "P-0001"


def form(kept: Kept) -> VolunteerForm:
    return VolunteerForm(PAGES, kept, "Our hospital", consultation="hospital")


def go_to_check(f: VolunteerForm) -> None:
    while f.at != "check":
        f.next.click()


def shown(f: VolunteerForm) -> str:
    found: list[str] = []

    def walk(widget: Any) -> None:
        if hasattr(widget, "plain"):
            found.append(widget.plain)
        for child in getattr(widget, "children", ()):
            walk(child)

    walk(f.ui)
    return "\n".join(found)


def test_one_question_stands_on_a_page_with_its_place() -> None:
    """A page shows one question, how far one is, the note before it and the official wording."""
    f = form(Kept())
    f.next.click()
    assert "Question 1 of 4" in shown(f)
    assert "What matters?" in shown(f)
    assert "This is hard." in shown(f)
    assert "The question in their own words: Official wording of one" in shown(f)
    assert "Do you agree?" not in shown(f)


def test_what_was_typed_is_sent_as_it_was_typed() -> None:
    """Words and ticks arrive unchanged, each under its question, as a verbatim submission."""
    kept = Kept()
    f = form(kept)
    f.page(0).box.value = WORDS
    f.page(1).choices[0].chosen = ["Agree"]
    f.page(1).box.value = "Because it helps."
    f.page(2).choices[0].chosen = ["Home", "Other"]
    f.page(2).other.value = "Work"
    f.page(3).choices[1].chosen = ["No"]
    go_to_check(f)
    f.next.click()
    (answers, _, _) = kept.sent[0]
    assert [(a.question, a.words) for a in answers] == [
        ("1", WORDS), ("2", "[Agree]\nBecause it helps."), ("3", "[Home; Other: Work]"), ("4", "[b) two: No]"),
    ]  # fmt: skip
    assert all(a.verbatim and a.consultation == "hospital" for a in answers)


def test_nothing_is_kept_before_send() -> None:
    """Nothing leaves the form before the last button is pressed."""
    kept = Kept()
    f = form(kept)
    f.page(0).box.value = WORDS
    go_to_check(f)
    assert kept.sent == []


def test_every_question_may_be_skipped() -> None:
    """“I’d rather not say” goes on; what was typed there is not sent, and the check page says so."""
    kept = Kept()
    f = form(kept)
    f.page(1).box.value = "kept"
    f.next.click()
    f.page(0).box.value = "not sent"
    for _ in range(1):
        f.skip.click()
    go_to_check(f)
    assert SKIPPED in shown(f)
    assert EMPTY in shown(f)
    f.next.click()
    assert [a.words for a in kept.sent[0][0]] == ["kept"]


def test_no_choice_counts_as_no_and_no_is_as_easy_as_yes() -> None:
    """Each use is asked with “Yes” and “No” alike; without a choice it is recorded as no."""
    kept = Kept()
    f = form(kept)
    assert all(list(c.options) == ["Yes", "No"] and not c.chosen for c in f.permits.choices.values())
    f.page(0).box.value = WORDS
    f.permits.choices[Use.QUOTE].chosen = ["Yes"]
    f.permits.choices[Use.COUNT].chosen = ["No"]
    go_to_check(f)
    f.next.click()
    given = {p.use: p.given for p in kept.sent[0][1]}
    assert given == {u: u is Use.QUOTE for u in Use}
    assert all(p.wording for p in kept.sent[0][1])


def test_a_contact_without_a_yes_is_not_kept() -> None:
    """An e-mail address or name is handed on only where its own “Yes” is ticked."""
    kept = Kept()
    f = form(kept)
    f.page(0).box.value = WORDS
    f.permits.contact.value, f.permits.credit_name.value = "me@example.org", "Sunny"
    f.permits.choices[Use.CREDIT].chosen = ["Yes"]
    go_to_check(f)
    f.next.click()
    assert kept.sent[0][2] == {"role": "", "name": "", "contact": "", "credit_name": "Sunny", "safe_contact": ""}


def test_a_yes_to_contact_needs_an_address() -> None:
    """Who wants to hear from us is asked how, in a kind sentence, and may change their mind."""
    f = form(Kept())
    f.permits.choices[Use.CONTACT].chosen = ["Yes"]
    for _ in range(6):
        f.next.click()
    assert f.at == "permissions"
    assert "or choose “No” there" in f.says
    f.permits.choices[Use.CONTACT].chosen = ["No"]
    f.next.click()
    assert f.at == "check"


def test_the_check_page_shows_everything_and_leads_back() -> None:
    """All words stand on the check page; a change there comes back to it."""
    f = form(Kept())
    f.page(0).box.value = WORDS
    go_to_check(f)
    assert WORDS in shown(f)
    card = f._middle.children[0]
    card.children[1].click()
    assert f.at == 0
    f.page(0).box.value = "Shorter."
    f.next.click()
    assert f.at == "check"
    assert "Shorter." in shown(f)


def test_a_strange_choice_is_refused_and_nothing_typed_is_lost() -> None:
    """A choice that is not on the page is refused, and the words stay."""
    f = form(Kept())
    f.page(1).choices[0].chosen = ["Something else"]
    f.page(1).box.value = "still here"
    f.next.click()
    f.next.click()
    f.next.click()
    assert f.at == 1
    assert f.says == "Please choose one of the answers on this page."
    assert f.page(1).box.value == "still here"


def test_nothing_stays_for_the_next_person() -> None:
    """After sending, the form holds no word of the person, and a second click sends nothing."""
    kept = Kept()
    f = form(kept)
    f.page(0).box.value = WORDS
    go_to_check(f)
    f.next.click()
    f.next.click()
    assert f.at == "thanks"
    assert WORDS not in shown(f)
    assert len(kept.sent) == 1
    f.start_again()
    f.next.click()
    assert f.page(0).box.value == ""


def test_the_form_keeps_its_words_out_of_its_repr() -> None:
    """The repr tells the title and the number of questions alone."""
    f = form(Kept())
    f.page(0).box.value = WORDS
    assert repr(f) == "VolunteerForm: Our hospital, 4 questions"


def test_answers_of_a_form_reach_the_workbench(empty: Workbench) -> None:
    """A form that is sent from the desk leaves submissions, permissions and a pseudonym."""
    desk = FormDesk(empty, "womens-health")
    assert desk.form is not None
    desk.form.page(0).box.value = WORDS
    desk.form.permits.choices[Use.COUNT].chosen = ["Yes"]
    go_to_check(desk.form)
    desk.form.next.click()
    (one,) = empty.safeguard.waiting()
    assert (one.words, one.consultation, one.channel.value) == (WORDS, "womens-health", "form")
    person = empty.safeguard.people()[one.contributor]
    assert person.allows(Use.COUNT)
    assert not person.allows(Use.QUOTE)


def test_an_empty_form_is_refused_kindly(empty: Workbench) -> None:
    """Who answered nothing is told so, and the form stays open."""
    desk = FormDesk(empty, "womens-health")
    assert desk.form is not None
    go_to_check(desk.form)
    desk.form.next.click()
    assert desk.form.at == "check"
    assert "there is no answer to keep" in desk.form.says


def note(bench: Workbench) -> StaffNote:
    n = StaffNote(bench, "womens-health")
    n.prompt.value, n.words.value, n.written_by.value = "What helps?", "Somebody who stays.", "A. Worker"
    return n


def test_a_note_says_who_wrote_it_down(empty: Workbench) -> None:
    """A note without its writer is refused; with one it is kept as not verbatim."""
    n = note(empty)
    n.written_by.value = ""
    n.save.click()
    assert "It is not known who wrote this down." in n.says
    n.written_by.value = "A. Worker"
    n.save.click()
    (one,) = empty.safeguard.waiting()
    assert (one.words, one.written_by, one.verbatim, one.prompt) == (
        "Somebody who stays.", "A. Worker", False, "What helps?",
    )  # fmt: skip
    assert not empty.safeguard.people()[one.contributor].recorded


def test_a_note_of_a_group_counts_who_was_there(empty: Workbench) -> None:
    """A group has its number of people; exact words are kept as such; permissions are as asked."""
    n = note(empty)
    n.speaker.value = "group"
    n.present.value = "eight"
    n.save.click()
    assert "is no number of people" in n.says
    n.present.value = "8"
    n.verbatim.chosen = [EXACT]
    n.permits[Use.QUOTE].chosen = ["Yes"]
    n.save.click()
    (one,) = empty.safeguard.waiting()
    person = empty.safeguard.people()[one.contributor]
    assert one.verbatim
    assert (person.present, person.speaker.value) == (8, "group")
    assert person.allows(Use.QUOTE)
    assert [p.use for p in person.permissions] == [Use.QUOTE]


TABLE = (
    "Respondent ID,What should change?,May we quote your words?,Odd\n"
    "1,Listen to us.,yes,x\n2,Be on time.,no,y\n3,,yes,z\n"
)


@pytest.fixture
def table(tmp_path: Any) -> Any:
    path = tmp_path / "survey.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_an_import_shows_what_would_come_in_before_it_does(empty: Workbench, table: Any) -> None:
    """Reading keeps nothing; the columns can be corrected; then the import takes all of it."""
    p = ImportPreview(empty, "womens-health")
    p.path.value = f'"{table}"'
    p.read.click()
    assert set(p.columns) == {"Respondent ID", "What should change?", "May we quote your words?", "Odd"}
    assert not empty.safeguard.waiting()
    use, question, _ = p.columns["What should change?"]
    use.value, question.value = "answer", "1"
    p.columns["Respondent ID"][0].value = "person"
    p.columns["Odd"][0].value = "leave out"
    quote_use, _, permission = p.columns["May we quote your words?"]
    assert (quote_use.value, permission.value) == ("permission", (Use.QUOTE,))
    p.update.click()
    assert "2 answers from 2 people" in p._shown.plain
    p.importer.click()
    assert "A person has to look at the columns first" in p.says and not empty.safeguard.waiting()
    p.looked.value = True
    p.importer.click()
    assert {s.words for s in empty.safeguard.waiting()} == {"Listen to us.", "Be on time."}
    assert sorted(x.allows(Use.QUOTE) for x in empty.safeguard.people().values()) == [False, True]
    assert "2 are new" in p.says


def test_a_file_that_is_not_there_is_said_so(empty: Workbench) -> None:
    """A wrong name is answered with a sentence, and nothing changes."""
    p = ImportPreview(empty)
    p.path.value = "nowhere.csv"
    p.read.click()
    assert "there is no such file" in p.says
    p.path.value = ""
    p.read.click()
    assert "No file is chosen yet." in p.says


def test_the_columns_of_the_screen_are_those_of_a_mapping() -> None:
    """Everything a column may be can be chosen on the screen, and nothing else."""
    from typing import get_args

    from consultwork.exchange.table_mapping import ColumnUse
    from consultwork.forms.intake import COLUMN_USES

    assert set(COLUMN_USES) == set(get_args(ColumnUse))
