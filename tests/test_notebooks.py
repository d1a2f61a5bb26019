"""The notebooks: they narrate, they define nothing, they were run, and a new workspace runs them as they are."""

from __future__ import annotations

import ast
import json
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from consultwork.journey import STAGES
from consultwork.text import count_words
from consultwork.workbench import new_workspace

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
EVERY = sorted(p for p in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
names = pytest.mark.parametrize("path", EVERY, ids=[p.relative_to(NOTEBOOKS).as_posix() for p in EVERY])

FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While, ast.Try,
    ast.With, ast.AsyncWith, ast.If, ast.IfExp, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip
MOST_WORDS = 25
MOST_LINES = 3


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def source(cell: dict[str, Any]) -> str:
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def code_cells(path: Path) -> list[dict[str, Any]]:
    return [c for c in read(path)["cells"] if c["cell_type"] == "code"]


def test_there_is_a_notebook_for_every_stage_in_the_order_of_the_journey() -> None:
    """The numbers of the notebooks are the order of the stages."""
    numbered = [p.stem for p in EVERY if p.parent == NOTEBOOKS and p.stem[:2].isdigit()]
    assert numbered == ["00_start_here", *(f"{n:02d}_{s.name}" for n, s in enumerate(STAGES, start=1))]


def test_there_is_an_example_for_every_consultation() -> None:
    """Each of the four consultations has an example."""
    assert {p.stem for p in EVERY if p.parent.name == "examples"} == {
        "mental_health_act", "east_sussex_inpatient", "womens_health", "crisis_house",
    }  # fmt: skip


@names
def test_a_notebook_narrates_and_defines_nothing(path: Path) -> None:
    """No cell holds a definition, a loop, a condition or a comprehension, nor shows HTML."""
    for cell in code_cells(path):
        tree = ast.parse(source(cell))
        found = [type(n).__name__ for n in ast.walk(tree) if isinstance(n, FORBIDDEN)]
        assert not found, (path.name, source(cell))
        called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        assert not called & {"display", "HTML", "Markdown", "display.HTML", "display.Markdown", "eval", "exec"}


@names
def test_a_call_stands_in_at_most_three_lines(path: Path) -> None:
    """Beside its imports a cell has at most three lines."""
    for cell in code_cells(path):
        lines = [x for x in source(cell).splitlines() if x.strip() and not x.startswith(("import ", "from "))]
        assert 1 <= len(lines) <= MOST_LINES


@names
def test_a_sentence_stands_before_every_call(path: Path) -> None:
    """Every code cell follows a cell of text."""
    kinds = [c["cell_type"] for c in read(path)["cells"]]
    assert all(kinds[n - 1] == "markdown" for n, kind in enumerate(kinds) if kind == "code")


@names
def test_the_first_cell_of_code_holds_the_parameters(path: Path) -> None:
    """``today`` is fixed in the first code cell, which is tagged, and in no other."""
    tagged = ["parameters" in c["metadata"].get("tags", []) for c in code_cells(path)]
    assert tagged == [True, *([False] * (len(tagged) - 1))]
    assert source(code_cells(path)[0]).startswith("today = ")


@names
def test_every_cell_was_run_in_order(path: Path) -> None:
    """Outputs are kept: every cell of code has its number, from 1 on, and none of them failed."""
    counts = [c["execution_count"] for c in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    assert not [o for c in code_cells(path) for o in c["outputs"] if o["output_type"] == "error"]


@names
def test_no_widget_state_is_kept(path: Path) -> None:
    """What stands in widgets is never written into a notebook."""
    notebook = read(path)
    assert "widgets" not in notebook["metadata"]
    assert "application/vnd.jupyter.widget-state+json" not in path.read_text(encoding="utf-8")


@names
def test_no_output_holds_an_address_or_a_path(path: Path) -> None:
    """No output holds a memory address, an absolute path or a warning."""
    shown = []
    for cell in code_cells(path):
        for output in cell["outputs"]:
            shown.append("".join(output.get("text", "")))
            shown += ["".join(v) for k, v in output.get("data", {}).items() if k.startswith("text/")]
            assert output.get("name") != "stderr", output
    everything = "\n".join(shown)
    assert not re.search(r"\b0x[0-9a-fA-F]{6,}", everything)
    assert not re.search(r"(?<![\w./<])/(?:[\w.-]+/)+[\w.-]+", everything)
    assert not re.search(r"\b[A-Z]:\\", everything)


@names
def test_sentences_are_short(path: Path) -> None:
    """Every sentence of a notebook has at most 25 words."""
    for cell in read(path)["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        plain = re.sub(r"\]\([^)]*\)", "]", source(cell))
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", plain):
            assert count_words(sentence) <= MOST_WORDS, sentence


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workspace(tmp_path_factory.mktemp("new") / "workspace")


@names
def test_a_new_workspace_runs_it_without_an_edit(path: Path, workspace: Path) -> None:
    """In a workspace where nobody has said anything yet, every cell runs as it is."""
    own = workspace / "notebooks" / path.relative_to(NOTEBOOKS)
    notebook = nbformat.read(own, as_version=4)
    assert all(c.get("execution_count") is None for c in notebook.cells if c.cell_type == "code")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own word on its transport
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", store_widget_state=False,
            resources={"metadata": {"path": str(own.parent)}},
        )  # fmt: skip
        client.execute()
    printed = "".join(o.get("text", "") for c in notebook.cells for o in c.get("outputs", []))
    assert "made up" not in printed
    assert (workspace / "consultwork.db").exists()
