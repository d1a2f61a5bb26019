"""The part of the desk for other programs: REFI-QDA projects and codebooks, and tables of codings."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork import settings
from consultwork.errors import BadFile, Refused
from consultwork.exchange import coded_tables, refi_read, refi_write
from consultwork.exchange.refi import QdaCase, QdaCode, QdaCoding, QdaNote, QdaProject, QdaSet, QdaSource
from consultwork.exchange.refi_write import guid_of
from consultwork.files import writing_whole
from consultwork.journey import codebook as book_core
from consultwork.kinds import Kind
from consultwork.model import CandidateTheme, Code, Coding, CodingState, Position, Use
from consultwork.store import codebook, reading, rounds, themes
from consultwork.text import as_cell, fold, plural
from consultwork.workbench.theme.codebook import CodebookDesk

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot

_LINES = (
    ("Include: ", "include"),
    ("Leave out: ", "exclude"),
    ("States that: ", "statement"),
    ("Bears on: ", "questions"),
)
_VARIABLES = (
    ("consultation", "Text"), ("question", "Text"), ("channel", "Text"), ("said_on", "Date"),
    ("may_count", "Boolean"), ("may_paraphrase", "Boolean"), ("may_quote", "Boolean"), ("role", "Text"),
    ("speaker", "Text"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """What came of reading another program's file: how much was new, and what was left out and why."""

    codes: int
    codings: int
    memos: int
    left_out: tuple[str, ...]

    @property
    def account(self) -> str:
        """It all in a sentence."""
        parts = ((self.codes, "code"), (self.codings, "coding"), (self.memos, "memo"))
        return "New: " + ", ".join(f"{n} {plural(n, what)}" for n, what in parts) + "."


