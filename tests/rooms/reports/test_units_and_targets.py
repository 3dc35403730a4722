"""The unit page and the targets that officials set: honest, dated, and only by whoever signs for the unit."""

from datetime import date, timedelta

import pytest

from hocvuso.learning.models import SpacedCheck
from hocvuso.plumbing import clock
from hocvuso.reports import charts, connection, facts, figures, targets, tasks
from hocvuso.reports.models import TargetVersion, UnitFact
from hocvuso.reports.rollups import counting
from hocvuso.reports.targets import actions
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Headcount
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SKILLS = ("kns.10.1", "kns.4.3")
FORM = {
    "ten": "Công nhân may", "doi-tuong": "worker", "ty-le": "60", "ky-nang": ["kns.4.3"], "tu": "01/01/2026",
    "den": "31/12/2026", "cach-tinh": "Biết nhận ra lừa đảo.", "thiet-bi": "",
}  # fmt: skip


def text(response):
    return response.content.decode()


def declare(unit, count):
    unions.declare_headcount(unit, audience="worker", count=count, signed_by="Lê Thị Hạnh", on=date(2026, 1, 2))


def filled(unit, number, reached):
    declare(unit, number)
    for index in range(number):
        person = places.worker(f"Nguyễn Thị {index}", unit, agreed=True, invited=True)
        if index < reached:
            places.master(person, *SKILLS)


# --- the page


def test_a_province_goes_down_to_a_unit_and_its_list_in_two_taps(place):
    filled(place.sewing, 6, 3)
    filled(place.packing, 8, 6)
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()
    page = text(browser.get("/cb/don-vi"))
    assert "Công đoàn tỉnh Sông Trăng: chậm hơn kế hoạch" in page
    assert "9/14 người" in page
    assert '<a href="/cb/don-vi?don-vi=T-Z&amp;muc=workers">' in page
    below = text(browser.get("/cb/don-vi?don-vi=T-Z&muc=workers"))
    assert '<a href="/cb/don-vi?don-vi=PAC&amp;muc=workers">' in below
    leaf = text(browser.get("/cb/don-vi?don-vi=PAC&muc=workers"))
    assert "/cb/nguoi?don-vi=PAC&amp;loc=chua-bat-dau" in leaf


def test_the_filters_stand_in_the_address_and_search_needs_no_marks(place):
    filled(place.sewing, 6, 6)
    filled(place.packing, 8, 1)
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()

    def shown(query):
        page = text(browser.get("/cb/don-vi?cap=co-so&" + query))
        return [name for name in ("May Bến Nứa", "Giày Cánh Diều", "Đóng gói") if f"CĐCS Công ty {name}" in page]

    assert shown("") == ["May Bến Nứa", "Giày Cánh Diều", "Đóng gói"]
    assert shown("hien=cham") == ["Đóng gói"]
    assert shown("hien=da-dat") == ["May Bến Nứa"]
    assert shown("hien=chua-khai") == ["Giày Cánh Diều"]
    assert shown("tim=dong goi") == ["Đóng gói"]
    assert "Không thấy “xyz”" in text(browser.get("/cb/don-vi?tim=xyz"))
    assert browser.get("/cb/don-vi?trang=x&muc=nothing&cap=1&hien=2").status_code == 200


def test_undeclared_is_said_and_what_is_not_known_is_not_zero(place):
    for number in range(6):
        places.master(places.worker(f"Nguyễn Thị {number}", place.sewing, agreed=True), *SKILLS)
    declare(place.packing, 10)
    places.official(place.top, role=access.OFFICIAL)
    page = text(places.come_in().get("/cb/don-vi?cap=co-so"))
    row = page.split("May Bến Nứa")[1].split("</tr>")[0]
    assert "Chưa khai" in row
    assert row.count("Chưa biết") == 3


def test_what_a_month_said_and_what_came_late_stand_side_by_side(place):
    filled(place.sewing, 10, 0)
    places.counted()
    tasks.close_periods()
    last = places.today().replace(day=1) - timedelta(days=1)
    unions.declare_headcount(place.sewing, audience="worker", count=14, signed_by="Lê Thị Hạnh", on=last)
    tasks.count_anew()
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/don-vi"))
    assert "<b>0/10</b>" in page
    assert "Điều chỉnh sau: 0/14" in page


def test_the_employers_side_sees_the_unit_without_names_or_buttons(place):
    filled(place.sewing, 6, 2)
    places.official(place.sewing, role=access.PERSONNEL, employer_side=True)
    browser = places.come_in()
    page = text(browser.get("/cb/don-vi"))
    assert "/cb/nguoi" not in page
    assert "Có thiết bị" not in page
    assert browser.post("/cb/don-vi/khai", {"dieu": "devices", "co": "1"}).status_code == 403
    assert browser.get("/cb/chi-tieu/sua").status_code == 403
    assert not UnitFact.objects.exists()


