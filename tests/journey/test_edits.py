"""The text gate: every paragraph that is not as it was sent is found, and none other is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consultwork.blocks import Claim, Document, Paragraph, Quote, plain
from consultwork.journey.edits import changed_words, edits, judge, merged
from consultwork.journey.wording import keep, may_keep
from consultwork.model import Edit, Guard, KeptWording, RevisionSpan, SentParagraph

WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)
SENTENCE = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
DRAFT = st.lists(SENTENCE, min_size=1, max_size=12, unique=True)


def sent(lines: list[str]) -> list[SentParagraph]:
    """The lines of a draft with a hidden bookmark each."""
    return [SentParagraph(text, f"_cw_{n}") for n, text in enumerate(lines)]


def back(lines: list[str]) -> list[RevisionSpan]:
    """The same lines as they come back, untouched."""
    return [RevisionSpan((text,), (text,), f"_cw_{n}") for n, text in enumerate(lines)]


@given(DRAFT)
def test_an_untouched_draft_has_no_edits(lines: list[str]) -> None:
    """Nothing is invented."""
    assert edits(sent(lines), back(lines), ()) == ()


@given(DRAFT, st.data())
def test_each_untracked_change_is_found_once(lines: list[str], data: st.DataObject) -> None:
    """Words changed in some paragraphs, whatever they are: exactly these are listed, with old and new words."""
    chosen = data.draw(st.sets(st.integers(0, len(lines) - 1)))
    returned = back(lines)
    want = set()
    for n in chosen:
        new = data.draw(SENTENCE.filter(lambda x, n=n: x not in lines))
        returned[n] = RevisionSpan((new,), (new,), f"_cw_{n}")
        want.add((lines[n], new))
    found = edits(sent(lines), returned, ())
    assert {(e.before, e.after) for e in found} == want and len(found) == len(want)
    assert not any(e.tracked for e in found)


@given(DRAFT, st.data())
def test_paragraphs_taken_out_and_put_in_are_found(lines: list[str], data: st.DataObject) -> None:
    """A paragraph that is gone is listed with its words; a new one with those of its own."""
    gone = data.draw(st.integers(0, len(lines) - 1))
    new = "a paragraph that nobody sent, long enough to be like no other"
    returned = [s for n, s in enumerate(back(lines)) if n != gone]
    at = data.draw(st.integers(0, len(returned)))
    returned.insert(at, RevisionSpan((new,), (new,)))
    found = {(e.before, e.after) for e in edits(sent(lines), returned, ())}
    assert found == {(lines[gone], ""), ("", new)}


@given(DRAFT, st.data())
def test_tracked_changes_are_never_taken_for_untracked_ones(lines: list[str], data: st.DataObject) -> None:
    """What Word kept as a change is listed as such, and as nothing else."""
    n = data.draw(st.integers(0, len(lines) - 1))
    new = data.draw(SENTENCE.filter(lambda x: x != lines[n]))
    returned = back(lines)
    returned[n] = RevisionSpan((lines[n],), (new,), f"_cw_{n}", authors=("Kim",))
    (found,) = edits(sent(lines), returned, ())
    assert (found.before, found.after, found.tracked, found.author) == (lines[n], new, True, "Kim")


@given(SENTENCE, SENTENCE)
def test_a_merge_with_no_other_change_is_that_change(base: str, new: str) -> None:
    """Where only one side changed anything, its words stand, whichever side it is."""
    assert merged(base, new, base) == new and merged(base, base, new) == new
    assert merged(base, new, new) == new


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=8, max_size=14, unique=True))
def test_changes_far_from_each_other_are_joined(words: list[str]) -> None:
    """A word put in front and a word put behind both stand in the merged sentence."""
    one, two, *rest = words
    base = " ".join(rest)
    assert merged(base, f"{one} {base}", f"{base} {two}") == f"{one} {base} {two}"


def test_changes_of_the_same_words_are_left_to_a_person() -> None:
    """Two other wordings of one word are a conflict; the same wording twice is none."""
    assert merged("they rarely meet", "they seldom meet", "they never meet") is None
    assert merged("they rarely meet", "they seldom meet", "they seldom meet") == "they seldom meet"


_WORDS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=6, max_size=12, unique=True)


@given(_WORDS, st.data())
def test_changes_that_touch_each_other_are_left_to_a_person(words: list[str], data: st.DataObject) -> None:
    """One side changes a word, the other what stands right before or behind it: nobody's is taken over unasked."""
    new, *rest = words
    at = data.draw(st.integers(0, len(rest) - 1))
    ours = " ".join([*rest[:at], new, *rest[at + 1 :]])
    # The other side leaves out what follows the word, or what comes before it.
    without_end, without_start = " ".join(rest[: at + 1]), " ".join(rest[at:])
    if at + 1 < len(rest):
        assert merged(" ".join(rest), ours, without_end) is None and merged(" ".join(rest), without_end, ours) is None
    if at:
        assert merged(" ".join(rest), ours, without_start) is None


@given(SENTENCE, SENTENCE)
def test_differences_are_where_the_words_differ(before: str, after: str) -> None:
    """Without the marked words both sides say the same."""
    gone, come = changed_words(before, after)
    assert _without(before, gone) == _without(after, come)


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def test_an_edit_is_judged_by_what_it_loses() -> None:
    """A guarded word that is still there raises nothing; one that is gone does, with its evidence."""
    guard = Guard("count", "two of the seven people", "The data say: two of the seven people.", "_cw_1")
    kept = Edit("", "two of the seven people agree", "We heard that two of the seven people agree", anchor="_cw_1")
    lost = Edit("", "two of the seven people agree", "most people agree", anchor="_cw_1")
    assert judge(kept, [guard]).touches == ""
    assert (judge(lost, [guard]).touches, judge(lost, [guard]).evidence) == ("count", guard.evidence)
    assert judge(Edit("", "a", "“I never said this at all”"), []).touches == "quote"


def test_nobodys_words_are_reworded() -> None:
    """A quote stays a quote, whatever wording was accepted for its place."""
    quote = Quote("I was not asked", "volunteer", anchor="q1-quote-x")
    document = Document("response.docx", "T", {}, {"body": (quote,)})
    kept = keep(document, [KeptWording("c", "response", "_cw_q1_quote_x", "“I was not asked”", "“I was asked”")])
    assert kept.document.blocks() == (quote,) and len(kept.lost) == 1
    assert may_keep(quote, "other words")


def test_a_claim_keeps_its_number_in_other_words() -> None:
    """Reworded, a claim goes on being checked by its count."""
    claim = Claim("people", "x", "Two of the seven people told us that it is far.")
    block = Paragraph(plain(claim.text), anchor="q1-count-x", claims=(claim,))
    document = Document("response.docx", "T", {}, {"body": (block,)})
    words = "It is far, two of the seven people said. E01"
    (made,) = keep(document, [KeptWording("c", "r", "_cw_q1_count_x", claim.text, words)]).document.blocks()
    assert isinstance(made, Paragraph) and made.text == words and made.own_words
    assert [c.text for c in made.claims] == ["two of the seven people"]
    assert [s.text for s in made.spans if s.ref] == ["E01"]
