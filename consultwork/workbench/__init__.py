"""The desk: opens a workspace, runs a stage, saves, and notes who did what.

The only room that knows all the others. Each stage has its own part of the desk, under its own
word: ``bench.plan``, ``bench.gather``, ``bench.safeguard``, ``bench.theme``, ``bench.mapping``,
``bench.respond``, ``bench.review``, ``bench.follow_up``.
"""

from __future__ import annotations

from consultwork.workbench.desk import Workbench
from consultwork.workbench.workspace import find_workspace, new_workspace

__all__ = ["Workbench", "find_workspace", "new_workspace"]
