"""The whole story, once: made-up people, every stage, every document, one withdrawal."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from consultwork import demo
from consultwork.model import Use
from consultwork.ooxml import read_document
from consultwork.workbench import Workbench, demo_run
from consultwork.workbench.respond.respond_desk import DocumentReport

THE_TWELVE = {
    "mental-health-act-response", "mental-health-act-summary", "east-sussex-inpatient-response",
    "east-sussex-inpatient-briefing", "east-sussex-inpatient-summary", "womens-health-submission",
    "womens-health-letter", "womens-health-summary", "crisis-house-answers", "crisis-house-specification-note",
    "crisis-house-summary", "all-summary",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, list[DocumentReport]]:
    return demo_run.run(tmp_path_factory.mktemp("demo") / "workspace")


def test_the_twelve_documents_are_made(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """The demo makes the twelve documents of the four consultations."""
    assert {m.path.stem for m in told[1]} == THE_TWELVE


def test_no_document_has_a_blocker(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """Nothing blocks a document of the demo."""
    assert [str(b) for m in told[1] for b in m.blockers] == []


def test_every_document_passes_its_check(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """Each document is borne out by its data and can be read by everyone."""
    bench, made = told
    assert {m.path.name: [str(b) for b in bench.review.check(m.path)] for m in made} == {m.path.name: [] for m in made}


def test_every_document_says_it_is_made_up(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """A document made from made-up words says so on its face and in its properties."""
    for m in told[1]:
        read = read_document(m.path)
        assert any("made-up" in p.text.lower() for p in read.paragraphs), m.path.name
        assert "made-up" in read.keywords, m.path.name


def test_people_are_heard_and_quoted(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """Each document rests on people; the response and submission quote several of them."""
    by_name = {m.path.stem: m for m in told[1]}
    assert all(m.people >= 9 for m in told[1])
    assert by_name["mental-health-act-response"].quotes >= 5
    assert by_name["womens-health-submission"].quotes >= 5
    assert all(m.claims > 0 for m in told[1])


def test_no_words_of_a_person_who_does_not_allow_quoting_stand_in_quotation_marks(
    told: tuple[Workbench, list[DocumentReport]],
) -> None:
    """Words of people who refused quoting, or never answered, are in no quote of any document."""
    bench, made = told
    s = bench.snapshot()
    refused = [
        " ".join(c.text.split())
        for c in s.contributions.values()
        if not s.people[c.contributor].allows(Use.QUOTE) or c.ref in s.concerning
    ]
    assert refused
    for m in made:
        for quote in read_document(m.path).quotes:
            words = " ".join(quote.text.split()).strip("“”")
            assert not any(words in text for text in refused), (m.path.name, words)


def test_building_twice_gives_the_same_bytes(told: tuple[Workbench, list[DocumentReport]]) -> None:
    """The same data give the same files, byte for byte."""
    bench, made = told
    before = {m.path.name: m.path.read_bytes() for m in made}
    again = demo_run.make_documents(bench)
    assert {m.path.name: m.path.read_bytes() for m in again} == before


def test_after_a_withdrawal_it_is_as_if_they_had_never_been_there(
    told: tuple[Workbench, list[DocumentReport]], tmp_path: Path
) -> None:
    """Every document equals the one built from data that never had the person who withdrew."""
    _, after = told
    without = tmp_path / "contributions.csv"
    with demo.contributions_path().open(encoding="utf-8", newline="") as source:
        rows = [r for r in csv.reader(source) if r[0] != demo_run.WITHDRAWN]
    with without.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows(rows)
    bench = demo_run.open_demo(demo_run.lay_out(tmp_path / "never"))
    demo_run.fill(bench, contributions=without)
    never = demo_run.make_documents(bench)
    assert {m.path.name: m.path.read_bytes() for m in after} == {m.path.name: m.path.read_bytes() for m in never}


def test_no_byte_of_a_person_who_withdrew_is_left(tmp_path: Path) -> None:
    """After a withdrawal no word and no ref of theirs is in any file of the workspace."""
    bench, _ = demo_run.run(tmp_path / "workspace")
    with demo.contributions_path().open(encoding="utf-8", newline="") as source:
        theirs = [r["words"] for r in csv.DictReader(source) if r["person"] == demo_run.WITHDRAWN]
    fresh = demo_run.open_demo(demo_run.lay_out(tmp_path / "before"))
    demo_run.fill(fresh)
    ref = demo_run.person_of(fresh, demo_run.WITHDRAWN)
    assert theirs and ref
    everything = {p: p.read_bytes() for p in bench.root.rglob("*") if p.is_file()}
    assert bench.store.path in everything
    texts = {p: _with_members(p, data) for p, data in everything.items()}
    for words in theirs:
        start = words[:40].encode()
        assert not [p.name for p, data in texts.items() if start in data], words[:40]
    assert not [p.name for p, data in texts.items() if ref.encode() in data], ref


def _with_members(path: Path, data: bytes) -> bytes:
    """A file's bytes; of a Word file also its unpacked members."""
    if path.suffix != ".docx":
        return data
    import zipfile

    with zipfile.ZipFile(path) as package:
        return data + b"".join(package.read(n) for n in package.namelist())
