"""`hocvuso exchange`: pair, send, receive, status. Exit code 0 done, 1 something needs a look, 2 could not be done."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def run(argv: list[str]) -> int:
    """Run the command."""
    given = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        found: int = _VERBS[given.verb](given)
        return found


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="hocvuso exchange", description="Gửi, nhận với cấp trên và cấp dưới.")
    verbs = top.add_subparsers(dest="verb", required=True)
    status = verbs.add_parser("status", help="đã gửi, đã nhận đến đâu, việc tiếp theo là gì")
    send = verbs.add_parser("send", help="gửi mọi thứ đang chờ, qua mạng hoặc ra tệp")
    send.add_argument("--to", default="", metavar="TÊN", help="chỉ nơi này (tên, hoặc phần đầu mã)")
    send.add_argument("--file", type=Path, default=None, metavar="TỆP", help="ghi ra tệp để mang đi bằng thẻ nhớ")
    receive = verbs.add_parser("receive", help="đọc tệp mang đến; đọc hai lần vẫn tính một lần")
    receive.add_argument("file", type=Path, metavar="TỆP")
    invite = verbs.add_parser("invite", help="tạo mã để đọc cho nơi cấp dưới (dùng một lần)")
    invite.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị cao nhất của nơi đó")
    invite.add_argument("--by-file", action="store_true", help="nơi đó không có mạng: mã dùng với tệp, trong 7 ngày")
    pair = verbs.add_parser("pair", help="ghép với cấp trên bằng mã nghe đọc, qua mạng hoặc bằng hai tệp mang đi")
    way = pair.add_mutually_exclusive_group(required=True)
    way.add_argument("--address", metavar="ĐỊA_CHỈ", help="địa chỉ trang của cấp trên")
    way.add_argument("--write", type=Path, metavar="TỆP", help="không có mạng: ghi tệp giới thiệu để mang lên")
    way.add_argument("--read", type=Path, metavar="TỆP", help="không có mạng: đọc tệp trả lời mang về")
    pair.add_argument("--code", required=True, metavar="MÃ_SỐ")
    pair.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị cao nhất của nơi này")
    answer = verbs.add_parser("answer", help="đọc tệp giới thiệu của cấp dưới và ghi tệp trả lời để mang về")
    answer.add_argument("file", type=Path, metavar="TỆP")
    answer.add_argument("--write", type=Path, required=True, metavar="TỆP")
    verbs.add_parser("key", help="đổi khóa; khóa cũ còn được tin 90 ngày")
    verbs.add_parser("schema", help="in JSON Schema của phong bì cho người viết phần mềm khác")
    for each in (status, send, receive, invite, pair, answer):
        each.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    return top


def _said(facts: dict[str, Any], text: str, *, as_json: bool) -> None:
    print(json.dumps(facts, ensure_ascii=False, default=str) if as_json else text)


def _problem(refusal: Any, *, as_json: bool, **facts: Any) -> int:
    from hocvuso.exchange import words

    what, following = words.said(refusal.why), words.next_step(refusal.why)
    if as_json:
        print(json.dumps({**facts, "why": refusal.why, "detail": refusal.detail, "said": what}, ensure_ascii=False))
    print(f"✋ {what} {following}", file=sys.stderr)
    return 2


def _unit(code: str) -> Any:
    from hocvuso.plumbing import clock
    from hocvuso.unions import queries as unions

    line = unions.unit_by_code(code, clock.today())
    if line is None:
        print(f"✋ Không có đơn vị mã “{code}” ở đây.", file=sys.stderr)
    return line


def _status(given: argparse.Namespace) -> int:
    from hocvuso.exchange import queries

    found = queries.standings()
    if given.json:
        names = (
            "id", "name", "side", "unit", "address", "tone", "state", "next_step", "waiting", "rows_sent", "rows_there",
            "rows_missing", "rows_received", "held", "sent_at", "told_at", "received_at",
        )  # fmt: skip
        own = {"fingerprint": queries.own_fingerprint()}
        shown = [{name: getattr(each, name) for name in names} for each in found]
        print(json.dumps({**own, "partners": shown}, ensure_ascii=False, default=str))
    else:
        print(f"Khóa của nơi này: {queries.own_fingerprint()}")
        for each in found:
            print(f"{each.name}: {each.state}\n  đã gửi {each.rows_sent} dòng, bên kia có {each.rows_there}, "
                  f"thiếu {each.rows_missing} · đã nhận {each.rows_received} dòng · chờ quyết {each.held}\n"
                  f"  → {each.next_step}")  # fmt: skip
        if not found:
            print("Chưa ghép với nơi nào. Tạo mã: hocvuso exchange invite --unit MÃ")
    return 1 if any(each.tone != "ok" for each in found) else 0


def _chosen(named: str) -> list[Any]:
    from hocvuso.exchange import parts

    found = [each for each in parts.partners() if not named or each.name == named or str(each.id).startswith(named)]
    if not found:
        print("✋ Chưa ghép với nơi nào như vậy.", file=sys.stderr)
    return found


def _send(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions
    from hocvuso.exchange.carriers.https import Https

    partners = _chosen(given.to)
    if given.file is not None and len(partners) > 1:
        print("✋ Có nhiều nơi nhận: chọn một bằng --to.", file=sys.stderr)
        return 2
    worst = 0 if partners else 2
    for partner in partners:
        try:
            if given.file is not None:
                done: Any = actions.write_file(partner, given.file)
                text = f"Đã ghi {done.envelopes} phong bì cho {partner.name} vào {given.file}"
                facts = {"partner": partner.name, "file": str(given.file), "envelopes": done.envelopes}
            else:
                done = actions.push(partner, Https())
                text = f"{partner.name}: đã gửi {done.envelopes} phong bì, nhận {done.received}"
                facts = {"partner": partner.name, "envelopes": done.envelopes, "received": done.received}
            _said(facts, text, as_json=given.json)
        except actions.Refused as refusal:
            worst = max(worst, _problem(refusal, as_json=given.json, partner=partner.name))
    return worst


def _receive(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions

    done = actions.receive_file(given.file)
    name = done.partner.name if done.partner else ""
    facts = {"partner": name, "new": done.new, "before": done.before, "entered": done.entered, "ahead": done.ahead,
             "forked": done.forked}  # fmt: skip
    if done.problem is not None:
        return _problem(done.problem, as_json=given.json, **facts)
    _said(facts, f"{name}: {done.new} phong bì mới, {done.before} đã có từ trước", as_json=given.json)
    if done.ahead or done.forked:
        print("✋ Thiếu phần trước của: " + ", ".join(done.ahead + done.forked) + ". Đọc tệp trước đó đã.",
              file=sys.stderr)  # fmt: skip
        return 1
    return 0


def _invite(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions
    from hocvuso.plumbing.templating import full_time

    line = _unit(given.unit)
    if line is None:
        return 2
    made = actions.invite(line.id, by=None, is_by_file=given.by_file)
    _said({"code": made.code, "until": made.until, "unit": line.code},
          f"Mã cho {line.name}: {made.code}\nĐọc mã này cho người ở nơi đó nghe. Dùng một lần, đến "
          f"{full_time(made.until)}.", as_json=given.json)  # fmt: skip
    return 0


def _pair(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions

    line = _unit(given.unit)
    if line is None:
        return 2
    try:
        if given.write is not None:
            _write(given.write, actions.begin_by_file(given.code))
            _said({"file": str(given.write)}, f"Đã ghi tệp giới thiệu: {given.write}. Mang lên cấp trên, giữ mã lại để "
                  "đọc tệp trả lời.", as_json=given.json)  # fmt: skip
            return 0
        if given.read is not None:
            partner = actions.finish_by_file(given.code, _read(given.read), line.id, by=None)
        else:
            partner = actions.ask(given.address, given.code, line.id, by=None)
    except actions.Refused as refusal:
        return _problem(refusal, as_json=given.json)
    _said({"partner": partner.name, "id": partner.id}, f"Đã ghép với {partner.name}.", as_json=given.json)
    return 0


def _answer(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions

    try:
        _write(given.write, b"")  # a stick that takes nothing is found before the code is used up
        _write(given.write, actions.answer_by_file(_read(given.file)))
    except actions.Refused as refusal:
        return _problem(refusal, as_json=given.json)
    _said({"file": str(given.write)}, f"Đã ghép ở bên này. Mang tệp trả lời về cấp dưới: {given.write}",
          as_json=given.json)  # fmt: skip
    return 0


def _read(path: Path) -> bytes:
    from hocvuso.exchange import actions

    try:
        return path.read_bytes()
    except OSError as problem:
        raise actions.Refused("stick", problem.strerror or "") from problem


def _write(path: Path, data: bytes) -> None:
    from hocvuso.exchange import actions

    try:
        path.write_bytes(data)
    except OSError as problem:
        raise actions.Refused("stick", problem.strerror or "") from problem


def _key(given: argparse.Namespace) -> int:
    from hocvuso.exchange import actions, identity

    print(f"Khóa mới: {identity.fingerprint(actions.turn_over(by=None))}. Khóa cũ còn được tin 90 ngày.")
    return 0


def _schema(given: argparse.Namespace) -> int:
    from hocvuso.exchange import shapes

    print(json.dumps(shapes.schema(), ensure_ascii=False, indent=1, sort_keys=True))
    return 0


_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "status": _status, "send": _send, "receive": _receive, "invite": _invite, "pair": _pair, "answer": _answer,
    "key": _key, "schema": _schema,
}  # fmt: skip
