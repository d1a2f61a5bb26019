"""The journey from a consultation to what became of it, stage by stage.

Somebody asks (plan). People answer in their own words (gather). A person makes the words safe and
asks what may be done with them (safeguard). The words are read for what they have in common, and
for what only one voice says (theme). Each theme is put to the questions it answers (mapping). From
that evidence a response is written (respond), read and approved by others (review), and years
later somebody looks up what became of it and tells those who took part (follow_up).

``STAGES`` is that order, written once. Each stage is one module of pure functions; no stage
imports another. Each has ``blockers(...)``: plain sentences that say why it cannot go on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the word it keeps in every room, and the question it answers."""

    name: str
    question: str


STAGES: tuple[Stage, ...] = (
    Stage("plan", "Who asks, by when, and how do we answer together?"),
    Stage("gather", "What do people want to say?"),
    Stage("safeguard", "What may we do with their words, and is anybody at risk?"),
    Stage("theme", "What did people say, and how many said it?"),
    Stage("mapping", "Which question does it answer?"),
    Stage("respond", "What do we say, and what is it based on?"),
    Stage("review", "Who has read it, and may it go out?"),
    Stage("follow_up", "What became of what we asked for?"),
)
