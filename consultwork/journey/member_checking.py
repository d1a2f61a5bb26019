"""Did we get it right? What people are shown of a draft, what came back, and what the draft says of it.

Known elsewhere as member checking. A quote goes to the person whose words it is and to nobody else;
what nobody answered counts as nothing; and a document that speaks in people's name does not go out
before it is recorded who was asked, and before each change they want has an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consultwork.blocks import Block, Bullets, Claim, Document, Heading, Paragraph, Quote, Table, Tone, plain
from consultwork.journey.respond.compose import counted_apart, people_words
from consultwork.journey.small_numbers import THRESHOLD
from consultwork.kinds import Waiting
from consultwork.model import (
    Blocker,
    CheckRound,
    Contributor,
    DocumentKind,
    Item,
    MemberCheck,
    ReadDocument,
    Reply,
    ShownItem,
    Speaker,
    Use,
    View,
    Voice,
    Way,
)
from consultwork.text import listed, number_word, sentence_start
from consultwork.wording import ENGLISH, Wording

# What speaks to the asking body in people's name. A briefing is our own preparation, a note on a
# specification is our reading of their paper, and a summary goes back to the people themselves.
NEEDED = (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.ANSWERS, DocumentKind.LETTER)
# Those of them that tell how views were gathered.
TELLS = (DocumentKind.RESPONSE, DocumentKind.SUBMISSION)
# Ways that need a phone number or an address: only for who allows to be contacted.
REACHING = (Way.PHONE, Way.POST)
WAYS = {
    Way.PAGE: "on the page of the form", Way.PHONE: "by phone", Way.POST: "by letter or message",
    Way.IN_PERSON: "in person", Way.WORKSHOP: "in a workshop",
}  # fmt: skip
PLACE = "asked-back"
OTHERS_WORDS = "[the words of somebody else]"
_QUOTED = re.compile(r"“([^”]*)”|\"([^\"\n]*)\"|‘((?:[^‘’\n]|(?<=\w)’(?=\w))+)’(?!\w)")
_ASK_PLACE = re.compile(r"-ask-([\w-]+)$")
_FEW_WORDS = 3  # so many and fewer words between quotation marks are the name of a thing


@dataclass(frozen=True)
class CheckAccount:
    """What a document says of asking back. ``small`` are its counts of fewer than five people."""

    blocks: tuple[Block, ...] = ()
    small: int = 0


# --- what is shown ---------------------------------------------------------------------------------


def shown(
    document: Document, asks: Mapping[str, str], speakers: Mapping[str, tuple[str, str]], said: Iterable[str] = ()
) -> tuple[ShownItem, ...]:
    """What people are shown of a document: its key messages, its asks, and each quote in its place.

    Args:
        document: as blocks, as it stands now.
        asks: ask id -> the line under which it stands in the table of asks.
        speakers: coding ref -> (person, answer) of each quote.
        said: everything that people said. Words of theirs between quotation marks inside our own
            text are left out of what is shown: only who said them is ever shown them.

    Returns:
        Numbered from 1. A document without key messages gives what its officer wrote, part by part.
    """
    theirs = [" ".join(text.split()) for text in said]
    found = [*_messages(document), *_asks(document, asks), *_quotes(document, speakers)]
    return tuple(
        replace(s, number=n, before=_ours_alone(s.before, theirs))
        if s.item is Item.QUOTE
        else replace(s, number=n, words=_ours_alone(s.words, theirs))
        for n, s in enumerate(found, start=1)
    )


def _messages(document: Document) -> list[ShownItem]:
    sections = list(_sections(document))
    keys = [
        ShownItem(0, Item.MESSAGE, b.anchor, _ours(b), heading)
        for heading, blocks in sections
        for b in blocks
        if isinstance(b, Paragraph) and b.tone is Tone.KEY
    ]
    if keys:
        return keys
    items = []
    for heading, blocks in sections:
        own = [
            b
            for b in blocks
            if isinstance(b, Paragraph) and not _ASK_PLACE.search(b.anchor) and (b.own_words or b.tone is Tone.POSITION)
        ]
        if own and heading:  # what stands under no heading greets and takes leave
            items.append(ShownItem(0, Item.MESSAGE, own[0].anchor, "\n".join(map(_ours, own)), heading))
    return items


def _asks(document: Document, asks: Mapping[str, str]) -> list[ShownItem]:
    by_line = {line: ask for ask, line in asks.items()}
    table = next((b for b in document.blocks() if isinstance(b, Table) and b.anchor == "asks-table"), None)
    if table is not None:
        return [
            ShownItem(
                0, Item.ASK, by_line.get(r[1], r[0]), f"{r[1].rstrip('.')} (for {r[2]}).", f"What we ask for, {r[0]}"
            )
            for r in table.rows
        ]
    found: dict[str, ShownItem] = {}
    for heading, blocks in _sections(document):
        for b in blocks:
            if isinstance(b, Paragraph) and (ask := _ASK_PLACE.search(b.anchor)):
                found.setdefault(ask[1], ShownItem(0, Item.ASK, ask[1], _ours(b), heading))
    return list(found.values())


def _quotes(document: Document, speakers: Mapping[str, tuple[str, str]]) -> list[ShownItem]:
    items = []
    for heading, blocks in _sections(document):
        before = ""
        for b in blocks:
            if isinstance(b, Quote):
                person, answer = speakers.get(b.coding, ("", ""))
                if person:
                    items.append(ShownItem(0, Item.QUOTE, b.coding, b.text, heading, before, b.who, person, answer))
                before = ""  # the next quote stands after this one: the words between are nobody's
            elif isinstance(b, Paragraph) and b.tone is not Tone.SOURCE:
                before = _ours(b)
    return items


def _sections(document: Document) -> Iterable[tuple[str, list[Block]]]:
    """The blocks under each heading; a question's own words stand beside its number."""
    heading, blocks = "", list[Block]()
    for b in document.blocks():
        if isinstance(b, Heading):
            if blocks:
                yield heading, blocks
            heading, blocks = b.text, []
        elif isinstance(b, Paragraph) and b.tone is Tone.QUESTION and not blocks:
            heading = f"{heading}: {b.text}"
        else:
            blocks.append(b)
    if blocks:
        yield heading, blocks


