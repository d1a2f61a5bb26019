"""Writes the Word templates: ``python -m consultwork.word.house_style templates/``.

Once written they are ordinary Word files, to be edited in Word. Running this again replaces them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from consultwork.word.house_parts import (
    XML,
    R,
    W,
    font_table_xml,
    numbering_xml,
    settings_xml,
    style_id,
    styles_xml,
    theme_xml,
)
from consultwork.word.package import custom_properties_xml, pack

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = {
    "response": "Consultation response",
    "submission": "Written submission",
    "letter": "Letter",
    "answers": "Survey answers",
    "briefing": "Briefing",
    "summary": "Public summary",
    "specification-note": "Specification note",
    "contributor-note": "Note to people who took part",
    "dpia": "Data protection impact assessment",
    "handover": "Handover",
    "form": "Form",
}
TEMPLATES = tuple(f"{kind}.docx" for kind in _NAMES)


def write_templates(folder: Path) -> list[Path]:
    """Write every template into a folder, replacing what is there.

    Args:
        folder: where they go; made if it does not exist.

    Returns:
        The files written, in the order of ``TEMPLATES``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in _NAMES:
        path = folder / f"{kind}.docx"
        path.write_bytes(template_bytes(kind))
        written.append(path)
    return written


def template_bytes(kind: str) -> bytes:
    """One template as the bytes of a .docx.

    Args:
        kind: a document kind, such as ``response``.
    """
    parts: dict[str, str | bytes] = {
        "word/document.xml": _body(kind),
        "word/styles.xml": styles_xml(letter=kind == "letter", points=14 if kind == "contributor-note" else 12),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(),
        "word/theme/theme1.xml": theme_xml(),
        **_headers_and_footers(kind),
        "docProps/core.xml": _core(_NAMES[kind]),
        "docProps/app.xml": _APP,
        "docProps/custom.xml": custom_properties_xml({"consultwork-draft": ""}),
        "_rels/.rels": _package_rels(),
        "word/_rels/document.xml.rels": _document_rels(),
        "[Content_Types].xml": _content_types(),
    }
    return pack({name: part if isinstance(part, bytes) else part.encode("utf-8") for name, part in parts.items()})


