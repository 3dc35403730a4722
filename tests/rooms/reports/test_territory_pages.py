"""Officials' pages of the second tree: any day of it, one territory, changing it, joining units to it."""

import re
from datetime import date, timedelta

import pytest

from hocvuso.plumbing import clock
from hocvuso.unions.models import StructureChange
from hocvuso.unions.structure import territories, undoing
from hocvuso.unions.structure import territory_changes as changes
from hocvuso.unions.structure.territory_changes import NewTerritory
from tests.rooms import places
from tests.rooms.reports.test_structure_pages import page, rows, save

pytestmark = [pytest.mark.django_db(databases="__all__")]
OLD, REFORM = date(2020, 1, 1), date(2025, 7, 1)
PAPER = {"so": "72/2025/QH15", "nguoi-ky": "Chủ tịch Quốc hội", "ly-do": "Sắp xếp đơn vị hành chính"}


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def ids():
    return changes.found(
        [
            NewTerritory("A", "Tỉnh Sông Trăng", "province"), NewTerritory("B", "Tỉnh Đồng Sậy", "province"),
            NewTerritory("A1", "Huyện Cầu Mây", "district", "A"), NewTerritory("A11", "Xã Lá Tre", "commune", "A1"),
            NewTerritory("A12", "Thị trấn Nứa", "township", "A1"),
        ],
        on=OLD,
    )  # fmt: skip


@pytest.fixture
def desk(place, ids):
    places.official(place.top, username="quan", role="official")
    return places.come_in("quan")


def test_the_reorganisation_is_entered_through_the_pages_and_seen_on_both_days(desk, place):
    day = REFORM.isoformat()
    merged = {
        "cach": "moi",
        "chon": ["A12"],
        "ten": "Phường Bến Nứa",
        "ma": "p-bn",
        "loai": "ward",
        "ngay": day,
        **PAPER,
    }
    question, done = save(desk, "/cb/dia-ban/A11/gop?don-vi=T", merged)
    assert "Xã Lá Tre, Thị trấn Nứa → Phường Bến Nứa" in page(question) and done.status_code == 302, page(done)
    question, _ = save(desk, "/cb/dia-ban/A1/het?don-vi=T", {"duoi-ve": "song trang", "ngay": day, **PAPER})
    assert "Sẽ kéo theo 1 địa bàn." in page(question)
    _, done = save(desk, "/cb/dia-ban/B/gop?don-vi=T", {"cach": "vao", "vao": "A", "ngay": day, **PAPER})
    shown = page(desk.get(done.headers["Location"]))
    assert "Gộp địa bàn: Tỉnh Đồng Sậy → Tỉnh Sông Trăng" in shown and "72/2025/QH15" in shown and "chị Hạnh" in shown
    before = desk.get("/cb/dia-ban?don-vi=T&ngay=2025-06-30&mo=A,A1")
    assert "2 tỉnh, thành phố · 1 huyện, quận, thị xã" in page(before)
    assert "Huyện Cầu Mây" in rows(before) and "Xã Lá Tre" in rows(before)
    after = desk.get("/cb/dia-ban?don-vi=T&ngay=2025-07-01&mo=A")
    assert "1 tỉnh, thành phố · 1 phường" in page(after) and "Phường Bến Nứa" in rows(after)
    assert "Huyện" not in rows(after) and "Đồng Sậy" not in rows(after)
    past = page(desk.get("/cb/dia-ban/b?don-vi=T"))
    assert "đã hết ngày 01/07/2025" in past and "Chuyển thành" in past and "Tỉnh Sông Trăng" in past
    desk.post(done.headers["Location"])
    assert "2 tỉnh, thành phố" in page(desk.get("/cb/dia-ban?don-vi=T"))


def test_a_unit_is_joined_to_territories_and_parted_with_dates_and_papers(desk, place, ids):
    since, today = (clock.today() - timedelta(9)), clock.today()
    address = "/cb/co-cau/T-W/dia-ban?don-vi=T"
    question, done = save(desk, address, {"vao": "la tre", "ngay": since.isoformat(), "so": "7/QĐ", "nguoi-ky": "Bình"})
    assert "Công đoàn phường Bến Nứa → Xã Lá Tre" in page(question) and done.status_code == 302
    save(desk, address, {"vao": "A12", "ngay": since.isoformat()})
    shown = page(desk.get("/cb/co-cau/T-W?don-vi=T"))
    assert "Xã Lá Tre" in shown and "Thị trấn Nứa" in shown and "7/QĐ" in shown and f"từ {since:%d/%m/%Y}" in shown
    assert "Công đoàn phường Bến Nứa" in page(desk.get("/cb/dia-ban/A11?don-vi=T"))
    assert "1" in rows(desk.get("/cb/dia-ban?don-vi=T&mo=A"))
    _, ended = save(desk, f"{address}&thoi=A11", {"ngay": today.isoformat()})
    assert [line.code for line in territories.of_unit(place.ward, today)] == ["A12"]
    assert [line.code for line in territories.of_unit(place.ward, since)] == ["A12", "A11"]
    desk.post(ended.headers["Location"])
    assert len(territories.of_unit(place.ward, today)) == 2


