"""Transcripts and notes: who speaks, who asks, and each turn as somebody's words with what was asked before.

The machine proposes who is who and says what it doubts; a person confirms it on a screen or in MAP.yaml.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from consultwork.errors import BadFile
from consultwork.exchange.asking import ask_a_person, read_corrected
from consultwork.exchange.documents import read_lines
from consultwork.exchange.door import ReadingMethod, way_of
from consultwork.exchange.speakers import ASKS, EDGES, NOBODY, NOTES, SPEAKS, Turn, asks_most, find_turns
from consultwork.exchange.table_mapping import match_question
from consultwork.kinds import Kind
from consultwork.model import Channel, Consultation, Intake, IntakeRow, Omission, Speaker
from consultwork.text import fold, listed

Who = Literal["interviewer", "person", "group", "staff", "partner", "no speaker", "leave out"]
_KINDS = {
    "person": Speaker.CONTRIBUTOR, "group": Speaker.GROUP, "staff": Speaker.STAFF, "partner": Speaker.PARTNER,
}  # fmt: skip
_NO_PERMISSION = (
    "A transcript records no permission: nothing of it is used until somebody records one (consultwork permit)."
)


@dataclass(frozen=True)
class Transcript:
    """A transcript or note as turns. ``named`` is whether any speaker was found.

    ``lines`` and ``characters`` are all that the file holds, the names of who speaks with them.
    """

    source: str
    digest: str
    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()
    named: bool = False
    lines: int = 0
    characters: int = 0

    @property
    def speakers(self) -> dict[str, int]:
        """Who has turns, and how many, in the order in which they first speak."""
        return dict(Counter(t.speaker for t in self.turns))


class WordsMapping(BaseModel):
    """Who is who in a transcript. ``doubts`` is why a person should look at it before it is used."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)
    consultation: str = ""
    channel: Channel = Channel.INTERVIEW
    verbatim: bool = True
    written_by: str = ""
    said_on: date | None = None
    changes: Literal["accepted", "original"] = "accepted"
    speakers: dict[str, Who] = Field(default_factory=dict)
    doubts: list[str] = Field(default_factory=list)

    def require_sure(self, path: Path) -> None:
        """Write the mapping beside the file and stop, when there is any doubt.

        Raises:
            Undecided: naming the first doubt and the file to correct.
        """
        ask_a_person(path, self.doubts, "who speaks", lambda target: write_words_mapping(self, target))


def read_transcript(path: Path, *, original: bool = False) -> Transcript:
    """The turns of a transcript or note.

    Args:
        original: read a Word file as it was before its tracked changes; else as if all were accepted.

    Raises:
        BadFile: it cannot be read, holds no text, or is a table.
    """
    if way_of(path) is not ReadingMethod.WORDS:
        raise BadFile(Kind.TABLE_AND_NO_TEXT, where=path)
    found = read_lines(path, original=original)
    turns, named = find_turns(found)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    characters = sum(len(x.text) + len(x.speaker) for x in found.lines)
    return Transcript(path.name, digest, turns, found.notes, named, len(found.lines), characters)


def propose_words(transcript: Transcript, consultation: str = "", *, original: bool = False) -> WordsMapping:
    """Who asks and who answers, as far as names and turns tell.

    "INT" asks and "P1" answers, whatever they say. Where no name tells, whoever asks most of the
    questions is proposed, and a person has to say so.
    """
    who: dict[str, Who] = {}
    doubts: list[str] = []
    people = [s for s in transcript.speakers if s not in (NOBODY, NOTES, EDGES)]
    asking = [s for s in people if ASKS.fullmatch(fold(s))]
    unsure = [s for s in people if s not in asking and not SPEAKS.fullmatch(fold(s))]
    for name in transcript.speakers:
        who[name] = "interviewer" if name in asking else "person" if name in people else "leave out"
    if not people:
        doubts.append("no speaker was found in it; say whose words these are.")
        if NOBODY in who:
            who[NOBODY] = "person"
    elif not asking:
        likely = asks_most(transcript.turns, people)
        if likely:
            who[likely] = "interviewer"
            doubts.append(f"“{likely}” asks most of the questions and may be the interviewer.")
        elif len(people) > 1:
            doubts.append("it is not clear who asks the questions.")
    if people and all(who[s] == "interviewer" for s in people):
        doubts.append("only an interviewer was found, and nobody who answers.")
    once = [s for s in unsure if transcript.speakers[s] == 1 and len(transcript.turns) > 3]
    if once:
        doubts.append(f"{listed([f'“{s}”' for s in once[:4]])} stands before one turn only: is that a speaker?")
    if not consultation:
        doubts.append("no consultation is named; name one with --consultation.")
    return WordsMapping(
        consultation=consultation, speakers=who, doubts=doubts, verbatim=transcript.named,
        channel=Channel.INTERVIEW if transcript.named else Channel.LETTER, changes="original" if original else "accepted",
    )  # fmt: skip


