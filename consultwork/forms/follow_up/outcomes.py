"""What became of what we asked for: an outcome for each ask, with where they say so."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.kinds import Kind
from consultwork.model import Ask, AskMatch, Outcome, OutcomeState
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


UNKNOWN = ""
STATES = {
    "Not looked up yet": UNKNOWN, "They did it": OutcomeState.MET, "They did part of it": OutcomeState.PARTLY,
    "They did not": OutcomeState.NOT_MET, "It is not clear": OutcomeState.UNCLEAR,
}  # fmt: skip


class OutcomesDesk(DeskScreen):
    """Each ask of a consultation: what they decided, in which document, on which page.

    What they published is read here; the passages nearest to each ask stand beside it. Which of them
    is about the ask, and what it decides, a person says.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        super().__init__("What became of it?", bench, consultation)
        self._bench = bench
        self.rows: list[OutcomeRow] = []
        self.save = self.button("Save the outcomes", self._save, "main")
        self.note = self.button("Write the note for those who took part", self._note)
        self.all_open = self.button("List every open ask", self._all_open)
        self.personal = self.button("Write a note to each person who may be written to", self._personal)
        self.taking = self.button("Write what people said of taking part", self._taking)
        self.called = look.line("What is it called?", hint="as it stands on its first page")
        self.on = look.day("When was it published?")
        self.path = look.line("The file", hint="for example: response.pdf")
        self.file = look.upload("Or choose a file from this computer", ".pdf,.docx,.odt,.rtf,.txt")
        self.pasted = look.box("Or paste its text", rows=3)
        self.read = self.button("Read it", self._read, "main")
        self.show()

    def show(self) -> None:
        """The asks of the consultation that is chosen, with what is known of each."""
        consultation = self.consultation
        known = {o.ask: o for o in self._bench.follow_up.outcomes() if o.consultation == consultation.id}
        asks = [a for a in self._bench.asks.values() if consultation.id in a.consultations]
        near = self._bench.follow_up.nearest(consultation.id)
        self.rows = [OutcomeRow(self, consultation.id, a, known.get(a.id), near.get(a.id, ())) for a in asks]
        if not asks:
            todo = "No ask went to this consultation. Name it under “consultations” of an ask in data/asks.yaml."
            self.body.children = [look.view(look.text(todo))]
            return
        have = [p.title for p in self._bench.follow_up.published(consultation.id)]
        said = f"Read already: {'; '.join(have)}." if have else "Nothing of what they published is read yet."
        reading = look.card(
            look.view(look.heading("What did they publish?"), look.text(said, "small")),
            self.called, self.on, look.row(self.path, self.file), self.pasted, self.read,
        )  # fmt: skip
        self.body.children = [
            reading,
            *(r.ui for r in self.rows),
            look.row(self.save),
            look.row(self.note, self.personal, self.taking, self.all_open),
        ]

    def _read(self) -> None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            source: Path | str | None = look.typed_path(str(self.path.value))
            given = look.uploaded(self.file)
            if source is None and given is not None:
                source = Path(folder) / given[0]
                source.write_bytes(given[1])
            if source is None and str(self.pasted.value).strip():
                source = str(self.pasted.value)
            if source is None:
                raise Refused(Kind.NOTHING_TO_READ)
            made = self._bench.follow_up.publish(self.consultation.id, str(self.called.value), source, self.on.value)
        self.called.value, self.pasted.value, self.path.value = "", "", ""
        self.show()
        count = len(made.passages)
        self.say(f"{count} {plural(count, 'passage')} read. The nearest ones stand beside each ask.")

    def _personal(self) -> None:
        made, unsafe = self._bench.follow_up.personal_notes(self.consultation.id)
        more = (
            f"{unsafe} more allow contact and did not say how it is safe: nothing is written to them." if unsafe else ""
        )
        self.say(f"{len(made)} {plural(len(made), 'note')} written, as Word and as text, in the folder notes.", more)

    def _taking(self) -> None:
        path = self._bench.follow_up.taking_part(self.consultation.id)
        self.say(f"It is in the file {path.parent.name}/{path.name}.")

    def _all_open(self) -> None:
        path = self._bench.follow_up.open_asks_list()
        self.say(f"The list is in the file {path.parent.name}/{path.name}.")

    def _save(self) -> None:
        changed = [r for r in self.rows if r.state.value and r.outcome() != r.known]
        for r in changed:
            self._bench.follow_up.record(r.outcome())
        forgotten = [r for r in self.rows if not r.state.value and (r.document.value or r.quotation.value)]
        if forgotten:
            raise Refused(Kind.OUTCOME_IS_NOT_CHOSEN, short=forgotten[0].ask.short)
        self.show()
        count = len(changed)
        self.say(f"{count} {plural(count, 'outcome')} saved." if count else "Nothing was changed.")

    def _note(self) -> None:
        path = self._bench.follow_up.note(self.consultation.id)
        self.say(f"The note is in the file {path.parent.name}/{path.name}.")


class OutcomeRow:
    """One ask and its outcome, as widgets; the passages that may be about it, each to be taken with one click."""

    def __init__(
        self, desk: OutcomesDesk, consultation: str, ask: Ask, known: Outcome | None, near: Sequence[AskMatch]
    ) -> None:  # fmt: skip
        self._consultation, self.ask, self.known = consultation, ask, known
        self.state = look.pick("What became of it?", STATES, known.state if known else UNKNOWN)
        self.document = look.line("Which document says so?", known.document if known else "")
        self.page = look.line("Page", known.page if known else "")
        self.decided_on = look.day("Decided on", known.decided_on if known else None)
        self.quotation = look.box("Their words", known.quotation if known else "", 2)
        self.ui = look.card(
            look.view(look.heading(f"We asked them to {ask.short}", 3), look.text(f"Who should act: {ask.who}", "small")),
            *(self._offer(desk, n) for n in near),
            look.row(self.state, self.document, self.page, self.decided_on), self.quotation,
        )  # fmt: skip

    def _offer(self, desk: OutcomesDesk, near: AskMatch) -> Any:
        where = f"{near.document}, page {near.passage.page}" if near.passage.page else near.document
        take = desk.button("Use this passage", lambda: self.take(near))
        return look.row(look.view(look.text(where, "small"), look.words(near.passage.text)), take)

    def take(self, near: AskMatch) -> None:
        """Fill in the document, the page and the words of a passage. What was decided is left to say."""
        self.document.value, self.page.value = near.document, near.passage.page
        self.quotation.value = near.passage.text

    def outcome(self) -> Outcome:
        """The outcome as it stands in the row. Call it only when a state is chosen."""
        decided: date | None = self.decided_on.value
        words: Any = (self.document, self.page, self.quotation)
        document, page, quotation = (str(w.value).strip() for w in words)
        return Outcome(
            self.ask.id, self._consultation, OutcomeState(self.state.value), document, page, quotation, decided
        )
