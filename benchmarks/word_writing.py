"""Writing long documents: ours against one XML string, pandoc, docxtpl and plain python-docx, in one run.

    python benchmarks/word_writing.py [--pages 500] [--rows 10000] [--peers PYTHON]

Every way writes the same pages (heading, three paragraphs of 90 words, a quote, a table of 6 by 5) from
the same template, each in a process of its own that imports first and is timed afterwards; the middle of
three counts. pandoc is timed as a command, with its own start. PYTHON is an environment with docxtpl,
which is not part of this project (pip install docxtpl). What would take minutes is written smaller, and
the size is said.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "templates"
HERE = Path(__file__).parent
START = "import sys, time; sys.path.insert(0, sys.argv[1]); folder, pages, out = sys.argv[2], int(sys.argv[3]), sys.argv[4]\n"
TIMED = "\nstart = time.perf_counter()\nmake()\nprint(time.perf_counter() - start)\n"

OURS = """
from datetime import date
from pathlib import Path
from word_made import made_document
from consultwork.word.write.document import write
document = made_document(pages)
def make():
    write(document, Path(out), templates=Path(folder), today=date(2021, 6, 4))
"""
STRING = """
import zipfile
from xml.sax.saxutils import escape
from word_made import made_document
blocks = made_document(pages).blocks()
ids = 0
tables = 0
def p(style, text, anchor=""):
    global ids
    mark, end = "", ""
    if anchor:
        ids += 1
        mark, end = f'<w:bookmarkStart w:id="{ids}" w:name="_cw_{anchor}"/>', f'<w:bookmarkEnd w:id="{ids}"/>'
    return (f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{mark}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{end}</w:p>')
def make():
    global tables
    body = []
    for b in blocks:
        kind = type(b).__name__
        anchor = b.anchor.replace("-", "_")
        if kind == "Heading":
            body.append(p("Heading2", b.text, anchor))
        elif kind == "Paragraph":
            body.append(p("CWBody", b.text, anchor))
        elif kind == "Quote":
            body.append(p("CWQuote", f"\u201c{b.text}\u201d", anchor) + p("CWQuoteSource", b.who))
        else:
            tables += 1
            rows = []
            for k, row in enumerate((b.header, *b.rows)):
                cells = "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="{3600 if j == 0 else 1360}" w:type="dxa"/></w:tcPr>'
                    + p("CWTableHead" if k == 0 else "CWTableFirst" if j == 0 else "CWTableNumber", c) + "</w:tc>"
                    for j, c in enumerate(row)
                )
                head = "<w:tblHeader/>" if k == 0 else ""
                rows.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
            grid = "".join(f'<w:gridCol w:w="{3600 if j == 0 else 1360}"/>' for j in range(len(b.header)))
            body.append(
                p("Caption", f"Table {tables}: {b.caption}", anchor)
                + '<w:tbl><w:tblPr><w:tblStyle w:val="CWTable"/><w:tblW w:w="9070" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
                + '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
                + f'<w:tblCaption w:val="{escape(b.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
            )
    with zipfile.ZipFile(folder + "/response.docx") as template, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in template.namelist():
            data = template.read(name)
            if name == "word/document.xml":
                text = data.decode()
                cut = text.index("<w:sectPr")
                data = (text[: text.index("<w:body>") + 8] + "".join(body) + text[cut:]).encode()
            made.writestr(name, data)
"""
NAIVE = """
import docx
from word_made import made_document
blocks = made_document(pages).blocks()
def make():
    word = docx.Document(folder + "/response.docx")
    for b in blocks:
        kind = type(b).__name__
        if kind == "Heading":
            word.add_paragraph(b.text, style="heading 2")
        elif kind == "Paragraph":
            word.add_paragraph(b.text, style="CW Body")
        elif kind == "Quote":
            word.add_paragraph(b.text, style="CW Quote")
            word.add_paragraph(b.who, style="CW Quote source")
        else:
            word.add_paragraph(b.caption, style="Caption")
            table = word.add_table(len(b.rows) + 1, len(b.header), style="CW Table")
            for i, row in enumerate((b.header, *b.rows)):
                for j, text in enumerate(row):
                    table.cell(i, j).text = text
    word.save(out)
"""
DOCXTPL = """
import json
from docxtpl import DocxTemplate
pages_ = json.load(open(out + ".json"))
def make():
    template = DocxTemplate(out + ".template.docx")
    template.render({"pages": pages_}, autoescape=True)
    template.save(out)
"""
ROWS_OURS = """
from datetime import date
from pathlib import Path
from consultwork.blocks import Document, Table
from consultwork.word.write.document import write
rows = tuple((f"E{n:05d}", f"Theme {n} of the annex", str(n % 9), str(n % 7), f"Questions {n % 40}") for n in range(pages))
document = Document("summary.docx", "Annex", {k: "x" for k in ("organisation", "subtitle", "eyebrow", "date", "status", "contact", "made_up")},
    {"facts": (), "body": (Table(("Ref", "Theme", "People", "Groups", "Questions"), rows, widths=(.15, .4, .15, .1, .2), description="x"),)})
