"""Nothing is used without permission, a refusal holds, and who leaves is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind, Waiting
from consultwork.model import DocumentKind, Permission, Piece, PieceKind, Position, Speaker, Use
from consultwork.ooxml import read_document, read_texts
from consultwork.workbench import Workbench
from tests.refusing import refuses

WH = "womens-health"
SAID = "Nobody at the surgery listened to me until the third visit, and by then I was very ill indeed."
YES = {"may_count": "yes", "may_paraphrase": "yes", "may_quote": "yes"}


def row(person: str, words: str = SAID, **more: str) -> dict[str, str]:
    return {"person": person, "consultation": WH, "question": "1", "words": words, **YES, **more}


def take(bench: Workbench, path: Path) -> int:
    new = bench.gather.import_file(path)[1]
    bench.safeguard.decide_all()
    bench.safeguard.clear()
    return new


def coded(bench: Workbench, code: str | None = None) -> str:
    """Code every contribution with one code and link it to question 1. Returns the code."""
    code = code or bench.theme.codebook[0].id
    bench.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in bench.snapshot().contributions.values()])
    from consultwork.model import Link

    bench.mapping.decide_many([Link(WH, "1", code, True)])
    bench.respond.write_answer(WH, "1", [Piece(PieceKind.COUNT, code), Piece(PieceKind.QUOTE, code)])
    return code


def person_of(bench: Workbench, words: str = SAID) -> str:
    return next(c.contributor for c in bench.snapshot().contributions.values() if c.text == words)


def everything(bench: Workbench) -> bytes:
    return b"".join(p.read_bytes() for p in bench.root.rglob("*") if p.is_file())


def test_without_a_permission_nothing_is_used(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Words of somebody whose permission was never recorded are in no count, denominator, quote or document."""
    none = dict.fromkeys(YES, "")
    take(fresh, table(row("a"), row("b", "Silent words of somebody who was never asked about it at all.", **none)))
    code = coded(fresh)
    themes, heard = fresh.theme.themes(WH)
    silent = person_of(fresh, "Silent words of somebody who was never asked about it at all.")
    assert silent not in heard and len(heard) == 1
    assert themes[0].code.id == code and silent not in themes[0].people
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    text = "\n".join(read_texts(made.path)[1])
    assert "Silent words" not in text and "two people" not in text.lower() and made.people == 1
    assert any(b.ref == silent for b in fresh.safeguard.blockers())


def test_a_group_that_refused_to_be_counted_is_not_among_those_heard(fresh: Workbench) -> None:
    """ "Who spoke" names only those who may be counted, whatever else they allow."""
    fresh.gather.add_note(
        WH, "They wait for months and nobody tells them anything.", written_by="Kim", question="1", present=8,
        permissions=[Permission(Use.COUNT, False), Permission(Use.PARAPHRASE, True)],
    )  # fmt: skip
    fresh.safeguard.clear()
    made = fresh.respond.make(WH, DocumentKind.SUMMARY)
    assert "eight" not in "\n".join(read_texts(made.path)[1])


