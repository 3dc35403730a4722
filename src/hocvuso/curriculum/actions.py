"""Publishing: what a content folder holds becomes what learners get, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from hocvuso.core.content import Curriculum
from hocvuso.core.local_ids import is_local
from hocvuso.curriculum import queries
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.models import ContentVersion, Publication
from hocvuso.curriculum.parse import Problem, Reading
from hocvuso.curriculum.reading.fingerprint import fingerprint
from hocvuso.curriculum.reading.local import is_of_local, with_kept
from hocvuso.curriculum.reading.problem import is_broken
from hocvuso.curriculum.reading.stored import body_of, parts_of, version_of
from hocvuso.plumbing import clock

Manifest = dict[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did. Ids are those of skills, lessons, steps, items, cards, facts and groups."""

    is_new: bool  # False: refused, or the same content again
    version: str  # of what is in force now; "" when nothing is
    is_refused: bool = False  # errors kept this content out
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    meaning_raised: tuple[str, ...] = ()  # a part of `changed`: learners should hear of these
    problems: tuple[Problem, ...] = ()
    curriculum: Curriculum | None = None  # what is in force now; None when nothing is
    local_problems: tuple[Problem, ...] = ()  # of the site's own content; with an error its last good state stays

    @property
    def summary(self) -> str:
        """Return one line for the operator, in Vietnamese."""
        errors = sum(one.severity == "error" for one in self.problems)
        if self.is_refused:
            return f"nội dung có {errors} lỗi, bản cũ được giữ"
        if self.curriculum is None:
            return "chưa có nội dung nào"
        found = self.curriculum
        counts = f"{len(found.skills)} kỹ năng, {len(found.steps)} bước, {len(found.items)} câu hỏi"
        left_out = f"; {errors} lỗi, phần hỏng được để lại" if errors else ""
        return counts + (left_out if self.is_new else ", không đổi") + self._of_local

    @property
    def _of_local(self) -> str:
        wrong = [one for one in self.local_problems if one.severity == "error"]
        if not wrong:
            return ""
        wrong.sort(key=lambda one: one.code == "unknown-id")  # what refers to a broken file is not the cause
        first = f"{wrong[0].file}:{wrong[0].line}: {wrong[0].what}"
        return f"; bài của đơn vị có {len(wrong)} lỗi, bản tốt gần nhất được giữ ({first})"


def publish(source: Path | Reading, *, now: datetime, local: Path | None = None) -> Published:
    """Publish a content folder, or what was read from one, and return what changed.

    One transaction. Content with errors never replaces published content; only where nothing has been
    published yet, the whole part of it is taken. The same content again changes nothing, and a folder with
    the same files as last time is not even read.

    `local` is the folder of the site's own content beside it: with an error there, its last good state stays.
    """
    folders = (source, *([local] if local else [])) if isinstance(source, Path) else ()
    mark = fingerprint(*folders) if folders else ""
    if mark and (same := Publication.objects.filter(is_current=True, source=mark).first()):
        queries.forget()
        return Published(False, same.version, curriculum=queries.current())
    today = clock.day_of(now)
    reading, local_problems = _read(source, local, today) if isinstance(source, Path) else (source, ())
    with transaction.atomic():
        row = Publication.objects.select_for_update().filter(is_current=True).first()
        outcome = _published(reading, row, now)
        # What stands on something else than these files is read again the next time.
        if outcome.curriculum is reading.curriculum and not is_broken(local_problems):
            Publication.objects.filter(is_current=True).update(source=mark)
    if outcome.is_new:
        # at once, for what follows in this transaction, and again for what other threads read meanwhile
        queries.forget()
        transaction.on_commit(queries.forget)
    return replace(outcome, local_problems=local_problems)


def _read(source: Path, local: Path | None, today: date) -> tuple[Reading, tuple[Problem, ...]]:
    """Return what is to be published, and what is wrong with the site's own part of it."""
    reading = check_folder(source, today=today, local=local)
    if local is None:
        return reading, ()
    wrong = tuple(one for one in reading.problems if is_of_local(one))
    if reading.curriculum is not None:
        row = Publication.objects.filter(is_current=True).first()
        faults = _faults_of_history(reading.curriculum, row.manifest if row else {})
        wrong += tuple(one for one in faults if is_local(one.file))
    if not is_broken(wrong):
        return replace(reading, problems=tuple(one for one in reading.problems if not is_of_local(one))), wrong
    shipped = check_folder(source, today=today)
    if shipped.curriculum is None:
        return shipped, wrong
    return replace(shipped, curriculum=with_kept(shipped.curriculum, queries.current())), wrong