def _p(style: str, text: str = "", extra: str = "") -> str:
    runs = []
    for n, piece in enumerate(text.split("\t")):
        if n:
            runs.append("<w:r><w:tab/></w:r>")
        if piece == "#":
            runs.append(
                '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
                '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                '<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
                '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            )
        elif piece:
            runs.append(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{extra}</w:pPr>{"".join(runs)}</w:p>'


_NEW_PAGE = "<w:pageBreakBefore/>"


def _title_block() -> list[str]:
    return [
        _p("CW Eyebrow", "{{eyebrow}}"),
        _p("Title", "{{title}}"),
        _p("CW Subtitle", "{{subtitle}}"),
    ]


def _body(kind: str) -> str:
    if kind == "letter":
        paragraphs = [
            _p("CW Note", "{{made_up}}"),
            _p("CW Address", "{{block:addressee}}"),
            _p("CW Reference line", "Date: {{date}}", '<w:spacing w:before="280"/>'),
            _p("CW Reference line", "Our reference: {{our_reference}}"),
            _p("CW Reference line", "Your reference: {{your_reference}}"),
            _p("CW Salutation", "{{salutation}}"),
            _p("heading 1", "{{subject}}"),
            _p("CW Body", "{{block:body}}"),
            _p("CW Sign-off", "{{sign_off}}"),
            _p("CW Signature", "{{signatory}}"),
            _p("CW Address", "{{signatory_role}}"),
            _p("CW Address", "{{department}}"),
            _p("CW Address", "{{organisation}}"),
            _p("CW Body", "{{block:enclosures}}", '<w:spacing w:before="320"/>'),
        ]
    else:
        cover = kind == "response"
        paragraphs = [
            *([] if cover else [_p("CW Logo", "{{logo}}")]),
            *_title_block(),
            _p("CW Body", "{{block:facts}}"),
            _p("CW Note", "{{status}}"),
            _p("CW Note", "{{made_up}}"),
            _p("CW Body", "{{block:body}}", _NEW_PAGE if cover else ""),
        ]
    first = "".join(
        f'<w:{part}Reference w:type="{which}" r:id="{rid}"/>'
        for part, which, rid in (
            ("header", "default", "rId6"),
            ("header", "first", "rId7"),
            ("footer", "default", "rId8"),
            ("footer", "first", "rId9"),
        )
    )
    section = (
        f'<w:sectPr>{first}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" '
        'w:left="1418" w:header="624" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    content = "".join(paragraphs) + section
    newer = ""
    if kind == "form":  # boxes to tick came with Word 2010: an older one may pass them over
        newer = (
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
        )
    return f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"{newer}><w:body>{content}</w:body></w:document>'


def _headers_and_footers(kind: str) -> dict[str, str]:
    running = [_p("header", "{{organisation}}"), _p("CW Header rule", "{{title}}")]
    footer = [_p("CW Footer rule", "{{status}}\t#")]
    if kind == "letter":
        running = [_p("header", "{{organisation}}"), _p("CW Header rule", "{{subject}}")]
        first = [
            _p("CW Logo", "{{logo}}"),
            _p("CW Letterhead", "{{organisation}}"),
            _p("CW Strapline", "{{strapline}}"),
        ]
        first_footer = [
            _p("CW Footer rule", "{{address}}"),
            _p("footer", "{{contact}}"),
            _p("footer", "{{status}}\t#"),
        ]
    elif kind == "response":
        first = [_p("CW Logo", "{{logo}}", '<w:spacing w:after="1200"/>')]
        first_footer = [_p("CW Footer rule", "{{organisation}}\t{{date}}"), _p("footer", "{{contact}}")]
    else:
        first = [_p("header", "{{organisation}}\t{{date}}")]
        first_footer = [_p("CW Footer rule", "{{contact}}\t#")]

    def part(tag: str, paragraphs: list[str]) -> str:
        return f'{XML}<w:{tag} xmlns:w="{W}" xmlns:r="{R}">{"".join(paragraphs)}</w:{tag}>'

    return {
        "word/header1.xml": part("hdr", running),
        "word/header2.xml": part("hdr", first),
        "word/footer1.xml": part("ftr", footer),
        "word/footer2.xml": part("ftr", first_footer),
    }


_APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
)

_PARTS = (
    ("rId1", "styles", "word/styles.xml", f"{_TYPES}.styles+xml"),
    ("rId2", "numbering", "word/numbering.xml", f"{_TYPES}.numbering+xml"),
    ("rId3", "settings", "word/settings.xml", f"{_TYPES}.settings+xml"),
    ("rId4", "fontTable", "word/fontTable.xml", f"{_TYPES}.fontTable+xml"),
    ("rId5", "theme", "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("rId6", "header", "word/header1.xml", f"{_TYPES}.header+xml"),
    ("rId7", "header", "word/header2.xml", f"{_TYPES}.header+xml"),
    ("rId8", "footer", "word/footer1.xml", f"{_TYPES}.footer+xml"),
    ("rId9", "footer", "word/footer2.xml", f"{_TYPES}.footer+xml"),
)
_ROOT_PARTS = (
    ("rId1", f"{R}/officeDocument", "word/document.xml", f"{_TYPES}.document.main+xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    (
        "rId3",
        f"{R}/extended-properties",
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    (
        "rId4",
        f"{R}/custom-properties",
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
)


def _core(title: str) -> str:
    return (
        f"{XML}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _package_rels() -> str:
    rels = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{p}"/>' for i, t, p, _ in _ROOT_PARTS)
    return f'{XML}<Relationships xmlns="{_RELS}">{rels}</Relationships>'


def _document_rels() -> str:
    rels = "".join(
        f'<Relationship Id="{i}" Type="{R}/{t}" Target="{p.removeprefix("word/")}"/>' for i, t, p, _ in _PARTS
    )
    return f'{XML}<Relationships xmlns="{_RELS}">{rels}</Relationships>'


def _content_types() -> str:
    over = "".join(
        f'<Override PartName="/{path}" ContentType="{kind}"/>' for _, _, path, kind in (*_ROOT_PARTS, *_PARTS)
    )
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{over}</Types>'
    )


if __name__ == "__main__":
    write_templates(Path(sys.argv[1] if len(sys.argv) > 1 else "templates"))
