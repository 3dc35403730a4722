"""The first minutes on a poor link: 400 kbit/s, 400 ms, CPU six times slower, cold.

"Usable" is the later of first contentful paint and the end of the last task over 50 ms before load + 1 s; bytes
are encoded transfer until then (foundations.md 24).
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.served import Site
from benchmarks.table import show
from hocvuso.curriculum.parse import content_folder

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = [
    ("áp phích (trang đầu)", "/", 60),
    ("câu đầu tiên", "/thu/tin-lua-dao", 60),
    ("bước bài học", "/bai/kns.4.3/three-questions/who-sent-it", 60),
    ("hỏi trợ lý", "/hoi", 60),
]
SLOWER = 6  # published: foundations.md 3
OBSERVE = """
window.__long = [];
const note = list => { for (const each of list.getEntries()) window.__long.push(each.startTime + each.duration); };
new PerformanceObserver(note)
  .observe({type: 'longtask', buffered: true});
"""


def _measure(browser: Browser, address: str) -> list[object]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.add_init_script(OBSERVE)
    cdp: CDPSession = context.new_cdp_session(page)
    sizes: list[float] = []
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    cdp.send("Network.enable")
    cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    )
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1200)
    found: dict[str, Any] = page.evaluate(
        """() => { const navigation = performance.getEntriesByType('navigation')[0];
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        const last = window.__long.filter(at => at <= navigation.loadEventEnd + 1000);
        return {fcp: paint ? paint.startTime : 0, usable: Math.max(paint ? paint.startTime : 0, ...last)}; }"""
    )
    context.close()
    return [f"{sum(sizes) / 1024:.1f}", len(sizes), f"{found['fcp'] / 1000:.2f}", f"{found['usable'] / 1000:.2f}"]


# From the load event to the first screen drawn, with a tap the moment the page is there: two frames are one paint.
TAPPED = """() => new Promise(done => {
  const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd, begun = performance.now();
  document.querySelector('[data-mode-of=guided]').click();
  const painted = () => done([performance.now() - loaded, performance.now() - begun]);
  requestAnimationFrame(() => requestAnimationFrame(painted));
})"""


def _worked(browser: Browser, address: str) -> list[object]:
    """Return how much the browser's main thread works until a simulator's page is there, and on to its first screen.

    Milliseconds of CPU times six, the least of three: unlike the time on the clock they do not grow with what else the
    machine does.
    """
    found = []
    for _ in range(3):
        context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address, wait_until="load")
        loaded = _busy(cdp)
        page.evaluate(TAPPED)
        found.append((_busy(cdp) - loaded, loaded))
        context.close()
    since_load, until_load = min(found)
    return [f"{until_load * SLOWER:.0f}", f"{since_load * SLOWER:.0f}"]


def _busy(cdp: CDPSession) -> float:
    """Return the milliseconds of CPU that the main thread has spent on its tasks."""
    metrics = cdp.send("Performance.getMetrics")["metrics"]
    return next(1000.0 * each["value"] for each in metrics if each["name"] == "TaskDuration")


def _tapped(browser: Browser, address: str) -> list[object]:
    """Return milliseconds from load to the first screen of a simulator, and from the tap to it, at CPU 6×."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    since_load, since_tap = page.evaluate(TAPPED)
    is_drawn = page.locator("#glass h2").is_visible()
    context.close()
    return [f"{since_load:.0f}", f"{since_tap:.0f}", "có" if is_drawn else "không"]


def simulators(site: Site, chromium: str) -> None:
    """Print how soon the first tap in each simulator is answered."""
    names = sorted(path.parent.name for path in (content_folder() / "scenarios").glob("*/scenario.toml"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        rows = []
        for name in names:
            address = f"http://127.0.0.1:{site.port}/thuc-hanh/{name}?so=1"
            rows.append([name, *_worked(browser, address), *_tapped(browser, address), "≤ 1000"])
        browser.close()
    head = [
        "bài", "CPU tới lúc mở xong, ms", "CPU từ đó tới màn hình đầu", "đồng hồ từ lúc mở xong", "đồng hồ từ lúc bấm",
        "đã hiện", "mục tiêu từ lúc mở xong",
    ]  # fmt: skip
    show("Máy tập, CPU chậm 6 lần", head, rows)


def report(site: Site, chromium: str) -> None:
    """Print the table; the peer's figures are those of the design."""
    rows: list[list[object]] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, path, budget in PAGES:
            rows.append([name, *_measure(browser, f"http://127.0.0.1:{site.port}{path}"), f"≤ {budget}, ≤ 2, ≤ 3"])
        browser.close()
    rows.append(["Kolibri 0.19.5, trang học (đo ở thiết kế)", "2,369", 26, "25.2", "50.8", "-"])
    show(
        "Mạng 400 kbit/s, trễ 400 ms, CPU chậm 6 lần, lần đầu mở",
        ["trang", "KiB", "yêu cầu", "FCP s", "dùng được s", "mục tiêu KiB, FCP, dùng được"],
        rows,
    )
