"""The part of the desk for evidence and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from consultwork.errors import Refused, UnknownRef
from consultwork.journey import mapping
from consultwork.kinds import Kind
from consultwork.model import Blocker, Contribution, Evidence, Link, Tally, Theme
from consultwork.store import reading, writing
from consultwork.store import themes as store
from consultwork.workbench.theme import raised

if TYPE_CHECKING:
    from consultwork.suggest.questions import Answers
    from consultwork.workbench.session import Session, Snapshot


class MappingDesk:
    """Which evidence answers which question."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def proposals(self, consultation: str) -> tuple[Link, ...]:
        """The links that the codebook proposes and nobody has decided on."""
        s = self._session.snapshot()
        decided = {(k.question, k.code) for k in s.links if k.consultation == consultation}
        found, _ = raised.themes(self._session, consultation, s)
        proposed = mapping.propose_links(found, self._session.consultation(consultation), s.of(consultation))
        return tuple(k for k in proposed if (k.question, k.code) not in decided)

    def decide(self, consultation: str, question: str, code: str, *, confirmed: bool) -> None:
        """Confirm that a theme answers a question, or leave it out."""
        self.decide_many([Link(consultation, question, code, confirmed)])

    def decide_many(self, links: list[Link]) -> None:
        """Decide on several links at once."""
        session = self._session
        with session.store.write(session.by, "decide on evidence", amount=len(links)) as w:
            for k in links:
                session.consultation(k.consultation).question(k.question)
                decided = Link(k.consultation, k.question, k.code, k.confirmed, session.by)
                store.put_link(w, decided, at=session.clock())

    def letters(self, consultation: str) -> tuple[tuple[Contribution, Answers], ...]:
        """Contributions to no question, each with the three questions that it may answer.

        Only letters, e-mails and talks: what was asked for in a form is known. What somebody has
        decided on already is left out.
        """
        from consultwork.suggest.questions import rank_questions

        session, s = self._session, self._session.snapshot()
        asked = session.consultation(consultation).questions
        numbers = {q.number for q in asked}
        with session.store.read() as connection:
            done = reading.placed(connection)
        own = [x for r, x in s.of(consultation).items() if x.question not in numbers and r not in done]
        codes = tuple(code for code in s.codes if not code.retired)
        found = rank_questions([x.text for x in own], asked, codes)
        return tuple(zip(own, found, strict=True))

    def place(self, contribution: str, question: str) -> None:
        """Say which question a contribution answers; "" says that it answers none.

        Raises:
            UnknownRef: no such contribution or question.
            Refused: it was given in answer to a question: that stands.
        """
        session, found = self._session, self._session.snapshot().contributions.get(contribution)
        if found is None:
            raise UnknownRef(Kind.NO_CLEARED_CONTRIBUTION, contribution=contribution)
        consultation = session.consultation(found.consultation)
        with session.store.read() as connection:
            decided = contribution in reading.placed(connection)
        if not decided and found.question in {q.number for q in consultation.questions}:
            raise Refused(Kind.QUESTION_OF_THE_FORM_STANDS, contribution=contribution, question=found.question)
        if question:
            consultation.question(question)
        with session.store.write(session.by, "say which question a letter answers") as w:
            reading.place(w, contribution, question, by=session.by, at=session.clock())

    def evidence(self, consultation: str, snapshot: Snapshot | None = None) -> tuple[Evidence, ...]:
        """The confirmed evidence, question by question."""
        session = self._session
        s = snapshot or session.snapshot()
        found, heard = raised.themes(session, consultation, s)
        return mapping.evidence(session.consultation(consultation), found, s.links, len(heard))

    def tallies(self, consultation: str, snapshot: Snapshot | None = None) -> tuple[Tally, ...]:
        """Who ticked which box, question by question."""
        s = snapshot or self._session.snapshot()
        return mapping.tallies(self._session.consultation(consultation), s.of(consultation).values(), s.people)

    def table(self, consultation: str) -> pd.DataFrame:
        """Question by question. Columns: see ``frames.mapping_frame``."""
        session = self._session
        with session.store.read() as connection:
            answers = writing.answers(connection, consultation)
        s = session.snapshot()
        found, counted = self.evidence(consultation, s), self.tallies(consultation, s)
        return mapping.mapping_table(session.consultation(consultation), found, answers, counted)

    def unasked(self, consultation: str) -> tuple[Theme, ...]:
        """The themes that no question asks for."""
        s = self._session.snapshot()
        found, _ = raised.themes(self._session, consultation, s)
        return mapping.evidence_without_question(found, self.evidence(consultation, s))

    def blockers(self) -> tuple[Blocker, ...]:
        """What is still open between evidence and questions, where people have spoken."""
        session, s = self._session, self._session.snapshot()
        findings: list[Blocker] = []
        for consultation in session.consultations.values():
            if not s.of(consultation.id):
                continue
            themes, _ = raised.themes(session, consultation.id, s)
            with session.store.read() as connection:
                answers = {a.question: a for a in writing.answers(connection, consultation.id)}
            findings += mapping.blockers(
                consultation,
                themes,
                self.evidence(consultation.id, s),
                s.links,
                answers,
                s.of(consultation.id),
                self.tallies(consultation.id, s),
            )
        return tuple(findings)
