"""The part of the desk for the identity vault: making it, opening it, who opened it and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind
from consultwork.model import Blocker
from consultwork.store import outbox, people, sealing
from consultwork.store.vault import IDENTITY, ORIGINAL, Identity
from consultwork.text import fold
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.safeguard import same_person
from consultwork.workbench.vault_access import CONTACTING, KEEPING, WITHDRAWING, VaultAccess

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class VaultDesk(VaultAccess):
    """The vault with what changes it: making it, comparing, sharing, another passphrase."""

    def __init__(self, session: Session, phrase: str = "", keys: sealing.Keys | None = None) -> None:
        super().__init__(session, phrase, keys)
        self._session = session

    def make(self, phrase: str = "") -> str:
        """Make the vault. Names that an older workspace kept in its database move into it.

        Args:
            phrase: the passphrase; one of six plain words is drawn when it is left out.

        Returns:
            The passphrase. It is kept nowhere: without it and without two holders nobody opens the vault.

        Raises:
            Refused: there is a vault, or the passphrase is too short.
        """
        phrase = " ".join((phrase or self._at_hand() or sealing.new_phrase()).split())
        strength = 12 if self._session.made_up else sealing.STRENGTH  # nobody in a demo needs protecting
        self.vault.create(phrase, by=self._session.by, strength=strength)
        self.adopt()
        return phrase

    def adopt(self) -> None:
        """Move names that a workspace from before the vault holds in its database into the vault."""
        session = self._session
        with session.store.read() as connection:
            if not people.old_identities(connection):
                return
        with session.store.write(session.by, "move names into the vault") as w:
            for row in people.old_identities(w.connection):
                self.lay_in(w, row.pop("person"), IDENTITY, {k: str(v) for k, v in row.items()})
            people.forget_old_identities(w)
            outbox.put(w, outbox.COMPACT, by=session.by)
        run_outbox(session)

    def identity(self, person: str, why: str = CONTACTING, phrase: str = "") -> Identity:
        """Who somebody is, so that they can be contacted.

        Raises:
            UnknownRef: nobody by that ref left a name.
        """
        found = self.open(why, phrase).identities()
        if person not in found:
            raise UnknownRef(Kind.NO_NAME_OR_CONTACT, person=person)
        return found[person]

    def find(self, asked: str, phrase: str = "") -> tuple[str, ...]:
        """The pseudonyms behind a name or contact: somebody asks that their words be taken out.

        Args:
            asked: part of a name, e-mail address or telephone number, in any case.
        """
        wanted = "".join(fold(asked).split())
        if len(wanted) < 2:
            raise Refused(Kind.SEARCH_IS_TOO_SHORT)
        found = self.open(WITHDRAWING, phrase).identities().items()
        return tuple(
            ref
            for ref, who in sorted(found)
            if any(wanted in "".join(fold(x).split()) for x in (who.name, who.contact, who.credit_name))
        )

    def compare(self, phrase: str = "") -> int:
        """Look whether anybody came twice. Returns how many new pairs wait for a decision."""
        return same_person.compare(self._session, phrase)

    def share(self, holders: Iterable[str], phrase: str = "") -> dict[str, str]:
        """Let two named people open the vault together. Returns each one's own phrase, shown this once."""
        opened = self.open(KEEPING, phrase)
        return self.vault.share(opened.keys, holders, by=self._session.by)

    def recover(self, phrases: Iterable[str], new: str = "") -> str:
        """A new passphrase, with the phrases of both holders. Returns it."""
        new = " ".join((new or sealing.new_phrase()).split())
        self.vault.recover(phrases, new, by=self._session.by)
        self._keys, self._phrase = None, ""
        return new

    def change(self, new: str = "", phrase: str = "") -> str:
        """Another passphrase. Returns it."""
        opened = self.open(KEEPING, phrase)
        new = " ".join((new or sealing.new_phrase()).split())
        self.vault.change_passphrase(opened.keys, new, by=self._session.by)
        self._phrase = ""
        return new

    def record(self) -> pd.DataFrame:
        """Who did what with the vault, oldest first. Columns: at, by, act, amount, intact."""
        return frames.act_frame(self.vault.lines() if self.there else ())

    def blockers(self) -> tuple[Blocker, ...]:
        """What has to be done about names before people can be counted rightly."""
        return same_person.blockers(self._session)


__all__ = ["IDENTITY", "ORIGINAL", "VaultDesk"]
