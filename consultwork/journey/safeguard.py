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
from consultwork.model import Blocker, Concern, Contributor, Finding, Submission, Use

# One pattern each, in the order in which they are tried; what an earlier one has taken, a later one
# leaves alone. Postcodes after the Royal Mail's format (BS 7666), National Insurance numbers after
# HMRC's NIM39110, NHS numbers with the modulus 11 check digit of the NHS Data Dictionary.
_EMAIL = re.compile(r"\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\b")
_NHS = re.compile(r"(?<![\d])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![\d])")
_NINO = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d){6} ?[A-D]\b", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\d+])(?:\+44[ -]?(?:\(0\)[ -]?)?|0)(?:\d[ -]?){8,9}\d(?!\d)"
    r"|(?<!\d)\(0\d{3,4}\)[ -]?\d{3}[ -]?\d{3,4}(?!\d)"
)
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA)\b", re.IGNORECASE)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = (
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH}),? \d{{2,4}})"
)
_BORN = re.compile(
    rf"(?:\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth|birthday)\b[ :,]*(?:is |was |on )*(?:the )?)({_DATE})",
    re.IGNORECASE,
)

# Words that a person should look at soon: risk to self, to a child, to an adult at risk. Broad on
# purpose: a flag too many costs a minute, one too few may cost more.
_RISK = re.compile(
    r"\b(?:suicid\w*|kill(?:ing)? my ?self|end(?:ing)? (?:it all|my life)|better off dead|want(?:ed)? to die|"
    r"don'?t want to (?:live|be here|wake up)|self[ -]?harm\w*|cut(?:ting)? my ?self|hurt(?:ing)? my ?self|"
    r"overdos\w*|not safe at home|hits? (?:me|the kids|my (?:son|daughter|child\w*))|"
    r"(?:hurt|hurting|abus\w+) (?:a |the |my )?(?:child\w*|kids?|son|daughter)|groom(?:ed|ing) )",
    re.IGNORECASE,
)  # fmt: skip


def nhs_number_is_valid(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (NHS Data Dictionary, modulus 11)."""
    if len(digits) != 10 or not digits.isdecimal():
        return False
    check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def find_personal_details(text: str, submission: str = "") -> tuple[Finding, ...]:
    """Words that may identify someone in the UK, by their form.

    Finds e-mail addresses, NHS numbers (with their check digit), National Insurance numbers, phone
    numbers, postcodes and dates of birth.

    Args:
        text: words as they came in.
        submission: the ref that the findings are for.

    Returns:
        Findings in the order of the text, not overlapping, offsets in code points, end exclusive.
    """
    found: list[Finding] = []

    def take(start: int, end: int, kind: str, stand_in: str) -> None:
        if all(end <= f.start or start >= f.end for f in found):
            found.append(Finding(submission, start, end, kind, text[start:end], stand_in))

    for m in _EMAIL.finditer(text):
        take(m.start(), m.end(), "e-mail", "[an e-mail address]")
    for m in _NHS.finditer(text):
        if nhs_number_is_valid("".join(m.groups())):
            take(m.start(), m.end(), "NHS number", "[an NHS number]")
    for m in _BORN.finditer(text):
        take(m.start(1), m.end(1), "date of birth", "[a date of birth]")
    for pattern, kind, stand_in in (
        (_NINO, "National Insurance number", "[a National Insurance number]"),
        (_PHONE, "phone", "[a phone number]"),
        (_POSTCODE, "postcode", "[a postcode]"),
    ):
        for m in pattern.finditer(text):
            take(m.start(), m.end(), kind, stand_in)
    return tuple(sorted(found, key=lambda f: f.start))


def redacted(text: str, findings: Iterable[Finding]) -> str:
    """The text with every finding that is to be replaced by its stand-in. Nothing else changes."""
    out, last = [], 0
    for f in sorted(findings, key=lambda f: f.start):
        if f.decision != "replace":
            continue
        out += [text[last : f.start], f.stand_in]
        last = f.end
    return "".join(out) + text[last:]


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
    found = []
    silent = sorted({s.contributor for s in submissions if not people[s.contributor].recorded})
    for person in silent:
        sentence = "no permission is recorded, so nothing they said is used. Ask them, then record it."
        found.append(Blocker("safeguard", person, sentence))
    open_findings: dict[str, int] = {}
    for f in findings:
        if not f.decision:
            open_findings[f.submission] = open_findings.get(f.submission, 0) + 1
    for submission, n in sorted(open_findings.items()):
        what = "one personal detail waits" if n == 1 else f"{n} personal details wait"
        found.append(Blocker("safeguard", submission, f"{what} for a decision."))
    waiting = [s.ref for s in submissions if s.ref not in cleared and s.ref not in open_findings]
    if waiting:
        what = "one answer waits" if len(waiting) == 1 else f"{len(waiting)} answers wait"
        found.append(Blocker("safeguard", waiting[0], f"{what} to be read and cleared, from this one on."))
    for concern in concerns:
        if not concern.outcome:
            lead = concern.lead or "the named lead"
            due = f" by {concern.due.day} {concern.due:%B %Y}" if concern.due else " today"
            found.append(Blocker("safeguard", concern.ref, f"a concern waits for {lead} to look at{due}."))
    return tuple(found)
