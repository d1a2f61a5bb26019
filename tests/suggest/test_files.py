"""The two commands on files: what goes in, what comes out, and one sentence when something is wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from consultwork.cli import main
from consultwork.errors import BadFile, BadSettings, Refused
from consultwork.kinds import Kind
from consultwork.suggest.files import redact_file, suggest_file
from tests.refusing import refuses

CODES = [
    ["code", "definition", "keywords"],
    ["Waiting", "How long people wait.", "wait*; delay; queue"],
    ["Kindness", "How kind people are.", "kind; caring; rude"],
    ["Food", "What there is to eat.", "food; meal*; hungry"],
    ["Praise & thanks", "General praise.", "great; thank*; good"],
]
ABOUT = {
    "Waiting": ["months", "appointment", "clock", "list", "late", "slow", "hours", "weeks", "phone"],
    "Kindness": ["smile", "warm", "gentle", "manner", "listened", "voice", "hand", "patience"],
    "Food": ["breakfast", "toast", "soup", "cold", "portion", "vegetarian", "tray", "kitchen"],
}
FILLER = [
    "the",
    "and",
    "then",
    "it",
    "was",
    "so",
    "they",
    "we",
    "our",
    "day",
    "there",
    "at",
    "in",
    "when",
    "after",
    "some",
    "people",
    "staff",
    "place",
    "came",
]


def _write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    return _write(tmp_path / "codes.csv", CODES)


def _made_up(n: int, seed: int, *, keywords: bool = False) -> list[tuple[str, str]]:
    """Comments with known codes, mostly in words that the codebook does not have."""
    draw = np.random.default_rng(seed)
    made = []
    for _ in range(n):
        codes = sorted(draw.choice(list(ABOUT), size=int(draw.choice([0, 1, 1, 1, 2])), replace=False))
        said = [w for c in codes for w in draw.choice(ABOUT[c], size=3, replace=False)]
        said += list(draw.choice(FILLER, size=8))
        draw.shuffle(said)
        made.append((" ".join(said), "|".join(codes)))
    return made


def _f1(rows: list[dict[str, str]], truth: list[str]) -> float:
    marked = {(r["row"], r["code"]) for r in rows if r["likely"] == "1"}
    right = {(str(n), code) for n, codes in enumerate(truth, 1) for code in codes.split("|") if code}
    return 2 * len(marked & right) / max(len(marked) + len(right), 1)


def test_every_row_gets_three_ranks_by_row_number(tmp_path: Path, codebook: Path) -> None:
    """Each data row has ranks 1 to 3 with falling chances, also a blank one and one with line breaks."""
    rows = [["text", "n"], ["I waited weeks,\nthen more weeks", "1"], ["", "2"], ["  ", "3"], ["kind 😀 staff", "4"]]
    out = tmp_path / "out.csv"
    account = suggest_file(_write(tmp_path / "in.csv", rows), codebook, out, text="text")
    found = _read(out)
    assert list(found[0]) == ["row", "rank", "code", "probability", "likely", "reason"]
    assert [r["row"] for r in found] == [str(n) for n in (1, 2, 3, 4) for _ in range(3)]
    assert [r["rank"] for r in found] == ["1", "2", "3"] * 4
    chances = [float(r["probability"]) for r in found]
    assert all(a >= b for n in range(0, 12, 3) for a, b in zip(chances[n:], chances[n + 1 : n + 3], strict=False))
    assert found[0]["code"] == "Waiting"
    assert found[0]["likely"] == "1"
    assert "waited" in found[0]["reason"]
    assert all(r["likely"] == "0" for r in found if r["row"] in "23")
    assert account.endswith(".")


def test_rows_are_named_by_their_id(tmp_path: Path, codebook: Path) -> None:
    """Where the file has a column id, rows carry it as it stands."""
    out = tmp_path / "out.csv"
    file = _write(tmp_path / "in.csv", [["id", "text"], ["007", "kind"], ["x,1", "food"]])
    suggest_file(file, codebook, out, text="text")
    assert [r["id"] for r in _read(out)] == ["007"] * 3 + ["x,1"] * 3
    redact_file(file, out, text="id")
    assert next(csv.reader(out.open(encoding="utf-8"))) == ["id", "start", "end", "kind", "words", "stand_in"]


def test_learning_helps_and_likely_is_sensible(tmp_path: Path, codebook: Path) -> None:
    """Words that only confirmed comments have are learnt: micro-F1 rises far above the keywords' own."""
    test, train = _made_up(150, 1), _made_up(200, 2)
    file = _write(tmp_path / "in.csv", [["text"], *([t] for t, _ in test)])
    learn = _write(tmp_path / "train.csv", [["text", "labels"], *([t, c] for t, c in train)])
    out = tmp_path / "out.csv"
    suggest_file(file, codebook, out, text="text")
    before = _f1(_read(out), [c for _, c in test])
    suggest_file(file, codebook, out, text="text", learn=learn, labels="labels")
    after = _f1(_read(out), [c for _, c in test])
    assert after > 0.9
    assert after > before + 0.2
    assert any("like " in r["reason"] and "passages coded" in r["reason"] for r in _read(out))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, codebook: Path) -> None:
    """Two runs write the same file, byte for byte."""
    file = _write(tmp_path / "in.csv", [["text", "labels"], *([t, c] for t, c in _made_up(80, 3))])
    for name in ("a.csv", "b.csv"):
        suggest_file(file, codebook, tmp_path / name, text="text", learn=file, labels="labels")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize("rows", [1, 2, 5, 20])
