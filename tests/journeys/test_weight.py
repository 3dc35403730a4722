"""How much a cheap phone on a dear link must fetch (foundations 3): encoded bytes as they came over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys import walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone

KIB = 1024
FIRST_PAGE, FIRST_REQUESTS, LATER_PAGE, BEFORE_PAINT = 60 * KIB, 12, 15 * KIB, 25 * KIB


@dataclass
class Meter:
    """What came over the wire since it was last set back."""

    came: dict[str, dict[str, Any]] = field(default_factory=dict)

    def watch(self, phone: Phone) -> None:
        """Listen to the page's own requests; what the service worker fetches afterwards is counted apart."""
        line = phone.context.new_cdp_session(phone.page)
        line.send("Network.enable")
        line.on("Network.responseReceived", self._began)
        line.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and not event["response"].get("fromServiceWorker"):
            self.came[event["requestId"]] = {"url": event["response"]["url"], "type": event["type"], "bytes": 0}

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.came:
            self.came[event["requestId"]]["bytes"] = event["encodedDataLength"]

    def bytes(self, *kinds: str) -> int:
        """The bytes that came, of all kinds or of these."""
        return sum(each["bytes"] for each in self.came.values() if not kinds or each["type"] in kinds)


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """A phone without a service worker, so that each page comes over the wire."""
    return phones(service_workers="block")


def loaded(phone: Phone, meter: Meter, path: str) -> None:
    """Open a page and all that it names."""
    meter.came.clear()
    phone.open(path)


def test_the_first_page_is_light(phone: Phone) -> None:
    meter = Meter()
    meter.watch(phone)
    for path in ("/", "/thu/tin-lua-dao"):
        phone.context.clear_cookies()
        phone.context.new_cdp_session(phone.page).send("Network.clearBrowserCache")
        loaded(phone, meter, path)
        assert 0 < meter.bytes() <= FIRST_PAGE, meter.came
        assert len(meter.came) <= FIRST_REQUESTS, meter.came
        assert 0 < meter.bytes("Document", "Stylesheet") <= BEFORE_PAINT, meter.came


def test_later_pages_are_lighter(phone: Phone) -> None:
    walks.begin(phone)
    meter = Meter()
    meter.watch(phone)
    for path in ("/hom-nay", "/ky-nang", "/bai/kns.4.3/three-questions/who-sent-it", "/toi", "/luu", "/tien-bo",
                 "/lam/kns.4.3/bank-sms-first-move", "/hoi?q=lam+sao+biet+tin+nhan+lua+dao"):  # fmt: skip
        loaded(phone, meter, path)
        assert 0 < meter.bytes() <= LATER_PAGE, (path, meter.came)
