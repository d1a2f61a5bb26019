"""The screen for transcripts: who is who is corrected before a word is kept."""

from __future__ import annotations

from pathlib import Path

from consultwork.errors import BadFile
from consultwork.forms import TranscriptPreview
from consultwork.kinds import Kind
from consultwork.model import Speaker
from consultwork.workbench import Workbench

TALK = "Ann: How was it for you?\nBo: <b>They</b> would not listen to me.\nAnn: And then?\nBo: Then somebody came.\n"


def test_a_transcript_is_kept_only_once_somebody_said_who_is_who(empty: Workbench, tmp_path: Path) -> None:
    """Reading keeps nothing; roles can be corrected; in doubt the import waits for a person's tick."""
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    p = TranscriptPreview(empty, "womens-health")
    p.path.value = str(path)
    p.read.click()
    assert {name: role.value for name, role in p.speakers.items()} == {"Ann": "interviewer", "Bo": "person"}
    assert "<b>They</b> would not listen to me." in p._shown.plain and not empty.safeguard.waiting()
    p.importer.click()
    assert "A person has to say who is who first" in p.says and not empty.safeguard.waiting()
    p.speakers["Bo"].value = "staff"
    p.update.click()
    p.looked.value = True
    p.importer.click()
    assert [s.words for s in empty.safeguard.waiting()] == [
        "<b>They</b> would not listen to me.",
        "Then somebody came.",
    ]
    assert {x.speaker for x in empty.safeguard.people().values()} == {Speaker.STAFF} and "2 are new" in p.says


def test_a_wrong_file_is_said_so(empty: Workbench, tmp_path: Path) -> None:
    """A table or no file at all is answered with a sentence, and nothing changes."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    p = TranscriptPreview(empty)
    for typed, kind in (
        (str(path), Kind.TABLE_AND_NO_TEXT),
        ("nowhere.docx", Kind.NO_SUCH_FILE),
        ("", Kind.NO_FILE_IS_CHOSEN),
    ):
        p.path.value = typed
        p.read.click()
        assert BadFile(kind).what in p.says
