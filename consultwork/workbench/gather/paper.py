"""Forms on paper: made as a Word file, and read back once somebody has filled them in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.errors import BadFile, Refused
from consultwork.exchange.paper_form import form_in, read_paper_form
from consultwork.exchange.scan import Scan, read_scan
from consultwork.journey.form_paper import paper_form
from consultwork.journey.form_words import About, Help
from consultwork.kinds import Kind
from consultwork.model import Intake
from consultwork.workbench import letterhead
from consultwork.workbench.gather.gather_desk import GatherDesk
from consultwork.workbench.gather.still_here import without_who_left

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def about(session: Session, consultation: str) -> About:
    """What the form of a consultation says around its questions, from consultwork.toml."""
    c, s = session.consultation(consultation), session.settings
    officer = ", ".join(x for x in (s.privacy.officer, s.privacy.officer_contact) if x)
    us = " or ".join(x for x in (s.organisation.contact_phone, s.organisation.contact_email) if x)
    lost = s.form.lost_code or officer or us
    return About(
        s.organisation.name, c.short or c.title, c.who_asks, s.privacy.controller, officer, s.safeguarding.name,
        s.privacy.notice, s.privacy.complaints, lost, s.form.next_steps,
        tuple(Help(h.name, h.contact, h.when) for h in s.help_lines),
        c.closes if c.closes and c.closes >= session.today else None,
        s.retention.words_days, s.retention.names_days, s.form.unsent_days, s.form.leave_to, session.made_up,
        session.vault.there,
    )  # fmt: skip


class PaperDesk:
    """The Word twin of a form."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def make(self, consultation: str, path: Path | None = None) -> Path:
        """Write the form as a Word file and return where it is.

        Args:
            path: where it goes; beside the other documents when left out.

        Raises:
            Refused: the consultation has no questions, or the file is open in Word.
        """
        session = self._session
        pages = GatherDesk(session).pages(consultation)
        if not pages:
            raise Refused(Kind.CONSULTATION_HAS_NO_QUESTIONS)
        target = path or session.out / f"{consultation}-form.docx"
        document = paper_form(consultation, pages, about(session, consultation), session.sender)
        letterhead.put(session, document, target)
        return target

    def blank(self, consultation: str) -> bytes:
        """The form as the bytes of a Word file."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return self.make(consultation, Path(folder) / "form.docx").read_bytes()

    def is_form(self, path: Path) -> bool:
        """Whether a file is a form that we made."""
        return form_in(path) is not None

    def preview(self, path: Path) -> Intake:
        """What a filled form holds. Nothing is kept.

        Raises:
            BadFile: it is no form of this workspace, is damaged, or nothing was filled in.
        """
        mark = form_in(path)
        if mark is None:
            raise BadFile(Kind.NOT_OUR_FORM, where=path)
        session, consultation = self._session, mark[0]
        if consultation not in session.consultations:
            raise BadFile(Kind.FORM_IS_OF_ANOTHER_WORKSPACE, where=path, consultation=consultation)  # fmt: skip
        intake = read_paper_form(
            path,
            consultation,
            GatherDesk(session).pages(consultation),
            about(session, consultation),
            session.sender,
            session.today,
        )
        return without_who_left(session, intake)

    def take_in(self, path: Path) -> tuple[Intake, int]:
        """Keep what a filled form holds. Returns it, and how many answers are new."""
        intake = self.preview(path)
        return intake, GatherDesk(self._session).take_in(intake)

    def scan(self, path: Path) -> Scan:
        """The pages of a form that was filled in by hand, as pictures to type from.

        Raises:
            BadFile: it is neither a PDF nor a picture, or is damaged.
        """
        return read_scan(path)


__all__ = ["PaperDesk", "Scan", "about"]
