"""Real files from Word and others, where the folder of real files is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consultwork.errors import BadFile
from consultwork.ooxml import read_changes, read_comments, read_document, read_texts

FILES = Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "messy"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FILES.is_dir(), reason="the folder of real files is not here"),
]


@pytest.mark.parametrize(
    ("name", "comments", "threads", "resolved"),
    [("docx_comments_12_word16.docx", 12, 10, 1), ("docx_tracked_and_comments_33.docx", 33, 20, 2)],
)
def test_threads_of_word_made_files(name: str, comments: int, threads: int, resolved: int) -> None:
    """Comments, threads and what is resolved are counted as Word shows them."""
    found = read_comments(FILES / name)
    assert (len(found), len({c.thread for c in found}), sum(c.resolved for c in found)) == (comments, threads, resolved)


def test_every_file_is_read_or_refused_in_a_sentence() -> None:
    """No real file ends in anything but its text or one plain sentence."""
    seen = 0
    for path in sorted(FILES.glob("*.docx")):
        try:
            read_document(path), read_texts(path), read_comments(path), read_changes(path)
        except BadFile as refusal:
            assert refusal.todo
        seen += 1
    assert seen > 10
