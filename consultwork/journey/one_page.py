"""A document for inside the building: a title, its date, and its blocks, in the look of the summary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consultwork.blocks import Block, Document
from consultwork.model import Consultation, Sender
from consultwork.text import as_date
from consultwork.wording import ENGLISH, Wording


def one_page(
    what: str, subtitle: str, eyebrow: str, body: Iterable[Block], consultation: Consultation, sender: Sender,
    today: date, *, made_up: bool, wording: Wording = ENGLISH,
) -> Document:  # fmt: skip
    """A document of blocks about one consultation, as it stands today.

    Args:
        what: what it is, which stands before the consultation's name in the title.
        eyebrow: the small line above the title.
    """
    title = consultation.short or consultation.title
    return Document(
        template="summary.docx",
        title=wording.say("papers/title", what=what, name=title),
        values={
            "organisation": sender.name, "title": title, "subtitle": subtitle, "eyebrow": eyebrow,
            "date": as_date(today), "status": wording.say("papers/as-of", date=as_date(today)),
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x),
            "made_up": wording.say("documents/made-up") if made_up else "",
        },
        slots={"facts": (), "body": tuple(body)},
        draft="",
        subject=consultation.title,
        made_up=made_up,
    )  # fmt: skip
