"""Where the vault's passphrase comes from: a file, the environment, or the person at the keyboard."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from consultwork.errors import Refused
from consultwork.kinds import Kind

ENVIRONMENT = "CONSULTWORK_PASSPHRASE"
MADE_UP = "everybody here is made up"  # opens the vaults of demos, in which nobody is real


def read_file(path: Path) -> str:
    """The passphrase in a file: its first line.

    Raises:
        Refused: the file cannot be read, or holds none.
    """
    try:
        line = next(iter(path.read_text(encoding="utf-8-sig").splitlines()), "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Kind.PASSPHRASE_FILE_CANNOT_BE_READ, where=path) from error
    if not line:
        raise Refused(Kind.PASSPHRASE_FILE_IS_EMPTY, where=path)
    return line


def from_environment() -> str:
    """The passphrase that was put into ``CONSULTWORK_PASSPHRASE``, or nothing."""
    return os.environ.get(ENVIRONMENT, "").strip()


def can_ask() -> bool:
    """Whether somebody sits at a terminal and can type it. A notebook has a screen of its own for that."""
    return sys.stdin is not None and sys.stdin.isatty() and "ipykernel" not in sys.modules


def ask(prompt: str = "The vault's passphrase: ") -> str:
    """Ask the person at the terminal. What they type is not shown."""
    return getpass.getpass(prompt).strip()
