"""The volunteer's page in a real browser: three people, every page by axe, the keyboard alone, nothing lost."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from consultwork.model import Use
from consultwork.workbench import Workbench
from tests.browsing import chromium, needs_a_browser
from tests.serve.serving import MINE, SIZES, Person, Served, serving, start, stop, workspace

pytestmark = needs_a_browser
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
# What a finger has to hit; links within a sentence are exempt in WCAG too.
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, summary, textarea')].filter((e) => {
  const r = e.getBoundingClientRect();
  if (!r.width || !r.height || e.matches('.cwv-unseen, .cwv-skipto') || (e.tagName === 'A' && e.closest('p'))) return false;
  return r.height < 44 || r.width < 44; }).map((e) => e.outerHTML.slice(0, 120))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('p, label, legend, button, dd, dt, summary, textarea, input, h1, h2')]
  .filter((e) => e.offsetHeight).map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
NAMES = """() => [...document.querySelectorAll('main textarea, main input:not([type=hidden])')].map((e) =>
  [e.id, (e.labels && e.labels[0] ? e.labels[0].innerText : '') || '', e.closest('fieldset')?.querySelector('legend')?.innerText || ''])"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workspace of a made-up charity, its page set up for real people."""
    return workspace(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def served(bench: Workbench) -> Iterator[Served]:
    """The form, served once for most of these."""
    with serving(bench.root) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser; each person gets a fresh context of it."""
    with chromium() as started:
        yield started


@pytest.fixture
def somebody(browser: Any) -> Iterator[Callable[..., Person]]:
    """Makes people, each with a device of their own."""
    opened = []

    def make(size: str = "phone", **more: Any) -> Person:
        wide, high = SIZES[size]
        opened.append(browser.new_context(viewport={"width": wide, "height": high}, **more))
        return Person(opened[-1].new_page())

    yield make
    for context in opened:
        context.close()


def looked_at(p: Person, name: str) -> list[str]:
    """Everything that is wrong with a page for somebody who sees little, taps, or listens."""
    from axe_playwright_python.sync_playwright import Axe

    p.page.wait_for_timeout(100)
    found = [
        f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in Axe().run(p.page, options=RULES).response["violations"]
    ]
    found += [f"{name}: small target {x}" for x in p.page.evaluate(TOO_SMALL)]
    if p.page.evaluate(SMALLEST) < 18:
        found.append(f"{name}: text under 18 px")
    if p.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{name}: it scrolls sideways")
    for ident, label, group in p.page.evaluate(NAMES):
        if not (label or group):
            found.append(f"{name}: {ident} has no name")
    if p.page.locator("main h1").count() != 1:
        found.append(f"{name}: not one first heading")
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", ["form", "light"])
def test_every_page_is_accessible(served: Served, somebody: Callable[..., Person], way: str, size: str) -> None:
    """axe finds nothing on any page, at phone, desk and 400% zoom; targets are large, text is, names are there."""
    p, wrong = somebody(size), []
    p.opens(served.form if way == "form" else served.light)
    wrong += looked_at(p, "start")
    p.presses("I have four words already")
    p.page.get_by_label("Your four words").fill("these are no words")
    p.presses("Open my answers")
    wrong += looked_at(p, "return, wrong")
    p.presses("Back")
    p.presses("Start")
    wrong += looked_at(p, "four words")
    p.presses("Continue")
    wrong += looked_at(p, "note")
    p.presses("Show me the question")
    p.writes(MINE)
    p.page.wait_for_timeout(1200)
    wrong += looked_at(p, "question")
    p.presses("Save and stop for now")
    wrong += looked_at(p, "later")
    p.presses("Carry on")
    p.presses("Continue")
    p.goes_on_to("What may we do with your words?")
    wrong += looked_at(p, "permissions")
    p.chooses("May we thank you by a name that you choose?", "Yes")
    p.chooses("May we contact you again about this?", "Yes")
    p.presses("Continue")
    p.presses("Continue")
    wrong += looked_at(p, "reach, wrong")
    p.page.get_by_label("The name to thank you by").fill("Sunny")
    p.page.get_by_label("Your phone number, e-mail or address").fill("01632 960999")
    p.presses("Continue")
    wrong += looked_at(p, "you")
    p.presses("Continue")
    wrong += looked_at(p, "check")
    p.presses("Send")
    wrong += looked_at(p, "thanks")
    p.presses("How was it? Tell us, if you like")
    wrong += looked_at(p, "how")
    p.presses("Send this")
    wrong += looked_at(p, "mine")
    p.presses("Take everything back")
    wrong += looked_at(p, "take back")
    p.presses("Yes, delete everything")
    wrong += looked_at(p, "gone")
    p.page.locator("summary", has_text="Get help now").click()
    wrong += looked_at(p, "help")
    assert not wrong, "\n".join(wrong)


def test_one_person_fills_it_in_and_sends_it(served: Served, bench: Workbench, somebody: Callable[..., Person]) -> None:
    """From the link to the answer in the workbench, with permissions, on a phone."""
    p = somebody()
    p.opens(served.form)
    p.goes_to_first_question()
    p.writes(MINE)
    p.page.get_by_text(re.compile(r"Saved \d\d:\d\d")).first.wait_for(timeout=3_000)
    p.presses("Continue")
    p.goes_on_to("What may we do with your words?")
    p.chooses("May we quote your words, without your name?", "Yes")
    p.presses("Continue")
    p.presses("Continue")
    assert MINE in p.page.locator("main").inner_text()
    p.presses("Send")
    assert p.heading == "Thank you. We have your answers."
    (person,) = [x for x in bench.safeguard.people().values() if x.allows(Use.QUOTE)]
    assert MINE in bench.gather.table()["words"].tolist()
    p.presses("Finish")
    assert MINE not in p.page.content() and person.ref


def test_one_person_stops_and_returns_on_another_device(served: Served, somebody: Callable[..., Person]) -> None:
    """The four words in the link's fragment bring back what was written, and leave the address at once."""
    p = somebody()
    p.opens(served.form)
    code = p.goes_to_first_question()
    p.writes("Half of it. Made up.")
    p.presses("Save and stop for now")
    p.presses("Close the form on this device")
    assert "Half of it" not in p.page.content()
    seen: list[str] = []
    other = somebody("desk")
    other.page.on("request", lambda r: seen.append(r.url))
    other.opens(f"{served.form}#code={code}")
    other.page.wait_for_selector("main textarea", timeout=15_000)
    assert other.page.locator("main textarea").input_value() == "Half of it. Made up."
    assert code not in other.page.url and not [u for u in seen if code.split("-")[0] in u]
    third = somebody()
    third.opens(served.light)
    third.presses("I have four words already")
    third.page.get_by_label("Your four words").fill(code.replace("-", " ").upper())
    third.presses("Open my answers")
    assert third.page.locator("main textarea").input_value() == "Half of it. Made up."


def test_one_person_takes_everything_back(served: Served, bench: Workbench, somebody: Callable[..., Person]) -> None:
    """After sending, the four words are enough to take everything back, and nothing is left."""
    words = "These words are taken back again, every one of them. Made up."
    p = somebody()
    p.opens(served.form)
    code = p.goes_to_first_question()
    p.writes(words)
    p.presses("Continue")
    p.goes_on_to("Check what you wrote")
    p.presses("Send")
    assert words in bench.gather.table()["words"].tolist()
    p.presses("Finish")
    p.presses("I have four words already")
    p.page.get_by_label("Your four words").fill(code)
    p.presses("Open my answers")
    p.presses("Take everything back")
    p.presses("Yes, delete everything")
    assert p.heading == "It is deleted"
    assert words not in bench.gather.table()["words"].tolist()
    assert words.encode() not in b"".join(f.read_bytes() for f in bench.root.rglob("*") if f.is_file())


def test_a_reload_loses_nothing_and_nothing_stays_in_the_browser(
    served: Served, somebody: Callable[..., Person]
) -> None:
    """What the page called saved is there after a reload; no storage, no history, no title tells of it."""
    p = somebody()
    p.opens(served.form)
    p.goes_to_first_question()
    p.writes("Typed before a reload. Made up.")
    p.page.get_by_text(re.compile(r"Saved \d\d:\d\d")).first.wait_for(timeout=3_000)
    p.page.reload(wait_until="domcontentloaded")
    p.page.wait_for_selector("main textarea", timeout=30_000)
    p.page.wait_for_function("document.querySelector('main textarea').value !== ''", timeout=5_000)
    assert p.page.locator("main textarea").input_value() == "Typed before a reload. Made up."
    kept = p.page.evaluate("""async () => [Object.values({...localStorage}).join(' '), Object.values({...sessionStorage}).join(' '),
        (await indexedDB.databases()).length, document.title, location.href, document.cookie]""")  # fmt: skip
    assert "reload" not in " ".join(map(str, kept)) and kept[5] == ""
    assert kept[4] == f"{served.host}/" and "Question 1 of" in kept[3]
    assert p.page.locator("main textarea").get_attribute("autocomplete") == "off"


def test_leaving_is_one_tap_and_back_shows_nothing(served: Served, somebody: Callable[..., Person]) -> None:
    """The way out leads to a neutral page at once; Back does not bring the answers to the screen."""
    for link in (served.form, served.light):
        p = somebody()
        p.page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>rain"))
        p.opens(link)
        p.goes_to_first_question()
        p.writes("Nobody is to see this. Made up.")
        if link == served.light:
            p.presses("Continue")
        p.page.get_by_role("link", name="Leave this page").click()
        p.page.wait_for_url("https://www.bbc.co.uk/**")
        p.page.go_back()
        p.page.wait_for_timeout(1500)
        assert "Nobody is to see this" not in p.page.content()


def test_the_whole_form_by_keyboard_alone(served: Served, bench: Workbench, somebody: Callable[..., Person]) -> None:
    """Tab, arrows, space and Enter are enough, and after each page the reader stands at its top."""
    p = somebody("desk")
    p.opens(served.form)
    keys = p.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(80):
            if (
                p.page.evaluate(
                    "document.activeElement && (document.activeElement.innerText || document.activeElement.value)"
                )
                == name
            ):
                return
            keys.press("Tab")
        raise AssertionError(f"the keyboard never came to {name}")

    def press(name: str) -> None:
        before = p.page.locator("main").inner_text()
        tab_to(name)
        keys.press("Enter")
        for _ in range(60):
            p.page.wait_for_timeout(60)
            if p.page.locator("main").inner_text() != before:
                break
        p.page.wait_for_timeout(250)
        assert p.page.evaluate("document.activeElement.closest('h1, .cwv-summary') !== null"), f"no focus after {name}"

    press("Start")
    press("Continue")
    press("Show me the question")
    keys.press("Tab")
    while p.page.evaluate("document.activeElement.tagName") != "TEXTAREA":
        keys.press("Tab")
    keys.type("Typed with keys alone. Made up.")
    press("Continue")
    for _ in range(40):
        if p.heading == "What may we do with your words?":
            break
        found = [
            x for x in ("I’d rather not say", "Go past this question") if p.page.get_by_role("button", name=x).count()
        ]
        press(found[0])
    keys.press("Tab")
    keys.press("Space")  # the first of the radio buttons: yes
    keys.press("ArrowDown")
    assert p.page.evaluate("document.activeElement.value") == "No", "arrows move within a question"
    keys.press("ArrowUp")
    press("Continue")
    press("Continue")
    press("Send")
    assert p.heading == "Thank you. We have your answers."
    assert "Typed with keys alone. Made up." in bench.gather.table()["words"].tolist()


def test_errors_and_saves_are_announced(served: Served, somebody: Callable[..., Person]) -> None:
    """An error is a live alert, linked to its field; a save is told politely; each field is called by its question."""
    p = somebody()
    p.opens(served.form)
    p.presses("I have four words already")
    p.page.get_by_label("Your four words").fill("nothing of ours here")
    p.presses("Open my answers")
    alert = p.page.get_by_role("alert").filter(has_text="open nothing here")
    assert alert.count() == 1 and p.page.evaluate("document.activeElement.className") == "cwv-summary"
    field = p.page.get_by_label("Your four words")
    assert field.get_attribute("aria-invalid") == "true"
    told = field.get_attribute("aria-describedby").split()
    assert any("open nothing here" in p.page.locator(f"#{x}").inner_text() for x in told)
    assert p.page.title().startswith("Error: ")
    p.presses("Back")
    p.goes_to_first_question()
    p.writes("Made up.")
    status = p.page.get_by_role("status").filter(has_text=re.compile("Saved"))
    status.first.wait_for(state="attached", timeout=8_000)
    heading = p.heading
    assert p.page.get_by_role("textbox", name=heading).count() == 1, "the field's name is its question"


def test_the_server_is_killed_and_nothing_that_was_saved_is_lost(
    tmp_path: Path, somebody: Callable[..., Person]
) -> None:
    """Server and kernels killed with -9: the page says that the line is lost, keeps what is typed, and finds its way back."""
    bench = workspace(tmp_path)
    first = start(bench.root)
    p = somebody()
    try:
        p.opens(first.form)
        p.goes_to_first_question()
        p.writes("Saved before the kill. Made up.")
        p.page.get_by_text(re.compile(r"Saved \d\d:\d\d")).first.wait_for(timeout=3_000)
    finally:
        stop(first, signal.SIGKILL)
    p.page.locator("main textarea").press_sequentially(" And this after it.")
    p.page.get_by_text("The connection is lost").wait_for(timeout=30_000)
    second = start(bench.root, port=first.port)
    try:
        p.page.wait_for_function(
            "document.querySelector('main textarea')?.value.endsWith('after it.') && !document.querySelector('#cwv-line p')",
            timeout=60_000,
        )
        assert p.page.locator("main textarea").input_value() == "Saved before the kill. Made up. And this after it."
        p.presses("Continue")
        p.presses("Back")
    finally:
        stop(second)


def test_a_shared_phone_asks_whose_it_is(served: Served, somebody: Callable[..., Person]) -> None:
    """Who opens the link on a device on which a form was begun sees none of it before saying that it is theirs."""
    p = somebody()
    p.opens(served.form)
    p.goes_to_first_question()
    p.writes("Left open on a shared phone. Made up.")
    p.page.get_by_text(re.compile(r"Saved \d\d:\d\d")).first.wait_for(timeout=3_000)
    p.page.goto(served.form)
    assert "Somebody has begun" in p.heading and "Left open" not in p.page.content()
    assert not looked_at(p, "whose")
    p.page.get_by_role("button", name="No, start afresh").click()
    p.sees()
    p.page.wait_for_timeout(1500)
    assert "Left open" not in p.page.content()


def test_a_full_house_is_said_kindly(tmp_path: Path, somebody: Callable[..., Person]) -> None:
    """Over the limit the next visitor is told to come back, and offered the light page and the Word form."""
    bench = workspace(tmp_path)
    settings = bench.root / "consultwork.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[form]\n", "[form]\nvisitors = 1\n"), encoding="utf-8"
    )
    with serving(bench.root) as made:
        somebody().opens(made.form)
        late = somebody()
        late.page.goto(made.form)
        assert late.heading == "There is no room just now" and not looked_at(late, "full")
        late.page.get_by_role("link", name="The light page").click()
        late.sees()
        assert late.page.get_by_role("button", name="Start").count()


@pytest.mark.parametrize("way", ["form", "light"])
def test_hostile_words_stay_words_on_the_form(served: Served, somebody: Callable[..., Person], way: str) -> None:
    """Every payload, typed into the form and shown again on the check page, runs nowhere and stays as it was typed."""
    from consultwork.text import clean
    from tests.hostile.payloads import PAYLOADS

    p = somebody("desk")
    p.page.add_init_script("window.ran = 0; window.cwran = () => { window.ran += 1; };")
    dialogs: list[str] = []
    p.page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    p.opens(served.form if way == "form" else served.light)
    p.goes_to_first_question()
    hostile = clean("\n".join(PAYLOADS)).text[:19_000]
    p.writes(hostile)
    p.presses("Continue")
    p.goes_on_to("Check what you wrote")
    p.page.wait_for_timeout(500)
    said = p.page.locator(".cwv-said").first.text_content()
    shown = clean(str(said)).text
    assert [x for x in PAYLOADS[:60] if clean(x).text.strip() not in shown] == []
    assert p.page.evaluate("window.ran") == 0 and dialogs == []
    assert p.page.locator(".cwv-rows :is(script, img, svg, iframe)").count() == 0
