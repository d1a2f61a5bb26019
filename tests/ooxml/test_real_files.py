"""Real files from Word and others, where the folder of real files is at hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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


def _by_pandoc(path: Path, mode: str) -> Any:
    if not shutil.which("pandoc"):
        pytest.skip("pandoc is not installed")
    command = ["pandoc", "-f", "docx", "-t", "json", f"--track-changes={mode}", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


class Told:
    """What pandoc read: the words of the text and of the notes, and what each comment stands on."""

    def __init__(self, document: Any) -> None:
        self.body: list[str] = []
        self.notes: list[str] = []
        self.anchored: dict[str, list[str]] = {}
        self._open: set[str] = set()
        for value in document["meta"].values():
            self._go(value, self.body)
            self.body.append("\n")
        self._go(document["blocks"], self.body)

    def _go(self, node: Any, into: list[str]) -> None:
        if isinstance(node, list):
            for inner in node:
                self._go(inner, into)
            return
        if not isinstance(node, dict):
            return
        kind, inner = node.get("t"), node.get("c")
        if kind == "Span" and set(inner[0][1]) & {"comment-start", "comment-end"}:
            ident = dict(inner[0][2]).get("id", inner[0][0])
            if "comment-start" in inner[0][1]:
                self._open.add(ident)
                self.anchored[ident] = []
            else:
                self._open.discard(ident)
                self._go(inner[1], into)  # ends of replies stand inside of each other
        elif kind in ("Str", "Space", "SoftBreak", "LineBreak"):
            self._say(inner if kind == "Str" else " ", into)
        elif kind in ("Math", "Code", "CodeBlock"):
            self._say(inner[1], into)
        elif kind == "Note":
            self._go(inner, self.notes)
            self.notes.append(" ")
        elif kind != "Image":  # its alternative text is not in the text
            self._go(inner, into)
            if kind in ("Para", "Plain", "Header"):
                self._say("\n", into)

    def _say(self, text: str, into: list[str]) -> None:
        into.append(text)
        for ident in self._open:
            self.anchored[ident].append(text)


def _words(texts: Iterable[str]) -> list[str]:
    return re.findall(r"\w+", "".join(texts))


@pytest.mark.parametrize("mode", ["accept", "reject"])
def test_both_texts_are_those_that_pandoc_reads(mode: str) -> None:
    """Word for word, with changes accepted and rejected, in the text and in the notes of every real file."""
    seen = 0
    for path in sorted(FILES.glob("*.docx")):
        try:
            ours = read_document(path).paragraphs
        except BadFile:
            continue
        theirs = Told(_by_pandoc(path, mode))
        for places, said in ((("body", "table"), theirs.body), (("footnote", "endnote"), theirs.notes)):
            lines = [(p.text if mode == "accept" else p.original) + "\n" for p in ours if p.place in places]
            assert _words(lines) == _words(said), path.name
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("name", ["docx_comments_12_word16.docx", "docx_comments_word.docx"])
def test_comments_stand_on_the_words_that_pandoc_finds(name: str) -> None:
    """Each comment of a Word-made file stands on the very words between its two marks."""
    theirs = Told(_by_pandoc(FILES / name, "all")).anchored
    ours = read_comments(FILES / name)
    assert len(ours) == len(theirs) > 0
    for c in ours:
        assert _words([c.anchored]) == _words(theirs[c.id]), c.id
