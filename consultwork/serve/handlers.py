"""What answers: links, the light page, the few calls of the page of widgets, and the door for kernels."""

from __future__ import annotations

import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.web import HTTPError, RequestHandler

from consultwork.errors import ConsultworkError, Refused
from consultwork.forms.visitor.visitor_form import CSS
from consultwork.journey.sheets import Sheet, as_dict
from consultwork.serve import pages
from consultwork.serve.locks import COOKIE, PLAIN_POLICY, headers
from consultwork.serve.visitor_sessions import VisitorSessions, log
from consultwork.wording import say
from consultwork.workbench.visitors.visits import VisitDesk

MOST_POSTED = 200_000
STATIC = Path(__file__).parent / "static"
NO_LINK = ("This link opens nothing (any more).", "Please ask whoever gave it to you for a new one.")
NEED_LINK = (
    "To open the form you need the link that was given to you.",
    "Open that link again. If you wrote before, your four words bring you back.",
)
LEFT = ("You can close this page now.", "Nothing of what you wrote is on this device.")


class BasePage(RequestHandler):
    """A plain handler with our headers, which never shows a trace."""

    house: VisitorSessions

    def initialize(self, house: VisitorSessions) -> None:
        """Keep the house."""
        self.house = house

    def set_default_headers(self) -> None:
        """Ours, on every answer."""
        house: VisitorSessions | None = getattr(self, "house", None)
        for name, value in headers(PLAIN_POLICY, secure=bool(house and house.secure)).items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def prepare(self) -> None:
        """The headers again, now that the house is known; nothing huge comes in."""
        self.set_default_headers()
        if len(self.request.body or b"") > MOST_POSTED:
            raise HTTPError(413)

    def write_error(self, status_code: int, **_: Any) -> None:
        """One sentence, and no trace."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        lines = ["Please go back and try again.", "What was saved is safe."]
        self.finish(pages.plain("That did not work", lines, base=self.house.base))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """The kind of an error, never its message: it may hold what somebody typed."""
        if not isinstance(value, HTTPError):
            log.error("%s in %s", getattr(typ, "__name__", "error"), type(self).__name__)

    @property
    def cookie(self) -> str:
        """The cookie that this browser shows, if we gave it and it may still enter."""
        shown = self.get_cookie(COOKIE) or ""
        return shown if shown and self.house.may_enter(shown) else ""

    @property
    def address(self) -> str:
        """Where the request comes from."""
        if self.house.proxied:
            return (self.request.headers.get("X-Forwarded-For") or "").rpartition(",")[2].strip() or "?"
        return str(self.request.remote_ip)

    def tell(self, title: str, told: tuple[str, ...], status: int = 200, **more: Any) -> None:
        """Answer with a plain page."""
        self.set_status(status)
        about = self.house.bench.invitations.about(self.house.consultation)
        self.finish(pages.plain(title, told, base=self.house.base, about=about, **more))

    def posted(self, name: str) -> str:
        """One value of a posted form, as it is."""
        return self.get_body_argument(name, "", strip=False)

    def only_from_us(self) -> None:
        """Turn away what another site's page has sent."""
        if self.request.headers.get("X-Consultwork") != "page":
            raise HTTPError(403)


class FormLinkPage(BasePage):
    """The link that is handed out: its token becomes a cookie, and leaves the address."""

    def get(self, way: str, token: str) -> None:
        """Let somebody in, or say kindly that the link opens nothing."""
        house = self.house
        target = house.base + ("lite" if way == "lite" else "")
        invited = house.bench.invitations.invited_by(token)
        if invited is None:
            self.tell("This link does not work", NO_LINK, 404)
            return
        bench = house.bench
        if not (
            bench.invitations.is_open(invited.consultation) or bench.member_checking.is_showing(invited.consultation)
        ):
            self.tell("This form is closed", (say("refusals/form-is-closed"),), 410)
            return
        had = self.cookie
        if had and house.desk(had).began:
            # Shared phones exist: it may be somebody else's.
            self.tell(
                "Somebody has begun this form on this device",
                ("Is that you?", "If not, nobody sees what was written: it waits for its four words."),
                choices=(("on", "Yes, carry on", True), (f"new:{invited.ref}", "No, start afresh", False)),
                token=house.locks.form_token(had), to=target,
            )  # fmt: skip
            return
        house.locks.give(self, house.locks.new_cookie(invited.ref))
        self.redirect(target, status=303)


