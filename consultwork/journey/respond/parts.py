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
    counted_apart,
    has_answer,
    limit_of,
    people_sentence,
    people_words,
    tally_label,
)
from consultwork.journey.respond.material import Material, Stance
from consultwork.model import (
    Answer,
    DocumentKind,
    Limit,
    LimitUnit,
    PieceKind,
    Position,
    Question,
    QuestionKind,
    Use,
    Wording,
)
from consultwork.text import as_date, listed, number_word, sentence_start
from consultwork.word_lists import word_set
from consultwork.wording import ENGLISH
from consultwork.wording import Wording as Words

UNSURE = {Wording.UNVERIFIED: "documents/wording-unverified", Wording.EXAMPLE: "documents/wording-example"}


def facts_table(m: Material, kind: DocumentKind) -> tuple[Block, ...]:
    """The cover's table: which consultation, who responds, until when, on what it rests."""
    consultation = m.consultation
    rows = [
        (
            m.say("documents/fact-consultation"),
            f"{consultation.title}{f' ({consultation.reference})' if consultation.reference else ''}",
        ),
        (m.say("documents/fact-asked-by"), consultation.who_asks),
    ]
    if consultation.closings:
        last = consultation.closings[-1]
        day = as_date(last.closes)
        when = m.say("documents/fact-closing-at", time=last.time, date=day) if last.time else day
        rows.append((m.say("documents/fact-closing-date"), when))
    rows.append((m.say("documents/fact-responding"), m.sender.name))
    if m.sender.signatory:
        contact = ", ".join(x for x in (m.sender.signatory, m.sender.email) if x)
        rows.append((m.say("documents/fact-contact"), contact))
    elif m.sender.email:
        rows.append((m.say("documents/fact-contact"), m.sender.email))
    rows.append((m.say("documents/fact-based-on"), heard_phrase(m)))
    header = (m.say("documents/fact-item"), m.say("documents/fact-detail"))
    about = m.say("documents/facts-description", kind=kind.value)
    return (Table(header, tuple(rows), widths=(0.27, 0.73), description=about, anchor="facts"),)


def heard_phrase(m: Material) -> str:
    """ "what nine people, one group of eight and two members of staff told us"."""
    return m.say("claims/what-they-told-us", who=who_spoke(m))


def who_spoke(m: Material) -> str:
    """People, groups and staff, counted apart: "nine people, a group of eight and one member of staff"."""
    count = len(m.heard)
    parts = [people_words(count, m.wording)] if count else []
    spoke = {
        contribution.contributor
        for contribution in m.contributions.values()
        if m.people[contribution.contributor].allows(Use.COUNT, contribution.answer)
    }
    return listed([*parts, *counted_apart([p for p in m.people.values() if p.ref in spoke], m.wording)])


def who_we_are(m: Material) -> tuple[Block, ...]:
    """A short account of who responds."""
    about = m.sender.about or m.say("documents/who-we-are-text", sender=m.sender.name)
    return (Heading(m.say("documents/who-we-are"), 1, "who-we-are"), Paragraph(plain(about), anchor="about"))


def key_messages(m: Material, composer: Composer) -> tuple[Block, ...]:
    """Three to seven messages, each with its evidence and with who should act."""
    return messages(m, composer, "key-messages", m.say("documents/key-messages"))


def messages(m: Material, composer: Composer, name: str, heading: str) -> tuple[Block, ...]:
    """Messages of one kind under a heading; nothing when there are none."""
    blocks: list[Block] = []
    for key, answer in parts_named(m, name):
        words = " ".join(p.value for p in answer.pieces if p.kind is PieceKind.WORDS)
        codes = [p.value for p in answer.pieces if p.kind is PieceKind.COUNT and m.theme(p.value)]
        asks = [p.value for p in answer.pieces if p.kind is PieceKind.ASK and p.value in m.asks]
        spans = [Span(words, bold=True)]
        for ask in asks:
            number = composer.ask_number(ask)
            said = m.say("documents/message-for", actors=actors(m.asks[ask]), number=number)
            spans.append(Span(f" {said}"))
        for code in codes:
            composer.used_codes[code] = None
            spans += [Span(" "), Span(m.label(code), ref=True)]
        blocks.append(
            Paragraph(tuple(spans), Tone.KEY, key.strip("~"), tuple(m.label(code) for code in codes), own_words=True)
        )
    return (Heading(heading, 1, name), *blocks) if blocks else ()


