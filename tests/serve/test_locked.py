"""A visitor can do what the form offers and nothing else: asked with raw requests and a raw WebSocket."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tornado.httpclient
import tornado.websocket
from tornado.httpclient import HTTPRequest

from consultwork.serve.locks import COOKIE
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from tests.serve.serving import Served, serving, workspace


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A form that is served, once for all of these."""
    bench = workspace(tmp_path_factory.mktemp("locked"))
    with serving(bench.root) as made:
        yield made


@pytest.fixture(scope="module")
def bench(served: Served) -> Workbench:
    """Its workspace."""
    root = re.search(r"'-w', '([^']+)'", repr(served.process.args))
    assert root
    return Workbench(Path(root[1]), passphrase=MADE_UP)


def get(url: str, cookie: str = "", method: str = "GET", body: str | None = None, **headers: str) -> Any:
    """One request, without following redirects."""
    asked = HTTPRequest(
        url, method=method, body=body, follow_redirects=False, request_timeout=30, allow_nonstandard_methods=True,
        headers={**({"Cookie": f"{COOKIE}={cookie}"} if cookie else {}), **headers},
    )  # fmt: skip
    client = tornado.httpclient.HTTPClient()
    try:
        return client.fetch(asked, raise_error=False)
    finally:
        client.close()


def cookie_of(answer: Any) -> str:
    """The visit's cookie that an answer sets."""
    found = re.search(rf"{COOKIE}=([^;]+);", answer.headers.get("Set-Cookie", ""))
    return found[1] if found else ""


def kernel_of(page: str) -> str:
    """The kernel that a page of widgets was given."""
    found = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', page)
    assert found, page[:500]
    return found[1]


def arrives(served: Served) -> tuple[str, str]:
    """Somebody opens the page of widgets. Returns their cookie and kernel."""
    cookie = cookie_of(get(served.form))
    page = get(f"{served.host}/", cookie)
    assert page.code == 200
    return cookie, kernel_of(page.body.decode())


def test_without_the_link_there_is_nothing(served: Served) -> None:
    """No page, kernel, contents, terminal or file answers somebody without a cookie of ours, nor with a forged one."""
    forged = f"{'x' * 43}.I-0001.{'0' * 64}"
    for path in ("/", "/lite", "/form.docx", "/ticket", "/api/kernels", "/api/contents", "/api/sessions", "/api/terminals",
                 "/files/consultwork.toml", "/voila/files/consultwork.toml", "/voila/files/notebooks/volunteer_form.ipynb",
                 "/voila/render/volunteer_form.ipynb", "/tree", "/lab", "/terminals/1", "/voila/api/contents", "/login",
                 "/../consultwork.db", "/voila/static/../../consultwork.db", "/metrics", "/api/status",
                 f"/api/kernels/{uuid.uuid4()}", f"/voila/api/shutdown/{uuid.uuid4()}"):  # fmt: skip
        for cookie in ("", forged):
            answer = get(f"{served.host}{path}", cookie, **{"X-Consultwork": "page"})
            assert answer.code in (302, 303, 403, 404, 405), (path, answer.code)
            assert b"SQLite" not in (answer.body or b"") and b"controller" not in (answer.body or b"")
            if answer.code in (302, 303):
                assert answer.headers["Location"].startswith("/link")
    assert get(f"{served.host}/link").code == 403
    assert get(f"{served.host}/f/no-such-link").code == 404


def test_a_visitor_reaches_the_form_and_no_more(served: Served) -> None:
    """With a cookie the form is there; the machine behind it is not."""
    cookie, kernel = arrives(served)
    for path in ("/api/kernels", "/api/contents", "/api/contents/consultwork.db", "/api/sessions", "/api/terminals",
                 "/files/consultwork.toml", "/voila/files/consultwork.toml", "/voila/api/contents", "/lab", "/tree",
                 f"/voila/api/shutdown/{kernel}", f"/voila/query/{kernel}"):  # fmt: skip
        answer = get(f"{served.host}{path}", cookie)
        assert answer.code in (400, 403, 404, 405), (path, answer.code)
    for path in (f"/api/kernels/{kernel}/interrupt", f"/api/kernels/{kernel}/restart", "/api/kernels", "/api/terminals",
                 f"/voila/api/shutdown/{kernel}"):  # fmt: skip
        assert get(f"{served.host}{path}", cookie, "POST", "{}").code in (403, 404, 405), path
    assert get(f"{served.host}/api/kernels/{kernel}", cookie, "DELETE").code in (403, 404, 405)
    with pytest.raises(tornado.httpclient.HTTPClientError, match="403"):
        asyncio.run(_connect(served, kernel, ""))


