"""Everything that a document is made from, gathered once and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consultwork.blocks import Block
from consultwork.model import (
    Answer,
    Ask,
    Coding,
    CodingState,
    Consultation,
    Contribution,
    Contributor,
    Evidence,
    Fact,
    Outcome,
    Position,
    Sender,
    Tally,
    Theme,
    Use,
)
from consultwork.settings import Specification
from consultwork.wording import ENGLISH, Wording


class Stance(StrEnum):
    """Where a speaker stands on what a theme states."""

    AGREES = "agrees"
    SPEAKS = "speaks of it"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Material:
    """What one consultation's documents are made from.

    ``answers`` are by question number, and by ``~name`` for the parts of a document that answer
    no question (``~key-messages``). ``contributions`` are this consultation's only.
    """

    consultation: Consultation
    sender: Sender
    today: date
    people: Mapping[str, Contributor] = field(default_factory=dict)
    contributions: Mapping[str, Contribution] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()
    concerning: frozenset[str] = frozenset()  # contributions that raised a concern: never quoted
    themes: tuple[Theme, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tallies: tuple[Tally, ...] = ()  # who ticked which box
    answers: Mapping[str, Answer] = field(default_factory=dict)
    asks: Mapping[str, Ask] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    specification: Specification | None = None
    outcomes: tuple[Outcome, ...] = ()
    thanks: tuple[str, ...] = ()
    unnamed: int = 0
    conduct: tuple[tuple[str, str], ...] = ()  # how the consultation was run: (principle, our view)
    asked_back: tuple[Block, ...] = ()  # what the document says of asking people whether we got it right
    asked_back_small: int = 0  # how many of its counts there are of fewer than five people
    felt: tuple[tuple[str, int, int, int], ...] = ()  # how taking part was: (what, yes, partly, no)
    made_up: bool = False
    version: int = 1
    status: str = ""
    wording: Wording = ENGLISH  # what documents say beside the words of people and officers

    def say(self, key: str, **facts: object) -> str:
        """An entry of the catalogues, in the workspace's own words where it has some: see ``Wording.say``."""
        return self.wording.say(key, **facts)

    def theme(self, code: str) -> Theme | None:
        """The theme with this code, if anybody who may be counted raised it."""
        return next((t for t in self.themes if t.code.id == code), None)

    def label(self, code: str) -> str:
        """The evidence label of a theme: "E03". Themes that no question asks for come last."""
        order = list(dict.fromkeys([e.theme.code.id for e in self.evidence] + [t.code.id for t in self.themes]))
        return f"E{order.index(code) + 1:02d}"

    def tallied(self, question: str) -> tuple[Tally, ...]:
        """Who ticked which box of a question: one tally for each row of it."""
        return tuple(t for t in self.tallies if t.question == question)

    def stance(self, theme: Theme, ref: str) -> Stance:
        """Where somebody stands on what a theme states.

        Only a passage that a person marked as "for" lets us say that they told us so. Mixed, unclear
        and both-ways passages say that they spoke of it, and no more.
        """
        said = {k.position for k in theme.codings if self._speaker(k).ref == ref}
        if Position.FOR in said and Position.AGAINST not in said:
            return Stance.AGREES
        return Stance.DIFFERS if said == {Position.AGAINST} else Stance.SPEAKS

    def people_who(self, theme: Theme, stance: Stance) -> tuple[str, ...]:
        """The people, not groups or staff, who stand so on a theme."""
        return tuple(r for r in theme.people if self.stance(theme, r) is stance)

    def agreeing(self, theme: Theme) -> tuple[str, ...]:
        """The people who said what the theme's statement says."""
        return self.people_who(theme, Stance.AGREES)

    def raising(self, theme: Theme) -> tuple[str, ...]:
        """The people who said it, or spoke of it; not those who see it differently."""
        return tuple(r for r in theme.people if self.stance(theme, r) is not Stance.DIFFERS)

    def may_tell(self, theme: Theme) -> bool:
        """Whether a theme may be told in our words: what one alone said only with their leave."""
        alone = {self._speaker(k).ref for k in theme.codings}
        said = [self.contributions[k.contribution] for k in theme.codings]
        return len(alone) > 1 or any(
            self.people[character.contributor].allows(Use.PARAPHRASE, character.answer) for character in said
        )

    def quotable(self, theme: Theme) -> Iterator[Coding]:
        """Passages of a theme that may stand in quotation marks, best first.

        Verbatim, of somebody who allows quoting, short enough to be read, and not against what the
        theme states. Those nearest to 25 words come first: long enough to say something.
        """
        with_it = [k for k in theme.codings if k.position is not Position.AGAINST]
        with_it = [k for k in with_it if "[" not in k.snippet]  # a stand-in or a ticked box is nobody's word
        good = [k for k in with_it if self.may_quote(k) and 4 <= len(k.snippet.split()) <= 70]
        yield from sorted(good, key=lambda k: (abs(len(k.snippet.split()) - 25), k.contribution, k.start))

    def may_quote(self, k: Coding) -> bool:
        """Whether a passage is verbatim, its person allows quoting now, and it raised no concern."""
        c = self.contributions.get(k.contribution)
        if c is None or k.contribution in self.concerning or not c.verbatim or k.state is not CodingState.ACCEPTED:
            return False
        return self.people[c.contributor].allows(Use.QUOTE, c.answer)

    def who(self, k: Coding) -> str:
        """How the person behind a passage may be described: by role, never by name."""
        return self.people[self.contributions[k.contribution].contributor].role or self.say("claims/anybody")

    def _speaker(self, k: Coding) -> Contributor:
        return self.people[self.contributions[k.contribution].contributor]
