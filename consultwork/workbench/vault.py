"""The part of the desk for the identity vault: making it, opening it, who opened it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused, StoreError, UnknownRef
from consultwork.model import Blocker
from consultwork.store import errands, people, sealing
from consultwork.store.vault import IDENTITY, ORIGINAL, VAULT, Identity, OpenVault, Vault
from consultwork.text import fold
from consultwork.workbench import passphrase

if TYPE_CHECKING:
    from consultwork.store import Writer
    from consultwork.workbench.desk import Workbench

CONTACTING, WITHDRAWING, CREDITING = "to contact somebody", "for a withdrawal", "to thank people by name"
COMPARING, READING_BACK, KEEPING = "to see who came twice", "to read words that were replaced", "to keep the vault"


class VaultDesk:
    """Names, contacts and words that were taken out. It is shut unless somebody opens it."""

    def __init__(self, bench: Workbench, phrase: str = "", keys: sealing.Keys | None = None) -> None:
        self._bench, self._phrase, self._keys = bench, phrase, keys
        self.vault = Vault(bench.root / VAULT, bench.clock)

    def __repr__(self) -> str:
        return f"VaultDesk({self.vault.path.name})"

    @property
    def there(self) -> bool:
        """Whether there is a vault."""
        return self.vault.there

    @property
    def ready(self) -> bool:
        """Whether it can be opened without asking anybody."""
        return self.there and bool(self._keys or self._at_hand())

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
        strength = 12 if self._bench.made_up else sealing.STRENGTH  # nobody in a demo needs protecting
        self.vault.create(phrase, by=self._bench.by, strength=strength)
        self.adopt()
        return phrase

    def adopt(self) -> None:
        """Move names that a workspace from before the vault holds in its database into the vault."""
        bench = self._bench
        with bench.store.read() as c:
            if not people.old_identities(c):
                return
        with bench.store.write(bench.by, "move names into the vault") as w:
            for row in people.old_identities(w.connection):
                self.lay_in(w, row.pop("person"), IDENTITY, {k: str(v) for k, v in row.items()})
            people.forget_old_identities(w)
            errands.put(w, errands.COMPACT, by=bench.by)
        bench.run_errands()

    def lay_in(self, w: Writer, mark: str, kind: str, value: Mapping[str, str]) -> bool:
        """Send a sealed letter to the vault, together with the act that it belongs to.

        Returns:
            False when there is no vault: then nothing is kept.
        """
        if self.there and any(value.values()):
            errands.put(
                w, errands.LAY_IN, by=self._bench.by, mark=mark, kind=kind, sealed=self.vault.sealed(kind, value)
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
        bench = self._bench
        if not self.there:
            raise StoreError("there is no vault yet.", where=VAULT, todo="Make it with: consultwork vault new.")
        if self._keys and not phrase:
            return self.vault.opened(self._keys, by=bench.by, why=why)
        found = self.vault.open(phrase or self._at_hand() or self._asked(why), by=bench.by, why=why)
        self._keys = found.keys
        return found

    def hold(self, phrase: str) -> None:
        """Keep a passphrase that stood in the environment, once it is taken out of there."""
        self._phrase = self._phrase or phrase

    def lock(self) -> None:
        """Forget the keys: whoever wants in next types the passphrase again."""
        self._keys = None

    def identity(self, person: str, why: str = CONTACTING, phrase: str = "") -> Identity:
        """Who somebody is, so that they can be contacted.

        Raises:
            UnknownRef: nobody by that ref left a name.
        """
        found = self.open(why, phrase).identities()
        if person not in found:
            raise UnknownRef(f"{person} left no name or contact.", todo="Ask whoever met them.")
        return found[person]

    def find(self, asked: str, phrase: str = "") -> tuple[str, ...]:
        """The pseudonyms behind a name or contact: somebody asks that their words be taken out.

        Args:
            asked: part of a name, e-mail address or telephone number, in any case.
        """
        wanted = "".join(fold(asked).split())
        if len(wanted) < 2:
            raise Refused("that is too short to find one person by.", todo="Give a name, an address or a number.")
        found = self.open(WITHDRAWING, phrase).identities().items()
        return tuple(
            ref
            for ref, who in sorted(found)
            if any(wanted in "".join(fold(x).split()) for x in (who.name, who.contact, who.credit_name))
        )

    def database_key(self) -> str:
        """The key of the encrypted database, which lies in the vault. Made when there is none yet."""
        return self.vault.database_key(self.open("to unlock the database").keys)

    def credit_names(self) -> dict[str, str]:
        """The names by which people chose to be thanked."""
        return {ref: who.credit_name for ref, who in self.open(CREDITING).identities().items() if who.credit_name}

    def compare(self, phrase: str = "") -> int:
        """Look whether anybody came twice. Returns how many new pairs wait for a decision."""
        bench = self._bench
        bench.run_errands()
        pairs = self.open(COMPARING, phrase).twins()
        with bench.store.write(bench.by, "look who came twice", amount=len(pairs)) as w:
            return people.note_twins(w, pairs)

    def original(self, submission: str, phrase: str = "") -> str:
        """The words of an answer as they came in, before personal details were replaced.

        Raises:
            UnknownRef: nothing in it was replaced.
        """
        found = self.open(READING_BACK, phrase).original(submission)
        if found is None:
            raise UnknownRef(f"nothing in {submission} was replaced.", todo="Its words are as they came in.")
        return found

    def share(self, holders: Iterable[str], phrase: str = "") -> dict[str, str]:
        """Let two named people open the vault together. Returns each one's own phrase, shown this once."""
        opened = self.open(KEEPING, phrase)
        return self.vault.share(opened.keys, holders, by=self._bench.by)

    def recover(self, phrases: Iterable[str], new: str = "") -> str:
        """A new passphrase, with the phrases of both holders. Returns it."""
        new = " ".join((new or sealing.new_phrase()).split())
        self.vault.recover(phrases, new, by=self._bench.by)
        self._keys, self._phrase = None, ""
        return new

    def change(self, new: str = "", phrase: str = "") -> str:
        """Another passphrase. Returns it."""
        opened = self.open(KEEPING, phrase)
        new = " ".join((new or sealing.new_phrase()).split())
        self.vault.change_passphrase(opened.keys, new, by=self._bench.by)
        self._phrase = ""
        return new

    def record(self) -> pd.DataFrame:
        """Who did what with the vault, oldest first. Columns: at, by, act, amount, intact."""
        return frames.act_frame(self.vault.lines() if self.there else ())

    def blockers(self) -> tuple[Blocker, ...]:
        """What has to be done about names before people can be counted rightly."""
        with self._bench.store.read() as c:
            waiting = len(people.old_identities(c))
        if not self.there:
            if not waiting:
                return ()
            sentence = f"{waiting} names lie in the database. Make the vault, and they move: consultwork vault new."
            return (Blocker("safeguard", "the vault", sentence),)
        n = self.vault.uncompared()
        if n == 0:
            return ()
        who = "one person" if n == 1 else f"{n} people"
        sentence = f"{who} left a name or contact. Look whether anybody came twice: consultwork vault compare."
        return (Blocker("gather", "the vault", sentence),)

    def _at_hand(self) -> str:
        return self._phrase or passphrase.from_environment() or (passphrase.MADE_UP if self._bench.made_up else "")

    def _asked(self, why: str) -> str:
        if not passphrase.can_ask():
            raise Refused(
                f"the vault is shut, and it has to be opened {why}.",
                todo=f"Give its passphrase with --passphrase-file FILE, or in {passphrase.ENVIRONMENT}.",
            )
        return passphrase.ask(f"The vault is opened {why}. Its passphrase: ")


__all__ = ["IDENTITY", "ORIGINAL", "VaultDesk"]