def _published(reading: Reading, row: Publication | None, now: datetime) -> Published:
    new, manifest = reading.curriculum, row.manifest if row else {}
    if row is not None and new is not None and row.version == new.version:
        return Published(False, row.version, problems=reading.problems, curriculum=new)
    problems = (*reading.problems, *(_faults_of_history(new, manifest) if new else ()))
    if new is None or (row is not None and is_broken(problems)):
        return _refused(row, problems)
    Publication.objects.filter(is_current=True).update(is_current=False)
    _store(new, now)
    Publication.objects.create(version=new.version, manifest=_manifest_of(new), published_at=now)
    return _difference(new, manifest, problems)


def _refused(row: Publication | None, problems: tuple[Problem, ...]) -> Published:
    """Return that what is in force stays."""
    queries.forget()
    version, in_force = (row.version, queries.current()) if row else ("", None)
    return Published(False, version, is_refused=True, problems=problems, curriculum=in_force)


def _manifest_of(curriculum: Curriculum) -> Manifest:
    return {
        kind: [[name, version_of(part)] for name, part in parts.items()] for kind, parts in parts_of(curriculum).items()
    }


def _store(curriculum: Curriculum, now: datetime) -> None:
    """Keep every part in its version; what is stored already stays as it is."""
    rows = [
        ContentVersion(
            kind=kind,
            content_id=name,
            version=version_of(part),
            meaning=getattr(part, "meaning", 0),
            body=body_of(part),
            first_seen_at=now,
        )
        for kind, parts in parts_of(curriculum).items()
        for name, part in parts.items()
    ]
    ContentVersion.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


def _meanings(manifest: Mapping[str, list[list[str]]]) -> dict[tuple[str, str], int]:
    """Return the meaning number of every part of a manifest."""
    wanted = {(kind, name, version) for kind, parts in manifest.items() for name, version in parts}
    rows = ContentVersion.objects.values_list("kind", "content_id", "version", "meaning")
    return {(kind, name): meaning for kind, name, version, meaning in rows if (kind, name, version) in wanted}


def _faults_of_history(new: Curriculum, manifest: Manifest) -> list[Problem]:
    """Return what only the past can tell: ids that come back as something else, meanings that went down."""
    before = _meanings(manifest)
    seen: dict[tuple[str, str], set[str]] = {}
    for kind, name, version in ContentVersion.objects.values_list("kind", "content_id", "version"):
        seen.setdefault((kind, name), set()).add(version)
    problems: list[Problem] = []
    for kind, name, part in _each(new):
        if kind in ("group", "fact"):
            continue
        known = seen.get((kind, name), set())
        if known and (kind, name) not in before and version_of(part) not in known:
            what = f"Mã “{name}” đã dùng cho nội dung cũ, nay đã rút."
            problems.append(Problem(name, 0, what, "Đặt mã mới; mã cũ không dùng lại.", code="reused-id"))
        elif part.meaning < before.get((kind, name), 0):
            what = f"“{name}” có meaning nhỏ hơn bản đang dùng."
            problems.append(Problem(name, 0, what, "meaning chỉ tăng.", code="meaning-lowered"))
    return problems


def _each(curriculum: Curriculum) -> list[tuple[str, str, Any]]:
    return [(kind, name, part) for kind, parts in parts_of(curriculum).items() for name, part in parts.items()]


def _difference(new: Curriculum, manifest: Manifest, problems: tuple[Problem, ...]) -> Published:
    """Return what a publication changed against the manifest before it."""
    before = {(kind, name): version for kind, parts in manifest.items() for name, version in parts}
    meanings = _meanings(manifest)
    after = {(kind, name): part for kind, name, part in _each(new)}
    changed = [key for key, part in after.items() if key in before and before[key] != version_of(part)]
    return Published(
        is_new=True,
        version=new.version,
        added=tuple(name for kind, name in after if (kind, name) not in before),
        changed=tuple(name for _, name in changed),
        retired=tuple(name for kind, name in before if (kind, name) not in after),
        meaning_raised=tuple(key[1] for key in changed if getattr(after[key], "meaning", 0) > meanings.get(key, 0)),
        problems=problems,
        curriculum=new,
    )
