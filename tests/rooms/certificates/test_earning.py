"""From a rule to a paper: what is missing, asking, a sitting in a room, papers from elsewhere."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from hocvuso.certificates import earning, kinds, outside, queries, rooms, rules, sitting
from hocvuso.certificates.models import ExamRoom, Sitting
from hocvuso.core import certificate as core
from hocvuso.core import items as item_kinds
from hocvuso.core.meeting import Meeting
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions as learning
from hocvuso.learning import diagnosis
from hocvuso.learning.models import Event, SkillStanding
from hocvuso.people import actions as people
from hocvuso.people import queries as persons
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.kept_files import NotThis
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = pytest.mark.django_db
BY = uuid.UUID(int=7)
UNKNOWN = {"dont_know": True}
ESSENTIAL, PROCTORED = "thiet-yeu", "an-toan"


def worker(place: places.Province, name: str = "Trần Thị Mây", *skills: str) -> uuid.UUID:
    person = places.worker(name, place.sewing, agreed=True)
    if skills:
        places.master(person, *skills)
    return person


def skills_of(rule: str) -> tuple[str, ...]:
    return rules.on(clock.today())[rule].rule.skills


def able(place: places.Province, rule: str, name: str = "Trần Thị Mây") -> uuid.UUID:
    return worker(place, name, *skills_of(rule))


def find(place: places.Province, rule: str, *among: uuid.UUID) -> earning.Fulfilled:
    version, day = rules.on(clock.today(), place.sewing)[rule], clock.today()
    return earning.fulfilled(version, unions.subtree_ids(place.sewing, day), day, among=persons.those(among))


def give(place: places.Province, rule: str, *among: uuid.UUID) -> list[queries.Issued]:
    version = rules.on(clock.today(), place.sewing)[rule]
    return earning.give(
        version, among, unit=place.sewing, by=BY, on=clock.today(), words=earning.words_of(version, signed="Mai")
    )


def room(place: places.Province, now: datetime, *, rule: str = PROCTORED) -> ExamRoom:
    held = Meeting(now - timedelta(minutes=5), now + timedelta(minutes=60))
    return rooms.plan(uuid7(), place.sewing, rooms.Details(rule, "Phòng họp 2", BY, "Lê Thị Mai"), held, by=BY)


def do(row: Sitting, *, right: bool = True, now: datetime | None = None, only: str = "") -> None:
    """Answer what a sitting asks, rightly or with "I don't know"."""
    for item, version, _event in row.asked:
        found = curriculum.item(item, version)
        assert found is not None
        if only and found.skill != only:
            continue
        given = item_kinds.right_response(found).to_json() if right else UNKNOWN
        assert sitting.answer(row, item, given, uuid7(), now=now or clock.now()) == ""


# --- rules


def test_the_shipped_rules_are_dated_and_name_skills_that_there_are() -> None:
    known = curriculum.current().skills
    versions, counts = rules.shipped()
    assert {each.id for each in versions} == {ESSENTIAL, PROCTORED}
    assert all(skill in known for each in versions for skill in each.rule.skills)
    assert rules.on(date(2025, 12, 31)) == {}
    assert counts[0][1] == "verified"


@pytest.mark.both
def test_the_word_of_the_nearest_union_holds_from_its_day(place: places.Province) -> None:
    today = clock.today()
    now = rules.on(today)[ESSENTIAL]
    typed = {"thang": "12", "ten": "Thiết yếu của tỉnh", "cach-tinh": "Vững một việc.", "cap": "upper"}
    above, wrong = rules.check(typed, ["kns.4.3"], now)
    assert above is not None, wrong
    rules.change(above, unit=place.top, by=BY, name="Quân")
    mine, _none = rules.check({**typed, "ten": "Của May"}, ["kns.10.1"], now)
    assert mine is not None
    rules.change(mine, unit=place.sewing, by=BY, name="Mai")
    assert rules.on(today, place.sewing)[ESSENTIAL].title == "Của May"
    assert rules.on(today, place.shoes)[ESSENTIAL].title == "Thiết yếu của tỉnh"
    assert rules.on(today - timedelta(days=1), place.sewing)[ESSENTIAL].title == now.title
    assert not rules.may_issue(above, unions.unit(place.sewing, today))  # type: ignore[arg-type]
    assert rules.may_issue(above, unions.unit(place.ward, today))  # type: ignore[arg-type]
    rules.end(place.sewing, ESSENTIAL, on=today, by=BY)
    assert rules.on(today, place.sewing)[ESSENTIAL].title == "Thiết yếu của tỉnh"


def test_what_is_wrong_with_a_typed_rule_is_said_field_by_field() -> None:
    made, wrong = rules.check({"thang": "muoi"}, ["kns.99.9"], rules.on(clock.today())[ESSENTIAL])
    assert made is None
    assert set(wrong) == {"ky-nang", "thang", "ten", "cach-tinh"}


# --- without a proctor


@pytest.mark.both
def test_a_union_sees_only_of_those_who_asked_whether_they_fulfil_a_rule(place: places.Province) -> None:
    ready, silent = able(place, ESSENTIAL), able(place, ESSENTIAL, "Lý Thị Im")
    learning_still = worker(place, "Đỗ Văn Học", skills_of(ESSENTIAL)[0])
    for person in (ready, learning_still):
        assert earning.ask(person, ESSENTIAL, on=clock.today())
    assert find(place, ESSENTIAL, ready, silent, learning_still) == earning.Fulfilled((ready,), 1)
    earning.take_back(ready, ESSENTIAL)
    assert find(place, ESSENTIAL, ready, silent, learning_still) == earning.Fulfilled((), 1)


@pytest.mark.both
def test_giving_looks_again_and_gives_once(place: places.Province) -> None:
    ready, other = able(place, ESSENTIAL), worker(place, "Đỗ Văn Học")
    for person in (ready, other):
        earning.ask(person, ESSENTIAL, on=clock.today())
    (made,) = give(place, ESSENTIAL, ready, other)
    assert made.person == ready
    paper = queries.paper(made.code, clock.today())
    assert paper is not None
    assert (paper.what, paper.is_proctored, paper.signed) == ("Kỹ năng số thiết yếu", False, "Mai")
    assert len(paper.details) == 2
    assert [each.code for each in give(place, ESSENTIAL, ready, other)] == [made.code]
    assert find(place, ESSENTIAL, ready, other) == earning.Fulfilled((), 1)
    assert kinds.title_of("skills")


def test_whoever_has_no_union_is_told_so_and_asks_nobody(place: places.Province) -> None:
    alone = people.enrol(full_name="Không Có Đoàn")
    assert not earning.ask(alone, ESSENTIAL, on=clock.today())
    assert not earning.ask(able(place, ESSENTIAL), "khong-co", on=clock.today())


# --- in a room


@pytest.mark.both
def test_a_form_begins_only_by_the_digits_that_stand_on_the_wall_now(place: places.Province) -> None:
    person, now = able(place, PROCTORED), clock.now()
    held = room(place, now)
    old = rooms.digits(held, now - timedelta(minutes=4))
    for typed in ("", "12345", old, "000000" if rooms.digits(held, now) != "000000" else "111111"):
        with pytest.raises(sitting.Refused, match="wall"):
            sitting.begin(held, person, typed, now=now)
    row = sitting.begin(held, person, rooms.digits(held, now), now=now)
    assert sitting.begin(held, person, "", now=now).pk == row.pk
    assert len(row.asked) == 8
    assert row.ends_at == now + timedelta(minutes=20)
    with pytest.raises(sitting.Refused, match="closed"):
        late = held.ends_at + timedelta(minutes=1)
        sitting.begin(held, able(place, PROCTORED, "Muộn"), rooms.digits(held, now), now=late)


def test_a_room_that_asks_for_no_proctor_or_lies_in_the_past_is_not_planned(place: places.Province) -> None:
    now = clock.now()
    with pytest.raises(rooms.Refused, match="rule"):
        room(place, now, rule=ESSENTIAL)
    with pytest.raises(rooms.Refused, match="past"):
        room(place, now - timedelta(hours=5))


@pytest.mark.both
def test_a_sitting_adds_what_the_rule_lacks_and_mastery_stays_the_one_rule(place: places.Province) -> None:
    person, now = able(place, PROCTORED), clock.now()
    earning.ask(person, PROCTORED, on=clock.today())
    assert find(place, PROCTORED, person) == earning.Fulfilled((), 1)
    held = room(place, now)
    row = sitting.begin(held, person, rooms.digits(held, now), now=now)
    do(row)
    assert row.finished_at is not None
    assert set(earning.skills_shown(row)) == set(skills_of(PROCTORED))
    assert Event.objects.filter(learner=person, context="room").count() == 8
    stranger = worker(place, "Người Mới")
    new = sitting.begin(held, stranger, rooms.digits(held, now), now=now)
    do(new)
    shown = sitting.result(new)
    assert set(shown.shown) == set(skills_of(PROCTORED))
    assert set(shown.found.unlearnt) == set(skills_of(PROCTORED))  # no later day yet: the one rule of mastery
    assert shown.found.unseen == ()


@pytest.mark.both
def test_the_paper_of_a_proctored_rule_says_so(place: places.Province) -> None:
    person, now = able(place, PROCTORED), clock.now()
    held = room(place, now)
    do(sitting.begin(held, person, rooms.digits(held, now), now=now))
    SkillStanding.objects.filter(person=person).delete()  # written by hand; answers have replaced what stood there
    places.master(person, *skills_of(PROCTORED))
    (made,) = give(place, PROCTORED, person)
    assert made.is_proctored
    assert queries.paper(made.code, clock.today()).is_proctored  # type: ignore[union-attr]


@pytest.mark.both
def test_the_servers_clock_decides_and_an_answer_on_its_way_counts(place: places.Province) -> None:
    person, now = worker(place), clock.now()
    held = room(place, now)
    row = sitting.begin(held, person, rooms.digits(held, now), now=now)
    first, second, third = (item for item, _version, _event in row.asked[:3])
    unknown, device = UNKNOWN, uuid7()
    assert sitting.answer(row, first, unknown, device, now=row.ends_at + timedelta(seconds=5)) == ""
    assert sitting.answer(row, second, unknown, device, now=row.ends_at + timedelta(seconds=11)) == "late"
    assert sitting.next_item(row, row.ends_at + timedelta(seconds=1)) is None
    assert sitting.answer(row, "kns.4.3/khong-co", unknown, device, now=now) == "unknown"
    assert set(row.given) == {first}
    assert sitting.state_of(row, row.ends_at + timedelta(seconds=1)) == "over"
    assert third not in row.given


def test_the_same_answer_twice_is_once(place: places.Province) -> None:
    person, now = worker(place), clock.now()
    held = room(place, now)
    row = sitting.begin(held, person, rooms.digits(held, now), now=now)
    item = row.asked[0][0]
    for _again in range(2):
        assert sitting.answer(row, item, UNKNOWN, uuid7(), now=now) == ""
    assert Event.objects.filter(learner=person, context="room").count() == 1


def test_tasks_never_met_come_first(place: places.Province) -> None:
    person, now = worker(place), clock.now()
    first = room(place, now)
    do(sitting.begin(first, person, rooms.digits(first, now), now=now), right=False)
    again = room(place, now)
    row = sitting.begin(again, person, rooms.digits(again, now), now=now)
    before = {item for item, _version, _event in Sitting.objects.get(room=first).asked}
    assert not before & {item for item, _version, _event in row.asked}


def test_a_room_in_which_somebody_sits_is_not_called_off(place: places.Province) -> None:
    now = clock.now()
    held = room(place, now)
    sitting.begin(held, worker(place), rooms.digits(held, now), now=now)
    rooms.call_off(held.pk, by=BY)
    assert rooms.by_code(held.code) is not None
    empty = room(place, now)
    rooms.call_off(empty.pk, by=BY)
    assert rooms.by_code(empty.code) is None


# --- from elsewhere


def bring(person: uuid.UUID, **other: object) -> outside.OutsideCertificate:
    told = {"source": "national", "title": "Xác nhận kỹ năng số", "on": clock.today(), "skills": ("kns.4.3",), **other}
    data = told.pop("data", b"")
    return outside.declare(uuid7(), person, outside.Told(**told), data=data)  # type: ignore[arg-type]


@pytest.mark.both
def test_what_counts_from_elsewhere_is_a_dated_word_of_the_federation(place: places.Province) -> None:
    today, here = clock.today(), [place.sewing]
    first, second = worker(place, "Một"), worker(place, "Hai")
    seen = bring(first)
    bring(second)
    assert outside.counted_by_unit(here, today) == {}
    assert outside.decide(seen.pk, is_true=True, by=BY, name="Mai")
    assert not outside.decide(seen.pk, is_true=True, by=BY, name="Mai")
    assert outside.counted_by_unit(here, today) == {place.sewing: 1}
    rules.let_count("declared", unit=place.top, on=today, by=BY, name="Quân")
    assert outside.counted_by_unit(here, today) == {place.sewing: 2}
    assert rules.counting(today - timedelta(days=1), place.sewing) == "verified"
    outside.withdraw(seen.pk, first)
    assert outside.counted_by_unit(here, today) == {place.sewing: 1}
    assert [each.verb for each in audit.traces_of(first)][:2] == ["withdraw certificate", "verify certificate"]


def test_what_is_not_accepted_comes_back_with_a_reason_and_counts_nowhere(place: places.Province) -> None:
    person = worker(place)
    brought = bring(person)
    outside.decide(brought.pk, is_true=False, by=BY, name="Mai", reason="Ảnh mờ, không đọc được số")
    (row,) = outside.of_person(person)
    assert (row.state, row.reason) == ("refused", "Ảnh mờ, không đọc được số")
    assert outside.claims_of(person) == {}


def test_a_file_is_told_by_its_content_and_a_day_that_is_to_come_is_refused(place: places.Province) -> None:
    person = worker(place)
    with pytest.raises(NotThis, match="kind"):
        bring(person, data=b"MZ not a picture")
    with pytest.raises(NotThis, match="future"):
        bring(person, on=clock.today() + timedelta(days=1))
    assert bring(person, data=b"%PDF-1.7 ...").ending == "pdf"
    assert len(outside.of_person(person)) == 1


def test_a_claim_moves_the_entry_test_and_nothing_that_is_kept(place: places.Province) -> None:
    person, now = worker(place), clock.now()
    before = diagnosis.next_task(person, now=now)[0]
    brought = bring(person, skills=tuple(curriculum.current().skills))
    after = diagnosis.next_task(person, now=now)[0]
    assert (after.task, after.p) != (before.task, before.p)
    assert learning.current_mind(person).state.events == 0
    assert [each for each in diagnosis.outcome(person, now=now).findings if each.said] == []
    outside.withdraw(brought.pk, person)
    again = diagnosis.next_task(person, now=now)[0]
    assert (again.task, again.p) == (before.task, before.p)


def test_core_and_room_use_one_word(place: places.Province, site: Client) -> None:
    assert {core.DECLARED, core.VERIFIED, core.REFUSED, core.WITHDRAWN} == {
        "declared", "verified", "refused", "withdrawn",
    }  # fmt: skip
