"""How often something may be tried: four words, a link, a beginning."""

from __future__ import annotations

import time
from threading import RLock


class Tries:
    """What was tried by whom, and when. It is forgotten when the server stops."""

    def __init__(self) -> None:
        self._tries: dict[str, list[float]] = {}
        self._lock = RLock()

    def may(self, who: str, *, most: int, seconds: float) -> bool:
        """Whether somebody may try four words now. A page may be wrong often, an address that many share more often."""
        now = time.monotonic()
        with self._lock:
            recent = [t for t in self._tries.get(who, []) if now - t < seconds]
            if len(recent) >= most:
                self._tries[who] = recent
                return False
            self._tries[who] = [*recent, now]
            if len(self._tries) > 5_000:
                self._tries = {k: v for k, v in self._tries.items() if v and now - v[-1] < 3600}
        return True
