"""The command line: one short function a command, each calling the workbench.

Exit codes: 0 done; 1 done, with findings or blockers, printed as sentences; 2 refused, nothing
changed; 3 our own fault, with a log file.
"""

from __future__ import annotations

from consultwork.cli.entry import main

__all__ = ["main"]
