"""``python -m consultwork.cli``: the command line."""

from __future__ import annotations

import sys

from consultwork.cli import main

if __name__ == "__main__":
    sys.exit(main())
