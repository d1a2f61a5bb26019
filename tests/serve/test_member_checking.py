"""What we wrote on the light page, through the real handlers; and on both pages in a real browser on a phone."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tornado.web
from tornado.testing import AsyncHTTPTestCase

from consultwork.model import Use
from consultwork.serve import handlers
from consultwork.serve.locks import COOKIE, Locks
from consultwork.serve.visitor_sessions import VisitorSessions
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from tests.asked import KIND, MESSAGE, ONE, OTHER, SAID, WH, drafted, started
from tests.browsing import chromium, needs_a_browser
from tests.serve.serving import SIZES, Person, serving, workspace
from tests.serve.test_page import looked_at


class Light(AsyncHTTPTestCase):
    """Somebody without JavaScript, at the light page of a running server."""

    __test__ = False  # the tests below hold the steps
    bench: Workbench

    def get_app(self) -> tornado.web.Application:
        """The light page's own handlers, as the server has them."""
        house = {"house": VisitorSessions(self.bench, WH, Locks(self.bench.store))}
        return tornado.web.Application(
            [
                (r"/(f|lite)/([\w-]+)", handlers.FormLinkPage, house),
                (r"/lite", handlers.LightPage, house),
                (r"/leave", handlers.LeavePage, house),
            ]
        )

    def runTest(self) -> None:
        """Nothing of itself."""

    def opens(self) -> None:
        """Follow the link that was handed out."""
        link = self.bench.invitations.standing_invitation(WH)
        answer = self.fetch(f"/lite/{link.token}", follow_redirects=False)
        assert answer.code == 303, answer.code
        found = re.search(rf"{COOKIE}=([^;]+);", answer.headers["Set-Cookie"])
        assert found
        self.cookie, self.body = {"Cookie": f"{COOKIE}={found[1]}"}, ""
        self.shows("/lite")

    def shows(self, path: str) -> None:
        """Look at a page."""
        self.body = self.fetch(path, headers=self.cookie).body.decode()

    def presses(self, action: str, **values: str) -> None:
        """Press a button, with what is filled in; a field is named by the end of its name."""
        names = re.findall(r'name="([^"~]+)"', self.body)
        given = {next(n for n in names if n.endswith(end)): value for end, value in values.items()}
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.body))
        data = urllib.parse.urlencode({**hidden, **given, "~do": action})
        answer = self.fetch("/lite", method="POST", body=data, headers=self.cookie, follow_redirects=False)
        if answer.code == 303:
            self.shows(answer.headers["Location"])
        else:
            self.body = answer.body.decode()

    @property
    def text(self) -> str:
        """What stands on the page."""
        return html.unescape(self.body)


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace whose page is set up for real people; everybody in it is made up."""
    return workspace(tmp_path)


@pytest.fixture
def light(real: Workbench) -> Any:
    """Makes a person at the light page."""
    Light.bench = real
    made = Light()
    made.setUp()
    yield made
    made.tearDown()


def test_the_light_page_shows_what_we_wrote_and_keeps_what_is_said(real: Workbench, light: Light) -> None:
    """Without JavaScript: four words, one's own quote alone, leave me out, change this, all of it to be changed."""
    made = drafted(real)
    started(real)
    real.invitations.set_open(WH, False)
    light.opens()
    assert "Come back with your four words" in light.text, "a closed form leads straight to the four words"
    light.presses("open", code=made.one_code.replace("-", " "))
    assert "See what we wrote" in light.text
    light.presses("draft")
    assert "Did we get it right?" in light.text and "Get help now" in light.text and "/leave" in light.body
    light.presses("next")
    assert ONE[:30] in light.text and OTHER[:30] not in light.text and "We describe" not in light.text
    light.presses("next", **{":view": "Leave me out"})
    answers = [c.answer for c in real.snapshot().contributions.values() if c.contributor == made.one]
    assert not any(real.safeguard.people()[made.one].allows(Use.QUOTE, a) for a in answers)
    assert MESSAGE[:30] in light.text
    light.presses("next", **{":view": "Change this", ":words": f"<script>{SAID}</script>"})
    light.presses("stop")
    assert "Your answers are with us" in light.text
    light.shows("/lite?s=draft%3Aend")
    assert "<script>" not in light.body and f"<script>{SAID}</script>" in light.text
    assert OTHER[:30] not in light.text
    (said,) = [r for r in real.member_checking.of(WH, KIND).replies if r.words]
    assert said.words == f"<script>{SAID}</script>"
    his = next(s for s in real.member_checking.of(WH, KIND).askings[0].shown if s.person == made.other)
    light.shows(f"/lite?s=draft%3AA-0001.{his.number}")
    assert OTHER[:30] not in light.text and "Your answers are with us" in light.text


