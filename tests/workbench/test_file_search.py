"""Files are looked through by what they hold: what cannot be read is named, and nothing is passed over."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consultwork.files.limits import MB, Budget
from consultwork.files.texts import texts_in, texts_of
from consultwork.files.unread import Unread, UnreadFile, Why
from consultwork.store.traces import Traces
from consultwork.workbench import Workbench
from consultwork.workbench.file_search import FileFound, files_with
from tests.files import made
from tests.workbench.test_withdrawal import NAME, SAID, fill

OTHERS = "The bus stop outside was moved twice last winter, and nobody in the street was ever asked about it."


def planted(folder: Path, words: str) -> dict[str, Why | None]:
    """Fifteen files of fifteen kinds in which somebody's words stand; why each cannot be read, None where it can."""
    wide = words.encode("utf-16-le")
    files: dict[str, tuple[bytes, Why | None]] = {
        "damaged.docx": (made.docx(words)[:-2000], Why.DAMAGED),
        "printed.pdf": (made.pdf(words), None),
        "sent.eml": (made.message(words), None),
        "outlook.msg": (made.ole({"__substg1.0_1000001F": wide}), None),
        "folder.zip": (made.zipped({"in/minutes.docx": made.docx(words)}), None),
        "old.doc": (made.ole({"WordDocument": bytes(1024) + words.encode("cp1252")}), None),
        "old.xls": (made.ole({"Data": wide}), None),
        "table.parquet": (made.table(words), None),
        "frame.pkl": (made.pickled(words), None),
        "minutes.odt": (made.zipped({"mimetype": b"application/vnd.oasis", "content.xml": f"<a>{words}</a>".encode()}), None),
        "note.rtf": (b"{\\rtf1\\ansi " + words.replace("letters", "le\\'74ters").encode() + b"}", None),
        "answers.tar.gz": (gzip.compress(made.tarred({"a.csv": words.encode()})), None),
        "talk.ppt": (made.ole({"PowerPoint Document": b"\1" + wide}), None),
        "locked.pdf": (made.pdf(words, password="a"), Why.PASSWORD),
        "no-extension": (wide, None),
    }  # fmt: skip
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: why for name, (_, why) in files.items()}


