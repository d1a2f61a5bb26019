"""Can everybody read it? The rules on accessibility and structure that code can test.

Sources: GOV.UK "Publishing accessible documents" (12 point, sentence case, no italics, left
aligned, links that make sense alone), the Department for Transport's guide to accessible Word
documents (real headings, in order), WCAG 2.2 AA for contrast and alternative text. Whether an
alternative text is true, and whether the words are plain, only a person can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consultwork.ooxml.package import Package, w
from consultwork.ooxml.walk import Walk
from consultwork.settings.colours import contrast
from consultwork.word.check.effective_format import EffectiveFormat, EffectiveFormats, value_of, with_properties
from consultwork.word.check.parts import check_pictures, check_tables

SMALLEST = 12.0
CLOSEST = 1.15  # lines of running text, as a multiple of the type's own height
_STORIES = ("header", "footer", "footnotes", "endnotes")
_NO_TITLE = {"", "word document", "document", "untitled", "document1"}
_VAGUE = {"click here", "here", "read more", "more", "link", "this link", "click", "more information"}
_TYPED_LIST = re.compile(r"(?:[•·▪–*-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t\u00a0]+\S")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,'’&-]+[A-Z]{2,}){2,}\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the paragraph's words, or the name of the table or picture."""

    rule: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.sentence} ({self.where})" if self.where else self.sentence


