"""People's words: as they came in, what was found in them, and as a person cleared them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from consultwork.model import Channel, Concern, Contribution, Finding, Submission
from consultwork.store import schema as t
from consultwork.store.engine import Writer


def submissions(connection: Connection, consultation: str = "") -> tuple[Submission, ...]:
    """Everything that came in, in the order of the refs."""
    query = select(t.submission).order_by(t.submission.c.ref)
    if consultation:
        query = query.where(t.submission.c.consultation == consultation)
    return tuple(
        Submission(
            row["ref"], row["person"], row["consultation"], row["question"], row["words"], row["prompt"],
            row["verbatim"], Channel(row["channel"]), row["said_on"], row["written_by"], row["batch"],
        )
        for row in connection.execute(query).mappings()
    )  # fmt: skip


def refs(connection: Connection) -> set[str]:
    """The refs of every person and every answer: of whom and of what the vault may hold a letter."""
    people = connection.execute(select(t.person.c.ref)).scalars()
    return {*people, *connection.execute(select(t.submission.c.ref)).scalars()}


def submissions_of(connection: Connection, person: str) -> tuple[str, ...]:
    """The refs of what one person said."""
    query = select(t.submission.c.ref).where(t.submission.c.person == person).order_by(t.submission.c.ref)
    return tuple(connection.execute(query).scalars())


def cleared_of(connection: Connection, person: str, consultation: str) -> tuple[str, ...]:
    """The refs of what one person said on a consultation, as far as somebody cleared it."""
    s, c = t.submission.c, t.contribution.c
    query = select(s.ref).join(t.contribution, c.submission == s.ref)
    query = query.where(s.person == person, s.consultation == consultation, c.current).order_by(s.ref)
    return tuple(connection.execute(query).scalars())


def answer_of(connection: Connection, ref: str, person: str) -> str:
    """The ref under which an answer came in, by that ref or its cleared text's; empty when it is not theirs."""
    s, c = t.submission.c, t.contribution.c
    cleared = select(c.submission).where(c.ref == ref)
    found = connection.execute(select(s.ref).where(s.person == person, (s.ref == ref) | s.ref.in_(cleared)))
    return str(found.scalar() or "")


def known_tokens(connection: Connection) -> set[str]:
    """The keyed tokens of everything that came in, to tell what has come before."""
    return set(connection.execute(select(t.submission.c.token)).scalars())


def add_submission(w: Writer, s: Submission, *, token: str) -> str:
    """Keep words as they came in, under a new ref, which is returned."""
    ref = w.new_ref("S")
    w.run(
        insert(t.submission).values(
            ref=ref, person=s.contributor, consultation=s.consultation, question=s.question, prompt=s.prompt,
            words=s.words, verbatim=s.verbatim, channel=s.channel.value, said_on=s.said_on,
            written_by=s.written_by, batch=s.batch, token=token,
        )
    )  # fmt: skip
    return ref


def add_batch(w: Writer, *, what: str, digest: str, at: datetime, by: str, rows_read: int, rows_left_out: int) -> str:
    """Note that a batch of rows came in together, so that it can be undone together."""
    ref = w.new_ref("B")
    row = {"ref": ref, "what": what, "digest": digest, "at": at, "by": by, "rows_read": rows_read}
    w.run(insert(t.batch).values(**row, rows_left_out=rows_left_out))
    return ref


def last_batch(connection: Connection) -> dict[str, object] | None:
    """The batch that came in last: ref, what, at, rows_read; None when there is none."""
    row = connection.execute(select(t.batch).order_by(t.batch.c.ref.desc()).limit(1)).mappings().first()
    return dict(row) if row else None


def people_of_batch(connection: Connection, ref: str) -> set[str]:
    """The people whose words came in with a batch."""
    return set(connection.execute(select(t.submission.c.person).where(t.submission.c.batch == ref)).scalars())


def undo_batch(w: Writer, ref: str) -> int:
    """Take a batch out again: its words, what hangs on them, permissions and people who came only with it."""
    count = w.run(delete(t.submission).where(t.submission.c.batch == ref)).rowcount
    w.run(delete(t.permission).where(t.permission.c.batch == ref))
    left = select(t.submission.c.person)
    w.run(delete(t.person).where(t.person.c.batch == ref, t.person.c.ref.not_in(left)))
    w.run(delete(t.batch).where(t.batch.c.ref == ref))
    return int(count)


def put_words(w: Writer, submission: str, text: str) -> None:
    """Put another text in the place of words as they came in: theirs went to the vault, or come back."""
    w.run(update(t.submission).where(t.submission.c.ref == submission).values(words=text))


