"""Those who ask: consultations, their questions, limits and rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consultwork.model.kinds import DocumentKind, LimitUnit, QuestionKind, Wording


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be written: 500 words, 10 pages."""

    amount: int
    unit: LimitUnit

    def __str__(self) -> str:
        unit = self.unit.value if self.amount != 1 else self.unit.value[:-1]
        return f"{self.amount:,} {unit}"


@dataclass(frozen=True, slots=True)
class Part:
    """One lettered part of a multi-part question."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a consultation, in the asking body's words and in ours.

    ``text`` is the official wording (see ``wording`` for how sure that is), ``plain`` is the
    plain-language wording that a contributor is asked, written by us.
    """

    consultation: str
    number: str
    text: str
    kind: QuestionKind = QuestionKind.FREE_TEXT
    plain: str = ""
    chapter: str = ""
    options: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    rows: tuple[str, ...] = ()
    reasons: bool = False
    other: bool = False
    limit: Limit | None = None
    wording: Wording = Wording.UNVERIFIED
    source: str = ""
    read_on: date | None = None
    verified_by: str = ""
    hint: str = ""
    note_before: str = ""
    wordings: tuple[tuple[str, str], ...] = ()

    @property
    def ref(self) -> str:
        """``consultation/number``, unique across all consultations."""
        return f"{self.consultation}/{self.number}"


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing date as it was announced, and when and where it was."""

    closes: date
    time: str = ""
    announced: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A consultation's own rule for answers, such as "no personal information"."""

    key: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a body wants submissions to look, whatever the consultation: Parliament's rules, NICE's form.

    ``numbered`` paragraphs carry numbers, ``bullets`` make the summary a list, ``form`` puts one
    comment into each row of a table. ``plain`` keeps logos and pictures out. ``summary_from`` is the
    number of pages above which a summary on one side is asked for; 0 is never.
    """

    id: str
    name: str
    limit: Limit
    rules: tuple[Rule, ...]
    submitted_by: str = ""
    numbered: bool = False
    bullets: bool = False
    form: bool = False
    plain: bool = False
    summary_from: int = 0


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter or submission is for."""

    name: str = ""
    role: str = ""
    address: tuple[str, ...] = ()
    salutation: str = "Dear Sir or Madam"
    sign_off: str = "Yours faithfully"


@dataclass(frozen=True, slots=True)
class Consultation:
    """Who asks what, until when, and how to answer. One entry of the register."""

    id: str
    title: str
    who_asks: str
    scope: str  # "national" or "local"
    about: str = ""
    reference: str = ""
    short: str = ""
    opens: date | None = None
    closings: tuple[Closing, ...] = ()
    how_to_respond: tuple[str, ...] = ()
    limit: Limit | None = None
    rules: tuple[Rule, ...] = ()
    worth: str = ""
    documents: tuple[DocumentKind, ...] = ()
    addressee: Addressee = field(default_factory=Addressee)
    wording: Wording = Wording.UNVERIFIED
    source: str = ""
    outcome: str = ""
    questions: tuple[Question, ...] = ()
    profile: Profile | None = None

    @property
    def closes(self) -> date | None:
        """The closing date that holds now: the one announced last."""
        return self.closings[-1].closes if self.closings else None

    def question(self, number: str) -> Question:
        """The question with this number. Raises ``KeyError`` when there is none."""
        for q in self.questions:
            if q.number == number:
                return q
        raise KeyError(number)
