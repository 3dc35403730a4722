"""A phone in somebody's hand: taps by the words on the screen, and notes everything that must not happen meanwhile."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.journeys.place import Place

SHOTS = os.environ.get("HOCVUSO_SHOTS", "")
# Reports what the page's content policy stopped, through the console that is listened to anyway.
WATCH_POLICY = """document.addEventListener('securitypolicyviolation', function (event) {
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile);
});"""
# Loading is judged from requests themselves; some journeys do without the service worker.
NOT_THE_PAGE = ("Failed to load resource", "Service Worker registration blocked by Playwright")
# Words end where no small letter follows: on the screen the next line may follow at once, "Bắt đầu2 phút".
SMALL_LETTERS = "a-z" + "".join(letter for letter in map(chr, range(0xDF, 0x1EFA)) if letter.islower())
WAITING = """new Promise(function (done) {
  indexedDB.open('hocvuso').onsuccess = function (opened) {
    const db = opened.target.result;
    if (!db.objectStoreNames.contains('events')) { db.close(); done([]); return; }
    db.transaction('events').objectStore('events').getAll().onsuccess = function (all) {
      db.close();
      done(all.target.result.filter(function (one) { return one.state === 'waiting'; }));
    };
  };
})"""


class Phone:
    """One browser profile with one page; `troubles` must stay empty on every journey."""

    def __init__(self, context: BrowserContext, place: Place) -> None:
        self.context, self.place = context, place
        self.troubles: list[str] = []
        self.is_cut = False  # no network, or a server out of reach: failed requests are what the journey is about
        self.requests: list[Request] = []
        context.add_init_script(WATCH_POLICY)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        self.page: Page = context.new_page()

    # --- doing

    def open(self, path: str) -> Phone:
        """Type an address of the site."""
        self.page.goto(self.place.address + path)
        return self

    def named(self, words: str) -> Locator:
        """Return the link, button or opener on which these words stand (in full, or at their beginning)."""
        full = re.compile(rf"^\s*{re.escape(words)}(?![{SMALL_LETTERS}])")
        things = self.page.locator("a:visible, button:visible:not(.vh), summary:visible")
        return things.filter(has_text=full).or_(things.and_(self.page.get_by_label(words, exact=True))).first

    def tap(self, words: str) -> None:
        """Tap what bears these words; the page stays."""
        self.named(words).click()

    def go(self, words: str) -> None:
        """Tap what bears these words and wait for the page it leads to."""
        self.goes(self.named(words))

    def goes(self, thing: Locator) -> None:
        """Tap something that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            thing.click()

    def choose(self, words: str) -> None:
        """Tap the answer with these words."""
        self.page.locator("label").filter(has_text=words).first.click()

    def write(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(text)

    # --- seeing

    def sees(self, *words: str) -> None:
        """Hold that the person sees each of these words."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
            expect(self.page.get_by_text(each).locator("visible=true").first).to_be_visible()

    def misses(self, *words: str) -> None:
        """Hold that none of these words is on the screen."""
        for each in words:
            expect(self.page.get_by_text(each).locator("visible=true")).to_have_count(0)

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        """The heading of the page that is open."""
        return self.page.locator("h1").first.inner_text().replace("\n", " ")

    @property
    def words(self) -> str:
        """All the words on the screen."""
        return str(self.page.locator("body").inner_text())

    def shot(self, name: str) -> None:
        """Keep a picture of the screen when HOCVUSO_SHOTS names a folder, the whole page too when it is longer."""
        if not SHOTS:
            return
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size or {"width": 0, "height": 0}
        file = folder / f"{name}-{size['width']}.png"
        self.page.screenshot(path=file)
        if self.page.evaluate("document.documentElement.scrollHeight") > size["height"]:
            self.page.screenshot(path=file.with_name(f"{file.stem}-full.png"), full_page=True)

    # --- what is kept

    def waiting(self) -> list[dict[str, Any]]:
        """Return the answers on this phone that have not been sent."""
        kept: list[dict[str, Any]] = self.page.evaluate(WAITING)
        return kept

    def held(self) -> dict[str, Any]:
        """Return what the site holds about this person, as "Tải hết về" gives it."""
        answer = self.context.request.get(f"{self.place.address}/toi/du-lieu/tai")
        assert answer.ok, answer.status
        held: dict[str, Any] = answer.json()
        return held

    def events(self, kind: str = "answer") -> list[dict[str, Any]]:
        """Return the stored events of one kind."""
        return [each for each in self.held()["learning"]["events"] if each["kind"] == kind]

    def post_events(self, events: list[dict[str, Any]]) -> list[dict[str, str]]:
        """Send events through the door for phones, as the page's own script does."""
        sent = [{name: value for name, value in each.items() if name != "state"} for each in events]
        answer = self.context.request.post(
            f"{self.place.address}/api/v1/events", data=json.dumps({"events": sent}),
            headers={"Content-Type": "application/json", "Origin": self.place.address},
        )  # fmt: skip
        assert answer.ok, answer.text()
        results: list[dict[str, str]] = answer.json()["results"]
        return results

    # --- noting

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(NOT_THE_PAGE):
            self.troubles.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and not request.url.startswith(self.place.address + "/"):
            self.troubles.append(f"asked somebody else: {request.url}")

    def _failed(self, request: Request) -> None:
        # ERR_ABORTED: the person went on before something had come.
        if not self.is_cut and "ERR_ABORTED" not in (request.failure or ""):
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        # A page that says "not here" is an answer too, also when the service worker fetches it to keep it.
        is_page = (
            response.request.resource_type == "document"
            or response.from_service_worker
            or bool(response.request.service_worker)
        )
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.troubles.append(f"{response.status}: {response.url}")
