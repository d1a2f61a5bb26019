"""Forms on paper: made here, read back when filled in on screen, typed in beside the scan when filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.gather.form import Permits, QuestionWidgets
from consultwork.journey.gather import FormQuestion, receive
from consultwork.kinds import Kind

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench
    from consultwork.workbench.gather.paper import Scan


class PaperForms(DeskScreen):
    """A form as a Word file: make it, and read it when it comes back.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Some people would rather have it on paper. Make the form, print it or send it, and bring it back here."
        super().__init__("A form on paper", bench, consultation, lead)
        self._bench = bench
        self.make = self.button("Make the Word form", self._make, "main")
        self._chosen = look.ChosenFile("form-from-kim.docx", ".docx,.pdf,.png,.jpg,.jpeg")
        self.path, self.file = self._chosen.path, self._chosen.file
        self.read = self.button("Read a form that came back", self._read)
        self.importer = self.button("Keep these answers", self._keep, "main")
        self._shown, self._below = look.TextView(), look.column()
        self._source: Path | None = None
        self.typing: Typing | None = None
        self.show()

    def show(self) -> None:
        """Nothing chosen yet."""
        self._source, self.typing = None, None
        back = look.view(
            look.heading("It came back"),
            look.text(
                "Filled in on a computer: choose the Word file. By hand: choose the scan or photograph, and type."
            ),
        )
        self._below.children = []
        self.body.children = [self.make, back, self.path, self.file, self.read, self._below]

    def _make(self) -> None:
        self.say(f"The form is {self._bench.paper.make(self.consultation.id)}. Print it, or send it.")

    def _read(self) -> None:
        self._source = self._chosen.find()
        if self._source.suffix.lower() != ".docx":
            self.typing = Typing(
                self, self._bench.paper.scan(self._source), self._bench.gather.pages(self.consultation.id)
            )
            self._below.children = [self.typing.ui]
            self.say("The scan is open. Type what it says beside it, word for word.")
            return
        intake = self._bench.paper.preview(self._source)
        parts = [look.heading("What it holds"), look.text(intake.account, "count")]
        if intake.notes:
            parts.append(look.bullets(intake.notes))
        rows = [(f"Question {r.question}", r.words) for r in intake.rows]
        parts.append(look.table("Each answer as it would be kept", ("Question", "Answer"), rows))
        allowed = [f"{p.use.value}: {'yes' if p.given else 'no'}" for p in intake.rows[0].permissions]
        parts += [look.heading("What they allow", 3), look.bullets(allowed)]
        if intake.left_out:
            parts.append(look.bullets([f"Left out: {x.why}" for x in intake.left_out]))
        self._shown.show(*parts)
        self._below.children = [self._shown, self.importer]
        self.say("The form is read. Look at it, then keep it.")

    def _keep(self) -> None:
        if self._source is None:
            raise Refused(Kind.NO_FORM_IS_CHOSEN)
        _, new = self._bench.paper.take_in(self._source)
        self.show()
        self.say(f"{new} {'answer is' if new == 1 else 'answers are'} new. Next: read and clear them in 03_safeguard.")

    def keep_typed(self, typing: Typing) -> None:
        """Keep what was typed from a scan, once the person who typed has read it again."""
        by = str(typing.typed_by.value).strip()
        if not by:
            raise Refused(Kind.TYPIST_IS_NOT_WRITTEN)
        if not typing.agreed.value:
            raise Refused(Kind.SCAN_IS_NOT_READ_AGAIN)
        wrong = next((w for w in [*(p.wrong() for p in typing.pages), typing.permits.wrong()] if w), "")
        if wrong:
            raise Refused(Kind.FORM_IS_NOT_COMPLETE, wrong=wrong)
        answers = [
            a for p in typing.pages
            if (a := receive(
                p.question, contributor="", consultation=self.consultation.id, chosen=p.ticked(), words=p.words,
                said_on=self.bench.today, written_by=by,
            )) is not None
        ]  # fmt: skip
        permissions = typing.permits.permissions(self.bench.today, how="form on paper")
        who = typing.permits.who()
        ref = self._bench.gather.receive(
            answers, permissions, role=who["role"], contact=who["contact"], credit_name=who["credit_name"],
            safe_contact=who["safe_contact"],
        )  # fmt: skip
        self.show()
        self.say(f"It is kept under {ref}. Next: read and clear it in 03_safeguard.")


class Typing:
    """The pages of a scan on one side, the fields of the form on the other.

    Args:
        desk: the screen that it belongs to.
        scan: the pages as pictures.
        questions: the questions of the form.
    """

    def __init__(self, desk: PaperForms, scan: Scan, questions: Sequence[FormQuestion]) -> None:
        self._scan, self.at = scan, 0
        self.picture = widgets.Image(format="png", layout=widgets.Layout(width="100%"))
        self.caption = look.TextView()
        self.forward = desk.button("Next page", lambda: self.turn(1))
        self.back = desk.button("Page before", lambda: self.turn(-1))
        self.pages = [QuestionWidgets(q) for q in questions]
        self.permits = Permits()
        self.typed_by = look.line("Who typed this?")
        self.agreed = look.tick("I have read it again beside the scan. It is word for word.")
        self.keep = desk.button("Keep these answers", lambda: desk.keep_typed(self), "main")
        fields: list[Any] = []
        for n, page in enumerate(self.pages, start=1):
            fields += [look.view(look.heading(f"{n}. {page.question.ask}", 3)), page.ui]
        fields += [look.view(look.heading("What they allow")), self.permits.ui, self.typed_by, self.agreed, self.keep]
        left = look.column(self.caption, look.row(self.back, self.forward), self.picture)
        right = look.column(*fields)
        for side, kind in ((left, "cw-scan"), (right, "cw-typed")):
            side.add_class(kind)
        self.ui = widgets.Box([left, right])
        self.ui.add_class("cw-beside")
        self.turn(0)

    def turn(self, by: int) -> None:
        """Show another page of the scan."""
        self.at = min(max(self.at + by, 0), self._scan.pages - 1)
        self.picture.value = self._scan.page(self.at)
        self.caption.show(look.text(f"Page {self.at + 1} of {self._scan.pages} of the scan", "small"))
        look.hide(self.back, self.at == 0)
        look.hide(self.forward, self.at + 1 == self._scan.pages)
