"""Each kind of document, put together from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consultwork.blocks import Block, Bullets, Document, Heading, Paragraph, Span, Table, Tone, plain
from consultwork.journey.respond import parts
from consultwork.journey.respond.after import follow_up_letter, welcome_concern_ask, where_it_says
from consultwork.journey.respond.compose import Composer, actors, has_answer, people_words
from consultwork.journey.respond.involvement import involvement_annex
from consultwork.journey.respond.material import Material
from consultwork.journey.respond.profiled import profiled
from consultwork.model import Blocker, DocumentKind, OutcomeState, PieceKind, Theme
from consultwork.text import as_date, listed, number_word, sentence_start

Body = tuple[Block, ...]

LETTERS = (DocumentKind.LETTER, DocumentKind.FOLLOW_UP_LETTER)


def section_key(name: str, number: int | None = None) -> str:
    """The key under which a part that answers no question is kept: ``~key-messages/2``."""
    return f"~{name}" if number is None else f"~{name}/{number}"


def build(materials: Sequence[Material], kind: DocumentKind) -> tuple[Document, tuple[Blocker, ...]]:
    """A document as blocks, with what had to be left out of it.

    Args:
        materials: one consultation's material; several for the summary across all.
        kind: which kind of document.

    Returns:
        The document, and (place, sentence) for each insert that could not be made.
    """
    m = materials[0]
    composer = Composer(
        m,
        inline_refs=kind not in (DocumentKind.ANSWERS, DocumentKind.SUMMARY, *LETTERS),
        footnotes=kind not in (DocumentKind.ANSWERS, *LETTERS),
    )
    slots: dict[str, Body]
    if kind is DocumentKind.SUMMARY and len(materials) > 1:
        problems: list[Blocker] = []
        slots = {"facts": (), "body": _summary_of_all(materials, problems)}
        title = m.say("documents/title-of-all")
        subtitle = m.say("documents/subtitle-of-all", count=number_word(len(materials)))
        made_for = "all"
    else:
        slots = _BUILDERS[kind](m, composer)
        problems = composer.problems
        title, subtitle = _titles(m, kind)
        made_for = m.consultation.id
    eyebrow = m.say(f"documents/eyebrow-{kind.value}")
    values = _values(m, eyebrow, title, subtitle)
    if kind in LETTERS:
        in_no_letter = ("eyebrow", "title", "subtitle")
        values = {k: v for k, v in values.items() if k not in in_no_letter} | _letter_values(m, kind)
    document = Document(
        template="letter.docx" if kind in LETTERS else f"{kind.value}.docx",
        title=title if title.startswith(eyebrow) else m.say("documents/full-title", eyebrow=eyebrow, title=title),
        values=values,
        slots=slots,
        draft=f"{made_for}-{kind.value}-v{m.version}",
        subject=m.consultation.title if made_for != "all" else title,
        keywords=(eyebrow.lower(), made_for),
        made_up=any(x.made_up for x in materials),
    )
    if kind is DocumentKind.SUBMISSION:
        document = profiled(document, m.consultation, m.sender.name, m.wording)
    return document, tuple(problems)


def _response(m: Material, composer: Composer) -> dict[str, Body]:
    messages = parts.key_messages(m, composer)
    method = parts.method(m, composer)
    answers: list[Block] = [Heading(m.say("documents/answers-of-response"), 1, "answers")]
    chapter = ""
    left_out: list[str] = []
    for q in m.consultation.questions:
        answer = m.answers.get(q.number)
        if not has_answer(answer):
            left_out.append(q.number)
            continue
        if q.chapter != chapter:
            chapter = q.chapter
            answers.append(Heading(chapter, 2, f"chapter-{q.number}"))
        answers += parts.question_blocks(m, q, composer, level=3 if chapter else 2)
    if left_out:
        sentence = m.say("documents/left-out", questions=listed(left_out))
        answers.append(Paragraph(plain(sentence), Tone.NOTE, anchor="left-out"))
    body = (
        *parts.who_we_are(m), *messages, *method, *answers, *parts.unasked(m, composer),
        *parts.asks_table(m, composer), *parts.thanks(m), *parts.theme_chart(m),
        *parts.evidence_annex(m, "documents/evidence-annex-a"),
        *parts.coverage_annex(m),
    )  # fmt: skip
    body = (*body, *involvement_annex(m, composer))
    return {"facts": parts.facts_table(m, DocumentKind.RESPONSE), "body": body}


def _submission(m: Material, composer: Composer) -> dict[str, Body]:
    messages = parts.key_messages(m, composer)
    method = parts.method(m, composer)
    answers: list[Block] = []
    for q in m.consultation.questions:
        answers += parts.question_blocks(m, q, composer, level=1 if q.kind.value == "heading" else 2)
    body = (
        *parts.who_we_are(m), *messages, *method, *answers, *parts.unasked(m, composer),
        *parts.asks_table(m, composer), *parts.thanks(m), *parts.evidence_annex(m, sentences=False),
    )  # fmt: skip
    return {"facts": parts.facts_table(m, DocumentKind.SUBMISSION), "body": body}


def _answers(m: Material, composer: Composer) -> dict[str, Body]:
    made: list[Block] = [Paragraph(plain(m.say("documents/answers-how-to")), Tone.NOTE, anchor="how-to")]
    for rule in m.consultation.rules:
        lead = Span(f"{m.say('documents/answers-rule')} ", bold=True)
        made.append(Paragraph((lead, Span(rule.text)), anchor=f"rule-{rule.key}"))
    made.append(Heading(m.say("documents/answers"), 1, "answers"))
    for q in m.consultation.questions:
        blocks = parts.question_blocks(m, q, composer)
        made += blocks
        labels = list(dict.fromkeys(x for b in blocks if isinstance(b, Paragraph) for x in b.evidence))
        if labels:
            text = m.say("documents/answers-evidence", labels=listed(labels))
            made.append(Paragraph(plain(text), Tone.SOURCE, anchor=f"q{q.number}-evidence"))
    made += [*parts.asks_table(m, composer), *parts.evidence_annex(m)]
    return {"facts": parts.facts_table(m, DocumentKind.ANSWERS), "body": tuple(made)}


def _letter(m: Material, composer: Composer) -> dict[str, Body]:
    to = m.consultation.addressee
    address = tuple(
        Paragraph(plain(line), Tone.ADDRESS, anchor=f"to-{n}")
        for n, line in enumerate(x for x in (to.name, to.role, *to.address) if x)
    )
    blocks: list[Block] = []
    for name in ("letter-thanks", "letter-opening"):
        for _, answer in parts.parts_named(m, name):
            blocks += composer.pieces(name, answer.pieces)
    for n, (_, answer) in enumerate(parts.parts_named(m, "letter-point"), start=1):
        title, *rest = answer.pieces
        blocks.append(Heading(title.value, 2, f"letter-point-{n}"))
        blocks += composer.pieces(f"letter-point-{n}", rest)
    for _, answer in parts.parts_named(m, "letter-closing"):
        blocks += composer.pieces("letter-closing", answer.pieces)
    enclosed = [p.value for _, a in parts.parts_named(m, "letter-enclosures") for p in a.pieces]
    said = m.say("documents/letter-enclosed", enclosures="; ".join(enclosed))
    ends = (Paragraph(plain(said), Tone.ADDRESS, anchor="enclosed"),) if enclosed else ()
    return {"addressee": address, "body": tuple(blocks), "enclosures": ends}


def _briefing(m: Material, composer: Composer) -> dict[str, Body]:
    blocks: list[Block] = [Heading(m.say("documents/in-short"), 1, "in-short")]
    for name in ("briefing-occasion", "briefing-opening"):
        for _, answer in parts.parts_named(m, name):
            blocks += composer.pieces(name, answer.pieces)
    if len(blocks) == 1:
        blocks.append(Paragraph(plain(m.consultation.about or m.consultation.title), anchor="about-consultation"))
    rests_on = m.say("documents/briefing-rests-on", heard=parts.heard_phrase(m))
    blocks.append(Paragraph(plain(rests_on), anchor="rests-on"))
    blocks += parts.messages(m, composer, "briefing-say", m.say("documents/briefing-say")) or parts.key_messages(
        m, composer
    )
    blocks.append(Heading(m.say("documents/told-us"), 1, "told-us"))
    for theme in [t for t in m.themes if t.people or t.groups][:6]:
        blocks.append(Heading(theme.code.name, 2, f"theme-{theme.code.id}"))
        blocks += parts.theme_story(m, composer, theme.code.id, f"theme-{theme.code.id}")
        stand = parts.positions_line(m, theme.code.id)
        if stand:
            said = m.say("documents/how-people-stand", positions=stand)
            blocks.append(Paragraph(plain(said), Tone.SOURCE, anchor=f"stand-{theme.code.id}"))
    blocks += _single_voices(m, composer)
    for _, answer in sorted(m.answers.items()):
        for piece in answer.pieces:
            if piece.kind is PieceKind.ASK and piece.value in m.asks:
                composer.ask_number(piece.value)
    blocks += parts.asks_table(m, composer)
    blocks.append(Heading(m.say("documents/briefing-practical"), 1, "practical"))
    blocks += _briefing_list(m, "briefing-listen-for", ())
    blocks += _briefing_list(m, "briefing-do-not-say", tuple(m.say(entry) for entry in _KEEP_TO))
    blocks += parts.evidence_annex(m)
    return {"facts": parts.facts_table(m, DocumentKind.BRIEFING), "body": tuple(blocks)}


_KEEP_TO = (
    "documents/briefing-keep-numbers",
    "documents/briefing-keep-quotes",
    "documents/briefing-keep-names",
)


def _single_voices(m: Material, composer: Composer) -> list[Block]:
    """What only one or two people raised, where there is any."""
    few = [t for t in m.themes if 0 < len(t.people) <= 2]
    if not few:
        return []
    blocks: list[Block] = [
        Heading(m.say("documents/single-voices"), 1, "single-voices"),
        Paragraph(plain(m.say("documents/single-voices-lead")), anchor="few-lead"),
    ]
    for theme in few:
        blocks += composer.count("few", theme.code.id)
    return blocks


def _briefing_list(m: Material, name: str, always: tuple[str, ...]) -> list[Block]:
    said = [p.value for _, a in parts.parts_named(m, name) for p in a.pieces]
    items = tuple(plain(x) for x in (*said, *always))
    return [Heading(m.say(f"documents/{name}"), 2, name), Bullets(items, anchor=f"{name}-list")] if items else []


def _specification_note(m: Material, composer: Composer) -> dict[str, Body]:
    spec = m.specification
    blocks: list[Block] = []
    if spec is not None:
        blocks.append(Paragraph(plain(m.say("documents/specification-read", title=spec.title)), anchor="read"))
        for view, heading in _VIEWS:
            lines = [x for x in spec.lines if x.view == view]
            if not lines:
                continue
            blocks.append(Heading(m.say(heading), 1, view))
            for n, line in enumerate(lines):
                where = m.say("documents/on-page", page=line.page) if line.page else m.say("documents/page-not-known")
                place = f"{view}-{n}"
                spans = [Span(sentence_start(line.text.rstrip(".")), bold=True), Span(f" {where}.")]
                if line.why:
                    spans.append(Span(f" {line.why}"))
                blocks.append(Paragraph(tuple(spans), anchor=place, own_words=True))
                if line.ask:
                    blocks += _behind_ask(m, composer, line.ask, place)
        source = m.say("documents/specification-source", source=spec.source.rstrip("."))
        blocks.append(Paragraph(plain(source), Tone.SOURCE, anchor="specification-source"))
    else:  # what they published was read, and each ask looked up in it
        blocks += welcome_concern_ask(m, composer)
    blocks += parts.asks_table(m, composer)
    blocks += parts.evidence_annex(m)
    return {"facts": parts.facts_table(m, DocumentKind.SPECIFICATION_NOTE), "body": tuple(blocks)}


_VIEWS = (
    ("welcome", "documents/we-welcome"),
    ("concern", "documents/concerns-us"),
    ("ask", "documents/we-ask"),
)


def _behind_ask(m: Material, composer: Composer, ask_id: str, place: str) -> list[Block]:
    """An ask and the theme that carries it most, if people raised one."""
    blocks = composer.ask(place, ask_id)
    ask = m.asks.get(ask_id)
    carried = [t for t in m.themes if ask and t.code.id in ask.codes and m.raising(t)]
    if carried and carried[0].code.id not in composer.used_codes:
        blocks = composer.count(place, carried[0].code.id) + blocks
    return blocks


def _summary(m: Material, composer: Composer) -> dict[str, Body]:
    blocks: list[Block] = [Heading(m.say("documents/about-it"), 1, "about-it")]
    blocks.append(Paragraph(plain(m.consultation.about or m.consultation.title), anchor="about-consultation"))
    who = sentence_start(parts.who_spoke(m))
    text = m.say("documents/summary-who", who=who)
    blocks.append(Paragraph(plain(text), anchor="who", claims=(composer.number("heard", who),)))
    blocks += _what_people_said(m, composer, m.themes, most=6)
    blocks += _what_we_asked(m, composer)
    blocks += _what_became_of_it([m])
    blocks += _how_they_asked(m, "here", 1)
    blocks += parts.thanks(m)
    return {"facts": (), "body": tuple(blocks)}


def _summary_of_all(materials: Sequence[Material], problems: list[Blocker]) -> Body:
    everyone = {p for m in materials for p in m.heard}
    say = materials[0].say
    people = sentence_start(people_words(len(everyone), materials[0].wording))
    lead = say("documents/all-lead", consultations=number_word(len(materials)), people=people)
    blocks: list[Block] = [Heading(say("documents/in-short"), 1, "in-short"), Paragraph(plain(lead), anchor="lead")]
    rows = []
    for m in materials:
        closes = as_date(m.consultation.closes) if m.consultation.closes else say("documents/all-closing-unknown")
        rows.append((m.consultation.short or m.consultation.title, m.consultation.who_asks, closes, str(len(m.heard))))
    blocks.append(
        Table(
            tuple(say(f"documents/all-{column}") for column in ("consultation", "asked-by", "closed", "heard")),
            tuple(rows), caption=say("documents/all-caption"), numeric=(3,), widths=(0.33, 0.33, 0.18, 0.16),
            description=say("documents/all-description"), anchor="consultations",
        )
    )  # fmt: skip
    quoted: set[str] = set()
    for m in materials:
        composer = Composer(m, inline_refs=False, quoted_people=quoted)
        place = f"c-{m.consultation.id}"
        blocks.append(Heading(m.consultation.short or m.consultation.title, 1, place))
        for theme in [t for t in m.themes if m.raising(t)][:3]:
            blocks += parts.theme_story(m, composer, theme.code.id, f"{place}-{theme.code.id}")
        blocks += _how_they_asked(m, place, 2)
        problems += composer.problems
    blocks += _calls(materials)
    blocks += _what_became_of_it(materials)
    return tuple(blocks)


def _calls(materials: Sequence[Material]) -> list[Block]:
    """What we ask of everyone, whatever the consultation."""
    first = materials[0]
    standing = [a for a in first.asks.values() if a.standing]
    if not standing:
        return []
    rows = []
    for n, ask in enumerate(standing, start=1):
        people = {p for m in materials for t in m.themes if t.code.id in ask.codes for p in m.raising(t)}
        who = listed([x.strip() for x in ask.who.split(";") if x.strip()])
        rows.append((f"R{n}", f"{sentence_start(ask.short)}.", who, str(len(people))))
    return [
        Heading(first.say("documents/calls"), 1, "calls"),
        Table(
            parts.asks_header(first), tuple(rows), caption=first.say("documents/calls-caption"), numeric=(3,),
            widths=(0.09, 0.47, 0.3, 0.14), source=first.say("documents/calls-source"),
            description=first.say("documents/calls-description"), anchor="calls-table",
        ),
    ]  # fmt: skip


def _what_people_said(m: Material, composer: Composer, themes: Sequence[Theme], most: int) -> list[Block]:
    blocks: list[Block] = [Heading(m.say("documents/told-us"), 1, "told-us")]
    for theme in [t for t in themes if m.raising(t)][:most]:
        blocks += parts.theme_story(m, composer, theme.code.id, f"theme-{theme.code.id}")
    return blocks


def _what_we_asked(m: Material, composer: Composer) -> list[Block]:
    wanted = dict.fromkeys(
        p.value for _, a in sorted(m.answers.items()) for p in a.pieces if p.kind is PieceKind.ASK and p.value in m.asks
    )
    if not wanted:
        return []
    items = tuple(
        plain(m.say("documents/asked-for-item", ask=sentence_start(m.asks[a].short), actors=actors(m.asks[a])))
        for a in wanted
    )
    return [
        Heading(m.say("documents/asked-for"), 1, "asked"),
        Bullets(items, numbered=True, prefix="R", anchor="asked-list"),
    ]


def _what_became_of_it(materials: Sequence[Material]) -> list[Block]:
    """They decided: what is known. What is not known is said in one sentence, not in rows."""
    rows, unknown, say = [], 0, materials[0].say
    for m in materials:
        for o in m.outcomes:
            if o.ask not in m.asks or o.consultation != m.consultation.id:
                continue
            if o.state is OutcomeState.UNCLEAR:
                unknown += 1
                continue
            where = where_it_says(m, o) or say("documents/became-nowhere")
            state = say(f"documents/state-{o.state.name.lower().replace('_', '-')}")
            short = m.consultation.short or m.consultation.title
            rows.append((short, f"{sentence_start(m.asks[o.ask].short)}.", state, where))
    if not rows and not unknown:
        return []
    blocks: list[Block] = [Heading(say("documents/became"), 1, "became")]
    if rows:
        blocks.append(
            Table(
                tuple(say(f"documents/became-{column}") for column in ("consultation", "ask", "outcome", "where")),
                tuple(rows), caption=say("documents/became-caption"), widths=(0.2, 0.38, 0.14, 0.28),
                description=say("documents/became-description"), anchor="outcomes",
            )
        )  # fmt: skip
    if unknown:
        several = "documents/not-known-others" if rows else "documents/not-known"
        text = say(several if unknown > 1 else "documents/not-known-one", count=number_word(unknown))
        blocks.append(Paragraph(plain(text), anchor="not-known-yet"))
    return blocks


def _how_they_asked(m: Material, place: str, level: int) -> list[Block]:
    """How the consultation itself was run, by the four Gunning principles."""
    if not m.conduct:
        return []
    items = tuple((Span(f"{name}: ", bold=True), Span(view)) for name, view in m.conduct)
    return [
        Heading(m.say("documents/how-they-asked"), level, f"{place}-conduct"),
        Bullets(items, anchor=f"{place}-conduct-list"),
    ]


def _titles(m: Material, kind: DocumentKind) -> tuple[str, str]:
    consultation = m.consultation
    name = consultation.short or consultation.title
    match kind:
        case DocumentKind.RESPONSE | DocumentKind.SUBMISSION:
            if not consultation.closes:
                return consultation.title, m.say(
                    "documents/subtitle-from-to", sender=m.sender.name, body=consultation.who_asks
                )
            return consultation.title, m.say(
                "documents/subtitle-from-to-closing",
                sender=m.sender.name,
                body=consultation.who_asks,
                date=as_date(consultation.closes),
            )
        case DocumentKind.LETTER:
            return m.say("documents/title-letter", name=name), ""
        case DocumentKind.FOLLOW_UP_LETTER:
            return m.say("documents/title-follow-up", name=name), ""
        case _:
            return name, m.say(f"documents/subtitle-{kind.value}", sender=m.sender.name)


def _values(m: Material, eyebrow: str, title: str, subtitle: str) -> dict[str, str]:
    made_up = m.say("documents/made-up") if m.made_up else ""
    status = m.status or m.say("documents/status-draft", version=m.version, date=as_date(m.today))
    if m.version > 1:
        # In general and always: it says nothing of whether anybody left, let alone who.
        status += f" {m.say('documents/status-replaces', version=m.version - 1)}"
    contact = ", ".join(x for x in (m.sender.email, m.sender.phone) if x)
    return {
        "organisation": m.sender.name, "title": title, "subtitle": subtitle, "eyebrow": eyebrow,
        "date": as_date(m.today), "status": status, "contact": contact, "made_up": made_up,
    }  # fmt: skip


def _letter_values(m: Material, kind: DocumentKind) -> dict[str, str]:
    to, consultation = m.consultation.addressee, m.consultation
    if kind is DocumentKind.FOLLOW_UP_LETTER:
        subjects = [m.say("documents/title-follow-up", name=consultation.short or consultation.title)]
    else:
        subjects = [p.value for _, a in parts.parts_named(m, "letter-subject") for p in a.pieces]
    return {
        "strapline": m.sender.strapline, "department": m.sender.department, "address": ", ".join(m.sender.address),
        "our_reference": f"{consultation.id}/{m.today.year}", "your_reference": consultation.reference, "salutation": to.salutation,
        "subject": subjects[0] if subjects else consultation.title, "sign_off": to.sign_off,
        "signatory": m.sender.signatory, "signatory_role": m.sender.signatory_role,
    }  # fmt: skip


_BUILDERS: dict[DocumentKind, Callable[[Material, Composer], dict[str, Body]]] = {
    DocumentKind.RESPONSE: _response,
    DocumentKind.SUBMISSION: _submission,
    DocumentKind.ANSWERS: _answers,
    DocumentKind.LETTER: _letter,
    DocumentKind.BRIEFING: _briefing,
    DocumentKind.SPECIFICATION_NOTE: _specification_note,
    DocumentKind.FOLLOW_UP_LETTER: follow_up_letter,
    DocumentKind.SUMMARY: _summary,
}
