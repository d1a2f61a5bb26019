"""How people found taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from consultwork.journey.visit_answers import HOW_OPTIONS
from consultwork.store import invitations

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

_ASKED = ("heard", "safe", "control", "skills")


def feedback(session: Session, consultation: str = "") -> pd.DataFrame:
    """How it was to fill the form in. Columns: consultation, heard, safe, control, skills, words."""
    with session.store.read() as connection:
        rows = invitations.feedback(connection, consultation)
    return pd.DataFrame(rows, columns=["consultation", *_ASKED, "words"])


def how_it_was(session: Session, consultation: str = "") -> pd.DataFrame:
    """How people found filling in the form, counted. Columns: asked, yes, partly, no."""
    told = feedback(session, consultation)
    rows = [
        (session.wording.say(f"documents/felt-{column}"), *(int((told[column] == x).sum()) for x in HOW_OPTIONS))
        for column in _ASKED
    ]
    return pd.DataFrame(rows, columns=["asked", *(x.lower() for x in HOW_OPTIONS)])
