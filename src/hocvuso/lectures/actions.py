"""What changes recordings: consent given and withdrawn, a take kept, deleted, brought back. Each leaves a trace.

The trace is written first, in a transaction that ends when the files are there: without files no trace, without a
trace no files.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.db import transaction

from hocvuso.lectures import queries, voicing
from hocvuso.lectures.recordings import consents, takes
from hocvuso.lectures.recordings.checking import Checked, Refused
from hocvuso.lectures.voices.contract import sound_key
from hocvuso.lectures.voices.recorded import identity_of
from hocvuso.plumbing import audit, clock


@transaction.atomic
def agree(given: consents.Agreed, *, by: uuid.UUID) -> str:
    """Keep somebody's consent; returns the name of the folder. Raises Refused, OSError."""
    who = consents.agree(voicing.recordings(), given, clock.today())
    audit.record("agree_voice", actor=by, what=who, facts={"until": str(given.until or ""), "for": list(given.lessons)})
    return who


def withdraw(who: str, *, by: uuid.UUID) -> list[str]:
    """End somebody's consent: recordings go, lectures that hold the voice go out of force at once.

    Returns the lessons concerned. Raises Refused, OSError.
    """
    speaker = _speaker(who)
    with transaction.atomic():
        audit.record("withdraw_voice", actor=by, what=who)
        sounds = _sounds(speaker)
        found = set(consents.withdraw(speaker, clock.today()))
        store = queries.store()
        for each in sounds:
            store.drop_sound(each)
        for lesson in store.lessons():
            there = store.manifest(lesson)
            if there is not None and not there.is_machine_voice and there.speaker == speaker.name:
                store.forget(lesson)
                found.add(lesson)
    return sorted(found)


def _sounds(speaker: consents.Speaker) -> list[str]:
    """Return the names of what a build that was killed may have kept of the voice."""
    files = [path for path in speaker.folder.glob("*/*/*") if path.is_file()]
    return [sound_key(identity_of(speaker.who), takes.digest(path.read_bytes())) for path in files]


def record(who: str, lesson: str, text: str, taken: Checked, *, by: uuid.UUID) -> None:
    """Keep a take of a sentence. Raises Refused, OSError."""
    speaker = _change(who, lesson, text, "record_take", by, lambda one: takes.put(one.folder, lesson, text, taken))
    if consents.speaker(voicing.recordings(), who, clock.today()) != speaker:
        # Withdrawn while the take was on its way; whoever withdraws writes that first and removes after.
        takes.remove_all(speaker.folder)
        raise Refused("consent")


def drop(who: str, lesson: str, text: str, *, by: uuid.UUID) -> None:
    """Delete the take of a sentence; it can be brought back until the next one. Raises Refused, OSError."""
    _change(who, lesson, text, "drop_take", by, lambda one: takes.drop(one.folder, lesson, text))


def undo(who: str, lesson: str, text: str, *, by: uuid.UUID) -> None:
    """Bring back the take of a sentence that was replaced or deleted last. Raises Refused, OSError."""
    _change(who, lesson, text, "undo_take", by, lambda one: takes.undo(one.folder, lesson, text))


def _change(
    who: str, lesson: str, text: str, verb: str, by: uuid.UUID, change: Callable[[consents.Speaker], None]
) -> consents.Speaker:
    speaker = _speaker(who)
    if not speaker.may_read(lesson):
        raise Refused("consent")
    with transaction.atomic():
        audit.record(verb, actor=by, what=f"{who} {lesson}"[:200], facts={"text": text})
        change(speaker)
    return speaker


def _speaker(who: str) -> consents.Speaker:
    today: date = clock.today()
    found = consents.speaker(voicing.recordings(), who, today)
    if found is None:
        raise Refused("nobody")
    return found
