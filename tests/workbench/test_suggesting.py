"""Suggestions that learn, keywords to add, many at a time, and the framework matrix."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultwork.errors import BadFile, Refused
from consultwork.kinds import Kind
from consultwork.model import CodingState
from consultwork.ooxml.reader import read_document
from consultwork.workbench import Workbench
from consultwork.workbench.theme.suggesting import NOT_ENOUGH
from tests.refusing import refuses

WH = "womens-health"


def read_some(bench: Workbench, n: int) -> list[str]:
    refs = sorted(bench.snapshot().contributions)[:n]
    for ref in refs:
        bench.reading.finish(ref, "random")
    return refs


def test_suggestions_learn_once_enough_was_read(demo_copy: Workbench) -> None:
    """Below twenty the codebook alone proposes; then also what was decided, with a reason in words."""
    bench = demo_copy
    read_some(bench, 19)
    assert not bench.suggesting.can_learn()
    done = set(read_some(bench, 60))
    assert bench.suggesting.can_learn()
    bench.theme.suggest()
    waiting = [k for k in bench.snapshot().codings if k.state is CodingState.SUGGESTED]
    assert waiting and not {k.contribution for k in waiting} & {
        k.contribution for k in waiting if k.contribution in done and k.matched == ()
    }
    given = [bench.reading.page(k.contribution).proposals.get(k.ref) for k in waiting]
    reasons = [g[1] for g in given if g]
    assert reasons and all(r for r in reasons)
    assert any(NOT_ENOUGH in r for r in reasons)
    again = bench.theme.suggest()
    assert again == 0


def test_keywords_are_proposed_from_what_was_coded_and_added_with_one_click(demo_copy: Workbench) -> None:
    """A word of the passages that the codebook does not have yet, and how often it stands there."""
    bench = demo_copy
    refs = read_some(bench, 80)
    new = bench.codebook.add("Zebra crossings", reason="made up")
    texts = bench.snapshot().contributions
    from consultwork.store import words

    for n, ref in enumerate(refs[:5]):
        with bench.store.write("Kim", "other words") as w:
            words.clear(
                w, texts[ref].answer, f"Made up {n}: a zebra crossing would help me here.", by="Kim", at=bench.clock()
            )
        bench.reading.finish(ref, "random")
        bench.reading.code(ref, new.id, 0, 20)
    mine = [p for p in bench.suggesting.keywords() if p.code == new.id]
    assert any(
        p.word in ("zebra", "crossing", "zebra crossing") and p.with_code == 5 and p.without == 0 for p in mine
    ), mine
    bench.suggesting.add_keyword(new.id, mine[0].word)
    assert mine[0].word in next(c for c in bench.codebook.codes if c.id == new.id).include
    assert mine[0].word not in [p.word for p in bench.suggesting.keywords() if p.code == new.id]


def test_many_are_accepted_only_after_a_sample_and_are_marked(demo_copy: Workbench) -> None:
    """A batch tells what it expects to be wrong, promises nothing without a sample, and leaves its mark."""
    bench = demo_copy
    with refuses(Refused, Kind.BATCH_IS_NOT_READY):
        bench.suggesting.batch(WH, 0.9)
    from consultwork.model import CandidateTheme
    from consultwork.store import themes

    refs = sorted(bench.snapshot().of(WH))
    code = bench.reading.codes[0].id
    made = [CandidateTheme(r, code, 0, 3, bench.snapshot().contributions[r].text[:3], (), 0.9 + n / 1000, "made up")
            for n, r in enumerate(refs)]  # fmt: skip
    with bench.store.write("Kim", "propose") as w:
        themes.add_codings(w, made, known={})
    batch = bench.suggesting.batch(WH, 0.9)
    assert len(batch.codings) == len(refs) and len(batch.sample) == 10 and not batch.promised
    assert "Nothing is promised" in batch.account and f"about {round(batch.wrong)}" in batch.account
    assert bench.suggesting.accept_batch(batch) == len(refs)
    k = next(k for k in bench.snapshot().codings if k.ref == batch.codings[0])
    assert k.state is CodingState.ACCEPTED
    assert "accepted among" in bench.reading.page(k.contribution).proposals[k.ref][2]
    with refuses(Refused, Kind.CHANCE_IS_OUT_OF_RANGE):
        bench.suggesting.batch(WH, 0.2)


def test_the_matrix_goes_to_excel_and_word_and_back(demo_copy: Workbench, tmp_path: Path) -> None:
    """Cells lead to their passages, and summaries come back; what is not ours is left out and said."""
    bench = demo_copy
    m = bench.views.matrix(WH)
    person, code = m.cells[0].person, m.cells[0].code
    bench.views.summarise(WH, person, code, "=Made up: waits <b>too</b> long")
    path = bench.views.write_matrix(WH, tmp_path / "m.xlsx")
    book = load_workbook(path)
    sheet = book["Framework matrix"]
    cells = [c for row in sheet.iter_rows(min_row=3, min_col=3) for c in row if c.value]
    assert len(cells) == len(m.cells) and all(c.data_type == "s" for c in cells)
    first = next(c for c in cells if c.value == "=Made up: waits <b>too</b> long")
    target = first.hyperlink.location or first.hyperlink.target
    row = int(str(target).rpartition("!A")[2])
    assert book["Passages"].cell(row=row, column=2).value == person
    other = next(c for c in cells if c is not first)
    other.value = "Filled in by hand."
    sheet.cell(row=sheet.max_row + 1, column=1, value="P-9999")
    sheet.cell(row=sheet.max_row, column=3, value="Nobody")
    book.save(path)
    assert bench.views.read_matrix(WH, path) == "1 summary changed. Not known here, so left out: P-9999."
    assert "Filled in by hand." in [c.summary for c in bench.views.matrix(WH).cells]
    word = bench.views.write_matrix(WH, tmp_path / "m.docx")
    assert bench.views.read_matrix(WH, word) == "0 summaries changed."
    assert "=Made up: waits <b>too</b> long" in str(read_document(word).tables)
    with pytest.raises(BadFile):
        bench.views.read_matrix(WH, tmp_path / "none.xlsx")
    with refuses(Refused, Kind.NO_MATRIX_FORMAT):
        bench.views.write_matrix(WH, tmp_path / "m.pdf")


def test_views_count_people(demo_copy: Workbench) -> None:
    """Together, by question, quotations, and new codes as they were read."""
    bench = demo_copy
    themes, _ = bench.theme.themes(WH)
    together = bench.views.co_occurrence(WH)
    for t in themes:
        if t.people:
            assert together.loc[t.code.name, t.code.name] == len(t.people)
    assert (together.to_numpy() == together.to_numpy().T).all()
    by = bench.views.by_question(WH)
    assert all(by.loc[t.code.name].max() <= len(t.people) for t in themes)
    quotes = bench.views.quotations(WH)
    assert set(quotes["may be quoted"]) <= {"yes", "no"} and len(quotes)
    read = read_some(bench, 30)
    found = bench.views.saturation(WH)
    own = [r for r in read if r in bench.snapshot().of(WH)]
    assert list(found["contribution"]) == own and found["new codes"].sum() == found["codes so far"].max()
