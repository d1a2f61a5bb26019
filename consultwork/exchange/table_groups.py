"""Columns that are one question together: one for each box, one for each row of a grid, and "Other"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consultwork.exchange.columns import Column, folded, personal_of
from consultwork.model import Question, QuestionKind
from consultwork.model.choices import OTHER, only_ticks, options_of, rows_of, ticks_of, with_ticks
from consultwork.text import fold
from consultwork.word_lists import word_set

_OTHER = re.compile(r"^other\b|please (?:specify|say|state|tell)", re.IGNORECASE)
TICKS = word_set("exchange/ticked")
NO_TICKS = word_set("exchange/not_ticked") | {""}


def is_ticked(cell: str, box: str) -> bool:
    """Whether a cell says that its box was ticked: by a sign, or by the box's own label."""
    said = cell.strip().lower()
    return said in TICKS or (said not in NO_TICKS and folded(said) == folded(box))


def propose_groups(
    header: Sequence[str], rows: Sequence[tuple[str, ...]], parts: Sequence[tuple[str, str]]
) -> dict[str, Column]:
    """The columns that are part of one question, by their names; all others are left to the mapping."""
    by_question: dict[str, list[int]] = {}
    for n, of in ((n, of) for n, (of, box) in enumerate(parts) if of and box):
        by_question.setdefault(of, []).append(n)
    columns: dict[str, Column] = {}
    for of, places in by_question.items():
        cells = {n: [row[n] for row in rows[:2000] if row[n]] for n in places}
        if any(personal_of(parts[n][1], cells[n]) or personal_of(of, cells[n]) for n in places):
            continue
        ticks = {n for n in places if all(_may_tick(cell, parts[n][1]) for cell in cells[n])}
        others = [n for n in places if _OTHER.search(parts[n][1]) and (n not in ticks or not cells[n])]
        boxes = [n for n in places if n not in others]
        if not boxes:
            if of in header:  # "Which one?" and "Which one? - Other (please specify)"
                columns |= {header[n]: Column(use="other", of=of) for n in others}
            continue
        ticked = all(n in ticks for n in boxes)
        if not ticked and not _is_grid([cells[n] for n in boxes]):
            continue
        if ticked and of in header:  # KoBo writes all boxes into one cell as well: they would count twice
            columns[of] = Column(use="leave out")
        for n in boxes:
            columns[header[n]] = Column(use="option" if ticked else "row", of=of, box=parts[n][1])
        columns |= {header[n]: Column(use="other", of=of) for n in others}
    return columns


def _may_tick(cell: str, box: str) -> bool:
    return cell.strip().lower() in NO_TICKS or is_ticked(cell, box)


def _is_grid(columns: list[list[str]]) -> bool:
    """Whether columns share one short scale: few answers, and the same in more than one of them."""
    full = [set(column) for column in columns if column]
    said = [cell for column in columns for cell in column]
    different = set(said)
    if len(full) < 2 or len(different) > 12 or sum(len(x.split()) for x in different) > 7 * len(different):
        return False
    return any(a & b for i, a in enumerate(full) for b in full[i + 1 :])


def closed_answer(
    question: Question | None, boxes: Sequence[str], rows: Sequence[tuple[str, str]], one: str, other: str
) -> str:
    """One answer of one person, as ``model.choices`` keeps and counts it.

    Args:
        question: the question it answers, where the consultation asks it.
        boxes: the boxes that were ticked.
        rows: the row and the answer of each row of a grid.
        one: what a single column said was chosen.
        other: the words beside "Other".
    """
    known = options_of(question) if question else ()
    lines = rows_of(question) if question else ()
    ticked = [_spelt(b, known) for b in boxes if not _OTHER.search(b)]
    some_other = any(_OTHER.search(b) for b in boxes) or bool(other)
    if one and not _OTHER.search(one):
        ticked.append(one)
    else:
        some_other = some_other or bool(one)
    ticked += [f"{_spelt(row, lines)}: {_spelt(cell, known)}" for row, cell in rows]
    # A question that offers no "Other" cannot count it: the words stand for themselves.
    if some_other and (question is None or question.other or not known):
        ticked.append(OTHER)
    return with_ticks(ticked, other) if other else "; ".join(ticked)


def from_one_cell(question: Question | None, cell: str) -> str:
    """Boxes that a program wrote into one cell ("Soup;Bread;Cake"), as ``model.choices`` keeps them.

    Words that are no box are what stands beside "Other", where the question offers it and there is
    only one of them. Anything else is left as it is.
    """
    known = options_of(question) if question else ()
    if question is None or not known or rows_of(question):
        return cell
    if only_ticks(question, cell):
        return cell if cell.startswith("[") else "; ".join(box for _, box in ticks_of(question, cell))
    if question.kind is not QuestionKind.CHOOSE_SEVERAL or not question.other:
        return cell
    parts = [x.strip() for x in (cell.split(";") if ";" in cell else cell.split(", ")) if x.strip()]
    boxes = [x for x in parts if _spelt(x, known) in known]
    rest = [x for x in parts if x not in boxes]
    return closed_answer(question, boxes, [], "", rest[0]) if boxes and len(rest) == 1 else cell


def _spelt(said: str, known: Sequence[str]) -> str:
    """What was said, spelt as the question spells it, so that it counts."""
    plain = fold(said).strip(" .:")
    for name in known:
        if plain in (fold(name).strip(" .:"), fold(re.sub(r"^[a-z]\)\s*", "", name)).strip(" .:")):
            return name
    return said
