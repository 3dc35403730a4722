"""The invented province: the same for a seed, made on where it stopped, true to the model, gone without a trace."""

import hashlib
import json
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count

from benchmarks import union_data
from hocvuso.classes.models import Enrolment
from hocvuso.config import demo
from hocvuso.config.demo import folk, making, places
from hocvuso.families.models import FamilyMember
from hocvuso.groups.models import HelpRequest
from hocvuso.learning import actions as learning
from hocvuso.learning.models import Event, LearnerState, SkillStanding, Stuck
from hocvuso.people import actions as people
from hocvuso.people import hashing
from hocvuso.people.models import Card, Person
from hocvuso.plumbing import clock
from hocvuso.reports.rollups import counting
from hocvuso.unions import actions as unions
from hocvuso.unions import queries
from hocvuso.unions.models import (
    Employment,
    Headcount,
    Membership,
    Role,
    StructureChange,
    Unit,
    UnitLink,
    UnitName,
)
from hocvuso.unions.structure import queries as structure
from hocvuso.unions.structure import territories

pytestmark = pytest.mark.django_db(databases="__all__")
SMALL = demo.Size(units=60, people=1200, seed=7, logged=0.3)
NOW = clock.now()
# What is drawn anew on each machine: passwords and secrets of the officials, and what hangs on them.
DRAWN = {"password", "last_login", "data"}


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Keep what is remembered beside the database apart for each test, and make several chunks of a small province."""
    settings.DATA = tmp_path


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(making, "CHUNK", 200)


def tables():
    return [model for model in apps.get_models() if model.__module__.startswith("hocvuso.") and model._meta.managed]


def relatives():
    """Return the invented relatives who learn on somebody's phone; they are nobody of the list of people."""
    return set(FamilyMember.objects.filter(has_own_phone=False).values_list("person", flat=True))


def players():
    """Return whose events came by the door of all answers, numbered by its moment: runs, a class at work."""
    at_work = Enrolment.objects.filter(of__name__contains="lớp đang học").values_list("person", flat=True)
    return set(Event.objects.filter(kind="scenario").values_list("learner", flat=True)) | set(at_work)


def invented():
    """Return a digest of every row that the generator makes; officials' accounts, relatives, players left out."""
    officials = set(Person.objects.exclude(username=None).values_list("id", flat=True)) | relatives() | players()
    ours = (Unit, UnitLink, Person, Card, Employment, Membership, Role, Headcount, Event, LearnerState, SkillStanding)
    rows = []
    for model in ours:
        key = "id" if model is Person else "person_id" if hasattr(model, "person_id") else "person"
        key = "learner" if model is Event else key
        named = {"person_id", "person", "learner", "id"} & {field.attname for field in model._meta.concrete_fields}
        found = model.objects.exclude(**{f"{key}__in": officials}) if key in named else model.objects.all()
        lines = [{name: _plain(value) for name, value in row.items() if name not in DRAWN} for row in found.values()]
        rows.append(sorted(json.dumps(line, cls=DjangoJSONEncoder, sort_keys=True) for line in lines))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest(), [len(each) for each in rows]


def _plain(value):
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value


@pytest.mark.both
def test_the_same_seed_gives_the_same_data_and_another_seed_other(small_chunks):
    demo.make(SMALL, NOW)
    first = invented()
    demo.remove()
    demo.make(SMALL, NOW)
    assert invented() == first
    assert places.province(60, 1200, 7) != places.province(60, 1200, 8)


def test_stopped_halfway_it_is_made_to_the_end_and_then_nothing_more(small_chunks):
    class Halt(Exception):
        pass

    def halt(done, total):
        if done > total / 2:
            raise Halt

    demo.make(SMALL, NOW)
    whole = invented()
    demo.remove()
    with pytest.raises(Halt):
        demo.make(SMALL, NOW, halt)
    assert 500 < Person.objects.count() < 1200
    rest = demo.make(SMALL, clock.now())
    assert 0 < rest.written < 900
    assert invented() == whole
    assert demo.make(SMALL, clock.now()).written == 0
    assert invented() == whole


