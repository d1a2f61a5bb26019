"""The part of the desk for the codebook and what is coded with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames, settings
from consultwork.errors import Refused, UnknownRef
from consultwork.journey import small_numbers, theme
from consultwork.journey.small_numbers import SuppressedTable
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker, CandidateTheme, Code, Coding, CodingState, Contribution, Position, Theme
from consultwork.store import themes as store
from consultwork.text import listed
from consultwork.workbench.theme import raised
from consultwork.workbench.theme.suggesting import SuggestingDesk

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot


class ThemeDesk:
    """What people said, and how many said it."""

    def __init__(self, session: Session, suggesting: SuggestingDesk) -> None:
        self._session, self._suggesting = session, suggesting

    @property
    def codebook(self) -> tuple[Code, ...]:
        """The codebook, in its own order."""
        with self._session.store.read() as connection:
            return store.codes(connection)

    def load_codebook(self, path: Path) -> int:
        """Replace the codebook by one from a CSV file. Returns how many codes it has."""
        book = settings.read_codebook(path)
        session = self._session
        with session.store.write(session.by, "load the codebook", amount=len(book)) as w:
            store.put_codes(w, book)
        return len(book)

    def save_codebook(self, path: Path) -> None:
        """Write the codebook as a CSV file."""
        settings.write_codebook(self.codebook, path)

    def suggest(self, consultation: str = "") -> int:
        """Let codes be proposed. Returns how many proposals are new.

        The codebook's own words propose. Once enough was read to its end, what people decided there
        proposes too, for all that nobody has read yet, and says how sure it is.
        """
        session = self._session
        s = session.snapshot()
        chosen = [
            contribution
            for contribution in s.contributions.values()
            if not consultation or contribution.consultation == consultation
        ]
        used = tuple(code for code in s.codes if not code.retired)
        found = list(theme.propose(chosen, _with_words(used)))
        if self._suggesting.can_learn():
            learnt = {(x.contribution, x.code, x.start, x.end): x for x in self._suggesting.candidates(s, consultation)}
            found = [learnt.pop((x.contribution, x.code, x.start, x.end), x) for x in found] + list(learnt.values())
        known = {(k.contribution, k.code, k.start, k.end): k for k in s.codings}
        with session.store.write(session.by, "suggest codes") as w:
            w.amount = store.add_codings(w, found, known=known)
        return w.amount or 0

    def codings(self, consultation: str = "", state: CodingState | None = None) -> tuple[Coding, ...]:
        """Codings, of one consultation and in one state if so wished."""
        s = self._session.snapshot()
        return tuple(
            k
            for k in s.codings
            if (not consultation or s.contributions[k.contribution].consultation == consultation)
            and (state is None or k.state is state)
        )

    def decide(self, coding: str, state: CodingState | str, position: Position | str | None = None) -> None:
        """Accept or reject a coding, and say where it stands."""
        try:
            chosen = CodingState(state), Position(position) if position else None
        except ValueError as error:
            raise Refused(
                Kind.NO_SUCH_STATE_OR_POSITION, state=state, position=position or "", states=listed(list(CodingState), "or"),
                positions=listed(list(Position), "or"),
            ) from error  # fmt: skip
        self.decide_many([(coding, *chosen)])

    def decide_many(self, decisions: Iterable[tuple[str, CodingState, Position | None]]) -> None:
        """Decide on several codings at once: (ref, state, position or None to leave it)."""
        session, decisions = self._session, list(decisions)
        with session.store.write(session.by, "decide on codings", amount=len(decisions)) as w:
            for ref, state, position in decisions:
                if not store.decide_coding(w, ref, state=state, position=position, by=session.by, at=session.clock()):
                    raise UnknownRef(Kind.NO_CODING, ref=ref)

    def add(self, contribution: str, code: str, passage: str, position: Position | str = Position.UNCLEAR) -> str:
        """Code a passage that a person chose. Returns the coding's ref."""
        return self.add_many([(contribution, code, passage, Position(position))])[0]

    def add_many(self, chosen: Iterable[tuple[str, str, str, Position]]) -> list[str]:
        """Code passages that a person chose: (contribution, code, exact words, position).

        A passage that was proposed before is accepted instead of being added twice.

        Raises:
            Refused: the words do not stand in the contribution exactly so.
            UnknownRef: no such contribution or code.
        """
        session = self._session
        s = session.snapshot()
        known = {(k.contribution, k.code, k.start, k.end): k.ref for k in s.codings}
        ids = {code.id for code in s.codes}
        refs = []
        with session.store.write(session.by, "code passages") as w:
            for contribution, code, passage, position in chosen:
                if code not in ids:
                    raise UnknownRef(Kind.NO_CODE, code=code)
                start, end = _where(s.contributions, contribution, passage)
                ref = known.get((contribution, code, start, end))
                if ref is None:
                    candidate = CandidateTheme(contribution, code, start, end, passage)
                    ref = store.put_coding(
                        w, candidate, state=CodingState.ACCEPTED, position=position, by=session.by, at=session.clock()
                    )
                    known[contribution, code, start, end] = ref
                else:
                    store.decide_coding(
                        w, ref, state=CodingState.ACCEPTED, position=position, by=session.by, at=session.clock()
                    )
                refs.append(ref)
            w.amount = len(refs)
        return refs

    def themes(self, consultation: str, snapshot: Snapshot | None = None) -> tuple[tuple[Theme, ...], set[str]]:
        """The themes of a consultation, the most raised first, and the people who were heard."""
        return raised.themes(self._session, consultation, snapshot)

    def table(self, consultation: str) -> pd.DataFrame:
        """Themes by people. Columns: see ``frames.theme_frame``."""
        self._session.consultation(consultation)
        found, heard = self.themes(consultation)
        return theme.theme_table(found, len(heard))

    def few_people(self, consultation: str) -> tuple[Theme, ...]:
        """The themes that only one or two people raised: somebody decides on each."""
        return theme.few_people(self.themes(consultation)[0])

    def coding_table(self, consultation: str = "") -> pd.DataFrame:
        """Passages with their codes. Columns: see ``frames.coding_frame``."""
        s = self._session.snapshot()
        own = s.of(consultation) if consultation else dict(s.contributions)
        return frames.coding_frame(s.codings, own, s.people)

    def groups(self) -> tuple[str, ...]:
        """What is known of who people are: age, place, sex, service, as far as anybody told us."""
        return raised.groups(self._session)

    def by_group(self, consultation: str, what: str, threshold: int = small_numbers.THRESHOLD) -> SuppressedTable:
        """Themes by who people are, as it may leave the building: small numbers hidden, totals true.

        Args:
            what: age, place, sex, service: see ``groups``.

        Returns:
            Its ``table`` has one row a theme, one column a group of people, and the true total.

        Raises:
            UnknownRef: nobody told us that of themselves.
        """
        self._session.consultation(consultation)
        if what not in self.groups():
            known = listed(self.groups(), "or") or "nothing yet"
            raise UnknownRef(Kind.NOBODY_TOLD_THIS_ABOUT_THEMSELVES, what=what, known=known)
        found, heard = self.themes(consultation)
        people = self._session.snapshot().people
        said = small_numbers.attributes(((ref, dict(people[ref].about)) for ref in sorted(heard)), what)
        groups, merged = small_numbers.merge_small(said, threshold)
        counts = theme.group_table(found, groups)
        return replace(small_numbers.suppress(counts, threshold=threshold), merged=merged)

    def people_by_theme(self, consultation: str) -> pd.DataFrame:
        """One row a person, one column a code, True where they raised it."""
        s = self._session.snapshot()
        return theme.people_by_theme_table(s.codings, s.of(consultation), s.people)

    def keep(self, consultation: str, code: str, reason: str, decision: str = "kept") -> None:
        """Decide what is done with a theme that few people raised, and say why."""
        self.keep_many(consultation, [(code, decision, reason)])

    def keep_many(self, consultation: str, decided: Iterable[tuple[str, str, str]]) -> None:
        """Decide on several small themes in one transaction: (code, decision, reason)."""
        session, decided = self._session, list(decided)
        if any(not reason.strip() for _, _, reason in decided):
            raise Refused(Kind.DECISION_ON_SMALL_THEME_NEEDS_REASON)
        with session.store.write(session.by, "decide on small themes", amount=len(decided)) as w:
            for code, decision, reason in decided:
                store.decide_theme(
                    w, consultation, code, decision=decision, reason=reason, by=session.by, at=session.clock()
                )

    def blockers(self) -> tuple[Blocker, ...]:
        """What is still open in the themes of every consultation that people spoke to."""
        s = self._session.snapshot()
        findings: list[Blocker] = []
        known = {code.id for code in s.codes}
        lost = Counter(k.code for k in s.codings if k.code not in known and k.state is CodingState.ACCEPTED)
        for code, n in lost.items():
            findings.append(Blocker.of("theme", code, Waiting.CODE_IS_GONE, count=n))
        for consultation in self._session.consultations:
            own = s.of(consultation)
            if own:
                findings += theme.blockers(s.codings, own, self.themes(consultation, s)[0], consultation)
        return tuple(findings)


def _with_words(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """The codes as they are; where no code has words of its own, words read off their definitions."""
    if any(code.include for code in codes):
        return codes
    from consultwork.suggest.words import derived_keywords  # brings scikit-learn, which few codebooks need

    return tuple(replace(c, include=words) for c, words in zip(codes, derived_keywords(codes), strict=True))


def _where(contributions: object, ref: str, passage: str) -> tuple[int, int]:
    assert isinstance(contributions, dict)
    found: Contribution | None = contributions.get(ref)
    if found is None:
        raise UnknownRef(Kind.NO_CLEARED_CONTRIBUTION, contribution=ref)
    start = found.text.find(passage)
    if not passage or start < 0:
        raise Refused(Kind.PASSAGE_DOES_NOT_STAND_SO, passage=passage[:40], ref=ref)
    return start, start + len(passage)