@pytest.mark.parametrize("labels", ["", "Waiting", "Waiting|Food", "Elsewhere|Food"])
def test_a_handful_of_confirmed_comments_is_enough_to_run(
    tmp_path: Path, codebook: Path, rows: int, labels: str
) -> None:
    """One to twenty coded comments, all alike or all "none fits", change no clear case."""
    learn = _write(tmp_path / "t.csv", [["text", "c"], *([f"some words {n}", labels] for n in range(rows))])
    file = _write(tmp_path / "in.csv", [["text"], ["I waited in a queue, such a delay"], ["blue"]])
    out = tmp_path / "out.csv"
    suggest_file(file, codebook, out, text="text", learn=learn, labels="c")
    found = _read(out)
    assert len(found) >= 6
    assert found[0]["code"] == "Waiting"
    assert all(0 <= float(r["probability"]) <= 1 for r in found)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_small_codebooks_give_as_many_ranks_as_codes(tmp_path: Path, n: int) -> None:
    """With fewer than three codes there are as many ranks as codes."""
    codebook = _write(tmp_path / "c.csv", CODES[: n + 1])
    out = tmp_path / "out.csv"
    suggest_file(_write(tmp_path / "in.csv", [["text"], ["a long delay"], ["kind"]]), codebook, out, text="text")
    assert len(_read(out)) == 2 * n


def test_the_question_turns_everything_round(tmp_path: Path) -> None:
    """Nothing to improve is praise, nothing good is blame; with "Everything" it is the other way round."""
    codes = [
        ["code", "definition", "keywords"], ["Praise", "General praise", "great"], ["Waiting", "Waits", "wait*"],
        ["Dissatisfaction", "General blame", "awful"], ["Food", "Meals", "food"], ["Rooms", "Rooms", "room*"],
    ]  # fmt: skip
    better, good = "What could be better?", "What was good?"
    asked = [("Nothing", better), ("Nothing", good), ("Everything.", better), ("everything", good)]
    file = _write(tmp_path / "in.csv", [["q", "text"], *([q, t] for t, q in asked)])
    out = tmp_path / "out.csv"
    suggest_file(file, _write(tmp_path / "c.csv", codes), out, text="text", question="q")
    first = [r["code"] for r in _read(out) if r["rank"] == "1"]
    assert first == ["Praise", "Dissatisfaction", "Dissatisfaction", "Praise"]


def test_a_codebook_without_keywords_lends_its_own_words(tmp_path: Path) -> None:
    """Where there are no keywords, those of names, definitions and examples point to the code."""
    codes = [["code", "definition", "examples"], ["Noise", "Loud nights and slamming doors", ""],
             ["Food", "Meals and drinks", "The soup was cold | No vegetarian choice"]]  # fmt: skip
    out = tmp_path / "out.csv"
    file = _write(tmp_path / "in.csv", [["text"], ["doors slamming all night"], ["more vegetarian soup"]])
    suggest_file(file, _write(tmp_path / "c.csv", codes), out, text="text")
    assert [r["code"] for r in _read(out) if r["rank"] == "1"] == ["Noise", "Food"]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """A formula or HTML in a comment or a code never becomes the start of a reason cell."""
    codes = [["code", "definition", "keywords"], ["=1+1", "x", "=cmd|'/c calc'!a1; +44; <script>"], ["b", "y", "z"]]
    file = _write(tmp_path / "in.csv", [["text"], ["=cmd|'/c calc'!A1 <script>alert(1)</script> +44 @SUM(1)"]])
    out = tmp_path / "out.csv"
    suggest_file(file, _write(tmp_path / "c.csv", codes), out, text="text")
    assert all(r["reason"][:1] not in "=+-@\t" for r in _read(out))


