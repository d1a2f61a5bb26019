"""What every stage works with: the store, the clock, who acts, the registers, the settings, a snapshot.

It knows no desk: a desk takes a session, and ``desk.py`` is the only file that knows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from consultwork import settings
from consultwork.errors import BadSettings, Refused, UnknownRef
from consultwork.kinds import Kind
from consultwork.model import Ask, Code, Coding, Consultation, Contribution, Contributor, Fact, Link, Sender
from consultwork.settings.helpers import Helper, HelpFor, HelpLine
from consultwork.store import Store, people, themes, words
from consultwork.store.engine import is_plain, mend, rekey
from consultwork.store.sealing import Keys
from consultwork.text import listed
from consultwork.wording import Wording, broken
from consultwork.workbench.vault_access import VaultAccess

DATABASE = "consultwork.db"
RESTORING = ".restoring"  # lies in a folder until all of a backup is laid out in it


def broken_off(folder: Path) -> bool:
    """Whether a backup was being laid out in a folder and did not come to its end."""
    return (folder / RESTORING).exists()


@dataclass(frozen=True)
class Snapshot:
    """What the database holds at one moment, as nouns."""

    people: Mapping[str, Contributor]
    contributions: Mapping[str, Contribution]
    codes: tuple[Code, ...]
    codings: tuple[Coding, ...]
    links: tuple[Link, ...]
    decisions: Mapping[tuple[str, str], tuple[str, str]]
    concerning: frozenset[str] = frozenset()

    def of(self, consultation: str) -> dict[str, Contribution]:
        """The cleared contributions to one consultation."""
        return {r: c for r, c in self.contributions.items() if c.consultation == consultation}


class Session:
    """A workspace that is open, and who acts in it.

    Args:
        root: its folder. The database is made when it is not there.
        today: the day to reckon from; the real day when left out.
        by: who acts, for the record.
        clock: gives the time that is noted with each act.
        passphrase: the vault's; taken from the environment, or asked for, when it is needed.
        keys: the vault's keys, for somebody who has opened it already.

    Raises:
        StoreError: the database cannot be used.
        Refused: the database is encrypted and the passphrase is wrong or missing.
        BadSettings: consultwork.toml, a file in ``data/`` or one of our own catalogues is wrong.
    """

    vault: VaultAccess

    def __init__(
        self,
        root: Path | str,
        *,
        today: date | None = None,
        by: str = "the officer",
        clock: Callable[[], datetime] | None = None,
        passphrase: str = "",
        keys: Keys | None = None,
    ) -> None:
        self.root, self.by = Path(root), by
        self.clock = clock or (lambda: datetime.now(UTC).replace(tzinfo=None))
        self.today = today or self.clock().date()
        if broken_off(self.root):
            raise Refused(Kind.RESTORE_WAS_BROKEN_OFF, where=self.root.name)
        self.settings = settings.read_settings(self.root)
        for path, line, problem in broken(self.root):
            place = path.relative_to(self.root).as_posix()
            raise BadSettings(Kind.WORDING_CANNOT_BE_READ, where=f"{place}, line {line}", problem=problem)
        self.wording = Wording(own=self.root)
        self.vault = self._vault(passphrase, keys)
        self.store = Store(self.root / DATABASE, self.clock, self._database_key())
        self._begin()

    def _begin(self) -> None:
        """What is done at each opening, once the store is there. A session alone only looks on."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.root.name!r}, today={self.today})"

    def _vault(self, passphrase: str, keys: Keys | None) -> VaultAccess:
        return VaultAccess(self, passphrase, keys)

    @property
    def made_up(self) -> bool:
        """Whether everybody in this workspace is made up."""
        return (self.root / "MADE-UP.txt").exists()

    def public_words(self) -> list[str]:
        """What the consultations themselves say: words that are nobody's own."""
        said = []
        for consultation in self.consultations.values():
            said += [
                consultation.title,
                consultation.about,
                *(f"{q.text} {q.plain} {q.hint}" for q in consultation.questions),
            ]
        return said

    @cached_property
    def _helpers(self) -> tuple[Helper, ...]:
        country = self.settings.organisation.country
        return tuple(h for h in settings.read_helpers(self.path("data", "help.toml")) if country in h.countries)

    def helpers(self, use: HelpFor) -> tuple[Helper, ...]:
        """The numbers of data/help.toml that are shown in our country, for one use."""
        return tuple(h for h in self._helpers if h.use == use)

    @property
    def help_lines(self) -> tuple[HelpLine, ...]:
        """Whom anybody can turn to now: our own lines of consultwork.toml, or those of our country."""
        return self.settings.help_lines or self.helpers("anybody")

    def old_numbers(self) -> tuple[Helper, ...]:
        """The numbers that we show and that nobody has looked up for a year."""
        shown = [h for h in self._helpers if h.use != "anybody" or not self.settings.help_lines]
        return tuple(h for h in shown if h.is_old(self.today))

    def path(self, *parts: str) -> Path:
        """A shipped or edited file: the workspace's own first."""
        return settings.resource(*parts, workspace=self.root)

    @property
    def out(self) -> Path:
        """Where documents go: ``out/``, unless consultwork.toml says otherwise."""
        return self.root / self.settings.documents

    @cached_property
    def consultations(self) -> dict[str, Consultation]:
        """The register: every consultation of the workspace by its id."""
        return {
            consultation.id: consultation
            for consultation in settings.read_consultations(self.path("data", "consultations"))
        }

    def consultation(self, name: str) -> Consultation:
        """A consultation by its id.

        Raises:
            UnknownRef: there is none; the message lists those that there are.
        """
        if name not in self.consultations:
            known = listed(sorted(self.consultations), "or")
            raise UnknownRef(Kind.NO_CONSULTATION, fact=name, known=known)
        return self.consultations[name]

    @cached_property
    def asks(self) -> dict[str, Ask]:
        """What we call for, by id."""
        return {a.id: a for a in settings.read_asks(self.path("data", "asks.yaml"))}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Sourced figures, by id."""
        return {f.id: f for f in settings.read_facts(self.path("data", "facts.yaml"))}

    @property
    def sender(self) -> Sender:
        """Who we are, from consultwork.toml."""
        o, s = self.settings.organisation, self.settings.signatory
        return Sender(
            o.name, o.strapline, tuple(o.address), o.contact_email, o.contact_phone, o.website, self.settings.about,
            o.department, s.name, s.role,
        )  # fmt: skip

    def snapshot(self) -> Snapshot:
        """Everything a stage reads, at one moment."""
        with self.store.read() as connection:
            return Snapshot(
                {p.ref: p for p in people.contributors(connection)},
                {x.ref: x for x in words.contributions(connection)},
                themes.codes(connection), themes.codings(connection), themes.links(connection), themes.theme_decisions(connection), words.concerning(connection),
            )  # fmt: skip

    def contributors(self) -> dict[str, Contributor]:
        """Everybody who said something, by ref, with what they permit."""
        with self.store.read() as connection:
            return {p.ref: p for p in people.contributors(connection)}

    def _database_key(self) -> str:
        """The key of an encrypted database; empty for an open one. The setting and the file are made to agree."""
        path, wanted = self.root / DATABASE, self.settings.privacy.encrypt_database
        mend(path)
        plain = is_plain(path)
        if plain and not (wanted and self.vault.there):
            return ""
        key = self.vault.database_key()
        if plain and path.exists():
            rekey(path, "", key)
        elif not wanted:
            rekey(path, key, "")
            return ""
        return key
