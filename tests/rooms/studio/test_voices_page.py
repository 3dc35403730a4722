"""The page on which authors record lectures: consent first, sentence by sentence, errors in words, a trace of all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from hocvuso.lectures import actions, queries
from hocvuso.lectures.recordings import checking, consents, standing, takes
from hocvuso.lectures.script import Speaker
from hocvuso.lectures.store import Manifest
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Audit
from tests.rooms.lectures.conftest import hum

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
VOICES = "/cb/tac-gia/giong"
LESSON = "kns.4.3/three-questions"
PAGE = f"{VOICES}/bai/{LESSON}"
LAN = "nguyen-thi-lan"
STATEMENT = "Tôi là Nguyễn Thị Lan, đồng ý cho thu giọng và dùng trong bài giảng của trang này."


@pytest.fixture(autouse=True)
def data(tmp_path: Path):
    """Each test has a data folder of its own."""
    with override_settings(DATA=tmp_path):
        yield tmp_path


def agree(author: Client, **changes: object):
    sent = {"ten": "Nguyễn Thị Lan", "ngay": f"{clock.today():%d/%m/%Y}", "den": "", "bai": "", "loi": STATEMENT}
    return author.post(f"{VOICES}/dong-y", {**sent, "hieu": "1", **changes})


def send(author: Client, data: bytes | None = None, number: int = 0, **changes: object):
    sent = {"nguoi": LAN, "cau": keys()[number], "tep": SimpleUploadedFile("a.exe", data or hum())}
    return author.post(f"{PAGE}/thu", {**sent, **changes})


def keys() -> list[str]:
    script = queries.script(LESSON, clock.today(), Speaker("Nguyễn Thị Lan", is_machine=False))
    return [each.key for each in standing.unread(script).lines]


def verbs() -> list[str]:
    return list(Audit.objects.filter(verb__endswith="_take").order_by("at", "id").values_list("verb", flat=True))


def body(answer) -> str:
    return answer.content.decode()


def test_without_consent_there_is_nothing_to_record(author):
    page = body(author.get(PAGE))
    assert "Chưa ai đồng ý đọc" in page and "máy đọc hết" in page
    assert "data-take" not in page
    assert send(author).status_code == 422
    assert not (Path(queries.store().folder).parent / "recordings").exists()


def test_a_consent_is_kept_with_its_statement_and_a_trace(author, data):
    assert agree(author).status_code == 302
    own = data / "recordings" / LAN
    assert STATEMENT in (own / "paper.txt").read_text(encoding="utf-8")
    page = body(author.get(VOICES))
    assert "Nguyễn Thị Lan" in page and "Đã đồng ý bằng văn bản" in page and "đến khi rút lại" in page
    paper = author.get(f"{VOICES}/giay/{LAN}")
    assert paper["Content-Type"].startswith("text/plain") and STATEMENT in body(paper)
    assert Audit.objects.get(verb="agree_voice").what == LAN


def test_a_signed_paper_is_taken_by_its_content(author):
    agree(author, loi="", giay=SimpleUploadedFile("x.html", b"%PDF-1.7 signed"))
    assert author.get(f"{VOICES}/giay/{LAN}")["Content-Type"] == "application/pdf"
    refused = agree(author, loi="", giay=SimpleUploadedFile("x.pdf", b"<script>"))
    assert refused.status_code == 422 and "PDF, JPEG hoặc PNG" in body(refused)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ten": " "}, "Viết tên người đọc"),
        ({"ngay": "32/1/2026"}, "Viết ngày như"),
        ({"ngay": "20/11/2099"}, "ở sau hôm nay"),
        ({"den": "01/01/2020"}, "Ngày cuối ở trước"),
        ({"bai": "kns.99.9"}, "chưa đúng"),
        ({"loi": "đồng ý"}, "gõ đủ lời đồng ý"),
        ({"hieu": None}, "đã biết giọng dùng"),
    ],
)
def test_a_consent_that_lacks_something_says_what_and_keeps_what_was_typed(author, data, changes, says):
    sent = {"ten": "Nguyễn Thị Lan", "ngay": f"{clock.today():%d/%m/%Y}", "loi": STATEMENT, "hieu": "1", **changes}
    refused = author.post(f"{VOICES}/dong-y", {name: value for name, value in sent.items() if value is not None})
    assert refused.status_code == 422 and says in body(refused)
    assert str(sent["loi"]) in body(refused)
    assert not list((data / "recordings").glob("*"))


def test_a_sentence_is_recorded_heard_replaced_deleted_and_brought_back(author, data):
    agree(author)
    assert send(author)["Location"].endswith(f"#c-{keys()[0]}")
    page = body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert "Nguyễn Thị Lan đã đọc 1 trên" in page and page.count("<audio") == 1
    file = next((data / "recordings" / LAN / LESSON).glob("*.wav")).name
    heard = author.get(f"{PAGE}/nghe/{file}?nguoi={LAN}", headers={"Range": "bytes=0-9"})
    assert (heard.status_code, heard.content, heard["Content-Type"]) == (206, hum()[:10], "audio/wav")
    send(author, hum(1.2))
    assert "Lấy lại bản trước" in body(author.get(f"{PAGE}?nguoi={LAN}"))
    author.post(f"{PAGE}/doi", {"nguoi": LAN, "cau": keys()[0], "viec": "bo"})
    gone = body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert "<audio" not in gone and "Hoàn tác" in gone
    author.post(f"{PAGE}/doi", {"nguoi": LAN, "cau": keys()[0], "viec": "lai"})
    assert "<audio" in body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert verbs() == ["record_take", "record_take", "drop_take", "undo_take"]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"MZ\x90 program", "không phải tệp tiếng"), (hum()[:400], "bị cắt hoặc hỏng"), (hum(0.05), "quá ngắn")],
    ids=["kind", "cut", "short"],
)
def test_what_is_no_recording_is_refused_beside_its_sentence_and_leaves_no_trace(author, data, says):
    agree(author)
    refused = send(author, data, number=2)
    assert refused.status_code == 422
    row = body(refused).partition(f'id="c-{keys()[2]}"')[2].partition("</li>")[0]
    assert says in row
    assert verbs() == []


def test_a_file_beyond_the_limit_is_told_as_such(author):
    agree(author)
    refused = send(author, bytes(checking.MOST_BYTES + 200_000))
    assert refused.status_code == 422 and "lớn hơn 12 MB" in body(refused)
    assert "Chưa có tệp nào" in body(author.post(f"{PAGE}/thu", {"nguoi": LAN, "cau": keys()[0]}))


def test_a_full_disk_is_told_and_leaves_no_trace(author, monkeypatch):
    agree(author)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takes.whole_files, "put", full)
    refused = send(author)
    assert refused.status_code == 507 and "ổ đĩa đầy" in body(refused)
    assert verbs() == []


def test_a_sentence_or_a_speaker_nobody_knows_is_refused(author):
    agree(author)
    assert "Câu đã đổi" in body(send(author, cau="0" * 16))
    assert "chọn người đọc" in body(send(author, nguoi="../.."))
    for name in ("recordings.toml", "..%2F..%2Fconsent.toml", "khac.wav"):
        assert author.get(f"{PAGE}/nghe/{name}?nguoi={LAN}").status_code == 404
    assert author.get(f"{VOICES}/giay/..").status_code == 404
    assert author.get(f"{VOICES}/bai/kns.4.3/no-such-lesson").status_code == 404


def test_consent_for_another_lesson_or_one_that_ran_out_records_nothing(author, data):
    agree(author, bai="kns.4.1")
    assert "chưa đồng ý cho bài này" in body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert "không gồm bài này" in body(send(author))
    own = data / "recordings" / LAN / "consent.toml"
    day = clock.today() - timedelta(days=1)
    own.write_text(own.read_text(encoding="utf-8").replace('["kns.4.1"]', f'["all"]\nuntil = {day}'), encoding="utf-8")
    assert "đã hết hạn" in body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert send(author).status_code == 422


def test_a_recording_of_old_words_is_named_and_can_only_be_deleted(author, data):
    agree(author)
    takes.put(data / "recordings" / LAN, LESSON, "Câu của hôm qua.", checking.recording(hum()))
    page = body(author.get(f"{PAGE}?nguoi={LAN}"))
    assert "1 bản thu không dùng nữa" in page and "Câu của hôm qua." in page
    assert "đã đọc 0 trên" in page
    key = standing.key_of("Câu của hôm qua.")
    assert "Câu đã đổi" in body(send(author, cau=key))
    assert author.post(f"{PAGE}/doi", {"nguoi": LAN, "cau": key, "viec": "bo"}).status_code == 302


def test_the_page_says_which_lectures_wait_and_why(author):
    assert "chờ lần làm tới" not in body(author.get(VOICES))
    agree(author)
    send(author)
    page = body(author.get(VOICES))
    assert "1 bài giảng chờ lần làm tới" in page and "đã thu, chưa làm bài giảng" in page
    assert "hocvuso lectures build" in page
    script = queries.script(LESSON, clock.today(), Speaker("Nguyễn Thị Lan", is_machine=False, is_helped=True))
    published(script, takes="of yesterday", digest=script.digest)
    assert "bản thu đã đổi" in body(author.get(VOICES))
    now = next(iter(standing.readers(Path(queries.store().folder).parent / "recordings", clock.today())))
    published(script, takes=standing.takes_in(script, now), digest="of yesterday")
    assert "bài học đã đổi" in body(author.get(VOICES))
    published(script, takes=standing.takes_in(script, now), digest=script.digest)
    assert "chờ lần làm tới" not in body(author.get(VOICES))


def published(script, *, takes: str, digest: str, until: str = "") -> None:
    queries.store().publish(
        Manifest(
            lesson=LESSON, title=script.title, version=script.version, digest=digest, key="k", seconds=9.0,
            voice=f"recorded {LAN}", voice_label=script.voice_label, is_machine_voice=False, speaker="Nguyễn Thị Lan",
            is_draft=True, files={}, is_helped=True, takes=takes, voice_until=until,
        )
    )  # fmt: skip


def test_a_lecture_is_shown_no_longer_than_its_speaker_agreed():
    script = queries.script(LESSON, clock.today(), Speaker("Nguyễn Thị Lan", is_machine=False, is_helped=True))
    published(script, takes="t", digest=script.digest, until=clock.today().isoformat())
    assert queries.lecture(LESSON, clock.today()).manifest is not None
    assert queries.lecture(LESSON, clock.today() + timedelta(days=1)).manifest is None


def test_withdrawal_wants_to_be_sure_and_removes_everything(author, data):
    agree(author)
    send(author)
    script = queries.script(LESSON, clock.today(), Speaker("Nguyễn Thị Lan", is_machine=False, is_helped=True))
    published(script, takes="t", digest=script.digest)
    assert "Vâng, xoá các bản thu" in body(author.post(f"{VOICES}/rut", {"nguoi": LAN}))
    assert takes.lessons(data / "recordings" / LAN) == [LESSON]
    done = author.post(f"{VOICES}/rut", {"nguoi": LAN, "hieu": "1"}, follow=True)
    assert "Đã rút lại" in body(done) and "Không dùng: đã rút lại" in body(done)
    assert not list((data / "recordings" / LAN).glob("*/"))
    assert queries.store().manifest(LESSON) is None
    assert Audit.objects.filter(verb="withdraw_voice", what=LAN).count() == 1
    assert send(author).status_code == 422


def test_a_take_that_comes_while_the_speaker_withdraws_does_not_stay(author, data, monkeypatch):
    agree(author)
    people = data / "recordings"
    really = takes.put

    def slow(*given: object) -> None:
        consents.withdraw(consents.speaker(people, LAN, clock.today()), clock.today())
        really(*given)

    monkeypatch.setattr(actions.takes, "put", slow)
    assert send(author).status_code == 422
    assert not list((people / LAN).glob("*/"))


def test_the_sheet_to_read_from_is_a_pdf(author):
    agree(author)
    sheet = author.get(f"{PAGE}/in?nguoi={LAN}")
    assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF-")


def test_the_first_page_leads_to_a_lesson_by_its_name(author):
    assert author.get(f"{VOICES}?bai=Ba câu hỏi [{LESSON}]")["Location"] == PAGE
    assert "Không có bài nào tên như vậy" in body(author.get(f"{VOICES}?bai=xyz"))
