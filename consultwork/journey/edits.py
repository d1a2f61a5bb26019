"""What did they change, and what of it rests on data?

A draft went out; a file came back. The text before every tracked change must be the draft that was
sent: each difference is an edit that Word was not told to keep. The text after them is what the
reviewer wants. Both are listed, paragraph by paragraph; what touches a quote, a count or an ask
comes first, with the evidence beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from consultwork.journey.counts import counts_in
from consultwork.model import Edit, Guard, RevisionSpan, SentParagraph

TOUCHED = ("quote", "count", "ask")
_ALIKE = 0.5  # two paragraphs share at least half of their words to be the same one
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_IN_QUOTES = re.compile(r"“([^”]*)”")
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """One paragraph of a returned file before its tracked changes, with where it stands."""

    text: str
    anchor: str
    section: str
    place: str
    above: str = ""  # the nearest anchor at or above it


def edits(
    sent: Sequence[SentParagraph], stretches: Sequence[RevisionSpan], guards: Sequence[Guard]
) -> tuple[Edit, ...]:
    """Everything that a returned file changes in the draft that was sent.

    Args:
        sent: the paragraphs of the file as it left us.
        stretches: the returned file, before and after its tracked changes.
        guards: the words of the draft that rest on data.

    Returns:
        One edit for each changed paragraph, those that touch data first, then in reading order. A
        paragraph that was changed both ways stands there twice.
    """
    lines = []
    last = ""
    for s in stretches:
        last = s.anchor or last
        lines += [AlignedLine(text, s.anchor, s.section, s.place, last) for text in s.before]
    found = [
        Edit("", before, after, "", "", line.section, _anchor(before, line), line.place, tracked=False)
        for before, after, line in _differences(sent, lines)
    ]
    above = ""
    for s in stretches:
        if s.before != s.after:
            before, after = "\n".join(s.before), "\n".join(s.after)
            who = ", ".join(s.authors)
            # A paragraph that was put in has no anchor of its own: it belongs below the one above it.
            anchor = s.anchor or (f"+{above}" if above and not before else "")
            found.append(Edit("", before, after, who, s.on, s.section, anchor, s.place))
        above = s.anchor or above
    judged = [judge(e, guards) for e in found]
    judged.sort(key=lambda e: TOUCHED.index(e.touches) if e.touches else len(TOUCHED))
    return tuple(replace(e, id=f"e{n}") for n, e in enumerate(judged, start=1))


def _anchor(before: str, line: AlignedLine) -> str:
    return line.anchor or (f"+{line.above}" if line.above and not before else "")


def _differences(sent: Sequence[SentParagraph], lines: Sequence[AlignedLine]) -> Iterable[tuple[str, str, AlignedLine]]:
    """(before, after, where) for each paragraph that is not as it was sent."""
    matcher = SequenceMatcher(None, [s.text for s in sent], [x.text for x in lines], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            continue
        old, new = list(sent[i1:i2]), list(lines[j1:j2])
        taken: dict[int, int] = {}
        for n, was in enumerate(old):
            best = _same(was, new, taken.values())
            if best is not None:
                taken[n] = best
        for n, was in enumerate(old):
            if n in taken:
                yield was.text, new[taken[n]].text, new[taken[n]]
            else:
                yield was.text, "", AlignedLine("", was.anchor, was.section, was.place)
        for n, line in enumerate(new):
            if n not in taken.values():
                yield "", line.text, line


def _same(was: SentParagraph, new: Sequence[AlignedLine], taken: Iterable[int]) -> int | None:
    """Which of the new paragraphs is an old one: by its hidden bookmark, or by its words."""
    free = [n for n in range(len(new)) if n not in set(taken)]
    for n in free:
        if was.anchor and new[n].anchor == was.anchor:
            return n
    words = was.text.split()
    scored = [(SequenceMatcher(None, words, new[n].text.split(), autojunk=False).ratio(), -n) for n in free]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _ALIKE else None


def judge(edit: Edit, guards: Sequence[Guard]) -> Edit:
    """The same edit, with what it touches of what rests on data."""
    before, after = _plain(edit.before), _plain(edit.after)
    for kind in TOUCHED:
        near = [g for g in guards if g.kind == kind and g.anchor and g.anchor == edit.anchor]
        far = [g for g in guards if g.kind == kind and g not in near]
        for g in (*near, *far):
            words = _plain(g.words)
            if words and words in before and words not in after:
                return replace(edit, touches=kind, evidence=g.evidence)
    said = [q for q in _IN_QUOTES.findall(after) if q not in _IN_QUOTES.findall(before)]
    if said:
        return replace(edit, touches="quote", evidence=f"Nobody's words in the data: “{said[0]}”.")
    counted = [c for c in counts_in(after) if c.lower() not in [x.lower() for x in counts_in(before)]]
    if counted:
        return replace(edit, touches="count", evidence=f"Not computed from the data: {counted[0]}.")
    if edit.place == "table" and _DIGITS.findall(before) != _DIGITS.findall(after):
        return replace(edit, touches="count", evidence="A number in a table, computed from the data.")
    return edit


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Both changes of one paragraph in one, word by word; None where they change the same words.

    A three-way merge: what either side changed against ``base`` is taken over. Two changes that
    touch each other are a conflict, unless they are the same.
    """
    tokens = _TOKENS.findall(base)
    changes: dict[tuple[int, int], list[str]] = {}
    for side in (ours, theirs):
        new = _TOKENS.findall(side)
        for what, i1, i2, j1, j2 in SequenceMatcher(None, tokens, new, autojunk=False).get_opcodes():
            if what != "equal":
                changes.setdefault((i1, i2), []).append("".join(new[j1:j2]))
    made: list[str] = []
    at = 0
    last = -1
    for (start, end), ways in sorted(changes.items()):
        if start <= last or len(set(ways)) > 1:
            return None
        made += ["".join(tokens[at:start]), ways[0]]
        at = last = end
    return "".join([*made, *tokens[at:]])


def _plain(text: str) -> str:
    return " ".join(text.split())


def changed_words(before: str, after: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Where two wordings of a paragraph differ: (start, end) in the old and in the new, in code points."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    starts_old, starts_new = _starts(old), _starts(new)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += [(starts_old[i1], starts_old[i2])] if i2 > i1 else []
            come += [(starts_new[j1], starts_new[j2])] if j2 > j1 else []
    return tuple(gone), tuple(come)


def _starts(tokens: Sequence[str]) -> list[int]:
    at, found = 0, [0]
    for token in tokens:
        at += len(token)
        found.append(at)
    return found
