"""Blind rounds: two people code the same answers, and neither sees the other's until both have finished."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from consultwork.errors import UnknownRef
from consultwork.kinds import Kind
from consultwork.model import Position
from consultwork.store import theming_tables as tt
from consultwork.store.engine import Writer
from consultwork.store.words import submission_of


@dataclass(frozen=True, slots=True)
class Round:
    """One blind round. ``units`` are contributions, ``done`` those that each coder has finished."""

    ref: str
    consultation: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    seed: int
    units: tuple[str, ...]
    done: dict[str, frozenset[str]]

    @property
    def finished(self) -> bool:
        """Whether every coder has finished every contribution that is still there."""
        return all(set(self.units) <= self.done[c] for c in self.coders)


@dataclass(frozen=True, slots=True)
class BlindCoding:
    """A coding that one coder made in a round."""

    ref: str
    coder: str
    contribution: str
    code: str
    start: int
    end: int
    position: Position


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided where two coders differed: whether the code fits, and why."""

    contribution: str
    code: str
    fits: bool
    reason: str
    by: str


def rounds(connection: Connection) -> tuple[Round, ...]:
    """Every round, the oldest first."""
    found = []
    for row in connection.execute(select(tt.round_of).order_by(tt.round_of.c.ref)).mappings():
        u, d = tt.round_unit.c, tt.round_done.c
        units = connection.execute(select(u.contribution).where(u.round == row["ref"]).order_by(u.contribution))
        done: dict[str, set[str]] = {c: set() for c in json.loads(row["coders"])}
        for coder, ref in connection.execute(select(d.coder, d.contribution).where(d.round == row["ref"])).all():
            done.setdefault(coder, set()).add(ref)
        found.append(
            Round(
                row["ref"], row["consultation"], tuple(json.loads(row["coders"])), tuple(json.loads(row["codes"])),
                row["seed"], tuple(units.scalars()), {c: frozenset(x) for c, x in done.items()},
            )
        )  # fmt: skip
    return tuple(found)


def round_by(connection: Connection, ref: str) -> Round:
    """One round.

    Raises:
        UnknownRef: there is none by that ref.
    """
    found = {r.ref: r for r in rounds(connection)}
    if ref not in found:
        raise UnknownRef(Kind.NO_CODING_ROUND, ref=ref)
    return found[ref]


def begin(
    w: Writer, consultation: str, coders: tuple[str, ...], codes: tuple[str, ...], units: tuple[str, ...], seed: int,
    *, by: str, at: datetime,
) -> str:  # fmt: skip
    """Begin a round and return its ref."""
    ref = w.new_ref("R")
    row = {"ref": ref, "consultation": consultation, "coders": json.dumps(coders), "codes": json.dumps(codes)}
    w.run(insert(tt.round_of).values(**row, seed=seed, by=by, at=at))
    for unit in units:
        submission, version = submission_of(w.connection, unit)
        w.run(insert(tt.round_unit).values(round=ref, contribution=unit, version=version, submission=submission))
    return ref


def blind(connection: Connection, round_ref: str, coder: str = "") -> tuple[BlindCoding, ...]:
    """What was coded in a round, by one coder or by all."""
    r = tt.round_coding.c
    query = select(tt.round_coding).where(r.round == round_ref).order_by(r.ref)
    if coder:
        query = query.where(r.coder == coder)
    return tuple(
        BlindCoding(
            row["ref"], row["coder"], row["contribution"], row["code"], row["start"], row["end"],
            Position(row["position"]),
        )
        for row in connection.execute(query).mappings()
    )  # fmt: skip


def put_blind(w: Writer, round_ref: str, b: BlindCoding, *, at: datetime) -> str:
    """Keep one coding of a round; the same words with the same code are kept once. Returns its ref."""
    r = tt.round_coding.c
    same = (r.round == round_ref, r.coder == b.coder, r.contribution == b.contribution, r.code == b.code)
    w.run(delete(tt.round_coding).where(*same, r.start == b.start, r.end == b.end))
    submission, _ = submission_of(w.connection, b.contribution)
    ref = w.new_ref("D")
    row = {"ref": ref, "round": round_ref, "coder": b.coder, "contribution": b.contribution, "submission": submission}
    place = {"code": b.code, "start": b.start, "end": b.end, "position": b.position.value}
    w.run(insert(tt.round_coding).values(**row, **place, at=at))
    return ref


def drop_blind(w: Writer, round_ref: str, coder: str, ref: str) -> bool:
    """Take back one's own coding of a round. False when it is not there or not one's own."""
    r = tt.round_coding.c
    return bool(w.run(delete(tt.round_coding).where(r.ref == ref, r.round == round_ref, r.coder == coder)).rowcount)


def finish(w: Writer, round_ref: str, coder: str, contribution: str, *, at: datetime) -> None:
    """Note that a coder has finished a contribution."""
    submission, _ = submission_of(w.connection, contribution)
    row = {"round": round_ref, "contribution": contribution, "coder": coder, "submission": submission, "at": at}
    w.put(tt.round_done, row, ("round", "contribution", "coder"))


def settled(connection: Connection, round_ref: str) -> tuple[Settlement, ...]:
    """What was decided where coders differed."""
    rows = connection.execute(select(tt.round_settled).where(tt.round_settled.c.round == round_ref)).mappings()
    return tuple(Settlement(r["contribution"], r["code"], bool(r["fits"]), r["reason"], r["by"]) for r in rows)


def settle(w: Writer, round_ref: str, s: Settlement, *, at: datetime) -> None:
    """Keep one decision."""
    submission, _ = submission_of(w.connection, s.contribution)
    row = {
        "round": round_ref, "contribution": s.contribution, "code": s.code, "submission": submission,
        "fits": int(s.fits), "reason": s.reason, "by": s.by, "at": at,
    }  # fmt: skip
    w.put(tt.round_settled, row, ("round", "contribution", "code"))
