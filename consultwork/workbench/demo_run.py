"""The demo: the whole journey with made-up people, decisions and drafts, through every stage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from consultwork import demo
from consultwork.errors import Refused
from consultwork.journey.plan import PlanSection
from consultwork.journey.respond import section_key
from consultwork.kinds import Kind
from consultwork.model import Answer, CodingState, DocumentKind, Link, Piece, PieceKind, Position
from consultwork.workbench.desk import Workbench
from consultwork.workbench.respond.respond_desk import ALL, DocumentReport

MARK = "MADE-UP.txt"
_MARK_TEXT = "Everything in this workspace is made up: the people, their words, and the charity.\n"
WITHDRAWN = "demo-withdraws"

# What was written after they had published something: not on the day of the response.
_LATER = (DocumentKind.LETTER, DocumentKind.SPECIFICATION_NOTE, DocumentKind.SUMMARY)

Tell = Callable[[str], None]


def lay_out(folder: Path) -> Path:
    """A fresh workspace for the demo, in place of an earlier one.

    Raises:
        Refused: the folder holds something that is not an earlier demo.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise Refused(Kind.FOLDER_IS_NOT_EMPTY_AND_HOLDS_NO_DEMO, where=folder)
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(_MARK_TEXT, encoding="utf-8")
    settings = demo.contributions_path().with_name("consultwork.toml")
    shutil.copyfile(settings, folder / "consultwork.toml")
    return folder


def open_demo(folder: Path) -> Workbench:
    """The demo's workbench, on the demo's own day."""
    decided = demo.decisions()
    bench = Workbench(folder, today=decided.today, by=decided.officer)
    if not bench.vault.there:
        bench.vault.make()
    return bench


def fill(bench: Workbench, *, contributions: Path | None = None, tell: Tell = lambda _: None) -> None:
    """Take the made-up people through every stage up to the documents.

    Args:
        contributions: another file of the same shape, in place of the shipped one.
        tell: is told which stage begins.
    """
    decided = demo.decisions()
    tell("plan")
    _plan(bench)
    tell("gather")
    bench.gather.import_file(contributions or demo.contributions_path())
    bench.vault.compare()
    tell("safeguard")
    bench.safeguard.decide_all(decided.redaction.default)
    bench.safeguard.clear()
    _concerns(bench, decided)
    tell("theme")
    bench.theme.suggest()
    _code(bench, decided)
    tell("mapping")
    left_out = {(x.consultation, x.question, x.code) for x in decided.links_left_out}
    for consultation in bench.consultations:
        proposals = bench.mapping.proposals(consultation)
        bench.mapping.decide_many(
            [
                Link(consultation, k.question, k.code, (consultation, k.question, k.code) not in left_out)
                for k in proposals
            ]
        )
    tell("respond")
    for name, drafted in demo.answers().items():
        bench.respond.write_answers([*drafted.answers, *_other_parts(name, drafted)])
    tell("follow_up")
    for outcome, _remark in demo.outcomes():
        bench.follow_up.record(outcome)


def withdraw_made_up(bench: Workbench) -> int:
    """Take out the made-up person who changed their mind. Returns how many answers went."""
    person = person_of(bench, WITHDRAWN)
    answers = bench.safeguard.withdraw(person).answers if person else 0
    _small_themes(bench, demo.decisions())  # a theme that lost a voice may have become a small one
    return answers


def person_of(bench: Workbench, key: str) -> str | None:
    """The pseudonym of a person of the demo, by their key in the file."""
    from consultwork.store import people

    with bench.store.read() as connection:
        return people.person_by_token(connection, bench.store.token(f"person:{key}"))


def run(folder: Path, *, tell: Tell = lambda _: None, pages: bool = False) -> tuple[Workbench, list[DocumentReport]]:
    """The whole demo: a fresh workspace, every stage, one withdrawal, every document."""
    bench = open_demo(lay_out(folder))
    fill(bench, tell=tell)
    tell("safeguard: a person takes their words back")
    withdraw_made_up(bench)
    tell("respond: the documents")
    return bench, make_documents(bench, pages=pages)


def make_documents(bench: Workbench, *, pages: bool = False) -> list[DocumentReport]:
    """Every document, answers dated on the day on which they were drafted, the rest today."""
    drafted = demo.decisions().drafted
    s = bench.snapshot()
    wanted = [
        (consultation.id, kind, None if kind in _LATER else drafted.get(consultation.id))
        for consultation in bench.consultations.values()
        for kind in bench.respond.kinds(consultation)
    ]
    return bench.respond.make_these([*wanted, (ALL, DocumentKind.SUMMARY, None)], s, pages=pages)


@contextmanager
def scratch() -> Iterator[Workbench]:
    """A filled demo workspace that is gone afterwards."""
    import tempfile

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bench = open_demo(lay_out(Path(folder) / "demo"))
        fill(bench)
        yield bench


