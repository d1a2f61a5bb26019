"""A draft goes out for review and comes back: every edit is found, data are guarded, wording is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from consultwork.errors import Blocked, FileInUse, Refused
from consultwork.kinds import Kind, Waiting
from consultwork.model import DocumentKind, DraftState, Piece, PieceKind, Use
from consultwork.ooxml import read_manifest, read_texts
from consultwork.ooxml.comments import OURS
from consultwork.workbench import Workbench
from consultwork.workbench.review.edits import MergedEdit
from tests.asked import nobody_asked
from tests.refusing import refuses
from tests.word.tracked import add_after, rewrite, say_instead, take_out

OWN = "Women in unsettled circumstances rarely meet a survey"


@pytest.fixture
def letter(demo_copy: Workbench) -> Path:
    """A letter of a made-up workspace, as it lies in out."""
    return demo_copy.respond.make("womens-health", DocumentKind.LETTER).path


def edited(bench: Workbench, path: Path, tmp_path: Path, author: str, *changes: tuple[str, str], name: str = "") -> str:
    """A copy of a file in which somebody changed words, read back. Returns the draft's id."""

    def change(root: object) -> None:
        for old, new in changes:
            say_instead(root, old, new, author)

    back = rewrite(path, tmp_path / (name or f"from-{author or 'nobody'}.docx"), change)
    return bench.review.read(back)[1]


def the_edit(bench: Workbench, draft: str, words: str) -> MergedEdit:
    """The one edit of a draft that holds these words."""
    (found,) = [s for s in bench.edits.of(draft) if words in s.edit.before + s.edit.after]
    return found


@pytest.mark.parametrize("author", ["Kim", ""])
def test_every_edit_is_found_and_none_invented(demo_copy: Workbench, letter: Path, tmp_path: Path, author: str) -> None:
    """Words changed, a paragraph put in and one taken out: three edits, tracked or not, and not one more."""

    def change(root: object) -> None:
        say_instead(root, "rarely meet", "seldom meet", author)
        add_after(root, "We would be glad to bring women", "We look forward to your reply.", author)
        take_out(root, "The Vision does not name women", author)

    back = rewrite(letter, tmp_path / "back.docx", change)
    returned, draft = demo_copy.review.read(back)
    assert {(e.before[:20], e.after[:20]) for e in returned.edits} == {
        ("Women in unsettled c", "Women in unsettled c"),
        ("", "We look forward to y"),
        ("The Vision does not ", ""),
    }
    assert {e.tracked for e in returned.edits} == {bool(author)}
    assert len(demo_copy.edits.of(draft)) == 3
    assert bool(author) is (read_texts(back)[0] == read_texts(letter)[1])


def test_a_file_that_comes_back_untouched_has_no_edits(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """Opening and saving changes nothing that is said: no edit is listed, and a page number is none."""
    back = tmp_path / "back.docx"
    Document(str(letter)).save(str(back))
    assert demo_copy.review.read(back)[0].edits == ()


def test_what_touches_data_comes_first_with_the_evidence(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """An edit of a quote, a count or an ask is raised before the others, and says what it rests on."""
    draft = edited(
        demo_copy, letter, tmp_path, "Kim",
        ("rarely meet", "seldom meet"),
        ("nobody asks how I am", "nobody asks me how I am"),
        ("Two of the 12 people we heard from told us that services", "Most people we heard from told us that services"),
        ("to name women with multiple", "to mention women with multiple"),
    )  # fmt: skip
    found = demo_copy.edits.of(draft)
    assert [s.edit.touches for s in found] == ["quote", "count", "ask", ""]
    evidence = [s.edit.evidence for s in found]
    assert "exact words" in evidence[0] and "Two of the 12 people" in evidence[1] and "For:" in evidence[2]


def test_nobodys_words_and_no_count_are_changed(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """An edit of a quote is refused, and so is wording that loses the count or makes one up."""
    draft = edited(
        demo_copy, letter, tmp_path, "Kim", ("nobody asks how I am", "nobody asks me how I am"),
        ("Two of the 12 people we heard from told us that services", "People told us that services"),
        ("rarely meet", "seldom meet nine people and"),
    )  # fmt: skip
    for words in ("nobody asks me", "People told us that services", "nine people"):
        with pytest.raises(Refused):
            demo_copy.edits.decide(draft, the_edit(demo_copy, draft, words), "accept")
    assert demo_copy.edits.undecided(draft) == 3
    assert demo_copy.edits.wording("womens-health", DocumentKind.LETTER) == ()


def test_accepted_wording_stands_when_the_document_is_made_again(
    demo_copy: Workbench, letter: Path, tmp_path: Path
) -> None:
    """What was accepted is in the next version, what was rejected is not, and its file passes its own check."""
    draft = edited(
        demo_copy, letter, tmp_path, "Kim", ("rarely meet", "seldom meet"), ("is not named", "is never named")
    )
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "seldom"), "accept", "Better.")
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "never named"), "reject", "Too strong.")
    again = demo_copy.respond.make("womens-health", DocumentKind.LETTER)
    text = "\n".join(read_texts(again.path)[1])
    assert "seldom meet a survey" in text and "is not named" in text and "never named" not in text
    assert again.draft != draft
    assert demo_copy.edits.undecided(draft) == 0
    table = demo_copy.edits.table(draft)
    assert set(table["decision"]) == {"accept", "reject"} and set(table["author"]) == {"Kim"}
    assert set(table["decided by"]) == {demo_copy.by} and not table["before"].eq(table["after"]).any()


