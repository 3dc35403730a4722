"""The invented province: its unions at every level with believable sizes, drawn from a seed.

Seven units are always the same, so that a small demonstration is a part of the large one and manuals can name them.
The rest has the shape of a real province without resembling one: most grassroots unions have 20 to 80 people, a few
have thousands; schools and offices beside factories; some began early, some late, some are stuck.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count

MARK = "(minh họa)"
TOP = "ST"
FOUNDED = date(2025, 7, 1)  # the day on which commune and ward unions took over from the districts
OLDEST = date(2019, 1, 1)
DISTRICTS = 7
# Kinds of unit, in one place because the tree names them.
PROVINCE, SECTOR, ZONE, COMMUNE, DISTRICT = "province", "upper", "upper", "upper", "upper"
GRASSROOTS, MEMBER, SECTION, GROUP = "grassroots", "member_union", "section", "group"
# Shares of all units; what is left are sections and groups.
SECTORS, ZONES, COMMUNES, ROOTS = 0.012, 0.01, 0.075, 0.52
FIRST_JOIN_CODE = 300_000


@dataclass(frozen=True, slots=True)
class Trade:
    """What people at a grassroots union do: name, shares of women and young, and whether it is an office."""

    name: str
    women: float
    young: float
    group: str  # whose course and hours: worker | office
    audience: str  # worker | public_staff
    weight: int
    large: bool


TRADES = (
    Trade("Công ty May {}", 0.82, 0.45, "worker", "worker", 16, large=True),
    Trade("Công ty Giày {}", 0.78, 0.5, "worker", "worker", 10, large=True),
    Trade("Công ty Điện tử {}", 0.7, 0.65, "worker", "worker", 8, large=True),
    Trade("Công ty Thủy sản {}", 0.68, 0.3, "worker", "worker", 8, large=True),
    Trade("Công ty Gỗ {}", 0.4, 0.35, "worker", "worker", 8, large=True),
    Trade("Công ty Bao bì {}", 0.48, 0.4, "worker", "worker", 7, large=False),
    Trade("Công ty Cơ khí {}", 0.15, 0.35, "worker", "worker", 7, large=False),
    Trade("HTX Vận tải {}", 0.1, 0.2, "worker", "worker", 4, large=False),
    Trade("Công ty Xây dựng {}", 0.18, 0.3, "worker", "worker", 6, large=False),
    Trade("Siêu thị {}", 0.66, 0.6, "worker", "worker", 4, large=False),
    Trade("Trường mầm non {}", 0.97, 0.4, "office", "public_staff", 7, large=False),
    Trade("Trường THCS {}", 0.7, 0.25, "office", "public_staff", 7, large=False),
    Trade("Bệnh viện {}", 0.72, 0.4, "office", "public_staff", 3, large=True),
    Trade("Ban quản lý chợ {}", 0.55, 0.2, "office", "public_staff", 3, large=False),
)
OFFICE = Trade("", 0.52, 0.25, "office", "official", 0, large=False)
_FIRST = "Bến Bãi Cầu Cồn Đồi Đồng Gành Gò Hồ Lá Mây Nắng Ngõ Rặng Rừng Sóng Suối Sương Thềm Vàm Vườn Xóm"
_SECOND = (
    "Bông Cau Chuồn Cỏ Diều Đay Gai Gốm Khói Lau Lúa Lụa Mơ Mướp Nâu Nghệ Nhạn Nứa Ổi Quạt Sậy Sen Sim Tằm Thóc Tơ "
    "Tràm Trắng Tre Trúc Tím Vải Vạc Xanh"
)
SECTOR_NAMES = ("ngành Giáo dục", "ngành Y tế", "ngành Xây dựng", "ngành Công Thương", "ngành Giao thông",
                "ngành Nông nghiệp", "Viên chức", "ngành Thương mại", "ngành Du lịch", "ngành Môi trường")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An invented unit; `people` enter its list.

    `headcount`: what it declares beyond its list (share), None: nothing declared. `began`: weeks since its first
    invitations. `pace` 0…1: how eagerly people learn. `leaves`: codes of the units below it in which its people are
    members; empty: in itself. `district`: where it stood before July 2025.
    """

    code: str
    name: str
    kind: str
    parent: str = ""
    since: date = FOUNDED
    until: date | None = None
    district: str = ""
    join_code: str = ""
    people: int = 0
    trade: Trade = TRADES[0]
    headcount: float | None = None
    began: int = 8
    pace: float = 0.7
    region: str = ""
    leaves: tuple[str, ...] = field(default=())
    is_fixed: bool = False  # one of those that are always there


