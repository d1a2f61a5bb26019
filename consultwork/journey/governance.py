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

_TO_FILL = "[Fill in]"


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


def assessment(h: Holdings) -> Document:
    """A data protection impact assessment, to be completed and signed."""
    body: list[Block] = [
        Heading("Why this assessment", 1, "need"),
        _say(
            "People tell us about their health and what happened to them in services. That is special-category "
            "data under Article 9 of the UK GDPR, and some of it is about offences, under Article 10. Many of "
            "those who speak are at risk. So we assess what could go wrong before we begin."
        ),
        Heading("What is held, where, why and how long", 1, "held"),
        _held_table(h),
        Heading("How the data travel", 1, "travel"),
        *_list(
            "People fill in a form, or staff write down what they say, or a survey is imported.",
            "What is half-written is locked with four words that only the person has, and deleted after some days.",
            "Names and contacts are sealed into the vault. The working database has a number for each person.",
            "The program marks what may identify somebody. A person reads each answer and decides.",
            "What is replaced moves into the vault. Analysis uses the cleared words alone.",
            "Documents hold counts, and quotes of those who allowed it.",
            "Nothing is sent anywhere by the program: no cloud, no telemetry.",
        ),
        Heading("Lawful basis and consent", 1, "basis"),
        _say(
            "Proposed: consent (Article 6(1)(a)) and explicit consent (Article 9(2)(a)), asked for each use apart: "
            "to count, to put in our own words, to quote, to thank by a chosen name, to contact again. No answer "
            f"means no. The wording and the day are kept. {_TO_FILL}: confirm the basis with your adviser."
        ),
        Heading("Who can see it", 1, "who"),
        _who_table(h),
        Heading("How long, and what is due", 1, "long"),
        _say(
            f"Names and contacts go {h.names_days} days after a consultation closes, people's words after "
            f"{h.words_days} days. A person confirms each deletion, and the record says that it was done."
        ),
        *_retention(h),
        Heading("Rights of the people who speak", 1, "rights"),
        *_list(
            "To withdraw: one act takes them out of the database, vault, documents, notebooks and backups.",
            "To see what is held: their words, permissions and history can be printed by their number.",
            "To correct: a permission changes from the day they say so.",
            "To complain: to us, or to the Information Commissioner's Office.",
        ),
        Heading("Risks and measures", 1, "risks"),
        _risk_table(h),
        Heading("Whom we asked", 1, "asked"),
        _say(f"{_TO_FILL}: which people with lived experience were asked about this assessment, and what they said."),
        Heading("Sign-off", 1, "sign"),
        Table(
            ("Item", "Name", "Date and notes"),
            (
                ("Measures approved by", "", ""),
                ("Remaining risk accepted by", "", ""),
                ("Advice of the data protection officer", h.officer, ""),
                ("Advice accepted or overruled by", "", ""),
                ("This assessment will be reviewed by", "", ""),
            ),
            widths=(0.4, 0.3, 0.3), caption="Who signs", description="Who approves, advises and reviews.", anchor="sign-table",
        ),
    ]  # fmt: skip
    return _document(h, "dpia", "Data protection impact assessment", "A draft to complete and sign", body)


def handover(h: Holdings, open_: tuple[Blocker, ...], notes: tuple[str, ...]) -> Document:
    """A page for the officer who takes over: what is here, what is open, where the keys are.

    Args:
        open_: what has to be settled first.
        notes: what each stage still waits for.
    """
    holders = f"{listed(h.holders)} can open the vault together." if h.holders else "Nobody else can open the vault."
    copy = f"The last was made on {as_date(h.last_backup)}." if h.last_backup else "There is none yet."
    body: list[Block] = [
        Heading("Before you take over", 1, "first"),
        *(_list(*(b.sentence[0].upper() + b.sentence[1:] for b in open_)) if open_ else [_say("Nothing is open.")]),
        Heading("What is here", 1, "here"),
        _say(
            f"Words of {h.people} people and groups, under numbers, in {h.answers} answers. The vault holds "
            f"{h.names} names and contacts. {'One concern' if h.concerns == 1 else f'{h.concerns} concerns'} for "
            "somebody's safety. The data protection impact assessment says more: consultwork dpia."
        ),
        Heading("The keys", 1, "keys"),
        *_list(
            "The passphrase is on paper with the officer before you. Change it when you have it.",
            holders,
            f"Backups known to this workspace: {h.backups}. {copy}",
        ),
        Heading("The consultations", 1, "consultations"),
        Table(
            ("Consultation", "Closes"), h.consultations, widths=(0.7, 0.3), caption="Those that people spoke to",
            description="Each consultation with its closing date.", anchor="consultations-table",
        ),
        Heading("What each stage waits for", 1, "waits"),
        *(_list(*notes) if notes else [_say("Nothing waits.")]),
        Heading("Who to ask", 1, "ask"),
        *_list(
            f"A safeguarding concern: {h.lead or _TO_FILL}.",
            f"Data protection: {', '.join(x for x in (h.officer, h.officer_contact) if x) or _TO_FILL}.",
        ),
    ]  # fmt: skip
    return _document(h, "handover", "Handover", "What the next officer needs to know", body)


