"""The commands. Each is one short function over the workbench."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.progress import BarColumn, Progress, TextColumn

from consultwork.cli import desk
from consultwork.cli.desk import bench, say, show, tell
from consultwork.errors import BadFile, Refused
from consultwork.frames import question_frame
from consultwork.model import CodingState, DocumentKind, Position, Use
from consultwork.workbench.respond import ALL, Made

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help="Answer public consultations together with the people who use the services. "
    "-w DIR, before or after the command, names the workspace.",
)  # fmt: skip

Consultation = Annotated[str, typer.Option("--consultation", help="The consultation's id, such as womens-health.")]


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Where the documents go.")] = Path("out/demo"),
    pages: Annotated[bool, typer.Option(help="Count pages too (needs LibreOffice; slower).")] = False,
) -> int:
    """The whole journey with made-up people: from their words to the documents.

    Example: consultwork demo --out out/demo
    """
    from consultwork.workbench import demo_run

    with Progress(TextColumn("{task.description:<52}"), BarColumn(), console=desk.console, transient=False) as progress:
        task = progress.add_task("", total=9)

        def step(name: str) -> None:
            progress.update(task, description=name.replace("_", " "), advance=1)

        made_bench, made = demo_run.run(out, tell=step, pages=pages)
        progress.update(task, description="done", completed=9)
    show(_closing_table(made), "\nMade from made-up contributions:")
    blockers = [b for m in made for b in m.blockers]
    code = tell(blockers)
    say(f"\nThe documents are in {out}. Open one in Word.")
    say(f"Look into the workspace behind them with: consultwork -w {made_bench.root} status")
    say("Next: make lab (or: consultwork lab), which opens the notebooks.")
    return code


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    organisation: Annotated[str, typer.Option(help="Your organisation's name.")] = "Our organisation",
) -> int:
    """Lay out a workspace: notebooks, templates, settings and database.

    Example: consultwork new my-workspace --organisation "Harbour Voices"
    """
    from consultwork.workbench import Workbench, new_workspace

    Workbench(new_workspace(folder, organisation))
    say(f"The workspace is in {folder}. First fill in {folder / 'consultwork.toml'}.")
    say(f'Then open the notebooks with: consultwork -w "{folder}" lab')
    return 0


@app.command()
def lab(port: Annotated[int, typer.Option(help="The port on this computer.")] = 8899) -> int:
    """Open JupyterLab on the start page.

    Example: consultwork -w my-workspace lab
    """
    from consultwork.workbench import find_workspace
    from consultwork.workbench.lab import lab_arguments

    folder = find_workspace(desk.workspace) or desk.workspace.resolve()
    return subprocess.run([sys.executable, "-m", "jupyterlab", *lab_arguments(folder, port)], check=False).returncode  # noqa: S603 - our own arguments


@app.command()
def status() -> int:
    """Where each stage stands, and what blocks it.

    Example: consultwork -w my-workspace status
    """
    from consultwork.journey import STAGES

    work = bench()
    show(work.plan.register(), leave_out=("scope", "opens", "how to respond", "limit", "worth our time"))
    blocked = work.blockers()
    for stage in STAGES:
        found = blocked[stage.name]
        say(f"\n{stage.name.replace('_', ' ')}: {stage.question}")
        tell(found[:8], nothing="  nothing blocks it.")
        if len(found) > 8:
            say(f"  and {len(found) - 8} more.")
    return int(any(blocked.values()))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX table of answers.")],
    consultation: Consultation = "",
    mapping: Annotated[Path | None, typer.Option(help="What each column is, as MAP.yaml.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
) -> int:
    """Take in a table of answers: all of it, or nothing.

    Example: consultwork import answers.csv --consultation womens-health --dry-run
    """
    from consultwork.exchange.tables import read_mapping

    work = bench()
    chosen = read_mapping(mapping) if mapping else None
    used, intake = work.gather.preview(file, consultation=consultation, mapping=chosen)
    if chosen is None:
        used.require_sure(file)
    say(f"{file.name}: {intake.account}")
    for line in (*intake.notes, *(f"Row {x.row} was left out: {x.why}" for x in intake.left_out[:20])):
        say(f"- {line}")
    if len(intake.left_out) > 20:
        say(f"- and {len(intake.left_out) - 20} more rows.")
    if dry_run:
        say("Nothing was changed.")
        return int(bool(intake.left_out))
    fresh = work.gather.take_in(intake)
    known = len(intake.rows) - fresh
    say(f"{fresh:,} answers are new{f'; {known:,} had come in before' if known else ''}. Undo with: consultwork undo")
    return int(bool(intake.left_out))


@app.command()
def safeguard(
    replace: Annotated[bool, typer.Option("--replace", help="Replace every personal detail that waits.")] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="Clear every answer without open details: you have read them.")
    ] = False,
) -> int:
    """Permissions, personal details and concerns; decide on details and clear answers.

    Example: consultwork safeguard --replace --clear
    """
    work = bench()
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
        raise Refused(f"{error}.", todo=f"The uses are {', '.join(Use)}.") from error
    everybody = sorted(work.safeguard.people()) if person == "all" else [person]
    work.safeguard.permit_many(everybody, chosen, how=how)
    say(f"Recorded for {len(everybody)} {'person or group' if len(everybody) == 1 else 'people and groups'}.")
    return 0


@app.command()
def suggest(
    file: Annotated[Path, typer.Argument(help="A CSV file of comments.")],
    codebook: Annotated[Path, typer.Option(help="CSV: code, definition, keywords, examples.")],
    text: Annotated[str, typer.Option(help="The column that holds the words.")],
    out: Annotated[Path, typer.Option(help="Where the suggestions go.")],
    question: Annotated[str, typer.Option(help="The column that holds what was asked.")] = "",
    learn: Annotated[Path | None, typer.Option(help="CSV of comments that people have coded.")] = None,
    labels: Annotated[str, typer.Option(help="Its column of codes, joined by |.")] = "",
) -> int:
    """Suggest codes for every row of a table. Needs no workspace.

    Example: consultwork suggest comments.csv --codebook codes.csv --text comment --out suggestions.csv
    """
    from consultwork.suggest.files import suggest_file

    account = suggest_file(file, codebook, out, text=text, question=question, learn=learn, labels=labels)
    say(account)
    return 0


@app.command()
def redact(
    file: Annotated[Path, typer.Argument(help="A CSV file of comments.")],
    text: Annotated[str, typer.Option(help="The column that holds the words.")],
    out: Annotated[Path, typer.Option(help="Where the findings go.")],
) -> int:
    """List words that may identify someone, row by row. Needs no workspace.

    Example: consultwork redact comments.csv --text comment --out findings.csv
    """
    from consultwork.suggest.files import redact_file

    say(redact_file(file, out, text=text))
    return 0


@app.command()
def plan(
    consultation: Consultation = "",
    ics: Annotated[bool, typer.Option("--ics", help="Write the dates as an .ics file.")] = False,
    paper: Annotated[Path | None, typer.Option(help="A form as .docx, .txt or .pdf: propose its questions.")] = None,
    title: Annotated[str, typer.Option(help="With --paper: the consultation's title. Then it is added.")] = "",
    who_asks: Annotated[str, typer.Option(help="With --title: who asks.")] = "",
    closes: Annotated[str, typer.Option(help="With --title: the closing date, such as 2026-12-31.")] = "",
    checked_by: Annotated[str, typer.Option(help="With --title: who compared the questions with the form.")] = "",
) -> int:
    """The register, a plan, and what it lacks; or a consultation of your own from its form.

    Example: consultwork plan --consultation womens-health --ics
    """
    work = bench()
    if paper:
        return _from_paper(paper, consultation, title, who_asks, closes, checked_by)
    if not consultation:
        show(work.plan.register(), leave_out=("how to respond", "worth our time"))
    else:
        show(work.plan.table(consultation), f"The plan for {consultation}")
        if ics:
            say(f"The dates are in {work.plan.calendar(consultation)}.")
    wanted = [b for b in work.plan.blockers() if not consultation or b.ref == consultation]
    return tell(wanted, nothing="No open consultation lacks anything in its plan.")


@app.command()
def theme(
    consultation: Consultation = "",
    codebook: Annotated[Path | None, typer.Option(help="Load the codebook from this CSV first.")] = None,
    suggest_codes: Annotated[bool, typer.Option("--suggest", help="Let the codebook's words propose codes.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write every coding to this CSV.")] = None,
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
        say(f"{_take_decisions(decisions)} codings were decided.")
    if out:
        _write_csv(work.theme.coding_table(consultation), out)
        say(f"The codings are in {out}.")
    names = [consultation] if consultation else [c for c in work.consultations if work.snapshot().of(c)]
    for name in names:
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
    from dataclasses import replace

    work = bench()
    for name in [consultation] if consultation else [c for c in work.consultations if work.snapshot().of(c)]:
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


@app.command("follow-up")
def follow_up(
    consultation: Consultation = "",
    note: Annotated[bool, typer.Option("--note", help="Write the note for those who took part.")] = False,
) -> int:
    """What became of each ask.

    Example: consultwork follow-up --consultation womens-health --note
    """
    work = bench()
    table = work.follow_up.table()
    show(table[table["consultation"] == consultation] if consultation else table, leave_out=("ask", "quotation"))
    if note:
        if not consultation:
            raise Refused("a note is for one consultation.", todo="Name it with --consultation.")
        say(f"The note is {work.follow_up.note(consultation)}.")
    wanted = [b for b in work.follow_up.blockers() if not consultation or b.ref == consultation]
    return tell(wanted, nothing="Every ask of a closed consultation has its outcome.")


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
        spoken = [c for c in work.consultations if work.snapshot().of(c)] if consultation == ALL else [consultation]
        say(f"{sum(work.respond.first_draft(c) for c in spoken)} answers were started from the evidence.")
    made = (
        [work.respond.make(consultation, kind, pages=pages)]
        if kind
        else work.respond.make_all(consultation, pages=pages)
    )
    if not made:
        raise Refused("nobody has been heard yet.", todo="Import answers and clear them first.")
    show(_closing_table(made))
    for note in (n for m in made for n in m.notes):
        say(f"- {note}")
    say(f"The documents are in {work.out}.")
    return tell(b for m in made for b in m.blockers)


@app.command()
def check(file: Annotated[Path, typer.Argument(help="A Word file.")]) -> int:
    """Check a Word file: can everyone read it, and do the data bear it out?

    Example: consultwork check out/womens-health-letter.docx
    """
    from consultwork.workbench.review import check_form

    work = desk.bench_near(_there(file))
    if work is None:
        say("This file lies in no workspace: only whether everyone can read it is checked.")
    found = work.review.check(file) if work else check_form(file)
    return tell(found, nothing=f"{file.name}: nothing found.")


@app.command()
def review(
    file: Annotated[Path, typer.Argument(help="A Word file that came back.")],
    out: Annotated[Path, typer.Option(help="Where comments.csv, changes.csv and the texts go.")],
) -> int:
    """List a returned file's comments and tracked changes.

    Example: consultwork review letter-from-kim.docx --out review
    """
    from consultwork.workbench.review import export_returned

    work = desk.bench_near(_there(file))
    returned = work.review.export(file, out) if work else export_returned(file, out)
    by_section: dict[str, int] = {}
    for c in returned.comments:
        by_section[c.section or "the document"] = by_section.get(c.section or "the document", 0) + 1
    say(f"{file.name}: {len(returned.comments)} comments, {len(returned.changes)} tracked changes.")
    for section, n in by_section.items():
        say(f"- {section}: {n}")
    say(f"They are in {out}.")
    return int(any(not c.resolved for c in returned.comments) or bool(returned.changes))


@app.command()
def approve(
    file: Annotated[Path, typer.Argument(help="A document of this workspace.")],
    by: Annotated[str, typer.Option(help="Who approves it.")],
) -> int:
    """Approve a document as it is now.

    Example: consultwork approve out/womens-health-letter.docx --by "Sasha Example"
    """
    say(f"{desk.bench_at(_there(file)).review.approve(file, by)} is approved by {by}.")
    return 0


@app.command()
def send(
    file: Annotated[Path, typer.Argument(help="An approved document.")],
    route: Annotated[str, typer.Option(help="How it was sent: by the portal, by post ...")],
) -> int:
    """Note that a document was sent. It transmits nothing.

    Example: consultwork send out/womens-health-letter.docx --route "by post, 4 February"
    """
    say(f"{desk.bench_at(_there(file)).review.send(file, route)} is noted as sent: {route}. Nothing was transmitted.")
    return 0


@app.command()
def withdraw(ref: Annotated[str, typer.Argument(help="The person's ref, such as P-0007.")]) -> int:
    """Take a person out of every table, count and document that comes after.

    Example: consultwork withdraw P-0007
    """
    gone = bench().safeguard.withdraw(ref)
    say(f"They are out. {gone.answers} answers were deleted.")
    code = desk.tell_documents(gone.stale, gone.changed, gone.sent)
    for place in gone.typed:
        say(f"- {place} holds words or a ref of theirs that somebody typed. Take them out.")
    say("Backups that you made earlier still hold them: make a new one, and delete those.")
    return int(bool(code or gone.typed))


@app.command()
def audit() -> int:
    """The record of acts: who did what, when, and whether every line is intact.

    Example: consultwork audit
    """
    table = bench().keeping.audit()
    show(table)
    broken = int((table["intact"] == "no").sum())
    say(f"{len(table)} acts. " + (f"{broken} lines are not intact!" if broken else "Every line is intact."))
    return int(bool(broken))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The backup's name, such as backup.zip.")]) -> int:
    """Write the whole workspace to one file.

    Example: consultwork backup D:/backup-2026-11.zip
    """
    say(f"The backup is {bench().keeping.backup(file)}. Keep it where only you can read it.")
    return 0


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> int:
    """Lay a backup out in a new folder.

    Example: consultwork restore backup.zip my-workspace
    """
    from consultwork.workbench.keeping import restore as lay_out

    say(f"The workspace is in {lay_out(_there(file), folder)}.")
    return 0


@app.command()
def undo() -> int:
    """Take the last import or batch out again.

    Example: consultwork undo
    """
    done = bench().keeping.undo()
    say(f"{done.what} is undone: {done.answers} answers were taken out.")
    return desk.tell_documents(done.deleted, done.changed, done.sent)


def _from_paper(paper: Path, name: str, title: str, who_asks: str, closes: str, checked_by: str) -> int:
    """Show the questions that a form holds; keep them once somebody has compared them with it."""
    from consultwork.exchange.tables import as_day

    work = bench()
    questions = work.plan.propose(paper)
    show(question_frame(questions), f"{len(questions)} questions in {paper.name}", leave_out=("plain", "wording"))
    if not title:
        say("Nothing was kept. Compare them with the form; add --consultation, --title, --who-asks and --checked-by.")
        return 0
    if not (name and who_asks and checked_by):
        raise Refused("to keep them, say --consultation, --title, --who-asks and --checked-by.")
    day = as_day(closes) if closes else None
    if closes and day is None:
        raise Refused(f"“{closes}” is no date.", todo="Write it as 2026-12-31.")
    work.plan.add_consultation(name, title, who_asks, questions, closes=day, source=paper.name, checked_by=checked_by)
    say(f"The consultation {name} is in the register.")
    return 0


def _closing_table(made: list[Made]) -> pd.DataFrame:
    rows = [
        [m.path.name, m.words, m.pages if m.pages is not None else "–", m.people, m.quotes, m.claims, len(m.blockers)]
        for m in made
    ]
    names = ["document", "words", "pages", "people heard", "quotes", "claims with evidence", "blockers"]
    return pd.DataFrame(rows, columns=names)


def _there(file: Path) -> Path:
    if not file.is_file():
        raise BadFile("there is no such file.", where=file, todo="Check the name and the folder.")
    return file


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    from consultwork.text import as_cell

    path.parent.mkdir(parents=True, exist_ok=True)
    table.map(lambda v: as_cell(v) if isinstance(v, str) else v).to_csv(path, index=False, encoding="utf-8")


def _take_decisions(path: Path) -> int:
    try:
        table = pd.read_csv(_there(path), dtype="str", keep_default_na=False, encoding="utf-8-sig")
        decided = [
            (row["ref"], CodingState(row["state"]), Position(row["position"]) if row.get("position") else None)
            for _, row in table.iterrows()
            if row["state"] != CodingState.SUGGESTED.value
        ]
    except (KeyError, ValueError) as error:
        raise BadFile(
            f"the decisions cannot be read: {error}.", where=path, todo="Keep the columns ref, state, position."
        ) from error
    bench().theme.decide_many(decided)
    return len(decided)
