"""The Word twin of a form, filled in and sent back: its ticks, its words, and whatever was written beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.journey.form_paper import ABOUT_YOU, MARK, NO, YES, fixed_words, paper_form, row_label, version_of
from consultwork.journey.form_words import About
from consultwork.journey.gather import (
    OTHER_ASKED,
    PERMISSION_WORDING,
    PERMISSION_WORDING_VERSION,
    FormQuestion,
    boxes_of,
    check_answer,
    safe_contact,
    ticked_line,
)
from consultwork.kinds import Kind
from consultwork.model import Channel, Intake, IntakeRow, Omission, Permission, Sender, Use, with_ticks
from consultwork.ooxml import FileKind, read_controls, read_document, sniff
from consultwork.text import clean, plural

# How people tick a box by typing: where the control is gone, or was never there.
_TICK = re.compile(r"^\s*(?:[☒☑✓✔✗✘✕■●]|\[\s*[xX✓✔]\s*\]|[xX](?=\s))\s*(.+)$")
_OPEN = re.compile(r"^\s*(?:[☐□○]|\[\s*\])\s*")


def form_in(path: Path) -> tuple[str, str] | None:
    """The consultation and version of a filled form, or None when a file is something else.

    Raises:
        BadFile: it looks like a Word file and is damaged.
    """
    if not path.is_file() or sniff(path) is not FileKind.DOCX:
        return None
    mark = read_document(path).draft
    if not mark.startswith(MARK):
        return None
    _, consultation, version = (*mark.split(":"), "", "")[:3]
    return consultation, version


@dataclass
class _FormMarks:
    ticked: set[str] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=dict)
    beside: int = 0
    typed: list[tuple[str, str]] = field(default_factory=list)  # (where, option) ticked without a control

    def add(self, tag: str, text: str) -> None:
        self.words.setdefault(tag, []).append(text)

    def said(self, tag: str) -> str:
        return "\n".join(self.words.get(tag, [])).strip()


def read_paper_form(
    path: Path, consultation: str, pages: Sequence[FormQuestion], about: About, sender: Sender, today: date
) -> Intake:
    """The answers and permissions of one filled form, as one person's rows.

    Args:
        path: a Word file that ``form_in`` knows.
        consultation: the id that it is for.
        pages: the questions as they are asked now.
        about: what the form says around its questions, to tell it from what somebody wrote.
        sender: who asks.
        today: the day of the answers.

    Raises:
        BadFile: it is damaged, or nothing was filled in.
    """
    version = (form_in(path) or ("", ""))[1]
    document = paper_form(consultation, pages, about, sender)
    found = _walk(path, pages, fixed_words(document))
    notes: list[str] = []
    if version != version_of(pages):
        notes.append("The questions have changed since this form was made: look at each answer.")
    rows: list[IntakeRow] = []
    wrong: list[Omission] = []
    for n, q in enumerate(pages, start=1):
        ticked, strange = _ticked(q, found)
        words = found.said(f"w:{q.number}")
        problem = check_answer(q, [t for _, t in ticked] if not q.rows else [], "") or strange
        if problem:
            notes.append(f"Question {q.number}: more than one box is ticked. All of them are kept, as words.")
        text = with_ticks((ticked_line(r, o, found.said(f"o:{q.number}")) for r, o in ticked), words)
        if text:
            rows.append(IntakeRow(n, "", consultation, q.number, text, channel=Channel.FORM, said_on=today))
    rest = found.said("")
    if rest:
        wrong.append(Omission(0, f"words that stand at no question: “{rest[:200]}”."))
    if found.beside:
        lines = plural(found.beside, "line")
        notes.append(
            f"{found.beside} {lines} outside the frames {'is' if found.beside == 1 else 'are'} read as part of the answer above."
        )
    if not rows:
        raise BadFile(Kind.NOTHING_WAS_FILLED_IN_ON_FORM, where=path)
    return Intake(path.name, _digest(found), _whose(rows, found, today, notes), tuple(wrong), tuple(notes))


def _walk(path: Path, pages: Sequence[FormQuestion], fixed: frozenset[str]) -> _FormMarks:
    """Sort each line of the file to what it answers: by its control's tag, else by where it stands."""
    found = _FormMarks()
    starts = {_one(q.ask): f"w:{q.number}" for q in pages}
    starts |= {_one(asked): f"p:{use.value}" for use, asked in PERMISSION_WORDING.items()}
    starts |= {_one(asked): f"a:{tag}" for tag, asked, _ in ABOUT_YOU}
    rows = {_one(row_label(row)): (q.number, n) for q in pages for n, row in enumerate(q.rows)}
    here, row, other = "", 0, False
    begun = False
    for line in read_controls(path):
        text = clean(line.text).text
        bare = _one(_OPEN.sub("", text))
        if line.tag:
            if text.strip() or found.words.get(line.tag):
                found.add(line.tag, text)
            here = line.tag if line.tag.startswith(("w:", "a:")) else here
            continue
        if bare in starts and (line.heading or not line.tag):
            here, begun, other, row = starts[bare], True, False, 0
            continue
        if bare in rows and here == f"w:{rows[bare][0]}":
            row = rows[bare][1]
            continue
        if line.boxes:
            if bare:
                found.beside += 1
                found.add(here, text)
            found.ticked |= {b.tag for b in line.boxes if b.ticked and b.tag}
            found.typed += [(f"{here}:{row}", b.label) for b in line.boxes if b.ticked and not b.tag]
            for b in line.boxes:
                if b.label not in fixed:  # somebody wrote beside a box
                    label = next((x for x in sorted(fixed, key=len, reverse=True) if b.label.startswith(f"{x} ")), "")
                    found.beside += 1
                    found.add(here, b.label[len(label) :].strip())
                    if b.ticked and not b.tag:
                        found.typed.append((f"{here}:{row}", label))
            continue
        if not bare:
            continue
        if not begun:
            if bare not in fixed:
                found.add("", text)
            continue
        if bare == _one(OTHER_ASKED):
            other = True
            continue
        tick = _TICK.match(text)
        if tick:
            found.typed.append((f"{here}:{row}", _one(tick[1])))
            if _one(tick[1]) in fixed:
                continue
        if bare in fixed:
            continue
        found.beside += 1
        found.add(here.replace("w:", "o:", 1) if other and here.startswith("w:") else here, text)
    return found


