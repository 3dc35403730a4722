"""Who is the same person: within one list, and between a list and those whom the site knows.

Decided: one key alone proves little (a phone is shared in a family, a name by thousands), so two must agree; a
member's number or an employee's code within its unit may stand with a name that does not contradict it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hocvuso.core.roster.fields import PHONE, Fault, Line
from hocvuso.core.vntext import search_key

NEW, SAME, QUESTION = "new", "same", "question"


@dataclass(frozen=True, slots=True)
class Known:
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is: NEW, the SAME as `person`, or a QUESTION that a person must answer."""

    state: str
    person: str = ""
    fault: Fault | None = None


def years_agree(one: str, other: str) -> bool:
    """Tell whether two births can be the same: equal, or one is only the year of the other."""
    return one == other or (len(one) == 4 or len(other) == 4) and one[:4] == other[:4]


def judge(line: Line, known: Iterable[Known]) -> Verdict:
    """Return what a line is among those who share any key with it; the strongest agreement wins."""
    name = search_key(line.name)
    best, person, is_here = 0, "", False
    for each in known:
        strength = _strength(line, name, each)
        if strength > best or (strength == best and strength and each.is_here and not is_here):
            best, person, is_here = strength, each.person, each.is_here
    if best >= _CERTAIN:
        return Verdict(SAME, person)
    if best >= _DOUBTFUL:
        return Verdict(QUESTION, person, Fault(PHONE, "phone_taken", line.phone))
    return Verdict(NEW)


# Decided: strengths of agreement; from _CERTAIN on it is the same person, from _DOUBTFUL on somebody is asked.
_CERTAIN, _DOUBTFUL = 3, 1


def _strength(line: Line, name: str, known: Known) -> int:
    same_name = name == known.name
    same_birth = bool(line.birth and known.birth) and years_agree(line.birth, known.birth)
    other_birth = bool(line.birth and known.birth) and not same_birth
    same_phone = bool(line.phone) and line.phone == known.phone
    if line.member and line.member == known.member and (same_name or same_birth):
        return 6
    if line.employee and line.employee == known.employee and known.is_here and (same_name or same_birth):
        return 5
    if same_phone and same_name and not other_birth:
        return 4
    if same_name and same_birth and known.is_here and not _other_phone(line, known):
        return 4 if len(line.birth) > 4 and len(known.birth) > 4 else 3
    if same_name and known.is_here and not other_birth and _bare(line, known):
        return 3
    # Elsewhere a number alone says nothing: asking about it would tell that the site knows it.
    return 1 if same_phone and known.is_here else 0


def _other_phone(line: Line, known: Known) -> bool:
    """Tell whether phones speak against it: people change numbers, but with only a year of birth that is too little."""
    exact = len(line.birth) > 4 and len(known.birth) > 4
    return bool(line.phone and known.phone) and line.phone != known.phone and not exact


def _bare(line: Line, known: Known) -> bool:
    """Tell whether a name is all that both sides have: the same list of bare names read again changes nothing."""
    return not (line.phone or line.birth or line.employee or line.member or known.phone or known.birth
                or known.employee or known.member)  # fmt: skip


class Seen:
    """The keys of one file as it streams by: finds rows that repeat an earlier one or share its phone."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], int] = {}
        self._phones: dict[str, tuple[int, str]] = {}

    def judge(self, line: Line) -> tuple[int, Fault | None]:
        """Return (the earlier row of the same person or 0, a question about a phone that two people share)."""
        name = search_key(line.name)
        identity = (name, line.phone, line.birth, line.employee, line.member)
        earlier = self._rows.setdefault(identity, line.number)
        if earlier != line.number:
            return earlier, None
        if not line.phone:
            return 0, None
        first, holder = self._phones.setdefault(line.phone, (line.number, name))
        if first == line.number:
            return 0, None
        if holder == name:
            return 0, Fault(PHONE, "repeated_differs", line.phone, str(first))
        return 0, Fault(PHONE, "phone_twice", line.phone, str(first))
