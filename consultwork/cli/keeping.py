"""Commands for keeping and letting go: withdrawal, the record, backup, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, say, show, there

if TYPE_CHECKING:
    from consultwork.workbench import Workbench


@app.command()
def withdraw(
    ref: Annotated[str, typer.Argument(help="The person's ref, such as P-0007; or, with --find, their name.")],
    find: Annotated[bool, typer.Option("--find", help="Look the ref up in the vault by name or contact.")] = False,
    delete_found: Annotated[
        bool, typer.Option("--delete-found", help="Also delete other files in which their words stand.")
    ] = False,
) -> int:
    """Take a person out of every table, count, document, file and backup.

    Example: consultwork withdraw P-0007
    """
    work = bench()
    if find:
        found = work.vault.find(ref)
        for person in found:
            say(f"{person}. Take them out with: consultwork withdraw {person}")
        if not found:
            say("Nobody in the vault is called that. They may have given no name: look for their words.")
        return int(not found)
    named = look_by_name(work)
    gone = work.safeguard.withdraw(ref, delete_found=delete_found)
    say(f"They are out. {gone.answers} answers were deleted.")
    code = desk.tell_documents(gone.stale, gone.changed, gone.sent)
    for place in gone.typed:
        say(f"- {place} holds words or a ref of theirs that somebody typed. Take them out.")
    for place in gone.emptied:
        say(f"- {place} showed their words. Its outputs were emptied; run it again.")
    for file in gone.unread:
        say(f"- {file.path} could not be read: {file.because}. Look yourself whether they are in it.")
    for name in gone.imported:
        say(f"- {name}, the file they came in, may still lie somewhere. Delete it, or their row in it.")
    if not named:
        say("The vault was shut, so files were searched for their words and ref, not for their name.")
        say("Search by name too: set CONSULTWORK_PASSPHRASE, and withdraw from a terminal.")
    if gone.left > len(gone.changed):
        say("Backups that cannot be reached or opened now still hold them. Plug them in, and give the")
        say("vault's passphrase; they are then written anew with: consultwork vault compare")
    return int(bool(code or gone.typed or gone.left or gone.unread))


def look_by_name(work: Workbench) -> bool:
    """Open the vault for a withdrawal, if somebody is there to type the passphrase, so that names are searched for."""
    from consultwork.workbench import passphrase
    from consultwork.workbench.vault_access import WITHDRAWING

    if work.vault.there and not work.vault.ready and passphrase.can_ask():
        work.vault.open(WITHDRAWING)
    return work.vault.ready or not work.vault.there


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
def backup(file: Annotated[Path, typer.Argument(help="The backup's name, such as backup-2026-11.cwb.")]) -> int:
    """Write the whole workspace to one encrypted file. The vault's passphrase opens it.

    Example: consultwork backup D:/backup-2026-11.cwb
    """
    say(f"The backup is {bench().keeping.backup(file)}. Only the vault's passphrase opens it.")
    return 0


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    together: Annotated[
        bool, typer.Option("--together", help="The passphrase is lost: two holders give their phrases.")
    ] = False,
) -> int:
    """Lay a backup out in a new folder. It asks for the vault's passphrase.

    Example: consultwork restore backup-2026-11.cwb my-workspace
    """
    from consultwork.workbench.backups import restore as lay_out

    ask = _both_phrases if together else _passphrase
    say(f"The workspace is in {lay_out(there(file), folder, ask, together=together)}.")
    return 0


def _passphrase() -> str:
    from consultwork.workbench import passphrase

    found = desk.passphrase() or passphrase.from_environment()
    return found or desk.typed("The vault's passphrase: ")


def _both_phrases() -> str:
    from consultwork.workbench import passphrase

    if desk.passphrase_file != Path():
        return desk.passphrase_file.read_text(encoding="utf-8")
    given = passphrase.from_environment()
    return given or "\n".join(desk.typed(f"The phrase of the {which} holder: ") for which in ("first", "second"))


@app.command()
def retention(
    confirm: Annotated[str, typer.Option(help="Delete what is due: the name of who confirms it.")] = "",
) -> int:
    """When names and words are to be deleted, and deleting what is due.

    Example: consultwork retention --confirm "Kim Example"
    """
    work = bench()
    if confirm:
        for d in work.keeping.delete_due(confirm):
            say(f"Deleted: {d.what} of {len(d.refs)}, {d.consultation}.")
    table = work.keeping.retention()
    show(table, "Dates of deletion")
    due = int((table["state"] == "due").sum())
    if due:
        say(f"{due} {'is' if due == 1 else 'are'} due. Delete with: consultwork retention --confirm NAME")
    return int(bool(due))


@app.command()
def dpia() -> int:
    """Write a draft of a data protection impact assessment, in Word.

    Example: consultwork dpia
    """
    say(f"The draft is {bench().keeping.dpia()}. Fill in what is marked, and have it signed.")
    return 0


@app.command()
def handover() -> int:
    """Write a page for the officer who takes over, in Word.

    Example: consultwork handover
    """
    work = bench()
    say(f"The page is {work.keeping.handover_page()}.")
    return desk.tell(work.keeping.handover())


@app.command()
def undo() -> int:
    """Take the last import or batch out again.

    Example: consultwork undo
    """
    done = bench().keeping.undo()
    say(f"{done.what} is undone: {done.answers} answers were taken out.")
    return desk.tell_documents(done.deleted, done.changed, done.sent)
