"""What stands written, as a voice has to say it: "OTP" → "ô tê pê", addresses letter by letter, "61%" in words.

A voice that meets a foreign word, an abbreviation or an address guesses; here nothing is left to guess. Order:
words of the lexicon and addresses first, then dates, hours, numbers, capitals, signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hocvuso.core.narration import numbers
from hocvuso.core.syllable import is_possible, is_possible_folded
from hocvuso.core.vntext import nfc

LETTERS: Mapping[str, str] = {
    "a": "a", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "f": "ép", "g": "giê", "h": "hát", "i": "i",
    "j": "gi", "k": "ca", "l": "e lờ", "m": "em mờ", "n": "en nờ", "o": "ô", "p": "pê", "q": "quy", "r": "e rờ",
    "s": "ét", "t": "tê", "u": "u", "v": "vê", "w": "vê kép", "x": "ích", "y": "i dài", "z": "dét",
}  # fmt: skip
_PARTS: Mapping[str, str] = {
    "www": "vê kép ba lần", "gov": "gốp", "vn": "vi en", "com": "com", "example": "ích xam pồ", "net": "nét",
    "org": "o gờ", "http": "hát tê tê pê", "https": "hát tê tê pê ét", "edu": "e đu",
}  # fmt: skip
_JOINTS: Mapping[str, str] = {".": "chấm", "@": "a còng", "-": "gạch ngang", "_": "gạch dưới", "/": "gạch chéo"}
_ADDRESS = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://)?(?:[a-zA-Z0-9-]+\.)+(?:vn|com|net|org|example|invalid)\b(?:/[\w./-]*)?"
)
_FILE = r"[\w-]+\.(?:jpe?g|png|pdf|docx?|xlsx?|pptx?|zip|rar|exe|apk|mp[34])\b"
_MONEY = r"(?:đồng|đ|₫)(?!\w)"
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+"
_CALLED = re.compile(r"\b(?:gọi|số|gửi|tổng đài|đường dây nóng|nhắn tới|bấm)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s*(?:đồng|đ\b|%|người|ngày|tháng|năm|phút|giờ|giây|lần|bước|câu|triệu|nghìn|tỷ|tuổi|ký tự|chữ|tin|máy|công)"
)
_CAPITALS = re.compile(r"(?<![\w@])([^\W\d_]{2,})(?!\w)")
_LETTER = re.compile(r"(?<![\w.])[BCDĐGHKLMNPQRSTVXFJWZ](?![\w’'])")
_FOREIGN = re.compile(r"[^\W\d_]+")
# Signs that a voice would name or stumble over, and what they stand for when read.
_SIGNS: tuple[tuple[str, str], ...] = (
    (r"\*\*", ""), (r"[“”\"„«»‘’']", ""), (r"\s*[–—]\s*", ", "), (r"\s*→\s*", ", rồi "), (r"\s*&\s*", " và "),
    (r"(?<=\w)/(?=\w)", " hoặc "), (r"\s*\(\s*", ", "), (r"\s*\)", ","), (r"…", "."), (r"\s*\+\s*", " cộng "),
    (r"\s*=\s*", " bằng "), (r"[#*_|<>{}\[\]~^`]", " "), (r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]", " "),
    (r",\s*(?=[,.;:!?])", ""), (r"\s+(?=[,.;:!?])", ""), (r"\s{2,}", " "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How names and signs are said: written → spoken; the longest wins, capitals count."""

    rows: Mapping[str, str]
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        longest = sorted((row for row in self.rows if row), key=len, reverse=True)
        parts = [f"{_edge(row[0], '<!')}{re.escape(row)}{_edge(row[-1], '!')}" for row in longest]
        object.__setattr__(self, "_pattern", re.compile("|".join([*parts, _ADDRESS, _FILE])))

    def over(self, rows: Iterable[tuple[str, str]]) -> Lexicon:
        """Return this lexicon with other rows that win over its own."""
        return Lexicon({**self.rows, **dict(rows)})

    def replaced(self, text: str) -> str:
        """Return `text` with every word of the lexicon and every address as it is said."""
        return self._pattern.sub(lambda found: self.rows.get(found[0]) or address(found[0]), text)


def _edge(letter: str, kind: str) -> str:
    """Return the look-around that keeps a row from matching inside a longer word."""
    return rf"(?{kind}\w)" if letter.isalnum() else ""


def say(text: str, lexicon: Lexicon) -> str:
    """Return one sentence as a voice has to say it; what is not understood stays as it was."""
    said = lexicon.replaced(nfc(text))
    said = _times(said)
    said = _amounts(said)
    said = _CAPITALS.sub(_capitals, said)
    said = _LETTER.sub(lambda found: LETTERS[found[0].casefold()], said)
    for sign, stands_for in _SIGNS:
        said = re.sub(sign, stands_for, said)
    return said.strip(" ,")