def test_another_size_is_refused_until_the_first_is_gone():
    demo.make(SMALL, NOW)
    with pytest.raises(demo.OtherDemo):
        demo.make(demo.Size(units=70, people=1200, seed=7, logged=0.3), NOW)
    with pytest.raises(ValueError, match="60 units"):
        places.province(10, 1200, 7)


def test_a_province_has_the_size_and_the_shape_that_was_asked_for():
    province = places.province(800, 60_000, 1)
    assert len(province) == 800
    assert sum(each.people for each in province) == 60_000
    assert len({each.code for each in province}) == len({each.name for each in province}) == 800
    assert all(places.MARK in each.name for each in province)
    sizes = sorted(each.people for each in province if each.kind == places.GRASSROOTS)
    middling = sum(20 <= size <= 80 for size in sizes) / len(sizes)
    assert middling > 0.6, "most have 20 to 80 people"
    assert sizes[-1] > 1000, "a few have thousands"
    known = set()
    for each in province:
        assert not each.parent or each.parent in known, "parents come first"
        known.add(each.code)


def test_each_change_of_the_tree_has_a_paper_that_says_it_is_invented():
    demo.make(SMALL, NOW)
    assert not UnitLink.objects.filter(change=None).exists() and not UnitName.objects.filter(change=None).exists()
    assert {"found", "move", "dissolve", "t_merge", "t_dissolve", "t_place"} <= set(
        StructureChange.objects.values_list("kind", flat=True)
    )
    for change in StructureChange.objects.all():
        assert places.MARK in change.decision and places.MARK in change.reason, change
        assert "minh họa" in change.signer
    moved = StructureChange.objects.filter(kind="move")
    assert set(moved.values_list("effective_on", flat=True)) == {places.FOUNDED}
    assert structure.change(moved[0].id).can_be_undone is False, "it keeps no rows"
    assert territories.counts(places.OLDEST)["province"] == 2
    assert territories.counts(places.FOUNDED) == {"province": 1, "ward": 1, "commune": 2}
    active = territories.of_unit(Unit.objects.get(code="ST-BN").id, places.FOUNDED)
    assert [line.name for line in active] == [f"Phường Bến Nứa {places.MARK}", f"Xã Lá Tre {places.MARK}"]


def test_everything_is_marked_and_some_things_are_not_known():
    made = demo.make(SMALL, NOW)
    assert (made.units, made.people) == (60, 1200)
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Unit.objects.filter(is_demo=False).exists()
    assert Person.objects.filter(username=None).exclude(id__in=relatives()).count() == 1200
    roots = Unit.objects.filter(kind=places.GRASSROOTS)
    declared = set(Headcount.objects.values_list("unit_id", flat=True))
    assert 0 < roots.exclude(id__in=declared).count() < roots.count()
    assert Membership.objects.exclude(unit__kind=places.GRASSROOTS).exists(), "members of sections and offices"
    twice = Employment.objects.values("person").annotate(units=Count("unit", distinct=True)).filter(units__gt=1)
    assert twice.exists(), "somebody works at two units"
    assert {"worker", "public_staff", "official"} <= set(Employment.objects.values_list("audience", flat=True))
    assert not Person.objects.filter(claimed_at__isnull=False, invited_at=None).exists()
    assert all(phone.startswith("0100") for phone in Person.objects.exclude(phone="").values_list("phone", flat=True))


def test_before_july_2025_the_units_stood_under_their_districts():
    demo.make(demo.Size(units=90, people=1400, seed=7, logged=0.0), NOW)
    moved = UnitLink.objects.filter(valid_to=places.FOUNDED, parent__code__startswith="ST-H").first()
    eve, day = places.FOUNDED.replace(month=6, day=30), places.FOUNDED
    assert queries.unit(moved.unit_id, eve).parent.startswith("LĐLĐ huyện")
    assert queries.unit(moved.unit_id, day).parent.startswith("Công đoàn")
    top = queries.unit_by_code("ST", day).id
    for when in (eve, day, clock.today()):
        assert moved.unit_id in set(queries.subtree_ids(top, when))


