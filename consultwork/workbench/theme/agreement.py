"""The part of the desk for two coders: blind rounds, how well they agree, and settling what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.errors import Refused, UnknownRef
from consultwork.frames import frame
from consultwork.journey import agreement as core
from consultwork.journey.agreement import CodeAgreement
from consultwork.kinds import Kind
from consultwork.model import CandidateTheme, CodingState, Contribution, Position
from consultwork.store import rounds as store
from consultwork.store import themes
from consultwork.store.rounds import BlindCoding, Round, Settlement
from consultwork.text import listed, plural
from consultwork.workbench.theme.codebook import CodebookDesk

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


@dataclass(frozen=True, slots=True)
class Difference:
    """One contribution and one code that one coder gave and the other did not."""

    contribution: str
    code: str
    given_by: tuple[str, ...]
    not_by: tuple[str, ...]
    passages: tuple[tuple[str, str], ...]
    settled: Settlement | None = None


class AgreementDesk:
    """Blind double coding."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rounds(self, consultation: str = "") -> tuple[Round, ...]:
        """The rounds, the oldest first."""
        with self._session.store.read() as connection:
            found = store.rounds(connection)
        return tuple(r for r in found if not consultation or r.consultation == consultation)

    def propose_size(self, consultation: str) -> int:
        """How many contributions both should read, from how often a usual code occurs (5% where nothing is known)."""
        s = self._session.snapshot()
        own = s.of(consultation)
        with_code: dict[str, set[str]] = defaultdict(set)
        for k in s.codings:
            if k.contribution in own and k.state is CodingState.ACCEPTED:
                with_code[k.code].add(k.contribution)
        shares = sorted(len(refs) / len(own) for refs in with_code.values()) if own else []
        return core.sample_size(len(own), shares[len(shares) // 2] if shares else 0.05)

    def begin(self, consultation: str, coders: Iterable[str], *, most: int | None = None, seed: int = 1) -> str:
        """Begin a round on a random draw of a consultation's contributions. Returns its ref.

        Args:
            coders: two different names; each coder opens the workbench under her own.
            most: how many contributions; ``propose_size`` when left out.
            seed: the same seed draws the same.

        Raises:
            Refused: not two coders, or nothing to read.
        """
        session = self._session
        session.consultation(consultation)
        names = tuple(dict.fromkeys(n.strip() for n in coders if n.strip()))
        if len(names) != 2:
            raise Refused(Kind.ROUND_NEEDS_TWO_CODERS_WITH_DIFFERENT_NAMES)
        s = session.snapshot()
        units = sorted(s.of(consultation))
        if not units:
            raise Refused(Kind.NO_WORDS_OF_CONSULTATION_ARE_CLEARED)
        size = self.propose_size(consultation) if most is None else most
        if size < 1:
            raise Refused(Kind.ROUND_NEEDS_AT_LEAST_ONE_CONTRIBUTION)
        drawn = sorted(Random(seed).sample(units, min(size, len(units))))  # noqa: S311 - a fair draw, no secret
        codes = tuple(code.id for code in s.codes if not code.retired)
        with session.store.write(session.by, "begin a blind round", amount=len(drawn)) as w:
            return store.begin(w, consultation, names, codes, tuple(drawn), seed, by=session.by, at=session.clock())

    def queue(self, ref: str, coder: str) -> list[Contribution]:
        """What a coder has to read in a round, each coder in another order, what is finished last.

        Raises:
            UnknownRef, Refused: no such round, or she is not in it.
        """
        r = self._round(ref, coder)
        found = self._session.snapshot().contributions
        order = [u for u in r.units if u in found]
        Random(f"{r.seed}/{coder}").shuffle(order)  # noqa: S311 - no secret
        done = r.done[coder]
        return [found[u] for u in sorted(order, key=lambda u: u in done)]

    def mine(self, ref: str, coder: str) -> tuple[BlindCoding, ...]:
        """One coder's own codings in a round. Nobody else's, and nothing that the machine proposed."""
        self._round(ref, coder)
        with self._session.store.read() as connection:
            return store.blind(connection, ref, coder)

    def code(
        self, ref: str, coder: str, contribution: str, code: str, start: int, end: int,
        position: Position = Position.UNCLEAR,
    ) -> str:  # fmt: skip
        """Give a code to words in a round. Returns the coding's ref.

        Raises:
            Refused: no words; or she has finished this contribution and the other may have seen it.
            UnknownRef: the contribution or the code is not in this round.
        """
        r = self._round(ref, coder)
        found = self._session.snapshot().contributions.get(contribution)
        if contribution not in r.units or found is None:
            raise UnknownRef(Kind.CONTRIBUTION_IS_NOT_IN_ROUND, contribution=contribution, ref=ref)
        if code not in r.codes:
            raise UnknownRef(Kind.CODE_IS_NEWER_THAN_ROUND, code=code)
        self._still_open(r)
        if not 0 <= start < end <= len(found.text) or not found.text[start:end].strip():
            raise Refused(Kind.NO_WORDS_TO_CODE)
        session = self._session
        with session.store.write(session.by, "code in a blind round") as w:
            blind = BlindCoding("", coder, contribution, code, start, end, position)
            return store.put_blind(w, ref, blind, at=session.clock())

    def take_off(self, ref: str, coder: str, coding: str) -> None:
        """Take one's own coding back, while the round is open."""
        self._still_open(self._round(ref, coder))
        with self._session.store.write(self._session.by, "take back a coding in a blind round") as w:
            if not store.drop_blind(w, ref, coder, coding):
                raise UnknownRef(Kind.NO_CODING_OF_YOURS_IN_ROUND, coding=coding)

    def finish(self, ref: str, coder: str, contribution: str) -> int:
        """Note that a coder has finished a contribution. Returns how many she has left."""
        r = self._round(ref, coder)
        if contribution not in r.units:
            raise UnknownRef(Kind.CONTRIBUTION_IS_NOT_IN_ROUND, contribution=contribution, ref=ref)
        session = self._session
        with session.store.write(session.by, "finish a contribution in a blind round") as w:
            store.finish(w, ref, coder, contribution, at=session.clock())
        return len(set(r.units) - r.done[coder] - {contribution})

    def agreement(self, ref: str) -> tuple[CodeAgreement, ...]:
        """How the two agree: on all codes together, then on each.

        Raises:
            Refused: they have not both finished, so that neither may see the other's.
        """
        r, by = self._both(ref)
        one, other = ({u: frozenset(k.code for k in by[c] if k.contribution == u) for u in r.units} for c in r.coders)
        return core.agreement(one, other, r.codes)

    def table(self, ref: str) -> pd.DataFrame:
        """Agreement as a table. Columns: code, both, only the first, only the second, contributions, alpha, kappa, F1."""
        names = {code.id: code.name for code in self._session.snapshot().codes} | {"": "all codes together"}
        one, other = self._both(ref)[0].coders
        columns = ("code", "both", f"only {one}", f"only {other}", "contributions", "alpha", "kappa", "F1")
        rows = [
            dict(
                zip(
                    columns,
                    (
                        names.get(a.code, a.code), a.both, a.only_one, a.only_other, a.units, str(a.alpha),
                        "" if not a.code else str(a.kappa), str(a.f1),
                    ),
                    strict=True,
                )
            )
            for a in self.agreement(ref)
        ]  # fmt: skip
        return frame(rows, columns, ("both", f"only {one}", f"only {other}", "contributions"))

    def differences(self, ref: str) -> tuple[Difference, ...]:
        """Where one gave a code and the other did not, with the words, and what was settled.

        Raises:
            Refused: they have not both finished.
        """
        r, by = self._both(ref)
        with self._session.store.read() as c:
            done = {(x.contribution, x.code): x for x in store.settled(c, ref)}
        texts = self._session.snapshot().contributions
        found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for coder in r.coders:
            for k in by[coder]:
                if k.contribution in texts:
                    words = texts[k.contribution].text[k.start : k.end]
                    found[k.contribution, k.code][coder].append(words)
        return tuple(
            Difference(
                unit, code, tuple(who), tuple(c for c in r.coders if c not in who),
                tuple((c, words) for c, said in who.items() for words in said), done.get((unit, code)),
            )
            for (unit, code), who in sorted(found.items())
            if len(who) < len(r.coders)
        )  # fmt: skip

    def settle(self, ref: str, contribution: str, code: str, *, fits: bool, reason: str) -> str:
        """Settle one difference. Returns a line that the codebook may take, under include or exclude.

        Raises:
            Refused: no reason.
            UnknownRef: they do not differ there.
        """
        if not reason.strip():
            raise Refused(Kind.DECISION_NEEDS_REASON)
        if not any((d.contribution, d.code) == (contribution, code) for d in self.differences(ref)):
            raise UnknownRef(Kind.CODERS_DO_NOT_DIFFER, code=code, contribution=contribution)
        session = self._session
        with session.store.write(session.by, "settle a difference between coders") as w:
            store.settle(w, ref, Settlement(contribution, code, fits, reason.strip(), session.by), at=session.clock())
        return f"{'Include' if fits else 'Leave out'}: {reason.strip()}"

    def into_codebook(self, code: str, line: str) -> None:
        """Put a line that came of a settled difference into a code's description, or into what it leaves out."""
        book = CodebookDesk(self._session)
        found = next((c for c in book.codes if c.id == code), None)
        if found is None:
            raise UnknownRef(Kind.NO_CODE, code=code)
        reason = "settled between two coders"
        if line.startswith("Leave out: "):
            book.define(code, reason=reason, exclude=f"{found.exclude} {line.removeprefix('Leave out: ')}".strip())
        else:
            book.define(code, reason=reason, description=f"{found.description} {line}".strip())

    def take_over(self, ref: str) -> int:
        """Count what both gave, and what was settled as fitting, as coded. Returns how many codings are new.

        Raises:
            Refused: a difference is not settled yet.
        """
        r, by = self._both(ref)
        open_ = [d for d in self.differences(ref) if d.settled is None]
        if open_:
            count = len(open_)
            raise Refused(
                Kind.DIFFERENCES_ARE_NOT_SETTLED,
                n=count,
                n_2=plural(count, "difference"),
                n_3=plural(count, "is", "are"),
            )
        fits = {(d.contribution, d.code): bool(d.settled and d.settled.fits) for d in self.differences(ref)}
        session, s = self._session, self._session.snapshot()
        known = {(k.contribution, k.code, k.start, k.end): k for k in s.codings}
        stands: dict[tuple[str, str, int, int], set[Position]] = defaultdict(set)
        for k in (k for coder in r.coders for k in by[coder]):
            if k.contribution in s.contributions and fits.get((k.contribution, k.code), True):
                stands[k.contribution, k.code, k.start, k.end].add(k.position)
        both = listed(list(r.coders))
        new = 0
        with session.store.write(session.by, "take over a blind round") as w:
            for (unit, code, start, end), said in sorted(stands.items()):
                position = said.pop() if len(said) == 1 else Position.UNCLEAR
                there = known.get((unit, code, start, end))
                if there is None:
                    candidate = CandidateTheme(unit, code, start, end, s.contributions[unit].text[start:end])
                    at = session.clock()
                    themes.put_coding(w, candidate, state=CodingState.ACCEPTED, position=position, by=both, at=at)
                    new += 1
                elif there.state is not CodingState.ACCEPTED:
                    at = session.clock()
                    themes.decide_coding(w, there.ref, state=CodingState.ACCEPTED, position=position, by=both, at=at)
                    new += 1
            w.amount = new
        return new

    def _round(self, ref: str, coder: str) -> Round:
        with self._session.store.read() as connection:
            r = store.round_by(connection, ref)
        if coder not in r.coders:
            raise Refused(Kind.CODER_IS_NOT_IN_ROUND, coder=coder, ref=ref, coders=listed(list(r.coders)))
        return r

    def _still_open(self, r: Round) -> None:
        if r.finished:
            raise Refused(Kind.ROUND_IS_OVER)

    def _both(self, ref: str) -> tuple[Round, dict[str, tuple[BlindCoding, ...]]]:
        with self._session.store.read() as connection:
            r = store.round_by(connection, ref)
            if not r.finished:
                left = [f"{coder} {len(set(r.units) - r.done[coder])}" for coder in r.coders]
                raise Refused(Kind.ROUND_IS_NOT_FINISHED, left=listed(left))
            return r, {coder: store.blind(connection, ref, coder) for coder in r.coders}