def test_a_paragraph_put_in_or_taken_out_stays_so(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """An accepted new paragraph is below the one it was put after; one taken out is gone."""

    def change(root: object) -> None:
        add_after(root, "We would be glad to bring women", "We look forward to your reply.", "Kim")
        take_out(root, "The Vision does not name women", "Kim")

    _, draft = demo_copy.review.read(rewrite(letter, tmp_path / "back.docx", change))
    for s in demo_copy.edits.of(draft):
        assert demo_copy.edits.decide(draft, s, "accept") == ""
    lines = read_texts(demo_copy.respond.make("womens-health", DocumentKind.LETTER).path)[1]
    at = next(n for n, line in enumerate(lines) if line.startswith("We would be glad"))
    assert lines[at + 1] == "We look forward to your reply."
    assert not any(line.startswith("The Vision does not name") for line in lines)


def _one_person_less(bench: Workbench, code: str) -> None:
    """Somebody who raised a theme allows it to be counted no longer: the number changes."""
    m = bench.respond.material("womens-health")
    theme = m.theme(code)
    assert theme is not None
    bench.safeguard.permit(theme.people[0], {Use.COUNT: False}, how="by phone")


def test_wording_is_kept_when_the_evidence_changes(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """The reviewer's words and the new number stand in one sentence; nobody had to type either."""
    said = "that services do not talk to each other"
    draft = edited(demo_copy, letter, tmp_path, "Kim", (said, "that the services they use do not talk to each other"))
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "the services they use"), "accept")
    _one_person_less(demo_copy, "joined-up")
    text = "\n".join(read_texts(demo_copy.respond.make("womens-health", DocumentKind.LETTER).path)[1])
    assert "the services they use do not talk" in text
    (sentence,) = [x for x in text.split("\n") if "the services they use" in x]
    assert "of the 11 people" in sentence and demo_copy.edits.waiting("womens-health", "letter").undecided == ()


def test_where_both_changed_a_person_decides(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """Data and wording changed the same words: both stand in the draft, and it may not go out until one is chosen."""
    draft = edited(demo_copy, letter, tmp_path, "Kim", ("tell their story again and again", "repeat their story"))
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "repeat their story"), "accept")
    demo_copy.codebook.define(
        "joined-up",
        reason="Clearer.",
        statement="services do not talk to each other and they must begin anew each time",
    )
    made = demo_copy.respond.make("womens-health", DocumentKind.LETTER)
    assert Waiting.DATA_AND_WORDING_DIFFER in {b.kind for b in made.blockers}
    assert "To be decided:" in "\n".join(read_texts(made.path)[1])
    ((kept, now),) = demo_copy.edits.waiting("womens-health", "letter").undecided
    assert "repeat their story" in kept.words and "begin anew" in now
    with pytest.raises(Refused):
        demo_copy.edits.settle("womens-health", "letter", kept.anchor, "They repeat their story.")
    demo_copy.edits.settle("womens-health", "letter", kept.anchor, now.replace("told us", "said"))
    made = demo_copy.respond.make("womens-health", DocumentKind.LETTER)
    assert not [b for b in made.blockers if b.stage == "review"]
    assert "said that services do not talk" in "\n".join(read_texts(made.path)[1])


