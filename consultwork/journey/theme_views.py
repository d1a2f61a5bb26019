"""Ways to look at what was coded: beside each other, by question, by person, and as it grew.

Counts are of people, groups and staff apart; only accepted codings of those who may be counted.
The framework matrix (Ritchie and Spencer 1994) has a person in each row and a theme in each
column, with the officer's own summary in each cell; the words behind it are a click away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from consultwork.blocks import Block, Document, Heading, Paragraph, Table, Tone, plain
from consultwork.frames import frame
from consultwork.journey.one_page import one_page
from consultwork.model import (
    Code,
    Coding,
    CodingState,
    Consultation,
    Contribution,
    Contributor,
    Sender,
    Speaker,
    Theme,
    Use,
)
from consultwork.wording import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one theme: the officer's summary, and the passages it rests on."""

    person: str
    code: str
    summary: str
    passages: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A framework matrix. ``people`` are (ref, role), ``themes`` the codes, most raised first."""

    consultation: str
    people: tuple[tuple[str, str], ...]
    themes: tuple[Code, ...]
    cells: tuple[Cell, ...]

    def cell(self, person: str, code: str) -> Cell | None:
        """The cell of a person and a theme, where they said anything on it or somebody wrote a summary."""
        return next((cell for cell in self.cells if (cell.person, cell.code) == (person, code)), None)


def co_occurrence(found: Iterable[Theme]) -> pd.DataFrame:
    """How many people raised both of two themes: a square table; on the diagonal, how many raised one."""
    found = [t for t in found if t.people]
    names = [t.code.name for t in found]
    rows = [[len(set(a.people) & set(b.people)) for b in found] for a in found]
    return pd.DataFrame(rows, index=pd.Index(names, dtype="str", name="theme"), columns=names)


def by_question(
    found: Iterable[Theme], contributions: Mapping[str, Contribution], people: Mapping[str, Contributor]
) -> pd.DataFrame:
    """How many people raised each theme under each question: one row a theme, one column a question."""
    found = list(found)
    numbers = list(
        dict.fromkeys(
            contribution.question for contribution in sorted(contributions.values(), key=lambda c: _order(c.question))
        )
    )
    rows = []
    for t in found:
        who: dict[str, set[str]] = {n: set() for n in numbers}
        for k in t.codings:
            c = contributions[k.contribution]
            if people[c.contributor].speaker is Speaker.CONTRIBUTOR:
                who[c.question].add(c.contributor)
        rows.append([len(who[n]) for n in numbers])
    index = pd.Index([t.code.name for t in found], dtype="str", name="theme")
    return pd.DataFrame(rows, index=index, columns=[n or "no question" for n in numbers])


def quotations(
    codings: Iterable[Coding], contributions: Mapping[str, Contribution], people: Mapping[str, Contributor],
    concerning: frozenset[str], code: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Passages by code, with what may be done with them.

    Columns: code, words, role, question, position, may be quoted, may be paraphrased, contribution, ref.
    """
    columns = (
        "code", "words", "role", "question", "position", "may be quoted", "may be paraphrased", "contribution", "ref",
    )  # fmt: skip
    rows = []
    for k in sorted(codings, key=lambda k: (k.code, k.contribution, k.start)):
        c = contributions.get(k.contribution)
        if c is None or k.state is not CodingState.ACCEPTED or code not in ("", k.code):
            continue
        p = people[c.contributor]
        quote = c.verbatim and c.ref not in concerning and p.allows(Use.QUOTE, c.answer)
        rows.append(
            {
                "code": k.code, "words": k.snippet, "role": p.role, "question": c.question,
                "position": k.position.value, "may be quoted": "yes" if quote else "no",
                "may be paraphrased": "yes" if p.allows(Use.PARAPHRASE, c.answer) else "no",
                "contribution": c.ref, "ref": k.ref,
            }
        )  # fmt: skip
    return frame(rows, columns)


