"""What did people say, and how many said it?

The codebook's own words propose, a person accepts or rejects, and both are kept. Counts are of
people, never of hits. A theme that only one or two people raised is never dropped for being small:
somebody decides on it and says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from consultwork import frames
from consultwork.kinds import Waiting
from consultwork.model import (
    Blocker,
    CandidateTheme,
    Code,
    Coding,
    CodingState,
    Contribution,
    Contributor,
    Position,
    Speaker,
    Theme,
    Use,
)

FEW = 2  # a theme raised by this many people or fewer is decided on by name

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_LOOKALIKE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "})


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a text starts and ends, in code points, end exclusive, trimmed."""
    found, start = [], 0
    for m in (*_SENTENCE_END.finditer(text), None):
        end = m.start() if m else len(text)
        part = text[start:end]
        left = len(part) - len(part.lstrip())
        if part.strip():
            found.append((start + left, start + left + len(part.strip())))
        start = m.end() if m else end
    return tuple(found)


def propose(contributions: Iterable[Contribution], codes: Iterable[Code]) -> tuple[CandidateTheme, ...]:
    """Codes that the codebook's own words suggest, with the words that caused each.

    One candidate for each sentence and code. Case, curly quotes and dashes make no difference; a
    word must match from its beginning to its end, and ``*`` at the end of a keyword stands for any
    ending.
    """
    patterns = [(code.id, _pattern(code.include)) for code in codes if code.include]
    found = []
    for contribution in contributions:
        search = contribution.text.translate(_LOOKALIKE)  # one code point for one: offsets hold
        for start, end in sentences(contribution.text):
            for code, pattern in patterns:
                hits = [m.span() for m in pattern.finditer(search, start, end)]
                if hits:
                    words = dict.fromkeys(contribution.text[a:b].lower() for a, b in hits)
                    found.append(
                        CandidateTheme(
                            contribution.ref, code, start, end, contribution.text[start:end], tuple(words),
                            reason="the codebook's words: " + ", ".join(words),
                        )
                    )  # fmt: skip
    return tuple(found)


def heard(contributions: Iterable[Contribution], people: Mapping[str, Contributor]) -> set[str]:
    """The people, not groups or staff, who may be counted and of whom at least one answer is cleared."""
    return {
        contribution.contributor
        for contribution in contributions
        if people[contribution.contributor].speaker is Speaker.CONTRIBUTOR
        and people[contribution.contributor].allows(Use.COUNT, contribution.answer)
    }


def themes(
    codes: Iterable[Code],
    codings: Iterable[Coding],
    contributions: Mapping[str, Contribution],
    people: Mapping[str, Contributor],
    decisions: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Theme, ...]:
    """Who raised what, from the codings that a person accepted, of people who may be counted.

    Args:
        contributions: by ref; only codings of these are looked at.
        decisions: code id -> (decision, reason), for themes that few people raised.

    Returns:
        Themes that somebody raised, the most people first.
    """
    decisions = decisions or {}
    by_code: dict[str, list[Coding]] = defaultdict(list)
    for k in codings:
        c = contributions.get(k.contribution)
        if c and k.state is CodingState.ACCEPTED and people[c.contributor].allows(Use.COUNT, c.answer):
            by_code[k.code].append(k)
    found = []
    for code in codes:
        if code.id not in by_code:
            continue
        kept = tuple(by_code[code.id])
        who: dict[Speaker, list[str]] = defaultdict(list)
        stands: dict[Position, set[str]] = defaultdict(set)
        for k in kept:
            person = people[contributions[k.contribution].contributor]
            if person.ref not in who[person.speaker]:
                who[person.speaker].append(person.ref)
            if person.speaker is Speaker.CONTRIBUTOR:
                stands[k.position].add(person.ref)
        found.append(
            Theme(
                code, tuple(sorted(who[Speaker.CONTRIBUTOR])), tuple(sorted(who[Speaker.GROUP])),
                tuple(sorted(who[Speaker.STAFF] + who[Speaker.PARTNER])), kept,
                tuple((p, len(stands[p])) for p in Position if stands[p]), *decisions.get(code.id, ("", "")),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda t: (-len(t.people), -len(t.codings), t.code.id)))


def theme_table(found: Iterable[Theme], of_people: int) -> pd.DataFrame:
    """Themes by people. Columns: see ``frames.theme_frame``."""
    return frames.theme_frame(found, of_people)


def group_table(found: Iterable[Theme], groups: Mapping[str, str]) -> pd.DataFrame:
    """How many people of each group raised each theme, and how many were heard. Only inside the building.

    Args:
        groups: person -> group; each person heard is in one.

    Returns:
        One row a theme, the last one "people heard"; one column a group.
    """
    names = sorted(set(groups.values()), key=lambda g: (g in ("others", "not said"), g))
    rows = {t.code.name: {g: sum(groups.get(p) == g for p in t.people) for g in names} for t in found}
    rows["people heard"] = {g: sum(x == g for x in groups.values()) for g in names}
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def few_people(found: Iterable[Theme]) -> tuple[Theme, ...]:
    """The themes that only one or two people raised."""
    return tuple(t for t in found if len(t.people) <= FEW)


def people_by_theme_table(
    codings: Iterable[Coding], contributions: Mapping[str, Contribution], people: Mapping[str, Contributor]
) -> pd.DataFrame:
    """Who raised which code: one row a person, one column a code, True where they did.

    Only accepted codings of people who may be counted.
    """
    countable = {r: c for r, c in contributions.items() if people[c.contributor].allows(Use.COUNT, c.answer)}
    coded = frames.coding_frame((k for k in codings if k.contribution in countable), countable, people)
    kept = coded[coded[frames.STATE] == CodingState.ACCEPTED.value]
    return pd.crosstab(kept[frames.PERSON], kept[frames.CODE]).astype(bool)


def blockers(
    codings: Iterable[Coding],
    contributions: Mapping[str, Contribution],
    found: Iterable[Theme],
    consultation: str,
) -> tuple[Blocker, ...]:
    """What is still open: passages nobody decided on, and small themes without a reason."""
    blocked = []
    waiting = [k for k in codings if k.state is CodingState.SUGGESTED and k.contribution in contributions]
    if waiting:
        blocked.append(Blocker.of("theme", consultation, Waiting.SUGGESTIONS_WAIT, count=len(waiting)))
    for t in few_people(found):
        if not t.reason:
            place, count = f"{consultation}/{t.code.id}", len(t.people)
            blocked.append(Blocker.of("theme", place, Waiting.SMALL_THEME_IS_UNDECIDED, count=count, theme=t.code.name))
    return tuple(blocked)


def _pattern(keywords: Iterable[str]) -> re.Pattern[str]:
    parts = []
    for keyword in sorted(keywords, key=len, reverse=True):
        plain = " ".join(keyword.translate(_LOOKALIKE).split())
        stem = plain.endswith("*")
        body = re.escape(plain.rstrip("*")).replace(r"\ ", r"\s+")
        parts.append(body + (r"\w*" if stem else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
