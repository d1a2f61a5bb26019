"""The part of the desk for reading: one contribution after another, what is coded on it, and a step back.

What is read is kept in memory and refreshed when anybody else has acted, so that the next
contribution comes at once also among ten thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind
from consultwork.model import (
    CandidateTheme,
    Code,
    Coding,
    CodingState,
    Contribution,
    Contributor,
    Memo,
    Position,
    ReadingFilter,
)
from consultwork.store import people, reading, rounds, themes, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from consultwork.store.engine import Writer
    from consultwork.workbench.session import Session

EVERYTHING = ReadingFilter()
HALF_AT_RANDOM = "half at random"
UNSURE = (0.3, 0.7)  # a chance between these is worth a person's look


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One contribution, as the screen shows it. ``proposals`` are by coding: chance, reason, batch."""

    contribution: Contribution
    person: Contributor
    codings: tuple[Coding, ...]
    proposals: Mapping[str, tuple[str, str, str]]
    memo: str
    memos: tuple[Memo, ...]
    read: bool


@dataclass
class _State:
    act: int
    people: Mapping[str, Contributor]
    contributions: Mapping[str, Contribution]
    codes: tuple[Code, ...]
    codings: dict[str, tuple[Coding, ...]]
    proposals: dict[str, tuple[str, str, str]]
    readings: dict[str, str]
    memos: dict[str, tuple[Memo, ...]]
    apart: frozenset[str]


@dataclass(frozen=True)
class _Step:
    """What one act changed, so that it can be taken back."""

    what: str
    contribution: str
    before: Mapping[str, Coding | None] = field(default_factory=dict)
    memo: str | None = None
    unread: bool = False