def test_offsets_hold_in_the_cell_as_read(tmp_path: Path) -> None:
    """Findings are found again in the cell at their offsets, after emoji and line breaks, words unchanged."""
    cells = ["😀😀 ask Dr Patel\nat Conquest Hospital", "", 'a "quoted" @lucky_star77', "=1+1 ring 07700 900123"]
    out = tmp_path / "out.csv"
    account = redact_file(_write(tmp_path / "in.csv", [["w"], *([c] for c in cells)]), out, text="w")
    found = _read(out)
    assert [r["row"] for r in found] == ["1", "1", "3", "4"]
    assert all(cells[int(r["row"]) - 1][int(r["start"]) : int(r["end"])] == r["words"] for r in found)
    assert found[2]["words"] == "@lucky_star77"
    assert "4 personal details in 3 of 4 rows" in account


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_from_excel_are_read(tmp_path: Path, codebook: Path, encoding: str) -> None:
    """UTF-8 with and without a mark, Windows' own encoding and Excel's Unicode text all give the same."""
    out = tmp_path / "out.csv"
    file = _write(tmp_path / "in.csv", [["id", "text"], ["1", "Dr Siân said “wait”"]], encoding)
    redact_file(file, out, text="text")
    assert _read(out)[0]["words"] == "Dr Siân"


def _wrong(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "zip.csv").write_bytes(b"PK\x03\x04\x00\x00")
    (tmp_path / "ragged.csv").write_text("text\na,b,c\n", encoding="utf-8")
    (tmp_path / "open.csv").write_text('text\n"never closed\n', encoding="utf-8")
    return {p.name: p for p in tmp_path.glob("*.csv")}


@pytest.mark.parametrize("name", ["missing.csv", "empty.csv", "zip.csv", "ragged.csv", "open.csv"])
def test_a_bad_file_is_one_sentence_and_nothing_is_written(tmp_path: Path, codebook: Path, name: str) -> None:
    """What cannot be read is refused with its name, and no file is left behind."""
    _wrong(tmp_path)
    out = tmp_path / "out.csv"
    for call in (
        lambda: suggest_file(tmp_path / name, codebook, out, text="text"),
        lambda: redact_file(tmp_path / name, out, text="text"),
    ):
        with pytest.raises(BadFile) as error:
            call()
        assert name in error.value.where
        assert "\n" not in error.value.sentence
    assert not list(tmp_path.glob("out*"))


def test_bad_settings_are_one_sentence(tmp_path: Path, codebook: Path) -> None:
    """A missing column, an empty codebook, codes twice, and half of --learn and --labels are refused."""
    file = _write(tmp_path / "in.csv", [["text", "labels"], ["kind", "Elsewhere"]])
    out = tmp_path / "out.csv"
    empty = _write(tmp_path / "e.csv", CODES[:1])
    twice = _write(tmp_path / "w.csv", [*CODES, CODES[1]])
    with refuses(BadFile, Kind.NO_COLUMN, fact="words"):
        suggest_file(file, codebook, out, text="words")
    with refuses(BadFile, Kind.NO_COLUMN, fact="asked"):
        suggest_file(file, codebook, out, text="text", question="asked")
    with refuses(BadSettings, Kind.CODEBOOK_HAS_NO_CODES):
        suggest_file(file, empty, out, text="text")
    with refuses(BadSettings, Kind.CODE_STANDS_TWICE):
        suggest_file(file, twice, out, text="text")
    with refuses(Refused, Kind.LEARNING_NEEDS_MORE):
        suggest_file(file, codebook, out, text="text", learn=file)
    with refuses(Refused, Kind.LEARNING_NEEDS_MORE):
        suggest_file(file, codebook, out, text="text", labels="labels")
    with refuses(BadFile, Kind.LABELS_ARE_NO_CODES, example="Elsewhere"):
        suggest_file(file, codebook, out, text="text", learn=file, labels="labels")
    assert not out.exists()


def test_an_older_result_survives_a_refusal(tmp_path: Path, codebook: Path) -> None:
    """A refused run leaves an earlier result as it was."""
    out = tmp_path / "out.csv"
    out.write_text("earlier", encoding="utf-8")
    with pytest.raises(BadFile):
        suggest_file(tmp_path / "missing.csv", codebook, out, text="text")
    assert out.read_text(encoding="utf-8") == "earlier"


def test_both_commands_run_without_a_workspace(
    tmp_path: Path, codebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``consultwork suggest`` and ``redact`` exit with 0 and say what they did; a refusal exits with 2."""
    file = _write(tmp_path / "in.csv", [["text"], ["Dr Patel made me wait"]])
    out = tmp_path / "out.csv"
    arguments = ["suggest", str(file), "--codebook", str(codebook), "--text", "text", "--out", str(out)]
    assert main(arguments) == 0
    assert "1 of 1 rows" in capsys.readouterr().out
    assert _read(out)[0]["code"] == "Waiting"
    assert main(["redact", str(file), "--text", "text", "--out", str(out)]) == 0
    assert _read(out)[0]["words"] == "Dr Patel"
    assert main(["redact", str(file), "--text", "nothing", "--out", str(out)]) == 2
    assert "There is no column" in capsys.readouterr().err
