"""Voilà with the door shut: one notebook, our template, a visit for each page, and our headers."""

from __future__ import annotations

import json
import os
import ssl
import threading
import time
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import tornado.ioloop
import tornado.web
from jupyter_core.utils import ensure_async
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from consultwork.forms.visitor.kernel_bridge import FIRST, KEY, PORT
from consultwork.journey.sheets import as_dict
from consultwork.serve import handlers, pages, statics
from consultwork.serve.locks import COOKIE, headers, log_request, widget_policy
from consultwork.serve.visitor_sessions import VisitorSessions, log
from consultwork.workbench.passphrase import ENVIRONMENT

OPEN_SECONDS = 3600  # so long a page may do nothing before its kernel goes; what was saved stays
ARRIVE_SECONDS = 180  # a page that has not come to life by then never will
_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
_MOST_MESSAGE = 200_000
_visitor: ContextVar[str] = ContextVar("visitor", default="")


class VisitIdentity(IdentityProvider):
    """Whoever shows a cookie of ours is a visitor; nobody else is anybody."""

    def get_user(self, handler: Any) -> User | None:
        """The visitor, known by nothing."""
        house: VisitorSessions = handler.settings["house"]
        cookie = handler.get_cookie(COOKIE) or ""
        return User("visitor") if cookie and house.may_enter(cookie) else None

    def get_handlers(self) -> list[Any]:
        """No pages to log in: the link lets people in."""
        return []


class FormPage(TornadoVoilaHandler):  # type: ignore[misc]  # Voilà has no types
    """The page of widgets."""

    async def get(self, path: str | None = None) -> None:
        """Show it to somebody with a cookie, as long as there is room."""
        house: VisitorSessions = self.settings["house"]
        if path:
            raise tornado.web.HTTPError(404)
        cookie = self.get_cookie(COOKIE) or ""
        if not (cookie and house.may_enter(cookie)):
            self.set_status(403)
            about = house.bench.invitations.about(house.consultation)
            heading, told = handlers.need_link(about.wording)
            self.finish(pages.plain(heading, told, base=house.base, about=about))
            return
        mine = [k for k, (c, _) in house.kernels.items() if c == cookie]
        if len(house.kernels) - len(mine) >= house.bench.settings.form.visitors:
            self._full(house)
            return
        for old in mine:  # the page was loaded again: what it had open goes
            tornado.ioloop.IOLoop.current().add_callback(self.settings["end_kernel"], old)
        await self.settings["sound"]()
        # Scripts come in ten waves, each found by the one before: the browser is told of all of them at once.
        ahead = ", ".join(f"<{uri}>; rel=preload; as=script" for uri in statics.asked_before())
        if ahead:
            self.set_header("Link", ahead)
        _visitor.set(cookie)
        await super().get("")

    def _full(self, house: VisitorSessions) -> None:
        self.set_status(503)
        about = house.bench.invitations.about(house.consultation)
        say = about.wording.say
        links = [
            (say("form_page/full-light-page"), f"{house.base}lite"),
            (say("form_page/full-word-file"), f"{house.base}form.docx"),
        ]
        told = say("form_page/full-many"), say("form_page/full-instead")
        self.finish(pages.plain(say("form_page/full-heading"), told, base=house.base, about=about, links=links))


