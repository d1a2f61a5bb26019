"""The desk: decisions are kept, mistakes are sentences, and nothing is lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from consultwork.errors import BadSettings, Refused, UnknownRef
from consultwork.kinds import Kind, Waiting
from consultwork.model import CodingState, Position
from consultwork.text import clean
from consultwork.workbench import Workbench
from tests.refusing import refuses

WH = "womens-health"


def row(person: str, words: str) -> dict[str, str]:
    return {
        "person": person,
        "consultation": WH,
        "question": "1",
        "words": words,
        "may_count": "yes",
        "may_quote": "yes",
    }


def test_words_are_kept_as_they_were_read(fresh: Workbench, table: Callable[..., Path]) -> None:
    """From the file to the cleared text not a code point changes, but where a detail was replaced."""
    said = "👩‍👧 “Café”\n\tno — ‘never’ <b>again</b> =1+1 &amp; {{name}} ١٢"
    fresh.gather.import_file(table(row("a", said), row("b", f"{said} write to jo@example.org please")))
    fresh.safeguard.decide_all("replace")
    fresh.safeguard.clear()
    texts = {c.text for c in fresh.snapshot().contributions.values()}
    assert texts == {said, f"{said} write to [an e-mail address] please"}


def test_a_note_passes_the_gate_too(fresh: Workbench) -> None:
    """Words typed by hand may hold anything; what no file can hold is marked."""
    fresh.gather.add_note(WH, "lone \ud800 and \x00 end", written_by="Kim", question="1")
    assert fresh.safeguard.waiting()[0].words == clean("lone \ud800 and \x00 end").text


def test_an_import_that_breaks_half_way_leaves_nothing(
    fresh: Workbench, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When something fails in the middle of an import, nobody of it is in the database."""
    from consultwork.workbench.gather import gather_desk

    keep, seen = gather_desk.GatherDesk._keep, []

    def failing(self: gather_desk.GatherDesk, *arguments: object) -> None:
        seen.append(1)
        if len(seen) == 3:
            raise ZeroDivisionError
        keep(self, *arguments)  # type: ignore[arg-type]

    before = len(fresh.store.events())
    with monkeypatch.context() as m:
        m.setattr(gather_desk.GatherDesk, "_keep", failing)
        with pytest.raises(ZeroDivisionError):
            fresh.gather.import_file(table(*(row(f"p{n}", f"Words {n}") for n in range(5))))
    assert fresh.gather.table().empty and not fresh.safeguard.people() and len(fresh.store.events()) == before
    assert fresh.gather.import_file(table(*(row(f"p{n}", f"Words {n}") for n in range(5))))[1] == 5


def test_two_forms_at_once_lose_nothing(fresh: Workbench) -> None:
    """Answers that arrive from several threads at once are all kept, each with a ref of its own."""
    errors: list[BaseException] = []

    def send(name: str) -> None:
        try:
            for n in range(5):
                fresh.gather.add_note(WH, f"{name} said {n}", written_by="Kim", question="1")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=send, args=(name,)) for name in "abc"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    found = fresh.gather.table()
    assert not errors and len(found) == 15 and found["ref"].is_unique and found["person"].is_unique


