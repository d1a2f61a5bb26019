"""The form in which somebody says what they think: one question a page, and nothing has to be answered.

Knows no pandas: a volunteer's form starts in a kernel of its own, and pandas would double it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from consultwork.forms import look
from consultwork.forms.desk import DeskScreen, Register
from consultwork.journey.gather import (
    OTHER_ASKED,
    PERMISSION_WORDING,
    PERMISSION_WORDING_VERSION,
    SAFE_CONTACT,
    FormQuestion,
    boxes_of,
    check_answer,
    receive,
    safe_contact,
    ticked_line,
)
from consultwork.model import Permission, Submission, Use
from consultwork.text import clean

YES, NO = "Yes", "No"
START, PERMISSIONS, CHECK, THANKS = "start", "permissions", "check", "thanks"
SKIPPED = "You chose not to say."
EMPTY = "You wrote nothing here."


class Send(Protocol):
    """Keeps what one person said. Returns their pseudonym."""

    def __call__(  # noqa: D102 - the class says it
        self, answers: Sequence[Submission], permissions: Sequence[Permission], *, role: str, name: str, contact: str,
        credit_name: str, safe_contact: str,
    ) -> str: ...  # fmt: skip


class VolunteerForm(look.Screen):
    """A form for one person: start, questions, permissions, a look at everything, sent.

    Args:
        pages: the questions, as ``journey.gather.form_questions`` gives them.
        on_send: is called once, with the answers and the permissions, when the person sends them.
        consultation_title: what it is about, for people.
        consultation: its id.
        today: the date that is noted with the answers.
        help_line: a sentence that says whom to turn to.
    """

    def __init__(
        self,
        pages: Sequence[FormQuestion],
        on_send: Send | Callable[..., str],
        consultation_title: str,
        *,
        consultation: str,
        today: date | None = None,
        help_line: str = "",
    ) -> None:
        super().__init__(consultation_title)
        self.questions, self._send = tuple(pages), on_send
        self._consultation, self._today, self._help = consultation, today, help_line
        self._begin()

    def __repr__(self) -> str:
        n = len(self.questions)
        return f"VolunteerForm: {self.title}, {n} {'question' if n == 1 else 'questions'}"

    def start_again(self) -> None:
        """A fresh form for another person. Nothing of the last one stays."""
        self._begin()

    def _begin(self) -> None:
        self._order: list[str | int] = [START, *range(len(self.questions)), PERMISSIONS, CHECK, THANKS]
        self._place, self._return, self.sent = 0, False, False
        self._pages: dict[int, Page] = {}
        self._permits = Permits()
        self.next = self.button("Start", self._forward, "main")
        self.skip = self.button("I’d rather not say", self._skip)
        self.back = self.button("Back", self._backward)
        self._text = look.TextView()
        self._middle = look.column()
        self.body.children = [self._text, self._middle, self.next, look.row(self.skip, self.back)]
        self._show()

    @property
    def at(self) -> str | int:
        """The page that is shown: "start", a question's place from 0, "permissions", "check" or "thanks"."""
        return self._order[self._place]

    def page(self, n: int) -> Page:
        """The widgets of a question, by its place from 0."""
        if n not in self._pages:
            self._pages[n] = Page(self.questions[n])
        return self._pages[n]

    @property
    def permits(self) -> Permits:
        """The widgets of the permissions page."""
        return self._permits

    def _forward(self) -> None:
        at = self.at
        if at == THANKS:
            return
        if isinstance(at, int):
            wrong = self.page(at).wrong()
            if wrong:
                self.warn(wrong)
                return
            self.page(at).skipped = False
        if at == PERMISSIONS:
            wrong = self._permits.wrong()
            if wrong:
                self.warn(wrong)
                return
        if at == CHECK:
            self._deliver()
        self._go(self._order.index(CHECK) if self._return and at != CHECK else self._place + 1)

    def _skip(self) -> None:
        if isinstance(self.at, int):
            self.page(self.at).skipped = True
            self._go(self._order.index(CHECK) if self._return else self._place + 1)

    def _backward(self) -> None:
        self._go(max(0, self._place - 1))

    def _change(self, place: int) -> None:
        self._go(place)
        self._return = True
        self.next.description = "Keep and go back to the check"

    def _go(self, place: int) -> None:
        self._place, self._return = place, False
        self.problem.show()
        self.status.show()
        self._show()
        self._text.to_front()

    def _show(self) -> None:
        at = self.at
        look.hide(self.skip, not isinstance(at, int))
        look.hide(self.back, at in (START, THANKS))
        look.hide(self.next, at == THANKS)
        n = len(self.questions)
        if isinstance(at, int):
            self._show_question(at)
        elif at == START:
            self.next.description = "Start"
            self._text.show(
                look.heading("Tell us what you think"),
                look.text(f"There {'is one question' if n == 1 else f'are {n} questions'}. You can skip any of them."),
                look.text("You can stop at any time. Nothing is kept until you press “Send” at the end."),
                look.text("Please do not name other people. Spelling does not matter."),
                *([look.text(self._help, "note")] if self._help else []),
            )
            self._middle.children = []
        elif at == PERMISSIONS:
            self.next.description = "Go on"
            self._text.show(
                look.heading("What may we do with your words?"),
                look.text("You decide on each. “No” is a good answer. If you choose nothing, we take it as “no”."),
                look.text("You can change your mind later. Tell us, and we take your words out."),
            )
            self._middle.children = [self._permits.ui]
        elif at == CHECK:
            self._show_check()
        else:
            self._text.show(
                look.heading("Thank you"),
                look.text("We have your answers. We will tell you what became of them, if you said that we may."),
            )
            self._middle.children = [self.button("Start a new form for another person", self.start_again)]

    def _show_question(self, at: int) -> None:
        q = self.questions[at]
        self.next.description = "Go on"
        parts = [look.text(f"Question {at + 1} of {len(self.questions)}", "small")]
        if q.note_before:
            parts.append(look.text(q.note_before, "note"))
        parts.append(look.heading(q.ask))
        if q.hint:
            parts.append(look.text(q.hint, "hint"))
        if q.official and q.official.strip() != q.ask.strip():
            parts.append(look.details("The question in their own words", q.official))
        self._text.show(*parts)
        self._middle.children = [self.page(at).ui]

    def _show_check(self) -> None:
        self.next.description = "Send"
        self._text.show(look.heading("Check what you wrote"), look.text("Change anything you like. Then press “Send”."))
        made = []
        for n, q in enumerate(self.questions):
            said = self.page(n).said() or (SKIPPED if self.page(n).skipped else EMPTY)
            label = f"Change answer {n + 1}"
            made.append(look.card(look.view(look.heading(q.ask, 3), look.words(said)), self._changer(label, n + 1)))
        spoken = look.view(look.heading("What we may do", 3), look.bullets(self._permits.said()))
        place = self._order.index(PERMISSIONS)
        made.append(look.card(spoken, self._changer("Change what you allow", place)))
        self._middle.children = made

    def _changer(self, label: str, place: int) -> Any:
        return self.button(label, lambda: self._change(place))

    def _deliver(self) -> None:
        answers = [a for n in range(len(self.questions)) if (a := self._answer(n)) is not None]
        p = self._permits
        self._send(answers, p.permissions(self._today), **p.who())
        # What was typed does not stay in the page of whoever comes next.
        self._pages, self._permits, self.sent = {}, Permits(), True

    def _answer(self, n: int) -> Submission | None:
        page = self.page(n)
        if page.skipped:
            return None
        return receive(
            self.questions[n], contributor="", consultation=self._consultation, chosen=page.ticked(),
            words=page.words, said_on=self._today,
        )  # fmt: skip


