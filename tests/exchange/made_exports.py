"""Exports of survey programs as they write them. Everybody in them is made up.

Each generator returns what the program would save: header rows, its own columns, ways of ticking.
"""

from __future__ import annotations

import base64
import csv
import io
import zlib
from pathlib import Path

from consultwork.model import Consultation, Question, QuestionKind

GOOD = "What was good about the food you were given in hospital?"
BETTER = "What would have made meals better for you?"
MEALS = "Which meals did you eat on the ward?"
RATE = "How were the meals?"
ASKED = Consultation(
    "food", "Hospital food", "The trust", "local",
    questions=(
        Question("food", "1", GOOD),
        Question("food", "2", BETTER),
        Question("food", "3", MEALS, QuestionKind.CHOOSE_SEVERAL, options=("Breakfast", "Lunch", "Supper"), other=True),
        Question("food", "4", RATE, QuestionKind.MATRIX, options=("Good", "Fair", "Poor"), rows=("Warmth", "Taste")),
        Question("food", "5", "Any other comments?"),
    ),
)  # fmt: skip
SOUP, FRUIT = "The soup, mostly.", "More fruit; and time to eat it."
# What two made-up people said, whichever program wrote it down: see ``expected``.
EXPECTED = {
    "1": {"1": SOUP, "3": "[Breakfast; Supper; Other]\nToast at night", "4": "Warmth: Good; Taste: Poor"},
    "2": {"1": "Nothing", "2": FRUIT, "3": "Lunch", "4": "Warmth: Fair; Taste: Fair"},
}


def as_csv(*rows: list[str], separator: str = ",") -> str:
    sink = io.StringIO()
    csv.writer(sink, delimiter=separator).writerows(rows)
    return sink.getvalue()


def microsoft_forms() -> str:
    head = ["Id", "Start time", "Completion time", "Email", "Name", f"1. {GOOD}", f"2. {BETTER}", f"3. {MEALS}",
            f"{RATE} [Warmth]", f"{RATE} [Taste]", "Any other comments?",
            "May we quote your words without your name?"]  # fmt: skip
    return as_csv(
        head,
        ["1", "1/4/22 10:00:00", "04/01/2022 10:05", "anonymous", "", SOUP, "", "Breakfast;Supper;Toast at night;", "Good", "Poor", "N/A", "Yes"],
        ["2", "1/4/22 11:00:00", "04/01/2022 11:05", "anonymous", "", "Nothing", FRUIT, "Lunch;", "Fair", "Fair", "No", "No"],
    )  # fmt: skip


def google_forms() -> str:
    head = [
        "Timestamp",
        "Email Address",
        GOOD,
        BETTER,
        MEALS,
        f"{RATE} [Warmth]",
        f"{RATE} [Taste]",
        "Any other comments?",
    ]
    return as_csv(
        head,
        [
            "2022/01/04 10:11:12 am GMT",
            "1@example.org",
            SOUP,
            "",
            "Breakfast, Supper, Toast at night",
            "Good",
            "Poor",
            "none",
        ],
        ["2022/01/05 10:11:12 am GMT", "2@example.org", "Nothing", FRUIT, "Lunch", "Fair", "Fair", "-"],
    )


def surveymonkey() -> str:
    head = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
            "Last Name", "Custom Data 1", GOOD, BETTER, MEALS, "", "", "", RATE, "", "Any other comments?"]  # fmt: skip
    second = [""] * 9 + ["Open-Ended Response", "Open-Ended Response", "Breakfast", "Lunch", "Supper",
                         "Other (please specify)", "Warmth", "Taste", "Open-Ended Response"]  # fmt: skip
    own = ["77", "01/13/2022 10:00:00 AM", "01/13/2022 10:09:00 AM", "192.0.2.1", "", "", "", ""]
    return as_csv(
        head, second,
        ["1", *own, SOUP, "", "Breakfast", "", "Supper", "Toast at night", "Good", "Poor", ""],
        ["2", *own, "Nothing", FRUIT, "", "Lunch", "", "", "Fair", "Fair", "nothing"],
    )  # fmt: skip


