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

from consultwork.kinds import FaultKind
from consultwork.model.writing import Facts
from consultwork.ooxml.package import Package, w
from consultwork.ooxml.walk import Walk
from consultwork.settings.colours import contrast
from consultwork.word.check.effective_format import EffectiveFormat, EffectiveFormats, value_of, with_properties
from consultwork.word.check.parts import check_pictures, check_tables
from consultwork.wording import say

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
    kind: FaultKind
    facts: Facts = ()

    @classmethod
    def of(cls, rule: str, where: str, kind: FaultKind, /, **facts: object) -> Fault:
        """A fault with the facts that its sentence tells."""
        return cls(rule, where, kind, tuple(facts.items()))

    @property
    def sentence(self) -> str:
        """What a person reads, in English as it was shipped."""
        return say(self.kind.entry, **dict(self.facts))

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
    faults = [*_document(package, looks), *_headings(package), *_page_numbers(package)]
    for paragraph in paragraphs:
        faults += _paragraph(paragraph, looks)
    faults += _blanks(body)
    faults += [Fault.of(*fault) for fault in check_tables(body)]
    faults += [Fault.of(rule, where, kind, **facts) for rule, where, kind, facts in check_pictures(stories)]
    return tuple(dict.fromkeys(faults))


def _document(package: Package, looks: EffectiveFormats) -> Iterator[Fault]:
    root = package.properties("core-properties")
    title = ""
    for child in root if root is not None else ():
        if isinstance(child.tag, str) and child.tag.endswith("}title"):
            title = child.text or ""
    if title.strip().lower() in _NO_TITLE or "{{" in title:
        yield Fault.of("title", "", FaultKind.NO_TITLE)
    language = looks.of("").language
    if language != "en-GB":
        yield Fault.of("language", "", FaultKind.LANGUAGE, language=language or "none")


def _headings(package: Package) -> Iterator[Fault]:
    before = 0
    walked = [p for p in Walk(package).paragraphs if p.level and p.place == "body"]
    if not walked:
        yield Fault.of("headings", "", FaultKind.NO_HEADINGS)
    for paragraph in walked:
        if not paragraph.text.strip():
            yield Fault.of("headings", "an empty heading", FaultKind.EMPTY_HEADING)
            continue
        if paragraph.level > before + 1:
            kind = FaultKind.HEADING_LEVEL_IS_SKIPPED if before else FaultKind.FIRST_HEADING_IS_NOT_FIRST
            yield Fault.of("headings", _shown(paragraph.text), kind, level=paragraph.level, before=before)
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
    yield Fault.of("page numbers", "", FaultKind.NO_PAGE_NUMBERS)


def _paragraph(paragraph: Any, looks: EffectiveFormats) -> Iterator[Fault]:
    text = _text(paragraph)
    if not text.strip():
        return
    where = _shown(text)
    properties = paragraph.find(w("pPr"))
    style = value_of(properties, "pStyle")
    look = with_properties(looks.of(style), properties)
    if look.align in ("both", "distribute"):
        yield Fault.of("alignment", where, FaultKind.JUSTIFIED)
    running = len(text.split()) > 12 and paragraph.getparent().tag not in (w("hdr"), w("ftr"))
    if 0 < look.line < CLOSEST and running and not style.startswith(("Heading", "Title")):
        yield Fault.of("spacing", where, FaultKind.LINES_TOO_CLOSE, times=f"{look.line:g}")
    ground = look.fill or _cell_fill(paragraph)
    runs = [r for r in paragraph.iter(w("r")) if _own(r, paragraph) and _text(r).strip()]
    for run in runs:
        yield from _run(run, looks, look, ground, where)
    if _CAPITALS.search(text) or look.capitals:
        yield Fault.of("capitals", where, FaultKind.CAPITALS)
    if re.search(r"[^ ] {3,}[^ ]|\t[ ]*\t", text):
        yield Fault.of("spacing", where, FaultKind.PLACED_BY_SPACES)
    listed = properties is not None and properties.find(w("numPr")) is not None
    if _TYPED_LIST.match(text) and not listed and not _in_table(paragraph) and "list" not in style.lower():
        yield Fault.of("lists", where, FaultKind.TYPED_LIST)
    if _looks_like_heading(paragraph, text, runs, look, looks.names.get(style, "")):
        yield Fault.of("headings", where, FaultKind.LOOKS_LIKE_A_HEADING)
    yield from _links(paragraph, where)


def _run(run: Any, looks: EffectiveFormats, paragraph: EffectiveFormat, ground: str, where: str) -> Iterator[Fault]:
    properties = run.find(w("rPr"))
    look = with_properties(looks.on(value_of(properties, "rStyle"), paragraph), properties)
    raised = value_of(properties, "vertAlign") in ("superscript", "subscript")
    if look.size < SMALLEST and not raised:
        yield Fault.of("size", where, FaultKind.TOO_SMALL, points=f"{look.size:g}")
    if look.italic and len(_text(run)) > 20:
        yield Fault.of("italics", where, FaultKind.ITALICS)
    in_link = any(a.tag == w("hyperlink") for a in run.iterancestors())
    if look.underlined and not in_link:
        yield Fault.of("underlining", where, FaultKind.UNDERLINED)
    large = look.size >= 18 or (look.bold and look.size >= 14)
    behind = look.fill or ground
    ratio = contrast(look.colour or ("FFFFFF" if contrast("", behind) < 4.5 else ""), behind)
    if ratio < (3.0 if large else 4.5):
        yield Fault.of("contrast", where, FaultKind.LOW_CONTRAST, ratio=f"{ratio:.1f}")


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
            yield Fault.of("links", where, FaultKind.VAGUE_LINK, words=words)
        elif re.match(r"(?:https?://|www\.)", words, re.IGNORECASE):
            yield Fault.of("links", where, FaultKind.BARE_ADDRESS)


def _blanks(body: Any) -> Iterator[Fault]:
    container = body.find(w("body"))
    children = [child for child in container if child.tag in (w("p"), w("tbl"))] if container is not None else []
    last = ""
    for n, child in enumerate(children):
        if child.tag != w("p"):
            continue
        text = _text(child).strip()
        holds = any(True for _ in child.iter(w("drawing"), w("pict"), w("sectPr"), w("object")))
        # Word itself needs a paragraph after a table at the end, and between two tables.
        needed = n and children[n - 1].tag == w("tbl") and (n + 1 == len(children) or children[n + 1].tag == w("tbl"))
        if not text and not holds and not needed:
            yield Fault.of("blank lines", f"after {last}" if last else "at the start", FaultKind.BLANK_LINE)
        last = _shown(text) if text else last


def _text(element: Any) -> str:
    return "".join(
        "\t" if child.tag == w("tab") and child.getparent().tag == w("r") else child.text or ""
        for child in element.iter(w("t"), w("tab"))
    )


def _own(run: Any, paragraph: Any) -> bool:
    return next(run.iterancestors(w("p"))) is paragraph


def _in_table(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(w("tbl")), None) is not None


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
