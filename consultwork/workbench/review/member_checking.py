"""The part of the desk for asking people whether we got it right, before a document goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Blocked, Refused, UnknownRef
from consultwork.journey import member_checking, member_checking_sheets
from consultwork.journey.consent import quote_words
from consultwork.journey.member_checking import NEEDED, REACHING, CheckAccount
from consultwork.journey.member_checking_sheets import ShownDraft
from consultwork.kinds import Kind
from consultwork.model import (
    Blocker,
    CheckRound,
    Contributor,
    DocumentKind,
    DraftState,
    Item,
    MemberCheck,
    Permission,
    ReadDocument,
    Reply,
    ShownItem,
    Speaker,
    Use,
    View,
    Voice,
    Way,
)
from consultwork.store import Writer, people, visits, words, writing
from consultwork.store import member_checking as kept
from consultwork.store.writing import DraftRecord
from consultwork.text import sentence_start
from consultwork.workbench.gather.paper import about
from consultwork.workbench.respond import members
from consultwork.workbench.respond.respond_desk import RespondDesk
from consultwork.workbench.safeguard import disclosure

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot

THEMSELVES = "themselves"


class MemberCheckingDesk:
    """Who is shown what we wrote, what they say to it, and what we do about it.

    Args:
        session: the workspace that is open, and who acts.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- the officer's side ------------------------------------------------------------------------

    def of(self, consultation: str, kind: DocumentKind | str, version: int = 0) -> MemberCheck:
        """What is known of asking back about a document: see ``respond.members``."""
        return members.member_check(self._session, consultation, kind, version)

    def documents(self, consultation: str) -> tuple[DocumentKind, ...]:
        """The documents of a consultation that are not signed off before it is recorded who was asked."""
        session = self._session
        return tuple(k for k in RespondDesk(session).kinds(session.consultation(consultation)) if k in NEEDED)

    def start(self, consultation: str, kind: DocumentKind | str) -> CheckRound:
        """Freeze what people are shown of a document as it is now, and show it on the pages.

        An earlier round about the same document shows nothing any more; what was said to it stays.

        Raises:
            Refused: there is no such document yet, or nothing in it to be shown.
            Blocked: it tells of fewer than five people, and nobody decided that this may leave.
        """
        session, kind = self._session, DocumentKind(kind)
        if kind not in self.documents(consultation):
            raise Refused(
                Kind.DOCUMENT_NEEDS_NO_MEMBER_CHECK,
                kind=kind.value,
                consultation=consultation,
                kinds=self._which(consultation),
            )
        s = session.snapshot()
        document, _, materials = RespondDesk(session).document(consultation, kind, s)
        # Read from the very document: the draft that people are shown is the draft that was made.
        version = max((d.version for d in self._records(consultation, kind)), default=0)
        if not version:
            raise Refused(Kind.DOCUMENT_IS_NOT_MADE, kind=kind.value, consultation=consultation)
        if undecided := disclosure.small_counts(s, document, materials[0]):
            raise Blocked(Kind.TELLS_OF_FEW_PEOPLE, where=consultation, undecided=undecided)
        said = {k.ref: s.contributions[k.contribution] for k in s.codings if k.contribution in s.contributions}
        shown = member_checking.shown(
            document, {a.id: f"{sentence_start(a.short)}." for a in session.asks.values()},
            {ref: (c.contributor, c.answer) for ref, c in said.items()}, [contribution.text for contribution in s.contributions.values()],
        )  # fmt: skip
        if not shown:
            raise Refused(Kind.NOTHING_TO_BE_SHOWN)
        with session.store.write(session.by, "ask back about a document", consultation, len(shown)) as w:
            ref = kept.start(w, consultation, kind.value, version, shown, by=session.by)
        return next(a for a in self.of(consultation, kind).askings if a.ref == ref)

    def stop(self, asking: str) -> None:
        """Show a round on the pages no more."""
        self._round(asking)
        with self._session.store.write(self._session.by, "stop asking back", asking) as w:
            kept.change(w, asking, showing=False)

    def may_be_asked(self, consultation: str, back: MemberCheck) -> pd.DataFrame:
        """Who may be asked: whose words may stand behind the document.

        Columns: person, described as, reach ("allows contact", "by their own four words" or "only in
        person"), asked (the way, or ""), answered (how much they said).
        """
        s = self._session.snapshot()
        with self._session.store.read() as connection:
            come_back = visits.people(connection)
        voices = {v.person: v for v in back.voices if v.person}
        rows = []
        for p in self._behind(consultation, s):
            reach = "by their own four words" if p.ref in come_back else "only in person"
            v = voices.get(p.ref)
            rows.append(
                {
                    "person": p.ref, "described as": p.role or p.speaker.value,
                    "reach": "allows contact" if p.allows(Use.CONTACT) else reach,
                    "asked": member_checking.WAYS[v.way] if v else "",
                    "answered": sum(r.says for r in back.of(v.ref)) if v else 0,
                }
            )  # fmt: skip
        return frames.frame(rows, ("person", "described as", "reach", "asked", "answered"), ("answered",))

    def ask(self, asking: str, person: str, way: Way | str) -> str:
        """Note that a contributor was asked. Returns the ref of their voice (W-0003).

        Raises:
            Refused: they do not allow contact, and the way would need it; or nothing of theirs is used.
        """
        session, way, a = self._session, Way(way), self._round(asking)
        s = session.snapshot()
        behind = {p.ref: p for p in self._behind(a.consultation, s)}
        if person not in behind:
            raise Refused(Kind.PERSON_STANDS_NOT_BEHIND, person=person)
        if way in REACHING and not behind[person].allows(Use.CONTACT):
            raise Refused(Kind.NO_LEAVE_TO_CONTACT, person=person)
        with session.store.write(session.by, "note who was asked back", person) as w:
            return kept.ask(w, Voice("", asking, way, person, on=session.today), by=session.by)

    def ask_others(self, asking: str, way: Way | str, present: int, *, answered: int = 0, label: str = "") -> str:
        """Note people who were asked and stand in no list of ours: by number. A workshop counts as one group.

        Args:
            present: how many people.
            answered: how many of them answered; for a workshop, whether it did.
            label: which workshop. Never a person's name.
        """
        session = self._session
        self._round(asking)
        if present < 1 or not 0 <= answered <= present:
            raise Refused(Kind.NOT_SO_MANY_PEOPLE)
        with session.store.write(session.by, "note who was asked back", asking, present) as w:
            voice = Voice("", asking, Way(way), "", " ".join(label.split())[:200], present, answered, session.today)
            return kept.ask(w, voice, by=session.by)

    def take_off(self, voice: str) -> None:
        """Take somebody off the list of who was asked who had not been. Who said something stays."""
        back, _ = self._voice(voice)
        if any(r.says for r in back.of(voice)):
            raise Refused(Kind.VOICE_SAID_SOMETHING, voice=voice)
        with self._session.store.write(self._session.by, "take somebody off who was asked", voice) as w:
            kept.take_off(w, voice)

    def that_is_all(self, asking: str) -> None:
        """Record that these are all who were asked about a document, in this round and those before it.

        Raises:
            Refused: nobody is noted yet.
        """
        session, a = self._session, self._round(asking)
        back = self.of(a.consultation, a.kind)
        if not back.voices:
            raise Refused(Kind.NOBODY_IS_NOTED_AS_ASKED)
        with session.store.write(session.by, "record who was asked back", asking) as w:
            for each in {asking, *(x.ref for x in back.askings)}:
                kept.change(w, each, recorded=True)

    def nobody(self, consultation: str, kind: DocumentKind | str, because: str) -> None:
        """Record that nobody was asked about a document, and why. The document says so."""
        session, kind = self._session, DocumentKind(kind)
        if kind not in self.documents(consultation):
            raise Refused(
                Kind.DOCUMENT_NEEDS_NO_MEMBER_CHECK,
                kind=kind.value,
                consultation=consultation,
                kinds=self._which(consultation),
            )
        if not because.strip():
            raise Refused(Kind.REASON_NOBODY_ASKED_IS_NOT_SAID)
        back = self.of(consultation, kind)
        if back.voices:
            raise Refused(Kind.SOMEBODY_WAS_ASKED)
        version = max((d.version for d in self._records(consultation, kind)), default=1)
        with session.store.write(session.by, "record that nobody was asked back", consultation) as w:
            for a in back.askings:
                kept.change(w, a.ref, showing=False, recorded=True)
            kept.nobody(w, consultation, kind.value, version, because.strip(), by=session.by)

    def reply(
        self, voice: str, number: int, view: View | str | None = None, *, words: str = "", place: int | None = None
    ) -> None:
        """Write down what somebody said to one thing, on their behalf: on the phone, in a workshop.

        Raises:
            Refused: it cannot be said to that thing, or the quote is not theirs.
        """
        session = self._session
        back, v = self._voice(voice)
        a = self._round(v.asking)
        people_ = session.contributors()
        allowed = self._shown_to(a, v, people_, back)
        s = next((x for x in allowed if x.number == number), None)
        if s is None:
            raise Refused(Kind.THING_MAY_NOT_BE_SHOWN, number=number, voice=voice)
        view = View(view) if view else None
        if view is not None and view not in member_checking_sheets.offered(s.item):
            raise Refused(Kind.VIEW_DOES_NOT_FIT, view=view.value, item=s.item.value)
        if place is not None and (s.item is not Item.ASK or not 1 <= place <= len(a.shown)):
            raise Refused(Kind.ONLY_ASKS_HAVE_A_PLACE)
        how = f"{member_checking.WAYS[v.way]}, written down by {session.by}"
        said = Reply(voice, number, view, words.strip(), place, how, session.by)
        with session.store.write(session.by, "write down an answer to a draft", voice) as w:
            self._say(w, said, s, people_.get(v.person), how)

    def decide(self, reply: str, *, changed: bool, because: str) -> None:
        """Say what was changed because of a reply (W-0003/2), or why not. The document prints it.

        Raises:
            UnknownRef: there is no such reply.
            Refused: nothing is said.
        """
        session = self._session
        voice, _, number = reply.partition("/")
        back, _ = self._voice(voice)
        found = next((r for r in back.of(voice) if str(r.number) == number), None)
        if found is None:
            raise UnknownRef(Kind.NO_REPLY, reply=reply)
        if not because.strip():
            raise Refused(Kind.CHANGE_IS_NOT_SAID)
        with session.store.write(session.by, "answer what somebody said to a draft", voice) as w:
            kept.decide(w, found, changed=changed, because=because.strip(), by=session.by)

    def four_words(self, person: str, consultation: str) -> str:
        """Four words for somebody who allows contact and has none: with them they see what we wrote.

        They are shown this once, to be handed on in the way that is safe for this person. Words that
        were made so before open nothing any more.

        Raises:
            Refused: they do not allow contact, or the page is not set up for real people.
        """
        session = self._session
        known = session.contributors().get(person)
        if known is None:
            raise UnknownRef(Kind.NO_PERSON, person=person)
        if not known.allows(Use.CONTACT):
            raise Refused(Kind.NO_LEAVE_TO_CONTACT, person=person)
        if lacking := about(session, consultation).lacking:
            raise Refused(Kind.PAGE_IS_NOT_SET_UP, lacking=", ".join(lacking))
        code = visits.new_code()
        keys = visits.code_keys(session.store, code)
        with session.store.write(session.by, "make four words for somebody who is asked back", person) as w:
            visits.forget_handed_out(w.connection, person)
            made = visits.begin(
                w, consultation=consultation, invitation=visits.HANDED_OUT, demo=False, code=code, keys=keys, cookie=""
            )
            visits.close(w.connection, made, visits.SENT, person)
        return code

    # --- what the draft and its sign-off need ----------------------------------------------------------

    def told(
        self, consultation: str, kind: DocumentKind, version: int, known: Mapping[str, Contributor]
    ) -> CheckAccount:
        """What a version of a document says of asking back."""
        return members.told(self._session, consultation, kind, version, known)

    def account(self, consultation: str, kind: DocumentKind | str) -> str:
        """Who was asked and who answered, in one line."""
        return member_checking.account(
            member_checking.counted(self.of(consultation, kind), self._session.contributors())
        )

    def blockers(self, record: DraftRecord, read: ReadDocument | None = None) -> tuple[Blocker, ...]:
        """Why a draft may not be signed off, or not leave any more.

        Args:
            read: the file, when it is also to be looked at whether it says what asking back came to.
        """
        kind = DocumentKind(record.kind)
        if kind not in NEEDED:
            return ()
        findings = member_checking.blockers(self.of(record.consultation, kind, record.version), kind)
        if findings or read is None:
            return findings
        said = self.told(record.consultation, kind, record.version, self._session.contributors())
        return member_checking.not_told(read, said)

    # --- the person's side: the page, the light page, the form in JupyterLab -----------------------------

    def is_showing(self, consultation: str) -> bool:
        """Whether the pages show anything of a consultation's drafts now."""
        return bool(self._showing(consultation).askings)

    def _showing(self, consultation: str) -> MemberCheck:
        """The rounds that are shown now. What was sent can no longer be changed, and is shown no more."""
        with self._session.store.read() as connection:
            sent: dict[str, list[int]] = {}
            for d in writing.drafts(connection):
                if d.consultation == consultation and d.state is DraftState.SENT:
                    sent.setdefault(d.kind, []).append(d.version)
            rounds = [a for a in kept.askings(connection, consultation) if a.showing]
            return kept.asked_back(
                connection, (a for a in rounds if member_checking.current([a], sent.get(a.kind, ())))
            )

    def drafted(self, person: str, consultation: str) -> ShownDraft:
        """What somebody who came back is shown, and what they said so far. Their own quotes alone."""
        back = self._showing(consultation)
        if not back.askings:
            return ShownDraft()
        # Asked at every key that somebody types: only this person is read, never everybody.
        with self._session.store.read() as connection:
            p = next(iter(people.contributors(connection, person)), None)
            answers = words.cleared_of(connection, person, consultation)
        if p is None or not member_checking.may_be_shown(p, answers):
            return ShownDraft()
        rounds = {v.ref: v.asking for v in back.voices if v.person == person}
        said = tuple((rounds[r.voice], r) for r in back.replies if r.voice in rounds)
        shown = tuple(
            (a.ref, x)
            for a in back.askings
            for x in member_checking.shown_to(a, p, [r for ref, r in said if ref == a.ref])
        )
        return ShownDraft(shown, said, p.speaker is Speaker.GROUP, self._session.wording)

    def open(self, person: str, drafted: ShownDraft) -> None:
        """Somebody asked to be shown what we wrote: from now on they count as asked."""
        session = self._session
        with session.store.write("a visitor", "look at what we wrote", person) as w:
            for asking in dict.fromkeys(a for a, _ in drafted.shown):
                kept.ask(w, Voice("", asking, Way.PAGE, person, on=session.today), by=THEMSELVES)

    def say(self, person: str, drafted: ShownDraft, values: Mapping[str, str], by: str = "") -> None:
        """Keep what somebody says on the page, at once. What was chosen to a quote changes its permission.

        Args:
            by: who typed for them.
        """
        session = self._session
        with session.store.read() as connection:
            known = next(iter(people.contributors(connection, person)), None)
        items = {(a, s.number): s for a, s in drafted.shown}
        how = f"on the page, typed by {by}" if by else "on the page, by themselves"
        said, typing = [], []
        for (asking, number), given in member_checking_sheets.changed_by(values, drafted).items():
            before = drafted.reply(asking, number) or Reply("", number)
            now = member_checking_sheets.replied(before, given)
            now = replace(now, changed=before.changed, because=before.because)
            if now == before:
                continue
            if _goes_on_typing(before, now):
                typing.append(now)
            else:
                said.append((asking, replace(now, how=how, by=by or THEMSELVES)))
        if typing:
            with session.store.write_unlogged() as connection:
                for r in typing:
                    kept.reword(connection, r)
        if not said:
            return
        with session.store.write("a visitor", "say something to a draft", person, len(said)) as w:
            for asking, r in said:
                voice = kept.ask(w, Voice("", asking, Way.PAGE, person, on=session.today), by=THEMSELVES)
                self._say(
                    w, replace(r, voice=voice), items[asking, r.number], known, "by themselves, when shown our draft"
                )

    def unsay(self, person: str, drafted: ShownDraft, asking: str, number: int) -> None:
        """Take back what somebody said to one thing. A quote that they left out stays out."""
        before = drafted.reply(asking, number)
        if before is None or before.view is View.OUT:
            return
        with self._session.store.write("a visitor", "take back what they said to a draft", person) as w:
            kept.say(w, replace(before, view=None, words=""))

    def _say(self, w: Writer, r: Reply, s: ShownItem, person: Contributor | None, how: str) -> None:
        """Keep a reply; leaving a quote out, or letting it in again, changes the permission in the same breath."""
        kept.say(w, r)
        if s.item is not Item.QUOTE or person is None:
            return
        now = person.allows(Use.QUOTE, s.answer)
        # What they refuse for everything stays refused: one page about one quote does not lift that.
        wanted = False if r.view is View.OUT else True if r.view is View.AGREE and person.allows(Use.QUOTE) else now
        if wanted != now:
            # Nobody lets a quote in who had not left it out: they were shown the words for that.
            asked = quote_words(self._session.wording, again=wanted)
            people.keep_wording(w, asked.version, asked.texts)
            line = Permission(Use.QUOTE, wanted, self._session.today, how, asked.version, s.answer)
            people.record_permissions(w, person.ref, [line])

    # --- helpers --------------------------------------------------------------------------------------

    def _behind(self, consultation: str, s: Snapshot) -> list[Contributor]:
        """Those whose words may stand behind what we write on a consultation."""
        answers: dict[str, list[str]] = {}
        for contribution in s.of(consultation).values():
            answers.setdefault(contribution.contributor, []).append(contribution.answer)
        return [s.people[ref] for ref in sorted(answers) if member_checking.may_be_shown(s.people[ref], answers[ref])]

    def _shown_to(
        self, a: CheckRound, v: Voice, known: Mapping[str, Contributor], back: MemberCheck
    ) -> tuple[ShownItem, ...]:
        if v.person:
            return member_checking.shown_to(a, known[v.person], back.of(v.ref))
        return tuple(s for s in a.shown if s.item is not Item.QUOTE)

    def shown_to(self, voice: str) -> tuple[ShownItem, ...]:
        """What a voice may be shown, read out or handed over: of quotes, their own alone."""
        back, v = self._voice(voice)
        return self._shown_to(self._round(v.asking), v, self._session.contributors(), back)

    def _records(self, consultation: str, kind: DocumentKind) -> list[DraftRecord]:
        with self._session.store.read() as connection:
            return [d for d in writing.drafts(connection) if d.consultation == consultation and d.kind == kind.value]

    def _which(self, consultation: str) -> str:
        return ", ".join(k.value for k in self.documents(consultation)) or "none"

    def _round(self, asking: str) -> CheckRound:
        with self._session.store.read() as connection:
            found = kept.asking(connection, asking)
        if found is None:
            raise UnknownRef(Kind.NO_MEMBER_CHECK_ROUND, asking=asking)
        return found

    def _voice(self, voice: str) -> tuple[MemberCheck, Voice]:
        with self._session.store.read() as connection:
            ref = kept.round_of(connection, voice)
            found = kept.asking(connection, ref) if ref else None
            back = kept.asked_back(connection, (found,) if found else ())
        if found is None:
            raise UnknownRef(Kind.NO_VOICE, voice=voice)
        return back, next(v for v in back.voices if v.ref == voice)


def _goes_on_typing(before: Reply, now: Reply) -> bool:
    """Whether somebody only goes on with words that are begun and not answered yet: that leaves no line for every key."""
    begun = bool(before.words.strip() and now.words.strip()) and before.changed is None
    return begun and replace(now, words=before.words) == before
