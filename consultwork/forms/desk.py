"""A screen for one consultation at a time, which is chosen at its top."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from consultwork.forms import look
from consultwork.model import Code, Coding, Consultation, Contribution, Contributor


class Register(Protocol):
    """What a screen needs to offer consultations."""

    @property
    def consultations(self) -> Mapping[str, Consultation]: ...  # noqa: D102 - see Workbench

    @property
    def today(self) -> date: ...  # noqa: D102 - see Workbench


class Moment(Protocol):
    """What is known at one moment."""

    @property
    def people(self) -> Mapping[str, Contributor]: ...  # noqa: D102 - the class says it

    @property
    def codings(self) -> tuple[Coding, ...]: ...  # noqa: D102 - the class says it

    @property
    def codes(self) -> tuple[Code, ...]: ...  # noqa: D102 - the class says it

    @property
    def decisions(self) -> Mapping[tuple[str, str], tuple[str, str]]: ...  # noqa: D102 - the class says it

    def of(self, consultation: str) -> Mapping[str, Contribution]: ...  # noqa: D102 - the class says it


def first_choice(register: Register) -> str:
    """The consultation that is shown first: of the open ones the next to close, else the last to have closed."""
    dated = [(c.closes, c.id) for c in register.consultations.values() if c.closes]
    still_open = sorted(x for x in dated if x[0] >= register.today)
    if still_open:
        return still_open[0][1]
    return max(dated)[1] if dated else next(iter(register.consultations), "")


def consultation_options(register: Register) -> list[tuple[str, str]]:
    """Consultations to choose from: (name, id)."""
    return [(c.short or c.title, c.id) for c in register.consultations.values()]


class DeskScreen(look.Screen):
    """A screen with a list of consultations. A subclass writes ``show``, which fills the body.

    Args:
        register: the consultations, and the day to reckon from.
        consultation: the one shown first; when left out, the open one that closes next.
    """

    def __init__(self, title: str, register: Register, consultation: str = "", *lead: str) -> None:
        super().__init__(title, *lead)
        self.register = register
        chosen = consultation or first_choice(register)
        self.chooser = look.pick("Consultation", consultation_options(register), chosen)
        self.again = self.button("Look again", self.refresh, "plain")
        children = list(self.ui.children)
        children.insert(children.index(self.problem), look.row(self.chooser, self.again))
        self.ui.children = children
        self.on_change(self.chooser, lambda _: self._moved())

    @property
    def consultation(self) -> Consultation:
        """The consultation that is chosen."""
        return self.register.consultations[str(self.chooser.value)]

    def refresh(self) -> None:
        """Read everything again, also consultations that were added meanwhile."""
        kept: Any = self.chooser.value
        options = consultation_options(self.register)
        if list(self.chooser.options) != options:
            self.chooser.options = options
            if kept in self.register.consultations:
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