def test_a_post_from_another_site_or_about_another_quote_is_turned_away(real: Workbench, light: Light) -> None:
    """Without the page's own token nothing is kept; a field that this person has not is not read."""
    made = drafted(real)
    started(real)
    light.opens()
    light.presses("return")
    light.presses("open", code=made.one_code)
    light.presses("draft")
    light.presses("next")
    his = next(s for s in real.member_checking.of(WH, KIND).askings[0].shown if s.person == made.other)
    field = f"d:A-0001:{his.number}:view"
    forged = urllib.parse.urlencode({"~key": f"draft:A-0001.{his.number}", "~do": "next", field: "Leave me out"})
    assert light.fetch("/lite", method="POST", body=forged, headers=light.cookie).code == 403
    token = re.search(r'name="~token" value="([^"]+)"', light.body)
    assert token
    light.fetch("/lite", method="POST", body=f"{forged}&~token={token[1]}", headers=light.cookie)
    assert not real.member_checking.of(WH, KIND).replies
    assert real.safeguard.people()[made.other].allows(Use.QUOTE)


def test_a_form_that_is_closed_and_shows_nothing_stays_closed(real: Workbench, light: Light) -> None:
    """Only while something is shown does the link of a closed form open."""
    drafted(real)
    real.invitations.set_open(WH, False)
    token = real.invitations.standing_invitation(WH).token
    assert light.fetch(f"/lite/{token}", follow_redirects=False).code == 410
    ref = started(real).ref
    assert light.fetch(f"/lite/{token}", follow_redirects=False).code == 303
    real.member_checking.stop(ref)
    assert light.fetch(f"/lite/{token}", follow_redirects=False).code == 410


@pytest.mark.parametrize("_", [pytest.param("", marks=needs_a_browser)])
def test_on_a_phone_every_page_of_it_is_accessible(tmp_path: Path, _: str) -> None:
    """axe finds nothing on any page of what we wrote, in widgets and on the light page, at phone size and at a desk."""
    bench = workspace(tmp_path)
    made = drafted(bench)
    started(bench)
    wrong: list[str] = []
    with serving(bench.root) as served, chromium() as browser:
        for way, link, code in (("light", served.light, made.other_code), ("form", served.form, made.one_code)):
            for size in ("phone", "desk"):
                wide, high = SIZES[size]
                context = browser.new_context(viewport={"width": wide, "height": high})
                somebody = Person(context.new_page())
                somebody.opens(link)
                somebody.presses("I have four words already")
                somebody.page.get_by_label("Your four words").fill(code)
                somebody.presses("Open my answers")
                wrong += _through(somebody, f"{way}-{size}", tmp_path)
                context.close()
    assert not wrong, "\n".join(wrong)
    replies = Workbench(bench.root, passphrase=MADE_UP).member_checking.of(WH, KIND).replies
    assert len(replies) >= 2


def _through(p: Person, name: str, folder: Path) -> list[str]:
    """From "See what we wrote" to the end, looking at every page and keeping a picture of each."""
    look: Callable[[str], list[str]] = lambda step: _looked(p, f"{name}-{step}", folder)  # noqa: E731 - said once here
    wrong = []
    if p.page.get_by_role("button", name="See what we wrote").count():
        wrong += look("mine")
        p.presses("See what we wrote")
    if p.heading == "Did we get it right?":
        wrong += look("start")
        p.presses("Show me")
    wrong += look("quote")
    p.page.get_by_label("Change this", exact=True).check()
    p.page.wait_for_timeout(400)
    p.presses("Continue")
    wrong += look("message")
    for n in range(9):
        if p.heading == "Thank you":
            break
        p.presses("Skip this")
        wrong += look(f"next-{n}") if n == 0 else []
    wrong += look("end")
    p.presses("Your other choices")
    return wrong


def _looked(p: Person, name: str, folder: Path) -> list[str]:
    p.page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    return looked_at(p, name)
