"""The content of this site: published beside what is shipped, its faults kept for operator and authors."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hocvuso.curriculum import actions
from hocvuso.curriculum.actions import Published
from hocvuso.curriculum.reading.fingerprint import fingerprint
from hocvuso.curriculum.reading.problem import Problem
from hocvuso.plumbing import whole_files

_FILE = "content-local.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """How the last try went: when, with which files, and what was wrong."""

    at: datetime
    mark: str
    problems: tuple[Problem, ...]

    @property
    def is_broken(self) -> bool:
        """Whether the last good state stands in for what lies in the folder."""
        return any(one.severity == "error" for one in self.problems)


def publish(now: datetime) -> Published:
    """Publish what is shipped together with this site's own folder, and note what was wrong with the latter."""
    mark = fingerprint(settings.CONTENT_LOCAL)
    outcome = actions.publish(settings.CONTENT, now=now, local=settings.CONTENT_LOCAL)
    before = noted()
    # The same files again are not read, so what was said of them still holds.
    if outcome.local_problems or before is None or before.mark != mark:
        _note(Noted(now, mark, outcome.local_problems))
    return outcome


def publish_when_changed(now: datetime) -> Published | None:
    """Publish when the site's own files are others than at the last try; None: nothing to do."""
    before = noted()
    if before is not None and before.mark == fingerprint(settings.CONTENT_LOCAL):
        return None
    return publish(now)


def noted() -> Noted | None:
    """Return how the last try went, None before the first."""
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
        problems = tuple(Problem(**one) for one in data["problems"])
        return Noted(datetime.fromisoformat(data["at"]), data["mark"], problems)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note(found: Noted) -> None:
    data = {"at": found.at.isoformat(), "mark": found.mark, "problems": [asdict(one) for one in found.problems]}
    whole_files.put_text(_path(), json.dumps(data, ensure_ascii=False))


def _path() -> Path:
    return Path(settings.DATA) / _FILE
