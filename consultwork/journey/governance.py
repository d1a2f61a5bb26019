"""What does the charity itself need on paper: an assessment of what we hold, and a page for who comes next?

The assessment follows the steps of the Information Commissioner's sample template for a data
protection impact assessment. It is a draft: a person who knows the law signs it, or does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultwork.blocks import Block, Bullets, Document, Heading, Paragraph, Table, plain
from consultwork.journey.safeguard import MISSED
from consultwork.model import Blocker, Sender
from consultwork.text import as_date, listed
from consultwork.wording import ENGLISH, Wording


@dataclass(frozen=True)
class Holdings:
    """What a workspace holds and how it is kept, as far as the machine can tell."""

    sender: Sender
    today: date
    controller: str = ""
    officer: str = ""
    officer_contact: str = ""
    lead: str = ""
    who_can_see: tuple[str, ...] = ()
    people: int = 0
    answers: int = 0
    names: int = 0
    originals: int = 0
    concerns: int = 0
    described: tuple[str, ...] = ()
    consultations: tuple[tuple[str, str], ...] = ()
    encrypted: bool = False
    holders: tuple[str, ...] = ()
    backups: int = 0
    last_backup: date | None = None
    names_days: int = 0
    words_days: int = 0
    retention: tuple[tuple[str, str, str], ...] = ()
    made_up: bool = False
    wording: Wording = ENGLISH

    def say(self, entry: str, **facts: object) -> str:
        """An entry of the catalogues: see ``Wording.say``."""
        return self.wording.say(entry, **facts)


def assessment(h: Holdings) -> Document:
    """A data protection impact assessment, to be completed and signed."""
    body: list[Block] = [
        _heading(h, "governance/need"),
        _paragraph(h.say("governance/need-text")),
        _heading(h, "governance/held"),
        _held_table(h),
        _heading(h, "governance/travel"),
        *_list(
            h.say("governance/travel-in"),
            h.say("governance/travel-half-written"),
            h.say("governance/travel-names"),
            h.say("governance/travel-clearing"),
            h.say("governance/travel-replaced"),
            h.say("governance/travel-documents"),
            h.say("governance/travel-nowhere"),
        ),
        _heading(h, "governance/basis"),
        _paragraph(h.say("governance/basis-text", to_fill=h.say("governance/to-fill"))),
        _heading(h, "governance/who"),
        _who_table(h),
        _heading(h, "governance/long"),
        _paragraph(h.say("governance/long-text", names_days=h.names_days, words_days=h.words_days)),
        *_retention(h),
        _heading(h, "governance/rights"),
        *_list(h.say("governance/rights-withdraw"), h.say("governance/rights-see"), h.say("governance/rights-correct"), h.say("governance/rights-complain")),
        _heading(h, "governance/risks"),
        _risk_table(h),
        _heading(h, "governance/asked"),
        _paragraph(h.say("governance/asked-text", to_fill=h.say("governance/to-fill"))),
        _heading(h, "governance/sign"),
        Table(
            _columns(h, "governance/sign-item", "governance/sign-name", "governance/sign-notes"),
            (
                (h.say("governance/sign-measures"), "", ""),
                (h.say("governance/sign-risk"), "", ""),
                (h.say("governance/sign-advice"), h.officer, ""),
                (h.say("governance/sign-overruled"), "", ""),
                (h.say("governance/sign-review"), "", ""),
            ),
            widths=(0.4, 0.3, 0.3), caption=h.say("governance/sign-caption"), description=h.say("governance/sign-description"), anchor="sign-table",
        ),
    ]  # fmt: skip
    return _document(h, "dpia", h.say("governance/assessment"), h.say("governance/assessment-subtitle"), body)


def handover(h: Holdings, open_: tuple[Blocker, ...], notes: tuple[str, ...]) -> Document:
    """A page for the officer who takes over: what is here, what is open, where the keys are.

    Args:
        open_: what has to be settled first.
        notes: what each stage still waits for.
    """
    holders = (
        h.say("governance/keys-holders", holders=listed(h.holders)) if h.holders else h.say("governance/keys-nobody")
    )
    backups = h.say("governance/keys-no-backup", backups=h.backups)
    if h.last_backup:
        backups = h.say("governance/keys-backups", backups=h.backups, date=as_date(h.last_backup))
    here = h.say("governance/here-text", people=h.people, answers=h.answers, names=h.names, concerns=h.concerns)
    body: list[Block] = [
        _heading(h, "governance/first"),
        *(_list(*(b.sentence[0].upper() + b.sentence[1:] for b in open_)) if open_ else [_paragraph(h.say("governance/first-nothing"))]),
        _heading(h, "governance/here"),
        _paragraph(here),
        _heading(h, "governance/keys"),
        *_list(h.say("governance/keys-passphrase"), holders, backups),
        _heading(h, "governance/consultations"),
        Table(
            _columns(h, "governance/consultations-name", "governance/consultations-closes"), h.consultations, widths=(0.7, 0.3),
            caption=h.say("governance/consultations-caption"), description=h.say("governance/consultations-description"),
            anchor="consultations-table",
        ),
        _heading(h, "governance/waits"),
        *(_list(*notes) if notes else [_paragraph(h.say("governance/waits-nothing"))]),
        _heading(h, "governance/ask"),
        *_list(
            h.say("governance/ask-concern", lead=h.lead or h.say("governance/to-fill")),
            h.say("governance/ask-protection", officer=_protection(h)),
        ),
    ]  # fmt: skip
    return _document(h, "handover", h.say("governance/handover"), h.say("governance/handover-subtitle"), body)


def _document(h: Holdings, kind: str, title: str, subtitle: str, body: list[Block]) -> Document:
    contact = ", ".join(x for x in (h.sender.email, h.sender.phone) if x)
    values = {
        "organisation": h.sender.name, "subtitle": subtitle, "eyebrow": h.say("governance/eyebrow"), "date": as_date(h.today),
        "status": h.say("governance/status", date=as_date(h.today)), "contact": contact,
        "made_up": h.wording.say("documents/made-up") if h.made_up else "",
    }  # fmt: skip
    return Document(f"{kind}.docx", title, values, {"facts": (), "body": tuple(body)}, made_up=h.made_up)


def _heading(h: Holdings, part: str) -> Heading:
    """The heading of a part: its entry's name is its anchor too."""
    return Heading(h.say(part), 1, part.partition("/")[2])


