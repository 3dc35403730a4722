"""Who is the same person: within one list, and between a list and those whom the site knows.

Decided: one key alone proves little (a phone is shared in a family, a name by thousands), so two must agree; a
member's number or an employee's code within its unit may stand with a name that does not contradict it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from hocvuso.core.roster.fields import BIRTH, PHONE, Fault, Line
from hocvuso.core.vntext import search_key

NEW, SAME, QUESTION = "new", "same", "question"


@lru_cache(maxsize=8192)  # decided: a name is compared a dozen times while its part of a list is worked on
def name_key(name: str) -> str:
    """Return the form in which names are compared (vntext.search_key)."""
    return search_key(name)


class Known(NamedTuple):
    """Somebody whom the site knows, with the keys by which he can be found again.

    `is_here` says that he is on this unit's list, where fewer keys suffice. `name` is folded (vntext.search_key).
    """

    person: str
    name: str
    phone: str = ""
    birth: str = ""
    employee: str = ""
    member: str = ""
    is_here: bool = False


class Verdict(NamedTuple):
    """What a line is: NEW, the SAME as `person`, or a QUESTION that a person must answer."""

    state: str
    person: str = ""
    fault: Fault | None = None
    is_strong: bool = False  # a code or a number agrees, not only name and birth


_NOBODY = Verdict(NEW)


def years_agree(one: str, other: str) -> bool:
    """Tell whether two births can be the same: equal, or one is only the year of the other."""
    return one == other or ((len(one) == 4 or len(other) == 4) and one[:4] == other[:4])


def judge(line: Line, known: Collection[Known]) -> Verdict:
    """Return what a line is among those who share any key with it; the strongest agreement wins."""
    best, person, is_here = 0, "", False
    name = name_key(line.name) if known else ""
    for each in known:
        strength = _strength(line, name, each)
        if strength > best or (strength == best and strength and each.is_here and not is_here):
            best, person, is_here = strength, each.person, each.is_here
    if best >= _CERTAIN:
        return Verdict(SAME, person, is_strong=best >= _STRONG)
    if best >= _DOUBTFUL:
        return Verdict(QUESTION, person, Fault(PHONE, "phone_taken", line.phone))
    return _NOBODY


# Decided: strengths of agreement; from _CERTAIN on it is the same person, from _DOUBTFUL on somebody is asked; from
# _STRONG on a code or a number agrees, and nothing weaker can be nearer.
_STRONG, _CERTAIN, _DOUBTFUL = 5, 3, 1


def _strength(line: Line, name: str, known: Known) -> int:
    same_name = name == known.name
    same_birth = bool(line.birth and known.birth) and years_agree(line.birth, known.birth)
    other_birth = bool(line.birth and known.birth) and not same_birth
    same_phone = bool(line.phone) and line.phone == known.phone
    if line.member and line.member == known.member and (same_name or same_birth):
        return 7
    if line.employee and line.employee == known.employee and known.is_here and (same_name or same_birth):
        return 6
    if same_phone and same_name and not other_birth:
        return 5
    if known.is_here and same_name and not _other_codes(line, known):
        if same_birth and not _other_phone(line, known):
            return 4 if len(line.birth) > 4 and len(known.birth) > 4 else 3
        if not other_birth and _bare(line, known):
            return 3
    # Elsewhere a number alone says nothing: asking about it would tell that the site knows it.
    return 1 if same_phone and known.is_here else 0


def _other_codes(line: Line, known: Known) -> bool:
    """Tell whether codes speak against it: a firm gives no two codes to one person."""
    return bool(line.employee and known.employee and line.employee != known.employee) or bool(
        line.member and known.member and line.member != known.member
    )


def _other_phone(line: Line, known: Known) -> bool:
    """Tell whether phones speak against it: people change numbers, but with only a year of birth that is too little."""
    exact = len(line.birth) > 4 and len(known.birth) > 4
    return bool(line.phone and known.phone) and line.phone != known.phone and not exact


def _bare(line: Line, known: Known) -> bool:
    """Tell whether a name is all that both sides have: the same list of bare names read again changes nothing."""
    return not (line.phone or line.birth or line.employee or line.member or known.phone or known.birth
                or known.employee or known.member)  # fmt: skip


class Seen:
    """The keys of one file as it streams by: finds rows that repeat an earlier one or share its phone.

    Only 64-bit hashes are kept, 100,000 rows in about 30 MB; two different rows would share one in a file of that
    size with a chance of 3 in 10 thousand million (birthday bound).
    """

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._phones: dict[int, int] = {}  # phone → row
        self._births: dict[int, int] = {}  # name and day of birth → row
        self._names: dict[int, int] = {}  # row → name, where a phone is known
        self._codes: dict[int, int] = {}  # row → employee's and member's code, where a day of birth is known

    def judge(self, line: Line) -> tuple[int, Fault | None]:
        """Return (the earlier row of the same person or 0, a question about what two rows share)."""
        name = name_key(line.name)
        earlier = self._rows.setdefault(hash((name, line.phone, line.birth, line.employee, line.member)), line.number)
        if earlier != line.number:
            return earlier, None
        return 0, self._by_phone(line, name) or self._by_birth(line, name)

    def _by_phone(self, line: Line, name: str) -> Fault | None:
        if not line.phone:
            return None
        first = self._phones.setdefault(int(line.phone), line.number)
        if first == line.number:
            self._names[first] = hash(name)
            return None
        code = "repeated_differs" if self._names[first] == hash(name) else "phone_twice"
        return Fault(PHONE, code, line.phone, str(first))

    def _by_birth(self, line: Line, name: str) -> Fault | None:
        if len(line.birth) < 10:
            return None
        codes = hash((line.employee, line.member)) if line.employee or line.member else 0
        first = self._births.setdefault(hash((name, line.birth)), line.number)
        if first == line.number:
            self._codes[first] = codes
            return None
        if codes and self._codes[first]:  # different codes, otherwise the row had repeated or shared the phone
            return None
        return Fault(BIRTH, "birth_twice", "/".join(reversed(line.birth.split("-"))), str(first))
