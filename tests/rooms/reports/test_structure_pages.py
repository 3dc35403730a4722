"""Officials' pages of the structure: the tree on any day, a unit's past, changing with a question before, undoing."""

import re
from datetime import timedelta

import pytest

from hocvuso.plumbing import clock
from hocvuso.unions import actions, queries
from hocvuso.unions.actions import NewUnit
from hocvuso.unions.models import StructureChange, Unit
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def place():
    """The invented province, with an official of the province who came in."""
    found = places.province()
    for name in ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lò Thị Én", "Vũ Văn Sáu", "Lê Thị Na"):
        places.worker(name, found.sewing)
    return found


@pytest.fixture
def desk(place):
    places.official(place.top, username="quan", role="official")
    return places.come_in("quan")


def page(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def rows(answer):
    """Return the rows of the tree, without the changes beside it."""
    found = re.search(r"<tbody>(.*?)</tbody>", answer.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])) if found else ""


def hidden(answer):
    """Return the hidden fields of a form, as a browser sends them back."""
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())


def save(desk, address, fields):
    """Fill in a form, read the question, answer it; return (question, what came of it)."""
    question = desk.post(address, {**fields, "buoc": "xem"})
    assert question.status_code == 200, page(question)
    kept = {name: value for name, value in hidden(question) if name != "csrfmiddlewaretoken"}
    return question, desk.post(address, {**kept, "buoc": "luu"})


def test_the_tree_opens_level_by_level_and_the_address_keeps_it(desk, place):
    answer = desk.get("/cb/co-cau?don-vi=T")
    assert "Đơn vị anh/chị phụ trách" in page(answer) and "Công đoàn phường Bến Nứa" in rows(answer)
    assert "CĐCS Công ty May Bến Nứa" not in rows(answer)
    opened = rows(desk.get("/cb/co-cau?don-vi=T&mo=T-W"))
    assert "CĐCS Công ty May Bến Nứa" in opened and "CĐCS Công ty Đóng gói" not in opened


def test_the_tree_of_another_day_bears_the_names_of_that_day(desk, place):
    today = clock.today()
    actions.rename(place.ward, "Công đoàn phường Lá Tre", on=today)
    actions.move([place.sewing], place.zone, on=today)
    before = rows(desk.get(f"/cb/co-cau?don-vi=T&ngay={today - timedelta(1):%Y-%m-%d}&mo=T-W"))
    assert "Công đoàn phường Bến Nứa" in before and "CĐCS Công ty May Bến Nứa" in before
    now = rows(desk.get("/cb/co-cau?don-vi=T&mo=T-W"))
    assert "Công đoàn phường Lá Tre" in now and "CĐCS Công ty May Bến Nứa" not in now
    assert "chưa có đơn vị này" in page(desk.get("/cb/co-cau?don-vi=T&ngay=01/01/1990"))
    wrong = desk.get("/cb/co-cau?don-vi=T&ngay=31/02/2026")
    assert wrong.status_code == 422 and "Không có ngày 31/02/2026" in page(wrong)


@pytest.mark.parametrize("typed", ["may ben nua", "SEW", "cũ ngày xưa"])
def test_a_unit_is_found_by_name_code_or_former_name(desk, place, typed):
    actions.rename(place.sewing, "Tên cũ ngày xưa", on=places.LONG_AGO)
    actions.rename(place.sewing, "CĐCS Công ty May Bến Nứa", on=clock.today())
    shown = rows(desk.get("/cb/co-cau", {"don-vi": "T", "tim": typed}))
    assert "CĐCS Công ty May Bến Nứa" in shown and "Giày Cánh Diều" not in shown
    assert "Không thấy “zzz”" in page(desk.get("/cb/co-cau?don-vi=T&tim=zzz"))


def test_moving_lower_units_asks_with_numbers_saves_once_and_is_undone(desk, place):
    address = "/cb/co-cau/T-W/chuyen-duoi?don-vi=T"
    assert "Giày Cánh Diều" in page(desk.get(address))
    fields = {"chon": ["SEW", "SHO"], "vao": "gio dong", "ngay": clock.today().isoformat(), "so": "655/QĐ-LĐLĐ",
              "nguoi-ky": "Trần Văn Bình", "khoa": "k1"}  # fmt: skip
    recorded = StructureChange.objects.count()
    question = desk.post(address, {**fields, "buoc": "xem"})
    assert "Sẽ chuyển 2 đơn vị, 5 đoàn viên." in page(question) and "655/QĐ-LĐLĐ" in page(question)
    assert "Chưa lưu gì cả" in page(question)
    assert StructureChange.objects.count() == recorded, "nothing is saved by looking"
    kept = hidden(question)
    body = {name: [value for other, value in kept if other == name] for name, _ in kept}
    done = desk.post(address, {**body, "buoc": "luu"})
    again = desk.post(address, {**body, "buoc": "luu"})
    assert done.status_code == 302 and again.headers["Location"] == done.headers["Location"]
    assert StructureChange.objects.count() == recorded + 1
    assert set(queries.subtree_ids(place.zone, clock.today())) >= {place.sewing, place.shoes}
    shown = page(desk.get(done.headers["Location"]))
    assert "Đã ghi. 2 đơn vị, 5 đoàn viên." in shown and "Trần Văn Bình" in shown
    assert "Hoàn tác" in page(desk.get("/cb/co-cau/thay-doi?don-vi=T"))
    undone = desk.post(done.headers["Location"])
    assert "chị Hạnh đã hoàn tác lúc" in page(desk.get(undone.headers["Location"]))
    assert place.shoes in set(queries.subtree_ids(place.ward, clock.today()))


