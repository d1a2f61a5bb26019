"""The codebook, what was coded with it, what was decided, and which question it answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select

from consultwork.model import CandidateTheme, Code, Coding, CodingState, Link, Position
from consultwork.store import schema as t
from consultwork.store.engine import Writer
from consultwork.store.theming_tables import proposal
from consultwork.store.words import submission_of


def codes(connection: Connection) -> tuple[Code, ...]:
    """The codebook, in its own order."""
    rows = connection.execute(select(t.code).order_by(t.code.c.place)).mappings()
    return tuple(
        Code(
            row["id"], row["name"], row["description"], tuple(json.loads(row["include"])), row["exclude"],
            row["example"], row["parent"], row["statement"], tuple(json.loads(row["questions"])),
            bool(row["retired"]), tuple(json.loads(row["issues"])),
        )
        for row in rows
    )  # fmt: skip


def put_codes(w: Writer, book: Iterable[Code]) -> None:
    """Replace the codebook. Codings keep the id of the code they were made with."""
    w.run(delete(t.code))
    for place, c in enumerate(book):
        w.run(
            insert(t.code).values(
                id=c.id, place=place, name=c.name, description=c.description, include=_list(c.include),
                exclude=c.exclude, example=c.example, parent=c.parent, statement=c.statement,
                questions=_list(c.questions), retired=c.retired,
                issues=_list(c.issues),
            )
        )  # fmt: skip


def codings(connection: Connection) -> tuple[Coding, ...]:
    """Every coding of a current text, whatever was decided on it."""
    query = (
        select(t.coding)
        .join(
            t.contribution,
            (t.coding.c.contribution == t.contribution.c.ref) & (t.coding.c.version == t.contribution.c.version),
        )
        .where(t.contribution.c.current)
        .order_by(t.coding.c.ref)
    )
    return tuple(coding_of(row) for row in connection.execute(query).mappings())


def add_codings(
    w: Writer, found: Iterable[CandidateTheme], *, known: Mapping[tuple[str, str, int, int], Coding]
) -> int:
    """Keep what the machine proposes, except where a person has already been.

    Where the same was proposed before and still waits, its chance and its reason are brought up to date.

    Args:
        known: (contribution, code, start, end) -> coding, for every coding there is.
    """
    added = 0
    for c in found:
        there = known.get((c.contribution, c.code, c.start, c.end))
        if there is not None and there.state is not CodingState.SUGGESTED:
            continue
        ref = there.ref if there else ""
        if not ref:
            ref = put_coding(w, c, state=CodingState.SUGGESTED, position=Position.UNCLEAR, by="", at=None)
            added += 1
        plain = "the codebook's words: " + ", ".join(c.matched)
        if c.probability is not None or c.reason not in ("", plain):
            chance = "" if c.probability is None else f"{c.probability:.3f}"
            w.put(proposal, {"coding": ref, "chance": chance, "reason": c.reason, "batch": ""}, ("coding",))
    return added


def put_coding(
    w: Writer, c: CandidateTheme, *, state: CodingState, position: Position, by: str, at: datetime | None
) -> str:
    """Keep one coding of the current text and return its ref."""
    ref = w.new_ref("K")
    submission, version = submission_of(w.connection, c.contribution)
    w.run(
        insert(t.coding).values(
            ref=ref, contribution=c.contribution, version=version, submission=submission, code=c.code,
            start=c.start, end=c.end, snippet=c.snippet, state=state.value, position=position.value,
            matched=_list(c.matched), by=by, at=at,
        )
    )  # fmt: skip
    return ref


def decide_coding(w: Writer, ref: str, *, state: CodingState, position: Position | None, by: str, at: datetime) -> bool:
    """Note what a person decided on a coding. Returns False when there is no such coding."""
    values: dict[str, Any] = {"state": state.value, "by": by, "at": at}
    if position is not None:
        values["position"] = position.value
    return bool(w.run(t.coding.update().where(t.coding.c.ref == ref).values(**values)).rowcount)


def theme_decisions(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """(consultation, code) -> (decision, reason)."""
    rows = connection.execute(select(t.theme_decision)).mappings()
    return {(row["consultation"], row["code"]): (row["decision"], row["reason"]) for row in rows}


def decide_theme(w: Writer, consultation: str, code: str, *, decision: str, reason: str, by: str, at: datetime) -> None:
    """Note what is done with a theme that few people raised, and why."""
    row = {"consultation": consultation, "code": code, "decision": decision, "reason": reason}
    w.put(t.theme_decision, row | {"by": by, "at": at}, ("consultation", "code"))


def links(connection: Connection) -> tuple[Link, ...]:
    """What a person decided on theme and question: confirmed, or left out."""
    rows = connection.execute(select(t.link)).mappings()
    return tuple(Link(row["consultation"], row["question"], row["code"], row["confirmed"], row["by"]) for row in rows)


def put_link(w: Writer, link: Link, *, at: datetime) -> None:
    """Note that a theme answers a question, or does not."""
    row = {
        "consultation": link.consultation, "question": link.question, "code": link.code,
        "confirmed": link.confirmed, "by": link.by, "at": at,
    }  # fmt: skip
    w.put(t.link, row, ("consultation", "question", "code"))


def _list(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def coding_of(row: RowMapping) -> Coding:
    """A row of the table of codings as a coding."""
    return Coding(
        row["ref"], row["contribution"], row["code"], row["start"], row["end"], row["snippet"],
        CodingState(row["state"]), Position(row["position"]), tuple(json.loads(row["matched"])), row["by"],
        row["at"],
    )  # fmt: skip
