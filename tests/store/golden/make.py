"""Makes a golden workspace: a small made-up one, by whichever version of consultwork is installed.

Run it with the code of the version that is to be kept, from that version's own tree:
``python make.py FOLDER``. What a version did not have yet is left out.
"""

from __future__ import annotations

import csv
import shutil
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from consultwork.model import DocumentKind, Link, Piece, PieceKind, Position, Use
from consultwork.workbench import Workbench, demo_run

WH = "womens-health"
SAID = (
    ("ada", "1", "The nightingale ward at Oakhollow never once answered the bell. Made up."),
    ("ada", "2", "My letters went unread for a year, and nobody said why. Made up."),
    ("bee", "1", "I was told to wait, then to wait again; “soon”, they said. Made up."),
    ("cyd", "1", "Ring me on 07700 900123 about it: nobody there ever did. Made up, as all of this."),
    ("dov", "1", "Żadna z lekarek nie zapytała mnie, jak się czuję. Wymyślone: 假的."),
    ("eve", "1", "They listened at the third visit, and it changed everything for me. Made up."),
)
YES = {"may_count": "yes", "may_paraphrase": "yes", "may_quote": "yes", "may_credit": "yes", "may_contact": "yes"}


def come_in(bench: Workbench, folder: Path) -> None:
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        names = ["person", "consultation", "question", "words", "name", "email", "credit_name", *YES]
        writer = csv.DictWriter(sink, names)
        writer.writeheader()
        for person, question, words in SAID:
            named = {"name": f"{person.title()} Example", "email": f"{person}@example.org", "credit_name": person}
            row = {"person": person, "consultation": WH, "question": question, "words": words}
            writer.writerow({**row, **named, **YES, "may_credit": "no" if person == "bee" else "yes"})
    bench.gather.import_file(path)


def code_and_draft(bench: Workbench) -> Path:
    bench.safeguard.decide_all()
    bench.safeguard.clear()
    answer = str(bench.gather.table()["ref"].iloc[0])
    bench.safeguard.raise_concern(answer, "Made up: somebody should ring.", lead="Sasha Example")
    first = bench.safeguard.concerns()[0]
    bench.safeguard.settle(first.ref, lead="Sasha Example", outcome="Made up: rang, all is well.")
    code = bench.theme.codebook[0].id
    bench.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in bench.snapshot().contributions.values()])
    bench.theme.suggest()
    bench.mapping.decide_many([Link(WH, "1", code, True)])
    bench.theme.keep_many(WH, [(code, "keep", "Made up: it matters to those who said it.")])
    bench.plan.record_many(WH, [("decisions", "decides", {"answer": "Kim Example", "due": date(2022, 3, 1)})])
    ask = next(a.id for a in bench.asks.values() if WH in a.consultations)
    pieces = [Piece(PieceKind.COUNT, code), Piece(PieceKind.QUOTE, code), Piece(PieceKind.ASK, ask)]
    bench.respond.write_answer(WH, "1", pieces)
    bench.respond.make(WH, DocumentKind.SUBMISSION)
    return bench.respond.make(WH, DocumentKind.LETTER).path


def visit(bench: Workbench) -> None:
    link = bench.reception.invite(WH, "the made-up drop-in", most=3)
    for send in (True, False):
        desk = bench.reception.at(WH, link.ref)
        desk.act("start", "next")
        desk.save({"q:1:words": f"They asked me to come back, {send}. Made up.", "p:count": "Yes", "p:quote": "Yes"})
        if send:
            desk.act("check", "send")
            desk.act("how", "thanked", {"how:heard": "Yes", "how:words": "Short. Made up."})


def theme(bench: Workbench) -> None:
    ref = sorted(bench.snapshot().of(WH))[0]
    bench.codebook.add("A made-up code", reason="Made up: two people said so.", description="Made up.")
    bench.reading.note(ref, "Made up: ask them again.")
    bench.reading.finish(ref, "random")
    person = bench.snapshot().contributions[ref].contributor
    bench.views.summarise(WH, person, bench.theme.codebook[0].id, "Made up: waits too long.")
    made = bench.agreement.begin(WH, ["Kim", "Ash"], most=1)
    only = bench.agreement.queue(made, "Kim")[0].ref
    for coder in ("Kim", "Ash"):
        if coder == "Kim":
            bench.agreement.code(made, coder, only, bench.theme.codebook[0].id, 0, 5)
        bench.agreement.finish(made, coder, only)
    bench.agreement.settle(made, only, bench.theme.codebook[0].id, fits=True, reason="Made up: it does.")