def fixed() -> tuple[Place, ...]:
    """Return the units of the small demonstration."""
    sewing, shoes, packing = TRADES[0], TRADES[1], TRADES[5]
    return (
        Place("ST", f"Công đoàn tỉnh Sông Trăng {MARK}", PROVINCE, since=OLDEST, is_fixed=True),
        Place("ST-BN", f"Công đoàn phường Bến Nứa {MARK}", COMMUNE, "ST", is_fixed=True),
        Place("ST-GD", f"Công đoàn KCN Gió Đông {MARK}", ZONE, "ST", is_fixed=True),
        Place("ST-BN-MAY", f"CĐCS Công ty May Bến Nứa {MARK}", GRASSROOTS, "ST-BN", join_code="214001", people=58,
              headcount=0.035, trade=sewing, is_fixed=True),
        Place("ST-BN-VAN", f"CĐCS HTX Vận tải Cầu Mây {MARK}", GRASSROOTS, "ST-BN", join_code="214002", people=9,
              trade=TRADES[7], is_fixed=True),
        Place("ST-GD-GIAY", f"CĐCS Công ty Giày Cánh Diều {MARK}", GRASSROOTS, "ST-GD", join_code="214003", people=34,
              headcount=0.118, trade=shoes, is_fixed=True),
        Place("ST-GD-TRE", f"CĐCS Công ty Bao bì Lá Tre {MARK}", GRASSROOTS, "ST-GD", join_code="214004", people=19,
              headcount=0.0, trade=packing, is_fixed=True),
    )  # fmt: skip


def province(units: int, people: int, seed: int) -> tuple[Place, ...]:
    """Return all units of a province of that many units and people, parents before children.

    Raises ValueError when there are fewer than 60 units or 15 people a unit: no province has that shape.
    """
    if units < 60 or people < 15 * units:
        raise ValueError("a province has at least 60 units, and 15 people a unit")
    chance = random.Random(f"{seed}:province")
    names = _invented_names(chance)
    small = fixed()
    uppers = _uppers(units, chance, names)
    officials = sum(each.people for each in uppers)
    number = int(units * ROOTS) - sum(each.kind == GRASSROOTS for each in small)
    sizes = _sizes(number, people - officials - sum(each.people for each in small), chance)
    parents = [each for each in uppers if each.people and each.kind != PROVINCE] + list(small[1:3])
    roots = [_root(place, size, chance.choice(parents), chance, next(names)) for place, size in enumerate(sizes)]
    below = _below(roots, units - len(small) - len(uppers) - number)
    return (*small, *uppers, *(_with_leaves(root, below[root.code]) for root in roots), *chain(*below.values()))


def _below(roots: Sequence[Place], budget: int) -> dict[str, list[Place]]:
    """Return the units below each grassroots union, `budget` in all: the large ones have most."""
    found: dict[str, list[Place]] = {root.code: [] for root in roots}
    for root in roots:
        if root.people >= 90:
            found[root.code] = _parts(root, min(budget, 24))
            budget -= len(found[root.code])
    for number in count(1):
        for root in sorted(roots, key=lambda each: -each.people)[: max(budget, 0)]:
            found[root.code].append(Place(f"{root.code}-S{number}", f"Tổ CĐ {number}, {_short(root)} {MARK}", GROUP,
                                          root.code, since=root.since))  # fmt: skip
            budget -= 1
        if budget <= 0:
            break
    return found


def _with_leaves(root: Place, parts: Sequence[Place]) -> Place:
    above = {each.parent for each in parts}
    return replace(root, leaves=tuple(each.code for each in parts if each.code not in above))


def _short(root: Place) -> str:
    return root.name.removeprefix("CĐCS ").removesuffix(f" {MARK}")


def _invented_names(chance: random.Random) -> Iterator[str]:
    """Yield names of places and firms that exist nowhere; after the last one they go on with a number."""
    pairs = [f"{one} {other}" for one in _FIRST.split() for other in _SECOND.split()]
    chance.shuffle(pairs)
    number = 1
    while True:
        yield from (pair if number == 1 else f"{pair} {number}" for pair in pairs)
        number += 1


