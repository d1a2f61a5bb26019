"""Visits to a form: kept sealed while somebody writes, found again by their four words.

The key of a visit is random. It is kept locked by a key made of the four words (scrypt, RFC 7914)
and, while a page is open, by one made of that page's cookie. What is typed is sealed with
ChaCha20-Poly1305 (RFC 8439), bound to its visit and field.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, Row, case, delete, insert, select, update

from consultwork.store import visit_tables as t
from consultwork.store.engine import Store, Writer

OPEN, SENT, STOPPED = "open", "sent", "stopped"
HANDED_OUT = "~back"  # in place of an invitation: four words that an officer made for somebody who is asked back
CODE_WORDS = 4
# The cost of one guess: about a tenth of a second and 32 MB. 2,048 words to the fourth are 44 bits.
_COST, _BLOCK = 2**15, 8
_NONCE = 12
_CODE = "~code"  # the four words themselves, sealed like all else, so that an open page can show them again


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit whose key is at hand."""

    ref: str
    consultation: str
    key: bytes
    demo: bool
    state: str
    step: str
    person: str | None

    def __repr__(self) -> str:
        return f"Opened({self.ref})"


def word_list() -> tuple[str, ...]:
    """The 2,048 words that codes are drawn from: short, plain, told apart by their first four letters (BIP 39)."""
    from mnemonic import Mnemonic

    return tuple(Mnemonic("english").wordlist)


def new_code() -> str:
    """Four plain words, drawn at random."""
    words = word_list()
    return "-".join(secrets.choice(words) for _ in range(CODE_WORDS))


def as_code(typed: str) -> str:
    """The four words of what somebody typed, pasted or said over the phone; "" when it cannot be a code."""
    known = {w[:4]: w for w in word_list()}
    letters = "".join(c if c.isalpha() else " " for c in typed.casefold())
    found = [known.get(w[:4], "") for w in letters.split()]
    return "-".join(found) if len(found) == CODE_WORDS and all(found) else ""


def code_keys(store: Store, code: str) -> tuple[str, bytes]:
    """What a code is looked up by, and the key that it unlocks with. Slow by design."""
    salt = bytes.fromhex(store.token("the salt of return codes"))
    made = hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=2**26, dklen=64)
    return hashlib.sha256(made[:32]).hexdigest(), made[32:]


def cookie_keys(cookie: str) -> tuple[str, bytes]:
    """What a page's cookie is looked up by, and the key that it unlocks with. A cookie is random: no slowness is needed."""
    raw = cookie.encode()
    return hashlib.sha256(b"lookup" + raw).hexdigest(), hashlib.sha256(b"key" + raw).digest()


def begin(
    w: Writer, *, consultation: str, invitation: str, demo: bool, code: str, keys: tuple[str, bytes], cookie: str
) -> OpenVisit:
    """Start a visit.

    Args:
        code: the four words, shown to the person and kept sealed.
        keys: of ``code_keys``.
        cookie: of the open page; "" in JupyterLab.
    """
    ref, key, now = w.new_ref("V"), secrets.token_bytes(32), w.now()
    lookup, wrap = keys
    cookie_lookup, cookie_wrap = cookie_keys(cookie) if cookie else (None, b"")
    w.run(
        insert(t.visit).values(
            ref=ref, consultation=consultation, invitation=invitation, demo=demo, state=OPEN, step="start", furthest=0,
            started=now, last=now, lookup=lookup, by_code=_seal(wrap, key, ref), cookie=cookie_lookup,
            by_cookie=_seal(cookie_wrap, key, ref) if cookie else None, person=None,
        )
    )  # fmt: skip
    opened = OpenVisit(ref, consultation, key, demo, OPEN, "start", None)
    put_value(w.connection, opened, _CODE, code)
    return opened


def by_cookie(connection: Connection, cookie: str) -> OpenVisit | None:
    """The visit of an open page."""
    lookup, wrap = cookie_keys(cookie)
    row = connection.execute(select(t.visit).where(t.visit.c.cookie == lookup)).first()
    return _opened(row, row.by_cookie, wrap) if row is not None else None


def by_code(connection: Connection, keys: tuple[str, bytes]) -> OpenVisit | None:
    """The visit that four words bring back."""
    lookup, wrap = keys
    row = connection.execute(select(t.visit).where(t.visit.c.lookup == lookup)).first()
    return _opened(row, row.by_code, wrap) if row is not None else None


def attach(connection: Connection, visit: OpenVisit, cookie: str) -> None:
    """Let a page's cookie open a visit from now on; the one before no longer does."""
    lookup, wrap = cookie_keys(cookie)
    connection.execute(update(t.visit).where(t.visit.c.cookie == lookup).values(cookie=None, by_cookie=None))
    values = {"cookie": lookup, "by_cookie": _seal(wrap, visit.key, visit.ref)}
    connection.execute(update(t.visit).where(t.visit.c.ref == visit.ref).values(**values))


def detach(connection: Connection, cookie: str) -> None:
    """A page is left: its cookie opens nothing any more."""
    lookup, _ = cookie_keys(cookie)
    connection.execute(update(t.visit).where(t.visit.c.cookie == lookup).values(cookie=None, by_cookie=None))


