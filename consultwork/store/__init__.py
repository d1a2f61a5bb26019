"""What is remembered: the schema, its migrations, and the only SQL of the workbench.

SQLite on a local disk by default. Every write is one immediate transaction that also appends a
line to the record of acts. The SQL is kept to what PostgreSQL runs too.
"""

from __future__ import annotations

from consultwork.store.engine import Store, Writer

__all__ = ["Store", "Writer"]
