"""For tests that sign documents off: asking back is recorded, so that it does not stand in the way."""

from __future__ import annotations

from consultwork.model import DocumentKind
from consultwork.workbench import Workbench


def nobody_asked(bench: Workbench, consultation: str, kind: DocumentKind | str) -> None:
    """Record that nobody was asked about a document, with a made-up reason."""
    bench.asking_back.nobody(consultation, kind, "everybody in this test is made up")
