"""Tokens at rest: encrypted, so that a copy of the database opens no channel."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """What was sealed cannot be opened with the keys of this site: the key was changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a channel gave: a token to work with, one to get the next pair with, and until when both are good."""

    access: str
    refresh: str
    expires_at: datetime
    refresh_until: datetime | None = None
    who: str = ""


def seal(text: str) -> str:
    """Encrypt a text."""
    return _keys().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    """Decrypt what `seal` made. Raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise Unreadable from problem


def _keys() -> MultiFernet:
    """Return the keys: the first one writes, all read, so that a key can be changed while the old one still stands."""
    given = [each for each in settings.CHANNELS_KEY.split(",") if each] or [settings.SECRET_KEY]
    return MultiFernet([Fernet(_fernet_key(each)) for each in given])


def _fernet_key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"hocvuso.channels.tokens:" + secret.encode()).digest())
