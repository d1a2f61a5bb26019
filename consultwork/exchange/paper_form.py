"""The Word twin of a form, filled in and sent back: its ticks, its words, and whatever was written beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.journey.consent import AskedWords, permission_words
from consultwork.journey.form_paper import (
    MARK,
    NO,
    YES,
    about_you,
    fixed_words,
    frame_of,
    paper_form,
    row_label,
    version_of,
)
from consultwork.journey.form_words import About
from consultwork.journey.gather import FormQuestion, boxes_of, check_answer, safe_contact, ticked_line
from consultwork.kinds import Kind
from consultwork.model import Channel, Intake, IntakeRow, Omission, Permission, Sender, Use, with_ticks
from consultwork.ooxml import FileKind, read_controls, read_document, sniff
from consultwork.ooxml.controls import Box, FieldLine
from consultwork.text import clean
from consultwork.wording import ENGLISH, Wording

# How people tick a box by typing: where the control is gone, or was never there.
_TICK = re.compile(r"^\s*(?:[☒☑✓✔✗✘✕■●]|\[\s*[xX✓✔]\s*\]|[xX](?=\s))\s*(.+)$")
_OPEN = re.compile(r"^\s*(?:[☐□○]|\[\s*\])\s*")


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form carries unseen: its consultation, and the versions of its questions and of its permissions.

    ``asked`` is "" in a form from before it was carried.
    """

    consultation: str
    questions: str
    asked: str = ""
    frame: str = ""


def form_in(path: Path) -> FormMark | None:
    """What a filled form carries, or None when a file is something else.

    Raises:
        BadFile: it looks like a Word file and is damaged.
    """
    if not path.is_file() or sniff(path) is not FileKind.DOCX:
        return None
    mark = read_document(path).draft
    if not mark.startswith(MARK):
        return None
    return FormMark(*(*mark.split(":")[1:], "", "", "", "")[:4])


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
    path: Path, pages: Sequence[FormQuestion], about: About, sender: Sender, today: date,
    kept: Sequence[AskedWords] = (),
) -> Intake:  # fmt: skip
    """The answers and permissions of one filled form, as one person's rows.

    Args:
        path: a Word file that ``form_in`` knows.
        pages: the questions as they are asked now.
        about: what the form says around its questions, to tell it from what somebody wrote.
        sender: who asks.
        today: the day of the answers.
        kept: in which words permissions were asked before: the form may have been printed then.

    Raises:
        BadFile: it is damaged, or nothing was filled in.
    """
    mark = form_in(path) or FormMark("", "")
    consultation, say = mark.consultation, about.wording.say
    if mark.frame and mark.frame not in (frame_of(ENGLISH), frame_of(about.wording)):
        # Our own lines could not be told from somebody's words, nor this form from the same one taken in before.
        raise BadFile(Kind.FORM_WAS_WORDED_OTHERWISE, where=path)
    words = _as_asked(path, mark.asked, (permission_words(about.wording), *kept))
    found = _walk(path, pages, about, sender, words)
    notes: list[str] = []
    if mark.questions != version_of(pages):
        notes.append(say("paper_form/questions-changed"))
    rows: list[IntakeRow] = []
    wrong: list[Omission] = []
    for n, q in enumerate(pages, start=1):
        ticked, strange = _ticked(q, found)
        written = found.said(f"w:{q.number}")
        problem = check_answer(q, [t for _, t in ticked] if not q.rows else [], "") or strange
        if problem:
            notes.append(say("paper_form/several-ticked", question=q.number))
        text = with_ticks((ticked_line(r, o, found.said(f"o:{q.number}")) for r, o in ticked), written)
        if text:
            rows.append(IntakeRow(n, "", consultation, q.number, text, channel=Channel.FORM, said_on=today))
    rest = found.said("")
    if rest:
        wrong.append(Omission(0, say("paper_form/at-no-question", words=rest[:200])))
    if found.beside:
        notes.append(say("paper_form/outside-frames", count=found.beside))
    if not rows:
        raise BadFile(Kind.NOTHING_WAS_FILLED_IN_ON_FORM, where=path)
    return Intake(
        path.name, _digest(found), _whose(rows, found, today, words, about.wording, notes), tuple(wrong), tuple(notes)
    )


def _as_asked(path: Path, version: str, known: Sequence[AskedWords]) -> AskedWords:
    """In which of the words that we know a form asks for permissions; a use that it asks in none of them is left out.

    The version it carries tells which were printed. Somebody may have reworded the file in Word since:
    what counts is what stands there.
    """
    lines = {_one(clean(line.text).text) for line in read_controls(path)}

    def standing(words: AskedWords) -> AskedWords:
        there = {use: asked for use, asked in words.texts.items() if _one(asked) in lines}
        return AskedWords(words.version, there)

    printed = [standing(words) for words in known if words.version == version]
    return next(iter(printed), max(map(standing, known), key=lambda words: len(words.texts)))


