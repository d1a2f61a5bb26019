"""To other programs and back: nothing lost, nobody named, nothing taken in without a permission."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import delete

from consultwork.errors import Refused
from consultwork.exchange.refi_read import read_qdc, read_qdpx
from consultwork.kinds import Kind
from consultwork.model import CodingState, Use
from consultwork.settings import read_codebook
from consultwork.store import schema, words
from consultwork.workbench import Workbench, demo_run
from tests.refusing import refuses

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parents[1] / "exchange" / "refi" / "Project.xsd")))
WH = "womens-health"


@pytest.fixture
def other(tmp_path: Path) -> Workbench:
    """Another charity's workspace, into which nothing has come yet."""
    return demo_run.open_demo(demo_run.lay_out(tmp_path / "other"))


def accepted(bench: Workbench) -> set[tuple[str, str, int, int, str, str]]:
    return {
        (k.contribution, k.code, k.start, k.end, k.position.value, k.by)
        for k in bench.snapshot().codings
        if k.state is CodingState.ACCEPTED
    }


def test_a_project_goes_out_valid_and_brings_all_of_it_back(demo_copy: Workbench, tmp_path: Path) -> None:
    """Double coding, memos and what was settled; then everything is taken out and read in again."""
    bench, path = demo_copy, tmp_path / "all.qdpx"
    ref = sorted(bench.snapshot().of(WH))[0]
    bench.reading.note(ref, "Made up: a memo.")
    round_ref = bench.agreement.begin(WH, ["Kim", "Ash"], most=3)
    r, codes = bench.agreement.rounds()[0], bench.agreement.rounds()[0].codes
    for unit in r.units:
        for who, code in (("Kim", codes[0]), ("Ash", codes[1])):
            bench.agreement.code(round_ref, who, unit, code, 0, 4)
            bench.agreement.finish(round_ref, who, unit)
    bench.agreement.settle(round_ref, r.units[0], codes[0], fits=False, reason="Made up: not that.")
    told = bench.exchange.write(path)
    s = bench.snapshot()
    may = {x.ref for x in s.contributions.values() if s.people[x.contributor].allows(Use.COUNT, x.answer)}
    assert f"{len(may)} answers" in told and len(may) < len(s.contributions) and "left out" in told
    with zipfile.ZipFile(path) as pack:
        raw = pack.read("project.qde")
        everything = raw + b"".join(pack.read(n) for n in pack.namelist())
    SCHEMA.assertValid(etree.fromstring(raw))
    with bench.store.read() as c:
        notes = [x.note for x in words.concerns(c)]
    assert notes and all(n.encode() not in everything and b"N-0" not in everything for n in notes)
    p = read_qdpx(path)
    assert {"Kim", "Ash"} <= {n for _, n in p.users} and {n.text for n in p.notes} == {
        "Made up: a memo.",
        "Made up: not that.",
    }
    assert len([k for x in p.sources for k in x.codings if dict(p.users)[k.user] == "Kim"]) == 3
    before = {x for x in accepted(bench) if x[0] in may}
    with bench.store.write("Kim", "lose everything") as w:
        w.run(delete(schema.coding))
        w.run(delete(schema.code).where(schema.code.c.id == codes[0]))
    taken = bench.exchange.read(path)
    assert taken.codes == 1 and taken.memos == 0 and taken.left_out == ()
    back = accepted(bench)
    renamed = {c.id for c in bench.codebook.codes} - {c.id for c in s.codes}
    own = {x for x in back if x[5] not in ("Kim", "Ash")}
    assert {x for x in own if x[1] not in renamed} == {x for x in before if x[1] != codes[0]}
    assert len(own) == len(before) and len(back) == len(before) + 6
    assert bench.exchange.read(path).account == "New: 0 codes, 0 codings, 0 memos."


