"""How often a code may be tried: per person and per phone it waits and locks, per address it only slows down.

A canteen's wifi puts hundreds of people behind one address, so an address alone never locks anybody out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.cache import cache

from hocvuso.people.models import Person
from hocvuso.plumbing import audit, clock

# trust.md 4.2: far below the cap of 100 consecutive failures that NIST 800-63B allows.
SHORT_TRIES, SHORT_SECONDS = 5, 15 * 60
DAY_TRIES, DAY_SECONDS = 10, 24 * 3600
# Assumed: a canteen at shift change makes some 30 slips in a quarter of an hour; above it tries are spaced out.
ADDRESS_TRIES, ADDRESS_PAUSE_SECONDS = 30, 3


@dataclass(frozen=True, slots=True)
class Trial:
    """Who tries a code on which phone from where; an unknown person or phone is empty."""

    person: uuid.UUID | None
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code may be looked at now: "go", "wait", "slow" or "locked", and how many tries are left."""

    word: str
    left: int = 0


def take(trial: Trial) -> Verdict:
    """Count one try before the code is looked at, so that simultaneous guesses cannot outrun the count."""
    if trial.person and Person.objects.filter(id=trial.person, locked_at__isnull=False).exists():
        return Verdict("locked")
    if _count(_address(trial), 0) >= ADDRESS_TRIES and cache.get(_pause(trial)):
        return Verdict("slow")
    used = [_add(key, SHORT_SECONDS) for key in _shorts(trial)]
    return Verdict("wait") if max(used) > SHORT_TRIES else Verdict("go", SHORT_TRIES - max(used))


def was_right(trial: Trial) -> None:
    """Forget the short counts after a right code."""
    cache.delete_many(_shorts(trial))


def was_wrong(trial: Trial) -> bool:
    """Count a wrong code; return whether this one locked the person until an official frees him."""
    _add(_address(trial), SHORT_SECONDS)
    cache.set(_pause(trial), 1, ADDRESS_PAUSE_SECONDS)
    if trial.person is None or _add(_day(trial.person), DAY_SECONDS) < DAY_TRIES:
        return False
    Person.objects.filter(id=trial.person, locked_at=None).update(locked_at=clock.now())
    audit.record("lock", actor=None, subject=trial.person)
    return True


def clear_day(person: uuid.UUID) -> None:
    """Forget the counts of a person whom an official has freed."""
    cache.delete_many([_day(person), f"code:p:{person.hex}"])


def _shorts(trial: Trial) -> list[str]:
    keys = [f"code:d:{trial.phone}"]
    return [*keys, f"code:p:{trial.person.hex}"] if trial.person else keys


def _day(person: uuid.UUID) -> str:
    return f"code:day:{person.hex}"


def _address(trial: Trial) -> str:
    return f"code:a:{trial.address}"


def _pause(trial: Trial) -> str:
    return f"code:pause:{trial.address}"


def _count(key: str, default: int) -> int:
    return int(cache.get(key, default))


def _add(key: str, seconds: int) -> int:
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, seconds)
        return 1
