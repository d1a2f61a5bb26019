"""The light page files no permission under words that it did not show."""

from __future__ import annotations

from typing import Any

import pytest

from consultwork.model import Use
from consultwork.store import people
from consultwork.wording import Wording, say
from consultwork.workbench import Workbench
from tests.asked import ONE, drafted, started
from tests.serve.serving import WH, workspace
from tests.serve.test_member_checking import Light
from tests.wording.test_wording import own

REWORDED = "May we quote your words, with your first name?"


@pytest.fixture
def light(tmp_path: Any) -> Any:
    """Somebody at the light page of a made-up charity."""
    Light.bench = workspace(tmp_path)
    made = Light()
    made.setUp()
    yield made
    made.tearDown()


def rewords(bench: Workbench) -> None:
    """The charity rewords the question, and the server starts anew: an open page still shows what it showed."""
    own(bench.root, "form", f"permission-quote = {REWORDED}\n")
    bench.wording = Wording(own=bench.root)


def test_a_page_from_before_a_rewording_is_shown_again(light: Light) -> None:
    """A yes on a page that was sent before the question was reworded is not kept; the new question is shown instead."""
    light.opens()
    light.presses("next")
    for _ in range(60):
        if "p:quote" in light.body:
            break
        light.presses("next", **({":words": "They listened. Made up."} if ":1:words" in light.body else {}))
    assert say("form/permission-quote") in light.text
    rewords(light.bench)
    light.presses("next", **{"p:quote": "Yes"})
    assert REWORDED in light.text and say("form/asked-again") in light.text and " checked" not in light.body
    light.presses("next", **{"p:quote": "Yes"})
    for _ in range(5):
        light.presses("send" if 'value="send"' in light.body else "next")
    (person,) = light.bench.contributors().values()
    (quote,) = (p for p in person.permissions if p.use is Use.QUOTE)
    with light.bench.store.read() as connection:
        assert quote.given and people.wordings(connection)[quote.wording, Use.QUOTE] == REWORDED


def test_a_quote_that_is_left_out_is_filed_under_what_was_shown(light: Light) -> None:
    """Leaving out, and letting in again, are kept with the sentence that stood beside the buttons."""
    own(light.bench.root, "member_checking", "quote-hint = With “Leave me out” we print none of this (made up).\n")
    light.bench.wording = Wording(own=light.bench.root)
    made = drafted(light.bench)
    started(light.bench)
    light.opens()
    light.presses("return")
    light.presses("open", code=made.one_code.replace("-", " "))
    light.presses("draft")
    light.presses("next")
    assert ONE[:30] in light.text
    light.presses("next", **{":view": "Leave me out"})
    out = light.bench.safeguard.people()[made.one].permissions[-1]
    with light.bench.store.read() as connection:
        words = people.wordings(connection)[out.wording, Use.QUOTE]
    assert not out.given and words.endswith("With “Leave me out” we print none of this (made up).")
    assert light.bench.invitations.about(WH).wording is light.bench.wording
