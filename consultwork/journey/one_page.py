"""A document for inside the building: a title, its date, and its blocks, in the look of the summary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consultwork.blocks import Block, Document
from consultwork.model import Consultation, Sender
from consultwork.text import as_date


def one_page(
    what: str, subtitle: str, eyebrow: str, body: Iterable[Block], consultation: Consultation, sender: Sender,
    today: date, *, made_up: bool,
) -> Document:  # fmt: skip
    """A document of blocks about one consultation, as it stands today.

    Args:
        what: what it is, which stands before the consultation's name in the title.
        eyebrow: the small line above the title.
    """
    title = consultation.short or consultation.title
    return Document(
        template="summary.docx",
        title=f"{what}: {title}",
        values={
            "organisation": sender.name, "title": title, "subtitle": subtitle, "eyebrow": eyebrow,
            "date": as_date(today), "status": f"As of {as_date(today)}.",
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x), "made_up": "",
        },
        slots={"facts": (), "body": tuple(body)},
        draft="",
        subject=consultation.title,
        made_up=made_up,
    )  # fmt: skip
