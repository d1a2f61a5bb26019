"""The codebook while it grows: what a change makes of it, and which codes look like one another.

Nothing here decides: near-duplicates are pointed out, and a person merges them or leaves them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind
from consultwork.model import Code, Coding, CodingState, Contribution
from consultwork.text import fold, plural

ALIKE_NAMES = 0.8  # how much of two names must be the same (Ratcliff and Obershelp 1988) to be pointed out
ALIKE_PASSAGES = 0.5  # what share of the passages of either that both cover
_ENOUGH = 3  # passages in common from which an overlap says anything


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two codes that look alike, and why."""

    one: str
    other: str
    why: str


def code_of(book: Iterable[Code], name: str) -> Code:
    """A code by its id.

    Raises:
        UnknownRef: the codebook has no such code.
    """
    for code in book:
        if code.id == name:
            return code
    raise UnknownRef(Kind.NO_CODE, code=name)


def new_id(name: str, book: Iterable[Code]) -> str:
    """An id made of a name, not yet in the codebook: lower case, words joined by hyphens.

    Raises:
        Refused: the name is empty, or a code of that name is there.
    """
    if not name.strip():
        raise Refused(Kind.CODE_HAS_NO_NAME)
    book = list(book)
    if any(fold(code.name).strip() == fold(name).strip() for code in book):
        raise Refused(Kind.CODE_IS_THERE, fact=name.strip())
    base = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:60].strip("-") or "code"
    taken = {code.id for code in book}
    number, made = 2, base
    while made in taken:
        made, number = f"{base}-{number}", number + 1
    return made


def put(book: Sequence[Code], code: Code, after: str = "") -> tuple[Code, ...]:
    """The codebook with a code put in place of the one with its id, or added behind another.

    Raises:
        Refused: its parent is not there, is the code itself, or lies under another code.
    """
    if code.parent:
        parent = code_of(book, code.parent)
        has_children = any(c.parent == code.id for c in book)
        if parent.id == code.id or parent.parent or has_children:
            raise Refused(Kind.THIRD_LEVEL, code=code.name, parent=parent.name)
    if any(c.id == code.id for c in book):
        return tuple(code if c.id == code.id else c for c in book)
    at = next((n for n, c in enumerate(book, 1) if c.id == after), len(book))
    return (*book[:at], code, *book[at:])


def without(book: Sequence[Code], gone: Iterable[str], into: str) -> tuple[Code, ...]:
    """The codebook without codes that were merged into another: keywords and questions go with them.

    Codes that lay under one of them lie under the other now.
    """
    gone = set(gone) - {into}
    old = [code for code in book if code.id in gone]
    target = code_of(book, into)
    include = tuple(dict.fromkeys((*target.include, *(w for c in old for w in c.include))))
    questions = tuple(dict.fromkeys((*target.questions, *(q for c in old for q in c.questions))))
    issues = tuple(dict.fromkeys((*target.issues, *(i for c in old for i in c.issues))))
    example = " | ".join(dict.fromkeys(c.example for c in (target, *old) if c.example))
    parent = "" if target.parent in gone else target.parent
    codes = []
    for c in book:
        if c.id in gone:
            continue
        if c.id == into:
            codes.append(
                replace(c, include=include, questions=questions, parent=parent, example=example, issues=issues)
            )
        elif c.parent in gone:
            codes.append(replace(c, parent="" if parent else into))
        else:
            codes.append(c)
    return tuple(codes)


def likenesses(
    book: Iterable[Code], codings: Iterable[Coding], contributions: Mapping[str, Contribution]
) -> tuple[Likeness, ...]:
    """Codes that may be one: alike in name, by shared keywords, or on the same passages again and again."""
    kept = [code for code in book if not code.retired]
    spans: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for k in codings:
        if k.state is CodingState.ACCEPTED and k.contribution in contributions:
            spans[k.code][k.contribution].append((k.start, k.end))
    found = []
    for n, one in enumerate(kept):
        for other in kept[n + 1 :]:
            why = [*_by_name(one, other), *_by_words(one, other)]
            if other.id not in (one.parent, *([c.id for c in kept if c.parent == one.id])):
                why += _by_passages(spans[one.id], spans[other.id])
            if why:
                found.append(Likeness(one.id, other.id, "; ".join(why) + "."))
    return tuple(found)


def _by_name(one: Code, other: Code) -> list[str]:
    a, b = fold(one.name).strip(), fold(other.name).strip()
    alike = sorted(a.split()) == sorted(b.split()) or SequenceMatcher(None, a, b).ratio() >= ALIKE_NAMES
    return ["their names are nearly the same"] if alike else []


def _by_words(one: Code, other: Code) -> list[str]:
    a, b = ({fold(w).strip(" *") for w in c.include} for c in (one, other))
    both = sorted(a & b)
    if not both or 2 * len(both) < min(len(a), len(b)):
        return []
    return [f"they share the {plural(len(both), 'keyword')} {', '.join(both[:3])}"]


def _by_passages(one: Mapping[str, list[tuple[int, int]]], other: Mapping[str, list[tuple[int, int]]]) -> list[str]:
    first, second = (sum(map(len, x.values())) for x in (one, other))
    both = sum(any(s < e2 and s2 < e for s2, e2 in other.get(ref, ())) for ref, mine in one.items() for s, e in mine)
    if both < _ENOUGH or both < ALIKE_PASSAGES * min(first, second):
        return []
    return [f"{both} passages have both of them"]