@pytest.mark.parametrize(("checks", "kept", "says"), [(9, 9, "chưa đủ dữ liệu (có 9"), (10, 8, "80% (49% đến 94%, 10")])
def test_retention_is_said_with_its_sample_or_not_at_all(place, checks, kept, says):
    declare(place.sewing, 30)
    for index in range(checks):
        person = places.worker(f"Nguyễn Thị {index}", place.sewing, agreed=True)
        places.master(person, *SKILLS)
        SpacedCheck.objects.create(person=person, skill="kns.4.3", passed=index < kept, at=clock.now())
    places.official(place.sewing)
    assert f"Còn giữ sau 60 ngày: {says}" in text(places.come_in().get("/cb/don-vi"))


# --- three headcounts


def test_three_headcounts_are_signed_and_an_empty_one_stays_unknown(place):
    places.official(place.sewing)
    browser = places.come_in()
    browser.post("/cb/so-lao-dong", {"so": "1.860", "can-bo": "2", "cong-chuc": ""})
    kept = dict(Headcount.objects.values_list("audience", "count"))
    assert kept == {"worker": 1860, "official": 2}
    response = browser.post("/cb/so-lao-dong", {"so": "10", "can-bo": "hai"})
    assert response.status_code == 422
    assert dict(Headcount.objects.filter(valid_to=None).values_list("audience", "count")) == kept


# --- targets


def test_a_changed_target_holds_below_from_today_and_earlier_days_keep_theirs(place):
    filled(place.sewing, 10, 0)
    for person in [places.worker(f"Trần {n}", place.sewing, agreed=True) for n in range(2)]:
        places.master(person, "kns.4.3")
    places.official(place.ward)
    browser = places.come_in()
    assert browser.post("/cb/chi-tieu/sua?muc=workers", FORM).headers["Location"] == "/cb/chi-tieu?don-vi=T-W"
    today = places.today()
    own = targets.find("workers", today, place.sewing)
    assert (own.titles[0], own.share, own.skills, own.made_by) == ("Công nhân may", 0.6, ("kns.4.3",), "Lê Thị Hạnh")
    assert targets.find("workers", today - timedelta(days=1), place.sewing).share == 0.8
    assert targets.find("workers", today, place.packing).share == 0.8
    assert figures.of_unit(place.sewing, own, today).share.share is None  # not counted yet, so unknown
    places.counted()
    assert figures.of_unit(place.sewing, own, today).share.reached == 2
    page = text(browser.get("/cb/chi-tieu?don-vi=SEW"))
    assert "Công nhân may" in page
    assert "Lê Thị Hạnh đặt, dùng từ" in page


def test_said_twice_it_is_one_version_and_given_up_the_level_above_holds_again(place):
    places.official(place.sewing)
    browser = places.come_in()
    for _ in range(2):
        browser.post("/cb/chi-tieu/sua?muc=workers", FORM)
    assert TargetVersion.objects.count() == 1
    browser.post("/cb/chi-tieu/thoi", {"muc": "workers"})
    assert targets.find("workers", places.today(), place.sewing).share == 0.8
    assert not actions.end("workers", unit=place.sewing, on=places.today(), by=place.sewing)


