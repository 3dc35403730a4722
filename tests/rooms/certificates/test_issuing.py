"""Issuing, checking, revoking, and names put right: what the square code of each paper then says."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from hocvuso.certificates import actions, kinds, queries, tasks
from hocvuso.certificates.actions import Words
from hocvuso.certificates.models import Certificate
from hocvuso.certificates.queries import Issued
from hocvuso.certificates.shown import Paper
from hocvuso.core.certificate import Rule
from hocvuso.people import actions as people
from hocvuso.people import own_data, traces
from hocvuso.people.actions import By
from hocvuso.people.models import Change, Person
from hocvuso.plumbing import audit, clock, outbox
from tests.rooms import places

pytestmark = pytest.mark.django_db
BY = uuid.UUID(int=7)
NAMES = ("Nguyễn Thị Ngọc Ánh", "Đặng Hữu Nghĩa", "Trương Thị Phượng")
RULE = Rule("nen-tang", date(2026, 1, 1), ("kns.10.1", "kns.4.3"), months=24)


def somebody(name: str) -> uuid.UUID:
    return people.enrol(full_name=name)


def given(
    place: places.Province, persons: list[uuid.UUID], *, about: str = "class:1", on: date | None = None,
    rule: Rule | None = None,
) -> list[Issued]:  # fmt: skip
    return actions.issue(
        "skills", persons, unit=place.sewing, by=BY, on=on or clock.today(), about=about,
        words=Words("Tránh lừa đảo", lines={persons[0]: ["Giải Nhất"]}, decision="12/QĐ", signed="Lê Thị Mai"),
        rule=rule,
    )  # fmt: skip


@pytest.mark.both
def test_issuing_twice_is_once_and_whoever_has_no_name_is_left_out(place: places.Province) -> None:
    persons = [somebody(name) for name in NAMES]
    nameless = people.begin(source="").person
    first = given(place, [*persons, nameless, persons[0]])
    assert [(each.person, each.name) for each in first] == list(zip(persons, NAMES, strict=True))
    assert len({each.code for each in first}) == 3
    again = given(place, [*reversed(persons), somebody("Vũ Văn Đủ")])
    assert {each.person: each.code for each in again if each.person in persons} == {
        each.person: each.code for each in first
    }
    assert len(again) == 4
    assert Certificate.objects.get(pk=first[0].id).details == ["Giải Nhất"]
    assert queries.issued_about("class:1")[persons[1]].code == first[1].code


@pytest.mark.both
def test_many_take_few_statements(place: places.Province, django_assert_max_num_queries: object) -> None:
    persons = [somebody(f"{NAMES[number % 3]} {number}") for number in range(120)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert len(given(place, persons)) == 120
    told = [each for each in outbox.due(500) if each.kind == "certificate_issued"]
    assert {each.recipient for each in told} == set(persons)


@pytest.mark.both
def test_a_paper_keeps_the_rule_and_the_words_of_its_day(place: places.Province, site: Client) -> None:
    person = somebody(NAMES[0])
    (old,) = given(place, [person], on=date(2026, 3, 31), rule=RULE, about="rule:nen-tang")
    assert old.until == date(2028, 3, 31)
    later = Rule("nen-tang", date(2027, 1, 1), ("kns.10.1",), months=6)
    (same,) = given(place, [person], on=date(2027, 2, 1), rule=later, about="rule:nen-tang")
    assert same.code == old.code
    (new,) = given(place, [person], on=date(2028, 4, 1), rule=later, about="rule:nen-tang")
    assert (new.code != old.code, new.until) == (True, date(2028, 10, 1))
    found = queries.paper(old.code, date(2028, 4, 1))
    assert found is not None
    assert (found.standing, found.newer) == ("replaced", new.code)
    assert Certificate.objects.get(pk=old.id).rule_from == date(2026, 1, 1)


def test_the_check_shows_what_stands_on_the_paper_and_nothing_else(place: places.Province, site: Client) -> None:
    person = people.enrol(full_name=NAMES[0], phone="0900000123")
    (made,) = given(place, [person])
    answer = site.get(f"/chung-nhan/{made.code.upper()}")
    page = answer.content.decode()
    for shown in (NAMES[0], "Tránh lừa đảo", made.unit_name, "12/QĐ", made.code, "còn hiệu lực"):
        assert shown in page
    for hidden in ("0900000123", str(person)):
        assert hidden not in page
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert 'name="robots" content="noindex"' in page


def test_guessing_codes_is_turned_away_and_true_codes_are_not(place: places.Province, site: Client) -> None:
    (made,) = given(place, [somebody(NAMES[0])])
    assert [site.get(f"/chung-nhan/khongco{number}").status_code for number in range(31)] == [404] * 30 + [429]
    assert site.get(f"/chung-nhan/{made.code}").status_code == 200


def test_a_revoked_paper_says_so_and_its_reason_stays_inside(place: places.Province, site: Client) -> None:
    person = somebody(NAMES[0])
    (made,) = given(place, [person])
    assert actions.revoke(made.id, by=BY, reason="Cấp nhầm người")
    assert not actions.revoke(made.id, by=BY, reason="lần nữa")
    page = site.get(f"/chung-nhan/{made.code}").content.decode()
    assert "đã bị thu hồi" in page
    assert "Cấp nhầm người" not in page
    assert queries.papers([made.id], clock.today()) == []
    assert [each.kind for each in outbox.due() if each.recipient == person][-1] == "certificate_revoked"
    actions.restore(made.id, by=BY)
    assert "còn hiệu lực" in site.get(f"/chung-nhan/{made.code}").content.decode()
    assert [each.verb for each in audit.traces_of(person)][:2] == ["restore certificate", "revoke certificate"]


def test_a_revocation_stays_after_a_day_and_beside_a_new_one(place: places.Province) -> None:
    person = somebody(NAMES[0])
    (made,) = given(place, [person])
    actions.revoke(made.id, by=BY, reason="sai")
    Certificate.objects.filter(pk=made.id).update(ended_at=clock.now() - timedelta(hours=25))
    with pytest.raises(actions.TooLate):
        actions.restore(made.id, by=BY)
    Certificate.objects.filter(pk=made.id).update(ended_at=clock.now())
    (new,) = given(place, [person])
    assert new.code != made.code
    with pytest.raises(actions.TooLate):
        actions.restore(made.id, by=BY)


@pytest.mark.both
def test_a_name_put_right_is_followed_by_the_paper_and_old_prints_lead_there(
    place: places.Province, site: Client
) -> None:
    person = somebody("Nguyễn Thị Ngoc Anh")
    (made,) = given(place, [person], on=date(2026, 5, 1))
    people.correct_name(person, NAMES[0], by=By(BY))
    (now,) = queries.of_person(person)
    assert (now.name, now.on) == (NAMES[0], date(2026, 5, 1))
    page = site.get(f"/chung-nhan/{made.code}").content.decode()
    assert f"/chung-nhan/{now.code}" in page
    assert "đã được thay bằng giấy mới" in page
    people.correct_name(person, "Nguyễn Thị Ngọc Anh", by=By(BY))
    third = queries.of_person(person)[0]
    assert f"/chung-nhan/{third.code}" in site.get(f"/chung-nhan/{made.code}").content.decode()
    assert actions.follow_name(person, by=BY) == []


def test_a_correction_taken_back_is_followed_too(place: places.Province) -> None:
    person = somebody(NAMES[0])
    given(place, [person])
    people.correct_name(person, NAMES[1], by=By(BY))
    people.take_back(Change.objects.get(person_id=person).id, by=By(BY))
    assert [each.name for each in queries.of_person(person)] == [NAMES[0]]


def test_a_name_that_changed_on_another_way_is_followed_at_night(place: places.Province) -> None:
    person = somebody(NAMES[0])
    given(place, [person])
    Person.objects.filter(id=person).update(full_name=NAMES[2])
    assert tasks.follow_names() == 1
    assert tasks.follow_names() == 0
    assert [each.name for each in queries.of_person(person)] == [NAMES[2]]


def test_what_is_erased_stays_a_paper_without_a_name(place: places.Province, site: Client) -> None:
    person = somebody(NAMES[0])
    (made,) = given(place, [person])
    holder = next(each for each in own_data.holders() if each.name == "certificates")
    assert holder.count([person]) == 1
    assert holder.export([person])["certificates"][0]["name"] == NAMES[0]
    people.erase(person, by=person, way="page")
    assert holder.count([person]) == 0
    page = site.get(f"/chung-nhan/{made.code}").content.decode()
    assert NAMES[0] not in page
    assert "không còn kiểm tra được" in page


def test_two_accounts_that_are_one_keep_one_paper_and_come_apart_again(place: places.Province) -> None:
    kept, gone = somebody(NAMES[0]), somebody(NAMES[0])
    mine, theirs = given(place, [kept, gone])
    (other,) = given(place, [gone], about="class:2")
    holder = next(each for each in own_data.holders() if each.name == "certificates")
    moved = holder.merged(gone, kept)
    assert {each.code for each in queries.of_person(kept)} == {mine.code, other.code}
    assert queries.paper(theirs.code, clock.today()).newer == mine.code  # type: ignore[union-attr]
    holder.unmerged(gone, kept, moved)
    assert {each.code for each in queries.of_person(gone)} == {theirs.code, other.code}


def test_the_person_sees_in_plain_words_who_did_what(place: places.Province) -> None:
    person = somebody(NAMES[0])
    given(place, [person])
    assert [each.did for each in traces.seen([person])] == ["đã cấp cho bạn một chứng nhận"]


def test_papers_of_another_room_are_checked_at_the_same_door(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_sources", [])
    paper = Paper("zzzzz22222", "CĐCS May", "công nhận", ("Bà Sáu",), "là", "Gia đình công nhân số", date(2026, 1, 1))
    kinds.register_source(lambda code, _day: paper if code == "zzzzz22222" else None)
    assert "Gia đình công nhân số" in site.get("/chung-nhan/ZZZZZ22222").content.decode()


@pytest.mark.both
def test_what_held_on_a_day_is_counted(place: places.Province) -> None:
    persons, today = [somebody(name) for name in NAMES], clock.today()
    on, here = today - timedelta(days=100), [place.sewing]
    made = given(place, persons, on=on, rule=RULE, about="rule:nen-tang")
    people.correct_name(persons[0], "Nguyễn Thị Ngọc Ảnh", by=By(BY))
    actions.revoke(made[1].id, by=BY, reason="sai")
    assert queries.holding_by_unit(here, today) == {place.sewing: 2}
    assert queries.holding_by_unit(here, on) == {place.sewing: 3}
    assert queries.holding_by_unit(here, on - timedelta(days=1)) == {}
    assert queries.holding_by_unit(here, today + timedelta(days=800)) == {}
    assert queries.issued_by_unit(here, on, today) == {place.sewing: 2}
