"""The parts that several kinds of document share."""

from __future__ import annotations

from collections import Counter

from consultwork.blocks import (
    Block,
    Bullets,
    Chart,
    Claim,
    Heading,
    Paragraph,
    Span,
    Table,
    Tone,
    plain,
)
from consultwork.journey.respond.compose import (
    Composer,
    actors,
    answer_size,
    has_answer,
    limit_of,
    people_sentence,
    tally_label,
)
from consultwork.journey.respond.material import Material, Stance
from consultwork.model import (
    Answer,
    Limit,
    LimitUnit,
    PieceKind,
    Position,
    Question,
    QuestionKind,
    Speaker,
    Use,
    Wording,
)
from consultwork.text import as_date, listed, number_word, plural, sentence_start
from consultwork.word_lists import word_set

UNSURE = {
    Wording.UNVERIFIED: "The wording of this question is from memory: check against the official form.",
    Wording.EXAMPLE: "This question is our example. No official wording is known.",
}


def facts_table(m: Material, kind: str) -> tuple[Block, ...]:
    """The cover's table: which consultation, who responds, until when, on what it rests."""
    c = m.consultation
    rows = [
        ("Consultation", f"{c.title}{f' ({c.reference})' if c.reference else ''}"),
        ("Asked by", c.who_asks),
    ]
    if c.closings:
        last = c.closings[-1]
        time = f"{last.time} on " if last.time else ""
        rows.append(("Closing date", f"{time}{as_date(last.closes)}"))
    rows.append(("Responding", m.sender.name))
    if m.sender.signatory:
        rows.append(("Contact", ", ".join(x for x in (m.sender.signatory, m.sender.email) if x)))
    elif m.sender.email:
        rows.append(("Contact", m.sender.email))
    rows.append(("Based on", heard_phrase(m)))
    about = f"Key facts of this {kind}."
    return (Table(("Item", "Detail"), tuple(rows), widths=(0.27, 0.73), description=about, anchor="facts"),)


def heard_phrase(m: Material) -> str:
    """ "what nine people, one group of eight and two members of staff told us"."""
    return f"what {who_spoke(m)} told us"


def who_spoke(m: Material) -> str:
    """People, groups and staff, counted apart: "nine people, a group of eight and one member of staff"."""
    n = len(m.heard)
    parts = [f"{number_word(n)} {plural(n, 'person', 'people')}"] if n else []
    spoke = {c.contributor for c in m.contributions.values() if m.people[c.contributor].allows(Use.COUNT, c.answer)}
    others = [p for p in m.people.values() if p.ref in spoke]
    for p in others:
        if p.speaker is Speaker.GROUP:
            parts.append(f"a group of {number_word(p.present)}" if p.present else "one group")
    staff = sum(p.speaker is Speaker.STAFF for p in others)
    partners = sum(p.speaker is Speaker.PARTNER for p in others)
    if staff:
        parts.append(f"{number_word(staff)} {plural(staff, 'member')} of staff")
    if partners:
        parts.append(f"{number_word(partners)} partner {plural(partners, 'organisation')}")
    return listed(parts)


def who_we_are(m: Material) -> tuple[Block, ...]:
    """A short account of who responds."""
    about = m.sender.about or f"{m.sender.name} responds to this consultation together with people who use services."
    return (Heading("Who we are", 1, "who-we-are"), Paragraph(plain(about), anchor="about"))


def key_messages(m: Material, composer: Composer) -> tuple[Block, ...]:
    """Three to seven messages, each with its evidence and with who should act."""
    return messages(m, composer, "key-messages", "Key messages")


def messages(m: Material, composer: Composer, name: str, heading: str) -> tuple[Block, ...]:
    """Messages of one kind under a heading; nothing when there are none."""
    made: list[Block] = []
    for key, answer in parts_named(m, name):
        words = " ".join(p.value for p in answer.pieces if p.kind is PieceKind.WORDS)
        codes = [p.value for p in answer.pieces if p.kind is PieceKind.COUNT and m.theme(p.value)]
        asks = [p.value for p in answer.pieces if p.kind is PieceKind.ASK and p.value in m.asks]
        spans = [Span(words, bold=True)]
        for ask in asks:
            number = composer.ask_number(ask)
            spans.append(Span(f" For {actors(m.asks[ask])}: see {number}."))
        for code in codes:
            composer.used_codes[code] = None
            spans += [Span(" "), Span(m.label(code), ref=True)]
        made.append(Paragraph(tuple(spans), Tone.KEY, key.strip("~"), tuple(m.label(c) for c in codes), own_words=True))
    return (Heading(heading, 1, name), *made) if made else ()