def parts_named(m: Material, name: str) -> list[tuple[str, Answer]]:
    """The parts ``~name`` and ``~name/1``, ``~name/2`` ... in order."""
    found = [(k, a) for k, a in m.answers.items() if k == f"~{name}" or k.startswith(f"~{name}/")]
    return sorted(found, key=lambda ka: (len(ka[0]), ka[0]))


def method(m: Material, composer: Composer) -> tuple[Block, ...]:
    """How we gathered views: who was heard and who was not, when, how, and what that cannot show."""
    n = len(m.heard)
    spoken = [
        contribution
        for contribution in m.contributions.values()
        if m.people[contribution.contributor].allows(Use.COUNT, contribution.answer)
    ]
    dates = sorted(consultation.said_on for consultation in spoken if consultation.said_on)
    first = m.say("documents/method-heard", who=who_spoke(m))
    if dates:
        days = {"first": as_date(dates[0]), "last": as_date(dates[-1])}
        first = m.say("documents/method-heard-between", who=who_spoke(m), **days)
    way_list = listed([m.say("documents/method-way", way=way, count=count) for way, count in ways(m)])
    blocks: list[Block] = [
        Heading(m.say("documents/method"), 1, "method"),
        Paragraph(plain(first), anchor="method-heard", claims=(composer.number("heard", who_spoke(m)),)),
    ]
    if way_list:
        blocks.append(Paragraph(plain(m.say("documents/method-ways", ways=way_list)), anchor="method-ways"))
    blocks.append(Paragraph(plain(m.say("documents/method-how")), anchor="method-how"))
    gaps = [p.value for _, a in parts_named(m, "not-heard") for p in a.pieces if p.kind is PieceKind.WORDS]
    if gaps:
        blocks.append(Heading(m.say("documents/not-heard"), 2, "not-heard"))
        blocks.append(Bullets(tuple(plain(g) for g in gaps), anchor="not-heard-list"))
    limits = m.say("documents/method-limits", people=people_words(n, m.wording))
    blocks.append(Paragraph(plain(limits), anchor="method-limits"))
    return (*blocks, *m.asked_back)


def ways(m: Material) -> list[tuple[str, int]]:
    """The ways by which answers came, with how many came so; the most used first."""
    spoken = [
        contribution
        for contribution in m.contributions.values()
        if m.people[contribution.contributor].allows(Use.COUNT, contribution.answer)
    ]
    counted = Counter(consultation.channel for consultation in spoken)
    ordered = sorted(counted.items(), key=lambda x: (-x[1], x[0].value))
    return [(m.say(f"documents/channel-{way.name.lower()}"), count) for way, count in ordered]


def question_blocks(m: Material, q: Question, composer: Composer, *, level: int = 2) -> tuple[Block, ...]:
    """One question in full, our answer, and its count against its limit."""
    place = f"q{q.number}"
    answer = m.answers.get(q.number)
    name = q.text if q.kind is QuestionKind.HEADING else m.say("documents/question", number=q.number)
    made: list[Block] = [Heading(name, level, place)]
    if q.kind is not QuestionKind.HEADING:
        made.append(Paragraph(plain(q.text), Tone.QUESTION, anchor=f"{place}-text"))
        if q.parts:
            made.append(Bullets(tuple(plain(f"({p.letter}) {p.text}") for p in q.parts), anchor=f"{place}-parts"))
    if q.wording in UNSURE:
        made.append(Paragraph(plain(m.say(UNSURE[q.wording])), Tone.SOURCE, anchor=f"{place}-wording"))
    if answer is None or not has_answer(answer):
        because = answer.not_answered if answer and answer.not_answered else m.say("documents/not-written-yet")
        made.append(Paragraph(plain(not_answered(because, m.wording)), anchor=f"{place}-not-answered"))
        return tuple(made)
    blocks = composer.pieces(place, answer.pieces)
    made += blocks
    limit = limit_of(m, q)
    size = answer_size(blocks, limit.unit if limit else LimitUnit.WORDS)
    if size is not None:
        text = size_line(size, limit, m.wording)
        claim = composer.number(f"size:{q.number}", text)
        made.append(Paragraph(plain(text), Tone.SOURCE, anchor=f"{place}-size", claims=(claim,)))
    return tuple(made)


def size_line(size: int, limit: Limit | None, wording: Words = ENGLISH) -> str:
    """ "Our answer: 120 of 250 words." """
    if limit is None:
        return wording.say("documents/size", size=f"{size:,}")
    most = wording.say(f"documents/limit-{limit.unit.value}", count=limit.amount, amount=f"{limit.amount:,}")
    return wording.say("documents/size-of-limit", size=f"{size:,}", limit=most)