def put_value(connection: Connection, visit: OpenVisit, field: str, value: object, now: datetime | None = None) -> None:
    """Keep what was typed or ticked in one field."""
    sealed = _seal(visit.key, json.dumps(value, ensure_ascii=False).encode(), f"{visit.ref}/{field}")
    where = (t.visit_value.c.visit == visit.ref, t.visit_value.c.field == field)
    if not connection.execute(update(t.visit_value).where(*where).values(sealed=sealed)).rowcount:
        connection.execute(insert(t.visit_value).values(visit=visit.ref, field=field, sealed=sealed))
    if now is not None:
        connection.execute(update(t.visit).where(t.visit.c.ref == visit.ref).values(last=now))


def values(connection: Connection, visit: OpenVisit) -> dict[str, Any]:
    """Everything that was filled in, by field, without the four words."""
    return {field: value for field, value in _values(connection, visit) if field != _CODE}


def code_of(connection: Connection, visit: OpenVisit) -> str:
    """The four words of a visit, for the page that has it open."""
    return str(next((value for field, value in _values(connection, visit) if field == _CODE), ""))


def _values(connection: Connection, visit: OpenVisit) -> Iterator[tuple[str, Any]]:
    query = select(t.visit_value.c.field, t.visit_value.c.sealed).where(t.visit_value.c.visit == visit.ref)
    for field, sealed in connection.execute(query).all():
        yield field, json.loads(_unseal(visit.key, sealed, f"{visit.ref}/{field}"))


def go(connection: Connection, visit: OpenVisit, step: str, furthest: int, now: datetime) -> None:
    """Note which page somebody is at, and how far they have come."""
    most = case((t.visit.c.furthest > furthest, t.visit.c.furthest), else_=furthest)
    connection.execute(update(t.visit).where(t.visit.c.ref == visit.ref).values(step=step, furthest=most, last=now))


def close(
    connection: Connection, visit: OpenVisit, state: str, person: str | None, *, keep_values: bool = False
) -> None:
    """A visit is sent: its words are answers now, and stand here no longer. The four words still open it."""
    values_ = {"state": state, "person": person, "step": "mine"}
    connection.execute(update(t.visit).where(t.visit.c.ref == visit.ref).values(**values_))
    if not keep_values:
        connection.execute(
            delete(t.visit_value).where(t.visit_value.c.visit == visit.ref, t.visit_value.c.field != _CODE)
        )


def forget(connection: Connection, ref: str) -> None:
    """Delete a visit and everything in it."""
    connection.execute(delete(t.visit_value).where(t.visit_value.c.visit == ref))
    connection.execute(delete(t.visit).where(t.visit.c.ref == ref))


def people(connection: Connection) -> set[str]:
    """Who can come back by four words of their own."""
    query = select(t.visit.c.person).where(t.visit.c.person.is_not(None), t.visit.c.invitation != HANDED_OUT)
    return set(connection.execute(query).scalars())


def forget_handed_out(connection: Connection, person: str) -> None:
    """Let four words that an officer made for somebody open nothing any more."""
    mine = (t.visit.c.person == person, t.visit.c.invitation == HANDED_OUT)
    for ref in list(connection.execute(select(t.visit.c.ref).where(*mine)).scalars()):
        forget(connection, ref)


def any_older(connection: Connection, before: datetime) -> bool:
    """Whether anything was never sent and not touched since."""
    found = select(t.visit.c.ref).where(t.visit.c.state != SENT, t.visit.c.last < before).limit(1)
    return connection.execute(found).first() is not None


def forget_old(connection: Connection, before: datetime) -> int:
    """Delete what was never sent and not touched since. Returns how many visits."""
    old = list(
        connection.execute(select(t.visit.c.ref).where(t.visit.c.state != SENT, t.visit.c.last < before)).scalars()
    )
    for ref in old:
        forget(connection, ref)
    return len(old)


def forget_demo(connection: Connection) -> int:
    """Delete every visit that was only for trying out. Returns how many."""
    demo = list(connection.execute(select(t.visit.c.ref).where(t.visit.c.demo)).scalars())
    for ref in demo:
        forget(connection, ref)
    return len(demo)


def overview(connection: Connection) -> list[dict[str, Any]]:
    """Every visit without its words: consultation, invitation, demo, state, step, furthest, started, last."""
    columns = ("consultation", "invitation", "demo", "state", "step", "furthest", "started", "last")
    query = select(*(t.visit.c[x] for x in columns)).where(t.visit.c.invitation != HANDED_OUT)
    rows = connection.execute(query.order_by(t.visit.c.started)).mappings()
    return [dict(r) for r in rows]


def _opened(row: Row[Any], sealed: bytes | None, wrap: bytes) -> OpenVisit | None:
    if sealed is None:
        return None
    try:
        key = _unseal(wrap, sealed, row.ref)
    except InvalidTag:
        return None
    return OpenVisit(row.ref, row.consultation, key, row.demo, row.state, row.step, row.person)


def _seal(key: bytes, data: bytes, bound: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, bound.encode())


def _unseal(key: bytes, sealed: bytes, bound: str) -> bytes:
    return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound.encode())
