"""The workbench itself: a session, and a desk for each stage. The only file that knows every desk."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from consultwork import settings
from consultwork.journey import STAGES
from consultwork.model import Blocker
from consultwork.store import themes, visits
from consultwork.store.sealing import Keys
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.safeguard.vault_desk import VaultDesk
from consultwork.workbench.session import Session
from consultwork.workbench.staging import sweep_unfinished

if TYPE_CHECKING:
    from consultwork.workbench.follow_up.follow_up_desk import FollowUpDesk
    from consultwork.workbench.gather.gather_desk import GatherDesk
    from consultwork.workbench.gather.paper import PaperDesk
    from consultwork.workbench.keeping.keeping_desk import KeepingDesk
    from consultwork.workbench.mapping.mapping_desk import MappingDesk
    from consultwork.workbench.plan.plan_desk import PlanDesk
    from consultwork.workbench.respond.respond_desk import RespondDesk
    from consultwork.workbench.review.copies import CopiesDesk
    from consultwork.workbench.review.edits import EditsDesk
    from consultwork.workbench.review.member_checking import MemberCheckingDesk
    from consultwork.workbench.review.review_desk import ReviewDesk
    from consultwork.workbench.safeguard.safeguard_desk import SafeguardDesk
    from consultwork.workbench.theme.agreement import AgreementDesk
    from consultwork.workbench.theme.codebook import CodebookDesk
    from consultwork.workbench.theme.exchange import ExchangeDesk
    from consultwork.workbench.theme.reading import ReadingDesk
    from consultwork.workbench.theme.suggesting import SuggestingDesk
    from consultwork.workbench.theme.theme_desk import ThemeDesk
    from consultwork.workbench.theme.views import ViewsDesk
    from consultwork.workbench.visitors.invitations import InvitationsDesk


class Workbench(Session):
    """One workspace, with a desk for each stage. It is opened as a session is, with the same arguments and errors.

    Opening it finishes what earlier acts left to be done.
    """

    vault: VaultDesk

    def _begin(self) -> None:
        self._seed_codebook()
        self.run_outbox()
        sweep_unfinished(self)
        self._forget_old_visits()

    def _vault(self, passphrase: str, keys: Keys | None) -> VaultDesk:
        return VaultDesk(self, passphrase, keys)

    def run_outbox(self) -> int:
        """Do what earlier acts left to be done outside the database. Returns how many are left."""
        return run_outbox(self)

    def _forget_old_visits(self) -> None:
        """What somebody wrote and never sent goes after the days they were told, whether the page is served or not."""
        before = self.clock() - timedelta(days=self.settings.form.unsent_days)
        with self.store.read() as connection:
            old = visits.any_older(connection, before)
        if old:
            with self.store.write_unlogged() as connection:
                visits.forget_old(connection, before)
            self.store.compact()

    @cached_property
    def invitations(self) -> InvitationsDesk:
        """Where volunteers are received: forms, invitations, visits."""
        from consultwork.workbench.visitors.invitations import InvitationsDesk

        return InvitationsDesk(self)

    @cached_property
    def plan(self) -> PlanDesk:
        """Who asks, by when, and how we answer together."""
        from consultwork.workbench.plan.plan_desk import PlanDesk

        return PlanDesk(self)

    @cached_property
    def paper(self) -> PaperDesk:
        """Forms as Word files, filled in on screen or by hand."""
        from consultwork.workbench.gather.paper import PaperDesk

        return PaperDesk(self)

    @cached_property
    def gather(self) -> GatherDesk:
        """Words coming in."""
        from consultwork.workbench.gather.gather_desk import GatherDesk

        return GatherDesk(self)

    @cached_property
    def safeguard(self) -> SafeguardDesk:
        """Permissions, personal details, concerns, withdrawal."""
        from consultwork.workbench.safeguard.safeguard_desk import SafeguardDesk

        return SafeguardDesk(self)

    @cached_property
    def theme(self) -> ThemeDesk:
        """The codebook and what is coded with it."""
        from consultwork.workbench.theme.theme_desk import ThemeDesk

        return ThemeDesk(self, self.suggesting)

    @cached_property
    def codebook(self) -> CodebookDesk:
        """The codebook while it grows."""
        from consultwork.workbench.theme.codebook import CodebookDesk

        return CodebookDesk(self)

    @cached_property
    def reading(self) -> ReadingDesk:
        """Reading one contribution after another, and coding it."""
        from consultwork.workbench.theme.reading import ReadingDesk

        return ReadingDesk(self)

    @cached_property
    def agreement(self) -> AgreementDesk:
        """Two coders, blind to each other, and how well they agree."""
        from consultwork.workbench.theme.agreement import AgreementDesk

        return AgreementDesk(self)

    @cached_property
    def suggesting(self) -> SuggestingDesk:
        """What the machine proposes, and how sure it may be."""
        from consultwork.workbench.theme.suggesting import SuggestingDesk

        return SuggestingDesk(self)

    @cached_property
    def views(self) -> ViewsDesk:
        """Ways to look at what was coded, and the framework matrix."""
        from consultwork.workbench.theme.views import ViewsDesk

        return ViewsDesk(self)

    @cached_property
    def exchange(self) -> ExchangeDesk:
        """To and from other programs."""
        from consultwork.workbench.theme.exchange import ExchangeDesk

        return ExchangeDesk(self)

    @cached_property
    def mapping(self) -> MappingDesk:
        """Which evidence answers which question."""
        from consultwork.workbench.mapping.mapping_desk import MappingDesk

        return MappingDesk(self)

    @cached_property
    def respond(self) -> RespondDesk:
        """Answers, and the documents made of them."""
        from consultwork.workbench.respond.respond_desk import RespondDesk

        return RespondDesk(self)

    @cached_property
    def member_checking(self) -> MemberCheckingDesk:
        """Asking people whether we got it right."""
        from consultwork.workbench.review.member_checking import MemberCheckingDesk

        return MemberCheckingDesk(self)

    @cached_property
    def review(self) -> ReviewDesk:
        """Checking, comments, approval, sending."""
        from consultwork.workbench.review.review_desk import ReviewDesk

        return ReviewDesk(self)

    @cached_property
    def edits(self) -> EditsDesk:
        """What reviewers changed, and what we made of it."""
        from consultwork.workbench.review.edits import EditsDesk

        return EditsDesk(self)

    @cached_property
    def copies(self) -> CopiesDesk:
        """The copy for reviewers, and the copy to send."""
        from consultwork.workbench.review.copies import CopiesDesk

        return CopiesDesk(self)

    @cached_property
    def follow_up(self) -> FollowUpDesk:
        """What became of the asks."""
        from consultwork.workbench.follow_up.follow_up_desk import FollowUpDesk

        return FollowUpDesk(self)

    @cached_property
    def keeping(self) -> KeepingDesk:
        """The record of acts, backup, restore and undo."""
        from consultwork.workbench.keeping.keeping_desk import KeepingDesk

        return KeepingDesk(self, self.blockers)

    def blockers(self) -> dict[str, tuple[Blocker, ...]]:
        """Why each stage cannot go on, in the order of the journey."""
        return {stage.name: getattr(self, stage.name).blockers() for stage in STAGES}

    def _seed_codebook(self) -> None:
        with self.store.read() as connection:
            if themes.codes(connection):
                return
        book = settings.read_codebook(self.path("data", "codebooks", "main.csv"))
        with self.store.write(self.by, "load the codebook", amount=len(book)) as w:
            themes.put_codes(w, book)
