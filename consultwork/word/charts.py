"""Horizontal bars as a picture: direct labels, told apart without colour, the same bytes each time."""

from __future__ import annotations

import textwrap
import warnings
from io import BytesIO
from typing import Any

from consultwork.blocks import Chart
from consultwork.text import clean
from consultwork.word.colours import Palette

WIDTH_CM = 16.0
_INCH = 2.54
_INK, _GREY = "#1F2A33", "#55626D"
_HATCHES = ("", "////", "....", "xxxx")
_FACES = ("Arial", "Liberation Sans", "DejaVu Sans")
_POINTS = 12


def _looks(colours: Palette) -> list[tuple[str, str]]:
    """A colour and a hatch for each series: the hatch carries the difference, the colour only helps."""
    fills = (f"#{colours.accent}", "#D98324", f"#{colours.main}", "#9FB4BC")
    return list(zip(fills, _HATCHES, strict=True))


def chart_png(chart: Chart, colours: Palette = Palette()) -> tuple[bytes, float]:  # noqa: B008 - frozen
    """Draw a chart.

    Args:
        chart: labels and one or more series of whole numbers.
        colours: the organisation's.

    Returns:
        The PNG and its height in centimetres, for a width of ``WIDTH_CM``. The picture carries
        no date, so the same chart always gives the same bytes.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    labels = [_wrapped(label) for label in chart.labels]
    series = [(clean(name).text, values) for name, values in chart.series]
    many, looks = max(len(series), 1), _looks(colours)
    lines = sum(max(label.count("\n") + 1, many) for label in labels)
    height = 0.62 * lines + 0.28 * len(labels) + (1.1 if many > 1 else 0.3)
    rc: dict[Any, Any] = {
        "font.family": _face(),
        "font.size": _POINTS,
        "hatch.linewidth": 1.2,
        "svg.hashsalt": "0",
    }
    with rc_context(rc), warnings.catch_warnings():
        # A glyph that the face lacks shows as a box; the table beside the chart has the words.
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(WIDTH_CM / _INCH, height / _INCH), dpi=200, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        thick = 0.76 / many
        top = max((v for _, values in series for v in values), default=0) or 1
        for n, (_, values) in enumerate(series):
            colour, hatch = looks[n % len(looks)]
            places = [k - 0.38 + thick * (n + 0.5) for k in range(len(values))]
            axes.barh(places, values, thick * 0.94, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
            for place, value in zip(places, values, strict=True):
                axes.text(value + top * 0.016, place, f"{value:,}", va="center", color=_INK, parse_math=False)
        axes.set_yticks(range(len(labels)), labels)
        for tick in axes.get_yticklabels():
            # Words of people are never read as formulas.
            tick.set_parse_math(False)
            tick.set_color(_INK)
        axes.invert_yaxis()
        axes.set_xlim(0, top * 1.1)
        axes.xaxis.set_visible(False)
        axes.tick_params(axis="y", length=0)
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)
        axes.spines["left"].set_color(_GREY)
        if many > 1:
            _legend(figure, [name for name, _ in series], Patch, looks)
        out = BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue(), height


def _legend(figure: Any, names: list[str], patch: Any, looks: list[tuple[str, str]]) -> None:
    keys = [
        patch(
            facecolor=looks[n % len(looks)][0],
            hatch=looks[n % len(looks)][1],
            edgecolor="white",
            linewidth=0,
        )
        for n in range(len(names))
    ]
    legend = figure.legend(
        keys,
        [f"series {n}" for n in range(len(names))],
        loc="outside lower center",
        ncols=len(names),
        frameon=False,
    )
    # Set afterwards: matplotlib drops names that start with an underscore and reads $ as a formula.
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set_parse_math(False)
        text.set_text(name)
        text.set_color(_INK)


def _wrapped(label: str) -> str:
    return "\n".join(textwrap.wrap(clean(label).text, 30, break_long_words=True)) or "–"


def _face() -> str:
    from matplotlib import font_manager

    have = {font.name for font in font_manager.fontManager.ttflist}
    return next((face for face in _FACES if face in have), "sans-serif")
