"""What do people want to say?

Questions put to people, answers in. Works on nouns and knows no pandas: the volunteer's form
imports this, and pandas would cost each visitor most of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from consultwork.errors import Refused
from consultwork.kinds import Kind, Waiting
from consultwork.model import (
    NO_BOXES,
    OTHER,
    Blocker,
    Channel,
    Consultation,
    Question,
    QuestionKind,
    Speaker,
    Submission,
    options_of,
    rows_of,
    with_ticks,
)
from consultwork.text import clean
from consultwork.wording import ENGLISH, Wording

# How it is safe to reach somebody. Somebody else may open their post or read their messages: without
# an answer to the first two, nothing is ever sent to them. Kept in the vault with their contact.
SAFE_CONTACT = ("way", "times", "message", "subject")
SAFE_YES_OR_NO = frozenset(("message", "subject"))


def safe_asked(key: str, wording: Wording) -> tuple[str, str]:
    """What is asked for one of ``SAFE_CONTACT``, and an example of an answer; "" where there is none."""
    return wording.say(f"form/safe-{key}"), wording.maybe(f"form/safe-{key}-hint")


def safe_contact(said: Mapping[str, str]) -> str:
    """How it is safe to reach somebody, in one line for the vault; "" when they did not say how and when."""
    way, times = (clean(said.get(k, "")).text.strip() for k in ("way", "times"))
    if not way or not times:
        return ""

    def yes(key: str) -> bool:
        return clean(said.get(key, "")).text.strip().casefold() in ("yes", "y", "ja", "ok", "true")

    return "; ".join(
        (
            way, times,
            "a message may be left" if yes("message") else "leave no message",
            "it may say what it is about" if yes("subject") else "say nothing of what it is about",
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One page of a form: what is asked, in plain words, and what may be answered."""

    number: str
    ask: str
    official: str
    kind: QuestionKind
    options: tuple[str, ...] = ()
    several: bool = False
    other: bool = False
    words: bool = True  # whether there is a box for words
    hint: str = ""
    note_before: str = ""
    rows: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()  # (language or "easy", the question in it)
    picture: str = ""  # a picture file for the Easy Read wording


@dataclass(frozen=True, slots=True)
class Layout:
    """How an officer laid a form out. Empty, it is as the consultation has it.

    Args:
        order: numbers of questions, those first that come first; the others follow as they are.
        leave_out: numbers that this form does not ask.
        wording: other plain words for a question, by number.
        notes: a note to stand before a question, by number; "" for none.
    """

    order: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Layout:
        """A layout as it was kept."""
        return cls(
            tuple(kept.get("order", ())), tuple(kept.get("leave_out", ())), dict(kept.get("wording", {})),
            dict(kept.get("notes", {})),
        )  # fmt: skip

    @property
    def numbers(self) -> set[str]:
        """Every question that it names."""
        return {*self.order, *self.leave_out, *self.wording, *self.notes}


def check_layout(consultation: Consultation, layout: Layout) -> None:
    """Refuse a layout that fits no form of this consultation.

    Raises:
        Refused: it names a question that there is not, or leaves out all of them.
    """
    known = {q.number for q in consultation.questions}
    strange = sorted(layout.numbers - known)
    if strange:
        raise Refused(Kind.NO_QUESTION, strange=strange[0])
    if known and known <= set(layout.leave_out):
        raise Refused(Kind.FORM_HAS_TO_ASK_SOMETHING)


def form_questions(
    consultation: Consultation, leave_out: Iterable[str] = (), layout: Layout | None = None
) -> tuple[FormQuestion, ...]:
    """The pages of a form for a consultation, in its own order or as it was laid out.

    Args:
        leave_out: numbers of questions that this form does not ask.
        layout: order, wording and notes as an officer chose them.
    """
    chosen = layout or Layout()
    skipped = {*leave_out, *chosen.leave_out}
    place = {number: n for n, number in enumerate(chosen.order)}
    asked = [q for q in consultation.questions if q.number not in skipped]
    asked.sort(key=lambda q: place.get(q.number, len(place)))
    questions = []
    for q in asked:
        page = _page(q)
        if chosen.wording.get(q.number, "").strip():
            page = replace(page, ask=chosen.wording[q.number].strip())
        if q.number in chosen.notes:
            page = replace(page, note_before=chosen.notes[q.number].strip())
        questions.append(page)
    return tuple(questions)


