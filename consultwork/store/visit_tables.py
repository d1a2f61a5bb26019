"""The tables of the volunteer's page: forms, invitations, and visits that are not sent yet.

What somebody types before they send it is sealed with a key that only their four words, or the
cookie of their open page, unlock. So nobody in the charity reads it, and a lost laptop tells nothing.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, Table

from consultwork.store.schema import WORDS_GONE, String, Text, a_secret, metadata, others_words, ours, own_words

# How an officer laid out a form: order, wording, notes. The questions themselves are the consultation's.
form = Table(
    "form",
    metadata,
    ours("consultation", String(80), primary_key=True),
    others_words("layout", Text, nullable=False, default="{}"),
    Column("open", Boolean, nullable=False, default=True),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the form of {consultation}"},
)

# The token is in the link that is handed out. It opens the form and nothing else, and can be closed.
invitation = Table(
    "invitation",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False, index=True),
    others_words("label", String(200), nullable=False, default=""),
    a_secret("token", String(64), nullable=False, unique=True),
    Column("most", Integer, nullable=False, default=0),
    Column("closed", Boolean, nullable=False, default=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the invitation {ref} to {consultation}"},
)

visit = Table(
    "visit",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False, index=True),
    ours("invitation", String(16), nullable=False, default=""),
    Column("demo", Boolean, nullable=False, default=False),
    ours("state", String(12), nullable=False, default="open"),
    ours("step", String(40), nullable=False, default="start"),
    Column("furthest", Integer, nullable=False, default=0),
    Column("started", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    # How the four words find it again: a slow hash of them. The key is locked twice over.
    a_secret("lookup", String(64), nullable=False, unique=True),
    a_secret("by_code", LargeBinary, nullable=False),
    a_secret("cookie", String(64), index=True),
    a_secret("by_cookie", LargeBinary),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
)

visit_value = Table(
    "visit_value",
    metadata,
    ours("visit", String(16), ForeignKey("visit.ref", ondelete="CASCADE"), primary_key=True),
    ours("field", String(120), primary_key=True),
    a_secret("sealed", LargeBinary, nullable=False),
)

# "How was it?", told apart from who said it and when: it feeds what we do better.
feedback = Table(
    "feedback",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False, index=True),
    ours("heard", String(20), nullable=False, default=""),
    ours("safe", String(20), nullable=False, default=""),
    ours("control", String(20), nullable=False, default=""),
    ours("skills", String(20), nullable=False, default="", server_default=""),
    own_words("words", Text, nullable=False, default="", emptied=WORDS_GONE),
)
