"""The page of roles says how far an invitation is, makes a link once, takes it back, and reads a code out."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

from hocvuso.unions import actions, inviting, roles
from hocvuso.unions.models import Role
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/cb/vai-tro?don-vi=SEW"


@pytest.fixture
def lan(place):
    """Chair of the sewing factory's union, never invited."""
    person = places.worker("Nguyễn Thị Lan", place.sewing, phone="0900000123")
    actions.give_role(person, place.sewing, roles.CHAIR, on=places.LONG_AGO)
    return person


def text(response) -> str:
    return response.content.decode()


def test_the_state_of_an_invitation_is_seen_and_changed(place, lan):
    places.official(place.ward, role=roles.OFFICIAL)
    desk, role = places.come_in(), Role.objects.get(person_id=lan).id
    assert "chưa mời" in text(desk.get(PAGE))
    made = text(desk.post(PAGE, {"viec": "moi", "vai": role}))
    link = re.search(r"/cb/nhan-viec/[0-9a-f]{32}", made)
    assert link is not None and "Liên kết cho Nguyễn Thị Lan" in made
    page = text(desk.get(PAGE))
    assert "đã gửi, mở được đến" in page and link.group() not in page, "shown once"
    assert Client().get(link.group()).status_code == 200
    spoken = text(desk.post(PAGE, {"viec": "doc-ma", "vai": role}))
    assert "để đọc qua điện thoại" in spoken and re.search(r'class="q num"[^>]*>\d{3} \d{3}<', spoken)
    assert desk.post(PAGE, {"viec": "rut", "vai": role}).status_code == 302
    assert "đã rút" in text(desk.get(PAGE))
    assert Client().get(link.group()).status_code == 410
    assert "Liên kết không còn mở được" in text(desk.post(PAGE, {"viec": "doc-ma", "vai": role}))


def test_what_stands_against_a_link_is_said(place, lan):
    places.official(place.ward, role=roles.OFFICIAL)
    actions.give_role(lan, place.top, roles.OFFICIAL, on=places.LONG_AGO)
    desk, role = places.come_in(), Role.objects.get(person_id=lan, unit_id=place.sewing).id
    assert "một vai trò mà anh/chị không trao được" in text(desk.get(PAGE))
    refused = desk.post(PAGE, {"viec": "moi", "vai": role})
    assert refused.status_code == 422
    assert not inviting.standings([role])


def test_a_role_of_another_unit_is_not_touched_from_here(place, lan):
    places.official(place.ward, role=roles.OFFICIAL)
    desk, role = places.come_in(), Role.objects.get(person_id=lan).id
    for verb in ("moi", "rut", "doc-ma"):
        assert desk.post("/cb/vai-tro?don-vi=SHO", {"viec": verb, "vai": role}).status_code == 404
    assert not inviting.standings([role])


def test_the_demonstration_shows_codes_and_no_other_site_does(place, lan):
    official = places.official(place.ward, role=roles.OFFICIAL)
    secret = inviting.invite(Role.objects.get(person_id=lan).id, by=official, today=places.today())
    Client().post(f"/cb/nhan-viec/{secret}", {"viec": "nhan"})
    assert Client().get("/cb/demo").status_code == 404
    with override_settings(DEMO=True):
        page = text(Client().get("/cb/demo"))
    assert re.search(r"<dt>Nguyễn Thị Lan</dt><dd class=\"num\">\d{6}</dd>", page)
