"""Word packages written by hand, with just what a test is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My part"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="CW Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>'
)


def p(inner: str, style: str = "", extra: str = "") -> str:
    """A paragraph; plain words become a run."""
    inner = inner if inner.startswith("<") else t(inner)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{inner}</w:p>"


def t(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def ins(inner: str, who: str = "Ann", kind: str = "ins") -> str:
    """Words under a tracked change."""
    return f'<w:{kind} w:id="1" w:author="{who}" w:date="2021-06-01T10:00:00Z">{inner}</w:{kind}>'


def gone(words: str, who: str = "Ann") -> str:
    """Deleted words."""
    return ins(f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>', who, "del")


def made(path: Path, body: str, *, main_type: str = _MAIN, **parts: str) -> Path:
    """A .docx with this body; ``parts`` by relationship kind: comments, footnotes, header, ..."""
    rels, files = [], {}
    for n, (kind, xml) in enumerate({"styles": STYLES, **parts}.items(), start=1):
        files[f"word/{kind}.xml"] = xml
        rels.append(f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>')
    files["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELS}">{"".join(rels)}</Relationships>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in files.items():
            package.writestr(name, xml)
    return path
