"""The one text gate: what may go into XML, a cell or a screen.

Text from people passes through here on its way in and is never rendered as HTML, a formula,
a template or Markdown on its way out. What cannot be carried is replaced by U+FFFD and
counted, so that nothing is lost without a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from consultwork.word_lists import word_list

# XML 1.0 (fifth edition), production [2] Char: everything outside it is illegal in any XML file,
# even as a character reference. Lone surrogates cannot be encoded as UTF-8 at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_WORD = re.compile(r"[^\W_]+(?:(?:[\u2019'.\-/&]|(?<=\d),(?=\d{3}))[^\W_]+)*[%]?", re.UNICODE)

REPLACEMENT = "\ufffd"
_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\n]")
_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text that may go anywhere, and how many characters had to be replaced to make it so."""

    text: str
    replaced: int


def clean(text: str) -> CleanText:
    """Make text safe to store and to write into XML.

    Newlines of every kind become ``\\n``. Characters that XML forbids and lone surrogates become
    U+FFFD and are counted. Nothing else changes: no trimming, no normalising.

    Args:
        text: any Python string.

    Returns:
        The text and the number of characters replaced.
    """
    if text.isprintable():  # most text is: no newline, nothing that XML forbids
        return CleanText(text, 0)
    text = _NEWLINES.sub("\n", text)
    text, replaced = _ILLEGAL.subn(REPLACEMENT, text)
    return CleanText(text, replaced)


def legal(text: str) -> str:
    """The same text without characters that no file may hold; line breaks stay as they are."""
    return _ILLEGAL.sub(REPLACEMENT, text)


def as_printed(text: str) -> str:
    """Text for a terminal: nothing in it moves the cursor, rings or changes a colour."""
    return _TERMINAL.sub(REPLACEMENT, clean(text).text)


def as_html(text: str) -> str:
    """Text as HTML that shows exactly these characters and does nothing else."""
    return html.escape(clean(text).text, quote=True)


def as_cell(text: str) -> str:
    """Text for a CSV or spreadsheet cell that no spreadsheet program takes for a formula.

    A leading ``=``, ``+``, ``-``, ``@`` (or their wide forms), also after spaces and characters that
    nobody sees, a tab or a line's end gets an apostrophe in front (OWASP, "CSV injection").
    """
    text = clean(text).text
    return "'" + text if _FORMULA.match(text) else text


def count_words(text: str) -> int:
    """How many words a reader would count: runs of letters and digits.

    ``don't``, ``co-production``, ``75%`` and ``A&E`` are one word each, as in Word's own count.
    """
    return len(_WORD.findall(text))


def fold(text: str) -> str:
    """Text for searching only, never for showing: plain ASCII, lower case, single spaces.

    Curly quotes and dashes become plain ones, accents go. Letters that have no ASCII form are
    dropped, so offsets into the folded text mean nothing in the original.
    """
    text = text.translate(_PLAIN)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(text.lower().split())


_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
        "\u2026": "...", "\u00a0": " ", "\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O",
        "\u00df": "ss", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe", "\u0152": "OE",
    }
)  # fmt: skip


class _Letters(dict[int, str]):
    """What each character is in a search: letters and digits themselves, marks nothing, the rest a space."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        category = unicodedata.category(character)
        if written_without_spaces(character):
            kept = f" {character} "
        elif category[0] in "LN" or category == "Mc" or character == "'":
            kept = character
        else:
            kept = "" if category in ("Mn", "Me", "Cf") else " "
        self[point] = kept
        return kept


_LETTERS = _Letters()
# Han with its extensions, kana, Thai and Lao, Tibetan, Burmese, Khmer.
_SPACELESS = (
    (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def written_without_spaces(character: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between words."""
    return any(first <= ord(character) <= last for first, last in _SPACELESS) and character.isalnum()


def search_words(text: str) -> list[str]:
    """The words of a text in any script, for searching only: small letters, without accents and marks.

    Where a script puts no spaces between words, each character is a word.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold().translate(_LETTERS)
    return [word for word in (part.strip("'") for part in plain.split()) if word]


_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def number_word(n: int) -> str:
    """A count as a reader meets it in running text: words up to ten, then digits.

    Zero is "no". Follows the GOV.UK and NHS habit of words for small counts in prose.
    """
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """``one`` or ``many``, with no number in front: ``plural(2, "person", "people")``."""
    return one if n == 1 else (many if many is not None else one + "s")


def listed(items: list[str] | tuple[str, ...], joiner: str = "and") -> str:
    """Names in running text: "a", "a and b", "a, b and c"."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def sentence_start(text: str) -> str:
    """The text with its first letter as a capital and nothing else changed."""
    return text[:1].upper() + text[1:]


def as_date(day: date) -> str:
    """A date as a reader meets it: "4 June 2021"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = word_list("month_names")
