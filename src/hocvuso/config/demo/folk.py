"""The people of an invented unit: who they are, since when, whether they were invited, came, agreed, and learn.

Everything of a unit is drawn from the seed and its code alone, so that units can be made in any order, again, or in
parts, and are the same.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings

from hocvuso.config.demo.names import Named, Names
from hocvuso.config.demo.places import GRASSROOTS, MARK, OFFICE, Place
from hocvuso.core.gaps import GROUPS
from hocvuso.learning import demo as learning
from hocvuso.learning.demo import Learns
from hocvuso.people import hashing
from hocvuso.people.demo import Entered, Tells
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions.demo import Belongs, Holds, Signed

# Numbers beginning with 0100 cannot be assigned to anybody.
NUMBERS_FROM = 100_000_100
# Shares among the people of a unit; invented.
MEMBERS, INVITED, CLAIMED, AGREED, ELSEWHERE, LEFT = 0.86, 0.96, 0.97, 0.94, 0.02, 0.03
EMPLOYER_SIDE = 0.12  # of the chairs
IDS_A_PERSON = 16  # more than are drawn for one, with what his unit needs
# How often each kind of learner occurs in an eager unit and in one that is stuck.
EAGER = {"quick": 28, "steady": 46, "slow": 13, "once": 6, "left": 5, "stuck": 2}
SLUGGISH = {"quick": 4, "steady": 12, "slow": 24, "once": 26, "left": 22, "stuck": 12}
# What people tell of themselves: how many answer a question, and how often the first of two bands is theirs, among
# those who get on and among the others. Nobody tells anything in a unit so small that it would never be compared.
TELLS, FEWEST_TELLING = 0.85, 20
FIRST_BAND = {"shift": (0.66, 0.36), "home": (0.42, 0.58)}
THREE_BANDS = {"age": ((50, 36, 14), (36, 40, 24)), "distance": ((52, 30, 18), (34, 34, 32))}


@dataclass(slots=True)
class Folk:
    """What is written for one unit, or for several together."""

    people: list[Entered] = field(default_factory=list)
    works: list[Belongs] = field(default_factory=list)
    members: list[Belongs] = field(default_factory=list)
    roles: list[Holds] = field(default_factory=list)
    signed: list[Signed] = field(default_factory=list)
    learners: list[Learns] = field(default_factory=list)
    told: list[Tells] = field(default_factory=list)


class Drawn:
    """Ids and moments of one unit, drawn in order from one seed."""

    def __init__(self, seed: int, place: Place, as_of: datetime, first: int) -> None:
        self.chance, self.as_of = random.Random(f"{seed}:{place.code}"), as_of
        self.telling = random.Random(f"{seed}:{place.code}:told")
        self.today = clock.day_of(as_of)
        self._next = (int(as_of.timestamp() * 1000) << 12) + first * IDS_A_PERSON

    def id(self) -> uuid.UUID:
        """Return a UUIDv7 whose time goes on from id to id, as of people entered one after the other."""
        self._next += 1
        value = self._next >> 12 << 80 | 0x7 << 76 | (self._next & 0xFFF) << 64 | 0b10 << 62
        return uuid.UUID(int=value | self.chance.getrandbits(62))

    def ago(self, days: float) -> datetime:
        """Return the moment so many days before."""
        return self.as_of - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for all units: their ids by code, the grassroots unions somebody may also belong to, names."""

    units: dict[str, uuid.UUID]
    others: tuple[uuid.UUID, ...]
    seed: int
    as_of: datetime
    logged: float = 1.0  # share of the learners whose events are written too
    names: dict[str, Names] = field(default_factory=lambda: {each: Names(each) for each in ("", "north", "south")})


def of(place: Place, around: Around, first: int) -> Folk:
    """Return the people of a unit with everything about them; `first` is the number of the first of them."""
    drawn, folk, units = Drawn(around.seed, place, around.as_of, first), Folk(), around.units
    for number in range(first, first + place.people):
        _one(place, around, drawn, folk, number)
    _chair(place, units, drawn, folk)
    if place.kind == GRASSROOTS and place.headcount is not None:
        _declare(place, units[place.code], drawn, folk)
    return folk


def _one(place: Place, around: Around, drawn: Drawn, folk: Folk, number: int) -> None:
    chance, unit, trade = drawn.chance, around.units[place.code], place.trade
    named = around.names[place.region].draw(chance, women=trade.women, young=trade.young)
    since = max(drawn.today - timedelta(days=int(chance.expovariate(1 / 900)) + 20), place.since)
    gone, left = drawn.today - timedelta(days=chance.randint(10, 150)), chance.random() < LEFT
    until = gone if left and (drawn.today - since).days > 200 and not place.is_fixed else None
    person = _entered(place, drawn, number, named)
    folk.people.append(person)
    folk.works.append(Belongs(drawn.id(), person.id, unit, since, until, trade.audience))
    if chance.random() < MEMBERS:
        home = around.units[chance.choice(place.leaves)] if place.leaves else unit
        folk.members.append(Belongs(drawn.id(), person.id, home, since, until))
    if around.others and chance.random() < ELSEWHERE:
        lately = max(since, drawn.today - timedelta(days=90))
        other = chance.choice(around.others)
        if other != unit:
            folk.works.append(Belongs(drawn.id(), person.id, other, lately, None, trade.audience))
    learns = _learns(place, drawn, person, around.logged)
    if learns is not None:
        folk.learners.append(learns)
    if place.people >= FEWEST_TELLING:
        folk.told += _told(person, drawn.telling, gets_on=learns is not None and learns.kind in {"quick", "steady"})


