"""What must be there before the first visitor: database, curriculum, search index, static files, demo data."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

from hocvuso.config import prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")


def everything() -> int:
    """Run each step with its time; stop at the first that fails, with one plain sentence."""
    from django.conf import settings

    os.umask(0o077)  # what learners did is nobody else's business on this machine
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)  # reading the settings already writes the site's secret
        prepared.forget()
        sources = prepared.sources()
        django.setup()
    except OSError as problem:
        where = problem.filename or "thư mục dữ liệu"
        return _stop(f"Không ghi được vào {where} ({problem.strerror}). Chọn thư mục khác: hocvuso up --data THU_MUC")
    steps: list[tuple[str, Callable[[], object]]] = [
        ("Cơ sở dữ liệu", _database),
        ("Bài học", _curriculum),
        ("Tình huống thực hành", _scenarios),
        ("Mục lục tìm kiếm", _index),
        ("Tệp tĩnh", _static),
    ]
    if settings.DEMO:
        steps.append(("Dữ liệu mẫu (bịa, có đánh dấu)", _demo))
        steps.append(("Số liệu cho cán bộ", counts))
    for title, act in steps:
        began = time.monotonic()
        print(f"• {title} … ", end="", flush=True)
        try:
            said = act()
        except Unprepared as problem:
            print("chưa được", flush=True)
            return _stop(str(problem))
        print(f"{said or 'xong'} ({time.monotonic() - began:.1f} giây)", flush=True)
    prepared.note(sources)
    return 0


def database_and_lessons() -> None:
    """Bring the database up to date and publish the curriculum, without a word. Raises Unprepared."""
    from django.conf import settings

    os.umask(0o077)
    settings.DATA.mkdir(parents=True, exist_ok=True)
    django.setup()
    _database()
    _curriculum()
    _scenarios()


class Unprepared(Exception):
    """One step could not be done; the text says what to do."""


def _database() -> str:
    from django.core.management import call_command
    from django.db import OperationalError, connections
    from django.db.migrations.executor import MigrationExecutor

    connection = connections["default"]
    try:
        waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
        if waiting:
            call_command("migrate", verbosity=0, interactive=False)
        scratch = "scratch" if "scratch" in connections else "default"
        if "scratch_cache" not in connections[scratch].introspection.table_names():
            call_command("createcachetable", database=scratch, verbosity=0)
    except OperationalError as problem:
        raise Unprepared(f"Chưa mở được cơ sở dữ liệu: {problem}. Xem lại DATABASE_URL và quyền ghi.") from problem
    return f"{len(waiting)} bước mới" if waiting else "đã mới"


def _curriculum() -> str:
    from hocvuso.curriculum import local_content
    from hocvuso.plumbing import clock

    outcome = local_content.publish(clock.now())
    if outcome.problems and not outcome.curriculum:
        first = outcome.problems[0]
        raise Unprepared(f"Nội dung có lỗi, bản cũ được giữ: {first.file}:{first.line}: {first.what}")
    return outcome.summary


def _scenarios() -> str:
    from django.conf import settings

    from hocvuso.plumbing import clock
    from hocvuso.practice import actions

    return actions.publish(settings.CONTENT / "scenarios", now=clock.now()).summary


def _index() -> str:
    from hocvuso.assistant import desk

    return f"{desk.build()} đoạn"


def _static() -> str:
    """Collect, hash and compress scripts and sheets, unless none of them has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return "đã mới"
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(seen.hexdigest())
    return "xong"


def _demo() -> str:
    from hocvuso.config import demo as data
    from hocvuso.plumbing import clock

    return str(data.seed(clock.now()))


def counts() -> str:
    """Count what the demo data hold, so that the first page of an official need not wait for the job."""
    from hocvuso.reports import tasks
    from hocvuso.reports.rollups import counting

    units = counting.catch_up()
    tasks.close_periods()
    tasks.count_groups()
    return f"{units} đơn vị đếm lại"


def _stop(sentence: str) -> int:
    print(f"✋ {sentence}", file=sys.stderr)
    return 1