class SharedDevicePage(BasePage):
    """Whose visit it is on a shared device: carry on, or start afresh."""

    def post(self) -> None:
        """Do what was chosen."""
        house, had = self.house, self.cookie
        target = self.posted("~to")
        target = target if target in (house.base, f"{house.base}lite") else house.base
        if not had or self.posted("~token") != house.locks.form_token(had):
            raise HTTPError(403)
        chosen = self.posted("~do")
        if chosen.startswith("new:"):
            house.desk(had).leave()
            house.forget_desk(had)
            ref = chosen.removeprefix("new:")
            if ref in {i.ref for i in house.bench.invitations.invitations() if not i.closed}:
                house.locks.give(self, house.locks.new_cookie(ref))
        self.redirect(target, status=303)


class LightPage(BasePage):
    """The light page: the same questions, store and four words, in plain HTML."""

    async def get(self) -> None:
        """The page somebody is at."""
        cookie = self.cookie
        if not cookie:
            self.tell("You need the link", NEED_LINK, 403)
            return
        desk = self.house.desk(cookie)
        sheet = await self.house.by_hand(desk.sheet, self.get_query_argument("s", "")[:40])
        self._show(sheet, cookie, desk)

    async def post(self) -> None:
        """Keep what stands on the page, and do what the button says."""
        house, cookie = self.house, self.cookie
        if not cookie:
            self.tell("You need the link", NEED_LINK, 403)
            return
        if self.posted("~token") != house.locks.form_token(cookie):
            raise HTTPError(403)
        desk = house.desk(cookie)
        key, action = self.posted("~key")[:40], self.posted("~do")[:80] or "next"
        fields = {f.name: f.kind for f in (await house.by_hand(desk.sheet, key)).fields}
        values: dict[str, object] = {
            name: self.get_body_arguments(name, strip=False) if kind == "several" else self.posted(name)
            for name, kind in fields.items()
        }
        if key == "return":
            values["code"] = self.posted("code")
        try:
            sheet = await house.by_hand(lambda: desk.act(key, action, values, address=self.address))
        except Refused as error:
            self._show(await house.by_hand(desk.sheet), cookie, desk, error.what)
            return
        if action == "forget":
            self.redirect(f"{house.base}left", status=303)
        elif sheet.errors or sheet.key in ("gone", "return"):
            self._show(sheet, cookie, desk)
        else:
            self.redirect(f"{house.base}lite?s={quote(sheet.key)}", status=303)

    def _show(self, sheet: Sheet, cookie: str, desk: VisitDesk, warning: str = "") -> None:
        house = self.house
        about = house.bench.invitations.about(desk.consultation)
        self.finish(pages.lite(sheet, about, base=house.base, token=house.locks.form_token(cookie), warning=warning))


class LeavePage(BasePage):
    """The way out: the visit is closed on this device, and nothing of it is left in the browser."""

    def _go(self) -> None:
        shown = self.get_cookie(COOKIE) or ""
        if self.house.locks.invitation_of(shown):
            self.house.desk(shown).leave()
            self.house.forget_desk(shown)
        self.house.locks.take(self)
        self.set_header("Clear-Site-Data", '"storage"')

    def get(self) -> None:
        """Without JavaScript: a link."""
        self._go()
        self.redirect(self.house.bench.settings.form.leave_to, status=303)

    def post(self) -> None:
        """With JavaScript: sent while the page is already gone."""
        self._go()
        self.set_status(204)


class ClosingPage(BasePage):
    """After "Finish": nothing is left here."""

    def get(self) -> None:
        """Say so."""
        self.tell("Thank you", LEFT)


