"""The officials' page of what a unit reaches together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.motivation.models import UnitChallenge
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
HERE = "/cb/thi-dua/thu-thach?don-vi=SEW"


def test_a_challenge_is_begun_once_taken_off_and_brought_back(place, chair):
    browser, today = places.come_in(), places.today()
    assert "Đơn vị cùng nhau đạt điều gì?" in browser.get(HERE).content.decode()
    form = {"so": "01890a5d-ac96-774b-bcce-b302099a8057", "ten": "Hai trăm kỹ năng", "gi": "skills",
            "so-luong": "1.200", "tu": f"{today:%d/%m/%Y}",
            "den": f"{today + timedelta(days=30):%d/%m/%Y}"}  # fmt: skip
    wrong = browser.post(HERE, {**form, "so-luong": "nhiều"})
    assert wrong.status_code == 422
    assert "nhiều" in wrong.content.decode()
    for _ in range(2):
        assert browser.post(HERE, form).status_code == 302
    row = UnitChallenge.objects.get()
    assert row.goal == 1200
    assert "Hiện dưới năm người" in browser.get(HERE).content.decode()
    browser.post(HERE, {"viec": "bo", "thu-thach": str(row.pk)})
    assert "Đã gỡ (1)" in browser.get(HERE).content.decode()
    browser.post(HERE, {"viec": "lay-lai", "thu-thach": str(row.pk)})
    row.refresh_from_db()
    assert row.removed_at is None


def test_a_challenge_of_another_unit_is_not_taken_off(place, chair):
    today = places.today()
    row = UnitChallenge.objects.create(
        id="01890a5d-ac96-774b-bcce-b302099a8057", unit_id=place.shoes, title="Của họ", what="skills", goal=5,
        starts_on=today, ends_on=today, made_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    places.come_in().post(HERE, {"viec": "bo", "thu-thach": str(row.pk)})
    row.refresh_from_db()
    assert row.removed_at is None
