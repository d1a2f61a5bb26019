"""What one person fills in on a form: every field there is, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from consultwork.journey import member_checking_sheets
from consultwork.journey.consent import AskedWords, permission_words
from consultwork.journey.form_words import About
from consultwork.journey.gather import (
    SAFE_CONTACT,
    SAFE_YES_OR_NO,
    FormQuestion,
    boxes_of,
    safe_asked,
    safe_contact,
    ticked_line,
)
from consultwork.journey.sheets import NO, YES, Field, Row, Value
from consultwork.model import Use, with_ticks
from consultwork.text import clean
from consultwork.word_lists import word_table

# Other wordings of the same questions, as people choose them. Languages go by their own name.
WORDINGS: Mapping[str, str] = word_table("journey/languages")["own_name"]
RIGHT_TO_LEFT = frozenset(("ar", "fa", "ur"))
LONGEST = 20_000
SHORT = 400
HOW = ("heard", "safe", "control", "skills")
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
        asked_again: whether what they permitted was asked in other words, and has to be asked again.
    """

    questions: Sequence[FormQuestion]
    about: About
    values: dict[str, Value] = field(default_factory=dict)
    code: str = ""
    sent: bool = False
    typed_by: str = ""
    draft: member_checking_sheets.ShownDraft = field(default_factory=member_checking_sheets.ShownDraft)
    asked_again: bool = False

    def say(self, key: str, **facts: object) -> str:
        """An entry of the catalogues, in the words of this form."""
        return self.about.wording.say(key, **facts)

    def asked(self) -> AskedWords:
        """In which words they are asked what we may do."""
        return permission_words(self.about.wording)

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
        found += [self.return_field(), self.agreed_field()]
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
        fields: list[Field] = []
        boxes = boxes_of(q)
        for r, (row, options) in enumerate(boxes):
            name = f"q:{q.number}:row:{r}" if row else f"q:{q.number}:tick"
            kind = "several" if q.several else "one"
            hint = self.say("form/choose-many") if q.several else "" if row else self.say("form/choose-one-or-none")
            fields.append(self.field(name, kind, row or q.ask, hint, options))
        if q.other:
            fields.append(self.field(f"q:{q.number}:other", "line", self.say("form/other-asked")))
        if q.words or not boxes:
            label = self.say("form/tell-more") if boxes else q.ask
            fields.append(self.field(f"q:{q.number}:words", "words", label, self.say("form/spelling")))
        return tuple(fields)

    def field(
        self, name: str, kind: str, label: str, hint: str = "", options: Sequence[str] = (), error: str = ""
    ) -> Field:
        """A field with what is in it now."""
        value: Value = self.chosen(name) if kind == "several" else self.text(name)
        return Field(name, kind, label, hint, tuple(options), value, error)

    def yes_or_no(self, name: str, label: str) -> Field:
        """A field that takes yes or no."""
        labels = self.say("form/yes"), self.say("form/no")
        return replace(self.field(name, "one", label, options=(YES, NO)), labels=labels)

    def return_field(self) -> Field:
        """Where the four words are typed."""
        return Field("code", "line", self.say("form/four-words"), self.say("form/return-hint"))

    def agreed_field(self) -> Field:
        """Whether somebody for whom another types agrees with what was typed."""
        return self.yes_or_no("t:agreed", self.say("form/check-agreed"))

    def permission_fields(self) -> tuple[Field, ...]:
        """One question for each use of what they said."""
        return tuple(self.yes_or_no(f"p:{use.value}", asked) for use, asked in self.asked().texts.items())

    def reach_fields(self, everything: bool = False) -> tuple[Field, ...]:
        """Name and contact, only after a yes to either; ``everything`` gives all that could be asked."""
        fields: list[Field] = []
        kept = self.say("form/reach-stays") if self.sent else ""
        if everything or self.allows(Use.CREDIT):
            fields.append(self.field("a:credit", "line", self.say("form/credit-name"), kept))
        if everything or self.allows(Use.CONTACT):
            fields.append(self.field("a:contact", "line", self.say("form/contact"), kept))
            for key in SAFE_CONTACT:
                label, hint = safe_asked(key, self.about.wording)
                if key in SAFE_YES_OR_NO:
                    fields.append(self.yes_or_no(f"a:safe:{key}", label))
                else:
                    fields.append(self.field(f"a:safe:{key}", "line", label, hint))
        return tuple(fields)

    def you_fields(self) -> tuple[Field, ...]:
        """How they may be described."""
        return (self.field("a:role", "line", self.say("form/describe"), self.say("form/describe-hint")),)

    def how_fields(self) -> tuple[Field, ...]:
        """How it was to fill this in."""
        labels = self.say("form/yes"), self.say("form/partly"), self.say("form/no")
        fields = [
            replace(self.field(f"how:{what}", "one", self.say(f"form/how-{what}"), options=HOW_OPTIONS), labels=labels)
            for what in HOW
        ]
        return (*fields, self.field(HOW_WORDS, "words", self.say("form/how-words")))

    def rows(self) -> tuple[Row, ...]:
        """Everything that was filled in, for the page before sending."""
        rows = []
        nothing, skipped = self.say("form/check-nothing-written"), self.say("form/check-skipped")
        for n, q in enumerate(self.questions):
            rows.append(Row(q.ask, self.said(n) or (skipped if self.text(f"q:{q.number}:skip") else nothing), f"q:{n}"))
        rows += [
            Row(f.label, f.said or self.say("form/check-chose-nothing"), "permissions")
            for f in self.permission_fields()
        ]
        rows += [Row(f.label, f.said.strip() or nothing, "reach") for f in self.reach_fields()]
        rows.append(Row(self.say("form/check-described"), self.text("a:role").strip() or nothing, "you"))
        return tuple(rows)

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
