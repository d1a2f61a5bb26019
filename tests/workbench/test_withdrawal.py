"""Withdrawal is complete: every byte of the workspace, the vault, the backups; also after a kill at any step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consultwork.errors import Refused, UnknownRef
from consultwork.kinds import Kind, Waiting
from consultwork.model import DocumentKind, Link, Piece, PieceKind, Position, Use
from consultwork.store import outbox
from consultwork.workbench import Workbench, backups, demo_run, staging
from consultwork.workbench.passphrase import MADE_UP
from tests.refusing import refuses

WH = "womens-health"
SAID = "The nightingale ward at Oakhollow never once answered the bell, and my letters went unread for a year."
OTHER = "I was told to wait, then to wait again, and nobody wrote to me in all that time."
NAME, CONTACT = "Zebedee Quillfeather", "zebedee@example.org"
YES = {"may_count": "yes", "may_paraphrase": "yes", "may_quote": "yes", "may_credit": "yes"}


def fill(bench: Workbench, table: Callable[..., Path]) -> str:
    """Two people's words, coded, quoted and in a document. Returns the ref of the one who will leave."""
    one = {"person": "a", "consultation": WH, "question": "1", "words": SAID, "email": CONTACT, "name": NAME}
    two = {
        "person": "b",
        "consultation": WH,
        "question": "1",
        "words": OTHER,
        "email": "b@example.org",
        "name": "B Bee",
    }
    bench.gather.import_file(table({**one, **YES, "credit_name": NAME}, {**two, **YES, "credit_name": "Bee"}))
    bench.safeguard.decide_all()
    bench.safeguard.clear()
    code = bench.theme.codebook[0].id
    bench.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in bench.snapshot().contributions.values()])
    bench.mapping.decide_many([Link(WH, "1", code, True)])
    bench.respond.write_answer(WH, "1", [Piece(PieceKind.COUNT, code), Piece(PieceKind.QUOTE, code)])
    bench.respond.make(WH, DocumentKind.SUBMISSION)
    return next(ref for ref, who in bench.vault.open("a test").identities().items() if who.name == NAME)


def traces(ref: str, answers: tuple[str, ...]) -> list[str]:
    return [ref, *answers, NAME, CONTACT, "nightingale ward", "Oakhollow", "letters went unread"]


def found_in(folder: Path, wanted: list[str]) -> list[tuple[str, str]]:
    """Where any of some words stands in any byte below a folder, also inside zipped files."""
    hits = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        layers = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                layers += [package.read(n) for n in package.namelist()]
        for word in wanted:
            forms = (word.encode(), word.encode("utf-16-le"))
            if any(f in layer for f in forms for layer in layers) or word in path.name:
                hits.append((path.relative_to(folder).as_posix(), word))
    return hits


def answers_of(bench: Workbench, person: str) -> tuple[str, ...]:
    from consultwork.store import words

    with bench.store.read() as c:
        return words.submissions_of(c, person)


