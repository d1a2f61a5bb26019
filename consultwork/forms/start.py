"""Where the work stands: what each stage waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.forms.components import look
from consultwork.journey import STAGES
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


MOST = 5


class Overview(look.Screen):
    """Every stage with its question, and what waits there for a person.

    Args:
        bench: the workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        super().__init__("Where the work stands", "Each line says what waits for you, and in which notebook.")
        self._bench = bench
        self._text = look.TextView()
        self.again = self.button("Look again", self.show)
        self.body.children = [self._text, self.again]
        self.show()

    def show(self) -> None:
        """Ask every stage again what it waits for."""
        waiting = self._bench.blockers()
        parts: list[look.Part] = []
        for n, stage in enumerate(STAGES, start=1):
            found = waiting.get(stage.name, ())
            title = stage.name.replace("_", " ").capitalize()
            parts += [look.heading(f"{n}. {title}: {stage.question}", 3)]
            if not found:
                parts.append(look.text("Nothing waits here.", "small"))
                continue
            more = len(found) - MOST
            items = [str(b) for b in found[:MOST]]
            if more > 0:
                items.append(f"And {more} more {plural(more, 'thing')}. Open notebook 0{n}_{stage.name} to see them.")
            parts.append(look.bullets(items))
        self._text.show(*parts)
