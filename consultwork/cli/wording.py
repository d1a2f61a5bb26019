"""The command for the words that people read."""

from __future__ import annotations

from typing import Annotated

import typer

from consultwork import wording as catalogues
from consultwork.cli.app import app
from consultwork.cli.desk import bench, say


@app.command()
def wording(
    language: Annotated[
        str, typer.Option("--language", help="A language, such as cy: what is said in English there is listed.")
    ] = catalogues.LANGUAGE,
) -> int:
    """What your own words in data/wording lack, and which of them nothing ever says.

    Example: consultwork wording --language cy
    """
    root = bench().root
    lacks, odd = catalogues.missing(language, root), catalogues.unknown(root)
    for entry in lacks:
        say(f"- {entry} has no words in “{language}”: it is said in English.")
    for entry in odd:
        say(f"- data/wording/{entry} is said nowhere, or names a fact that is not there. Look for a slip of the pen.")
    if not lacks and not odd:
        say(f"Nothing is missing in “{language}”, and every entry of your own is said.")
    return int(bool(lacks or odd))
