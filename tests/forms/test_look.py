"""The shared parts of every screen."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from consultwork import forms
from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.kinds import Kind

HOSTILE = "<img src=x onerror=alert(1)>&amp;{{name}}"


def test_the_front_door_opens_every_screen() -> None:
    """Every name of ``forms.__all__`` can be imported, and no other is listed."""
    assert all(isinstance(getattr(forms, name), type) for name in forms.__all__)
    assert set(dir(forms)) == set(forms.__all__)
    with pytest.raises(AttributeError):
        _ = forms.Nothing  # type: ignore[attr-defined]  # that it is missing is what is tested


def test_a_screen_keeps_what_was_typed_out_of_its_repr() -> None:
    """The text form of a screen holds its kind and title, never what was typed or an address."""
    screen = look.Screen("A title")
    screen.body.children = [look.line("Name", HOSTILE), look.Choice(label="x", options=["a"], chosen=["a"])]
    bundle = screen._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == "Screen: A title"
    assert HOSTILE not in json.dumps(data)
    assert "0x" not in repr(screen)
    assert [repr(w) for w in (look.TextView(), look.Choice(), look.Steps())] == ["TextView", "Choice", "Steps"]


def test_people_s_words_travel_as_text() -> None:
    """Words go to the page as data for textContent: no part of the look builds markup of them."""
    scripts = list(look.STATIC.glob("*.js"))
    assert len(scripts) > 3
    for script in scripts:
        code = script.read_text(encoding="utf-8")
        assert "innerHTML" not in code
        assert "insertAdjacentHTML" not in code
        assert "document.write" not in code
    shown = look.view(look.words(HOSTILE, [(0, 4, "x")]))
    assert shown.parts == [{"kind": "words", "text": HOSTILE, "marks": [[0, 4, "x"]]}]


def test_only_the_style_of_the_screen_is_html() -> None:
    """No file of the forms makes HTML but the one style tag, which is a literal."""
    files = list(Path(forms.__file__).parent.rglob("*.py"))
    assert len(files) > 20
    for file in files:
        code = file.read_text(encoding="utf-8")
        assert code.count("widgets.HTML(") == (1 if file.name == "look.py" else 0), file.name
        assert "display.HTML" not in code
        assert "Markdown" not in code


def test_a_refusal_shows_as_its_own_sentence() -> None:
    """What the library refuses is shown in its own plain words."""
    screen = look.Screen("A title")

    def refuse() -> None:
        raise Refused(Kind.FILE_IS_EMPTY)

    screen.button("Go", refuse).click()
    assert screen.says == Refused(Kind.FILE_IS_EMPTY).sentence


@pytest.mark.usefixtures("own_fault")
def test_a_fault_of_our_own_shows_and_is_logged_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    """An error nobody foresaw shows as a plain sentence; the log has its place, not its message."""
    screen, typed = look.Screen("A title"), " ".join(("my", "secret", "words"))

    def fail() -> None:
        raise KeyError(typed)

    with caplog.at_level(logging.ERROR):
        screen.button("Go", fail).click()
    assert screen.says == look.OUR_FAULT
    assert "KeyError" in caplog.text
    assert typed not in caplog.text


def test_a_change_is_guarded_like_a_click() -> None:
    """What goes wrong when a person changes a box is shown as well."""
    screen, box = look.Screen("A title"), look.line("Name")

    def refuse(_: object) -> None:
        raise Refused(Kind.FILE_IS_EMPTY)

    screen.on_change(box, refuse)
    box.value = "x"
    assert screen.says == Refused(Kind.FILE_IS_EMPTY).sentence


@pytest.mark.parametrize(
    ("typed", "name"), [('"C:\\a b.csv"', "C:\\a b.csv"), (" x.csv ", "x.csv"), ("“y.csv”", "y.csv"), ("", None)]
)
def test_a_pasted_path_may_stand_in_quotation_marks(typed: str, name: str | None) -> None:
    """The way Windows copies a path works as it is."""
    found = look.typed_path(typed)
    assert (str(found) if found else None) == name


def test_the_form_of_a_volunteer_starts_without_pandas() -> None:
    """A fresh process that imports the form has no pandas, no scikit-learn and no database."""
    code = (
        "import sys, consultwork.forms.gather.form; "
        "print([m for m in ('pandas', 'numpy', 'sklearn', 'sqlalchemy', 'docx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
