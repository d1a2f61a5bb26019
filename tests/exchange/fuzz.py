"""Files nobody meant to make: seeds, how they are spoilt, and what every reader must do with them.

Run alone for as long as FUZZ_SECONDS says (600 by default): ``python -m tests.exchange.fuzz``.
Whatever comes, a file is read or refused by an error of ours, and within seconds.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from consultwork.errors import ConsultworkError
from consultwork.exchange.door import ReadingMethod, way_of
from consultwork.exchange.question_paper import propose_questions, read_paper
from consultwork.exchange.tables import propose_mapping, read_intake, read_mapping, read_table
from consultwork.exchange.transcript import propose_words, read_transcript, read_words_mapping, words_intake
from consultwork.ooxml import read_changes, read_comments, read_document
from tests.exchange.made_exports import ASKED, EXPORTS, old_workbook
from tests.exchange.test_transcript import TALK, odt, pdf

SLOWEST = 20  # seconds for one file; a reader that takes longer hangs
_SIGNS = (b"\0", b'"', b"\\", b",", b";", b"\n", b"\r", b"<", b">", b"&", b"{", b"}", b"[", b":", b"\xff\xfe", b"\xef\xbb\xbf", b"9" * 30, b"-1",
          b"=", b"</", b"]]>", b"\xed\xa0\x80", b"%PDF-", b"PK\x03\x04", b"{\\rtf1", b"\\u-99999?", b"stream", b"endobj", b"0 R")  # fmt: skip


def seeds(folder: Path) -> dict[str, bytes]:
    """Small good files of every kind that is read, by their names."""
    found = {f"{name}.csv": make().encode() for name, make in EXPORTS.items()}
    found["tabs.txt"] = b"a\tb\tc\n1\t2\t3\n4\t5\t6\n"
    found["wide.csv"] = EXPORTS["SurveyMonkey"]().encode("utf-16")
    book = Workbook()
    for row in (
        ["Id", "Which meals?", None, "What was good?"],
        [None, "Lunch", "Supper", None],
        [1, "Lunch", None, "Soup"],
    ):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    book.create_sheet("Old").append(["x", 1.5, True])
    book.save(folder / "a.xlsx")
    found["a.xlsx"] = (folder / "a.xlsx").read_bytes()
    found["a.xls"] = old_workbook(folder / "a.xls").read_bytes()
    document = Document()
    document.add_paragraph("INT: How was it?")
    document.add_comment(document.add_paragraph("P1: Cold.").runs, text="hm", author="Ann")
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "INT", "Why?"
    document.save(folder / "a.docx")
    found["a.docx"] = (folder / "a.docx").read_bytes()
    found["a.odt"] = odt(
        "<text:p>INT: How?<text:s text:c='2'/></text:p><text:p>P1: <text:span>Cold</text:span></text:p>"
    )
    found["a.rtf"] = b"{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}INT: How?\\par P1: Caf\\'e9 \\u8220?\\par}"
    found["a.pdf"] = pdf("INT: How was it?", "P1: Cold.")
    found["a.txt"] = TALK.encode()
    found["table.yaml"] = (
        b"layout: people\ncolumns:\n  a: {use: answer, question: 3}\n  b: {use: permission, permission: [quote]}\n"
    )
    found["words.yaml"] = b"consultation: food\nspeakers: {INT: interviewer, P1: person}\nsaid_on: 2022-01-04\n"
    return found


def spoilt(name: str, data: bytes, chance: random.Random) -> bytes:
    """A good file with something wrong in it; in a package, mostly in one of its parts."""
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.8:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            members = old.namelist()
            chosen = set(chance.sample(members, min(len(members), chance.choice((1, 1, 2)))))
            for member in members:
                part = old.read(member)
                if member in chosen and chance.random() < 0.1:
                    continue
                new.writestr(member, _bytes(part, chance) if member in chosen else part)
        return made.getvalue()
    return _bytes(data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 2, 8, 64, 512)))
        kind = chance.randrange(7)
        if kind == 0:
            del made[at:end]
        elif kind == 1:
            made[at:at] = chance.choice(_SIGNS)
        elif kind == 2 and at < len(made):
            made[at] = chance.randrange(256)
        elif kind == 3:
            made[at:at] = made[at:end] * chance.choice((1, 2, 50))
        elif kind == 4:
            made[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 5:
            del made[at:]
        else:
            other = chance.randrange(len(made) + 1)
            made[at:end] = made[other : other + end - at]
    return bytes(made)


def read(path: Path) -> None:
    """Everything that is done with a file before it is kept. Only errors of ours come out."""
    if path.suffix == ".yaml":
        reader: Callable[[Path], object] = read_mapping if path.name.startswith("table") else read_words_mapping
        _ours(lambda: reader(path))
        return
    if path.suffix == ".docx":
        for look in (read_document, read_comments, read_changes):
            _ours(lambda look=look: look(path))  # type: ignore[misc]  # a default keeps the function
    if path.suffix in (".docx", ".pdf", ".txt"):
        _ours(lambda: propose_questions(read_paper(path)))
    _ours(lambda: _whole(path))


def _whole(path: Path) -> None:
    if way_of(path) is ReadingMethod.TABLE:
        table = read_table(path)
        read_intake(table, propose_mapping(table, [ASKED], "food"), [ASKED])
        return
    for original in (False, True):
        transcript = read_transcript(path, original=original)
        words_intake(transcript, propose_words(transcript, "food"), [ASKED])


def _ours(act: Callable[[], object]) -> None:
    try:
        act()
    except ConsultworkError as error:
        assert error.sentence and error.todo


@contextmanager
def in_time(seconds: int = SLOWEST):  # type: ignore[no-untyped-def]
    """Fail when what is inside takes too long, where the system can tell."""

    def late(*_: object) -> None:
        raise AssertionError(f"longer than {seconds} seconds")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> int:
    """Spoil and read until the time is up. Files that break a reader are kept in out/fuzz/."""
    seconds = float(os.environ.get("FUZZ_SECONDS", "600"))
    start = int(os.environ.get("FUZZ_SEED", "0") or 0) or random.SystemRandom().randrange(2**32)
    kept, broken = Path("out/fuzz"), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = seeds(folder)
        corpus = Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "messy"
        if corpus.is_dir():
            good |= {p.name: p.read_bytes() for p in corpus.iterdir() if p.stat().st_size < 60_000}
        print(f"{len(good)} seeds, {seconds:g} seconds, FUZZ_SEED={start}", flush=True)  # noqa: T201 - a script
        for at, (called, data) in enumerate(good.items()):
            until, n = time.monotonic() + seconds / len(good), 0
            while time.monotonic() < until:
                chance = random.Random(f"{start}:{at}:{n}")
                path = folder / called
                path.write_bytes(spoilt(called, data, chance))
                n += 1
                try:
                    with in_time():
                        read(path)
                except BaseException as error:
                    if isinstance(error, KeyboardInterrupt):
                        raise
                    broken += 1
                    kept.mkdir(parents=True, exist_ok=True)
                    (kept / f"{broken}-{called}").write_bytes(path.read_bytes())
                    print(f"{called} {n}: {type(error).__name__}: {str(error)[:200]}", flush=True)  # noqa: T201 - a script
                    if broken > 50:
                        return 1
            print(f"{called}: {n} files", flush=True)  # noqa: T201 - a script
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
