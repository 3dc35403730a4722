"""How passwords, card codes and short codes are kept."""

from __future__ import annotations

import hashlib
import hmac
import threading

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

# Alphabet of cards without characters that look alike on a bad printer (0 O 1 I L U V).
CARD_LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CARD_LENGTH = 8
# A login storm after a shift must not become a denial of service: hashes run one at a time in a process.
_one_hash = threading.Semaphore(1)


class ThriftyArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the minimum of OWASP, 84 ms on the smallest machine."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


def tidy_code(typed: str) -> str:
    """Return a card code as it was printed: upper case, without blanks and dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def code_hash(typed: str) -> str:
    """Return the keyed hash by which a card is looked up."""
    return keyed_hash("card", tidy_code(typed))


def keyed_hash(purpose: str, text: str) -> str:
    """Return a quick hash under which something random, or short-lived, is kept; the key is the site's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def pin_hash(pin: str) -> str:
    """Return the slow hash of a four-digit or three-picture code."""
    with _one_hash:
        return make_password(_peppered(pin))


def pin_matches(pin: str, stored: str) -> bool:
    """Tell whether `pin` is the one that was stored; an empty store matches nothing."""
    if not stored:
        return False
    with _one_hash:
        return check_password(_peppered(pin), stored)


def _peppered(pin: str) -> str:
    return keyed_hash("pin", pin)
