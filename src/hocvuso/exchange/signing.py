"""Signatures and seals: Ed25519 (RFC 8032), X25519 (RFC 7748) with HKDF and ChaCha20-Poly1305 (RFC 8439), scrypt.

Everything here is a function on bytes; whose keys they are is `identity`'s affair.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_ID_DIGITS = 16
_INFO = b"hocvuso-exchange/1 seal"
_NONCE = bytes(12)  # each seal has a key of its own (fresh X25519), so the nonce may be fixed
# scrypt at 16 MB and about 50 ms: a code of 50 bits cannot be tried out within its half hour.
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


@dataclass(frozen=True, slots=True)
class Public:
    """What others need of an installation's keys, as hex."""

    sign: str
    box: str

    @property
    def id(self) -> str:
        """The name of the pair."""
        return hashlib.sha256(bytes.fromhex(self.sign + self.box)).hexdigest()[:KEY_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Secret:
    """Both secret halves."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def public(self) -> Public:
        """The public halves."""
        return Public(self.sign.public_key().public_bytes_raw().hex(), self.box.public_key().public_bytes_raw().hex())

    @property
    def text(self) -> str:
        """Both halves as hex, to be sealed and kept."""
        return (self.sign.private_bytes_raw() + self.box.private_bytes_raw()).hex()


def new_secret() -> Secret:
    """Draw a pair of keys."""
    return Secret(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def secret_of(text: str) -> Secret:
    """Return the keys that `Secret.text` wrote."""
    raw = bytes.fromhex(text)
    return Secret(Ed25519PrivateKey.from_private_bytes(raw[:32]), X25519PrivateKey.from_private_bytes(raw[32:]))


def signed(secret: Secret, text: str) -> str:
    """Return the signature of a text as hex."""
    return secret.sign.sign(text.encode()).hex()


def is_signed(sign_public: str, text: str, signature: str) -> bool:
    """Tell whether `signature` is that key's signature of the text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(sign_public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def sealed_for(box_public: str, data: bytes) -> bytes:
    """Return data that only the owner of the box key can open: a fresh public key, then the cipher text."""
    fresh = X25519PrivateKey.generate()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(box_public)))
    mine = fresh.public_key().public_bytes_raw()
    return mine + ChaCha20Poly1305(_key(shared, mine, bytes.fromhex(box_public))).encrypt(_NONCE, data, None)


def opened(secret: Secret, sealed: bytes) -> bytes | None:
    """Return what was sealed for us, None when it was not, or was changed."""
    theirs, text = sealed[:32], sealed[32:]
    try:
        shared = secret.box.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = _key(shared, theirs, bytes.fromhex(secret.public.box))
        return ChaCha20Poly1305(key).decrypt(_NONCE, text, None)
    except (InvalidTag, ValueError):
        return None


def _key(shared: bytes, fresh: bytes, box: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=fresh + box, info=_INFO).derive(shared)


def stretched(digits: str) -> str:
    """Return what a pairing code stands for; slow on purpose."""
    return hashlib.scrypt(digits.encode(), salt=b"hocvuso-exchange/1 pairing", **_SCRYPT).hex()


def proof(stretched_code: str, said: str) -> str:
    """Return the proof that whoever says this knows the code."""
    return hmac.new(bytes.fromhex(stretched_code), said.encode(), hashlib.sha256).hexdigest()


def is_proof(stretched_code: str, said: str, given: str) -> bool:
    """Tell whether a proof is right, in constant time."""
    return hmac.compare_digest(proof(stretched_code, said), given)


def draw_digit(below: int) -> int:
    """Return a random whole number below a bound, for codes."""
    return int.from_bytes(os.urandom(8), "big") % below
