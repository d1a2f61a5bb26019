"""Question papers as officers paste them: number, words, kind, options and limit of each question."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from consultwork.errors import BadFile, Refused
from consultwork.exchange.question_paper import propose_questions, read_paper
from consultwork.kinds import Kind
from consultwork.model import AGREE_SCALE, Question, Wording
from tests.refusing import refuses

GOV = """
Improving day services: consultation
Ministerial foreword
We want to hear from you by 4 February.

About you
Question 1
In what capacity are you responding to this consultation?
o As an individual
o On behalf of an organisation
o Other (please specify)

Chapter 1: Access to day services
Question 2
Do you agree or disagree that day services should be open at weekends?
• Strongly agree
• Agree
• Neither agree nor disagree
• Disagree
• Strongly disagree
Please give reasons for your answer (maximum 500 words).

Question 3: What would help you to get to a day service? (500 words maximum)

Question 4. Which of the following have you used in the last year? Select all that apply.
☐ Day centre
☐ Drop-in
☐ Peer group
☐ None of these

Chapter 2: Staff
Question 5
To what extent do you support our proposal for one named worker?
Strongly support
Support
Oppose
Strongly oppose

Question 6
Should carers be invited to reviews?
Yes
No
Don't know

Question 7
For each of the following, how far do you agree?
(a) Staff should be trained in trauma
(b) Staff should stay in one place for a year
(c) Staff should visit people at home

Question 8
Please tell us about any evidence we should consider. Your answer should be no more than 2,000 characters.

Question 9
How might these proposals affect people with protected characteristics?

Question 10
Is there anything else you would like to add?

Question 11
May we publish your response? Yes / No

Question 12
What is the single most important change? (Up to 50 words)
"""

MONKEY = """
Crisis care survey
1. Have you used crisis care in the last two years?
( ) Yes
( ) No

2. How would you rate the help you got?
( ) Very good
( ) Good
( ) Fair
( ) Poor

* 3. What was good about it?


4. What could have been better? (maximum 1000 characters)

5. Where did you go for help? (Tick all that apply)
[ ] A&E
[ ] GP
[ ] A friend
[ ] Other (please specify)

6. How much do you agree with this statement: I was treated with respect.
( ) Strongly agree
( ) Agree
( ) Disagree
( ) Strongly disagree

7. Did staff ask what you needed?
( ) Yes
( ) No
( ) Not sure

8. Please explain your answer.

9. Which of these matter most to you? Choose up to three.
[ ] Kindness
[ ] Speed
[ ] Privacy
[ ] Choice

10. What age group are you in?
( ) 18 to 24
( ) 25 to 64
( ) 65 or over

11. Would you come to a workshop?
( ) Yes
( ) No