def _ours(b: Paragraph) -> str:
    return " ".join("".join(s.text for s in b.spans if not s.ref).split())


def _ours_alone(text: str, theirs: Sequence[str]) -> str:
    """Our own text without words of people in it. Names of things keep their quotation marks."""

    def one(found: re.Match[str]) -> str:
        words = " ".join(next(x for x in found.groups() if x is not None).split()).strip(".,;:!? ")
        somebodys = len(words.split()) > _FEW_WORDS and any(words in t for t in theirs)
        return OTHERS_WORDS if somebodys else found.group()

    return _QUOTED.sub(one, text)


def may_be_shown(person: Contributor, answers: Iterable[str]) -> bool:
    """Whether somebody may be shown a draft: something of theirs may stand behind it.

    Args:
        answers: the refs of what they said on this consultation.
    """
    uses = (Use.COUNT, Use.PARAPHRASE, Use.QUOTE)
    return any(person.allows(use, answer) for answer in answers for use in uses)


def shown_to(asking: CheckRound, person: Contributor, replies: Iterable[Reply]) -> tuple[ShownItem, ...]:
    """What one person is shown of a round: what is for everybody, and their own quotes alone.

    Their own words come first: if they stop early, they have seen those. A quote is shown as long as
    they allow it. One that they left out here stays, so that they can change their mind.
    """
    out = {r.number for r in replies if r.view is View.OUT}
    own = [
        s for s in asking.shown if s.person == person.ref and (person.allows(Use.QUOTE, s.answer) or s.number in out)
    ]
    return (*own, *(s for s in asking.shown if s.item is not Item.QUOTE))


# --- what came back --------------------------------------------------------------------------------


def current(askings: Iterable[CheckRound], sent: Iterable[int]) -> tuple[CheckRound, ...]:
    """The rounds that are about the document which goes out next.

    Args:
        sent: the versions of it that were sent. What was asked about those is over.
    """
    last = max(sent, default=0)
    return tuple(a for a in askings if a.version > last)


@dataclass(frozen=True)
class CheckCounts:
    """Who was asked and who answered: people, and apart from them groups, staff and partners."""

    asked: int
    answered: int
    others: tuple[Contributor, ...]
    others_answered: tuple[Contributor, ...]
    ways: tuple[tuple[Way, int, tuple[Contributor, ...]], ...]

    @property
    def silent(self) -> int:
        """People who did not answer. They are never counted as agreeing."""
        return self.asked - self.answered

    @property
    def others_silent(self) -> tuple[Contributor, ...]:
        """Groups, staff and partners who did not answer."""
        left = list(self.others)
        for p in self.others_answered:
            left.remove(p)
        return tuple(left)


