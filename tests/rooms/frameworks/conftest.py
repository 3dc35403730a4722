"""An author at the desk, and tables in every state."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hocvuso.core.official.table import Row
from hocvuso.frameworks import actions
from hocvuso.frameworks.actions import By, Wanted
from hocvuso.frameworks.actions.publishing import Paper
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.frameworks import tables

PAPER = Paper("Sở Minh Họa", "01/QĐ-BỊA", date(2026, 1, 5), "Nguyễn Văn Mẫu")
SKILLS = {"MH1.1": ["kns.4.3"], "MH1.2": ["kns.4.2", "kns.4.1"], "MH2.1": ["kns.2.2"], "MH3.1": []}
Make = Callable[..., FrameworkVersion]


@pytest.fixture
def author(site: Client, place: places.Province) -> Client:
    places.official(place.top, username="tam", role=access.AUTHOR)
    return places.come_in("tam")


@pytest.fixture
def by() -> By:
    return By(people.enrol(full_name="Mai Thị Thảo"), "Mai Thị Thảo")


@pytest.fixture
def make(by: By) -> Make:
    """Make a table: loaded, with `matched` decided, with `on` published."""

    def made(
        title: str = tables.TITLE, *, framework: str = "", rows: tuple = tables.ROWS, matched: bool = False,
        on: date | None = None,
    ) -> FrameworkVersion:  # fmt: skip
        wanted = Wanted(title, framework, is_invented=True)
        told = [Row(code, name, area, minutes=minutes) for code, area, name, minutes in rows]
        kept, _is_new = actions.save(wanted, told, by=by)
        if matched or on:
            for row in kept.rows.all():
                actions.decide(kept, row.id, dict.fromkeys(SKILLS.get(row.code, []), ""), by=by)
        if on:
            actions.publish(kept, PAPER, on=on, by=by)
            kept.refresh_from_db()
        return kept

    return made


@pytest.fixture
def today() -> date:
    return clock.today()


def row_id(version: FrameworkVersion, code: str) -> uuid.UUID:
    """Return the id of a row."""
    found: uuid.UUID = version.rows.get(code=code).id
    return found
