"""Hide secrets that people paste: one-time codes, passwords, card, identity, phone and account numbers.

Runs before anything is stored, logged or shown. What is found is replaced by a placeholder that names its
kind. Amounts, years, public short numbers (156, 113, 5656), file numbers and step numbers stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from hocvuso.core.vntext import fold_in_place, nfc

PLACEHOLDERS = {
    "card": "[SỐ THẺ ĐÃ CHE]",
    "identity": "[SỐ GIẤY TỜ ĐÃ CHE]",
    "phone": "[SỐ ĐIỆN THOẠI ĐÃ CHE]",
    "account": "[SỐ TÀI KHOẢN ĐÃ CHE]",
    "code": "[MÃ ĐÃ CHE]",
    "password": "[MẬT KHẨU ĐÃ CHE]",
}
KINDS = tuple(PLACEHOLDERS)

# What nobody sees but what parts a number for the eye of a machine, and what databases refuse (NUL, half characters).
_UNSEEN, _WHITE = frozenset(("Cf", "Cc", "Cs", "Cn")), frozenset("\n\r\t")

# All patterns read the folded text (lower case, no marks, same length), so "mã" and "ma" are one.
_DIGITS = re.compile(r"(?<![\w.,/+])(?<!\d-)\+?\d(?:[ .\-]?\d)*(?![\w/]|[.,:]\d)")
_ONE_RUN = re.compile(r"\+?\d(?:[.\-]?\d)*")
_UNIT_AFTER = re.compile(
    r"\s{0,2}(?:d|vnd|dong|k|nghin|ngan|tr|trieu|cu|ty|ti|usd|dola|lit|chai|xi|mah|%)\b", re.IGNORECASE
)
_GROUPED_MONEY = re.compile(r"[+\-]?\d{1,3}(?:\.\d{3})+")
_PHONE = re.compile(r"(?:\+?84|0)(?:[35789]\d{8}|2\d{8,9})")
# Words that make a number of 4 to 8 digits a secret, however they are typed.
_SECRET_WORD = re.compile(
    r"\b(?:otp|o t p|ma|xac nhan|xac thuc|xac minh|mat khau|mat ma|mk|pass|password|passcode|pin|cvv|cvc"
    r"|kich hoat|so (?:trong|o|tren) tin(?: nhan)?)\b"
)
_STRONG_WORD = re.compile(r"\b(?:otp|o t p|mat khau|mat ma|mk|pass|password|passcode|pin|cvv|cvc)\b")
_CHECK_CODE = re.compile(r"\b(?:cvv|cvc)2?\b")
# "mà" (but), "má" (mother): typed with its mark, the word is not "mã" (code).
_OTHER_THAN_CODE = re.compile(r"\bm[àáảạ]\b", re.IGNORECASE)
# A code read out in words: "một hai ba bốn", "không chín tám"; four words at least, as short codes have.
_WORD_DIGITS = {
    "khong": "0", "linh": "0", "mot": "1", "moc": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5",
    "lam": "5", "sau": "6", "bay": "7", "bai": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_ONE_WORD_DIGIT = "(?:" + "|".join(sorted(_WORD_DIGITS, key=len, reverse=True)) + r"|\d)"
_SPELT = re.compile(rf"(?<![\w.,/+]){_ONE_WORD_DIGIT}(?:[ ,.\-]{{1,3}}{_ONE_WORD_DIGIT}){{3,18}}(?!\w)")
# "mã" of a thing that is no secret.
_PUBLIC_CODE = re.compile(
    r"\bma (?:so )?(?:ho so|don|van don|vung|loi|giam|hang|san pham|thue|nhan vien|lop|phong|quoc gia|buu|vai|lo"
    r"|khach|hop dong|giao dich|tra cuu|khuyen mai|goi|moi|vach|mau)\b"
)
_BEFORE_SHORT_NUMBER = re.compile(
    r"(?:tong dai|dau so|gui(?: toi| den| ve)?|toi so|den so|nhan toi|goi|soan|nam|bai|buoc|ngay|thang|luc"
    r"|phong|so nha|xe)\s*:?\s*$"
)
_ACCOUNT_WORD = re.compile(r"\b(?:stk|so tai khoan|so tk|tai khoan|tk|acc)\b")
# Between "tài khoản" and an amount stands what happened to the money.
_MONEY_VERB = re.compile(
    r"\b(?:tru|con|mat|rut|nap|chuyen|nhan|du|cong|tang|giam|vay|tieu|thieu|them|phi|so du|ngay|nam|luc|gio)\b"
)
_IDENTITY_WORD = re.compile(r"\b(?:cccd|cmnd|cmt|can cuoc|chung minh|dinh danh|giay to|so ho chieu)\b")
_CARD_WORD = re.compile(r"\b(?:the|card|visa|mastercard|napas|atm)\b")
# Whose or of what a password is.
_OWNER = (
    "(?:cua|cho|facebook|fb|zalo|gmail|mail|yahoo|icloud|google|tiktok|vneid|wifi|mang|may|dien thoai|tai khoan"
    "|ngan hang|app|nha|xuong|cong ty|lop|em|toi|minh|tui|anh|chi|con|me|bo|vo|chong|cu|moi)"
)
_PASSWORD = re.compile(
    rf"\b(?:mat khau|mat ma|password|pass|mk)(?: {_OWNER}){{0,4}}"
    r"\s*(?:la|:|=)\s*(?P<secret>[^\s\[\]\0]{4,40})"
)
_MASKED = re.compile("|".join(re.escape(placeholder) for placeholder in PLACEHOLDERS.values()))
_LONGEST_WORD = 7  # published: letters of "nghiêng", the longest Vietnamese syllable
_LEAST_LONG = 10  # assumed: digits of a number that nobody writes for an amount unless it is round
# How far a secret word may stand from its number, in characters before and after (assumed: one clause).
_REACH_BEFORE = 45
_REACH_AFTER = 30


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without secrets and the kinds that were found, in the order of `KINDS`."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace every secret by its placeholder. Masking a masked text changes nothing. Never raises."""
    found: set[str] = set()
    shown = "".join(letter for letter in nfc(text) if letter in _WHITE or unicodedata.category(letter) not in _UNSEEN)
    while True:
        # Again until nothing is found: a placeholder is shorter or longer than what it hides, so that a
        # second number may come within reach of the same word.
        masked = _mask_once(shown, found)
        if masked == shown:
            return Masked(shown, tuple(kind for kind in KINDS if kind in found))
        shown = masked


