"""The table of what bodies published: read once, so that each ask can be looked up in it."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Table

from consultwork.store.schema import String, Text, metadata, others_words, ours

published = Table(
    "published",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False, index=True),
    others_words("title", Text, nullable=False),
    others_words("passages", Text, nullable=False),
    Column("on", Date),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "what was published on {consultation}, {ref}"},
)