def parts_named(m: Material, name: str) -> list[tuple[str, Answer]]:
    """The parts ``~name`` and ``~name/1``, ``~name/2`` ... in order."""
    found = [(k, a) for k, a in m.answers.items() if k == f"~{name}" or k.startswith(f"~{name}/")]
    return sorted(found, key=lambda ka: (len(ka[0]), ka[0]))


def method(m: Material, composer: Composer) -> tuple[Block, ...]:
    """How we gathered views: who was heard and who was not, when, how, and what that cannot show."""
    n = len(m.heard)
    spoken = [c for c in m.contributions.values() if m.people[c.contributor].allows(Use.COUNT, c.answer)]
    dates = sorted(c.said_on for c in spoken if c.said_on)
    when = f" between {as_date(dates[0])} and {as_date(dates[-1])}" if dates else ""
    first = f"We heard from {who_spoke(m)}{when}."
    ways = Counter(c.channel.value for c in spoken)
    way_list = listed(
        [f"{w} ({k} {plural(k, 'answer')})" for w, k in sorted(ways.items(), key=lambda x: (-x[1], x[0]))]
    )
    made: list[Block] = [
        Heading("How we gathered views", 1, "method"),
        Paragraph(plain(first), anchor="method-heard", claims=(composer.number("heard", who_spoke(m)),)),
    ]
    if way_list:
        made.append(Paragraph(plain(f"Their answers came by {way_list}."), anchor="method-ways"))
    made.append(
        Paragraph(
            plain(
                "Each person said for which uses their words may be taken: to be counted, put in our words, or "
                "quoted. People are counted once, however often they said something. Groups, staff and partners "
                "are counted apart. A person read every answer and decided on every theme."
            ),
            anchor="method-how",
        )
    )
    gaps = [p.value for _, a in parts_named(m, "not-heard") for p in a.pieces if p.kind is PieceKind.WORDS]
    if gaps:
        made.append(Heading("Who we did not hear", 2, "not-heard"))
        made.append(Bullets(tuple(plain(g) for g in gaps), anchor="not-heard-list"))
    few = f"The answers of {number_word(n)} {plural(n, 'person', 'people')} cannot speak for everyone. "
    limits = few + "They show what happens and why it matters, not how often it happens."
    made.append(Paragraph(plain(limits), anchor="method-limits"))
    return (*made, *m.asked_back)


def question_blocks(m: Material, q: Question, composer: Composer, *, level: int = 2) -> tuple[Block, ...]:
    """One question in full, our answer, and its count against its limit."""
    place = f"q{q.number}"
    answer = m.answers.get(q.number)
    name = q.text if q.kind is QuestionKind.HEADING else f"Question {q.number}"
    made: list[Block] = [Heading(name, level, place)]
    if q.kind is not QuestionKind.HEADING:
        made.append(Paragraph(plain(q.text), Tone.QUESTION, anchor=f"{place}-text"))
        if q.parts:
            made.append(Bullets(tuple(plain(f"({p.letter}) {p.text}") for p in q.parts), anchor=f"{place}-parts"))
    if q.wording in UNSURE:
        made.append(Paragraph(plain(UNSURE[q.wording]), Tone.SOURCE, anchor=f"{place}-wording"))
    if answer is None or not has_answer(answer):
        because = answer.not_answered if answer and answer.not_answered else "we have not written an answer yet."
        made.append(Paragraph(plain(not_answered(because)), anchor=f"{place}-not-answered"))
        return tuple(made)
    blocks = composer.pieces(place, answer.pieces)
    made += blocks
    limit = limit_of(m, q)
    size = answer_size(blocks, limit.unit if limit else LimitUnit.WORDS)
    if size is not None:
        text = size_line(size, limit)
        claim = composer.number(f"size:{q.number}", text)
        made.append(Paragraph(plain(text), Tone.SOURCE, anchor=f"{place}-size", claims=(claim,)))
    return tuple(made)


def size_line(size: int, limit: Limit | None) -> str:
    """ "Our answer: 120 of 250 words." """
    return f"Our answer: {size:,} of {limit}." if limit else f"Our answer: {size:,} words."


# Words that have a capital only because a sentence begins with them.
_STARTERS = word_set("journey/starters")


def not_answered(because: str) -> str:
    """ "We do not answer this question, because ..."."""
    reason = because.strip().rstrip(".").removeprefix("because ").removeprefix("Because ")
    first, space, rest = reason.partition(" ")
    if first in _STARTERS:
        reason = first.lower() + space + rest
    return f"We do not answer this question, because {reason}."