def test_a_later_change_in_the_way_is_named(desk, place):
    new = actions.found_many([NewUnit("L", "Công đoàn phường Lá Tre", "commune", place.top)], on=clock.today())["L"]
    founding = StructureChange.objects.order_by("-number").first()
    later = actions.move([place.shoes], new, on=clock.today())
    refused = desk.post(f"/cb/co-cau/thay-doi/{founding.id}?don-vi=T")
    assert refused.status_code == 409 and f"số {later.number}" in page(refused)


def test_two_officials_the_second_sees_who_was_first(desk, place):
    places.official(place.ward, username="mai", role="chair")
    address, fields = "/cb/co-cau/SEW/doi-ten?don-vi=T", {"ten": "CĐCS May Một", "khoa": "k2"}
    question = desk.post(address, {**fields, "buoc": "xem"})
    mai = places.people.enrol(full_name="Phạm Thị Mai", address="chị")
    actions.rename(place.sewing, "CĐCS May Hai", on=clock.today(), decree=actions.Decree(by=mai))
    refused = desk.post(address, {**dict(hidden(question)), "buoc": "luu"})
    assert refused.status_code == 422
    assert re.search(r"Chị Mai vừa sửa mục này lúc \d\d:\d\d\. Xem bản đó trước khi lưu\.", page(refused))
    assert Unit.objects.get(id=place.sewing).name == "CĐCS May Hai"
    assert 'value="CĐCS May Một"' in refused.content.decode(), "nothing typed is lost"


@pytest.mark.parametrize(
    ("operation", "fields", "sentence"),
    [
        ("doi-ten", {"ten": ""}, "Còn thiếu tên."),
        ("doi-ten", {"ten": "X", "ngay": "2026-02-31"}, "Không có ngày 2026-02-31"),
        ("chuyen", {"vao": ""}, "Gõ mã hoặc một phần tên đơn vị."),
        ("chuyen", {"vao": "khong co"}, "Không thấy “khong co”"),
        ("chuyen", {"vao": "SHO"}, "“Công đoàn cơ sở” không trực thuộc “Công đoàn cơ sở”"),
        ("chuyen", {"vao": "T-Z", "ngay": "1990-01-01"}, "có từ ngày 01/07/2025"),
        ("chuyen", {"vao": "T-Z", "ngay": "2099-01-01"}, "còn hơn hai năm nữa mới tới"),
        ("gop", {"cach": "vao", "vao": "SEW"}, "Chọn ít nhất một đơn vị khác."),
        ("gop", {"cach": "moi", "ten": "Gộp", "ma": "SHO", "chon": ["SHO"]}, "Mã SHO đã dùng cho đơn vị khác"),
        ("tach", {"ten1": "Một", "ma1": "a/b", "het": "1"}, "Mã chỉ có chữ, số và gạch nối."),
        ("tach", {"ten1": "Một", "ma1": "M1", "het": "1"}, "vẫn còn người. Chọn đơn vị mới cho họ."),
        ("lap", {"ten": "Tổ cắt", "ma": "TC", "loai": "club"}, "Loại đơn vị “club” chưa có trong bảng loại."),
    ],
)  # fmt: skip
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(desk, place, operation, fields, sentence):
    answer = desk.post(f"/cb/co-cau/SEW/{operation}?don-vi=T", {**fields, "buoc": "xem"})
    assert answer.status_code == 422 and sentence in page(answer)
    assert all(f'value="{value}"' in answer.content.decode() for value in fields.values()
               if isinstance(value, str) and value not in {"1", "vao", "moi", "club", ""})  # fmt: skip


def test_several_units_of_one_name_become_a_choice(desk, place):
    actions.found(code="T-Z2", name="Công đoàn KCN Gió Đông Hai", kind="upper", on=places.LONG_AGO, parent=place.top)
    answer = desk.post("/cb/co-cau/SEW/chuyen?don-vi=T", {"vao": "gio dong", "buoc": "xem"})
    assert answer.status_code == 422 and "Có 2 đơn vị tên như vậy" in page(answer)
    assert re.findall(r'<option value="([^"]+)">', answer.content.decode())[:2] == ["T-Z", "T-Z2"]


