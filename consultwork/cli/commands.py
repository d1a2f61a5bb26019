"""All commands, in the order in which help lists them: importing this registers them."""

from __future__ import annotations

from consultwork.cli import (
    documents,
    keeping,
    member_checking,
    stages,
    start,
    tables,
    theming,
    vault,
    visitors,
    wording,
)  # isort: skip - the order of help
from consultwork.cli.app import app

__all__ = [
    "app",
    "documents",
    "keeping",
    "member_checking",
    "stages",
    "start",
    "tables",
    "theming",
    "vault",
    "visitors",
    "wording",
]