def _plan(bench: Workbench) -> None:
    for name, p in demo.plan().items():
        lines: list[tuple[str, str, dict[str, Any]]] = []
        for a in p.answers:
            told = {"answer": a.answer, "owner": a.owner, "ask_again": a.ask_again}
            lines.append((PlanSection.QUESTIONS, a.question, told))
        agreed = {"answer": p.agreement.changed, "due": p.agreement.agreed_on}
        lines.append((PlanSection.AGREEMENT, "agreed", agreed))
        lines += [(PlanSection.CHECKS, check.check, {"answer": check.how}) for check in p.checks if check.done]
        for s in p.sections:
            owned = {"answer": s.name, "owner": s.owner, "cover": s.cover, "due": s.due}
            lines.append((PlanSection.SECTIONS, s.name, owned))
        for key, answer in (("decides", p.decides), ("authorises", p.authorises), ("leaver", p.leaver)):
            lines.append((PlanSection.DECISIONS, key, {"answer": answer}))
        lines += [(PlanSection.CHECK_INS, c.what, {"answer": c.what, "due": c.day}) for c in p.check_ins]
        for n, note in enumerate(p.reflection.notes, start=1):
            lines.append((PlanSection.REFLECTION, str(n), {"answer": note, "due": p.reflection.day}))
        lines += [(PlanSection.CONDUCT, g.principle, {"answer": f"{g.view}: {g.words}"}) for g in p.gunning]
        bench.plan.record_many(name, lines)


def _code(bench: Workbench, decided: demo.DemoDecisions) -> None:
    """Passages that the made-up officer coded by hand, and her word on every suggestion."""
    s = bench.snapshot()
    where: dict[tuple[str, str, str], list[str]] = {}
    for c in s.contributions.values():
        where.setdefault((c.contributor, c.consultation, c.question), []).append(c.ref)
    people = {k: person_of(bench, k) for k in {d.person for d in decided.codings}}
    chosen: list[tuple[str, str, str, Position]] = []
    for d in decided.codings:
        person = people[d.person]
        if person is None or d.state is not CodingState.ACCEPTED:
            continue
        for ref in where.get((person, d.consultation, d.question), []):
            if d.words in s.contributions[ref].text:
                chosen.append((ref, d.code, d.words, d.position))
                break
    bench.theme.add_many(chosen)
    keys = {ref: key for key, ref in people.items()}
    verdicts = []
    for k in bench.theme.codings(state=CodingState.SUGGESTED):
        c = s.contributions[k.contribution]
        key = keys.get(c.contributor, "")
        state = decided.on_suggestion(key, c.consultation, c.question, k.code, k.snippet)
        verdicts.append((k.ref, state, decided.suggestions.position))
    bench.theme.decide_many(verdicts)
    _small_themes(bench, decided)


def _small_themes(bench: Workbench, decided: demo.DemoDecisions) -> None:
    for name in bench.consultations:
        small = [(t.code.id, decided.small_theme(t.code.id, name)) for t in bench.theme.few_people(name)]
        bench.theme.keep_many(name, [(code, d.decision, d.reason) for code, d in small])
        if name in decided.small_counts:
            bench.safeguard.may_leave(name, decided.small_counts[name])


def _concerns(bench: Workbench, decided: demo.DemoDecisions) -> None:
    """What the patterns flagged, and what a person saw, each with the lead's outcome."""
    from consultwork.store import words

    with bench.store.read() as connection:
        came = words.submissions(connection)
    flagged = {x.submission for x in bench.safeguard.concerns()}
    for d in decided.concerns:
        person = person_of(bench, d.person)
        for x in came:
            if (x.contributor, x.consultation, x.question) == (person, d.consultation, d.question):
                if x.ref not in flagged:
                    bench.safeguard.raise_concern(x.ref, d.note, lead=d.lead, due=d.due)
                flagged.add(x.ref)
    for concern in bench.safeguard.concerns():
        bench.safeguard.settle(concern.ref, lead=decided.concerns[0].lead, outcome=decided.concerns[0].outcome)


def _other_parts(name: str, drafted: demo.DemoAnswers) -> Iterator[Answer]:
    def part(section: str, *pieces: Piece, number: int | None = None) -> Answer:
        return Answer(name, section_key(section, number), pieces)

    def words(text: str) -> Piece:
        return Piece(PieceKind.WORDS, text)

    for n, m in enumerate(drafted.key_messages, start=1):
        more = [Piece(PieceKind.COUNT, m.code)] if m.code else []
        more += [Piece(PieceKind.ASK, m.ask)] if m.ask else []
        yield part("key-messages", words(m.words), *more, number=n)
    yield part("not-heard", *(words(w) for w in drafted.not_heard))
    if drafted.letter:
        yield part("letter-opening", words(drafted.letter.opening))
        yield part("letter-thanks", words(drafted.letter.thanks))
        yield part("letter-closing", words(drafted.letter.closing))
        yield part("letter-enclosures", *(words(w) for w in drafted.letter.enclosures))
        for n, p in enumerate(drafted.letter.points, start=1):
            yield part("letter-point", words(p.title), *p.pieces, number=n)
    if drafted.briefing:
        b = drafted.briefing
        yield part("briefing-opening", words(b.opening))
        yield part("briefing-occasion", words(b.occasion))
        yield part("briefing-listen-for", *(words(w) for w in b.listen_for))
        yield part("briefing-do-not-say", *(words(w) for w in b.do_not_say))
        for n, m in enumerate(b.say, start=1):
            more = [Piece(PieceKind.COUNT, m.code)] if m.code else []
            more += [Piece(PieceKind.ASK, m.ask)] if m.ask else []
            yield part("briefing-say", words(m.words), *more, number=n)