def make():
    write(document, Path(out), templates=Path(folder), today=date(2021, 6, 4))
"""
ROWS_NAIVE = """
import docx
rows = [(f"E{n:05d}", f"Theme {n} of the annex", str(n % 9), str(n % 7), f"Questions {n % 40}") for n in range(pages)]
def make():
    word = docx.Document(folder + "/summary.docx")
    table = word.add_table(0, 5, style="CW Table")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    word.save(out)
"""


def seconds(code: str, n: int, out: Path, python: str = sys.executable, times: int = 3) -> float:
    """The middle of some runs, each in a process of its own, without its imports."""
    command = [python, "-c", START + code + TIMED, str(HERE), str(TEMPLATES), str(n), str(out)]
    found = [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])
        for _ in range(times)
    ]
    return statistics.median(found)


def markdown(pages: int) -> str:
    """The same pages as Markdown."""
    sys.path.insert(0, str(HERE))
    from word_made import made_document

    lines = []
    for b in made_document(pages).blocks():
        kind = type(b).__name__
        if kind == "Table":
            lines += [f"Table: {b.caption}", "", "| " + " | ".join(b.header) + " |", "|" + "---|" * len(b.header)]
            lines += ["| " + " | ".join(row) + " |" for row in b.rows]
            lines.append("")
        else:
            mark = {"Heading": "## ", "Quote": "> "}.get(kind, "")
            lines += [f"{mark}{b.text}", ""]
    return "\n".join(lines)


def docxtpl_files(out: Path, pages: int) -> None:
    """A template with a loop, and the same pages as data."""
    import json

    import docx
    from word_made import made_document

    word = docx.Document()
    for line in (
        "{%p for page in pages %}",
        "{{ page.heading }}",
        "{%p for t in page.paragraphs %}",
        "{{ t }}",
        "{%p endfor %}",
        "{{ page.quote }}",
        "{{ page.caption }}",
    ):
        word.add_paragraph(line)
    table = word.add_table(4, 5)
    for k, row in enumerate(
        (
            [f"{{{{ page.header[{j}] }}}}" for j in range(5)],
            ["{%tr for r in page.rows %}"] * 1 + [""] * 4,
            [f"{{{{ r[{j}] }}}}" for j in range(5)],
            ["{%tr endfor %}"] + [""] * 4,
        )
    ):
        for j, text in enumerate(row):
            table.cell(k, j).text = text
    word.add_paragraph("{%p endfor %}")
    word.save(f"{out}.template.docx")
    data, page = [], {}
    for b in made_document(pages).blocks():
        kind = type(b).__name__
        if kind == "Heading":
            page = {"heading": b.text, "paragraphs": []}
            data.append(page)
        elif kind == "Paragraph":
            page["paragraphs"].append(b.text)
        elif kind == "Quote":
            page["quote"] = b.text
        else:
            page |= {"caption": b.caption, "header": b.header, "rows": b.rows}
    Path(f"{out}.json").write_text(json.dumps(data))


def main() -> None:
    """Print two tables: way, size, seconds, ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--peers", type=Path, help="python of an environment with docxtpl")
    arguments = parser.parse_args()
    pages, rows, small = arguments.pages, arguments.rows, max(arguments.pages // 10, 1)
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out.docx"
        ours = seconds(OURS, pages, out)
        print(f"{'way':<34}{'size':>12}{'seconds':>9}{'ours / it':>11}{'it / ours':>11}")

        def told(name: str, size: str, took: float, mine: float) -> None:
            print(f"{name:<34}{size:>12}{took:>9.2f}{mine / took:>11.2f}{took / mine:>11.2f}")

        told("ours", f"{pages} pages", ours, ours)
        told("one XML string (at most 2)", f"{pages} pages", seconds(STRING, pages, out), ours)
        if shutil.which("pandoc"):
            (Path(place) / "in.md").write_text(markdown(pages), encoding="utf-8")
            command = [
                "pandoc",
                str(Path(place) / "in.md"),
                "-o",
                str(out),
                f"--reference-doc={TEMPLATES / 'response.docx'}",
            ]
            start = time.perf_counter()
            subprocess.run(command, check=True)
            told("pandoc from Markdown (at least 5)", f"{pages} pages", time.perf_counter() - start, ours)
        if arguments.peers:
            docxtpl_files(out, pages)
            told("docxtpl, autoescape", f"{pages} pages", seconds(DOCXTPL, pages, out, str(arguments.peers), 1), ours)
        less = seconds(OURS, small, out)
        told("python-docx, cell by cell", f"{small} pages", seconds(NAIVE, small, out, times=1), less)
        annex = seconds(ROWS_OURS, rows, out)
        told("annex: ours", f"{rows} rows", annex, annex)
        told("annex: python-docx add_row (5)", f"{rows} rows", seconds(ROWS_NAIVE, rows, out, times=1), annex)


if __name__ == "__main__":
    main()
