"""Whether two records are one person: compared inside the vault, decided by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.model import Blocker
from consultwork.store import people
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.vault_access import COMPARING

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def compare(session: Session, phrase: str = "") -> int:
    """Look whether anybody came twice. Returns how many new pairs wait for a decision.

    Raises:
        Refused: the passphrase is wrong, or there is none.
        StoreError: there is no vault.
    """
    run_outbox(session)
    pairs = session.vault.open(COMPARING, phrase).twins()
    with session.store.write(session.by, "look who came twice", amount=len(pairs)) as w:
        return people.note_possible_duplicates(w, pairs)


def blockers(session: Session) -> tuple[Blocker, ...]:
    """What has to be done about names before people can be counted rightly."""
    with session.store.read() as c:
        waiting = len(people.old_identities(c))
    if not session.vault.there:
        if not waiting:
            return ()
        sentence = f"{waiting} names lie in the database. Make the vault, and they move: consultwork vault new."
        return (Blocker("safeguard", "the vault", sentence),)
    n = session.vault.vault.uncompared()
    if n == 0:
        return ()
    who = "one person" if n == 1 else f"{n} people"
    sentence = f"{who} left a name or contact. Look whether anybody came twice: consultwork vault compare."
    return (Blocker("gather", "the vault", sentence),)