12. Anything else?
"""

WORD = """
Section A: Your views on the wards
1) What is it like to be on a ward?
2) What would make a ward feel safe?
3) Do you agree that wards should be single sex? Please tell us why.
4) How should families be involved?
a) On arrival
b) During the stay
c) On leaving
Section B: After the ward
5) What helps in the first week at home?
6) Who should be told that somebody goes home?
- The GP
- A carer
- Nobody
7) What should a care plan say? Please limit your answer to 250 words.
8) How long should support last?
9) What gets in the way of support?
10) Are there groups who miss out? If so, please say which.
11) What have we not asked about?
12) How would you like to hear back from us?
"""

PDF = """
Have your say on the
new health centre  Page 1 of 2
Q1 How do you travel to your GP
surgery at the moment, and how long
does it take you?
Q2 Do you agree with the proposal to move the
surgery to the new health centre?
Strongly agree
Agree
Disagree
Strongly disagree
Not sure
Q3 Please explain why you gave the answer that you
gave to question 2 (no more than 300 words).
Page 2 of 2
Q4 Which services should the centre
have? Please tick all that apply.
o Pharmacy
o Blood tests
o Mental health
support
Q5 What worries you about the move?
Q6 What would help with those worries?
Q7 Do you care for somebody?
o Yes
o No
Q8 How could we make the building easy to use for
disabled people?
Q9 Should the centre open on Saturdays?
o Yes
o No
o Not sure
Q10 What else should be nearby?
Q11 How should we keep you informed?
Q12 Do you have any other comments?
"""


def by_number(text: str) -> dict[str, Question]:
    return {q.number: q for q in propose_questions(text)}


def shape(text: str) -> dict[str, str]:
    return {q.number: q.kind.value for q in propose_questions(text)}


TWELVE = [str(n) for n in range(1, 13)]


@pytest.mark.parametrize("paper", [GOV, MONKEY, WORD, PDF], ids=["gov", "monkey", "word", "pdf"])
def test_every_question_is_found_once(paper: str) -> None:
    """All twelve questions are found, in their order, unverified until a person has looked."""
    found = propose_questions(paper)
    assert [q.number for q in found] == TWELVE
    assert all(q.text and q.wording is Wording.UNVERIFIED for q in found)


def test_a_government_paper() -> None:
    """Kinds, options, parts, limits and chapters of a paper in the style of GOV.UK."""
    q = by_number(GOV)
    assert {n: k for n, k in shape(GOV).items() if k != "free text"} == {
        "1": "choose one", "2": "agreement", "4": "choose several", "5": "agreement", "6": "yes or no",
        "7": "multi-part", "11": "yes or no",
    }  # fmt: skip
    assert q["1"].options == ("As an individual", "On behalf of an organisation") and q["1"].other
    assert q["2"].text == "Do you agree or disagree that day services should be open at weekends?"
    assert q["2"].options[2] == "Neither agree nor disagree" and q["2"].reasons
    assert str(q["2"].limit) == "500 words" and str(q["3"].limit) == "500 words"
    assert q["3"].text == "What would help you to get to a day service? (500 words maximum)"
    assert q["4"].options == ("Day centre", "Drop-in", "Peer group", "None of these")
    assert q["5"].options == ("Strongly support", "Support", "Oppose", "Strongly oppose")
    assert q["6"].options == ("Yes", "No", "Don't know")
    assert [p.letter for p in q["7"].parts] == ["a", "b", "c"]
    assert q["7"].parts[2].text == "Staff should visit people at home"
    assert str(q["8"].limit) == "2,000 characters" and str(q["12"].limit) == "50 words"
    assert [q[n].chapter for n in ("1", "2", "5")] == [
        "About you",
        "Chapter 1: Access to day services",
        "Chapter 2: Staff",
    ]


def test_a_survey_print_out() -> None:
    """Boxes and circles of a survey program; a star before a number; limits in characters."""
    q = by_number(MONKEY)
    assert shape(MONKEY) == {
        "1": "yes or no", "2": "choose one", "3": "free text", "4": "free text", "5": "choose several",
        "6": "agreement", "7": "yes or no", "8": "free text", "9": "choose several", "10": "choose one",
        "11": "yes or no", "12": "free text",
    }  # fmt: skip
    assert q["3"].text == "What was good about it?"
    assert str(q["4"].limit) == "1,000 characters" and q["9"].limit is None
    assert q["5"].options == ("A&E", "GP", "A friend") and q["5"].other
    assert q["10"].options == ("18 to 24", "25 to 64", "65 or over")


def test_a_numbered_word_list() -> None:
    """Numbers with a bracket, lettered parts, dashes as options, and sections as chapters."""
    q = by_number(WORD)
    assert q["3"].kind.value == "agreement" and q["3"].reasons and q["3"].options == ()
    assert [p.text for p in q["4"].parts] == ["On arrival", "During the stay", "On leaving"]
    assert q["6"].options == ("The GP", "A carer", "Nobody") and q["6"].kind.value == "choose one"
    assert str(q["7"].limit) == "250 words"
    assert (q["1"].chapter, q["5"].chapter) == ("Section A: Your views on the wards", "Section B: After the ward")
    assert q["10"].text == "Are there groups who miss out? If so, please say which."


def test_lines_that_a_pdf_broke_are_joined() -> None:
    """A question and an option that run over several lines are one; page numbers are no text."""
    q = by_number(PDF)
    assert q["1"].text == "How do you travel to your GP surgery at the moment, and how long does it take you?"
    assert q["2"].text == "Do you agree with the proposal to move the surgery to the new health centre?"
    assert q["2"].options == AGREE_SCALE and q["2"].kind.value == "agreement"
    assert q["3"].text.startswith("Please explain why you gave the answer that you gave to question 2")
    assert str(q["3"].limit) == "300 words" and q["3"].kind.value == "free text"
    assert q["4"].options == ("Pharmacy", "Blood tests", "Mental health support")
    assert q["4"].kind.value == "choose several" and q["7"].kind.value == "yes or no"
    assert q["8"].text == "How could we make the building easy to use for disabled people?"
    assert not [x for x in q.values() if "Page" in x.text or "Page" in x.chapter or any("Page" in o for o in x.options)]


def test_questions_without_numbers() -> None:
    """Without numbers each line that ends in a question mark is a question."""
    found = propose_questions("What helps?\nSome help text.\nWhat harms?\n")
    assert [(q.number, q.text) for q in found] == [("1", "What helps?"), ("2", "What harms?")]


@pytest.mark.parametrize("text", ["", "   \n", "Dear all, thank you for coming.", "\0\0"])
def test_no_question_is_a_sentence(text: str) -> None:
    """A text without any question is refused."""
    with refuses(Refused, Kind.NO_QUESTION_WAS_FOUND_IN_TEXT):
        propose_questions(text)


def test_a_word_file_is_read_as_pasted_text_is(tmp_path: Path) -> None:
    """The same paper as .docx and as .txt gives the same questions."""
    document = Document()
    for line in GOV.strip().split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "paper.docx"))
    (tmp_path / "paper.txt").write_bytes(GOV.encode("cp1252", "replace"))
    assert propose_questions(read_paper(tmp_path / "paper.docx")) == propose_questions(GOV)
    assert len(propose_questions(read_paper(tmp_path / "paper.txt"))) == 12


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"no"), ("a.pdf", b"%PDF-1.4 broken"), ("a.odt", b"x"), ("a.pdf", b"")]
)
def test_a_paper_that_cannot_be_read_is_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    """A damaged or unknown file is refused in a sentence."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadFile):
        read_paper(tmp_path / name)
    with refuses(BadFile, Kind.NO_SUCH_FILE):
        read_paper(tmp_path / "nowhere.docx")


