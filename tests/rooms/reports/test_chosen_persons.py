"""Handing over persons by name: who is shown, the choice over many pages, the question, once, and undoing it."""

import re
from datetime import timedelta

import pytest

from hocvuso.people import actions as people
from hocvuso.plumbing import audit, clock
from hocvuso.reports.views.structure import chosen
from hocvuso.unions import queries
from hocvuso.unions.models import Employment, Membership, StructureChange
from tests.rooms import places
from tests.rooms.reports.test_structure_pages import page

pytestmark = [pytest.mark.django_db(databases="__all__")]
PICK, ORDER = "/cb/co-cau/SEW/chon-nguoi?don-vi=T", "/cb/co-cau/SEW/giao-nguoi?don-vi=T"
NAMES = ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lò Thị Én", "Vũ Văn Sáu", "Lê Thị Na", "Đỗ Văn Đức")


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def workers(place):
    return {name: places.worker(name, place.sewing) for name in NAMES}


@pytest.fixture
def desk(place, workers):
    places.official(place.top, username="quan", role="official")
    return places.come_in("quan")


def form(answer):
    """Return the fields of a form as a browser would send them: hidden ones, and boxes that are ticked."""
    fields = {}
    for tag in re.findall(r"<input [^>]+>", answer.content.decode()):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") == "checkbox" and "checked" not in tag:
            continue
        if facts.get("name") and facts["name"] != "csrfmiddlewaretoken":
            fields.setdefault(facts["name"], []).append(facts.get("value", ""))
    return fields


def press(desk, answer, button, *, tick=(), untick=(), to=PICK, **typed):
    """Fill in the page and press one of its buttons."""
    fields = form(answer) | {name.replace("_", "-"): [value] for name, value in typed.items()}
    boxes = set(fields.pop("chon-nguoi", [])) | {chosen.pack([each]) for each in tick}
    return desk.post(to, {**fields, "chon-nguoi": sorted(boxes - {chosen.pack([each]) for each in untick}),
                          "buoc": button})  # fmt: skip


def test_two_of_six_are_handed_over_once_and_come_back(desk, place, workers):
    lan, hung = workers["Nguyễn Thị Lan"], workers["Trần Văn Hùng"]
    answer = desk.get(PICK)
    assert all(name in page(answer) for name in NAMES)
    order = press(desk, answer, "sua", tick=[lan, hung], to=ORDER)
    assert "Đã chọn 2 người" in page(order)
    question = press(
        desk, order, "xem", to=ORDER, vao="SHO", so="12/QĐ-LĐLĐ", nguoi_ky="Trần Văn Bình", ly_do="Theo chuyền"
    )
    assert "Bàn giao 2 đoàn viên sang CĐCS Công ty Giày Cánh Diều?" in page(question)
    assert "Nguyễn Thị Lan" in page(question) and "Lò Thị Én" not in page(question)
    assert queries.member_count(place.shoes, clock.today()) == 0, "nothing is saved by looking"
    done, again = (press(desk, question, "luu", to=ORDER) for _ in range(2))
    assert done.status_code == 302 and again.headers["Location"] == done.headers["Location"]
    moved = set(queries.member_ids(place.shoes, clock.today()))
    assert moved == {lan, hung} and queries.member_count(place.sewing, clock.today()) == 4
    assert moved == set(queries.employed_ids(place.shoes, clock.today(), "worker")), "the place of work goes along"
    shown = page(desk.get(done.headers["Location"]))
    assert "12/QĐ-LĐLĐ" in shown and "Trần Văn Bình" in shown and "Theo chuyền" in shown and "Lan" not in shown
    desk.post(done.headers["Location"])
    assert queries.member_count(place.shoes, clock.today()) == 0
    assert queries.member_count(place.sewing, clock.today()) == 6


def test_the_choice_outlives_searching_paging_and_looking_at_it(desk, place, workers, monkeypatch):
    monkeypatch.setattr(chosen, "PAGE", 2)
    lan, duc = workers["Nguyễn Thị Lan"], workers["Đỗ Văn Đức"]
    answer = press(desk, desk.get(PICK), "tim", tim="do van")
    assert "Đỗ Văn Đức" in page(answer) and "Nguyễn Thị Lan" not in page(answer)
    answer = press(desk, answer, "tim", tick=[duc], tim="lan")
    assert "Nguyễn Thị Lan" in page(answer) and "Đã chọn 1 người" in page(answer)
    answer = press(desk, answer, "tim", tick=[lan], tim="")
    assert "Trang 1/3" in page(answer)
    seen = set(re.findall(r"[A-ZĐ]\w+ (?:Thị|Văn) \w+", page(answer)))
    for number in (2, 3):
        answer = press(desk, answer, f"trang-{number}")
        seen |= set(re.findall(r"[A-ZĐ]\w+ (?:Thị|Văn) \w+", page(answer)))
    assert seen >= set(NAMES)
    answer = press(desk, answer, "da-chon")
    assert "Đã chọn 2 người" in page(answer) and "Nguyễn Thị Lan" in page(answer) and "Vũ Văn Sáu" not in page(answer)
    answer = press(desk, answer, "tat-ca", untick=[lan])
    answer = press(desk, answer, "da-chon")
    assert "Đỗ Văn Đức" in page(answer) and "Nguyễn Thị Lan" not in page(answer)


