"""What staff bring in: a note of a workshop or interview, and a table of answers from a survey."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.gather.form import NO, YES
from consultwork.journey.consent import permission_words
from consultwork.kinds import Kind
from consultwork.model import Channel, Intake, Permission, Speaker, Use

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


NOT_ASKED = "Not asked"
EXACT, NOTED = "These are their exact words", "This is our note of what they said"
NO_QUESTION = ""

SPEAKERS = {
    "One person": Speaker.CONTRIBUTOR,
    "A group": Speaker.GROUP,
    "A member of our staff, in their own right": Speaker.STAFF,
    "A partner organisation": Speaker.PARTNER,
}
CHANNELS = {"A workshop": Channel.WORKSHOP, "An interview": Channel.INTERVIEW, "A letter or message": Channel.LETTER}


class StaffNote(DeskScreen):
    """A note of what somebody said, typed by staff: who wrote it down, and what may be done with it.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Write down one person or one group at a time. Leave names out."
        super().__init__("A note of what somebody said", bench, consultation, lead)
        self._bench = bench
        self.show()

    def show(self) -> None:
        """An empty note."""
        questions = [(f"{q.number}: {look.short(q.plain or q.text)}", q.number) for q in self.consultation.questions]
        self.question = look.pick(
            "Which question was it about?", [("No question of the form", NO_QUESTION), *questions]
        )
        self.prompt = look.line("What were they asked?", hint="for example: what would help you most?")
        self.words = look.box("What they said", rows=8)
        self.verbatim = look.Choice(label="How was it written down?", options=[EXACT, NOTED], chosen=[NOTED])
        self.speaker = look.pick("Who spoke?", SPEAKERS)
        self.channel = look.pick("Where?", CHANNELS)
        self.present = look.line("How many people were there? (for a group)")
        self.role = look.line("How may we describe them?", hint="for example: volunteer, women’s group")
        self.written_by = look.line("Who wrote this down?")
        self._asked = permission_words(self.bench.wording)
        self.permits = {
            use: look.Choice(label=asked, options=[YES, NO, NOT_ASKED], chosen=[NOT_ASKED], inline=True)
            for use, asked in self._asked.texts.items()
        }
        self.save = self.button("Keep this note", self._save, "main")
        about = look.view(look.heading("What they allow"), look.text("Without a “yes” nothing of it is used.", "hint"))
        self.body.children = [
            self.question, self.prompt, self.words, self.verbatim, look.row(self.speaker, self.channel),
            look.row(self.present, self.role), self.written_by, about, *self.permits.values(), self.save,
        ]  # fmt: skip
        self.on_change(self.question, lambda number: look.hide(self.prompt, bool(number)))

    def _save(self) -> None:
        said, by = str(self.words.value).strip(), str(self.written_by.value).strip()
        prompt, number = str(self.prompt.value).strip(), str(self.question.value)
        if not said:
            raise Refused(Kind.NOTHING_TO_KEEP)
        if not by:
            raise Refused(Kind.NOTE_TAKER_IS_NOT_WRITTEN)
        if not number and not prompt:
            raise Refused(Kind.ASKED_IS_NOT_WRITTEN)
        speaker = Speaker(self.speaker.value)
        permissions = [
            Permission(use, choice.one == YES, self.bench.today, "noted by staff", self._asked.version)
            for use, choice in self.permits.items()
            if choice.one != NOT_ASKED
        ]
        ref = self._bench.gather.add_note(
            self.consultation.id, said, written_by=by, question=number, prompt="" if number else prompt,
            verbatim=self.verbatim.one == EXACT, channel=Channel(self.channel.value), permissions=permissions,
            role=str(self.role.value).strip(), speaker=speaker,
            present=_how_many(str(self.present.value)) if speaker is Speaker.GROUP else None,
        )  # fmt: skip
        self.show()
        asked = "" if permissions else " Nobody was asked for permission, so it is not used yet."
        self.say(f"The note is kept under {ref}.{asked} Next: read and clear it in 03_safeguard.")


def _how_many(typed: str) -> int | None:
    plain = typed.strip()
    if not plain:
        return None
    if not plain.isdecimal() or not int(plain):
        raise Refused(Kind.NO_NUMBER_OF_PEOPLE, plain=plain[:20])
    return int(plain)


# What a column may be, in the words of the mapping and in plain words.
COLUMN_USES = {
    "leave out": "Leave out",
    "person": "A number or code that tells people apart",
    "words": "What they said",
    "answer": "Answers to one question",
    "question": "The question’s number",
    "prompt": "What they were asked",
    "consultation": "The consultation",
    "role": "How to describe the person",
    "speaker": "Who speaks (person, group, staff)",
    "present": "How many were present",
    "verbatim": "Exact words, yes or no",
    "channel": "How it came to us",
    "date": "The date",
    "written_by": "Who wrote it down",
    "permission": "A permission, yes or no",
    "name": "A name (kept apart)",
    "contact": "An e-mail or phone number (kept apart)",
    "credit_name": "The name to thank them by (kept apart)",
    "option": "One box of a question",
    "row": "One row of a grid",
    "other": "The words beside “Other”",
    "about": "Who they are (age, place, sex, service)",
    "personal": "A personal detail (left out)",
}
_ANSWERS = ("answer", "option", "row", "other")
# One question of a survey often asks for several uses at once.
SEVERAL_USES: dict[str, tuple[Use, ...]] = {
    "To count them and put it in our words": (Use.COUNT, Use.PARAPHRASE),
    "To count them, put it in our words, and quote": (Use.COUNT, Use.PARAPHRASE, Use.QUOTE),
}


