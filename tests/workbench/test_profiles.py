"""Submissions in the shape that Parliament and NICE ask for, and limits of a whole document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from consultwork.errors import BadSettings, Blocked
from consultwork.forms import DraftingDesk
from consultwork.kinds import FaultKind, Kind, Waiting
from consultwork.model import DocumentKind, Limit, LimitUnit
from consultwork.ooxml import read_document
from consultwork.settings.profiles import PROFILES
from consultwork.word.package import pack, unpack
from consultwork.workbench import Workbench
from tests.refusing import refuses
from tests.word.rules import broken_rules


def submitted_to(bench: Workbench, profile: str, **changed: object) -> Workbench:
    """A made-up workspace in which the call for evidence goes to a body with rules of its own."""
    path = bench.path("data", "consultations") / "womens-health.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^limit:.*\n", "", text, flags=re.MULTILINE)
    path.write_text(f"submit_to: {profile}\n{text}", encoding="utf-8")
    bench.__dict__.pop("consultations", None)
    c = bench.consultations["womens-health"]
    bench.consultations["womens-health"] = replace(c, **changed)  # type: ignore[arg-type]  # fields of the test's choice
    return bench


@pytest.fixture
def bench(demo_copy: Workbench, tmp_path: Path) -> Workbench:
    """A made-up workspace with a question set of its own to change."""
    own = demo_copy.root / "data" / "consultations"
    if not own.is_dir():
        source = demo_copy.path("data", "consultations")
        own.mkdir(parents=True)
        for path in source.glob("*.yaml"):
            (own / path.name).write_bytes(path.read_bytes())
    return demo_copy


def test_parliament_gets_numbered_paragraphs_and_bullets(bench: Workbench) -> None:
    """Paragraphs are numbered through, the summary is a list, and it says who submits it; the file is in order."""
    submitted_to(bench, "parliament")
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    read = read_document(made.path)
    assert sum(p.style == "CW Numbered" for p in read.paragraphs) > 10
    assert not [p for p in read.paragraphs if p.style in ("CW Body", "CW Key message") and p.place == "body"]
    assert sum(p.style == "List Bullet" and p.section == "Key messages" for p in read.paragraphs) >= 3
    assert any(p.text.startswith("Written evidence submitted by Harbour Voices") for p in read.paragraphs)
    assert broken_rules(made.path) == [] and bench.review.check(made.path) == ()
    rules = " ".join(r.text for r in bench.consultations["womens-health"].rules)
    assert "not as a PDF" in rules and "under 25 MB" in rules


def test_a_document_over_its_words_names_the_longest_answers(bench: Workbench) -> None:
    """3,000 words by the profile; over a limit, the blocker says by how much and where to cut."""
    submitted_to(bench, "parliament")
    assert bench.consultations["womens-health"].limit == Limit(3_000, LimitUnit.WORDS)
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    assert not [b for b in made.blockers if b.kind is Waiting.DOCUMENT_IS_TOO_LONG]
    bench.consultations["womens-health"] = replace(
        bench.consultations["womens-health"], limit=Limit(400, LimitUnit.WORDS)
    )
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    (over,) = [b for b in made.blockers if ("limit", "400 words") in b.facts]
    assert re.fullmatch(r"\d, \d, \d", str(dict(over.facts)["longest"])) and dict(over.facts)["unit"] == "words"


def test_characters_are_counted_too(bench: Workbench) -> None:
    """A limit in characters counts every character of the text."""
    bench.consultations["womens-health"] = replace(
        bench.consultations["womens-health"], limit=Limit(500, LimitUnit.CHARACTERS)
    )
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    assert any(("limit", "500 characters") in b.facts for b in made.blockers)


def test_nice_gets_one_comment_a_row(bench: Workbench) -> None:
    """Each comment stands in a row of its own, numbered, with its section; quotes stay with theirs."""
    submitted_to(bench, "nice")
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    (table,) = [t for t in read_document(made.path).tables if t.caption.endswith("one in each row")]
    assert table.rows[0] == ("No.", "Section", "Page and line", "Comment")
    assert [r[0] for r in table.rows[1:]] == [str(n) for n in range(1, len(table.rows))] and len(table.rows) > 10
    assert any("“" in r[3] and r[3].index("“") > 0 for r in table.rows[1:])
    assert bench.review.check(made.path) == () and broken_rules(made.path) == []
    assert bench.consultations["womens-health"].limit == Limit(20, LimitUnit.PAGES)


def test_the_whole_is_counted_while_drafting(bench: Workbench) -> None:
    """The count of the whole submission stands beside the count of the answer."""
    bench.consultations["womens-health"] = replace(
        bench.consultations["womens-health"], limit=Limit(400, LimitUnit.WORDS)
    )
    desk = DraftingDesk(bench, "womens-health")
    assert re.search(r"The whole submission, as saved: [\d,]+ of 400 words\. [\d,]+ too many\.", desk.count.plain)


def test_a_profile_that_is_not_known_is_refused(bench: Workbench) -> None:
    """A body without rules here is a mistake in the file, and is told as one."""
    with refuses(BadSettings, Kind.SETTINGS_FIELD_IS_WRONG):
        submitted_to(bench, "senate")
    assert set(PROFILES) == {"parliament", "nice"}


def test_an_own_template_that_is_hard_to_read_makes_a_draft_that_waits(bench: Workbench) -> None:
    """A template with small type still makes the document; what is hard to read is told and stops its approval."""
    folder = bench.path("templates")
    own = bench.root / "templates"
    if folder != own:
        own.mkdir()
        for path in folder.glob("*.docx"):
            (own / path.name).write_bytes(path.read_bytes())
    parts = unpack((own / "letter.docx").read_bytes())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'<w:sz w:val="24"/>', b'<w:sz w:val="20"/>', 1)
    (own / "letter.docx").write_bytes(pack(parts))
    made = bench.respond.make("womens-health", DocumentKind.LETTER)
    assert any(b.kind is FaultKind.TOO_SMALL and ("points", "10") in b.facts for b in made.blockers)
    with refuses(Blocked, Kind.MAY_NOT_BE_APPROVED):
        bench.review.approve(made.path, "Kim")
