"""The command line as people and scripts rely on it: names, exit codes, sentences."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from consultwork import demo
from consultwork.cli import main
from consultwork.cli.app import app
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from tests.asked import nobody_asked

COMMANDS = (
    "demo", "new", "lab", "status", "import", "suggest", "redact", "plan", "theme", "mapping", "follow-up", "respond",
    "check", "review", "review-copy", "redline", "pdf", "templates", "ask-back", "approve", "send", "withdraw", "audit",
    "backup", "restore", "undo",
)  # fmt: skip

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command away from any workspace and gives its exit code and all that it printed."""
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.chdir(away)

    def command(*arguments: str | Path) -> tuple[int, str]:
        code = main([str(a) for a in arguments])
        printed = capsys.readouterr()
        text = " ".join((printed.out + printed.err).split())
        assert "Traceback" not in text
        return code, text

    return command


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edited(path: Path, before: str, after: str) -> None:
    """Change the first such words in a document, as somebody in Word would."""
    document = Document(str(path))
    for paragraph in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if before in (paragraph.text or ""):
            paragraph.text = paragraph.text.replace(before, after, 1)
            document.save(str(path))
            return
    raise AssertionError(f"“{before}” does not stand in {path.name}")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(run: Run, command: str) -> None:
    """``--help`` says what a command does and shows an example of it."""
    code, text = run(command, "--help")
    assert code == 0 and f"Example: consultwork {command}".replace("  ", " ") in text.replace(" -w my-workspace", "")


def test_the_list_of_commands_is_whole(run: Run) -> None:
    """``--help`` lists every promised command, and no command is hidden."""
    code, text = run("--help")
    assert code == 0 and all(f" {c} " in text for c in COMMANDS)
    assert {c.name or c.callback.__name__ for c in app.registered_commands if c.callback} >= set(COMMANDS)


@pytest.mark.parametrize(
    "wrong",
    [("nonsense",), ("import",), ("respond",), ("approve", "x.docx"), ("status", "--what"), ("-w",),
     ("respond", "womens-health", "--kind", "poem"), ("lab", "--port", "x")],
)  # fmt: skip
def test_wrong_usage_is_two(run: Run, wrong: tuple[str, ...]) -> None:
    """Wrong usage is refused in a sentence, with exit code 2."""
    code, text = run(*wrong)
    assert code == 2 and text


def test_no_workspace_is_two(run: Run, tmp_path: Path) -> None:
    """Outside any workspace, and with a mistyped ``-w``, the sentence says so."""
    assert run("status")[0] == 2
    code, text = run("status", "-w", tmp_path / "nowhere")
    assert code == 2 and "no workspace" in text


