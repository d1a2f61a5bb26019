"""Personal details by their form: what a machine can see without knowing what it reads.

Used where words come in (a person decides on each finding) and where documents go out (a
consultation may ask for no personal information).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultwork.model import Finding
from consultwork.word_lists import any_of

# One pattern each, in the order in which they are tried; what an earlier one has taken, a later one
# leaves alone. Postcodes after the Royal Mail's format (BS 7666), National Insurance numbers after
# HMRC's NIM39110, NHS numbers with the modulus 11 check digit of the NHS Data Dictionary.
_EMAIL = re.compile(r"\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\b")
_NHS = re.compile(r"(?<![\d])(\d{3})[ \xa0.-]?(\d{3})[ \xa0.-]?(\d{4})(?![\d])")
_NINO = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d){6} ?[A-D]\b", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)44[ \xa0.-]?(?:\(0\)[ \xa0.-]?)?|0)(?:\d[ \xa0.-]?){8,9}\d(?!\d)"
    r"|(?<!\d)\(0\d{2,4}\)[ \xa0.-]?\d{3,4}[ \xa0.-]?\d{3,4}(?!\d)"
)
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?[ \xa0]?\d[A-Z]{2}|GIR ?0AA)\b", re.IGNORECASE)
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?= ?\(?[1-9])")
_OURS = 44  # these are found by their form, also those that nobody has
_LONGEST_NUMBER = 30  # fifteen digits (ITU-T E.164) with a sign between each two
# As people write them to keep robots away, and numbers that are called what they are.
_EMAIL_SAID = re.compile(
    r"\b[\w.+-]+ ?[(\[] ?at ?[)\]] ?[\w-]+(?: ?(?:\.|[(\[] ?dot ?[)\]]) ?[a-z]{2,})+", re.IGNORECASE
)
_NINO_SAID = re.compile(
    r"\b(?:n\.?i\.?|nino|national insurance)\b(?: (?:number|no\.?|num))?(?: is| was|:)? *"
    r"([A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])\b",
    re.IGNORECASE,
)
_MONTH = any_of("months")
_DATE = (
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH}),? \d{{2,4}})"
)
_BORN = re.compile(
    rf"(?:\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth|birthday)\b[ :,]*(?:is |was |on )*(?:the )?)({_DATE})",
    re.IGNORECASE,
)


def nhs_number_is_valid(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (NHS Data Dictionary, modulus 11)."""
    if len(digits) != 10 or not digits.isdecimal():
        return False
    check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


_STAND_INS = {
    "e-mail": "[an e-mail address]",
    "National Insurance number": "[a National Insurance number]",
    "NHS number": "[an NHS number]",
    "date of birth": "[a date of birth]",
    "phone": "[a phone number]",
    "postcode": "[a postcode]",
}


def _by_form(text: str) -> Iterator[tuple[str, Iterator[tuple[int, int]]]]:
    """Each kind of detail with where it stands, the surest form first: what is found first stays."""
    yield "e-mail", (m.span() for m in _EMAIL.finditer(text))
    yield "e-mail", (m.span() for m in _EMAIL_SAID.finditer(text))
    yield "National Insurance number", (m.span(1) for m in _NINO_SAID.finditer(text))
    yield "NHS number", (m.span() for m in _NHS.finditer(text) if nhs_number_is_valid("".join(m.groups())))
    yield "date of birth", (m.span(1) for m in _BORN.finditer(text))
    yield "phone", iter(_abroad(text))
    yield "National Insurance number", (m.span() for m in _NINO.finditer(text))
    yield "phone", (m.span() for m in _PHONE.finditer(text))
    yield "postcode", (m.span() for m in _POSTCODE.finditer(text))


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
    details: list[Finding] = []

    def take(start: int, end: int, kind: str, stand_in: str) -> None:
        if all(end <= f.start or start >= f.end for f in details):
            details.append(Finding(submission, start, end, kind, text[start:end], stand_in))

    for kind, spans in _by_form(text):
        for start, end in spans:
            take(start, end, kind, _STAND_INS[kind])
    return tuple(sorted(details, key=lambda f: f.start))


def _abroad(text: str) -> Iterator[tuple[int, int]]:
    """Phone numbers of other countries, written with "+" or "00" in front, by the plans of each country."""
    if not _ABROAD.search(text):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for start in _ABROAD.finditer(text):
        # The library knows "+": a number with 00 in front is the same one, one letter shorter.
        told = "+" + text[start.end() : start.end() + _LONGEST_NUMBER]
        for found in PhoneNumberMatcher(told, None, leniency=Leniency.VALID, max_tries=1):
            if found.start == 0 and found.number.country_code != _OURS:
                yield start.start(), start.end() + found.end - 1