def counted(back: MemberCheck, people: Mapping[str, Contributor]) -> CheckCounts:
    """Who was asked and who answered, each person once over all rounds."""
    said = {r.voice for r in back.replies if r.says}
    by_person: dict[str, list[Voice]] = {}
    for v in back.voices:
        if v.person in people:
            by_person.setdefault(v.person, []).append(v)
    n: Counter[Way] = Counter()
    others: dict[Way, list[Contributor]] = {}
    answered, others_answered = 0, []
    for ref, voices in by_person.items():
        person, spoke = people[ref], any(v.ref in said for v in voices)
        if person.speaker is Speaker.CONTRIBUTOR:
            n[voices[0].way] += 1
            answered += spoke
        else:
            others.setdefault(voices[0].way, []).append(person)
            others_answered += [person] if spoke else []
    for v in (v for v in back.voices if not v.person):
        if v.way is Way.WORKSHOP:
            group = Contributor(v.ref, Speaker.GROUP, present=v.present)
            others.setdefault(v.way, []).append(group)
            others_answered += [group] if v.answered or v.ref in said else []
        else:
            n[v.way] += v.present
            answered += min(v.present, max(v.answered, v.ref in said))
    ways = tuple((w, n[w], tuple(others.get(w, ()))) for w in Way if n[w] or w in others)
    every = tuple(p for _, _, some in ways for p in some)
    return CheckCounts(n.total(), answered, every, tuple(others_answered), ways)


def account(c: CheckCounts) -> str:
    """ "9 were asked, 6 answered, 3 did not answer." for the officer's screen; groups apart."""
    if not (c.asked or c.others):
        return "Nobody is noted as asked yet."
    said = []
    if c.asked:
        said.append(f"People: {c.asked} {_were(c.asked)} asked, {c.answered} answered, {c.silent} did not answer.")
    if c.others:
        count, did = len(c.others), len(c.others_answered)
        said.append(
            f"Groups, staff and partners: {count} {_were(count)} asked, {did} answered, {count - did} did not answer."
        )
    return " ".join(said)


def _were(n: int) -> str:
    return "was" if n == 1 else "were"


def places(back: MemberCheck, voice: str) -> dict[int, int]:
    """Number of an ask -> the place that a group gave it."""
    return {r.number: r.place for r in back.of(voice) if r.place is not None}


# --- what the draft says of it ---------------------------------------------------------------------


def told(back: MemberCheck, people: Mapping[str, Contributor], wording: Wording = ENGLISH) -> CheckAccount:
    """What the method of a document says: who was asked, who answered, what changed, what did not and why.

    Nothing, as long as it is not recorded who was asked.
    """
    if not back.recorded:
        return CheckAccount()
    c = counted(back, people)
    say, lines = wording.say, _lines(back, wording)
    if not (c.asked or c.others):
        why = next((a.nobody for a in reversed(back.askings) if a.nobody), "").strip().rstrip(".")
        text = say("documents/checked-nobody", reason=sentence_start(why))
        return CheckAccount((_claimed(text),))
    blocks: list[Block] = [_claimed(_account(back, c, lines, wording))]
    if lines:
        blocks.append(Heading(say("documents/checked-changes"), 2, f"{PLACE}-changes"))
        blocks.append(Bullets(tuple(plain(line) for _, line in lines), anchor=f"{PLACE}-list"))
    blocks += _ranked(back, people, wording)
    return CheckAccount(tuple(blocks), sum(0 < n < THRESHOLD for n in (c.asked, c.answered, c.silent)))


def _claimed(text: str) -> Paragraph:
    return Paragraph(plain(text), anchor=PLACE, claims=(Claim("number", PLACE, text),))


def _account(back: MemberCheck, c: CheckCounts, lines: Sequence[tuple[bool, str]], wording: Wording) -> str:
    return " ".join((_asked(c, wording), _answered(c, wording), _changed(back, lines, wording))).strip()


def _who(n: int, others: Iterable[Contributor], wording: Wording) -> str:
    people = [people_words(n, wording)] if n else []
    return listed([*people, *counted_apart(others, wording)])


def _asked(c: CheckCounts, wording: Wording) -> str:
    ways = [
        wording.say("documents/checked-way", who=_who(n, others, wording), way=wording.say(_WAYS[way]))
        for way, n, others in c.ways
    ]
    return wording.say("documents/checked-shown", ways=listed(ways))


def _answered(c: CheckCounts, wording: Wording) -> str:
    silent = _who(c.silent, c.others_silent, wording)
    if not (c.answered or c.others_answered):
        return wording.say("documents/checked-no-answer")
    if not silent:
        return wording.say("documents/checked-all-answered")
    did = _who(c.answered, c.others_answered, wording)
    return sentence_start(wording.say("documents/checked-some-answered", who=did, silent=silent))


