"""A phone in somebody's hand: taps by the words on the screen, and notes everything that must not happen meanwhile."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, TimeoutError, WebError

from tests.journeys.place import Place

SHOTS = os.environ.get("HOCVUSO_SHOTS", "")
# Reports what the page's content policy stopped, through the console that is listened to anyway.
WATCH_POLICY = """document.addEventListener('securitypolicyviolation', function (event) {
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile);
});"""
# Loading is judged from requests themselves; some journeys do without the service worker.
NOT_THE_PAGE = ("Failed to load resource", "Service Worker registration blocked by Playwright")
# Words end where no small letter follows: on the screen the next line may follow at once, "Bắt đầu2 phút".
SMALL, LARGE = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
SMALL_LETTERS = "a-z" + "".join(letter for letter in map(chr, range(0xDF, 0x1EFA)) if letter.islower())
# Words as a person reads them: what is hidden is not there, blanks of all kinds are one blank.
SHOWN = """([words, shown]) => {
  const said = document.body.innerText.replace(/\\s+/g, ' ');
  return words.every(one => said.includes(one) === shown);
}"""
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
        self._listening: dict[Any, Any] = {
            "console": self._heard, "weberror": self._broke, "request": self._asked, "requestfailed": self._failed,
            "response": self._answered,
        }  # fmt: skip
        for event, heard in self._listening.items():
            context.on(event, heard)
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def wipe(self) -> None:
        """Make the phone as new, for the next journey: opening another browser window costs more."""
        for event, heard in self._listening.items():
            self.context.remove_listener(event, heard)
        self.context.unroute_all()
        self.context.set_offline(False)
        first, *others = self.context.pages or [self.context.new_page()]
        first.unroute_all()  # what a page was told stays with it, whatever its context is told
        for page in others:
            page.close()
        first.goto("about:blank")
        self.context.clear_cookies()
        everything = {"origin": self.place.address, "storageTypes": "all"}
        self.context.new_cdp_session(first).send("Storage.clearDataForOrigin", everything)

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
        """Hold that the person sees each of these words; waits for what is still on its way."""
        self._holds(f"[{', '.join(map(repr, words))}] is not all on the screen", words, True)

    def misses(self, *words: str) -> None:
        """Hold that none of these words is on the screen."""
        self._holds(f"one of [{', '.join(map(repr, words))}] is on the screen", words, False)

    def _holds(self, complaint: str, words: tuple[str, ...], shown: bool) -> None:
        try:
            self.page.wait_for_function(SHOWN, arg=[words, shown])
        except TimeoutError:
            raise AssertionError(f"{complaint} of {self.path}:\n{self.words}") from None

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

    def _broke(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

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


def seen(screen: Phone, name: str) -> None:
    """Keep a picture of a page on a phone and on a PC."""
    before = screen.page.viewport_size
    for size in (SMALL, LARGE):
        screen.page.set_viewport_size(size)  # type: ignore[arg-type]
        screen.shot(name)
    screen.page.set_viewport_size(before)  # type: ignore[arg-type]
