"""Any words at all: what goes in comes out, whatever it is."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from consultwork.blocks import Bullets, Heading, Paragraph, Quote, Table, plain
from consultwork.text import clean
from consultwork.word.check.read_back import read
from consultwork.word.write.document import write
from tests.word.rules import broken_rules
from tests.word.sample import document

TEMPLATES_DIR = Path(__file__).parents[2] / "templates"
# Lone surrogates and control characters too: they are what comes out of broken files.
ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(words=ANY, anchor=ANY)
def test_words_come_back_as_they_passed_the_gate(words: str, anchor: str) -> None:
    """Every block and value gives back exactly what the text gate let through."""
    base = document("summary")
    blocks = (
        Heading("H", anchor=anchor),
        Paragraph(plain(words), anchor=anchor),
        Quote(words, "Somebody"),
        Bullets((plain(f"- {words}"),)),
        Table(("Head",), ((f"x{words}",),)),
    )
    doc = replace(base, slots={"facts": (), "body": blocks}, values=base.values | {"subtitle": f"s{words}"})
    passed = clean(words).text
    with tempfile.TemporaryDirectory() as folder:
        result = write(doc, Path(folder) / "x.docx", templates=TEMPLATES_DIR, today=date(2021, 6, 4))
        assert broken_rules(result.path) == []
        texts = [p.text for p in read(result.path).paragraphs]
    assert passed in texts
    assert f"“{passed}”" in texts
    assert f"- {passed}" in texts
    assert f"x{passed}" in texts
    assert f"s{passed}" in texts
    assert result.replaced == 5 * clean(words).replaced
