"""Secrets at rest: encrypted, so that a copy of the database opens nothing. One key ring a purpose."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """What was sealed cannot be opened with the keys of this site: the key was changed."""


class Ring:
    """Keys of one purpose: the first one writes, all read, so that a key can be changed while the old one stands."""

    def __init__(self, purpose: str, setting: str) -> None:
        self.purpose, self.setting = purpose, setting

    def seal(self, text: str) -> str:
        """Encrypt a text."""
        return self._keys().encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str:
        """Decrypt what `seal` made. Raises Unreadable."""
        try:
            return self._keys().decrypt(sealed.encode()).decode()
        except InvalidToken as problem:
            raise Unreadable from problem

    def _keys(self) -> MultiFernet:
        given = [each for each in getattr(settings, self.setting).split(",") if each] or [settings.SECRET_KEY]
        return MultiFernet([Fernet(self._fernet_key(each)) for each in given])

    def _fernet_key(self, secret: str) -> bytes:
        return base64.urlsafe_b64encode(hashlib.sha256(f"{self.purpose}:{secret}".encode()).digest())
