"""The part of the desk for planning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from consultwork import settings
from consultwork.errors import Refused
from consultwork.exchange.calendar import write_calendar
from consultwork.exchange.question_paper import propose_questions, read_paper
from consultwork.journey import plan
from consultwork.journey.plan_page import plan_page
from consultwork.kinds import Kind
from consultwork.model import Blocker, Closing, Consultation, DocumentKind, Question, Wording
from consultwork.store import words, writing
from consultwork.workbench import letterhead

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class PlanDesk:
    """Who asks, by when, and how we answer together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def prompts(self) -> settings.PlanQuestions:
        """All that a co-production plan asks: 18 questions, 11 lines, five checks, four principles."""
        return settings.read_plan_questions(self._session.path("data", "coproduction.yaml"))

    def register(self) -> pd.DataFrame:
        """The consultation register. Columns: see ``frames.register_frame``."""
        return plan.register_table(self._session.consultations.values(), self._session.today)

    def items(self, consultation: str) -> tuple[dict[str, Any], ...]:
        """The lines of a plan."""
        with self._session.store.read() as connection:
            return writing.plan_items(connection, consultation)

    def table(self, consultation: str) -> pd.DataFrame:
        """The plan as a table. Columns: see ``frames.plan_frame``."""
        self._session.consultation(consultation)
        return plan.plan_table(self.items(consultation))

    def record(self, consultation: str, section: str, key: str, **fields: Any) -> None:
        """Keep one line of a plan: answer, owner, cover, due, ask_again."""
        self.record_many(consultation, [(section, key, fields)])

    def record_many(self, consultation: str, lines: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Keep several lines of a plan in one transaction: (section, key, fields as in ``record``)."""
        session, lines = self._session, list(lines)
        session.consultation(consultation)
        with session.store.write(session.by, "write a plan", consultation, len(lines)) as w:
            for section, key, fields in lines:
                writing.put_plan_item(w, consultation, section, key, by=session.by, at=session.clock(), **fields)

    def calendar(self, consultation: str) -> Path:
        """Write the deadlines and check-ins of a consultation as an .ics file for any calendar."""
        session = self._session
        dates = plan.deadlines(session.consultation(consultation), self.items(consultation))
        path = session.out / f"{consultation}.ics"
        write_calendar(path, dates, session.sender.name)
        return path

    def page(self, consultation: str) -> Path:
        """Write the plan as a Word document, to be printed and pinned to a wall."""
        session = self._session
        document = plan_page(
            session.consultation(consultation), self.prompts, self.items(consultation), session.sender, session.today,
            made_up=session.made_up, wording=session.wording,
        )  # fmt: skip
        path = session.out / f"{consultation}-plan.docx"
        letterhead.put(session, document, path)
        return path

    def move_closing(self, consultation: str, closes: date, *, time: str = "", source: str = "") -> None:
        """Note that the closing date was changed. The earlier dates stay on record."""
        session = self._session
        c = session.consultation(consultation)
        closing = Closing(closes, time, session.today, source)
        self._keep(replace(c, closings=(*c.closings, closing)), "note a new closing date")

    def propose(self, paper: str | Path) -> tuple[Question, ...]:
        """Questions proposed from a pasted text, or from a form as .docx, .txt or .pdf.

        A proposal: number, text, kind, options and limit of each are for a person to correct.
        """
        text = read_paper(paper) if isinstance(paper, Path) else paper
        return propose_questions(text)

    def add_consultation(
        self,
        name: str,
        title: str,
        who_asks: str,
        questions: tuple[Question, ...],
        *,
        closes: date | None = None,
        scope: str = "national",
        source: str = "",
        checked_by: str = "",
        again: bool = False,
    ) -> Consultation:
        """Add a consultation of our own, its questions as a person has checked them.

        Args:
            name: its short id, such as ``hospital-food``.
            questions: as proposed and then corrected.
            source: where the wording was read.
            checked_by: who compared it with the official form.
            again: put these questions in the place of those that were kept under this id before.

        Returns:
            The consultation, written to ``data/consultations`` with ``wording: verified``.

        Raises:
            Refused: another consultation has that id; or this one is there already and ``again`` was not
                said, or a question that somebody answered would go.
        """
        session = self._session
        known = session.consultations.get(name)
        if known and known.title != title:
            raise Refused(Kind.ID_IS_TAKEN, fact=name, title=known.title)
        if known:
            self._may_replace(known, questions, again=again)
        by = checked_by or session.by
        kept = tuple(
            replace(
                q, consultation=name, wording=Wording.VERIFIED, source=source, read_on=session.today, verified_by=by,
                plain=q.plain or q.text,
            )
            for q in questions
        )  # fmt: skip
        made = Consultation(
            id=name, title=title, who_asks=who_asks, scope=scope, about=title,
            closings=(Closing(closes, "", session.today, source),) if closes else (),
            documents=(DocumentKind.RESPONSE, DocumentKind.SUMMARY), wording=Wording.VERIFIED, source=source,
            questions=kept,
        )  # fmt: skip
        self._keep(made, "add a consultation")
        return made

    def _may_replace(self, known: Consultation, questions: tuple[Question, ...], *, again: bool) -> None:
        if not again:
            raise Refused(Kind.CONSULTATION_IS_THERE, id=known.id, questions_count=len(known.questions))
        with self._session.store.read() as connection:
            used = {s.question for s in words.submissions(connection, known.id)}
            used |= {a.question for a in writing.answers(connection, known.id) if not a.question.startswith("~")}
        lost = sorted((used - {""} - {q.number for q in questions}) & {q.number for q in known.questions})
        if lost:
            raise Refused(Kind.QUESTION_WITH_ANSWERS_WOULD_BE_LOST, lost=lost[0], id=known.id)

    def blockers(self) -> tuple[Blocker, ...]:
        """Why plans are not ready, for the consultations that are still open."""
        session, prompts = self._session, self.prompts
        findings: list[Blocker] = []
        for consultation in session.consultations.values():
            left = plan.days_left(consultation, session.today)
            if left is not None and left < 0:
                continue
            findings += plan.blockers(
                consultation,
                self.items(consultation.id),
                session.today,
                questions=len(prompts.questions),
                checks=[p.id for p in prompts.checks],
            )
        return tuple(findings)

    def _keep(self, consultation: Consultation, act: str) -> None:
        session = self._session
        folder = session.root / "data" / "consultations"
        if not folder.exists():
            folder.mkdir(parents=True)
            for c in session.consultations.values():
                settings.write_consultation(c, folder / f"{c.id}.yaml")
        with session.store.write(session.by, act, consultation.id):
            settings.write_consultation(consultation, folder / f"{consultation.id}.yaml")
        session.__dict__.pop("consultations", None)
