"""The database that rooms and house are tested on: the real content of `content/`, published once a run."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests import template


def hash_quickly() -> None:
    """Let codes and passwords cost a fifth of a millisecond: the same hash, as little of it as Argon2 allows."""
    from hocvuso.people.hashing import ThriftyArgon2

    ThriftyArgon2.time_cost, ThriftyArgon2.memory_cost = 1, 8


def fill() -> None:
    """Publish the curriculum and the scenarios into a migrated database."""
    from django.conf import settings

    from hocvuso.curriculum import actions as curriculum
    from hocvuso.plumbing import clock
    from hocvuso.practice import actions as practice

    curriculum.publish(settings.CONTENT, now=clock.now())
    practice.publish(settings.CONTENT / "scenarios", now=clock.now())


@contextmanager
def opened(blocker: Any) -> Iterator[None]:
    """Give this process of the tests its own copy of the published database; what they do stays in transactions."""
    from django.db import connection, connections

    hash_quickly()
    on_server = connection.vendor == "postgresql"
    with blocker.unblock():
        if on_server:
            _copy_on_server(connection)
        else:
            _copy_into_memory()
    yield
    with blocker.unblock():
        connections.close_all()
        if on_server:
            with connection._nodb_cursor() as server:
                server.execute(f'DROP DATABASE "{connection.settings_dict["NAME"]}" WITH (FORCE)')


def _copy_into_memory() -> None:
    from django.db import connections

    with tempfile.TemporaryDirectory() as folder:
        template.copied(template.FULL, Path(folder))
        for alias, file in zip(("default", "scratch"), template.FILES, strict=True):
            connection = connections[alias]
            _name(connection)
            connection.ensure_connection()
            with closing(sqlite3.connect(Path(folder) / file)) as source:
                source.backup(connection.connection)


def _copy_on_server(connection: Any) -> None:
    settings = connection.settings_dict
    url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/"
    source = template.on_server(template.FULL, url + settings["NAME"])
    _name(connection)
    name = settings["NAME"]
    with connection._nodb_cursor() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # of a run that was broken off
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def _name(connection: Any) -> None:
    """Call the database as tests do, as `create_test_db` of Django would."""
    from django.conf import settings

    connection.close()
    name = connection.creation._get_test_db_name()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
