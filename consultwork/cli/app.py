"""The application that the commands register with."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Answer public consultations together with the people who use the services. "
    "-w DIR, before or after the command, names the workspace.",
)

Consultation = Annotated[str, typer.Option("--consultation", help="The consultation's id, such as womens-health.")]
