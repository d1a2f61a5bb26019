"""Files are written whole or not at all, and not while somebody has them open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consultwork.errors import FileInUse, Refused
from consultwork.files import owner_files, put_in_place, refuse_if_open, write_whole, writing_whole

LIBRARY = Path(__file__).parents[2] / "consultwork"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """What is written takes the file's place, its folder is made, and nothing lies beside it."""
    path = write_whole(tmp_path / "new" / "a.txt", "one\n")
    write_whole(path, "zwei ü\n")
    assert path.read_bytes() == "zwei ü\n".encode() and list(path.parent.iterdir()) == [path]


def test_a_file_stays_as_it_was_when_writing_fails(tmp_path: Path) -> None:
    """An error on the way leaves the old file whole, and no half one beside it."""
    path = write_whole(tmp_path / "a.txt", "old")
    with pytest.raises(ZeroDivisionError), writing_whole(path) as half:
        half.write_text("new")
        _ = 1 // 0
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    """A file where a folder should be, or a folder where the file should be, is a refusal and no error of ours."""
    write_whole(tmp_path / "a", "x")
    with pytest.raises(Refused):
        write_whole(tmp_path / "a" / "b.txt", "y")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused):
        write_whole(tmp_path / "folder", "y")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "folder"]


def test_what_windows_will_not_replace_is_told_as_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to replace a file that is open, the person hears so, and the file is as it was."""
    path = write_whole(tmp_path / "a.docx", "old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileInUse) as caught:
        write_whole(path, "new")
    monkeypatch.undo()
    assert caught.value.owner == "" and path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("consultation.docx", "~$nsultation.docx"),
        ("letters.docx", "~$etters.docx"),
        ("letter.docx", "~$letter.docx"),
        ("a.docx", "~$a.docx"),
        ("response.docx", "~$sponse.docx"),
        ("sevenel.xlsx", "~$evenel.xlsx"),
        ("letter.docx", ".~lock.letter.docx#"),
    ],
)
def test_a_file_that_is_open_in_word_is_refused(name: str, owner: str, tmp_path: Path) -> None:
    """The file that Word or LibreOffice lays beside an open one is seen, by the name that it gives it."""
    path = write_whole(tmp_path / name, "old")
    beside = tmp_path / owner
    beside.write_bytes(b"x" * 162)
    assert beside in owner_files(path)
    with pytest.raises(FileInUse) as caught:
        write_whole(path, "new")
    assert caught.value.owner == owner and path.read_text() == "old"
    beside.unlink()
    refuse_if_open(path)


def test_bytes_are_on_the_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished file is flushed to the disk before it takes the other's place."""
    import os

    half, path, order = tmp_path / "half", tmp_path / "a", []
    half.write_text("new")
    flush, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (order.append("flush"), flush(number))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append("replace"), replace(self, to))[1])
    put_in_place(half, path)
    assert order[:2] == ["flush", "replace"] and path.read_text() == "new"


# A change of a database's key leaves both files on purpose, so that a kill in between can be mended.
# A backup waits beside its place until the act that it belongs to is kept; what a kill left is swept.
_OWN_WAY = {"files/__init__.py", "store/engine.py", "store/vault.py", "workbench/backups.py", "workbench/staging.py"}


def test_nobody_writes_whole_files_by_hand() -> None:
    """Writing beside a file and changing places is written once."""
    by_hand = re.compile(r"\.half[\"']|\.part[\"']|\.new[\"']|os\.replace\(|\.replace\((?:path|out|target|notebook)\)")
    found = [
        path.relative_to(LIBRARY).as_posix()
        for path in sorted(LIBRARY.rglob("*.py"))
        if by_hand.search(path.read_text(encoding="utf-8")) and path.relative_to(LIBRARY).as_posix() not in _OWN_WAY
    ]
    assert found == []
