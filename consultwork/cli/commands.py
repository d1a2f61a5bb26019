"""All commands, in the order in which help lists them: importing this registers them."""

from __future__ import annotations

from consultwork.cli import start, stages, visitors, theming, tables, documents, asking_back, keeping, vault  # isort: skip - the order of help
from consultwork.cli.app import app

__all__ = ["app", "asking_back", "documents", "keeping", "stages", "start", "tables", "theming", "vault", "visitors"]
