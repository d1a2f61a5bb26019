"""From the pieces of an answer to blocks, one document at a time.

A composer remembers what the document has already used: which asks (they are numbered in the order
in which they appear), which passages (none is quoted twice), and which evidence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from consultwork.blocks import Block, Claim, Paragraph, Quote, Span, Tone, block_words, bold, plain, spans_of
from consultwork.journey.respond.material import Material, Stance
from consultwork.kinds import Waiting
from consultwork.model import (
    Answer,
    Ask,
    Blocker,
    Coding,
    Contributor,
    Limit,
    LimitUnit,
    Piece,
    PieceKind,
    Question,
    Speaker,
    Tally,
    Theme,
)
from consultwork.text import clean, count_words, listed, number_word, sentence_start
from consultwork.wording import ENGLISH, Wording

_SHARED = 3  # so many people with one role, and it points at nobody
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@dataclass
class Composer:
    """Writes the blocks of one document.

    Args:
        material: what it may draw on.
        inline_refs: whether evidence labels stand in the text; False for answers that are pasted
            into somebody else's form.
        footnotes: whether sources stand in footnotes; False where the text is pasted or read aloud.
    """

    material: Material
    inline_refs: bool = True
    footnotes: bool = False
    asks: dict[str, str] = field(default_factory=dict)  # ask id -> "R1"
    quoted: set[tuple[str, int, int]] = field(default_factory=set)
    quoted_people: set[str] = field(default_factory=set)
    used_codes: dict[str, None] = field(default_factory=dict)
    facts: dict[str, None] = field(default_factory=dict)
    tallied: dict[str, None] = field(default_factory=dict)  # numbers of questions
    problems: list[Blocker] = field(default_factory=list)  # their refs are places in the document

    def pieces(self, place: str, pieces: Iterable[Piece]) -> tuple[Block, ...]:
        """Blocks for the pieces of one answer or part, in order."""
        blocks: list[Block] = []
        for piece in pieces:
            match piece.kind:
                case PieceKind.WORDS:
                    blocks += self.own_words(place, piece.value)
                case PieceKind.POSITION:
                    text = self.material.say("claims/our-position", words=clean(piece.value).text)
                    blocks.append(Paragraph(plain(text), Tone.POSITION, anchor=f"{place}-position"))
                case PieceKind.COUNT:
                    blocks += self.count(place, piece.value)
                case PieceKind.QUOTE:
                    blocks += self.quote(place, piece.value)
                case PieceKind.TALLY:
                    blocks += self.tally(place, piece.value)
                case PieceKind.FACT:
                    blocks += self.fact(place, piece.value)
                case PieceKind.ASK:
                    blocks += self.ask(place, piece.value)
        return tuple(blocks)

    def own_words(self, place: str, words: str, tone: Tone = Tone.BODY) -> list[Block]:
        """The officer's own words: one paragraph for each that she typed."""
        blocks: list[Block] = []
        for part in _PARAGRAPH_BREAK.split(clean(words).text.strip()):
            text = " ".join(part.split())
            if text:
                name = hashlib.sha256(text.encode()).hexdigest()[:8]
                blocks.append(Paragraph(plain(text), tone, anchor=f"{place}-own-{name}", own_words=True))
        return blocks

    def _leave_out(self, place: str, kind: Waiting, **facts: object) -> None:
        self.problems.append(Blocker.of("respond", place, kind, **facts))

    def count(self, place: str, code: str) -> list[Block]:
        """How many people raised a theme, as a sentence with its evidence."""
        theme = self.material.theme(code)
        if theme is None or not (theme.people or theme.groups or theme.staff):
            self._leave_out(place, Waiting.NOBODY_RAISED_THEME, code=code)
            return []
        if not self.material.may_tell(theme):
            self._leave_out(place, Waiting.ONLY_ONE_RAISED_THEME, code=code)
            return []
        claims = [Claim("people", code, people_sentence(self.material, theme), self.material.consultation.id)]
        return [self._claim(place, f"count-{code}", claims, (code,))]

    def tally(self, place: str, number: str) -> list[Block]:
        """How many people chose which answer of a question: a sentence for each of its rows."""
        counted = self.material.tallied(number)
        if not counted:
            self._leave_out(place, Waiting.NOBODY_CHOSE_AN_ANSWER, question=number)
            return []
        self.tallied[number] = None
        blocks: list[Block] = []
        for n, t in enumerate(counted, start=1):
            spans = [*tally_spans(self.material, t)]
            text = "".join(s.text for s in spans)
            if self.inline_refs and n == len(counted):
                spans += [Span(" "), Span(tally_label(number), ref=True)]
            claim = Claim("number", f"tally:{number}:{n}", text, self.material.consultation.id)
            labels = (tally_label(number),)
            blocks.append(
                Paragraph(tuple(spans), anchor=f"{place}-tally-{number}-{n}", evidence=labels, claims=(claim,))
            )
        return blocks

    def quote(self, place: str, value: str) -> list[Block]:
        """A passage in quotation marks, if there is one that may be quoted and was not yet."""
        chosen = self._passage(value)
        if chosen is None:
            self._leave_out(place, Waiting.NO_PASSAGE_MAY_BE_QUOTED, value=value)
            return []
        self.quoted.add((chosen.contribution, chosen.start, chosen.end))
        self.used_codes[chosen.code] = None
        label = self.material.label(chosen.code)
        return [
            Quote(
                " ".join(chosen.snippet.split()), self._who(chosen), label if self.inline_refs else "",
                coding=chosen.ref, anchor=f"{place}-quote-{chosen.code}",
            )
        ]  # fmt: skip

    def _who(self, k: Coding) -> str:
        """How the person behind a quote is described: never so that two quotes of a document tell of one person.

        A role that few share would do so at the second quote: from then on it is left out.
        """
        m = self.material
        person, role = m.contributions[k.contribution].contributor, m.who(k)
        sharing = sum(m.people[r].role == m.people[person].role for r in m.heard)
        again = person in self.quoted_people
        self.quoted_people.add(person)
        return m.say("claims/anybody") if again and sharing < _SHARED else role

    def fact(self, place: str, fact_id: str) -> list[Block]:
        """A sourced figure, as it stands, with its source."""
        fact = self.material.facts.get(fact_id)
        if fact is None:
            self._leave_out(place, Waiting.NO_SUCH_FACT, fact=fact_id)
            return []
        self.facts[fact_id] = None
        claim = Claim("fact", fact_id, fact.text)
        source = fact.source.rstrip(".")
        said = (
            (Span(fact.text, note=self.material.say("claims/source-note", source=source)),)
            if self.footnotes
            else (Span(fact.text), Span(f" {self.material.say('claims/source', source=source)}"))
        )
        return [
            Paragraph(said, anchor=f"{place}-fact-{fact_id}", claims=(claim,)),
        ]

    def ask(self, place: str, ask_id: str) -> list[Block]:
        """One of our asks, with who should act and its number in this document."""
        ask = self.material.asks.get(ask_id)
        if ask is None:
            self._leave_out(place, Waiting.NO_SUCH_ASK, ask=ask_id)
            return []
        number = self.ask_number(ask_id)
        spans = (
            Span(self.material.say("claims/we-ask", actors=actors(ask), ask=ask.short)),
            Span(f" ({number})." if self.inline_refs else "."),
        )
        return [Paragraph(spans, anchor=f"{place}-ask-{ask_id}")]

    def ask_number(self, ask_id: str) -> str:
        """The number of an ask in this document: R1 for the first that appears."""
        return self.asks.setdefault(ask_id, f"R{len(self.asks) + 1}")

    def number(self, key: str, text: str) -> Claim:
        """A computed number as a claim, so that a check can compute it again."""
        return Claim("number", key, text, self.material.consultation.id)

    def _claim(self, place: str, name: str, claims: list[Claim], codes: tuple[str, ...]) -> Paragraph:
        labels = tuple(self.material.label(code) for code in codes)
        for code in codes:
            self.used_codes[code] = None
        spans = [Span(claims[0].text)]
        if self.inline_refs:
            for label in labels:
                spans += [Span(" "), Span(label, ref=True)]
        return Paragraph(tuple(spans), anchor=f"{place}-{name}", evidence=labels, claims=tuple(claims))

    def _passage(self, value: str) -> Coding | None:
        for theme in self.material.themes:
            if theme.code.id == value:
                for k in self.material.quotable(theme):
                    if (k.contribution, k.start, k.end) not in self.quoted:
                        return k
            for k in theme.codings:
                if k.ref == value and self.material.may_quote(k):
                    return k
        return None


