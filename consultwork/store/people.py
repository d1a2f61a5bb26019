"""People under their pseudonyms, and what they permit. Their names are in the vault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from consultwork.model import Contributor, Permission, Speaker, Use
from consultwork.store import member_checking
from consultwork.store import schema as t
from consultwork.store.engine import Writer
from consultwork.store.theming_tables import cell
from consultwork.store.visit_tables import visit


def contributors(connection: Connection, only: str = "") -> tuple[Contributor, ...]:
    """Everybody, in the order of their refs, with every permission ever recorded.

    Args:
        only: the ref of one person, when nobody else is wanted.
    """
    lines, told = select(t.permission).order_by(t.permission.c.id), select(t.about).order_by(t.about.c.what)
    everybody = select(t.person).order_by(t.person.c.ref)
    if only:
        lines, told = lines.where(t.permission.c.person == only), told.where(t.about.c.person == only)
        everybody = everybody.where(t.person.c.ref == only)
    given: dict[str, list[Permission]] = defaultdict(list)
    for row in connection.execute(lines).mappings():
        given[row["person"]].append(_permission(row))
    about: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in connection.execute(told).mappings():
        about[row["person"]].append((row["what"], row["value"]))
    rows = connection.execute(everybody).mappings()
    return tuple(
        Contributor(
            row["ref"], Speaker(row["speaker"]), row["role"], row["present"], tuple(given[row["ref"]]),
            tuple(about[row["ref"]]),
        )
        for row in rows
    )  # fmt: skip


def _permission(row: Mapping[Any, Any]) -> Permission:
    return Permission(Use(row["use"]), row["given"], row["on"], row["how"], row["wording"], row["submission"] or "")


def person_by_token(connection: Connection, token: str) -> str | None:
    """The ref of the person with this keyed token, if they have been here before."""
    found = connection.execute(select(t.person.c.ref).where(t.person.c.token == token)).scalar()
    return found or connection.execute(select(t.alias.c.person).where(t.alias.c.token == token)).scalar()


def add_person(w: Writer, *, speaker: Speaker, role: str, present: int | None, token: str, batch: str = "") -> str:
    """Add a person or group and return their new ref."""
    ref = w.new_ref("P")
    w.run(insert(t.person).values(ref=ref, speaker=speaker.value, role=role, present=present, token=token, batch=batch))
    return ref


def keep_about(w: Writer, person: str, about: Iterable[tuple[str, str]]) -> None:
    """Keep who somebody is, as far as they told us: (what, value). A later word goes before an earlier."""
    for what, value in about:
        if what.strip() and value.strip():
            row = {"person": person, "what": what.strip().lower(), "value": " ".join(value.split())}
            w.put(t.about, row, ("person", "what"))


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
                person=person,
                use=p.use.value,
                given=p.given,
                on=p.on,
                how=p.how,
                wording=p.wording,
                batch=batch,
                submission=p.answer or None,
            )
        )


def keep_wording(w: Writer, version: str, texts: Mapping[Use, str]) -> None:
    """Keep the words that were put to people under a version, so that what they agreed to can be read later."""
    known = w.run(select(t.wording.c.use).where(t.wording.c.version == version)).scalars().all()
    for use, said in texts.items():
        if use.value not in known:
            w.run(insert(t.wording).values(version=version, use=use.value, text=said, since=w.now()))


def wordings(connection: Connection) -> dict[tuple[str, Use], str]:
    """(version, use) -> the words that were put to people."""
    return {(row["version"], Use(row["use"])): row["text"] for row in connection.execute(select(t.wording)).mappings()}


def old_identities(connection: Connection) -> list[dict[str, Any]]:
    """Names that a workspace from before the vault still holds in its database."""
    return [dict(row) for row in connection.execute(select(t.identity)).mappings()]


def forget_old_identities(w: Writer) -> None:
    """Take those out of the database: they have moved."""
    w.run(delete(t.identity))


def note_possible_duplicates(w: Writer, pairs: Iterable[tuple[str, str, str]]) -> int:
    """Keep pairs who may be the same person, for somebody to decide on. Returns how many are new."""
    known = {frozenset((row["one"], row["other"])) for row in w.run(select(t.twin)).mappings()}
    here = set(w.run(select(t.person.c.ref)).scalars())
    new = [(a, b, why) for a, b, why in pairs if frozenset((a, b)) not in known and {a, b} <= here]
    for one, other, why in new:
        w.run(insert(t.twin).values(one=one, other=other, why=why, decision=""))
    return len(new)


def possible_duplicates(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Pairs who may be the same person, as the open vault told: (one, other, why, decision)."""
    rows = connection.execute(select(t.twin).order_by(t.twin.c.one, t.twin.c.other)).mappings()
    return [(row["one"], row["other"], row["why"], row["decision"]) for row in rows]


def decide_possible_duplicate(w: Writer, one: str, other: str, *, why: str, same: bool) -> None:
    """Note whether two refs are one person. When they are, ``other`` becomes ``one`` everywhere.

    Words, permissions and the record of which documents rest on them move to ``one``; what the vault
    holds of ``other`` moves there as an errand. What either of them refuses now stays refused.
    """
    if not same:
        first, second = sorted((one, other))
        w.run(delete(t.twin).where(t.twin.c.one == second, t.twin.c.other == first))
        w.put(t.twin, {"one": first, "other": second, "why": why, "decision": "different"}, ("one", "other"))
        return
    latest: dict[tuple[str, str], bool] = {}
    lines = select(t.permission).where(t.permission.c.person.in_((one, other)))
    lines = lines.where(t.permission.c.submission.is_(None)).order_by(t.permission.c.id)
    for row in w.run(lines).mappings():
        latest[row["person"], row["use"]] = row["given"]
    refused = sorted({use for (_, use), given in latest.items() if not given})
    token = w.run(select(t.person.c.token).where(t.person.c.ref == other)).scalar_one()
    w.run(insert(t.alias).values(token=token, person=one))
    for table in (t.submission, t.permission, t.alias, visit):
        w.run(update(table).where(table.c.person == other).values(person=one))
    for table in (t.about, t.identity, cell):
        _move(w, table, one, other)
    record_permissions(w, one, [Permission(Use(u), False, None, "two records joined") for u in refused])
    theirs = set(w.run(select(t.draft_person.c.draft).where(t.draft_person.c.person == other)).scalars())
    already = set(w.run(select(t.draft_person.c.draft).where(t.draft_person.c.person == one)).scalars())
    for draft in sorted(theirs - already):
        w.run(insert(t.draft_person).values(draft=draft, person=one))
    member_checking.join(w, one, other)
    w.run(t.person.delete().where(t.person.c.ref == other))


def _move(w: Writer, table: Table, one: str, other: str) -> None:
    """Move rows that are kept one for each person and key. Where both have one, a summary takes both texts."""
    keys = [column for column in table.primary_key if column.name != "person"]
    kept = {
        tuple(row[k.name] for k in keys): row for row in w.run(select(table).where(table.c.person == one)).mappings()
    }
    for row in w.run(select(table).where(table.c.person == other)).mappings().all():
        key = tuple(row[k.name] for k in keys)
        same = [column == value for column, value in zip(keys, key, strict=True)]
        if key not in kept:
            w.run(update(table).where(table.c.person == other, *same).values(person=one))
        elif table is cell and row["summary"] != kept[key]["summary"]:
            both = f"{kept[key]['summary']}\n{row['summary']}"
            w.run(update(table).where(table.c.person == one, *same).values(summary=both))