class Page:
    """The widgets of one question, and what they hold."""

    def __init__(self, question: FormQuestion) -> None:
        q = self.question = question
        self.skipped = False
        self.box = look.box("In your own words" if not q.options else "Tell us more, if you like", rows=8)
        options = list(boxes_of(q)[0][1]) if q.options else []
        hint = "Choose as many as you like." if q.several else "Choose one."
        if q.rows:
            self.choices = [look.Choice(label=r, hint="", options=options) for r in q.rows] if options else []
        else:
            self.choices = [look.Choice(label=hint, options=options, several=q.several, quiet=True)] if options else []
        self.other = look.line(OTHER_ASKED)
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
            return [ticked_line(c.label, c.one, str(self.other.value)) for c in self.choices if c.one]
        return [ticked_line("", x, str(self.other.value)) for c in self.choices for x in c.chosen]

    def said(self) -> str:
        """All of the answer as the person reads it again; "" when there is none or it was skipped."""
        if self.skipped:
            return ""
        return "\n".join([*self.ticked(), *([self.words.strip()] if self.words.strip() else [])])

    def wrong(self) -> str:
        """What is wrong with it, in one kind sentence; "" when nothing is."""
        if self.question.rows:
            checks = [check_answer(self.question, c.chosen, self.words) for c in self.choices]
            checks.append(check_answer(self.question, [], self.words))
        else:
            checks = [check_answer(self.question, [x for c in self.choices for x in c.chosen], self.words)]
        return next((c for c in checks if c), "")


