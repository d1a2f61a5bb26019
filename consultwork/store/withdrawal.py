"""Taking a person out: every row that holds their words or their ref."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from consultwork.files.unread import UnreadFile
from consultwork.model import CodingState, PieceKind
from consultwork.store import reviewing, whose_words
from consultwork.store import schema as t
from consultwork.store.engine import Writer
from consultwork.store.traces import Traces, traces_of


@dataclass(frozen=True, slots=True)
class WithdrawalReport:
    """What a withdrawal took out, and what it touches. It names nobody.

    ``stale`` are documents that were deleted and must be made again, ``changed`` files that hold
    their words or were changed by hand, ``sent`` documents that left us and cannot be taken back,
    ``typed`` places where somebody typed their words or ref: a person has to take those out.
    ``emptied`` are notebooks whose outputs were taken out, ``imported`` the files they came in,
    ``left`` how many backups still have to be written anew. ``unread`` are files that could not be
    read, or not all of them: whether they hold their words a person has to see.
    """

    answers: int
    stale: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    left: int = 0
    unread: tuple[UnreadFile, ...] = ()


def take_out(w: Writer, person: str, untouched: Callable[[str, str], bool]) -> WithdrawalReport:
    """Delete a person from every table, in one transaction.

    Words, findings, versions, codings, permissions and identity go with the person by the
    database's own cascades. Records of documents that rest on them go too, except of those that
    were sent: of these the record stays, without its manifest and comments. A keyed token stays, so
    that a later import of the same export leaves them out.

    Args:
        untouched: tells by path and digest whether a document is still as we made it.
    """
    traces = traces_of(w.connection, person)
    tokens = {w.run(select(t.person.c.token).where(t.person.c.ref == person)).scalar()}
    tokens |= set(w.run(select(t.alias.c.token).where(t.alias.c.person == person)).scalars())
    for token in sorted(x for x in tokens if x):
        w.put(t.withdrawn, {"token": token}, ("token",))
    stale, changed, sent = forget_drafts(w, [person], untouched)
    raised = _raised(w.connection, person)
    came = select(t.batch.c.what).join(t.submission, t.submission.c.batch == t.batch.c.ref)
    imported = sorted(set(w.run(came.where(t.submission.c.person == person, t.batch.c.digest != "")).scalars()))
    answers = w.run(delete(t.submission).where(t.submission.c.person == person)).rowcount
    w.run(delete(t.person).where(t.person.c.ref == person))
    # The name of a file may be a person's: a batch of which nothing is left goes with them.
    w.run(delete(t.batch).where(t.batch.c.ref.not_in(select(t.submission.c.batch))))
    decided = t.theme_decision.c.code
    w.run(delete(t.theme_decision).where(decided.in_([f"~quote {ref}" for ref in traces.refs])))
    _unpick(w, traces)
    whose_words.take_back(w, traces.stand_in)
    _unlink(w, raised)
    typed = tuple(dict.fromkeys(whose_words.typed(w.connection, traces.stand_in)))
    return WithdrawalReport(int(answers), stale, changed, sent, typed, imported=tuple(imported))


def delete_answers(w: Writer, refs: Iterable[str]) -> int:
    """Delete answers whose time is over, and people of whom nothing is left. Returns how many answers.

    The records of documents stay: they are what the charity published. What was kept of their words to
    hold a returned file against goes, and what their claims rest on with it.
    """
    refs = list(refs)
    persons = select(t.submission.c.person).where(t.submission.c.ref.in_(refs))
    asked = [*w.run(select(t.submission.c.consultation).where(t.submission.c.ref.in_(refs))).scalars(), "all"]
    rests = select(t.draft_person.c.draft).join(t.draft, t.draft.c.id == t.draft_person.c.draft)
    rests = rests.where(t.draft_person.c.person.in_(persons), t.draft.c.consultation.in_(set(asked)))
    drafts = [str(d) for d in w.run(rests).scalars()]
    reviewing.forget(w, drafts)
    w.run(update(t.draft).where(t.draft.c.id.in_(drafts)).values(manifest="{}"))
    count = w.run(delete(t.submission).where(t.submission.c.ref.in_(refs))).rowcount
    w.run(delete(t.person).where(t.person.c.ref.not_in(select(t.submission.c.person))))
    w.run(delete(t.batch).where(t.batch.c.ref.not_in(select(t.submission.c.batch))))
    return int(count)


def forget_drafts(
    w: Writer, persons: Iterable[str], untouched: Callable[[str, str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take out the records of documents that rest on some people.

    Returns:
        Paths of documents to delete, of those changed by hand, and of those that were sent.
    """
    on_them = select(t.draft_person.c.draft).where(t.draft_person.c.person.in_(list(persons)))
    touched = w.run(select(t.draft).where(t.draft.c.id.in_(on_them))).mappings().all()
    out = reviewing.forget(w, [row["id"] for row in touched])
    for row in touched:
        w.run(delete(t.comment).where(t.comment.c.draft == row["id"]))
        if row["state"] == "sent":
            w.run(update(t.draft).where(t.draft.c.id == row["id"]).values(manifest="{}"))
        else:
            w.run(delete(t.draft).where(t.draft.c.id == row["id"]))
    gone = {row["id"] for row in touched if row["state"] == "sent"}
    sent = [row["path"] for row in touched if row["id"] in gone]
    # A name may be a later version's by now: only what is still as it went out counts as sent.
    sent += [path for draft, path, digest in out if draft in gone and untouched(path, digest)]
    ours = [(row["path"], row["digest"]) for row in touched if row["id"] not in gone]
    ours += [(path, digest) for draft, path, digest in out if draft not in gone]
    stale = dict.fromkeys(p for p, d in ours if untouched(p, d) and p not in sent)
    changed = dict.fromkeys(p for p, _ in ours if p not in stale and p not in sent)
    return tuple(stale), tuple(changed), tuple(dict.fromkeys(sent))


def _raised(connection: Connection, person: str = "") -> set[tuple[str, str, str]]:
    """(consultation, question, code) of what was raised in answer to which question."""
    s = t.submission.c
    query = select(s.consultation, s.question, t.coding.c.code).join(t.coding, t.coding.c.submission == s.ref)
    query = query.where(t.coding.c.state == CodingState.ACCEPTED.value)
    rows = connection.execute(query.where(s.person == person) if person else query).all()
    return {(row[0], row[1], row[2]) for row in rows}


def _unlink(w: Writer, raised: set[tuple[str, str, str]]) -> None:
    """Take out links between themes and questions that only somebody who is gone had given cause for."""
    by_codebook = {row["id"]: json.loads(row["questions"]) for row in w.run(select(t.code)).mappings()}
    for consultation, question, code in raised - _raised(w.connection):
        if f"{consultation}/{question}" not in by_codebook.get(code, ()):
            key = (t.link.c.consultation == consultation, t.link.c.question == question, t.link.c.code == code)
            w.run(delete(t.link).where(*key))


def _unpick(w: Writer, traces: Traces) -> None:
    """Take quotes of theirs that an officer had picked for an answer out of it again."""
    for row in w.run(select(t.answer)).mappings().all():
        pieces = json.loads(row["pieces"])
        kept = [[k, v] for k, v in pieces if not (k == PieceKind.QUOTE.value and v in traces.refs)]
        if kept != pieces:
            key = (t.answer.c.consultation == row["consultation"], t.answer.c.question == row["question"])
            w.run(update(t.answer).where(*key).values(pieces=json.dumps(kept, ensure_ascii=False)))
