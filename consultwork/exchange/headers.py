"""The rows on top of a table: titles, second and third headers, and which survey program wrote them.

Out of them come one name for each column and, where a column is one box or one row of a question,
the question and the box.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from consultwork.text import fold
from consultwork.word_lists import any_of, word_table

Row = tuple[int, tuple[str, ...]]

_IMPORT_ID = re.compile(r"\{\s*['\"]ImportId['\"]")
_IDENT = re.compile(r"ident \d+$", re.IGNORECASE)
_SECOND_HEADER = {"response", "open-ended response", "open ended response"}
_TAG = re.compile(rf"</?(?:{any_of('exchange/html_tags')})(?:\s[^<>]*)?/?>|&nbsp;", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x0b\x0c]+")
_NO_NAME = re.compile(r"-?[\d.,:/ -]*\d[\d.,:/ -]*%?")
_DASH = re.compile(r"\s+[-–]\s+")
_BRACKETED = re.compile(r"(?P<of>[^\[\]]*[^\[\]\s])\s*\[(?P<box>[^\[\]]+)\]")
_NUMBERED = re.compile(r"(?P<of>Q\d+(?:\.\d+)?)_(?P<box>\d+)(?:_TEXT)?$")
_PROGRAMS = word_table("exchange/survey_programs")
_SIGNATURES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (mark["program"], frozenset(mark["columns"])) for mark in _PROGRAMS["signature"]
)
_SHORT_NAMES = frozenset(_PROGRAMS["qualtrics"]["short_names"])


@dataclass(frozen=True)
class TableHead:
    """The names of the columns, their parts, and who wrote them. ``told`` columns have a name of their own."""

    names: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    program: str = ""
    told: int = 0

    def widened(self, width: int) -> TableHead:
        """The same with a name for every column, none of them twice."""
        names = [self.names[n] if n < len(self.names) else "" for n in range(width)]
        parts = (*self.parts, *((("", ""),) * (width - len(self.parts))))
        return TableHead(_apart(names), parts, self.program, self.told or len(self.names))


def plain_name(cell: str) -> str:
    """A column's name in one line, without the marks of formatting that some programs leave in it."""
    return _SPACE.sub(" ", _TAG.sub(" ", cell)).strip()


def find_header(lines: list[Row], notes: list[str]) -> tuple[TableHead, list[Row]]:
    """The header and the rows below it. What was passed over on the way is noted."""
    lines = _below_titles(lines, notes)
    for n, (_, line) in enumerate(lines[:4]):
        if n and any(_IMPORT_ID.match(cell) for cell in line):
            notes.append("The first rows are Qualtrics' headers; the questions' wording is used as the header.")
            codes = lines[n - 2][1] if n > 1 else ()
            return _qualtrics(codes, tuple(plain_name(c) for c in lines[n - 1][1])), lines[n + 1 :]
    program = ""
    if len(lines) > 1 and lines[0][1] and all(_IDENT.match(cell) for cell in lines[0][1] if cell):
        notes.append("The first row numbers the columns; the second is used as the header.")
        lines, program = lines[1:], "Citizen Space"
    if not lines:
        return TableHead(), []
    top = tuple(plain_name(c) for c in lines[0][1])
    program = program or _program(top)
    second = _second_header(lines)
    if len(top) > 1 and all(len(c) < 40 and _NO_NAME.fullmatch(c) for c in top if c):
        notes.append(f"Row {lines[0][0]} holds numbers and no names of columns: look whether the header is missing.")
    if second:
        notes.append(f"Row {lines[1][0]} is a second header, and nobody's answer.")
        head = _two_rows(top, tuple(plain_name(c) for c in lines[1][1]), program)
        return head, lines[2:]
    return TableHead(top, _parts(top, program), program, len(top)), lines[1:]


def _below_titles(lines: list[Row], notes: list[str]) -> list[Row]:
    """The rows without titles that stand above the header: one cell alone, where the rest has more."""
    usual = Counter(sum(map(bool, line)) for _, line in lines[1:40])
    if not usual or usual.most_common(1)[0][0] < 2:
        return lines
    kept = list(lines)
    while len(kept) > 2 and sum(map(bool, kept[0][1])) == 1 and len(lines) - len(kept) < 5:
        n, line = kept.pop(0)
        said = next(cell for cell in line if cell)
        notes.append(f"Row {n} stands above the header and is not read: “{said[:60]}”.")
    return kept


def _second_header(lines: list[Row]) -> bool:
    if len(lines) < 3:
        first, rest = (lines[0][1], lines[1][1]) if len(lines) == 2 else ((), ())
        return bool(first) and not rest[0] and any(c.lower() in _SECOND_HEADER for c in rest)
    first, second = lines[0][1], lines[1][1]
    if not first[0] or second[0]:
        return False
    if any(c.lower() in _SECOND_HEADER for c in second):
        return True
    unnamed = [n for n, cell in enumerate(second) if cell and not (n < len(first) and first[n])]
    if not unnamed or any(len(cell.split()) > 25 for cell in second):
        return False
    # A box holds its own label where somebody ticked it; a row of answers never repeats like that.
    below = [line for _, line in lines[2:200]]
    own = sum(any(n < len(line) and line[n] == second[n] for line in below) for n in unnamed)
    return own > 0 or len(unnamed) >= 2


