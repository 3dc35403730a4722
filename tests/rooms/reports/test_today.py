"""The official's first page: what is counted, what is unknown, what is hidden, and the things to do."""

from datetime import date

import pytest

from hocvuso.groups.help_desk import asking
from hocvuso.learning.models import Stuck
from hocvuso.people import actions as people
from hocvuso.plumbing import changes, clock
from hocvuso.reports import figures, targets
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Headcount
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SKILLS = ("kns.10.1", "kns.4.3")


def text(response):
    return response.content.decode()


def learn(person, *skills):
    """Let a person have started, and mastered the given skills."""
    places.master(person, *skills)


def workers(unit, number, *, reached=0, started=0, agreed=True):
    """Enter workers of a unit; the first ones have reached the target, the next ones have started."""
    persons = [places.worker(f"Nguyễn Thị Lan {chr(65 + n)}", unit, agreed=agreed, invited=True) for n in range(number)]
    for index, person in enumerate(persons):
        if index < reached:
            learn(person, *SKILLS)
        elif index < reached + started:
            learn(person)
    return persons


def declare(unit, count, on=date(2026, 3, 2)):
    unions.declare_headcount(unit, audience="worker", count=count, signed_by="Lê Thị Hạnh", on=on)


def figure(unit):
    places.counted()
    return figures.of_unit(unit, targets.of_workers(), places.today())


def test_reached_takes_both_skills_and_consent_and_counts_once(place):
    declare(place.sewing, 10)
    both, one, silent = workers(place.sewing, 3)
    learn(both, *SKILLS)
    learn(one, "kns.4.3")
    learn(silent, *SKILLS)
    people.decide(silent, "count", given=False, way="test")
    unions.employ(both, place.sewing, on=places.LONG_AGO, audience="worker")
    found = figure(place.sewing)
    assert (found.share.reached, found.share.people, found.share.share) == (1, 10, 0.1)
    assert (found.needed, found.goal_people) == (7, 8)


def test_somebody_who_left_the_firm_counts_no_longer(place):
    from hocvuso.unions.models import Employment

    declare(place.sewing, 10)
    person = workers(place.sewing, 1, reached=1)[0]
    assert figure(place.sewing).share.reached == 1
    Employment.objects.filter(person_id=person).update(valid_to=places.today())
    changes.tell(changes.PERSONS, [person])
    assert figure(place.sewing).share.reached == 0


def test_an_upper_unit_adds_up_and_counts_people_once(place):
    declare(place.sewing, 10)
    declare(place.shoes, 10)
    person = workers(place.sewing, 1, reached=1)[0]
    unions.employ(person, place.shoes, on=date(2026, 1, 1))
    assert figure(place.ward).share.reached == 1
    assert figure(place.sewing).share.reached == 1
    assert figure(place.shoes).share.reached == 0  # he counts where he has worked longer
    assert figure(place.ward).share.people == 20


def test_unknown_is_never_zero(place):
    workers(place.sewing, 6, reached=2)
    found = figure(place.sewing)
    assert (found.share.share, found.needed, found.goal_people) == (None, None, None)
    declare(place.shoes, 10)
    above = figure(place.ward)
    assert (above.share.share, above.share.unknown) == (0.0, (str(place.sewing),))
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/"))
    assert "Chưa biết cần thêm bao nhiêu người" in page
    assert "Chưa khai số lao động nên chưa có tỷ lệ" in page
    assert "Xác nhận số lao động" in page
    assert '<a class="btn" href="/cb/so-lao-dong?don-vi=SEW">Khai số lao động</a>' in page


def test_the_page_says_the_finding_the_way_it_was_computed_and_who_signed(place, monkeypatch):
    declare(place.sewing, 20)
    workers(place.sewing, 12, reached=6, started=2)
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/"))
    assert "Cần thêm 10 người trước 31/12" in page
    assert "6 người đạt chia cho 20 người đã khai. Mục tiêu 80% là 16 người." in page
    assert "20 người, do Lê Thị Hạnh khai và ký ngày 02/03/2026." in page
    assert "mặc định của hệ thống, không phải lời của cơ quan nào" in page
    assert 'aria-label="30% đạt, mục tiêu 80%, đúng tiến độ hôm nay là' in page
    numbers = [part.split("</dd>")[0] for part in page.split('<dd class="num">')[1:]]
    assert numbers == ["12", "8", "6"]
    assert "Gửi lời mời cho 4 người" in page


