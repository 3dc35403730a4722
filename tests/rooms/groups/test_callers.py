"""Somebody calls who is on no list: written down with his word, called back, and gone after a month."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from hocvuso.groups import volunteering
from hocvuso.groups.help_desk import own_data as desk_own_data
from hocvuso.groups.help_desk import queries
from hocvuso.groups.models import HelpOutcome, HelpRemark, HelpRequest
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models import Grant
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded, phone_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def pair(place, chair) -> tuple[uuid.UUID, uuid.UUID]:
    """Two volunteers of the sewing factory."""
    both = places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)
    founded(place.sewing, chair, *both)
    return both


def form(**other: str) -> dict[str, str]:
    """Return what an official types while somebody is on the phone."""
    return {
        "ma": str(uuid7()), "ten": "Bà Sáu <bán nước>", "so": "0912 345 678", "q": "mat the, so cc 079123456789",
        "cach": "call", "dong-y": "1", **other,
    }  # fmt: skip


def test_a_caller_is_helped_by_a_volunteer_who_sees_name_and_number(place, chair, pair):
    desk = places.come_in()
    sent = form()
    first, again = (desk.post("/cb/ho-tro/goi?don-vi=SEW", sent) for _ in range(2))
    row = HelpRequest.objects.get()
    assert first["Location"] == again["Location"] and first.status_code == 302, "sent twice it is one"
    assert (row.caller_phone, row.source, row.entered_by, row.home_unit) == ("0912345678", "phone", chair, None)
    assert "079123456789" not in HelpRemark.objects.get().text
    shown = desk.get(first["Location"]).content.decode()
    assert "Bà Sáu &lt;bán nước&gt;" in shown and "tel:0912345678" in shown and "Tạm chặn" not in shown
    helper = phone_of(pair[0])
    assert "Bà Sáu" not in helper.get("/to").content.decode(), "before it is taken nobody's name is shown"
    helper.post(f"/to/viec/{row.pk}", {"viec": "nhan"})
    page = helper.get(f"/to/viec/{row.pk}").content.decode()
    assert "Bà Sáu" in page and "tel:0912345678" in page
    assert phone_of(pair[1]).get(f"/to/viec/{row.pk}").status_code == 404
    assert not Grant.objects.filter(consent=row.pk).exists()
    volunteering.finish(pair[0], row.pk, "solved", 12, now=clock.now())
    assert queries.helped_by(pair[0], row.pk, clock.today()) is None
    assert HelpOutcome.objects.get().unit == place.sewing


@pytest.mark.parametrize("left_out", ["ten", "so", "q", "dong-y"])
def test_nothing_is_kept_without_name_number_need_and_word(place, chair, pair, left_out):
    desk = places.come_in()
    answer = desk.post("/cb/ho-tro/goi?don-vi=SEW", form(**{left_out: ""}))
    assert answer.status_code == 422 and not HelpRequest.objects.exists()
    assert left_out == "ten" or "Bà Sáu &lt;bán nước&gt;" in answer.content.decode(), "what was typed stays"


def test_a_form_cannot_name_somebody_elses_account(place, chair, pair):
    lan = people.enrol(full_name="Nguyễn Thị Lan")
    places.come_in().post("/cb/ho-tro/goi?don-vi=SEW", form(ma=str(lan)))
    assert HelpRequest.objects.get().person != lan


def test_a_caller_is_seen_by_those_of_the_unit_only_and_forgotten_after_a_month(place, chair, pair, monkeypatch):
    places.come_in().post("/cb/ho-tro/goi?don-vi=SEW", form())
    row, day = HelpRequest.objects.get(), clock.today()
    beside = places.official(place.shoes, username="giay")
    staff = places.official(place.sewing, username="nhansu", employer_side=True)
    assert queries.readable(chair, row.pk, day) is not None
    assert queries.readable(beside, row.pk, day) is None and queries.readable(staff, row.pk, day) is None
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=31))
    desk_own_data.forget_old()
    assert not HelpRequest.objects.exists()