def _uppers(units: int, chance: random.Random, names: Iterator[str]) -> list[Place]:
    """Return districts that are no more, sectors, zones, communes and wards; each has full-time officials."""
    found = [
        Place(f"ST-H{number}", f"LĐLĐ huyện {next(names)} {MARK}", DISTRICT, TOP, since=OLDEST, until=FOUNDED)
        for number in range(1, DISTRICTS + 1)
    ]
    for number, name in enumerate(SECTOR_NAMES[: max(int(units * SECTORS), 2)], start=1):
        found.append(Place(f"ST-N{number:02}", f"Công đoàn {name} {MARK}", SECTOR, TOP, since=OLDEST,
                           people=chance.randint(3, 7), trade=OFFICE))  # fmt: skip
    found += [
        Place(f"ST-K{number:02}", f"Công đoàn KCN {next(names)} {MARK}", ZONE, TOP, since=date(2021, 3, 1),
              people=chance.randint(3, 6), trade=OFFICE)
        for number in range(1, max(int(units * ZONES), 2) + 1)
    ]  # fmt: skip
    for number in range(1, int(units * COMMUNES) + 1):
        word = "phường" if chance.random() < 0.4 else "xã"
        found.append(Place(f"ST-X{number:03}", f"Công đoàn {word} {next(names)} {MARK}", COMMUNE, TOP,
                           people=chance.randint(1, 3), trade=OFFICE))  # fmt: skip
    return found


def _sizes(count: int, people: int, chance: random.Random) -> list[int]:
    """Return how many people each grassroots union has; they add up to `people`, and a few have thousands."""
    drawn = []
    for _ in range(count):
        where = chance.random()
        low, high = (20, 80) if where < 0.7 else (80, 300) if where < 0.92 else (300, 1500) if where < 0.985 else (
            1500, 4000)  # fmt: skip
        drawn.append(chance.uniform(low, high))
    large = sum(each for each in drawn if each > 80)
    rest = people - (sum(drawn) - large)
    if rest > 0.3 * people and large:  # the many keep their 20 to 80, the few share the rest
        sizes = [int(each if each <= 80 else each * rest / large) for each in drawn]
    else:
        sizes = [int(each * people / sum(drawn)) for each in drawn]
    sizes[sizes.index(max(sizes))] += people - sum(sizes)
    return sizes


def _root(number: int, size: int, parent: Place, chance: random.Random, name: str) -> Place:
    trades = [trade for trade in TRADES if trade.large or size <= 400]
    trade = chance.choices(trades, [each.weight * (3 if each.large and size > 200 else 1) for each in trades])[0]
    stuck, early = chance.random() < 0.12, chance.random()
    since = chance.choice((OLDEST, OLDEST, date(2020, 10, 5), date(2022, 5, 9), date(2023, 8, 14), date(2026, 1, 12)))
    is_moved = since < FOUNDED == parent.since  # from a district to a commune or ward
    return Place(
        code=f"{parent.code}-{number + 1:04}",
        name=f"CĐCS {trade.name.format(name)} {MARK}",
        kind=GRASSROOTS,
        parent=parent.code,
        since=since if is_moved else max(since, parent.since),
        district=f"ST-H{chance.randint(1, DISTRICTS)}" if is_moved else "",
        join_code=f"{FIRST_JOIN_CODE + number:06}",
        people=size,
        trade=trade,
        headcount=None if chance.random() < 0.14 else round(chance.triangular(0.0, 0.22, 0.04), 3),
        began=round(4 + 28 * early**0.6),
        pace=0.08 + 0.12 * chance.random() if stuck else min(max(chance.gauss(0.72, 0.2), 0.15), 1.0),
        region=chance.choice(("north", "south", "", "")),
    )


def _parts(root: Place, budget: int) -> list[Place]:
    """Return member unions (of the very large), sections and groups of a grassroots union, `budget` at most."""
    short = _short(root)
    found: list[Place] = []
    tops = [root]
    if root.people > 1500:
        tops = [
            Place(f"{root.code}-T{number}", f"CĐCS thành viên Nhà máy {number}, {short} {MARK}", MEMBER, root.code,
                  since=root.since)
            for number in range(1, 4)
        ]  # fmt: skip
        found += tops
    for number in range(1, min(root.people // 70, 12) + 1):
        top = tops[number % len(tops)]
        section = Place(f"{root.code}-B{number:02}", f"CĐ bộ phận Xưởng {number}, {short} {MARK}", SECTION, top.code,
                        since=root.since)  # fmt: skip
        found.append(section)
        if number % 3 == 0:
            found += [
                Place(f"{section.code}-{letter}", f"Tổ CĐ {letter}, xưởng {number}, {short} {MARK}", GROUP,
                      section.code, since=root.since)
                for letter in "AB"
            ]  # fmt: skip
    return found[: max(budget, 0)]