def _changed(back: MemberCheck, lines: Sequence[tuple[bool, str]], wording: Wording) -> str:
    if not lines:
        return wording.say("documents/checked-nothing-asked") if any(r.says for r in back.replies) else ""
    done = sum(changed for changed, _ in lines)
    left = len(lines) - done
    said = [wording.say("documents/checked-changed", count=done, words=number_word(done))] if done else []
    if left:
        said.append(sentence_start(wording.say("documents/checked-left", count=left, words=number_word(left))))
    return " ".join(said)


_WAYS = {
    Way.PAGE: "documents/way-page",
    Way.PHONE: "documents/way-phone",
    Way.POST: "documents/way-post",
    Way.IN_PERSON: "documents/way-in-person",
    Way.WORKSHOP: "documents/way-workshop",
}
_WHERE = {
    Item.MESSAGE: "documents/where-message",
    Item.ASK: "documents/where-ask",
    Item.QUOTE: "documents/where-quote",
}


def _lines(back: MemberCheck, wording: Wording) -> list[tuple[bool, str]]:
    """What was changed (True), and what was not and why: once each, in the officer's words.

    People's own stay with us.
    """
    lines: dict[bool, list[tuple[bool, str]]] = {True: [], False: []}
    for r in back.replies:
        thing = back.shown(r)
        if r.changed is not None and thing is not None and r.because.strip():
            entry = "documents/checked-line-changed" if r.changed else "documents/checked-line-left"
            because = r.because.strip().rstrip(".")
            line = wording.say(entry, where=wording.say(_WHERE[thing.item]), because=because)
            lines[r.changed].append((r.changed, line))
    return list(dict.fromkeys((*lines[True], *lines[False])))


def _ranked(back: MemberCheck, people: Mapping[str, Contributor], wording: Wording) -> list[Block]:
    """How groups ranked the asks: a column for each group."""
    given = [(v, by) for v in back.voices if (by := places(back, v.ref)) and _is_group(v, people)]
    if not given:
        return []
    asks: dict[str, str] = {}  # key -> words, over all rounds
    ranks: list[dict[str, int]] = []
    for v, by in given:
        items = {s.number: s for a in back.askings if a.ref == v.asking for s in a.shown if s.item is Item.ASK}
        asks |= {items[n].key: items[n].words for n in by if n in items}
        ranks.append({items[n].key: place for n, place in by.items() if n in items})
    names = [sentence_start(listed(counted_apart([_group(v, people)], wording))) for v, _ in given]
    order = sorted(asks, key=lambda k: (min(r.get(k, 99) for r in ranks), list(asks).index(k)))
    rows = tuple((asks[k], *(str(r[k]) if k in r else "–" for r in ranks)) for k in order)
    wide = 0.2 if len(ranks) < 4 else 0.8 / (len(ranks) + 1)
    return [
        Table(
            (wording.say("documents/ranks-ask"), *names), rows, caption=wording.say("documents/ranks-caption"),
            numeric=tuple(range(1, len(ranks) + 1)),
            widths=(1 - wide * len(ranks), *(wide for _ in ranks)),
            source=wording.say("documents/ranks-source"), description=wording.say("documents/ranks-description"),
            anchor=f"{PLACE}-ranks",
        )
    ]  # fmt: skip


def _group(v: Voice, people: Mapping[str, Contributor]) -> Contributor:
    return people[v.person] if v.person else Contributor(v.ref, Speaker.GROUP, present=v.present)


def _is_group(v: Voice, people: Mapping[str, Contributor]) -> bool:
    if v.person:
        return v.person in people and people[v.person].speaker is Speaker.GROUP
    return v.way is Way.WORKSHOP


# --- why a document may not go out -----------------------------------------------------------------


def blockers(back: MemberCheck, kind: DocumentKind) -> tuple[Blocker, ...]:
    """Why a document may not be signed off: nobody recorded who was asked, or somebody waits for our answer."""
    if kind not in NEEDED:
        return ()
    if not back.recorded:
        return (Blocker.of("review", "", Waiting.MEMBER_CHECK_IS_NOT_RECORDED),)
    if back.waiting:
        return (Blocker.of("review", "", Waiting.REPLIES_WAIT, count=len(back.waiting)),)
    return ()


def not_told(read: ReadDocument, said: CheckAccount) -> tuple[Blocker, ...]:
    """Whether a file lacks what asking back came to: it was made before, or somebody took it out."""
    texts = {" ".join(p.text.split()) for p in read.paragraphs}
    missing = [b for b in said.blocks if isinstance(b, Paragraph) and " ".join(b.text.split()) not in texts]
    if not missing:
        return ()
    return (Blocker.of("review", "", Waiting.FILE_TELLS_NO_MEMBER_CHECK),)