def boxes_of(page: FormQuestion) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What can be ticked on a page: (row, options) pairs, the row being "" where there is only one."""
    if not page.options:
        return ()
    options = (*page.options, *([OTHER] if page.other and OTHER not in page.options else []))
    return tuple((row, options) for row in page.rows) if page.rows else (("", options),)


def ticked_line(row: str, option: str, other: str = "") -> str:
    """One tick as it is kept: "row: option", or "Other: what it is"."""
    said = clean(other).text.strip()
    named = f"{OTHER}: {said}" if option == OTHER and said else option
    return f"{row}: {named}" if row else named


def check_answer(page: FormQuestion, chosen: Iterable[str], words: str, wording: Wording = ENGLISH) -> str:
    """What is wrong with an answer, in one kind sentence; "" when nothing is.

    An empty answer is never wrong: people may skip.
    """
    chosen = list(chosen)
    known = set(page.options)
    strange = [c for c in chosen if c not in known and not (page.other and c.startswith("Other"))]
    if strange:
        return wording.say("form/wrong-not-offered")
    if len(chosen) > 1 and not page.several:
        return wording.say("form/wrong-one-only")
    if len(words) > 20_000:
        return wording.say("form/wrong-too-long")
    return ""


def receive(
    page: FormQuestion,
    *,
    contributor: str,
    consultation: str,
    chosen: Iterable[str] = (),
    words: str = "",
    said_on: date | None,
    channel: Channel = Channel.FORM,
    verbatim: bool = True,
    written_by: str = "",
    prompt: str = "",
) -> Submission | None:
    """One answer as a submission, or None when it was skipped.

    What was ticked stands first, on a line of its own, so that it is told from the words.
    """
    said = clean(words).text.strip()
    text = with_ticks(chosen, said)
    if not text:
        return None
    return Submission(
        ref="", contributor=contributor, consultation=consultation, question=page.number, words=text,
        prompt=prompt, verbatim=verbatim, channel=channel, said_on=said_on, written_by=written_by,
    )  # fmt: skip


def blockers(
    submissions: Iterable[Submission], consultations: Iterable[Consultation], speakers: dict[str, Speaker]
) -> tuple[Blocker, ...]:
    """What the words that came in still lack."""
    asked = {consultation.id: {q.number for q in consultation.questions} for consultation in consultations}
    findings = []
    for s in submissions:
        if s.consultation not in asked:
            findings.append(Blocker.of("gather", s.ref, Waiting.CONSULTATION_IS_UNKNOWN, consultation=s.consultation))
        elif s.question and s.question not in asked[s.consultation]:
            findings.append(
                Blocker.of(
                    "gather", s.ref, Waiting.QUESTION_IS_UNKNOWN, consultation=s.consultation, question=s.question
                )
            )
        if not s.question and not s.prompt:
            findings.append(Blocker.of("gather", s.ref, Waiting.ASKED_IS_UNKNOWN))
        if not s.verbatim and not s.written_by:
            findings.append(Blocker.of("gather", s.ref, Waiting.NOTE_TAKER_IS_UNKNOWN))
        if s.contributor not in speakers:
            findings.append(Blocker.of("gather", s.ref, Waiting.SPEAKER_IS_UNKNOWN))
    return tuple(findings)


def _page(q: Question) -> FormQuestion:
    return FormQuestion(
        number=q.number,
        ask=q.plain or q.text,
        official=q.text,
        kind=q.kind,
        options=options_of(q),
        several=q.kind is QuestionKind.CHOOSE_SEVERAL,
        other=q.other,
        words=q.reasons or q.kind in NO_BOXES or q.kind in (QuestionKind.AGREEMENT, QuestionKind.YES_NO),
        hint=q.hint,
        note_before=q.note_before,
        rows=rows_of(q),
        wordings=q.wordings,
    )
