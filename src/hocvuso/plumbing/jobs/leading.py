"""Exactly one process of the site does the jobs: the one that leads.

Processes of one data folder queue at a file lock, which the kernel gives to the next as soon as the holder is gone,
however it went. Several machines with one PostgreSQL agree by a lease in a row besides; SQLite is one machine.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from hocvuso.plumbing import driver
from hocvuso.plumbing.models import Lease

LEASE_SECONDS = 30  # decided: so long may a machine be silent before another does its jobs
RENEWED_EVERY_SECONDS = 10  # decided: two renewals may be lost
NAME = "jobs"
FILE = "jobs.lock"


class Lead:
    """The right of this process to do the jobs."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:16]}"
        self._lock: int | None = None

    def wait_on_this_machine(self) -> None:
        """Return once no other process of this data folder leads; sleeps in the kernel until then."""
        self._lock = os.open(Path(settings.DATA) / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def hold(self) -> bool:
        """Take or renew the lease; tell whether this process leads. The database's clock counts, not ours."""
        if driver.is_sqlite():
            return True
        until = Now() + timedelta(seconds=LEASE_SECONDS)
        _, is_made = Lease.objects.get_or_create(name=NAME, defaults={"holder": self.holder, "until": until})
        free = Q(holder=self.holder) | Q(until__lt=Now())
        return is_made or Lease.objects.filter(free, name=NAME).update(holder=self.holder, until=until) == 1

    def give_up(self) -> None:
        """Let another lead at once."""
        if not driver.is_sqlite():
            Lease.objects.filter(name=NAME, holder=self.holder).delete()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