class ImportPreview(DeskScreen):
    """A table of answers: what each column is, what would come in, and only then the import.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Bring a table of answers as CSV or Excel. Nothing is kept until you press “Import”."
        super().__init__("Bring in a table of answers", bench, consultation, lead)
        self._bench = bench
        self._chosen = look.ChosenFile("survey.csv", ".csv,.tsv,.xlsx,.xls")
        self.path, self.file = self._chosen.path, self._chosen.file
        self.read = self.button("Read the file", self._read, "main")
        self.importer = self.button("Import these answers", self._import, "main")
        self.update = self.button("Show the preview again", self._preview)
        self.looked = look.tick("I have looked at each of these. The columns are right now.")
        self._shown = look.TextView()
        self._columns = look.column()
        self.columns: dict[str, tuple[Any, Any, Any]] = {}
        self._mapping: Any = None
        self._source: Path | None = None
        self.show()

    def show(self) -> None:
        """Start with a file."""
        self._mapping, self.columns, self.looked.value = None, {}, False
        self.body.children = [self.path, self.file, self.read]

    def _read(self) -> None:
        self._source = self._chosen.find()
        chosen = self.consultation.id
        self._mapping, intake = self._bench.gather.preview(self._source, consultation=chosen)
        if self._mapping.of("consultation"):
            # The file says itself which consultation each row belongs to.
            self._mapping, intake = self._bench.gather.preview(self._source)
        self._fill()
        self._tell(intake)
        self.looked.value = False
        top = [self.path, self.file, self.read]
        asked = [self.looked] if self._mapping.doubts else []
        self.body.children = [*top, self._columns, self.update, self._shown, *asked, self.importer]
        self.say("The file is read. Look at each column, then at the preview.")

    def _fill(self) -> None:
        questions = [("No question", ""), *((f"Question {q.number}", q.number) for q in self.consultation.questions)]
        known = {number for _, number in questions}
        extra = {column.question for column in self._mapping.columns.values()} - known
        questions += [(f"Question {x}", x) for x in sorted(extra)]
        permits: list[tuple[str, tuple[Use, ...]]] = [("No permission", ())]
        permits += [(asked, (use,)) for use, asked in permission_words(self.bench.wording).texts.items()]
        permits += list(SEVERAL_USES.items())
        others = {column.permission for column in self._mapping.columns.values()} - {uses for _, uses in permits}
        permits += [(" and ".join(u.value for u in uses), uses) for uses in sorted(others)]
        self.columns, cards = {}, []
        for name, column in self._mapping.columns.items():
            use = look.pick(f"Column “{look.short(name, 60)}”", [(v, k) for k, v in COLUMN_USES.items()], column.use)
            question = look.pick("Which question?", questions, column.question)
            permission = look.pick("Which permission?", permits, column.permission)
            self.columns[name] = (use, question, permission)
            self._fit(name)
            self.on_change(use, lambda _, n=name: self._fit(n))  # type: ignore[misc]  # a default keeps the name
            cards.append(look.row(use, question, permission))
        self._columns.children = [look.view(look.heading("What each column is")), *cards]

    def _fit(self, name: str) -> None:
        use, question, permission = self.columns[name]
        look.hide(question, use.value not in _ANSWERS)
        look.hide(permission, use.value != "permission")

    def _corrected(self) -> Any:
        columns = {
            name: self._mapping.columns[name].model_copy(
                update={
                    "use": use.value,
                    "question": question.value if use.value in _ANSWERS else "",
                    "permission": permission.value if use.value == "permission" else (),
                }
            )
            for name, (use, question, permission) in self.columns.items()
        }
        uses = {column.use for column in columns.values()}
        layout = "people" if uses & {"answer", "option", "row"} and "words" not in uses else "answers"
        return self._mapping.model_copy(update={"columns": columns, "layout": layout, "doubts": []})

    def _file_chosen(self) -> Path:
        if self._source is None:
            raise Refused(Kind.NO_FILE_IS_CHOSEN)
        return self._source

    def _preview(self) -> None:
        _, intake = self._bench.gather.preview(self._file_chosen(), mapping=self._corrected())
        self._tell(intake)
        self.say("The preview is new.")

    def _tell(self, intake: Intake) -> None:
        doubts = list(self._mapping.doubts)
        parts = [look.heading("What would come in"), look.text(intake.account, "count")]
        if doubts:
            parts += [look.text("Please look at this before you import:", "note"), look.bullets(doubts)]
        if intake.notes:
            parts.append(look.bullets(intake.notes))
        rows = [
            (str(r.row), r.consultation, r.question or look.short(r.prompt, 40), look.short(r.words, 90), _allowed(r))
            for r in intake.rows[:5]
        ]
        if rows:
            header = ("Row", "Consultation", "Question", "Words", "Allowed uses")
            parts.append(look.table("The first rows as they would be kept", header, rows))
        if intake.set_aside:
            parts.append(look.bullets([f"Row {x.row}: {x.why}" for x in intake.set_aside[:5]]))
        if intake.left_out:
            parts.append(look.bullets([f"Row {x.row} is left out: {x.why}" for x in intake.left_out[:10]]))
        self._shown.show(*parts)

    def _import(self) -> None:
        if self._mapping.doubts and not self.looked.value:
            raise Refused(Kind.COLUMNS_ARE_UNSURE, doubt=self._mapping.doubts[0])
        intake, new = self._bench.gather.import_file(self._file_chosen(), mapping=self._corrected())
        self.show()
        known = len(intake.rows) - new
        again = f" {known} of the answers had come before and are not kept twice." if known else ""
        self.say(f"{intake.account} {new} {'is' if new == 1 else 'are'} new.{again} Next: read them in 03_safeguard.")


def _allowed(row: Any) -> str:
    given: Mapping[Use, bool] = {p.use: p.given for p in row.permissions}
    return ", ".join(u.value for u, yes in given.items() if yes) or "none recorded"
