"""What one person fills in on a form: every field there is, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consultwork.journey import member_checking_sheets
from consultwork.journey.form_words import About
from consultwork.journey.gather import (
    OTHER_ASKED,
    PERMISSION_WORDING,
    SAFE_CONTACT,
    FormQuestion,
    boxes_of,
    safe_contact,
    ticked_line,
)
from consultwork.journey.sheets import (
    AGREED_FIELD,
    NO,
    RETURN_FIELD,
    YES,
    Field,
    Row,
    Value,
)
from consultwork.model import Use, with_ticks
from consultwork.text import clean
from consultwork.word_lists import word_table

# Other wordings of the same questions, as people choose them. Languages go by their own name.
WORDINGS: Mapping[str, str] = word_table("journey/languages")["own_name"]
RIGHT_TO_LEFT = frozenset(("ar", "fa", "ur"))
LONGEST = 20_000
SHORT = 400
NO_WORDS = "You wrote nothing here."
SKIPPED = "You chose not to say."
_HOW = {
    "how:heard": "Did you feel heard?",
    "how:safe": "Did you feel safe?",
    "how:control": "Did you feel in control?",
    "how:skills": "Did you learn something, or use a skill of yours?",
}
HOW_OPTIONS = ("Yes", "Partly", "No")
HOW_WORDS = "how:words"


@dataclass
class VisitAnswers:
    """What one person filled in so far.

    Args:
        questions: the pages of the form.
        about: what is said around them.
        values: what was filled in so far, by field.
        code: the four words that bring them back.
        sent: whether it has been sent.
        typed_by: who types for somebody else.
        draft: what they are shown of our drafts, once it has been sent.
    """

    questions: Sequence[FormQuestion]
    about: About
    values: dict[str, Value] = field(default_factory=dict)
    code: str = ""
    sent: bool = False
    typed_by: str = ""
    draft: member_checking_sheets.ShownDraft = field(default_factory=member_checking_sheets.ShownDraft)

    def text(self, name: str) -> str:
        """The words in a field."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def chosen(self, name: str) -> list[str]:
        """What is ticked in a field."""
        value = self.values.get(name, [])
        return list(value) if isinstance(value, list) else [value] if value else []

    def allows(self, use: Use) -> bool:
        """Whether they said yes to a use."""
        return self.text(f"p:{use.value}") == YES

    def wordings(self) -> tuple[str, ...]:
        """The other wordings that this set of questions has, as they are offered; none when it has none."""
        found = dict.fromkeys(code for q in self.questions for code, _ in q.wordings)
        return (WORDINGS[""], *(WORDINGS.get(code, code) for code in found)) if found else ()

    def wording(self) -> str:
        """The code of the wording that was chosen."""
        chosen = self.text("w")
        return next((code for code, name in WORDINGS.items() if name == chosen and code), "")

    # --- what may be filled in -------------------------------------------------------------------

    def fields(self) -> dict[str, Field]:
        """Everything that can be filled in on any page, by name."""
        found = [f for n in range(len(self.questions)) for f in self._question_fields(n)]
        found += [RETURN_FIELD, AGREED_FIELD]
        if self.wordings():
            found.append(self.field("w", "one", "", options=self.wordings()))
        found += [*self.permission_fields(), *self.reach_fields(True), *self.you_fields(), *self.how_fields()]
        return {f.name: f for f in found} | member_checking_sheets.fields(self.draft)

    def accepts(self, name: str, value: object) -> Value | None:
        """A value from a browser as it is kept, or None when it is none that this form offers.

        A malformed value is refused and never blanks what is there.
        """
        known = self.fields().get(name)
        if known is None:
            return (
                "yes"
                if name in self._skips() and value == "yes"
                else ""
                if name in self._skips() and value == ""
                else None
            )
        if known.kind == "several":
            chosen = value if isinstance(value, (list, tuple)) else None
            if chosen is None or not all(isinstance(x, str) and x in known.options for x in chosen):
                return None
            return [o for o in known.options if o in chosen]
        if not isinstance(value, str):
            return None
        if known.kind == "one":
            return value if value in known.options or value == "" else None
        said = clean(value).text
        return said if len(said) <= (LONGEST if known.kind == "words" else SHORT) else None

    def _skips(self) -> set[str]:
        return {f"q:{q.number}:skip" for q in self.questions}

    def _question_fields(self, n: int) -> tuple[Field, ...]:
        q = self.questions[n]
        made: list[Field] = []
        boxes = boxes_of(q)
        for r, (row, options) in enumerate(boxes):
            name = f"q:{q.number}:row:{r}" if row else f"q:{q.number}:tick"
            kind = "several" if q.several else "one"
            hint = "Choose as many as you like." if q.several else "" if row else "Choose one, or none."
            made.append(self.field(name, kind, row or q.ask, hint, options))
        if q.other:
            made.append(self.field(f"q:{q.number}:other", "line", OTHER_ASKED))
        if q.words or not boxes:
            label = "Tell us more, if you like" if boxes else q.ask
            made.append(self.field(f"q:{q.number}:words", "words", label, "Spelling does not matter."))
        return tuple(made)

    def field(
        self, name: str, kind: str, label: str, hint: str = "", options: Sequence[str] = (), error: str = ""
    ) -> Field:
        """A field with what is in it now."""
        value: Value = self.chosen(name) if kind == "several" else self.text(name)
        return Field(name, kind, label, hint, tuple(options), value, error)

    def permission_fields(self) -> tuple[Field, ...]:
        """One question for each use of what they said."""
        return tuple(
            self.field(f"p:{use.value}", "one", asked, options=(YES, NO)) for use, asked in PERMISSION_WORDING.items()
        )

    def reach_fields(self, everything: bool = False) -> tuple[Field, ...]:
        """Name and contact, only after a yes to either; ``everything`` gives all that could be asked."""
        made: list[Field] = []
        if everything or self.allows(Use.CREDIT):
            kept = "You can leave this empty: then it stays as it was." if self.sent else ""
            made.append(self.field("a:credit", "line", "The name to thank you by", kept))
        if everything or self.allows(Use.CONTACT):
            kept = "You can leave this empty: then it stays as it was." if self.sent else ""
            made.append(self.field("a:contact", "line", "Your phone number, e-mail or address", kept))
            for key, asked in SAFE_CONTACT.items():
                if key in ("message", "subject"):
                    label = asked.partition(" Please write")[0]
                    made.append(self.field(f"a:safe:{key}", "one", label, options=(YES, NO)))
                else:
                    label, _, hint = asked.partition(" For example:")
                    made.append(self.field(f"a:safe:{key}", "line", label, f"For example:{hint}" if hint else ""))
        return tuple(made)

    def you_fields(self) -> tuple[Field, ...]:
        """How they may be described."""
        hint = "For example: volunteer, carer, woman with lived experience. Please do not write your name here."
        return (self.field("a:role", "line", "How may we describe you?", hint),)

    def how_fields(self) -> tuple[Field, ...]:
        """How it was to fill this in."""
        made = [self.field(name, "one", asked, options=HOW_OPTIONS) for name, asked in _HOW.items()]
        return (*made, self.field(HOW_WORDS, "words", "Anything else about filling this in?"))

    def rows(self) -> tuple[Row, ...]:
        """Everything that was filled in, for the page before sending."""
        made = []
        for n, q in enumerate(self.questions):
            made.append(
                Row(q.ask, self.said(n) or (SKIPPED if self.text(f"q:{q.number}:skip") else NO_WORDS), f"q:{n}")
            )
        for use, asked in PERMISSION_WORDING.items():
            made.append(Row(asked, self.text(f"p:{use.value}") or f"{NO} (you chose nothing)", "permissions"))
        for f in self.reach_fields():
            made.append(Row(f.label, str(f.value).strip() or NO_WORDS, "reach"))
        made.append(Row("How we may describe you", self.text("a:role").strip() or NO_WORDS, "you"))
        return tuple(made)

    def said(self, n: int) -> str:
        """The answer to a question as it is kept: what was ticked, then the words; "" when it was skipped."""
        q = self.questions[n]
        if self.text(f"q:{q.number}:skip"):
            return ""
        other = self.text(f"q:{q.number}:other")
        ticked = []
        for r, (row, _) in enumerate(boxes_of(q)):
            name = f"q:{q.number}:row:{r}" if row else f"q:{q.number}:tick"
            ticked += [ticked_line(row, option, other) for option in self.chosen(name)]
        return with_ticks(ticked, self.text(f"q:{q.number}:words").strip())

    def who(self) -> dict[str, str]:
        """What is known of the person, kept apart from their words. A name or contact only after a yes."""
        contact = self.text("a:contact").strip() if self.allows(Use.CONTACT) else ""
        safe = {key: self.text(f"a:safe:{key}") for key in SAFE_CONTACT}
        return {
            "role": " ".join(self.text("a:role").split()),
            "contact": contact,
            "credit_name": self.text("a:credit").strip() if self.allows(Use.CREDIT) else "",
            "safe_contact": safe_contact(safe) if contact else "",
        }
