"""Rooms are tested on the real content of `content/`, published once a run, and on clients that play each role."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from hocvuso.assistant import own_wordings
from hocvuso.core import draw, form
from hocvuso.curriculum import queries
from hocvuso.learning import fitted, speaking
from hocvuso.people import tokens
from hocvuso.plumbing import rates
from hocvuso.practice import queries as practice
from tests import published
from tests.rooms import places

# Files that take long though they hold few tests, most because they start processes. They come first, so that at the
# end of a part no core waits for one of them.
LONG = (
    "plumbing/test_worker.py", "lectures/test_making.py", "channels/test_two_workers.py", "groups/test_race.py",
    "classes/test_seats.py", "halls/test_taking_part.py", "reports/test_demo.py", "config/test_province.py",
    "config/test_start.py", "evaluation/test_questions.py", "reports/test_documents.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files; all else keeps its order."""
    items.sort(key=lambda each: not str(each.path).endswith(LONG))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Begin on a copy of the database that has all migrations and the published curriculum."""
    with published.opened(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def no_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """One learner in twenty, by his id, is drawn another form; that is tried in the core."""
    monkeypatch.setattr(form, "BY_LOT", 0.0)


@pytest.fixture(autouse=True)
def same_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws are keyed by ids, which are new in each run; here by which id is the first, second, … to be drawn for.

    So a test meets the same luck in every run: it holds always or never.
    """
    of_bytes, seen = draw.fnv, dict[bytes, int]()

    def fnv(data: bytes) -> int:
        is_id = len(data) == 16 and data[8] >> 6 == 2  # the variant of RFC 9562; names of lanes are letters
        return of_bytes(seen.setdefault(data, len(seen)).to_bytes(16, "big") if is_id else data)

    monkeypatch.setattr(draw, "fnv", fnv)


@pytest.fixture(autouse=True)
def fresh_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let each test start like a fresh process: nothing remembered from the test before."""
    queries.forget()
    speaking.forget()
    fitted.forget()
    practice.forget()
    own_wordings.forget()
    tokens.refresh()
    rates.forget_all()
    translation.deactivate()  # a page answered in English leaves the thread in English
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def site() -> Client:
    """A browser that nobody has learnt with yet; forms are guarded as in real life elsewhere."""
    return Client()


@pytest.fixture
def place() -> places.Province:
    """A small province, see `places`."""
    return places.province()


@pytest.fixture
def chair(place: places.Province) -> uuid.UUID:
    """The chair of its sewing factory's union."""
    return places.official(place.sewing)