def saturation(order: Iterable[str], codings: Iterable[Coding]) -> pd.DataFrame:
    """How many new codes each contribution brought, in the order in which they were read.

    Args:
        order: contributions as they were read.
        codings: accepted ones are looked at.

    Returns:
        Columns: read, contribution, new codes, codes so far.
    """
    on: dict[str, set[str]] = {}
    for k in codings:
        if k.state is CodingState.ACCEPTED:
            on.setdefault(k.contribution, set()).add(k.code)
    seen: set[str] = set()
    rows = []
    for n, ref in enumerate(order, start=1):
        new = on.get(ref, set()) - seen
        seen |= new
        rows.append({"read": n, "contribution": ref, "new codes": len(new), "codes so far": len(seen)})
    return frame(rows, ("read", "contribution", "new codes", "codes so far"), ("read", "new codes", "codes so far"))


def matrix(
    consultation: str, found: Iterable[Theme], contributions: Mapping[str, Contribution],
    people: Mapping[str, Contributor], summaries: Mapping[tuple[str, str], str],
) -> Matrix:  # fmt: skip
    """People by themes. Groups and staff have rows of their own, after the people."""
    found = list(found)
    passages: dict[tuple[str, str], list[Coding]] = {}
    for t in found:
        for k in t.codings:
            passages.setdefault((contributions[k.contribution].contributor, t.code.id), []).append(k)
    known = {t.code.id for t in found}
    kept = {key: said for key, said in summaries.items() if key[1] in known and key[0] in people}
    who = sorted({p for p, _ in {**passages, **kept}}, key=lambda p: (people[p].speaker is not Speaker.CONTRIBUTOR, p))
    cells = tuple(
        Cell(p, t.code.id, kept.get((p, t.code.id), ""), tuple(passages.get((p, t.code.id), ())))
        for p in who
        for t in found
        if (p, t.code.id) in passages or (p, t.code.id) in kept
    )
    return Matrix(consultation, tuple((p, people[p].role) for p in who), tuple(t.code for t in found), cells)


_WORD_COLUMNS = ("papers/matrix-person", "papers/matrix-summary", "papers/matrix-words")


def matrix_page(
    m: Matrix, consultation: Consultation, sender: Sender, today: date, *, made_up: bool, wording: Wording = ENGLISH
) -> Document:
    """A framework matrix as a Word document: a table for each theme. Only for inside the building."""
    say = wording.say
    blocks: list[Block] = [Paragraph(plain(say("papers/matrix-note")), Tone.NOTE, anchor="note")]
    roles = dict(m.people)
    for code in m.themes:
        cells = [cell for cell in m.cells if cell.code == code.id]
        rows = tuple(
            (f"{cell.person} {roles[cell.person]}".strip(), cell.summary, "\n".join(k.snippet for k in cell.passages))
            for cell in cells
        )
        if rows:
            blocks += [
                Heading(f"{code.name} [{code.id}]", 1, f"theme-{code.id}"),
                Table(
                    tuple(map(say, _WORD_COLUMNS)), rows, widths=(0.2, 0.35, 0.45),
                    description=say("papers/matrix-description", theme=code.name), anchor=f"cells-{code.id}",
                ),
            ]  # fmt: skip
    return one_page(
        say("papers/matrix"),
        say("papers/matrix"),
        say("papers/matrix-eyebrow"),
        blocks,
        consultation,
        sender,
        today,
        made_up=made_up,
        wording=wording,
    )


def summaries_of(tables: Iterable[tuple[str, tuple[tuple[str, ...], ...]]]) -> dict[tuple[str, str], str]:
    """(person, code) -> summary, from the tables of a Word file that ``matrix_page`` made.

    Args:
        tables: (the heading above it, its rows with the header).
    """
    found: dict[tuple[str, str], str] = {}
    for heading, rows in tables:
        code = heading.rpartition("[")[2].rstrip("] ") if heading.rstrip().endswith("]") else ""
        # The heading above names the code, and the table has our columns, whatever these are called.
        if not code or not rows or len(rows[0]) != len(_WORD_COLUMNS):
            continue
        for row in rows[1:]:
            person = row[0].split()[0] if row and row[0].split() else ""
            if person and len(row) > 1:
                found[person, code] = row[1].strip().strip("–").strip()
    return found


def _order(number: str) -> tuple[int, str]:
    digits = "".join(ch for ch in number if ch.isdecimal())
    return (int(digits) if digits else 10_000, number)
