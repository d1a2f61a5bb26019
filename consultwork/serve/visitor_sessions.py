"""What every handler of the served form shares: the workbench, the locks, and who sits at which page."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from consultwork.serve.locks import Locks
from consultwork.workbench import Workbench
from consultwork.workbench.visitors.visits import VisitDesk

log = logging.getLogger("consultwork.serve")
T = TypeVar("T")
_HANDS = 4  # threads for what takes a moment: the slow hash, sending, taking back


@dataclass
class VisitorSessions:
    """The served form.

    Args:
        bench: the workbench.
        consultation: whose form is served.
        locks: what is signed and sealed with.
        secure: whether the pages are behind TLS.
        proxied: whether another server stands in front, whose word on addresses counts.
        key: what kernels show at the door.
        host: the address in links, with its scheme.
    """

    bench: Workbench
    consultation: str
    locks: Locks
    secure: bool = False
    proxied: bool = False
    base: str = "/"
    key: str = ""
    host: str = ""
    # kernel -> (cookie, when it last did anything)
    kernels: dict[str, tuple[str, float]] = field(default_factory=dict)
    # cookies whose page came to life: a robot that only fetches a link never does
    arrived: set[str] = field(default_factory=set)
    _desks: dict[str, tuple[VisitDesk, float]] = field(default_factory=dict)
    _hands: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_HANDS, "visit"))

    def desk(self, cookie: str) -> VisitDesk:
        """The visit that belongs to a cookie."""
        kept = self._desks.get(cookie)
        if kept is not None and kept[0].began:
            self._desks[cookie] = kept[0], time.monotonic()
            return kept[0]
        invitation = self.locks.invitation_of(cookie)
        invited = next((i for i in self.bench.invitations.invitations() if i.ref == invitation), None)
        made = self.bench.invitations.at(invited.consultation if invited else self.consultation, invitation, cookie)
        self._desks[cookie] = made, time.monotonic()
        return made

    def may_enter(self, cookie: str) -> bool:
        """Whether a cookie is one that we gave, and its invitation is open or its visit has begun."""
        ref = self.locks.invitation_of(cookie)
        if not ref:
            return False
        invited = next((i for i in self.bench.invitations.invitations() if i.ref == ref), None)
        if invited is None:
            return False
        return not invited.closed or self.desk(cookie).began

    def forget_desk(self, cookie: str) -> None:
        """Nobody sits at this page any more."""
        self._desks.pop(cookie, None)

    def forget_idle(self) -> None:
        """Forget pages that nobody has touched for a while, and delete what was never sent."""
        now = time.monotonic()
        self._desks = {c: (d, t) for c, (d, t) in self._desks.items() if now - t < 3600}
        self.arrived &= {c for c, _ in self.kernels.values()}
        self.bench.invitations.delete_old()

    async def by_hand(self, act: Callable[..., T], *given: Any) -> T:
        """Do something that takes a moment, without holding up the others."""
        return await asyncio.get_running_loop().run_in_executor(self._hands, act, *given)

    def touched(self, cookie: str) -> None:
        """Somebody did something on their page: its kernel is not idle."""
        now = time.monotonic()
        self.arrived.add(cookie)
        self.kernels = {k: (c, now if c == cookie else t) for k, (c, t) in self.kernels.items()}