def test_a_detail_found_later_is_taken_out_of_cleared_words(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Who changes "keep" to "replace" after clearing changes the words that are used from then on."""
    fresh.gather.import_file(table(row("a", "Ring me on 01632 960 123 at night.")))
    fresh.safeguard.decide_all("keep")
    fresh.safeguard.clear()
    (finding,) = fresh.safeguard.findings()
    fresh.safeguard.decide(finding.submission, {(finding.start, finding.end): "replace"})
    (c,) = fresh.snapshot().contributions.values()
    assert c.text == "Ring me on [a phone number] at night." and c.version == 2


def test_nothing_is_cleared_with_an_open_detail(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Words with a detail that nobody decided on are not cleared, whether named or not."""
    fresh.gather.import_file(table(row("a", "Ring me on 01632 960 123 at night.")))
    assert fresh.safeguard.clear() == 0
    with refuses(Refused, Kind.DETAIL_WAITS):
        fresh.safeguard.clear([fresh.safeguard.waiting()[0].ref])


def test_a_passage_must_stand_there(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A passage is coded where its exact words stand, and refused where they do not."""
    fresh.gather.import_file(table(row("a", "🙂 I waited a year.")))
    fresh.safeguard.clear()
    (c,), code = fresh.snapshot().contributions.values(), fresh.theme.codebook[0].id
    ref = fresh.theme.add(c.ref, code, "I waited a year.", "for")
    (k,) = fresh.theme.codings()
    assert (k.ref, k.start, c.text[k.start : k.end], k.position) == (ref, 2, "I waited a year.", Position.FOR)
    assert fresh.theme.add(c.ref, code, "I waited a year.") == ref and len(fresh.theme.codings()) == 1
    for wrong in ("I waited two years.", ""):
        with pytest.raises(Refused):
            fresh.theme.add(c.ref, code, wrong)
    with pytest.raises(UnknownRef):
        fresh.theme.add(c.ref, "no-such-code", "I waited")
    with refuses(Refused, Kind.NO_SUCH_STATE_OR_POSITION):
        fresh.theme.decide(ref, "acceptd")
    with pytest.raises(UnknownRef):
        fresh.theme.decide("K-9999", "accepted")


def test_codings_whose_code_is_gone_are_named(fresh: Workbench, table: Callable[..., Path], tmp_path: Path) -> None:
    """A new codebook without a code that is in use says what counts nowhere now."""
    fresh.gather.import_file(table(row("a", "I waited a year.")))
    fresh.safeguard.clear()
    (c,), code = fresh.snapshot().contributions.values(), fresh.theme.codebook[-1].id
    fresh.theme.add(c.ref, code, "I waited a year.")
    fresh.theme.save_codebook(tmp_path / "codes.csv")
    kept = [
        x for x in (tmp_path / "codes.csv").read_text(encoding="utf-8").splitlines() if not x.startswith(f"{code},")
    ]
    (tmp_path / "fewer.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    fresh.theme.load_codebook(tmp_path / "fewer.csv")
    assert [b for b in fresh.theme.blockers() if b.ref == code and b.kind is Waiting.CODE_IS_GONE]
    fresh.theme.load_codebook(tmp_path / "codes.csv")
    assert fresh.theme.codings(state=CodingState.ACCEPTED)
    assert not [b for b in fresh.theme.blockers() if b.kind is Waiting.CODE_IS_GONE]


def test_a_consultation_of_our_own_never_replaces_another(fresh: Workbench) -> None:
    """Pasted questions become a consultation, verified; an id that is taken, or no id, is refused."""
    questions = fresh.plan.propose("1. What helps you?\n2. What does not?\n")
    made = fresh.plan.add_consultation("hospital-food", "Hospital food", "The trust", questions, checked_by="Kim")
    assert fresh.consultation("hospital-food") == made and made.questions[0].wording.value == "verified"
    with refuses(Refused, Kind.CONSULTATION_IS_THERE):
        fresh.plan.add_consultation("hospital-food", "Hospital food", "The trust", questions[:1])
    assert len(fresh.consultation("hospital-food").questions) == 2
    again = fresh.plan.add_consultation("hospital-food", "Hospital food", "The trust", questions[:1], again=True)
    assert again.questions[1:] == ()
    fresh.gather.add_note("hospital-food", "Warm food.", written_by="Kim", question="1")
    other = fresh.plan.propose("7. What else?")
    with refuses(Refused, Kind.QUESTION_WITH_ANSWERS_WOULD_BE_LOST, id="hospital-food"):
        fresh.plan.add_consultation("hospital-food", "Hospital food", "The trust", other, again=True)
    assert fresh.consultation("hospital-food") == again
    with refuses(Refused, Kind.ID_IS_TAKEN):
        fresh.plan.add_consultation(WH, "Something else", "x", questions)
    with pytest.raises(BadSettings):
        fresh.plan.add_consultation("../outside", "x", "y", questions)
    assert not (fresh.root.parent / "outside.yaml").exists()


def test_the_note_for_those_who_took_part_tells_no_dissent_as_a_wish(
    fresh: Workbench, table: Callable[..., Path]
) -> None:
    """ "You said" never tells people that they said what they are against."""
    ask = next(a for a in fresh.asks.values() if WH in a.consultations and a.codes)
    code = next(c for c in fresh.theme.codebook if c.id in ask.codes)
    fresh.gather.import_file(table(row("a", "I am against all of it."), row("b", "Me too, quite against it.")))
    fresh.safeguard.clear()
    for c in fresh.snapshot().contributions.values():
        fresh.theme.add(c.ref, code.id, c.text, "against")
    from consultwork.ooxml import read_texts

    assert code.statement and code.statement not in "\n".join(read_texts(fresh.follow_up.note(WH))[1])
