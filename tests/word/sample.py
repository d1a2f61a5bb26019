"""A made-up document with every kind of block, for the tests of this room."""

from __future__ import annotations

from consultwork.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    Tone,
    plain,
)

FACTS = Table(
    ("Item", "Detail"),
    (
        ("Consultation", "Reforming care in the county"),
        ("Asked by", "Department of Examples"),
        ("Closing date", "21 April 2021"),
        ("May be published", "Yes"),
    ),
    widths=(0.3, 0.7),
    description="The consultation, who asks and when it closes.",
)


def body() -> tuple[Block, ...]:
    """A body with every class of block."""
    e1, e2 = Span("E01", ref=True), Span("E02", ref=True)
    return (
        Heading("Summary", anchor="summary"),
        Paragraph(plain("We welcome the plan. People told us what would make it work."), tone=Tone.LEAD),
        Paragraph(
            (Span("Choice comes first. ", bold=True), Span("The Department should let people plan ahead.")),
            tone=Tone.KEY,
            anchor="key-1",
        ),
        Paragraph(
            (Span("Nobody should travel far. ", bold=True), Span("The Trust should keep beds local.")),
            tone=Tone.KEY,
            anchor="key-2",
        ),
        Heading("How we gathered views", 2),
        Paragraph(
            (
                Span("Seven people told us what they think, between May and June. Read "),
                Span("our page on taking part", link="https://example.org/take part?a=1&b=2"),
                Span("."),
            )
        ),
        Bullets(
            (
                plain("an online form"),
                plain(
                    "two workshops, held in the evening so that people who work could "
                    "come and stay for as long as they liked"
                ),
                plain("letters"),
            )
        ),
        PageBreak(),
        Heading("Our answers to the questions", anchor="answers"),
        Heading("Question 1", 2, anchor="demo-1"),
        Paragraph(
            plain("Do you agree or disagree that people should be able to plan ahead?"),
            tone=Tone.QUESTION,
            anchor="demo-1-question",
        ),
        Paragraph(
            plain("Agree. Planning ahead works when staff know of the plan."),
            tone=Tone.POSITION,
            anchor="demo-1-position",
        ),
        Paragraph(
            (
                Span("Two of the seven people told us that nobody had read their plan. "),
                e1,
                Span(" One person feared that it would bind them. "),
                e2,
            ),
            anchor="demo-1-plan",
            evidence=("E01", "E02"),
        ),
        Quote(
            "I wrote it all down. On the night, nobody knew it was there.",
            "Volunteer with lived experience",
            "E01",
            coding="K-0001",
            anchor="demo-1-quote-1",
        ),
        Paragraph(plain("64 of 500 words."), tone=Tone.SOURCE),
        Table(
            ("Theme", "People", "For", "Against"),
            (
                ("Plans are not read", "2", "2", "0"),
                ("Travel to a bed far from home", "4", "1", "3"),
                ("Staff who listen", "3", "3", ""),
            ),
            caption="What people raised under question 1",
            numeric=(1, 2, 3),
            source="Source: seven people, May to June 2021. One person can raise more than one theme.",
            description="One row for each theme, with how many people raised it.",
            anchor="demo-1-themes",
        ),
        Chart(
            ("Plans are not read", "Travel to a bed far from home", "Staff who listen"),
            (("For", (2, 1, 3)), ("Against", (0, 3, 0))),
            "People by theme and position",
            "Travel divides people: one for, three against.",
            "Source: as Table 1.",
            anchor="demo-1-chart",
        ),
        Heading("What we ask", 1),
        Bullets(
            (
                plain("The Department should make sure that each plan is read on the day."),
                plain("The Trust should publish how far people travel."),
            ),
            numbered=True,
            prefix="R",
            anchor="asks",
        ),
        Heading("Steps", 2),
        Bullets((plain("Ask people."), plain("Write it down.")), numbered=True),
        Paragraph(plain("And then again:")),
        Bullets((plain("Ask people again."), plain("Change it.")), numbered=True),
        PageBreak(),
        Heading("Annex A: Evidence"),
        Paragraph((Span("Every claim that rests on evidence carries a label such as "), e1, Span("."))),
        Table(
            ("Ref", "Evidence", "People", "Used in"),
            (
                ("E01", "Plans are not read", "2", "Question 1"),
                ("E02", "Fear of being bound", "1", "Question 1"),
            ),
            caption="Evidence used in this response",
            numeric=(2,),
            anchor="evidence-annex",
            description="One row for each piece of evidence.",
        ),
    )


def letter_body() -> tuple[Block, ...]:
    """The body of a short letter."""
    return (
        Paragraph(plain("Thank you for asking for views. Our written submission is enclosed.")),
        Paragraph(plain("Our three points are:")),
        Bullets(
            (
                plain("Listen to women."),
                plain("Train every doctor."),
                plain("Make services work together so that nobody has to tell it twice."),
            )
        ),
        Quote("I told five people the same story.", "Woman with lived experience", "", anchor="q"),
        Paragraph(plain("We ask for a meeting before the strategy is written.")),
    )


def document(kind: str = "response", *, made_up: bool = True, **values: str) -> Document:
    """A document of one kind, complete for the template that is supplied."""
    given = {
        "organisation": "Example Co-production Network",
        "title": "Reforming care in the county",
        "subtitle": "Response of the Example Co-production Network, closing 21 April 2021",
        "eyebrow": "Consultation response",
        "date": "4 June 2021",
        "status": "Draft version 1, 4 June 2021. Not yet approved.",
        "contact": "office@example.org",
    }
    slots: dict[str, tuple[Block, ...]] = {"facts": (FACTS,), "body": body()}
    if kind == "letter":
        given |= {
            "department": "Policy and engagement",
            "our_reference": "ECN/2021/3",
            "your_reference": "",
            "salutation": "Dear Minister",
            "subject": "Women's Health Strategy: our submission",
            "sign_off": "Yours sincerely",
            "signatory": "J. Example",
            "signatory_role": "Director",
            "strapline": "Nothing about us without us",
            "address": "1 Example Street, Exampleton EX1 1AA",
        }
        slots = {
            "addressee": tuple(
                Paragraph(plain(line), tone=Tone.ADDRESS)
                for line in (
                    "Minister for Examples",
                    "Department of Examples",
                    "1 Example Road",
                    "London EX1 1AA",
                )
            ),
            "body": letter_body(),
            "enclosures": (Paragraph(plain("Enclosed: written submission")),),
        }
    return Document(
        template=f"{kind}.docx",
        title=given["title"],
        values=given | values,
        slots=slots,
        draft="demo-response-1",
        subject="A consultation",
        keywords=("care",),
        made_up=made_up,
    )
