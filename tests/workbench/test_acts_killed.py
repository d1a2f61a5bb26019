"""Killed before and after every step of an act, record and files agree when the workspace is opened next."""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from consultwork.errors import Blocked, FileInUse, Refused
from consultwork.exchange.tables import propose_mapping, read_table
from consultwork.kinds import Kind
from consultwork.model import DocumentKind, DraftState
from consultwork.ooxml import read_texts
from consultwork.store import engine, keeping, outbox, reviewing
from consultwork.store.engine import is_plain
from consultwork.workbench import Workbench, backups, demo_run
from consultwork.workbench.passphrase import MADE_UP
from consultwork.workbench.session import RESTORING
from consultwork.workbench.staging import FOLDER, digest_of
from tests.asked import nobody_asked
from tests.refusing import refuses

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is tried in a fork")

WH, KIND = "womens-health", DocumentKind.LETTER
KILLED, FINISHED = 9, 0
# What changes a file or keeps a transaction: a kill is tried before and after each.
STEPS = (
    (Path, "replace"), (Path, "unlink"), (Path, "rmdir"), (Path, "mkdir"), (Path, "write_bytes"), (Path, "touch"),
    (shutil, "move"), (shutil, "copyfileobj"), (shutil, "rmtree"), (os, "fsync"), (Connection, "_commit_impl"),
    (engine, "compacted"), (engine, "overwritten"),
)  # fmt: skip


def killed(at: int, act: Callable[[], object]) -> bool:
    """Run an act in a process of its own that ends without a word at its nth step. Tells whether it was killed."""
    child = os.fork()
    if not child:
        code = 1
        try:
            _count_down(at)
            act()
            code = FINISHED
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (KILLED, FINISHED), "the act itself failed"
    return code == KILLED


def _count_down(at: int) -> None:
    left = [at]

    def step() -> None:
        if not left[0]:
            os._exit(KILLED)
        left[0] -= 1

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def stepped(*given: object, **named: object) -> object:
            step()
            result = function(*given, **named)
            step()
            return result

        return stepped

    for owner, name in STEPS:
        setattr(owner, name, counted(getattr(owner, name)))


def every_kill(bench: Workbench, tmp_path: Path, act: Callable[[Workbench], object], agree: Callable[[Workbench], bool],
               least: int) -> None:  # fmt: skip
    """Try a kill at every step of an act, each on a copy; the record must agree with the files, before or after."""
    happened = set()
    for at in range(200):
        root = tmp_path / f"kill-{at}"
        shutil.copytree(bench.root, root)
        was_killed = killed(at, lambda root=root: act(demo_run.open_demo(root)))  # type: ignore[misc]
        for half in root.rglob(".*.half"):  # what is older than a day was left by a kill, and goes
            os.utime(half, (0, 0))
        again = demo_run.open_demo(root)
        happened.add(agree(again))
        assert outbox.pending(again.store) == [] and not list((root / FOLDER).glob("*"))
        assert [p.name for p in root.rglob(".*") if p.suffix in (".half", ".old", ".staged")] == []
        assert all(event["intact"] for event in again.store.events())
        shutil.rmtree(root)
        if not was_killed:
            assert at >= least and happened == {False, True}, "both outcomes were seen"
            return
    raise AssertionError("it never finished")


@pytest.fixture
def drafted(demo_copy: Workbench) -> Workbench:
    """A letter of a made-up workspace that may be approved."""
    demo_copy.respond.make(WH, KIND)
    nobody_asked(demo_copy, WH, KIND)
    demo_copy.respond.make(WH, KIND)
    return demo_copy


def letter(bench: Workbench) -> Path:
    return bench.out / f"{WH}-{KIND.value}.docx"


def said(path: Path) -> str:
    return "\n".join(read_texts(path)[1])


def copy_agrees(bench: Workbench, draft: str) -> bool:
    """Whether there is a copy to send, on record and in its place alike."""
    with bench.store.read() as connection:
        copies = [h for h in reviewing.handed_out(connection, draft) if h.purpose == reviewing.TO_SEND]
    there = bench.out / "to-send" / letter(bench).name
    assert bool(copies) is there.exists()
    assert not copies or digest_of(there) == copies[-1].digest
    return bool(copies)


