"""One visit to a form, from its first word to its last: what it shows, keeps, sends, changes and takes back.

What comes from a browser is checked here against the questions; nothing of it is trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from consultwork.errors import Refused
from consultwork.journey import gather, member_checking_sheets
from consultwork.journey.form_words import About, TextPart, page_words
from consultwork.journey.sheets import NO, YES, Sheet
from consultwork.journey.visit import Visit
from consultwork.journey.visit_answers import HOW, HOW_WORDS
from consultwork.kinds import Kind
from consultwork.model import Contributor, Permission, Use
from consultwork.store import Writer, invitations, people, visits
from consultwork.store.vault import IDENTITY
from consultwork.workbench.gather.gather_desk import GatherDesk
from consultwork.workbench.gather.paper import about
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.review.member_checking import MemberCheckingDesk
from consultwork.workbench.safeguard.safeguard_desk import SafeguardDesk
from consultwork.workbench.visitors.tries import Tries

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from consultwork.workbench.session import Session

# The version of the words in which the permissions of a visit that is not sent yet were asked.
ASKED = "p:asked"
# Pages that are beside the way: somebody who comes back is taken to where they were before them.
_BESIDE = ("help", "later", "return", "takeback", "gone", "code~")


class VisitDesk:
    """One visit: shows its pages, keeps what is filled in, sends it, changes it later, takes it back.

    Args:
        session: the workspace.
        tries: how often four words may be tried, by whom.
        consultation: what the form is about.
        invitation: the ref of the link that led here.
        cookie: of the open page; "" in JupyterLab.
        opened: the visit, once it has begun.
        typed_by: who types for somebody else.
    """

    def __init__(
        self, session: Session, tries: Tries, consultation: str, invitation: str, cookie: str,
        opened: visits.OpenVisit | None, typed_by: str = "",
    ) -> None:  # fmt: skip
        self._session, self._tries = session, tries
        self.consultation, self._invitation, self._cookie = consultation, invitation, cookie
        self._opened, self._typed_by = opened, typed_by
        self._lock = RLock()

    @property
    def began(self) -> bool:
        """Whether anything is kept of this visit yet."""
        return self._opened is not None

    @cached_property
    def _questions(self) -> tuple[gather.FormQuestion, ...]:
        return GatherDesk(self._session).pages(self.consultation)

    def _is_open(self) -> bool:
        with self._session.store.read() as connection:
            return invitations.is_open(connection, self.consultation)

    def visit(self) -> Visit:
        """What is filled in, as it is kept."""
        made = Visit(self._questions, about(self._session, self.consultation), typed_by=self._typed_by)
        if self._opened is not None:
            with self._session.store.read() as connection:
                made.values, made.code = (
                    visits.values(connection, self._opened),
                    visits.code_of(connection, self._opened),
                )
            made.sent = self._opened.state == visits.SENT
            self._drop_what_was_asked_otherwise(made)
            if made.sent and self._opened.person:
                self._fill_in_permissions(made, self._session.contributors().get(self._opened.person))
                made.draft = MemberCheckingDesk(self._session).drafted(self._opened.person, self.consultation)
        return made

    def _drop_what_was_asked_otherwise(self, made: Visit) -> None:
        """A choice that was made when the question was another one is none."""
        asked = made.values.pop(ASKED, "")
        chosen = [name for name, value in made.values.items() if name.startswith("p:") and value]
        if asked != made.asked().version:
            made.values = {name: value for name, value in made.values.items() if not name.startswith("p:")}
            made.asked_again = bool(chosen)

    def _fill_in_permissions(self, made: Visit, person: Contributor | None) -> None:
        """What is on record, as far as they were asked in today's words: nothing is chosen for them in others.

        A choice that was made on this page and not yet kept goes before it.
        """
        if person is None:
            return
        texts = made.asked().texts
        with self._session.store.read() as connection:
            kept = people.wordings(connection)
        for use, version in _asked_in(person).items():
            # What was asked in a table's column stands as the version itself.
            if not version or kept.get((version, use), version) == texts[use]:
                made.values.setdefault(f"p:{use.value}", YES if person.allows(use) else NO)
            else:
                made.asked_again = True

    def sheet(self, key: str = "") -> Sheet:
        """The page somebody is at, or another one that may be shown."""
        visit = self.visit()
        # Nobody can begin with a form that is closed: who comes then comes back, to see what we wrote.
        first = "start" if self._is_open() else "return"
        return visit.sheet(key or (self._opened.step if self._opened else first))

    def words(self) -> dict[str, str]:
        """What the page around the form says by itself."""
        return page_words(self._session.wording)

    def save(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Keep what was filled in. Returns the fields that were kept; a value that the form does not offer is not.

        Nothing is kept before somebody pressed "Start".
        """
        with self._lock:
            if self._opened is None:
                return ()
            if self._opened.state == visits.SENT and not all(_changeable(name) for name in values):
                return ()
            visit, kept = self.visit(), list[str]()
            to_draft: dict[str, str] = {}
            with self._session.store.write_unlogged() as connection:
                if visit.asked_again and any(name.startswith("p:") for name in values):
                    self._forget_choices(connection)
                for name, value in values.items():
                    accepted = visit.accepts(name, value) if name != "code" else None
                    if accepted is None:
                        continue
                    if name.startswith("d:"):
                        to_draft[name] = str(accepted)
                        continue
                    now = self._session.clock()
                    visits.put_value(connection, self._opened, name, accepted, now)
                    if name.startswith("p:"):
                        visits.put_value(connection, self._opened, ASKED, visit.asked().version, now)
                    kept.append(name)
                    if accepted and (number := _question_of(name)) and visit.text(f"q:{number}:skip"):
                        visits.put_value(connection, self._opened, f"q:{number}:skip", "", now)
            if to_draft and self._opened.person:
                MemberCheckingDesk(self._session).say(self._opened.person, visit.draft, to_draft, self._typed_by)
                kept += to_draft
            return tuple(kept)

    def act(self, key: str, action: str, values: Mapping[str, object] | None = None, *, address: str = "") -> Sheet:
        """Do what a button says: keep what stands on the page, then go where it leads.

        Args:
            key: the page that the button stood on.
            action: what it does; one of the actions of that page, "help", or "change:" and a page.
            values: what stands on the page.
            address: where the request came from, to count wrong tries.
        """
        with self._lock:
            given = dict(values or {})
            if action in ("return", "help") and self._opened is None:
                return self.visit().sheet(action)
            if action == "open":
                return self._come_back(str(given.get("code", "")), address)
            if self._opened is None:
                if key.removesuffix("~") != "start" or action not in ("next", "start"):
                    return self.visit().sheet("start")
                self._begin()
            if action == "skip" and key.startswith(member_checking_sheets.START):
                # Whoever skips chose nothing; what they wrote is kept all the same.
                given = {name: value for name, value in given.items() if name.endswith(":words")}
            self.save(given)
            return self._acted(self.visit(), key, action)

    def _acted(self, visit: Visit, key: str, action: str) -> Sheet:
        assert self._opened is not None
        key = visit.known(key)
        shown = self._acted_apart(visit, key, action)
        if shown is not None:
            return shown
        if key.startswith(member_checking_sheets.START):
            self._answer_draft(visit, key, action)
            visit = self.visit()  # what they are shown may have changed with what they said
        if action == "skip" and key.startswith("q:"):
            number = self._questions[int(key.removesuffix("~").partition(":")[2])].number
            self.save({f"q:{number}:skip": "yes"})
        wrong = visit.problems(key) if action in ("next", "send") else {}
        if wrong:
            return visit.sheet(key, wrong)
        if action == "send":
            if key.removesuffix("~") != "check" or visit.sent:
                return visit.sheet(key)
            return self._send(visit)
        return self._at(visit.after(key, action), self.visit())

    def _acted_apart(self, visit: Visit, key: str, action: str) -> Sheet | None:
        """What a button does that leads to no next page; None for one that does."""
        assert self._opened is not None
        if action == "resume":
            return visit.sheet(self._opened.step)
        if action == "forget":
            return self._forget()
        if action == "really" and key.removesuffix("~") == "takeback":
            return self._take_back()
        if action == "permit" and visit.sent:
            return self._permit(visit)
        if action == "thanked" and visit.sent:
            self._thanked(visit)
            return self._at("mine", visit)
        return None

    def _at(self, key: str, visit: Visit) -> Sheet:
        assert self._opened is not None
        key = visit.known(key)
        if key not in _BESIDE:
            order = visit.order()
            bare = key.removesuffix("~")
            with self._session.store.write_unlogged() as connection:
                furthest = order.index(bare) if bare in order else 0
                visits.go(connection, self._opened, key, furthest, self._session.clock())
            self._opened = replace(self._opened, step=key)
        return visit.sheet(key)

    def _answer_draft(self, visit: Visit, key: str, action: str) -> None:
        """Somebody goes on from a page of what we wrote: they count as asked once they wanted to see it."""
        assert self._opened is not None and self._opened.person
        if key == member_checking_sheets.START and action == "next":
            MemberCheckingDesk(self._session).open(self._opened.person, visit.draft)
        elif action == "unsay":
            asking, _, number = key.partition(":")[2].partition(".")
            if number.isdecimal():
                MemberCheckingDesk(self._session).unsay(self._opened.person, visit.draft, asking, int(number))

    def _begin(self) -> None:
        session = self._session
        if not self._is_open():
            raise Refused(Kind.FORM_IS_CLOSED)
        # Whoever has the link could begin without end: this many in a minute are no workshop.
        if not self._tries.may(f"begin {self._invitation}", most=120, seconds=60):
            raise Refused(Kind.TOO_MANY_TRIES)
        code = visits.new_code()
        keys = visits.code_keys(session.store, code)
        demo = bool(about(self._session, self.consultation).lacking)
        with session.store.write("a visitor", "start a visit") as w:
            if self._invitation and not invitations.has_room(w.connection, self._invitation):
                raise Refused(Kind.LINK_IS_USED)
            self._opened = visits.begin(
                w, consultation=self.consultation, invitation=self._invitation, demo=demo, code=code, keys=keys,
                cookie=self._cookie,
            )  # fmt: skip

    def _come_back(self, typed: str, address: str) -> Sheet:
        visit = self.visit()
        # Each page a few tries, an address shared by a whole drop-in many: nobody locks out the others.
        allowed = self._tries.may(f"page {self._cookie}", most=6, seconds=60)
        allowed = allowed and self._tries.may(f"address {address}", most=120, seconds=60)
        if not allowed:
            return visit.sheet("return", {"code": visit.say("refusals/too-many-tries")})
        code = visits.as_code(typed)
        found = None
        if code:
            keys = visits.code_keys(self._session.store, code)
            with self._session.store.read() as connection:
                found = visits.by_code(connection, keys)
        if found is None:
            return visit.sheet("return", {"code": visit.say("refusals/four-words-open-nothing")})
        if self._cookie:
            with self._session.store.write_unlogged() as connection:
                visits.attach(connection, found, self._cookie)
        self._opened, self.consultation = found, found.consultation
        self.__dict__.pop("_questions", None)
        return self.sheet()

    def _send(self, visit: Visit) -> Sheet:
        assert self._opened is not None
        session, opened = self._session, self._opened
        answers = []
        for n, q in enumerate(self._questions):
            if said := visit.said(n):
                one = gather.receive(
                    q, contributor="", consultation=self.consultation, words=said, said_on=session.today,
                    written_by=self._typed_by,
                )  # fmt: skip
                if one is not None:
                    answers.append(one)
        if not answers:
            nothing = TextPart("", (visit.say("form/check-nothing-to-send"),))
            return replace(visit.sheet("check"), parts=(nothing,))
        if visit.asked_again:
            return self._ask_again(visit)
        if opened.demo:
            with session.store.write_unlogged() as connection:
                visits.close(connection, opened, visits.SENT, None, keep_values=True)
            self._opened = replace(opened, state=visits.SENT, step="mine")
            return self.visit().sheet("thanks")
        how = f"form, typed by {self._typed_by}" if self._typed_by else "form"
        asked = visit.asked()
        given = [Permission(use, visit.allows(use), session.today, how, asked.version) for use in asked.texts]

        def sent(w: Writer, person: str) -> None:
            visits.close(w.connection, opened, visits.SENT, person)

        who = visit.who()
        person = GatherDesk(session).receive(
            answers, given, also=sent, role=who["role"], contact=who["contact"], credit_name=who["credit_name"],
            safe_contact=who["safe_contact"],
        )  # fmt: skip
        self._opened = replace(opened, state=visits.SENT, step="mine", person=person)
        return self.visit().sheet("thanks")

    def _ask_again(self, visit: Visit) -> Sheet:
        """Back to the permissions: what was chosen there was another question. It is forgotten as it is shown."""
        assert self._opened is not None
        shown = self._at("permissions~", visit)
        with self._session.store.write_unlogged() as connection:
            self._forget_choices(connection)
            visits.put_value(connection, self._opened, ASKED, visit.asked().version, self._session.clock())
        return shown

    def _forget_choices(self, connection: Connection) -> None:
        assert self._opened is not None
        for use in Use:
            visits.put_value(connection, self._opened, f"p:{use.value}", "", self._session.clock())

    def _permit(self, visit: Visit) -> Sheet:
        assert self._opened is not None
        session, person = self._session, self._opened.person
        who = visit.who()
        wrong = visit.problems("reach") if _asks_more(visit) else {}
        if wrong:
            return visit.sheet("mine", wrong)
        if person:
            # What they chose nothing for stays: they were asked that in other words.
            uses = {use: visit.allows(use) for use in Use if visit.text(f"p:{use.value}")}
            SafeguardDesk(session).permit(person, uses, how="by themselves, in the form")
            fresh = {k: v for k, v in who.items() if k != "role" and v}
            if fresh:
                with session.store.write("a visitor", "change how they may be reached", person) as w:
                    session.vault.lay_in(w, person, IDENTITY, {"name": "", **fresh})
                run_outbox(session)
            with session.store.write_unlogged() as connection:
                visits.close(connection, self._opened, visits.SENT, person)
        kept = self.visit().sheet("mine")
        told = TextPart(visit.say("form/mine-kept-heading"), (visit.say("form/mine-kept"),))
        return replace(kept, parts=(told, *kept.parts))

    def _thanked(self, visit: Visit) -> None:
        assert self._opened is not None
        told = [visit.text(name) for name in (*(f"how:{what}" for what in HOW), HOW_WORDS)]
        if any(told) and not self._opened.demo:
            with self._session.store.write("a visitor", "say how it was") as w:
                invitations.add_feedback(w, self.consultation, *told)
        with self._session.store.write_unlogged() as connection:
            visits.close(connection, self._opened, visits.SENT, self._opened.person, keep_values=self._opened.demo)

    def _take_back(self) -> Sheet:
        assert self._opened is not None
        session, opened = self._session, self._opened
        gone = self.visit()
        gone.sent = True
        # Their four words go last: where something is in the way, they can come back and try again.
        if opened.person and opened.person in session.contributors():
            SafeguardDesk(session).withdraw(opened.person)
        with session.store.write("a visitor", "take everything back") as w:
            visits.forget(w.connection, opened.ref)
        session.store.compact()
        self._opened = None
        return gone.sheet("gone")

    def _forget(self) -> Sheet:
        """Close the form on this device. What is saved waits for the four words."""
        self.leave()
        return self.visit().sheet("start")

    def leave(self) -> None:
        """Nobody sits at this page any more: its cookie opens nothing from now on."""
        if self._cookie:
            with self._session.store.write_unlogged() as connection:
                visits.detach(connection, self._cookie)
        self._opened = None


