"""Whether two records are one person: compared inside the vault, decided by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultwork.kinds import Waiting
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
    with session.store.read() as connection:
        waiting = len(people.old_identities(connection))
    if not session.vault.there:
        if not waiting:
            return ()
        return (Blocker.of("safeguard", "the vault", Waiting.NAMES_WAIT_FOR_THE_VAULT, count=waiting),)
    count = session.vault.vault.uncompared()
    return (Blocker.of("gather", "the vault", Waiting.NAMES_ARE_NOT_COMPARED, count=count),) if count else ()
