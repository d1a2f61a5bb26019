"""Footnotes: python-docx has none, so the part that holds them is written here.

The part, its relationship, its content type, the two separators that Word asks for, and a word in
the settings (ISO/IEC 29500-1, 17.11).
"""

from __future__ import annotations

import re

from consultwork.ooxml.package import W
from consultwork.word.manifest import add_relation, add_type

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{tag}/></w:r></w:p></w:footnote>"
    for kind, ident, tag in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
)
_SETTING = b'<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


def add_footnotes(parts: dict[str, bytes], notes: list[str], main: str) -> None:
    """Put footnotes into a package.

    Args:
        parts: the package, by member name; changed in place.
        notes: each footnote as XML, with its id.
        main: the name of the main part.
    """
    folder, _, name = main.rpartition("/")
    part = f"{folder}/footnotes.xml"
    inner = "".join(notes)
    if part in parts:  # the template has footnotes of its own
        parts[part] = re.sub(rb"</(\w+:)?footnotes>\s*$", lambda m: inner.encode() + m[0], parts[part])
        return
    parts[part] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:footnotes xmlns:w="{W}">{_SEPARATORS}{inner}</w:footnotes>'
    ).encode()
    add_relation(parts, f"{folder}/_rels/{name}.rels", _KIND, "footnotes.xml")
    add_type(parts, f"/{part}", _TYPE)
    settings = f"{folder}/settings.xml"
    if settings in parts and b"<w:footnotePr>" not in parts[settings]:
        # The schema wants it right before w:compat.
        parts[settings] = re.sub(rb"<w:compat[ >/]", lambda m: _SETTING + m[0], parts[settings], count=1)