def smart_survey() -> str:
    head = ["UserNo", "UserID", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", f"Q1. {GOOD}",
            f"Q2. {BETTER}", f"Q3. {MEALS}", "", "", "", f"Q4. {RATE}", "", "Any other comments?"]  # fmt: skip
    second = [""] * 10 + ["Breakfast", "Lunch", "Supper", "Other (please specify):", "Warmth", "Taste", ""]
    own = ["901", "Bo Bloggs", "bo@example.org", "192.0.2.1", "u-1", "04/01/2022 10:00", "04/01/2022 10:09"]
    return as_csv(
        head, second,
        ["1", *own, SOUP, "", "Breakfast", "", "Supper", "Toast at night", "Good", "Poor", "no"],
        ["2", *own, "Nothing", FRUIT, "", "Lunch", "", "", "Fair", "Fair", ""],
    )  # fmt: skip


def qualtrics() -> str:
    codes = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "RecordedDate", "ResponseId",
             "RecipientEmail", "Q1", "Q2", "Q3_1", "Q3_2", "Q3_3", "Q3_4", "Q3_4_TEXT", "Q4_1", "Q4_2", "Q5"]  # fmt: skip
    texts = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished", "Recorded Date",
             "Response ID", "Recipient Email", GOOD, BETTER, f"{MEALS} - Selected Choice - Breakfast",
             f"{MEALS} - Selected Choice - Lunch", f"{MEALS} - Selected Choice - Supper",
             f"{MEALS} - Selected Choice - Other (please specify)", f"{MEALS} - Other (please specify) - Text",
             f"{RATE} - Warmth", f"{RATE} - Taste", "Any other comments?"]  # fmt: skip
    own = ["2022-01-04 10:00:00", "2022-01-04 10:09:00", "0", "192.0.2.1", "100", "1", "2022-01-04 10:09:01"]
    return as_csv(
        codes, texts, [f'{{"ImportId":"{c}"}}' for c in codes],
        [*own, "1", "", SOUP, "", "Breakfast", "", "Supper", "Other (please specify)", "Toast at night", "Good", "Poor", ""],
        [*own, "2", "", "Nothing", FRUIT, "", "Lunch", "", "", "", "Fair", "Fair", "none"],
    )  # fmt: skip


def kobo() -> str:
    head = ["start", "end", "deviceid", GOOD, BETTER, MEALS, f"{MEALS}/Breakfast", f"{MEALS}/Lunch", f"{MEALS}/Supper",
            f"{MEALS}/Other", f"{MEALS} - Other (please specify)", f"{RATE} [Warmth]", f"{RATE} [Taste]",
            "Any other comments?", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]  # fmt: skip
    return as_csv(
        head,
        ["x", "x", "d", SOUP, "", "Breakfast Supper Other", "1", "0", "1", "1", "Toast at night", "Good", "Poor", "", "1", "u1", "2022-01-04T10:00:00", "", "1"],
        ["x", "x", "d", "Nothing", FRUIT, "Lunch", "0", "1", "0", "0", "", "Fair", "Fair", "N/A", "2", "u2", "2022-01-05T10:00:00", "", "2"],
        separator=";",
    )  # fmt: skip


def limesurvey() -> str:
    head = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", GOOD, BETTER, f"{MEALS} [Breakfast]",
            f"{MEALS} [Lunch]", f"{MEALS} [Supper]", f"{MEALS} [Other]", f"{RATE} [Warmth]", f"{RATE} [Taste]",
            "Any other comments?"]  # fmt: skip
    return as_csv(
        head,
        ["1", "2022-01-04 10:00:00", "3", "en", "7", SOUP, "", "Yes", "No", "Yes", "Toast at night", "Good", "Poor", "None"],
        ["2", "2022-01-05 10:00:00", "3", "en", "8", "Nothing", FRUIT, "No", "Yes", "No", "", "Fair", "Fair", ""],
    )  # fmt: skip


