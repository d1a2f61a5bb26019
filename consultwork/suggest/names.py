"""Words that may identify someone, by their form, by cue words and by lists of names and places."""

from __future__ import annotations

from consultwork.details import find_personal_details
from consultwork.model import Finding


def find_details(text: str) -> tuple[Finding, ...]:
    """Words that may identify someone (a first version: forms only)."""
    return find_personal_details(text)
