"""The identity vault: a lost laptop gives nothing away, each opening leaves a line, two people can recover it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from consultwork.errors import BadFile, Refused, StoreError
from consultwork.kinds import Kind
from consultwork.store import Store, sealing
from consultwork.store.engine import is_plain, rekey
from consultwork.store.vault import IDENTITY, ORIGINAL, Vault
from tests.refusing import refuses

PHRASE = "six plain words on paper"
NAME, CONTACT = "Zebedee Quillfeather", "zebedee@example.org"
KEY = "5a" * 32


def clock() -> datetime:
    return datetime(2026, 1, 1, 9, 0)  # noqa: DTZ001 - the record keeps UTC without a zone


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "vault.db", clock)
    made.create(PHRASE, by="Kim", strength=8)
    return made


def lay_in(vault: Vault, mark: str, **who: str) -> bytes:
    sealed = vault.sealed(IDENTITY, who)
    vault.lay_in(lambda: [(mark, IDENTITY, sealed)], by="Kim")
    return sealed


def bytes_of(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_a_lost_laptop_gives_no_name_away(vault: Vault, tmp_path: Path) -> None:
    """Neither a name nor a contact nor a passphrase stands in any byte of the vault's files."""
    lay_in(vault, "P-0001", name=NAME, contact=CONTACT)
    everything = bytes_of(tmp_path)
    for secret in (NAME, CONTACT, "Quillfeather", PHRASE):
        for encoding in ("utf-8", "utf-16-le"):
            assert secret.encode(encoding) not in everything
    assert vault.open(PHRASE, by="Kim", why="a test").identities()["P-0001"].name == NAME


def test_letters_are_of_one_length(vault: Vault) -> None:
    """How long a name is cannot be told from its sealed letter."""
    lengths = {len(lay_in(vault, f"P-{n}", name="x" * n, contact=CONTACT)) for n in (1, 20, 90)}
    assert len(lengths) == 1


def test_laying_in_needs_no_passphrase_and_happens_once(vault: Vault) -> None:
    """The same letter laid in again after a crash is there once."""
    sealed = lay_in(vault, "P-0001", name=NAME)
    vault.lay_in(lambda: [("P-0001", IDENTITY, sealed)], by="Kim")
    with closing(sqlite3.connect(vault.path)) as raw:
        assert raw.execute("select count(*) from entry").fetchone() == (1,)


def test_a_wrong_passphrase_opens_nothing_and_leaves_a_line(vault: Vault) -> None:
    """Whoever tries is on record, as is whoever opens, with what for."""
    with refuses(Refused, Kind.NOT_THE_PASSPHRASE):
        vault.open("six other words on paper", by="Alex", why="to look")
    vault.open(PHRASE, by="Kim", why="to contact somebody")
    acts = [(line["by"], line["act"]) for line in vault.lines()]
    assert ("Alex", "try to open the vault with a wrong passphrase") in acts
    assert ("Kim", "open the vault: to contact somebody") in acts


def test_spaces_in_a_passphrase_do_not_count(vault: Vault) -> None:
    """A phrase copied from paper with two spaces opens the vault."""
    assert vault.open("  six plain  words on paper ", by="Kim", why="a test")


@pytest.mark.parametrize("wrong", ["update record set act = 'nothing' where id = 2", "delete from record where id = 2",
                                   "delete from record where id = (select max(id) from record)"])  # fmt: skip
def test_a_changed_record_shows(vault: Vault, wrong: str) -> None:
    """A line that was changed or taken out, also the last one, makes the chain say so."""
    lay_in(vault, "P-0001", name=NAME)
    vault.open(PHRASE, by="Kim", why="a test")
    assert all(line["intact"] for line in vault.lines())
    with closing(sqlite3.connect(vault.path)) as raw, raw:
        raw.execute(wrong)
    assert not all(line["intact"] for line in vault.lines())


def test_taking_out_needs_no_passphrase_and_leaves_no_byte(vault: Vault, tmp_path: Path) -> None:
    """The sealed letter itself is gone from the file, its free pages and its log."""
    sealed = lay_in(vault, "P-0001", name=NAME)
    lay_in(vault, "P-0002", name="Another Person")
    assert sealed in bytes_of(tmp_path)
    vault.take_out(["P-0001"], by="Kim")
    assert sealed[:64] not in bytes_of(tmp_path) and sealed[64:128] not in bytes_of(tmp_path)
    assert set(vault.open(PHRASE, by="Kim", why="a test").identities()) == {"P-0002"}


def test_a_letter_of_one_kind_never_passes_for_another(vault: Vault) -> None:
    """Swapped kinds, and a changed byte, are refused."""
    sealed = lay_in(vault, "P-0001", name=NAME)
    opened = vault.open(PHRASE, by="Kim", why="a test")
    with pytest.raises(BadFile):
        sealing.unseal(sealed, opened.keys, ORIGINAL)
    with pytest.raises(BadFile):
        sealing.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), opened.keys, IDENTITY)