def test_a_mistyped_folder_never_leads_to_another_workspace(
    run: Run, fresh: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a workspace a wrong ``-w`` is refused instead of falling back on the one around."""
    monkeypatch.chdir(fresh.root)
    assert run("audit")[0] == 0
    assert run("audit", "-w", "mistyped")[0] == 2


def test_the_workspace_may_stand_before_and_after(run: Run, fresh: Workbench) -> None:
    """``-w DIR`` works on both sides of the command."""
    assert run("-w", fresh.root, "plan") == run("plan", "-w", fresh.root) == run("plan", f"--workspace={fresh.root}")


def test_our_own_fault_is_three_with_a_log(run: Run, fresh: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw gives one sentence and a log file, and never looks like a finding."""

    def broken(_: object) -> None:
        raise ZeroDivisionError("secret words")

    from consultwork.workbench.keeping.keeping_desk import KeepingDesk

    monkeypatch.setattr(KeepingDesk, "audit", broken)
    code, text = run("-w", fresh.root, "audit")
    logs = list(fresh.root.glob("consultwork-error-*.log"))
    assert code == 3 and len(logs) == 1 and "secret" not in text
    assert "ZeroDivisionError" in logs[0].read_text(encoding="utf-8")


def test_a_dry_run_changes_not_one_byte(run: Run, fresh: Workbench, table: Callable[..., Path]) -> None:
    """``import --dry-run`` says what would come in and leaves the database as it is, to the byte."""
    path = table({"person": "a", "consultation": "womens-health", "question": "1", "words": "Nobody listened."})
    run("-w", fresh.root, "status")
    before = digest(fresh.store.path)
    code, text = run("-w", fresh.root, "import", path, "--dry-run")
    assert (
        code == 0
        and "1 answer from 1 people" in text.replace("1 answers", "1 answer")
        and "Nothing was changed" in text
    )
    assert digest(fresh.store.path) == before


def test_import_takes_in_once(run: Run, fresh: Workbench) -> None:
    """Importing the same file again adds nothing, and undo takes the import out again."""
    path = demo.contributions_path()
    code, first = run("-w", fresh.root, "import", path)
    assert code == 0 and "answers are new" in first
    n = len(fresh.gather.table())
    assert n > 50
    code, again = run("-w", fresh.root, "import", path)
    assert code == 0 and f"0 answers are new; {n} had come in before" in again and len(fresh.gather.table()) == n
    code, undone = run("-w", fresh.root, "undo")
    assert code == 0 and f"{n} answers were taken out" in undone and fresh.gather.table().empty
    assert run("-w", fresh.root, "undo")[0] == 2


def test_rows_left_out_are_one(run: Run, fresh: Workbench, table: Callable[..., Path]) -> None:
    """What could not be taken in is listed by row, and the exit code is 1."""
    row = {"person": "a", "consultation": "womens-health", "question": "1", "words": "Nobody listened."}
    code, text = run("-w", fresh.root, "import", table(row, row | {"consultation": "nothing"}))
    assert code == 1 and "Row 3 was left out" in text and len(fresh.gather.table()) == 1


def test_an_unsure_mapping_is_two_and_then_works(run: Run, fresh: Workbench, table: Callable[..., Path]) -> None:
    """In doubt nothing is imported; the mapping lies beside the file, and works once it is corrected."""
    path = table({"What I think of it all": "Nobody listened to me at the surgery, ever.", "Nr": "17"})
    code, text = run("-w", fresh.root, "import", path, "--consultation", "womens-health")
    target = path.with_name("answers.MAP.yaml")
    assert code == 2 and target.name in text and target.is_file() and fresh.gather.table().empty
    code, _ = run("-w", fresh.root, "import", path, "--mapping", target)
    assert code == 0 and len(fresh.gather.table()) == 1


@pytest.mark.parametrize("name", ["no.csv", "letter.docx", "a.pdf"])
def test_a_file_that_cannot_be_imported_is_two(run: Run, fresh: Workbench, tmp_path: Path, name: str) -> None:
    """A missing file and other kinds of files are refused in a sentence."""
    if name != "no.csv":
        (tmp_path / name).write_bytes(b"%PDF-1.4 not a table")
    code, text = run("-w", fresh.root, "import", tmp_path / name)
    assert code == 2 and name in text


def test_unknown_names_are_two(run: Run, fresh: Workbench) -> None:
    """A consultation, person or file that is not there is refused by name."""
    for arguments in (
        ("respond", "nothing"), ("plan", "--consultation", "nothing"), ("theme", "--consultation", "nothing"),
        ("mapping", "--consultation", "nothing"), ("withdraw", "P-9999"), ("check", "no.docx"),
        ("approve", "no.docx", "--by", "Kim"), ("send", "no.docx", "--route", "post"),
        ("review", "no.docx", "--out", "x"), ("restore", "no.zip", "x"), ("respond", "all", "--kind", "letter"),
        ("permit", "P-9999", "--uses", "count", "--how", "x"), ("permit", "all", "--uses", "soup", "--how", "x"),
    ):  # fmt: skip
        code, text = run("-w", fresh.root, *arguments)
        assert code == 2 and text, arguments


def test_the_tables_of_each_stage_are_printed(run: Run, demo_copy: Workbench) -> None:
    """Each stage prints its table and its blockers; none of them is our own fault."""
    for command in ("status", "plan", "theme", "mapping", "follow-up", "audit", "safeguard"):
        code, text = run("-w", demo_copy.root, command)
        assert code in (0, 1) and len(text) > 100, command
    assert run("-w", demo_copy.root, "plan", "--consultation", "womens-health", "--ics")[0] in (0, 1)


def test_from_respond_to_send(run: Run, demo_copy: Workbench) -> None:
    """A document is made, checked, approved and noted as sent; each step only in its order."""
    root = demo_copy.root
    code, text = run("-w", root, "respond", "womens-health", "--kind", "letter")
    assert code == 0 and "womens-health-letter.docx" in text
    letter = demo_copy.out / "womens-health-letter.docx"
    code, text = run("-w", root, "send", letter, "--route", "by post")
    assert code == 1 and "not approved" in text
    assert run("-w", root, "check", letter)[0] == 0
    assert run("-w", root, "approve", letter, "--by", " ")[0] == 2
    code, text = run("-w", root, "approve", letter, "--by", "Sasha Example")
    assert code == 1 and "not recorded who was asked" in text
    assert run("-w", root, "ask-back", "womens-health", "--kind", "letter", "--nobody", "this is a test")[0] == 0
    code, text = run("-w", root, "approve", letter, "--by", "Sasha Example")
    assert code == 0 and "Sasha Example" in text
    assert run("-w", root, "check", letter)[0] == 0
    edited(letter, "Yours", "Your")
    code, text = run("-w", root, "send", letter, "--route", "by post")
    assert code == 1 and "changed after it was approved" in text
    edited(letter, "Your", "Yours")
    assert run("-w", root, "approve", letter, "--by", "Sasha Example")[0] == 0
    code, text = run("-w", root, "send", letter, "--route", "by post")
    assert code == 0 and "Nothing was transmitted" in text
    assert run("-w", root, "send", letter, "--route", "by post")[0] == 1


def test_what_was_approved_or_edited_is_never_written_over(run: Run, demo_copy: Workbench) -> None:
    """Making a document again keeps the earlier file where it was approved, or changed by hand."""
    root, letter = demo_copy.root, demo_copy.out / "womens-health-letter.docx"
    assert run("-w", root, "respond", "womens-health", "--kind", "letter")[0] == 0
    edited(letter, "Yours", "Ever yours")
    code, text = run("-w", root, "respond", "womens-health", "--kind", "letter")
    kept = [p for p in demo_copy.out.glob("womens-health-letter*.docx") if p != letter]
    assert code == 0 and len(kept) == 1 and kept[0].name in text
    assert "Ever yours" in "\n".join(p.text for p in Document(str(kept[0])).paragraphs)
    nobody_asked(demo_copy, "womens-health", "letter")
    assert run("-w", root, "approve", letter, "--by", "Kim")[0] == 0
    approved = digest(letter)
    assert run("-w", root, "respond", "womens-health", "--kind", "letter")[0] == 0
    assert approved in {digest(p) for p in demo_copy.out.glob("womens-health-letter*.docx")} - {digest(letter)}


def planted(bench: Workbench, name: str, before: str, after: str) -> Path:
    path = bench.out / name
    edited(path, before, after)
    return path


def _first(bench: Workbench, name: str, wanted: Callable[[str], bool]) -> str:
    body = Document(str(bench.out / name)).element.body
    texts = [t.text or "" for t in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")]
    return next(t for t in texts if wanted(t))


RESPONSE = "mental-health-act-response.docx"


def test_check_finds_a_changed_count(run: Run, demo_copy: Workbench) -> None:
    """A count that somebody changed in Word is found."""
    said = _first(demo_copy, RESPONSE, lambda t: " people we heard from told us that " in t)
    first = said.split(" ")[0]
    path = planted(demo_copy, RESPONSE, said[:60], said[:60].replace(first, "Nine", 1))
    code, text = run("-w", demo_copy.root, "check", path)
    assert code == 1 and "differs from the data" in text


def test_check_finds_a_changed_quote(run: Run, demo_copy: Workbench) -> None:
    """A quote of which one word was changed is found."""
    from consultwork.ooxml import read_document

    quote = next(q.text for q in read_document(demo_copy.out / RESPONSE).quotes if q.styled)
    word = max(quote.strip("“”").split(), key=len).strip(".,;")
    path = planted(demo_copy, RESPONSE, quote[1:30], quote[1:30].replace(quote[1:30].split()[1], "hardly", 1))
    code, text = run("-w", demo_copy.root, "check", path)
    assert word and code == 1 and "not somebody's exact words" in text


def test_check_finds_typed_counts(run: Run, demo_copy: Workbench) -> None:
    """ "Five people" that somebody typed is found, also as five women, or in digits."""
    typed = ("five people", "Five older women", "15 people", "thirteen people", "two thirds of nine people")
    path = demo_copy.out / "womens-health-submission.docx"
    document = Document(str(path))
    for words in typed:
        document.add_paragraph(f"We know that {words} waited for a year.")
    document.save(str(path))
    code, text = run("-w", demo_copy.root, "check", path)
    assert code == 1 and text.count("was typed, not computed") == len(typed)


def test_check_finds_words_in_a_mouth(run: Run, demo_copy: Workbench) -> None:
    """Made-up words in quotation marks are found, whichever marks stand around them."""
    path = demo_copy.out / "womens-health-submission.docx"
    document = Document(str(path))
    for opening, closing in ("“”", '""', "‘’"):
        document.add_paragraph(f"She said: {opening}I never once was believed by them{closing}.")
    document.save(str(path))
    code, text = run("-w", demo_copy.root, "check", path)
    assert code == 1 and text.count("not somebody's exact words") == 3


def test_check_finds_a_lost_qualifier(run: Run, demo_copy: Workbench) -> None:
    """A figure that lost its "over" is found."""
    for made in demo_copy.out.glob("*.docx"):
        fact = next((f for f in demo_copy.facts.values() for x in f.figures if x.startswith("over ")), None)
        assert fact is not None
        figure = next(x for x in fact.figures if x.startswith("over "))
        try:
            edited(made, figure, figure.removeprefix("over "))
        except AssertionError:
            continue
        code, text = run("-w", demo_copy.root, "check", made)
        assert code == 1 and "lost its qualifier" in text
        return
    pytest.fail("no document of the demo carries a fact with a qualifier")


def test_check_finds_an_answer_over_its_limit(run: Run, demo_copy: Workbench) -> None:
    """An answer that grew beyond its limit in Word is found, with its size."""
    path = demo_copy.out / RESPONSE
    document = Document(str(path))
    own = next(p for p in document.paragraphs if " people we heard from told us that " in p.text)
    own.add_run(" and so on" * 200)
    document.save(str(path))
    code, text = run("-w", demo_copy.root, "check", path)
    assert code == 1 and "500 words are allowed" in text


def test_approval_waits_for_findings_and_comments(run: Run, demo_copy: Workbench, tmp_path: Path) -> None:
    """Nothing is approved while the check finds something or a comment has no answer."""
    root, letter = demo_copy.root, demo_copy.out / "womens-health-letter.docx"
    returned = tmp_path / "letter-from-kim.docx"
    document = Document(str(letter))
    runs = next(p for p in document.paragraphs if p.runs).runs
    document.add_comment(runs, text="Is this so?", author="Kim")
    document.save(str(returned))
    code, text = run("-w", root, "review", returned, "--out", tmp_path / "review")
    assert code == 1 and "1 comments" in text.replace("1 comment,", "1 comments,")
    assert {p.name for p in (tmp_path / "review").iterdir()} == {
        "comments.csv",
        "edits.csv",
        "changes.csv",
        "original.txt",
        "final.txt",
    }
    code, text = run("-w", root, "approve", letter, "--by", "Kim")
    assert code == 1 and "one comment waits" in text
    draft = demo_copy.review.drafts()
    name = str(draft[draft["path"].str.endswith("womens-health-letter.docx")]["draft"].iloc[0])
    comment = demo_copy.review.comments(name)[0]
    demo_copy.review.decide(name, comment["source"], comment["id"], "reject", "It is so.")
    nobody_asked(demo_copy, "womens-health", "letter")
    assert run("-w", root, "approve", letter, "--by", "Kim")[0] == 0


def test_backup_and_restore(run: Run, demo_copy: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup laid out in another folder is the same workspace; nothing is ever written over."""
    kept = tmp_path / "kept" / "backup.cwb"
    code, text = run("-w", demo_copy.root, "backup", kept)
    assert code == 0 and kept.is_file() and "passphrase" in text
    assert run("restore", kept, tmp_path / "there")[0] == 2 and not (tmp_path / "there").exists()
    monkeypatch.setenv("CONSULTWORK_PASSPHRASE", "some other six words")
    assert run("restore", kept, tmp_path / "there")[0] == 2 and not (tmp_path / "there").exists()
    monkeypatch.setenv("CONSULTWORK_PASSPHRASE", MADE_UP)
    assert run("-w", demo_copy.root, "backup", kept)[0] == 2
    assert run("restore", kept, tmp_path / "there")[0] == 0
    again = Workbench(tmp_path / "there", today=demo_copy.today)
    assert again.snapshot() == demo_copy.snapshot()
    names = {p.name: p.read_bytes() for p in demo_copy.out.glob("*.docx")}
    assert {p.name: p.read_bytes() for p in again.out.glob("*.docx")} == names
    assert run("restore", kept, tmp_path / "there")[0] == 2
    data = kept.read_bytes()
    kept.write_bytes(data[: len(data) // 2] + b"\0" * 2000 + data[len(data) // 2 + 2000 :])
    assert run("restore", kept, tmp_path / "broken")[0] == 2 and not (tmp_path / "broken").exists()


def test_a_withdrawal_says_what_it_touches(run: Run, demo_copy: Workbench) -> None:
    """Who withdraws leaves the documents; those that were sent are named."""
    root, letter = demo_copy.root, demo_copy.out / "womens-health-letter.docx"
    nobody_asked(demo_copy, "womens-health", "letter")
    assert run("-w", root, "approve", letter, "--by", "Kim")[0] == 0
    assert run("-w", root, "send", letter, "--route", "by post")[0] == 0
    person = next(
        c.contributor for c in demo_copy.snapshot().contributions.values() if c.consultation == "womens-health"
    )
    code, text = run("-w", root, "withdraw", person)
    assert code == 1 and "womens-health-letter.docx was sent" in text and "womens-health-summary.docx rested on" in text
    assert run("-w", root, "withdraw", person)[0] == 2


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    """Started as a program, a workspace is laid out and looked into, with the same exit codes."""
    start = [sys.executable, "-c", "from consultwork.cli import main; raise SystemExit(main())"]

    def program(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*start, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
            timeout=120,
        )

    made = program("new", "ours", "--organisation", "Harbour Voices")
    assert made.returncode == 0, made.stderr
    looked = program("-w", "ours", "status")
    assert looked.returncode == 1 and "nobody has said anything yet" in " ".join(looked.stdout.split())
    refused = program("new", "ours")
    assert refused.returncode == 2 and "not empty" in refused.stderr and "Traceback" not in refused.stderr


def test_a_port_that_is_in_use_is_a_sentence(run: Run) -> None:
    """Where JupyterLab is open already, that is said; no server log, nothing started."""
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = run("lab", "--port", str(port))
    assert code == 2 and f"port {port} is in use" in said


def test_review_round_on_the_command_line(run: Run, demo_copy: Workbench, tmp_path: Path) -> None:
    """A copy for reviewers, a redline of two drafts, the proof of the copy to send, the templates: each in one command."""
    root, letter = demo_copy.root, demo_copy.out / "womens-health-letter.docx"
    code, text = run("-w", root, "review-copy", letter, "--by-when", "2030-01-31", "--evidence")
    assert code == 0 and "for-review" in text and "comments with evidence" in text
    assert run("-w", root, "review-copy", letter, "--by-when", "soon")[0] == 2
    copy = demo_copy.out / "for-review" / letter.name
    code, text = run("redline", letter, copy, "--out", tmp_path / "redline.docx")
    assert code == 0 and "changed" in text and (tmp_path / "redline.docx").is_file()
    assert run("check", letter, "--to-send")[0] == 1
    nobody_asked(demo_copy, "womens-health", "letter")
    assert run("-w", root, "approve", letter, "--by", "Sasha Example")[0] == 0
    code, text = run("check", demo_copy.out / "to-send" / letter.name, "--to-send")
    assert code == 0 and "may leave" in text
    code, text = run("-w", root, "templates")
    assert code == 0 and "in order" in text
