"""How JupyterLab is started for officers: on the start page, and with a second wall around it."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.workbench.workspace import KEEP_NO_WORDS, MARK, PRE_SAVE

START_PAGE = Path("notebooks") / "00_start_here.ipynb"


def require_free(port: int, what: str = "JupyterLab") -> None:
    """Make sure that nothing else answers on a port of this computer.

    Raises:
        Refused: something does, most often a JupyterLab that is still open.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # on Windows this option would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Refused(Kind.PORT_IS_IN_USE, port=port, what=what, port_2=port + 1) from error


def lab_arguments(folder: Path, port: int) -> list[str]:
    """Arguments for JupyterLab.

    A script that got into a page would have the whole machine behind it. People's words are never
    shown as HTML; should one slip through all the same, this content security policy stops it:
    scripts come only from JupyterLab's own two folders, never from a file that lies beside us.
    """
    here = f"http://localhost:{port} http://127.0.0.1:{port}"
    own = " ".join(f"{host}/static/ {host}/lab/extensions/" for host in here.split())
    sockets = here.replace("http", "ws")
    policy = (
        f"default-src 'self'; script-src {own} 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {sockets}; worker-src 'self' blob:; "
        "frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    hook = (
        [] if (folder / "MADE-UP.txt").exists() or not (folder / MARK).exists() else [f"--{PRE_SAVE}={KEEP_NO_WORDS}"]
    )
    own_settings = folder / ".jupyterlab"
    _keep_quiet(own_settings)
    return [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.user_settings_dir={own_settings}",
        f"--LabApp.default_url=/lab/tree/{START_PAGE.as_posix()}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        f'--ServerApp.tornado_settings={{"headers": {{"Content-Security-Policy": "{policy}"}}}}',
        # Voilà serves volunteers, by a program and a port of its own: never beside an officer's work.
        "--ServerApp.jpserver_extensions=voila.server_extension=False",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",  # nor does it ask a registry for extensions
        *hook,
    ]


def keep_no_words(model: dict[str, Any], **_: Any) -> None:
    """Before a notebook of a workspace is saved, its outputs go: they hold what people told us.

    JupyterLab calls it with the notebook about to be written. What the officer wrote stays, and so
    do the outputs on her screen.
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    model["content"].get("metadata", {}).pop("widgets", None)


def _keep_quiet(settings: Path) -> None:
    """JupyterLab asks nobody for news: nothing leaves this computer."""
    notice = settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    if not notice.exists():
        notice.parent.mkdir(parents=True, exist_ok=True)
        notice.write_text('{"fetchNews": "false", "checkForUpdates": false}\n', encoding="utf-8")
