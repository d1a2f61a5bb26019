"""The two commands on files: codes for every row of a table, and words that may identify someone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp

from consultwork.errors import BadFile, BadSettings, Refused
from consultwork.kinds import Kind
from consultwork.model import Code
from consultwork.settings.codebook import read_codebook
from consultwork.suggest import engine
from consultwork.suggest.engine import Comments, ConfirmedComments, Suggester
from consultwork.suggest.names import find_details
from consultwork.suggest.reasons import Reasons
from consultwork.suggest.tables import column, naming, read_table, write_table
from consultwork.suggest.words import Floats
from consultwork.text import listed, plural

RANKS = 3  # codes offered for each comment, at the least
_PAIRS = 600_000  # comments times codes that are read at a time


def suggest_file(
    file: Path,
    codebook: Path,
    out: Path,
    *,
    text: str,
    question: str = "",
    learn: Path | None = None,
    labels: str = "",
) -> str:
    """Suggest codes for every row of a CSV file, and write them as CSV.

    Columns of ``out``: id (where the file has one) or row (1 is the first data row), rank, code,
    probability, likely (1 or 0: what would be marked), reason. At least three ranks for every row.

    Args:
        file: a CSV file of comments.
        codebook: a CSV file with code, definition, keywords, examples, as far as present.
        out: where the suggestions go.
        text: the column of ``file`` that holds the words.
        question: the column that holds what was asked, where there is one.
        learn: a CSV file of comments that people have coded, with the same columns.
        labels: its column of codes, joined by ``|``; a blank cell says that none fits.

    Returns:
        One sentence on what was read and written.

    Raises:
        BadFile, BadSettings, Refused: when something cannot be read; nothing is written.
    """
    if (learn is None) != (not labels):
        lacks = "--labels, the column of codes" if learn else "--learn, the file with coded comments"
        raise Refused(Kind.LEARNING_NEEDS_MORE, lacks=lacks)
    codes = read_codebook(codebook)
    if not codes:
        raise BadSettings(Kind.CODEBOOK_HAS_NO_CODES, where=codebook)
    table = read_table(file)
    comments = _comments(table, file, text, question)
    named, names = naming(table)
    confirmed, passed_over = None, ""
    if learn is not None:
        confirmed, passed_over = _confirmed(learn, codes, text, question, labels)
    suggester = engine.learn(codes, comments, confirmed)
    marked = 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal marked
        for start, probability, reason in _read_by_chunk(suggester, comments):
            for n, (chances, blank) in enumerate(probability):
                order = np.lexsort((np.arange(len(codes)), -chances))
                likely = 0 if blank else int((chances >= suggester.cut).sum())
                marked += likely > 0
                for rank, code in enumerate(order[: max(RANKS, likely)], 1):
                    why = "nothing was written" if blank else reason(n, int(code))
                    cells = (str(rank), codes[code].id, f"{chances[code]:.4f}", str(int(rank <= likely)), why)
                    yield (names[start + n], *cells)

    # Written as they come: a million comments need no more memory than their own words.
    write_table(rows(), (named, "rank", "code", "probability", "likely", "reason"), out)
    return _account(comments, codes, marked, confirmed) + passed_over


def redact_file(file: Path, out: Path, *, text: str) -> str:
    """List the words of a CSV file that may identify someone, and write them as CSV.

    Columns of ``out``: id (where the file has one) or row (1 is the first data row), start, end,
    kind, words, stand_in. Offsets are code points in the cell as read, end exclusive. The words
    stand as they are, so that they can be found again.

    Args:
        file: a CSV file.
        out: where the findings go.
        text: the column that holds the words.

    Returns:
        One sentence on what was found.

    Raises:
        BadFile, Refused: when something cannot be read or written; nothing is written.
    """
    table = read_table(file)
    words = column(table, text, file)
    named, names = naming(table)
    rows: list[tuple[str, ...]] = []
    touched = 0
    for name, cell in zip(names, words, strict=True):
        findings = find_details(cell)
        touched += bool(findings)
        rows += [(name, str(f.start), str(f.end), f.kind, f.words, f.stand_in) for f in findings]
    write_table(rows, (named, "start", "end", "kind", "words", "stand_in"), out)
    found = f"{len(rows):,} personal {plural(len(rows), 'detail')} in {touched:,} of {len(words):,} rows."
    return f"{found} Some are always missed: a person has to read before anyone else does."


def _comments(table: pd.DataFrame, path: Path, text: str, question: str) -> Comments:
    words = column(table, text, path)
    return Comments(words, column(table, question, path) if question else [""] * len(words))


def _confirmed(
    path: Path, codes: Sequence[Code], text: str, question: str, labels: str
) -> tuple[ConfirmedComments | None, str]:
    """What people decided, and a sentence on codes that the codebook does not have."""
    table = read_table(path)
    comments = _comments(table, path, text, question)
    number = {c.name.casefold(): n for n, c in enumerate(codes)} | {c.id.casefold(): n for n, c in enumerate(codes)}
    marks = np.zeros((len(comments), len(codes)))
    kept, unknown = [], set()
    for row, cell in enumerate(column(table, labels, path)):
        given = [cell.strip()] if cell.strip().casefold() in number else [g.strip() for g in cell.split("|")]
        given = [g for g in given if g]
        known = [number[g.casefold()] for g in given if g.casefold() in number]
        unknown |= {g for g in given if g.casefold() not in number}
        if comments.texts[row].strip() and (known or not given):
            marks[row, known] = 1.0
            kept.append(row)
    if unknown and not marks.any():
        example = min(unknown)
        raise BadFile(Kind.LABELS_ARE_NO_CODES, where=path, example=example)  # fmt: skip
    note = ""
    if unknown:
        few = [f"“{u}”" for u in sorted(unknown)[:3]] + ([f"{len(unknown) - 3} more"] if len(unknown) > 3 else [])
        verb = "is" if len(unknown) == 1 else "are"
        note = f" {listed(few)} {verb} not in the codebook and {'was' if verb == 'is' else 'were'} passed over."
    return (ConfirmedComments(comments.take(kept), marks[kept]) if kept else None), note


def _read_by_chunk(
    suggester: Suggester, comments: Comments
) -> Iterator[tuple[int, list[tuple[Floats, bool]], Callable[[int, int], str]]]:
    """First row, chances with whether the comment is blank, and a reason for a row of the chunk and a code."""
    reasons = Reasons(suggester)
    step = max(200, _PAIRS // len(suggester.basis.codes))
    for start in range(0, len(comments), step):
        chunk = comments.take(range(start, min(start + step, len(comments))))
        chances, hits, pieces = suggester.read(chunk)

        def reason(
            n: int, code: int, chunk: Comments = chunk, hits: sp.csr_matrix = hits, pieces: sp.csr_matrix = pieces
        ) -> str:
            row = slice(pieces.indptr[n], pieces.indptr[n + 1])
            keywords = hits.indices[hits.indptr[n] : hits.indptr[n + 1]]
            return reasons.say(chunk.plain[n], keywords, (pieces.indices[row], pieces.data[row]), code)

        yield start, [(p, not t.strip()) for p, t in zip(chances, chunk.texts, strict=True)], reason


def _account(comments: Comments, codes: Sequence[Code], marked: int, confirmed: ConfirmedComments | None) -> str:
    rows, count = len(comments), len(confirmed.comments) if confirmed else 0
    learnt = f", learning from {count:,} that people coded" if count else ""
    share = f" ({marked / rows:.0%})" if rows else ""
    some = f"{marked:,} of {rows:,} rows{share} have a likely code"
    return f"{some}, of {len(codes)} {plural(len(codes), 'code')}{learnt}."
