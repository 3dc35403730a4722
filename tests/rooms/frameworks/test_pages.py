"""The pages of the desk and of learners: loading, matching, coverage, rules, publishing, programmes, tracks."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocvuso.curriculum.tracks import tracks
from hocvuso.frameworks import queries
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.learning import goals
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from tests.rooms import places
from tests.rooms.frameworks import tables
from tests.rooms.frameworks.conftest import Make, row_id
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__")]
DESK = "/cb/khung"


def sent(author: Client, data: bytes, name: str = "bang.xlsx") -> tuple[int, str]:
    """Hand a file in; return the status and the page."""
    reply = author.post(f"{DESK}/nap", {"buoc": "doc", "tep": SimpleUploadedFile(name, data)})
    return reply.status_code, reply.content.decode()


def carried(page: str) -> str:
    """Return what the preview carries to its last button."""
    found = re.search(r'name="bang" value="([^"]+)"', page)
    assert found
    return found[1]


def kept(author: Client, data: bytes, **fields: str) -> str:
    """Hand a file in and keep it; return where that leads."""
    _status, page = sent(author, data)
    reply = author.post(f"{DESK}/nap", {"buoc": "luu", "bang": carried(page), "ten": tables.TITLE, **fields})
    assert reply.status_code == 302
    return reply.headers["Location"]


def test_nothing_is_saved_before_the_last_button_and_the_same_file_again_changes_nothing(author: Client) -> None:
    status, page = sent(author, tables.xlsx())
    assert status == 200
    assert "Đọc được 4 hàng" in page
    assert not FrameworkVersion.objects.exists()
    first = kept(author, tables.xlsx())
    assert first.endswith("moi=1")
    again = kept(author, tables.word())
    assert again == first.replace("moi=1", "moi=0")
    assert FrameworkVersion.objects.count() == 1
    assert "Không có gì thay đổi" in author.get(again).content.decode()


def test_loading_is_undone_by_one_press(author: Client) -> None:
    where = kept(author, tables.xlsx())
    assert "Hoàn tác" in author.get(where).content.decode()
    reply = author.post(where.split("?")[0] + "/bo")
    assert reply.headers["Location"] == f"{DESK}?bo=1"
    assert not FrameworkVersion.objects.exists()
    assert author.get(where).status_code == 404


def test_a_broken_file_shows_errors_first_and_has_no_button_to_keep_it(author: Client) -> None:
    status, page = sent(author, tables.xlsx([tables.HEAD, ("1", "", "", 5), ("2", "", "Gọi video", "lâu")]))
    assert status == 422
    assert "2 chỗ cần sửa trong tệp" in page
    assert "cột C (Tên kỹ năng)" in page
    assert "Chưa lưu gì" in page
    assert 'value="luu"' not in page


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "Tệp trống"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04 cut", "Không mở được tệp")],
)
def test_what_is_no_table_is_told_on_the_page(author: Client, data: bytes, why: str) -> None:
    status, page = sent(author, data)
    assert status == 422
    assert why in page


def test_a_form_without_a_file_and_a_preview_that_was_changed(author: Client) -> None:
    reply = author.post(f"{DESK}/nap", {"buoc": "doc"})
    assert reply.status_code == 422
    assert "chưa chọn tệp" in reply.content.decode()
    _status, page = sent(author, tables.xlsx())
    for spoilt in ("", carried(page)[:-3] + "xyz"):
        assert author.post(f"{DESK}/nap", {"buoc": "luu", "bang": spoilt, "ten": tables.TITLE}).status_code == 422
    assert not FrameworkVersion.objects.exists()


def test_a_preview_of_somebody_else_is_not_kept(author: Client, place: places.Province) -> None:
    _status, page = sent(author, tables.xlsx())
    places.official(place.top, username="khac", role="author")
    other = places.come_in("khac")
    reply = other.post(f"{DESK}/nap", {"buoc": "luu", "bang": carried(page), "ten": tables.TITLE})
    assert reply.status_code == 422
    assert not FrameworkVersion.objects.exists()


def test_a_title_that_is_missing_keeps_the_preview(author: Client) -> None:
    _status, page = sent(author, tables.xlsx())
    reply = author.post(f"{DESK}/nap", {"buoc": "luu", "bang": carried(page), "ten": "", "so": "01/QĐ-BỊA"})
    assert reply.status_code == 422
    assert "01/QĐ-BỊA" in reply.content.decode()
    assert carried(reply.content.decode()) == carried(page)


def test_rows_are_confirmed_denied_chosen_and_said_to_have_no_lesson(author: Client, make: Make) -> None:
    one = make()
    link = f"{DESK}/{one.id}"
    page = author.get(link).content.decode()
    assert "lừa đảo" in page
    assert "Đã xác nhận 0/4" in page

    def decide(code: str, **fields: object) -> str:
        sent = {"hang": str(row_id(one, code)), "ve": f"{link}?loc=chua&q=", **fields}
        return str(author.post(f"{link}/chon", sent).headers["Location"])

    where = decide("MH1.1", **{"ky-nang": ["kns.4.3"], "de-nghi": ["kns.4.3", "kns.6.3"]})
    assert where.startswith(f"{link}?loc=chua&q=&vua=")
    decide("MH1.2", khac="Bảo vệ dữ liệu cá nhân [kns.4.2]", muc="basic")
    decide("MH3.1", viec="khong")
    assert queries.row_skills(one) == {"MH1.1": ["kns.4.3"], "MH1.2": ["kns.4.2"], "MH2.1": [], "MH3.1": []}
    assert queries.progress(one) == queries.Progress(4, 2, 1)
    decide("MH2.1")
    assert "Đánh dấu một kỹ năng" in author.get(link).content.decode()
    decide("MH2.1", khac="không có kỹ năng này")
    assert queries.progress(one).decided == 3
    act = where.rpartition("vua=")[2].partition(".")[0]
    author.post(f"{link}/hoan-tac", {"vua": act, "ve": where})
    assert queries.progress(one).decided == 2


def test_filters_and_search_stand_in_the_address_and_need_no_marks(author: Client, make: Make) -> None:
    one = make()
    page = author.get(f"{DESK}/{one.id}?loc=het&q=thu dien tu").content.decode()
    assert "Sử dụng thư điện tử" in page
    assert "cần cẩu" not in page
    assert "cần cẩu" in author.get(f"{DESK}/{one.id}?loc=het&nhom=Máy móc").content.decode()
    assert "Không hàng nào có" in author.get(f"{DESK}/{one.id}?loc=het&q=zzz").content.decode()


def test_all_sure_rows_at_once_by_the_count_of_the_question(author: Client, make: Make) -> None:
    one = make()
    link = f"{DESK}/{one.id}"
    assert "Xác nhận một lượt 3 hàng chắc chắn" in author.get(link).content.decode()
    author.post(f"{link}/chac", {"so": "2"})
    assert "khác số anh/chị vừa xác nhận" in author.get(link).content.decode()
    where = author.post(f"{link}/chac", {"so": "3"}).headers["Location"]
    assert "Đã quyết 3 hàng" in author.get(where).content.decode()
    assert queries.progress(one).decided == 3


def test_coverage_on_the_page_and_as_a_spreadsheet_that_says_draft(author: Client, make: Make) -> None:
    one = make(matched=True)
    page = author.get(f"{DESK}/{one.id}/do-phu?loc=no_skill").content.decode()
    assert "cần cẩu" in page
    assert "chưa có kỹ năng" in page
    file = author.get(f"{DESK}/{one.id}/do-phu.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    assert "Bản nháp" in str(sheet["A2"].value)
    assert "Bịa" in str(sheet["A2"].value)
    assert [row[0].value for row in sheet.iter_rows(min_row=5)] == [row[0] for row in tables.ROWS]


PAPER = {"noi": "Sở Minh Họa", "so": "01/QĐ-BỊA", "ngay": "05/01/2026", "nguoi": "Nguyễn Văn Mẫu"}


def test_publishing_asks_for_decision_signer_and_a_day_to_come(author: Client, make: Make, today: date) -> None:
    draft = make()
    assert "Còn 4 hàng chưa quyết" in author.get(f"{DESK}/{draft.id}/ban-hanh").content.decode()
    one = make("Bảng đã quyết", matched=True)
    link = f"{DESK}/{one.id}/ban-hanh"
    assert "BẢN NHÁP" in author.get(link).content.decode()
    empty = author.post(link, {"tu": "", "noi": "", "so": "", "ngay": "31/02/2026", "nguoi": ""})
    assert empty.status_code == 422
    assert empty.content.decode().count('aria-invalid="true"') == 5
    past = author.post(link, {**PAPER, "tu": f"{today - timedelta(days=1):%d/%m/%Y}"})
    assert past.status_code == 422
    assert "đã qua" in past.content.decode()
    done = author.post(link, {**PAPER, "tu": f"{today:%d/%m/%Y}"})
    assert done.status_code == 302
    page = author.get(done.headers["Location"]).content.decode()
    assert "Đã ban hành" in page
    assert "BẢN NHÁP" not in page
    author.post(f"{DESK}/{one.id}/thu-hoi", {"ly-do": ""})
    assert queries.in_force(today)
    author.post(f"{DESK}/{one.id}/thu-hoi", {"ly-do": "Sai phụ lục"})
    assert not queries.in_force(today)
    assert "Sai phụ lục" in author.get(link).content.decode()


def test_rules_with_their_history(author: Client, make: Make, today: date) -> None:
    assert "Mức đạt đi theo một bảng" in author.get(f"{DESK}/muc-dat").content.decode()
    one = make()
    good = {"cua": one.framework, "tu": f"{today:%d/%m/%Y}", "dat": "80", "lai": "", "han": "24", "noi": "Sở Minh Họa",
            "so": "2/QĐ"}  # fmt: skip
    for field, value in {
        "dat": "101",
        "tu": "hôm nay",
        "lai": "-1",
        "han": "lâu",
        "noi": "",
        "so": "",
        "cua": "x",
    }.items():
        assert author.post(f"{DESK}/muc-dat", {**good, field: value}).status_code == 422
    assert queries.rules(one.framework) == []
    assert author.post(f"{DESK}/muc-dat", good).status_code == 302
    coming = {**good, "tu": f"{today + timedelta(days=9):%d/%m/%Y}", "dat": "90"}
    author.post(f"{DESK}/muc-dat", coming)
    page = author.get(f"{DESK}/muc-dat").content.decode()
    assert "80%" in page
    assert "90%" in page
    assert page.count("Bỏ mức này") == 1
    for rule in queries.rules(one.framework):
        author.post(f"{DESK}/muc-dat/bo", {"muc": str(rule.id)})
    assert [rule.pass_share for rule in queries.rules(one.framework)] == [0.8]


def test_a_programme_from_a_track_with_the_difference_of_hours(author: Client, today: date) -> None:
    page = author.get(f"{DESK}/chuong-trinh/moi?mau=new-phone").content.decode()
    skills = list(tracks()["new-phone"].skills)
    assert page.count(" checked>") == len(skills)
    bad = author.post(f"{DESK}/chuong-trinh/moi", {"ten": "x", "doi-tuong": "ai", "gio": "lâu", "tu": "mai"})
    assert bad.status_code == 422
    sent = {"ten": "Lớp tối", "doi-tuong": "worker", "gio": "1 phút", "tu": f"{today:%d/%m/%Y}", "ky-nang": skills}
    assert author.post(f"{DESK}/chuong-trinh/moi", sent).status_code == 302
    listed = author.get(f"{DESK}/chuong-trinh").content.decode()
    assert "Lớp tối" in listed
    assert "nhiều hơn" in listed
    (made,) = queries.programmes(today)
    changed = {**sent, "ten": "Lớp sáng", "tu": f"{today + timedelta(days=3):%d/%m/%Y}"}
    author.post(f"{DESK}/chuong-trinh/{made.programme}", changed)
    assert "Lớp tối" in author.get(f"{DESK}/chuong-trinh/{made.programme}").content.decode()
    author.post(f"{DESK}/chuong-trinh/{made.programme}", {"viec": "thoi"})
    assert queries.programmes(today) == []


def test_learners_see_no_table_before_one_is_published_and_a_draft_never(site: Client, make: Make) -> None:
    make(matched=True)
    for address in ("/khung", "/khung/kns.4.3"):
        page = site.get(address).content.decode()
        assert "Ở đây chưa có bảng chính thức" in page
        assert tables.TITLE not in page


def test_what_official_frameworks_say_near_a_skill_with_what_is_not_verified(site: Client) -> None:
    page = site.get("/khung/kns.4.3").content.decode()
    assert "02/2025/TT-BGDĐT" in page
    assert "Bảo vệ dữ liệu cá nhân và quyền riêng tư" in page
    assert "chưa kiểm chứng" in page
    assert "không phải của Quyết định 757" in page
    assert "757/QĐ-BKHCN" not in page  # our own list never bears the number of a decision
    assert site.get("/khung/kns.99.9").status_code == 404


def test_a_published_invented_table_says_so_to_learners(site: Client, make: Make, today: date) -> None:
    make(on=today)
    for address in ("/khung", "/khung/kns.4.3"):
        page = site.get(address).content.decode()
        assert tables.TITLE in page
        assert "bịa" in page.lower()


def test_every_track_has_a_page_with_its_hours(site: Client) -> None:
    page = site.get("/lo-trinh").content.decode()
    for track in tracks().values():
        assert track.title in page
        own = site.get(f"/lo-trinh/{track.id}").content.decode()
        assert own.count('class="n2') == len(track.skills)
        assert own.count('class="btn"') == 1
    assert site.get("/lo-trinh/khong-co").status_code == 404
    assert len(tracks()) == 7


def test_starting_a_track_without_an_account_opens_its_first_lesson(site: Client) -> None:
    reply = site.post("/lo-trinh/new-phone/bat-dau")
    assert reply.headers["Location"].startswith(f"/bai/{tracks()['new-phone'].skills[0]}/")
    assert site.get("/lo-trinh/new-phone/bat-dau").status_code == 405
    assert site.post("/lo-trinh/khong-co/bat-dau").status_code == 404


def test_starting_a_track_makes_it_the_goal_and_the_plan_says_so(site: Client) -> None:
    learners.answered(site)
    person = learners.learner_of(site)
    assert site.post("/lo-trinh/new-phone/bat-dau").headers["Location"] == "/hom-nay"
    assert learning.choices(person).goal == goals.of_track("new-phone")
    title = tracks()["new-phone"].title
    assert "Lộ trình của bạn" in site.get("/lo-trinh").content.decode()
    assert "Lộ trình của bạn" in site.get("/lo-trinh/new-phone").content.decode()
    assert site.get("/hom-nay").status_code == 200
    assert title in site.post("/hoi", {"q": "mục tiêu của tôi là gì"}).content.decode()
    assert people.names([person]) == {}


def test_a_learner_sees_his_own_standing_in_tracks_and_tables(site: Client, make: Make, today: date) -> None:
    learners.answered(site)
    person = learners.learner_of(site)
    places.master(person, "kns.4.3", "kns.4.1", "kns.4.2")
    make(on=today)
    track = site.get("/lo-trinh/factory-worker").content.decode()
    assert "Bạn vững 3 trên 18 việc" in track
    page = site.get("/khung").content.decode()
    assert "Bạn đã đạt 2 trên 4 hàng" in page
    assert "Chưa có quyết định bao nhiêu là đạt" in page
    assert "Bạn đã đạt" not in Client().get("/khung").content.decode()


def test_goals_of_tracks_weigh_their_skills_in_order() -> None:
    for track in tracks().values():
        weights = list(goals.weights(goals.of_track(track.id)).values())
        assert weights == sorted(weights, reverse=True)
        assert (weights[0], round(weights[-1], 9)) == (goals.FIRST_OF_TRACK, goals.LAST_OF_TRACK)
        assert goals.track_of(goals.of_track(track.id)) == track.id
        assert len(goals.of_track(track.id)) <= 40
    assert goals.weights("track:gone") == {}
    assert goals.track_of("money") == ""