def test_the_pace_needed_today_is_even(place):
    target = targets.of_workers()
    declare(place.sewing, 20)
    places.counted()
    middle = figures.of_unit(place.sewing, target, date(2026, 7, 2))
    assert middle.needed_today == pytest.approx(0.4, abs=0.002)
    assert middle.forecast == 0.0


def test_reaching_it_is_said(place):
    declare(place.sewing, 5)
    workers(place.sewing, 5, reached=4)
    places.official(place.sewing)
    assert "Đã đạt mục tiêu 80%" in text(places.come_in().get("/cb/"))


@pytest.mark.parametrize(("people_there", "hidden"), [(4, True), (5, False)])
def test_a_group_under_five_shows_no_figure_to_anybody(place, people_there, hidden):
    declare(place.sewing, people_there)
    workers(place.sewing, people_there, reached=1, started=1)
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/"))
    assert ("Nhóm dưới 5 người gộp lại để giữ riêng tư." in page) is hidden
    assert ('<circle class="trk"' in page) is not hidden
    assert (page.count('<span class="unk">ẩn</span>') == 2) is hidden


def test_small_units_are_merged_so_that_subtraction_reveals_nobody(place):
    declare(place.sewing, 3)
    declare(place.shoes, 20)
    declare(place.packing, 30)
    workers(place.sewing, 3, reached=2)
    workers(place.shoes, 8, reached=5)
    workers(place.packing, 9, reached=7)
    places.counted()
    table = figures.by_unit(place.top, targets.of_workers(), places.today())
    assert [row.unit.code for row in table.rows] == ["PAC"]
    assert (table.hidden, table.hidden_people, table.hidden_reached) == (2, 23, 7)
    places.official(place.top, role=access.OFFICIAL)
    page = text(places.come_in().get("/cb/don-vi?cap=co-so"))
    assert "2 đơn vị nhỏ, gộp lại" in page
    assert "May Bến Nứa" not in page.split("<tbody>")[1]


def test_the_table_of_an_upper_unit_keeps_unknown_unknown(place):
    declare(place.shoes, 20)
    declare(place.packing, 30)
    workers(place.sewing, 6, reached=3)
    places.counted()
    table = figures.by_unit(place.top, targets.of_workers(), places.today())
    unknown = next(row for row in table.rows if row.unit.code == "SEW")
    assert (unknown.people, unknown.reached, unknown.share, unknown.needed) == (None, None, None, None)


def test_the_employers_side_sees_counts_and_no_way_to_names(place):
    declare(place.sewing, 20)
    workers(place.sewing, 12, reached=6)
    places.official(place.sewing, role=access.PERSONNEL, employer_side=True)
    browser = places.come_in()
    page = text(browser.get("/cb/"))
    assert "Cần thêm 10 người" in page
    assert "/cb/nguoi" not in page
    assert "Nguyễn Thị Lan" not in page
    assert browser.get("/cb/nguoi").status_code == 403
    assert browser.get("/cb/so-lao-dong").status_code == 403
    assert "/cb/so-lao-dong" not in page


def test_another_unit_and_no_unit_are_refused_with_whom_to_ask(place):
    places.official(place.sewing)
    browser = places.come_in()
    for address in (
        "/cb/?don-vi=SHO",
        "/cb/?don-vi=T-W",
        "/cb/moi?don-vi=PAC",
        "/cb/nguoi?don-vi=SHO",
        "/cb/?don-vi=no",
    ):
        response = browser.get(address)
        assert response.status_code == 403
        assert "Anh/chị chưa xem được trang này" in text(response)
        assert "Cấp trên của đơn vị cấp quyền." in text(response)
    person = people.enrol(full_name="Trần Thị Mai")
    people.appoint(person, username="mai", password=places.PASSWORD)
    assert "Anh/chị chưa được giao đơn vị nào." in text(places.come_in("mai", factor=False).get("/cb/"))