class Permits:
    """The widgets of the permissions page, and what they hold."""

    def __init__(self) -> None:
        self.choices = {
            use: look.Choice(label=asked, options=[YES, NO], inline=True) for use, asked in PERMISSION_WORDING.items()
        }
        self.role = look.line("How may we describe you? (you can leave this empty)", hint="for example: volunteer")
        self.credit_name = look.line("The name to thank you by")
        self.contact = look.line("Your e-mail or phone number")
        self.safe = {
            key: look.Choice(label=asked.partition(" Please write")[0], options=[YES, NO], inline=True)
            if key in ("message", "subject")
            else look.line(asked)
            for key, asked in SAFE_CONTACT.items()
        }
        self.reach = look.column(self.contact, *self.safe.values())
        for use, box in ((Use.CREDIT, self.credit_name), (Use.CONTACT, self.reach)):
            look.hide(box)
            self.choices[use].observe(_shower(box), names="chosen")
        shown: list[Any] = []
        for use, choice in self.choices.items():
            shown.append(choice)
            shown += {Use.CREDIT: [self.credit_name], Use.CONTACT: [self.reach]}.get(use, [])
        self.ui = look.column(*shown, self.role)

    def allows(self, use: Use) -> bool:
        """Whether the person said yes to this use."""
        return bool(self.choices[use].one == YES)

    def wrong(self) -> str:
        """What is wrong, in one kind sentence; "" when nothing is."""
        if self.allows(Use.CREDIT) and not str(self.credit_name.value).strip():
            return "Please write the name to thank you by, or choose “No” there."
        if self.allows(Use.CONTACT) and not str(self.contact.value).strip():
            return "Please write your e-mail or phone number, or choose “No” there."
        return ""

    def said(self) -> list[str]:
        """Each use, with what the person said to it."""
        return [f"{asked} {YES if self.allows(use) else NO}." for use, asked in PERMISSION_WORDING.items()]

    def permissions(self, today: date | None, how: str = "form") -> list[Permission]:
        """The permissions as they are kept. The page says that no choice counts as no."""
        return [Permission(use, self.allows(use), today, how, PERMISSION_WORDING_VERSION) for use in PERMISSION_WORDING]

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


class _Gather(Protocol):
    def pages(self, consultation: str) -> tuple[FormQuestion, ...]: ...

    @property
    def receive(self) -> Callable[..., str]: ...


class FormBench(Register, Protocol):
    """What a form needs of the workbench."""

    @property
    def gather(self) -> _Gather: ...  # noqa: D102 - see Workbench


class FormDesk(DeskScreen):
    """The form of a consultation that is chosen first.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: FormBench, consultation: str = "") -> None:
        super().__init__("A form for people to fill in", bench, consultation)
        self._bench = bench
        self.form: VolunteerForm | None = None
        self.show()

    def show(self) -> None:
        """The form of the consultation that is chosen, empty."""
        c = self.consultation
        pages = self._bench.gather.pages(c.id)
        if not pages:
            self.form, self.body.children = None, []
            self.warn("This consultation has no questions yet. Add them in 01_plan.")
            return
        self.form = VolunteerForm(
            pages, self._bench.gather.receive, c.short or c.title, consultation=c.id, today=self.register.today
        )
        self.body.children = [self.form.ui]
