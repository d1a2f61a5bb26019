"""The part of the desk for what became of the asks."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.blocks import Document
from consultwork.errors import Refused, UnknownRef
from consultwork.exchange.published import passages_of, read_published
from consultwork.journey import back_to_people, follow_up
from consultwork.journey.protected_spans import ASK_ANCHOR
from consultwork.journey.respond import Material
from consultwork.journey.small_numbers import THRESHOLD
from consultwork.journey.visit_answers import HOW_OPTIONS
from consultwork.journey.wording import blocks_by_bookmark
from consultwork.kinds import Kind
from consultwork.model import Ask, AskMatch, Blocker, DocumentKind, Outcome, Publication, Theme, Use
from consultwork.ooxml import read_document
from consultwork.store import outcomes, writing
from consultwork.word.write.pages import outline_of, to_pdf
from consultwork.workbench import letterhead
from consultwork.workbench.gather.feedback import feedback, how_it_was
from consultwork.workbench.respond.respond_desk import RespondDesk
from consultwork.workbench.vault_access import CONTACTING
from consultwork.workbench.withdrawal import NOTES

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class FollowUpDesk:
    """What became of what we asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def outcomes(self) -> tuple[Outcome, ...]:
        """What is known of the asks."""
        with self._session.store.read() as connection:
            return writing.outcomes(connection)

    def table(self) -> pd.DataFrame:
        """Every ask of every consultation. Columns: see ``frames.outcome_frame``."""
        session = self._session
        return follow_up.outcome_table(session.asks, session.consultations.values(), self.outcomes())

    def record(self, outcome: Outcome) -> None:
        """Note what became of an ask, with the document and page that say so."""
        session = self._session
        session.consultation(outcome.consultation)
        if outcome.ask not in session.asks:
            raise UnknownRef(Kind.NO_ASK, ask=outcome.ask)
        with session.store.write(session.by, "note an outcome") as w:
            writing.put_outcome(w, outcome, by=session.by, at=session.clock())

    def open_asks(self) -> tuple[tuple[Ask, str], ...]:
        """The asks that are not met, or of which nothing is known: (ask, consultation)."""
        session = self._session
        return follow_up.open_asks(session.asks, session.consultations.values(), self.outcomes())

    def publish(self, consultation: str, title: str, source: Path | str, on: date | None = None) -> Publication:
        """Read what a body published, so that each ask can be looked up in it.

        Args:
            source: a file (.docx, .pdf, .odt, .rtf, .txt), or the text that was pasted in.
            on: when they published it.

        Raises:
            BadFile: the file cannot be read, or holds no text.
            Refused: it has no title, or there is no text.
        """
        session = self._session
        session.consultation(consultation)
        if not title.strip():
            raise Refused(Kind.PUBLICATION_HAS_NO_TITLE)
        passages = read_published(source) if isinstance(source, Path) else passages_of(source)
        found = Publication("", consultation, title.strip(), passages, on)
        with session.store.write(session.by, "read what they published", amount=len(passages)) as w:
            return outcomes.put_published(w, found, by=session.by, at=session.clock())

    def published(self, consultation: str = "") -> tuple[Publication, ...]:
        """What was read of what they published."""
        with self._session.store.read() as connection:
            return outcomes.published(connection, consultation)

    def nearest(self, consultation: str) -> dict[str, tuple[AskMatch, ...]]:
        """For each ask to a consultation the passages of what they published that are nearest to it."""
        from consultwork.suggest.nearest import nearest  # it needs scikit-learn, which takes a second to load

        asks = [a for a in self._session.asks.values() if consultation in a.consultations]
        return nearest(asks, self.published(consultation))

    def open_asks_list(self) -> Path:
        """Write the list of all asks that are still open, across all consultations and years."""
        session = self._session
        document = follow_up.open_asks_list(
            session.asks, list(session.consultations.values()), self.outcomes(), session.sender, session.today,
            made_up=session.made_up, wording=session.wording,
        )  # fmt: skip
        return self._written(document, session.out / "open-asks.docx")

    def note(self, consultation: str) -> Path:
        """Write the note for those who took part: you said, we wrote, they decided."""
        return self._written(self._note(consultation), self._session.out / f"{consultation}-you-said.docx")

    def personal_notes(self, consultation: str) -> tuple[tuple[Path, ...], int]:
        """Write a note to each person who may be written to, under a cover that tells nothing.

        Each holds that person's own words and nobody else's, what we wrote and where, and what they decided:
        as Word, and as text to read aloud or to put into a letter. Only for those who allow it now and who
        said how and when it is safe: for nobody else is there ever a note. The vault is opened for it, and
        says how to send each: ``vault contact``.

        Returns:
            The Word files, named by pseudonym, and how many people allow contact and did not say how it is safe.
        """
        session = self._session
        m = RespondDesk(session).material(consultation)
        spoke = {contribution.contributor for contribution in m.contributions.values()}
        allowed = [p.ref for p in session.contributors().values() if p.ref in spoke and p.allows(Use.CONTACT)]
        known = session.vault.open(CONTACTING).identities() if allowed else {}
        safe = [r for r in allowed if r in known and known[r].contact and known[r].safe_contact]
        places = self._places(consultation) if safe else {}
        became = {
            o.ask: follow_up.decided(o, session.wording) for o in self.outcomes() if o.consultation == consultation
        }
        made = []
        for ref in safe:
            note = back_to_people.personal_note(
                m.consultation, session.sender, session.today, _said(m, ref), places, became,
                made_up=session.made_up, wording=session.wording,
            )  # fmt: skip
            path = self._written(note, session.out / NOTES / f"{ref}.docx")
            path.with_suffix(".txt").write_text(back_to_people.as_text(note), encoding="utf-8", newline="\n")
            made.append(path)
        return tuple(made), len(allowed) - len(safe)

    def _places(self, consultation: str) -> dict[str, str]:
        """Where each ask stands in what we wrote: a page where LibreOffice can tell, otherwise a part."""
        session = self._session
        for kind in (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.LETTER, DocumentKind.ANSWERS):
            path = session.out / f"{consultation}-{kind.value}.docx"
            if not path.is_file():
                continue
            document, _, _ = RespondDesk(session).document(consultation, kind)
            asked = {
                name: found["id"]
                for name, block in blocks_by_bookmark(document).items()
                if (found := ASK_ANCHOR.search(getattr(block, "anchor", "")))
            }
            sections = {asked[p.anchor]: p.section for p in read_document(path).paragraphs if p.anchor in asked}
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                pdf = to_pdf(path, Path(folder))
                pages = dict(reversed(outline_of(pdf)[1])) if pdf else {}
            say = session.wording.say
            return {
                ask: say("back_to_people/place-on-page", document=kind.value, page=pages[section])
                if section in pages
                else say("back_to_people/place-in-part", document=kind.value, part=section)
                for ask, section in sections.items()
            }
        return {}

    def taking_part(self, consultation: str = "") -> Path:
        """Write what those who took part said of it, for the charity itself."""
        session = self._session
        told = feedback(session, consultation).to_dict("records")
        title = session.wording.say("back_to_people/taking-part-everywhere")
        if consultation:
            title = session.consultation(consultation).short or consultation
        document = back_to_people.taking_part(
            title, session.sender, session.today, [{str(k): str(v) for k, v in t.items()} for t in told], HOW_OPTIONS,
            threshold=THRESHOLD, made_up=session.made_up, wording=session.wording,
        )  # fmt: skip
        return self._written(document, session.out / f"{consultation or 'all'}-taking-part.docx")

    def _written(self, document: Document, path: Path) -> Path:
        session = self._session
        letterhead.put(session, document, path)
        return path

    def _note(self, consultation: str) -> Document:
        session = self._session
        c = session.consultation(consultation)
        m = RespondDesk(session).material(consultation)
        found = m.themes
        asked: list[tuple[Ask, list[Theme]]] = []
        for ask in session.asks.values():
            behind = [t for t in found if t.code.id in ask.codes and m.agreeing(t) and m.may_tell(t)]
            if consultation in ask.consultations and behind:
                asked.append((ask, behind))
        return follow_up.note(
            c, session.sender, session.today, asked, self.outcomes(), made_up=session.made_up, wording=session.wording
        )

    def how_it_was(self, consultation: str = "") -> pd.DataFrame:
        """How people found filling in the form. Columns: asked, yes, partly, no. See ``gather.feedback``."""
        return how_it_was(self._session, consultation)

    def blockers(self) -> tuple[Blocker, ...]:
        """The closed consultations that wait for their outcomes, of those that people spoke to."""
        session = self._session
        spoke = {contribution.consultation for contribution in session.snapshot().contributions.values()}
        ours = [consultation for consultation in session.consultations.values() if consultation.id in spoke]
        return follow_up.blockers(session.asks, ours, self.outcomes(), session.today)


def _said(m: Material, person: str) -> tuple[back_to_people.PersonalWords, ...]:
    """One person's own words, by theme; whole answers where nothing of them was coded. No answer that raised a concern."""
    own = {r: c for r, c in m.contributions.items() if c.contributor == person and r not in m.concerning}
    found = []
    for theme in m.themes:
        words = dict.fromkeys((k.snippet, own[k.contribution].verbatim) for k in theme.codings if k.contribution in own)
        if words:
            asks = tuple(
                a for a in m.asks.values() if theme.code.id in a.codes and m.consultation.id in a.consultations
            )
            found.append(back_to_people.PersonalWords(theme.code.name, tuple(words), asks))
    if not found and own:
        counted = any(m.people[person].allows(Use.COUNT, contribution.answer) for contribution in own.values())
        whole = tuple((contribution.text, contribution.verbatim) for contribution in own.values())
        found.append(
            back_to_people.PersonalWords(m.say("back_to_people/personal-what-you-told-us"), whole, counted=counted)
        )
    return tuple(found)