def test_found_rename_merge_split_dissolve_hand_over_through_the_pages(desk, place):
    _, done = save(desk, "/cb/co-cau/SEW/lap?don-vi=T", {"ten": "Tổ cắt", "ma": "to-cat", "loai": "group"})
    assert done.status_code == 302 and Unit.objects.get(code="TO-CAT").kind == "group"
    save(desk, "/cb/co-cau/SEW/doi-ten?don-vi=T", {"ten": "CĐCS May Mới"})
    assert queries.unit(place.sewing, clock.today()).name == "CĐCS May Mới"
    before = (clock.today() - timedelta(2)).isoformat()
    question, _ = save(desk, "/cb/co-cau/SEW/giao-nguoi?don-vi=T", {"vao": "SHO", "ngay": before})
    assert "Sẽ bàn giao 5 đoàn viên." in page(question)
    assert queries.member_count(place.shoes, clock.today()) == 5
    parts = {"ten1": "CĐCS Giày Một", "ma1": "G1", "ten2": "CĐCS Giày Hai", "ma2": "G2", "nguoi": "2", "het": "1",
             "ngay": (clock.today() - timedelta(1)).isoformat()}  # fmt: skip
    save(desk, "/cb/co-cau/SHO/tach?don-vi=T", parts)
    two = Unit.objects.get(code="G2")
    assert queries.member_count(two.id, clock.today()) == 5
    save(desk, "/cb/co-cau/G2/gop?don-vi=T", {"cach": "moi", "ten": "CĐCS Giày Gộp", "ma": "GG", "chon": ["G1"]})
    tomorrow = (clock.today() + timedelta(1)).isoformat()
    past = page(desk.get("/cb/co-cau/SHO?don-vi=T"))
    assert "Đơn vị này đã kết thúc ngày" in past and "CĐCS Giày Hai" in past and "100% số liệu cũ" not in past
    assert queries.member_count(Unit.objects.get(code="GG").id, clock.today()) == 5
    question, _ = save(desk, "/cb/co-cau/GG/giai-the?don-vi=T", {"ngay": tomorrow})
    assert "5 đoàn viên sẽ không thuộc công đoàn nào." in page(question)
    assert queries.member_count(place.top, clock.today()) == 5
    assert queries.member_count(place.top, clock.today() + timedelta(1)) == 0


def test_a_unit_page_shows_its_past(desk, place):
    actions.rename(place.sewing, "CĐCS May Mới", on=clock.today(), decree=actions.Decree("7/QĐ"))
    shown = page(desk.get("/cb/co-cau/sew?don-vi=T"))
    assert "Tên qua các thời kỳ" in shown and "CĐCS Công ty May Bến Nứa" in shown and "7/QĐ" in shown
    assert "Đoàn viên 5" in shown and "Gộp" in shown
    small = page(desk.get("/cb/co-cau/PAC?don-vi=T"))
    assert "Đoàn viên 0" in small
    places.worker("Một Người", place.packing)
    assert "dưới 5, không hiện" in page(desk.get("/cb/co-cau/PAC?don-vi=T"))


def test_a_chair_may_change_her_unit_but_not_take_it_elsewhere(place):
    places.official(place.sewing, username="hanh")
    chair = places.come_in("hanh")
    shown = page(chair.get("/cb/co-cau/SEW?don-vi=SEW"))
    assert "Đổi tên" in shown and "Chuyển trực thuộc" not in shown and "Giải thể" not in shown
    assert chair.get("/cb/co-cau/SHO?don-vi=SEW").status_code == 403
    assert chair.post("/cb/co-cau/SEW/giai-the?don-vi=SEW", {"buoc": "xem"}).status_code == 403
    assert chair.post("/cb/co-cau/SEW/chuyen?don-vi=SEW", {"vao": "T-Z", "buoc": "luu"}).status_code == 403
    assert save(chair, "/cb/co-cau/SEW/doi-ten?don-vi=SEW", {"ten": "CĐCS May Mới"})[1].status_code == 302
    moved = actions.move([place.sewing], place.zone, on=clock.today())
    assert chair.post(f"/cb/co-cau/thay-doi/{moved.id}?don-vi=SEW").status_code == 403


def test_a_page_links_only_to_units_that_its_reader_may_open(desk, place):
    places.official(place.sewing, username="hanh")
    shown = places.come_in("hanh").get("/cb/co-cau/SEW?don-vi=SEW").content.decode()
    assert "Công đoàn phường Bến Nứa" in shown and 'href="/cb/co-cau/T-W?' not in shown
    assert 'href="/cb/co-cau/T-W?' in desk.get("/cb/co-cau/SEW?don-vi=T").content.decode()


def test_the_employers_side_changes_nothing(place):
    places.official(place.sewing, username="quang", employer_side=True)
    browser = places.come_in("quang")
    assert browser.get("/cb/co-cau?don-vi=SEW").status_code == 200
    assert browser.get("/cb/co-cau/SEW/doi-ten?don-vi=SEW").status_code == 403
