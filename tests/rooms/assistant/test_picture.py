"""Words read from a picture: drawn messages, every kind of bad file, and that nothing of a picture stays."""

from __future__ import annotations

import html
import io
import os
import re
import struct
import tempfile
import textwrap
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from hocvuso.__main__ import main
from hocvuso.assistant import message_views
from hocvuso.assistant.message_words import WORDS
from hocvuso.assistant.models import Question
from hocvuso.assistant.picture import reading
from hocvuso.plumbing.alone import alone

pytestmark = pytest.mark.django_db(databases="__all__")

SAID = "Tài khoản của bạn bị tạm khoá. Nhập mã OTP trong 24 giờ để xác minh, nếu không sẽ bị khoá vĩnh viễn."
ROBOTO = "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"


def drawn(text: str = SAID, size: int = 42, width: int = 1080, paper: str = "white", ink: str = "black") -> Image.Image:
    """A screenshot of a message."""
    picture = Image.new("RGB", (width, width * 2), paper)
    lines = "\n".join(textwrap.wrap(text, width * 3 // 2 // size))
    ImageDraw.Draw(picture).text((width // 12, width // 3), lines, ink, ImageFont.truetype(ROBOTO, size), spacing=size)
    return picture


def as_file(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def of_size(width: int, height: int) -> bytes:
    """A picture of one colour: few bytes that open to as many points as its head says."""
    rows = zlib.compressobj()
    packed = b"".join(rows.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + rows.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def moving() -> bytes:
    """A GIF of two frames."""
    return as_file(drawn(width=300), "GIF", save_all=True, append_images=[drawn("khác", width=300)])


def send(site: Client, raw: bytes, name: str = "anh.png", status: int = 200) -> str:
    """Send a picture and return the words of the page."""
    reply = site.post("/kiem-tra/anh", {"anh": SimpleUploadedFile(name, raw), "tu": "number"})
    assert reply.status_code == status
    return html.unescape(reply.content.decode())


def box(page: str) -> str:
    """What stands in the box."""
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert found
    return found[1]


def test_the_words_stand_in_the_box_to_be_corrected_and_are_judged_only_then(site: Client) -> None:
    page = send(site, as_file(drawn()))
    assert SAID in box(page)
    assert WORDS["picture_read"][0] in page
    assert "dấu hiệu giống lừa đảo" not in page
    judged = html.unescape(site.post("/kiem-tra", {"tin": box(page)}).content.decode())
    assert WORDS["verdict_scam"][0] in judged


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(lambda: as_file(drawn(paper="#101418", ink="#eeeeee")), id="dark"),
        pytest.param(lambda: as_file(drawn(size=16, width=380)), id="small"),
        pytest.param(lambda: as_file(drawn(size=120, width=3170), "JPEG", quality=80), id="twenty-megapixels"),
        pytest.param(lambda: as_file(drawn().convert("RGBA")), id="with-transparency"),
        pytest.param(lambda: as_file(drawn(), "WEBP"), id="webp"),
        pytest.param(lambda: as_file(drawn().convert("CMYK"), "JPEG"), id="cmyk"),
    ],
)
def test_pictures_of_every_kind_are_read(raw) -> None:  # type: ignore[no-untyped-def]
    found = reading.read(raw())
    assert found.problem == ""
    assert len(set(SAID.split()) - set(found.text.split())) <= 1


def test_a_picture_taken_sideways_is_set_upright_by_its_exif() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert SAID in reading.read(as_file(drawn().rotate(90, expand=True), "JPEG", exif=exif)).text


@pytest.mark.parametrize(
    ("problem", "raw"),
    [
        ("empty", lambda: b""),
        ("kind", lambda: b"hello"),
        ("kind", lambda: b"PK\x03\x04 a zip"),
        ("pdf", lambda: b"%PDF-1.7 ..."),
        ("heic", lambda: b"\0\0\0\x18ftypheic" + bytes(50)),
        ("broken", lambda: as_file(drawn())[:4000]),
        ("broken", lambda: as_file(drawn(), "JPEG")[:30_000]),
        ("broken", lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(2000)),
        ("huge", lambda: of_size(30_000, 30_000)),
        ("huge", lambda: of_size(9_000, 9_000)),
        ("small", lambda: of_size(1, 1)),
        ("small", lambda: of_size(60_000, 30)),
        ("moving", moving),
        ("no_text", lambda: as_file(Image.new("RGB", (900, 1600), "white"))),
        ("big", lambda: bytes(reading.MAX_BYTES + 1)),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_that_says_what_to_do(problem: str, raw) -> None:  # type: ignore[no-untyped-def]
    assert reading.read(raw()) == reading.Found(problem=problem)


def test_every_problem_has_words_in_both_languages(site: Client) -> None:
    for problem in (*reading.PROBLEMS, "busy", "none"):
        assert all(WORDS[f"picture_{problem}"])
    assert WORDS["picture_heic"][0] in send(site, b"\0\0\0\x18ftypheic", "a.heic", 422)
    assert WORDS["picture_none"][0] in html.unescape(site.post("/kiem-tra/anh").content.decode())
    assert WORDS["picture_big"][0] in send(site, bytes(reading.MAX_BYTES + 10_000), status=422)


def test_nothing_of_a_picture_touches_a_disk_or_is_remembered(
    site: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {path for path in Path(settings.DATA).rglob("*") if path.suffix != ".alone"}
    send(site, as_file(drawn(), "BMP"), status=422)  # larger than what is kept in memory by default
    page = send(site, as_file(drawn("Tai khoan bi khoa, nhap ma OTP 482916 goi 0912345678")))
    send(site, as_file(drawn())[:4000], status=422)
    assert "482916" not in page and "0912345678" not in page
    assert list(tmp_path.iterdir()) == []
    assert {path for path in Path(settings.DATA).rglob("*") if path.suffix != ".alone"} <= before
    assert not Question.objects.exists()


def test_the_reading_process_can_write_no_file_and_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "tesseract"
    row = "\\t".join(["1"] * 10 + ["99", "%s"])  # one word of the reader's table
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit\n'
        f'printf "head\\n{row}\\n" limits$(ulimit -f)v$(ulimit -v)t$(ulimit -t)\n'
        f"(echo x > {tmp_path}/file) 2>/dev/null\nexit 0\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert reading.is_here()
    assert reading.read(as_file(drawn())).text == f"limits0v{1 << 20}t20"
    assert not (tmp_path / "file").exists() or (tmp_path / "file").stat().st_size == 0


def test_a_reader_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "tesseract"
    fake.write_text(
        f'#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit\necho $$ > {tmp_path}/never\nexec sleep 77\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(reading, "_SECONDS", 1)
    assert reading.read(as_file(drawn())).problem == "slow"
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not any(b"sleep\x0077" in command for command in running)


def test_one_at_a_time_and_a_flood_is_told_to_wait(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_views, "_PATIENCE", 0.0)
    with alone("picture") as mine:
        assert mine
        assert WORDS["picture_busy"][0] in send(site, as_file(drawn()), status=422)
    monkeypatch.setattr(message_views._PICTURES, "most", 0)
    assert WORDS["picture_busy"][0] in send(site, as_file(drawn()), status=422)


def test_without_the_program_the_page_says_so_and_keeps_the_box(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'type="file"' in site.get("/kiem-tra").content.decode()
    monkeypatch.setenv("PATH", "/nowhere")
    page = site.get("/kiem-tra").content.decode()
    assert 'type="file"' not in page and "<textarea" in page
    assert "Nơi này chưa đọc được ảnh" in page
    assert WORDS["picture_absent"][0] in send(site, as_file(drawn()), status=422)


def test_a_form_of_another_site_is_refused() -> None:
    assert (
        Client(enforce_csrf_checks=True).post("/kiem-tra/anh", {"anh": SimpleUploadedFile("a.png", b"x")}).status_code
        == 403
    )


def test_the_command_reads_a_picture_by_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.png").write_bytes(as_file(drawn()))
    assert main(["check-message", "--picture", str(tmp_path / "a.png")]) == 0
    assert WORDS["verdict_scam"][0] in capsys.readouterr().out
    (tmp_path / "b.png").write_bytes(b"%PDF")
    assert main(["check-message", "--picture", str(tmp_path / "b.png")]) == 2
    assert WORDS["picture_pdf"][0] in capsys.readouterr().err
    assert main(["check-message", "--picture", str(tmp_path / "c.png")]) == 2