def unclear(w: Writer, submission: str) -> None:
    """Take a cleared text back: its answer waits to be read again, and codings of it count no more."""
    w.run(update(t.contribution).where(t.contribution.c.submission == submission).values(current=False))


def findings(connection: Connection) -> tuple[Finding, ...]:
    """Words that may identify someone, with what was decided, in the order of the text."""
    query = select(t.finding).order_by(t.finding.c.submission, t.finding.c.start)
    return tuple(
        Finding(
            row["submission"], row["start"], row["end"], row["kind"], row["words"], row["stand_in"],
            row["decision"], row["by"],
        )
        for row in connection.execute(query).mappings()
    )  # fmt: skip


def put_findings(w: Writer, submission: str, found: Iterable[Finding]) -> None:
    """Replace the findings of one submission."""
    w.run(delete(t.finding).where(t.finding.c.submission == submission))
    for f in found:
        w.run(
            insert(t.finding).values(
                submission=submission, start=f.start, end=f.end, kind=f.kind, words=f.words,
                stand_in=f.stand_in, decision=f.decision, by=f.by,
            )
        )  # fmt: skip


def contributions(connection: Connection, consultation: str = "") -> tuple[Contribution, ...]:
    """The cleared words, current versions only, in the order of the refs."""
    query = (
        select(t.contribution, t.submission)
        .join(t.submission, t.contribution.c.submission == t.submission.c.ref)
        .where(t.contribution.c.current)
        .order_by(t.contribution.c.ref)
    )
    if consultation:
        query = query.where(t.submission.c.consultation == consultation)
    c, s = t.contribution.c, t.submission.c
    found = []
    for row in connection.execute(query):
        m = row._mapping
        found.append(
            Contribution(
                m[c.ref], m[s.person], m[s.consultation], m[s.question], m[c.text], m[s.prompt], m[s.verbatim],
                Channel(m[s.channel]), m[s.said_on], m[s.written_by], m[c.version], m[c.submission],
            )
        )  # fmt: skip
    return tuple(found)


def cleared_submissions(connection: Connection) -> set[str]:
    """The refs of the submissions that have been cleared."""
    query = select(t.contribution.c.submission).where(t.contribution.c.current)
    return set(connection.execute(query).scalars())


def clear(w: Writer, submission: str, text: str, *, by: str, at: datetime) -> str:
    """Keep a cleared text. Clearing again makes a new version; the old one stays as it is."""
    query = select(t.contribution.c.ref, func.max(t.contribution.c.version)).where(
        t.contribution.c.submission == submission
    )
    ref, version = w.run(query.group_by(t.contribution.c.ref)).first() or (None, 0)
    ref = ref or w.new_ref("C")
    w.run(update(t.contribution).where(t.contribution.c.ref == ref).values(current=False))
    w.run(
        insert(t.contribution).values(
            ref=ref, version=version + 1, submission=submission, text=text, current=True, by=by, at=at
        )
    )
    return str(ref)


def current_text(connection: Connection, submission: str) -> str:
    """The cleared text of a submission as it stands now."""
    query = select(t.contribution.c.text).where(t.contribution.c.submission == submission, t.contribution.c.current)
    return str(connection.execute(query).scalar_one())


def submission_of(connection: Connection, contribution: str) -> tuple[str, int]:
    """The submission behind a contribution, and the contribution's current version."""
    query = select(t.contribution.c.submission, t.contribution.c.version).where(
        t.contribution.c.ref == contribution, t.contribution.c.current
    )
    row = connection.execute(query).one()
    return row[0], row[1]


def concerns(connection: Connection) -> tuple[Concern, ...]:
    """Every safeguarding concern, oldest first. No analysis reads these."""
    rows = connection.execute(select(t.concern).order_by(t.concern.c.ref)).mappings()
    return tuple(Concern(**row) for row in rows)


def concerning(connection: Connection) -> frozenset[str]:
    """The refs of the contributions that raised a concern: their words are never quoted."""
    query = select(t.contribution.c.ref).join(t.concern, t.concern.c.submission == t.contribution.c.submission)
    return frozenset(connection.execute(query).scalars())


def raise_concern(w: Writer, submission: str, *, note: str, raised: date, lead: str, due: date | None) -> str:
    """Raise a concern about a submission and return its ref."""
    ref = w.new_ref("N")
    row = {"ref": ref, "submission": submission, "note": note, "raised": raised, "lead": lead, "due": due}
    w.run(insert(t.concern).values(**row, outcome=""))
    return ref


def settle_concern(w: Writer, ref: str, *, lead: str, outcome: str) -> None:
    """Note who looked at a concern and what came of it."""
    w.run(update(t.concern).where(t.concern.c.ref == ref).values(lead=lead, outcome=outcome))
