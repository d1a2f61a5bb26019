"""Who speaks in a transcript: names and codes at line starts, names in bold, times, tables of two columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consultwork.exchange.documents import TextLine, TextLines
from consultwork.text import fold
from consultwork.word_lists import any_of, word_set

# Names that tell whether somebody asks or answers. They are compared folded: lower case, plain letters.
ASKS = re.compile(rf"(?:{any_of('exchange/who_asks')})\s?[.]?\s?\d{{0,2}}")
SPEAKS = re.compile(rf"(?:{any_of('exchange/who_answers')})\s?[.]?\s?(?:\d{{1,3}}[a-z]?)?")
_TIME = r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?"
_LABEL = r"[^\W\d_][\w.'’()&-]{0,29}(?: [\w.'’()&-]{1,20}){0,3}"
_COLON = re.compile(rf"(?:{_TIME}[\s,–-]*)?({_LABEL})\s*(?:{_TIME})?\s*:(?!//|\d)\s*(.*)", re.DOTALL)
_TIMED = re.compile(rf"({_LABEL})\s+{_TIME}\s*:?\s*(.*)", re.DOTALL)
_TIMED_FIRST = re.compile(rf"{_TIME}\s*[,–-]?\s*({_LABEL})\s*:\s*(.*)", re.DOTALL)
_TIME_ALONE = re.compile(_TIME)
_NO_NAMES = word_set("exchange/no_speakers")
_NO_FIRST = word_set("exchange/no_speakers_begin")
NOBODY, NOTES, EDGES = "(nobody named)", "(footnotes)", "(headers and footers)"
_PLACES = {"footnote": NOTES, "endnote": NOTES, "header": EDGES, "footer": EDGES}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch. ``line`` counts the lines that hold anything; ``raw`` is as it stood."""

    line: int
    speaker: str
    text: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class _SpeakerMark:
    name: str
    rest: str
    sure: bool  # a name in a table, or a code that only speakers have


def find_turns(lines: TextLines) -> tuple[tuple[Turn, ...], bool]:
    """The turns of a transcript in order, and whether any speaker was found.

    A name counts when it is one that only speakers have ("INT", "P1"), or stands before more than one
    turn, or once where others are speakers: a person is asked about those.
    """
    candidates = [_candidate(line) for line in lines.lines]
    times = Counter(fold(c.name) for c in candidates if c)
    surely = {fold(c.name) for c in candidates if c and (c.sure or times[fold(c.name)] > 1)}
    if len(surely) == 1 and not any(c and c.sure for c in candidates):
        # One name alone, and no code: is it a conversation at all? Only if somebody else speaks once.
        surely = surely if len(times) > 1 else set()
    spelt: dict[str, str] = {}
    turns: list[Turn] = []
    for n, (line, found) in enumerate(zip(lines.lines, candidates, strict=True), start=1):
        place = _PLACES.get(line.place, "")
        if place:
            turns.append(Turn(n, place, line.text, line.text))
            continue
        if found and surely and (fold(found.name) in surely or _like_a_name(found.name)):
            name = spelt.setdefault(fold(found.name), found.name)
            turns.append(Turn(n, name, found.rest.strip(), line.text))
        elif surely and _TIME_ALONE.fullmatch(line.text):
            continue  # a time of the recording, and nobody's words
        elif turns and turns[-1].speaker not in _PLACES.values():
            last = turns[-1]
            turns[-1] = replace(
                last, text=_with(last.text, line.text, wrapped=lines.wrapped),
                raw=_with(last.raw, line.text, wrapped=lines.wrapped),
            )  # fmt: skip
        else:
            turns.append(Turn(n, _before(turns), line.text, line.text))
    return tuple(t for t in turns if t.raw), bool(surely)


def _before(turns: list[Turn]) -> str:
    """Who spoke before a footnote or a page's edge broke in: they go on."""
    return next((t.speaker for t in reversed(turns) if t.speaker not in _PLACES.values()), NOBODY)


def asks_most(turns: Sequence[Turn], people: Sequence[str]) -> str:
    """Who most likely asks: most of their turns end in a question, and of nobody else's; else ""."""
    share = {}
    for name in people:
        said = [t.text for t in turns if t.speaker == name]
        share[name] = sum(x.rstrip(" ”\"'’)").endswith("?") for x in said) / len(said) if said else 0.0
    asking = [name for name, part in share.items() if part >= 0.5]
    return asking[0] if len(asking) == 1 and len(people) > 1 else ""


def _candidate(line: TextLine) -> _SpeakerMark | None:
    text = line.text.strip()
    if line.speaker:
        name = re.sub(rf"\s*{_TIME}\s*", " ", line.speaker).strip(" :")
        return _SpeakerMark(name or line.speaker, text, True)
    for pattern in (_TIMED_FIRST, _COLON):
        if (m := pattern.fullmatch(text)) and _may_be(m[1]):
            name = m[1].strip()
            in_bold = bool(line.bold) and fold(line.bold).strip(" :").startswith(fold(name))
            return _SpeakerMark(name, m[2], in_bold or _is_code(name))
    if (m := _TIMED.fullmatch(text)) and _may_be(m[1]):
        return _SpeakerMark(m[1].strip(), m[2], _is_code(m[1]) or not m[2].strip())
    bold = line.bold.strip(" :–-\t")
    if bold and _may_be(bold) and re.fullmatch(_LABEL, bold) and line.text.startswith(line.bold[: len(bold)]):
        return _SpeakerMark(bold, text[len(bold) :].lstrip(" :–-\t"), _is_code(bold) and len(bold) > 1)
    return None


def _is_code(name: str) -> bool:
    plain = fold(name)
    if re.fullmatch(r"(?:speaker|interviewer|interviewee|participant|respondent|facilitator|moderator)\s?\d*", plain):
        return True
    # One letter alone is a code only where it is a capital: "a: ..." may be a list.
    return bool(ASKS.fullmatch(plain) or SPEAKS.fullmatch(plain)) and (len(plain) > 1 or name.isupper())


def _may_be(name: str) -> bool:
    plain = fold(name).strip(" .")
    if not plain or plain in _NO_NAMES or len(plain) > 40:
        return False
    if _is_code(name.strip()):
        return True
    return plain.split()[0] not in _NO_FIRST and name.strip()[:1].isupper()


def _like_a_name(name: str) -> bool:
    """Whether a name that stands once could be somebody's: one or two words with capitals."""
    parts = name.split()
    return len(parts) <= 2 and all(p[:1].isupper() for p in parts)


def _with(said: str, more: str, *, wrapped: bool) -> str:
    if not said:
        return more
    if not wrapped or said.rstrip().endswith((".", "?", "!", "”")):
        return f"{said}\n{more}"
    # A line that ends by the width of the page goes on; a hyphen at its end may be the word's own.
    return f"{said}{more}" if said.endswith("-") and more[:1].islower() else f"{said} {more}"
