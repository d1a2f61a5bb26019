"""A form laid out by an officer: order, wording, notes, a look at it, the links to it, and how many came."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.journey.gather import Layout
from consultwork.kinds import Kind
from consultwork.model import Question

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench
    from consultwork.workbench.visitors.invitations import Invitation


PARTS = ("Questions", "Look at it", "Links", "Who came")
_HOST = "http://127.0.0.1:8866"


class FormMaker(DeskScreen):
    """A form of a consultation, made without code.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Choose what the form asks, look at it, make links, and see how many came."
        super().__init__("Make a form", bench, consultation, lead)
        self._bench = bench
        self.parts = look.Steps(names=list(PARTS))
        self._inside = look.column()
        self.on_change(self.parts, lambda _: self.show(), "current")
        self.cards: list[_Card] = []
        self.preview: VolunteerForm | None = None
        self.body.children = [self.parts, self._inside]
        self.show()

    def show(self) -> None:
        """The part that is chosen, of the consultation that is chosen."""
        if not self.consultation.questions:
            self._inside.children = []
            self.warn("This consultation has no questions yet. Add them in 01_plan.")
            return
        (self._questions, self._look, self._links, self._came)[int(self.parts.current)]()

    # --- questions ---

    def _questions(self) -> None:
        layout = self._bench.invitations.layout(self.consultation.id)
        place = {number: n for n, number in enumerate(layout.order)}
        asked = sorted(self.consultation.questions, key=lambda q: place.get(q.number, len(place)))
        self.cards = [_Card(self, q, layout) for q in asked]
        self._lay()

    def _lay(self) -> None:
        keep = self.button("Keep this form", self._keep, "main")
        plain = self.button("As the consultation has it", self._reset)
        lead = look.view(look.text("Untick what this form leaves out. Empty wording means: as it is.", "hint"))
        self._inside.children = [lead, *(card.ui for card in self.cards), look.row(keep, plain)]

    def move(self, card: _Card, by: int) -> None:
        """Move a question up or down. What was typed in the others stays."""
        at = self.cards.index(card)
        to = min(max(at + by, 0), len(self.cards) - 1)
        self.cards.insert(to, self.cards.pop(at))
        self._lay()
        self.say(f"Question {card.question.number} is now number {to + 1} of the form. Keep it to make it so.")

    def _keep(self) -> None:
        layout = Layout(
            order=tuple(card.question.number for card in self.cards),
            leave_out=tuple(card.question.number for card in self.cards if not card.asked.value),
            wording={card.question.number: w for card in self.cards if (w := str(card.wording.value).strip())},
            notes={
                card.question.number: note
                for card in self.cards
                if (note := str(card.note.value).strip()) != card.question.note_before.strip()
            },
        )  # fmt: skip
        self._bench.invitations.lay_out(self.consultation.id, layout)
        count = sum(bool(card.asked.value) for card in self.cards)
        self.say(f"The form asks {count} {'question' if count == 1 else 'questions'} now. Next: look at it.")

    def _reset(self) -> None:
        self._bench.invitations.lay_out(self.consultation.id, Layout())
        self._questions()
        self.say("The form is as the consultation has it.")

    # --- a look at it ---

    def _look(self) -> None:
        self.preview = VolunteerForm(self._bench.invitations.rehearsal(self.consultation.id), name="to look at")
        self.frame = look.column(self.preview.ui)
        size = look.Choice(label="Show it as on", options=["A phone", "A desk"], chosen=["A phone"], inline=True)
        self.on_change(size, lambda chosen: self._fit(chosen), "chosen")
        self._fit(["A phone"])
        note = look.view(look.text("This is only to look at. Nothing that you write here is kept.", "hint"))
        self._inside.children = [note, size, self.frame]

    def _fit(self, chosen: Sequence[str]) -> None:
        phone = list(chosen) != ["A desk"]
        self.frame.layout.width = "390px" if phone else "100%"
        self.frame.layout.border = "2px solid #484949"
        self.frame.layout.padding = "12px"

    # --- links ---

    def _links(self) -> None:
        consultation, reception = self.consultation, self._bench.invitations
        self.label = look.line(
            "What is the link for?", hint="for example: the Tuesday workshop. Never a person’s name."
        )
        self.one = look.tick("For one person")
        self.host = look.line("Where the form is served", _HOST)
        make = self.button("Make a link", self._make, "main")
        now_open = reception.is_open(consultation.id)
        switch = self.button("Close the form" if now_open else "Open the form", lambda: self._switch(not now_open))
        told = "The form is open." if now_open else "The form is closed. Who has begun may finish."
        how = look.text(
            "Start the page first, in a terminal: consultwork serve. It prints where the form is served.", "hint"
        )
        self.made = look.column()
        rows = [self._row(i) for i in reception.invitations(consultation.id)]
        self._inside.children = [
            look.view(look.text(told)), switch, look.view(look.heading("A new link"), how), self.label, self.one, self.host,
            make, self.made, look.view(look.heading("Links so far")), *(rows or [look.view(look.text("None yet."))]),
        ]  # fmt: skip

    def _row(self, link: Invitation) -> Any:
        what = link.label or "everybody"
        one = ", for one person" if link.most == 1 else ""
        state = "closed" if link.closed else "open"
        text = look.view(look.text(f"{link.ref}: {what}{one}. {link.began} began. It is {state}."))
        if link.closed:
            return text
        show = self.button(f"Show {link.ref}", lambda: self._show_link(link))
        close = self.button(f"Close {link.ref}", lambda: self._close(link.ref))
        return look.row(text, show, close, kind="cw-line")

    def _make(self) -> None:
        made = self._bench.invitations.invite(
            self.consultation.id, str(self.label.value), most=1 if self.one.value else 0
        )
        host = str(self.host.value)
        self._links()
        self.host.value = host
        self._show_link(made)
        self.say(f"The link {made.ref} is made.")

    def _show_link(self, link: Invitation) -> None:
        host = str(self.host.value).strip().rstrip("/") or _HOST
        form, light = f"{host}/f/{link.token}", f"{host}/lite/{link.token}"
        self.made.children = [
            look.view(look.text(f"The form: {form}"), look.text(f"The light page: {light}")),
            widgets.Image(value=_qr(form), format="png", width=220, layout=widgets.Layout(width="220px")),
        ]

    def _close(self, ref: str) -> None:
        self._bench.invitations.close_invitation(ref)
        self._links()
        self.say(f"{ref} opens nothing any more. Who is writing already may finish.")

    def _switch(self, now_open: bool) -> None:
        self._bench.invitations.set_open(self.consultation.id, now_open)
        self._links()
        self.say("The form is open." if now_open else "The form is closed.")

    # --- who came ---

    def _came(self) -> None:
        frame = self._bench.invitations.overview()
        mine = frame[frame["consultation"] == self.consultation.id]
        rows = [
            ("demonstration" if r.demo else "real", str(r.began), str(r.sent), str(r.writing), str(r.stopped_at) or "–")
            for r in mine.itertuples(index=False)
        ]
        header = ("Kind", "Began", "Sent", "Not sent", "Where they are")
        parts = [look.text("What is half-written is locked: nobody here can read it.", "hint")]
        parts.append(look.table("Visits to this form", header, rows) if rows else look.text("Nobody has begun yet."))
        shown: list[Any] = [look.view(*parts)]
        if any(r[0] == "demonstration" for r in rows):
            shown.append(self.button("Delete the demonstration answers", self._delete_demo, "stop"))
        self._inside.children = shown

    def _delete_demo(self) -> None:
        n = self._bench.invitations.delete_demo()
        if not n:
            raise Refused(Kind.NO_DEMONSTRATION_ANSWERS)
        self._came()
        self.say(f"{n} demonstration {'visit is' if n == 1 else 'visits are'} deleted.")


class _Card:
    """One question on the officer's list."""

    def __init__(self, maker: FormMaker, question: Question, layout: Layout) -> None:
        self.question = q = question
        self.asked = look.tick(f"{q.number}. {look.short(q.plain or q.text, 90)}", q.number not in layout.leave_out)
        self.wording = look.box("In other words (or leave it empty)", layout.wording.get(q.number, ""), rows=2)
        self.note = look.line("Note before it", layout.notes.get(q.number, q.note_before))
        up = maker.button(f"Move {q.number} up", lambda: maker.move(self, -1))
        down = maker.button(f"Move {q.number} down", lambda: maker.move(self, 1))
        self.ui = look.card(self.asked, self.wording, self.note, look.row(up, down))


def _qr(address: str) -> bytes:
    """A link as a QR code: a picture to print or to hold up."""
    import segno

    out = io.BytesIO()
    segno.make(address, micro=False).save(out, kind="png", scale=6, border=3)
    return out.getvalue()
