"""Commands for the identity vault: names and contacts, behind a passphrase of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, say, show

vault = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Names and contacts, behind a passphrase of their own."
)
app.add_typer(vault, name="vault")

_NewPhrase = Annotated[
    Path | None, typer.Option("--new-passphrase-file", help="A file with the new passphrase; one is drawn without it.")
]


@vault.command("new")
def new() -> int:
    """Make the vault of a workspace that has none, and show its passphrase this once.

    Example: consultwork vault new
    """
    from consultwork.workbench.passphrase import from_environment

    given = desk.passphrase() or from_environment()
    phrase = bench().vault.make(given)
    say("The vault is made." if given else f"The vault is made. Write its passphrase on paper now:\n\n    {phrase}\n")
    return 0


@vault.command("contact")
def contact(ref: Annotated[str, typer.Argument(help="The person's ref, such as P-0007.")]) -> int:
    """Who somebody is, so that you can reach them. The vault notes that you looked.

    Example: consultwork vault contact P-0007
    """
    who = bench().vault.identity(ref)
    for label, value in (
        ("Name", who.name), ("Contact", who.contact), ("How it is safe", who.safe_contact),
        ("To be thanked as", who.credit_name),
    ):  # fmt: skip
        if value:
            say(f"{label}: {value}")
    if who.contact and not who.safe_contact:
        say("They did not say how it is safe to reach them. Ask nobody else, and leave no message.")
    return 0


@vault.command("compare")
def compare() -> int:
    """Look whether anybody came twice, and finish what waits for the passphrase.

    Example: consultwork vault compare
    """
    work = bench()
    new_pairs = work.vault.compare()
    left = work.run_outbox()
    say(f"{new_pairs} new pairs may be the same person. Decide on them in the safeguard notebook.")
    if left:
        say(f"{left} files or backups still hold words of people who left.")
    return int(bool(new_pairs or left))


@vault.command("original")
def original(ref: Annotated[str, typer.Argument(help="The answer's ref, such as S-0012.")]) -> int:
    """The words of an answer before personal details were replaced. The vault notes that you looked.

    Example: consultwork vault original S-0012
    """
    say(bench().vault.original(ref))
    return 0


@vault.command("share")
def share(
    first: Annotated[str, typer.Argument(help="The first person's name.")],
    second: Annotated[str, typer.Argument(help="The second person's name.")],
) -> int:
    """Let two named people open the vault together when the passphrase is lost.

    Example: consultwork vault share "Chair of trustees" "Treasurer"
    """
    phrases = bench().vault.share([first, second])
    say("Give each person their own phrase on paper. They are shown this once, and neither opens anything alone.")
    for name, phrase in phrases.items():
        say(f"\n{name}:\n    {phrase}")
    return 0


@vault.command("recover")
def recover(
    phrases: Annotated[Path | None, typer.Option(help="A file with both phrases, a line each.")] = None,
    new_passphrase_file: _NewPhrase = None,
) -> int:
    """Two holders open the vault together and give it a new passphrase.

    Example: consultwork vault recover
    """
    from consultwork.workbench.passphrase import read_file

    said = (
        phrases.read_text(encoding="utf-8").splitlines()
        if phrases
        else [desk.typed(f"The phrase of the {which} holder: ") for which in ("first", "second")]
    )
    given = read_file(new_passphrase_file) if new_passphrase_file else ""
    phrase = bench().vault.recover([p for p in said if p.strip()], given)
    say("The vault has a new passphrase." if given else f"The vault's new passphrase:\n\n    {phrase}\n")
    return 0


@vault.command("change")
def change(new_passphrase_file: _NewPhrase = None) -> int:
    """Give the vault another passphrase. The old one is needed.

    Example: consultwork vault change
    """
    from consultwork.workbench.passphrase import read_file

    given = read_file(new_passphrase_file) if new_passphrase_file else ""
    phrase = bench().vault.change(given)
    say("The vault has a new passphrase." if given else f"The vault's new passphrase:\n\n    {phrase}\n")
    return 0


@vault.command("record")
def record() -> int:
    """Who opened the vault, when and what for, and whether every line is intact.

    Example: consultwork vault record
    """
    table = bench().vault.record()
    show(table)
    broken = int((table["intact"] == "no").sum())
    say(f"{broken} lines are not intact!" if broken else "Every line is intact.")
    return int(bool(broken))
