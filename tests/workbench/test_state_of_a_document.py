"""Whether a document is approved is a property of it and an anchored block: nobody's wording changes that."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from consultwork.errors import Blocked
from consultwork.kinds import Kind, Waiting
from consultwork.model import DocumentKind, DraftState
from consultwork.ooxml import read_document
from consultwork.ooxml.package import w
from consultwork.ooxml.walk import STATUS_ANCHOR
from consultwork.word.package import pack, unpack
from consultwork.workbench import Workbench
from tests.asked import nobody_asked
from tests.refusing import refuses


@pytest.fixture
def letter(demo_copy: Workbench) -> Path:
    """The letter of the demo, about which it is recorded that nobody was asked."""
    nobody_asked(demo_copy, "womens-health", DocumentKind.LETTER)
    return demo_copy.out / "womens-health-letter.docx"


def _texts(path: Path) -> list[str]:
    return [p.text for p in read_document(path).paragraphs]


def _in_every_story(path: Path, change: Callable[[Any], None]) -> None:
    """Change the body, headers and footers of a file, as somebody would in Word."""
    parts = unpack(path.read_bytes())
    for name in [n for n in parts if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", n)]:
        root = etree.fromstring(parts[name])
        change(root)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    path.write_bytes(pack(parts))


def _anchored(root: Any) -> list[Any]:
    """The anchors around the status."""
    return [b for b in root.iter(w("bookmarkStart")) if str(b.get(w("name"))).startswith(STATUS_ANCHOR)]


def test_an_invented_quote_is_not_let_through_by_its_words(demo_copy: Workbench, letter: Path) -> None:
    """A made-up quote that speaks of what was “changed after” stops the approval as any other does."""
    word = Document(str(letter))
    word.paragraphs[-1].insert_paragraph_before("She said: “It all changed after they closed the made-up ward.”")
    word.save(str(letter))
    with pytest.raises(Blocked) as refused:
        demo_copy.review.approve(letter, "Kim Example")
    assert refused.value.kind is Kind.MAY_NOT_BE_APPROVED
    blockers = refused.value.facts["blockers"]
    assert isinstance(blockers, tuple) and Waiting.QUOTE_IS_NOBODYS in {b.kind for b in blockers}
    assert demo_copy.review.record_of(letter).state is DraftState.DRAFT


def test_a_reworded_status_is_said_all_the_same(demo_copy: Workbench, letter: Path) -> None:
    """A reviewer rewords the line with the version: once approved, the file says so, and no longer that it is not."""

    def reword(root: Any) -> None:
        for start in _anchored(root):
            start.getnext().find(w("t")).text = "Still a first try, see what you think"

    _in_every_story(letter, reword)
    assert "Still a first try, see what you think" in " ".join(_texts(letter))
    demo_copy.review.approve(letter, "Kim Example")
    said = " ".join(_texts(letter))
    assert "approved by Kim Example" in said and "Still a first try" not in said and "Not yet approved" not in said
    assert read_document(letter).state == DraftState.APPROVED.value
    copy = demo_copy.copies.made_of(demo_copy.review.record_of(letter).id)
    assert copy is not None
    sent = " ".join(_texts(demo_copy.root / copy.path))
    assert "Version 1" in sent and "approved by" not in sent and "first try" not in sent


def test_a_letter_that_says_its_state_nowhere_is_not_approved(demo_copy: Workbench, letter: Path) -> None:
    """Where somebody took the line out, nothing says whether it is approved: it is refused, and named."""

    def without(root: Any) -> None:
        for start in _anchored(root):
            for element in (start.getnext().getnext(), start.getnext(), start):
                element.getparent().remove(element)

    _in_every_story(letter, without)
    before = letter.read_bytes()
    with refuses(Blocked, Kind.STATE_IS_SAID_NOWHERE):
        demo_copy.review.approve(letter, "Kim Example")
    assert letter.read_bytes() == before and demo_copy.review.record_of(letter).state is not DraftState.APPROVED


def test_a_file_and_its_record_that_differ_are_named(demo_copy: Workbench, letter: Path) -> None:
    """A draft's file laid over an approved one says of itself that it is none, and the check says so."""
    draft = letter.read_bytes()
    demo_copy.review.approve(letter, "Kim Example")
    letter.write_bytes(draft)
    assert Waiting.STATE_DIFFERS in {b.kind for b in demo_copy.review.check(letter)}
