"""What may we do with their words, and is anybody at risk?

Permission is per use and none recorded means none. Personal details are proposed by patterns and
decided by a person. Words of risk raise a concern that a person looks at: nothing here decides,
contacts anyone or hides a contribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from consultwork import frames
from consultwork.kinds import Waiting
from consultwork.model import Blocker, Concern, Contributor, Finding, Submission, Use
from consultwork.text import as_date
from consultwork.word_lists import any_of

# Words that a person should look at soon: risk to self, to a child, to an adult at risk. Broad on
# purpose: a flag too many costs a minute, one too few may cost more.
_RISK = re.compile(rf"\b(?:{any_of('journey/risk')})", re.IGNORECASE)


# Measured on made-up sentences that were held back while the search was written
# (benchmarks/personal_details.py): 4 of 100 details that point at somebody are missed with the extra
# consultwork[names], 7 without. Real texts are harder than made-up ones, so the worse figure is said.
MISSED = "at least one in fifteen"


def redacted(text: str, findings: Iterable[Finding]) -> str:
    """The text with every finding that is to be replaced by its stand-in. Nothing else changes."""
    out, last = [], 0
    for f in sorted(findings, key=lambda f: f.start):
        if f.decision != "replace":
            continue
        out += [text[last : f.start], f.stand_in]
        last = f.end
    return "".join(out) + text[last:]


def moved(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings as they lie in the redacted text. What was replaced is its stand-in there."""
    out, shift = [], 0
    for f in sorted(findings, key=lambda f: f.start):
        start = f.start + shift
        if f.decision == "replace":
            shift += len(f.stand_in) - (f.end - f.start)
            out.append(replace(f, start=start, end=start + len(f.stand_in), words=f.stand_in))
        else:
            out.append(replace(f, start=start, end=f.end + shift))
    return tuple(out)


def decide(findings: Iterable[Finding], decision: str, by: str) -> tuple[Finding, ...]:
    """The same findings with one decision: "replace" or "keep"."""
    return tuple(replace(f, decision=decision, by=by) for f in findings)


def risk_words(text: str) -> tuple[str, ...]:
    """The words in a text that a person should look at soon, as they stand there."""
    return tuple(m.group().strip() for m in _RISK.finditer(text))


def usable(people: Iterable[Contributor], use: Use) -> set[str]:
    """The refs of the people whose words may be used this way now."""
    return {p.ref for p in people if p.allows(use)}


def permission_table(people: Iterable[Contributor]) -> pd.DataFrame:
    """What each person permits. Columns: see ``frames.permission_frame``."""
    return frames.permission_frame(people)


def finding_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Words that may identify someone, and what was decided. Columns: see ``frames.finding_frame``."""
    return frames.finding_frame(findings)


def blockers(
    submissions: Iterable[Submission],
    people: Mapping[str, Contributor],
    findings: Iterable[Finding],
    cleared: set[str],
    concerns: Iterable[Concern],
) -> tuple[Blocker, ...]:
    """What a person still has to decide before the words may be used."""
    found: list[Blocker] = []
    silent = sorted({s.contributor for s in submissions if not people[s.contributor].recorded})
    found += [Blocker.of("safeguard", person, Waiting.NO_PERMISSION_IS_RECORDED) for person in silent]
    open_findings: dict[str, int] = {}
    for f in findings:
        if not f.decision:
            open_findings[f.submission] = open_findings.get(f.submission, 0) + 1
    for submission, n in sorted(open_findings.items()):
        found.append(Blocker.of("safeguard", submission, Waiting.DETAILS_WAIT, count=n))
    waiting = [s.ref for s in submissions if s.ref not in cleared and s.ref not in open_findings]
    if waiting:
        found.append(Blocker.of("safeguard", waiting[0], Waiting.ANSWERS_WAIT_TO_BE_READ, count=len(waiting)))
    for concern in concerns:
        if not concern.outcome:
            lead, due = concern.lead or "nobody", as_date(concern.due) if concern.due else "today"
            found.append(Blocker.of("safeguard", concern.ref, Waiting.CONCERN_WAITS, lead=lead, due=due))
    return tuple(found)