def test_fifteen_files_are_planted_and_fifteen_are_named(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Somebody's words in fifteen kinds of files: a withdrawal names each, and says which nobody could read."""
    ref = fill(fresh, table)
    folder = fresh.root / "planted"
    folder.mkdir()
    wanted = planted(folder, SAID)
    gone = fresh.safeguard.withdraw(ref)
    holds = {name.removeprefix("planted/") for name in gone.changed if name.startswith("planted/")}
    unread = {file.path.removeprefix("planted/"): file.why for file in gone.unread if file.path.startswith("planted/")}
    assert len(wanted) == 15 and holds | set(unread) == set(wanted)
    assert unread == {name: why for name, why in wanted.items() if why}


def test_files_that_were_read_and_hold_nothing_are_not_named(fresh: Workbench, table: Callable[..., Path]) -> None:
    """The same fifteen kinds with somebody else's words: only those are named that cannot be read."""
    ref = fill(fresh, table)
    folder = fresh.root / "planted"
    folder.mkdir()
    wanted = planted(folder, OTHERS)
    gone = fresh.safeguard.withdraw(ref)
    assert [name for name in gone.changed if name.startswith("planted/")] == []
    assert {f.path.removeprefix("planted/") for f in gone.unread} == {name for name, why in wanted.items() if why}


def test_a_workspace_as_it_is_made_names_nothing_unread(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Templates, notebooks, documents and databases of our own are read: none of them has to be looked at."""
    assert fresh.safeguard.withdraw(fill(fresh, table)).unread == ()


TRACES = Traces(frozenset(), frozenset()).and_of([SAID], [NAME])


def looked_at(folder: Path, name: str, data: bytes) -> tuple[FileFound, ...]:
    """What the search tells of one file."""
    (folder / name).write_bytes(data)
    return tuple(files_with(folder, TRACES, set()))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(made.pdf(SAID), id="page"),
        pytest.param(made.pdf("Nothing.", note=SAID), id="note in the margin"),
    ],
)
def test_pdfs_are_looked_into(data: bytes, tmp_path: Path) -> None:
    """Words on a page of a PDF are found, and in a note in its margin."""
    assert looked_at(tmp_path, "paper.pdf", data) == (FileFound(tmp_path / "paper.pdf"),)


def with_part(part: str, content: str) -> bytes:
    """A package with one more part."""
    out = io.BytesIO(made.docx(OTHERS))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/_rels/footnotes.xml.rels", f'<Relationships><Relationship Target="mailto:{NAME}"/></Relationships>'),
        ("sources/one.txt", SAID),
        ("project.qde", f"<Project><Note>{SAID}</Note></Project>"),
        ("word/embedded.bin", SAID),
        ("docProps/custom.xml", f'<p name="{SAID}"/>'),
    ],
)
def test_every_part_of_a_package_is_looked_into(part: str, content: str, tmp_path: Path) -> None:
    """Addresses of links, texts and projects inside a package count, whatever the part is called."""
    assert looked_at(tmp_path, "kept.docx", with_part(part, content)) == (FileFound(tmp_path / "kept.docx"),)


_ESCAPED = "".join(f"\\u{ord(letter):04x}" for letter in SAID)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"From a Mon\n" + made.message(SAID) + b"\nFrom b\n" + made.message("x"), id="mailbox"),
        pytest.param(made.message("See.", made.zipped({"a.docx": made.docx(SAID)})), id="attached to a message"),
        pytest.param(f'{{"a": ["{_ESCAPED}"]}}'.encode(), id="JSON with escapes"),
        pytest.param(b'{"a": 1}\n' + f'{{"a": "{_ESCAPED}"}}\n'.encode(), id="lines of JSON"),
        pytest.param(("<p>" + SAID.replace("bell", "<b>b</b>ell") + "</p>").encode(), id="page of the web"),
        pytest.param(SAID.encode("utf-16-be"), id="two bytes a letter without a mark"),
        pytest.param(bytes(range(9)) + SAID.encode("utf-16-le"), id="bytes at an odd place"),
        pytest.param(SAID.replace("once", "once \u2026").encode("cp1252"), id="Windows-1252"),
    ],
)
def test_words_are_found_however_they_are_kept(data: bytes, tmp_path: Path) -> None:
    """Messages, what is attached to them, JSON, pages of the web and bytes of no known kind are read."""
    assert looked_at(tmp_path, "kept", data) == (FileFound(tmp_path / "kept"),)


def test_a_database_of_somebody_elses_is_read(tmp_path: Path) -> None:
    """An SQLite file that somebody put into the workspace is looked through, table by table."""
    data = made.database(tmp_path, SAID.replace("bell", "bell" + " " * 9000))  # it goes over several pages
    assert looked_at(tmp_path, "kept.sqlite", data) == (FileFound(tmp_path / "kept.sqlite"),)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("photo.png", made.picture(), Why.PICTURE),
        ("photo.txt", made.picture(), Why.PICTURE),
        ("interview.mp3", b"ID3" + made.noise(900), Why.RECORDING),
        ("locked.zip", made.zipped({"a.txt": SAID.encode()}, locked=True), Why.PASSWORD),
        ("locked.docx", made.ole({"EncryptedPackage": made.noise(9000), "EncryptionInfo": b"x"}), Why.PASSWORD),
        ("locked.doc", made.ole({"WordDocument": bytes(11) + b"\1" + bytes(500)}), Why.PASSWORD),
        ("kept.7z", b"7z\xbc\xaf\x27\x1c" + made.noise(900), Why.NO_READER),
        ("kept.dat", made.noise(9000), Why.NO_READER),
        ("cut.gz", gzip.compress(made.noise(5000))[:-900], Why.DAMAGED),
        ("cut.parquet", made.table(OTHERS)[:-40], Why.DAMAGED),
        ("cut.xlsx", made.zipped({"[Content_Types].xml": b"<a/>", "a.xml": made.noise(5000)})[:-900], Why.DAMAGED),
        ("scans.zip", made.zipped({"form.png": made.picture()}), Why.PICTURE),
    ],
)
def test_what_nobody_can_read_is_named_with_its_reason(name: str, data: bytes, why: Why, tmp_path: Path) -> None:
    """Pictures, recordings, passwords and damage: a person has to look, and is told why."""
    (found,) = looked_at(tmp_path, name, data)
    assert found.unread is not None and found.unread.why is why
    assert len(UnreadFile(name, why).because) > 10


def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped(tmp_path: Path) -> None:
    """What would unpack to more than may be is too big to look at, and no more of it is unpacked than that."""
    for data in (made.bomb(9), made.zipped({"a.xml": bytes(9 * MB)}), made.tarred({"a": bytes(9 * MB)})):
        budget = Budget(octets=2 * MB)
        found = [one for one in texts_in(data, budget, 0) if isinstance(one, Unread)]
        assert [one.why for one in found] == [Why.TOO_BIG] and budget.octets >= -2
    many = made.zipped({str(number): b"a" for number in range(9)})
    assert Unread(Why.TOO_BIG, "4") in list(texts_in(many, Budget(parts=4), 0))


def test_zips_within_zips_end(tmp_path: Path) -> None:
    """A package in a package in a package is read some way down; deeper than that, a person has to look."""
    data = SAID.encode()
    for _ in range(3):
        data = made.zipped({"in.zip": data})
    assert looked_at(tmp_path, "deep.zip", data) == (FileFound(tmp_path / "deep.zip"),)
    for _ in range(9):
        data = made.zipped({"in.zip": data})
    (found,) = looked_at(tmp_path, "deep.zip", data)
    assert found.unread is not None and found.unread.why is Why.TOO_BIG


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    """A file that goes away or may not be read while it is looked at is named, too."""
    assert list(texts_of(tmp_path / "gone.txt")) == [Unread(Why.NOT_OPENED)]


def test_a_damaged_notebook_is_named_and_left_alone(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A notebook that cannot be read as one is listed like any file; its outputs are not taken for gone."""
    data = ('{"cells": [{"outputs": ["' + SAID + '"').encode()
    ref = fill(fresh, table)
    (fresh.root / "cut.ipynb").write_bytes(data)
    gone = fresh.safeguard.withdraw(ref)
    assert "cut.ipynb" in gone.changed and gone.emptied == () and (fresh.root / "cut.ipynb").read_bytes() == data


def test_the_logo_of_the_letterhead_is_nobodys_words(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Nobody is sent to look at the organisation's own logo, though it is a picture."""
    settings = fresh.root / "consultwork.toml"
    ref = fill(fresh, table)
    (fresh.root / "logo.png").write_bytes(made.picture())
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r'logo = ".*"', 'logo = "logo.png"', text), encoding="utf-8")
    again = Workbench(fresh.root, today=fresh.today)
    assert again.settings.organisation.logo == "logo.png"
    assert again.safeguard.withdraw(ref).unread == ()