class Channels(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà has no types
    """The line between a page and its kernel: only of the visitor whose kernel it is."""

    async def get(self, kernel_id: str) -> None:
        """Open it, or not."""
        house: VisitorSessions = self.settings["house"]
        owner = house.kernels.get(kernel_id, ("", 0.0))[0]
        if not owner or owner != (self.get_cookie(COOKIE) or ""):
            raise tornado.web.HTTPError(403)
        await super().get(kernel_id=kernel_id)


class OneKernel(KernelHandler):
    """What a page asks of its own kernel before it connects: that it is there. Nobody may end or change one."""

    async def get(self, kernel_id: str) -> None:
        """Tell the visitor whose kernel it is."""
        house: VisitorSessions = self.settings["house"]
        if house.kernels.get(kernel_id, ("", 0.0))[0] != (self.get_cookie(COOKIE) or "-"):
            raise tornado.web.HTTPError(403)
        await ensure_async(super().get(kernel_id))

    async def delete(self, kernel_id: str) -> None:
        """No."""
        raise tornado.web.HTTPError(403)


class ServedForm(Voila):  # type: ignore[misc]  # Voilà has no types
    """Voilà as the volunteer's page."""

    name = "voila"
    house: VisitorSessions

    def keep(self, house: VisitorSessions, tls: ssl.SSLContext | None, when_ready: Any) -> None:
        """Give it what it serves. ``when_ready`` is called once it answers."""
        self.house, self._tls, self._when_ready = house, tls, when_ready

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, with compression that it would only set too late."""
        made: dict[str, Any] = super().init_settings()
        manager = made["kernel_manager"]
        self._own(manager)
        made |= {
            "compress_response": True, "house": self.house, "log_function": log_request, "end_kernel": self._end, "sound": self._sound_pool,
            "websocket_max_message_size": _MOST_MESSAGE, "websocket_ping_interval": 20,
            "headers": headers(widget_policy(self.house.host), secure=self.house.secure), "xsrf_cookies": False,
            "login_url": f"{self.house.base}link",
        }  # fmt: skip
        return made

    def _own(self, manager: Any) -> None:
        """Note for whom a kernel is taken."""
        rendered, started = manager.get_rendered_notebook, manager.start_kernel

        async def get_rendered_notebook(*given: Any, **named: Any) -> Any:
            # The address of one visitor must not stand in the kernel that the next one gets.
            named.pop("extra_kernel_env_variables", None)
            task, cache, kernel = await rendered(*given, **named)
            self._belongs(kernel)
            return task, cache, kernel

        async def start_kernel(*given: Any, **named: Any) -> Any:
            kernel = await ensure_async(started(*given, **named))
            self._belongs(kernel)
            return kernel

        manager.get_rendered_notebook, manager.start_kernel = get_rendered_notebook, start_kernel

    def wait_warm(self, seconds: float) -> None:
        """Wait, in another thread, until the kernels for the first visitors are up."""
        end, pause = time.monotonic() + seconds, threading.Event()
        while time.monotonic() < end:
            pools = list(self.kernel_manager._pools.values())
            if pools and all(w.done() for pool in pools for w in list(pool)):
                return
            pause.wait(0.1)

    async def _sound_pool(self) -> None:
        """Throw out waiting kernels that died meanwhile: a page that gets one would never come to life."""
        manager = self.kernel_manager
        for notebook, pool in list(manager._pools.items()):
            for waiting in list(pool):
                if not waiting.done():
                    continue
                kernel = "" if waiting.cancelled() or waiting.exception() else waiting.result()["kernel_id"]
                if kernel and kernel in manager and await ensure_async(manager.is_alive(kernel)):
                    continue
                pool.remove(waiting)
                if kernel in manager:
                    await self._end(kernel)
                manager.fill_if_needed(delay=None, notebook_name=notebook)

    def _belongs(self, kernel: str) -> None:
        if cookie := _visitor.get():
            self.house.kernels[kernel] = cookie, time.monotonic()

    def init_handlers(self) -> list[Any]:
        """Ours first; of Voilà's own only what the page needs."""
        house = {"house": self.house}
        wanted = [h for h in super().init_handlers() if self._is_needed(h)]
        wanted = [(h[0], Channels, *h[2:]) if h[1] is VoilaKernelWebsocketHandler else h for h in wanted]
        roots = {"/voila/static/": list(self.static_paths), "/voila/labextensions/": list(self.labextensions_path)}
        wanted = [
            next(((h[0], statics.Script, {"roots": found}) for part, found in roots.items() if part in h[0]), h)
            for h in wanted
        ]
        wanted = [(h[0], OneKernel, *h[2:]) if h[1] is KernelHandler else h for h in wanted]
        wanted = [(h[0], FormPage, *h[2:]) if h[1] is TornadoVoilaHandler else h for h in wanted]
        base = self.house.base
        ours: list[Any] = [
            (rf"{base}(f|lite)/([\w-]+)", handlers.FormLinkPage, house),
            (rf"{base}link", handlers.NoLinkPage, house),
            (rf"{base}who", handlers.SharedDevicePage, house),
            (rf"{base}lite", handlers.LightPage, house),
            (rf"{base}leave", handlers.LeavePage, house),
            (rf"{base}left", handlers.ClosingPage, house),
            (rf"{base}alive", handlers.AlivePage, house),
            (rf"{base}ticket", handlers.TicketHandler, house),
            (rf"{base}keep", handlers.KeepTyped, house),
            (rf"{base}form\.docx", handlers.PaperFormFile, house),
            (rf"{base}picture/([\w.-]+)", handlers.PictureFile, house),
            (rf"{base}form-static/visitor\.css", handlers.StyleSheetFile, house),
            (rf"{base}form-static/(page\.js)", statics.Script, {"roots": [str(handlers.STATIC)]}),
        ]
        return ours + wanted

    def _is_needed(self, handler: Any) -> bool:
        barred = ("/voila/files", "/voila/api/shutdown", "/login", "/logout")
        return not any(part in handler[0] for part in barred)

    def setup_template_dirs(self) -> None:
        """Our template lies in the package."""
        super().setup_template_dirs()
        about = self.house.bench.invitations.about(self.house.consultation)
        self.voila_configuration.config.VoilaConfiguration.resources = {
            "cw": {
                "top": str(pages.top(about, self.house.base, widgets=True)),
                "bottom": str(pages.bottom(self.house.base, about.wording, widgets=True)),
                **pages.waiting(self.house.base, about.wording),
            }
        }

    def listen(self) -> None:
        """Answer on our port, and on the door for kernels. A port that is taken is no port of ours."""
        HTTPServer(
            self.app, ssl_options=self._tls, xheaders=self.house.proxied, max_buffer_size=4 * _MOST_MESSAGE
        ).listen(self.port, self.ip)
        self.ioloop = tornado.ioloop.IOLoop.current()
        tidy = tornado.ioloop.PeriodicCallback(self._tidy, 60_000)
        tidy.start()
        self.ioloop.call_later(0, self._when_ready)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def start(self) -> None:
        """Open the door for kernels first: the first of them start at once."""
        self._open_door()
        super().start()

    def _open_door(self) -> None:
        door = tornado.web.Application(
            [(r"/door", handlers.KernelPort, {"house": self.house})], log_function=lambda _: None
        )
        from tornado.netutil import bind_sockets

        sockets = bind_sockets(0, "127.0.0.1")
        HTTPServer(door, max_buffer_size=4 * _MOST_MESSAGE).add_sockets(sockets)
        desk = self.house.bench.invitations.at(self.house.consultation)
        first = {"sheet": as_dict(desk.sheet()), "words": desk.words()}
        os.environ[PORT] = str(sockets[0].getsockname()[1])
        os.environ[KEY] = self.house.key
        os.environ[FIRST] = json.dumps(first)
        # No kernel of a visitor is to know what opens the vault.
        self.house.bench.vault.hold(os.environ.pop(ENVIRONMENT, ""))

    async def _tidy(self) -> None:
        now = time.monotonic()
        known = set(self.kernel_manager.list_kernel_ids())
        for kernel, (cookie, since) in list(self.house.kernels.items()):
            patience = OPEN_SECONDS if cookie in self.house.arrived else ARRIVE_SECONDS
            if kernel not in known:
                self.house.kernels.pop(kernel, None)
            elif now - since > patience:
                await self._end(kernel)
        await self.house.by_hand(self.house.forget_idle)

    async def _end(self, kernel: str) -> None:
        self.house.kernels.pop(kernel, None)
        try:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel, now=True))
        except Exception as error:
            log.info("a kernel was gone already (%s)", type(error).__name__)


