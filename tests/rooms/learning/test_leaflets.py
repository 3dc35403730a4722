"""The page of a skill to print and to send: one A4 page whose words can be copied, one PNG of 1080 by 1350."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from hocvuso.curriculum import cli
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.leaflet import files
from hocvuso.curriculum.leaflet.choosing import Leaflet, leaflet_of
from hocvuso.plumbing.alone import alone

pytestmark = pytest.mark.django_db
A4 = (595, 842)


def leaflet(skill: str = "kns.4.3") -> Leaflet:
    now = curriculum.current()
    made = leaflet_of(now, now.skills[skill], today=date(2026, 11, 29), site="https://hoc.example", by="Công đoàn thử")
    assert made is not None
    return made


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == A4
    return " ".join(document[0].get_textpage().get_text_range().split())


def test_the_page_says_what_the_skill_is_about(site: Client) -> None:
    found = leaflet()
    said = words(files.content(found, "a4"))
    assert len(found.panels) == 4
    for text in (
        found.title,
        found.about,
        found.remember,
        found.address,
        found.by,
        *(each.title for each in found.panels),
    ):
        assert " ".join(text.split()) in said, text
    assert "BẢN NHÁP" in said and "không phải danh mục chính thức" in said and found.sources[0] in said
    assert "Tên giống, chưa" in said  # words inside the pictures are words too
    assert "kns." not in said.replace(found.address, "")


def test_an_over_full_page_stays_one_page(site: Client) -> None:
    from dataclasses import replace

    found = leaflet()
    panels = tuple(replace(each, text=each.text * 4) for each in found.panels)
    words(files.content(replace(found, panels=panels), "a4"))


def test_the_picture_to_send_has_its_size_and_is_light(site: Client) -> None:
    content = files.content(leaflet(), "square")
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1080, 1350))
    assert len(content) < 200 * 1024
    bottom = image.convert("RGB").crop((0, 1340, 1080, 1350)).getcolors()
    assert bottom is not None and len(bottom) == 1  # nothing is cut off below


def test_a_page_is_drawn_once_and_anew_when_it_says_something_else(site: Client, tmp_path: Path, monkeypatch) -> None:
    from dataclasses import replace

    drawn: list[str] = []
    monkeypatch.setattr(files, "content", lambda found, shape: drawn.append(shape) or b"x")
    found = leaflet()
    first = files.made(found, "a4", tmp_path)
    assert files.made(found, "a4", tmp_path) == first and drawn == ["a4"]
    assert files.made(replace(found, remember="Khác."), "a4", tmp_path) != first
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".pdf"]


def test_the_site_gives_both_and_lists_all(site: Client) -> None:
    for ending, kind in (("pdf", "application/pdf"), ("png", "image/png")):
        answer = site.get(f"/to-roi/kns.4.3.{ending}")
        assert answer.status_code == 200 and answer.headers["Content-Type"] == kind
        assert f"hoc-vu-so-kns.4.3.{ending}" in answer.headers["Content-Disposition"]
        assert len(b"".join(answer.streaming_content)) > 10_000
    page = site.get("/to-roi").content.decode()
    assert page.count(".pdf") == page.count(".png") == len(curriculum.current().skills)
    assert "/to-roi/kns.4.3.pdf" in site.get("/ky-nang/kns.4.3").content.decode()


def test_one_is_drawn_at_a_time(site: Client) -> None:
    for file in (settings.DATA / "leaflets").glob("kns.0.1-*"):
        file.unlink()
    with alone("leaflet") as mine:
        assert mine
        answer = site.get("/to-roi/kns.0.1.pdf")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"


def test_the_command_draws_what_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["infographics", "kns.0.1", "--out", str(tmp_path), "--site", "https://hoc.example"]) == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".png"]
    assert "2 tệp" in capsys.readouterr().out
    assert cli.run(["infographics", "kns.99.9", "--out", str(tmp_path)]) == 2
    assert "kns.99.9" in capsys.readouterr().err