def test_found_rename_move_and_what_is_refused_keeps_what_was_typed(desk, ids):
    _, done = save(desk, "/cb/dia-ban-moi?don-vi=T", {"ten": "Tỉnh Mới", "ma": "C", "loai": "province"})
    assert done.status_code == 302
    save(desk, "/cb/dia-ban/A11/doi-ten?don-vi=T", {"ten": "Xã Lá Trúc"})
    assert territories.by_code("A11", clock.today()).name == "Xã Lá Trúc"
    assert territories.by_code("A11", OLD).name == "Xã Lá Tre"
    assert "Xã Lá Trúc" in page(desk.get("/cb/dia-ban", {"don-vi": "T", "tim": "la tre"}))
    save(desk, "/cb/dia-ban/A1/chuyen?don-vi=T", {"vao": "Đồng Sậy"})
    for address, fields, sentence in (
        ("A11/chuyen", {"vao": "A12"}, "“Xã” không nằm trong “Thị trấn”"),
        ("A11/chuyen", {"vao": "khong co"}, "Ngày đó không có địa bàn nào tên “khong co”"),
        ("A/het", {"ngay": "2025-01-01", "ly-do": "thử"}, "vẫn còn địa bàn"),
        ("A/lap", {"ten": "Huyện Muộn", "ma": "M", "loai": "district"}, "không có địa bàn loại “Huyện, quận, thị xã”"),
        ("A/lap", {"ten": "X", "ma": "a/b", "loai": "ward"}, "Mã chỉ có chữ, số và gạch nối."),
        ("A/lap", {"ten": "X", "ma": "B", "loai": "ward"}, "Mã B đã dùng cho địa bàn khác"),
        ("A/gop", {"vao": "tỉnh"}, "Có 2 địa bàn tên như vậy"),
    ):
        answer = desk.post(f"/cb/dia-ban/{address}?don-vi=T", {**fields, "buoc": "luu"})
        assert answer.status_code == 422 and sentence in page(answer), (address, page(answer))
        assert all(value in answer.content.decode() for value in fields.values())


def test_only_the_top_changes_the_second_tree_and_nobody_sees_anothers_units(desk, place, ids):
    changes.place(place.packing, ids["A11"], on=REFORM)
    places.official(place.sewing, username="hanh")
    chair = places.come_in("hanh")
    shown = page(chair.get("/cb/dia-ban/A11?don-vi=SEW"))
    assert "Xã Lá Tre" in shown and "Đóng gói" not in shown and "Đổi tên" not in shown
    assert chair.get("/cb/dia-ban/A11/doi-ten?don-vi=SEW").status_code == 403
    founded = StructureChange.objects.get(kind="t_found")
    assert chair.get(f"/cb/co-cau/thay-doi/{founded.id}?don-vi=SEW").status_code == 200
    assert chair.post(f"/cb/co-cau/thay-doi/{founded.id}?don-vi=SEW").status_code == 403
    placed = StructureChange.objects.get(kind="t_place")
    assert chair.get(f"/cb/co-cau/thay-doi/{placed.id}?don-vi=SEW").status_code == 403
    assert chair.get("/cb/co-cau/PAC/dia-ban?don-vi=SEW").status_code == 403


def test_who_was_overtaken_by_another_official_is_told_and_keeps_what_he_typed(desk, ids):
    typed = {"ten": "Xã Lá Trúc", "khoa": "mine", "ngay": "2026-01-05", "buoc": "xem"}
    asked = desk.post("/cb/dia-ban/A11/doi-ten?don-vi=T", typed).content.decode()
    seen = re.search(r'name="thay" value="([^"]+)"', asked)[1]
    theirs = changes.rename(ids["A11"], "Xã Lá Mía", on=date(2026, 1, 5))
    late = desk.post("/cb/dia-ban/A11/doi-ten?don-vi=T", {**typed, "thay": seen, "buoc": "luu"})
    assert late.status_code == 422
    assert "vừa sửa" in page(late)
    assert "Xã Lá Trúc" in late.content.decode()
    assert territories.by_code("A11", clock.today()).name == "Xã Lá Mía"
    undoing.undo(theirs.id, by=None)
    again = desk.post("/cb/dia-ban/A11/doi-ten?don-vi=T", {**typed, "thay": seen, "buoc": "luu"})
    assert again.status_code == 422  # what was undone meanwhile has also been changed
    asked = desk.post("/cb/dia-ban/A11/doi-ten?don-vi=T", typed).content.decode()
    seen = re.search(r'name="thay" value="([^"]+)"', asked)[1]
    assert desk.post("/cb/dia-ban/A11/doi-ten?don-vi=T", {**typed, "thay": seen, "buoc": "luu"}).status_code == 302
    assert territories.by_code("A11", clock.today()).name == "Xã Lá Trúc"