def _ticked(q: FormQuestion, found: _FormMarks) -> tuple[list[tuple[str, str]], str]:
    """The boxes ticked on a page as (row, option), and what is wrong with them."""
    ticked: list[tuple[str, str]] = []
    wrong = ""
    for r, (row, options) in enumerate(boxes_of(q)):
        typed = {option for where, option in found.typed if where == f"w:{q.number}:{r}"}
        chosen = [
            o for n, o in enumerate(options) if f"q:{q.number}:{r}:{n}" in found.ticked or _one(o) in typed
        ]  # fmt: skip
        if len(chosen) > 1 and not q.several:
            wrong = "several"
        ticked += [(row, o) for o in chosen]
    return ticked, wrong


def _whose(rows: list[IntakeRow], found: _FormMarks, today: date, notes: list[str]) -> tuple[IntakeRow, ...]:
    given = {use: _permits(use, found) for use in PERMISSION_WORDING}
    for use, asked in PERMISSION_WORDING.items():
        if beside := found.said(f"p:{use.value}"):
            # A yes with a condition is no yes until somebody has talked about it.
            given[use] = False
            notes.append(f"Somebody wrote beside “{asked}”: “{beside[:200]}”. It counts as no. Ask them.")
    both = [PERMISSION_WORDING[u] for u in given if _both(u, found)]
    notes += [f"Both boxes are ticked for “{asked}”. It counts as no." for asked in both]
    permissions = tuple(
        Permission(use, yes, today, "form on paper", PERMISSION_WORDING_VERSION) for use, yes in given.items()
    )
    about: Mapping[str, str] = {tag: found.said(f"a:{tag}") for tag, _, _ in ABOUT_YOU}
    contact = about["contact"] if given[Use.CONTACT] else ""
    safe = safe_contact({k.removeprefix("safe:"): v for k, v in about.items() if k.startswith("safe:")})
    person = f"paper form {_digest(found)[:24]}"
    return tuple(
        replace(
            r, person=person, role=" ".join(about["role"].split()), permissions=permissions,
            contact=contact, credit_name=about["credit"] if given[Use.CREDIT] else "",
            safe_contact=safe if contact else "",
        )
        for r in rows
    )  # fmt: skip


def _box(use: Use, answer: str, found: _FormMarks) -> bool:
    label = {"yes": "Yes", "no": "No"}[answer]
    return f"p:{use.value}:{answer}" in found.ticked or (f"p:{use.value}:0", label) in found.typed


def _both(use: Use, found: _FormMarks) -> bool:
    return _box(use, YES, found) and _box(use, NO, found)


def _permits(use: Use, found: _FormMarks) -> bool:
    return _box(use, YES, found) and not _box(use, NO, found)


def _digest(found: _FormMarks) -> str:
    """A sign of what was filled in, so that the same form sent twice is the same person's."""
    said = [f"{tag}\x1f{found.said(tag)}" for tag in sorted(found.words) if found.said(tag)]
    return hashlib.sha256(
        "\x1e".join([*said, *sorted(found.ticked), *map(str, sorted(found.typed))]).encode()
    ).hexdigest()


def _one(text: str) -> str:
    return " ".join(text.split())
