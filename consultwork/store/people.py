"""People under their pseudonyms, what they permit, and (apart) their names and contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

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
    found = connection.execute(select(t.person.c.ref).where(t.person.c.token == token)).scalar()
    return found or connection.execute(select(t.alias.c.person).where(t.alias.c.token == token)).scalar()


def add_person(w: Writer, *, speaker: Speaker, role: str, present: int | None, token: str, batch: str = "") -> str:
    """Add a person or group and return their new ref."""
    ref = w.new_ref("P")
    w.run(insert(t.person).values(ref=ref, speaker=speaker.value, role=role, present=present, token=token, batch=batch))
    return ref


def has_withdrawn(connection: Connection, token: str) -> bool:
    """Whether the person with this keyed token took their words back."""
    return connection.execute(select(t.withdrawn.c.token).where(t.withdrawn.c.token == token)).first() is not None


def record_permissions(w: Writer, person: str, permissions: Iterable[Permission], batch: str = "") -> None:
    """Note permissions, given or refused. The latest line for a use is the one that counts.

    Args:
        batch: the import that brought them; they leave with it when it is undone.
    """
    for p in permissions:
        w.run(
            insert(t.permission).values(
                person=person, use=p.use.value, given=p.given, on=p.on, how=p.how, wording=p.wording, batch=batch
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
    """Note whether two refs are one person. When they are, ``other`` becomes ``one`` everywhere.

    Words, permissions, name and the record of which documents rest on them move to ``one``. What
    either of them refuses now stays refused.
    """
    if not same:
        first, second = sorted((one, other))
        w.put(t.twin, {"one": first, "other": second, "why": why, "decision": "different"}, ("one", "other"))
        return
    latest: dict[tuple[str, str], bool] = {}
    lines = select(t.permission).where(t.permission.c.person.in_((one, other))).order_by(t.permission.c.id)
    for row in w.run(lines).mappings():
        latest[row["person"], row["use"]] = row["given"]
    refused = sorted({use for (_, use), given in latest.items() if not given})
    token = w.run(select(t.person.c.token).where(t.person.c.ref == other)).scalar_one()
    w.run(insert(t.alias).values(token=token, person=one))
    for table in (t.submission, t.permission, t.alias):
        w.run(update(table).where(table.c.person == other).values(person=one))
    record_permissions(w, one, [Permission(Use(u), False, None, "two records joined") for u in refused])
    _join_identities(w, one, other)
    theirs = set(w.run(select(t.draft_person.c.draft).where(t.draft_person.c.person == other)).scalars())
    already = set(w.run(select(t.draft_person.c.draft).where(t.draft_person.c.person == one)).scalars())
    for draft in sorted(theirs - already):
        w.run(insert(t.draft_person).values(draft=draft, person=one))
    w.run(t.person.delete().where(t.person.c.ref == other))


def _join_identities(w: Writer, one: str, other: str) -> None:
    """Keep what only the other record knew of them: the name they wish to be thanked by, say."""
    rows = w.run(select(t.identity).where(t.identity.c.person.in_((one, other)))).mappings().all()
    known = {row["person"]: row for row in rows}
    if other in known:
        mine: Mapping[Any, Any] = known.get(one, {})
        joined = {k: mine.get(k) or known[other][k] for k in ("name", "contact", "credit_name")}
        keep_identity(w, one, **joined)
