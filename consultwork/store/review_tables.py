"""The tables of the review round: copies that went out, what came back in them, wording that was kept."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, Table

from consultwork.store.schema import String, Text, metadata

# A file that left the workspace's hands: for review, or to be sent. Its paragraphs are kept, so that
# the file that comes back can be held against them word by word.
handed_out = Table(
    "handed_out",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("key", String(64), nullable=False, index=True),
    Column("path", String(400), nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("paragraphs", Text, nullable=False, default="[]"),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# One change that somebody made to a draft, tracked or not, and what we decided on it.
edit = Table(
    "edit",
    metadata,
    Column("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    Column("source", String(64), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("author", String(200), nullable=False, default=""),
    Column("on", String(40), nullable=False, default=""),
    Column("section", Text, nullable=False, default=""),
    Column("anchor", String(80), nullable=False, default=""),
    Column("place", String(20), nullable=False, default="body"),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Column("tracked", Boolean, nullable=False),
    Column("touches", String(20), nullable=False, default=""),
    Column("evidence", Text, nullable=False, default=""),
    Column("decision", String(20), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("by", String(200), nullable=False, default=""),
)

# Wording that was accepted for a paragraph: it stands in place of ``base`` from then on.
kept_wording = Table(
    "kept_wording",
    metadata,
    Column("consultation", String(80), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("anchor", String(80), primary_key=True),
    Column("base", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Who approved which version of a document, when, and the very bytes that were approved.
approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", String(120), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("digest", String(64), nullable=False),
)
