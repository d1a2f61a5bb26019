"""Writing a document under the organisation's own letterhead: its name, logo and colours, its contents."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.blocks import Document
from consultwork.errors import BadTemplate
from consultwork.journey import respond
from consultwork.kinds import FaultKind, Kind
from consultwork.model import Blocker
from consultwork.word.check.accessible import check
from consultwork.word.colours import palette
from consultwork.word.house_style import TEMPLATES
from consultwork.word.template.faults import TemplateFault, check_template
from consultwork.word.write.document import WriteReport, write
from consultwork.word.write.pages import Rendering, find_office, outline_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def put(session: Session, document: Document, path: Path, *, dated: date | None = None) -> WriteReport:
    """Write a document as Word, with the organisation's logo and colours.

    Raises:
        BadTemplate: the template is missing or broken.
        BadFile: the logo cannot be read, or the file cannot be written.
    """
    told, templates = session.settings, session.path("templates")
    try:
        return write(
            document, path, templates=templates, today=dated or session.today, author=session.sender.name,
            logo=session.root / told.organisation.logo if told.organisation.logo and not document.plain else None,
            colours=palette(told.colours.main, told.colours.accent),
        )  # fmt: skip
    except BadTemplate as error:
        others = [f for f in check_template(templates / document.template) if f.stops and f.kind != error.kind]
        if not others:
            raise
        raise BadTemplate(Kind.TEMPLATE_HAS_SEVERAL_FAULTS, where=error.where, first=error, more=len(others)) from error


def template_faults(session: Session) -> tuple[TemplateFault, ...]:
    """What is wrong with the templates of a workspace, one sentence each."""
    folder = session.path("templates")
    faults = [f for p in sorted(folder.glob("*.docx")) if not p.name.startswith("~$") for f in check_template(p)]
    missing = [TemplateFault(name, FaultKind.MISSING_TEMPLATE) for name in TEMPLATES if not (folder / name).is_file()]
    return (*faults, *missing)


@dataclass
class PendingDocument:
    """A document that is written and, if it may be long, on its way to its pages."""

    document: Document
    path: Path
    dated: date | None
    written: WriteReport
    rendering: Rendering | None = None
    folder: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False)
    short: bool = False  # it is only counted


def begin(
    session: Session, document: Document, path: Path, *, dated: date | None = None, count: bool = False
) -> PendingDocument:
    """Write a document; one that may be long also starts on its way to a PDF, for its contents.

    Without LibreOffice a long document gets a list of links: nobody could say which page is right.

    Args:
        count: whether its pages are wanted in any case, as where a body allows so many and no more.
    """
    if not respond.may_be_long(document):
        begun = PendingDocument(document, path, dated, put(session, document, path, dated=dated))
        if count and find_office():
            begun.folder = tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True)
            begun.rendering, begun.short = Rendering(path, Path(begun.folder.name)), True
        return begun
    if find_office() is None:
        linked = respond.with_contents(document, None, session.wording)
        return PendingDocument(linked, path, dated, put(session, linked, path, dated=dated))
    room = respond.with_contents(document, {}, session.wording)
    written = put(session, room, path, dated=dated)
    folder = tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True)
    return PendingDocument(document, path, dated, written, Rendering(path, Path(folder.name)), folder)


def finish(session: Session, begun: PendingDocument) -> tuple[Document, WriteReport, int | None]:
    """The document as it is written in the end, and how many pages it has where that was looked up.

    The list of contents stays only where there are more than ten pages beside it.
    """
    if begun.rendering is None or begun.folder is None:
        return begun.document, begun.written, None
    with begun.folder:
        made = begun.rendering.wait()
        pages, outline = outline_of(made) if made else (None, [])
    if begun.short:
        return begun.document, begun.written, pages
    numbers: Mapping[str, str] | None = respond.pages_of(begun.document, outline) if pages else None
    if pages and pages - 1 <= respond.LONG:
        document, pages = begun.document, pages - 1
    else:
        document = respond.with_contents(begun.document, numbers, session.wording)
    return document, put(session, document, begun.path, dated=begun.dated), pages


def check_form(path: Path) -> list[Blocker]:
    """Whether everyone can read a Word file: one sentence for each fault, with its place."""
    return [Blocker("review", fault.where, fault.kind, fault.facts) for fault in check(path)]