class ReadingDesk:
    """Reads and codes, one contribution at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: _State | None = None
        self._steps: list[_Step] = []

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that are in use."""
        return tuple(code for code in self._now().codes if not code.retired)

    @property
    def names(self) -> dict[str, str]:
        """Code -> its name, retired codes too."""
        return {code.id: code.name for code in self._now().codes}

    def queue(self, consultation: str, sieve: ReadingFilter = EVERYTHING) -> list[str]:
        """The refs of the contributions that pass a sieve, in its order.

        "half at random": every other one is drawn at random, which is the sample that promises about the
        rest are made from; those between are the ones whose suggestions are least sure, or whose
        codes are rare. Those that were read already come last.
        """
        s = self._now()
        own = [r for r, c in s.contributions.items() if c.consultation == consultation and self._passes(s, c, sieve)]
        return self._drawn(s, consultation, own) if sieve.order == HALF_AT_RANDOM else own

    def sample_of(self, consultation: str, ref: str) -> str:
        """How a contribution was drawn in the order "half at random": random, or unsure."""
        return self._samples.get((consultation, ref), "")

    def page(self, ref: str) -> ReadingPage:
        """One contribution with what is coded on it.

        Raises:
            UnknownRef: it is not cleared, or not there any more.
        """
        s = self._now()
        if ref not in s.contributions:
            raise UnknownRef(Kind.NO_CLEARED_CONTRIBUTION, contribution=ref)
        c = s.contributions[ref]
        memos = s.memos.get(ref, ())
        mine = next((m.text for m in memos if m.by == self._session.by), "")
        codings = s.codings.get(ref, ())
        given = {k.ref: s.proposals[k.ref] for k in codings if k.ref in s.proposals}
        return ReadingPage(c, s.people[c.contributor], codings, given, mine, memos, ref in s.readings)

    def decide(self, coding: str, state: CodingState, position: Position | None = None) -> None:
        """Accept or reject what is proposed; where the person stands may be said now or later."""
        before = self._coding(coding)
        stands = position or (Position.UNCLEAR if before.state is CodingState.SUGGESTED else None)

        def act(w: Writer) -> None:
            themes.decide_coding(w, coding, state=state, position=stands, by=self._session.by, at=self._session.clock())

        self._do(_Step(f"{state.value} a code", before.contribution, {coding: before}), act)

    def stand(self, coding: str, position: Position) -> None:
        """Say where a person stands on what an accepted coding is about."""
        before = self._coding(coding)
        if before.state is not CodingState.ACCEPTED:
            raise Refused(Kind.CODE_IS_NOT_ACCEPTED)

        def act(w: Writer) -> None:
            by, at = self._session.by, self._session.clock()
            themes.decide_coding(w, coding, state=before.state, position=position, by=by, at=at)

        self._do(_Step("said where they stand", before.contribution, {coding: before}), act)

    def code(self, contribution: str, code: str, start: int, end: int, position: Position = Position.UNCLEAR) -> str:
        """Give a code to words, from ``start`` to ``end`` in code points, end exclusive. Returns the coding's ref.

        Raises:
            Refused: no words, words outside the text, or a code that is retired.
            UnknownRef: no such contribution or code.
        """
        page = self.page(contribution)
        text = page.contribution.text
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise Refused(Kind.NO_WORDS_TO_CODE)
        if code not in {code.id for code in self.codes}:
            raise UnknownRef(Kind.NO_CODE_IN_USE, code=code)
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        there = next((k for k in page.codings if (k.code, k.start, k.end) == (code, start, end)), None)
        if there is not None:
            self.decide(there.ref, CodingState.ACCEPTED, position)
            return there.ref
        made: list[str] = []

        def act(w: Writer) -> None:
            candidate = CandidateTheme(contribution, code, start, end, text[start:end])
            by, at = self._session.by, self._session.clock()
            made.append(themes.put_coding(w, candidate, state=CodingState.ACCEPTED, position=position, by=by, at=at))

        self._do(_Step("coded words", contribution), act)
        last = self._steps.pop()
        self._steps.append(_Step(last.what, contribution, {made[0]: None}))
        return made[0]

    def note(self, contribution: str, text: str) -> None:
        """Keep a memo on a contribution; an empty one takes it away."""
        before = self.page(contribution).memo
        if text.strip() == before:
            return
        self._do(_Step("wrote a memo", contribution, memo=before), lambda w: self._memo(w, contribution, text.strip()))

    def finish(self, contribution: str, sample: str = "") -> None:
        """Note that a contribution was read to its end: what is not coded in it was seen and not coded."""
        if contribution in self._now().readings:
            return

        def act(w: Writer) -> None:
            reading.mark_read(w, contribution, sample=sample, by=self._session.by, at=self._session.clock())

        self._do(_Step("read to the end", contribution, unread=True), act)

    def undo(self) -> tuple[str, str]:
        """Take the last step back. Returns what it was and the contribution that it was on.

        Raises:
            Refused: there is no step to take back, or another has changed the same since.
        """
        if not self._steps:
            raise Refused(Kind.NO_STEP_TO_TAKE_BACK)
        step = self._steps[-1]
        for k in self._now().codings.get(step.contribution, ()):
            if k.ref in step.before and k.by not in ("", self._session.by):
                raise Refused(Kind.SOMEBODY_ELSE_DECIDED_SINCE)

        def act(w: Writer) -> None:
            for ref, before in step.before.items():
                reading.put_back(w, before, ref)
            if step.memo is not None:
                self._memo(w, step.contribution, step.memo)
            if step.unread:
                reading.mark_unread(w, step.contribution)

        self._do(step, act, "take a step back")
        self._steps = self._steps[:-2]
        return step.what, step.contribution

    def _memo(self, w: Writer, contribution: str, text: str) -> None:
        reading.put_memo(w, contribution, text, by=self._session.by, at=self._session.clock())

    def _coding(self, ref: str) -> Coding:
        for codings in self._now().codings.values():
            for k in codings:
                if k.ref == ref:
                    return k
        raise UnknownRef(Kind.CODING_IS_GONE, ref=ref)

    def _do(self, step: _Step, act: Callable[[Writer], None], what: str = "code") -> None:
        """One act, kept in the database and then in memory."""
        s = self._now()
        with self._session.store.write(self._session.by, what) as w:
            act(w)
        self._steps.append(step)
        with self._session.store.read() as connection:
            if reading.last_act(connection) != s.act + 1:
                self._kept = None
                return
            s.act += 1
            self._refresh(connection, s, step)

    def _refresh(self, connection: Connection, s: _State, step: _Step) -> None:
        ref = step.contribution
        s.codings[ref] = reading.codings_on(connection, ref)
        if step.memo is not None:
            s.memos[ref] = tuple(m for m in reading.memos(connection) if m.contribution == ref)
        if step.unread:
            s.readings = reading.readings(connection)

    def _now(self) -> _State:
        """What there is: as kept, unless anybody has acted since."""
        with self._session.store.read() as connection:
            act = reading.last_act(connection)
            if self._kept is not None and self._kept.act == act:
                return self._kept
            codings: dict[str, list[Coding]] = defaultdict(list)
            for k in themes.codings(connection):
                codings[k.contribution].append(k)
            memos: dict[str, list[Memo]] = defaultdict(list)
            for m in reading.memos(connection):
                memos[m.contribution].append(m)
            self._kept = _State(
                act, {p.ref: p for p in people.contributors(connection)}, {x.ref: x for x in words.contributions(connection)},
                themes.codes(connection),
                {ref: tuple(sorted(found, key=lambda k: (k.start, k.ref))) for ref, found in codings.items()},
                reading.proposals(connection), reading.readings(connection), {r: tuple(x) for r, x in memos.items()}, _apart(connection),
            )  # fmt: skip
            return self._kept

    def _passes(self, s: _State, contribution: Contribution, sieve: ReadingFilter) -> bool:
        codings = s.codings.get(contribution.ref, ())
        accepted = [k for k in codings if k.state is CodingState.ACCEPTED]
        if sieve.code and sieve.code not in {k.code for k in codings if k.state is not CodingState.REJECTED}:
            return False
        if (sieve.question and contribution.question != sieve.question) or (
            sieve.person and contribution.contributor != sieve.person
        ):
            return False
        if sieve.show == "waiting":
            return any(k.state is CodingState.SUGGESTED for k in codings)
        if sieve.show == "uncoded":
            return not accepted
        if sieve.show == "unread":
            return contribution.ref not in s.readings
        if sieve.show == "disagreement":
            return contribution.ref in s.apart
        if sieve.show == "mine":
            return any(k.by == self._session.by for k in codings)
        return True

    def _drawn(self, s: _State, consultation: str, own: list[str]) -> list[str]:
        unread = [r for r in own if r not in s.readings]
        at_random = list(unread)
        # The draw depends on nothing that is in the words: the first half of it stays a fair sample.
        Random(consultation).shuffle(at_random)  # noqa: S311 - no secret
        often: dict[str, int] = defaultdict(int)
        for codings in s.codings.values():
            for k in codings:
                often[k.code] += k.state is CodingState.ACCEPTED
        wanted = sorted(unread, key=lambda r: (-self._worth(s, r, often), at_random.index(r)))
        order: list[str] = []
        self._samples = {}
        taken: set[str] = set()
        for n in range(len(unread)):
            source = at_random if n % 2 == 0 else wanted
            while source[0] in taken:
                source.pop(0)
            ref = source.pop(0)
            taken.add(ref)
            order.append(ref)
            self._samples[consultation, ref] = "random" if n % 2 == 0 else "unsure"
        return [*order, *(r for r in own if r in s.readings)]

    _samples: dict[tuple[str, str], str] = {}  # noqa: RUF012 - replaced whole, never changed

    def _worth(self, s: _State, ref: str, often: Mapping[str, int]) -> float:
        """How much a person's look at it would tell: unsure chances, and codes that are seldom seen."""
        worth = 0.0
        for k in s.codings.get(ref, ()):
            if k.state is CodingState.SUGGESTED:
                chance = s.proposals.get(k.ref, ("", "", ""))[0]
                unsure = UNSURE[0] <= float(chance) <= UNSURE[1] if chance else True
                worth += (1.0 if unsure else 0.2) + 1.0 / (1 + often[k.code])
        return worth


def _apart(connection: Connection) -> frozenset[str]:
    """The contributions on which two coders differ and nobody has settled it yet."""
    found: set[str] = set()
    for r in rounds.rounds(connection):
        if not r.finished:
            continue
        done = {(x.contribution, x.code) for x in rounds.settled(connection, r.ref)}
        by: dict[tuple[str, str], set[str]] = defaultdict(set)
        for b in rounds.blind(connection, r.ref):
            by[b.contribution, b.code].add(b.coder)
        found |= {ref for (ref, code), who in by.items() if len(who) < len(r.coders) and (ref, code) not in done}
    return frozenset(found)
