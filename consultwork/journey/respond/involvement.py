"""How people were involved: an annex in the five items of GRIPP2-SF and the five of 4Pi, from what is known.

GRIPP2-SF: Staniszewska and others, "GRIPP2 reporting checklists", Research Involvement and Engagement
2017, 3:13 (short form: aim, methods, study results, discussion and conclusions, reflections). 4Pi: National
Survivor User Network, 4Pi National Involvement Standards (principles, purpose, presence, process, impact).
How the consultation itself was run stands beside it, by the four Gunning principles.
"""

from __future__ import annotations

from collections import Counter

from consultwork.blocks import Block, Bullets, Heading, Paragraph, Span, Table, plain
from consultwork.journey.respond import parts
from consultwork.journey.respond.compose import Composer
from consultwork.journey.respond.material import Material
from consultwork.journey.small_numbers import THRESHOLD
from consultwork.model import OutcomeState, PieceKind, Use
from consultwork.text import listed, number_word, plural, sentence_start


def involvement_annex(
    m: Material, composer: Composer, title: str = "Annex C: How people were involved"
) -> tuple[Block, ...]:
    """The annex; nothing is claimed that the workbench does not know."""
    made: list[Block] = [
        Heading(title, 1, "involvement"),
        Paragraph(plain("This follows the five items of the GRIPP2 short form, then the 4Pi standards."), anchor="involvement-lead"),
    ]  # fmt: skip
    for n, (name, sentences) in enumerate(_gripp2(m, composer)):
        made += [Heading(name, 2, f"gripp2-{n}"), Paragraph(plain(" ".join(sentences)), anchor=f"gripp2-{n}-text")]
    made.append(
        Table(
            ("4Pi", "What we did"), tuple(_four_pi(m, composer)), caption="The 4Pi involvement standards",
            widths=(0.2, 0.8), description="Each of the five standards with what we did.", anchor="four-pi",
        )
    )  # fmt: skip
    if m.conduct:
        items = tuple((Span(f"{name}: ", bold=True), Span(view)) for name, view in m.conduct)
        lead = "How the consultation itself was run, by the four Gunning principles:"
        made += [Paragraph(plain(lead), anchor="gunning-lead"), Bullets(items, anchor="gunning-list")]
    return tuple(made)


def _gripp2(m: Material, composer: Composer) -> list[tuple[str, list[str]]]:
    c = m.consultation
    asks = [a for a in composer.asks if a in m.asks]
    stand = sum(any(m.raising(t) for t in m.themes if t.code.id in m.asks[a].codes) for a in asks)
    answered = [q for q in c.questions if (a := m.answers.get(q.number)) and a.pieces and not a.not_answered]
    with_people = {e.question.split("/")[-1] for e in m.evidence}
    from_people = sum(q.number in with_people for q in answered)
    themes = sum(bool(t.people or t.groups or t.staff) for t in m.themes)
    return [
        ("Aim", [f"To answer this consultation ({c.short or c.title}) from what people have lived through, in words and in what we ask for."]),
        ("Methods", [f"{sentence_start(parts.who_spoke(m))} took part, by {_ways(m)}.", _ALLOWED, _THEMED]),
        (
            "Results",
            [
                f"What they said was brought together in {number_word(themes)} {plural(themes, 'theme')}.",
                f"{_of(from_people, len(answered), 'answer')} rest on it." if answered else "No question is answered yet.",
                *_asked_back(m),
            ],
        ),
        (
            "Discussion and conclusions",
            [
                f"{_of(stand, len(asks), 'ask')} come from themes that people raised."
                if asks
                else "We make no ask in this response.",
                "Where people saw it differently from one another, the answers say so.",
            ],
        ),
        ("Reflections", [*_missing(m), *_felt(m)]),
    ]  # fmt: skip


_ALLOWED = "Each of them said whether their words may be counted, put in our words, or quoted."
_THEMED = "A person read every answer and decided on every theme."


def _of(n: int, of: int, what: str) -> str:
    """ "All 16 of our answers", "Five of our six asks"."""
    if n == of:
        return f"All {number_word(of)} of our {plural(2, what)}" if of > 1 else f"Our one {what}"
    return f"{sentence_start(number_word(n)) if n else 'None'} of our {number_word(of)} {plural(of, what)}"


def _ways(m: Material) -> str:
    spoken = [c for c in m.contributions.values() if m.people[c.contributor].allows(Use.COUNT, c.answer)]
    ways = Counter(c.channel.value for c in spoken)
    return listed([w for w, _ in sorted(ways.items(), key=lambda x: (-x[1], x[0]))]) or "ways that are not noted"


def _asked_back(m: Material) -> list[str]:
    if m.asked_back:
        return [
            "Before it went out they were shown what we wrote; the part on how we gathered views says what changed."
        ]
    return ["Whether people were shown what we wrote before it went out is not recorded yet."]


def _missing(m: Material) -> list[str]:
    gaps = [
        p.value.rstrip(".") for _, a in parts.parts_named(m, "not-heard") for p in a.pieces if p.kind is PieceKind.WORDS
    ]
    if not gaps:
        return ["Whom we did not hear is not noted."]
    return [f"We did not hear: {'; '.join(g[0].lower() + g[1:] for g in gaps if g)}."]


def _felt(m: Material) -> list[str]:
    """What those who took part said of it, where enough of them did."""
    told = [(asked, yes, yes + partly + no) for asked, yes, partly, no in m.felt if yes + partly + no >= THRESHOLD]
    if not told:
        return ["Too few people told us how it was to take part to report it here."]
    said = listed([f"{number_word(yes)} of {number_word(n)} {asked}" for asked, yes, n in told])
    return [f"Of those who told us how it was, {said}."]


def _four_pi(m: Material, composer: Composer) -> list[tuple[str, str]]:
    asks, outcomes = len(composer.asks), [o for o in m.outcomes if o.consultation == m.consultation.id]
    met = sum(o.state is OutcomeState.MET for o in outcomes)
    partly = sum(o.state is OutcomeState.PARTLY for o in outcomes)
    impact = (
        f"{sentence_start(number_word(asks))} {plural(asks, 'ask')} in this response."
        if asks
        else "No ask in this response."
    )
    if outcomes:
        other = len(outcomes) - met - partly
        counted = [(met, "met"), (partly, "met in part"), (other, "not met, or not clear")]
        impact += f" So far: {', '.join(f'{n} {said}' for n, said in counted if n)}."
    else:
        impact += " What became of them will be looked up, and told to those who took part."
    return [
        ("Principles", "People decide what becomes of their words. They may skip, stop, and take their words back, before and after."),
        ("Purpose", m.consultation.about or m.consultation.title),
        ("Presence", f"{sentence_start(parts.who_spoke(m))}. {' '.join(_missing(m))}"),
        ("Process", f"They took part by {_ways(m)}. Names are kept apart from words. {' '.join(_asked_back(m))}"),
        ("Impact", impact),
    ]  # fmt: skip