class NoLinkPage(BasePage):
    """For whoever comes without a link."""

    def get(self) -> None:
        """Say what is needed."""
        self.tell("You need the link", NEED_LINK, 403)


class AlivePage(BasePage):
    """Whether the server is there."""

    def get(self) -> None:
        """It is."""
        self.set_status(204)


class TicketHandler(BasePage):
    """A ticket for the page of widgets: with it the page shows its kernel whose visit it is."""

    def get(self) -> None:
        """Give one to a page of ours."""
        self.only_from_us()
        cookie = self.cookie
        if not cookie:
            raise HTTPError(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.house.locks.ticket(cookie))


class KeepTyped(BasePage):
    """What was typed while the line to the kernel was lost."""

    async def post(self) -> None:
        """Keep it."""
        self.only_from_us()
        cookie = self.cookie
        if not cookie:
            raise HTTPError(403)
        values = _object(self.request.body).get("values")
        if not isinstance(values, dict):
            raise HTTPError(400)
        kept = await self.house.by_hand(self.house.desk(cookie).save, values)
        self.finish({"kept": list(kept)})


class PaperFormFile(BasePage):
    """The form as a Word file, for whoever would rather have it so."""

    async def get(self) -> None:
        """Send the file, not filled in."""
        if not self.cookie:
            self.tell("You need the link", NEED_LINK, 403)
            return
        path = await self.house.by_hand(self.house.bench.paper.blank, self.house.consultation)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", 'attachment; filename="form.docx"')
        self.finish(path)


class PictureFile(BasePage):
    """A picture of the Easy Read wording."""

    def get(self, name: str) -> None:
        """Send it, if it is one of this form's."""
        if not self.cookie:
            raise HTTPError(403)
        folder = self.house.bench.root / "data" / "pictures" / self.house.desk(self.cookie).consultation
        known = {p.name: p for p in folder.glob("*")} if folder.is_dir() else {}
        kinds = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
        path = known.get(name)
        if path is None or path.suffix.lower() not in kinds:
            raise HTTPError(404)
        self.set_header("Content-Type", kinds[path.suffix.lower()])
        self.finish(path.read_bytes())


class StyleSheetFile(BasePage):
    """The one stylesheet."""

    def get(self) -> None:
        """Send it; it may be kept, for it says nothing of anybody."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=3600")
        self.finish(CSS)


class KernelPort(BasePage):
    """For kernels alone, on a port of its own that only this machine reaches."""

    async def post(self) -> None:
        """Arrive, show, keep, act: in the name of one visit."""
        house = self.house
        if not hmac.compare_digest(self.request.headers.get("X-Door", ""), house.key):
            raise HTTPError(403)
        told = _object(self.request.body)
        if told.get("do") == "arrive":
            cookie = house.locks.cookie_of(str(told.get("ticket", "")))
            if not cookie or not house.may_enter(cookie):
                raise HTTPError(403)
            self.finish({"visit": cookie})
            return
        cookie = str(told.get("visit", ""))
        if not house.may_enter(cookie):
            raise HTTPError(403)
        house.touched(cookie)
        desk = house.desk(cookie)
        try:
            if told.get("do") == "sheet":
                sheet = await house.by_hand(desk.sheet, str(told.get("key", "")))
            elif told.get("do") == "save":
                self.finish({"kept": list(await house.by_hand(desk.save, _values(told)))})
                return
            else:
                key, action = str(told.get("key", ""))[:40], str(told.get("action", ""))[:80]
                sheet = await house.by_hand(lambda: desk.act(key, action, _values(told)))
        except ConsultworkError as error:
            self.set_status(409)
            self.finish({"kind": error.kind, "facts": {name: str(fact) for name, fact in error.facts.items()}})
            return
        self.finish({"sheet": as_dict(sheet)})


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError as error:
        raise HTTPError(400) from error
    return found if isinstance(found, dict) else {}


def _values(told: dict[str, Any]) -> dict[str, object]:
    values = told.get("values")
    return values if isinstance(values, dict) else {}
