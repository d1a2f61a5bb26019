"""The part of the desk for what became of the asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.blocks import Document
from consultwork.errors import Refused, UnknownRef
from consultwork.exchange.published import passages_of, read_published
from consultwork.journey import follow_up
from consultwork.journey.visit import HOW_OPTIONS
from consultwork.model import Ask, Blocker, Near, Outcome, Published, Theme, Use
from consultwork.store import outcomes, writing
from consultwork.suggest.nearest import nearest
from consultwork.workbench import letterhead
from consultwork.workbench.leaving import NOTES
from consultwork.workbench.vault import CONTACTING

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


class FollowUpDesk:
    """What became of what we asked for."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def outcomes(self) -> tuple[Outcome, ...]:
        """What is known of the asks."""
        with self._bench.store.read() as c:
            return writing.outcomes(c)

    def table(self) -> pd.DataFrame:
        """Every ask of every consultation. Columns: see ``frames.outcome_frame``."""
        bench = self._bench
        return follow_up.outcome_table(bench.asks, bench.consultations.values(), self.outcomes())

    def record(self, outcome: Outcome) -> None:
        """Note what became of an ask, with the document and page that say so."""
        bench = self._bench
        bench.consultation(outcome.consultation)
        if outcome.ask not in bench.asks:
            raise UnknownRef(f"there is no ask “{outcome.ask}”.", todo="The asks stand in data/asks.yaml.")
        with bench.store.write(bench.by, "note an outcome") as w:
            writing.put_outcome(w, outcome, by=bench.by, at=bench.clock())

    def open_asks(self) -> tuple[tuple[Ask, str], ...]:
        """The asks that are not met, or of which nothing is known: (ask, consultation)."""
        bench = self._bench
        return follow_up.open_asks(bench.asks, bench.consultations.values(), self.outcomes())

    def publish(self, consultation: str, title: str, source: Path | str, on: date | None = None) -> Published:
        """Read what a body published, so that each ask can be looked up in it.

        Args:
            source: a file (.docx, .pdf, .odt, .rtf, .txt), or the text that was pasted in.
            on: when they published it.

        Raises:
            BadFile: the file cannot be read, or holds no text.
            Refused: it has no title, or there is no text.
        """
        bench = self._bench
        bench.consultation(consultation)
        if not title.strip():
            raise Refused("what they published has no title yet.", todo="Write it as it stands on the first page.")
        passages = read_published(source) if isinstance(source, Path) else passages_of(source)
        found = Published("", consultation, title.strip(), passages, on)
        with bench.store.write(bench.by, "read what they published", amount=len(passages)) as w:
            return outcomes.put_published(w, found, by=bench.by, at=bench.clock())

    def published(self, consultation: str = "") -> tuple[Published, ...]:
        """What was read of what they published."""
        with self._bench.store.read() as c:
            return outcomes.published(c, consultation)

    def nearest(self, consultation: str) -> dict[str, tuple[Near, ...]]:
        """For each ask to a consultation the passages of what they published that are nearest to it."""
        asks = [a for a in self._bench.asks.values() if consultation in a.consultations]
        return nearest(asks, self.published(consultation))

    def open_asks_list(self) -> Path:
        """Write the list of all asks that are still open, across all consultations and years."""
        bench = self._bench
        document = follow_up.open_asks_list(
            bench.asks, list(bench.consultations.values()), self.outcomes(), bench.sender, bench.today,
            made_up=bench.made_up,
        )  # fmt: skip
        return self._written(document, bench.out / "open-asks.docx")

    def note(self, consultation: str) -> Path:
        """Write the note for those who took part: you said, we wrote, they decided."""
        return self._written(self._note(consultation), self._bench.out / f"{consultation}-you-said.docx")

    def personal_notes(self, consultation: str) -> tuple[tuple[Path, ...], int]:
        """Write the note once for each person who may be written to, under a cover that tells nothing.

        Only for those who allow it now and who said how and when it is safe: for nobody else is
        there ever a note. The vault is opened for it, and says how to send each: ``vault contact``.

        Returns:
            The files, named by pseudonym, and how many people allow contact and did not say how it is safe.
        """
        bench = self._bench
        spoke = {c.contributor for c in bench.snapshot().of(consultation).values()}
        allowed = [p.ref for p in bench.safeguard.people().values() if p.ref in spoke and p.allows(Use.CONTACT)]
        known = bench.vault.open(CONTACTING).identities() if allowed else {}
        safe = [r for r in allowed if r in known and known[r].contact and known[r].safe_contact]
        document = follow_up.under_a_cover(self._note(consultation))
        made = [self._written(document, bench.out / NOTES / f"{ref}.docx") for ref in safe]
        return tuple(made), len(allowed) - len(safe)

    def _written(self, document: Document, path: Path) -> Path:
        bench = self._bench
        letterhead.put(bench, document, path)
        return path

    def _note(self, consultation: str) -> Document:
        bench = self._bench
        c = bench.consultation(consultation)
        m = bench.respond.material(consultation)
        found = m.themes
        asked: list[tuple[Ask, list[Theme]]] = []
        for ask in bench.asks.values():
            behind = [t for t in found if t.code.id in ask.codes and m.agreeing(t) and m.may_tell(t)]
            if consultation in ask.consultations and behind:
                asked.append((ask, behind))
        return follow_up.note(c, bench.sender, bench.today, asked, self.outcomes(), made_up=bench.respond.made_up)

    def how_it_was(self, consultation: str = "") -> pd.DataFrame:
        """How people found filling in the form. Columns: asked, yes, partly, no. What they wrote: ``reception.feedback``."""
        told = self._bench.reception.feedback(consultation)
        asked = {
            "heard": "felt heard", "safe": "felt safe", "control": "felt in control", "skills": "learnt or used a skill",
        }  # fmt: skip
        rows = [(name, *(int((told[column] == x).sum()) for x in HOW_OPTIONS)) for column, name in asked.items()]
        return pd.DataFrame(rows, columns=["asked", *(x.lower() for x in HOW_OPTIONS)])

    def blockers(self) -> tuple[Blocker, ...]:
        """The closed consultations that wait for their outcomes, of those that people spoke to."""
        bench = self._bench
        spoke = {c.consultation for c in bench.snapshot().contributions.values()}
        ours = [c for c in bench.consultations.values() if c.id in spoke]
        return follow_up.blockers(bench.asks, ours, self.outcomes(), bench.today)