def test_another_target_is_counted_like_those_that_ship(place):
    filled(place.sewing, 10, 4)
    places.official(place.sewing)
    browser = places.come_in()
    browser.post("/cb/chi-tieu/sua", FORM)
    places.counted()
    assert "5 chỉ tiêu" in text(browser.get("/cb/chi-tieu"))
    made = next(each for each in targets.on(places.today(), place.sewing) if each.titles[0] == "Công nhân may")
    assert figures.of_unit(place.sewing, made, places.today()).share.reached == 4
    assert made.id not in {each.id for each in targets.on(places.today(), place.packing)}


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("ten", "", "Đặt tên chỉ tiêu"),
        ("ty-le", "0", "số nguyên từ 1 đến 100"),
        ("ty-le", "8o", "số nguyên từ 1 đến 100"),
        ("ky-nang", [], "Chọn từ 1 đến"),
        ("ky-nang", ["kns.99.9"], "Chọn từ 1 đến"),
        ("tu", "31/02/2026", "Ghi ngày đầu"),
        ("den", "01/01/2026", "Hạn cuối phải sau ngày đầu"),
        ("den", "9" * 4000, "Ghi hạn cuối"),
        ("doi-tuong", "manager", "Chọn chỉ tiêu tính cho ai"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_nothing_typed_is_lost(place, field, wrong, says):
    places.official(place.sewing)
    response = places.come_in().post("/cb/chi-tieu/sua?muc=workers", FORM | {field: wrong})
    assert response.status_code == 422
    assert says in text(response)
    assert "Biết nhận ra lừa đảo." in text(response)
    assert not TargetVersion.objects.exists()


def test_an_official_above_may_look_and_not_sign_for_a_unit_below(place):
    places.official(place.ward)
    browser = places.come_in()
    assert browser.get("/cb/chi-tieu?don-vi=SEW").status_code == 200
    assert browser.post("/cb/chi-tieu/sua?don-vi=SEW&muc=workers", FORM).status_code == 403


# --- the connected union


@pytest.fixture
def known(monkeypatch):
    """Let some room know the facts of units; taken away after the test."""
    words = {fact: {} for fact in connection.FACTS}
    monkeypatch.setattr(connection, "_sources", [lambda units, day: words])
    facts.register()
    return words


def connected(unit):
    share = figures.of_unit(unit, targets.find("connected-unions", places.today()), places.today()).share
    return share.reached, share.people, len(share.unknown)


def test_a_unit_counts_when_all_is_known_to_hold_and_is_unknown_before(place, known):
    counting.rebuild()
    assert connected(place.top) == (0, 0, 3)
    for fact in connection.FACTS:
        known[fact] = {place.sewing: True, place.shoes: fact != connection.RETURNS}
    counting.rebuild()
    assert connected(place.top) == (1, 2, 1)
    known[connection.ROSTER] = {place.sewing: False, place.shoes: True}
    counting.rebuild()
    assert connected(place.top) == (0, 2, 1)


def test_other_software_counts_with_proof_until_the_quarter_ends(place, known):
    places.official(place.sewing)
    known[connection.RETURNS] = {place.sewing: True}
    browser = places.come_in()
    refused = browser.post("/cb/don-vi/khai", {"dieu": "software", "co": "1", "bang-chung": " "})
    assert refused.status_code == 422
    assert "Ghi tên phần mềm và bằng chứng" in text(refused)
    for _ in range(2):
        browser.post("/cb/don-vi/khai", {"dieu": "software", "co": "1", "bang-chung": "Phần mềm A, biên nhận 12"})
    assert UnitFact.objects.count() == 1
    places.counted()
    assert connected(place.sewing) == (1, 1, 0)
    ends = connection.quarter(places.today())[1]
    assert not any(facts.proven([place.sewing], ends).values())
    assert "Đơn vị đã nối dữ liệu" in text(browser.get("/cb/don-vi"))
    browser.post("/cb/don-vi/khai", {"dieu": "software", "co": "0"})
    places.counted()
    assert connected(place.sewing) == (0, 0, 1)


def test_on_this_server_a_receipt_of_the_local_authority_is_declared_with_its_number(place, known):
    places.official(place.sewing)
    for fact in (connection.ROSTER, connection.RETURNS, connection.HIGHER):
        known[fact] = {place.sewing: True}
    browser = places.come_in()
    assert connection.of_units([place.sewing], places.today())[place.sewing].is_connected is None
    assert '<a href="/cb/don-vi?don-vi=SEW#bien-nhan">' in text(browser.get("/cb/don-vi"))
    refused = browser.post("/cb/don-vi/khai", {"dieu": "authority", "co": "1", "bang-chung": " "})
    assert (refused.status_code, "Ghi số và ngày của biên nhận" in text(refused)) == (422, True)
    assert 'name="dieu" value="authority"' in text(refused)
    browser.post("/cb/don-vi/khai", {"dieu": "authority", "co": "1", "bang-chung": "Số 12 ngày 02/11, UBND phường"})
    places.counted()
    assert connected(place.sewing) == (1, 1, 0)
    page = text(browser.get("/cb/don-vi"))
    assert "Số 12 ngày 02/11, UBND phường" in page
    assert not any(facts.proven([place.sewing], connection.quarter(places.today())[1]).values())
    browser.post("/cb/don-vi/khai", {"dieu": "authority", "co": "0"})
    places.counted()
    assert connected(place.sewing) == (0, 0, 1)


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [(date(2026, 11, 28), date(2026, 10, 1), date(2027, 1, 1)), (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1))],
)
def test_quarters(day, first, after):
    assert connection.quarter(day) == (first, after)


# --- charts


def test_the_trend_stays_in_its_field_and_says_what_it_shows():
    points = [(date(2026, 9, 6) + timedelta(weeks=week), 0.5 + week / 50) for week in range(9)]
    svg = charts.trend(
        points, end=date(2026, 12, 31), ahead=(0.74, 0.7, 0.78), target=0.8, words="Từ <50%", target_words="Mục tiêu"
    )
    assert 'aria-label="Từ &lt;50%' in svg
    assert 'class="band"' in svg
    assert 'class="fc"' in svg
    line = svg.split('class="ln" points="')[1].split('"')[0]
    for pair in line.split():
        x, y = map(float, pair.split(","))
        assert charts.LEFT <= x <= charts.RIGHT
        assert charts.TOP <= y <= charts.BOTTOM
