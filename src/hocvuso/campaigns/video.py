"""The upright video of a kit: made once by a job from its scenes, kept as a file until words or voice change."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy

from hocvuso.campaigns import kits
from hocvuso.campaigns.kits import Kit
from hocvuso.core.posting import Media
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters
from hocvuso.lectures import upright
from hocvuso.lectures.upright import Upright, UprightFailed
from hocvuso.lectures.voices.contract import Voice, VoiceMissing
from hocvuso.lectures.voicing import chosen_voice
from hocvuso.plumbing import jobs

EDITION = 1  # goes up when the same words come out otherwise
MACHINE, LABEL = "espeak", "Giọng do máy đọc (AI)."


def path_of(kit: Kit) -> Path | None:
    """Return the video of a kit as its words are now, None while it is not made."""
    return next(iter(sorted(_folder().glob(f"{kit.id}-{_digest(kit)}.*.mp4"))), None)


def media_of(kit: Kit) -> Media | None:
    """Return what is known of the video of a kit; how long it plays stands in its name, in tenths of a second."""
    path = path_of(kit)
    if path is None:
        return None
    tenths = int(path.suffixes[0].removeprefix("."))
    return Media(
        f"{kit.id}.mp4", "video/mp4", path.stat().st_size, kit.title, upright.WIDTH, upright.HEIGHT, tenths / 10
    )


def ask(kit: Kit, *, by: uuid.UUID) -> uuid.UUID:
    """Have the video of a kit made; asked for twice while it waits, it is made once."""
    return jobs.later(make_video, asked_by=by, once=f"video:{kit.id}", kit=kit.id)


@jobs.task(title=gettext_lazy("Upright video"), retries=0)
def make_video(progress: jobs.Progress, *, kit: str) -> dict[str, int]:
    """Make the video of a kit, or leave it where it is. Returns its size in bytes."""
    found = kits.by_id(kit)
    there = path_of(found) if found else None
    if found is None or there is not None:
        return {"bytes": there.stat().st_size if there else 0}
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = folder / f"{found.id}-{_digest(found)}.part"
    try:
        seconds = upright.make(_told(found), _voice(), raw, lambda done, total: progress.at(done, total))
    except (UprightFailed, VoiceMissing) as problem:
        raise jobs.Refused(str(problem)) from problem
    target = raw.with_suffix(f".{round(seconds * 10)}.mp4")
    raw.replace(target)
    for old in folder.glob(f"{found.id}-*.mp4"):
        if old != target:
            old.unlink(missing_ok=True)
    return {"bytes": target.stat().st_size}


def _told(kit: Kit) -> Upright:
    site = settings.SITE_URL.partition("://")[2]
    about = f"{kit.goal} {kits.library().owner}."
    return Upright(
        kit.title,
        kit.scene,
        site,
        f"{settings.SITE_URL}{posters.first_page(curriculum.current(), kit.skill)}",
        LABEL,
        about,
    )


def _voice() -> Voice:
    """Return the site's voice where a machine speaks; a person agreed to lessons, not to this. Raises VoiceMissing."""
    wanted = settings.LECTURE_VOICE
    return chosen_voice(MACHINE if wanted.startswith("recorded") else wanted)


def _folder() -> Path:
    return Path(settings.DATA) / "campaigns" / "videos"


def _digest(kit: Kit) -> str:
    parts = (str(EDITION), settings.LECTURE_VOICE, settings.SITE_URL, kit.title, kit.goal, *kit.scene)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
