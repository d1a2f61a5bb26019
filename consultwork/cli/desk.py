"""What every command shares: the workspace it works in, and how it prints."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from consultwork.errors import BadFile, Refused
from consultwork.kinds import Kind
from consultwork.model import Blocker
from consultwork.text import as_printed
from consultwork.workbench import Workbench, find_workspace
from consultwork.workbench.respond.respond_desk import DocumentReport

# Set once by ``entry.main`` before a command runs.
workspace: Path = Path()
passphrase_file = Path()

# No markup and no highlighting: what people wrote is printed as it is.
console = Console(markup=False, highlight=False)
if not console.is_terminal:
    console = Console(markup=False, highlight=False, width=140)


def bench() -> Workbench:
    """The workbench of the workspace we stand in, or that ``-w`` names.

    Raises:
        Refused: it is no workspace.
    """
    folder = _found()
    if folder is None:
        raise Refused(Kind.FOLDER_IS_NO_WORKSPACE, where=workspace.resolve())
    return Workbench(folder, passphrase=passphrase())


def passphrase() -> str:
    """The vault's passphrase from ``--passphrase-file``; empty when there is none."""
    from consultwork.workbench.passphrase import read_file

    return "" if passphrase_file == Path() else read_file(passphrase_file)


def typed(prompt: str) -> str:
    """A passphrase that somebody types at the terminal.

    Raises:
        Refused: nobody sits there.
    """
    from consultwork.workbench import passphrase

    if not passphrase.can_ask():
        raise Refused(Kind.PASSPHRASE_IS_NEEDED)
    return passphrase.ask(prompt)


def _found() -> Path | None:
    """The workspace around the current folder, or the very folder that ``-w`` names.

    A mistyped ``-w`` must never lead to another workspace further up.
    """
    if workspace != Path() and find_workspace(workspace) != workspace.resolve():
        raise Refused(Kind.FOLDER_IS_NO_WORKSPACE, where=workspace)
    return find_workspace(workspace)


def bench_near(file: Path) -> Workbench | None:
    """The workbench of the workspace we stand in or ``-w`` names, else of the one the file lies in."""
    folder = _found() or find_workspace(file.resolve().parent)
    return Workbench(folder, passphrase=passphrase()) if folder else None


def bench_at(file: Path) -> Workbench:
    """The same, for commands that need a workspace."""
    return bench_near(file) or bench()


def say(sentence: str) -> None:
    """Print one line."""
    console.print(Text(as_printed(sentence)))


def show(table: pd.DataFrame, title: str = "", leave_out: Iterable[str] = ()) -> None:
    """Print a table; an empty one says that it is."""
    if title:
        console.print(Text(title, style="bold"))
    kept = table.drop(columns=[c for c in leave_out if c in table.columns])
    if kept.empty:
        say("  (nothing yet)")
        return
    drawn = Table(show_edge=False, pad_edge=False)
    for name, kind in kept.dtypes.items():
        drawn.add_column(
            Text(str(name)), justify="right" if pd.api.types.is_numeric_dtype(kind) else "left", overflow="fold"
        )
    for row in kept.itertuples(index=False):
        drawn.add_row(*(Text(_short(v)) for v in row))
    console.print(drawn)


def tell(blockers: Iterable[Blocker], nothing: str = "") -> int:
    """Print blockers as sentences. Returns the exit code: 1 when there is any."""
    found = list(blockers)
    for b in found:
        say(f"- {b}")
    if not found and nothing:
        say(nothing)
    return 1 if found else 0


def tell_documents(deleted: Iterable[str], changed: Iterable[str], sent: Iterable[str]) -> int:
    """Say what became of documents whose words were taken out. Returns 1 when a person has to act."""
    kept = [f"- {p} holds some of it, or was changed by hand. Delete it yourself, or edit it." for p in changed]
    kept += [f"- {p} was sent and cannot be taken back." for p in sent]
    for path in deleted:
        say(f"- {path} rested on it. It was deleted; make it again with: consultwork respond")
    for line in kept:
        say(line)
    return int(bool(kept))


def closing_table(made: list[DocumentReport]) -> pd.DataFrame:
    """The documents that were made: words, pages, people heard, quotes, claims, blockers."""
    rows = [
        [m.path.name, m.words, m.pages if m.pages is not None else "–", m.people, m.quotes, m.claims, len(m.blockers)]
        for m in made
    ]
    names = ["document", "words", "pages", "people heard", "quotes", "claims with evidence", "blockers"]
    return pd.DataFrame(rows, columns=names)


def there(file: Path) -> Path:
    """The file, or a refusal when there is none."""
    if not file.is_file():
        raise BadFile(Kind.NO_SUCH_FILE, where=file)
    return file


def _short(value: Any) -> str:
    text = " ".join(as_printed(str(value)).split())
    return text if len(text) <= 120 else text[:117] + "..."