def test_replaying_the_events_of_a_logged_learner_gives_what_was_written():
    demo.make(SMALL, NOW)
    logged = list(Event.objects.values_list("learner", flat=True).distinct().order_by("learner")[:12])
    states = LearnerState.objects.filter(person__in=logged)
    assert len(logged) == states.count() == 12
    for state in states:
        before = dict(SkillStanding.objects.filter(person=state.person).values_list("skill", "band"))
        own = Event.objects.filter(learner=state.person)
        # A run of a simulator is one event of several observations, or of none; each observation is folded by itself.
        assert own.filter(kind="scenario").exists() or own.count() == state.events
        learning.rebuild(state.person, now=Event.objects.filter(learner=state.person).latest("batch").received_at)
        again = LearnerState.objects.get(person=state.person)
        assert bytes(again.blob) == bytes(state.blob)
        assert again.folded_to == state.folded_to
        assert dict(SkillStanding.objects.filter(person=state.person).values_list("skill", "band")) == before


def test_learning_is_believable():
    demo.make(SMALL, NOW)
    started = LearnerState.objects.count()
    assert 0.3 < started / 1200 < 0.9
    reached = SkillStanding.objects.filter(skill="kns.4.3", band="mastered").count()
    assert 0.2 < reached / started < 0.95
    assert Stuck.objects.exists() and HelpRequest.objects.filter(home_unit__isnull=False, state="new").exists()
    assert not LearnerState.objects.exclude(
        person__in=Person.objects.filter(consents__purpose="count", consents__given=True).values("id")
    ).exists(), "nobody learns under his name who has not agreed"
    assert Event.objects.filter(received_at__gt=clock.now()).count() == 0


@pytest.mark.both
def test_removing_goes_on_where_it_was_stopped(monkeypatch):
    class Halt(Exception):
        pass

    def halt(gone):
        raise Halt

    monkeypatch.setattr("hocvuso.people.demo.BATCH", 500)
    demo.make(SMALL, NOW)
    invented_people = Person.objects.filter(is_demo=True).count()
    with pytest.raises(Halt):
        demo.remove(halt)
    assert Person.objects.filter(is_demo=True).count() == invented_people - 500, "one batch is gone for good"
    told = []
    demo.remove(told.append)
    assert told == [500, invented_people - 500]
    assert not Person.objects.filter(is_demo=True).exists()


@pytest.mark.both
def test_removed_nothing_is_left_and_real_people_stay():
    unit = unions.found(code="THAT", name="Công đoàn thật", kind="grassroots", on=places.OLDEST, join_code="300001")
    person = people.enrol(full_name="Người Thật", phone="0900000000")
    unions.employ(person, unit, on=places.FOUNDED)
    people.decide(person, "learn", given=True, way="test")
    counting.catch_up()
    before = {model: model.objects.count() for model in tables()}
    made = demo.make(SMALL, NOW)
    assert made.people == 1200
    assert Unit.objects.get(join_code="300001").id == unit, "an invented unit takes no code of a real one"
    demo.remove()
    counting.catch_up()
    after = {model: model.objects.count() for model in tables()}
    left = {model.__name__: (before[model], after[model]) for model in before if before[model] != after[model]}
    assert set(left) <= {"Audit"}, "only the trail says that there was a demonstration"
    assert queries.unit(unit, clock.today()).name == "Công đoàn thật"
    assert Employment.objects.filter(person_id=person, unit_id=unit).exists()


def test_no_two_invented_cards_have_the_same_code(settings: Any) -> None:
    letters, length = len(hashing.CARD_LETTERS), hashing.CARD_LENGTH
    for site in range(60):
        settings.SECRET_KEY = f"site {site}"
        # A walk around all codes: it comes back after the last one, and to no letter before.
        assert folk.card_code(letters**length + 5) == folk.card_code(5)
        assert len({folk.card_code(turn * letters ** (length - 1)) for turn in range(letters)}) == letters
        near = [folk.card_code(number) for number in range(500)]
        assert len(set(near)) == 500
        assert {len(code) for code in near} == {length}
    assert len({code[:3] for code in near}) > 250  # neighbours do not look alike


def test_the_benchmark_keeps_its_province_under_the_version_that_makes_it():
    assert str(making.VERSION) == union_data.DEMO_VERSION
