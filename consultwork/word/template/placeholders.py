"""The list of placeholders: ``python -m consultwork.word.template.placeholders templates/`` writes README.md."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from consultwork.word.template.tags import find_tags
from consultwork.word.template.template import Template, open_template

_MEANING = {
    "address": "Our postal address, in the letterhead.",
    "block:addressee": "Who the letter goes to, one line each.",
    "block:body": "The text itself: headings, paragraphs, quotes, tables, charts.",
    "block:enclosures": "What is enclosed; the line goes when there is nothing.",
    "block:facts": "The table of facts: who asks, the closing date, our reference.",
    "contact": "How to reach us.",
    "date": "The document's date, such as 4 June 2021.",
    "department": "The part of our organisation that writes.",
    "eyebrow": "What kind of document it is, above the title.",
    "logo": "The organisation's logo, a picture; its line goes when there is none.",
    "made_up": "Says that the example is made up; empty for real work.",
    "organisation": "Our name.",
    "our_reference": "Our reference.",
    "salutation": "Dear Minister, and the like.",
    "sign_off": "Yours sincerely, and the like.",
    "signatory": "Who signs.",
    "signatory_role": "The role of the person who signs.",
    "status": "Which version this is, and whether it is approved.",
    "strapline": "The line under our name in the letterhead.",
    "subject": "What the letter is about.",
    "subtitle": "The line under the title.",
    "title": "The document's title.",
    "your_reference": "Their reference.",
}
_PLACES = {"document": "text", "header": "header", "footer": "footer"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A tag of a template: its name (``block:`` in front for a slot) and the places it stands in."""

    name: str
    places: tuple[str, ...]


def placeholders(path: Path) -> tuple[Placeholder, ...]:
    """The placeholders of one template, by name.

    Args:
        path: a template.

    Raises:
        BadTemplate: it is not a Word file, or one of its tags is broken.
    """
    template = Template(open_template(path), path.name)
    found: dict[str, list[str]] = {}
    for part in template.stories():
        kind = next(word for key, word in _PLACES.items() if key in str(part.partname))
        for tag in find_tags(part.element, path.name):
            places = found.setdefault(f"block:{tag.name}" if tag.block else tag.name, [])
            if kind not in places:
                places.append(kind)
    return tuple(Placeholder(name, tuple(places)) for name, places in sorted(found.items()))


def placeholders_in(data: bytes) -> tuple[str, ...]:
    """The names of the placeholders of a template that lies in memory, ``block:`` in front of a slot."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(data)
        return tuple(p.name for p in placeholders(path))


def readme(folder: Path) -> str:
    """The text of ``templates/README.md``: every placeholder of every template in a folder.

    Args:
        folder: the folder of templates.
    """
    lines = [
        "# Word templates",
        "",
        "These are ordinary Word files. Open one in Word and change what you like: fonts, colours, fixed",
        "words, the order of things. Two kinds of placeholder are filled in:",
        "",
        "- `{{name}}` within a line, also in headers and footers, is replaced by a value. When the value",
        "  is empty, a line that holds nothing else goes, and so does a label with a colon in front of it.",
        "- A paragraph that holds only `{{block:name}}` is replaced by whole blocks of text. A page break",
        "  before it, or a space above it, is kept.",
        "",
        "The look of every block comes from a named style, such as “CW Key message” or “CW Quote”.",
        "Change the style and every document follows. A style that is deleted is reported by its name.",
        "Turn off tracked changes before you edit a placeholder.",
        "",
    ]
    for path in sorted(folder.glob("*.docx")):
        if path.name.startswith("~$"):
            continue
        lines += [f"## {path.name}", "", "| placeholder | where | what it is |", "|---|---|---|"]
        for one in placeholders(path):
            meaning = _MEANING.get(one.name, "A value of your own.")
            lines.append(f"| `{{{{{one.name}}}}}` | {', '.join(one.places)} | {meaning} |")
        lines.append("")
    lines += [
        "This list is written by `python -m consultwork.word.template.placeholders templates/`. The templates as",
        "supplied are written by `python -m consultwork.word.house_style templates/`, which replaces them.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "templates")
    (target / "README.md").write_text(readme(target), encoding="utf-8", newline="\n")
