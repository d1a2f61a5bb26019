"""Commands for documents: making, checking, reviewing, approving, sending."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from consultwork.cli import desk
from consultwork.cli.app import app
from consultwork.cli.desk import bench, closing_table, say, show, tell, there
from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.model import DocumentKind
from consultwork.text import plural
from consultwork.workbench.respond.respond_desk import ALL


@app.command()
def respond(
    consultation: Annotated[str, typer.Argument(help="The consultation's id, or “all”.")],
    kind: Annotated[DocumentKind | None, typer.Option(help="Which document; all of them when left out.")] = None,
    first_draft: Annotated[
        bool, typer.Option("--first-draft", help="Start unwritten answers from the evidence.")
    ] = False,
    pages: Annotated[bool, typer.Option(help="Count pages too (needs LibreOffice).")] = False,
) -> int:
    """Make the documents as Word files in out/.

    Example: consultwork respond womens-health --kind letter
    """
    work = bench()
    if first_draft:
        spoken = (
            [consultation for consultation in work.consultations if work.snapshot().of(consultation)]
            if consultation == ALL
            else [consultation]
        )
        say(
            f"{sum(work.respond.first_draft(consultation) for consultation in spoken)} answers were started from the evidence."
        )
    made = (
        [work.respond.make(consultation, kind, pages=pages)]
        if kind
        else work.respond.make_all(consultation, pages=pages)
    )
    if not made:
        raise Refused(Kind.NOBODY_HAS_BEEN_HEARD)
    show(closing_table(made))
    for note in (n for m in made for n in m.notes):
        say(f"- {note}")
    say(f"The documents are in {work.out}.")
    return tell(b for m in made for b in m.blockers)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A Word file.")],
    to_send: Annotated[
        bool, typer.Option("--to-send", help="Prove on its bytes that nothing of ours is left in it.")
    ] = False,
) -> int:
    """Check a Word file: can everyone read it, do the data bear it out, and may it leave?

    Example: consultwork check out/womens-health-letter.docx
    """
    from consultwork.word.write.to_send import faults
    from consultwork.workbench.letterhead import check_form

    if to_send:
        left = [*faults(there(file)), *check_form(file)]
        return tell(left, nothing=f"{file.name}: it may leave. No comment, change, author, anchor or ref is in it.")
    work = desk.bench_near(there(file))
    if work is None:
        say("This file lies in no workspace: only whether everyone can read it is checked.")
    found = work.review.check(file) if work else check_form(file)
    return tell(found, nothing=f"{file.name}: nothing found.")


@app.command()
def templates() -> int:
    """Check the Word templates: tags that are missing, unknown, split or broken, one sentence each.

    Example: consultwork templates
    """
    from consultwork.workbench.letterhead import template_faults

    found = template_faults(bench())
    for fault in found:
        say(f"- {fault}")
    stops = sum(f.stops for f in found)
    say("The templates are in order." if not found else f"{stops} {plural(stops, 'thing')} would stop a document.")
    return int(bool(stops))


@app.command()
def review(
    file: Annotated[Path, typer.Argument(help="A Word file that came back.")],
    out: Annotated[Path, typer.Option(help="Where comments.csv, changes.csv and the texts go.")],
) -> int:
    """List a returned file's comments and tracked changes.

    Example: consultwork review letter-from-kim.docx --out review
    """
    from consultwork.workbench.review.review_desk import export_returned

    work = desk.bench_near(there(file))
    returned = work.review.export(file, out) if work else export_returned(file, out)
    by_section: dict[str, int] = {}
    for comment in returned.comments:
        by_section[comment.section or "the document"] = by_section.get(comment.section or "the document", 0) + 1
    say(f"{file.name}: {len(returned.comments)} comments, {len(returned.changes)} tracked changes.")
    for section, n in by_section.items():
        say(f"- {section}: {n}")
    for e in [e for e in returned.edits if e.touches][:5]:
        say(f"- It touches a {e.touches}: {e.section or 'the document'}. {e.evidence}")
    hidden = sum(not e.tracked for e in returned.edits)
    if hidden:
        say(f"{hidden} {plural(hidden, 'paragraph')} changed without being tracked: see edits.csv.")
    for sentence in returned.unread:
        say(f"- {sentence}")
    say(f"They are in {out}.")
    return int(any(not comment.resolved for comment in returned.comments) or bool(returned.changes) or bool(hidden))


@app.command(name="review-copy")
def review_copy(
    file: Annotated[Path, typer.Argument(help="A document of this workspace.")],
    by_when: Annotated[
        datetime, typer.Option("--by-when", formats=["%Y-%m-%d"], help="When it should be back, as 2026-12-04.")
    ],
    to: Annotated[str, typer.Option(help="To whom it should be sent back.")] = "",
    evidence: Annotated[bool, typer.Option("--evidence", help="Put each claim's evidence beside it.")] = False,
) -> int:
    """Make the copy for reviewers: it opens with what is asked, by when, and what not to change.

    Example: consultwork review-copy out/womens-health-letter.docx --by-when 2026-12-04
    """
    made = desk.bench_at(there(file)).copies.for_review(file, by_when.date(), to=to, evidence=evidence)
    say(f"The copy for reviewers is {made.path}.")
    if evidence:
        say(f"It carries {made.comments} comments with evidence. They are not read back as anybody's view.")
    return 0


@app.command()
def pdf(
    file: Annotated[Path, typer.Argument(help="A Word file.")],
    out: Annotated[Path | None, typer.Option(help="The folder for it; beside the file when left out.")] = None,
) -> int:
    """Make a tagged PDF copy of a Word file (needs LibreOffice). It has tags; it is not checked as PDF/UA.

    Example: consultwork pdf out/to-send/womens-health-letter.docx
    """
    from consultwork.word.write.pages import find_office, to_pdf

    if find_office() is None:
        raise Refused(Kind.LIBREOFFICE_IS_NOT_INSTALLED)
    made = to_pdf(there(file), out or file.parent)
    if made is None:
        raise Refused(Kind.LIBREOFFICE_DID_NOT_FINISH, where=file.name)
    say(f"{made} is a tagged PDF.")
    return 0


@app.command()
def redline(
    old: Annotated[Path, typer.Argument(help="The earlier draft.")],
    new: Annotated[Path, typer.Argument(help="The later draft.")],
    out: Annotated[Path, typer.Option(help="Where the redline goes.")],
    author: Annotated[str, typer.Option(help="The name that the changes carry.")] = "Comparison",
) -> int:
    """Show the differences of two drafts as tracked changes in Word.

    Example: consultwork redline letter-v1.docx letter-v2.docx --out letter-changes.docx
    """
    from consultwork.word.redline.redline import redline as compare

    # The later draft's own time: the same two drafts give the same redline.
    on = datetime.fromtimestamp(there(new).stat().st_mtime, UTC).replace(tzinfo=None)
    made = compare(there(old), new, out, author=author, on=on)
    say(f"{made.path}: {made.paragraphs} {plural(made.paragraphs, 'paragraph or row', 'paragraphs or rows')} changed.")
    say("Accepting all of it gives the later draft, rejecting all of it the earlier one.")
    return 0


@app.command()
def approve(
    file: Annotated[Path, typer.Argument(help="A document of this workspace.")],
    by: Annotated[str, typer.Option(help="Who approves it.")],
) -> int:
    """Approve a document as it is now.

    Example: consultwork approve out/womens-health-letter.docx --by "Sasha Example"
    """
    work = desk.bench_at(there(file))
    draft = work.review.approve(file, by)
    say(f"{draft} is approved by {by}.")
    copy = work.copies.made_of(draft)
    if copy is not None:
        say(f"The copy to send is {work.root / copy.path}.")
    return 0


@app.command()
def send(
    file: Annotated[Path, typer.Argument(help="An approved document.")],
    route: Annotated[str, typer.Option(help="How it was sent: by the portal, by post ...")],
) -> int:
    """Note that a document was sent. It transmits nothing.

    Example: consultwork send out/womens-health-letter.docx --route "by post, 4 February"
    """
    say(f"{desk.bench_at(there(file)).review.send(file, route)} is noted as sent: {route}. Nothing was transmitted.")
    return 0
