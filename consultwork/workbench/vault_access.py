"""The identity vault as every stage may reach it: laying letters in, and opening it for a reason that is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from consultwork.errors import Refused, StoreError, UnknownRef
from consultwork.kinds import Kind
from consultwork.store import Writer, outbox, sealing
from consultwork.store.vault import VAULT, OpenVault, Vault
from consultwork.workbench import passphrase

CONTACTING, WITHDRAWING, CREDITING = "to contact somebody", "for a withdrawal", "to thank people by name"
COMPARING, READING_BACK, KEEPING = "to see who came twice", "to read words that were replaced", "to keep the vault"


class Holder(Protocol):
    """Whose vault it is: a session, before its store is open."""

    root: Path
    clock: Callable[[], datetime]
    by: str

    @property
    def made_up(self) -> bool:
        """Whether everybody in the workspace is made up."""


class VaultAccess:
    """Names, contacts and words that were taken out. It is shut unless somebody opens it."""

    def __init__(self, holder: Holder, phrase: str = "", keys: sealing.Keys | None = None) -> None:
        self._holder, self._phrase, self._keys = holder, phrase, keys
        self.vault = Vault(holder.root / VAULT, holder.clock)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.vault.path.name})"

    @property
    def there(self) -> bool:
        """Whether there is a vault."""
        return self.vault.there

    @property
    def ready(self) -> bool:
        """Whether it can be opened without asking anybody."""
        return self.there and bool(self._keys or self._at_hand())

    def lay_in(self, w: Writer, mark: str, kind: str, value: Mapping[str, str]) -> bool:
        """Send a sealed letter to the vault, together with the act that it belongs to.

        Returns:
            False when there is no vault: then nothing is kept.
        """
        if self.there and any(value.values()):
            outbox.put(
                w, outbox.LAY_IN, by=self._holder.by, mark=mark, kind=kind, sealed=self.vault.sealed(kind, value)
            )
        return self.there

    def open(self, why: str, phrase: str = "") -> OpenVault:
        """Open the vault. Its record gets a line: who, when, what for.

        Args:
            why: what for, in a few words without any name.
            phrase: the passphrase; from ``--passphrase-file``, the environment, or asked for when left out.

        Raises:
            Refused: the passphrase is wrong, or there is none.
            StoreError: there is no vault.
        """
        if not self.there:
            raise StoreError(Kind.NO_VAULT, where=VAULT)
        if self._keys and not phrase:
            return self.vault.opened(self._keys, by=self._holder.by, why=why)
        found = self.vault.open(phrase or self._at_hand() or self._asked(why), by=self._holder.by, why=why)
        self._keys = found.keys
        return found

    def hold(self, phrase: str) -> None:
        """Keep a passphrase that stood in the environment, once it is taken out of there."""
        self._phrase = self._phrase or phrase

    def lock(self) -> None:
        """Forget the keys: whoever wants in next types the passphrase again."""
        self._keys = None

    def database_key(self) -> str:
        """The key of the encrypted database, which lies in the vault. Made when there is none yet."""
        return self.vault.database_key(self.open("to unlock the database").keys)

    def credit_names(self) -> dict[str, str]:
        """The names by which people chose to be thanked."""
        return {ref: who.credit_name for ref, who in self.open(CREDITING).identities().items() if who.credit_name}

    def original(self, submission: str, phrase: str = "") -> str:
        """The words of an answer as they came in, before personal details were replaced.

        Raises:
            UnknownRef: nothing in it was replaced.
        """
        found = self.open(READING_BACK, phrase).original(submission)
        if found is None:
            raise UnknownRef(Kind.NOTHING_WAS_REPLACED, submission=submission)
        return found

    def _at_hand(self) -> str:
        return self._phrase or passphrase.from_environment() or (passphrase.MADE_UP if self._holder.made_up else "")

    def _asked(self, why: str) -> str:
        if not passphrase.can_ask():
            raise Refused(Kind.VAULT_IS_SHUT, why=why, environment=passphrase.ENVIRONMENT)
        return passphrase.ask(f"The vault is opened {why}. Its passphrase: ")
