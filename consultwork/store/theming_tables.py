"""The tables of the theming room: how the codebook changed, what was read, memos, and blind rounds."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Table, UniqueConstraint

from consultwork.store.schema import WORDS_GONE, String, Text, metadata, others_words, ours, own_words

# A line for each change of the codebook, with the codes as they were and as they became. The words of
# a definition are the officers' own; what a person said is quoted nowhere here.
code_change = Table(
    "code_change",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("act", String(40), nullable=False),
    ours("code", String(80), nullable=False, index=True),
    others_words("before", Text, nullable=False, default="[]", emptied="[]"),
    others_words("after", Text, nullable=False, default="[]", emptied="[]"),
    others_words("reason", Text, nullable=False, default="", emptied=WORDS_GONE),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# What a coding was before a code was merged or split: nothing of it is lost.
coding_was = Table(
    "coding_was",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("coding", String(16), nullable=False, index=True),
    Column("change", Integer, nullable=False),
    own_words("was", Text, nullable=False),
)

# That somebody read an answer to its end. "sample" says how it was drawn: only a random draw can
# promise anything about those that nobody has read yet.
reading = Table(
    "reading",
    metadata,
    ours("contribution", String(16), primary_key=True),
    Column("version", Integer, primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("sample", String(20), nullable=False, default=""),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

memo = Table(
    "memo",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("contribution", String(16), nullable=False, index=True),
    others_words("text", Text, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the memo {ref}"},
)

# Why a code was proposed and how likely it was, beside the coding: the machine's word is kept
# whatever a person decides. "batch" tells that it was accepted among many, after a sample.
proposal = Table(
    "proposal",
    metadata,
    ours("coding", String(16), ForeignKey("coding.ref", ondelete="CASCADE"), primary_key=True),
    ours("chance", String(20), nullable=False, default=""),
    own_words("reason", Text, nullable=False, default=""),
    ours("batch", String(200), nullable=False, default=""),
)

# Somebody's own words for one person and one theme: a cell of the framework matrix.
cell = Table(
    "cell",
    metadata,
    ours("person", String(16), ForeignKey("person.ref", ondelete="CASCADE"), primary_key=True),
    ours("consultation", String(80), primary_key=True),
    ours("code", String(80), primary_key=True),
    others_words("summary", Text, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "a cell of the framework matrix, under {code}"},
)

# Which question a letter answers, as a person decided; "" where it answers none.
placing = Table(
    "placing",
    metadata,
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), primary_key=True),
    ours("question", String(40), nullable=False, default=""),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Two people code the same answers, neither seeing the other's until both have finished.
round_of = Table(
    "round",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("consultation", String(80), nullable=False),
    ours("coders", Text, nullable=False),
    ours("codes", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
)

round_unit = Table(
    "round_unit",
    metadata,
    ours("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    ours("contribution", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
)

round_done = Table(
    "round_done",
    metadata,
    ours("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    ours("contribution", String(16), primary_key=True),
    ours("coder", String(200), primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)

round_coding = Table(
    "round_coding",
    metadata,
    ours("ref", String(16), primary_key=True),
    ours("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("coder", String(200), nullable=False),
    ours("contribution", String(16), nullable=False),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    ours("code", String(80), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ours("position", String(20), nullable=False),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("round", "coder", "contribution", "code", "start", "end"),
)

round_settled = Table(
    "round_settled",
    metadata,
    ours("round", String(16), ForeignKey("round.ref", ondelete="CASCADE"), primary_key=True),
    ours("contribution", String(16), primary_key=True),
    ours("code", String(80), primary_key=True),
    ours("submission", String(16), ForeignKey("submission.ref", ondelete="CASCADE"), nullable=False, index=True),
    Column("fits", Integer, nullable=False),
    others_words("reason", Text, nullable=False),
    ours("by", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    info={"place": "the reason for {code} in the round {round}"},
)