def _entered(place: Place, drawn: Drawn, number: int, named: Named) -> Entered:
    """Return the person with his card and what became of the invitation; a stuck unit invites few."""
    chance = drawn.chance
    weeks = place.began + 2 + chance.random()
    invited = claimed = agreed = None
    if chance.random() < INVITED * (0.45 + 0.55 * min(place.pace * 1.8, 1.0)):
        waited = place.began * chance.betavariate(1.0, 4.0)
        invited = drawn.ago(7 * max(place.began - waited, 0.3))
        if chance.random() < CLAIMED * (0.55 + 0.45 * min(place.pace * 1.2, 1.0)):
            claimed = invited + (drawn.as_of - invited) * chance.betavariate(1.0, 4.0)
            agreed = claimed + timedelta(minutes=2) if chance.random() < AGREED else None
    if place.is_fixed:
        claimed = None  # whoever tries the demonstration claims with one of these cards
    return Entered(
        id=drawn.id(), ids=(drawn.id(), drawn.id(), drawn.id()), full_name=named.full, address=named.address,
        phone=f"{NUMBERS_FROM + number:010d}", card_code=card_code(number), created_at=drawn.ago(7 * weeks),
        invited_at=invited, claimed_at=claimed, agreed_at=agreed,
    )  # fmt: skip


def _learns(place: Place, drawn: Drawn, person: Entered, logged: float) -> Learns | None:
    """Return how somebody learns who has agreed to it; some agree and never begin."""
    chance = drawn.chance
    if person.agreed_at is None or chance.random() < 0.2 * (1.2 - place.pace):
        return None
    weeks = int((drawn.as_of - person.agreed_at).days / 7)
    mix = EAGER if chance.random() < 0.15 + place.pace else SLUGGISH
    kind = chance.choices(list(mix), list(mix.values()))[0]
    variant = chance.randrange(1 if place.is_fixed else learning.VARIANTS)
    salt = chance.getrandbits(61)
    return Learns(
        person.id, kind, weeks, place.trade.group, variant, salt, asks=chance.random() < 0.25,
        is_logged=chance.random() < logged,
    )  # fmt: skip


def _told(person: Entered, chance: random.Random, *, gets_on: bool) -> list[Tells]:
    """Return what a person tells of himself some minutes after he agreed to be counted."""
    if person.agreed_at is None:
        return []
    bands = {dimension: GROUPS[dimension][chance.random() >= of[not gets_on]] for dimension, of in FIRST_BAND.items()}
    for dimension, weights in THREE_BANDS.items():
        bands[dimension] = chance.choices(GROUPS[dimension], weights[not gets_on])[0]
    bands["gender"] = "woman" if person.address == "chị" else "man"
    at = person.agreed_at + timedelta(minutes=3)
    return [Tells(person.id, dimension, band, at) for dimension, band in bands.items() if chance.random() < TELLS]


def _chair(place: Place, units: dict[str, uuid.UUID], drawn: Drawn, folk: Folk) -> None:
    """Let one of the people lead the unit, and before him another one; the small demonstration names its own."""
    if place.is_fixed or not folk.people:
        return
    chance, unit = drawn.chance, units[place.code]
    now, before = chance.choice(folk.people), chance.choice(folk.people)
    since = max(place.since, date(2025, 12, 10))
    is_employer = place.trade is not OFFICE and chance.random() < EMPLOYER_SIDE
    folk.roles.append(Holds(drawn.id(), now.id, unit, access.CHAIR, since, is_employer_side=is_employer))
    if before is not now and place.since < since:
        folk.roles.append(Holds(drawn.id(), before.id, unit, access.CHAIR, place.since, since))


def _declare(place: Place, unit: uuid.UUID, drawn: Drawn, folk: Folk) -> None:
    """Let the chair sign the headcount, a quarter of them a second time."""
    chance, audience = drawn.chance, place.trade.audience
    count = max(round(place.people * (1.0 + (place.headcount or 0.0))), 1)
    signer = f"{chance.choice(folk.people).full_name} {MARK}"
    first = max(min(date(2026, 3, 2), drawn.today - timedelta(days=30)), place.since)
    again = drawn.today - timedelta(days=chance.randint(3, 25))
    if place.is_fixed or chance.random() < 0.75 or again <= first:
        folk.signed.append(Signed(drawn.id(), unit, audience, count, signer, first))
        return
    older = max(round(count * chance.uniform(0.85, 1.05)), 1)
    folk.signed.append(Signed(drawn.id(), unit, audience, older, signer, first, again))
    folk.signed.append(Signed(drawn.id(), unit, audience, count, signer, again))


def card_code(number: int) -> str:
    """Return the characters of an invented card: the same on every start of this site, others elsewhere.

    No two numbers have the same: of 500,000 drawn by chance two are alike in every fifth site, which then stayed empty.
    """
    letters, length = hashing.CARD_LETTERS, hashing.CARD_LENGTH
    start, step = _card_walk(settings.SECRET_KEY)
    place = (start + number * step) % len(letters) ** length
    return "".join(letters[place // len(letters) ** at % len(letters)] for at in range(length))


@lru_cache(maxsize=1)
def _card_walk(secret: str) -> tuple[int, int]:
    """Return where the codes of a site begin and the step from one to the next, which meets each code once."""
    digest = hmac.new(secret.encode(), b"demo-cards", hashlib.sha256).digest()
    all_codes = len(hashing.CARD_LETTERS) ** hashing.CARD_LENGTH
    step = int.from_bytes(digest[:16]) % all_codes
    while math.gcd(step, all_codes) != 1:
        step += 1
    return int.from_bytes(digest[16:]) % all_codes, step
