"""Forms on paper in JupyterLab: made, read back, and typed in beside the scan."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from consultwork.forms.gather.paper import PaperForms
from consultwork.model import Use
from consultwork.store import words
from consultwork.workbench import Workbench
from tests.exchange.test_paper_form import FILLED, MHA, TICKS, filled


def test_a_form_is_made_and_read_back_on_the_screen(fresh: Workbench, tmp_path: Path) -> None:
    """One button makes it; a filled one is shown before it is kept."""
    screen = PaperForms(fresh, MHA)
    screen.make.click()
    made = fresh.out / f"{MHA}-form.docx"
    assert made.exists() and "The form is" in screen.says
    screen.path.value = str(filled(made, tmp_path / "back.docx", FILLED, TICKS))
    screen.read.click()
    assert "Nobody asked me." in screen._shown.plain and not fresh.safeguard.people()
    screen.importer.click()
    assert "3 answers are new" in screen.says and len(fresh.safeguard.people()) == 1


def test_handwriting_is_typed_beside_the_scan(fresh: Workbench, tmp_path: Path) -> None:
    """The scan stands beside the fields; nothing is kept before somebody said who typed and read it again."""
    photo = tmp_path / "page.png"
    Image.new("RGB", (600, 800), "white").save(photo)
    screen = PaperForms(fresh, MHA)
    screen.path.value = str(photo)
    screen.read.click()
    typing = screen.typing
    assert typing is not None and bytes(typing.picture.value).startswith(b"\x89PNG")
    typing.pages[0].box.value = "They never asked. Made up."
    typing.permits.choices[Use.COUNT].chosen = ["Yes"]
    typing.keep.click()
    assert "not known who typed" in screen.says
    typing.typed_by.value = "Sasha Example"
    typing.keep.click()
    assert "read again" in screen.says and not fresh.safeguard.people()
    typing.agreed.value = True
    typing.keep.click()
    (person,) = fresh.safeguard.people().values()
    assert person.allows(Use.COUNT) and person.permissions[0].how == "form on paper"
    with fresh.store.read() as c:
        assert [s.written_by for s in words.submissions(c)] == ["Sasha Example"]
