"""A screen for one consultation at a time, which is chosen at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consultwork.forms.components import look
from consultwork.model import Consultation

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


def first_choice(bench: Workbench) -> str:
    """The consultation that is shown first: of the open ones the next to close, else the last to have closed."""
    dated = [
        (consultation.closes, consultation.id) for consultation in bench.consultations.values() if consultation.closes
    ]
    still_open = sorted(x for x in dated if x[0] >= bench.today)
    if still_open:
        return still_open[0][1]
    return max(dated)[1] if dated else next(iter(bench.consultations), "")


def consultation_options(bench: Workbench) -> list[tuple[str, str]]:
    """Consultations to choose from: (name, id)."""
    return [
        (consultation.short or consultation.title, consultation.id) for consultation in bench.consultations.values()
    ]


class DeskScreen(look.Screen):
    """A screen with a list of consultations. A subclass writes ``show``, which fills the body.

    Args:
        bench: the consultations, and the day to reckon from.
        consultation: the one shown first; when left out, the open one that closes next.
    """

    def __init__(self, title: str, bench: Workbench, consultation: str = "", *lead: str) -> None:
        super().__init__(title, *lead)
        self.bench = bench
        chosen = consultation or first_choice(bench)
        self.chooser = look.pick("Consultation", consultation_options(bench), chosen)
        self.again = self.button("Look again", self.refresh, "plain")
        children = list(self.ui.children)
        children.insert(children.index(self.problem), look.row(self.chooser, self.again))
        self.ui.children = children
        self.on_change(self.chooser, lambda _: self._moved())

    @property
    def consultation(self) -> Consultation:
        """The consultation that is chosen."""
        return self.bench.consultations[str(self.chooser.value)]

    def refresh(self) -> None:
        """Read everything again, also consultations that were added meanwhile."""
        kept: Any = self.chooser.value
        options = consultation_options(self.bench)
        if list(self.chooser.options) != options:
            self.chooser.options = options
            if kept in self.bench.consultations:
                self.chooser.value = kept
        self.problem.show()
        self.status.show()
        self.show()

    def show(self) -> None:
        """Fill the body for the consultation that is chosen. Each screen has its own."""

    def _moved(self) -> None:
        self.problem.show()
        self.status.show()
        self.show()
