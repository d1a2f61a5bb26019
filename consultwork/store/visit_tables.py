"""The tables of the volunteer's page: forms, invitations, and visits that are not sent yet.

What somebody types before they send it is sealed with a key that only their four words, or the
cookie of their open page, unlock. So nobody in the charity reads it, and a lost laptop tells nothing.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, Table

from consultwork.store.schema import String, Text, metadata

# How an officer laid out a form: order, wording, notes. The questions themselves are the consultation's.
form = Table(
    "form",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("layout", Text, nullable=False, default="{}"),
    Column("open", Boolean, nullable=False, default=True),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# The token is in the link that is handed out. It opens the form and nothing else, and can be closed.
invitation = Table(
    "invitation",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("label", String(200), nullable=False, default=""),
    Column("token", String(64), nullable=False, unique=True),
    Column("most", Integer, nullable=False, default=0),
    Column("closed", Boolean, nullable=False, default=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("invitation", String(16), nullable=False, default=""),
    Column("demo", Boolean, nullable=False, default=False),
    Column("state", String(12), nullable=False, default="open"),
    Column("step", String(40), nullable=False, default="start"),
    Column("furthest", Integer, nullable=False, default=0),
    Column("started", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    # How the four words find it again: a slow hash of them. The key is locked twice over.
    Column("lookup", String(64), nullable=False, unique=True),
    Column("by_code", LargeBinary, nullable=False),
    Column("cookie", String(64), index=True),
    Column("by_cookie", LargeBinary),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
)

visit_value = Table(
    "visit_value",
    metadata,
    Column("visit", String(16), ForeignKey("visit.ref", ondelete="CASCADE"), primary_key=True),
    Column("field", String(120), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# "How was it?", told apart from who said it and when: it feeds what we do better.
feedback = Table(
    "feedback",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("heard", String(20), nullable=False, default=""),
    Column("safe", String(20), nullable=False, default=""),
    Column("control", String(20), nullable=False, default=""),
    Column("skills", String(20), nullable=False, default="", server_default=""),
    Column("words", Text, nullable=False, default=""),
)
