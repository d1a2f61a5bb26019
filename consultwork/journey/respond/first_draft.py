"""A first draft from the evidence alone, for a person to write on.

It holds inserts only: counts of people and of chosen answers, quotes and asks. Not one word of it is put into our own mouth.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultwork.journey.respond.material import Material
from consultwork.model import Answer, DocumentKind, Piece, PieceKind, Theme

MOST_THEMES = 3  # a question
MOST_POINTS = 3  # of a letter


def first_draft(m: Material) -> Iterator[Answer]:
    """Answers for the questions that have evidence or chosen answers and no answer yet, and the points of a letter.

    What somebody has written is never touched.
    """
    used: set[str] = set()
    for q in m.consultation.questions:
        written = m.answers.get(q.number)
        if written and (written.pieces or written.not_answered):
            continue
        themes = [e.theme for e in m.evidence if e.question == q.number and m.raising(e.theme)][:MOST_THEMES]
        pieces = [Piece(PieceKind.TALLY, q.number)] if m.tallied(q.number) else []
        pieces += [p for t in themes for p in _told(m, t)]
        for ask in _asks(m, themes):
            if ask not in used:
                used.add(ask)
                pieces.append(Piece(PieceKind.ASK, ask))
                break
        if pieces:
            yield Answer(m.consultation.id, q.number, tuple(pieces))
    has_points = any(k.startswith("~letter-point") for k in m.answers)
    if DocumentKind.LETTER in m.consultation.documents and not has_points:
        themes = [t for t in m.themes if m.raising(t)][:MOST_POINTS]
        for n, theme in enumerate(themes, start=1):
            told = [Piece(PieceKind.WORDS, theme.code.name), *_told(m, theme)]
            told += [Piece(PieceKind.ASK, a) for a in _asks(m, [theme])[:1]]
            yield Answer(m.consultation.id, f"~letter-point/{n}", tuple(told))


def _told(m: Material, theme: Theme) -> list[Piece]:
    pieces = [Piece(PieceKind.COUNT, theme.code.id)]
    if next(m.quotable(theme), None) is not None:
        pieces.append(Piece(PieceKind.QUOTE, theme.code.id))
    return pieces


def _asks(m: Material, themes: list[Theme]) -> list[str]:
    """The asks that somebody meant for this very consultation. Others are for a person to choose."""
    codes = {t.code.id for t in themes}
    return [a.id for a in m.asks.values() if codes & set(a.codes) and m.consultation.id in a.consultations]