INLINE = [
    (
        "1. How was it? a) Very good b) Fair c) Poor (200 words)",
        "choose one",
        ("Very good", "Fair", "Poor"),
        "200 words",
    ),
    ("1. How was it? (Good / Fair / Poor)", "choose one", ("Good", "Fair", "Poor"), ""),
    ("1. Is the food good? (Yes/No)", "yes or no", ("Yes", "No"), ""),
    ("1. Which helped? Tick all that apply: (a) Beds; (b) Talk", "choose several", ("Beds", "Talk"), ""),
    ("1. What would you change? [1,500 characters]", "free text", (), "1,500 characters"),
    (
        "1. Tell us: a) what you would keep on the ward as it is now? b) what you would change first?",
        "multi-part",
        (),
        "",
    ),
    ("1. Under section 3 (a) of the Act, what should change and why?", "free text", (), ""),
    ("1. Do you use the day and/or night service?", "free text", (), ""),
]


@pytest.mark.parametrize(("line", "kind", "options", "limit"), INLINE)
def test_answers_and_limits_in_the_line_of_a_question(
    line: str, kind: str, options: tuple[str, ...], limit: str
) -> None:
    """What stands behind a question in the same line is read as its answers, its parts or its limit."""
    (q,) = propose_questions(line)
    assert (q.kind.value, q.options, str(q.limit or "")) == (kind, options, limit)
    assert not any(o in q.text for o in options)


def test_a_question_that_is_parts_alone_keeps_its_words() -> None:
    """Parts without a sentence before them are one question, with every word and nothing left empty."""
    first = propose_questions("7. (a) What do visitors need? (b) What do they bring?\n8. Anything else?")[0]
    assert first.number == "7" and not first.parts
    assert "What do visitors need?" in first.text and "What do they bring?" in first.text
