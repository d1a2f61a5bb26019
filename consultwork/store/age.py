"""Backups in the age format (age-encryption.org/v1), which other programs open too.

The vault's key is an X25519 key, and so is a key of age: the same key spelt in another way. So whoever knows
the vault's passphrase opens a backup with the programs ``age`` or ``rage`` alone, without us. Encryption is
the package ``pyrage``. Only the file that locks the key with the passphrase is written here, after the
specification: ``pyrage`` asks for a gigabyte of memory and seconds for each try, and cannot be told otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import BinaryIO

import bech32
import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.store.sealing import STRENGTH, Keys, public_bytes

_VERSION = b"age-encryption.org/v1\n"
_LABEL = b"age-encryption.org/v1/scrypt"
_ZERO, _ONLY_PIECE = bytes(12), bytes(11) + b"\x01"


def recipient(key: X25519PublicKey) -> str:
    """A public key as age spells it: "age1..."."""
    return _spelt("age", public_bytes(key))


def identity(keys: Keys) -> str:
    """A private key as age spells it: "AGE-SECRET-KEY-1..."."""
    return _spelt("age-secret-key-", keys.raw).upper()


def encrypt(source: BinaryIO, sink: BinaryIO, key: X25519PublicKey) -> None:
    """Encrypt a stream to a public key."""
    pyrage.encrypt_io(source, sink, [pyrage.x25519.Recipient.from_str(recipient(key))])


def decrypt(source: BinaryIO, sink: BinaryIO, keys: Keys) -> None:
    """Decrypt a stream.

    Raises:
        BadFile: it is damaged, cut off, or encrypted to other keys.
    """
    try:
        pyrage.decrypt_io(source, sink, [pyrage.x25519.Identity.from_str(identity(keys))])
    except (pyrage.DecryptError, OSError) as error:
        raise BadFile(Kind.BACKUP_IS_DAMAGED_OR_WAS_CUT_OFF) from error


def locked_identity(keys: Keys, passphrase: str, strength: int = STRENGTH) -> bytes:
    """The private key in a file that age opens with the passphrase (``age --decrypt``).

    Args:
        passphrase: as people type it; blanks between words count once.
        strength: scrypt with two to this power rounds.
    """
    salt, file_key = secrets.token_bytes(16), secrets.token_bytes(16)
    typed = " ".join(passphrase.split()).encode("utf-8", "surrogatepass")
    stretched = Scrypt(salt=_LABEL + salt, length=32, n=1 << strength, r=8, p=1).derive(typed)
    wrapped = ChaCha20Poly1305(stretched).encrypt(_ZERO, file_key, None)
    head = _VERSION + f"-> scrypt {_text(salt)} {strength}\n{_text(wrapped)}\n---".encode()
    mac = hmac.new(_derived(file_key, b"", b"header"), head, hashlib.sha256).digest()
    nonce = secrets.token_bytes(16)
    line = f"{identity(keys)}\n".encode()
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(_ONLY_PIECE, line, None)
    return head + f" {_text(mac)}\n".encode() + nonce + payload


def _spelt(start: str, raw: bytes) -> str:
    data = bech32.convertbits(raw, 8, 5)
    assert data is not None
    return str(bech32.bech32_encode(start, data))


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt or None, info=info).derive(key)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii").rstrip("=")
