"""Asking back: what people were shown of a draft, what they said to it, and what we did about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consultwork.model.kinds import Item, View, Way


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing that people were shown, frozen as it stood then.

    ``place`` is the heading that it stands under and ``before`` the sentence before it. A quote has
    the ``person`` whose words it is and their ``answer`` (S-0012): nobody else is ever shown it.
    """

    number: int
    item: Item
    key: str
    words: str
    place: str = ""
    before: str = ""
    who: str = ""
    person: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CheckRound:
    """One round of asking back about one document. ``nobody`` is why nobody was asked.

    ``recorded`` once the officer said that these are all who were asked; ``showing`` while the pages
    show it. ``version`` is the document's when it was frozen.
    """

    ref: str
    consultation: str
    kind: str
    version: int
    shown: tuple[ShownItem, ...] = ()
    showing: bool = False
    recorded: bool = False
    nobody: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who was asked: a contributor by ref, or people who are in no list of ours.

    Args:
        present: how many people, where there is no ``person``; ``answered`` how many of them did.
        label: which workshop it was. Never a name.
    """

    ref: str
    asking: str
    way: Way
    person: str = ""
    label: str = ""
    present: int = 1
    answered: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a voice said to one thing it was shown, and what came of it.

    ``place`` is the place that a group gave an ask; 1 is the most important. ``changed`` is None as
    long as the officer has not answered; ``because`` is what was changed, or why not.
    """

    voice: str
    number: int
    view: View | None = None
    words: str = ""
    place: int | None = None
    how: str = ""
    by: str = ""
    changed: bool | None = None
    because: str = ""

    @property
    def ref(self) -> str:
        """What it is called: W-0003/2."""
        return f"{self.voice}/{self.number}"

    @property
    def says(self) -> bool:
        """Whether anything is said with it."""
        return self.view is not None or self.place is not None or bool(self.words.strip())

    @property
    def waits(self) -> bool:
        """Whether the officer owes an answer to it. Words do, also beside "I agree": they may hold a condition."""
        wants = self.view in (View.CHANGE, View.OUT, View.DISAGREE) or bool(self.words.strip())
        return wants and self.changed is None


@dataclass(frozen=True, slots=True)
class MemberCheck:
    """Everything that is known of asking back about one document, over all its rounds."""

    askings: tuple[CheckRound, ...] = ()
    voices: tuple[Voice, ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether the officer recorded who was asked, up to the latest round."""
        return bool(self.askings) and self.askings[-1].recorded

    def shown(self, reply: Reply) -> ShownItem | None:
        """What a reply is about."""
        asking = next((v.asking for v in self.voices if v.ref == reply.voice), "")
        items = next((a.shown for a in self.askings if a.ref == asking), ())
        return next((s for s in items if s.number == reply.number), None)

    def of(self, voice: str) -> tuple[Reply, ...]:
        """What one voice said."""
        return tuple(r for r in self.replies if r.voice == voice)

    @property
    def waiting(self) -> tuple[Reply, ...]:
        """The replies that have no answer from the officer yet."""
        return tuple(r for r in self.replies if r.waits)
