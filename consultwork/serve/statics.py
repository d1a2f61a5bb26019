"""Voilà's own scripts, sent quickly: compressed once, kept by the browser, asked for ahead of need.

Voilà compresses each of a hundred files anew for each visitor and lets no browser keep those of
extensions. None of them says anything of anybody, and each changes its address with its version.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Sequence
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

_DAY = 86_400
_MOST = 4_000_000  # bytes of one file that is kept in memory
_MOST_AHEAD = 160
_kept: dict[Path, tuple[float, bytes, bytes, str]] = {}
# What pages asked for, in the order in which they did: the next page is told to ask for it at once.
_asked: dict[str, None] = {}


class Script(RequestHandler):
    """One file of a list of folders."""

    def initialize(self, roots: Sequence[str]) -> None:
        """Keep where to look."""
        self.roots = [Path(r).resolve() for r in roots]

    def get(self, name: str) -> None:
        """Send it, as it was compressed the first time."""
        found = next((p for p in (self._inside(root, name) for root in self.roots) if p is not None), None)
        if found is None:
            raise HTTPError(404)
        plain, small, tag = _content(found)
        self.set_header("Content-Type", mimetypes.guess_type(found.name)[0] or "application/octet-stream")
        self.set_header("Cache-Control", f"public, max-age={_DAY}")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Etag", tag)
        if found.suffix == ".js" and len(_asked) < _MOST_AHEAD:
            _asked.setdefault(self.request.uri or "")
        if tag in self.request.headers.get("If-None-Match", ""):
            self.set_status(304)
            return
        if small and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.set_header("Vary", "Accept-Encoding")
            self.finish(small)
            return
        self.finish(plain)

    def _inside(self, root: Path, name: str) -> Path | None:
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None


def asked_before() -> tuple[str, ...]:
    """The scripts that pages have asked for so far."""
    return tuple(x for x in _asked if x)


def _content(path: Path) -> tuple[bytes, bytes, str]:
    changed = path.stat().st_mtime
    kept = _kept.get(path)
    if kept is not None and kept[0] == changed:
        return kept[1], kept[2], kept[3]
    plain = path.read_bytes()
    small = gzip.compress(plain, 9, mtime=0) if path.suffix in (".js", ".css", ".json", ".svg") else b""
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    if len(plain) <= _MOST:
        _kept[path] = changed, plain, small, tag
    return plain, small, tag
