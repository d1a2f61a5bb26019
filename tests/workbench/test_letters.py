"""A letter is led to its question: three proposed, a person decides, a form's own question stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.cli import main
from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.suggest.questions import Answers
from consultwork.workbench import Workbench
from tests.refusing import refuses

WH = "womens-health"


def letter(bench: Workbench, words: str) -> str:
    """Take the question from one answer, so that it is a letter with these words."""
    from sqlalchemy import update

    from consultwork.store import schema
    from consultwork.store import words as store

    ref = sorted(bench.snapshot().of(WH))[0]
    submission = bench.snapshot().contributions[ref].answer
    with bench.store.write("Kim", "make it a letter") as w:
        store.clear(w, submission, words, by="Kim", at=bench.clock())
        w.run(update(schema.submission).where(schema.submission.c.ref == submission).values(question=""))
    return ref


def mine(bench: Workbench, ref: str) -> Answers | None:
    return next((found for said, found in bench.mapping.letters(WH) if said.ref == ref), None)


def test_a_letter_is_placed_by_a_person_and_not_asked_about_again(demo_copy: Workbench) -> None:
    """Three are proposed with a reason; a form's own question cannot be changed."""
    bench = demo_copy
    ref = letter(bench, "Made up: nobody at the surgery ever asks what periods and the menopause do to my mood.")
    found = mine(bench, ref)
    assert found and len(found.questions) == 3 and not found.none
    assert all(why for _, _, why in found.questions)
    bench.mapping.place(ref, found.questions[0][0])
    assert mine(bench, ref) is None
    assert bench.snapshot().contributions[ref].question == found.questions[0][0]
    bench.mapping.place(ref, "")
    assert bench.snapshot().contributions[ref].question == "" and mine(bench, ref) is None
    other = next(r for r, c in bench.snapshot().of(WH).items() if c.question and r != ref)
    with refuses(Refused, Kind.QUESTION_OF_THE_FORM_STANDS):
        bench.mapping.place(other, "1")


def test_what_answers_nothing_is_said_to(demo_copy: Workbench) -> None:
    """Words that have nothing to do with any question."""
    bench = demo_copy
    found = mine(bench, letter(bench, "Made up: xylophone umbrella, photocopier."))
    assert found and found.none


def test_the_commands_of_the_theming_room(
    demo_copy: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """export, read-project, framework, codebook, agreement: each does its work and says so."""
    root = ["-w", str(demo_copy.root)]
    assert main([*root, "export", str(tmp_path / "a.qdpx")]) == 0
    assert main([*root, "read-project", str(tmp_path / "a.qdpx")]) == 0
    assert main([*root, "read-project", str(tmp_path / "a.qdpx"), "--out", str(tmp_path / "tables")]) == 0
    assert (tmp_path / "tables" / "codings.csv").is_file()
    assert main([*root, "framework", "--consultation", WH, "--out", str(tmp_path / "m.xlsx")]) == 0
    assert main([*root, "framework", "--consultation", WH, "--read", str(tmp_path / "m.xlsx")]) == 0
    assert main([*root, "codebook", "--alike"]) == 0
    assert main([*root, "codebook"]) == 0
    assert main([*root, "agreement"]) == 2
    rows = ["unit,coder,value"]
    for coder, line in enumerate(
        ("1 2 3 3 2 1 4 1 2 * * *", "1 2 3 3 2 2 4 1 2 5 * 3", "* 3 3 3 2 3 4 2 2 5 1 *", "1 2 3 3 2 4 4 1 2 5 1 *")
    ):
        rows += [f"{n},{coder},{v}" for n, v in enumerate(line.split()) if v != "*"]
    (tmp_path / "values.csv").write_text("\n".join(rows), encoding="utf-8")
    capsys.readouterr()
    assert main(["agreement", str(tmp_path / "values.csv"), "--level", "ordinal"]) == 0
    assert "alpha (ordinal): 0.8" in capsys.readouterr().out
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["agreement", str(tmp_path / "bad.csv")]) == 2
    assert "unit, coder, value" in capsys.readouterr().err
