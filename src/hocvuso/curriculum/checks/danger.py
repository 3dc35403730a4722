"""What must not stand in a lesson: addresses and numbers that could be real, codes, asking for secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hocvuso.core.machine_orders import gives_orders
from hocvuso.curriculum.checks.passages import Passage, passages
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

_DOMAIN = re.compile(r"(?<![\w.@-])(?:[\w-]+@)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w-])", re.IGNORECASE)
_INVENTED = (".example", ".invalid")
_FILE_ENDINGS = frozenset(
    {"apk", "csv", "doc", "docx", "gif", "ipa", "jpeg", "jpg", "mov", "mp3", "mp4", "ods", "odt", "pdf"}
    | {"png", "ppt", "pptx", "svg", "txt", "xls", "xlsx", "zip"}
)
# Endings that lessons teach to look for; alone they are nobody's address.
_TAUGHT_ENDINGS = frozenset({"gov.vn", "com.vn", "edu.vn", "org.vn", "net.vn"})
_DIGITS = re.compile(r"(?<![\w+])\+?\d+(?:[ .-]\d+)*(?![\w])")
_AMOUNT = re.compile(r"^[1-9]\d{0,2}(?:[. ]\d{3})+$")
_MONEY_AFTER = re.compile(r"^\s?(?:đ|đồng|vnd|vnđ|k|nghìn|ngàn|triệu|tr)\b", re.IGNORECASE)
_DAY = re.compile(r"^(?:\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}-\d{2}-\d{2})$")
_HOTLINE = re.compile(
    r"(?:gọi|số|gửi|tới|đến|báo|bấm|hoặc)\s+(?:số\s+|ngay\s+)?(11[1-5]|156|5656|1022|1[89]00\d*)\b",
    re.IGNORECASE,
)
_NOBODY = "0000"  # published: content format, rule 9: no subscriber's number begins with it
_CODE_LENGTH = 6  # published: content format, rule 9
_SHORTEST_NUMBER = 7  # assumed: shorter runs of digits are nobody's telephone, account or paper

_KEPT = r"(?:mã\s+(?:otp|pin|xác thực|xác nhận|bảo mật)|otp|mật khẩu|mã pin|số thẻ|số cvv|mã cvv|cvv)"
_GIVE = r"(?:đọc|gửi|nhập|gõ|nói|cung cấp|điền|nhắn|đưa|khai)"
_TO_US = (
    r"(?:cho\s+(?:chúng tôi|tôi|mình|trợ lý|cán bộ|nhân viên|tổ trưởng|người hướng dẫn|giảng viên"
    r"|thầy|cô giáo|ban tổ chức|công đoàn|công ty|ngân hàng|công an)"
    r"|vào đây|ở đây|tại đây|lên đây|vào ô (?:này|dưới)|bên dưới)"
)
_ASKS = re.compile(rf"\b{_GIVE}\b[^.!?;:,\n]{{0,20}}?\b{_KEPT}\b[^.!?;:,\n]{{0,30}}?\b{_TO_US}", re.IGNORECASE)
_TYPES_HERE = re.compile(rf"\b{_GIVE}\b[^.!?;:,\n]{{0,12}}?\b{_KEPT}\b\s+của\s+(?:bạn|anh/chị)", re.IGNORECASE)
_WARNS = re.compile(r"\b(?:không|đừng|chớ|chưa|đòi|xin|bảo|bắt|kêu|yêu cầu|lỡ|ai|vì sao|kẻ gian|họ)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?…\n]+")


def real_addresses(text: str) -> list[str]:
    """Return the web and mail addresses in `text` that could be somebody's."""
    found = [match[1].lower() for match in _DOMAIN.finditer(text)]
    return [
        name
        for name in found
        if not name.endswith(_INVENTED) and name not in _TAUGHT_ENDINGS and name.rpartition(".")[2] not in _FILE_ENDINGS
    ]


def real_numbers(text: str) -> list[str]:
    """Return runs of digits in `text` that could be a telephone, account, card, paper or six-digit code."""
    found = []
    for match in _DIGITS.finditer(text):
        run = match[0]
        digits = re.sub(r"\D", "", run)
        harmless = (
            digits.startswith(_NOBODY)
            or _AMOUNT.match(run)
            or _DAY.match(run)
            or _MONEY_AFTER.match(text[match.end() :])
        )
        if not harmless and (len(digits) == _CODE_LENGTH or len(digits) >= _SHORTEST_NUMBER):
            found.append(run)
    return found


def asks_for_secret(text: str, *, is_prompt: bool = False) -> str:
    """Return the sentence in which our own voice asks for a code, password or card number; else ""."""
    for sentence in _SENTENCES.split(text):
        if _WARNS.search(sentence):
            continue
        if _ASKS.search(sentence) or (is_prompt and _TYPES_HERE.search(sentence)):
            return sentence.strip()
    return ""


def check(library: Library) -> Iterator[Problem]:
    """Yield dangerous words of every passage."""
    for passage in passages(library):
        yield from _addresses_and_numbers(passage)
        if passage.role in ("standard", "easy"):
            yield from _voice(passage)


def _addresses_and_numbers(passage: Passage) -> Iterator[Problem]:
    for name in real_addresses(passage.text):
        what = f"Địa chỉ “{name}” trong “{passage.field}” có thể là của người thật."
        yield passage.problem(what, "Dùng địa chỉ có đuôi .example hoặc .invalid.", code="real-address")
    for number in real_numbers(passage.text):
        what = f"Dãy số “{number}” trong “{passage.field}” có thể là số thật hoặc mã thật."
        expected = "Dùng số bắt đầu bằng 0000; không viết ra mã sáu số; tiền thì viết 500.000đ."
        yield passage.problem(what, expected, code="real-number")


def _voice(passage: Passage) -> Iterator[Problem]:
    if gives_orders(passage.text):
        what = f"“{passage.field}” ra lệnh cho máy, không nói với người học."
        yield passage.problem(what, "Viết cho người đọc; không viết “bỏ qua quy tắc”.", code="orders-machine")
    hotline = _HOTLINE.search(passage.text)
    if hotline:
        what = f"Số {hotline[1]} viết thẳng vào “{passage.field}”."
        expected = "Dẫn qua sự kiện: {fact:ma-su-kien}, để đổi một nơi là đủ."
        yield passage.problem(what, expected, code="typed-hotline")
    sentence = asks_for_secret(passage.text, is_prompt=passage.field == "prompt")
    if sentence:
        what = f"Câu “{sentence}” hỏi xin mã, mật khẩu hoặc số thẻ."
        yield passage.problem(what, "Không bài nào được hỏi xin những thứ này.", code="asks-for-secret")
