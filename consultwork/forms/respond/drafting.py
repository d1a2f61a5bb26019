"""Writing the answers: the question, the evidence in reach, and her own words between what is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.blocks import Block, Paragraph, Quote, block_words
from consultwork.errors import ConsultworkError, Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.journey.respond import Composer, Material, section_key
from consultwork.journey.respond.compose import answer_size, tally_sentence
from consultwork.kinds import Kind
from consultwork.model import (
    Answer,
    DocumentKind,
    Limit,
    LimitUnit,
    Piece,
    PieceKind,
    Question,
    Theme,
)
from consultwork.text import plural, sentence_start

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


KEY_MESSAGES, LETTER_POINTS, THINGS_TO_SAY = 5, 3, 3
QUOTES_SHOWN = 2
NAMES = {
    PieceKind.WORDS: "Your own words",
    PieceKind.COUNT: "How many people said it",
    PieceKind.QUOTE: "A quote",
    PieceKind.FACT: "A fact",
    PieceKind.ASK: "What we ask for",
    PieceKind.POSITION: "The answer we tick",
    PieceKind.TALLY: "How many chose which answer",
}


class DraftingDesk(DeskScreen):
    """One question at a time: its limit, the evidence in reach, and the answer piece by piece.

    What is computed (a count, a quote, a fact, an ask) is inserted with its source and never
    typed. Her own words stand between, and stay when the evidence changes.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        super().__init__("Write the answers", bench, consultation)
        self._bench = bench
        self._where: tuple[str, str] = ("", "")
        self._kept = Answer("", "")
        self._material: Material | None = None
        self._whole: tuple[int, Limit] | None = None
        self.entries: list[Entry] = []
        self.part = look.pick("What are you writing?", [""])
        self.top = look.TextView()
        self.count = look.TextView(role="status")
        self._draft = look.column()
        self.reach = look.column()
        self.preview = look.TextView()
        self.because = look.box("If we do not answer this question: because", rows=2)
        self.write = self.button("Add my own words", lambda: self.insert(PieceKind.WORDS, ""))
        self.save = self.button("Save", self._save, "main")
        self.next = self.button("Save and go to the next", self._next)
        self.start = self.button("Start every empty answer from its evidence", self._start)
        self.make = self.button("Make the Word documents", self._make)
        self.made = look.TextView()
        left = look.column(
            self.top, self.count, self._draft, self.write, look.row(self.save, self.next), look.card(self.because),
            self.preview,
        )  # fmt: skip
        self.body.children = [
            look.row(self.part, self.start),
            look.two(left, self.reach),
            look.card(self.make, self.made),
        ]
        self.on_change(self.part, lambda key: self._open(str(key)) if key else None)
        self.show()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The answer as it stands on the screen. Empty boxes are left out."""
        return tuple(e.piece for e in self.entries if e.piece.value.strip())

    def show(self) -> None:
        """The evidence of this moment, and the part that was open, with the words as they stand."""
        self._keep()
        consultation = self.consultation
        self._material = self._bench.respond.material(consultation.id)
        self._whole = self._bench.respond.whole_size(consultation.id)
        options = _parts(consultation.questions, consultation.documents)
        kept = self._where[1] if self._where[0] == consultation.id else ""
        wanted = kept if kept in {k for _, k in options} else options[0][1]
        self._where = ("", "")  # so that the change of the list saves nothing
        if list(self.part.options) != options:
            self.part.options = options
        if self.part.value != wanted:
            self.part.value = wanted
        if self._where != (consultation.id, wanted):
            self._open(wanted)

    def _open(self, key: str) -> None:
        if key not in {k for _, k in self.part.options}:
            return
        self._keep()
        consultation = self.consultation
        self._where = (consultation.id, key)
        self._kept = self._bench.respond.answers(consultation.id).get(key, Answer(consultation.id, key))
        self.because.value = self._kept.not_answered
        look.hide(self.because, key.startswith("~"))
        q = self._question()
        if q is None:
            self.top.show(look.heading({k: n for n, k in self.part.options}[key]))
        else:
            shown = [look.heading(f"Question {q.number}"), look.text(q.text, "question")]
            if q.plain and q.plain != q.text:
                shown.append(look.details("What we asked people", q.plain))
            rules = [r.text for r in consultation.rules]
            self.top.show(*shown, *([look.details("Rules of this consultation", "\n".join(rules))] if rules else []))
        self.entries = [Entry(self, p) for p in self._kept.pieces] or [Entry(self, Piece(PieceKind.WORDS, ""))]
        self._arrange()
        self._show_reach()

    def _question(self) -> Question | None:
        return next((q for q in self.consultation.questions if q.number == self._where[1]), None)

    def insert(self, kind: PieceKind, value: str) -> None:
        """Put a piece at the end of the answer, in place of an empty box that stands there."""
        if self.entries and self.entries[-1].kind is PieceKind.WORDS and not self.entries[-1].piece.value.strip():
            self.entries.pop()
        self.entries.append(Entry(self, Piece(kind, value)))
        self._arrange()
        self.say("" if kind is PieceKind.WORDS else f"{NAMES[kind]} is put in at the end of the answer.")

    def move(self, entry: Entry, by: int) -> None:
        """Move a piece up (-1) or down (1)."""
        n = self.entries.index(entry)
        to = n + by
        if 0 <= to < len(self.entries):
            self.entries[n], self.entries[to] = self.entries[to], self.entries[n]
            self._arrange()

    def remove(self, entry: Entry) -> None:
        """Take a piece out of the answer."""
        self.entries.remove(entry)
        self._arrange()
        self.say(f"Taken out: {NAMES[entry.kind].lower()}.")

    def _arrange(self) -> None:
        self._draft.children = [e.ui for e in self.entries]
        self.recount()

    def recount(self) -> None:
        """Compose the answer again, and count it against its limit."""
        if self._material is None:
            return
        composer = Composer(self._material)
        blocks: list[Block] = []
        for e in self.entries:
            before = len(composer.problems)
            made = composer.pieces(f"q{self._where[1]}", [e.piece]) if e.piece.value.strip() else ()
            blocks += made
            e.tell(made, [b.sentence for b in composer.problems[before:]])
        self._tell_count(blocks)
        shown = [look.text(_as_text(b), "quote" if isinstance(b, Quote) else "p") for b in blocks]
        self.preview.show(look.heading("As it will stand", 3), *(shown or [look.text("Nothing yet.", "hint")]))

    def _tell_count(self, blocks: Sequence[Block]) -> None:
        q = self._question()
        limit = q.limit if q else None
        unit = limit.unit if limit else LimitUnit.WORDS
        size = answer_size(blocks, LimitUnit.WORDS if unit is LimitUnit.PAGES else unit) or 0
        whole = self._whole_said()
        if limit is None:
            self.count.show(look.text(f"{size:,} {plural(size, 'word')}. No limit is known.", "count"), *whole)
        elif unit is LimitUnit.PAGES:
            self.count.show(look.text(f"{size:,} {plural(size, 'word')}. The limit is {limit}.", "count"), *whole)
        else:
            over = size - limit.amount
            line = f"{size:,} of {limit}." + (f" {over:,} too many." if over > 0 else "")
            self.count.show(look.text(line, "over" if over > 0 else "count"), *whole)

    def _whole_said(self) -> list[Any]:
        """The whole submission against its limit, as it was when it was last saved."""
        if self._whole is None:
            return []
        size, limit = self._whole
        over = size - limit.amount
        line = f"The whole submission, as saved: {size:,} of {limit}." + (f" {over:,} too many." if over > 0 else "")
        return [look.text(line, "over" if over > 0 else "hint")]

    def _show_reach(self) -> None:
        m, q = self._material, self._question()
        if m is None:
            return
        mine = [e.theme for e in m.evidence if q is not None and e.question == q.number]
        rest = [t for t in m.themes if t not in mine]
        made: list[Any] = [look.view(look.heading("Evidence in reach"))]
        if not m.themes:
            todo = "No evidence yet. You can write, and come back when people’s words are read in 04_theme."
            made.append(look.view(look.text(todo, "note")))
        elif not mine and q is not None:
            made.append(
                look.view(look.text("No theme is linked to this question yet. Link some in 05_mapping.", "hint"))
            )
        made += [self._theme_card(m, t) for t in mine]
        if rest:
            other = look.pick("Another theme", [(f"{t.code.name} ({len(t.people)})", t.code.id) for t in rest])
            put = self.button("Put in how many said it", lambda: self.insert(PieceKind.COUNT, str(other.value)))
            quote = self.button("Put in a quote", lambda: self.insert(PieceKind.QUOTE, str(other.value)))
            made.append(look.card(other, look.row(put, quote)))
        if q is not None and m.tallied(q.number):
            said = look.view(*(look.text(tally_sentence(m, t)) for t in m.tallied(q.number)))
            put = self.button("Put in how many chose which answer", lambda: self.insert(PieceKind.TALLY, q.number))
            made.append(look.card(look.view(look.heading("Answers that people chose", 3)), said, put))
        if q is not None and q.options:
            box = look.pick("The answer we tick", q.options)
            tick = self.button("Put in our answer", lambda: self.insert(PieceKind.POSITION, str(box.value)))
            made.append(look.card(box, tick))
        own = [a for a in m.asks.values() if m.consultation.id in a.consultations]
        asks = [*own, *(a for a in m.asks.values() if a not in own)]
        if asks:
            ask = look.pick("What we ask for", [(look.short(a.short or a.text, 80), a.id) for a in asks])
            call = self.button("Put in this ask", lambda: self.insert(PieceKind.ASK, str(ask.value)))
            made.append(look.card(ask, call))
        if m.facts:
            fact = look.pick("Facts with their source", [(look.short(f.text, 80), f.id) for f in m.facts.values()])
            cite = self.button("Put in this fact", lambda: self.insert(PieceKind.FACT, str(fact.value)))
            made.append(look.card(fact, cite))
        self.reach.children = made

    def _theme_card(self, m: Material, t: Theme) -> Any:
        n, of = len(t.people), len(m.heard)
        positions = ", ".join(f"{k} {p.value}" for p, k in t.positions)
        stands = f" ({positions})" if positions else ""
        parts = [look.heading(f"{m.label(t.code.id)} {t.code.name}", 3)]
        parts.append(look.text(f"{n} of {of} {plural(of, 'person', 'people')} raised it{stands}.", "small"))
        count = self.button("Put in how many said it", lambda: self.insert(PieceKind.COUNT, t.code.id))
        quotable = list(m.quotable(t))
        made = [look.view(*parts), count]
        more = look.column(*(self._passage(m, k) for k in quotable[QUOTES_SHOWN:]))
        look.hide(more)
        made += [self._passage(m, k) for k in quotable[:QUOTES_SHOWN]]
        left = len(quotable) - QUOTES_SHOWN
        if left > 0:
            show = self.button(f"Show {left} more that may be quoted", lambda: look.hide(more, False), "plain")
            made += [show, more]
        if not quotable:
            made.append(look.view(look.text("None of its words may be quoted.", "hint")))
        return look.card(*made)

    def _passage(self, m: Material, k: Any) -> Any:
        said = look.view(look.text(f"“{k.snippet}”", "quote"))
        who = look.view(look.text(m.who(k), "small"))
        put = self.button("Put in this quote", lambda: self.insert(PieceKind.QUOTE, k.ref), "plain")
        return look.column(said, look.row(who, put, kind="cw-line"))

    def _keep(self) -> bool:
        """Save the part that is open, when anything changed in it."""
        if not self._where[0]:
            return False
        answer = Answer(*self._where, self.pieces, str(self.because.value).strip())
        if answer == self._kept:
            return False
        self._bench.respond.write_answers([answer])
        self._kept = answer
        return True

    def _save(self) -> None:
        saved = self._keep()
        size = self.count.plain
        self.say(f"Saved. {size}" if saved else f"Everything was saved already. {size}")

    def _next(self) -> None:
        keys = [k for _, k in self.part.options]
        at = keys.index(self._where[1])
        if at + 1 == len(keys):
            self._save()
            raise Refused(Kind.LAST_PART_IS_SAVED)
        self.part.value = keys[at + 1]
        self.top.to_front()
        self.say("Saved. This is the next part.")

    def _start(self) -> None:
        self._keep()
        n = self._bench.respond.first_draft(self.consultation.id)
        self.show()
        if n:
            self.say(f"{n} {plural(n, 'answer')} started from the evidence. What you had written is as it was.")
        else:
            self.say("Nothing to start: every answer with evidence has words already, or no evidence is linked yet.")

    def _make(self) -> None:
        self._keep()
        self.made.show(look.text("Making the documents …", "hint"))
        consultation, made, refused = self.consultation, [], []
        for kind in self._bench.respond.kinds(consultation):
            try:
                made.append(self._bench.respond.make(consultation.id, kind))
            except ConsultworkError as error:  # one that cannot be made does not keep the others back
                refused.append(error.sentence)
        rows = [(self._place(x.path), f"{x.words:,}", str(x.people), str(x.quotes), str(len(x.blockers))) for x in made]
        header = ("Document", "Words", "People heard", "Quotes", "Things in the way")
        found = list(dict.fromkeys(str(b) for x in made for b in x.blockers))
        parts = [look.table("The documents", header, rows)] if rows else []
        if refused:
            parts += [look.heading("What could not be made, and why", 3), look.bullets(refused)]
        notes = list(dict.fromkeys(n for x in made for n in x.notes))
        if notes:
            parts.append(look.bullets(notes))
        if found:
            parts += [look.heading("What stands in the way of sending them", 3), look.bullets(found)]
        self.made.show(*parts)
        n = len(made)
        if n:
            self.say(f"{n} {plural(n, 'document')} made. The table says where {plural(n, 'it stands', 'they stand')}.")
        else:
            self.warn("No document could be made. The reasons stand below.")

    def _place(self, path: Path) -> str:
        root = self._bench.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


class Entry:
    """One piece of an answer, as widgets: a box for own words, or the generated sentence."""

    def __init__(self, desk: DraftingDesk, piece: Piece) -> None:
        self._piece = piece
        self.kind = piece.kind
        self.words = look.box(NAMES[PieceKind.WORDS], piece.value if self._is_words else "", 5, live=True)
        self.generated = look.TextView()
        up = desk.button("Move up", lambda: desk.move(self, -1), "plain")
        down = desk.button("Move down", lambda: desk.move(self, 1), "plain")
        out = desk.button("Take out", lambda: desk.remove(self), "plain")
        self.up, self.down, self.out = up, down, out
        self.ui = look.card(self.words if self._is_words else self.generated, look.row(up, down, out, kind="cw-line"))
        if self._is_words:
            desk.on_change(self.words, lambda _: desk.recount())

    @property
    def _is_words(self) -> bool:
        return self.kind is PieceKind.WORDS

    @property
    def piece(self) -> Piece:
        """The piece as it stands now."""
        return Piece(self.kind, str(self.words.value)) if self._is_words else self._piece

    def tell(self, blocks: Sequence[Block], problems: Sequence[str]) -> None:
        """Show what the piece says at this moment, or why it says nothing."""
        if self._is_words:
            return
        head = look.text(NAMES[self.kind], "small")
        said = [look.text(_as_text(b), "made") for b in blocks]
        self.generated.show(head, *said, *(look.text(sentence_start(p), "note") for p in problems))


def _as_text(block: Block) -> str:
    if isinstance(block, Quote):
        return f"“{block.text}”\n{block.who}" + (f" {block.evidence}" if block.evidence else "")
    return block.text if isinstance(block, Paragraph) else block_words(block)


def _parts(questions: Iterable[Question], documents: Iterable[DocumentKind]) -> list[tuple[str, str]]:
    """Everything that can be written: questions first, then the parts of documents that answer none."""
    made = [(f"{q.number}: {look.short(q.plain or q.text, 70)}", q.number) for q in questions]
    kinds = set(documents)
    made += [(f"Key message {n}", section_key("key-messages", n)) for n in range(1, KEY_MESSAGES + 1)]
    made.append(("Who was not heard", section_key("not-heard")))
    if DocumentKind.LETTER in kinds:
        made.append(("Letter: the opening", section_key("letter-opening")))
        made += [(f"Letter: point {n}", section_key("letter-point", n)) for n in range(1, LETTER_POINTS + 1)]
        for name, what in (("thanks", "thanks"), ("closing", "the closing"), ("enclosures", "enclosures")):
            made.append((f"Letter: {what}", section_key(f"letter-{name}")))
    if DocumentKind.BRIEFING in kinds:
        for name, what in (("opening", "the opening"), ("occasion", "the occasion")):
            made.append((f"Briefing: {what}", section_key(f"briefing-{name}")))
        made += [(f"Briefing: to say {n}", section_key("briefing-say", n)) for n in range(1, THINGS_TO_SAY + 1)]
        for name, what in (("listen-for", "listen for"), ("do-not-say", "do not say")):
            made.append((f"Briefing: {what}", section_key(f"briefing-{name}")))
    return made
