"""Which question does it answer?

Evidence to question, many to many. A code carries the questions it bears on; a person confirms or
leaves out each link. Gaps are shown both ways, and "not answered, because ..." is a status.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from consultwork import frames
from consultwork.kinds import Waiting
from consultwork.model import (
    OTHER,
    Answer,
    Blocker,
    Consultation,
    Contribution,
    Contributor,
    Evidence,
    Link,
    Question,
    QuestionKind,
    Speaker,
    Tally,
    Theme,
    Use,
    options_of,
    rows_of,
    ticks_of,
)


def propose_links(
    themes: Iterable[Theme], consultation: Consultation, contributions: Mapping[str, Contribution]
) -> tuple[Link, ...]:
    """The links between the themes people raised and the questions. Nothing is confirmed yet.

    A theme is put to a question when the codebook says that it bears on it, or when somebody
    raised it in answer to that very question: so a consultation that no codebook knows gets
    its links too.
    """
    numbers = {q.ref: q.number for q in consultation.questions}
    asked = set(numbers.values())
    found: dict[tuple[str, str], Link] = {}
    for t in themes:
        by_codebook = [numbers[ref] for ref in t.code.questions if ref in numbers]
        under = [contributions[k.contribution].question for k in t.codings if k.contribution in contributions]
        for number in (*by_codebook, *(n for n in under if n in asked)):
            found.setdefault((number, t.code.id), Link(consultation.id, number, t.code.id, False))
    return tuple(found.values())


def evidence(
    consultation: Consultation, themes: Iterable[Theme], links: Iterable[Link], of_people: int
) -> tuple[Evidence, ...]:
    """The confirmed evidence, question by question, the theme most people raised first.

    Labels (E01, E02, ...) are given to themes in the order in which the questions meet them, fresh
    for each consultation: they say nothing about who spoke.
    """
    by_code = {t.code.id: t for t in themes}
    wanted: dict[str, list[str]] = {}
    for link in links:
        if link.confirmed and link.consultation == consultation.id and link.code in by_code:
            wanted.setdefault(link.question, []).append(link.code)
    order = {code: n for n, code in enumerate(by_code)}
    labels: dict[str, str] = {}
    evidences = []
    for q in consultation.questions:
        for code in sorted(wanted.get(q.number, ()), key=order.__getitem__):
            label = labels.setdefault(code, f"E{len(labels) + 1:02d}")
            evidences.append(Evidence(label, consultation.id, q.number, by_code[code], of_people))
    return tuple(evidences)


def tallies(
    consultation: Consultation, contributions: Iterable[Contribution], people: Mapping[str, Contributor]
) -> tuple[Tally, ...]:
    """Who chose which answer of the questions that offer answers, of those who may be counted.

    Each is counted once a question. Who chose again counts with what was chosen last.

    Returns:
        One tally for each question, or row of it, that somebody answered; in the order of the questions.
    """
    said: dict[str, list[Contribution]] = {}
    for contribution in contributions:
        if people[contribution.contributor].allows(Use.COUNT, contribution.answer):
            said.setdefault(contribution.question, []).append(contribution)
    found = []
    for q in consultation.questions:
        by_row = _last_ticks(q, said.get(q.number, ()))
        boxes = (*options_of(q), *([OTHER] if q.other and OTHER not in options_of(q) else []))
        chose = {ref for ticked in by_row.values() for ref in ticked}
        for row, ticked in by_row.items():
            marked = tuple(_box(b, ticked, people) for b in boxes)
            found.append(Tally(consultation.id, q.number, row, marked, _in_words(said[q.number], chose, people)))
    return tuple(found)


def _in_words(said: Iterable[Contribution], chose: Iterable[str], people: Mapping[str, Contributor]) -> tuple[str, ...]:
    """The people who answered a question and chose nothing in any of its rows."""
    who = {character.contributor for character in said if people[character.contributor].speaker is Speaker.CONTRIBUTOR}
    return tuple(sorted(who - set(chose)))


def _last_ticks(q: Question, said: Iterable[Contribution]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Row by row, the boxes that each person or group ticked last."""
    ticked: dict[str, dict[str, tuple[str, ...]]] = {row: {} for row in (rows_of(q) or ("",))}
    for c in sorted(said, key=lambda c: (c.said_on or date.min, c.ref)):
        ticks = ticks_of(q, c.text)
        for row in {row for row, _ in ticks}:
            boxes = tuple(box for r, box in ticks if r == row)
            before = ticked[row].get(c.contributor, ()) if q.kind is QuestionKind.CHOOSE_SEVERAL else ()
            ticked[row][c.contributor] = tuple(dict.fromkeys((*before, *boxes)))
    return {row: who for row, who in ticked.items() if who}


def _box(
    box: str, ticked: Mapping[str, tuple[str, ...]], people: Mapping[str, Contributor]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    who = sorted(ref for ref, boxes in ticked.items() if box in boxes)
    alone = tuple(ref for ref in who if people[ref].speaker is Speaker.CONTRIBUTOR)
    return box, alone, tuple(ref for ref in who if ref not in alone)


def mapping_table(
    consultation: Consultation, found: Iterable[Evidence], answers: Iterable[Answer], counted: Iterable[Tally] = ()
) -> pd.DataFrame:
    """Question by question: its evidence and its status. Columns: see ``frames.mapping_frame``."""
    return frames.mapping_frame(consultation.questions, found, answers, counted)


def questions_without_evidence(
    consultation: Consultation, found: Iterable[Evidence], counted: Iterable[Tally] = ()
) -> tuple[str, ...]:
    """The numbers of the questions that nothing answers yet: no theme, and no chosen answer."""
    answered = {e.question for e in found} | {t.question for t in counted}
    return tuple(q.number for q in consultation.questions if q.number not in answered)


def evidence_without_question(themes: Iterable[Theme], found: Iterable[Evidence]) -> tuple[Theme, ...]:
    """The themes that no question asks for: what people said all the same."""
    mapped = {e.theme.code.id for e in found}
    return tuple(t for t in themes if t.code.id not in mapped)


def blockers(
    consultation: Consultation,
    themes: Iterable[Theme],
    found: Iterable[Evidence],
    links: Iterable[Link],
    answers: Mapping[str, Answer],
    contributions: Mapping[str, Contribution],
    counted: Iterable[Tally] = (),
) -> tuple[Blocker, ...]:
    """What is still open between evidence and questions."""
    themes, found = list(themes), list(found)
    decided = {(k.question, k.code) for k in links if k.consultation == consultation.id}
    open_links = [k for k in propose_links(themes, consultation, contributions) if (k.question, k.code) not in decided]
    blocked = []
    if open_links:
        blocked.append(Blocker.of("mapping", consultation.id, Waiting.LINKS_ARE_UNDECIDED, count=len(open_links)))
    for number in questions_without_evidence(consultation, found, counted):
        answer = answers.get(number)
        if answer is None or not (answer.not_answered or answer.pieces):
            blocked.append(Blocker.of("mapping", f"{consultation.id}/{number}", Waiting.QUESTION_HAS_NO_EVIDENCE))
    return tuple(blocked)