def configured(notebook: Path, port: int, ip: str, pool: int) -> Any:
    """The configuration: the notebook alone, our template, nothing that a visitor could turn."""
    from traitlets.config import Config

    c = Config()
    c.Voila.ip, c.Voila.port, c.Voila.port_retries, c.Voila.open_browser = ip, port, 0, False
    c.Voila.notebook_path, c.Voila.root_dir = str(notebook), str(notebook.parent)
    c.Voila.identity_provider_class = VisitIdentity
    c.Voila.config_file_paths = []
    c.Voila.log_level = "ERROR"
    v = c.VoilaConfiguration
    v.template, v.strip_sources, v.theme = "consult", True, "light"
    v.allow_template_override = v.allow_theme_override = "NO"
    v.file_allowlist, v.show_tracebacks = ["$^"], False
    v.extension_allowlist = _EXTENSIONS
    v.preheat_kernel, v.default_pool_size = True, pool
    if os.name != "nt":  # between programs of one user no line of the network is needed
        c.AsyncIOLoopKernelManager.transport = c.IOLoopKernelManager.transport = "ipc"
    # A kernel that was started again would have nothing in it: the page loads itself again instead.
    c.AsyncIOLoopKernelManager.autorestart = c.IOLoopKernelManager.autorestart = False
    # The next kernel waits until the page that took one is up: both would want the same two cores.
    c.VoilaKernelManager.fill_delay = 4
    return c


def quiet() -> None:
    """What other programs say of kernels and files is for whoever mends them."""
    import logging
    import warnings

    warnings.filterwarnings("ignore")
    for name in ("tornado.general", "tornado.access", "traitlets", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)
