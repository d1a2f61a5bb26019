"""Locks and keys: what is sealed can be laid in by anybody, and read with the passphrase alone.

Names come in all day (a form, a file of answers) while the passphrase is at home. So each is sealed
to the vault's public key (HPKE, RFC 9180), and the private key lies in the vault's file wrapped by
the passphrase (scrypt, RFC 7914, and ChaCha20-Poly1305, RFC 8439). SQLCipher could not do that: a
door that takes letters would have to stand open. All of it comes from the package ``cryptography``.
"""

from __future__ import annotations

import base64
import json
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from consultwork.errors import BadFile, Refused
from consultwork.kinds import Kind

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
STRENGTH = 17  # scrypt with 2**17 rounds: a third of a second, and 128 MB for each guess
_MOST_STRENGTH = 20
_PAD = 256  # every letter is as long as the next: its length tells no name
_CHUNK = 1 << 20
_MAGIC = b"consultwork-sealed-1\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """A pair of keys. ``public`` seals, ``private`` opens; neither is ever shown."""

    public: X25519PublicKey = field(repr=False)
    private: X25519PrivateKey = field(repr=False)

    @classmethod
    def new(cls) -> Keys:
        """A fresh pair."""
        private = X25519PrivateKey.generate()
        return cls(private.public_key(), private)

    @classmethod
    def of(cls, raw: bytes) -> Keys:
        """The pair of a private key's 32 bytes."""
        private = X25519PrivateKey.from_private_bytes(raw)
        return cls(private.public_key(), private)

    @property
    def raw(self) -> bytes:
        """The private key's 32 bytes."""
        return self.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def public_bytes(key: X25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_key(raw: bytes) -> X25519PublicKey:
    """A public key from its 32 bytes."""
    return X25519PublicKey.from_public_bytes(raw)


def seal(value: Any, key: X25519PublicKey, what: str) -> bytes:
    """Seal a JSON value to a public key.

    Args:
        what: what kind of letter it is; a letter of one kind never passes for one of another.
    """
    plain = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _SUITE.encrypt(plain + b" " * (-len(plain) % _PAD), key, info=what.encode())


def unseal(sealed: bytes, keys: Keys, what: str) -> Any:
    """The value of a sealed letter.

    Raises:
        BadFile: it was not sealed to these keys as this kind, or it was changed.
    """
    try:
        return json.loads(_SUITE.decrypt(sealed, keys.private, info=what.encode()).decode("utf-8", "surrogatepass"))
    except (InvalidTag, ValueError) as error:
        raise BadFile(Kind.SEALED_ENTRY_OF_VAULT_IS_DAMAGED) from error


def wrap(secret: bytes, passphrase: str, strength: int = STRENGTH) -> str:
    """A secret locked with a passphrase, as a line of text that says how."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    locked = ChaCha20Poly1305(_stretched(passphrase, salt, strength)).encrypt(nonce, secret, b"wrap")
    return json.dumps({"scrypt": strength, "salt": _text(salt), "nonce": _text(nonce), "locked": _text(locked)})


def unwrap(wrapped: str, passphrase: str) -> bytes:
    """The secret of ``wrap``.

    Raises:
        Refused: it is another passphrase.
        BadFile: the text is damaged.
    """
    try:
        kept = json.loads(wrapped)
        salt, nonce, locked = (base64.b64decode(kept[k]) for k in ("salt", "nonce", "locked"))
        strength = int(kept["scrypt"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile(Kind.LOCK_OF_VAULT_IS_DAMAGED) from error
    if not 1 <= strength <= _MOST_STRENGTH:  # a changed file must not take all of the memory
        raise BadFile(Kind.LOCK_OF_VAULT_WAS_CHANGED)
    try:
        return ChaCha20Poly1305(_stretched(passphrase, salt, strength)).decrypt(nonce, locked, b"wrap")
    except InvalidTag:
        raise Refused(Kind.NOT_THE_PASSPHRASE) from None


def joined(phrases: Iterable[str]) -> str:
    """One passphrase out of several people's: none of them opens anything alone."""
    spoken = "\x1f".join(sorted(" ".join(p.lower().split()) for p in phrases))
    derived = HKDF(SHA256(), 32, salt=None, info=b"consultwork two people").derive(spoken.encode())
    return derived.hex()


def new_phrase(words: int = 6) -> str:
    """A passphrase of plain words, drawn at random: six of 2,048 are 66 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))


def word_list() -> tuple[str, ...]:
    """2,048 short plain words, told apart by their first four letters (BIP 39)."""
    from mnemonic import Mnemonic

    return tuple(Mnemonic("english").wordlist)


def seal_stream(source: BinaryIO, sink: BinaryIO, key: X25519PublicKey, told: dict[str, Any]) -> None:
    """Encrypt a whole file to a public key, a mebibyte at a time.

    Each piece carries its number and whether it is the last (the STREAM construction of Hoang,
    Reyhanitabar, Rogaway and Vizár, 2015): none can be cut off, swapped or left out unnoticed.

    Args:
        told: what stands in the clear at the head of the file. It cannot be changed unnoticed.
    """
    file_key = secrets.token_bytes(32)
    head = json.dumps({**told, "key": _text(seal(_text(file_key), key, "file"))}).encode()
    sink.write(_MAGIC + struct.pack(">I", len(head)) + head)
    cipher, n, piece = ChaCha20Poly1305(file_key), 0, source.read(_CHUNK)
    while True:
        following = source.read(_CHUNK)
        sink.write(cipher.encrypt(_nonce(n, last=not following), piece, head))
        if not following:
            return
        n, piece = n + 1, following


def read_head(source: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """What stands at the head of an encrypted file, and its bytes.

    Raises:
        BadFile: it is no file of ours.
    """
    wrong = BadFile(Kind.NO_ENCRYPTED_BACKUP)
    if source.read(len(_MAGIC)) != _MAGIC:
        raise wrong
    try:
        (length,) = struct.unpack(">I", source.read(4))
        if length > _CHUNK:
            raise wrong
        head = source.read(length)
        told = json.loads(head)
        return {**told}, head
    except (struct.error, ValueError, TypeError) as error:
        raise wrong from error


def open_stream(source: BinaryIO, sink: BinaryIO, keys: Keys) -> None:
    """Decrypt what ``seal_stream`` wrote.

    Raises:
        BadFile: it is damaged, cut off, or sealed to other keys.
    """
    told, head = read_head(source)
    try:
        cipher = ChaCha20Poly1305(base64.b64decode(unseal(base64.b64decode(told["key"]), keys, "file")))
        n, piece = 0, source.read(_CHUNK + 16)
        while True:
            following = source.read(_CHUNK + 16)
            sink.write(cipher.decrypt(_nonce(n, last=not following), piece, head))
            if not following:
                return
            n, piece = n + 1, following
    except (InvalidTag, KeyError, ValueError, TypeError) as error:
        raise BadFile(Kind.BACKUP_IS_DAMAGED_OR_WAS_CUT_OFF) from error


def _nonce(n: int, *, last: bool) -> bytes:
    return struct.pack(">QI", n, int(last))


def _stretched(passphrase: str, salt: bytes, strength: int) -> bytes:
    # People type a phrase with a capital or two spaces; neither adds anything to six random words.
    typed = " ".join(passphrase.split()).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=32, n=1 << strength, r=8, p=1).derive(typed)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
