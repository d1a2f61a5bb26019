"""The part of the desk for looking at what was coded, and for the framework matrix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.errors import BadFile, Refused
from consultwork.journey import theme_views as core
from consultwork.journey.theme_views import Matrix
from consultwork.kinds import Kind
from consultwork.store import reading
from consultwork.text import plural
from consultwork.workbench.theme import raised

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class ViewsDesk:
    """Tables of what was coded. All of them are for inside the building."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def co_occurrence(self, consultation: str) -> pd.DataFrame:
        """How many people raised both of two themes. See ``journey.theme_views``."""
        return core.co_occurrence(raised.themes(self._session, consultation)[0])

    def by_question(self, consultation: str) -> pd.DataFrame:
        """How many people raised each theme under each question."""
        s = self._session.snapshot()
        return core.by_question(raised.themes(self._session, consultation, s)[0], s.of(consultation), s.people)

    def quotations(self, consultation: str, code: str = "") -> pd.DataFrame:
        """Passages by code, with what may be done with them."""
        s = self._session.snapshot()
        return core.quotations(s.codings, s.of(consultation), s.people, s.concerning, code)

    def saturation(self, consultation: str) -> pd.DataFrame:
        """New codes for each contribution, in the order in which they were read to the end."""
        s = self._session.snapshot()
        with self._session.store.read() as connection:
            order = [r for r in reading.reading_order(connection) if r in s.of(consultation)]
        return core.saturation(order, s.codings)

    def matrix(self, consultation: str) -> Matrix:
        """People by themes, with the summaries that were written."""
        session = self._session
        session.consultation(consultation)
        s = session.snapshot()
        with session.store.read() as connection:
            summaries = reading.cells(connection, consultation)
        found = raised.themes(session, consultation, s)[0]
        return core.matrix(consultation, found, s.of(consultation), s.people, summaries)

    def summarise(self, consultation: str, person: str, code: str, summary: str) -> None:
        """Write the summary of one cell; an empty one takes it away."""
        self._keep(consultation, {(person, code): summary.strip()})

    def write_matrix(self, consultation: str, path: Path | None = None) -> Path:
        """Write the framework matrix as .xlsx or .docx, by the name's ending."""
        from consultwork.exchange.framework import write_matrix

        session, m = self._session, self.matrix(consultation)
        path = path or session.out / f"{consultation}-framework.xlsx"
        if path.suffix.lower() == ".docx":
            from consultwork.workbench import letterhead

            page = core.matrix_page(
                m, session.consultation(consultation), session.sender, session.today,
                made_up=session.made_up, wording=session.wording,
            )  # fmt: skip
            letterhead.put(session, page, path)
        elif path.suffix.lower() == ".xlsx":
            cells = {
                (cell.person, cell.code): (cell.summary, [(k.ref, k.snippet) for k in cell.passages])
                for cell in m.cells
            }
            write_matrix(path, m.people, [(c.id, c.name) for c in m.themes], cells)
        else:
            raise Refused(Kind.NO_MATRIX_FORMAT, suffix=path.suffix or "file without an ending")
        return path

    def read_matrix(self, consultation: str, path: Path) -> str:
        """Take the summaries out of a matrix that was written by ``write_matrix`` and filled in.

        Returns:
            One sentence on what changed. Rows and columns that are not ours are left out and said.
        """
        from consultwork.exchange.framework import read_matrix

        if path.suffix.lower() == ".docx":
            from consultwork.ooxml.reader import read_document

            found = core.summaries_of((t.section, t.rows) for t in read_document(path).tables)
            if not found:
                raise BadFile(Kind.HOLDS_NO_FRAMEWORK_MATRIX, where=path)
        else:
            found = read_matrix(path)
        s = self._session.snapshot()
        known, codes = (
            {contribution.contributor for contribution in s.of(consultation).values()},
            {code.id for code in s.codes},
        )
        strange = sorted({x for p, c in found for x in (p, c) if x not in known and x not in codes})
        kept = {key: words for key, words in found.items() if key[0] in known and key[1] in codes}
        with self._session.store.read() as c:
            before = reading.cells(c, consultation)
        changed = {key: words for key, words in kept.items() if words != before.get(key, "")}
        self._keep(consultation, changed)
        count = len(changed)
        told = f"{count} {plural(count, 'summary', 'summaries')} changed."
        return told + (f" Not known here, so left out: {', '.join(strange)}." if strange else "")

    def _keep(self, consultation: str, summaries: dict[tuple[str, str], str]) -> None:
        session = self._session
        with session.store.write(session.by, "write summaries of the framework matrix", amount=len(summaries)) as w:
            reading.put_cells(w, consultation, summaries, by=session.by, at=session.clock())