def _paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _list(*items: str) -> tuple[Block, ...]:
    return (Bullets(tuple(plain(i) for i in items)),)


def _columns(h: Holdings, *entries: str) -> tuple[str, ...]:
    return tuple(h.say(entry) for entry in entries)


def _protection(h: Holdings) -> str:
    return ", ".join(x for x in (h.officer, h.officer_contact) if x) or h.say("governance/to-fill")


def _held_table(h: Holdings) -> Table:
    after_words, after_names = (
        h.say("governance/held-days", days=h.words_days),
        h.say("governance/held-days", days=h.names_days),
    )
    described = listed(h.described) or h.say("governance/described-nothing")
    rows = (
        (h.say("governance/words-what", people=h.people, answers=h.answers), h.say("governance/words-where", encrypted=h.encrypted),
         h.say("governance/words-why"), after_words),
        (h.say("governance/names-what", names=h.names), h.say("governance/names-where"), h.say("governance/names-why"), after_names),
        (h.say("governance/replaced-what", answers=h.originals), h.say("governance/replaced-where"), h.say("governance/replaced-why"), after_words),
        (h.say("governance/described-what", described=described), h.say("governance/described-where"), h.say("governance/described-why"), after_words),
        (h.say("governance/concerns-what", concerns=h.concerns), h.say("governance/concerns-where"), h.say("governance/concerns-why"), after_words),
        _columns(h, "governance/documents-what", "governance/documents-where", "governance/documents-why", "governance/documents-how-long"),
        (h.say("governance/backups-what", backups=h.backups), h.say("governance/backups-where"), h.say("governance/backups-why"), h.say("governance/backups-how-long")),
    )  # fmt: skip
    return Table(
        _columns(h, "governance/held-what", "governance/held-where", "governance/held-why", "governance/held-how-long"), rows, widths=(0.3, 0.28, 0.24, 0.18),
        caption=h.say("governance/held-caption"), description=h.say("governance/held-description"), anchor="held-table",
    )  # fmt: skip


def _who_table(h: Holdings) -> Table:
    rows = [
        (h.say("governance/controller"), h.controller or h.say("governance/to-fill"), h.say("governance/controller-may")),
        (h.say("governance/protection"), _protection(h), h.say("governance/protection-may")),
        (h.say("governance/lead"), h.lead or h.say("governance/to-fill"), h.say("governance/lead-may")),
        *((h.say("governance/works-here", number=n), name, h.say("governance/works-here-may")) for n, name in enumerate(h.who_can_see, start=1)),
        (h.say("governance/holders"), listed(h.holders) or h.say("governance/to-fill"), h.say("governance/holders-may")),
    ]  # fmt: skip
    return Table(
        _columns(h, "governance/who-role", "governance/who-name", "governance/who-may"), tuple(rows), widths=(0.28, 0.36, 0.36),
        caption=h.say("governance/who-caption"), description=h.say("governance/who-description"), anchor="who-table",
    )  # fmt: skip


def _retention(h: Holdings) -> tuple[Block, ...]:
    if not h.retention:
        return ()
    return (
        Table(
            _columns(h, "governance/retention-what", "governance/retention-from", "governance/retention-how-many"), h.retention, widths=(0.6, 0.24, 0.16),
            caption=h.say("governance/retention-caption"), description=h.say("governance/retention-description"), anchor="retention-table",
        ),
    )  # fmt: skip


def _risk_table(h: Holdings) -> Table:
    lost = (
        h.say("governance/passphrase-two-holders", holders=listed(h.holders))
        if h.holders
        else h.say("governance/passphrase-no-holders")
    )
    severe, significant = _columns(h, "governance/severe", "governance/significant")
    low, medium, high = _columns(h, "governance/low", "governance/medium", "governance/high")
    laptop = h.say("governance/laptop-measure", encrypted=h.encrypted)
    rows = (
        (h.say("governance/laptop"), severe, laptop, low if h.encrypted else medium),
        (h.say("governance/recognised"), severe, h.say("governance/recognised-measure", missed=MISSED), medium),
        (h.say("governance/picked-out"), significant, h.say("governance/picked-out-measure"), low),
        (h.say("governance/against-will"), severe, h.say("governance/against-will-measure"), low),
        (h.say("governance/called-back"), significant, h.say("governance/called-back-measure"), medium),
        (h.say("governance/danger"), severe, h.say("governance/danger-measure"), medium),
        (h.say("governance/script"), significant, h.say("governance/script-measure"), low),
        (h.say("governance/passphrase"), significant, lost, low if h.holders else high),
        (h.say("governance/kept-too-long"), significant, h.say("governance/kept-too-long-measure"), low),
    )
    return Table(
        _columns(h, "governance/risk-risk", "governance/risk-harm", "governance/risk-measure", "governance/risk-remains"), rows, widths=(0.25, 0.13, 0.46, 0.16),
        caption=h.say("governance/risks"), description=h.say("governance/risks-description"), anchor="risk-table",
    )  # fmt: skip
