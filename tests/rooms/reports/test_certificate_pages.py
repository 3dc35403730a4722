"""Officials and certificates: counts for all, names behind the second factor, nothing single for the employer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.certificates import actions, earning, outside, queries, rooms, rules
from hocvuso.certificates.actions import Words
from hocvuso.certificates.models import Bundle, Certificate
from hocvuso.core.meeting import Meeting
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports import movement
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
HERE = "?don-vi=SEW"


@pytest.fixture
def place():
    return places.province()


def text(answer):
    return answer.content.decode()


def ready(place, name="Trần Thị Mây", unit=None):
    person = places.worker(name, unit or place.sewing, agreed=True)
    places.master(person, *rules.on(clock.today())["thiet-yeu"].rule.skills)
    earning.ask(person, "thiet-yeu", on=clock.today())
    return person


def held(place, number=6):
    persons = [places.worker(f"Lý Thị {each}", place.sewing) for each in range(number)]
    return actions.issue(
        "skills", persons, unit=place.sewing, by=uuid7(), on=clock.today(), about="rule:thiet-yeu",
        words=Words("Kỹ năng số thiết yếu"),
    )  # fmt: skip


def test_the_employers_side_sees_counts_and_no_small_ones(place):
    held(place, 4)
    places.official(place.sewing, username="quang", employer_side=True)
    browser = places.come_in("quang")
    page = text(browser.get(f"/cb/chung-nhan{HERE}"))
    assert "Dưới 5 chứng nhận" in page
    assert "Lý Thị" not in page and "danh-sach" not in page
    for address in ("danh-sach", "cap/thiet-yeu", "in", "ngoai", f"{queries.listed([place.sewing])[0].pk}"):
        assert browser.get(f"/cb/chung-nhan/{address}{HERE}").status_code == 403


def test_who_asked_and_fulfils_is_shown_with_a_trace_and_given_one_file(place, chair):
    may, other = ready(place), ready(place, "Đỗ Văn Xa", place.shoes)
    learning = places.worker("Vũ Thị Học", place.sewing, agreed=True)
    earning.ask(learning, "thiet-yeu", on=clock.today())
    browser = places.come_in()
    page = text(browser.get(f"/cb/chung-nhan/cap/thiet-yeu{HERE}"))
    assert "Trần Thị Mây" in page and "1 người khác đã đề nghị" in page
    assert "Vũ Thị Học" not in page and "Đỗ Văn Xa" not in page
    assert [each.what for each in audit.traces_of(may) if each.verb == "read"] == ["application"]
    assert not [each for each in audit.traces_of(learning) if each.verb == "read"]
    answer = browser.post(
        f"/cb/chung-nhan/cap/thiet-yeu{HERE}", {"ai": [str(may), str(other), str(learning)], "so": "12/QĐ"}
    )
    assert answer.headers["Location"].startswith("/cb/chung-nhan/in")
    (row,) = Certificate.objects.all()
    assert (row.person, row.decision, row.signed_name) == (may, "12/QĐ", "Lê Thị Hạnh")
    assert Bundle.objects.get().certificates == [str(row.pk)]
    assert "Waiting" not in text(browser.get(f"/cb/chung-nhan/in{HERE}"))


def test_a_revocation_needs_a_reason_and_is_taken_back_within_a_day(place, chair):
    one = held(place, 1)[0]
    browser, address = places.come_in(), f"/cb/chung-nhan/{one.id}{HERE}"
    assert browser.post(address, {"viec": "thu-hoi", "ly-do": " "}).status_code == 422
    browser.post(address, {"viec": "thu-hoi", "ly-do": "Cấp nhầm"})
    assert queries.one(one.id).standing == "revoked"
    assert "Cấp nhầm" in text(browser.get(address))
    browser.post(address, {"viec": "bo-thu-hoi"})
    assert queries.one(one.id).standing == "valid"
    assert browser.get(f"/cb/chung-nhan/{one.id}?don-vi=SHO").status_code == 403


def test_a_list_of_hundreds_takes_few_statements(place, chair, django_assert_max_num_queries):
    held(place, 120)
    browser = places.come_in()
    browser.get(f"/cb/chung-nhan/danh-sach{HERE}")
    with django_assert_max_num_queries(45):
        page = text(browser.get(f"/cb/chung-nhan/danh-sach{HERE}&tim=ly thi 11"))
    assert "Lý Thị 11" in page and "Lý Thị 20" not in page


def test_the_wall_shows_a_code_and_no_name_and_only_to_who_watches(place, chair):
    now = clock.now()
    row = rooms.plan(
        uuid7(), place.sewing, rooms.Details("an-toan", "Nhà ăn", None, "Lê Thị Mai"),
        Meeting(now - timedelta(minutes=1), now + timedelta(hours=1)), by=chair,
    )  # fmt: skip
    browser = places.come_in()
    said = browser.get(f"/cb/chung-nhan/phong/{row.pk}/man-hinh/moi{HERE}").json()
    assert (len(said["digits"]), said["came"], said["done"]) == (6, 0, 0)
    assert browser.get(f"/cb/chung-nhan/phong/{row.pk}/man-hinh?don-vi=SHO").status_code == 403


def test_what_people_bring_is_verified_or_given_back_with_a_word(place, chair):
    person = places.worker("Trần Thị Mây", place.sewing)
    brought = outside.declare(uuid7(), person, outside.Told("national", "Xác nhận kỹ năng số", clock.today()))
    browser, address = places.come_in(), f"/cb/chung-nhan/ngoai/{brought.pk}{HERE}"
    assert "Trần Thị Mây" in text(browser.get(f"/cb/chung-nhan/ngoai{HERE}"))
    assert browser.post(address, {"viec": "tra", "ly-do": ""}).status_code == 422
    browser.post(address, {"viec": "dung"})
    assert outside.of_person(person)[0].state == "verified"
    assert {each.what for each in audit.traces_of(person) if each.verb == "read"} == {"outside"}


@pytest.mark.both
def test_returns_targets_and_programmes_count_certificates(place):
    today = clock.today()
    made = held(place, 6)
    actions.revoke(made[0].id, by=uuid7(), reason="sai")
    units = [place.sewing, place.shoes]
    found = movement.counted(units, today.replace(day=1), today)
    assert (found[place.sewing]["certificates"], found[place.shoes]["certificates"]) == (5, 0)
    assert movement.holding("certificate", units, today) == {place.sewing: True, place.shoes: False}