def approval_agrees(bench: Workbench) -> bool:
    """Whether the letter is approved: by its record, its words, its digest and its copy to send alike."""
    record = bench.review.record_of(letter(bench))
    approved = record.state in (DraftState.APPROVED, DraftState.SENT)
    assert ("approved by Kim" in said(letter(bench))) is approved is ("Not yet approved" not in said(letter(bench)))
    assert digest_of(letter(bench)) == record.digest
    assert bool(bench.review.approvals(record.id)) is approved is copy_agrees(bench, record.id)
    return approved


def test_an_approval_killed_at_any_step(drafted: Workbench, tmp_path: Path) -> None:
    """A letter that says it is approved is approved on record, and the reverse; its copy to send is there or not."""
    every_kill(drafted, tmp_path, lambda b: b.review.approve(letter(b), "Kim"), approval_agrees, least=8)


def test_sending_killed_at_any_step(drafted: Workbench, tmp_path: Path) -> None:
    """What is on record as sent is the very copy that lies there, also where the copy had to be made again."""
    drafted.review.approve(letter(drafted), "Kim")
    shutil.rmtree(drafted.out / "to-send")

    def agree(bench: Workbench) -> bool:
        record = bench.review.record_of(letter(bench))
        there = bench.out / "to-send" / letter(bench).name
        if record.state is DraftState.SENT:
            assert digest_of(there) == record.sent_digest
        assert digest_of(letter(bench)) == record.digest
        return record.state is DraftState.SENT

    every_kill(drafted, tmp_path, lambda b: b.review.send(letter(b), "by post, made up"), agree, least=8)


def test_making_killed_at_any_step(drafted: Workbench, tmp_path: Path) -> None:
    """A document that is made again is whole with its record; the approved one before it is kept, with its own."""
    drafted.review.approve(letter(drafted), "Kim")
    first = drafted.review.record_of(letter(drafted))

    def agree(bench: Workbench) -> bool:
        old = bench.review.record(first.id)
        assert old is not None and digest_of(bench.root / old.path) == old.digest == first.digest
        made = bench.review.record_of(letter(bench))
        assert digest_of(letter(bench)) == made.digest
        assert (made.id == first.id) is (old.path == letter(bench).name)
        return made.id != first.id

    every_kill(drafted, tmp_path, lambda b: b.respond.make(WH, KIND), agree, least=8)


def test_giving_out_for_review_killed_at_any_step(drafted: Workbench, tmp_path: Path) -> None:
    """A draft is in review exactly where the copy for reviewers lies there, with the digest on record."""

    def agree(bench: Workbench) -> bool:
        record = bench.review.record_of(letter(bench))
        out = bench.out / "for-review" / letter(bench).name
        with bench.store.read() as connection:
            copies = [h for h in reviewing.handed_out(connection, record.id) if h.purpose == reviewing.FOR_REVIEW]
        assert bool(copies) is out.exists() is (record.state is DraftState.IN_REVIEW)
        assert not copies or digest_of(out) == copies[-1].digest
        return bool(copies)

    every_kill(drafted, tmp_path, lambda b: b.copies.for_review(letter(b), b.today), agree, least=6)