def _two_rows(first: tuple[str, ...], second: tuple[str, ...], program: str) -> TableHead:
    names: list[str] = []
    parts: list[tuple[str, str]] = []
    carried = ""
    width = max(len(first), len(second))
    for n in range(width):
        top = first[n] if n < len(first) else ""
        below = second[n] if n < len(second) else ""
        carried = top or (carried if below else "")
        follows = n + 1 < width and (n + 1 >= len(first) or not first[n + 1]) and n + 1 < len(second) and second[n + 1]
        alone = bool(top) and not follows
        if not below or (alone and below.lower() in _SECOND_HEADER):
            names.append(top)
            parts.append(("", ""))
        else:
            names.append(f"{carried} - {below}" if carried else below)
            parts.append((carried, below) if carried else ("", ""))
    return TableHead(tuple(names), tuple(parts), program or "SurveyMonkey", width)


def _qualtrics(codes: tuple[str, ...], wording: tuple[str, ...]) -> TableHead:
    """Columns by their wording; by their short names where programs share them ("Recipient Email")."""
    names, parts = list(wording), []
    for n, text in enumerate(wording):
        code = codes[n] if n < len(codes) else ""
        # Its own columns are named in the language of whoever exported them: the short name is sure.
        if code.lower() in _SHORT_NAMES or code.lower().startswith("duration"):
            names[n] = code
        if not _NUMBERED.match(code):
            parts.append(("", ""))
            continue
        of, _, box = text.replace(" - Selected Choice - ", " - ").partition(" - ")
        parts.append((of.strip(), box.removesuffix(" - Text").strip()) if box else ("", ""))
        if code.endswith("_TEXT") and parts[-1][1]:
            parts[-1] = (parts[-1][0], "Other (please specify)")
    return TableHead(tuple(names), tuple(parts), "Qualtrics", len(names))


def _program(names: tuple[str, ...]) -> str:
    plain = {fold(n).strip(" .:") for n in names}
    for program, needed in _SIGNATURES:
        if needed <= plain:
            return program
    if names and fold(names[0]) == "timestamp":
        return "Google Forms"
    if sum(_twice(n) for n in names) >= 2:
        return "Citizen Space"
    return ""


def _twice(name: str) -> bool:
    left, _, right = name.partition(" - ")
    return bool(left) and fold(left) == fold(right)


def _parts(names: tuple[str, ...], program: str) -> tuple[tuple[str, str], ...]:
    """The question and the box of each column, as programs with one header row write them."""
    ways = [_by_brackets(names), _by_dash(names)]
    if program == "KoBoToolbox":
        ways.insert(0, _by_slash(names))
    return tuple(next((w[n] for w in ways if w[n] != ("", "")), ("", "")) for n in range(len(names)))


def _by_brackets(names: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [(m["of"], m["box"].strip()) if (m := _BRACKETED.fullmatch(n)) else ("", "") for n in names]
    return _shared(found, names)


def _by_slash(names: tuple[str, ...]) -> list[tuple[str, str]]:
    cut = [n.rpartition("/") for n in names]
    found = [(of.strip(), box.strip()) if of.strip() and box.strip() else ("", "") for of, _, box in cut]
    # A group's name before every question of it is no question: the box's column stands beside its question.
    return [p if p[0] in names else ("", "") for p in _shared(found, names)]


def _by_dash(names: tuple[str, ...]) -> list[tuple[str, str]]:
    cuts = [[(n[: m.start()].strip(), n[m.end() :].strip()) for m in list(_DASH.finditer(n))[:8]] for n in names]
    times = Counter(of for options in cuts for of, _ in options)
    found = []
    for options in cuts:
        # A question may hold a dash itself: the longest beginning that others share is the question.
        shared = [o for o in options if o[0] and o[1] and (times[o[0]] > 1 or o[0] in names)]
        found.append(max(shared, key=lambda o: len(o[0]), default=("", "")))
    return _shared(found, names)


def _shared(found: list[tuple[str, str]], names: tuple[str, ...]) -> list[tuple[str, str]]:
    times = Counter(of for of, _ in found)
    return [p if p[0] and (times[p[0]] > 1 or p[0] in names) and _spelt(p) else ("", "") for p in found]


def _spelt(part: tuple[str, str]) -> bool:
    # "Prop 1 Q1 - Do you agree?": what follows is a question of its own, and no box.
    return not part[1].rstrip().endswith("?") and len(part[1].split()) <= 25


def _apart(names: list[str]) -> tuple[str, ...]:
    made: dict[str, None] = {}
    for n, given in enumerate(names):
        name = " ".join(given.split()) or f"column {n + 1}"
        k, unique = 2, name
        while unique in made:
            unique, k = f"{name} ({k})", k + 1
        made[unique] = None
    return tuple(made)
