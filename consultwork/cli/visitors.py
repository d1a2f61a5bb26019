"""Commands for the volunteer's page: serve it, hand out links, see how many came."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, say, show
from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.workbench import Workbench


@app.command()
def serve(
    consultation: Annotated[str, typer.Option("--consultation", help="The consultation's id.")] = "",
    port: Annotated[int, typer.Option(help="The port on this computer.")] = 8866,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser here.")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Let phones on this building's network reach it.")] = False,
    cert: Annotated[Path | None, typer.Option(help="A certificate, for TLS.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
    behind: Annotated[str, typer.Option(help="Your own host: https://form.example.org.")] = "",
) -> int:
    """Open a form as a page of its own, for volunteers, and print its link.

    Example: consultwork -w my-workspace serve --consultation womens-health
    """
    try:
        from consultwork.serve.modes import mode_for
        from consultwork.serve.run import serve as run
    except ImportError as error:
        raise Refused(Kind.PAGE_NEEDS_PACKAGE, error=error.name) from error
    work = _work()
    chosen = consultation or _first(work)
    work.consultation(chosen)
    pretend = work.invitations.about(chosen).demo
    mode = mode_for(port, lan=lan, cert=cert, key=key, behind=behind, pretend=pretend)
    return run(work, chosen, mode, port, say=lambda line: print(line, flush=True), browser=not no_browser)  # noqa: T201 - its lines are read by other programs


@app.command()
def invite(
    consultation: Annotated[str, typer.Option("--consultation", help="The consultation's id.")],
    label: Annotated[str, typer.Option(help="What the link is for: the Tuesday workshop. Never a name.")] = "",
    one: Annotated[bool, typer.Option("--one", help="For one person.")] = False,
    close: Annotated[str, typer.Option(help="Close the link with this ref (I-0002).")] = "",
    address: Annotated[str, typer.Option(help="Where the form is served.")] = "http://127.0.0.1:8866",
) -> int:
    """Make a link to a form for one person or one workshop, or close one.

    Example: consultwork invite --consultation womens-health --label "Tuesday workshop"
    """
    work = bench()
    if close:
        work.invitations.close_invitation(close)
        say(f"{close} opens nothing any more. Who is writing already may finish.")
        return 0
    made = work.invitations.invite(consultation, label, most=1 if one else 0)
    host = address.rstrip("/")
    say(f"{made.ref}: {host}/f/{made.token}")
    say(f"Light page: {host}/lite/{made.token}")
    say(f"Close it with: consultwork invite --consultation {consultation} --close {made.ref}")
    return 0


@app.command()
def visits(
    delete_demo: Annotated[
        bool, typer.Option("--delete-demo", help="Delete everything that was written in a demonstration.")
    ] = False,
) -> int:
    """How many people began, sent and stopped, and where. Never a word of theirs.

    Example: consultwork visits
    """
    work = bench()
    if delete_demo:
        n = work.invitations.delete_demo()
        say(f"{n} demonstration {'visit is' if n == 1 else 'visits are'} deleted.")
    show(work.invitations.overview(), "Visits")
    return 0


def _work() -> Workbench:
    """The workspace we stand in; where there is none, a made-up one."""
    from consultwork.workbench import find_workspace
    from consultwork.workbench.opening import open_here

    if desk.workspace == Path() and find_workspace(Path.cwd()) is None:
        return open_here()
    return bench()


def _first(work: Workbench) -> str:
    """The open consultation that closes next, else the one that closed last."""
    dated = sorted(
        (consultation.closes, consultation.id) for consultation in work.consultations.values() if consultation.closes
    )
    still = [x for x in dated if x[0] >= work.today]
    if not dated:
        raise Refused(Kind.NO_CONSULTATION_WITH_CLOSING_DATE)
    return (still or dated[-1:])[0][1]