def _times(text: str) -> str:
    text = re.sub(r"\b24/7\b", "suốt ngày đêm", text)
    text = re.sub(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", _date, text)
    text = re.sub(r"\b(\d{1,2})/(\d{4})\b", _month, text)
    text = re.sub(r"\b(\d{1,3})/(\d{1,3})\b", _date, text)
    text = re.sub(r"\b([01]?\d|2[0-4])(?::|h)([0-5]\d)\b", lambda m: numbers.hour(int(m[1]), int(m[2])), text)
    text = re.sub(r"\b([01]?\d|2[0-4])h\b", lambda m: numbers.hour(int(m[1]), 0), text)
    return re.sub(r"\b(ngày|mồng|mùng) ngày\b", r"\1", text, flags=re.IGNORECASE)


def _month(found: re.Match[str]) -> str:
    month, year = int(found[1]), int(found[2])
    return f"tháng {numbers.cardinal(month)} năm {numbers.cardinal(year)}" if 1 <= month <= 12 else found[0]


def _date(found: re.Match[str]) -> str:
    day, month = int(found[1]), int(found[2])
    year = int(found[3]) if found.re.groups > 2 else None
    if 1 <= day <= 31 and 1 <= month <= 12:
        return f"ngày {numbers.date(day, month, year)}"
    return f"{numbers.cardinal(day)} trên {numbers.cardinal(month)}"


def _amounts(text: str) -> str:
    text = re.sub(rf"({_NUMBER})\s*{_MONEY}", lambda m: f"{_whole(m[1])} đồng", text)
    text = re.sub(r"\b(\d+),(\d+)\b", lambda m: numbers.decimal(m[1], m[2]), text)
    text = re.sub(r"(\d)\s*%", r"\1 phần trăm", text)
    # A telephone number: groups that begin with 0, or 1800 and 1900 with what follows.
    text = re.sub(r"\b(?:0\d*|1[89]00)(?:[ .\u00a0]\d{2,4})+\b", lambda m: numbers.digits(m[0]), text)
    is_called = _CALLED.search(text) is not None

    def one(found: re.Match[str]) -> str:
        plain = found[0]
        is_code = "." not in plain and (len(plain) > 6 or (plain.startswith("0") and len(plain) > 1))
        is_short_number = (
            is_called and "." not in plain and 3 <= len(plain) <= 5 and not _COUNTED.match(text[found.end() :])
        )
        return numbers.digits(plain) if is_code or is_short_number else _whole(plain)

    return re.sub(rf"(?<![\w.]){_NUMBER}(?!\w)", one, text)


def _whole(text: str) -> str:
    return numbers.cardinal(int(text.replace(".", "")))


def _capitals(found: re.Match[str]) -> str:
    """Say a word in capitals: as a word where it can be Vietnamese, else letter by letter."""
    if not found[1].isupper():
        return found[1]
    word = found[1].casefold()
    if is_possible(word) or (word.isascii() and len(word) > 2 and is_possible_folded(word)):
        return word
    return spelled(word)


def spelled(word: str) -> str:
    """Say a word letter by letter: "sms" → "ét em mờ ét"."""
    said = [LETTERS.get(letter) or (numbers.digits(letter) if letter.isdigit() else "") for letter in word.casefold()]
    return " ".join(each for each in said if each)


def address(text: str) -> str:
    """Say an e-mail or web address: parts that are syllables as such, the rest letter by letter."""
    parts = re.findall(r"[^\W_]+|[.@_/-]", text.removeprefix("https://").removeprefix("http://"))
    said = [
        _JOINTS.get(part) or _PARTS.get(part.casefold()) or _syllables(part.casefold()) or spelled(part)
        for part in parts
    ]
    return ", ".join(_grouped(said))


def _grouped(said: list[str]) -> list[str]:
    """Join each sign with what follows it, so that the pause comes before the sign."""
    joined: list[str] = []
    for part in said:
        if joined and joined[-1].rpartition(" ")[2] and joined[-1] in _JOINTS.values():
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def _syllables(word: str) -> str:
    """Split a run of letters into syllables, longest first; "" when something is left over."""
    if not word:
        return ""
    for length in range(min(len(word), 7), 0, -1):  # design: no Vietnamese syllable has more than seven letters
        head, rest = word[:length], word[length:]
        if length > 1 and is_possible_folded(head):
            tail = _syllables(rest) if rest else ""
            if tail or not rest:
                return f"{head} {tail}".strip()
    return ""


def unsaid(said: str) -> tuple[str, ...]:
    """Return the words of a spoken sentence that no Vietnamese voice can be expected to know, for the author."""
    words = (found[0] for found in _FOREIGN.finditer(said))
    return tuple(dict.fromkeys(word for word in words if not is_possible(word.casefold())))
