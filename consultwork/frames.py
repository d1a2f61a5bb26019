"""Nouns to pandas and back. The only file that spells a column name.

Text columns have pandas' ``str`` dtype, also in an empty frame. Every function returns a fresh
frame: what is done to it changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from consultwork.model import (
    Answer,
    Blocker,
    Change,
    Code,
    Coding,
    Comment,
    Consultation,
    Contribution,
    Contributor,
    Edit,
    Evidence,
    Finding,
    Outcome,
    Question,
    Submission,
    Tally,
    Theme,
    Use,
)

REF, PERSON, SPEAKER, ROLE = "ref", "person", "speaker", "role"
CONSULTATION, QUESTION, WORDS = "consultation", "question", "words"
CODE, THEME, STATE, POSITION, SNIPPET = "code", "theme", "state", "position", "passage"
PEOPLE, GROUPS, STAFF, PASSAGES, OF = "people", "groups", "staff and partners", "passages", "of people"
DECISION, REASON = "decision", "reason"

YES_NO = {True: "yes", False: "no"}


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], numbers: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as a frame with exactly these columns. Columns in ``numbers`` are integers, others text."""
    made = pd.DataFrame(list(rows), columns=list(columns))
    for column in columns:
        made[column] = made[column].astype("int64" if column in numbers else "str")
    return made


def register_frame(consultations: Iterable[Consultation], today: date) -> pd.DataFrame:
    """The consultation register.

    Columns: consultation, title, who asks, scope, opens, closes, state (open, closed, or "no
    date"), days left (0 when closed), closing date changed (how often), how to respond, limit, worth our time, questions.
    """
    columns = (
        CONSULTATION, "title", "who asks", "scope", "opens", "closes", STATE, "days left", "closing date changed",
        "how to respond", "limit", "worth our time", "questions",
    )  # fmt: skip
    rows = [
        {
            CONSULTATION: consultation.id, "title": consultation.title, "who asks": consultation.who_asks, "scope": consultation.scope,
            "opens": consultation.opens or "", "closes": consultation.closes or "not known",
            "days left": max(0, (consultation.closes - today).days) if consultation.closes else 0,
            STATE: "no date" if consultation.closes is None else "open" if consultation.closes >= today else "closed",
            "closing date changed": max(0, len(consultation.closings) - 1),
            "how to respond": "; ".join(consultation.how_to_respond), "limit": str(consultation.limit or ""),
            "worth our time": consultation.worth, "questions": len(consultation.questions),
        }
        for consultation in consultations
    ]  # fmt: skip
    return frame(rows, columns, ("days left", "closing date changed", "questions"))


def question_frame(questions: Iterable[Question]) -> pd.DataFrame:
    """Questions as a table an officer can correct.

    Columns: number, text, kind, options (one a line), limit, plain, wording.
    """
    columns = ("number", "text", "kind", "options", "limit", "plain", "wording")
    rows = [
        {
            "number": q.number, "text": q.text, "kind": q.kind.value, "options": "\n".join(q.options),
            "limit": str(q.limit or ""), "plain": q.plain, "wording": q.wording.value,
        }
        for q in questions
    ]  # fmt: skip
    return frame(rows, columns)


