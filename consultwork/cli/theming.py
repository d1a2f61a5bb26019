"""Commands of the theming room: agreement, the framework matrix, the codebook's history, other programs."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from consultwork.cli.app import Consultation, app
from consultwork.cli.desk import bench, say, show
from consultwork.errors import BadFile, Refused
from consultwork.kinds import Kind


@app.command()
def export(
    out: Annotated[
        Path,
        typer.Argument(help="name.qdpx (all), name.qdc (codebook), name.csv or .xlsx (0 and 1), name-taguette.csv."),
    ],
    consultation: Consultation = "",
) -> int:
    """Write for another program: NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette, or a spreadsheet.

    Example: consultwork export project.qdpx --consultation womens-health
    """
    say(bench().exchange.write(out, consultation))
    return 0


@app.command("read-project")
def read_project(
    file: Annotated[Path, typer.Argument(help="A .qdpx or .qdc file, a codebook, or a table of codings.")],
    out: Annotated[Path | None, typer.Option(help="Only write what is in a .qdpx as tables into this folder.")] = None,
) -> int:
    """Take in codes and codings that another program made of our words; or look into its project.

    Example: consultwork read-project theirs.qdpx --out tables
    """
    work = bench()
    if out is not None:
        left = work.exchange.unpack(file, out)
        say(f"Its codes, sources, codings and notes are in {out}.")
    else:
        taken = work.exchange.read(file)
        left = taken.left_out
        say(taken.account)
    for line in left:
        say(f"- {line}")
    return int(bool(left))


@app.command()
def agreement(
    file: Annotated[Path | None, typer.Argument(help="A CSV file with the columns unit, coder, value.")] = None,
    level: Annotated[
        str, typer.Option(help="nominal, ordinal, interval, ratio, or set (values joined by |).")
    ] = "nominal",
    round_ref: Annotated[str, typer.Option("--round", help="A blind round of the workspace, such as R-0001.")] = "",
) -> int:
    """How well coders agree: Krippendorff's alpha with its interval; for a round also kappa and F1.

    Example: consultwork agreement --round R-0001
    """
    if file is not None:
        from consultwork.journey.agreement import alpha_interval

        say(f"Krippendorff's alpha ({level}): {alpha_interval(_valued(file, level), level)}")
        return 0
    work = bench()
    found = work.agreement.rounds()
    ref = round_ref or (found[-1].ref if found else "")
    if not ref:
        raise Refused(Kind.NO_BLIND_ROUND)
    show(work.agreement.table(ref), f"How well they agree, {ref}")
    left = [d for d in work.agreement.differences(ref) if d.settled is None]
    say(f"{len(left)} differences are not settled.")
    return int(bool(left))


@app.command()
def framework(
    consultation: Consultation = "",
    out: Annotated[Path | None, typer.Option(help="Write the matrix to this .xlsx or .docx.")] = None,
    read: Annotated[Path | None, typer.Option(help="Take the summaries from a matrix that was filled in.")] = None,
) -> int:
    """The framework matrix: people by themes, with your own summary in each cell. For inside the building.

    Example: consultwork framework --consultation womens-health --out matrix.xlsx
    """
    work = bench()
    if not consultation:
        raise Refused(Kind.MATRIX_IS_OF_ONE_CONSULTATION)
    if read is not None:
        say(work.views.read_matrix(consultation, read))
        return 0
    say(f"The matrix is {work.views.write_matrix(consultation, out)}. For inside the building only.")
    return 0


@app.command()
def codebook(
    alike: Annotated[bool, typer.Option("--alike", help="Codes that may be one.")] = False,
    keywords: Annotated[bool, typer.Option("--keywords", help="Words to add, from what was read and coded.")] = False,
) -> int:
    """The codebook: how it changed and why, what looks alike, and keywords that it may take.

    Example: consultwork codebook --keywords
    """
    work = bench()
    names = work.reading.names
    if alike:
        found = work.codebook.alike()
        for x in found:
            say(f"{names[x.one]} and {names[x.other]}: {x.why}")
        if not found:
            say("No two codes look alike.")
    if keywords:
        proposed = work.suggesting.keywords()
        if not proposed:
            say("No keyword can be proposed yet. Read and code more in 04_theme, each answer to its end.")
        for p in proposed:
            say(f"{names[p.code]}: “{p.word}” stands in {p.with_code} passages with it, in {p.without} without")
    if not alike and not keywords:
        for line in work.codebook.told():
            say(line)
        say(f"{len(work.codebook.codes)} codes, {len(work.codebook.history)} changes.")
    return 0


def _valued(file: Path, level: str) -> list[list[Hashable | None]]:
    """One row a coder, one column a unit, from a table of (unit, coder, value)."""
    from consultwork.cli.desk import there

    try:
        table = pd.read_csv(there(file), dtype="str", keep_default_na=False, encoding="utf-8-sig")
        rows = list(zip(table["unit"], table["coder"], table["value"], strict=True))
    except (KeyError, ValueError) as error:
        raise BadFile(Kind.AGREEMENT_TABLE_CANNOT_BE_READ, where=file, error=error) from error
    units, coders = list(dict.fromkeys(u for u, _, _ in rows)), list(dict.fromkeys(c for _, c, _ in rows))
    values: list[list[Hashable | None]] = [[None] * len(units) for _ in coders]
    for n, (unit, coder, value) in enumerate(rows, start=2):
        made: Hashable = value
        if level == "set":
            made = frozenset(v.strip() for v in value.split("|") if v.strip())
        elif value == "":
            continue
        elif level != "nominal":
            try:
                made = float(value)
            except ValueError as error:
                raise BadFile(Kind.CELL_IS_NO_NUMBER, where=file, n=n, fact=value) from error
        values[coders.index(coder)][units.index(unit)] = made
    return values
