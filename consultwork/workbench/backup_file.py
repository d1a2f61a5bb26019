"""The one file of a backup: a zip with the workspace encrypted in it, its locked key, and how to open both.

What is in it opens without us: see ``store.age``. Backups that earlier versions made are still read: those
that were sealed by our own format (``store.sealing``), and those from before backups were locked.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from consultwork.errors import BadFile, Refused
from consultwork.files.zips import BROKEN_ZIP
from consultwork.kinds import Kind
from consultwork.store import age, sealing
from consultwork.store.sealing import Keys

_HOW, _HEAD, _WORKSPACE = "HOW TO OPEN.txt", "head.json", "workspace.zip.age"
_KEYS = {"age": "key.age", "age_shared": "key-of-two.age"}
_TEXT = """This is a backup of a consultwork workspace.

With consultwork: consultwork restore NAME-OF-THIS-FILE NEW-FOLDER

Without consultwork: unpack this file as a zip. Install the program age (age-encryption.org) or rage. Then:

    age --decrypt -o key.txt key.age
    age --decrypt -i key.txt -o workspace.zip workspace.zip.age

The first line asks for the vault's passphrase. Type it with one space between the words.
Where there is key-of-two.age, two people open it together. Type both their phrases as one, in small letters.
The phrase that comes first in the alphabet goes first, and one space stands between all words.
Delete key.txt when you are done: whoever has it opens every backup.

In workspace.zip, consultwork.db is an SQLite database; if the workspace is locked, it is one of SQLCipher.
"""


def put_together(path: Path, packed: Path, told: Mapping[str, Any], key: X25519PublicKey) -> None:
    """Write the file of a backup.

    Args:
        path: where it goes.
        packed: the workspace as a zip.
        told: what stands in the clear: when it was made, and the ``lock`` of its vault.
        key: the vault's public key.
    """
    encrypted = packed.with_name(_WORKSPACE)
    with packed.open("rb") as source, encrypted.open("wb") as sink:
        age.encrypt(source, sink, key)
    lock = dict(told.get("lock", {}))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as whole:
        whole.writestr(_HOW, _TEXT)
        whole.writestr(_HEAD, json.dumps(dict(told), ensure_ascii=False))
        for name, member in _KEYS.items():
            if lock.get(name):
                whole.writestr(member, bytes.fromhex(lock[name]))
        whole.write(encrypted, _WORKSPACE)


def is_locked(path: Path) -> bool:
    """Whether a backup takes a passphrase. Those of the first versions lay open."""
    with path.open("rb") as source:
        return source.read(4) != b"PK\x03\x04" or _is_ours(path)


def told_of(path: Path) -> dict[str, Any]:
    """What stands in the clear in a locked backup.

    Raises:
        BadFile: it is no backup, or damaged.
    """
    if not _is_ours(path):
        with path.open("rb") as source:
            told, _ = sealing.read_head(source)
        return {name: value for name, value in told.items() if name != "key"}
    try:
        with zipfile.ZipFile(path) as whole:
            if _HEAD not in whole.namelist():
                raise _damaged(path)
            told = json.loads(whole.read(_HEAD))
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    if not isinstance(told, dict):
        raise _damaged(path)
    return told


def keys_of(path: Path, phrase: str, *, together: bool = False) -> Keys:
    """The keys of a locked backup.

    Args:
        phrase: the passphrase; for two holders, both phrases with a line break between them.

    Raises:
        Refused: it is another passphrase, or the backup was never shared between two people.
        BadFile: it is no backup, or damaged.
    """
    lock = told_of(path).get("lock", {})
    if not together:
        return Keys.of(sealing.unwrap(str(lock.get("private", "")), phrase))
    if not lock.get("shared"):
        raise Refused(Kind.BACKUP_WAS_NEVER_SHARED)
    return Keys.of(sealing.unwrap(str(lock["shared"]), sealing.joined(phrase.splitlines())))


def take_apart(path: Path, packed: Path, keys: Keys) -> None:
    """Decrypt the workspace of a backup into a zip.

    Raises:
        BadFile: it is damaged, cut off, or locked with other keys.
    """
    if not _is_ours(path):
        with path.open("rb") as source, packed.open("wb") as sink:
            sealing.open_stream(source, sink, keys)
        return
    encrypted = packed.with_name(_WORKSPACE)
    try:
        with zipfile.ZipFile(path) as whole, whole.open(_WORKSPACE) as inside, encrypted.open("wb") as out:
            shutil.copyfileobj(inside, out)
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    with encrypted.open("rb") as source, packed.open("wb") as sink:
        age.decrypt(source, sink, keys)


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as whole:
            return _WORKSPACE in whole.namelist()
    except BROKEN_ZIP:
        return False


def _damaged(path: Path) -> BadFile:
    return BadFile(Kind.BACKUP_IS_DAMAGED_OR_WAS_CUT_OFF, where=path.name)
