"""How people were involved: an annex in the five items of GRIPP2-SF and the five of 4Pi, from what is known.

GRIPP2-SF: Staniszewska and others, "GRIPP2 reporting checklists", Research Involvement and Engagement
2017, 3:13 (short form: aim, methods, study results, discussion and conclusions, reflections). 4Pi: National
Survivor User Network, 4Pi National Involvement Standards (principles, purpose, presence, process, impact).
How the consultation itself was run stands beside it, by the four Gunning principles.
"""

from __future__ import annotations

from consultwork.blocks import Block, Bullets, Heading, Paragraph, Span, Table, plain
from consultwork.journey.respond import parts
from consultwork.journey.respond.compose import Composer
from consultwork.journey.respond.material import Material
from consultwork.journey.small_numbers import THRESHOLD
from consultwork.model import OutcomeState, PieceKind
from consultwork.text import listed, number_word, sentence_start


def involvement_annex(m: Material, composer: Composer) -> tuple[Block, ...]:
    """The annex; nothing is claimed that the workbench does not know."""
    blocks: list[Block] = [
        Heading(m.say("documents/involvement"), 1, "involvement"),
        Paragraph(plain(m.say("documents/involvement-lead")), anchor="involvement-lead"),
    ]
    for n, (name, sentences) in enumerate(_gripp2(m, composer)):
        blocks += [
            Heading(m.say(name), 2, f"gripp2-{n}"),
            Paragraph(plain(" ".join(sentences)), anchor=f"gripp2-{n}-text"),
        ]
    blocks.append(
        Table(
            (m.say("documents/four-pi"), m.say("documents/four-pi-did")),
            tuple((m.say(name), text) for name, text in _four_pi(m, composer)),
            caption=m.say("documents/four-pi-caption"), widths=(0.2, 0.8),
            description=m.say("documents/four-pi-description"), anchor="four-pi",
        )
    )  # fmt: skip
    if m.conduct:
        items = tuple((Span(f"{name}: ", bold=True), Span(view)) for name, view in m.conduct)
        lead = m.say("documents/gunning-lead")
        blocks += [Paragraph(plain(lead), anchor="gunning-lead"), Bullets(items, anchor="gunning-list")]
    return tuple(blocks)


def _gripp2(m: Material, composer: Composer) -> list[tuple[str, list[str]]]:
    """The entry of each item's name, and its sentences."""
    say = m.say
    asks = [a for a in composer.asks if a in m.asks]
    stand = sum(any(m.raising(t) for t in m.themes if t.code.id in m.asks[a].codes) for a in asks)
    answered = [
        q for q in m.consultation.questions if (a := m.answers.get(q.number)) and a.pieces and not a.not_answered
    ]
    with_people = {e.question.split("/")[-1] for e in m.evidence}
    from_people = sum(q.number in with_people for q in answered)
    themes = sum(bool(t.people or t.groups or t.staff) for t in m.themes)
    name = m.consultation.short or m.consultation.title
    return [
        ("documents/gripp-aim", [say("documents/gripp-aim-text", name=name)]),
        (
            "documents/gripp-methods",
            [
                say("documents/gripp-methods-who", who=sentence_start(parts.who_spoke(m)), ways=_ways(m)),
                say("documents/gripp-methods-allowed"),
                say("documents/gripp-methods-themed"),
            ],
        ),
        (
            "documents/gripp-results",
            [
                say("documents/gripp-results-themes", count=themes, words=number_word(themes)),
                _how_many(m, "results", "answers", from_people, len(answered)),
                _asked_back(m),
            ],
        ),
        (
            "documents/gripp-discussion",
            [_how_many(m, "discussion", "asks", stand, len(asks)), say("documents/gripp-discussion-differ")],
        ),
        ("documents/gripp-reflections", [_missing(m), _felt(m)]),
    ]  # fmt: skip


def _how_many(m: Material, item: str, what: str, n: int, of: int) -> str:
    """ "All 16 of our answers rest on it.", "Five of our six asks come from themes ...", or that there are none."""
    if not of:
        return m.say(f"documents/gripp-{item}-no-{what}")
    if n == of:
        return m.say(f"documents/gripp-{item}-all-{what}", of=of, of_words=number_word(of))
    count = sentence_start(number_word(n)) if n else m.say("documents/none-of-ours")
    return m.say(f"documents/gripp-{item}-{what}", count=count, of=of, of_words=number_word(of))


def _ways(m: Material) -> str:
    return listed([way for way, _ in parts.ways(m)]) or m.say("documents/ways-not-noted")


def _asked_back(m: Material) -> str:
    known = "documents/gripp-results-shown" if m.asked_back else "documents/gripp-results-shown-unknown"
    return m.say(known)


def _missing(m: Material) -> str:
    gaps = [
        p.value.rstrip(".") for _, a in parts.parts_named(m, "not-heard") for p in a.pieces if p.kind is PieceKind.WORDS
    ]
    if not gaps:
        return m.say("documents/not-heard-unknown")
    return m.say("documents/not-heard-list", gaps="; ".join(g[0].lower() + g[1:] for g in gaps if g))


def _felt(m: Material) -> str:
    """What those who took part said of it, where enough of them did."""
    told = [(asked, yes, yes + partly + no) for asked, yes, partly, no in m.felt if yes + partly + no >= THRESHOLD]
    if not told:
        return m.say("documents/felt-too-few")
    counts = [
        m.say("documents/felt-count", count=number_word(yes), of=number_word(n), felt=asked) for asked, yes, n in told
    ]
    return m.say("documents/felt", counts=listed(counts))


def _four_pi(m: Material, composer: Composer) -> list[tuple[str, str]]:
    """The entry of each standard's name, and what we did."""
    say, who = m.say, sentence_start(parts.who_spoke(m))
    return [
        ("documents/four-pi-principles", say("documents/four-pi-principles-text")),
        ("documents/four-pi-purpose", m.consultation.about or m.consultation.title),
        ("documents/four-pi-presence", say("documents/four-pi-presence-text", who=who, not_heard=_missing(m))),
        ("documents/four-pi-process", say("documents/four-pi-process-text", ways=_ways(m), shown=_asked_back(m))),
        ("documents/four-pi-impact", f"{_impact_asks(m, composer)} {_impact_outcomes(m)}"),
    ]


def _impact_asks(m: Material, composer: Composer) -> str:
    asks = len(composer.asks)
    if not asks:
        return m.say("documents/four-pi-impact-no-asks")
    return sentence_start(m.say("documents/four-pi-impact-asks", count=asks, words=number_word(asks)))


def _impact_outcomes(m: Material) -> str:
    outcomes = [o for o in m.outcomes if o.consultation == m.consultation.id]
    if not outcomes:
        return m.say("documents/four-pi-impact-later")
    met = sum(o.state is OutcomeState.MET for o in outcomes)
    partly = sum(o.state is OutcomeState.PARTLY for o in outcomes)
    counted = {"met": met, "partly": partly, "other": len(outcomes) - met - partly}
    counts = [m.say(f"documents/four-pi-impact-{state}", count=n) for state, n in counted.items() if n]
    return m.say("documents/four-pi-impact-so-far", counts=", ".join(counts))
