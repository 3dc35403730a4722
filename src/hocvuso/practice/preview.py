"""`hocvuso scenarios play NAME`: the simulator in the browser as learners get it, anew whenever its file is saved.

Beside it stands what the linter says. The page is the learner's own template; nothing that is played is kept or sent.
Listens on this machine only. Needs neither Django nor a database.
"""

from __future__ import annotations

import functools
import gettext
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined

from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.proofs import guided_run
from hocvuso.core.scenario.ways import ways_into
from hocvuso.curriculum.reading.problem import Problem
from hocvuso.practice import simulator_page
from hocvuso.practice.bundle import bundle_bytes
from hocvuso.practice.reading import FILE, read_one

LOOK_EVERY = 0.4  # seconds between two looks at the file
ROOMS = Path(__file__).parents[1]
STATIC = {name: ROOMS / name / "static" / name for name in ("plumbing", "practice")}
WORDS = gettext.translation("django", ROOMS / "practice/locale", ["vi"], fallback=True)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FRAME = """<!doctype html>
<html lang="vi" class="js"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %} – xem thử</title>
<link rel="stylesheet" href="/static/plumbing/look.css"><link rel="stylesheet" href="/static/practice/preview.css">
{% block head %}{% endblock %}{% block scripts %}{% endblock %}
<script src="/static/practice/preview.js" defer></script></head>
<body><div class="bench"><div class="stage">{% block body %}{% endblock %}</div>
<aside id="report" class="stack" aria-label="Máy kiểm tra" aria-live="polite" data-seen="{{ seen }}"></aside></div>
</body></html>
"""
NOTHING = """{% extends "plumbing/base.html" %}{% block title %}Chưa chạy được{% endblock %}
{% block body %}<main id="m" class="stack"><h1 class="q">Chưa chạy được</h1>
<p>Xem bên cạnh thiếu gì. Sửa, lưu lại, trang tự mở.</p></main>{% endblock %}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the file says as it was saved last; `scenario` stays the last one that could be run."""

    number: int = 0  # counts what is to be shown anew
    scenario: Scenario | None = None
    problems: tuple[Problem, ...] = ()
    is_proved: bool = False  # every place was walked, which takes a second or two


@dataclass(slots=True)
class Watch:
    """Looks at one file and reads it whenever it has changed."""

    path: Path
    seen: Seen = field(default_factory=Seen)
    _bytes: bytes | None = None

    def look(self) -> bool:
        """Read the file if it has changed; tell whether it had."""
        try:
            found = self.path.read_bytes()
        except FileNotFoundError:
            return False  # editors put a new file in the place of the old one
        if found == self._bytes:
            return False
        self._bytes = found
        scenario, problems = read_one(self.path, prove=False)
        runs = scenario if scenario is not None and not problems else self.seen.scenario
        self.seen = Seen(self.seen.number + 1, runs, tuple(problems))
        if not problems:
            _, problems = read_one(self.path, prove=True)
            self.seen = Seen(self.seen.number, runs, tuple(problems), is_proved=True)
        return True

    def run(self, stop: threading.Event) -> None:
        """Look again and again until told to stop."""
        while not stop.is_set():
            self.look()
            stop.wait(LOOK_EVERY)


def report(seen: Seen) -> dict[str, Any]:
    """Return what stands beside the player, as JSON types."""
    scenario = seen.scenario
    return {
        "number": seen.number,
        "verdict": _verdict(seen),
        "problems": [{"at": f"dòng {one.line}", "what": one.what, "expected": one.expected} for one in seen.problems],
        "facts": _facts(scenario) if scenario else [],
        "variants": [each.id for each in scenario.variants] if scenario else [],
        "dangers": _dangers(scenario) if scenario and seen.is_proved and not seen.problems else [],
    }


