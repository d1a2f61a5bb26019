"""The tables of asking back: what people were shown of a draft, who was asked, what they said to it.

Quotes hang on their person and answer, and what somebody said hangs on them: both go when they do.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, Table

from consultwork.store.schema import String, Text, metadata

asking = Table(
    "asking",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    # Of the document when it was frozen: no key, since the record of a draft is made anew with the file.
    Column("version", Integer, nullable=False),
    Column("showing", Boolean, nullable=False),
    Column("recorded", Boolean, nullable=False),
    Column("nobody", Text, nullable=False, default=""),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

asked_item = Table(
    "asked_item",
    metadata,
    Column("asking", String(16), ForeignKey("asking.ref", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("item", String(20), nullable=False),
    Column("key", String(120), nullable=False),
    Column("words", Text, nullable=False),
    Column("place", Text, nullable=False, default=""),
    Column("before", Text, nullable=False, default=""),
    Column("who", Text, nullable=False, default=""),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), index=True),
)

# Somebody who was asked: a person of ours, or people in no list of ours (then ``present`` counts them).
asked_voice = Table(
    "asked_voice",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("asking", String(16), ForeignKey("asking.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
    Column("way", String(20), nullable=False),
    Column("label", String(200), nullable=False, default=""),
    Column("present", Integer, nullable=False, default=1),
    Column("answered", Integer, nullable=False, default=0),
    Column("on", Date),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

asked_reply = Table(
    "asked_reply",
    metadata,
    Column("voice", String(16), ForeignKey("asked_voice.ref", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("view", String(20), nullable=False, default=""),
    Column("words", Text, nullable=False, default=""),
    Column("place", Integer),
    Column("how", String(200), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    # What the officer did about it: nothing decided, changed or not, and what or why not.
    Column("changed", Boolean),
    Column("because", Text, nullable=False, default=""),
    Column("decided_by", String(200), nullable=False, default=""),
    Column("decided_at", DateTime),
)
