"""Pages of drives as whoever takes part sees them, and what everybody may see."""

from __future__ import annotations

import re

import pytest

from hocvuso.core.emulation import Criterion
from hocvuso.emulation import commending, drives, queries
from hocvuso.emulation.commending import Paper
from hocvuso.emulation.models import DrivePledge
from hocvuso.groups.models import Group, GroupMember
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.emulation.drives_of import BOTH, BY, able, learnt, pledged, running, tomorrow, written
from tests.rooms.families.households import phone_of, worker

pytestmark = pytest.mark.django_db(databases="__all__")


def text(answer) -> str:
    """Return a page's text."""
    return answer.content.decode()


def test_without_a_name_there_is_one_way_on(site):
    answer = site.get("/thi-dua")
    assert answer.status_code == 403
    assert "/luu?ve=/thi-dua" in text(answer)


def test_the_list_shows_drives_of_ones_unions_and_no_other(place):
    lan = phone_of(worker(place))
    assert "Hiện chưa có đợt thi đua" in text(lan.get("/thi-dua"))
    row = running(place.ward)
    elsewhere, hidden = running(place.zone), written(place.ward)
    page = text(lan.get("/thi-dua"))
    assert str(row.pk) in page
    assert str(elsewhere.pk) not in page
    assert str(hidden.pk) not in page
    assert lan.get(f"/thi-dua/{elsewhere.pk}").status_code == 404
    assert lan.get(f"/thi-dua/{hidden.pk}").status_code == 404


def test_taking_part_is_a_choice_beside_an_equal_no(place):
    row = running(place.ward)
    lan = phone_of(worker(place))
    page = text(lan.get(f"/thi-dua/{row.pk}"))
    assert "Bạn có muốn tham gia không?" in page
    assert re.search(r'class="b2" href="/thi-dua">Không tham gia', page)
    assert not DrivePledge.objects.exists(), "looking is no pledge"


def test_from_pledge_to_progress(place):
    person = worker(place)
    row, lan = running(place.ward), phone_of(person)
    assert "Ghi một số" in text(lan.post(f"/thi-dua/{row.pk}/dang-ky", {"g0": "0", "g1": "1"}))
    again = lan.post(f"/thi-dua/{row.pk}/dang-ky", {"g0": "mười", "g1": "1", "ten": "1"})
    assert (again.status_code, DrivePledge.objects.count()) == (422, 0)
    assert "mười" in text(again), "what was typed is kept"
    for _ in range(2):
        assert lan.post(f"/thi-dua/{row.pk}/dang-ky", {"g0": "4", "g1": "", "ten": "1"}).status_code == 302
    learnt(person, 1, 2)
    page = text(lan.get(f"/thi-dua/{row.pk}"))
    assert "Bạn đi được đến đâu rồi?" in page
    assert "Mục tiêu của bạn: 4" in page
    assert 'max="100" value="50"' in page
    assert page.count('class="btn"') == 1
    lan.post(f"/thi-dua/{row.pk}/ten", {"ten": "0"})
    assert not DrivePledge.objects.get().is_named


def test_leaving_asks_once_and_leaves_nothing(place):
    person = worker(place)
    row, lan = running(place.ward), phone_of(person)
    pledged(row, person, place.sewing)
    assert "Rút khỏi đợt thi đua này?" in text(lan.get(f"/thi-dua/{row.pk}/rut"))
    for _ in range(2):
        assert lan.post(f"/thi-dua/{row.pk}/rut").status_code == 302
    assert not DrivePledge.objects.exists()
    assert "Bạn có muốn tham gia không?" in text(lan.get(f"/thi-dua/{row.pk}"))


def test_a_change_is_told_on_the_page_before_it_holds(place):
    row, lan = running(place.ward), phone_of(worker(place))
    more = (Criterion("person", "days", 30),)
    drives.change_rules(row.pk, tomorrow(), more, "Kéo dài", by=BY, on=places.today())
    page = text(lan.get(f"/thi-dua/{row.pk}"))
    assert "30 ngày có học" in page
    assert "Kéo dài" in page


def test_somebody_without_a_unit_is_led_to_say_it(place):
    from hocvuso.people import actions as people

    person = people.enrol(full_name="Lê Văn Không")
    people.decide(person, "learn", given=True, way="test")
    row, nobody = running(place.ward), phone_of(person)
    assert "/don-vi" in text(nobody.get("/thi-dua")) or "Cho biết" in text(nobody.get("/thi-dua"))
    assert nobody.get(f"/thi-dua/{row.pk}").status_code == 404


def led(place, person) -> Group:
    """Let somebody lead a founded group of the sewing factory."""
    today = places.today()
    group = Group.objects.create(unit=place.sewing, name="Tổ may", code="abcdef", prepared_on=today, founded_on=today)
    GroupMember.objects.create(
        group=group, person=person, role="head", proposed_on=today, joined_at=clock.now()
    )  # fmt: skip
    return group


def test_who_leads_a_group_pledges_for_it_and_nobody_else(place):
    head, other = worker(place), worker(place, "Trần Thị Mai")
    row = running(place.ward, criteria=(*BOTH, Criterion("group", "helped", 5)))
    group = led(place, head)
    here = f"/thi-dua/{row.pk}/to/{group.pk}"
    assert phone_of(other).get(here).status_code == 404
    lan = phone_of(head)
    assert "Tổ may" in text(lan.get(f"/thi-dua/{row.pk}"))
    assert lan.post(here, {"g0": "x"}).status_code == 422
    assert lan.post(here, {"g0": "7"}).status_code == 302
    assert DrivePledge.objects.get().subject == group.pk
    assert "Tổ của bạn đi được đến đâu rồi?" in text(lan.get(here))
    lan.post(here, {"viec": "rut"})
    assert not DrivePledge.objects.exists()


def test_the_public_list_names_who_agreed_and_nobody_before_a_decision(place, site):
    row = running(place.ward)
    able(row, place, 2, is_named=True)
    silent = worker(place, "Không Nêu Tên")
    pledged(row, silent, place.sewing)
    here = f"/thi-dua/{row.pk}/khen-thuong"
    assert site.get(here).status_code == 404
    commending.propose(row.pk, DrivePledge.objects.values_list("pk", flat=True), by=BY, on=places.today())
    assert site.get(here).status_code == 404
    held = queries.commendations(row.pk)
    commending.award(row.pk, [each.pk for each in held], Paper("1/QĐ", places.today(), "An"), by=BY)
    page = text(site.get(here))
    assert "Nguyễn Thị Số 0" in page
    assert "Không Nêu Tên" not in page
    assert "không phải đánh giá lao động" in page
    drives.remove(row.pk, by=BY)
    assert site.get(here).status_code == 404


def test_pages_of_drives_that_there_are_not(place):
    lan = phone_of(worker(place))
    for path in ("", "/dang-ky", "/khen-thuong"):
        assert lan.get(f"/thi-dua/{uuid7()}{path}").status_code == 404
    assert lan.get(f"/thi-dua/{uuid7()}/rut").status_code == 302


def test_the_list_asks_the_same_number_of_statements_for_many_drives(place, django_assert_max_num_queries):
    for _ in range(8):
        running(place.ward)
    lan = phone_of(worker(place))
    lan.get("/thi-dua")
    with django_assert_max_num_queries(18):
        lan.get("/thi-dua")
