"""A backup opens with the passphrase alone, without us too; earlier ones still open."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import delete

from consultwork.errors import BadFile, Refused
from consultwork.store import age, sealing
from consultwork.store import vault as vault_store
from consultwork.workbench import Workbench, backup_file, backups
from consultwork.workbench.passphrase import MADE_UP


@pytest.fixture
def kept(fresh: Workbench, tmp_path: Path) -> Path:
    """A backup of a made-up workspace."""
    return fresh.keeping.backup(tmp_path / "kept.cwb")


def opened_without_us(kept: Path, member: str, phrase: str) -> zipfile.ZipFile:
    """The workspace of a backup as somebody opens it who has age, an unzipper and the passphrase, and nothing of ours."""
    with zipfile.ZipFile(kept) as whole:
        key = pyrage.passphrase.decrypt(whole.read(member), phrase).decode()
        identity = pyrage.x25519.Identity.from_str(key.strip())
        return zipfile.ZipFile(io.BytesIO(pyrage.decrypt(whole.read("workspace.zip.age"), [identity])))


def test_a_backup_opens_without_us(fresh: Workbench, kept: Path) -> None:
    """With the passphrase, age and an unzipper the whole workspace lies open; the backup says how."""
    with opened_without_us(kept, "key.age", MADE_UP) as workspace:
        assert {"consultwork.db", "vault.db", "consultwork.toml"} <= set(workspace.namelist())
        with closing(sqlite3.connect(":memory:")) as connection:
            data = workspace.read("consultwork.db")
            connection.deserialize(data[:18] + b"\x01\x01" + data[20:])
            assert connection.execute("SELECT count(*) FROM person").fetchone() is not None
    with zipfile.ZipFile(kept) as whole:
        told = whole.read("HOW TO OPEN.txt").decode()
        assert all(name in told for name in ("key.age", "workspace.zip.age", "age --decrypt"))
    with pytest.raises(pyrage.DecryptError):
        opened_without_us(kept, "key.age", "another passphrase")


def test_two_holders_open_a_backup_without_us(fresh: Workbench, tmp_path: Path) -> None:
    """Both phrases, in the order of the alphabet, open it; one alone does not."""
    phrases = fresh.vault.vault.share(fresh.vault.open("a test").keys, ("Kim", "Sam"), by="Kim")
    kept = fresh.keeping.backup(tmp_path / "kept.cwb")
    with opened_without_us(kept, "key-of-two.age", " ".join(sorted(phrases.values()))) as workspace:
        assert "consultwork.db" in workspace.namelist()
    with pytest.raises(pyrage.DecryptError):
        opened_without_us(kept, "key-of-two.age", phrases["Kim"])
    backups.restore(kept, tmp_path / "again", lambda: "\n".join(phrases.values()), together=True)
    assert (tmp_path / "again" / "consultwork.db").is_file()


def test_another_passphrase_opens_no_backup(kept: Path, tmp_path: Path) -> None:
    """A wrong passphrase is refused, and nothing is laid out."""
    with pytest.raises(Refused):
        backups.restore(kept, tmp_path / "again", lambda: "another passphrase of six plain words")
    assert not (tmp_path / "again").exists()


def as_before(kept: Path, keys: sealing.Keys, *, locked: bool) -> bytes:
    """The same backup as earlier versions wrote it: sealed in our own format, or a plain zip."""
    packed = kept.with_name("packed.zip")
    backup_file.take_apart(kept, packed, keys)
    if not locked:
        return packed.read_bytes()
    out = io.BytesIO()
    lock = {name: value for name, value in backup_file.told_of(kept)["lock"].items() if not name.startswith("age")}
    with packed.open("rb") as source:
        sealing.seal_stream(source, out, keys.public, {"made": "2022-02-01T10:00:00", "lock": lock})
    return out.getvalue()


@pytest.mark.parametrize("locked", [True, False])
def test_backups_of_earlier_versions_still_open(fresh: Workbench, kept: Path, tmp_path: Path, locked: bool) -> None:
    """A backup that was sealed in our own format opens with its passphrase, one from before that as it is."""
    keys = fresh.vault.open("a test").keys
    old = tmp_path / "old.cwb"
    old.write_bytes(as_before(kept, keys, locked=locked))
    assert backup_file.is_locked(old) is locked
    backups.restore(old, tmp_path / "again", lambda: MADE_UP)
    assert (tmp_path / "again" / "consultwork.toml").read_bytes() == (fresh.root / "consultwork.toml").read_bytes()


def test_a_vault_from_before_lends_its_key_once_it_is_opened(fresh: Workbench, tmp_path: Path) -> None:
    """A vault that was made before backups opened without us has its key locked for age when it is opened next."""
    vault = fresh.vault.vault
    with vault._writer.begin() as connection:
        connection.execute(delete(vault_store._meta).where(vault_store._meta.c.name == "age"))
    assert vault.lock["age"] == ""
    keys = vault.open(MADE_UP, by="Kim", why="a test").keys
    assert pyrage.passphrase.decrypt(bytes.fromhex(vault.lock["age"]), MADE_UP).decode().strip() == age.identity(keys)


def test_a_new_passphrase_locks_the_next_backup(fresh: Workbench, tmp_path: Path) -> None:
    """After a change of passphrase backups open with the new one, and no longer with the old one."""
    new = "river table orange window seven moss"
    fresh.vault.vault.change_passphrase(fresh.vault.open("a test").keys, new, by="Kim")
    kept = fresh.keeping.backup(tmp_path / "kept.cwb")
    opened_without_us(kept, "key.age", f" {new} ".strip()).close()
    with pytest.raises(pyrage.DecryptError):
        opened_without_us(kept, "key.age", MADE_UP)


def test_a_damaged_backup_is_told(fresh: Workbench, kept: Path, tmp_path: Path) -> None:
    """A backup that was cut off, changed, or made of something else is told as damaged; nothing is laid out."""
    data = kept.read_bytes()
    with zipfile.ZipFile(kept) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    inside = parts["workspace.zip.age"]
    spoilt = {
        "cut.cwb": data[: len(data) // 2],
        "changed.cwb": zipped({**parts, "workspace.zip.age": inside[:900] + b"?" + inside[901:]}),
        "shorter.cwb": zipped({**parts, "workspace.zip.age": inside[:-40]}),
        "headless.cwb": zipped({name: part for name, part in parts.items() if name != "head.json"}),
        "other.cwb": zipped({**parts, "head.json": json.dumps([1]).encode()}),
    }
    for name, wrong in spoilt.items():
        (tmp_path / name).write_bytes(wrong)
        with pytest.raises(BadFile):
            backups.restore(tmp_path / name, tmp_path / "again", lambda: MADE_UP)
        assert not (tmp_path / "again").exists(), name


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip with some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()