def without_placeholders(text: str) -> str:
    """A masked text as it is searched: nothing stands where a secret stood."""
    return _MASKED.sub(" ", text)


def _mask_once(text: str, found: set[str]) -> str:
    plain = _plain(text)
    spans = [(*match.span("secret"), "password") for match in _PASSWORD.finditer(plain) if _is_password(match)]
    spans += [(*match.span(), kind) for match in _SPELT.finditer(plain) if (kind := _spelt_kind(match))]
    for match in _DIGITS.finditer(plain):
        for begin, end, kind in _secrets_in(plain, *match.span()):
            if not any(other_begin < end and begin < other_end for other_begin, other_end, _ in spans):
                spans.append((begin, end, kind))
    for begin, end, kind in sorted(spans, reverse=True):
        text = text[:begin] + PLACEHOLDERS[kind] + text[end:]
        found.add(kind)
    return text


def _plain(text: str) -> str:
    """The folded text, letter for letter, so that places in it are places in the text."""
    text = _OTHER_THAN_CODE.sub("\0\0", text)
    return _MASKED_PLAIN.sub(lambda match: "\0" * len(match[0]), fold_in_place(text))


_MASKED_PLAIN = re.compile("|".join(re.escape(fold_in_place(placeholder)) for placeholder in PLACEHOLDERS.values()))


def _is_password(match: re.Match[str]) -> bool:
    """A password holds a digit, or is longer than any Vietnamese word; "mật khẩu là gì" is neither."""
    secret = match["secret"].strip(".,;:?!\"'")
    return (
        len(secret) >= 4
        and (any(letter.isdigit() for letter in secret) or len(secret) > _LONGEST_WORD)
        and not _UNIT_AFTER.match(match.string, match.end("secret"))
    )


