"""The next wave of a survey, and transcripts at the desk: remembered, nothing twice, all or nothing, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.cli import main
from consultwork.errors import BadFile, Undecided
from consultwork.kinds import Kind
from consultwork.workbench import Workbench
from tests.exchange.made_exports import as_csv
from tests.refusing import refuses

WH = "womens-health"
HEAD = ["Respondent ID", "Collector ID", "What is your age group?", "Tell us your story", "Anything else?"]
ONE = ["1", "7", "25 to 34", "They would not listen to me at all", "N/A"]
TWO = ["2", "7", "35 to 44", "Somebody came at last and stayed", "nothing"]


def wave(folder: Path, *rows: list[str], name: str = "wave.csv") -> Path:
    path = folder / name
    path.write_text(as_csv(HEAD, *rows), encoding="utf-8")
    return path


def test_a_confirmed_mapping_is_proposed_for_the_next_wave_without_doubts(fresh: Workbench, tmp_path: Path) -> None:
    """What a person said of the columns holds for every file with the same header, and is said to."""
    path = wave(tmp_path, ONE)
    used, _ = fresh.gather.preview(path, consultation=WH)
    assert used.doubts
    with pytest.raises(Undecided):
        fresh.gather.import_file(path, consultation=WH)
    columns = {
        **used.columns,
        "Tell us your story": used.columns["Tell us your story"].model_copy(update={"question": "1"}),
    }
    fresh.gather.import_file(path, mapping=used.model_copy(update={"columns": columns, "doubts": []}))
    second = wave(tmp_path, ONE, TWO, name="wave two.csv")
    again, intake = fresh.gather.preview(second, consultation=WH)
    assert again.doubts == [] and again.columns == columns
    assert any("confirmed before" in n for n in intake.notes) and {r.question for r in intake.rows} == {"1"}
    assert len(list((fresh.root / "data" / "mappings").glob("*.yaml"))) == 1
    other, _ = fresh.gather.preview(second, consultation="crisis-house")
    assert other.doubts


def test_a_wave_that_comes_twice_adds_nothing_twice(fresh: Workbench, tmp_path: Path) -> None:
    """The same file adds nothing; a longer one adds what is new; blanks are counted each time."""
    path = wave(tmp_path, ONE)
    used, _ = fresh.gather.preview(path, consultation=WH)
    intake, new = fresh.gather.import_file(path, mapping=used)
    assert (len(intake.rows), new, len(intake.set_aside)) == (1, 1, 1)
    assert fresh.gather.import_file(path, mapping=used)[1] == 0
    assert fresh.gather.import_file(wave(tmp_path, ONE, TWO, name="b.csv"), mapping=used)[1] == 1
    assert [dict(p.about) for p in fresh.safeguard.people().values()] == [{"age": "25 to 34"}, {"age": "35 to 44"}]


TALK = "Ann: How was it for you?\nBo: They would not listen to me.\nAnn: And then?\nBo: Then somebody came.\n"


def talk(folder: Path) -> Path:
    path = folder / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_a_transcript_comes_in_whole_and_only_once(fresh: Workbench, tmp_path: Path) -> None:
    """Who is who is corrected first; then every turn is kept, and the same file adds nothing."""
    path = talk(tmp_path)
    with pytest.raises(Undecided):
        fresh.gather.import_words(path, consultation=WH)
    assert not len(fresh.gather.table())
    used, _ = fresh.gather.preview_words(path, consultation=WH)
    _, new = fresh.gather.import_words(path, mapping=used)
    assert new == 2 and len(fresh.safeguard.people()) == 1
    assert fresh.gather.import_words(path, mapping=used)[1] == 0


def test_names_in_what_was_asked_and_in_the_files_name_are_not_kept(fresh: Workbench, tmp_path: Path) -> None:
    """Nobody clears what the interviewer said: names in it are replaced, and a file's name is not kept."""
    path = tmp_path / "Interview with Jessica Bloggs.txt"
    path.write_text("INT: Jessica Bloggs, how did you get there, on 07700 900123?\nP1: By bus.\n", encoding="utf-8")
    used, intake = fresh.gather.preview_words(path, consultation=WH)
    assert (
        used.doubts == []
        and "07700" not in intake.rows[0].prompt
        and any("in what was asked" in n for n in intake.notes)
    )
    fresh.gather.import_words(path, consultation=WH)
    assert b"Interview with" not in (fresh.root / "consultwork.db").read_bytes()


def test_a_table_is_no_transcript_and_a_transcript_no_table(fresh: Workbench, tmp_path: Path) -> None:
    """Each is refused by the other's way in, with where to go."""
    with refuses(BadFile, Kind.TEXT_AND_NO_TABLE):
        fresh.gather.preview(talk(tmp_path))
    with refuses(BadFile, Kind.TABLE_AND_NO_TEXT):
        fresh.gather.preview_words(wave(tmp_path, ONE))


def test_on_the_command_line_who_is_who_is_asked_then_taken_in_then_undone(
    fresh: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unsure, the import stops with 2 and a MAP.yaml; a dry run says the same and changes nothing; undo takes it back."""
    path, root = talk(tmp_path), ["-w", str(fresh.root)]
    assert main([*root, "import", str(path), "--consultation", WH]) == 2
    target = tmp_path / "talk.MAP.yaml"
    assert target.is_file() and "who speaks" in capsys.readouterr().err
    given = ["import", str(path), "--mapping", str(target)]
    assert main([*root, *given, "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert "2 answers from 1 people" in dry and "Nothing was changed." in dry and not len(fresh.gather.table())
    assert main([*root, *given]) == 0
    wet = capsys.readouterr().out
    assert dry.splitlines()[:-1] == wet.splitlines()[:-1] and len(fresh.gather.table()) == 2
    assert main([*root, "undo"]) == 0
    assert not len(fresh.gather.table())


def test_on_the_command_line_a_confirmed_mapping_is_remembered(fresh: Workbench, tmp_path: Path) -> None:
    """The second wave needs no mapping any more."""
    path, root = wave(tmp_path, ONE), ["-w", str(fresh.root)]
    assert main([*root, "import", str(path), "--consultation", WH]) == 2
    assert main([*root, "import", str(path), "--mapping", str(tmp_path / "wave.MAP.yaml")]) == 0
    assert main([*root, "import", str(wave(tmp_path, TWO, name="next.csv")), "--consultation", WH]) == 0
    assert len(fresh.gather.table()) == 2
