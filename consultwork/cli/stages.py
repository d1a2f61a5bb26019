"""Commands for the stages, from the words coming in to what became of the asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from consultwork.cli.app import Consultation, app
from consultwork.cli.desk import bench, say, show, tell, there
from consultwork.errors import BadFile, Refused
from consultwork.frames import question_frame
from consultwork.kinds import Kind
from consultwork.model import CodingState, Intake, Position, Use

if TYPE_CHECKING:
    from consultwork.exchange.tables import TableMapping
    from consultwork.exchange.transcript import WordsMapping

if TYPE_CHECKING:
    from consultwork.workbench import Workbench


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A table (CSV, XLSX, XLS) or a text (DOCX, ODT, RTF, PDF, TXT).")],
    consultation: Consultation = "",
    mapping: Annotated[Path | None, typer.Option(help="What each column is, or who speaks, as MAP.yaml.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
    names: Annotated[
        bool, typer.Option("--names", help="Take in the names and addresses of a survey export, into the vault.")
    ] = False,
    changes: Annotated[
        str, typer.Option(help="Tracked changes of a Word file: accepted, or original (as before them).")
    ] = "",
) -> int:
    """Take in a table of answers, a transcript or a note: all of it, or nothing.

    Example: consultwork import answers.csv --consultation womens-health --dry-run
    """
    from consultwork.exchange.door import ReadingMethod, way_of

    work = bench()
    if work.paper.is_form(file):
        return _filled_form(file, dry_run)
    used: TableMapping | WordsMapping
    if way_of(file) is ReadingMethod.WORDS:
        used, intake = _words_of(file, consultation, mapping, changes)
    else:
        from consultwork.exchange.tables import read_mapping

        chosen = read_mapping(mapping) if mapping else None
        used, intake = work.gather.preview(file, consultation=consultation, mapping=chosen, keep_names=names)
    if mapping is None:
        used.require_sure(file)
    _tell_intake(file, intake)
    if mapping is not None and hasattr(used, "speakers"):
        say(f"{mapping.name} and {file.name} hold the names of who speaks: delete both once you need them no more.")
    if dry_run:
        say("Nothing was changed.")
        return int(bool(intake.left_out))
    fresh = work.gather.take_in(intake, confirmed=(file, used) if mapping is not None else None)
    known = len(intake.rows) - fresh
    say(f"{fresh:,} answers are new{f'; {known:,} had come in before' if known else ''}. Undo with: consultwork undo")
    return int(bool(intake.left_out))


def _filled_form(file: Path, dry_run: bool) -> int:
    """A form of ours that somebody filled in."""
    work = bench()
    intake = work.paper.preview(file)
    _tell_intake(file, intake)
    if dry_run:
        say("Nothing was changed.")
    else:
        new = work.gather.take_in(intake)
        say(f"{new:,} answers are new. Undo with: consultwork undo")
    return int(bool(intake.left_out))


@app.command()
def form(
    consultation: Consultation,
    out: Annotated[Path | None, typer.Option(help="Where the Word file goes.")] = None,
) -> int:
    """Write a consultation's form as a Word file: to print, or to fill in on screen and import again.

    Example: consultwork form --consultation womens-health --out form.docx
    """
    path = bench().paper.make(consultation, out)
    say(f"The form is {path}.")
    say(f"Print it, or send it. Import what comes back: consultwork import {path.name}")
    return 0


def _words_of(file: Path, consultation: str, mapping: Path | None, changes: str) -> tuple[WordsMapping, Intake]:
    """What a transcript or note holds, read as its mapping or the options say."""
    from consultwork.exchange.transcript import read_words_mapping

    if changes not in ("", "accepted", "original"):
        raise Refused(Kind.NO_WAY_TO_READ_CHANGES, changes=changes)
    chosen = read_words_mapping(mapping) if mapping else None
    if chosen and consultation and not chosen.consultation:
        chosen = chosen.model_copy(update={"consultation": consultation})
    if chosen and changes:
        chosen = chosen.model_copy(update={"changes": changes})
    original = changes == "original"
    return bench().gather.preview_words(file, consultation=consultation, mapping=chosen, original=original)


def _tell_intake(file: Path, intake: Intake) -> None:
    """The account of a file: what is in it, what is left out and why."""
    say(f"{file.name}: {intake.account}")
    for line in (*intake.notes, *(f"Row {x.row} was left out: {x.why}" for x in intake.left_out[:20])):
        say(f"- {line}")
    if len(intake.left_out) > 20:
        say(f"- and {len(intake.left_out) - 20} more rows.")
    for x in intake.set_aside[:5]:
        say(f"- Row {x.row}: {x.why}")
    if len(intake.set_aside) > 5:
        say(f"- and {len(intake.set_aside) - 5} more cells that say so.")


@app.command()
def safeguard(
    replace: Annotated[bool, typer.Option("--replace", help="Replace every personal detail that waits.")] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="Clear every answer without open details: you have read them.")
    ] = False,
    small_counts: Annotated[
        str, typer.Option(help="Why statements of fewer than five people may leave. Needs --consultation.")
    ] = "",
    telling: Annotated[
        str, typer.Option(help="A quote (K-0012) that may leave although it is telling. Needs --why.")
    ] = "",
    why: Annotated[str, typer.Option(help="Why that quote may leave.")] = "",
    consultation: Consultation = "",
) -> int:
    """Permissions, personal details and concerns; decide on details and clear answers.

    Example: consultwork safeguard --replace --clear
    """
    work = bench()
    if small_counts or telling:
        work.safeguard.may_leave(consultation, small_counts or why, telling)
        say("Decided, and the reason is kept.")
    if replace:
        say(f"{work.safeguard.decide_all('replace')} personal details will be replaced.")
    if clear:
        say(f"{work.safeguard.clear()} answers are cleared.")
    show(work.safeguard.permissions(), "Permissions")
    waiting = [f for f in work.safeguard.findings() if not f.decision]
    if waiting:
        from consultwork.journey.safeguard import finding_table

        show(finding_table(waiting), "Personal details that wait", leave_out=("decision",))
    return tell(work.safeguard.blockers(), nothing="Nothing waits for a decision.")


@app.command()
def permit(
    person: Annotated[str, typer.Argument(help="A person's ref, or “all”.")],
    uses: Annotated[str, typer.Option(help="What they permit: count, paraphrase, quote, credit, contact.")],
    how: Annotated[str, typer.Option(help="How it was asked.")],
    no: Annotated[bool, typer.Option("--no", help="They refuse it.")] = False,
) -> int:
    """Record what a person permits or refuses.

    Example: consultwork permit P-0007 --uses count,quote --how "asked on the phone"
    """
    work = bench()
    try:
        chosen = {Use(u.strip()): not no for u in uses.split(",") if u.strip()}
    except ValueError as error:
        raise Refused(Kind.NO_SUCH_USE, error=error, use=", ".join(Use)) from error
    everybody = sorted(work.safeguard.people()) if person == "all" else [person]
    work.safeguard.permit_many(everybody, chosen, how=how)
    say(f"Recorded for {len(everybody)} {'person or group' if len(everybody) == 1 else 'people and groups'}.")
    return 0


@app.command()
def plan(
    consultation: Consultation = "",
    ics: Annotated[bool, typer.Option("--ics", help="Write the dates as an .ics file.")] = False,
    page: Annotated[bool, typer.Option("--page", help="Write the plan as a Word document to print.")] = False,
    paper: Annotated[Path | None, typer.Option(help="A form as .docx, .txt or .pdf: propose its questions.")] = None,
    title: Annotated[str, typer.Option(help="With --paper: the consultation's title. Then it is added.")] = "",
    who_asks: Annotated[str, typer.Option(help="With --title: who asks.")] = "",
    closes: Annotated[str, typer.Option(help="With --title: the closing date, such as 2026-12-31.")] = "",
    checked_by: Annotated[str, typer.Option(help="With --title: who compared the questions with the form.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="With --title: put these questions in place of earlier ones.")
    ] = False,
) -> int:
    """The register, a plan, and what it lacks; or a consultation of your own from its form.

    Example: consultwork plan --consultation womens-health --ics
    """
    work = bench()
    if paper:
        return _from_paper(paper, consultation, title, who_asks, closes, checked_by, again=again)
    if not consultation:
        show(work.plan.register(), leave_out=("how to respond", "worth our time"))
    else:
        show(work.plan.table(consultation), f"The plan for {consultation}")
        if ics:
            say(f"The dates are in {work.plan.calendar(consultation)}.")
        if page:
            say(f"The plan is {work.plan.page(consultation)}.")
    wanted = [b for b in work.plan.blockers() if not consultation or b.ref == consultation]
    return tell(wanted, nothing="No open consultation lacks anything in its plan.")


@app.command()
def theme(
    consultation: Consultation = "",
    codebook: Annotated[Path | None, typer.Option(help="Load the codebook from this CSV first.")] = None,
    suggest_codes: Annotated[bool, typer.Option("--suggest", help="Let the codebook's words propose codes.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write every coding to this CSV.")] = None,
    by: Annotated[str, typer.Option(help="Themes by who people are: age, place, sex or service.")] = "",
    decisions: Annotated[
        Path | None, typer.Option(help="Take decisions from such a CSV (ref, state, position).")
    ] = None,
) -> int:
    """Themes by how many people raised them, and what is still open.

    Example: consultwork theme --consultation womens-health
    """
    work = bench()
    if codebook:
        say(f"The codebook has {work.theme.load_codebook(codebook)} codes now.")
    if suggest_codes:
        say(f"{work.theme.suggest(consultation)} new suggestions.")
    if decisions:
        n, unclear = _take_decisions(decisions)
        say(f"{n} codings were decided.")
        if unclear:
            say(
                f"- {unclear} of them say only that people spoke of it. Where they said so, write “for” in the column position."
            )
    if out:
        _write_csv(work.theme.coding_table(consultation), out)
        say(f"The codings are in {out}.")
    names = (
        [consultation]
        if consultation
        else [consultation for consultation in work.consultations if work.snapshot().of(consultation)]
    )
    for name in names:
        if by:
            safe = work.theme.by_group(name, by)
            show(safe.table.rename_axis("theme").reset_index(), f"\n{name}, by {by}")
            say(safe.note)
            continue
        show(work.theme.table(name), f"\n{name}", leave_out=("code", "reason"))
    return tell(
        [b for b in work.theme.blockers() if not consultation or b.ref.split("/")[0] == consultation],
        nothing="Nothing is open.",
    )


@app.command()
def mapping(
    consultation: Consultation = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm every link that the codebook proposes.")] = False,
) -> int:
    """Which evidence answers which question, and the gaps both ways.

    Example: consultwork mapping --consultation womens-health
    """
    work = bench()
    for name in (
        [consultation]
        if consultation
        else [consultation for consultation in work.consultations if work.snapshot().of(consultation)]
    ):
        if confirm:
            links = [replace(k, confirmed=True) for k in work.mapping.proposals(name)]
            work.mapping.decide_many(links)
            say(f"{len(links)} links are confirmed.")
        show(work.mapping.table(name), f"\n{name}")
        rest = work.mapping.unasked(name)
        if rest:
            say("No question asks for: " + "; ".join(t.code.name for t in rest) + ".")
    wanted = [b for b in work.mapping.blockers() if not consultation or b.ref.startswith(consultation)]
    return tell(wanted, nothing="Nothing is open.")


def _read_published(work: Workbench, consultation: str, title: str, read: Path) -> None:
    if not (consultation and title):
        raise Refused(Kind.PUBLISHED_NEEDS_CONSULTATION_AND_TITLE)
    found = work.follow_up.publish(consultation, title, there(read))
    say(f"{len(found.passages)} passages of {title} were read. The nearest to each ask:")
    for ask, near in work.follow_up.nearest(consultation).items():
        for match in near[:1]:
            page = f", page {match.passage.page}" if match.passage.page else ""
            say(f"- {ask}{page}: {match.passage.text[:160]}")


def _write_notes(work: Workbench, consultation: str, *, note: bool, notes: bool) -> None:
    if not consultation:
        raise Refused(Kind.NOTE_IS_FOR_ONE_CONSULTATION)
    if note:
        say(f"The note is {work.follow_up.note(consultation)}.")
    if notes:
        made, unsafe = work.follow_up.personal_notes(consultation)
        say(f"{len(made)} notes are in {work.out / 'notes'}. How to send each: consultwork vault contact P-0007")
        if unsafe:
            say(f"{unsafe} more allow contact and did not say how it is safe: nothing is written to them.")


@app.command("follow-up")
def follow_up(
    consultation: Consultation = "",
    note: Annotated[bool, typer.Option("--note", help="Write the note for those who took part.")] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Write it for each person who may be written to, under a neutral cover.")
    ] = False,
    read: Annotated[
        Path | None, typer.Option(help="What they published: .pdf, .docx, .txt. Asks are looked up in it.")
    ] = None,
    title: Annotated[str, typer.Option(help="What that is called.")] = "",
    taking_part: Annotated[bool, typer.Option("--taking-part", help="Write what people said of taking part.")] = False,
    open_asks: Annotated[
        bool, typer.Option("--open-asks", help="List every open ask, across all consultations.")
    ] = False,
) -> int:
    """What became of each ask.

    Example: consultwork follow-up --consultation womens-health --note
    """
    work = bench()
    if read is not None:
        _read_published(work, consultation, title, read)
    if taking_part:
        say(f"What people said of taking part is in {work.follow_up.taking_part(consultation)}.")
    if open_asks:
        say(f"The list of open asks is {work.follow_up.open_asks_list()}.")
    table = work.follow_up.table()
    show(table[table["consultation"] == consultation] if consultation else table, leave_out=("ask", "quotation"))
    if note or notes:
        _write_notes(work, consultation, note=note, notes=notes)
    wanted = [b for b in work.follow_up.blockers() if not consultation or b.ref == consultation]
    return tell(wanted, nothing="Every ask of a closed consultation has its outcome.")


def _from_paper(paper: Path, name: str, title: str, who_asks: str, closes: str, checked_by: str, *, again: bool) -> int:
    """Show the questions that a form holds; keep them once somebody has compared them with it."""
    from consultwork.exchange.tables import as_day

    work = bench()
    questions = work.plan.propose(paper)
    show(question_frame(questions), f"{len(questions)} questions in {paper.name}", leave_out=("plain", "wording"))
    if not title:
        say("Nothing was kept. Compare them with the form; add --consultation, --title, --who-asks and --checked-by.")
        return 0
    if not (name and who_asks and checked_by):
        raise Refused(Kind.QUESTIONS_NEED_A_NAME)
    day = as_day(closes) if closes else None
    if closes and day is None:
        raise Refused(Kind.NO_DATE, date=closes)
    work.plan.add_consultation(
        name, title, who_asks, questions, closes=day, source=paper.name, checked_by=checked_by, again=again
    )
    say(f"The consultation {name} is in the register.")
    return 0


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    from consultwork.text import as_cell

    path.parent.mkdir(parents=True, exist_ok=True)
    table.map(lambda v: as_cell(v) if isinstance(v, str) else v).to_csv(path, index=False, encoding="utf-8")


def _take_decisions(path: Path) -> tuple[int, int]:
    """How many codings were decided, and how many of those accepted have no position."""
    try:
        table = pd.read_csv(there(path), dtype="str", keep_default_na=False, encoding="utf-8-sig")
        decided = [
            (row["ref"], CodingState(row["state"]), Position(row["position"]) if row.get("position") else None)
            for _, row in table.iterrows()
            if row["state"] != CodingState.SUGGESTED.value
        ]
    except (KeyError, ValueError) as error:
        raise BadFile(Kind.DECISIONS_CANNOT_BE_READ, where=path, error=error) from error
    bench().theme.decide_many(decided)
    unclear = [x for x in decided if x[1] is CodingState.ACCEPTED and x[2] in (None, Position.UNCLEAR)]
    return len(decided), len(unclear)