def test_all_who_were_found_and_none(desk, place, workers):
    answer = press(desk, desk.get(PICK), "tim", tim="thi")
    answer = press(desk, answer, "chon-het")
    order = press(desk, answer, "sua", to=ORDER)
    assert "Đã chọn 3 người" in page(order)
    assert "Chưa chọn ai" in page(press(desk, press(desk, answer, "bo-het"), "xem", to=ORDER, vao="SHO"))


def test_what_was_typed_survives_going_back_to_the_choice(desk, workers):
    order = press(desk, desk.get(PICK), "sua", tick=[workers["Lò Thị Én"]], to=ORDER)
    back = press(desk, order, "da-chon", so="9/QĐ", vao="SHO")
    assert "Lò Thị Én" in page(back) and "Lê Thị Na" not in page(back)
    again = press(desk, back, "sua", to=ORDER)
    assert 'value="9/QĐ"' in again.content.decode() and 'value="SHO"' in again.content.decode()


def test_two_thousand_persons_stay_few_fields_and_a_small_page(desk, place, workers):
    ids = people.enrol_all([people.Named(f"Nguyễn Văn {number:04}") for number in range(2000)])
    Membership.objects.bulk_create(
        Membership(person_id=each, unit_id=place.sewing, valid_from=places.LONG_AGO) for each in ids
    )
    answer = press(desk, desk.get(PICK), "chon-het")
    assert len(answer.content) < 140_000, "a choice of 2,000 is one field of 43 KB"
    assert sum(map(len, form(answer).values())) < 100, "a form may have 1,000 fields at most"
    question = press(desk, answer, "xem", to=ORDER, vao="SHO")
    assert "Bàn giao 2.006 đoàn viên sang" in page(question) and "và 1.986 người nữa" in page(question)
    assert press(desk, question, "luu", to=ORDER).status_code == 302
    assert queries.member_count(place.shoes, clock.today()) == 2006


def test_nobody_else_can_be_named_and_each_reading_leaves_a_trace(desk, place, workers):
    other = places.worker("Người Nơi Khác", place.packing)
    answer = desk.get(PICK)
    assert "Người Nơi Khác" not in page(answer)
    assert any(trace.what == chosen.TRACE for trace in audit.traces_of(workers["Vũ Văn Sáu"]))
    refused = press(desk, answer, "xem", tick=[other], to=ORDER, vao="SHO")
    assert refused.status_code == 422 and "Chưa chọn ai" in page(refused)
    junk = desk.post(ORDER, {"nguoi": "đây không phải mã", "vao": "SHO", "buoc": "luu"})
    assert junk.status_code == 422 and StructureChange.objects.filter(kind="handover").count() == 0


def test_who_is_not_there_on_that_day_is_said(desk, place, workers):
    leaving = workers["Vũ Văn Sáu"]
    for model in (Membership, Employment):
        model.objects.filter(person=leaving).update(valid_to=clock.today() + timedelta(2))
    order = press(desk, desk.get(PICK), "sua", tick=[leaving, workers["Lê Thị Na"]], to=ORDER)
    later = (clock.today() + timedelta(5)).isoformat()
    question = press(desk, order, "xem", to=ORDER, vao="SHO", ngay=later)
    assert "Bàn giao 1 đoàn viên sang" in page(question) and "Vũ Văn Sáu" not in page(question)
    assert "1 người đã chọn không thuộc đơn vị vào ngày đó" in page(question)


def test_names_only_for_those_who_may_see_them(place, workers):
    places.official(place.sewing, username="quang", employer_side=True)
    assert places.come_in("quang").get(PICK.replace("=T", "=SEW")).status_code == 403
    places.official(place.sewing, username="trang", role="trainer_lead")
    assert places.come_in("trang").get(PICK.replace("=T", "=SEW")).status_code == 403
    places.official(place.sewing, username="hanh")
    assert places.come_in("hanh").get(PICK.replace("=T", "=SEW")).status_code == 200
    without = places.come_in("hanh", factor=False).get(PICK.replace("=T", "=SEW"))
    assert without.status_code == 302 and "tai-khoan" in without.headers["Location"]
