"""The workbench itself: one workspace, its files, its database, and a part for each stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork import settings
from consultwork.errors import StoreError, UnknownRef
from consultwork.journey import STAGES
from consultwork.model import (
    Ask,
    Blocker,
    Code,
    Coding,
    Consultation,
    Contribution,
    Contributor,
    Fact,
    Link,
    Sender,
)
from consultwork.store import Store, people, themes, visits, words
from consultwork.store.engine import is_plain, recipher
from consultwork.store.sealing import Keys
from consultwork.text import listed
from consultwork.workbench import errands
from consultwork.workbench.vault import VaultDesk

if TYPE_CHECKING:
    from consultwork.workbench.agreement import AgreementDesk
    from consultwork.workbench.asking_back import AskingBackDesk
    from consultwork.workbench.codebook import CodebookDesk
    from consultwork.workbench.copies import CopiesDesk
    from consultwork.workbench.edits import EditsDesk
    from consultwork.workbench.exchange import ExchangeDesk
    from consultwork.workbench.follow_up import FollowUpDesk
    from consultwork.workbench.gather import GatherDesk
    from consultwork.workbench.keeping import KeepingDesk
    from consultwork.workbench.mapping import MappingDesk
    from consultwork.workbench.paper import PaperDesk
    from consultwork.workbench.plan import PlanDesk
    from consultwork.workbench.reading import ReadingDesk
    from consultwork.workbench.reception import Reception
    from consultwork.workbench.respond import RespondDesk
    from consultwork.workbench.review import ReviewDesk
    from consultwork.workbench.safeguard import SafeguardDesk
    from consultwork.workbench.suggesting import SuggestingDesk
    from consultwork.workbench.theme import ThemeDesk
    from consultwork.workbench.views import ViewsDesk

DATABASE = "consultwork.db"


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


class Workbench:
    """One workspace.

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
        BadSettings: consultwork.toml or a file in ``data/`` is wrong.
    """

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
        self.settings = settings.read_settings(self.root)
        self.vault = VaultDesk(self, passphrase, keys)
        self.store = Store(self.root / DATABASE, self.clock, self._database_key())
        self._seed_codebook()
        self.run_errands()
        self._forget_old_visits()

    def __repr__(self) -> str:
        return f"Workbench({self.root.name!r}, today={self.today})"

    @property
    def made_up(self) -> bool:
        """Whether everybody in this workspace is made up."""
        return (self.root / "MADE-UP.txt").exists()

    def _forget_old_visits(self) -> None:
        """What somebody wrote and never sent goes after the days they were told, whether the page is served or not."""
        before = self.clock() - timedelta(days=self.settings.form.unsent_days)
        with self.store.read() as c:
            old = visits.any_older(c, before)
        if old:
            with self.store.tidy() as c:
                visits.forget_old(c, before)
            self.store.compact()

    def run_errands(self) -> int:
        """Do what earlier acts left to be done outside the database. Returns how many are left.

        The act itself is kept already: when another program is in the way, what is left waits for
        the next opening, and nobody is told that their words were not kept.
        """
        try:
            return errands.run(self)
        except StoreError:
            return 1

    def public_words(self) -> list[str]:
        """What the consultations themselves say: words that are nobody's own."""
        said = []
        for c in self.consultations.values():
            said += [c.title, c.about, *(f"{q.text} {q.plain} {q.hint}" for q in c.questions)]
        return said

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
        return {c.id: c for c in settings.read_consultations(self.path("data", "consultations"))}

    def consultation(self, name: str) -> Consultation:
        """A consultation by its id.

        Raises:
            UnknownRef: there is none; the message lists those that there are.
        """
        if name not in self.consultations:
            known = listed(sorted(self.consultations), "or")
            raise UnknownRef(f"there is no consultation “{name}”.", todo=f"Use {known}.")
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
        with self.store.read() as c:
            return Snapshot(
                {p.ref: p for p in people.contributors(c)},
                {x.ref: x for x in words.contributions(c)},
                themes.codes(c), themes.codings(c), themes.links(c), themes.theme_decisions(c), words.concerning(c),
            )  # fmt: skip

    @cached_property
    def reception(self) -> Reception:
        """Where volunteers are received: forms, invitations, visits."""
        from consultwork.workbench.reception import Reception

        return Reception(self)

    @cached_property
    def plan(self) -> PlanDesk:
        """Who asks, by when, and how we answer together."""
        from consultwork.workbench.plan import PlanDesk

        return PlanDesk(self)

    @cached_property
    def paper(self) -> PaperDesk:
        """Forms as Word files, filled in on screen or by hand."""
        from consultwork.workbench.paper import PaperDesk

        return PaperDesk(self)

    @cached_property
    def gather(self) -> GatherDesk:
        """Words coming in."""
        from consultwork.workbench.gather import GatherDesk

        return GatherDesk(self)

    @cached_property
    def safeguard(self) -> SafeguardDesk:
        """Permissions, personal details, concerns, withdrawal."""
        from consultwork.workbench.safeguard import SafeguardDesk

        return SafeguardDesk(self)

    @cached_property
    def theme(self) -> ThemeDesk:
        """The codebook and what is coded with it."""
        from consultwork.workbench.theme import ThemeDesk

        return ThemeDesk(self)

    @cached_property
    def codebook(self) -> CodebookDesk:
        """The codebook while it grows."""
        from consultwork.workbench.codebook import CodebookDesk

        return CodebookDesk(self)

    @cached_property
    def reading(self) -> ReadingDesk:
        """Reading one contribution after another, and coding it."""
        from consultwork.workbench.reading import ReadingDesk

        return ReadingDesk(self)

    @cached_property
    def agreement(self) -> AgreementDesk:
        """Two coders, blind to each other, and how well they agree."""
        from consultwork.workbench.agreement import AgreementDesk

        return AgreementDesk(self)

    @cached_property
    def suggesting(self) -> SuggestingDesk:
        """What the machine proposes, and how sure it may be."""
        from consultwork.workbench.suggesting import SuggestingDesk

        return SuggestingDesk(self)

    @cached_property
    def views(self) -> ViewsDesk:
        """Ways to look at what was coded, and the framework matrix."""
        from consultwork.workbench.views import ViewsDesk

        return ViewsDesk(self)

    @cached_property
    def exchange(self) -> ExchangeDesk:
        """To and from other programs."""
        from consultwork.workbench.exchange import ExchangeDesk

        return ExchangeDesk(self)

    @cached_property
    def mapping(self) -> MappingDesk:
        """Which evidence answers which question."""
        from consultwork.workbench.mapping import MappingDesk

        return MappingDesk(self)

    @cached_property
    def respond(self) -> RespondDesk:
        """Answers, and the documents made of them."""
        from consultwork.workbench.respond import RespondDesk

        return RespondDesk(self)

    @cached_property
    def asking_back(self) -> AskingBackDesk:
        """Asking people whether we got it right."""
        from consultwork.workbench.asking_back import AskingBackDesk

        return AskingBackDesk(self)

    @cached_property
    def review(self) -> ReviewDesk:
        """Checking, comments, approval, sending."""
        from consultwork.workbench.review import ReviewDesk

        return ReviewDesk(self)

    @cached_property
    def edits(self) -> EditsDesk:
        """What reviewers changed, and what we made of it."""
        from consultwork.workbench.edits import EditsDesk

        return EditsDesk(self)

    @cached_property
    def copies(self) -> CopiesDesk:
        """The copy for reviewers, and the copy to send."""
        from consultwork.workbench.copies import CopiesDesk

        return CopiesDesk(self)

    @cached_property
    def follow_up(self) -> FollowUpDesk:
        """What became of the asks."""
        from consultwork.workbench.follow_up import FollowUpDesk

        return FollowUpDesk(self)

    @cached_property
    def keeping(self) -> KeepingDesk:
        """The record of acts, backup, restore and undo."""
        from consultwork.workbench.keeping import KeepingDesk

        return KeepingDesk(self)

    def blockers(self) -> dict[str, tuple[Blocker, ...]]:
        """Why each stage cannot go on, in the order of the journey."""
        return {stage.name: getattr(self, stage.name).blockers() for stage in STAGES}

    def _database_key(self) -> str:
        """The key of an encrypted database; empty for an open one. The setting and the file are made to agree."""
        path, wanted = self.root / DATABASE, self.settings.privacy.encrypt_database
        plain = is_plain(path)
        if plain and not (wanted and self.vault.there):
            return ""
        key = self.vault.database_key()
        if plain and path.exists():
            recipher(path, "", key)
        elif not wanted:
            recipher(path, key, "")
            return ""
        return key

    def _seed_codebook(self) -> None:
        with self.store.read() as c:
            if themes.codes(c):
                return
        book = settings.read_codebook(self.path("data", "codebooks", "main.csv"))
        with self.store.write(self.by, "load the codebook", amount=len(book)) as w:
            themes.put_codes(w, book)