def test_an_import_killed_at_any_step(fresh: Workbench, table: Callable[..., Path], tmp_path: Path) -> None:
    """A mapping is remembered exactly where the answers that came in by it were kept; every name reaches the vault."""
    rows = [
        {
            "who": f"p{n}",
            "name": f"Zebedee {n}",
            "what they said": f"Nobody wrote to me in week {n}. Made up.",
            "ok": "yes",
        }
        for n in range(3)
    ]
    path = table(*rows)
    read = read_table(path)
    mapping = propose_mapping(read, fresh.consultations.values(), WH)
    columns = {
        "who": {"use": "person"}, "name": {"use": "name"}, "what they said": {"use": "answer", "question": "1"},
        "ok": {"use": "permission", "permission": ["count"]},
    }  # fmt: skip
    mapping = type(mapping).model_validate(
        {**mapping.model_dump(), "columns": columns, "consultation": WH, "doubts": []}
    )

    def agree(bench: Workbench) -> bool:
        came = len(bench.gather.table())
        kept = list((bench.root / "data" / "mappings").glob("*.yaml"))
        assert came in (0, 3) and bool(kept) is bool(came)
        assert len(bench.vault.open("a test").identities()) == came
        return bool(came)

    every_kill(fresh, tmp_path, lambda b: b.gather.import_file(path, mapping=mapping), agree, least=6)


def test_a_restore_killed_at_any_step(demo_copy: Workbench, tmp_path: Path) -> None:
    """A backup is laid out whole, or its folder is refused as broken off, and is restored by asking again."""
    kept = demo_copy.keeping.backup(tmp_path / "kept.cwb")
    wanted = demo_copy.snapshot()
    into, broken = tmp_path / "restored", 0
    for at in range(200):
        was_killed = killed(at, lambda: backups.restore(kept, into, lambda: MADE_UP))
        if (into / RESTORING).exists():
            broken += 1
            with refuses(Refused, Kind.RESTORE_WAS_BROKEN_OFF):
                demo_run.open_demo(into)
        if not into.exists() or (into / RESTORING).exists() or not any(into.iterdir()):
            backups.restore(kept, into, lambda: MADE_UP)
        assert demo_run.open_demo(into).snapshot() == wanted
        assert {p.name for p in demo_copy.out.glob("*.docx")} == {p.name for p in into.glob("*.docx")}
        shutil.rmtree(into)
        if not was_killed:
            assert broken >= 6
            return
    raise AssertionError("it never finished")


def test_a_backup_killed_at_any_step(fresh: Workbench, tmp_path: Path) -> None:
    """A backup that is there is on record, so that who leaves later is taken out of it, and the reverse."""
    stick = tmp_path / "stick"
    stick.mkdir()
    seen = set()
    for at in range(200):
        kept = stick / f"{at}.cwb"
        was_killed = killed(at, lambda kept=kept: demo_run.open_demo(fresh.root).keeping.backup(kept))  # type: ignore[misc]
        again = demo_run.open_demo(fresh.root)
        with again.store.read() as connection:
            noted = str(kept.resolve()) in keeping.copies(connection)
        assert noted is kept.exists() and outbox.pending(again.store) == [] and stick.is_dir()
        seen.add(noted)
        if not was_killed:
            assert noted and seen == {False, True}
            return
    raise AssertionError("it never finished")


@pytest.mark.parametrize("encrypted", [True, False], ids=["locking", "unlocking"])
def test_a_change_of_key_killed_at_any_step(fresh: Workbench, tmp_path: Path, encrypted: bool, table: Callable[..., Path]) -> None:  # fmt: skip
    """The database is whole and as the setting says, whatever was broken off; no half of it lies about."""
    row = {"person": "a", "consultation": WH, "question": "1", "words": "The nightingale ward. Made up."}
    fresh.gather.import_file(table({**row, "may_count": "yes"}))
    settings = fresh.root / "consultwork.toml"
    open_ = settings.read_text(encoding="utf-8")
    locked = open_ + "\n[privacy]\nencrypt_database = true\n"
    if not encrypted:
        settings.write_text(locked, encoding="utf-8")
        demo_run.open_demo(fresh.root)
    fresh = demo_run.open_demo(fresh.root)
    wanted = fresh.gather.table()["words"].tolist()
    settings.write_text(locked if encrypted else open_, encoding="utf-8")
    for at in range(200):
        root = tmp_path / f"kill-{at}"
        shutil.copytree(fresh.root, root)
        was_killed = killed(at, lambda root=root: demo_run.open_demo(root))  # type: ignore[misc]
        again = demo_run.open_demo(root)
        assert again.gather.table()["words"].tolist() == wanted and all(e["intact"] for e in again.store.events())
        assert is_plain(again.store.path) is not encrypted
        assert [p.name for p in root.iterdir() if p.suffix in (".half", ".old")] == []
        if encrypted:
            assert b"nightingale" not in b"".join(p.read_bytes() for p in root.iterdir() if p.is_file())
        shutil.rmtree(root)
        if not was_killed:
            assert at >= 8
            return
    raise AssertionError("it never finished")