def words_intake(transcript: Transcript, mapping: WordsMapping, consultations: Iterable[Consultation]) -> Intake:
    """Each turn of a person as words with what was asked just before, and what was left out and why."""
    target = {consultation.id: consultation for consultation in consultations}.get(mapping.consultation)
    rows: list[IntakeRow] = []
    left: list[Omission] = []
    seen: set[tuple[str, str, str, str]] = set()
    asked = ""
    before = ""
    for turn in _joined(transcript, mapping):
        who = mapping.speakers.get(turn.speaker, "leave out")
        if who == "interviewer" and turn.text:
            asked = f"{asked}\n{turn.text}" if before == "interviewer" and asked else turn.text
        elif not turn.text:
            left.append(Omission(turn.line, f"{turn.speaker}: it holds no words."))
        elif who in _KINDS and target is None:
            left.append(Omission(turn.line, f"there is no consultation “{mapping.consultation}”."))
        elif who in _KINDS and target is not None:
            question, score = match_question(asked, target.questions) if asked else (None, 0.0)
            number = question.number if question is not None and score >= 0.75 else ""
            prompt = "" if number else asked
            key = (turn.speaker, number, prompt, turn.text)
            if key in seen:
                left.append(Omission(turn.line, "the same person said the same words to the same question before."))
            else:
                seen.add(key)
                rows.append(
                    IntakeRow(
                        turn.line, f"{transcript.digest}:{fold(turn.speaker)}", target.id, number, turn.text, prompt,
                        speaker=_KINDS[who], verbatim=mapping.verbatim, channel=mapping.channel,
                        said_on=mapping.said_on, written_by=mapping.written_by,
                    )
                )  # fmt: skip
        else:
            left.append(Omission(turn.line, f"{turn.speaker}: “{turn.text[:40]}”."))
        before = who
    asking = sum(mapping.speakers.get(t.speaker) == "interviewer" for t in transcript.turns)
    notes = list(transcript.notes)
    if asking:
        notes.append(f"{asking} {'turn' if asking == 1 else 'turns'} of the interviewer are kept as what was asked.")
    notes.append(_NO_PERMISSION)
    return Intake(transcript.source, transcript.digest, tuple(rows), tuple(left), tuple(notes))


def _joined(transcript: Transcript, mapping: WordsMapping) -> list[Turn]:
    """The turns, once names that are no speakers went back into the words that they stand in."""
    turns: list[Turn] = []
    for turn in transcript.turns:
        if turns and mapping.speakers.get(turn.speaker) == "no speaker":
            last = turns[-1]
            turns[-1] = Turn(last.line, last.speaker, f"{last.text}\n{turn.raw}", f"{last.raw}\n{turn.raw}")
        else:
            turns.append(turn)
    return turns


def read_words_mapping(path: Path) -> WordsMapping:
    """Read a mapping that a person has corrected.

    Raises:
        BadSettings: it cannot be read, or a field is wrong; the message names it.
    """
    return read_corrected(WordsMapping, path)


def write_words_mapping(mapping: WordsMapping, path: Path) -> None:
    """Write a mapping for a person to correct, with lines on top that say how."""
    head = (
        "# Who is who in the transcript. Correct it, then import again with --mapping.\n"
        "# speakers: interviewer, person, group, staff, partner, leave out, or\n"
        "# no speaker (the name belongs to the words of the turn before).\n"
        "# changes: accepted, or original (as the file was before its tracked changes).\n"
    )
    body = yaml.safe_dump(mapping.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    path.write_text(head + body, encoding="utf-8")
