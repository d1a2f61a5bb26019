"""Fifty visitors who type at once: how long a save takes, how many fail, how much memory each takes.

    python benchmarks/form_visitors.py [--visitors 50] [--seconds 60] [--over 100]

Each visitor is a raw client that does what the page does: follows the link, opens its kernel's line, goes to
the first question, and then types a little every second. A save counts from the key to the page being told
"saved". --over is the time within which all of them arrive.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import tornado.websocket
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from tests.serve.serving import Served, serving, workspace
from tests.serve.test_locked import COOKIE, cookie_of, kernel_of, message


class Visitor:
    """One raw client."""

    def __init__(self, served: Served) -> None:
        self.served, self.models = served, {}
        self.waits: dict[tuple[str, int], float] = {}
        self.saves: list[float] = []
        self.failed = 0
        self.ready = 0.0

    async def arrive(self) -> None:
        """From the link to the first question."""
        begun = time.perf_counter()
        http = AsyncHTTPClient()
        link = await http.fetch(HTTPRequest(self.served.form, follow_redirects=False), raise_error=False)
        cookie = cookie_of(link)
        headers = {"Cookie": f"{COOKIE}={cookie}"}
        page = await http.fetch(HTTPRequest(f"{self.served.host}/", headers=headers, request_timeout=120))
        kernel = kernel_of(page.body.decode())
        asked = HTTPRequest(f"{self.served.host}/ticket", headers={**headers, "X-Consultwork": "page"})
        ticket = (await http.fetch(asked)).body.decode()
        url = f"{self.served.host.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
        self.line = await tornado.websocket.websocket_connect(HTTPRequest(url, headers=headers, connect_timeout=60))
        self.reading = asyncio.create_task(self._read())
        control = uuid.uuid4().hex
        opened = json.loads(
            message("comm_open", {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}})
        )
        opened["metadata"] = {"version": "1.0.0"}
        await self.line.write_message(json.dumps(opened))
        await self.line.write_message(message("comm_msg", {"comm_id": control, "data": {"method": "request_states"}}))
        sheet = await self._model(lambda s: "turn" in s)
        await self._tell(sheet, {"method": "custom", "content": {"kind": "arrive", "ticket": ticket, "code": ""}})
        for label in ("Start", "Continue", "Show me the question"):
            button = await self._model(lambda s, label=label: s.get("description") == label)
            await self._tell(button, {"method": "custom", "content": {"event": "click"}})
        self.field = await self._model(lambda s: s.get("kind") == "words" and "sent_no" in s)
        self.ready = time.perf_counter() - begun

    async def type(self, seconds: float) -> None:
        """A few letters every second."""
        end, text, number = time.perf_counter() + seconds, "", 0
        while time.perf_counter() < end:
            text, number = text + "made up ", number + 1
            self.waits[self.field, number] = time.perf_counter()
            state = {"text": text, "sent_no": number}
            await self._tell(self.field, {"method": "update", "state": state, "buffer_paths": []})
            await asyncio.sleep(random.uniform(0.8, 1.2))
        await asyncio.sleep(2)
        self.failed += len(self.waits)
        self.line.close()

    async def _tell(self, comm: str, data: dict[str, Any]) -> None:
        await self.line.write_message(message("comm_msg", {"comm_id": comm, "data": data}))

    async def _model(self, fits: Any) -> str:
        for _ in range(1200):
            for comm, state in list(self.models.items()):
                if fits(state):
                    return str(comm)
            await asyncio.sleep(0.05)
        raise RuntimeError("a part of the page never came")

    async def _read(self) -> None:
        while (told := await self.line.read_message()) is not None:
            found = json.loads(told if isinstance(told, str) else _with_buffers(told))
            content = found.get("content", {})
            kind = found.get("header", {}).get("msg_type")
            data = content.get("data", {}) if isinstance(content, dict) else {}
            if kind == "comm_open":
                self.models[content["comm_id"]] = data.get("state", {})
            elif kind == "comm_close":
                self.models.pop(content["comm_id"], None)
            elif kind == "comm_msg" and data.get("method") == "update_states":
                self.models |= {k: v["state"] for k, v in data["states"].items()}
            elif kind == "comm_msg" and data.get("method") == "update":
                kept = data["state"].get("kept_no")
                if kept is not None:
                    for key in [k for k in self.waits if k[0] == content["comm_id"] and k[1] <= kept]:
                        self.saves.append(time.perf_counter() - self.waits.pop(key))


def _with_buffers(raw: bytes) -> str:
    # How many parts, where each begins (big-endian), then the parts: the first is the message.
    count = int.from_bytes(raw[:4], "big")
    starts = [int.from_bytes(raw[4 * (n + 1) : 4 * (n + 2)], "big") for n in range(count)]
    return raw[starts[0] : starts[1] if count > 1 else None].decode()


def memory(pid: int) -> tuple[float, float, int]:
    """Megabytes (proportional) of the server and of the mean kernel, and how many kernels."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        children.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(folder.name))
    kernels = children.get(pid, [])

    def pss(p: int) -> float:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{p}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0

    return pss(pid), statistics.mean(map(pss, kernels)) if kernels else 0.0, len(kernels)


async def run(served: Served, visitors: int, seconds: float, over: float) -> None:
    """Let them arrive, type, and print what came of it."""
    people = [Visitor(served) for _ in range(visitors)]

    async def one(n: int, person: Visitor) -> None:
        await asyncio.sleep(n * over / max(1, visitors))
        await person.arrive()
        await person.type(over - n * over / visitors + seconds)

    told = asyncio.gather(*(one(n, p) for n, p in enumerate(people)), return_exceptions=True)
    await asyncio.sleep(over + seconds / 2)
    server, kernel, kernels = memory(served.process.pid)
    errors = [e for e in await told if isinstance(e, BaseException)]
    saves = sorted(s for p in people for s in p.saves)
    ready = sorted(p.ready for p in people if p.ready)
    print(
        f"{len(ready)} of {visitors} visitors came to their first question: median {statistics.median(ready):.2f} s, slowest {ready[-1]:.2f} s"
    )
    print(
        f"{len(saves)} saves: median {statistics.median(saves) * 1000:.0f} ms, 95% within {saves[int(0.95 * len(saves))] * 1000:.0f} ms, slowest {saves[-1] * 1000:.0f} ms; {sum(p.failed for p in people)} not confirmed; {len(errors)} errors"
    )
    print(f"memory: server {server:.0f} MB, each of {kernels} kernels {kernel:.0f} MB")
    for e in errors[:3]:
        print(f"  {type(e).__name__}: {e}")


def main() -> None:
    """Serve and run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--visitors", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--over", type=float, default=100)
    chosen = options.parse_args()
    bench = workspace(Path(tempfile.mkdtemp()))
    with serving(bench.root) as served:
        asyncio.run(run(served, chosen.visitors, chosen.seconds, chosen.over))
        kept = bench.invitations.overview()
        print(f"{int(kept['began'].sum())} visits are in the store")


if __name__ == "__main__":
    main()