def test_an_official_with_several_units_chooses(place):
    chair = places.official(place.sewing)
    unions.give_role(chair, place.packing, access.OFFICIAL, on=places.LONG_AGO)
    browser = places.come_in()
    page = text(browser.get("/cb/?don-vi=PAC"))
    assert '<a class="chip on" href="?don-vi=PAC" aria-current="true">' in page
    assert '<a class="chip" href="?don-vi=SEW">' in page
    assert "/cb/moi?don-vi=PAC" in page


def test_the_headcount_is_filled_in_dated_and_signed(place):
    chair = places.official(place.sewing)
    workers(place.sewing, 6)
    browser = places.come_in()
    assert 'name="so" type="text" value="6"' in text(browser.get("/cb/so-lao-dong"))
    assert browser.post("/cb/so-lao-dong", {"so": "1.214"}).headers["Location"] == "/cb/?don-vi=SEW"
    row = Headcount.objects.get(unit=place.sewing)
    assert (row.count, row.signed_by, row.signed_on) == (1214, "Lê Thị Hạnh", places.today())
    browser.post("/cb/so-lao-dong", {"so": "214"})
    assert [each.count for each in Headcount.objects.filter(unit=place.sewing, valid_to=None)] == [214]
    assert 'value="214"' in text(browser.get("/cb/so-lao-dong"))
    assert chair is not None


@pytest.mark.parametrize("typed", ["", "nhiều", "0", "-5", "1000001", "12,5x", "9" * 5000])
def test_a_slip_in_the_headcount_is_said_and_declares_nothing(place, typed):
    places.official(place.sewing)
    response = places.come_in().post("/cb/so-lao-dong", {"so": typed})
    assert response.status_code == 422
    assert "Số người từ 1 đến" in text(response) or "Gõ số lao động bằng chữ số." in text(response)
    assert not Headcount.objects.exists()


def test_only_the_unit_itself_declares(place):
    places.official(place.ward, role=access.OFFICIAL)
    browser = places.come_in()
    assert browser.post("/cb/so-lao-dong?don-vi=SEW", {"so": "10"}).status_code == 403
    assert browser.get("/cb/so-lao-dong?don-vi=T-W").status_code == 403
    assert not Headcount.objects.exists()


def test_the_invitation_carries_link_code_and_square(place):
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/moi"))
    assert "http://127.0.0.1:8000/m/214001" in page or "/m/214001" in page
    assert '<b class="num">214001</b>' in page
    assert "<svg" in page.split('class="qr own"')[1]
    assert "Trang không bao giờ hỏi mã OTP" in page


def test_a_unit_without_a_code_says_so(place):
    places.official(place.ward, role=access.OFFICIAL)
    assert "Đơn vị này không có mã riêng" in text(places.come_in().get("/cb/moi"))


def test_who_asks_for_help_is_the_first_thing_to_do(place):
    declare(place.sewing, 20)
    asking.open_request(workers(place.sewing, 6)[0], "giúp em", now=clock.now())
    Stuck.objects.create(person=workers(place.sewing, 1)[0], step="kns.4.3/x#y", opened_at=clock.now())
    places.official(place.sewing)
    page = text(places.come_in().get("/cb/"))
    assert "1 người đang chờ" in page
    assert '<a class="btn" href="/cb/ho-tro?don-vi=SEW">' in page
    assert "Xem ai cần giúp" not in page  # one place for it


def test_the_page_is_complete_in_english(place):
    declare(place.sewing, 20)
    places.official(place.sewing)
    browser = places.come_in()
    browser.cookies["hvs_lang"] = "en"
    page = text(browser.get("/cb/"))
    assert "16 more people before 31/12" in page
    assert "Reached means two skills" in page
