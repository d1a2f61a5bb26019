"""What staff bring in as text: a transcript or a note, with who is who, before any of it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.gather.intake import CHANNELS
from consultwork.kinds import Kind
from consultwork.model import Channel, Intake

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


ROLES = {
    "Asks the questions": "interviewer",
    "A person who answers": "person",
    "A group": "group",
    "A member of our staff, in their own right": "staff",
    "A partner organisation": "partner",
    "No speaker: these words belong to the turn before": "no speaker",
    "Leave out": "leave out",
}
CHANGES = {"As accepted": "accepted", "As it was before the changes": "original"}
_KINDS = ".docx,.odt,.rtf,.pdf,.txt"


class TranscriptPreview(DeskScreen):
    """A transcript or note: who speaks, which turns would come in, and only then the import.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "Bring a transcript or notes as Word, text or PDF. Nothing is kept until you press “Import”."
        super().__init__("Bring in a transcript", bench, consultation, lead)
        self._bench = bench
        self._chosen = look.ChosenFile("interview.docx", _KINDS)
        self.path, self.file = self._chosen.path, self._chosen.file
        self.changes = look.pick("Tracked changes in a Word file", CHANGES)
        self.read = self.button("Read the file", self._read, "main")
        self.importer = self.button("Import these words", self._import, "main")
        self.update = self.button("Show the preview again", self._preview)
        self.looked = look.tick("I have looked at who is who. It is right now.")
        self._shown = look.TextView()
        self._who = look.column()
        self.speakers: dict[str, Any] = {}
        self._mapping: Any = None
        self._source: Path | None = None
        self.show()

    def show(self) -> None:
        """Start with a file."""
        self._mapping, self.speakers, self.looked.value = None, {}, False
        self.body.children = [self.path, self.file, self.changes, self.read]

    def _read(self) -> None:
        self._source = self._chosen.find()
        self._mapping, intake = self._bench.gather.preview_words(
            self._source, consultation=self.consultation.id, original=self.changes.value == "original"
        )
        self._fill()
        self._tell(intake)
        self.looked.value = False
        top = [self.path, self.file, self.changes, self.read]
        asked = [self.looked] if self._mapping.doubts else []
        self.body.children = [*top, self._who, self.update, self._shown, *asked, self.importer]
        self.say("The file is read. Look at who is who, then at the preview.")

    def _fill(self) -> None:
        self.speakers = {
            name: look.pick(f"“{look.short(name, 40)}”", ROLES, role) for name, role in self._mapping.speakers.items()
        }
        self.channel = look.pick("Where was it said?", CHANNELS, self._mapping.channel)
        self.verbatim = look.tick("These are their exact words.", self._mapping.verbatim)
        self.written_by = look.line("Who wrote it down?", self._mapping.written_by)
        self.said_on = look.day("When was it said?", self._mapping.said_on)
        about = [look.row(self.channel, self.said_on), self.verbatim, self.written_by]
        self._who.children = [look.view(look.heading("Who is who")), *self.speakers.values(), *about]

    def _corrected(self) -> Any:
        return self._mapping.model_copy(
            update={
                "speakers": {name: str(role.value) for name, role in self.speakers.items()},
                "channel": Channel(self.channel.value),
                "verbatim": bool(self.verbatim.value),
                "written_by": str(self.written_by.value).strip(),
                "said_on": self.said_on.value,
                "doubts": [],
            }
        )

    def _file_chosen(self) -> Path:
        if self._source is None:
            raise Refused(Kind.NO_FILE_IS_CHOSEN)
        return self._source

    def _preview(self) -> None:
        _, intake = self._bench.gather.preview_words(self._file_chosen(), mapping=self._corrected())
        self._tell(intake)
        self.say("The preview is new.")

    def _tell(self, intake: Intake) -> None:
        parts = [look.heading("What would come in"), look.text(intake.account, "count")]
        if self._mapping.doubts:
            parts += [look.text("Please look at this before you import:", "note"), look.bullets(self._mapping.doubts)]
        if intake.notes:
            parts.append(look.bullets(intake.notes))
        rows = [
            (str(r.row), f"Question {r.question}" if r.question else look.short(r.prompt, 60), look.short(r.words, 90))
            for r in intake.rows[:8]
        ]
        if rows:
            parts.append(look.table("The first turns as they would be kept", ("Line", "Asked", "Words"), rows))
        if intake.left_out:
            parts.append(look.bullets([f"Line {x.row} is left out: {x.why}" for x in intake.left_out[:10]]))
        self._shown.show(*parts)

    def _import(self) -> None:
        if self._mapping.doubts and not self.looked.value:
            raise Refused(Kind.SPEAKERS_ARE_UNSURE, doubts=self._mapping.doubts[0])
        intake, new = self._bench.gather.import_words(self._file_chosen(), mapping=self._corrected())
        self.show()
        known = len(intake.rows) - new
        again = f" {known} of the turns had come before and are not kept twice." if known else ""
        self.say(f"{intake.account} {new} {'is' if new == 1 else 'are'} new.{again} Next: read them in 03_safeguard.")