def _document(h: Holdings, kind: str, title: str, subtitle: str, body: list[Block]) -> Document:
    contact = ", ".join(x for x in (h.sender.email, h.sender.phone) if x)
    values = {
        "organisation": h.sender.name, "subtitle": subtitle, "eyebrow": "For the office", "date": as_date(h.today),
        "status": f"Draft of {as_date(h.today)}. Not signed.", "contact": contact,
    }  # fmt: skip
    return Document(f"{kind}.docx", title, values, {"facts": (), "body": tuple(body)}, made_up=h.made_up)


def _say(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _list(*items: str) -> tuple[Block, ...]:
    return (Bullets(tuple(plain(i) for i in items)),)


def _held_table(h: Holdings) -> Table:
    locked = (
        "Encrypted with the vault's passphrase" if h.encrypted else "Not encrypted by the program: encrypt the disk"
    )
    after_words, after_names = f"{h.words_days} days after closing", f"{h.names_days} days after closing"
    rows = (
        (f"Words of {h.people} people and groups, under numbers ({h.answers} answers)", f"consultwork.db. {locked}",
         "To answer the consultation", after_words),
        (f"Names and contacts ({h.names} entries)", "vault.db, encrypted, behind a passphrase",
         "To contact people, to thank them, to find who withdraws", after_names),
        (f"Words that were replaced ({h.originals} answers)", "vault.db, encrypted", "To mend a mistake", after_words),
        (f"Who people are: {listed(h.described) or 'nothing is asked'}", "consultwork.db",
         "To see who was not heard; never shown beside words", after_words),
        (f"Concerns for somebody's safety ({h.concerns})", "consultwork.db; in no analysis or export",
         "So that the named lead acts", after_words),
        ("Documents", "The folder for documents", "To send, and to show what was said", "Kept as a record"),
        (f"Backups ({h.backups})", "Where you put them, encrypted", "So that nothing is lost", "Until replaced"),
    )  # fmt: skip
    return Table(
        ("What", "Where", "Why", "How long"), rows, widths=(0.3, 0.28, 0.24, 0.18), caption="What this workspace holds",
        description="Each kind of data with its place, purpose and time.", anchor="held-table",
    )  # fmt: skip


def _who_table(h: Holdings) -> Table:
    rows = [
        ("Controller", h.controller or _TO_FILL, "Decides, and answers in law"),
        ("Data protection", ", ".join(x for x in (h.officer, h.officer_contact) if x) or _TO_FILL, "Advises"),
        ("Safeguarding lead", h.lead or _TO_FILL, "Sees concerns"),
        *((f"Works here {n}", name, "Sees words under numbers") for n, name in enumerate(h.who_can_see, start=1)),
        ("Holders of the vault", listed(h.holders) or _TO_FILL, "Open it together if the passphrase is lost"),
    ]
    return Table(
        ("Role", "Who", "What they can do"), tuple(rows), widths=(0.28, 0.36, 0.36), caption="People with access",
        description="Each role with who fills it and what they can do.", anchor="who-table",
    )  # fmt: skip


def _retention(h: Holdings) -> tuple[Block, ...]:
    if not h.retention:
        return ()
    return (
        Table(
            ("What", "Delete from", "How many"), h.retention, widths=(0.6, 0.24, 0.16), caption="Dates of deletion",
            description="What is to be deleted, from which day, and how much of it.", anchor="retention-table",
        ),
    )  # fmt: skip


def _risk_table(h: Holdings) -> Table:
    laptop = "The vault, and backups, are encrypted." + (
        " So is the database." if h.encrypted else " The disk must be."
    )
    lost = f"Two holders: {listed(h.holders)}." if h.holders else "None yet: name two holders."
    rows = (
        ("A laptop is lost or stolen", "Severe", laptop, "Low" if h.encrypted else "Medium"),
        ("Somebody is recognised from their words", "Severe",
         "Details are marked and replaced by a person; quotes need leave; telling quotes are put to a person. "
         f"The program misses {MISSED} details, so each answer is read.", "Medium"),
        ("Somebody is picked out in a table", "Significant",
         "Numbers under five are hidden, also against subtraction from totals.", "Low"),
        ("Words are used against somebody's will", "Severe",
         "No permission means not used. A withdrawal reaches every file in our hands.", "Low"),
        ("A document already sent cannot be called back", "Significant", "People are told before they write.", "Medium"),
        ("Somebody is in danger and nobody acts", "Severe",
         "Words of risk are put before the named lead with a day. A person decides.", "Medium"),
        ("A file from outside holds a script or formula", "Significant",
         "Words are never run as HTML, formula or field. Files are checked before they are read.", "Low"),
        ("The passphrase is lost", "Significant", lost, "Low" if h.holders else "High"),
        ("Words or names are kept too long", "Significant", "Dates of deletion, put to a person.", "Low"),
    )  # fmt: skip
    return Table(
        ("Risk", "Harm", "Measure", "What remains"), rows, widths=(0.25, 0.13, 0.46, 0.16), caption="Risks and measures",
        description="Each risk with its harm, what we do about it, and what remains.", anchor="risk-table",
    )  # fmt: skip
