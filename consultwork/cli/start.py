"""Commands to begin with: the demo, a workspace, JupyterLab, where everything stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, closing_table, say, show, tell


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Where the documents go.")] = Path("out/demo"),
    pages: Annotated[bool, typer.Option(help="Count pages too (needs LibreOffice; slower).")] = False,
) -> int:
    """The whole journey with made-up people: from their words to the documents.

    Example: consultwork demo --out out/demo
    """
    from consultwork.workbench import demo_run

    with Progress(TextColumn("{task.description:<52}"), BarColumn(), console=desk.console, transient=False) as progress:
        task = progress.add_task("", total=9)

        def step(name: str) -> None:
            progress.update(task, description=name.replace("_", " "), advance=1)

        made_bench, made = demo_run.run(out, tell=step, pages=pages)
        progress.update(task, description="done", completed=9)
    show(closing_table(made), "\nMade from made-up contributions:")
    blockers = [b for m in made for b in m.blockers]
    code = tell(blockers)
    say(f"\nThe documents are in {out}. Open one in Word.")
    say(f"Look into the workspace behind them with: consultwork -w {made_bench.root} status")
    say("Next: make lab (or: consultwork lab), which opens the notebooks.")
    return code


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    organisation: Annotated[str, typer.Option(help="Your organisation's name.")] = "Our organisation",
) -> int:
    """Lay out a workspace: notebooks, templates, settings and database.

    Example: consultwork new my-workspace --organisation "Harbour Voices"
    """
    from consultwork.workbench import Workbench, new_workspace
    from consultwork.workbench.passphrase import from_environment

    work = Workbench(new_workspace(folder, organisation), passphrase=desk.passphrase())
    given = desk.passphrase() or from_environment()
    phrase = work.vault.make(given)
    say(f"The workspace is in {folder}. First fill in {folder / 'consultwork.toml'}.")
    say(f'Then open the notebooks with: consultwork -w "{folder}" lab')
    if not given:
        say("\nNames and contacts lie in a vault that only this passphrase opens. Write it on paper now:")
        say(f"\n    {phrase}\n")
        say("It is kept nowhere and shown this once. In case it is lost, name two people who can open the")
        say(f'vault together: consultwork -w "{folder}" vault share "First person" "Second person"')
    return 0


@app.command()
def lab(port: Annotated[int, typer.Option(help="The port on this computer.")] = 8899) -> int:
    """Open JupyterLab on the start page.

    Example: consultwork -w my-workspace lab
    """
    from consultwork.workbench import find_workspace
    from consultwork.workbench.lab import lab_arguments, require_free

    require_free(port)
    folder = find_workspace(desk.workspace) or desk.workspace.resolve()
    return subprocess.run([sys.executable, "-m", "jupyterlab", *lab_arguments(folder, port)], check=False).returncode  # noqa: S603 - our own arguments


@app.command()
def status() -> int:
    """Where each stage stands, and what blocks it.

    Example: consultwork -w my-workspace status
    """
    from consultwork.journey import STAGES

    work = bench()
    if work.keeping.reminder():
        say(work.keeping.reminder())
    show(work.plan.register(), leave_out=("scope", "opens", "how to respond", "limit", "worth our time"))
    blocked = work.blockers()
    for stage in STAGES:
        found = blocked[stage.name]
        say(f"\n{stage.name.replace('_', ' ')}: {stage.question}")
        tell(found[:8], nothing="  nothing blocks it.")
        if len(found) > 8:
            say(f"  and {len(found) - 8} more.")
    return int(any(blocked.values()))
