"""The form in JupyterLab, for somebody in person; and the fields of a form for whoever types from paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.journey.consent import AskedWords, permission_words
from consultwork.journey.gather import (
    SAFE_CONTACT,
    SAFE_YES_OR_NO,
    FormQuestion,
    boxes_of,
    check_answer,
    safe_asked,
    safe_contact,
    ticked_line,
)
from consultwork.model import Permission, Use
from consultwork.text import clean
from consultwork.wording import Wording

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


YES, NO = "Yes", "No"


class QuestionWidgets:
    """The widgets of one question, and what they hold."""

    def __init__(self, question: FormQuestion, wording: Wording) -> None:
        q = self.question = question
        self._wording, say = wording, wording.say
        self.skipped = False
        self.box = look.box(say("form/tell-more") if q.options else say("form/staff-own-words"), rows=8)
        options = list(boxes_of(q)[0][1]) if q.options else []
        hint = say("form/choose-many") if q.several else say("form/staff-choose-one")
        if q.rows:
            self.choices = [look.Choice(label=r, hint="", options=options) for r in q.rows] if options else []
        else:
            self.choices = [look.Choice(label=hint, options=options, several=q.several, quiet=True)] if options else []
        self.other = look.line(say("form/other-asked"))
        shown: list[Any] = [*self.choices]
        if q.other:
            shown.append(self.other)
        if q.words or not self.choices:
            shown.append(self.box)
        self.ui = look.column(*shown)

    @property
    def words(self) -> str:
        """What was typed."""
        return str(self.box.value)

    def ticked(self) -> list[str]:
        """What was ticked, as it is kept."""
        if self.question.rows:
            return [
                ticked_line(choice.label, choice.one, str(self.other.value)) for choice in self.choices if choice.one
            ]
        return [ticked_line("", x, str(self.other.value)) for choice in self.choices for x in choice.chosen]

    def said(self) -> str:
        """All of the answer as the person reads it again; "" when there is none or it was skipped."""
        if self.skipped:
            return ""
        return "\n".join([*self.ticked(), *([self.words.strip()] if self.words.strip() else [])])

    def wrong(self) -> str:
        """What is wrong with it, in one kind sentence; "" when nothing is."""
        if self.question.rows:
            checks = [check_answer(self.question, choice.chosen, self.words, self._wording) for choice in self.choices]
            checks.append(check_answer(self.question, [], self.words, self._wording))
        else:
            chosen = [x for choice in self.choices for x in choice.chosen]
            checks = [check_answer(self.question, chosen, self.words, self._wording)]
        return next((check for check in checks if check), "")


class Permits:
    """The widgets of the permissions page, and what they hold.

    Args:
        wording: what people are asked in now.
        before: what they were asked in before: a paper may still carry it, and whoever types says so.
    """

    def __init__(self, wording: Wording, before: Sequence[AskedWords] = ()) -> None:
        self._say, self._asked = wording.say, permission_words(wording)
        known = [self._asked]
        for asked in before:
            if len(asked.texts) == len(Use) and all(asked.texts != other.texts for other in known):
                known.append(asked)
        self.on_paper = look.pick(
            "Which words stand on the paper?", [(self._told_apart(asked), asked.version) for asked in known]
        )
        look.hide(self.on_paper, len(known) == 1)
        by_version = {asked.version: asked for asked in known}
        self.on_paper.observe(lambda change: self._ask_as(by_version[change["new"]]), names="value")
        self.choices = {
            use: look.Choice(label=asked, options=[YES, NO], inline=True) for use, asked in self._asked.texts.items()
        }
        self.role = look.line(self._say("form/staff-describe"), hint=self._say("form/staff-describe-hint"))
        self.credit_name = look.line(self._say("form/credit-name"))
        self.contact = look.line(self._say("form/staff-contact"))
        asked_safely = {key: safe_asked(key, wording) for key in SAFE_CONTACT}
        self.safe = {
            key: look.Choice(label=label, options=[YES, NO], inline=True)
            if key in SAFE_YES_OR_NO
            else look.line(f"{label} {hint}".strip())
            for key, (label, hint) in asked_safely.items()
        }
        self.reach = look.column(self.contact, *self.safe.values())
        for use, box in ((Use.CREDIT, self.credit_name), (Use.CONTACT, self.reach)):
            look.hide(box)
            self.choices[use].observe(_shower(box), names="chosen")
        shown: list[Any] = [self.on_paper]
        for use, choice in self.choices.items():
            shown.append(choice)
            shown += {Use.CREDIT: [self.credit_name], Use.CONTACT: [self.reach]}.get(use, [])
        self.ui = look.column(*shown, self.role)

    def _told_apart(self, asked: AskedWords) -> str:
        other = [text for use, text in asked.texts.items() if text != self._asked.texts[use]]
        return " ".join(other) or "The words as they are now"

    def _ask_as(self, asked: AskedWords) -> None:
        self._asked = asked
        for use, choice in self.choices.items():
            choice.label = asked.texts[use]

    def allows(self, use: Use) -> bool:
        """Whether the person said yes to this use."""
        return bool(self.choices[use].one == YES)

    def wrong(self) -> str:
        """What is wrong, in one kind sentence; "" when nothing is."""
        if self.allows(Use.CREDIT) and not str(self.credit_name.value).strip():
            return self._say("form/staff-credit-name-missing")
        if self.allows(Use.CONTACT) and not str(self.contact.value).strip():
            return self._say("form/staff-contact-missing")
        return ""

    def said(self) -> list[str]:
        """Each use, with what the person said to it."""
        return [f"{asked} {YES if self.allows(use) else NO}." for use, asked in self._asked.texts.items()]

    def permissions(self, today: date | None, how: str = "form") -> list[Permission]:
        """The permissions as they are kept. The page says that no choice counts as no."""
        return [Permission(use, self.allows(use), today, how, self._asked.version) for use in self._asked.texts]

    def who(self) -> dict[str, str]:
        """What is known of the person, kept apart from their words. A name or contact only after a yes."""
        credit = str(self.credit_name.value).strip() if self.allows(Use.CREDIT) else ""
        contact = str(self.contact.value).strip() if self.allows(Use.CONTACT) else ""
        role = clean(str(self.role.value)).text.strip()
        said = {key: str(box.one if isinstance(box, look.Choice) else box.value) for key, box in self.safe.items()}
        return {
            "role": role, "name": "", "contact": clean(contact).text, "credit_name": clean(credit).text,
            "safe_contact": safe_contact(said) if contact else "",
        }  # fmt: skip


def _shower(box: Any) -> Callable[[Any], None]:
    def shown(change: Any) -> None:
        look.hide(box, change["new"] != [YES])

    return shown


class FormDesk(DeskScreen):
    """The form of a consultation that is chosen first, for helping somebody in person.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Choose the consultation, then hand over the computer. Each answer is saved as it is written."
        super().__init__("A form for people to fill in", bench, consultation, lead)
        self._bench = bench
        self.typed_by = look.line("If you type for somebody: your name or role")
        self.begin = self.button("Start a new form", self.show)
        self.form: VolunteerForm | None = None
        self.show()

    def show(self) -> None:
        """An empty form of the consultation that is chosen. Nothing of the last person stays."""
        consultation = self.consultation
        if not consultation.questions:
            self.form, self.body.children = None, []
            self.warn("This consultation has no questions yet. Add them in 01_plan.")
            return
        desk = self._bench.invitations.at(consultation.id, typed_by=" ".join(str(self.typed_by.value).split()))
        self.form = VolunteerForm(desk, name=consultation.short or consultation.title)
        self.body.children = [self.typed_by, self.begin, self.form.ui]
