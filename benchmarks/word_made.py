"""Made-up documents for the measurements of Word: pages like those of a response, as many as are asked for."""

from __future__ import annotations

from consultwork.blocks import Block, Document, Heading, Paragraph, Quote, Table, plain

WORDS = [
    "people",
    "told",
    "us",
    "that",
    "being",
    "heard",
    "at",
    "the",
    "first",
    "visit",
    "changes",
    "what",
    "happens",
    "next",
    "and",
    "that",
    "a",
    "plan",
    "written",
    "down",
    "is",
    "of",
    "use",
    "only",
    "when",
    "somebody",
    "reads",
    "it",
    "on",
    "the",
    "night",
    "when",
    "it",
    "is",
    "needed",
    "most",
]
ROWS = 6


def sentence(seed: int, words: int = 30) -> str:
    """A sentence of so many words, another one for each seed."""
    step = 1 + seed % 7
    return " ".join(WORDS[(seed * 5 + n * step) % len(WORDS)] for n in range(words)).capitalize() + f" {seed}."


def page(n: int, edit: int = 0) -> list[Block]:
    """One page: a heading, three paragraphs of 90 words, a quote, a table of 6 by 5.

    Args:
        edit: where given, every so many-th page differs as an edited draft would.
    """
    touched = bool(edit) and n % edit == 0
    paragraphs = [
        " ".join(sentence(n * 10 + k * 3 + j) for j in range(3)).replace(
            "changes", "alters" if touched and k == 1 else "changes"
        )
        for k in range(3)
    ]
    made: list[Block] = [Heading(f"Question {n}", 2, f"q{n}")]
    made += [Paragraph(plain(text), anchor=f"q{n}-p{k}") for k, text in enumerate(paragraphs)]
    if touched:
        made.append(Paragraph(plain(sentence(n * 10 + 9)), anchor=f"q{n}-new"))
    if not (edit and n % edit == 1):
        made.append(Quote(sentence(n * 10 + 7, 14), "volunteer", anchor=f"q{n}-quote"))
    rows = tuple(
        (f"Theme {n}.{r}", *(str((n * r + c) % 9) for c in range(4)))
        for r in range(ROWS - (edit > 0 and n % edit == 2))
    )
    made.append(
        Table(("Theme", "People", "For", "Against", "Unclear"), rows, caption=f"Themes of question {n}", numeric=(1, 2, 3, 4),
              widths=(0.4, 0.15, 0.15, 0.15, 0.15), description="Themes and people.", anchor=f"q{n}-table")
    )  # fmt: skip
    return made


def made_document(pages: int, edit: int = 0) -> Document:
    """A response of so many pages."""
    body = tuple(b for n in range(1, pages + 1) for b in page(n, edit))
    values = {
        "organisation": "Harbour Voices", "title": "A response", "subtitle": "Made up", "eyebrow": "Consultation response",
        "date": "4 June 2021", "status": "Draft version 1, 4 June 2021. Not yet approved.", "contact": "hello@example.org",
    }  # fmt: skip
    return Document("response.docx", "A response", values, {"facts": (), "body": body}, draft="bench-v1", made_up=True)
