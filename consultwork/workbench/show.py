"""What a notebook shows beside its screens: a chart as a picture, and documents as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.blocks import Chart
from consultwork.errors import ConsultworkError
from consultwork.journey.respond.parts import theme_chart
from consultwork.word.charts import chart_png

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench

NO_THEMES = "No theme yet. Read and code what people said first, in 04_theme."


@dataclass(frozen=True)
class Picture:
    """A chart that a notebook shows as a picture. ``str`` of it says what it shows, in words."""

    chart: Chart | None

    def __repr__(self) -> str:
        return self.chart.alt if self.chart else NO_THEMES

    def _repr_png_(self) -> bytes | None:
        return chart_png(self.chart)[0] if self.chart else None


def chart(bench: Workbench, consultation: str) -> Picture:
    """How many people raised each theme, as bars. The numbers stand in ``bench.theme.table``.

    Raises:
        UnknownRef: there is no such consultation.
    """
    found = theme_chart(bench.respond.material(consultation))
    return Picture(next((b for b in found if isinstance(b, Chart)), None))


def documents(bench: Workbench, consultation: str) -> pd.DataFrame:
    """Make every document of a consultation, and say what can be said of each.

    One that cannot be made stands in the table with the reason; the others are made all the same.

    Columns: document, words, people heard, quotes, claims, in the way (how many things stand in the
    way of sending it), not made because.

    Raises:
        UnknownRef: there is no such consultation.
    """
    columns = ("document", "words", "people heard", "quotes", "claims", "in the way", "not made because")
    rows = []
    for kind in bench.respond.kinds(bench.consultation(consultation)):
        try:
            made = bench.respond.make(consultation, kind)
        except ConsultworkError as error:
            rows.append({**dict.fromkeys(columns, 0), "document": kind.value, "not made because": error.sentence})
            continue
        rows.append(
            {
                "document": made.path.name, "words": made.words, "people heard": made.people, "quotes": made.quotes,
                "claims": made.claims, "in the way": len(made.blockers), "not made because": "",
            }
        )  # fmt: skip
    return frames.frame(rows, columns, columns[1:6])
