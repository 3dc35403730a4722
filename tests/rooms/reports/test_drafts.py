"""Drafts of office papers: the template, the file, and a model that sees no personal data and may be dead."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document

from hocvuso.assistant import model_client
from hocvuso.assistant.models import Question
from hocvuso.evaluation import scripted_model as play
from hocvuso.plumbing.models import Outbox
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
NOTICE = {
    "loai": "thong-bao",
    "viec": "Về việc họp tổ công đoàn",
    "noi-dung": "- họp tổ bàn kế hoạch học\n- chị Hoa (0912345678) điểm danh",
    "luc": "17 giờ ngày 30/11/2026",
    "dia-diem": "Nhà ăn ca",
    "noi-nhan": "Các tổ công đoàn",
}
GOOD = "Tổ chức họp tổ để bàn kế hoạch học.\nGiao chị [TÊN_2], số [SỐ_1], điểm danh người dự."


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def hanh(place):
    places.official(place.sewing)
    return places.come_in()


@pytest.fixture
def model(settings, monkeypatch):
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())

    def serve(*script):
        server = stack.enter_context(play.serving(*script))
        settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "thu-nghiem"
        return server

    from contextlib import ExitStack

    with ExitStack() as stack:
        yield serve


def written(site, **changed):
    reply = site.post("/cb/soan?don-vi=SEW", {**NOTICE, **changed})
    return reply.status_code, reply.content.decode()


def document(reply):
    found = Document(io.BytesIO(b"".join(reply.streaming_content)))
    lines = [each.text for each in found.paragraphs]
    return found, "\n".join(
        [*lines, *(cell.text for table in found.tables for row in table.rows for cell in row.cells)]
    )


def test_without_a_model_the_template_is_filled_in(hanh):
    status, page = written(hanh)
    assert status == 200
    said = (
        "THÔNG BÁO", "Về việc họp tổ công đoàn", "1. họp tổ bàn kế hoạch học", "Nơi nhận:", "TM. BAN CHẤP HÀNH",
        "Công đoàn phường Bến Nứa", "chưa đối chiếu với hướng dẫn của Tổng Liên đoàn",
    )  # fmt: skip
    for each in said:
        assert each in page
    assert "Nhờ AI" not in page
    assert 'id="chep"' in page


def test_the_word_file_has_the_head_the_points_and_the_mark_of_a_draft(hanh):
    reply = hanh.post("/cb/soan/tai?don-vi=SEW", NOTICE)
    assert reply["Content-Disposition"].endswith('.docx"')
    found, text = document(reply)
    assert "CĐCS Công ty May Bến Nứa" in text and "Số: " in text and "2. chị Hoa (0912345678) điểm danh" in text
    assert "TM. BAN CHẤP HÀNH" in text and "Thể thức chưa đối chiếu" in text and "mô hình" not in text
    assert found.sections[0].header.paragraphs[0].text == "BẢN NHÁP"


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (
            "ke-hoach",
            {"muc-dich": "biết chuyển tiền", "phu-trach": "Trần Ân"},
            ("I. MỤC ĐÍCH", "II. NỘI DUNG", "Trần Ân"),
        ),
        ("ke-hoach", {}, ("I. NỘI DUNG", "II. THỜI GIAN")),
        ("bien-ban", {"chu-tri": "Lê Hạnh", "ket-luan": "nhất trí"}, ("Chủ trì: Lê Hạnh", "II. KẾT LUẬN", "THƯ KÝ")),
    ],
)
def test_each_kind_has_its_parts(hanh, kind, fields, said):
    status, page = written(hanh, loai=kind, **fields)
    assert status == 200
    for each in said:
        assert each in page


def test_what_is_missing_or_too_long_is_said_beside_its_field(hanh):
    status, page = written(hanh, viec="", **{"noi-dung": "x" * 1501})
    assert status == 422
    assert "Anh/chị ghi vài chữ vào đây." in page and "tối đa 1500 ký tự" in page
    assert hanh.post("/cb/soan/tai?don-vi=SEW", {**NOTICE, "viec": ""}).status_code == 422


def test_a_model_gets_stand_ins_and_its_text_is_marked(hanh, model):
    server = model(play.says(GOOD))
    assert "Nhờ AI viết thành câu trọn vẹn" in written(hanh)[1]
    status, page = written(hanh, ai="nho")
    sent = json.dumps(server.asked, ensure_ascii=False)
    for each in ("Hoa", "0912345678", "Hạnh", "May Bến Nứa"):
        assert each not in sent
    assert status == 200 and len(server.asked) == 1
    assert "2. Giao chị Hoa, số 0912345678, điểm danh người dự." in page
    assert "Bản nháp của AI (mô hình thu-nghiem)" in page and 'name="ai" value="roi"' in page
    _, text = document(hanh.post("/cb/soan/tai?don-vi=SEW", {**NOTICE, "ai": "roi"}))
    assert "Bản nháp của AI (mô hình thu-nghiem): người ký phải đọc lại." in text


@pytest.mark.parametrize(
    "said",
    [
        "Tổ chức họp tổ để bàn kế hoạch học.\nGiao chị điểm danh người dự.",  # the stand-ins are gone
        GOOD + "\nAi vắng bị phạt.",  # a point more
        GOOD.replace("bàn kế hoạch", "bàn 3 kế hoạch"),  # a number that nobody wrote
        GOOD.replace("kế hoạch học", "kế hoạch tại www.xyz.example"),
        "KHÔNG",
    ],
)
def test_what_a_model_makes_up_is_thrown_away(hanh, model, said):
    model(play.says(said))
    status, page = written(hanh, ai="nho")
    assert status == 200
    assert "1. họp tổ bàn kế hoạch học" in page and "không cho được bản dùng được" in page
    assert "Bản nháp của AI" not in page


@pytest.mark.parametrize("reply", [play.refuses(500), play.cut("Tổ chức"), play.raw(["{"])])
def test_with_a_broken_model_the_template_stands(hanh, model, reply):
    model(reply)
    assert "1. họp tổ bàn kế hoạch học" in written(hanh, ai="nho")[1]


def test_with_a_dead_endpoint_the_template_stands(hanh, settings, monkeypatch):
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_TIMEOUT_CONNECT = "http://127.0.0.1:9/v1", "thu-nghiem", 1
    status, page = written(hanh, ai="nho")
    assert status == 200 and "1. họp tổ bàn kế hoạch học" in page


def test_a_text_with_a_secret_in_it_goes_to_no_model(hanh, model):
    server = model(play.says(GOOD))
    written(hanh, ai="nho", **{"noi-dung": "mã OTP là 4821"})
    assert server.asked == []


def test_over_the_budget_no_model_is_asked(hanh, model, settings):
    server, settings.LLM_DAILY_PERSON = model(play.says(GOOD)), 0
    assert "không cho được bản dùng được" in written(hanh, ai="nho")[1]
    assert server.asked == []


def test_nothing_is_kept_and_nothing_sent(hanh):
    before = Outbox.objects.count()
    written(hanh)
    assert Outbox.objects.count() == before and not Question.objects.exists()