def plan_frame(items: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A consultation's plan. Columns: section, key, answer, owner, cover, due, ask again."""
    columns = ("section", "key", "answer", "owner", "cover", "due", "ask again")
    rows = [{**i, "ask again": i["ask_again"] or "", "due": i["due"] or ""} for i in items]
    return frame(rows, columns)


def submission_frame(
    submissions: Iterable[Submission], people: Mapping[str, Contributor], cleared: set[str]
) -> pd.DataFrame:
    """What came in. Columns: ref, person, speaker, role, consultation, question, words, verbatim,
    channel, date, written by, cleared."""
    columns = (
        REF, PERSON, SPEAKER, ROLE, CONSULTATION, QUESTION, WORDS, "verbatim", "channel", "date", "written by",
        "cleared",
    )  # fmt: skip
    rows = [
        {
            REF: s.ref, PERSON: s.contributor, SPEAKER: people[s.contributor].speaker.value,
            ROLE: people[s.contributor].role, CONSULTATION: s.consultation, QUESTION: s.question or s.prompt,
            WORDS: s.words, "verbatim": YES_NO[s.verbatim], "channel": s.channel.value,
            "date": s.said_on or "", "written by": s.written_by, "cleared": YES_NO[s.ref in cleared],
        }
        for s in submissions
    ]  # fmt: skip
    return frame(rows, columns)


def contribution_frame(contributions: Iterable[Contribution], people: Mapping[str, Contributor]) -> pd.DataFrame:
    """The cleared words. Columns: ref, person, speaker, role, consultation, question, words, verbatim."""
    columns = (REF, PERSON, SPEAKER, ROLE, CONSULTATION, QUESTION, WORDS, "verbatim")
    rows = [
        {
            REF: contribution.ref, PERSON: contribution.contributor, SPEAKER: people[contribution.contributor].speaker.value,
            ROLE: people[contribution.contributor].role, CONSULTATION: contribution.consultation, QUESTION: contribution.question or contribution.prompt,
            WORDS: contribution.text, "verbatim": YES_NO[contribution.verbatim],
        }
        for contribution in contributions
    ]  # fmt: skip
    return frame(rows, columns)


def permission_frame(people: Iterable[Contributor]) -> pd.DataFrame:
    """What each person permits. Columns: person, speaker, role, recorded, and one column a use."""
    columns = (PERSON, SPEAKER, ROLE, "recorded", *(u.value for u in Use))
    rows = [
        {
            PERSON: p.ref, SPEAKER: p.speaker.value, ROLE: p.role, "recorded": YES_NO[p.recorded],
            **{u.value: YES_NO[p.allows(u)] for u in Use},
        }
        for p in people
    ]  # fmt: skip
    return frame(rows, columns)


def consent_frame(people: Iterable[Contributor], wordings: Mapping[tuple[str, Use], str]) -> pd.DataFrame:
    """Every permission ever recorded, oldest first for each person.

    Columns: person, answer (empty: everything they said), use, what (given, refused or withdrawn),
    on, how, wording (the words that were put to them), holds (whether this line counts now).

    Args:
        wordings: (version, use) -> the words; a wording that is no version is shown as it stands.
    """
    columns = (PERSON, "answer", "use", "what", "on", "how", "wording", "holds")
    rows = []
    for p in people:
        last = {(x.answer, x.use): x for x in p.permissions}
        before: dict[tuple[str, Use], bool] = {}
        for x in p.permissions:
            key = x.answer, x.use
            what = "given" if x.given else "withdrawn" if before.get(key) else "refused"
            holds = last[key] is x and p.allows(x.use, x.answer) is x.given
            before[key] = x.given
            rows.append(
                {
                    PERSON: p.ref, "answer": x.answer, "use": x.use.value, "what": what,
                    "on": x.on.isoformat() if x.on else "", "how": x.how,
                    "wording": wordings.get((x.wording, x.use), x.wording), "holds": YES_NO[holds],
                }
            )  # fmt: skip
    return frame(rows, columns)


def act_frame(lines: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Acts on record, oldest first. Columns: at, by, act, amount, intact."""
    columns = ("at", "by", "act", "amount", "intact")
    rows = [{**e, "at": e["at"].isoformat(timespec="seconds"), "intact": YES_NO[e["intact"]]} for e in lines]
    return frame(rows, columns, ("amount",))


def finding_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Words that may identify someone. Columns: submission, start, end, kind, words, stand-in, decision."""
    columns = ("submission", "start", "end", "kind", WORDS, "stand-in", DECISION)
    rows = [
        {
            "submission": f.submission, "start": f.start, "end": f.end, "kind": f.kind, WORDS: f.words,
            "stand-in": f.stand_in, DECISION: f.decision,
        }
        for f in findings
    ]  # fmt: skip
    return frame(rows, columns, ("start", "end"))


def code_frame(codes: Iterable[Code]) -> pd.DataFrame:
    """The codebook. Columns: code, name, description, words, exclude, parent, questions."""
    columns = (CODE, "name", "description", WORDS, "exclude", "parent", "questions")
    rows = [
        {
            CODE: code.id, "name": code.name, "description": code.description, WORDS: "; ".join(code.include),
            "exclude": code.exclude, "parent": code.parent, "questions": "; ".join(code.questions),
        }
        for code in codes
    ]  # fmt: skip
    return frame(rows, columns)


def coding_frame(
    codings: Iterable[Coding], contributions: Mapping[str, Contribution], people: Mapping[str, Contributor]
) -> pd.DataFrame:
    """Passages with their codes. Columns: ref, code, state, position, passage, matched, contribution,
    consultation, question, person, speaker, role, by."""
    columns = (
        REF, CODE, STATE, POSITION, SNIPPET, "matched", "contribution", CONSULTATION, QUESTION, PERSON, SPEAKER,
        ROLE, "by",
    )  # fmt: skip
    rows = []
    for k in codings:
        c = contributions.get(k.contribution)
        if c is None:
            continue
        p = people[c.contributor]
        rows.append(
            {
                REF: k.ref, CODE: k.code, STATE: k.state.value, POSITION: k.position.value,
                SNIPPET: k.snippet, "matched": "; ".join(k.matched), "contribution": k.contribution,
                CONSULTATION: c.consultation, QUESTION: c.question, PERSON: p.ref,
                SPEAKER: p.speaker.value, ROLE: p.role, "by": k.by,
            }
        )  # fmt: skip
    return frame(rows, columns)


def theme_frame(themes: Iterable[Theme], of_people: int) -> pd.DataFrame:
    """Themes by how many people raised them.

    Columns: code, theme, people, of people, groups, staff and partners, passages, for, against,
    mixed, unclear (people), decision, reason.
    """
    positions = ("for", "against", "mixed", "unclear")
    columns = (CODE, THEME, PEOPLE, OF, GROUPS, STAFF, PASSAGES, *positions, DECISION, REASON)
    rows = []
    for theme in themes:
        by_position = {p.value: n for p, n in theme.positions}
        rows.append(
            {
                CODE: theme.code.id, THEME: theme.code.name, PEOPLE: len(theme.people), OF: of_people,
                GROUPS: len(theme.groups), STAFF: len(theme.staff), PASSAGES: len(theme.codings),
                **{p: by_position.get(p, 0) for p in positions},
                DECISION: theme.decision, REASON: theme.reason,
            }
        )  # fmt: skip
    return frame(rows, columns, (PEOPLE, OF, GROUPS, STAFF, PASSAGES, *positions))


def mapping_frame(
    questions: Iterable[Question],
    evidence: Iterable[Evidence],
    answers: Iterable[Answer],
    tallies: Iterable[Tally] = (),
) -> pd.DataFrame:
    """Which evidence answers which question.

    Columns: question, text, themes, people (who raised any of them), chose (people who chose an answer that
    the question offers), status, why not.
    """
    columns = (QUESTION, "text", "themes", PEOPLE, "chose", STATE, "why not")
    ticked: dict[str, set[str]] = {}
    for t in tallies:
        ticked.setdefault(t.question, set()).update(t.people)
    by_question: dict[str, list[Evidence]] = {}
    for e in evidence:
        by_question.setdefault(e.question, []).append(e)
    given = {a.question: a for a in answers}
    rows = []
    for q in questions:
        found, answer = by_question.get(q.number, []), given.get(q.number)
        if answer and answer.not_answered:
            state = "not answered"
        elif answer and answer.pieces:
            state = "answered"
        else:
            state = "evidence waiting" if found or q.number in ticked else "no evidence"
        rows.append(
            {
                QUESTION: q.number, "text": q.text, "themes": "; ".join(e.theme.code.name for e in found),
                PEOPLE: len({p for e in found for p in e.theme.people}), "chose": len(ticked.get(q.number, ())),
                STATE: state, "why not": answer.not_answered if answer else "",
            }
        )  # fmt: skip
    return frame(rows, columns, (PEOPLE, "chose"))


def outcome_frame(asks: Iterable[tuple[str, str, str]], outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """What became of each ask.

    Args:
        asks: (ask id, consultation, short text).

    Columns: ask, consultation, text, outcome, document, page, quotation.
    """
    columns = ("ask", CONSULTATION, "text", "outcome", "document", "page", "quotation")
    known = {(o.ask, o.consultation): o for o in outcomes}
    rows = []
    for ask, consultation, text in asks:
        o = known.get((ask, consultation))
        rows.append(
            {
                "ask": ask, CONSULTATION: consultation, "text": text,
                "outcome": o.state.value if o else "not looked up yet", "document": o.document if o else "",
                "page": o.page if o else "", "quotation": o.quotation if o else "",
            }
        )  # fmt: skip
    return frame(rows, columns)


def comment_frame(comments: Iterable[Comment]) -> pd.DataFrame:
    """A reviewer's comments, in the order of the file.

    Columns: id, thread, parent, author, date, resolved, text, anchored_text, section.
    """
    columns = ("id", "thread", "parent", "author", "date", "resolved", "text", "anchored_text", "section")
    rows = [
        {
            "id": comment.id, "thread": comment.thread, "parent": comment.parent, "author": comment.author, "date": comment.on,
            "resolved": YES_NO[comment.resolved], "text": comment.text, "anchored_text": comment.anchored, "section": comment.section,
        }
        for comment in comments
    ]  # fmt: skip
    return frame(rows, columns)


def change_frame(changes: Iterable[Change]) -> pd.DataFrame:
    """Tracked changes, in the order of the file. Columns: kind, author, date, text, section."""
    columns = ("kind", "author", "date", "text", "section")
    rows = [
        {
            "kind": change.kind,
            "author": change.author,
            "date": change.date,
            "text": change.text,
            "section": change.section,
        }
        for change in changes
    ]
    return frame(rows, columns)


def edit_frame(edits: Iterable[Edit]) -> pd.DataFrame:
    """What a returned draft changes, what touches data first.

    Columns: touches, tracked, author, date, section, before, after, evidence.
    """
    columns = ("touches", "tracked", "author", "date", "section", "before", "after", "evidence")
    rows = [
        {
            "touches": e.touches, "tracked": YES_NO[e.tracked], "author": e.author, "date": e.on,
            "section": e.section, "before": e.before, "after": e.after, "evidence": e.evidence,
        }
        for e in edits
    ]  # fmt: skip
    return frame(rows, columns)


def blocker_frame(blockers: Iterable[Blocker]) -> pd.DataFrame:
    """Blockers as a table. Columns: stage, ref, sentence."""
    rows = [{"stage": b.stage, REF: b.ref, "sentence": b.sentence} for b in blockers]
    return frame(rows, ("stage", REF, "sentence"))