def _verdict(seen: Seen) -> str:
    if seen.problems:
        kept = " Đang chơi bản trước." if seen.scenario else ""
        return f"Chưa đạt: {len(seen.problems)} chỗ cần sửa.{kept}"
    return "Đạt: mọi chỗ đã đi qua." if seen.is_proved else "Đọc được. Đang đi hết mọi chỗ…"


def _facts(scenario: Scenario) -> list[str]:
    points = " ".join(str(_points(scenario, seed)) for seed in range(len(scenario.variants)))
    return [
        f"{len(scenario.screens)} màn hình, {len(scenario.parts)} phần, {len(scenario.rules)} luật",
        f"{len(bundle_bytes(scenario)) / 1024:.1f} KiB (nhiều nhất 30)",
        f"Làm đúng từng bước được: {points} điểm",
    ]


def _points(scenario: Scenario, seed: int) -> int | str:
    try:
        return guided_run(scenario, seed)[1].points
    except ValueError:
        return "–"


def _dangers(scenario: Scenario) -> list[dict[str, str]]:
    titles = {each.id: each.title for each in scenario.dangers}
    return [
        {
            "title": titles[danger],
            "way": f"biến thể {scenario.variants[way.seed].id}, {len(way.acts)} việc; cuối cùng: "
            f"{way.acts[-1].kind}:{way.acts[-1].target}",
        }
        for danger, way in ways_into(scenario).items()
    ]


def page(seen: Seen, query: str) -> str:
    """Return the page in the learner's own template; `so` and `cach` in the address mean what they mean there."""
    templates = _templates()
    if seen.scenario is None:
        return templates.get_template("nothing").render(seen=seen.number)
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    seed = int(asked["so"]) if asked.get("so", "").isascii() and asked.get("so", "").isdigit() else None
    facts = simulator_page.page(seen.scenario, seed, WORDS.gettext, easy="de" in asked, way=asked.get("cach", ""))
    return templates.get_template("practice/simulator.html").render(**facts, seen=seen.number)


@functools.cache
def _templates() -> Environment:
    """Return the templates without the site around them; words in Vietnamese."""
    made = Environment(
        loader=ChoiceLoader(
            [
                DictLoader({"plumbing/base.html": FRAME, "nothing": NOTHING}),
                FileSystemLoader(ROOMS / "practice/jinja2"),
            ]
        ),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
    )
    made.install_gettext_callables(WORDS.gettext, WORDS.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "static": lambda name: f"/static/{name}", "url": lambda *_, **__: "/", "content_lang": lambda: "",
    }  # fmt: skip
    return made


class _Door(BaseHTTPRequestHandler):
    watch: Watch

    def do_GET(self) -> None:
        """Answer one request."""
        address = urlsplit(self.path)
        if address.path == "/":
            self._answer(page(self.watch.seen, address.query).encode(), "text/html")
        elif address.path == "/report":
            self._answer(json.dumps(report(self.watch.seen), ensure_ascii=False).encode(), "application/json")
        else:
            self._file(address.path)

    def _file(self, path: str) -> None:
        _, _, rest = path.partition("/static/")
        room, _, name = rest.partition("/")
        file = STATIC[room] / name if room in STATIC and Path(name).name == name else None
        if file is None or file.suffix not in TYPES or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._answer(file.read_bytes(), TYPES[file.suffix])

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(folder: Path, name: str, port: int = 0) -> Iterator[str]:
    """Serve the preview of one scenario; yields its address. Port 0 takes any that is free."""
    watch, stop = Watch(folder / name / FILE), threading.Event()
    watch.look()
    door = type("Door", (_Door,), {"watch": watch})
    with ThreadingHTTPServer(("127.0.0.1", port), door) as server:
        server.daemon_threads = True
        for work in (server.serve_forever, functools.partial(watch.run, stop)):
            threading.Thread(target=work, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            stop.set()
            server.shutdown()


def wait() -> None:
    """Stay until somebody presses Ctrl-C."""
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print()
