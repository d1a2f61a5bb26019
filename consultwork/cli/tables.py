"""Commands that work on a table alone and need no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consultwork.cli.app import app
from consultwork.cli.desk import say


@app.command()
def suggest(
    file: Annotated[Path, typer.Argument(help="A CSV file of comments.")],
    codebook: Annotated[Path, typer.Option(help="CSV: code, definition, keywords, examples.")],
    text: Annotated[str, typer.Option(help="The column that holds the words.")],
    out: Annotated[Path, typer.Option(help="Where the suggestions go.")],
    question: Annotated[str, typer.Option(help="The column that holds what was asked.")] = "",
    learn: Annotated[Path | None, typer.Option(help="CSV of comments that people have coded.")] = None,
    labels: Annotated[str, typer.Option(help="Its column of codes, joined by |.")] = "",
) -> int:
    """Suggest codes for every row of a table. Needs no workspace.

    Example: consultwork suggest comments.csv --codebook codes.csv --text comment --out suggestions.csv
    """
    from consultwork.suggest.files import suggest_file

    account = suggest_file(file, codebook, out, text=text, question=question, learn=learn, labels=labels)
    say(account)
    return 0


@app.command()
def redact(
    file: Annotated[Path, typer.Argument(help="A CSV file of comments.")],
    text: Annotated[str, typer.Option(help="The column that holds the words.")],
    out: Annotated[Path, typer.Option(help="Where the findings go.")],
) -> int:
    """List words that may identify someone, row by row. Needs no workspace.

    Example: consultwork redact comments.csv --text comment --out findings.csv
    """
    from consultwork.suggest.files import redact_file

    say(redact_file(file, out, text=text))
    return 0