def test_several_copies_become_one_list(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """The same edit in two copies is one entry with both names; another edit of the same words asks for a person."""
    draft = edited(demo_copy, letter, tmp_path, "Kim", ("rarely meet", "seldom meet"))
    edited(demo_copy, letter, tmp_path, "Bo", ("rarely meet", "seldom meet"), ("is not named", "has no name"))
    edited(demo_copy, letter, tmp_path, "Ada", ("rarely meet", "never meet"))
    found = demo_copy.edits.of(draft)
    assert sorted(tuple(sorted(s.authors)) for s in found) == [("Ada",), ("Bo",), ("Bo", "Kim")]
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "seldom"), "accept")
    with refuses(Refused, Kind.WORDS_WERE_CHANGED_OTHERWISE):
        demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "never meet"), "accept")
    demo_copy.edits.decide(
        draft, the_edit(demo_copy, draft, "never meet"), "accept",
        words="Women in unsettled circumstances seldom or never meet a survey, and rarely hear what became of it.",
    )  # fmt: skip
    text = "\n".join(read_texts(demo_copy.respond.make("womens-health", DocumentKind.LETTER).path)[1])
    assert "seldom or never meet" in text


def test_an_answer_too_long_says_so_after_the_wording_changed(demo_copy: Workbench, tmp_path: Path) -> None:
    """The size below an answer counts the accepted wording, not the one before it."""
    made = demo_copy.respond.make("womens-health", DocumentKind.SUBMISSION)
    before = [x for x in read_texts(made.path)[1] if x.startswith("Our answer:")]
    old = "Information reaches women through people they trust."
    draft = edited(demo_copy, made.path, tmp_path, "Kim", (old, "Women trust people."))
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "Women trust people."), "accept")
    made = demo_copy.respond.make("womens-health", DocumentKind.SUBMISSION)
    after = [x for x in read_texts(made.path)[1] if x.startswith("Our answer:")]
    assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1


def test_the_copy_for_reviewers(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """It opens with what is asked, by when and what to leave; our comments on evidence are not read back."""
    copy = demo_copy.copies.for_review(letter, date(2022, 2, 11), evidence=True)
    lines = read_texts(copy.path)[1]
    assert lines[0] == "For you as a reviewer" and "11 February 2022" in lines[1]
    assert lines[lines.index("This page is for reviewers only. It does not go out.") + 1 :] == read_texts(letter)[1]
    document = Document(str(copy.path))
    assert copy.comments == len(list(document.comments)) > 3
    assert {c.author for c in document.comments} == {OURS}
    runs = next(p.runs for p in document.paragraphs if OWN in p.text)
    document.add_comment(runs, text="How do we know?", author="Kim")
    back = tmp_path / "back.docx"
    document.save(str(back))
    returned, draft = demo_copy.review.read(back)
    assert [(c.author, c.text) for c in returned.comments] == [("Kim", "How do we know?")]
    assert returned.comments[0].anchor.startswith("_cw_letter_point_1_own")
    assert returned.comments[0].paragraph.startswith(OWN) and returned.edits == ()
    record = demo_copy.review.record(draft)
    assert record is not None and record.state is DraftState.IN_REVIEW
    table = demo_copy.review.comment_table(draft)
    assert table[["author", "text", "decision"]].values.tolist() == [["Kim", "How do we know?", ""]]
    assert table["paragraph"].str.startswith(OWN).all() and table["section"].str.len().gt(0).all()


def test_a_draft_carries_what_it_is(demo_copy: Workbench, letter: Path) -> None:
    """The manifest names the draft and every anchored paragraph, and nobody."""
    carried = read_manifest(letter)
    assert carried is not None and carried.draft == "womens-health-letter-v1"
    anchors = [
        s.anchor
        for s in demo_copy.respond.generated("womens-health", DocumentKind.LETTER)[0].blocks()
        if hasattr(s, "anchor")
    ]
    assert len(carried.digests) > 0.8 * len(anchors)


def test_approval_waits_for_every_edit(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """A draft is not approved while an edit has no answer, nor while its file has tracked changes."""
    draft = edited(demo_copy, letter, tmp_path, "Kim", ("rarely meet", "seldom meet"))
    assert [b.kind for b in demo_copy.edits.blockers(demo_copy.review.record_of(letter))] == [Waiting.EDITS_WAIT]
    later = demo_copy.respond.make("womens-health", DocumentKind.LETTER)  # a new version does not forget the old one's
    assert later.draft != draft and demo_copy.edits.blockers(demo_copy.review.record_of(later.path))
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "seldom"), "reject", "As it was.")
    assert demo_copy.edits.blockers(demo_copy.review.record_of(later.path)) == ()
    assert demo_copy.edits.blockers(demo_copy.review.record_of(letter)) == ()


