"""What a minute of lecture costs: kilobytes as video and as sound with pictures, CPU seconds, how exact captions are.

`python -m benchmarks.lectures [LESSON …]` makes real lessons in the temporary folder with the voice that every
machine has. Goals: 350 KB and 170 KB a minute, 5 CPU seconds, captions within 0.3 s of the sound.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from benchmarks import table

SKILLS = ("kns.4.3", "kns.6.1", "kns.0.1")


def spent() -> float:
    """Return the CPU seconds of this process and of every program it has run."""
    uses = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def main() -> None:
    """Make each lesson and print its costs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lessons", nargs="*")
    wanted = parser.parse_args().lessons
    with tempfile.TemporaryDirectory(prefix="hocvuso-lectures-") as data:
        os.environ["HOCVUSO_DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
        import django

        django.setup()
        rows = [row(lesson) for lesson in known(wanted)]
    head = ("lesson", "minutes", "video KB/min", "thrifty KB/min", "CPU s/min", "wall s", "off by s")
    table.show("Lectures, per minute (goals: 350, 170, 5, captions within 0.3 s)", head, rows)


def known(wanted: list[str]) -> list[str]:
    """Return the lessons that were asked for, else the first of three skills."""
    from django.conf import settings

    from hocvuso.lectures.catalogue import open_catalogue

    catalogue = open_catalogue(settings.CONTENT)
    if wanted:
        return catalogue.chosen(wanted)
    return [next(iter(catalogue.curriculum.skills[skill].lessons)) for skill in SKILLS]


def row(lesson: str) -> tuple[object, ...]:
    """Make one lecture from nothing; reading the content is not counted, it is shared by all lectures of a build."""
    from django.conf import settings

    from hocvuso.lectures import making, queries
    from hocvuso.lectures.build import FORMS
    from hocvuso.lectures.catalogue import open_catalogue
    from hocvuso.lectures.forms import encoding
    from hocvuso.lectures.voices.espeak import EspeakVoice
    from hocvuso.plumbing.bar import Bar

    catalogue, voice = open_catalogue(settings.CONTENT), EspeakVoice("vi")
    cpu, began = spent(), time.monotonic()
    done = making.make(catalogue, [lesson], voice, FORMS, jobs=1, bar=Bar(silent=True))
    cpu, wall = spent() - cpu, time.monotonic() - began
    made, media = done.made[0], Path(queries.store().media)
    off = max(abs(encoding.seconds_of(media / made.files[name].name) - made.seconds) for name in ("video", "sound"))
    minutes = made.seconds / 60
    video, thrifty = (made.size_of(form) / 1000 / minutes for form in ("video", "sound"))
    figures = (f"{minutes:.1f}", f"{video:.0f}", f"{thrifty:.0f}", f"{cpu / minutes:.1f}", f"{wall:.0f}", f"{off:.2f}")
    return lesson, *figures


if __name__ == "__main__":
    main()
