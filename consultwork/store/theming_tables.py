"""The tables of the theming room: how the codebook changed, what was read, memos, and blind rounds."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Table, UniqueConstraint

from consultwork.store.schema import String, Text, metadata

# A line for each change of the codebook, with the codes as they were and as they became. The words of
# a definition are the officers' own; what a person said is quoted nowhere here.
code_change = Table(
    "code_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act", String(40), nullable=False),
    Column("code", String(80), nullable=False, index=True),
    Column("before", Text, nullable=False, default="[]"),
    Column("after", Text, nullable=False, default="[]"),
    Column("reason", Text, nullable=False, default=""),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# What a coding was before a code was merged or split: nothing of it is lost.
coding_was = Table(
    "coding_was",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("coding", String(16), nullable=False, index=True),
    Column("change", Integer, nullable=False),
    Column("was", Text, nullable=False),
)

# That somebody read an answer to its end. "sample" says how it was drawn: only a random draw can
# promise anything about those that nobody has read yet.
reading = Table(
    "reading",
    metadata,
    Column("contribution", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("sample", String(20), nullable=False, default=""),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

memo = Table(
    "memo",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("contribution", String(16), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Why a code was proposed and how likely it was, beside the coding: the machine's word is kept
# whatever a person decides. "batch" tells that it was accepted among many, after a sample.
proposal = Table(
    "proposal",
    metadata,
    Column("coding", String(16), ForeignKey("coding.ref", ondelete="CASCADE"), primary_key=True),
    Column("chance", String(20), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("batch", String(200), nullable=False, default=""),
)

# Somebody's own words for one person and one theme: a cell of the framework matrix.
cell = Table(
    "cell",
    metadata,
    Column("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    Column("consultation", String(80), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("summary", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Which question a letter answers, as a person decided; "" where it answers none.
placing = Table(
    "placing",
    metadata,
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), primary_key=True),
    Column("question", String(40), nullable=False, default=""),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Two people code the same answers, neither seeing the other's until both have finished.
round_of = Table(
    "round",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("consultation", String(80), nullable=False),
    Column("coders", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

round_unit = Table(
    "round_unit",
    metadata,
    Column("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    Column("contribution", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
)

round_done = Table(
    "round_done",
    metadata,
    Column("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    Column("contribution", String(16), primary_key=True),
    Column("coder", String(200), primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)

round_coding = Table(
    "round_coding",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("coder", String(200), nullable=False),
    Column("contribution", String(16), nullable=False),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(80), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("position", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("round", "coder", "contribution", "code", "start", "end"),
)

round_settled = Table(
    "round_settled",
    metadata,
    Column("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    Column("contribution", String(16), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("fits", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)
