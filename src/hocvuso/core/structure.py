"""A structure change as exact rows: what each row of the tree was before, and what it is afterwards.

A change is planned on a `Draft` (see `orders`), which collects one `Turn` for each row that it touches. Applying the
turns gives the new world; reverting them gives exactly the old one, or is refused where somebody has since turned one
of these rows again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from hocvuso.core.succession import Succession
from hocvuso.core.tree import Life, Link, both, holds, within

Period = tuple[date, date | None]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A unit bears this name in this period."""

    unit: str
    name: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A person belongs to a unit in this period; `sort` says how (membership, employment as a worker, …)."""

    id: str
    sort: str
    person: str
    unit: str
    since: date
    until: date | None = None
    copy_of: str = ""  # the spell that this one goes on from, in another unit


Row = Life | Link | Naming | Succession | Spell
LIVES, LINKS, NAMES, SUCCESSIONS, SPELLS = "lives", "links", "names", "successions", "spells"
TABLES = (LIVES, LINKS, NAMES, SUCCESSIONS, SPELLS)


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of a change: what it was (None: not there) and what it is now (None: gone)."""

    table: str
    key: Key
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class World:
    """The rows of the tree, or of the part of it that a change can touch, by table and key."""

    rows: Mapping[str, Mapping[Key, Row]] = field(
        default_factory=lambda: MappingProxyType({table: {} for table in TABLES})
    )

    def table(self, name: str) -> Mapping[Key, Row]:
        """Return one table."""
        return self.rows[name]


class Refused(Exception):
    """A change that cannot be made. `code` says why, `units` whom it concerns, `day` when, `kinds` which kinds."""

    def __init__(self, code: str, *units: str, day: date | None = None, kinds: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code} {' '.join(units)} {day or ''}")
        self.code, self.units, self.day, self.kinds = code, units, day, kinds


def key_of(row: Row) -> Key:
    """Return the key of a row: two rows of a unit never begin on one day."""
    if isinstance(row, Life):
        return (row.unit,)
    if isinstance(row, Succession):
        return (row.unit, row.heir or "", row.on.isoformat())
    if isinstance(row, Spell):
        return (row.id,)
    return (row.unit, row.since.isoformat())


def world(rows: Iterable[Row]) -> World:
    """Gather rows into a world."""
    tables: dict[str, dict[Key, Row]] = {table: {} for table in TABLES}
    for row in rows:
        tables[table_of(row)][key_of(row)] = row
    return World(tables)


def table_of(row: Row) -> str:
    """Return the table to which a row belongs."""
    return {Life: LIVES, Link: LINKS, Naming: NAMES, Succession: SUCCESSIONS, Spell: SPELLS}[type(row)]


class Draft:
    """The world while a change is being planned: rows are put and dropped, and each turn is remembered."""

    def __init__(self, start: World) -> None:
        self.rows = {table: dict(start.table(table)) for table in TABLES}
        self._turns: dict[tuple[str, Key], Turn] = {}
        self._of: dict[tuple[str, str], set[Key]] = defaultdict(set)
        self._under: dict[str, set[Key]] = defaultdict(set)
        for table in (LINKS, NAMES, SUCCESSIONS, SPELLS):
            for key, row in self.rows[table].items():
                self._note(table, key, row)

    def _note(self, table: str, key: Key, row: Row) -> None:
        if not isinstance(row, Life):
            self._of[table, row.unit].add(key)
        if isinstance(row, Succession) and row.heir is not None:
            self._of[table, row.heir].add(key)
        if isinstance(row, Link) and row.parent is not None:
            self._under[row.parent].add(key)

    def put(self, row: Row) -> None:
        """Write a row, new or changed."""
        table, key = table_of(row), key_of(row)
        first = self._turns.get((table, key))
        before = first.before if first else self.rows[table].get(key)
        self._turns[table, key] = Turn(table, key, before, row)
        self.rows[table][key] = row
        self._note(table, key, row)

    def turns(self) -> tuple[Turn, ...]:
        """Return what the plan changes."""
        return tuple(turn for turn in self._turns.values() if turn.before != turn.after)

    def life(self, unit: str) -> Life:
        """Return when a unit exists; refuses an unknown one."""
        row = self.rows[LIVES].get((unit,))
        if not isinstance(row, Life):
            raise Refused("unknown_unit", unit)
        return row

    def links_of(self, unit: str) -> list[Link]:
        """Return where a unit has stood and will stand, in order."""
        rows = [self.rows[LINKS][key] for key in self._of[LINKS, unit]]
        return sorted((row for row in rows if isinstance(row, Link)), key=lambda row: row.since)

    def link_on(self, unit: str, day: date) -> Link:
        """Return the link that holds on `day`; refuses when the unit does not stand in the tree then."""
        for link in self.links_of(unit):
            if holds(link.since, link.until, day):
                return link
        raise Refused("not_there", unit, day=day)

    def links_under(self, parent: str, since: date) -> list[Link]:
        """Return the links to `parent` that hold on `since` or begin later, by unit."""
        rows = [self.rows[LINKS][key] for key in self._under[parent]]
        links = [row for row in rows if isinstance(row, Link) and row.parent == parent]
        open_ones = [link for link in links if link.until is None or link.until > since]
        return sorted(open_ones, key=lambda link: (link.unit, link.since))

    def naming_on(self, unit: str, day: date) -> Naming | None:
        """Return the name that holds on `day`."""
        rows = [self.rows[NAMES][key] for key in self._of[NAMES, unit]]
        return next((row for row in rows if isinstance(row, Naming) and holds(row.since, row.until, day)), None)

    def successions_of(self, unit: str) -> list[Succession]:
        """Return the successions from a unit and to it, by day."""
        rows = [self.rows[SUCCESSIONS][key] for key in self._of[SUCCESSIONS, unit]]
        return sorted((row for row in rows if isinstance(row, Succession)), key=lambda row: row.on)

    def spells_of(self, unit: str, since: date) -> list[Spell]:
        """Return who belongs to a unit on `since` or from a later day on."""
        rows = [self.rows[SPELLS][key] for key in self._of[SPELLS, unit]]
        found = [row for row in rows if isinstance(row, Spell) and row.unit == unit]
        return sorted((row for row in found if row.until is None or row.until > since), key=lambda row: row.id)

    def climb(self, unit: str, period: Period) -> Iterator[tuple[str, Period]]:
        """Yield the unit and everything above it in `period`, each with the part of the period."""
        waiting = [(unit, period)]
        while waiting:
            at, span = waiting.pop()
            yield at, span
            for link in self.links_of(at):
                shared = both(span, (link.since, link.until))
                if shared and link.parent is not None:
                    waiting.append((link.parent, shared))