def test_a_codebook_goes_out_and_in_with_all_that_it_says(
    demo_copy: Workbench, other: Workbench, tmp_path: Path
) -> None:
    """.qdc and Taguette's CSV; codes that are there already stay as they are."""
    bench = demo_copy
    new = bench.codebook.add("Bus fares", reason="x", description="What it costs to come.")
    bench.codebook.define(
        new.id, reason="x", include=["bus fare", "taxi"], exclude="Parking.", statement="it costs too much"
    )
    bench.exchange.write(tmp_path / "a.qdc")
    assert [c.name for c in read_qdc(tmp_path / "a.qdc")] == [c.name for c in bench.codebook.codes]
    assert other.exchange.read(tmp_path / "a.qdc").account == "New: 1 code, 0 codings, 0 memos."
    made = next(c for c in other.codebook.codes if c.name == "Bus fares")
    assert (made.description, made.include, made.exclude, made.statement) == (
        "What it costs to come.", ("bus fare", "taxi"), "Parking.", "it costs too much",
    )  # fmt: skip
    assert "read from a.qdc" in other.codebook.history[-1].reason
    bench.exchange.write(tmp_path / "b-taguette.csv")
    with (tmp_path / "b-taguette.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = list(csv.reader(source))
    assert header == ["tag", "description"] and len(rows) == len(bench.codebook.codes)
    assert len(read_codebook(tmp_path / "b-taguette.csv")) == len(rows)


def test_codings_go_out_as_ones_and_come_in_as_suggestions(demo_copy: Workbench, tmp_path: Path) -> None:
    """CSV and XLSX agree; a program's table never counts before a person says so."""
    bench = demo_copy
    bench.exchange.write(tmp_path / "a.csv", WH)
    bench.exchange.write(tmp_path / "a.xlsx", WH)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = list(csv.reader(source))
    sheet = [[str(v) for v in r] for r in load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert sheet == [header, *rows]
    ones = {(r[0], code) for r in rows for code, v in zip(header[1:], r[1:], strict=True) if v == "1"}
    assert ones == {(x[0], x[1]) for x in accepted(bench) if x[0] in {r[0] for r in rows}}
    before = accepted(bench)
    taken = bench.exchange.read(tmp_path / "a.csv")
    assert taken.codings > 0 and accepted(bench) == before
    assert {k.state for k in bench.snapshot().codings if (k.start, k.by) == (0, "")} <= {
        CodingState.SUGGESTED,
        CodingState.REJECTED,
    }


def test_themefinders_tables_are_read(demo_copy: Workbench, tmp_path: Path) -> None:
    """Its themes are codes, its mapping is suggestions; a row that is nobody's of ours is said."""
    bench = demo_copy
    (tmp_path / "themes.csv").write_text(
        'topic_id,topic,source_topic_count\nA,"Bus fares: it costs, too much",3\nB,"Lifts: out of order",2\n',
        encoding="utf-8",
    )
    assert bench.exchange.read(tmp_path / "themes.csv").codes == 2
    text = next(iter(bench.snapshot().of(WH).values())).text
    lines = [{"response_id": 1, "response": text, "labels": ["Bus fares", "Lifts"], "position": "AGREEMENT"},
             {"response_id": 2, "response": "Nobody of ours said this.", "labels": ["Lifts"]},
             {"response_id": 3, "response": text, "labels": ["Unheard of"]}]  # fmt: skip
    (tmp_path / "mapping.jsonl").write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    tags = f'Response ID,Response,Tags\nANON-1,"{text}","Bus fares; Lifts"\n'
    (tmp_path / "tagged.csv").write_text(tags, encoding="utf-8")
    from_tags = bench.exchange.read(tmp_path / "tagged.csv")
    assert from_tags.codings == 2 and from_tags.left_out == ()
    with bench.store.write("Kim", "take them out again") as w:
        w.run(delete(schema.coding).where(schema.coding.c.code.in_(["bus-fares", "lifts"])))
    taken = bench.exchange.read(tmp_path / "mapping.jsonl")
    assert taken.codings == 2 and "1 × row" in taken.left_out[0] and "Unheard of" in taken.left_out[1]


def test_another_programs_project_gives_codes_and_no_words(
    demo_copy: Workbench, other: Workbench, tmp_path: Path
) -> None:
    """Texts that are not ours stay out, with a reason; as tables all of it can be looked at."""
    demo_copy.exchange.write(tmp_path / "theirs.qdpx", WH)
    n = len(other.gather.table())
    taken = other.exchange.read(tmp_path / "theirs.qdpx")
    assert taken.codings == 0 and len(other.gather.table()) == n and "permission" in " ".join(taken.left_out)
    assert other.exchange.unpack(tmp_path / "theirs.qdpx", tmp_path / "tables") == ()
    with (tmp_path / "tables" / "codings.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == len([k for x in read_qdpx(tmp_path / "theirs.qdpx").sources for k in x.codings])
    assert len(list((tmp_path / "tables" / "texts").iterdir())) == len({r["source"] for r in rows} | {
        x.name for x in read_qdpx(tmp_path / "theirs.qdpx").sources})  # fmt: skip


def test_what_cannot_be_read_or_written_is_said(demo_copy: Workbench, tmp_path: Path) -> None:
    """Another ending, a table without codes, a file that is missing."""
    (tmp_path / "a.csv").write_text("name of the dog\nRex\n", encoding="utf-8")
    kinds = (Kind.NO_COLUMN_FOR_CODE, Kind.NO_PROJECT_CODEBOOK_OR_CODINGS, Kind.NO_SUCH_FILE)
    for name, kind in zip(("a.csv", "a.docx", "none.qdpx"), kinds, strict=True):
        with refuses(Refused, kind):
            demo_copy.exchange.read(tmp_path / name)
    with refuses(Refused, Kind.CODINGS_CANNOT_BE_WRITTEN_AS):
        demo_copy.exchange.write(tmp_path / "a.pdf")
