"""The text gate: nothing illegal gets through, nothing legal is changed, and every loss is counted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from consultwork.text import (
    REPLACEMENT,
    as_cell,
    as_date,
    as_html,
    clean,
    count_words,
    fold,
    listed,
    number_word,
    plural,
    sentence_start,
)


@given(st.text(st.characters(codec=None)))
def test_whatever_comes_out_fits_into_xml(text: str) -> None:
    """Any text can stand in XML after the gate, and reads back as it went in."""
    out = clean(text).text
    root = etree.Element("x")
    root.text = out
    assert (etree.fromstring(etree.tostring(root, encoding="utf-8")).text or "") == out


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufffe\uffff")
    )
)
def test_legal_text_is_not_changed(text: str) -> None:
    """Emoji, accents, right-to-left and every other legal character come through as they are."""
    assert clean(text) == clean(clean(text).text) and clean(text).text == text and clean(text).replaced == 0


def test_what_is_lost_is_counted() -> None:
    """Each character that no file may hold leaves a mark, and the marks are counted."""
    out = clean("a\x00b\x0bc\ud800d\uffffe\r\nf\u2028g\x85h")
    assert out.text == f"a{REPLACEMENT}b{REPLACEMENT}c{REPLACEMENT}d{REPLACEMENT}e\nf\ng\nh" and out.replaced == 4


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\r=1", "\n=1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    """What a spreadsheet would run is shown as text instead."""
    assert as_cell(cell).startswith("'")


def test_html_is_shown_and_never_run() -> None:
    """Markup from people is shown as the characters they typed."""
    assert as_html("<b onclick='x'>&\"") == "&lt;b onclick=&#x27;x&#x27;&gt;&amp;&quot;"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("one", 1), ("don’t co-production A&E 75%", 4), ("10,000 people", 2), ("1.5 million", 2), ("a–b", 2),
        ("…", 0), ("– and –", 1), ("and/or", 1), ("e.g. this", 2), ("two\nlines", 2), ("£5,000.", 1), ("first, second,third", 3),
        ("🙂 yes", 1),
    ],
)  # fmt: skip
def test_words_are_counted_as_a_reader_counts(text: str, words: int) -> None:
    """Hyphens, apostrophes and figures do not make two words of one."""
    assert count_words(text) == words


def test_small_things_read_as_english() -> None:
    """Numbers, lists, plurals and dates as a reader meets them."""
    assert [number_word(n) for n in (0, 1, 10, 11, 12_000)] == ["no", "one", "ten", "11", "12,000"]
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert (plural(1, "person", "people"), plural(0, "answer")) == ("person", "answers")
    assert (sentence_start("nHS"), sentence_start("")) == ("NHS", "")
    assert as_date(date(2021, 6, 4)) == "4 June 2021"
    assert fold("  “Café” – Łódź\n") == '"cafe" - lodz'
