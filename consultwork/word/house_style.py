"""Writes the Word templates: ``python -m consultwork.word.house_style templates/``.

Once written they are ordinary Word files, to be edited in Word. Running this again replaces them.

What they are made of lies in ``styles/`` as XML: a folder for each layout ("plain", "letter", "response",
"form") with its text, headers and footers, and the parts that every template has.
"""

from __future__ import annotations

import sys
from pathlib import Path

from consultwork.word.default_styles import as_part, has_file, numbering_part, style_file, styles_part
from consultwork.word.package import custom_properties_xml, pack

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
    core = style_file("package/core.xml")
    core.find("{*}title").text = _NAMES[kind]
    parts = {
        "word/styles.xml": styles_part(letter=kind == "letter", points=14 if kind == "contributor-note" else 12),
        "word/numbering.xml": numbering_part(),
        "docProps/core.xml": as_part(core),
        "docProps/custom.xml": custom_properties_xml({"consultwork-draft": ""}),
        **{part: as_part(style_file(file)) for part, file in _SHARED.items()},
        **{f"word/{name}.xml": as_part(style_file(_laid_out(kind, name))) for name in _LAID_OUT},
    }
    return pack(parts)


# Parts that are the same in every template, and the files they are made of.
_SHARED = {
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/theme/theme1.xml": "theme1.xml",
    "docProps/app.xml": "package/app.xml",
    "_rels/.rels": "package/package_rels.xml",
    "word/_rels/document.xml.rels": "package/document_rels.xml",
    "[Content_Types].xml": "package/content_types.xml",
}
_LAID_OUT = ("document", "header1", "header2", "footer1", "footer2")


def _laid_out(kind: str, name: str) -> str:
    """The file of a part that goes with the layout: a kind's own where it has one, else the plain one."""
    own = f"{kind}/{name}.xml"
    return own if has_file(own) else f"plain/{name}.xml"


if __name__ == "__main__":
    write_templates(Path(sys.argv[1] if len(sys.argv) > 1 else "templates"))