def test_a_setting_that_is_turned_back_after_a_kill_opens_all_the_same(fresh: Workbench, tmp_path: Path) -> None:
    """A change of key that was broken off between two names, and is wanted no more, is undone."""
    settings = fresh.root / "consultwork.toml"
    open_ = settings.read_text(encoding="utf-8")
    for at in range(200):
        root = tmp_path / f"kill-{at}"
        shutil.copytree(fresh.root, root)
        (root / "consultwork.toml").write_text(open_ + "\n[privacy]\nencrypt_database = true\n", encoding="utf-8")
        was_killed = killed(at, lambda root=root: demo_run.open_demo(root))  # type: ignore[misc]
        (root / "consultwork.toml").write_text(open_, encoding="utf-8")
        with closing(sqlite3.connect(demo_run.open_demo(root).store.path)) as raw:
            assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
        assert [path.name for path in root.iterdir() if path.suffix in (".half", ".old")] == []
        shutil.rmtree(root)
        if not was_killed:
            return
    raise AssertionError("it never finished")


def test_what_breaks_within_an_act_changes_nothing(drafted: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error after the file was staged leaves file, record, copy and folders as they were."""
    before = letter(drafted).read_bytes()
    record = drafted.review.record_of(letter(drafted))

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(reviewing, "put_approval", breaks)
        with pytest.raises(ZeroDivisionError):
            drafted.review.approve(letter(drafted), "Kim")
    assert letter(drafted).read_bytes() == before and drafted.review.record_of(letter(drafted)) == record
    assert not approval_agrees(drafted) and not list((drafted.root / FOLDER).glob("*"))
    drafted.review.approve(letter(drafted), "Kim")
    assert approval_agrees(drafted)


def test_a_copy_that_cannot_be_proven_stops_the_approval(drafted: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy to send may not go, nothing is approved."""
    from consultwork.workbench.review import copies

    monkeypatch.setattr(copies, "write_copy_to_send", lambda *_: None)  # with our hidden parts still in it
    with refuses(Blocked, Kind.COPY_HOLDS_WHAT_MAY_NOT_LEAVE):
        drafted.review.approve(letter(drafted), "Kim")
    assert not approval_agrees(drafted)


def test_a_file_that_is_open_elsewhere_stops_the_act_before_anything_changes(
    drafted: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word holds its files on Windows: the act is refused with what to do, and nothing was changed."""
    from consultwork.workbench import staging

    opened = Path.open

    def held(path: Path, mode: str = "r", *given: object, **named: object) -> object:
        if mode == "r+b" and path == letter(drafted):
            raise PermissionError(13, "in use")
        return opened(path, mode, *given, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(staging.Path, "open", held)
        with refuses(FileInUse, Kind.FILE_IS_IN_USE):
            drafted.review.approve(letter(drafted), "Kim")
        with refuses(FileInUse, Kind.FILE_IS_IN_USE):
            drafted.respond.make(WH, KIND)
    assert not approval_agrees(drafted) and not list((drafted.root / FOLDER).glob("*"))


def test_a_file_that_is_opened_in_between_follows_later(drafted: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be put in its place after the act was kept, it is said, and done at the next opening."""
    replaced = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target == letter(drafted) != path:
            raise PermissionError(13, "in use")
        return replaced(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with refuses(Refused, Kind.KEPT_BUT_FILE_WAITS):
            drafted.review.approve(letter(drafted), "Kim")
        assert len(outbox.pending(drafted.store)) == 1
    assert approval_agrees(demo_run.open_demo(drafted.root))
    assert outbox.pending(drafted.store) == []