def citizen_space() -> str:
    head = ["Response ID", "Submitted on", "What is your name? - Name", "What is your email address? - Email", GOOD, BETTER,
            f"{MEALS} - Breakfast", f"{MEALS} - Lunch", f"{MEALS} - Supper", f"{MEALS} - Other (please specify)",
            f"{RATE} - Warmth", f"{RATE} - Taste", "Any other comments?"]  # fmt: skip
    return as_csv(
        [f"Ident {n}" for n in range(1, len(head) + 1)], head,
        ["1", "2022-01-04 10:00:00", "Bo", "1@example.org", SOUP, "", "Breakfast", "", "Supper", "Toast at night", "Good", "Poor", "-"],
        ["2", "2022-01-05 10:00:00", "Cy", "2@example.org", "Nothing", FRUIT, "", "Lunch", "", "", "Fair", "Fair", "no comment"],
    )  # fmt: skip


EXPORTS = {
    "Microsoft Forms": microsoft_forms, "Google Forms": google_forms, "SurveyMonkey": surveymonkey,
    "Smart Survey": smart_survey, "Qualtrics": qualtrics, "KoBoToolbox": kobo, "LimeSurvey": limesurvey,
    "Citizen Space": citizen_space,
}  # fmt: skip

# A workbook of Excel 97: one sheet of answers, one hidden. Made up, and packed.
_XLS = (
    "eNrtWE9IVEEY/81z11XTdf0XaCWDkJXpIbp00c3Ykg6aSWRJULvt013c3pPdZ2KXLNtjEHQqugh2CMLqUkYFdYsIjDoEQaB17BQUdFC3bz7f"
    "rutm4EIJyvst872Zb+a3M+/7Zr6Zee9mKmYnHtXNIQdtKMBiqhiFWTpBqThd8IHqUymVTT+LKKUcbCgUF5EjC914VvbWo3yo/D0HDQ9dr0gC"
    "XyidwRC6TEOX64hDPIagUGNoFS6aexruUPKilsdVyfI8yyqWD7jtc5YHWXOdZSu1nRV9mPF3NR2w5/EprYHrvCQFnjDnE2v2oQav1Ty+fEMs"
    "tXWjPR4NxjZYRb2rFJMgl3bohh5X5XLcRQlwmtDS2dkSCMyimtw9iZ8pCfxIr+uX0tGvr16A9L9W6j1/0ReRE3P1NzUXMIbUOaEmcxLleONS"
    "NR60G4kRPZ5IYgvuF6rJUYBjsfA8ZtTE4FQG9OiJIdMI64Yljwa8QCBo6TIxHLoQtSw9TCumNxK05EgwIQdMMyyDIXPYklZEl/2qOGoOS+pD"
    "lwPRi7oho4aMmImhqBWM+esgTiACnYabgIlhiiISVVJiu4xQ2cIO2UyafsrH6WnCoPWsWlOwsSJRY0BSv8FYLLfvqEXvEomGachuYMSMhxMl"
    "amfiSOZbEcnKeH2XkgyTWVS+gle5jww5f+/7+85Qt/8sa8Z491ra43YqgyKFK4pBZC/XFGRkEzP2srzK/7qN83Usq2kJ0rOxu8bOHBnnNte4"
    "tpH62c/44N+Vld9N+eS349P1ya/+PZSf6pi7VD310T+BBtpzw8RXv3E0i2Zx+5bCU3/6Kexo+Jll7R+RsUjz2WNP2Rt5ORZULCBUsFwqKeuI"
    "TEmzbaXYIof9gnoUzC7kWHxyWr2h4gnmFdg8bRWexrwS5vVleBrzlN3btEo8Vo0oii9jPTysZeo3qofFqh52Z3kxt8WyF9nuWM3uDhw4cODA"
    "gYPNBWGfe9SJTZ2J3Pa5ymN/11mgtOh8Jtm06KF7l7qLSRym+5dFN7HRvObPVrhF+r/EGjnp74UKvXz7G0SIxzGY9/ylc7HIfp81E33/bgnl"
    "2/9iPuP8z/3/BpmqOFM="
)


def old_workbook(path: Path) -> Path:
    path.write_bytes(zlib.decompress(base64.b64decode(_XLS)))
    return path
