"""One server and one browser for all journeys; each phone is a profile of its own."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.journeys import place, walks
from tests.journeys.phone import LARGE as LARGE
from tests.journeys.phone import SMALL as SMALL
from tests.journeys.phone import WATCH_POLICY, Phone
from tests.journeys.place import Place

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 45_000  # a busy machine is slow, not broken

Phones = Callable[..., Phone]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as one that needs a browser."""
    for item in items:
        if item.path.parent == place.ROOT / "tests/journeys":
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Show what the server said beside each journey that fails."""
    report = yield
    running = getattr(item, "funcargs", {}).get("site")
    if report.failed and running is not None:
        report.sections.append(("Nhật ký máy chủ", running.said()[-6000:]))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The running site."""
    data = tmp_path_factory.mktemp("site")
    with place.running(data, data.with_name("server.log")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if program is None:
        pytest.fail("Máy chưa có trình duyệt Chromium. Chạy: apt-get install chromium")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def drawer() -> dict[str, list[BrowserContext]]:
    """Phones that are not in use, wiped, by their kind."""
    return defaultdict(list)


@pytest.fixture
def phones(browser: Browser, site: Place, drawer: dict[str, list[BrowserContext]]) -> Iterator[Phones]:
    """Return a maker of phones; afterwards nothing may have gone wrong on any of them, nor on the server."""
    made: list[tuple[str, Phone]] = []
    before = len(site.said())

    def make(*, size: dict[str, int] = SMALL, cookies: Sequence[Any] = (), script: str = "", **options: Any) -> Phone:
        kind = f"{size} {sorted(options.items())} {script}"
        if drawer[kind]:
            context = drawer[kind].pop()
        else:
            context = browser.new_context(viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
            context.set_default_timeout(PATIENCE_MS)
            context.add_init_script(WATCH_POLICY + script)
        context.add_cookies([*cookies])
        made.append((kind, Phone(context, site)))
        return made[-1][1]

    yield make
    troubles = [trouble for _, each in made for trouble in each.troubles]
    for kind, each in made:
        each.wipe()
        drawer[kind].append(each.context)
    assert not troubles, "\n".join(troubles)
    said = site.said()[before:]
    assert "Traceback" not in said and "Internal Server Error" not in said, said


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """A cheap phone that was never here."""
    return phones()


@pytest.fixture(scope="session")
def cards(site: Place) -> Iterator[dict[str, str]]:
    """Cards of the demonstration, each to be used once: `next(cards)` has a name and a code.

    From the end: those of the first unit are left to the journeys of its officials.
    """
    return reversed(site.demo["cards"])


@pytest.fixture(scope="session")
def badges() -> dict[str, Any]:
    """Cookies of officials who have come in, so that each code of their apps is used once."""
    return {}


@pytest.fixture
def officials(phones: Phones, site: Place, badges: dict[str, Any]) -> Phones:
    """Return a maker of screens on which an invented official has come in: `officials("hanh.demo", size=LARGE)`."""

    def make(username: str, *, size: dict[str, int] = SMALL) -> Phone:
        if username not in badges:
            facts = site.official(username)
            first = phones(size=size)
            walks.official_comes_in(first, username, facts["password"], facts["secret"])
            badges[username] = first.context.cookies()
            return first.open("/cb/")
        return phones(size=size, cookies=badges[username]).open("/cb/")

    return make