def test_two_people_together_recover_it_and_neither_alone(vault: Vault) -> None:
    """With both phrases, in any order, the vault gets a new passphrase; with one, or the wrong two, never."""
    lay_in(vault, "P-0001", name=NAME)
    opened = vault.open(PHRASE, by="Kim", why="to share it")
    with refuses(Refused, Kind.TWO_HOLDERS_NEED_TWO_NAMES):
        vault.share(opened.keys, ["Ann", "ann "], by="Kim")
    phrases = vault.share(opened.keys, ["Ann", "Ben"], by="Kim")
    assert vault.holders == ("Ann", "Ben")
    for wrong in ([phrases["Ann"]], [phrases["Ann"], phrases["Ann"]], [phrases["Ann"], sealing.new_phrase()]):
        with refuses(Refused, Kind.NOT_THE_TWO_PHRASES):
            vault.recover(wrong, "a wholly new phrase", by="Ann")
    vault.recover([phrases["Ben"].upper(), phrases["Ann"]], "a wholly new phrase", by="Ann and Ben")
    with pytest.raises(Refused):
        vault.open(PHRASE, by="Kim", why="with the old one")
    assert vault.open("a wholly new phrase", by="Kim", why="a test").identities()["P-0001"].name == NAME


def test_a_vault_is_made_once_and_with_a_real_passphrase(tmp_path: Path, vault: Vault) -> None:
    """A second vault, a passphrase that protects nobody, and reading without a vault are refused."""
    with refuses(Refused, Kind.VAULT_IS_THERE):
        vault.create(PHRASE, by="Kim")
    with refuses(Refused, Kind.PASSPHRASE_IS_TOO_SHORT):
        Vault(tmp_path / "other.db", clock).create("abc", by="Kim")
    assert not (tmp_path / "other.db").exists()
    with refuses(StoreError, Kind.NO_VAULT):
        Vault(tmp_path / "other.db", clock).open(PHRASE, by="Kim", why="a test")


def test_drawn_phrases_are_of_plain_words_and_never_the_same() -> None:
    """Six words out of 2,048 different ones."""
    assert len(set(sealing.word_list())) == 2048
    drawn = {sealing.new_phrase() for _ in range(50)}
    assert len(drawn) == 50 and all(len(d.split()) == 6 for d in drawn)


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 * (1 << 20)])
def test_a_sealed_file_opens_whole_or_not_at_all(size: int) -> None:
    """Cut off, swapped or changed anywhere, it is refused."""
    keys, plain = sealing.Keys.new(), bytes(n % 251 for n in range(size))
    sealed = BytesIO()
    sealing.seal_stream(BytesIO(plain), sealed, keys.public, {"made": "today"})
    out = BytesIO()
    sealing.open_stream(BytesIO(sealed.getvalue()), out, keys)
    assert out.getvalue() == plain
    data = sealed.getvalue()
    broken = [data[:-1], data[:-17], data[: len(data) // 2], data[:-1] + bytes([data[-1] ^ 1]), data + b"x"]
    broken.append(data.replace(b"today", b"later"))
    if size > 2 << 20:
        broken.append(data[: -((1 << 20) + 16)])  # a whole piece is missing at the end
    for wrong in broken:
        with pytest.raises(BadFile):
            sealing.open_stream(BytesIO(wrong), BytesIO(), keys)
    with pytest.raises(BadFile):
        sealing.open_stream(BytesIO(data), BytesIO(), sealing.Keys.new())


def test_the_database_can_be_locked_and_opened_again(tmp_path: Path) -> None:
    """Encrypted, no word of it stands in its bytes; a wrong key opens nothing; unlocked, all is there."""
    path, word = tmp_path / "a.db", "a word that somebody said in confidence"
    store = Store(path, clock)
    with store.write(word, "an act", "P-0001"):
        pass
    assert word.encode() in bytes_of(tmp_path)
    rekey(path, "", KEY)
    assert not is_plain(path) and word.encode() not in bytes_of(tmp_path)
    locked = Store(path, clock, KEY)
    assert locked.events()[0]["by"] == word
    locked.copy_to(tmp_path / "b.db")
    locked.compact()
    with locked.write(word, "another", "P-0002"):
        pass
    assert word.encode() not in bytes_of(tmp_path)
    for key in ("", "6b" * 32):
        with refuses(StoreError, Kind.NO_DATABASE_OF_OURS):
            Store(path, clock, key)
    rekey(path, KEY, "")
    assert [e["by"] for e in Store(path, clock).events()] == [word, word]


def test_a_change_of_key_that_broke_off_is_finished(tmp_path: Path) -> None:
    """Between taking the old file away and laying the new one in its place nothing is lost."""
    path = tmp_path / "a.db"
    with Store(path, clock).write("Kim", "an act", "P-0001"):
        pass
    path.replace(tmp_path / ".a.db.old")  # a kill here, before the new one stood
    assert Store(path, clock).events()[0]["by"] == "Kim"
