"""Put stand-ins in the place of personal data before a text leaves the site, and put the data back afterwards.

Unlike `core/masking`, which hides secrets for good, nothing is lost here: names, phone and identity numbers, e-mail
addresses come back where their stand-ins stand. Hiding too much does no harm, so any long number is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hocvuso.core import masking
from hocvuso.core.vntext import clean, nfc

_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# Six digits and more, however grouped: phones, identity and account numbers; amounts too, which come back unharmed.
_NUMBER = re.compile(r"(?<![\w/])\+?\d(?:[ .\-]?\d){5,}(?![\w/])")
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME_PART = rf"[{_UPPER}][^\W\d_]*"
_TITLE = (
    r"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]hủ tịch|[Pp]hó [Cc]hủ tịch|[Tt]hư ký"
    r"|[Tt]ổ trưởng|[Gg]iám đốc|[Ee]m)"
)
# Common surnames; with one or more capitalised words behind them they begin a person's name (own compilation).
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đào|Tô|Trương|Lương|Lò|Hà|Cao"
    "|Châu|Tạ|Vương|Quách|Lâm|Thái|Nông|Ma|Giàng|Thào|Vàng|Sùng|Y|K'|Kiều|Tăng|Chu|La|Phùng|Doãn|Tống"
)
_NAMES = (
    re.compile(rf"(?<!\w)(?P<name>(?:{_SURNAMES})(?: {_NAME_PART}){{1,4}})"),
    re.compile(rf"(?<!\w){_TITLE} (?P<name>{_NAME_PART}(?: {_NAME_PART}){{0,4}})"),
)
STAND_IN = re.compile(r"\[(?:TÊN|SỐ|THƯ)_\d+\]")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with stand-ins, and what each stands for."""

    text: str
    kept: Mapping[str, str]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left that masking would hide; otherwise the text must not leave the site."""
        return not masking.mask(STAND_IN.sub(" ", self.text)).kinds


def hide(text: str, names: Iterable[str] = ()) -> Hidden:
    """Hide e-mail addresses, long numbers, the given names, and what looks like a person's name."""
    kept: dict[str, str] = {}

    def stand_in(kind: str, found: str) -> str:
        known = next((mark for mark, value in kept.items() if value == found and mark.startswith(f"[{kind}_")), "")
        mark = known or f"[{kind}_{len(kept) + 1}]"
        kept[mark] = found
        return mark

    # A stand-in that somebody typed would be taken for one of ours.
    shown = STAND_IN.sub(" ", nfc(text))
    shown = _EMAIL.sub(lambda match: stand_in("THƯ", match[0]), shown)
    shown = _NUMBER.sub(lambda match: stand_in("SỐ", match[0]), shown)
    for name in sorted({clean(each) for each in names if len(clean(each)) > 1}, key=len, reverse=True):
        shown = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda match: stand_in("TÊN", match[0]), shown, flags=re.I)
    for pattern in _NAMES:
        shown = pattern.sub(lambda match: _before(match) + stand_in("TÊN", match["name"]), shown)
    return Hidden(shown, kept)


def _before(match: re.Match[str]) -> str:
    """The title in front of a name stays: it tells the model how to speak of the person."""
    return match[0][: match.start("name") - match.start()]


def put_back(text: str, kept: Mapping[str, str]) -> str | None:
    """Return the text with what the stand-ins stand for; None where one is missing or was made up."""
    if set(STAND_IN.findall(text)) != set(kept):
        return None
    return STAND_IN.sub(lambda match: kept[match[0]], text)
