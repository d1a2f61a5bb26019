"""The line from a visitor's kernel to the server that keeps the visits.

A kernel has no database, no passphrase and no other visit: all it can do is ask the server, in the
name of the one visit that its page brought a ticket for.
"""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Mapping
from typing import Any

from consultwork.errors import Refused, StoreError
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.journey.sheets import Sheet, from_dict
from consultwork.kinds import Kind

PORT, KEY, FIRST = "CONSULTWORK_DOOR_PORT", "CONSULTWORK_DOOR_KEY", "CONSULTWORK_DOOR_FORM"


class RemoteVisit:
    """A desk at the other end of the line.

    Args:
        ticket: what the page brought; "" before it arrives, which shows the first page and keeps nothing.
    """

    def __init__(self, ticket: str = "") -> None:
        self._port, self._key = int(os.environ[PORT]), os.environ[KEY]
        self._line: http.client.HTTPConnection | None = None
        self._visit = ""
        if ticket:
            self._visit = str(self._ask({"do": "arrive", "ticket": ticket})["visit"])

    def sheet(self, key: str = "") -> Sheet:
        """The page somebody is at."""
        return from_dict(self._ask({"do": "sheet", "visit": self._visit, "key": key})["sheet"])

    def save(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Keep what was filled in. Returns the fields that were kept."""
        return tuple(self._ask({"do": "save", "visit": self._visit, "values": dict(values)})["kept"])

    def act(self, key: str, action: str, values: Mapping[str, object] | None = None) -> Sheet:
        """Do what a button says, and give the page that comes of it."""
        told = {"do": "act", "visit": self._visit, "key": key, "action": action, "values": dict(values or {})}
        return from_dict(self._ask(told)["sheet"])

    def _ask(self, told: Mapping[str, Any]) -> dict[str, Any]:
        body = json.dumps(told).encode()
        headers = {"X-Door": self._key, "Content-Type": "application/json"}
        for again in (True, False):
            line = self._line or http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            try:
                line.request("POST", "/door", body, headers)
                answer = line.getresponse()
                data = answer.read()
            except (OSError, http.client.HTTPException):
                # An idle line is cut; whether the server is there shows on the second try.
                self._line = None
                line.close()
                if not again:
                    raise StoreError(Kind.FORM_CANNOT_BE_REACHED) from None
                continue
            self._line = line
            found: dict[str, Any] = json.loads(data)
            if answer.status == 409:
                raise Refused(Kind(found["kind"]), **found["facts"])
            if answer.status != 200:
                raise StoreError(Kind.FORM_CANNOT_BE_REACHED)
            return found
        raise StoreError(Kind.FORM_CANNOT_BE_REACHED)


class _First:
    """Before a page arrives: the first page, which the server left in the environment of the kernel."""

    def sheet(self, key: str = "") -> Sheet:
        return from_dict(json.loads(os.environ[FIRST]))

    def save(self, values: Mapping[str, object]) -> tuple[str, ...]:
        return ()

    def act(self, key: str, action: str, values: Mapping[str, object] | None = None) -> Sheet:
        return self.sheet()


def is_served() -> bool:
    """Whether this kernel serves a visitor's page."""
    return PORT in os.environ and KEY in os.environ


def page() -> VolunteerForm:
    """The form on a page of its own. No trace of an error ever goes to the page."""
    _keep_errors_here()

    def arrived(ticket: str, _code: str) -> RemoteVisit:
        return RemoteVisit(ticket)

    return VolunteerForm(_First(), served=True, arrived=arrived)


def _keep_errors_here() -> None:
    # IPython would send the whole trace, with lines of our files, to the browser.
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell: Any = get_ipython()
    if shell is not None:
        shell._showtraceback = lambda *_: None
