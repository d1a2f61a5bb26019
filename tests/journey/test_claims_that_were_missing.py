"""Claims that a mutation run found nobody making: edges of quotes, and of replaced details."""

from __future__ import annotations

import pytest

from consultwork.blocks import Document
from consultwork.journey import review, safeguard
from consultwork.kinds import Waiting
from consultwork.model import Finding, ReadDocument, ReadParagraph, ReadQuote


@pytest.mark.parametrize(("quote", "stands"), [("able to cope", False), ("unable to cope", True), ("cope with", True)])
def test_a_quote_begins_and_ends_with_whole_words(quote: str, stands: bool) -> None:
    """Words cut out of the middle of a word are nobody's: “able” is not in “unable”."""
    paragraph = ReadParagraph(f"She said: “{quote}”")
    read = ReadDocument((paragraph,), (ReadQuote(quote, paragraph, styled=True),))
    grounds = review.Grounds(("I was unable to cope with the made-up letters.",), (), ())
    found = review.check_content(read, Document("summary.docx", "T", {}, {}), grounds, [])
    assert (Waiting.QUOTE_IS_NOBODYS in {b.kind for b in found}) is not stands


def test_what_is_replaced_lies_where_its_stand_in_is() -> None:
    """After an earlier detail got shorter or longer, each later one is found at its new place, to the letter."""
    text = "Made-up Robin met made-up Al at Oakhollow."
    spans = [("Robin", "[a name]", "replace"), ("Al", "[a name]", "replace"), ("Oakhollow", "[a place]", "keep")]
    found = [
        Finding("S-1", text.index(words), text.index(words) + len(words), "name", words, stand_in, decision)
        for words, stand_in, decision in spans
    ]
    said = safeguard.redacted(text, found)
    assert said == "Made-up [a name] met made-up [a name] at Oakhollow."
    assert [said[f.start : f.end] for f in safeguard.moved(found)] == ["[a name]", "[a name]", "Oakhollow"]
