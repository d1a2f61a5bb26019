"""The tables of asking back: what people were shown of a draft, who was asked, what they said to it.

Quotes hang on their person and answer, and what somebody said hangs on them: both go when they do.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, Table

from consultwork.store.schema import WORDS_GONE, String, Text, metadata, others_words, ours, own_words

asking = Table(
    "asking",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False, index=True),
    ours("kind", String(40), nullable=False),
    # Of the document when it was frozen: no key, since the record of a draft is made anew with the file.
    Column("version", Integer, nullable=False),
    Column("showing", Boolean, nullable=False),
    Column("recorded", Boolean, nullable=False),
    others_words("nobody", Text, nullable=False, default=""),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "why nobody was asked about {consultation}/{kind}"},
)

asked_item = Table(
    "asked_item",
    metadata,
    ours("asking", String(16), ForeignKey("asking.ref", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    ours("item", String(20), nullable=False),
    ours("key", String(120), nullable=False),
    others_words("words", Text, nullable=False, emptied=WORDS_GONE),
    others_words("place", Text, nullable=False, default="", emptied=""),
    others_words("before", Text, nullable=False, default="", emptied=""),
    others_words("who", Text, nullable=False, default="", emptied=""),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), index=True),
)

# Somebody who was asked: a person of ours, or people in no list of ours (then ``present`` counts them).
asked_voice = Table(
    "asked_voice",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("asking", String(16), ForeignKey("asking.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), index=True),
    ours("way", String(20), nullable=False),
    others_words("label", String(200), nullable=False, default=""),
    Column("present", Integer, nullable=False, default=1),
    Column("answered", Integer, nullable=False, default=0),
    Column("on", Date),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the name of a workshop in which people were asked back"},
)

asked_reply = Table(
    "asked_reply",
    metadata,
    ours("voice", String(16), ForeignKey("asked_voice.ref", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    ours("view", String(20), nullable=False, default=""),
    own_words("words", Text, nullable=False, default="", emptied=WORDS_GONE),
    Column("place", Integer),
    others_words("how", String(200), nullable=False, emptied=WORDS_GONE),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    # What the officer did about it: nothing decided, changed or not, and what or why not.
    Column("changed", Boolean),
    others_words("because", Text, nullable=False, default=""),
    ours("decided_by", String(200), nullable=False, default=""),
    Column("decided_at", DateTime),
    info={"place": "what changed after asking back, in reply {number} of {voice}"},
)