def test_names_are_in_no_byte_of_a_workspace(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A name and a contact that came in stand nowhere but behind the vault's door, also in the database's log."""
    fill(fresh, table)
    for path in fresh.out.glob("*.docx"):
        path.unlink()  # a document thanks them by the name they chose
    assert found_in(fresh.root, [NAME, "Quillfeather", CONTACT]) == []
    (ref,) = fresh.vault.find("quillFEATHER")
    assert fresh.vault.identity(ref).contact == CONTACT
    assert fresh.vault.find("b@example") and fresh.vault.find(CONTACT) == (ref,)
    acts = list(fresh.vault.record()["act"])
    assert "open the vault: for a withdrawal" in acts and "open the vault: to contact somebody" in acts


def test_what_was_replaced_is_behind_the_door(fresh: Workbench, table: Callable[..., Path]) -> None:
    """The words behind a stand-in leave the database; the vault has them, and they can be brought back."""
    said = "Ring me on 07700 900123 about the ward, since nobody there ever answered my letters."
    row = {"person": "a", "consultation": WH, "question": "1", "words": said, **YES}
    fresh.gather.import_file(table(row))
    assert fresh.safeguard.decide_all() == 1
    fresh.safeguard.clear()
    (c,) = fresh.snapshot().contributions.values()
    assert "900123" not in c.text and found_in(fresh.root, ["900123", "07700"]) == []
    assert fresh.vault.original(c.answer) == said
    with refuses(Refused, Kind.WORDS_ARE_IN_THE_VAULT):
        (f,) = fresh.safeguard.findings()
        fresh.safeguard.decide(c.answer, {(f.start, f.end): "keep"})
    fresh.safeguard.bring_back(c.answer)
    (f,) = fresh.safeguard.findings()
    assert not f.decision and f.words in said and not fresh.snapshot().contributions
    fresh.safeguard.decide(c.answer, {(f.start, f.end): "keep"})
    fresh.safeguard.clear()
    assert next(iter(fresh.snapshot().contributions.values())).text == said
    with pytest.raises(UnknownRef):
        fresh.vault.original(c.answer)


def test_withdrawal_reaches_every_byte(fresh: Workbench, table: Callable[..., Path], tmp_path: Path) -> None:
    """After one call neither words, refs nor name are in any file: databases, documents, notebooks, copies, backups."""
    ref = fill(fresh, table)
    answers = answers_of(fresh, ref)
    kept = fresh.keeping.backup(tmp_path / "elsewhere" / "kept.cwb")
    notebooks = fresh.root / "notebooks" / ".ipynb_checkpoints"
    notebooks.mkdir(parents=True)
    output = {"output_type": "stream", "name": "stdout", "text": [SAID + "\n"]}
    cell = {"cell_type": "code", "source": "bench.gather", "metadata": {}, "outputs": [output], "execution_count": 1}
    page = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    for path in (notebooks / "02-checkpoint.ipynb", fresh.root / "notebooks" / "02.ipynb"):
        path.write_text(page, encoding="utf-8")
    fresh.store.copy_to(fresh.root / "consultwork-before-version-9.db")
    (fresh.out / "notes.txt").write_text(f"She wrote: {SAID}", encoding="utf-8")
    words = traces(ref, answers)
    assert found_in(fresh.root, ["nightingale ward"])
    gone = fresh.safeguard.withdraw(ref, delete_found=True)
    assert gone.answers == 1 and gone.left == 0 and gone.emptied == ("notebooks/02.ipynb",)
    assert "notes.txt" in gone.stale and gone.imported == ("answers.csv",)
    assert found_in(fresh.root, words) == []
    assert json.loads((fresh.root / "notebooks" / "02.ipynb").read_text(encoding="utf-8"))["cells"][0]["outputs"] == []
    backups.restore(kept, tmp_path / "restored", lambda: MADE_UP)
    assert found_in(tmp_path / "restored", words) == []
    again = Workbench(tmp_path / "restored", today=fresh.today)
    assert [c.text for c in again.snapshot().contributions.values()] == [OTHER]
    assert [who.name for who in again.vault.open("a test").identities().values()] == ["B Bee"]


def test_other_peoples_files_are_listed_until_somebody_acts(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A file that somebody else made is not deleted unasked; it is named until it is gone or changed."""
    ref = fill(fresh, table)
    note = fresh.out / "minutes.txt"
    note.write_text(f"Somebody said: {SAID}", encoding="utf-8")
    gone = fresh.safeguard.withdraw(ref)
    assert "minutes.txt" in gone.changed and gone.left == 1 and note.exists()
    assert fresh.run_outbox() == 1
    assert any(
        b.kind is Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER and "minutes.txt" in str(b.facts)
        for b in fresh.safeguard.blockers()
    )
    note.write_text("Somebody said something.", encoding="utf-8")
    assert fresh.run_outbox() == 0
    assert not any(b.kind is Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER for b in fresh.safeguard.blockers())


def test_a_backup_out_of_reach_waits_for_its_turn(fresh: Workbench, table: Callable[..., Path], tmp_path: Path) -> None:
    """A stick that is not plugged in is remembered, and cleaned when it is back."""
    ref = fill(fresh, table)
    kept = fresh.keeping.backup(tmp_path / "stick" / "kept.cwb")
    away = kept.rename(tmp_path / "in a drawer.cwb")
    assert fresh.safeguard.withdraw(ref).left == 1
    away.rename(kept)
    assert demo_run.open_demo(fresh.root).run_outbox() == 0
    backups.restore(kept, tmp_path / "restored", lambda: MADE_UP)
    assert found_in(tmp_path / "restored", [SAID[:40], ref]) == []


PHRASE = "never once answered the bell, and my letters went unread"
LOCAL = "crisis-house"


def test_whatever_a_screen_lets_others_type_is_told_or_emptied(
    fresh: Workbench, table: Callable[..., Path], tmp_path: Path
) -> None:
    """Her words in reasons, definitions, keywords, cells, notes and layouts of others are told by their place; in
    comments and edits on another consultation's document, in our answers to them, and in wording that was
    accepted for it, they are emptied."""
    from sqlalchemy import insert

    from consultwork.journey.gather import Layout
    from consultwork.store import review_tables, reviewing, writing
    from consultwork.store import schema as t

    local = {"person": "c", "consultation": LOCAL, "question": "1", "words": "Something else. Made up.", **YES}
    fresh.gather.import_file(table(local, name="local.csv"))
    ref = fill(fresh, table)
    bench, typed = fresh, f"Made up: she said they {PHRASE}."
    stays = next(person for person in bench.safeguard.people() if person != ref)
    first, second, third = (code.id for code in bench.theme.codebook[:3])
    bench.codebook.define(second, reason="Made up.", include=(PHRASE,))
    bench.codebook.define(third, reason="Made up.", exclude=typed)
    bench.theme.keep_many(LOCAL, [(first, "kept", typed)])
    bench.views.summarise(WH, stays, first, typed)
    bench.invitations.lay_out(LOCAL, Layout(notes={"1": typed}))
    invited = bench.invitations.invite(LOCAL, typed)
    draft = bench.respond.make(LOCAL, DocumentKind.ANSWERS).draft
    now = bench.clock()
    with bench.store.write("Kim", "made up") as w:
        for number, texts in enumerate((("comment", typed, ""), ("comment", "Made up.", typed)), start=1):
            kind, text, reason = texts
            row = {"draft": draft, "source": "a", "id": str(number), "text": text, "reason": reason}
            w.run(insert(t.metadata.tables[kind]).values(**row))
        row = {"draft": draft, "source": "a", "id": "e1", "before": "Before.", "after": typed, "tracked": True}
        w.run(insert(review_tables.edit).values(**row))
        w.run(insert(review_tables.edit).values(**{**row, "id": "e2", "after": "After.", "reason": typed}))
        wording = {"consultation": LOCAL, "kind": "answers", "anchor": "a", "base": "Base.", "words": typed}
        w.run(insert(review_tables.kept_wording).values(**wording, by="Kim", at=now))
    bench.store.compact()
    gone = bench.safeguard.withdraw(ref, delete_found=True)
    assert set(gone.typed) == {
        f"the code {second}", f"the code {third}", f"the reason for the theme {LOCAL}/{first}",
        f"a cell of the framework matrix, under {first}", f"the form of {LOCAL}", f"the invitation {invited.ref} to {LOCAL}",
    }  # fmt: skip
    with bench.store.read() as c:
        comments, edits = writing.comments(c, draft), reviewing.edits(c, draft)
        assert reviewing.wording(c, LOCAL, "answers") == ()
    assert len(comments) == len(edits) == 2
    assert (
        PHRASE not in repr((comments, edits))
        and "taken back" in comments[0]["text"]
        and "taken back" in edits[0]["after"]
    )
    for code in (second, third):
        bench.codebook.define(code, reason="Made up.", include=(), exclude="")
    bench.theme.keep_many(LOCAL, [(first, "kept", "Made up.")])
    bench.views.summarise(WH, stays, first, "Made up.")
    bench.invitations.lay_out(LOCAL, Layout())
    with bench.store.write("Kim", "made up") as w:
        w.run(t.metadata.tables["invitation"].update().values(label=""))
        w.run(t.metadata.tables["code_change"].delete())  # what was edited out just now stands in the history
    bench.store.compact()
    assert found_in(bench.root, [PHRASE]) == [], "a place was not told"


_KILLED = """
import os, sys
from pathlib import Path
from consultwork.workbench import demo_run, outbox
from consultwork.store import outbox as noted
root, person, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
steps = 0
def counted(function, before):
    def step(*given, **named):
        global steps
        if before and steps == at:
            os._exit(9)
        steps += before
        done = function(*given, **named)
        if not before and steps == at:
            os._exit(9)
        steps += not before
        return done
    return step
bench = demo_run.open_demo(root)
# A kill before each errand, and between an errand and striking it off.
outbox._do = counted(outbox._do, True)
outbox._at_the_vault = counted(outbox._at_the_vault, True)
noted.done = counted(noted.done, True)
bench.safeguard.withdraw(person, delete_found=True)
print("finished", steps)
"""


def test_a_withdrawal_killed_at_any_step_is_finished_by_the_next_opening(
    fresh: Workbench, table: Callable[..., Path], tmp_path: Path
) -> None:
    """Killed before, between and after every step, the next one to open the workspace finishes it."""
    import shutil

    ref = fill(fresh, table)
    words = traces(ref, answers_of(fresh, ref))
    finished = False
    for at in range(40):
        root = tmp_path / f"killed-{at}"
        shutil.copytree(fresh.root, root)
        ran = subprocess.run(
            [sys.executable, "-c", _KILLED, str(root), ref, str(at)], capture_output=True, text=True, check=False
        )
        assert ran.returncode in (0, 9), ran.stderr
        again = demo_run.open_demo(root)
        assert outbox.pending(again.store) == []
        assert found_in(root, words) == [], at
        assert ref not in again.safeguard.people() and len(again.safeguard.people()) == 1
        assert set(again.vault.open("a test").identities()) == set(again.safeguard.people())
        shutil.rmtree(root)
        if ran.returncode == 0:
            finished = True
            break
    assert finished and at >= 6


def test_names_laid_in_survive_a_kill_before_the_vault(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A name whose import was kept, and whose program was killed before the vault had it, arrives later."""
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom consultwork.workbench import demo_run, outbox\n"
        "bench = demo_run.open_demo(Path(sys.argv[1]))\noutbox._at_the_vault = lambda *_: os._exit(9)\n"
        "bench.gather.import_file(Path(sys.argv[2]))\n"
    )
    row = {"person": "a", "consultation": WH, "question": "1", "words": SAID, "name": NAME, **YES}
    ran = subprocess.run(
        [sys.executable, "-c", script, str(fresh.root), str(table(row))], check=False, env={**os.environ}
    )
    assert ran.returncode == 9
    assert fresh.vault.open("a test").identities() == {} and found_in(fresh.root, [NAME]) == []
    again = demo_run.open_demo(fresh.root)
    assert [w.name for w in again.vault.open("a test").identities().values()] == [NAME]


def test_consent_is_per_answer_as_well_as_per_person(fresh: Workbench, table: Callable[..., Path]) -> None:
    """One answer may be kept back while the rest is quoted; a later refusal of everything holds for all."""
    first = {"person": "a", "consultation": WH, "question": "1", "words": SAID, **YES}
    fresh.gather.import_file(table(first, {**first, "question": "2", "words": OTHER}))
    fresh.safeguard.decide_all()
    fresh.safeguard.clear()
    by_text = {c.text: c for c in fresh.snapshot().contributions.values()}
    mine, kept = by_text[OTHER], next(c for t, c in by_text.items() if t != OTHER)
    fresh.safeguard.permit(kept.contributor, {Use.QUOTE: False}, how="by phone", answer=kept.ref)
    person = fresh.safeguard.people()[mine.contributor]
    assert person.allows(Use.QUOTE) and person.allows(Use.QUOTE, mine.answer)
    assert not person.allows(Use.QUOTE, kept.answer) and person.allows(Use.COUNT, kept.answer)
    fresh.safeguard.permit(kept.contributor, {Use.QUOTE: True}, how="by phone")
    assert not fresh.safeguard.people()[mine.contributor].allows(Use.QUOTE, kept.answer)
    fresh.safeguard.permit(kept.contributor, {Use.QUOTE: True}, how="in person", answer=kept.answer)
    assert fresh.safeguard.people()[mine.contributor].allows(Use.QUOTE, kept.answer)
    fresh.safeguard.permit(kept.contributor, {Use.QUOTE: False}, how="by letter")
    person = fresh.safeguard.people()[mine.contributor]
    assert not person.allows(Use.QUOTE, kept.answer) and not person.allows(Use.QUOTE, mine.answer)
    table_ = fresh.safeguard.consents(person.ref)
    quoting = table_[table_["use"] == "quote"]
    assert list(quoting["what"]) == ["given", "refused", "given", "given", "withdrawn"]
    assert list(quoting["answer"]) == ["", kept.answer, "", kept.answer, ""]
    assert list(quoting["how"])[-1] == "by letter" and "May we quote" in list(quoting["wording"])[-1]
    assert quoting[quoting["holds"] == "yes"]["how"].tolist() == ["by letter"]
    with pytest.raises(UnknownRef):
        fresh.safeguard.permit(person.ref, {Use.QUOTE: True}, how="by phone", answer="S-9999")


def test_an_answer_that_may_not_be_quoted_is_in_no_document(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A permission taken back for one answer alone takes its quote out of the document, and nothing else."""
    fill(fresh, table)
    assert fresh.respond.make(WH, DocumentKind.SUBMISSION).quotes == 1
    for c in list(fresh.snapshot().contributions.values()):
        fresh.safeguard.permit(c.contributor, {Use.QUOTE: False}, how="by phone", answer=c.ref)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert made.quotes == 0 and made.people == 2


def test_a_shut_vault_thanks_nobody_by_name_and_says_so(
    fresh: Workbench, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the passphrase the document is made without names, with a blocker; with it they are in."""
    fill(fresh, table)
    made = fresh.respond.make(WH, DocumentKind.SUBMISSION)
    assert not any(b.kind is Waiting.THANKS_ARE_LOCKED for b in made.blockers)
    (fresh.root / "MADE-UP.txt").unlink()
    shut = Workbench(fresh.root, today=fresh.today)
    made = shut.respond.make(WH, DocumentKind.SUBMISSION)
    assert any(b.kind is Waiting.THANKS_ARE_LOCKED for b in made.blockers)
    with refuses(Refused, Kind.VAULT_IS_SHUT):
        shut.vault.identity(next(iter(shut.safeguard.people())))


def test_a_workspace_from_before_the_vault_moves_its_names_in(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Names that lay in the database go behind the door as soon as there is one; no byte of them stays."""
    from sqlalchemy import insert

    from consultwork.store import schema as t

    ref = fill(fresh, table)
    fresh.vault.vault.path.unlink()
    with fresh.store.write("Kim", "an old act") as w:
        w.run(insert(t.identity).values(person=ref, name=NAME, contact=CONTACT, credit_name=""))
    old = Workbench(fresh.root, today=fresh.today)
    assert Waiting.NAMES_WAIT_FOR_THE_VAULT in {b.kind for b in old.safeguard.blockers()}
    old.vault.make()
    for path in fresh.out.glob("*.docx"):
        path.unlink()
    assert old.vault.identity(ref).name == NAME and found_in(fresh.root, [NAME, CONTACT]) == []


def test_the_database_is_locked_by_one_setting(fresh: Workbench, table: Callable[..., Path]) -> None:
    """With ``encrypt_database`` no word lies open on the disk; without the passphrase nothing opens; and back."""
    fill(fresh, table)
    before = fresh.snapshot()
    settings = fresh.root / "consultwork.toml"
    plain = settings.read_text(encoding="utf-8")
    assert found_in(fresh.root, ["nightingale ward"])
    settings.write_text(plain + "\n[privacy]\nencrypt_database = true\n", encoding="utf-8")
    locked = demo_run.open_demo(fresh.root)
    assert locked.snapshot() == before
    for path in fresh.out.glob("*.docx"):
        path.unlink()
    assert found_in(fresh.root, ["nightingale ward"]) == []
    mark = fresh.root / "MADE-UP.txt"
    text = mark.read_text(encoding="utf-8")
    mark.unlink()
    with refuses(Refused, Kind.VAULT_IS_SHUT):
        Workbench(fresh.root, today=fresh.today)
    mark.write_text(text, encoding="utf-8")
    settings.write_text(plain, encoding="utf-8")
    assert demo_run.open_demo(fresh.root).snapshot() == before


def test_a_link_goes_that_only_they_had_given_cause_for(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Of three themes that answer a question by hand, the one that they alone raised is linked no more."""
    ref = fill(fresh, table)
    wanted = sorted(c.id for c in fresh.theme.codebook[1:] if f"{WH}/1" not in c.questions)[:3]
    own = [c for c in fresh.snapshot().contributions.values() if c.contributor == ref]
    others = [c for c in fresh.snapshot().contributions.values() if c.contributor != ref]
    fresh.theme.add_many([(own[0].ref, wanted[1], own[0].text, Position.FOR)])
    fresh.theme.add_many([(others[0].ref, code, others[0].text, Position.FOR) for code in (wanted[0], wanted[2])])
    fresh.mapping.decide_many([Link(WH, "1", code, True) for code in wanted])
    fresh.safeguard.withdraw(ref)
    linked = {link.code for link in fresh.snapshot().links if (link.consultation, link.question) == (WH, "1")}
    assert linked.intersection(wanted) == {wanted[0], wanted[2]}


def test_words_in_a_list_are_found_whatever_signs_are_in_them() -> None:
    """A column that holds JSON is read text by text: a quotation mark or a line's end hides nothing."""
    from consultwork.store.whose_words import texts_in

    assert list(texts_in('[["words", "They said \\"leave\\".\\nAnd I left."]]')) == [
        "words",
        'They said "leave".\nAnd I left.',
    ]
    assert list(texts_in("[a bracket that somebody typed")) == ["[a bracket that somebody typed"]
    assert list(texts_in("plain")) == ["plain"]


def test_what_is_noted_in_a_notebook_is_no_output_and_is_told(fresh: Workbench, table: Callable[..., Path]) -> None:
    """Words in the metadata of a notebook stay when its outputs are emptied: the file is named for a person."""
    ref = fill(fresh, table)
    cell = {"cell_type": "code", "source": ["1"], "outputs": [], "metadata": {"caption": SAID}, "execution_count": None}
    note = fresh.root / "scratch.ipynb"
    note.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    fresh.safeguard.withdraw(ref)
    assert any("scratch.ipynb" in str(b.facts) for b in fresh.safeguard.blockers())


def test_a_file_that_cannot_be_deleted_stops_nothing_and_is_named(fresh: Workbench, table: Callable[..., Path]) -> None:
    """A file that will not go waits, named for a person; every errand after it is done all the same."""
    ref = fill(fresh, table)
    note = fresh.out / "minutes.txt"
    note.write_text(f"Somebody said: {SAID}", encoding="utf-8")
    shut = fresh.out / "shut"
    shut.mkdir()  # a folder cannot be unlinked, whoever asks
    with fresh.store.write("Kim", "made up") as w:
        outbox.put(w, outbox.DELETE, by="Kim", path="shut")
    gone = fresh.safeguard.withdraw(ref, delete_found=True)
    assert not note.exists() and gone.left == 1
    left = [b for b in fresh.safeguard.blockers() if b.kind is Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER]
    assert [dict(b.facts) for b in left] == [{"path": "shut"}]


def test_what_somebody_wrote_while_a_file_waited_is_kept_beside(fresh: Workbench) -> None:
    """A new file waits for its place; what was changed there meanwhile keeps its words under another name."""
    target = fresh.out / "letter.txt"
    target.write_text("Before.", encoding="utf-8")
    with fresh.store.write("Kim", "made up") as w:
        files = staging.FileChanges(fresh, w)
        files.write(b"Made anew.", target)
    target.write_text("Typed by Kim meanwhile.", encoding="utf-8")
    assert fresh.run_outbox() == 0
    assert target.read_text() == "Made anew."
    assert target.with_name("letter-changed.txt").read_text() == "Typed by Kim meanwhile."


def test_somebody_who_leaves_while_a_backup_is_written_is_taken_out_of_it(
    fresh: Workbench, table: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup holds the words of before: it is written anew once it is in its place."""
    ref = fill(fresh, table)
    together = backups.backup_file.put_together

    def left_meanwhile(*args: object) -> None:
        monkeypatch.undo()
        together(*args)  # type: ignore[arg-type]
        fresh.safeguard.withdraw(ref)

    monkeypatch.setattr(backups.backup_file, "put_together", left_meanwhile)
    kept = fresh.keeping.backup(tmp_path / "kept.cwb")
    assert fresh.run_outbox() == 0
    backups.restore(kept, tmp_path / "restored", lambda: MADE_UP)
    assert found_in(tmp_path / "restored", [SAID[:40], ref]) == []
