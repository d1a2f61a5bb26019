"""The package around a document: the same parts, in the same order, with the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Word takes only this id for properties that people define.
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts so that equal parts always give equal bytes: sorted, with one fixed date.

    Args:
        parts: member name to content.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name in sorted(parts, key=lambda n: (n not in _FIRST, n)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the system that wrote it would show in the bytes.
            info.create_system = 3
            info.external_attr = 0o600 << 16
            out.writestr(info, parts[name])
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """A package's parts by member name, in its own order."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def custom_properties_xml(properties: Mapping[str, str]) -> bytes:
    """``docProps/custom.xml`` that holds these text properties."""
    entries = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{escape(name, {chr(34): "&quot;"})}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{entries}</Properties>'
    ).encode()


def read_custom_properties(data: bytes) -> dict[str, str]:
    """The text properties of a ``docProps/custom.xml``."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    found: dict[str, str] = {}
    for entry in root.findall(f"{{{_CUSTOM}}}property"):
        found[str(entry.get("name") or "")] = "".join(str(t) for t in entry.itertext())
    return found


def set_custom_property(word: WordFile, name: str, value: str) -> None:
    """Set one custom property, keeping those that the template already has."""
    package = word.part.package
    for rel in package.rels.values():
        if rel.reltype == CUSTOM_REL and not rel.is_external:
            part = rel.target_part
            part._blob = custom_properties_xml({**read_custom_properties(part.blob), name: value})
            return
    blob = custom_properties_xml({name: value})
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, blob, package)
    package.relate_to(part, CUSTOM_REL)
