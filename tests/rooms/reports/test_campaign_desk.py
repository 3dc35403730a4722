"""Awareness work at the desk: forms that keep what was typed, previews that are what is sent, who may do what."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hocvuso.campaigns import actions, composing, queries
from hocvuso.campaigns.composing import Draft, Signer
from hocvuso.campaigns.models import Assignment, Campaign, CampaignLink, Post
from hocvuso.core.campaign import Funnel
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.campaigns import shown
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/cb/truyen-thong"
TYPED = {
    "tieu-de": "Ba câu hỏi", "ngan": "Hỏi ba câu rồi hãy bấm.", "dai": "Ai gửi?", "mo": "kns.4.3", "ban": "0",
    "nhom": "Zalo tổ 1\nZalo tổ 2", "kenh": ["website"], "ngay": "", "gio": "", "ca": "",
}  # fmt: skip


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def desk(place):
    places.official(place.sewing)
    return places.come_in()


def compose(desk, **other):
    return desk.post(f"{BASE}/bai/moi?don-vi=SEW", {**TYPED, "ma": str(uuid7()), **other})


def picture():
    out = io.BytesIO()
    Image.new("RGB", (800, 500), "#134B66").save(out, "PNG")
    return SimpleUploadedFile("vải.png", out.getvalue(), content_type="image/png")


def test_a_post_is_written_asked_for_approved_and_marked(desk):
    answer = compose(desk, anh=picture(), **{"mo-ta-anh": "Hai tấm vải"})
    post = Post.objects.get()
    assert answer["Location"].startswith(f"{BASE}/bai/{post.id}")
    page = desk.get(answer["Location"]).content.decode()
    for code in CampaignLink.objects.values_list("code", flat=True):
        assert f"/s/{code}" in page
    assert desk.get(f"{BASE}/bai/{post.id}/anh?don-vi=SEW")["Content-Type"] == "image/jpeg"
    step = f"{BASE}/bai/{post.id}/buoc?don-vi=SEW"
    desk.post(step, {"lam": "ask", "ban": post.version})
    alone = desk.post(step, {"lam": "approve", "ban": post.version + 1})
    assert alone.status_code == 422
    assert "tự duyệt" in alone.content.decode()
    assert desk.post(step, {"lam": "approve", "ban": 1, "ghi": "x"}).status_code == 409
    desk.post(step, {"lam": "approve", "ban": post.version + 1, "ghi": "Đã đọc lại"})
    group = CampaignLink.objects.get(group="Zalo tổ 1")
    shared = desk.get(f"{BASE}/nhom/{group.id}?don-vi=SEW").content.decode()
    assert f"/s/{group.code}.jpg" in shared
    desk.post(f"{BASE}/nhom/{group.id}/dang?don-vi=SEW", {"ra": "1", "bang-chung": "17 giờ"})
    assert {each.state for each in queries.of_post(post.id, clock.now()) if each.group == "Zalo tổ 1"} == {"marked"}


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"tieu-de": ""}, "Viết tiêu đề"),
        ({"dai": "gọi 0912345678 nhé"}, "có số của ai đó"),
        ({"nhom": "", "kenh": []}, "ít nhất một nơi"),
        ({"ngay": "31/02/2027"}, "31/02/2027"),
        ({"ngay": "01/03/2027", "gio": "25:00"}, "19:00"),
        ({"anh": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>"), "mo-ta-anh": "x"}, "không đọc được"),
    ],
)
def test_whatever_is_wrong_nothing_that_was_typed_is_lost(desk, other, word):
    answer = compose(desk, **other)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hỏi ba câu rồi hãy bấm." in page
    assert word in page
    assert not Post.objects.exists()


def test_the_preview_while_one_types_is_the_page_of_the_post(desk):
    typed = {**TYPED, "ngan": "<b>Hỏi</b> ba câu", "dai": "", "ma": str(uuid7())}
    piece = desk.post(f"{BASE}/bai/xem-truoc?don-vi=SEW", typed).content.decode()
    assert "<html" not in piece
    assert "&lt;b&gt;" not in piece
    texts = re.findall(r'<p class="pasted">([^<]*)</p>', piece)
    compose(desk, ngan="<b>Hỏi</b> ba câu", dai="")
    post = Post.objects.get()
    kept = desk.get(f"{BASE}/bai/{post.id}?don-vi=SEW").content.decode()
    shown = re.findall(r'<p class="pasted">([^<]*)</p>', kept)
    bare = {re.sub(r"/s/\w+", "/s/", text) for text in texts}
    assert bare == {re.sub(r"/s/\w+", "/s/", text) for text in shown}
    assert not Post.objects.filter(short__contains="<").exists()


def test_a_post_that_somebody_else_changed_is_not_written_over(desk):
    compose(desk)
    post = Post.objects.get()
    change = f"{BASE}/bai/{post.id}/sua?don-vi=SEW"
    desk.post(change, {**TYPED, "ma": str(post.id), "ban": "1", "tieu-de": "Bốn câu"})
    late = desk.post(change, {**TYPED, "ma": str(post.id), "ban": "1", "tieu-de": "Năm câu"})
    assert late.status_code == 409
    assert Post.objects.get().title == "Bốn câu"


def test_another_unit_sees_neither_post_nor_plan(desk, place):
    compose(desk)
    day = clock.today()
    told = composing.Plan("Tháng", "Ba câu", None, "worker", day, day)
    plan = composing.plan(uuid7(), place.sewing, told, by=Signer(uuid7(), "A"))
    places.official(place.packing, username="loc")
    other = places.come_in("loc")
    post = Post.objects.get()
    for path in (f"bai/{post.id}", f"bai/{post.id}/sua", f"ke-hoach/{plan.id}", f"ke-hoach/{plan.id}/sua"):
        assert other.get(f"{BASE}/{path}?don-vi=PAC").status_code == 403, path
    assert other.get(f"{BASE}/bai/{post.id}/anh?don-vi=PAC").status_code == 404
    mine = other.post(f"{BASE}/bai/xem-truoc?don-vi=PAC", {**TYPED, "ma": str(post.id)}).content.decode()
    assert "/anh" not in mine  # the picture of a foreign post is not shown in one's own preview


def test_a_plan_shows_its_calendar_and_what_is_missing(desk):
    answer = desk.post(
        f"{BASE}/ke-hoach/moi?don-vi=SEW", {"ma": str(uuid7()), "ten": "Tháng", "muc-tieu": "", "tu": "x"}
    )
    assert answer.status_code == 422
    assert 'value="Tháng"' in answer.content.decode()
    good = {
        "ma": str(uuid7()),
        "ten": "Tháng",
        "muc-tieu": "Ba câu",
        "tu": "1/12/2026",
        "den": "31/12/2026",
        "so-nguoi": "40",
    }
    for _time in range(2):
        made = desk.post(f"{BASE}/ke-hoach/moi?don-vi=SEW", good)
    plan = Campaign.objects.get()
    compose(desk, ngay="05/12/2026", gio="19:30", **{"ke-hoach": str(plan.id)})
    page = desk.get(made["Location"]).content.decode()
    assert "05/12/2026, 19:30" in page
    assert "0 trên 40 người" in page
    desk.post(f"{BASE}/ke-hoach/{plan.id}/cat?don-vi=SEW", {"cat": "1"})
    assert "đã cất" in desk.get(f"{BASE}/ke-hoach?don-vi=SEW").content.decode()
    desk.post(f"{BASE}/ke-hoach/{plan.id}/cat?don-vi=SEW", {"cat": "0"})
    assert Campaign.objects.get().ended_at is None


def test_a_level_asks_and_stops_and_a_union_may_not_ask(desk, place):
    places.official(place.ward, username="mien")
    ward = places.come_in("mien")
    ends = f"{clock.today() + timedelta(days=5):%d/%m/%Y}"
    bad = ward.post(f"{BASE}/giao/moi?don-vi=T-W", {"ma": str(uuid7()), "bo": "khong-doc-ma", "han": "", "loi": "Nhé"})
    assert (bad.status_code, 'value="Nhé"' in bad.content.decode()) == (422, True)
    form = {"ma": str(uuid7()), "bo": "khong-doc-ma", "han": ends, "loi": "Nhé"}
    for _time in range(2):
        made = ward.post(f"{BASE}/giao/moi?don-vi=T-W", form)
    row = Assignment.objects.get()
    assert "0 trên 2 công đoàn đã đăng" in ward.get(made["Location"]).content.decode()
    assert "Sửa lời rồi đăng" in desk.get(f"{BASE}/giao/{row.id}?don-vi=SEW").content.decode()
    assert desk.post(f"{BASE}/giao/moi?don-vi=SEW", form).status_code == 403
    assert desk.post(f"{BASE}/giao/{row.id}/thoi?don-vi=SEW", {"thoi": "1"}).status_code == 403
    ward.post(f"{BASE}/giao/{row.id}/thoi?don-vi=T-W", {"thoi": "1"})
    assert "Mã OTP" not in desk.get(f"{BASE}/giao?don-vi=SEW").content.decode()
    ward.post(f"{BASE}/giao/{row.id}/thoi?don-vi=T-W", {"thoi": "0"})
    assert Assignment.objects.get().ended_on is None


def test_a_post_from_above_is_adapted_at_the_desk(desk, place):
    by = Signer(places.official(place.ward, username="mien"), "Miên")
    words = Draft("Ba câu", "Hỏi ba câu", "", "kns.4.3", places=(("website", ""),))
    post = composing.write(uuid7(), place.ward, words, by=by)
    for act in ("ask", "approve"):
        post = composing.step(post.id, act, by=by, seen=post.version, note="đã đọc")
    ward = places.come_in("mien")
    made = ward.post(
        f"{BASE}/giao/moi?don-vi=T-W",
        {"ma": str(uuid7()), "bai": str(post.id), "han": f"{clock.today() + timedelta(days=5):%d/%m/%Y}"},
    )
    row = Assignment.objects.get()
    assert made.status_code == 302
    answer = desk.post(f"{BASE}/giao/{row.id}/lam?don-vi=SEW")
    own = Post.objects.get(source=post)
    assert answer["Location"].startswith(f"{BASE}/bai/{own.id}/sua")
    assert "Công đoàn phường Bến Nứa" in desk.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("way", ["kenh", "noi", "don-vi", "bo", "la"])
def test_results_are_put_together_each_way(desk, place, way):
    compose(desk)
    link = CampaignLink.objects.get(channel="website")
    actions.opened(link.id, on=clock.today())
    page = desk.get(f"{BASE}/ket-qua?don-vi=SEW&theo={way}").content.decode()
    assert "Vững kỹ năng" in page
    assert "0 bài đã đăng, 1 lượt mở" in page


def test_the_code_for_ones_own_site_names_the_unit(desk):
    page = desk.get(f"{BASE}/trang-rieng?don-vi=SEW").content.decode()
    assert "&lt;iframe src=&#34;http" in page
    assert "/tin/the?don-vi=SEW" in page


def test_the_video_of_a_kit_is_asked_for_once(desk, settings, tmp_path):
    settings.DATA = tmp_path
    answer = desk.post(f"{BASE}/khong-doc-ma/video?don-vi=SEW")
    again = desk.post(f"{BASE}/khong-doc-ma/video?don-vi=SEW")
    assert answer["Location"] == again["Location"]
    assert "Đang làm" in desk.get(answer["Location"].partition("#")[0]).content.decode()
    assert desk.get(f"{BASE}/khong-doc-ma?don-vi=SEW&viec={uuid.uuid4()}").status_code == 200
    assert desk.get(f"{BASE}/khong-doc-ma?don-vi=SEW&viec=x").status_code == 200


def test_from_above_few_people_are_few_in_each_number(place):
    def reach(unit, begun, kept, mastered):
        return queries.Reach(
            uuid7(), "x", unit, "", None, "website", "", "", None, "", "sent", None, "",
            Funnel(9, begun, kept, mastered),
        )  # fmt: skip

    def kept(*found):
        return {row.name[5:16].strip(): row.told.kept for row in shown.by_unit(found, clock.today())}

    three = [reach(place.sewing, 8, 3, 1), reach(place.shoes, 9, 6, 5), reach(place.packing, 9, 8, 0)]
    assert sorted(kept(*three).values(), key=str) == [8, None, None]  # one hidden line alone would be told by the total
    rows = shown.by_unit([reach(place.sewing, 8, 3, 1), reach(place.shoes, 2, 0, 0)], clock.today())
    assert [row.told.begun for row in rows] == [None, None]
    assert shown.told(Funnel(9, 2, 1, 1), is_own=False) == shown.Told(9, None, None, None)
    assert shown.told(Funnel(9, 2, 1, 1), is_own=True) == shown.Told(9, 2, 1, None)