def _spelt_kind(match: re.Match[str]) -> str:
    """Kind of secret that digits read out in words are; figures alone are left to the rules for figures."""
    words = re.findall(r"[a-z]+|\d", match[0])
    if all(word.isdigit() for word in words):
        return ""
    digits = "".join(_WORD_DIGITS.get(word, word) for word in words)
    return _named(match.string, *match.span(), digits)


def _secrets_in(plain: str, begin: int, end: int) -> list[tuple[int, int, str]]:
    """The secrets in a run of digits: the whole of it, else each of the numbers that spaces part."""
    kind = _kind(plain, begin, end)
    if kind:
        return [(begin, end, kind)]
    parts = [match.span() for match in _ONE_RUN.finditer(plain, begin, end)]
    if len(parts) < 2:
        return []
    return [(*part, kind) for part in parts if (kind := _kind(plain, *part))]


def _kind(plain: str, begin: int, end: int) -> str:
    """Kind of secret that the digits from `begin` to `end` are, "" if they are none."""
    typed = plain[begin:end]
    if _UNIT_AFTER.match(plain, end) or _GROUPED_MONEY.fullmatch(typed):
        return ""
    return _named(plain, begin, end, re.sub(r"\D", "", typed), with_plus=typed.startswith("+"))


def _named(plain: str, begin: int, end: int, digits: str, *, with_plus: bool = False) -> str:
    """Kind of secret that `digits` are, standing in `plain` from `begin` to `end`; "" if they are none."""
    before, after = plain[max(0, begin - _REACH_BEFORE) : begin], plain[end : end + _REACH_AFTER]
    number = _Number(digits, before, after, with_plus)
    return next((kind for is_kind, kind in _RULES if is_kind(number)), "")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as typed, with the words around it (folded)."""

    digits: str
    before: str
    after: str
    with_plus: bool

    @property
    def near(self) -> str:
        """The words on both sides, with a wall between them."""
        return f"{self.before} \0 {self.after}"


def _is_card(number: _Number) -> bool:
    if not 13 <= len(number.digits) <= 19:
        return False
    # 16 or 19 digits: bank cards; with a word for card beside them a mistyped one is hidden too.
    return _luhn(number.digits) or (len(number.digits) in (16, 19) and _CARD_WORD.search(number.near) is not None)


def _luhn(digits: str) -> bool:
    """The check digit of cards (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and len(set(digits)) > 1


def _is_phone(number: _Number) -> bool:
    return _PHONE.fullmatch(("+" if number.with_plus else "") + number.digits) is not None


def _is_account(number: _Number) -> bool:
    if not 6 <= len(number.digits) <= 19:
        return False
    words = list(_ACCOUNT_WORD.finditer(number.before))
    if words and not _MONEY_VERB.search(number.before[words[-1].end() :]):
        return True
    if words and len(number.digits) >= _LEAST_LONG and not number.digits.endswith("000"):
        return True  # "tài khoản nhận lương 6512 0000 123456": what is so long and not round is no amount
    follows = _ACCOUNT_WORD.search(number.after)
    return follows is not None and re.search(r"\b(?:la|do|so)\b", number.after[: follows.start()]) is not None


def _is_identity(number: _Number) -> bool:
    if len(number.digits) == 12:
        return True
    if len(number.digits) != 9:
        return False
    return _IDENTITY_WORD.search(number.near) is not None or not number.digits.endswith("000")


def _is_code(number: _Number) -> bool:
    if _CHECK_CODE.search(number.near):
        return 3 <= len(number.digits) <= 4
    if not 4 <= len(number.digits) <= 8 or _BEFORE_SHORT_NUMBER.search(number.before):
        return False
    if _STRONG_WORD.search(number.near):
        return True
    if _is_year(number.digits) or _PUBLIC_CODE.search(number.near):
        return False
    return _SECRET_WORD.search(number.near) is not None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


_RULES: tuple[tuple[Callable[[_Number], bool], str], ...] = (
    (_is_card, "card"),
    (_is_phone, "phone"),
    (_is_account, "account"),
    (_is_identity, "identity"),
    (_is_code, "code"),
)