def _changeable(name: str) -> bool:
    """What may still be changed after sending: permissions, contact, how it was, and what they say to our draft."""
    return name.startswith(("p:", "a:", "d:", "how:"))


def _question_of(name: str) -> str:
    parts = name.split(":")
    return parts[1] if parts[0] == "q" and parts[-1] != "skip" else ""


def _asked_in(person: Contributor) -> dict[Use, str]:
    """The versions of the words in which somebody was last asked for each use."""
    latest: dict[Use, str] = dict.fromkeys(Use, "")
    for permission in person.permissions:
        if not permission.answer:
            latest[permission.use] = permission.wording
    return latest


def _asks_more(visit: Visit) -> bool:
    return any(name in visit.values for name in ("a:contact", "a:credit"))


class FormPreview:
    """A form to look at: it goes through every page as for a visitor, and keeps nothing.

    Args:
        questions, about: as of the real form.
    """

    def __init__(self, questions: tuple[gather.FormQuestion, ...], said_around: About) -> None:
        self._visit = Visit(questions, said_around, code="-".join(("these", "are", "four", "words")))
        self._step = "start"

    def sheet(self, key: str = "") -> Sheet:
        """A page."""
        return self._visit.sheet(key or self._step)

    def words(self) -> dict[str, str]:
        """What the page around the form says by itself."""
        return page_words(self._visit.about.wording)

    def save(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Remember values as long as the screen is open."""
        kept = {name: v for name, value in values.items() if (v := self._visit.accepts(name, value)) is not None}
        self._visit.values |= kept
        return tuple(kept)

    def act(self, key: str, action: str, values: Mapping[str, object] | None = None) -> Sheet:
        """Go where a button leads; nothing is sent."""
        self.save(values or {})
        if action == "resume":
            return self.sheet()
        if action in ("forget", "really", "thanked"):
            self._visit.sent, self._step = False, "start"
            return self.sheet()
        wrong = self._visit.problems(key) if action in ("next", "send") else {}
        if wrong:
            return self._visit.sheet(key, wrong)
        self._visit.sent = self._visit.sent or action == "send"
        there = self._visit.known(self._visit.after(key, action))
        if there not in _BESIDE:
            self._step = there
        return self._visit.sheet(there)
