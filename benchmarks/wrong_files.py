"""Files that are not what they seem, read as a returned draft: the sentence, seconds and peak memory of each.

    python benchmarks/wrong_files.py [FOLDER ...]

Each file is refused or read in a process of its own, whose start and imports are not counted. FOLDERs hold
further files to try. At most one second and 300 MB each is wanted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

READ = """
import resource, sys, time
from pathlib import Path
from consultwork.errors import ConsultworkError
from consultwork.workbench.review.review_desk import read_returned
start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_returned(Path(sys.argv[1]))
    said = "read"
except ConsultworkError as refusal:
    said = refusal.sentence
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{time.perf_counter() - start:.2f}\\t{peak:.0f}\\t{peak - before / 1024:.0f}\\t{said}")
"""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELS = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(path: Path, body: bytes, types: str = _TYPES, rels: str = _RELS, repeat: int = 1) -> Path:
    """A Word package with one part of text, written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("_rels/.rels", rels)
        with made.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(repeat):
                part.write(body)
    return path


def wrong_files(folder: Path) -> list[Path]:
    """One of each kind."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    plain = {
        "empty.docx": b"", "text.docx": b"Dear Sir", "page.docx": b"<!doctype html><p>Hi", "rich.docx": rb"{\rtf1 Hi}",
        "paper.docx": b"%PDF-1.7\n", "old.docx": ole + "WordDocument".encode("utf-16-le"),
        "password.docx": ole + "EncryptedPackage".encode("utf-16-le"), "cut.docx": b"PK\x03\x04" + b"\0" * 90,
    }  # fmt: skip
    made = []
    for name, data in plain.items():
        (folder / name).write_bytes(data)
        made.append(folder / name)
    with zipfile.ZipFile(folder / "odt.docx", "w") as odt:
        odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    p = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>Hi</w:t></w:r></w:p></w:body></w:document>'.encode()
    macro = _TYPES.replace(_MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    strict = _RELS.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + p
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    return [
        *made, folder / "odt.docx",
        package(folder / "macros.docx", p, macro), package(folder / "strict.docx", p, rels=strict),
        package(folder / "entities.docx", entity), package(folder / "deep.docx", deep),
        package(folder / "bomb-1GiB.docx", b"\0" * 2**20, repeat=1024),
        package(folder / "bomb-60MiB.docx", b"<a/>" * 2**18, repeat=60),
        package(folder / "broken-xml.docx", b"<w:document><w:body>"),
    ]  # fmt: skip


def main() -> None:
    """Print one table: file, seconds, peak MB, MB above the start, the sentence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        files = wrong_files(Path(place))
        files += [p for folder in arguments.folders for p in sorted(folder.glob("*.docx"))]
        print(f"{'file':<40}{'seconds':>8}{'peak MB':>9}{'more MB':>9}  what was said")
        for path in files:
            run = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=False)
            if run.returncode:
                print(f"{path.name:<40}  a fault of ours: {run.stderr.strip().splitlines()[-1]}")
                continue
            seconds, peak, more, said = run.stdout.strip().split("\t")
            print(f"{path.name:<40}{seconds:>8}{peak:>9}{more:>9}  {said[:110]}")


if __name__ == "__main__":
    main()