def people_sentence(material: Material, theme: Theme) -> str:
    """ "Two of the seven people we heard from told us that ...", and who else did or did not.

    Only those who are for the theme's statement told us so. Who spoke of it without taking a side,
    and who saw it differently, is named as such. Groups and staff are counted apart, never added.
    """
    statement = theme.code.statement.rstrip(".") or material.say(
        "claims/theme-without-statement", theme=theme.code.name.lower()
    )
    agree, speak, differ = (len(material.people_who(theme, x)) for x in Stance)
    others = {x: _others(material, theme, x) for x in Stance}
    people, spoke = len(material.heard), others[Stance.SPEAKS]

    def said(entry: str, who: list[str], **facts: object) -> str:
        return sentence_start(material.say(entry, who=listed(who), **facts))

    parts = []
    if agree:
        parts.append(said("claims/told-us-that", [of_people(agree, people, material.wording)], statement=statement))
        if others[Stance.AGREES]:
            parts.append(said("claims/said-so-too", others[Stance.AGREES]))
    elif others[Stance.AGREES]:
        parts.append(said("claims/told-us-that", others[Stance.AGREES], statement=statement))
    if parts and (speak or spoke):
        more = [material.say("claims/more-people", count=speak, words=number_word(speak))] if speak else []
        parts.append(said("claims/spoke-of-it", [*more, *spoke]))
    elif speak or spoke:
        who = [of_people(speak, people, material.wording)] if speak else []
        parts.append(said("claims/spoke-about", [*who, *spoke], theme=theme.code.name))
    if parts:
        against = [*((people_words(differ, material.wording),) if differ else ()), *others[Stance.DIFFERS]]
        if against:
            parts.append(said("claims/saw-it-differently", against))
        return " ".join(parts)
    # Nobody said it: what we heard is that they see it otherwise.
    who = [of_people(differ, people, material.wording)] if differ else []
    alone = differ + len(theme.groups) + len(theme.staff) == 1
    return said("claims/do-not-agree", [*who, *others[Stance.DIFFERS]], alone=alone, statement=statement)