def unasked(m: Material, composer: Composer) -> tuple[Block, ...]:
    """What people said that no question asks for. It is not dropped."""
    asked = {e.theme.code.id for e in m.evidence}
    rest = [t for t in m.themes if t.code.id not in asked and (t.people or t.groups)]
    if not rest:
        return ()
    lead = "People also told us the following. We pass it on, since it matters to them."
    made: list[Block] = [
        Heading("Points that no question asks for", 1, "unasked"),
        Paragraph(plain(lead), anchor="unasked-lead"),
    ]
    for theme in rest:
        made += composer.count("unasked", theme.code.id)
    return tuple(made) if len(made) > 2 else ()


def asks_table(
    m: Material, composer: Composer, *, heading: str = "What we ask for", level: int = 1
) -> tuple[Block, ...]:
    """Every ask of this document: number, text, who should act, and how many people stand behind it."""
    if not composer.asks:
        return ()
    rows = []
    for ask_id, number in composer.asks.items():
        ask = m.asks[ask_id]
        themes = [t for t in m.themes if t.code.id in ask.codes]
        people = {p for t in themes for p in m.raising(t)}
        labels = ", ".join(m.label(t.code.id) for t in themes) or "none here"
        for t in themes:
            composer.used_codes[t.code.id] = None
        rows.append((number, sentence_start(ask.short) + ".", listed(_names(ask.who)), str(len(people)), labels))
    return (
        Heading(heading, level, "asks"),
        Table(
            ("No.", "We ask", "Who should act", "People", "Evidence"), tuple(rows), caption="Our asks",
            numeric=(3,), widths=(0.08, 0.40, 0.24, 0.12, 0.16),
            source="People: how many of those we heard from raised a theme behind the ask.",
            description="Each ask with its number, who should act, and the evidence behind it.", anchor="asks-table",
        ),
    )  # fmt: skip


def evidence_annex(m: Material, title: str = "Annex A: Evidence", *, sentences: bool = True) -> tuple[Block, ...]:
    """Every theme of this consultation: how many people, how they stand, and which questions."""
    if not m.themes:
        return (Heading(title, 1, "evidence"), *tally_lines(m)) if m.tallies else ()
    asked: dict[str, list[str]] = {}
    for e in m.evidence:
        asked.setdefault(e.theme.code.id, []).append(e.question)
    ordered = sorted(m.themes, key=lambda t: m.label(t.code.id))
    rows = []
    for t in ordered:
        questions = ", ".join(asked.get(t.code.id, [])) or "none"
        rows.append(
            (
                m.label(t.code.id), t.code.name, *(str(len(m.people_who(t, x))) for x in Stance),
                str(len(t.groups)), str(len(t.staff)), questions,
            )
        )  # fmt: skip
    n = len(m.heard)
    made: list[Block] = [
        Heading(title, 1, "evidence"),
        Table(
            ("Ref", "Theme", "Said so", "Spoke of it", "Differ", "Groups", "Staff", "Questions"), tuple(rows),
            caption=f"Themes, by how many of {number_word(n)} people raised them", numeric=(2, 3, 4, 5, 6),
            widths=(0.08, 0.27, 0.08, 0.1, 0.1, 0.12, 0.08, 0.17),
            source="Said so, spoke of it, and differ: people. Groups, and staff with partners, are counted apart.",
            description="Each theme with the number of people, groups and staff who raised it.",
            anchor="evidence-table",
        ),
    ]  # fmt: skip
    if sentences:
        made += [anchor_line(m, t.code.id) for t in ordered]
    return (*made, *tally_lines(m))


def tally_lines(m: Material) -> tuple[Block, ...]:
    """How many chose which answer, question by question: a table that a reference such as Q12 leads to."""
    rows: list[tuple[str, ...]] = []
    for t in m.tallies:
        people = "; ".join(f"{box}: {len(who)}" for box, who, _ in t.boxes if who) or "none"
        others = "; ".join(f"{box}: {len(who)}" for box, _, who in t.boxes if who) or "none"
        first = not rows or t.question != m.tallies[len(rows) - 1].question
        label = tally_label(t.question) if first else ""
        rows.append((label, *([t.row] if any(x.row for x in m.tallies) else []), people, str(len(t.in_words)), others))
    if not rows:
        return ()
    parts = len(rows[0]) == 5
    return (
        Heading("Answers that people chose", 2, "tallies"),
        Table(
            ("Ref", *(["Part"] if parts else []), "Chosen, by people", "In words only", "Groups and staff"),
            tuple(rows), caption="How people answered the questions that offer answers",
            numeric=(3 if parts else 2,),
            widths=(0.1, 0.26, 0.32, 0.12, 0.2) if parts else (0.1, 0.5, 0.15, 0.25),
            source="Each person is counted once a question. Groups, staff and partners are counted apart.",
            description="Each question that offers answers, with how many people and groups chose each.",
            anchor="evidence-chosen",
        ),
    )  # fmt: skip