def review(bench: Workbench, letter: Path, folder: Path) -> Path:
    """The letter goes out and comes back with one edit, which is accepted; two people are asked about the rest."""
    from tests.word.tracked import rewrite, say_instead

    bench.copies.for_review(letter, bench.today + timedelta(days=7))

    def change(page: object) -> None:
        say_instead(page, "Yours sincerely", "Yours truly, and made up", "Kim Example")

    back = rewrite(letter, folder / "back.docx", change)
    draft = bench.review.read(back)[1]
    for found in bench.edits.of(draft):
        bench.edits.decide(draft, found, "reject", "Made up: it stays.")
    asking = bench.asking_back.start(WH, DocumentKind.SUBMISSION).ref
    from consultwork.model import View, Way

    person = sorted(bench.safeguard.people())[2]
    bench.safeguard.permit(person, {Use.CONTACT: True}, how="by phone, made up")
    asked = bench.asking_back.ask(asking, person, Way.PHONE)
    shown = bench.asking_back.shown_to(asked)
    bench.asking_back.reply(asked, shown[0].number, View.AGREE, words="That is it. Made up.")
    bench.asking_back.ask_others(asking, Way.WORKSHOP, 4, answered=2, label="a made-up group")
    bench.asking_back.nobody(WH, DocumentKind.LETTER, "Made up: there was no time left.")
    return bench.respond.make(WH, DocumentKind.LETTER).path


# What no act above writes, so that these tables hold a row too, as far as a version has them.
ROWS = (
    ("comment", {
        "draft": f"{WH}-letter-v1", "source": "0123456789ab", "id": "1", "author": "Kim Example", "on": "2022-02-01",
        "text": "Made up: “too long”, she said.", "anchored": "Dear Minister", "section": "", "thread": "",
        "parent": "", "resolved": 1, "decision": "accept", "reason": "Made up: yes.", "by": "Robin Example",
    }),
    ("outcome", {
        "ask": "R1", "consultation": WH, "state": "partly", "document": "A made-up strategy", "page": "12",
        "quotation": "We will, made up, do so.", "decided_on": "2022-01-31", "by": "Robin Example",
        "at": "2022-02-01 09:30:00.000000",
    }),
    ("feedback", {
        "ref": "F-0001", "consultation": WH, "heard": "Yes", "safe": "Partly", "control": "", "words": "Short. Made up.",
    }),
    ("about", {"person": "P-0001", "what": "age", "value": "25 to 34"}),
    ("twin", {"one": "P-0001", "other": "P-0002", "why": "the same contact", "decision": "different"}),
    ("withdrawn", {"token": "ab" * 32}),
)  # fmt: skip


def fill_up(bench: Workbench) -> None:
    """Add the rows that no act writes."""
    with bench.store.write("Robin Example", "fill up, made up") as writer:
        for table, row in ROWS:
            known = writer.connection.exec_driver_sql(f"pragma table_info({table})").all()
            if known:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                writer.connection.exec_driver_sql(
                    f"insert into {table} ({names}) values ({marks})", tuple(row.values())
                )


def main(folder: Path) -> None:
    """Make the workspace below a folder, and pack it there as ``workspace-N.zip``."""
    root = folder / "workspace"
    shutil.rmtree(root, ignore_errors=True)
    bench = demo_run.open_demo(demo_run.lay_out(root))
    come_in(bench, folder)
    letter = code_and_draft(bench)
    if hasattr(bench, "vault"):
        bench.safeguard.permit(sorted(bench.safeguard.people())[1], {Use.CREDIT: False}, how="by phone, made up")
    if hasattr(bench, "codebook"):
        theme(bench)
    if hasattr(bench, "reception"):
        visit(bench)
    if hasattr(bench, "copies"):
        letter = review(bench, letter, folder)
    bench.review.approve(letter, "Kim Example")
    bench.review.send(letter, "by email, made up")
    fill_up(bench)
    bench.store.compact()
    with bench.store.read() as connection:
        version = connection.exec_driver_sql("select max(version) from schema_version").scalar()
    pack(root, folder / f"workspace-{version}.zip")


def pack(root: Path, into: Path) -> None:
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm"))):
            package.write(path, path.relative_to(root).as_posix())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
