"""Two installations: a return confirmed below is seen above, sent back, mended, accepted, and each side says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts import two_sites
from tests.journeys.conftest import LARGE, PATIENCE_MS, SMALL
from tests.journeys.phone import WATCH_POLICY, Phone, seen
from tests.journeys.place import Place
from tests.journeys.screens import OFFICIAL_TARGET, faults
from tests.journeys.walks import official_comes_in

Desk = Callable[..., Phone]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[two_sites.Site, two_sites.Site]]:
    """Both installations, serving and paired."""
    above, below = two_sites.sites(tmp_path_factory.mktemp("two"), (two_sites.free_port(), two_sites.free_port()))
    two_sites.prepare(above, below)
    with two_sites.serving(above, below):
        two_sites.pair(above, below)
        yield above, below


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    """Return a maker of screens on which an official of one installation has come in."""
    made: list[Phone] = []

    def make(site: two_sites.Site, username: str, size: dict[str, int]) -> Phone:
        context = browser.new_context(viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(WATCH_POLICY)
        screen = Phone(context, Place(site.address, site.data, site.log))
        made.append(screen)
        official_comes_in(screen, username, two_sites.PASSWORD, two_sites.SECRET)
        return screen

    yield make
    for each in made:
        each.context.close()
    troubles = [trouble for each in made for trouble in each.troubles]
    assert not troubles, "\n".join(troubles)


def test_a_return_goes_up_comes_back_and_is_accepted(two: tuple[two_sites.Site, two_sites.Site], desk: Desk) -> None:
    above, below = two
    mien, quan = desk(below, "mien", SMALL), desk(above, "quan", LARGE)
    confirms(mien)
    sends(mien)
    sees_it_and_sends_it_back(quan)
    reads_why_and_confirms_again(mien)
    sends(mien)
    accepts(quan)
    sends(mien)
    mien.open("/cb/bao-cao")
    mien.sees("Đã nhận")
    seen(mien, "two-6-accepted-below")


def test_what_waits_is_carried_on_a_stick_by_the_commands(
    two: tuple[two_sites.Site, two_sites.Site], tmp_path: Path
) -> None:
    above, below = two
    there, back = str(tmp_path / "len.hvs"), str(tmp_path / "ve.hvs")
    assert below.asked("exchange", "send", "--file", there)["file"] == there
    for _time in range(2):
        assert above.asked("exchange", "receive", there)["forked"] == []
    above.asked("exchange", "send", "--file", back)
    below.asked("exchange", "receive", back)
    for site in two:
        (one,) = site.asked("exchange", "status")["partners"]
        assert (one["rows_missing"], one["held"]) == (0, 0)


def test_pages_of_the_exchange_on_a_phone_and_on_a_desk(two: tuple[two_sites.Site, two_sites.Site], desk: Desk) -> None:
    above, below = two
    operator, mien = desk(above, "van.hanh", SMALL), desk(below, "mien", SMALL)
    for screen, page in ((operator, ""), (operator, "/moi"), (operator, "/ghep"), (operator, "/ghep/tep"), (mien, "")):
        screen.open(f"/cb/trao-doi{page}")
        wrong(screen, f"two-pages{page.replace('/', '-')}-{'above' if screen is operator else 'below'}")
    for screen in (operator, mien):
        screen.open("/cb/trao-doi")
        screen.goes(screen.page.get_by_role("heading", level=2).get_by_role("link"))
        wrong(screen, f"two-partner-{'above' if screen is operator else 'below'}")


def wrong(screen: Phone, name: str) -> None:
    """Keep the pictures, and let the rules of accessibility, targets and width hold."""
    seen(screen, name)
    found = faults(screen, name, least=OFFICIAL_TARGET)
    assert not found, "\n".join(found)


def confirms(mien: Phone) -> None:
    """Confirm the ward's combined return: it is on its way, nobody has it yet."""
    mien.open("/cb/bao-cao")
    mien.go("Xem và xác nhận")
    mien.tap("Xác nhận và gửi")
    mien.open("/cb/bao-cao")
    mien.sees("đang gửi tới Công đoàn tỉnh Sông Trăng (minh họa)")
    seen(mien, "two-1-on-its-way")


def sends(mien: Phone) -> None:
    """Send, and see that both sides have the same."""
    mien.open("/cb/trao-doi")
    mien.go("Công đoàn tỉnh Sông Trăng (minh họa)")
    seen(mien, "two-2-partner")
    mien.goes(mien.page.locator("form[action$='/gui'] button"))
    mien.sees("Đã gửi. Hai bên đã so với nhau.", "Hai bên có như nhau", "bên kia nhận lúc")
    seen(mien, "two-3-sent")


def sees_it_and_sends_it_back(quan: Phone) -> None:
    """Above, the return is here, with its receipt; it goes back with a reason."""
    quan.open("/cb/trao-doi")
    quan.sees("Công đoàn phường Bến Nứa (minh họa)", "Hai bên có như nhau")
    seen(quan, "two-4-above")
    opens_the_ward(quan)
    quan.write("Hoặc gửi lại, kèm lý do", "Thiếu một tổ ở chuyền 3")
    quan.tap("Gửi lại")


def opens_the_ward(quan: Phone) -> None:
    """Open the ward's return."""
    quan.open("/cb/bao-cao")
    quan.goes(quan.page.get_by_role("link", name="Công đoàn phường Bến Nứa (minh họa)").first)


def reads_why_and_confirms_again(mien: Phone) -> None:
    """Below, the reason is read after the next call, and a second version confirmed."""
    sends(mien)
    mien.open("/cb/bao-cao")
    mien.go("Xem và xác nhận")
    mien.sees("Thiếu một tổ ở chuyền 3")
    seen(mien, "two-5-sent-back")
    mien.tap("Xác nhận và gửi")


def accepts(quan: Phone) -> None:
    """Above, the second version is accepted."""
    opens_the_ward(quan)
    quan.tap("Nhận báo cáo")
