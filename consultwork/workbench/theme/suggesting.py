"""Suggestions that learn from what people decided, keywords to add, and accepting many at a time.

The unit is a sentence with the question that it answers: that is what a passage is made of.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from consultwork.errors import Refused
from consultwork.journey.theme import sentences
from consultwork.kinds import Kind
from consultwork.model import CandidateTheme, Code, Coding, CodingState, Contribution, Position
from consultwork.store import reading, themes
from consultwork.text import plural
from consultwork.workbench.theme.codebook import CodebookDesk

if TYPE_CHECKING:
    from consultwork.suggest.discover import CandidateGroup
    from consultwork.suggest.engine import Comments, Suggester
    from consultwork.suggest.keywords import ProposedKeyword
    from consultwork.suggest.words import Floats
    from consultwork.workbench.session import Session, Snapshot

LEARNS_FROM = 20  # contributions read to the end from which suggestions learn
ENOUGH = 20  # passages of a code below which nothing is said on how sure a suggestion is
SAMPLE = 10  # suggestions of a batch that are shown before it is accepted
NOT_ENOUGH = "not enough to tell"


@dataclass(frozen=True, slots=True)
class Batch:
    """Suggestions that may be accepted together: what a person has to know first.

    ``wrong`` is how many of them are expected not to fit, from their own chances. ``promised`` says
    whether a random sample stands behind it. ``sample`` is shown, drawn at random.
    """

    consultation: str
    least: float
    codings: tuple[str, ...]
    sample: tuple[Coding, ...]
    wrong: float
    promised: bool
    account: str


@dataclass(frozen=True)
class _Units:
    """Sentences: of which contribution, from where to where."""

    refs: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    questions: tuple[str, ...]


class SuggestingDesk:
    """What the machine proposes, and how sure it may be."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def can_learn(self) -> bool:
        """Whether enough was read to its end for the suggestions to learn from it."""
        with self._session.store.read() as connection:
            return len(reading.readings(connection)) >= LEARNS_FROM

    def candidates(self, s: Snapshot, consultation: str) -> tuple[CandidateTheme, ...]:
        """Codes for the sentences of contributions that nobody has read to the end yet."""
        from consultwork.suggest.reasons import Reasons

        suggester, codes, _ = self._learnt(s)
        with self._session.store.read() as connection:
            done = reading.readings(connection)
        chosen = [x for r, x in s.contributions.items() if r not in done and consultation in ("", x.consultation)]
        units = self._units(chosen)
        chances, hits, pieces = suggester.read(_comments(units))
        reasons, enough = Reasons(suggester), _often(suggester)
        names, found = suggester.basis.keywords, []
        for n, ref in enumerate(units.refs):
            row = slice(pieces.indptr[n], pieces.indptr[n + 1])
            own = hits.indices[hits.indptr[n] : hits.indptr[n + 1]]
            for k in (chances[n] >= suggester.cut).nonzero()[0]:
                plain = _plain(units.texts[n])
                why = reasons.say(plain, own, (pieces.indices[row], pieces.data[row]), int(k))
                if enough[k] < ENOUGH:
                    why = f"{why}; {NOT_ENOUGH} how sure this is"
                start, end = units.spans[n]
                matched = tuple(dict.fromkeys(names[h].found_in(plain) for h in own if names[h].code == k))
                found.append(
                    CandidateTheme(
                        ref, codes[k].id, start, end, units.texts[n], matched,
                        float(chances[n, k]) if enough[k] >= ENOUGH else None, why,
                    )
                )  # fmt: skip
        return tuple(found)

    def keywords(self) -> tuple[ProposedKeyword, ...]:
        """Words that the codebook may take as keywords, from what was read and coded."""
        from consultwork.suggest.keywords import propose_keywords

        s = self._session.snapshot()
        codes = tuple(code for code in s.codes if not code.retired)
        units, marks, _ = self._confirmed(s, codes)
        return propose_keywords(codes, units.texts, marks) if units.refs else ()

    def add_keyword(self, code: str, word: str) -> None:
        """Add a proposed keyword to a code, with one click."""
        book = CodebookDesk(self._session)
        found = next((c for c in book.codes if c.id == code), None)
        if found is None:
            raise Refused(Kind.NO_CODE, code=code)
        book.define(code, include=(*found.include, word), reason=f"“{word}” stands in passages that were coded so")

    def discover(
        self, consultation: str, *, unexplained: bool = True
    ) -> tuple[tuple[CandidateGroup, tuple[tuple[str, str], ...]], ...]:
        """Candidate themes, each with its three typical passages as (contribution, words). Nothing is coded.

        Args:
            unexplained: only sentences that no keyword of the codebook explains.
        """
        from consultwork.suggest.discover import candidate_themes

        s = self._session.snapshot()
        units = self._units(list(s.of(consultation).values()))
        codes = tuple(code for code in s.codes if code.include and not code.retired) if unexplained else ()
        found = candidate_themes(units.texts, codes)
        return tuple((g, tuple((units.refs[n], units.texts[n]) for n in g.typical)) for g in found)

    def unexplained(self, consultation: str) -> tuple[tuple[str, int], ...]:
        """Words that people use and no keyword of the codebook explains, with in how many sentences."""
        from consultwork.suggest.discover import unexplained_words

        s = self._session.snapshot()
        units = self._units(list(s.of(consultation).values()))
        return unexplained_words(units.texts, tuple(code for code in s.codes if not code.retired))

    def bar(self, wanted: float = 0.95) -> float | None:
        """The chance above which a wanted share of suggestions is right, or None where nothing may be promised.

        Only contributions that were drawn at random speak for the rest.
        """
        from consultwork.suggest.calibration import choose_bar

        s = self._session.snapshot()
        suggester, _, at_random = self._learnt(s)
        if suggester.confirmed is None or suggester.left_out is None:
            return None
        keys = zip(suggester.confirmed.comments.questions, suggester.confirmed.comments.texts, strict=True)
        rows = [n for n, key in enumerate(keys) if key in at_random]
        return choose_bar(suggester.left_out[rows], suggester.confirmed.marks[rows], wanted)

    def batch(self, consultation: str, least: float) -> Batch:
        """The suggestions that wait with a chance of at least ``least``, and a sample of them to look at.

        Raises:
            Refused: no such suggestion has a chance yet, or ``least`` is no chance.
        """
        from random import Random

        if not 0.5 <= least <= 1:
            raise Refused(Kind.CHANCE_IS_OUT_OF_RANGE, least=f"{least:g}")
        s = self._session.snapshot()
        own = s.of(consultation)
        with self._session.store.read() as connection:
            given = reading.proposals(connection)
        waiting = [k for k in s.codings if k.state is CodingState.SUGGESTED and k.contribution in own]
        sure = [(k, float(given[k.ref][0])) for k in waiting if given.get(k.ref, ("",))[0]]
        chosen = [(k, p) for k, p in sure if p >= least]
        if not chosen:
            why = "no suggestion is that sure" if sure else "it is not known yet how sure the suggestions are"
            raise Refused(Kind.BATCH_IS_NOT_READY, why=why)
        wrong = sum(1 - p for _, p in chosen)
        bar = self.bar()
        promised = bar is not None and least >= bar
        sample = Random(consultation).sample([k for k, _ in chosen], min(SAMPLE, len(chosen)))  # noqa: S311 - no secret
        count = len(chosen)
        about = f"{count} {plural(count, 'suggestion')}; about {round(wrong)} of them are expected not to fit."
        ground = (
            "In a random sample, at least 95% of such suggestions were right."
            if promised
            else "Nothing is promised: too few were drawn at random and read to say that 95% are right."
        )
        return Batch(
            consultation, least, tuple(k.ref for k, _ in chosen), tuple(sample), wrong, promised, f"{about} {ground}"
        )

    def accept_batch(self, batch: Batch) -> int:
        """Accept a batch after its sample was looked at. Each is marked as accepted in a batch; nobody's stand is said.

        Returns:
            How many were accepted: what somebody decided meanwhile stays as it is.
        """
        session = self._session
        waiting = {k.ref for k in session.snapshot().codings if k.state is CodingState.SUGGESTED}
        mark = f"accepted among {len(batch.codings)} above {batch.least:.0%}, after a sample of {len(batch.sample)}"
        chosen = [ref for ref in batch.codings if ref in waiting]
        with session.store.write(session.by, "accept a batch of suggestions", amount=len(chosen)) as w:
            for ref in chosen:
                themes.decide_coding(
                    w, ref, state=CodingState.ACCEPTED, position=Position.UNCLEAR, by=session.by, at=session.clock()
                )
                reading.mark_batch(w, ref, mark)
        return len(chosen)

    def _learnt(self, s: Snapshot) -> tuple[Suggester, tuple[Code, ...], frozenset[tuple[str, str]]]:
        from consultwork.suggest.engine import Comments, ConfirmedComments, learn

        codes = tuple(code for code in s.codes if not code.retired)
        if not codes:
            raise Refused(Kind.CODEBOOK_HAS_NO_CODE_IN_USE)
        units, marks, at_random = self._confirmed(s, codes)
        known = ConfirmedComments(Comments(list(units.texts), list(units.questions)), marks) if units.refs else None
        return learn(codes, _comments(self._units(list(s.contributions.values()))), known), codes, at_random

    def _confirmed(self, s: Snapshot, codes: tuple[Code, ...]) -> tuple[_Units, Floats, frozenset[tuple[str, str]]]:
        """The sentences that somebody read to the end, which codes fit each, and which were drawn at random."""
        import numpy as np

        with self._session.store.read() as c:
            done = reading.readings(c)
        units = self._units([s.contributions[r] for r in sorted(done) if r in s.contributions])
        spans: dict[str, list[Coding]] = defaultdict(list)
        for k in s.codings:
            if k.state is CodingState.ACCEPTED:
                spans[k.contribution].append(k)
        number = {c.id: n for n, c in enumerate(codes)}
        marks = np.zeros((len(units.refs), len(codes)))
        for row, (ref, (start, end)) in enumerate(zip(units.refs, units.spans, strict=True)):
            for k in spans[ref]:
                if k.start < end and start < k.end and k.code in number:
                    marks[row, number[k.code]] = 1.0
        keys = zip(units.questions, units.texts, units.refs, strict=True)
        return units, marks, frozenset((q, t) for q, t, ref in keys if done[ref] == "random")

    def _units(self, contributions: list[Contribution]) -> _Units:
        asked = {
            q.ref: q.plain or q.text
            for consultation in self._session.consultations.values()
            for q in consultation.questions
        }
        refs, spans, texts, questions = [], [], [], []
        for contribution in contributions:
            for start, end in _sentences(contribution.text):
                refs.append(contribution.ref)
                spans.append((start, end))
                texts.append(contribution.text[start:end])
                questions.append(asked.get(f"{contribution.consultation}/{contribution.question}", contribution.prompt))
        return _Units(tuple(refs), tuple(spans), tuple(texts), tuple(questions))


@lru_cache(maxsize=20_000)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return sentences(text)


def _comments(units: _Units) -> Comments:
    from consultwork.suggest.engine import Comments

    return Comments(list(units.texts), list(units.questions))


def _plain(text: str) -> str:
    """A sentence as the suggestions see it."""
    from consultwork.suggest.words import folded

    return folded([text])[0]


def _often(suggester: Suggester) -> list[int]:
    marks = suggester.confirmed.marks if suggester.confirmed is not None else None
    count = len(suggester.basis.codes)
    return [0] * count if marks is None else [int(x) for x in marks.sum(axis=0)]
