"""`hocvuso channels rehearse|status`: pretended servers of Zalo and TikTok, and how the channels are."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys


def run(argv: list[str]) -> int:
    """Run the command: 0 done, 1 a channel needs a look, 2 nothing could be done."""
    top = argparse.ArgumentParser(prog="hocvuso channels", description="Kênh bên ngoài: Zalo, TikTok, email.")
    verbs = top.add_subparsers(dest="verb", required=True)
    rehearse = verbs.add_parser("rehearse", help="mở máy chủ thử của Zalo và TikTok trên máy này để tập")
    rehearse.add_argument("--port", type=int, default=8190, metavar="CỔNG", help="cổng của máy chủ thử (8190)")
    rehearse.add_argument("--site", default="http://127.0.0.1:8000", metavar="ĐỊA_CHỈ", help="trang đang chạy")
    status = verbs.add_parser("status", help="mỗi kênh đang thế nào, việc tiếp theo là gì")
    status.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    given = top.parse_args(argv)
    return _rehearse(given.port, given.site.rstrip("/")) if given.verb == "rehearse" else _status(as_json=given.json)


def _rehearse(port: int, site: str) -> int:
    from hocvuso.channels.rehearsal import serving
    from hocvuso.channels.rehearsal.phone import PHONE, FakePhone
    from hocvuso.channels.rehearsal.tiktok import FakeTikTok
    from hocvuso.channels.rehearsal.zalo import FakeZalo

    base = f"http://127.0.0.1:{port}"
    zalo, tiktok = FakeZalo(), FakeTikTok(base=base)
    try:
        server = serving.made(FakePhone(zalo, tiktok, site), port)
    except OSError as problem:
        print(f"✋ Không mở được cổng {port}: {problem.strerror}. Thử --port khác.", file=sys.stderr)
        return 2
    print(f"Máy chủ thử đang chạy. Điện thoại thử: {base}{PHONE}\n\nMở trang với:\n")
    for name, value in settings_for(base, zalo, tiktok).items():
        print(f"export {name}={value}")
    print("\nRồi vào /cb/kenh bằng tài khoản vận hành, bấm “Nối”. Dừng: Ctrl+C", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


def settings_for(base: str, zalo: object, tiktok: object) -> dict[str, str]:
    """Return the settings with which a site speaks to the pretended servers."""
    return {
        "ZALO_APP_ID": str(getattr(zalo, "app_id", "")),
        "ZALO_APP_SECRET": str(getattr(zalo, "app_secret", "")),
        "ZALO_OA_SECRET": str(getattr(zalo, "oa_secret", "")),
        **dict.fromkeys(("ZALO_OAUTH_URL", "ZALO_API_URL", "ZALO_BUSINESS_URL", "TIKTOK_API_URL"), base),
        "TIKTOK_SIGN_IN_URL": base,
        "TIKTOK_CLIENT_KEY": str(getattr(tiktok, "client_key", "")),
        "TIKTOK_CLIENT_SECRET": str(getattr(tiktok, "client_secret", "")),
    }


def _status(*, as_json: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from django.conf import settings
    from django.utils import translation

    from hocvuso.channels import looking

    with translation.override(settings.LANGUAGE_CODE):
        found = looking.channels()
    if as_json:
        names = ("channel", "is_on", "is_connected", "tone", "state", "next_step", "waiting", "sent", "quota")
        print(json.dumps([{name: getattr(each, name) for name in names} for each in found], ensure_ascii=False))
    else:
        for each in found:
            quota = f"/{each.quota}" if each.quota else ""
            print(
                f"{each.name}: {each.state} · chờ {each.waiting} · gửi hôm nay {each.sent}{quota}\n  → {each.next_step}"
            )
    return 1 if any(each.tone == "care" for each in found) else 0
