"""What documents print stands in catalogues, and a charity's own words for it reach the Word file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultwork.journey.respond.compose import tally_spans
from consultwork.model import DocumentKind
from consultwork.ooxml import read_document
from consultwork.wording import entries
from consultwork.workbench import Workbench, demo_run

LIBRARY = Path(__file__).parents[2] / "consultwork"
FILES = sorted(p for p in LIBRARY.rglob("*.py") if "_shipped" not in p.parts)
CATALOGUES = ("documents", "claims", "back_to_people", "papers", "governance")
ENTRIES = {name: entries(LIBRARY / "wording" / "en" / f"{name}.ftl") for name in CATALOGUES}
KEY = re.compile(rf"({'|'.join(CATALOGUES)})/")


def own_words(bench: Workbench, catalogue: str, text: str) -> Workbench:
    """The workspace, opened again, with entries of its own."""
    path = bench.root / "data" / "wording" / "en" / f"{catalogue}.ftl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return demo_run.open_demo(bench.root)


def lines_of(path: Path) -> list[str]:
    """What stands in a file, line by line, tables too."""
    read = read_document(path)
    return [p.text for p in read.paragraphs] + [cell for t in read.tables for row in t.rows for cell in row]


def test_a_charitys_own_words_stand_in_the_response(demo_copy: Workbench) -> None:
    """An own heading, sentence, claim and column reach the .docx, ours are gone, and the check finds nothing."""
    bench = demo_copy
    before = "\n".join(lines_of(bench.respond.make("mental-health-act", DocumentKind.RESPONSE).path))
    bench = own_words(
        bench,
        "documents",
        "method = How we listened\n"
        "method-heard-between = { $who } spoke to us, from { $first } to { $last }.\n"
        "asks-actor = For whom\n"
        "status-draft = Number { $version } of { $date }, for reading only.\n",
    )
    bench = own_words(bench, "claims", "told-us-that = { $who } let us know that { $statement }.\n")
    path = bench.respond.make("mental-health-act", DocumentKind.RESPONSE).path
    after = lines_of(path)
    assert "How we listened" in after and "For whom" in after
    assert any(re.search(r"spoke to us, from \d+ \w+ \d{4} to ", line) for line in after)
    assert any(line.endswith("for reading only.") for line in after)
    text = "\n".join(after)
    assert text.count(" let us know that ") == before.count(" told us that ") > 0
    ours = ("How we gathered views", "We heard from", "Who should act", "Not yet approved", " told us that ")
    assert [words for words in ours if words not in before] == []
    assert [words for words in ours if words in text] == []
    assert bench.review.check(path) == ()


def test_chosen_answers_stay_in_bold_in_other_words(demo_copy: Workbench) -> None:
    """An own sentence on chosen answers begins with its own words, and the answers in it are bold."""
    text = "of-those-who-answered = { $counts }, of { $people } who answered.\nfirst-count = { $answer } chose { $count }\n"
    material = own_words(demo_copy, "claims", text).respond.material("crisis-house")
    told = [(t, tally_spans(material, t)) for t in material.tallies if len(t.people) > 1]
    assert told
    for tally, spans in told:
        assert any(s.text.endswith(" who answered.") or " who answered. " in s.text for s in spans)
        assert {s.text for s in spans if s.bold} <= {box for box, _, _ in tally.boxes}
        assert any(s.bold for s in spans)


def test_own_words_reach_letters_and_papers(demo_copy: Workbench) -> None:
    """The note to everybody, the assessment and the reviewers' page say it as the charity does."""
    bench = demo_copy
    bench = own_words(bench, "back_to_people", "thank-you = We are glad that you spoke to us.\n")
    bench = own_words(bench, "governance", "need = Why we write this down\n")
    bench = own_words(bench, "papers", "plan-who = Who takes what\n")
    bench.plan.record("womens-health", "sections", "Method", owner="Kim")
    assert "We are glad that you spoke to us." in lines_of(bench.follow_up.note("womens-health"))
    assert "Why we write this down" in lines_of(bench.keeping.dpia())
    assert "Who takes what" in lines_of(bench.plan.page("womens-health"))


def test_a_matrix_under_own_headings_is_read_in_again(demo_copy: Workbench, tmp_path: Path) -> None:
    """A filled-in matrix is known by its themes and its shape, not by what its columns are called."""
    bench = demo_copy
    bench = own_words(bench, "papers", "matrix-person = Who\nmatrix-summary = In our words\n")
    cell = bench.views.matrix("womens-health").cells[0]
    bench.views.summarise("womens-health", cell.person, cell.code, "A made-up summary")
    path = bench.views.write_matrix("womens-health", tmp_path / "matrix.docx")
    bench.views.summarise("womens-health", cell.person, cell.code, "")
    bench.views.read_matrix("womens-health", path)
    again = bench.views.matrix("womens-health").cell(cell.person, cell.code)
    assert again is not None and again.summary == "A made-up summary"


def _said(path: Path) -> Iterator[tuple[str, bool]]:
    """What in a file of code is a key of these catalogues, as a pattern; and whether it is a whole key."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pieces = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    for node in ast.walk(tree):
        if id(node) in pieces:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
            yield re.escape(node.value), True
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(v.value) if isinstance(v, ast.Constant) and isinstance(v.value, str) else "[a-z0-9-]+"
                for v in node.values
            ]
            if KEY.match("".join(parts)):
                yield "".join(parts), False


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_each_entry_is_said_somewhere(catalogue: str) -> None:
    """No entry stands in a catalogue that nothing ever prints."""
    known = {pattern for path in FILES for pattern, _ in _said(path)}
    used = re.compile("|".join(sorted(known)))
    assert [name for name in ENTRIES[catalogue] if not used.fullmatch(f"{catalogue}/{name}")] == []


def test_each_key_in_the_code_has_its_entry() -> None:
    """Whatever the code asks for by a whole key is there; what it asks for by a part of one finds some."""
    there = [f"{catalogue}/{name}" for catalogue, names in ENTRIES.items() for name in names]
    wanted = {pattern for path in FILES for pattern, _ in _said(path)}
    assert [pattern for pattern in sorted(wanted) if not any(re.fullmatch(pattern, key) for key in there)] == []


def _keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)


def test_each_sentence_is_given_its_facts() -> None:
    """Every name and number that a text names is given where it is said."""
    lacking, seen = [], 0
    for path in FILES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args or any(k.arg is None for k in call.keywords):
                continue
            if getattr(call.func, "attr", getattr(call.func, "id", "")) != "say":
                continue
            given = {k.arg.replace("_", "-") for k in call.keywords if k.arg}
            for key in _keys(call.args[0]):
                seen += 1
                catalogue, _, name = key.partition("/")
                if set(ENTRIES[catalogue][name]) - given:
                    lacking.append((key, sorted(set(ENTRIES[catalogue][name]) - given)))
    assert lacking == []
    assert seen > 200