@pytest.mark.parametrize("author", ["Kim", ""])
def test_a_file_with_tracked_changes_is_not_approved(demo_copy: Workbench, letter: Path, author: str) -> None:
    """A change that Word still shows as one stops the approval, though nothing else is wrong; the same words plain do not."""
    nobody_asked(demo_copy, "womens-health", DocumentKind.LETTER)
    rewrite(letter, letter, lambda root: say_instead(root, "rarely meet", "seldom meet", author))
    before, record = letter.read_bytes(), demo_copy.review.record_of(letter)
    if author:
        with pytest.raises(Blocked):
            demo_copy.review.approve(letter, "Kim Officer")
        assert letter.read_bytes() == before
        assert demo_copy.review.record_of(letter).state is record.state is not DraftState.APPROVED
    else:
        demo_copy.review.approve(letter, "Kim Officer")
    assert len(demo_copy.review.approvals(record.id)) == (not author)


def test_a_file_that_is_open_in_word_is_not_approved(demo_copy: Workbench, letter: Path) -> None:
    """While somebody has the letter open nothing is approved: neither record nor file changes, and nothing lies about."""
    nobody_asked(demo_copy, "womens-health", DocumentKind.LETTER)
    owner = letter.with_name(f"~${letter.name[2:]}")
    owner.write_bytes(b"Kim")
    before, beside = letter.read_bytes(), sorted(p.name for p in letter.parent.iterdir())
    with pytest.raises(FileInUse):
        demo_copy.review.approve(letter, "Kim Officer")
    assert letter.read_bytes() == before and sorted(p.name for p in letter.parent.iterdir()) == beside
    assert demo_copy.review.record_of(letter).state is DraftState.DRAFT
    owner.unlink()
    demo_copy.review.approve(letter, "Kim Officer")
    assert demo_copy.review.record_of(letter).state is DraftState.APPROVED


def test_a_withdrawal_takes_copies_edits_and_wording_along(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """Whoever takes their words back leaves none of them in a copy, a kept paragraph or an edit."""
    quote = "nobody asks how I am"
    m = demo_copy.respond.material("womens-health")
    (who,) = {c.contributor for c in m.contributions.values() if quote in c.text}
    copy = demo_copy.copies.for_review(letter, date(2022, 2, 11))
    edited(demo_copy, letter, tmp_path, "Kim", (quote, "nobody asks me"))
    demo_copy.safeguard.withdraw(who)
    assert not copy.path.exists()
    assert quote not in demo_copy.store.path.read_bytes().decode("utf-8", "replace")


def test_words_whose_time_is_over_are_kept_in_no_copy(demo_copy: Workbench, letter: Path) -> None:
    """When people's words are deleted after their time, nothing is left of them to hold a returned file against."""
    quote = "nobody asks how I am"
    assert quote in demo_copy.store.path.read_bytes().decode("utf-8", "replace")
    later = Workbench(demo_copy.root, today=date(2040, 1, 1), by="Kim")
    later.keeping.delete_due("Kim")
    assert quote not in later.store.path.read_bytes().decode("utf-8", "replace")
    assert letter.exists()


def test_wording_for_an_answer_that_is_gone_is_shown(demo_copy: Workbench, letter: Path, tmp_path: Path) -> None:
    """When the officer rewrites the paragraph herself, the accepted wording is not lost without a word."""
    draft = edited(demo_copy, letter, tmp_path, "Kim", ("rarely meet", "seldom meet"))
    demo_copy.edits.decide(draft, the_edit(demo_copy, draft, "seldom"), "accept")
    demo_copy.respond.write_answer(
        "womens-health",
        "~letter-point/1",
        [Piece(PieceKind.WORDS, "Not asked"), Piece(PieceKind.WORDS, "They are not asked.")],
    )
    (lost,) = demo_copy.edits.waiting("womens-health", "letter").lost
    assert "seldom meet" in lost.words