class ExchangeDesk:
    """To and from other programs. Names, contacts and concerns never leave."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def project(self, consultation: str = "") -> QdaProject:
        """What was said and coded, as a REFI-QDA project: words of those who may be counted.

        People are cases, permissions and questions variables, coders users, memos notes. Blind rounds
        come along once both coders have finished.
        """
        session, s = self._session, self._session.snapshot()
        own = s.of(consultation) if consultation else dict(s.contributions)
        own = {r: c for r, c in own.items() if s.people[c.contributor].allows(Use.COUNT, c.answer)}
        with session.store.read() as c:
            memos = [m for m in reading.memos(c) if m.contribution in own]
            done = [r for r in rounds.rounds(c) if r.finished]
            blind = {r.ref: rounds.blind(c, r.ref) for r in done}
            settled = {r.ref: rounds.settled(c, r.ref) for r in done}
        guid = self._guid
        users: dict[str, str] = {}

        def user(name: str) -> str:
            users.setdefault(name, guid("user", name))
            return users[name]

        codings: dict[str, list[QdaCoding]] = defaultdict(list)
        for k in s.codings:
            if k.contribution in own and k.state is CodingState.ACCEPTED:
                at = k.at.isoformat(timespec="seconds") if k.at else ""
                codings[k.contribution].append(
                    QdaCoding(
                        guid("coding", k.ref), guid("code", k.code), user(k.by or "the codebook"), at, k.start, k.end,
                        k.snippet, "", k.position.value,
                    )
                )  # fmt: skip
        known = {(k.contribution, k.code, k.start, k.end, k.by) for k in s.codings}
        for b in (b for found in blind.values() for b in found):
            if b.contribution in own and (b.contribution, b.code, b.start, b.end, b.coder) not in known:
                words = own[b.contribution].text[b.start : b.end]
                codings[b.contribution].append(
                    QdaCoding(
                        guid("blind", b.ref), guid("code", b.code), user(b.coder), "", b.start, b.end, words, "",
                        b.position.value,
                    )
                )  # fmt: skip
        notes, of_source = [], defaultdict(list)
        for m in memos:
            at = m.at.isoformat(timespec="seconds") if m.at else ""
            notes.append(QdaNote(guid("memo", m.ref), f"Memo on {m.contribution}", m.text, user(m.by), at))
            of_source[m.contribution].append(notes[-1].guid)
        for ref, decisions in settled.items():
            for d in (d for d in decisions if d.contribution in own):
                name = f"{'Fits' if d.fits else 'Does not fit'}: {d.code}, {d.contribution}"
                notes.append(QdaNote(guid("settled", ref, d.contribution, d.code), name, d.reason, user(d.by)))
                of_source[d.contribution].append(notes[-1].guid)
        used = {k.code for found in codings.values() for k in found}
        codes = self._codes(s.codes, used)
        sources = tuple(
            QdaSource(
                guid("source", r), r, c.text, tuple(codings[r]),
                tuple((n, v) for n, v in (
                    ("consultation", c.consultation), ("question", c.question), ("channel", c.channel.value),
                    ("said_on", c.said_on.isoformat() if c.said_on else ""),
                    *((f"may_{u.value}", str(s.people[c.contributor].allows(u, c.answer)).lower())
                      for u in (Use.COUNT, Use.PARAPHRASE, Use.QUOTE)),
                ) if v),
                c.prompt, "", "", tuple(of_source[r]),
            )
            for r, c in own.items()
        )  # fmt: skip
        title = session.consultation(consultation).title if consultation else session.sender.name
        made_up = "Everybody in it is made up." if session.made_up else ""
        return QdaProject(
            title, tuple((g, n) for n, g in users.items()), codes, _VARIABLES, self._cases(s, own), sources,
            tuple(notes), self._sets(s, own, {code.guid for code in codes}), "consultwork", made_up,
        )  # fmt: skip

    def write(self, path: Path, consultation: str = "") -> str:
        """Write for another program, by the name's ending. Returns a sentence on what went out.

        .qdpx: the whole project; .qdc: the codebook; .csv or .xlsx: codings as 0 and 1; a name that ends in
        ``-taguette.csv``: the codebook for Taguette.

        Raises:
            Refused: another ending, or nothing to write.
        """
        ending = path.suffix.lower()
        if path.name.lower().endswith("-taguette.csv"):
            coded_tables.write_taguette(path, CodebookDesk(self._session).codes)
            return f"The codebook for Taguette is {path}."
        project = self.project(consultation)
        if ending == ".qdpx":
            refi_write.write_qdpx(path, project)
            left = len(self._session.snapshot().contributions) - len(project.sources)
            out = f" {left} answers of other consultations or without permission were left out." if left else ""
            return f"{len(project.sources)} answers and {len(project.codes)} codes are in {path}.{out}"
        if ending == ".qdc":
            refi_write.write_qdc(path, project.codes, project.sets)
            return f"{len(project.codes)} codes are in {path}."
        names = [code.id for code in CodebookDesk(self._session).codes]
        of = {self._guid("code", n): n for n in names}
        rows = [(s.name, frozenset(of[k.code] for k in s.codings if k.code in of)) for s in project.sources]
        coded_tables.write_ones(path, rows, names)
        return f"{len(rows)} answers by {len(names)} codes are in {path}."

    def read(self, path: Path) -> ExchangeReport:
        """Take in what another program made of our words: codes by name, codings and memos on texts that are ours.

        A codebook (.qdc) brings codes alone. Codings of a person come in as accepted under her name; a
        table of codings by a program comes in as suggestions. Nobody's words are taken in by this way:
        they have no permission. What is left out is said.

        Raises:
            BadFile: it is no such file.
        """
        ending = path.suffix.lower()
        if ending == ".qdc":
            codes, _ = self._new_codes(refi_read.read_qdc(path))
            return ExchangeReport(self._keep(codes, path), 0, 0, ())
        if ending == ".qdpx":
            return self._take_project(refi_read.read_qdpx(path), path)
        if ending in (".csv", ".xlsx", ".json", ".jsonl"):
            return self._take_table(path)
        raise BadFile(Kind.NO_PROJECT_CODEBOOK_OR_CODINGS, where=path)

    def unpack(self, path: Path, out: Path) -> tuple[str, ...]:
        """Write a REFI-QDA project of anybody's as tables: codes, sources, codings and notes, and the texts.

        Returns:
            What the project holds that has no place in them.
        """
        p = refi_read.read_qdpx(path)
        names, users = {code.guid: code.name for code in p.codes}, dict(p.users)
        _table(out / "codes.csv", ("guid", "name", "parent", "description"),
               ((code.guid, code.name, names.get(code.parent, ""), code.description) for code in p.codes))  # fmt: skip
        _table(out / "sources.csv", ("guid", "name", "characters", "codings"),
               ((s.guid, s.name, str(len(s.text)), str(len(s.codings))) for s in p.sources))  # fmt: skip
        _table(out / "codings.csv", ("source", "code", "coder", "start", "end", "words"),
               ((s.name, names.get(k.code, ""), users.get(k.user, ""), "" if k.start is None else str(k.start),
                 "" if k.end is None else str(k.end), k.passage) for s in p.sources for k in s.codings))  # fmt: skip
        _table(out / "notes.csv", ("name", "text", "by"), ((n.name, n.text, users.get(n.user, "")) for n in p.notes))
        for s in p.sources:
            if not s.missing:
                (out / "texts").mkdir(exist_ok=True)
                (out / "texts" / f"{s.guid}.txt").write_text(s.text, encoding="utf-8", newline="\n")
        return p.left_out

    def _guid(self, *parts: str) -> str:
        # A keyed token, so that a ref cannot be guessed from a file that went out.
        return guid_of(parts[0], self._session.store.token("\x1f".join(parts)))

    def _codes(self, book: Iterable[Code], used: set[str]) -> tuple[QdaCode, ...]:
        """The codebook; a code that is gone and still has codings keeps its id as its name."""
        book = list(book)
        made = [
            QdaCode(
                self._guid("code", code.id),
                code.name,
                _packed(code),
                self._guid("code", code.parent) if code.parent else "",
            )
            for code in book
        ]
        there = {c.guid for c in made}
        lost = sorted({k.code for k in self._session.snapshot().codings} - {code.id for code in book})
        gone = [QdaCode(self._guid("code", c), c) for c in lost if self._guid("code", c) in used - there]
        return (*made, *gone)

    def _cases(self, s: Snapshot, own: Mapping[str, object]) -> tuple[QdaCase, ...]:
        of: dict[str, list[str]] = defaultdict(list)
        for r in own:
            of[s.contributions[r].contributor].append(self._guid("source", r))
        return tuple(
            QdaCase(
                self._guid("case", p), p, tuple(refs),
                tuple((n, v) for n, v in (("role", s.people[p].role), ("speaker", s.people[p].speaker.value)) if v),
            )
            for p, refs in sorted(of.items())
        )  # fmt: skip

    def _sets(self, s: Snapshot, own: Mapping[str, object], codes: set[str]) -> tuple[QdaSet, ...]:
        sets = []
        for name in sorted({s.contributions[r].consultation for r in own}):
            for q in self._session.consultations[name].questions if name in self._session.consultations else ():
                members = tuple(self._guid("code", code.id) for code in s.codes if q.ref in code.questions)
                sources = tuple(
                    self._guid("source", r)
                    for r in own
                    if (s.contributions[r].consultation, s.contributions[r].question) == (name, q.number)
                )
                kept = tuple(m for m in members if m in codes)
                if kept or sources:
                    sets.append(
                        QdaSet(self._guid("set", q.ref), f"{name}: question {q.number}", kept, sources, (), q.text)
                    )
        return tuple(sets)

    def _new_codes(self, found: Iterable[QdaCode]) -> tuple[list[Code], dict[str, str]]:
        """Codes of another program that we do not have yet, and its guid -> our id for all of them."""
        book = list(CodebookDesk(self._session).codes)
        ours = {self._guid("code", code.id): code.id for code in book} | {}
        by_name = {fold(code.name).strip(): code.id for code in book}
        to: dict[str, str] = {}
        new: list[Code] = []
        for q in found:
            ident = ours.get(q.guid) or by_name.get(fold(q.name).strip())
            if ident is None:
                fresh = _unpacked(q, book_core.new_id(q.name, [*book, *new]))
                parent = to.get(q.parent, "")
                under = next((code for code in (*book, *new) if code.id == parent), None)
                fresh = replace(fresh, parent=parent if under is not None and not under.parent else "")
                new.append(fresh)
                ident = fresh.id
                by_name[fold(q.name).strip()] = ident
            to[q.guid] = ident
        return new, to

    def _keep(self, new: list[Code], path: Path) -> int:
        if new:
            session, book = self._session, CodebookDesk(self._session).codes
            with session.store.write(session.by, "add codes from another program", amount=len(new)) as w:
                themes.put_codes(w, (*book, *new))
                for code in new:
                    at = session.clock()
                    codebook.note_change(
                        w, "add", code.id, (), (code,), reason=f"read from {path.name}", by=session.by, at=at
                    )
        return len(new)

    def _take_project(self, p: QdaProject, path: Path) -> ExchangeReport:
        session, s = self._session, self._session.snapshot()
        used = {k.code for x in p.sources for k in x.codings}
        new, to = self._new_codes(code for code in p.codes if code.codable or code.guid in used)
        ours = {self._guid("source", r): r for r in s.contributions}
        by_text: dict[str, str] = {c.text: r for r, c in s.contributions.items()}
        users, notes, said = dict(p.users), {n.guid: n for n in p.notes}, list(p.left_out)
        known = {(k.contribution, k.code, k.start, k.end) for k in s.codings if k.state is CodingState.ACCEPTED}
        there = {(k.contribution, k.code, k.start, k.end): k for k in s.codings}
        with session.store.read() as c:
            memos = {(m.contribution, m.text) for m in reading.memos(c)}
        count = self._keep(new, path)
        codings = kept_memos = strange = 0
        with session.store.write(session.by, "read a project of another program") as w:
            for x in p.sources:
                ref = ours.get(x.guid) or by_text.get(x.text)
                if ref is None or s.contributions[ref].text != x.text:
                    strange += 1
                    continue
                for k in x.codings:
                    key = self._place(k, ref, x.text, to)
                    if key is None or key in known:
                        continue
                    known.add(key)
                    codings += 1
                    self._accept(w, key, x.text, k, users.get(k.user, path.name), there.get(key))
                for n in (notes[g] for g in x.notes if g in notes):
                    if (
                        (ref, n.text) not in memos
                        and n.text.strip()
                        and not n.name.startswith(("Fits: ", "Does not fit: "))
                    ):
                        reading.put_memo(w, ref, n.text, by=users.get(n.user, path.name), at=session.clock())
                        kept_memos += 1
            w.amount = codings
        if strange:
            said.append(f"{strange} × text that is not ours, or was changed: nothing of it was taken in.")
        if p.cases and strange == len(p.sources):
            said.append("People of other projects are not taken in: nobody here has their permission.")
        return ExchangeReport(count, codings, kept_memos, tuple(said))

    def _place(self, k: QdaCoding, ref: str, text: str, to: dict[str, str]) -> tuple[str, str, int, int] | None:
        if not k.code or k.code not in to:
            return None
        start, end = (0, len(text)) if k.start is None or k.end is None else (k.start, k.end)
        return (ref, to[k.code], start, end) if start < end else None

    def _accept(
        self, w: object, key: tuple[str, str, int, int], text: str, k: QdaCoding, by: str, there: Coding | None
    ) -> None:
        from consultwork.store.engine import Writer

        assert isinstance(w, Writer)
        ref, code, start, end = key
        position = Position(k.description) if k.description in set(Position) else Position.UNCLEAR
        at = self._session.clock()
        if there is not None:
            themes.decide_coding(w, there.ref, state=CodingState.ACCEPTED, position=position, by=by, at=at)
            return
        candidate = CandidateTheme(ref, code, start, end, text[start:end])
        themes.put_coding(w, candidate, state=CodingState.ACCEPTED, position=position, by=by, at=at)

    def _take_table(self, path: Path) -> ExchangeReport:
        """Themes, a codebook of Taguette, or codings as another program has them: the last as suggestions only."""
        session, s = self._session, self._session.snapshot()
        try:
            found = [QdaCode(c.id, c.name, c.description) for c in coded_tables.read_themes(path)]
            return ExchangeReport(self._keep(self._new_codes(found)[0], path), 0, 0, ())
        except BadFile:
            pass
        try:
            rows = coded_tables.read_coded(path)
        except BadFile:
            if path.suffix.lower() != ".csv":
                raise
            found = [
                QdaCode(code.id, code.name, code.description, code.parent) for code in settings.read_codebook(path)
            ]
            return ExchangeReport(self._keep(self._new_codes(found)[0], path), 0, 0, ())
        number = {code.id: code.id for code in s.codes} | {fold(code.name).strip(): code.id for code in s.codes}
        by_text = {c.text.strip(): r for r, c in s.contributions.items()}
        candidates, strange, unknown = [], 0, set()
        for row in rows:
            ref = row.ref if row.ref in s.contributions else by_text.get(row.text.strip(), "")
            if not ref:
                strange += bool(row.codes)
                continue
            text = s.contributions[ref].text
            for name in row.codes:
                code = number.get(name) or number.get(fold(name).strip())
                if code is None:
                    unknown.add(name)
                    continue
                why = f"{path.name} has it so"
                candidates.append(CandidateTheme(ref, code, 0, len(text), text, (), None, why))
        known = {(k.contribution, k.code, k.start, k.end): k for k in s.codings}
        with session.store.write(session.by, "read a table of codings") as w:
            w.amount = themes.add_codings(w, candidates, known=known)
        said = [f"{strange} × row that is no answer of ours."] if strange else []
        if unknown:
            said.append(f"Not in the codebook: {', '.join(sorted(unknown)[:8])}. Read its themes first.")
        if not candidates and not said:
            raise Refused(Kind.TABLE_HOLDS_NO_CODING, where=path)
        return ExchangeReport(0, w.amount or 0, 0, tuple(said))


def _packed(code: Code) -> str:
    """What a code says, as text: its definition, then a line for each other thing."""
    values = {
        "include": "; ".join(code.include),
        "exclude": code.exclude,
        "statement": code.statement,
        "questions": "; ".join(code.questions),
    }
    lines = [f"{start}{values[name]}" for start, name in _LINES if values[name]]
    return "\n".join([code.description, *lines, *(["Retired."] if code.retired else [])]).strip()


def _unpacked(q: QdaCode, ident: str) -> Code:
    """A code from another program, or from our own ``_packed``."""
    said: dict[str, str] = {}
    plain = []
    for line in q.description.splitlines():
        start, name = next(((s, n) for s, n in _LINES if line.startswith(s)), ("", ""))
        if name:
            said[name] = line[len(start) :]
        elif line != "Retired.":
            plain.append(line)
    lists = {n: tuple(x.strip() for x in said.get(n, "").split(";") if x.strip()) for n in ("include", "questions")}
    return Code(
        ident, q.name, "\n".join(plain).strip(), lists["include"], said.get("exclude", ""), "", "",
        said.get("statement", ""), lists["questions"],
    )  # fmt: skip


def _table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with writing_whole(path) as half, half.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([as_cell(v) for v in row] for row in rows)
