"""``consultwork serve``: start the pages, and say how to share them once they answer."""

from __future__ import annotations

import http.client
import os
import secrets
import ssl
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

import segno

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.serve.locks import Locks
from consultwork.serve.modes import Mode, firewall_words, keep_awake, nginx_file
from consultwork.serve.visitor_sessions import VisitorSessions
from consultwork.serve.voila_app import ServedForm, configured, quiet
from consultwork.workbench import Workbench
from consultwork.workbench.lab import require_free

_PATIENCE = 120  # seconds until both pages have to answer
_WARM = 20  # seconds in which the first kernels have to be up
_POOL = 3  # kernels that wait for the next visitors: each takes 40 MB


def serve(
    bench: Workbench, consultation: str, mode: Mode, port: int, *, say: Callable[[str], None], browser: bool = True,
    pool: int = _POOL,
) -> int:  # fmt: skip
    """Serve the form of a consultation until somebody stops it.

    Args:
        bench: the workbench.
        consultation: the id of the consultation.
        mode: how it is reached.
        port: the port on this computer.
        say: prints a line.
        browser: open the page in this computer's browser.
        pool: how many kernels wait for the next visitors.

    Raises:
        Refused: the port is taken, or the consultation has no questions.
    """
    require_free(port, "the form")
    if not bench.gather.pages(consultation):
        raise Refused(Kind.CONSULTATION_HAS_NO_QUESTIONS)
    quiet()
    bench.invitations.delete_old()
    invitation = bench.invitations.standing_invitation(consultation)
    house = VisitorSessions(
        bench,
        consultation,
        Locks(bench.store, mode.secure),
        mode.secure,
        mode.proxied,
        key=secrets.token_urlsafe(32),
        host=mode.host,
    )
    here = Path(__file__).parent / "jupyter"
    os.environ["JUPYTER_PATH"] = os.pathsep.join(x for x in (str(here), os.environ.get("JUPYTER_PATH", "")) if x)
    form, light = f"{mode.host}/f/{invitation.token}", f"{mode.host}/lite/{invitation.token}"

    def ready() -> None:
        threading.Thread(target=announce, daemon=True).start()

    def announce() -> None:
        if not _answers(port, mode.tls is not None, f"/lite/{invitation.token}"):
            say("The form does not answer. Stop it with Ctrl+C, and look at the lines above.")
            return
        app.wait_warm(_WARM)  # the first visitors are not to share the processor with kernels that start
        for line in words(bench, consultation, mode, port, form, light):
            say(line)
        if browser and mode.name == "this laptop":
            webbrowser.open(form)

    app = ServedForm.instance(config=configured(_notebook(bench), port, mode.ip, pool))
    app.keep(house, mode.tls, ready)
    app.initialize([])
    app.start()
    return 0


def words(bench: Workbench, consultation: str, mode: Mode, port: int, form: str, light: str) -> list[str]:
    """What the officer is told: where the pages are, who can reach them, how to share them."""
    about = bench.invitations.about(consultation)
    told = [f"Form: {form}", f"Light page: {light}", f"Mode: {mode.name}."]
    if about.lacking:
        told.append(
            f"This is a DEMO: set {', '.join(about.lacking)} in consultwork.toml first. Answers are kept apart."
        )
        told.append("Delete them all with: consultwork visits --delete-demo")
    if mode.name == "this laptop":
        told.append("Only this computer can open it. Hand it over, or see --lan and --behind.")
    else:
        told += ["Share the link, or let people point their phone at this:", qr(form)]
    if mode.name == "the drop-in's network":
        told += ["Phones have to be on the same Wi-Fi as this computer.", *firewall_words(port)]
    if mode.proxied:
        told += ["Your host passes requests on by this file for nginx:", str(_proxy_file(bench, mode, port))]
    told += [keep_awake(), "Stop it with Ctrl+C. What people wrote is saved."]
    return told


def qr(address: str) -> str:
    """A QR code as characters, for a terminal."""
    import io

    out = io.StringIO()
    segno.make(address, micro=False).terminal(out, compact=True)
    return out.getvalue()


def _proxy_file(bench: Workbench, mode: Mode, port: int) -> Path:
    path = bench.root / "nginx-form.conf"
    path.write_text(nginx_file(mode, port), encoding="utf-8", newline="\n")
    return path


def _notebook(bench: Workbench) -> Path:
    own = bench.root / "notebooks" / "volunteer_form.ipynb"
    return own if own.is_file() else bench.path("notebooks", "volunteer_form.ipynb")


def _answers(port: int, tls: bool, path: str) -> bool:
    """Whether the pages answer; asked again for a while."""
    end, pause = time.monotonic() + _PATIENCE, threading.Event()
    while time.monotonic() < end:
        try:
            if tls:
                # Our own port on this machine: whose name the certificate carries does not matter here.
                line: http.client.HTTPConnection = http.client.HTTPSConnection(
                    "127.0.0.1",
                    port,
                    timeout=5,
                    context=ssl._create_unverified_context(),  # noqa: S323 - our own port on this machine
                )
            else:
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", path)
            if line.getresponse().status == 303:
                return True
        except (OSError, http.client.HTTPException):
            pass
        pause.wait(0.2)
    return False
