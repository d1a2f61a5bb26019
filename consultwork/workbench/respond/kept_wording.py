"""Wording that was accepted from reviewers, and the paragraphs of a draft as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.blocks import Document
from consultwork.journey import wording as kept_words
from consultwork.model import DocumentKind, KeptWording, RevisionSpan, SentParagraph, bookmark_of
from consultwork.ooxml import read_stretches
from consultwork.ooxml.manifest import text_digest
from consultwork.store import reviewing

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

GUARDS = "~guards"  # the key under which a draft's manifest keeps what its words rest on
NAMING = frozenset((bookmark_of("thanks-text"),))  # paragraphs that may hold names


def wording(session: Session, consultation: str, kind: DocumentKind | str) -> tuple[KeptWording, ...]:
    """The wording that was accepted for a document."""
    with session.store.read() as connection:
        return reviewing.wording(connection, consultation, str(kind))


def keep(session: Session, document: Document, consultation: str, kind: DocumentKind | str) -> kept_words.KeptDocument:
    """A document with the wording that was accepted for it."""
    return kept_words.keep(document, wording(session, consultation, kind), session.wording)


def sent_lines(path: Path) -> tuple[SentParagraph, ...]:
    """The paragraphs of a file as it goes out: what the file that comes back is held against.

    Of the paragraph that thanks people by name only a digest is kept: names lie in the vault.
    """
    return tuple(
        SentParagraph(sealed(text) if s.anchor in NAMING else text, s.anchor, s.section, s.place)
        for s in read_stretches(path)
        for text in s.after
    )


def sealed(text: str) -> str:
    """What stands for a paragraph that names people: the same for the same words, and nobody's name."""
    return f"(This paragraph names people; its words are not kept here. {text_digest(text)})"


def without_names(stretches: Sequence[RevisionSpan]) -> tuple[RevisionSpan, ...]:
    """A returned file's text, where the paragraphs that name people are sealed as they were when it went out."""
    return tuple(
        replace(s, before=tuple(map(sealed, s.before)), after=tuple(map(sealed, s.after))) if s.anchor in NAMING else s
        for s in stretches
    )