def test_every_answer_has_our_headers_and_says_nothing_of_the_link(served: Served) -> None:
    """A policy without any outside origin, no referrer, no framing; the token is in no page and no address after it."""
    link = get(served.form)
    cookie = cookie_of(link)
    assert link.code == 303 and link.headers["Location"] == "/"
    assert "HttpOnly" in link.headers["Set-Cookie"] and "SameSite=Lax" in link.headers["Set-Cookie"]
    for path in ("/", "/lite", "/left"):
        answer = get(f"{served.host}{path}", cookie)
        policy = answer.headers["Content-Security-Policy"]
        assert "http" not in policy and "frame-ancestors 'none'" in policy and "default-src" in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        body = answer.body.decode()
        assert served.token not in body and cookie not in body
        outside = re.findall(r"""(?:src|href)=["'](https?:)?//[^"']+""", body)
        assert not outside, outside


def test_nothing_of_a_token_stands_in_the_log(served: Served) -> None:
    """What the server writes down holds no token, cookie, kernel or question mark."""
    cookie, kernel = arrives(served)
    get(f"{served.host}/lite/{served.token}?x=secret")
    get(f"{served.host}/f/another-secret-token")
    (log,) = Path(str(served.process.args[4])).parent.glob("serve-*.log")  # type: ignore[index]
    told = log.read_text(encoding="utf-8")
    shown = "\n".join(x for x in told.splitlines() if not x.startswith(("Form: ", "Light page: ")))
    for secret in (served.token, cookie, kernel, "another-secret-token", "x=secret"):
        assert secret not in shown


async def _connect(
    served: Served, kernel: str, cookie: str, origin: str = ""
) -> tornado.websocket.WebSocketClientConnection:
    url = f"{served.host.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    if origin:
        headers["Origin"] = origin
    return await tornado.websocket.websocket_connect(HTTPRequest(url, headers=headers, connect_timeout=20))


def message(kind: str, content: dict[str, Any], channel: str = "shell") -> str:
    """A message of the Jupyter protocol."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "x", "session": uuid.uuid4().hex,
              "date": "2026-01-01T00:00:00Z", "version": "5.3"}  # fmt: skip
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel, "buffers": []}
    )


async def _asked(
    served: Served, kernel: str, cookie: str, messages: list[str], seconds: float = 4
) -> list[dict[str, Any]]:
    line = await _connect(served, kernel, cookie)
    for one in messages:
        await line.write_message(one)
    heard: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while loop.time() < end:
        try:
            told = await asyncio.wait_for(line.read_message(), end - loop.time())
        except TimeoutError:
            break
        if told is None:
            break
        heard.append(json.loads(told) if isinstance(told, str) else {"header": {"msg_type": "binary"}})
    line.close()
    return heard


def test_a_raw_client_cannot_run_anything(served: Served, tmp_path: Path) -> None:
    """Execute, complete, inspect, history, debug, input and strange comms: none does anything or answers with data."""
    cookie, kernel = arrives(served)
    mark = tmp_path / "run"
    code = f"open({str(mark)!r}, 'w').write('x')"
    sent = [message("execute_request", {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                                        "allow_stdin": False, "stop_on_error": True}, channel)
            for channel in ("shell", "control", "stdin", "iopub")]  # fmt: skip
    sent += [
        message("complete_request", {"code": "open(", "cursor_pos": 5}),
        message("inspect_request", {"code": "open", "cursor_pos": 4, "detail_level": 1}),
        message("history_request", {"output": True, "raw": True, "hist_access_type": "tail", "n": 10}),
        message("debug_request", {"command": "initialize"}, "control"),
        message("interrupt_request", {}, "control"),
        message("create_subshell_request", {}, "control"),
        message("input_reply", {"value": "x"}, "stdin"),
        message("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "os", "data": {"x": 1}}),
        message("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget.nothing", "data": {}}),
        message("comm_msg", {"comm_id": uuid.uuid4().hex, "data": {"method": "update", "state": {"text": "x"}}}),
        json.dumps({"header": {"msg_type": "execute_request"}, "content": {"code": code}, "channel": "shell"}),
        message("kernel_info_request", {}),
    ]  # fmt: skip
    heard = asyncio.run(_asked(served, kernel, cookie, sent))
    kinds = {h["header"]["msg_type"] for h in heard if "header" in h}
    assert not mark.exists()
    assert not kinds & {
        "execute_reply",
        "execute_result",
        "complete_reply",
        "inspect_reply",
        "history_reply",
        "debug_reply",
        "error",
    }
    assert "kernel_info_reply" in kinds, "the line itself has to work, else this test says nothing"


def test_nobody_reaches_the_kernel_of_somebody_else(served: Served) -> None:
    """Another visitor's line, one from another site and one without a cookie are refused."""
    mine, kernel = arrives(served)
    other, _ = arrives(served)
    assert get(f"{served.host}/api/kernels/{kernel}", other).code == 403
    assert get(f"{served.host}/api/kernels/{kernel}", mine).code == 200
    for cookie, origin in ((other, ""), ("", ""), (mine, "https://evil.example")):
        with pytest.raises(Exception, match=r"403|400"):
            asyncio.run(_connect(served, kernel, cookie, origin))
    assert asyncio.run(_asked(served, kernel, mine, [message("kernel_info_request", {})], 3))


