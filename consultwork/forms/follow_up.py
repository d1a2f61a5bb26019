"""What became of what we asked for: an outcome for each ask, with where they say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from consultwork.errors import Refused
from consultwork.forms import look
from consultwork.forms.desk import DeskScreen, Register
from consultwork.model import Ask, Outcome, OutcomeState
from consultwork.text import plural

UNKNOWN = ""
STATES = {
    "Not looked up yet": UNKNOWN, "They did it": OutcomeState.MET, "They did part of it": OutcomeState.PARTLY,
    "They did not": OutcomeState.NOT_MET, "It is not clear": OutcomeState.UNCLEAR,
}  # fmt: skip


class _FollowUp(Protocol):
    def outcomes(self) -> Sequence[Outcome]: ...

    def record(self, outcome: Outcome) -> None: ...

    def note(self, consultation: str) -> Path: ...


class FollowUpBench(Register, Protocol):
    """What this screen needs of the workbench."""

    @property
    def asks(self) -> Mapping[str, Ask]: ...  # noqa: D102 - see Workbench

    @property
    def follow_up(self) -> _FollowUp: ...  # noqa: D102 - see Workbench


class OutcomesDesk(DeskScreen):
    """Each ask of a consultation: what they decided, in which document, on which page.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: FollowUpBench, consultation: str = "") -> None:
        super().__init__("What became of it?", bench, consultation)
        self._bench = bench
        self.rows: list[OutcomeRow] = []
        self.save = self.button("Save the outcomes", self._save, "main")
        self.note = self.button("Write the note for those who took part", self._note)
        self.show()

    def show(self) -> None:
        """The asks of the consultation that is chosen, with what is known of each."""
        c = self.consultation
        known = {o.ask: o for o in self._bench.follow_up.outcomes() if o.consultation == c.id}
        asks = [a for a in self._bench.asks.values() if c.id in a.consultations]
        self.rows = [OutcomeRow(c.id, a, known.get(a.id)) for a in asks]
        if not asks:
            todo = "No ask went to this consultation. Name it under “consultations” of an ask in data/asks.yaml."
            self.body.children = [look.view(look.text(todo))]
            return
        self.body.children = [*(r.ui for r in self.rows), look.row(self.save, self.note)]

    def _save(self) -> None:
        changed = [r for r in self.rows if r.state.value and r.outcome() != r.known]
        for r in changed:
            self._bench.follow_up.record(r.outcome())
        forgotten = [r for r in self.rows if not r.state.value and (r.document.value or r.quotation.value)]
        if forgotten:
            raise Refused(f"Choose what became of: {forgotten[0].ask.short}.", todo="The others are saved.")
        self.show()
        n = len(changed)
        self.say(f"{n} {plural(n, 'outcome')} saved." if n else "Nothing was changed.")

    def _note(self) -> None:
        path = self._bench.follow_up.note(self.consultation.id)
        self.say(f"The note is in the file {path.parent.name}/{path.name}.")


class OutcomeRow:
    """One ask and its outcome, as widgets."""

    def __init__(self, consultation: str, ask: Ask, known: Outcome | None) -> None:
        self._consultation, self.ask, self.known = consultation, ask, known
        self.state = look.pick("What became of it?", STATES, known.state if known else UNKNOWN)
        self.document = look.line("Which document says so?", known.document if known else "")
        self.page = look.line("Page", known.page if known else "")
        self.decided_on = look.day("Decided on", known.decided_on if known else None)
        self.quotation = look.box("Their words", known.quotation if known else "", 2)
        self.ui = look.card(
            look.view(look.heading(f"We asked them to {ask.short}", 3), look.text(f"Who should act: {ask.who}", "small")),
            look.row(self.state, self.document, self.page, self.decided_on), self.quotation,
        )  # fmt: skip

    def outcome(self) -> Outcome:
        """The outcome as it stands in the row. Call it only when a state is chosen."""
        decided: date | None = self.decided_on.value
        words: Any = (self.document, self.page, self.quotation)
        document, page, quotation = (str(w.value).strip() for w in words)
        return Outcome(
            self.ask.id, self._consultation, OutcomeState(self.state.value), document, page, quotation, decided
        )
