"""Two installations on one machine, with invented people: the province above, a ward with its grassroots unions below.

`make run-two` prepares both, pairs them by a code, sends once, and prints where to look. Journeys and the drill build
on the same functions. Run with `seed ROLE` inside an installation's environment it founds what that installation has.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PASSWORD, SECRET = "hai-may-cung-chay", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # invented, and only here
TOP, WARD, SEWING, SHOES = "ST", "ST-BN", "ST-BN-MAY", "ST-BN-GIAY"
PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: where it keeps its data, where it answers."""

    name: str
    data: Path
    port: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What its server says."""
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes: nothing of ours but what makes it this installation."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("HOCVUSO", "DJANGO"))}
        return ours | {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONUNBUFFERED": "1", "HOCVUSO_DATA": str(self.data),
            "SITE_URL": self.address, "EXCHANGE_ADDRESS": self.address, "OPERATOR_NAME": self.name,
            "EXCHANGE_EVERY_MINUTES": "1", "DJANGO_SETTINGS_MODULE": "hocvuso.config.settings",
        }  # fmt: skip

    def run(self, *words: str) -> str:
        """Run `hocvuso …` here and return what it printed; raise with everything it said when it could not."""
        return self.python("-m", "hocvuso", *words, may_warn=True)

    def python(self, *words: str, may_warn: bool = False) -> str:
        """Run Python here and return what it printed; `may_warn`: a command that ends with 1 needs a look, no more."""
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env, capture_output=True, text=True)
        if done.returncode not in ((0, 1) if may_warn else (0,)):
            raise RuntimeError(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def asked(self, *words: str) -> Any:
        """Return the JSON object that a command prints."""
        return json.loads(self.run(*words, "--json").strip().splitlines()[-1])


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sites(folder: Path, ports: Sequence[int]) -> tuple[Site, Site]:
    """Return the province and the ward."""
    return (
        Site("Công đoàn tỉnh Sông Trăng (minh họa)", folder / "tren", ports[0]),
        Site("Công đoàn phường Bến Nứa (minh họa)", folder / "duoi", ports[1]),
    )


def prepare(above: Site, below: Site) -> None:
    """Prepare both and found what each has; done before, it changes nothing."""
    above.data.mkdir(parents=True, exist_ok=True)
    above.run("prepare")
    copy_prepared(above, below)
    for site, role in ((above, "above"), (below, "below")):
        site.python(str(Path(__file__)), "seed", role)


def copy_prepared(one: Site, other: Site) -> None:
    """Give another installation the same content, and a secret of its own."""
    if not other.data.exists():
        shutil.copytree(one.data, other.data, ignore=shutil.ignore_patterns("secret.key"))


@contextmanager
def serving(*each: Site) -> Iterator[None]:
    """Serve these installations until the block ends."""
    processes = []
    try:
        for site in each:
            log = site.log.open("w", encoding="utf-8")
            processes.append(subprocess.Popen(
                [sys.executable, "-m", "hocvuso", "up", "--small", "--port", str(site.port), "--data", str(site.data)],
                cwd=ROOT, env=site.env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            ))  # fmt: skip
        for site, process in zip(each, processes, strict=True):
            _wait_for(site, process)
        yield
    finally:
        for process in processes:
            _stop(process)


def _wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.address}/ping", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{site.name} không mở được, xem {site.log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def pair(above: Site, below: Site, unit: str = WARD) -> None:
    """Pair both by a code, as two people on the phone do it; the province must be serving."""
    if not below.asked("exchange", "status")["partners"]:
        code = above.asked("exchange", "invite", "--unit", unit)["code"]
        below.run("exchange", "pair", "--address", above.address, "--code", code, "--unit", unit)


# --- what each installation has, run inside its environment


def seed(role: str) -> None:
    """Found the units that an installation works for, its officials, and (below) people and a return to confirm."""
    import django

    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model

    from hocvuso.people import actions as people
    from hocvuso.people import queries as persons
    from hocvuso.unions import access
    from hocvuso.unions import actions as unions

    if persons.official("van.hanh") is not None:
        return
    units = _found()
    officials = (("quan", "Phạm Văn Quân", TOP),) if role == "above" else (
        ("mien", "Trần Thị Miên", WARD), ("hanh", "Lê Thị Hạnh", SEWING), ("loc", "Đỗ Hữu Lộc", SHOES)
    )  # fmt: skip
    for username, name, unit in officials:
        person = people.enrol(full_name=name, address="", source="demo", is_demo=True)
        people.appoint(person, username=username, password=PASSWORD, second_factor=SECRET)
        unions.give_role(person, units[unit], access.CHAIR, on=_since())
    operator = get_user_model().objects.create_superuser("van.hanh", PASSWORD, full_name="Người vận hành (minh họa)")
    TOTP.activate(operator, SECRET)
    if role == "below":
        _people_and_returns(units)


def _since() -> Any:
    from datetime import date

    return date(2025, 7, 1)


def _found() -> dict[str, Any]:
    from hocvuso.unions import actions as unions

    new = unions.NewUnit
    return unions.found_many(
        (
            new(TOP, "Công đoàn tỉnh Sông Trăng (minh họa)", "province", None, is_demo=True),
            new(WARD, "Công đoàn phường Bến Nứa (minh họa)", "upper", TOP, is_demo=True),
            new(SEWING, "CĐCS Công ty May Bến Nứa (minh họa)", "grassroots", WARD, "214001", is_demo=True),
            new(SHOES, "CĐCS Công ty Giày Cánh Diều (minh họa)", "grassroots", WARD, "214002", is_demo=True),
        ),
        on=_since(),
    )


def _people_and_returns(units: dict[str, Any]) -> None:
    """Enter invented workers, hand in and accept the grassroots unions' returns; the ward's own waits for its chair."""
    from hocvuso.core.returns import month_before
    from hocvuso.people import actions as people
    from hocvuso.people import queries as persons
    from hocvuso.plumbing import clock
    from hocvuso.reports.returns import actions as returns
    from hocvuso.reports.returns import opening, queries
    from hocvuso.unions import actions as unions

    names = ("An", "Bình", "Cúc", "Dũng", "Hoa", "Lan", "Mai", "Nga", "Oanh", "Phúc", "Quý", "Sen")
    month = month_before(clock.today())
    for unit, family in ((SEWING, "Lò Thị"), (SHOES, "Vừ A")):
        for name in names:
            person = people.enrol(full_name=f"{family} {name}", address="", source="demo", is_demo=True)
            unions.employ(person, units[unit], on=_since())
            unions.join(person, units[unit], on=_since())
        unions.declare_headcount(units[unit], audience="worker", count=len(names), signed_by="Lê Thị Hạnh", on=_since())
    opening.open_month(month)
    chair = persons.official("mien")
    assert chair is not None
    for username, unit in (("hanh", SEWING), ("loc", SHOES)):
        person, row = persons.official(username), queries.of_month(units[unit], month)
        assert person is not None and row is not None
        returns.confirm(returns.Signer(person, "Lê Thị Hạnh"), row.id, edit=row.edit)
        returns.accept(returns.Signer(chair, "Trần Thị Miên"), row.id, version=1)


# --- make run-two


def code_now() -> str:
    """Return the six digits that the officials' phones show now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def run_two(folder: Path, ports: Sequence[int], *, anew: bool) -> int:
    """Prepare, serve, pair and send once; then wait for Ctrl+C."""
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    above, below = sites(folder, ports)
    print("Đang chuẩn bị hai nơi (lần đầu khoảng một phút) …", flush=True)
    prepare(above, below)
    with serving(above, below):
        pair(above, below)
        print(below.run("exchange", "send"), end="")
        print(f"\n  Cấp trên: {above.address}/cb/trao-doi   tài khoản quan, van.hanh\n"
              f"  Cấp dưới: {below.address}/cb/trao-doi   tài khoản mien, hanh, loc, van.hanh\n"
              f"  Mật khẩu: {PASSWORD}. Mã 6 số lúc này: bấm Enter để xem. Dừng: Ctrl+C\n\n"
              f"  Thử: dưới kia “mien” xác nhận báo cáo ở {below.address}/cb/bao-cao, bấm “Gửi ngay”;\n"
              f"  “quan” thấy ở {above.address}/cb/bao-cao, chấp nhận hoặc trả lại.\n", flush=True)  # fmt: skip
        import django

        os.environ.update(above.env)
        django.setup()
        try:
            while sys.stdin.readline():
                print(f"  Mã 6 số: {code_now()}", flush=True)
            signal.pause()  # nobody types: serve until Ctrl+C
        except KeyboardInterrupt:
            print()
    return 0


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb")
    verbs.add_parser("seed").add_argument("role", choices=("above", "below"))
    run = verbs.add_parser("run")
    run.add_argument("--folder", type=Path, default=ROOT / "var/two")
    run.add_argument("--ports", type=int, nargs=2, default=(8056, 8057))
    run.add_argument("--anew", action="store_true")
    given = parser.parse_args()
    if given.verb == "seed":
        seed(given.role)
        return 0
    return run_two(given.folder, given.ports, anew=given.anew)


if __name__ == "__main__":
    sys.exit(main())