def check(path: Path) -> tuple[Fault, ...]:
    """Test a Word file against every rule.

    Args:
        path: any .docx.

    Returns:
        What was found, in reading order within each rule; empty when all is well.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    looks = EffectiveFormats(package)
    body = package.xml(package.main)
    stories = [body, *(package.xml(name) for kind in _STORIES for name in package.parts_of(kind))]
    paragraphs = [p for story in stories if story is not None for p in story.iter(w("p"))]
    found = [*_document(package, looks), *_headings(package), *_page_numbers(package)]
    for paragraph in paragraphs:
        found += _paragraph(paragraph, looks)
    found += _blanks(body)
    found += [Fault(*fault) for fault in (*check_tables(body), *check_pictures(stories))]
    return tuple(dict.fromkeys(found))


def _document(package: Package, looks: EffectiveFormats) -> Iterator[Fault]:
    root = package.properties("core-properties")
    title = ""
    for child in root if root is not None else ():
        if isinstance(child.tag, str) and child.tag.endswith("}title"):
            title = child.text or ""
    if title.strip().lower() in _NO_TITLE or "{{" in title:
        yield Fault("title", "", "The document has no title in its properties.")
    language = looks.of("").language
    if language != "en-GB":
        named = f"is {language}" if language else "is not set"
        yield Fault("language", "", f"The document's language {named}; it should be en-GB.")


def _headings(package: Package) -> Iterator[Fault]:
    before = 0
    walked = [p for p in Walk(package).paragraphs if p.level and p.place == "body"]
    if not walked:
        yield Fault("headings", "", "The document has no headings, so nobody can jump from part to part.")
    for paragraph in walked:
        if not paragraph.text.strip():
            yield Fault("headings", "an empty heading", "A heading has no words.")
            continue
        if paragraph.level > before + 1:
            yield Fault(
                "headings",
                _shown(paragraph.text),
                f"A heading of level {paragraph.level} follows one of level {before}."
                if before
                else f"The first heading is of level {paragraph.level}, not 1.",
            )
        before = paragraph.level


def _page_numbers(package: Package) -> Iterator[Fault]:
    for name in package.parts_of("footer") + package.parts_of("header"):
        root = package.xml(name)
        if root is None:
            continue
        fields = [str(f.get(w("instr")) or "") for f in root.iter(w("fldSimple"))]
        fields += [i.text or "" for i in root.iter(w("instrText"))]
        if any("PAGE" in f.split() for f in fields):
            return
    yield Fault("page numbers", "", "The pages are not numbered.")


def _paragraph(paragraph: Any, looks: EffectiveFormats) -> Iterator[Fault]:
    text = _text(paragraph)
    if not text.strip():
        return
    where = _shown(text)
    properties = paragraph.find(w("pPr"))
    style = value_of(properties, "pStyle")
    look = with_properties(looks.of(style), properties)
    if look.align in ("both", "distribute"):
        yield Fault("alignment", where, "The text is justified; it should be aligned to the left.")
    running = len(text.split()) > 12 and paragraph.getparent().tag not in (w("hdr"), w("ftr"))
    if 0 < look.line < CLOSEST and running and not style.startswith(("Heading", "Title")):
        yield Fault(
            "spacing", where, f"Lines stand too close ({look.line:g} times); they should be 1.15 apart at least."
        )
    ground = look.fill or _cell_fill(paragraph)
    runs = [r for r in paragraph.iter(w("r")) if _own(r, paragraph) and _text(r).strip()]
    for run in runs:
        yield from _run(run, looks, look, ground, where)
    if _CAPITALS.search(text) or look.capitals:
        yield Fault("capitals", where, "Words are written in capitals, which are hard to read.")
    if re.search(r"[^ ] {3,}[^ ]|\t[ ]*\t", text):
        yield Fault("spacing", where, "Spaces or tabs are used to place words.")
    listed = properties is not None and properties.find(w("numPr")) is not None
    if _TYPED_LIST.match(text) and not listed and not _in_table(paragraph) and "list" not in style.lower():
        yield Fault("lists", where, "A list is typed by hand; use Word's bullets or numbers.")
    if _looks_like_heading(paragraph, text, runs, look, looks.names.get(style, "")):
        yield Fault("headings", where, "A bold line looks like a heading but has no heading style.")
    yield from _links(paragraph, where)


def _run(run: Any, looks: EffectiveFormats, paragraph: EffectiveFormat, ground: str, where: str) -> Iterator[Fault]:
    properties = run.find(w("rPr"))
    look = with_properties(looks.on(value_of(properties, "rStyle"), paragraph), properties)
    raised = value_of(properties, "vertAlign") in ("superscript", "subscript")
    if look.size < SMALLEST and not raised:
        yield Fault("size", where, f"Text is {look.size:g} points; it should be at least 12.")
    if look.italic and len(_text(run)) > 20:
        yield Fault("italics", where, "Words are in italics, which are hard to read.")
    in_link = any(a.tag == w("hyperlink") for a in run.iterancestors())
    if look.underlined and not in_link:
        yield Fault("underlining", where, "Words are underlined but are not a link.")
    large = look.size >= 18 or (look.bold and look.size >= 14)
    behind = look.fill or ground
    ratio = contrast(look.colour or ("FFFFFF" if contrast("", behind) < 4.5 else ""), behind)
    if ratio < (3.0 if large else 4.5):
        yield Fault("contrast", where, f"The contrast of text and ground is {ratio:.1f} to 1; it should be 4.5.")


def _cell_fill(paragraph: Any) -> str:
    for cell in paragraph.iterancestors(w("tc")):
        shade = cell.find(f"{w('tcPr')}/{w('shd')}")
        fill = str(shade.get(w("fill")) or "") if shade is not None else ""
        return "" if fill == "auto" else fill.upper()
    return ""


def _looks_like_heading(paragraph: Any, text: str, runs: list[Any], look: EffectiveFormat, style: str) -> bool:
    if look.bold or _in_table(paragraph) or style.lower().startswith(("heading", "title", "cw ", "toc")):
        return False
    short = len(text.split()) <= 12 and not text.rstrip().endswith((".", ":", ";", ",", "?", "!"))
    bold = bool(runs) and all(with_properties(EffectiveFormat(), r.find(w("rPr"))).bold for r in runs)
    return short and bold


def _links(paragraph: Any, where: str) -> Iterator[Fault]:
    for link in paragraph.iter(w("hyperlink")):
        words = " ".join(_text(link).split())
        if words.lower().rstrip(".") in _VAGUE:
            yield Fault("links", where, f"The link “{words}” does not say where it leads.")
        elif re.match(r"(?:https?://|www\.)", words, re.IGNORECASE):
            yield Fault("links", where, "A link shows its address instead of words.")


def _blanks(body: Any) -> Iterator[Fault]:
    container = body.find(w("body"))
    children = [c for c in container if c.tag in (w("p"), w("tbl"))] if container is not None else []
    last = ""
    for n, child in enumerate(children):
        if child.tag != w("p"):
            continue
        text = _text(child).strip()
        holds = any(True for _ in child.iter(w("drawing"), w("pict"), w("sectPr"), w("object")))
        # Word itself needs a paragraph after a table at the end, and between two tables.
        needed = n and children[n - 1].tag == w("tbl") and (n + 1 == len(children) or children[n + 1].tag == w("tbl"))
        if not text and not holds and not needed:
            yield Fault("blank lines", f"after {last}" if last else "at the start", "An empty line is used for space.")
        last = _shown(text) if text else last


def _text(element: Any) -> str:
    parts = []
    for child in element.iter(w("t"), w("tab")):
        parts.append("\t" if child.tag == w("tab") and child.getparent().tag == w("r") else child.text or "")
    return "".join(parts)


def _own(run: Any, paragraph: Any) -> bool:
    return next(run.iterancestors(w("p"))) is paragraph


def _in_table(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(w("tbl")), None) is not None


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
