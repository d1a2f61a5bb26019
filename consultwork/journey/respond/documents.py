"""Each kind of document, put together from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consultwork.blocks import Block, Bullets, Document, Heading, Paragraph, Span, Table, Tone, plain
from consultwork.journey.respond import parts
from consultwork.journey.respond.after import follow_up_letter, welcome_concern_ask
from consultwork.journey.respond.compose import Composer, actors, has_answer
from consultwork.journey.respond.involvement import involvement_annex
from consultwork.journey.respond.material import Material
from consultwork.journey.respond.profiled import profiled
from consultwork.model import Blocker, DocumentKind, OutcomeState, PieceKind, Theme
from consultwork.text import as_date, listed, number_word, plural, sentence_start

Body = tuple[Block, ...]

EYEBROW = {
    DocumentKind.RESPONSE: "Consultation response",
    DocumentKind.SUBMISSION: "Written submission",
    DocumentKind.LETTER: "Letter",
    DocumentKind.ANSWERS: "Survey answers",
    DocumentKind.BRIEFING: "Briefing",
    DocumentKind.SUMMARY: "Summary",
    DocumentKind.SPECIFICATION_NOTE: "Note on the specification",
    DocumentKind.FOLLOW_UP_LETTER: "Letter",
}
LETTERS = (DocumentKind.LETTER, DocumentKind.FOLLOW_UP_LETTER)
MADE_UP = "Made-up example: no real person's words."


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
        title = "What people told us, and what we asked for"
        subtitle = f"A summary across {number_word(len(materials))} consultations"
        made_for = "all"
    else:
        slots = _BUILDERS[kind](m, composer)
        problems = composer.problems
        title, subtitle = _titles(m, kind)
        made_for = m.consultation.id
    values = _values(m, kind, title, subtitle)
    if kind in LETTERS:
        in_no_letter = ("eyebrow", "title", "subtitle")
        values = {k: v for k, v in values.items() if k not in in_no_letter} | _letter_values(m, kind)
    document = Document(
        template="letter.docx" if kind in LETTERS else f"{kind.value}.docx",
        title=title if title.startswith(EYEBROW[kind]) else f"{EYEBROW[kind]}: {title}",
        values=values,
        slots=slots,
        draft=f"{made_for}-{kind.value}-v{m.version}",
        subject=m.consultation.title if made_for != "all" else title,
        keywords=(EYEBROW[kind].lower(), made_for),
        made_up=any(x.made_up for x in materials),
    )
    if kind is DocumentKind.SUBMISSION:
        document = profiled(document, m.consultation, m.sender.name)
    return document, tuple(problems)


def _response(m: Material, composer: Composer) -> dict[str, Body]:
    messages = parts.key_messages(m, composer)
    method = parts.method(m, composer)
    answers: list[Block] = [Heading("Our answers to the questions", 1, "answers")]
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
        sentence = f"We do not answer questions {listed(left_out)}. Annex B says why, question by question."
        answers.append(Paragraph(plain(sentence), Tone.NOTE, anchor="left-out"))
    body = (
        *parts.who_we_are(m), *messages, *method, *answers, *parts.unasked(m, composer),
        *parts.asks_table(m, composer), *parts.thanks(m), *parts.theme_chart(m), *parts.evidence_annex(m),
        *parts.coverage_annex(m),
    )  # fmt: skip
    body = (*body, *involvement_annex(m, composer))
    return {"facts": parts.facts_table(m, "response"), "body": body}


def _submission(m: Material, composer: Composer) -> dict[str, Body]:
    messages = parts.key_messages(m, composer)
    method = parts.method(m, composer)
    answers: list[Block] = []
    for q in m.consultation.questions:
        answers += parts.question_blocks(m, q, composer, level=1 if q.kind.value == "heading" else 2)
    body = (
        *parts.who_we_are(m), *messages, *method, *answers, *parts.unasked(m, composer),
        *parts.asks_table(m, composer), *parts.thanks(m), *parts.evidence_annex(m, "Annex: Evidence", sentences=False),
    )  # fmt: skip
    return {"facts": parts.facts_table(m, "submission"), "body": body}


def _answers(m: Material, composer: Composer) -> dict[str, Body]:
    lead = "Each answer is ready to be pasted into the survey. Its size stands below it."
    made: list[Block] = [Paragraph(plain(lead), Tone.NOTE, anchor="how-to")]
    for rule in m.consultation.rules:
        made.append(Paragraph((Span("The survey's own rule: ", bold=True), Span(rule.text)), anchor=f"rule-{rule.key}"))
    made.append(Heading("Answers", 1, "answers"))
    for q in m.consultation.questions:
        blocks = parts.question_blocks(m, q, composer)
        made += blocks
        labels = list(dict.fromkeys(x for b in blocks if isinstance(b, Paragraph) for x in b.evidence))
        if labels:
            text = f"Evidence, not to be pasted: {listed(labels)}."
            made.append(Paragraph(plain(text), Tone.SOURCE, anchor=f"q{q.number}-evidence"))
    made += [*parts.asks_table(m, composer), *parts.evidence_annex(m, "Annex: Evidence")]
    return {"facts": parts.facts_table(m, "survey response"), "body": tuple(made)}


def _letter(m: Material, composer: Composer) -> dict[str, Body]:
    to = m.consultation.addressee
    address = tuple(
        Paragraph(plain(line), Tone.ADDRESS, anchor=f"to-{n}")
        for n, line in enumerate(x for x in (to.name, to.role, *to.address) if x)
    )
    made: list[Block] = []
    for name in ("letter-thanks", "letter-opening"):
        for _, answer in parts.parts_named(m, name):
            made += composer.pieces(name, answer.pieces)
    for n, (_, answer) in enumerate(parts.parts_named(m, "letter-point"), start=1):
        title, *rest = answer.pieces
        made.append(Heading(title.value, 2, f"letter-point-{n}"))
        made += composer.pieces(f"letter-point-{n}", rest)
    for _, answer in parts.parts_named(m, "letter-closing"):
        made += composer.pieces("letter-closing", answer.pieces)
    enclosed = [p.value for _, a in parts.parts_named(m, "letter-enclosures") for p in a.pieces]
    ends = (Paragraph(plain(f"Enclosed: {'; '.join(enclosed)}"), Tone.ADDRESS, anchor="enclosed"),) if enclosed else ()
    return {"addressee": address, "body": tuple(made), "enclosures": ends}


def _briefing(m: Material, composer: Composer) -> dict[str, Body]:
    made: list[Block] = [Heading("In short", 1, "in-short")]
    for name in ("briefing-occasion", "briefing-opening"):
        for _, answer in parts.parts_named(m, name):
            made += composer.pieces(name, answer.pieces)
    if len(made) == 1:
        made.append(Paragraph(plain(m.consultation.about or m.consultation.title), anchor="about-consultation"))
    made.append(Paragraph(plain(f"This briefing rests on {parts.heard_phrase(m)}."), anchor="rests-on"))
    made += parts.messages(m, composer, "briefing-say", "What to say") or parts.key_messages(m, composer)
    made.append(Heading("What people told us", 1, "told-us"))
    for theme in [t for t in m.themes if t.people or t.groups][:6]:
        made.append(Heading(theme.code.name, 2, f"theme-{theme.code.id}"))
        made += parts.theme_story(m, composer, theme.code.id, f"theme-{theme.code.id}")
        stand = parts.positions_line(m, theme.code.id)
        if stand:
            made.append(Paragraph(plain(f"How people stand: {stand}."), Tone.SOURCE, anchor=f"stand-{theme.code.id}"))
    few = [t for t in m.themes if 0 < len(t.people) <= 2]
    if few:
        lead = "Only one or two people raised these. They matter all the same."
        made += [Heading("Voices that must not be lost", 1, "single-voices"), Paragraph(plain(lead), anchor="few-lead")]
        for theme in few:
            made += composer.count("few", theme.code.id)
    for _, answer in sorted(m.answers.items()):
        for piece in answer.pieces:
            if piece.kind is PieceKind.ASK and piece.value in m.asks:
                composer.ask_number(piece.value)
    made += parts.asks_table(m, composer, heading="What we ask for")
    made.append(Heading("In the workshop and the interview", 1, "practical"))
    made += _briefing_list(m, "briefing-listen-for", "Listen for", ())
    made += _briefing_list(m, "briefing-do-not-say", "Keep to this", _KEEP_TO)
    made += parts.evidence_annex(m, "Annex: Evidence")
    return {"facts": parts.facts_table(m, "briefing"), "body": tuple(made)}


_KEEP_TO = (
    "Say a number only as it stands here. It is counted from the data.",
    "Quote only what stands in quotation marks here.",
    "Name nobody, and no place that could lead to somebody.",
)


def _briefing_list(m: Material, name: str, heading: str, always: tuple[str, ...]) -> list[Block]:
    said = [p.value for _, a in parts.parts_named(m, name) for p in a.pieces]
    items = tuple(plain(x) for x in (*said, *always))
    return [Heading(heading, 2, name), Bullets(items, anchor=f"{name}-list")] if items else []


def _specification_note(m: Material, composer: Composer) -> dict[str, Body]:
    spec = m.specification
    made: list[Block] = []
    if spec is not None:
        read = f"We have read this specification: {spec.title}. It follows the survey to which we gave answers."
        made.append(Paragraph(plain(read), anchor="read"))
        for view, heading in (("welcome", "What we welcome"), ("concern", "What concerns us"), ("ask", "What we ask")):
            lines = [x for x in spec.lines if x.view == view]
            if not lines:
                continue
            made.append(Heading(heading, 1, view))
            for n, line in enumerate(lines):
                where = f" (page {line.page})" if line.page else " (page not known)"
                place = f"{view}-{n}"
                spans = [Span(sentence_start(line.text.rstrip(".")), bold=True), Span(f"{where}.")]
                if line.why:
                    spans.append(Span(f" {line.why}"))
                made.append(Paragraph(tuple(spans), anchor=place, own_words=True))
                if line.ask:
                    made += _behind_ask(m, composer, line.ask, place)
        source = f"Source of what the specification says: {spec.source.rstrip('.')}."
        made.append(Paragraph(plain(source), Tone.SOURCE, anchor="specification-source"))
    else:  # what they published was read, and each ask looked up in it
        made += welcome_concern_ask(m, composer)
    made += parts.asks_table(m, composer)
    made += parts.evidence_annex(m, "Annex: Evidence")
    return {"facts": parts.facts_table(m, "note"), "body": tuple(made)}


def _behind_ask(m: Material, composer: Composer, ask_id: str, place: str) -> list[Block]:
    """An ask and the theme that carries it most, if people raised one."""
    made = composer.ask(place, ask_id)
    ask = m.asks.get(ask_id)
    carried = [t for t in m.themes if ask and t.code.id in ask.codes and m.raising(t)]
    if carried and carried[0].code.id not in composer.used_codes:
        made = composer.count(place, carried[0].code.id) + made
    return made


def _summary(m: Material, composer: Composer) -> dict[str, Body]:
    made: list[Block] = [Heading("What this was about", 1, "about-it")]
    made.append(Paragraph(plain(m.consultation.about or m.consultation.title), anchor="about-consultation"))
    who = sentence_start(parts.who_spoke(m))
    text = f"We asked people what they think. {who} told us."
    made.append(Paragraph(plain(text), anchor="who", claims=(composer.number("heard", who),)))
    made += _what_people_said(m, composer, m.themes, most=6)
    made += _what_we_asked(m, composer)
    made += _what_became_of_it([m])
    made += _how_they_asked(m, "here", 1)
    made += parts.thanks(m)
    return {"facts": (), "body": tuple(made)}


def _summary_of_all(materials: Sequence[Material], problems: list[Blocker]) -> Body:
    everyone = {p for m in materials for p in m.heard}
    n = len(everyone)
    lead = (
        f"We answered {number_word(len(materials))} consultations on health and care. "
        f"{sentence_start(number_word(n))} {plural(n, 'person', 'people')} told us what they have lived through. "
        "Some spoke to more than one; each is counted once."
    )
    made: list[Block] = [Heading("In short", 1, "in-short"), Paragraph(plain(lead), anchor="lead")]
    rows = []
    for m in materials:
        closes = as_date(m.consultation.closes) if m.consultation.closes else "not known"
        rows.append((m.consultation.short or m.consultation.title, m.consultation.who_asks, closes, str(len(m.heard))))
    made.append(
        Table(
            ("Consultation", "Asked by", "Closed", "People heard"), tuple(rows), caption="What we answered",
            numeric=(3,), widths=(0.33, 0.33, 0.18, 0.16),
            description="Each consultation with who asked, when it closed, and how many people we heard.",
            anchor="consultations",
        )
    )  # fmt: skip
    quoted: set[str] = set()
    for m in materials:
        composer = Composer(m, inline_refs=False, quoted_people=quoted)
        place = f"c-{m.consultation.id}"
        made.append(Heading(m.consultation.short or m.consultation.title, 1, place))
        for theme in [t for t in m.themes if m.raising(t)][:3]:
            made += parts.theme_story(m, composer, theme.code.id, f"{place}-{theme.code.id}")
        made += _how_they_asked(m, place, 2)
        problems += composer.problems
    made += _calls(materials)
    made += _what_became_of_it(materials)
    return tuple(made)


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
        Heading("What we ask for everywhere", 1, "calls"),
        Table(
            ("No.", "We ask", "Who should act", "People"), tuple(rows), caption="Our standing asks", numeric=(3,),
            widths=(0.09, 0.47, 0.3, 0.14), source="People: how many, in all, raised a theme behind it.",
            description="Each standing ask with who should act and how many people raised it.", anchor="calls-table",
        ),
    ]  # fmt: skip


def _what_people_said(m: Material, composer: Composer, themes: Sequence[Theme], most: int) -> list[Block]:
    made: list[Block] = [Heading("What people told us", 1, "told-us")]
    for theme in [t for t in themes if m.raising(t)][:most]:
        made += parts.theme_story(m, composer, theme.code.id, f"theme-{theme.code.id}")
    return made


def _what_we_asked(m: Material, composer: Composer) -> list[Block]:
    wanted = dict.fromkeys(
        p.value for _, a in sorted(m.answers.items()) for p in a.pieces if p.kind is PieceKind.ASK and p.value in m.asks
    )
    if not wanted:
        return []
    items = tuple(plain(f"{sentence_start(m.asks[a].short)}. (For {actors(m.asks[a])}.)") for a in wanted)
    return [Heading("What we asked for", 1, "asked"), Bullets(items, numbered=True, prefix="R", anchor="asked-list")]


def _what_became_of_it(materials: Sequence[Material]) -> list[Block]:
    """They decided: what is known. What is not known is said in one sentence, not in rows."""
    rows, unknown = [], 0
    for m in materials:
        for o in m.outcomes:
            if o.ask not in m.asks or o.consultation != m.consultation.id:
                continue
            if o.state is OutcomeState.UNCLEAR:
                unknown += 1
                continue
            where = ", ".join(x for x in (o.document, f"page {o.page}" if o.page else "") if x)
            short = m.consultation.short or m.consultation.title
            rows.append((short, f"{sentence_start(m.asks[o.ask].short)}.", o.state.value, where or "not found yet"))
    if not rows and not unknown:
        return []
    made: list[Block] = [Heading("What became of it", 1, "became")]
    if rows:
        made.append(
            Table(
                ("Consultation", "We asked", "Outcome", "Where it says so"), tuple(rows), caption="What they decided",
                widths=(0.2, 0.38, 0.14, 0.28), description="Each ask with what was decided and where that is written.",
                anchor="outcomes",
            )
        )  # fmt: skip
    if unknown:
        others = f"{number_word(unknown)} of our {'other ' if rows else ''}asks" if unknown > 1 else "one of our asks"
        text = f"Of {others} we do not know yet what was decided. We go on looking."
        made.append(Paragraph(plain(text), anchor="not-known-yet"))
    return made


def _how_they_asked(m: Material, place: str, level: int) -> list[Block]:
    """How the consultation itself was run, by the four Gunning principles."""
    if not m.conduct:
        return []
    items = tuple((Span(f"{name}: ", bold=True), Span(view)) for name, view in m.conduct)
    return [Heading("How they asked", level, f"{place}-conduct"), Bullets(items, anchor=f"{place}-conduct-list")]


def _titles(m: Material, kind: DocumentKind) -> tuple[str, str]:
    c = m.consultation
    name = c.short or c.title
    closes = f", closing {as_date(c.closes)}" if c.closes else ""
    match kind:
        case DocumentKind.RESPONSE | DocumentKind.SUBMISSION:
            return c.title, f"From {m.sender.name} to {c.who_asks}{closes}"
        case DocumentKind.BRIEFING:
            return name, "For our workshop and interview"
        case DocumentKind.ANSWERS:
            return name, f"Answers of {m.sender.name}"
        case DocumentKind.SPECIFICATION_NOTE:
            return name, "What we welcome, what concerns us, what we ask"
        case DocumentKind.LETTER:
            return f"{name}: three points", ""
        case DocumentKind.FOLLOW_UP_LETTER:
            return f"{name}: what became of it", ""
        case _:
            return name, "What people told us, what we asked for, what became of it"


def replaces(version: int) -> str:
    """What a new version says of the one before it."""
    return f"It replaces version {version - 1}: what people allow may have changed since, so numbers may differ."


def _values(m: Material, kind: DocumentKind, title: str, subtitle: str) -> dict[str, str]:
    made_up = MADE_UP if m.made_up else ""
    status = m.status or f"Draft version {m.version}, {as_date(m.today)}. Not yet approved."
    if m.version > 1:
        # In general and always: it says nothing of whether anybody left, let alone who.
        status += f" {replaces(m.version)}"
    contact = ", ".join(x for x in (m.sender.email, m.sender.phone) if x)
    return {
        "organisation": m.sender.name, "title": title, "subtitle": subtitle, "eyebrow": EYEBROW[kind],
        "date": as_date(m.today), "status": status, "contact": contact, "made_up": made_up,
    }  # fmt: skip


def _letter_values(m: Material, kind: DocumentKind) -> dict[str, str]:
    to, c = m.consultation.addressee, m.consultation
    if kind is DocumentKind.FOLLOW_UP_LETTER:
        subjects = [f"{c.short or c.title}: what became of it"]
    else:
        subjects = [p.value for _, a in parts.parts_named(m, "letter-subject") for p in a.pieces]
    return {
        "strapline": m.sender.strapline, "department": m.sender.department, "address": ", ".join(m.sender.address),
        "our_reference": f"{c.id}/{m.today.year}", "your_reference": c.reference, "salutation": to.salutation,
        "subject": subjects[0] if subjects else c.title, "sign_off": to.sign_off,
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
