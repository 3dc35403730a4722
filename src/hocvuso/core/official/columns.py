"""What the heading of a column in an official table means.

Headings are compared on their folded words, so marks, capitals and punctuation do not matter. The lists are our own
compilation of how decisions, guides and work plans head such tables; no official annex was seen.
"""

from __future__ import annotations

import re

from hocvuso.core.vntext import search_key

CODE, ORDINAL, TITLE, AREA, LEVEL, AUDIENCE, DETAIL, HOURS = (
    "code", "ordinal", "title", "area", "level", "audience", "detail", "hours",
)  # fmt: skip
NOTHING = ""
LONGEST_HEADING = 60  # assumed: longer cells are sentences, not headings

_WORDS = {
    CODE: "ma|ma so|ma ky nang|ma nang luc|ma so ky nang|ma so nang luc|code|ky hieu|so hieu|ma thanh phan|ma hieu"
    "|ma chi bao|ma noi dung",
    ORDINAL: "stt|tt|so tt|so thu tu|no|thu tu|order",
    TITLE: "ky nang|ten ky nang|ten nang luc|nang luc|nang luc thanh phan|kien thuc ky nang|kien thuc ky nang so"
    "|ky nang so|ky nang so co ban|noi dung ky nang|ten ky nang so|title|skill|competence|ky nang thanh phan"
    "|kien thuc va ky nang|kien thuc|ky nang co ban|ten thanh phan|noi dung kien thuc ky nang|ten",
    AREA: "nhom|linh vuc|mien|mien nang luc|nhom ky nang|nhom nang luc|chu de|module|mo dun|area|domain|hop phan"
    "|linh vuc ky nang|phan|nhom kien thuc|nhom kien thuc ky nang|nhom noi dung",
    LEVEL: "muc|muc do|bac|cap do|trinh do|level|muc dat|bac nang luc|muc do yeu cau|muc do thanh thao",
    AUDIENCE: "doi tuong|nhom doi tuong|audience|danh cho|ap dung cho|doi tuong ap dung|nhom nguoi hoc",
    DETAIL: "mo ta|yeu cau|yeu cau can dat|bieu hien|noi dung chi tiet|noi dung cu the|dien giai|tieu chi"
    "|description|muc tieu|chi bao|mo ta chi tiet|yeu cau toi thieu|ket qua|mo ta ky nang|noi dung|yeu cau cu the",
    HOURS: "so gio|thoi luong|so tiet|gio hoc|hours|so gio hoc|so phut|minutes|thoi luong hoc|thoi gian hoc",
}
_MEANING = {word: field for field, words in _WORDS.items() for word in words.split("|")}
_IN_BRACKETS = re.compile(r"[(\[{].*?[)\]}]|[(\[{].*$")


def meaning(heading: str) -> str:
    """Return the field that a heading names, or nothing."""
    if len(heading) > LONGEST_HEADING:
        return NOTHING
    for text in (_IN_BRACKETS.sub(" ", heading), heading):
        found = _MEANING.get(search_key(text))
        if found:
            return found
    words = search_key(_IN_BRACKETS.sub(" ", heading)).split()
    # "Kỹ năng số cho người lao động": the first two words or more name the column, the rest tells whom it is for.
    for length in range(len(words) - 1, 1, -1):
        found = _MEANING.get(" ".join(words[:length]))
        if found:
            return found
    return NOTHING


# Published usage of Vietnamese schools: a period ("tiết") has 45 minutes.
_UNITS = (("tiet", 45), ("phut", 1), ("minute", 1), ("gio", 60), ("hour", 60))
_HOUR = 60  # decided: a bare number under a heading without a unit means hours
_NUMBER = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?")
MOST_MINUTES = 200 * 60  # assumed: no single row takes longer


def minutes(text: str, heading: str) -> int | None:
    """Return the minutes of "2", "1,5 giờ", "90 phút", "2 tiết"; None for what is no time. The unit may stand above."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    rest = search_key(text.strip()[found.end() :])
    unit = _unit(rest) if rest else _unit(search_key(heading)) or _HOUR
    if not unit:
        return None
    value = round(float(f"{found[1]}.{found[2] or 0}") * unit)
    return value if 0 < value <= MOST_MINUTES else None


def _unit(key: str) -> int:
    return next((size for word, size in _UNITS if word in key.split()), 0)
