"""Every table of a workspace in one place: whoever goes over the whole schema begins here."""

from __future__ import annotations

from consultwork.store import (
    member_checking_tables,
    outcome_tables,
    review_tables,
    theming_tables,
    visit_tables,
)
from consultwork.store.schema import metadata

FILES = (
    member_checking_tables,
    outcome_tables,
    review_tables,
    theming_tables,
    visit_tables,
)  # they join metadata on import

__all__ = ["FILES", "metadata"]