@dataclass
class _Walk:
    """Goes through a form line by line, and sorts each to what it answers.

    Args:
        starts: headings under which an answer begins, with the tag of its space.
        rows: a row's heading, with its question and its number.
        fixed: every line that we wrote.
        others: what is asked beside "Other".
    """

    starts: Mapping[str, str]
    rows: Mapping[str, tuple[str, int]]
    fixed: frozenset[str]
    others: frozenset[str]
    found: _FormMarks = field(default_factory=_FormMarks)
    here: str = ""
    row: int = 0
    other: bool = False
    begun: bool = False

    def read(self, line: FieldLine) -> None:
        """One line: by its control's tag, else by where it stands."""
        text = clean(line.text).text
        bare = _one(_OPEN.sub("", text))
        if line.tag:
            if text.strip() or self.found.words.get(line.tag):
                self.found.add(line.tag, text)
            self.here = line.tag if line.tag.startswith(("w:", "a:")) else self.here
        elif bare in self.starts:
            self.here, self.begun, self.other, self.row = self.starts[bare], True, False, 0
        elif bare in self.rows and self.here == f"w:{self.rows[bare][0]}":
            self.row = self.rows[bare][1]
        elif line.boxes:
            if bare:
                self._beside(self.here, text)
            for box in line.boxes:
                self._box(box)
        elif bare:
            self._loose(bare, text)

    def _beside(self, tag: str, text: str) -> None:
        self.found.beside += 1
        self.found.add(tag, text)

    def _box(self, box: Box) -> None:
        place = f"{self.here}:{self.row}"
        if box.ticked and box.tag:
            self.found.ticked.add(box.tag)
        elif box.ticked:
            self.found.typed.append((place, box.label))
        if box.label in self.fixed:
            return
        # Somebody wrote beside the box.
        label = next((x for x in sorted(self.fixed, key=len, reverse=True) if box.label.startswith(f"{x} ")), "")
        self._beside(self.here, box.label[len(label) :].strip())
        if box.ticked and not box.tag:
            self.found.typed.append((place, label))

    def _loose(self, bare: str, text: str) -> None:
        """A line in no control and with no box: ours, a tick that was typed, or somebody's own words."""
        if not self.begun:
            if bare not in self.fixed:
                self.found.add("", text)
            return
        if bare in self.others:
            self.other = True
            return
        tick = _TICK.match(text)
        if tick:
            self.found.typed.append((f"{self.here}:{self.row}", _one(tick[1])))
        if bare in self.fixed or (tick and _one(tick[1]) in self.fixed):
            return
        beside_other = self.other and self.here.startswith("w:")
        self._beside(self.here.replace("w:", "o:", 1) if beside_other else self.here, text)


def _walk(path: Path, pages: Sequence[FormQuestion], about: About, sender: Sender, words: AskedWords) -> _FormMarks:
    """Sort each line of the file to what it answers. Around the questions it may be worded as it was shipped."""
    starts = {_one(q.ask): f"w:{q.number}" for q in pages}
    starts |= {_one(asked): f"p:{use.value}" for use, asked in words.texts.items()}
    rows: dict[str, tuple[str, int]] = {}
    fixed: frozenset[str] = frozenset()
    others = set()
    for wording in (ENGLISH, about.wording):
        starts |= {_one(asked): f"a:{tag}" for tag, asked, _ in about_you(wording)}
        rows |= {_one(row_label(row, wording)): (q.number, n) for q in pages for n, row in enumerate(q.rows)}
        fixed |= fixed_words(paper_form("", pages, replace(about, wording=wording), sender))
        others.add(_one(wording.say("form/other-asked")))
    walk = _Walk(starts, rows, fixed, frozenset(others))
    for line in read_controls(path):
        walk.read(line)
    return walk.found


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


def _whose(
    rows: list[IntakeRow], found: _FormMarks, today: date, words: AskedWords, wording: Wording, notes: list[str]
) -> tuple[IntakeRow, ...]:
    permissions = tuple(_permissions(found, today, words, wording, notes))
    given = {p.use for p in permissions if p.given}
    about: Mapping[str, str] = {tag: found.said(f"a:{tag}") for tag, _, _ in about_you(wording)}
    contact = about["contact"] if Use.CONTACT in given else ""
    safe = safe_contact({k.removeprefix("safe:"): v for k, v in about.items() if k.startswith("safe:")})
    person = f"paper form {_digest(found)[:24]}"
    return tuple(
        replace(
            r, person=person, role=" ".join(about["role"].split()), permissions=permissions,
            contact=contact, credit_name=about["credit"] if Use.CREDIT in given else "",
            safe_contact=safe if contact else "",
        )
        for r in rows
    )  # fmt: skip


def _permissions(
    found: _FormMarks, today: date, words: AskedWords, wording: Wording, notes: list[str]
) -> Iterable[Permission]:
    """What is permitted. Whatever is not plainly a yes to words that we know is no, until somebody has asked them."""
    current = permission_words(wording).texts
    for use in Use:
        asked = words.texts.get(use, "")
        yes, no = (_box(use, answer, found, wording) for answer in (YES, NO))
        beside = found.said(f"p:{use.value}")
        if yes and not asked:
            notes.append(wording.say("paper_form/asked-otherwise", asked=current[use]))
        if beside:  # a yes with a condition is no yes
            notes.append(wording.say("paper_form/written-beside", asked=asked or current[use], words=beside[:200]))
        if yes and no:
            notes.append(wording.say("paper_form/both-ticked", asked=asked or current[use]))
        given = bool(asked) and yes and not no and not beside
        yield Permission(use, given, today, "form on paper", words.version if asked else "")


def _box(use: Use, answer: str, found: _FormMarks, wording: Wording) -> bool:
    label = {YES: wording.say("form/yes"), NO: wording.say("form/no")}[answer]
    return f"p:{use.value}:{answer}" in found.ticked or (f"p:{use.value}:0", label) in found.typed


def _digest(found: _FormMarks) -> str:
    """A sign of what was filled in, so that the same form sent twice is the same person's."""
    said = [f"{tag}\x1f{found.said(tag)}" for tag in sorted(found.words) if found.said(tag)]
    return hashlib.sha256(
        "\x1e".join([*said, *sorted(found.ticked), *map(str, sorted(found.typed))]).encode()
    ).hexdigest()


def _one(text: str) -> str:
    return " ".join(text.split())
