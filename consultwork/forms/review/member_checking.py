"""Did we get it right? Asking the people behind a document, and what we did about what they said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.journey.member_checking import WAYS
from consultwork.journey.member_checking_sheets import NO_PLACE, SAYS, offered
from consultwork.kinds import Kind
from consultwork.model import CheckRound, DocumentKind, Item, Reply, ShownItem, View, Voice, Way
from consultwork.text import plural, sentence_start

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


PARTS = ("Show it", "Who was asked", "What came back")
NOTHING_YET = "This consultation has no document that goes out in people’s name."
DECISIONS = {"Not answered yet": "", "We changed it": "changed", "We did not change it": "left"}
_HANDED = "Hand these on in the way that is safe for this person. They are shown this once:"


class AskingDesk(DeskScreen):
    """Show people what we wrote, note who was asked, and answer what they said.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "People see our key messages, our asks, and their own words in place. Whoever does not answer has not agreed."
        super().__init__("Did we get it right?", bench, consultation, lead)
        self._bench = bench
        self.parts = look.Steps(names=list(PARTS))
        self.document = look.pick("Document", [("", "")])
        self.start = self.button("Show it to people as it is now", self._start, "main")
        self.stop = self.button("Show it no more", self._stop)
        self.person = look.pick("Who", [("", "")])
        self.code = self.button("Make four words for them", self._four_words)
        self.words = look.TextView()
        self.way = look.pick("How were they asked?", {sentence_start(said): way.value for way, said in WAYS.items()})
        self.asked = self.button("They were asked", self._asked, "main")
        self.others = look.pick(
            "How were they asked?", {sentence_start(WAYS[w]): w.value for w in list(Way)[1:]}, Way.WORKSHOP.value
        )
        self.present = look.line("How many people?")
        self.answered = look.line("How many of them answered?")
        self.label = look.line("Which workshop? Never a name", hint="the Tuesday workshop")
        self.more = self.button("Note them", self._others)
        self.why = look.line("Or: why was nobody asked?", hint="one line, which the document prints")
        self.nobody = self.button("Nobody was asked", self._nobody)
        self.all = self.button("These are all who were asked", self._all, "main")
        self.voice = look.pick("Who said it?", [("", "")])
        self.thing = look.pick("About what?", [("", 0)])
        self.view = look.pick("What did they say?", [("", "")])
        self.said = look.box("In their words", rows=2)
        self.place = look.pick("Its place among what we ask for", [(NO_PLACE, 0)])
        self.keep = self.button("Write it down", self._write_down)
        self.save = self.button("Save these answers", self._save, "main")
        self.rows: list[tuple[Reply, Any, Any]] = []
        self._inside = look.column()
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.on_change(self.document, lambda _: self._moved())
        self.on_change(self.voice, lambda _: self._things())
        self.on_change(self.thing, lambda _: self._views())
        self.show()

    @property
    def kind(self) -> DocumentKind:
        """The document that is chosen."""
        return DocumentKind(str(self.document.value))

    def show(self) -> None:
        """The part that is chosen, for the consultation and document that are chosen."""
        kinds = self._bench.member_checking.documents(self.consultation.id)
        if not kinds:
            self.body.children = [look.view(look.text(NOTHING_YET))]
            return
        _offer(self.document, [(sentence_start(k.value), k.value) for k in kinds])
        self.back = self._bench.member_checking.of(self.consultation.id, self.kind)
        (self._showing, self._who_was_asked, self._came_back)[self.parts.current]()
        self.body.children = [self.parts, self.document, self._inside]

    # --- show it ---------------------------------------------------------------------------------------

    def _showing(self) -> None:
        now = next((a for a in self.back.askings if a.showing), None)
        if now is None:
            told = ["Nothing is shown now. Make the document in 06_respond first, then show it."]
        else:
            told = [
                f"{_many(now.shown)} are shown, as version {now.version} had them. Each person sees their own quotes alone."
            ]
            told.append("People see it on the form’s page with their four words. Serve the page as before.")
        self._people(only="allows contact")
        four = [look.text("Somebody who allows contact and has no four words can be given some.", "hint")]
        self._inside.children = [
            look.view(*(look.text(x) for x in told)), look.row(self.start, *([self.stop] if now else [])),
            *([look.card(look.view(*four), look.row(self.person, self.code), self.words)] if now and self.person.value else []),
        ]  # fmt: skip

    def _start(self) -> None:
        a = self._bench.member_checking.start(self.consultation.id, self.kind)
        self.show()
        self.say(f"{_many(a.shown)} are shown from now on.")

    def _stop(self) -> None:
        self._bench.member_checking.stop(self._round().ref)
        self.show()
        self.say("It is shown no more. What people said is kept.")

    def _four_words(self) -> None:
        code = self._bench.member_checking.four_words(str(self.person.value), self.consultation.id)
        self.words.show(look.text(_HANDED, "note"), look.text(code.replace("-", " "), "quote"))
        self.say(f"Four words are made. How it is safe to reach them: consultwork vault contact {self.person.value}")

    # --- who was asked -----------------------------------------------------------------------------------

    def _who_was_asked(self) -> None:
        found = self._people()
        rows = [[str(r[x]) for x in ("person", "described as", "reach", "asked", "answered")] for r in found]
        header = ("Who", "Described as", "How to reach them", "Asked", "Answered")
        recorded = "It is recorded who was asked." if self.back.recorded else "It is not recorded yet who was asked."
        others = [
            [v.label or "–", WAYS[v.way], str(v.present), str(v.answered)] for v in self.back.voices if not v.person
        ]
        listed = [look.table("Others who were asked", ("Which", "How", "People", "Answered"), others)] if others else []
        account = self._bench.member_checking.account(self.consultation.id, self.kind)
        self._inside.children = [
            look.view(look.text(account), look.text(recorded, "good" if self.back.recorded else "note"), look.table("Whose words may stand behind it", header, rows), *listed),
            look.card(look.row(self.person, self.way), self.asked),
            look.card(look.view(look.text("People who are not in this list, by number. A workshop counts as one group, which answered or did not.", "hint")),
                      look.row(self.others, self.present, self.answered, self.label), self.more),
            self.all, look.card(self.why, self.nobody),
        ]  # fmt: skip

    def _people(self, only: str = "") -> list[Mapping[str, Any]]:
        table = self._bench.member_checking.may_be_asked(self.consultation.id, self.back)
        found: list[Mapping[str, Any]] = [{str(k): v for k, v in r.items()} for r in table.to_dict("records")]
        _offer(
            self.person,
            [(f"{r['person']}: {r['described as']}", r["person"]) for r in found if only in ("", r["reach"])],
        )
        return found

    def _asked(self) -> None:
        self._bench.member_checking.ask(self._round().ref, str(self.person.value), str(self.way.value))
        self.show()
        self.say(f"Noted: {self.person.value} was asked.")

    def _others(self) -> None:
        present, answered = _number(self.present), _number(self.answered)
        self._bench.member_checking.ask_others(
            self._round().ref, str(self.others.value), present, answered=answered, label=str(self.label.value)
        )
        for box in (self.present, self.answered, self.label):
            box.value = ""
        self.show()
        self.say(f"Noted: {present} {plural(present, 'person', 'people')}.")

    def _all(self) -> None:
        self._bench.member_checking.that_is_all(self._round().ref)
        self.show()
        self.say("Recorded. Make the document again: it then says who was asked.")

    def _nobody(self) -> None:
        self._bench.member_checking.nobody(self.consultation.id, self.kind, str(self.why.value))
        self.show()
        self.say("Recorded. Make the document again: it then says that nobody was asked, and why.")

    def _round(self) -> CheckRound:
        if not self.back.askings:
            raise Refused(Kind.NOTHING_WAS_SHOWN)
        return self.back.askings[-1]

    # --- what came back ------------------------------------------------------------------------------------

    def _came_back(self) -> None:
        self.rows = []
        told_more = [r for r in self.back.replies if r.view is not View.AGREE or r.words]
        cards = [self._card(r) for r in sorted(told_more, key=lambda r: not r.waits)]
        agreed = sum(r.view is View.AGREE and not r.words for r in self.back.replies)
        waiting = len(self.back.waiting)
        told = [
            look.text(
                f"{waiting} {plural(waiting, 'thing waits', 'things wait')} for our answer."
                if waiting
                else "Nothing waits for our answer."
            )
        ]
        told += [look.text(f"“I agree” was said {agreed} {plural(agreed, 'time')}.", "hint")] if agreed else []
        _offer(self.voice, [(self._name(v), v.ref) for v in self.back.voices])
        self._things()
        write = [
            look.view(look.heading("Write down what somebody told us", 3)),
            self.voice,
            self.thing,
            self.view,
            self.said,
            self.place,
            self.keep,
        ]
        nobody = look.view(look.text("Note first who was asked: in “Who was asked”.", "hint"))
        self._inside.children = [
            look.view(*told), *cards, *([self.save] if cards else []), look.card(*(write if self.back.voices else [nobody])),
        ]  # fmt: skip

    def _card(self, r: Reply) -> Any:
        s = self.back.shown(r)
        voice = next(v for v in self.back.voices if v.ref == r.voice)
        said = [look.text(f"{self._name(voice)} said: {SAYS[r.view] if r.view else ''}", "small")]
        about = look.text(s.words if s else "(no longer there)", "quote")
        known = "" if r.changed is None else "changed" if r.changed else "left"
        decision = look.pick("What did we do?", DECISIONS, known)
        because = look.line("What was changed, or why not? The document prints it.", r.because)
        self.rows.append((r, decision, because))
        words = [look.words(r.words)] if r.words else []
        place = [look.text(f"Place: {r.place}", "small")] if r.place is not None else []
        return look.card(look.view(about, *said, *words, *place, look.text(r.how, "hint")), look.row(decision, because))

    def _name(self, v: Voice) -> str:
        who = v.person or v.label or f"{v.present} {plural(v.present, 'person', 'people')}"
        return f"{who} ({WAYS[v.way]})"

    def _things(self) -> None:
        shown: Sequence[ShownItem] = (
            self._bench.member_checking.shown_to(str(self.voice.value)) if self.voice.value else ()
        )
        self._shown = {s.number: s for s in shown}
        _offer(self.thing, [(f"{s.item.value}: {look.short(s.words)}", s.number) for s in shown] or [("", 0)])
        self._views()

    def _views(self) -> None:
        s = self._shown.get(self.thing.value)
        views = offered(s.item) if s else ()
        _offer(self.view, [("Nothing", ""), *((SAYS[v], v.value) for v in views)])
        asks = sum(x.item is Item.ASK for x in self._shown.values()) if s and s.item is Item.ASK else 0
        _offer(self.place, [(NO_PLACE, 0), *((str(n), n) for n in range(1, asks + 1))])
        look.hide(self.place, not asks)
        # What is known already stands there: writing down one more thing never loses another.
        known = next((r for r in self.back.of(str(self.voice.value)) if s and r.number == s.number), None)
        self.view.value = known.view.value if known and known.view else ""
        self.said.value = known.words if known else ""
        self.place.value = known.place or 0 if known else 0

    def _write_down(self) -> None:
        if not self.thing.value:
            raise Refused(Kind.THING_IS_NOT_CHOSEN)
        if not (self.view.value or str(self.said.value).strip() or self.place.value):
            raise Refused(Kind.NOTHING_TO_WRITE_DOWN)
        self._bench.member_checking.reply(
            str(self.voice.value), int(self.thing.value), str(self.view.value) or None, words=str(self.said.value),
            place=int(self.place.value) or None,
        )  # fmt: skip
        self.show()
        self.say("It is written down.")

    def _save(self) -> None:
        n = 0
        for r, decision, because in self.rows:
            said = str(because.value).strip()
            changed = decision.value == "changed"
            if decision.value and (changed, said) != (r.changed, r.because):
                self._bench.member_checking.decide(r.ref, changed=changed, because=said)
                n += 1
        self.show()
        self.say(f"{n} {plural(n, 'answer')} saved. The document prints what was changed, and why not where not.")


def _many(shown: Sequence[ShownItem]) -> str:
    n = {item: sum(s.item is item for s in shown) for item in Item}
    return ", ".join(f"{k} {plural(k, x.value)}" for x, k in n.items() if k)


def _offer(widget: Any, options: Sequence[tuple[str, Any]]) -> None:
    """Offer other choices in a list; what was chosen stays chosen when it is still there."""
    options = list(options) or [("", "")]
    if list(widget.options) != options:
        kept = widget.value
        widget.options = options
        if kept in [value for _, value in options]:
            widget.value = kept


def _number(box: Any) -> int:
    typed = str(box.value).strip()
    if typed and not typed.isdecimal():
        raise Refused(Kind.NOT_A_NUMBER, typed=typed)
    return int(typed or 0)