def test_a_visitor_owns_the_widgets_and_still_keeps_only_what_the_form_offers(served: Served, bench: Workbench) -> None:
    """Options, labels and names changed from the browser, pressed buttons that are hidden, and forged saves change nothing."""
    cookie, kernel = arrives(served)
    ticket = get(f"{served.host}/ticket", cookie, **{"X-Consultwork": "page"}).body.decode()

    async def attack() -> list[dict[str, Any]]:
        line = await _connect(served, kernel, cookie)
        await line.write_message(message("comm_info_request", {"target_name": "jupyter.widget"}))
        comms: dict[str, Any] = {}
        loop = asyncio.get_running_loop()
        end = loop.time() + 6
        while loop.time() < end and not comms:
            told = await asyncio.wait_for(line.read_message(), 6)
            found = json.loads(told) if isinstance(told, str) else {}
            comms = (
                found.get("content", {}).get("comms", {})
                if found.get("header", {}).get("msg_type") == "comm_info_reply"
                else {}
            )
        assert comms
        heard: list[dict[str, Any]] = []
        for comm in comms:
            for data in (
                {"method": "update", "state": {"name": "~code", "text": "x", "options": ["<script>"], "sent_no": 7}, "buffer_paths": []},
                {"method": "update", "state": {"name": "a:contact", "kind": "several", "ticks": ["x"], "sent_no": 8}, "buffer_paths": []},
                {"method": "custom", "content": {"event": "click"}},
                {"method": "custom", "content": {"kind": "act", "action": "send"}},
                {"method": "custom", "content": {"kind": "act", "action": "change:../../x"}},
                {"method": "custom", "content": {"kind": "arrive", "ticket": "forged", "code": ""}},
                {"method": "custom", "content": {"kind": "arrive", "ticket": ticket, "code": ""}},
                {"method": "custom", "content": ["not", "a", "dict"]},
            ):  # fmt: skip
                await line.write_message(message("comm_msg", {"comm_id": comm, "data": data}))
        end = loop.time() + 4
        while loop.time() < end:
            try:
                told = await asyncio.wait_for(line.read_message(), end - loop.time())
            except TimeoutError:
                break
            heard.append(json.loads(told) if isinstance(told, str) else {})
        line.close()
        return heard

    heard = asyncio.run(attack())
    told = json.dumps(heard)
    assert "Traceback" not in told and "/consultwork/" not in told, "no trace reaches a visitor"
    assert not bench.safeguard.people()


def test_the_light_page_takes_no_strange_post(served: Served) -> None:
    """A post without the page's own token is refused; strange fields are dropped; a flood is turned away."""
    cookie = cookie_of(get(served.light))
    assert get(f"{served.host}/lite", cookie, "POST", "~key=start&~do=next").code == 403
    page = get(f"{served.host}/lite", cookie).body.decode()
    token = re.search(r'name="~token" value="([0-9a-f]+)"', page)
    assert token
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    began = get(f"{served.host}/lite", cookie, "POST", f"~token={token[1]}&~key=start&~do=next", **kind)
    assert began.code == 303
    body = f"~token={token[1]}&~key=q:0&~do=next&q:1:words=" + "x" * 300_000
    assert get(f"{served.host}/lite", cookie, "POST", body, **kind).code in (400, 413, 599)
    assert get(f"{served.host}/keep", cookie, "POST", "{}").code == 403, "only a page of ours may keep"
    strange = json.dumps({"values": {"~code": "x", "q:1:words": ["x"], "x": "y"}})
    kept = get(f"{served.host}/keep", cookie, "POST", strange, **{"X-Consultwork": "page"})
    assert json.loads(kept.body) == {"kept": []}


def test_leaving_closes_the_visit_on_this_device(served: Served) -> None:
    """After "Leave this page" the cookie opens a fresh form and nothing that was written."""
    cookie = cookie_of(get(served.light))
    page = get(f"{served.host}/lite", cookie).body.decode()
    token = re.search(r'name="~token" value="([0-9a-f]+)"', page)
    assert token
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    get(f"{served.host}/lite", cookie, "POST", f"~token={token[1]}&~key=start&~do=next", **kind)
    assert "cwv-code" in get(f"{served.host}/lite", cookie).body.decode()
    gone = get(f"{served.host}/leave", cookie)
    assert gone.code == 303 and not gone.headers["Location"].startswith(served.host)
    assert "cwv-code" not in get(f"{served.host}/lite", cookie).body.decode()


def test_the_word_twin_is_there_for_whoever_prefers_it(served: Served) -> None:
    """The form can be taken away as a Word file."""
    cookie = cookie_of(get(served.light))
    assert get(f"{served.host}/form.docx", cookie).body.startswith(b"PK")