def tally_label(number: str) -> str:
    """The label under which a count of chosen answers stands in the annex: "Q12"."""
    return f"Q{number}"


def tally_sentence(material: Material, tally: Tally) -> str:
    """ "Of the eight people who answered, five chose Agree and two Not sure. One answered in words only."

    Every answer that somebody chose is named, the most chosen first. Groups, staff and partners are
    counted apart, never added.
    """
    return "".join(s.text for s in tally_spans(material, tally))


def tally_spans(material: Material, tally: Tally) -> tuple[Span, ...]:
    """The same sentence, the answers in bold: quotation marks are for what people said themselves."""
    say = material.say
    chosen = sorted((b for b in tally.boxes if b[1]), key=lambda b: -len(b[1]))
    count, in_words = len(tally.people) + len(tally.in_words), len(tally.in_words)
    said: list[str] = []
    if count == 1 and chosen:
        answers = bold(chosen[0][0])
        for box, _, _ in chosen[1:]:
            answers = say("claims/answer-and-answer", answer=answers, other=bold(box))
        said.append(say("claims/one-answered", answers=answers))
    elif chosen:
        counts = [
            say(
                "claims/next-count" if k else "claims/first-count",
                count=_so_many(material, len(people), count),
                answer=bold(box),
            )
            for k, (box, people, _) in enumerate(chosen)
        ]
        said.append(say("claims/of-those-who-answered", people=number_word(count), counts=listed(counts)))
        if sum(len(b[1]) for b in chosen) > len(tally.people):
            said.append(say("claims/chose-several"))
        if in_words:
            said.append(sentence_start(say("claims/in-own-words-only", count=number_word(in_words))))
    for box, _, others in tally.boxes:
        who = counted_apart([material.people[r] for r in others], material.wording)
        if who:
            said.append(sentence_start(say("claims/others-chose", who=listed(who), answer=bold(box))))
    row = (Span(f"{tally.row}: "),) if tally.row else ()
    return (*row, *spans_of(" ".join(said)))


