"""People under their pseudonyms, what they permit, and (apart) their names and contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from consultwork.model import Contributor, Permission, Speaker, Use
from consultwork.store import schema as t
from consultwork.store.engine import Writer


def contributors(connection: Connection) -> tuple[Contributor, ...]:
    """Everybody, in the order of their refs, with every permission ever recorded."""
    given: dict[str, list[Permission]] = defaultdict(list)
    for row in connection.execute(select(t.permission).order_by(t.permission.c.id)).mappings():
        given[row["person"]].append(Permission(Use(row["use"]), row["given"], row["on"], row["how"], row["wording"]))
    rows = connection.execute(select(t.person).order_by(t.person.c.ref)).mappings()
    return tuple(
        Contributor(row["ref"], Speaker(row["speaker"]), row["role"], row["present"], tuple(given[row["ref"]]))
        for row in rows
    )


def person_by_token(connection: Connection, token: str) -> str | None:
    """The ref of the person with this keyed token, if they have been here before."""
    return connection.execute(select(t.person.c.ref).where(t.person.c.token == token)).scalar()


def add_person(w: Writer, *, speaker: Speaker, role: str, present: int | None, token: str, batch: str = "") -> str:
    """Add a person or group and return their new ref."""
    ref = w.new_ref("P")
    w.run(insert(t.person).values(ref=ref, speaker=speaker.value, role=role, present=present, token=token, batch=batch))
    return ref


def record_permissions(w: Writer, person: str, permissions: Iterable[Permission]) -> None:
    """Note permissions, given or refused. The latest line for a use is the one that counts."""
    for p in permissions:
        w.run(
            insert(t.permission).values(
                person=person, use=p.use.value, given=p.given, on=p.on, how=p.how, wording=p.wording
            )
        )


def keep_identity(w: Writer, person: str, *, name: str, contact: str, credit_name: str) -> None:
    """Keep who a person is, in a table that no analysis reads."""
    if name or contact or credit_name:
        row = {"person": person, "name": name, "contact": contact, "credit_name": credit_name}
        w.put(t.identity, row, ("person",))


def credit_names(connection: Connection) -> dict[str, str]:
    """The names people chose to be thanked by. The one use of identities in a document."""
    rows = connection.execute(select(t.identity).where(t.identity.c.credit_name != "")).mappings()
    return {row["person"]: row["credit_name"] for row in rows}


def possible_twins(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Pairs who may be the same person: (one, other, why, decision).

    Two refs are listed when their names or contacts are the same but for case and spaces.
    """
    decided = {(row["one"], row["other"]): row["decision"] for row in connection.execute(select(t.twin)).mappings()}
    rows = connection.execute(select(t.identity).order_by(t.identity.c.person)).mappings().all()
    found: list[tuple[str, str, str, str]] = []
    for what in ("contact", "name"):
        seen: dict[str, str] = {}
        for row in rows:
            value = "".join(row[what].lower().split())
            if not value:
                continue
            if value in seen:
                pair = (seen[value], row["person"])
                if pair not in {(a, b) for a, b, _, _ in found}:
                    found.append((*pair, f"the same {what}", decided.get(pair, "")))
            else:
                seen[value] = row["person"]
    return found


def decide_twin(w: Writer, one: str, other: str, *, why: str, same: bool) -> None:
    """Note whether two refs are one person. When they are, ``other`` becomes ``one`` everywhere."""
    if not same:
        row = {"one": one, "other": other, "why": why, "decision": "different"}
        w.put(t.twin, row, ("one", "other"))
        return
    w.run(t.submission.update().where(t.submission.c.person == other).values(person=one))
    # What either refused stays refused: of two records for a use, the refusal is written last.
    rows = w.run(select(t.permission).where(t.permission.c.person.in_((one, other)))).mappings().all()
    refused = {row["use"] for row in rows if not row["given"]}
    w.run(t.permission.update().where(t.permission.c.person == other).values(person=one))
    record_permissions(w, one, [Permission(Use(u), False, None, "two records joined") for u in sorted(refused)])
    w.run(t.draft_person.delete().where(t.draft_person.c.person == other))
    w.run(t.person.delete().where(t.person.c.ref == other))
