"""The table of what bodies published: read once, so that each ask can be looked up in it."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Table

from consultwork.store.schema import String, Text, metadata

published = Table(
    "published",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("on", Date),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)