def _so_many(material: Material, n: int, of: int) -> str:
    return material.say("claims/all-who-answered", of=of) if n == of else number_word(n)


def of_people(n: int, of: int, wording: Wording = ENGLISH) -> str:
    """ "two of the seven people we heard from"; "both" of two; "all seven people we heard from"."""
    if n == of:
        return wording.say("claims/all-of-people", of=of, of_words=number_word(of))
    if not n:
        return wording.say("claims/none-of-people", of=of, of_words=number_word(of))
    return wording.say("claims/some-of-people", words=number_word(n), of=of, of_words=number_word(of))


def people_words(n: int, wording: Wording = ENGLISH) -> str:
    """ "one person", "nine people"."""
    return wording.say("claims/people", count=n, words=number_word(n))


def _others(material: Material, theme: Theme, stance: Stance) -> list[str]:
    """Groups, staff and partners who stand so on a theme, counted apart."""
    known = [r for r in (*theme.groups, *theme.staff) if material.stance(theme, r) is stance]
    return counted_apart([material.people[r] for r in known], material.wording)


def counted_apart(others: Iterable[Contributor], wording: Wording = ENGLISH) -> list[str]:
    """Groups one by one, then how many staff and partners: "a group of eight", "one member of staff"."""
    others = list(others)
    parts = [
        wording.say("claims/group-of", words=number_word(p.present)) if p.present else wording.say("claims/group")
        for p in others
        if p.speaker is Speaker.GROUP
    ]
    staff = sum(p.speaker is Speaker.STAFF for p in others)
    partners = sum(p.speaker is Speaker.PARTNER for p in others)
    if staff:
        parts.append(wording.say("claims/staff", count=staff, words=number_word(staff)))
    if partners:
        parts.append(wording.say("claims/partners", count=partners, words=number_word(partners)))
    return parts


def actors(ask: Ask) -> str:
    """Who should act, in running text. Proper names keep their capitals, other words do not."""
    names = [n.strip() for n in ask.who.split(";") if n.strip()]
    return listed([_in_running_text(n) for n in names])


def limit_of(material: Material, question: Question) -> Limit | None:
    """The limit that holds for an answer: the question's own."""
    return question.limit


def answer_words(blocks: Iterable[Block]) -> int:
    """How many words of an answer count against its limit.

    Our own text counts: words, positions, claims, quotes with who said them. Evidence labels, the
    question itself and notes on the wording do not.
    """
    total = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.tone in (Tone.QUESTION, Tone.SOURCE, Tone.NOTE):
                continue
            total += count_words("".join(s.text for s in block.spans if not s.ref))
        elif isinstance(block, Quote):
            total += count_words(f"{block.text} {block.who}")
        else:
            total += count_words(block_words(block))
    return total


def answer_size(blocks: Iterable[Block], unit: LimitUnit) -> int | None:
    """The size of an answer in the unit of its limit; None for pages, which only a printer knows."""
    if unit is LimitUnit.PAGES:
        return None
    if unit is LimitUnit.WORDS:
        return answer_words(blocks)
    texts = [
        "".join(s.text for s in b.spans if not s.ref) if isinstance(b, Paragraph) else block_words(b)
        for b in blocks
        if not (isinstance(b, Paragraph) and b.tone in (Tone.QUESTION, Tone.SOURCE, Tone.NOTE))
    ]
    return len("\n".join(texts))


def has_answer(answer: Answer | None) -> bool:
    """Whether anything has been written for a question."""
    return bool(answer and answer.pieces and not answer.not_answered)


def _in_running_text(name: str) -> str:
    first, _, rest = name.partition(" ")
    if first.lower() == "the":
        return f"the {rest}"
    proper = any(w[:1].isupper() for w in rest.split()) or first.isupper() or not rest
    if not proper:
        return first.lower() + " " + rest
    return f"the {name}" if first in _WITH_ARTICLE or name.endswith(_ENDS_WITH_ARTICLE) else name


_WITH_ARTICLE = {"Department", "Ministry", "Secretary", "Government", "Home", "Care", "Minister", "Royal", "Office"}
_ENDS_WITH_ARTICLE = ("System", "Trust", "Commission", "Board", "Council", "Group")
