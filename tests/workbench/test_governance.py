"""Papers for the office, dates of deletion, notebooks that keep no words, and a backup that is not forgotten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.ooxml import read_texts
from consultwork.store.vault import IDENTITY
from consultwork.word.check.accessible import check
from consultwork.workbench import Workbench, demo_run, new_workspace
from consultwork.workbench.lab import KEEP_NO_WORDS, lab_arguments
from tests.refusing import refuses

WH, OPEN_ENDED = "womens-health", "crisis-house"


def later(bench: Workbench, day: date) -> Workbench:
    return Workbench(bench.root, today=day, by="Kim Example")


def test_the_assessment_says_what_is_held(demo_copy: Workbench) -> None:
    """A draft in Word with the workspace's own figures, people and dates; everybody can read it."""
    demo_copy.vault.share(["Ann Example", "Ben Example"])
    path = demo_copy.keeping.dpia()
    text = "\n".join(read_texts(path)[1])
    people, names = len(demo_copy.safeguard.people()), len(demo_copy.vault.vault.marks(IDENTITY))
    assert f"Words of {people} people and groups" in text and f"({names} entries)" in text
    assert "Ann Example and Ben Example" in text and "Not encrypted by the program" in text
    assert "Made-up example" in text and "anonym" not in text.lower()
    assert check(path) == ()


def test_a_paper_somebody_may_have_filled_in_is_never_written_over(demo_copy: Workbench) -> None:
    """The second draft stands beside the first."""
    first, second = demo_copy.keeping.dpia(), demo_copy.keeping.dpia()
    assert first != second and first.exists() and second.exists()


def test_the_handover_page_says_what_is_open(demo_copy: Workbench) -> None:
    """Who opens the vault, what waits, whom to ask; and nobody's words."""
    path = demo_copy.keeping.handover_page()
    text = "\n".join(read_texts(path)[1])
    assert "Name two holders" in text and "Jo Example" in text and check(path) == ()
    assert not any(c.text[:60] in text for c in demo_copy.snapshot().contributions.values())


def test_names_go_before_words_and_only_when_somebody_confirms(demo_copy: Workbench) -> None:
    """A date is proposed, a named person confirms it, what is due goes, and the record says so."""
    closes = max(c.closes for c in demo_copy.consultations.values() if c.closes)
    early = later(demo_copy, date(2021, 5, 1))
    assert set(early.keeping.retention()["state"]) == {"later"}
    with refuses(Refused, Kind.NOTHING_IS_DUE_FOR_DELETION):
        early.keeping.delete_due("Kim Example")
    middle = later(demo_copy, closes + timedelta(days=180))
    with refuses(Refused, Kind.NOBODY_IS_NAMED_WHO_CONFIRMS_DELETION):
        middle.keeping.delete_due(" ")
    answers = len(middle.gather.table())
    went = middle.keeping.delete_due("Kim Example")
    assert {d.what for d in went} == {"names and contacts"}
    assert middle.vault.vault.marks(IDENTITY) == set() and len(middle.gather.table()) == answers
    assert any(e["by"] == "Kim Example" and "after their time" in e["act"] for e in middle.store.events())
    end = later(demo_copy, closes + timedelta(days=730))
    said = next(iter(end.snapshot().contributions.values())).text
    end.keeping.delete_due("Kim Example")
    assert end.gather.table().empty and end.safeguard.people() == {}
    assert said[:40].encode() not in end.store.path.read_bytes()
    assert all(e["intact"] for e in end.store.events())
    assert list(end.out.glob("*.docx"))


@pytest.mark.parametrize("order", [(WH, OPEN_ENDED), (OPEN_ENDED, WH)], ids=["closed first", "open-ended first"])
def test_a_name_stays_while_nobody_knows_when_its_last_consultation_is_over(
    fresh: Workbench, table: Callable[..., Path], order: tuple[str, str]
) -> None:
    """Who also spoke to a consultation without a closing date keeps their name; who did not has a date."""
    folder = fresh.root / "data" / "consultations"
    shutil.copytree(fresh.path("data", "consultations"), folder)
    file = folder / f"{OPEN_ENDED}.yaml"
    before, _, after = file.read_text(encoding="utf-8").partition("closings:\n")
    rest = after[after.index("\nhow_to_respond:") :]
    file.write_text(before + rest, encoding="utf-8")
    bench = demo_run.open_demo(fresh.root)
    assert bench.consultation(OPEN_ENDED).closes is None
    rows = [
        {
            "person": person,
            "name": f"{person} Example",
            "consultation": name,
            "question": "1",
            "words": f"{name}, made up.",
        }
        for person, names in (("ada", order), ("bee", (WH,)))
        for name in names
    ]
    bench.gather.import_file(table(*({**row, "may_count": "yes"} for row in rows)))
    due = bench.keeping.retention()
    names = due[due["what"] == "names and contacts"]
    assert names["consultation"].tolist() == [WH] and names["how many"].tolist() == [1]
    far = later(bench, date(2199, 1, 1))
    far.keeping.delete_due("Kim Example")
    assert [who.name for who in far.vault.open("a test").identities().values()] == ["ada Example"]


def test_a_backup_that_is_old_is_remembered(demo_copy: Workbench, tmp_path: Path) -> None:
    """Nobody is reminded in a demo; elsewhere there is a sentence until a backup is a week old at most."""
    assert demo_copy.keeping.reminder() == ""
    (demo_copy.root / "MADE-UP.txt").unlink()
    bench = Workbench(demo_copy.root, today=demo_copy.today)
    assert "no backup yet" in bench.keeping.reminder()
    bench.keeping.backup(tmp_path / "kept.cwb")
    assert bench.keeping.reminder() == ""
    now = bench.clock()
    bench.clock = lambda: now + timedelta(days=9)
    assert "9 days old" in bench.keeping.reminder()


def test_a_workspace_saves_notebooks_without_what_people_said(tmp_path: Path) -> None:
    """JupyterLab's own contents manager, set up as the workspace sets it up, writes no output to the disk."""
    nbformat = pytest.importorskip("nbformat")
    from jupyter_server.services.contents.filemanager import FileContentsManager
    from traitlets.config.loader import PyFileConfigLoader

    root = new_workspace(tmp_path / "work")
    config = PyFileConfigLoader("jupyter_server_config.py", path=str(root)).load_config()
    manager = FileContentsManager(root_dir=str(root), config=config)
    said = "something that somebody said in confidence"
    output = nbformat.v4.new_output("stream", text=said)
    cell = nbformat.v4.new_code_cell("bench.gather", outputs=[output], execution_count=3)
    page = nbformat.v4.new_notebook(cells=[cell])
    manager.save({"type": "notebook", "format": "json", "content": page}, "notebooks/mine.ipynb")
    kept = json.loads((root / "notebooks" / "mine.ipynb").read_text(encoding="utf-8"))
    assert kept["cells"][0]["outputs"] == [] and "bench.gather" in kept["cells"][0]["source"]
    assert not any(said.encode() in p.read_bytes() for p in root.rglob("*") if p.is_file())


def test_the_demo_keeps_its_outputs(tmp_path: Path) -> None:
    """The hook is for workspaces with real people; the made-up one may show what it shows."""
    real = new_workspace(tmp_path / "real")
    assert any(KEEP_NO_WORDS in a for a in lab_arguments(real, 8899))
    demo = demo_run.lay_out(tmp_path / "demo")
    assert not any(KEEP_NO_WORDS in a for a in lab_arguments(demo, 8899))
