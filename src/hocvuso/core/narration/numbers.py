"""Vietnamese numbers, dates, hours and amounts as one says them: 2.000.000 đ → hai triệu đồng.

Northern forms (linh, nghìn, hai mươi tư); a voice of another region reads them with its own sounds.
"""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")
LARGEST = 10**12  # assumed: lessons name no larger sum; beyond it digits are said one by one


def digits(text: str) -> str:
    """Say digits one by one: 5656 → "năm sáu năm sáu"; anything that is no digit makes a short pause."""
    said = [DIGITS[int(letter)] if letter.isdigit() and letter.isascii() else "," for letter in text]
    return " ".join(said).replace(" ,", ",").strip(", ")


def cardinal(number: int) -> str:
    """Say a whole number from 0: 1205 → "một nghìn hai trăm linh năm"."""
    if number >= LARGEST:
        return digits(str(number))
    if number == 0:
        return DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    said = [
        _hundreds(group, is_first=place == len(groups) - 1) + _SCALES[place]
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(said)


def _hundreds(number: int, *, is_first: bool) -> str:
    """Say 1…999; after a larger group the hundreds are always named: một nghìn không trăm linh năm."""
    hundreds, rest = divmod(number, 100)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if rest:
        said.append(f"linh {DIGITS[rest]}" if said and rest < 10 else _tens(rest))
    return " ".join(said)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    if tens == 1:
        return "mười" + ("" if not ones else " lăm" if ones == 5 else f" {DIGITS[ones]}")
    last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(ones, f" {DIGITS[ones]}")
    return f"{DIGITS[tens]} mươi{last}"


def decimal(whole: str, fraction: str) -> str:
    """Say a decimal number: 1,25 → "một phẩy hai mươi lăm"; a fraction that begins with 0 digit by digit."""
    after = digits(fraction) if fraction.startswith("0") or len(fraction) > 2 else cardinal(int(fraction))
    return f"{cardinal(int(whole))} phẩy {after}"


def date(day: int, month: int, year: int | None) -> str:
    """Say a date without the word "ngày": 2/9/2026 → "hai tháng chín năm hai nghìn …"; 4/4 → "bốn tháng tư"."""
    named = "tư" if month == 4 else cardinal(month)
    return f"{cardinal(day)} tháng {named}" + (f" năm {cardinal(year)}" if year else "")


def hour(hours: int, minutes: int) -> str:
    """Say a time of day: 16:45 → "mười sáu giờ bốn mươi lăm"."""
    return f"{cardinal(hours)} giờ" + (f" {cardinal(minutes)}" if minutes else "")
