"""The tables of the review round: copies that went out, what came back in them, wording that was kept."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, Table

from consultwork.store.schema import WORDS_GONE, String, Text, metadata, others_words, ours

# A file that left the workspace's hands: for review, or to be sent. Its paragraphs are kept, so that
# the file that comes back can be held against them word by word.
handed_out = Table(
    "handed_out",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), nullable=False, index=True),
    ours("purpose", String(20), nullable=False),
    ours("key", String(64), nullable=False, index=True),
    ours("path", String(400), nullable=False),
    ours("digest", String(64), nullable=False, index=True),
    others_words("paragraphs", Text, nullable=False, default="[]", emptied="[]"),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# One change that somebody made to a draft, tracked or not, and what we decided on it.
edit = Table(
    "edit",
    metadata,
    ours("draft", String(120), ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True),
    ours("source", String(64), primary_key=True),
    ours("id", String(40), primary_key=True),
    others_words("author", String(200), nullable=False, default="", emptied=""),
    ours("on", String(40), nullable=False, default=""),
    others_words("section", Text, nullable=False, default="", emptied=""),
    ours("anchor", String(80), nullable=False, default=""),
    ours("place", String(20), nullable=False, default="body"),
    others_words("before", Text, nullable=False, default="", emptied=""),
    others_words("after", Text, nullable=False, default="", emptied=WORDS_GONE),
    Column("tracked", Boolean, nullable=False),
    ours("touches", String(20), nullable=False, default=""),
    others_words("evidence", Text, nullable=False, default="", emptied=""),
    ours("decision", String(20), nullable=False, default=""),
    others_words("reason", Text, nullable=False, default="", emptied=""),
    ours("by", String(200), nullable=False, default=""),
)

# Wording that was accepted for a paragraph: it stands in place of ``base`` from then on.
kept_wording = Table(
    "kept_wording",
    metadata,
    ours("consultation", String(80), primary_key=True),
    ours("kind", String(40), primary_key=True),
    ours("anchor", String(80), primary_key=True),
    others_words("base", Text, nullable=False),
    others_words("words", Text, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"dropped": True},
)

# Who approved which version of a document, when, and the very bytes that were approved.
approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("draft", String(120), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    ours("digest", String(64), nullable=False),
)