# Words that have a capital only because a sentence begins with them.
_STARTERS = word_set("journey/starters")


def not_answered(because: str, wording: Words = ENGLISH) -> str:
    """ "We do not answer this question, because ..."."""
    reason = because.strip().rstrip(".").removeprefix("because ").removeprefix("Because ")
    first, space, rest = reason.partition(" ")
    if first in _STARTERS:
        reason = first.lower() + space + rest
    return wording.say("documents/not-answered", reason=reason)


def unasked(m: Material, composer: Composer) -> tuple[Block, ...]:
    """What people said that no question asks for. It is not dropped."""
    asked = {e.theme.code.id for e in m.evidence}
    rest = [t for t in m.themes if t.code.id not in asked and (t.people or t.groups)]
    if not rest:
        return ()
    blocks: list[Block] = [
        Heading(m.say("documents/unasked"), 1, "unasked"),
        Paragraph(plain(m.say("documents/unasked-lead")), anchor="unasked-lead"),
    ]
    for theme in rest:
        blocks += composer.count("unasked", theme.code.id)
    return tuple(blocks) if len(blocks) > 2 else ()


def asks_table(m: Material, composer: Composer) -> tuple[Block, ...]:
    """Every ask of this document: number, text, who should act, and how many people stand behind it."""
    if not composer.asks:
        return ()
    rows = []
    for ask_id, number in composer.asks.items():
        ask = m.asks[ask_id]
        themes = [t for t in m.themes if t.code.id in ask.codes]
        people = {p for t in themes for p in m.raising(t)}
        labels = ", ".join(m.label(t.code.id) for t in themes) or m.say("documents/asks-no-evidence")
        for t in themes:
            composer.used_codes[t.code.id] = None
        rows.append((number, sentence_start(ask.short) + ".", listed(_names(ask.who)), str(len(people)), labels))
    return (
        Heading(m.say("documents/asks"), 1, "asks"),
        Table(
            (*asks_header(m), m.say("documents/asks-evidence")), tuple(rows), caption=m.say("documents/asks-caption"),
            numeric=(3,), widths=(0.08, 0.40, 0.24, 0.12, 0.16), source=m.say("documents/asks-source"),
            description=m.say("documents/asks-description"), anchor="asks-table",
        ),
    )  # fmt: skip


def asks_header(m: Material) -> tuple[str, ...]:
    """The columns of a table of asks: number, ask, who should act, people."""
    return tuple(m.say(f"documents/asks-{column}") for column in ("number", "ask", "actor", "people"))


def evidence_annex(
    m: Material, title: str = "documents/evidence-annex", *, sentences: bool = True
) -> tuple[Block, ...]:
    """Every theme of this consultation: how many people, how they stand, and which questions.

    Args:
        title: the entry of its heading.
        sentences: whether a line on each theme follows its row.
    """
    title = m.say(title)
    if not m.themes:
        return (Heading(title, 1, "evidence"), *tally_lines(m)) if m.tallies else ()
    asked: dict[str, list[str]] = {}
    for e in m.evidence:
        asked.setdefault(e.theme.code.id, []).append(e.question)
    ordered = sorted(m.themes, key=lambda t: m.label(t.code.id))
    rows = []
    for t in ordered:
        questions = ", ".join(asked.get(t.code.id, [])) or m.say("documents/evidence-no-question")
        rows.append(
            (
                m.label(t.code.id), t.code.name, *(str(len(m.people_who(t, x))) for x in Stance),
                str(len(t.groups)), str(len(t.staff)), questions,
            )
        )  # fmt: skip
    count = len(m.heard)
    blocks: list[Block] = [
        Heading(title, 1, "evidence"),
        Table(
            tuple(m.say(f"documents/evidence-{column}") for column in _EVIDENCE_COLUMNS), tuple(rows),
            caption=m.say("documents/evidence-caption", people=number_word(count)), numeric=(2, 3, 4, 5, 6),
            widths=(0.08, 0.27, 0.08, 0.1, 0.1, 0.12, 0.08, 0.17), source=m.say("documents/evidence-source"),
            description=m.say("documents/evidence-description"), anchor="evidence-table",
        ),
    ]  # fmt: skip
    if sentences:
        blocks += [anchor_line(m, t.code.id) for t in ordered]
    return (*blocks, *tally_lines(m))


_EVIDENCE_COLUMNS = ("ref", "theme", "agrees", "speaks", "differs", "groups", "staff", "questions")