def applied(start: World, turns: Iterable[Turn]) -> World:
    """Return the world after a change. Raises Refused ("moved_on") when a row is not as the plan found it."""
    return _turned(start, [(turn, turn.before, turn.after) for turn in turns])


def reverted(start: World, turns: Iterable[Turn]) -> World:
    """Return the world without a change. Raises Refused ("moved_on") where a row has been turned again since."""
    return _turned(start, [(turn, turn.after, turn.before) for turn in turns])


def _turned(start: World, steps: list[tuple[Turn, Row | None, Row | None]]) -> World:
    tables = {table: dict(start.table(table)) for table in TABLES}
    for turn, expected, wanted in steps:
        if tables[turn.table].get(turn.key) != expected:
            raise Refused("moved_on", turn.key[0])
        if wanted is None:
            del tables[turn.table][turn.key]
        else:
            tables[turn.table][turn.key] = wanted
    return World(tables)


def touched(turns: Iterable[Turn]) -> tuple[frozenset[str], frozenset[str]]:
    """Return (units whose own rows change, units that these rows lean on: parents, heirs)."""
    changed: set[str] = set()
    leans: set[str] = set()
    for turn in turns:
        for row in (turn.before, turn.after):
            if row is None:
                continue
            changed.add(row.unit)
            if isinstance(row, Link) and row.parent is not None:
                leans.add(row.parent)
            if isinstance(row, Succession) and row.heir is not None:
                leans.add(row.heir)
    return frozenset(changed), frozenset(leans - changed)


def founded(turns: Iterable[Turn]) -> frozenset[str]:
    """Return the units that a change founds."""
    return frozenset(turn.key[0] for turn in turns if turn.table == LIVES and turn.before is None)


def misfits(after: World, turns: Iterable[Turn]) -> frozenset[str]:
    """Return the units in the way when reverted `turns` do not fit into the world `after`.

    A restored link needs its parent to exist all that time and must not put a unit under itself; whoever comes back to
    a unit needs it to exist as long; nothing may be left that speaks of a unit which is no longer founded.
    """
    own = tuple(turns)
    draft = Draft(after)
    found = set(_left_behind(after, founded(own)))
    for turn in own:
        row = turn.before
        if isinstance(row, Spell) and not _stands(after, row.unit, (row.since, row.until)):
            found.add(row.unit)
        if turn.table != LINKS or not isinstance(row, Link) or row.parent is None:
            continue
        period = (row.since, row.until)
        if not _stands(after, row.parent, period):
            found.add(row.parent)
            continue
        line = _line(draft, row.parent, period)
        if row.unit in line:
            found.update(line)
    return frozenset(found)


def _stands(world: World, unit: str, period: Period) -> bool:
    life = world.table(LIVES).get((unit,))
    return isinstance(life, Life) and within(period, (life.since, life.until))


def _left_behind(after: World, gone: frozenset[str]) -> Iterator[str]:
    """Yield those of the units no longer founded of which some row still speaks."""
    for table in (LINKS, SUCCESSIONS, SPELLS):
        for row in after.table(table).values():
            other = row.parent if isinstance(row, Link) else row.heir if isinstance(row, Succession) else None
            yield from gone & {row.unit, other or ""}


def _line(draft: Draft, unit: str, period: Period) -> frozenset[str]:
    """Return everything above a unit in a period, even where it stands in a ring."""
    seen: set[tuple[str, Period]] = set()
    waiting = [(unit, period)]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        for link in draft.links_of(at[0]):
            shared = both(at[1], (link.since, link.until))
            if shared and link.parent is not None:
                waiting.append((link.parent, shared))
    return frozenset(each for each, _ in seen)


def cut(row: Row, day: date) -> Row:
    """Return a row that ends on `day`."""
    if isinstance(row, Succession):
        raise TypeError("a succession has one day and no end")
    return replace(row, until=day)