def test_a_refusal_after_a_permission_holds(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Who refuses quoting later is quoted no more, also not in a file that was made before."""
    take(fresh, table(row("a"), row("b", "Something else altogether, said by somebody else that day.")))
    coded(fresh)
    before = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert before.quotes == 1 and not fresh.review.check(before.path)
    for ref in fresh.safeguard.people():
        fresh.safeguard.permit(ref, {Use.QUOTE: False}, how="by phone")
    assert Waiting.QUOTE_IS_NOBODYS in {b.kind for b in fresh.review.check(before.path)}
    assert fresh.respond.make(WH, DocumentKind.SUBMISSION).quotes == 0


def test_a_refusal_in_any_row_of_a_person_counts(fresh: Workbench, table: Callable[..., Path]) -> None:
    """One row that says no to quoting is enough, in whatever order the rows stand."""
    take(fresh, table(row("a"), row("a", "A second answer by the same person.", may_quote="no")))
    assert not fresh.safeguard.people()[person_of(fresh)].allows(Use.QUOTE)


def test_importing_an_old_file_again_does_not_undo_a_refusal(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Consent in an export does not override a refusal that was recorded since."""
    take(fresh, table(row("a")))
    ref = person_of(fresh)
    fresh.safeguard.permit(ref, {Use.QUOTE: False}, how="by phone")
    assert take(fresh, table(row("a"))) == 0
    assert take(fresh, table(row("a"), row("a", "One more answer in a longer export of the same form."))) == 1
    assert not fresh.safeguard.people()[ref].allows(Use.QUOTE)


def test_a_refusal_in_a_later_export_is_taken_over(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Who changes their answer to no in the form is heard, although their words came in before."""
    take(fresh, table(row("a")))
    assert take(fresh, table(row("a", may_quote="no"))) == 0
    assert not fresh.safeguard.people()[person_of(fresh)].allows(Use.QUOTE)


def test_a_yes_with_a_condition_is_no_yes(fresh: Workbench, table: Callable[..., Path]) -> None:
    """ "Yes, but ask me first" permits nothing until somebody asked, and the import says so."""
    path = table(row("a", may_quote="Yes, but ask me first"))
    _, intake = fresh.gather.preview(path)
    assert any("read as no" in n for n in intake.notes)
    take(fresh, path)
    assert not fresh.safeguard.people()[person_of(fresh)].allows(Use.QUOTE)


def test_joining_two_records_keeps_refusals_words_and_names(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Of two records for one person both keep their words; what either refuses stays refused."""
    second = "Other words, said through the form and not in the table, by the same person."
    take(fresh, table(row("a", email="x@example.org"), row("b", second, email="X@example.org ", may_quote="no",
                                                         credit_name="Robin", may_credit="yes")))  # fmt: skip
    one, other, why, decided = fresh.gather.same_person()[0]
    assert (why, decided) == ("the same contact", "")
    coded(fresh)
    fresh.respond.make(WH, DocumentKind.SUBMISSION)
    fresh.gather.decide_same_person(one, other, same=True)
    everybody = fresh.safeguard.people()
    assert list(everybody) == [one]
    assert everybody[one].allows(Use.COUNT) and not everybody[one].allows(Use.QUOTE)
    assert {c.contributor for c in fresh.snapshot().contributions.values()} == {one}
    assert len(fresh.snapshot().contributions) == 2
    assert fresh.vault.credit_names() == {one: "Robin"}
    assert take(fresh, table(row("b", "A third thing, said later by the second record."))) == 1
    assert list(fresh.safeguard.people()) == [one]


@pytest.mark.parametrize("refuses", ["a", "b"])
@pytest.mark.parametrize("kept", ["a", "b"])
def test_a_refusal_of_either_record_holds_for_the_joined_person(
    fresh: Workbench, table: Callable[..., Path], refuses: str, kept: str
) -> None:
    """Whichever record is kept and whichever came first: what one of them refuses, the joined person refuses."""
    words = {"a": "Said by the first record, made up.", "b": "Said by the second record, made up."}
    for key in ("a", "b"):
        take(fresh, table(row(key, words[key], may_quote="no" if key == refuses else "yes"), name=f"{key}.csv"))
    said = fresh.gather.table().set_index("words")["person"]
    refs = {key: str(said[words[key]]) for key in words}
    fresh.gather.decide_same_person(refs[kept], refs["b" if kept == "a" else "a"], same=True)
    (person,) = fresh.safeguard.people().values()
    assert person.ref == refs[kept] and person.allows(Use.COUNT)
    assert not person.allows(Use.QUOTE)


def test_joining_reaches_the_documents_of_both(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Who is withdrawn after two records were joined leaves the documents of both."""
    take(fresh, table(row("a"), row("b", "Said to another consultation by the same person, at length.",
                                    consultation="crisis-house")))  # fmt: skip
    made = fresh.respond.make("crisis-house", DocumentKind.ANSWERS)
    one = person_of(fresh)
    other = next(r for r in fresh.safeguard.people() if r != one)
    fresh.gather.decide_same_person(one, other, same=True)
    gone = fresh.safeguard.withdraw(one)
    assert gone.answers == 2 and gone.stale == (made.path.name,)
    assert not made.path.exists()


def test_somebody_is_not_joined_with_themselves(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Naming one ref twice, or one that is not there, changes nothing."""
    take(fresh, table(row("a")))
    ref = person_of(fresh)
    with refuses(Refused, Kind.NAMED_TWICE):
        fresh.gather.decide_same_person(ref, ref, same=True)
    with refuses(UnknownRef, Kind.NO_PERSON, person="P-9999"):
        fresh.gather.decide_same_person(ref, "P-9999", same=True)
    assert list(fresh.safeguard.people()) == [ref] and fresh.snapshot().contributions


def test_a_person_and_a_group_are_never_joined(fresh: Workbench, table: Callable[..., Path]) -> None:
    """People and groups are counted apart, so a person never becomes part of a group's record."""
    take(fresh, table(row("a", speaker="contributor"), row("b", "We all said so.", speaker="group")))
    with refuses(Refused, Kind.THEY_SPEAK_AS_DIFFERENT_KINDS):
        fresh.gather.decide_same_person(*sorted(fresh.safeguard.people()), same=True)


def test_different_stays_decided_in_either_order(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Two records found to be different people are not asked about again."""
    take(fresh, table(row("a", email="x@example.org"), row("b", "Different words.", email="x@example.org")))
    one, other, *_ = fresh.gather.same_person()[0]
    fresh.gather.decide_same_person(other, one, same=False)
    assert fresh.gather.same_person()[0][3] == "different"
    assert not [b for b in fresh.gather.blockers() if b.kind is Waiting.MAY_BE_SAME_PERSON]


def test_who_withdrew_does_not_come_back_with_the_same_export(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A later import of the same, or a longer, export leaves out who withdrew, and says so."""
    path = table(row("a"), row("b", "Somebody else entirely, who stays with us."))
    take(fresh, path)
    fresh.safeguard.withdraw(person_of(fresh))
    longer = table(row("a"), row("a", "More by them"), row("b", "Somebody else entirely, who stays with us."),
                   row("c", "A new person."), name="longer.csv")  # fmt: skip
    _, intake = fresh.gather.preview(longer)
    assert [x.row for x in intake.left_out] == [2, 3] and "took their words back" in intake.left_out[0].why
    assert take(fresh, longer) == 1
    assert all("listened" not in c.text for c in fresh.snapshot().contributions.values())


def test_a_withdrawal_leaves_no_byte_and_names_what_people_typed(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Words and refs of who withdrew are gone from every file; what somebody typed of theirs is listed."""
    take(fresh, table(row("a", email="gone@example.org", name="Gone Person"), row("b", "Somebody else, who stays here."),
                      name="gone-person.csv"))  # fmt: skip
    code = coded(fresh)
    ref = person_of(fresh)
    picked = next(k.ref for k in fresh.theme.codings() if k.snippet == SAID)
    fresh.respond.write_answer(WH, "2", [Piece(PieceKind.QUOTE, picked), Piece(PieceKind.WORDS, "Our own words.")])
    fresh.theme.keep(WH, code, "One of them said that nobody at the surgery listened to me until the third visit.")
    fresh.respond.make(WH, DocumentKind.SUBMISSION)
    (fresh.out / "copied.txt").write_text(f"Look: {SAID}", encoding="utf-8")
    gone = fresh.safeguard.withdraw(ref)
    assert gone.stale == ("womens-health-submission.docx",)
    assert gone.changed == ("copied.txt",)
    assert gone.typed == (f"the reason for the theme {WH}/{code}",)
    (fresh.out / "copied.txt").unlink()
    fresh.theme.keep(WH, code, "It matters all the same.")
    fresh.store.compact()
    left = everything(fresh)
    for trace in ("listened to me until", ref, picked, "gone@example.org", "Gone Person"):
        assert trace.encode() not in left, trace
    assert fresh.respond.answers(WH)["2"].pieces == (Piece(PieceKind.WORDS, "Our own words."),)


def test_the_name_of_a_file_leaves_with_its_last_person(fresh: Workbench, table: Callable[..., Path]) -> None:
    """An interview kept in a file named after somebody leaves no such name behind."""
    take(fresh, table(row("a"), name="jo-example-interview.csv"))
    fresh.safeguard.withdraw(person_of(fresh))
    assert b"jo-example" not in everything(fresh)


def test_refs_are_never_given_out_twice(fresh: Workbench, table: Callable[..., Path]) -> None:
    """After an undo and a withdrawal new people and answers get new refs."""
    take(fresh, table(row("a")))
    seen = set(fresh.safeguard.people()) | set(fresh.snapshot().contributions)
    fresh.safeguard.withdraw(person_of(fresh))
    take(fresh, table(row("b")))
    fresh.keeping.undo()
    take(fresh, table(row("c")))
    assert not seen & (set(fresh.safeguard.people()) | set(fresh.snapshot().contributions))


def test_undo_takes_everything_that_came_of_an_import(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Undo takes words, codings, permissions, documents and every byte of the import along."""
    take(fresh, table(row("a", "Stays here with us, whatever else comes in.", may_quote="no")))
    stays = person_of(fresh, "Stays here with us, whatever else comes in.")
    take(fresh, table(row("a", "The wrong file.", may_credit="yes"), row("b"), name="wrong.csv"))
    assert fresh.safeguard.people()[stays].allows(Use.CREDIT)
    coded(fresh)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    what, answers, deleted, *_ = fresh.keeping.undo()
    assert (what, answers, deleted) == ("wrong.csv", 2, ("womens-health-submission.docx",))
    assert not made.path.exists()
    assert list(fresh.safeguard.people()) == [stays]
    assert not fresh.safeguard.people()[stays].allows(Use.CREDIT)
    assert [c.text for c in fresh.snapshot().contributions.values()] == ["Stays here with us, whatever else comes in."]
    assert len(fresh.theme.codings()) == 1
    assert b"listened to me until" not in everything(fresh)


def test_words_of_concern_and_notes_in_our_words_are_never_quoted(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Neither a contribution with a concern nor a note that is not verbatim stands in quotation marks."""
    risky = "I waited so long that I wanted to die, and nobody called me back in all that time."
    note = "She said that she waited for half a year and that nobody ever called her back at all."
    take(fresh, table(row("a", risky), row("b", note, verbatim="in our words", written_by="Kim")))
    assert len(fresh.safeguard.concerns()) == 1
    coded(fresh)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert made.quotes == 0 and made.people == 2
    assert not [q for q in read_document(made.path).quotes if q.text in risky or q.text in note]


def test_a_claim_that_rests_on_one_person_needs_their_leave(fresh: Workbench, table: Callable[..., Path]) -> None:
    """One person who does not allow paraphrase is counted, but their point is nowhere told in our words."""
    take(fresh, table(row("a", may_paraphrase="no", may_quote="no")))
    code = coded(fresh)
    statement = next(c.statement for c in fresh.theme.codebook if c.id == code)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    text = "\n".join(read_texts(made.path)[1])
    assert statement and statement not in text
    assert Waiting.ONLY_ONE_RAISED_THEME in {b.kind for b in made.blockers}
    assert statement not in "\n".join(read_texts(fresh.respond.make(WH, DocumentKind.SUMMARY).path)[1])
    assert statement not in "\n".join(read_texts(fresh.respond.make(WH, DocumentKind.BRIEFING).path)[1])


def test_the_record_holds_no_words_refs_or_names(demo_made: tuple[Workbench, object]) -> None:
    """The record of acts says what was done, never to whom or with which words."""
    bench = demo_made[0]
    lines = bench.keeping.audit()
    s = bench.snapshot()
    said = " ".join(lines["act"])
    assert len(lines) > 10 and set(lines["intact"]) == {"yes"}
    assert not [r for r in (*s.people, *s.contributions) if r in said]


def test_speakers_of_an_export_are_not_mistaken_for_people(fresh: Workbench, table: Callable[..., Path]) -> None:
    """ "Member of staff" in an export is staff; what is not known is said, not guessed in silence."""
    path = table(row("a", speaker="Member of staff"), row("b", "Other.", speaker="a heron"))
    _, intake = fresh.gather.preview(path)
    assert intake.rows[0].speaker is Speaker.STAFF
    assert any("a heron" in n for n in intake.notes)
