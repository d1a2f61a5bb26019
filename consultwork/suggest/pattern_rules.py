"""Details that have a form once a word before them says what they are: names on social media, numbers, dates, ages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultwork.word_lists import any_of

_Span = tuple[int, int, str, str]  # start, end, kind, stand-in

_MONTH = rf"(?:{any_of('months')})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_FULL_DATE = re.compile(
    rf"\b(?:{_DAY} (?:of )?{_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}|(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1"
    r"(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    rf"\b(?:on|since|from|until|till|by|dated|between|of)(?: the)? (?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,? (?:the )?)?"
    rf"((?:{_DAY} (?:of )?{_MONTH}|{_MONTH} {_DAY})(?! \d{{4}}))\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w@.])@[A-Za-z_][\w.]{2,29}\b"
    rf"|\b(?:(?:www\.|m\.)?(?:{any_of('suggest/social_sites')})"
    r"\.(?:com|net|tv|me)/(?:in/|add/|c/|u/|user/|channel/|profile\.php\?id=)?)@?[\w.\-]{3,}"
    r"|(?<![\w/])u/[\w\-]{3,}|\b[\w.]{2,32}#\d{4}\b|\b[\w\-]+(?:\.[\w\-]+)*\.bsky\.social\b",
)
_MEDIA = rf"(?:{any_of('suggest/social_media')})"
_HANDLE_CUE = re.compile(
    rf"\b(?:{_MEDIA}|user ?name)(?:['’]s)?(?: (?:handle|name|account|user(?:name)?|id|tag|profile|page))?(?: is| as|:| =|-| under| at)+ ?"
    r"(@?[\w.\-]*[\d_.\-][\w.\-]*\w)",
    re.IGNORECASE,
)
# With a word that says "this is what I am called there", any word will do.
_HANDLE_WORD = re.compile(
    rf"\b(?:(?:my |his |her |their )(?:{_MEDIA}|user ?name|handle)(?:['’]s)?(?: (?:handle|name|account|user(?:name)?|id|tag))?(?: is|:|=)|"
    rf"(?:{_MEDIA}|user ?name|handle) ?[:=]|(?:{_MEDIA}) (?:handle|name|user(?:name)?|id|tag)(?: is)?) ?"
    rf"(?!(?:{any_of('suggest/no_handle')})\b)(@?[\w.]{{4,30}})|"
    rf"(?:find|add|follow|message|dm|tag) (?:me|us|him|her) (?:on|at|as) (?:{_MEDIA})?(?: as| at|:)? ?(@?[\w.]*[\d_.][\w.]*\w)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    rf"\b(?:(?:{any_of('suggest/numbered_things')})[ -])?"
    rf"(?:{any_of('suggest/number_words')})\b\.?"
    r"(?: (?:no|number|num|code|id)\b\.?)?(?: (?:is|was|of))?[ :#=\-]*"
    r"((?=[A-Za-z0-9/\-]*\d[A-Za-z0-9/\-]*\d[A-Za-z0-9/\-]*\d)[A-Za-z0-9][A-Za-z0-9/\-]{3,24}[A-Za-z0-9](?: \d{3,4}(?!\d)){0,2})",
    re.IGNORECASE,
)


def handles(text: str) -> Iterator[_Span]:
    """Names on social media, with the site or after words that say so."""
    for m in _HANDLE.finditer(text):
        yield *m.span(), "social media name", "[a social media name]"
    for m in _HANDLE_CUE.finditer(text):
        yield *m.span(1), "social media name", "[a social media name]"
    for m in _HANDLE_WORD.finditer(text):
        yield *m.span(1 if m.group(1) else 2), "social media name", "[a social media name]"


def references(text: str) -> Iterator[_Span]:
    """Case, hospital, crime and other numbers after the word for them."""
    if any(character.isdecimal() for character in text):
        for m in _REFERENCE.finditer(text):
            yield *m.span(1), "reference number", "[a reference number]"


def dates(text: str) -> Iterator[_Span]:
    """Whole dates, and days of a month after words such as "on" and "since"."""
    for m in _FULL_DATE.finditer(text):
        yield *m.span(), "date", "[a date]"
    for m in _SHORT_DATE.finditer(text):
        yield *m.span(1), "date", "[a date]"


# An age is telling when few people have it, or when the words around it say so.
_OLD = r"(?:9\d|1[01]\d)"
_AGE = re.compile(
    rf"\b(?:aged?|age of|turned|turning|nearly|almost|(?:i['’]?m|i am|(?:{any_of('suggest/aged_people')}) is|s?he['’]s|is now|at|was|reached)(?: nearly| now| almost)?) ({_OLD})"
    rf"\b(?![\d.,]*\d)(?! ?(?:{any_of('suggest/counted_after_number')}))"
    rf"|\b({_OLD})(?:[ -]years?[ -]old|[ -]?y/?o|[ -]years? of age|[ -]year[ -]old)\b",
    re.IGNORECASE,
)
_AGE_ALONE = re.compile(
    r"\b(?:(?:the )?only|youngest|oldest|pregnant|a (?:mum|mother|dad|father|parent|carer|grandmother|gran|nan|widow)|sectioned|"
    r"homeless|married|diagnosed)\b[^.!?\n]{0,40}?(?<![\d£.:])\b(1\d|[2-9]\d)(?: ?- ?year ?- ?olds?| years? old| ?y/?o)?\b"
    rf"(?![.,:]?\d)(?! ?(?:{any_of('suggest/counted_after_any_number')}))",
    re.IGNORECASE,
)


def ages(text: str) -> Iterator[_Span]:
    """Ages that few people have, and ages in words that single a person out."""
    for m in _AGE.finditer(text):
        yield *m.span(1 if m.group(1) else 2), "age", "[an age]"
    for m in _AGE_ALONE.finditer(text):
        yield *m.span(1), "age", "[an age]"