def anchor_line(m: Material, code: str) -> Paragraph:
    """One line of the annex that a reference such as E01 leads to."""
    theme = m.theme(code)
    assert theme is not None
    label = m.label(code)
    start = (Span(f"{label}  ", bold=True), Span(f"{theme.code.name}. ", bold=True))
    if not m.may_tell(theme):
        told = Span("Counted only: nobody who raised it allows us to put it in our words.")
        return Paragraph((*start, told), anchor=f"evidence-{label}", evidence=(label,))
    sentence = people_sentence(m, theme)
    claim = Claim("people", code, sentence, m.consultation.id)
    return Paragraph((*start, Span(sentence)), anchor=f"evidence-{label}", evidence=(label,), claims=(claim,))


def theme_chart(m: Material, *, most: int = 8) -> tuple[Block, ...]:
    """The themes that most people raised, as bars. The same numbers stand in the evidence table."""
    top = [t for t in m.themes if m.agreeing(t)][:most]
    if len(top) < 3:
        return ()
    agree = tuple(len(m.agreeing(t)) for t in top)
    differ = tuple(len(m.people_who(t, Stance.DIFFERS)) for t in top)
    series = [("Said so", agree)] + ([("Saw it differently", differ)] if any(differ) else [])
    most_said = f"{number_word(agree[0])} of {number_word(len(m.heard))} people"
    finding = f"{sentence_start(top[0].code.name)} was raised by {most_said}"
    second = f"; {top[1].code.name.lower()} by {number_word(agree[1])}"
    return (
        Chart(
            tuple(t.code.name for t in top), tuple(series), "How many people raised each theme",
            f"Bar chart. {finding}{second}. The numbers stand in the table of annex A.",
            source=f"Our own evidence: {number_word(len(m.heard))} people. The same numbers are in annex A.",
            anchor="theme-chart",
        ),
    )  # fmt: skip


def coverage_annex(m: Material, title: str = "Annex B: Questions answered and not answered") -> tuple[Block, ...]:
    """Question by question: answered, or not and why."""
    rows = []
    # Where all stand in one chapter, its name tells nothing apart: then the question's own words do.
    several = len({q.chapter for q in m.consultation.questions}) > 1
    for q in m.consultation.questions:
        answer = m.answers.get(q.number)
        done = has_answer(answer)
        why = "" if done else (answer.not_answered if answer and answer.not_answered else "not written yet")
        reason = why.strip().removeprefix("because ").rstrip(".")
        rows.append(
            (
                q.number,
                (q.chapter if several else "") or q.text,
                "Answered" if done else "Not answered",
                sentence_start(reason) or "–",
            )
        )
    return (
        Heading(title, 1, "coverage"),
        Table(
            ("No.", "Subject", "Status", "Why not"), tuple(rows), caption="Every question of the consultation",
            widths=(0.09, 0.3, 0.19, 0.42), description="Each question with whether we answer it, and why not.",
            anchor="coverage-table",
        ),
    )  # fmt: skip


def thanks(m: Material) -> tuple[Block, ...]:
    """Thanks to those who took part, named as they wished, or not at all."""
    n = len(m.heard)
    text = f"We thank the {number_word(n)} {plural(n, 'person', 'people')} who told us what they have lived through."
    if m.thanks:
        text += f" Some asked to be thanked by name: {listed(list(m.thanks))}."
    return (Heading("Thanks", 1, "thanks"), Paragraph(plain(text), anchor="thanks-text"))


def positions_line(m: Material, code: str) -> str:
    """ "for: 3, against: 1" for a theme; "" when no position was noted."""
    theme = m.theme(code)
    shown = [(p, n) for p, n in (theme.positions if theme else ()) if p is not Position.UNCLEAR]
    return ", ".join(f"{p.value}: {n}" for p, n in shown)


def theme_story(m: Material, composer: Composer, code: str, place: str) -> list[Block]:
    """A theme as a reader meets it: how many people, and one of them in their own words."""
    made = composer.count(place, code)
    theme = m.theme(code)
    unused = theme and any((k.contribution, k.start, k.end) not in composer.quoted for k in m.quotable(theme))
    if made and unused:
        made += composer.quote(place, code)
    return made


def _names(who: str) -> list[str]:
    return [n.strip() for n in who.split(";") if n.strip()]
