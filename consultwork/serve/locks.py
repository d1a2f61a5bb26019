"""The locks of the served form: cookies, tokens, tickets, headers, and the log that knows no secret."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from tornado.web import RequestHandler

from consultwork.store import Store

COOKIE = "consultwork-visit"
TICKET_SECONDS = 120
_SECRET_PATH = re.compile(r"/(f|lite)/[^/?#\s]+")
_KERNEL = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")

_SHARED = "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# No script at all where none is needed.
PLAIN_POLICY = f"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; {_SHARED}"


def widget_policy(host: str) -> str:
    """The policy of the page of widgets. They need eval and inline scripts; every source is this server itself.

    Args:
        host: where people reach it. Older iPhones do not count a WebSocket of the same host as "self".
    """
    line = host.replace("http", "ws", 1)
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; font-src 'self' data:; connect-src 'self' {line}; worker-src 'self' blob:; {_SHARED}"
    )


@dataclass(frozen=True)
class Locks:
    """What the server signs and seals with. Made anew from the workspace's own secret, so that it outlives a restart.

    Args:
        store: gives the secret.
        secure: whether the pages are behind TLS.
    """

    store: Store
    secure: bool = False

    def new_cookie(self, invitation: str) -> str:
        """A cookie for somebody who came with an invitation."""
        body = f"{secrets.token_urlsafe(32)}.{invitation}"
        return f"{body}.{self._signed(body)}"

    def invitation_of(self, cookie: str) -> str:
        """The ref of the invitation that a cookie was given for; "" when we never gave it."""
        body, _, sign = cookie.rpartition(".")
        if not body or not hmac.compare_digest(sign, self._signed(body)):
            return ""
        return body.rpartition(".")[2]

    def form_token(self, cookie: str) -> str:
        """What a form of the light page carries, so that no other site can press its buttons."""
        return self._signed(f"form {cookie}")[:32]

    def ticket(self, cookie: str) -> str:
        """A short-lived ticket by which a page shows its kernel whose visit it is."""
        return self._fernet.encrypt(cookie.encode()).decode()

    def cookie_of(self, ticket: str) -> str:
        """The cookie behind a ticket; "" when it is none of ours or too old."""
        try:
            return self._fernet.decrypt(ticket.encode(), ttl=TICKET_SECONDS).decode()
        except (InvalidToken, UnicodeError):
            return ""

    @property
    def _fernet(self) -> Fernet:
        import base64

        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(self.store.token("tickets").encode()).digest()))

    def _signed(self, body: str) -> str:
        return hmac.new(self.store.token("visits").encode(), body.encode(), hashlib.sha256).hexdigest()

    def give(self, handler: RequestHandler, cookie: str) -> None:
        """Put a cookie into a browser. It goes when the browser closes, and no script can read it."""
        handler.set_cookie(COOKIE, cookie, httponly=True, secure=self.secure, samesite="Lax", path="/")

    def take(self, handler: RequestHandler) -> None:
        """Take the cookie out of a browser again."""
        handler.clear_cookie(COOKIE, path="/")


def headers(policy: str, *, secure: bool) -> dict[str, str]:
    """The headers of every answer."""
    made = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), interest-cohort=()",
    }
    if secure:
        made["Strict-Transport-Security"] = "max-age=31536000"
    return made


def masked(path: str) -> str:
    """A path as it may stand in a log: without invitation, kernel or question mark."""
    return _KERNEL.sub("…", _SECRET_PATH.sub(r"/\1/…", path.partition("?")[0]))


def log_request(handler: Any) -> None:
    """Tornado's log function: what was asked for and how it went, and nothing by which anybody is known."""
    from tornado.log import access_log

    status = handler.get_status()
    write = access_log.info if status < 400 else access_log.warning if status < 500 else access_log.error
    write("%d %s %s", status, handler.request.method, masked(handler.request.uri or ""))