def tally_lines(m: Material) -> tuple[Block, ...]:
    """How many chose which answer, question by question: a table that a reference such as Q12 leads to."""
    rows: list[tuple[str, ...]] = []
    nobody = m.say("documents/tally-nobody")
    for t in m.tallies:
        people = "; ".join(f"{box}: {len(who)}" for box, who, _ in t.boxes if who) or nobody
        others = "; ".join(f"{box}: {len(who)}" for box, _, who in t.boxes if who) or nobody
        first = not rows or t.question != m.tallies[len(rows) - 1].question
        label = tally_label(t.question) if first else ""
        rows.append((label, *([t.row] if any(x.row for x in m.tallies) else []), people, str(len(t.in_words)), others))
    if not rows:
        return ()
    parts = len(rows[0]) == 5
    columns = [m.say(f"documents/tally-{column}") for column in ("people", "in-words", "others")]
    return (
        Heading(m.say("documents/tallies"), 2, "tallies"),
        Table(
            (m.say("documents/evidence-ref"), *([m.say("documents/tally-part")] if parts else []), *columns),
            tuple(rows), caption=m.say("documents/tallies-caption"),
            numeric=(3 if parts else 2,),
            widths=(0.1, 0.26, 0.32, 0.12, 0.2) if parts else (0.1, 0.5, 0.15, 0.25),
            source=m.say("documents/tallies-source"), description=m.say("documents/tallies-description"),
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
        told = Span(m.say("claims/counted-only"))
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
    series = [(m.say("documents/chart-said-so"), agree)]
    series += [(m.say("documents/chart-differ"), differ)] if any(differ) else []
    finding = m.say(
        "documents/chart-description", theme=sentence_start(top[0].code.name), count=number_word(agree[0]),
        people=number_word(len(m.heard)), next=top[1].code.name.lower(), next_count=number_word(agree[1]),
    )  # fmt: skip
    return (
        Chart(
            tuple(t.code.name for t in top), tuple(series), m.say("documents/chart-title"), finding,
            source=m.say("documents/chart-source", people=number_word(len(m.heard))), anchor="theme-chart",
        ),
    )  # fmt: skip


def coverage_annex(m: Material) -> tuple[Block, ...]:
    """Question by question: answered, or not and why."""
    rows = []
    # Where all stand in one chapter, its name tells nothing apart: then the question's own words do.
    several = len({q.chapter for q in m.consultation.questions}) > 1
    for q in m.consultation.questions:
        answer = m.answers.get(q.number)
        done = has_answer(answer)
        why = (
            ""
            if done
            else (answer.not_answered if answer and answer.not_answered else m.say("documents/coverage-not-written"))
        )
        reason = why.strip().removeprefix("because ").rstrip(".")
        rows.append(
            (
                q.number,
                (q.chapter if several else "") or q.text,
                m.say("documents/coverage-answered" if done else "documents/coverage-not-answered"),
                sentence_start(reason) or "–",
            )
        )
    return (
        Heading(m.say("documents/coverage"), 1, "coverage"),
        Table(
            (m.say("documents/asks-number"), *(m.say(f"documents/coverage-{x}") for x in ("subject", "status", "why-not"))),
            tuple(rows), caption=m.say("documents/coverage-caption"), widths=(0.09, 0.3, 0.19, 0.42),
            description=m.say("documents/coverage-description"), anchor="coverage-table",
        ),
    )  # fmt: skip


def thanks(m: Material) -> tuple[Block, ...]:
    """Thanks to those who took part, named as they wished, or not at all."""
    count = len(m.heard)
    text = m.say("documents/thanks-text", count=count, words=number_word(count))
    if m.thanks:
        text += f" {m.say('documents/thanks-named', names=listed(list(m.thanks)))}"
    return (Heading(m.say("documents/thanks"), 1, "thanks"), Paragraph(plain(text), anchor="thanks-text"))


def positions_line(m: Material, code: str) -> str:
    """ "for: 3, against: 1" for a theme; "" when no position was noted."""
    theme = m.theme(code)
    shown = [(p, n) for p, n in (theme.positions if theme else ()) if p is not Position.UNCLEAR]
    return ", ".join(m.say(f"documents/stand-{p.value}", count=n) for p, n in shown)


def theme_story(m: Material, composer: Composer, code: str, place: str) -> list[Block]:
    """A theme as a reader meets it: how many people, and one of them in their own words."""
    blocks = composer.count(place, code)
    theme = m.theme(code)
    unused = theme and any((k.contribution, k.start, k.end) not in composer.quoted for k in m.quotable(theme))
    if blocks and unused:
        blocks += composer.quote(place, code)
    return blocks


def _names(who: str) -> list[str]:
    return [n.strip() for n in who.split(";") if n.strip()]
