"""Commands for keeping and letting go: withdrawal, the record, backup, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, say, show, there


@app.command()
def withdraw(ref: Annotated[str, typer.Argument(help="The person's ref, such as P-0007.")]) -> int:
    """Take a person out of every table, count and document that comes after.

    Example: consultwork withdraw P-0007
    """
    gone = bench().safeguard.withdraw(ref)
    say(f"They are out. {gone.answers} answers were deleted.")
    code = desk.tell_documents(gone.stale, gone.changed, gone.sent)
    for place in gone.typed:
        say(f"- {place} holds words or a ref of theirs that somebody typed. Take them out.")
    say("Backups that you made earlier still hold them: make a new one, and delete those.")
    return int(bool(code or gone.typed))


@app.command()
def audit() -> int:
    """The record of acts: who did what, when, and whether every line is intact.

    Example: consultwork audit
    """
    table = bench().keeping.audit()
    show(table)
    broken = int((table["intact"] == "no").sum())
    say(f"{len(table)} acts. " + (f"{broken} lines are not intact!" if broken else "Every line is intact."))
    return int(bool(broken))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The backup's name, such as backup.zip.")]) -> int:
    """Write the whole workspace to one file.

    Example: consultwork backup D:/backup-2026-11.zip
    """
    say(f"The backup is {bench().keeping.backup(file)}. Keep it where only you can read it.")
    return 0


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> int:
    """Lay a backup out in a new folder.

    Example: consultwork restore backup.zip my-workspace
    """
    from consultwork.workbench.keeping import restore as lay_out

    say(f"The workspace is in {lay_out(there(file), folder)}.")
    return 0


@app.command()
def undo() -> int:
    """Take the last import or batch out again.

    Example: consultwork undo
    """
    done = bench().keeping.undo()
    say(f"{done.what} is undone: {done.answers} answers were taken out.")
    return desk.tell_documents(done.deleted, done.changed, done.sent)
