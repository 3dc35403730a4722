"""What belongs to a class: lessons of ours, links, files told by their first bytes; who sees which."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hocvuso.classes import materials, queries, seats
from hocvuso.classes.models import Material
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.kept_files import NotThis
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import phone_of, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PDF = b"%PDF-1.4 invented"


def slides(*, macros=False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<x/>")
        if macros:
            archive.writestr("ppt/vbaProject.bin", "x")
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Nhà máy"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def row(place, chair):
    return planned(place.sewing, chair)


def add(row, by, kind, ref="", data=b"", **more):
    materials.add(more.pop("number", uuid7()), row.id, kind, ref, more.pop("title", ""), by=by, data=data, **more)


def test_lessons_links_and_files_stand_in_order_for_the_class_or_one_meeting(chair, row):
    session = queries.sessions(row.id)[1]
    add(row, chair, "file", data=PDF, title="Bài đọc", session=session.id)
    number = uuid7()
    for _again in range(2):
        add(row, chair, "link", "https://vi-du.example/slide", number=number)
    add(row, chair, "lesson", "kns.4.3/three-questions")
    add(row, chair, "leaflet", "kns.4.3")
    add(row, chair, "together", "kns.4.3")
    add(row, chair, "lecture", "kns.4.3/three-questions")
    shown = materials.of_class(row.id)
    assert [each.kind for each in shown] == ["link", "lesson", "leaflet", "together", "lecture", "file"]
    assert [each.session for each in shown] == [None] * 5 + [2]
    assert all(each.address for each in shown[:5]) and shown[5].address == ""
    assert shown[1].title.startswith("Bài học")


@pytest.mark.parametrize(
    ("kind", "ref", "data", "why"),
    [
        ("link", "javascript:alert(1)", b"", "address"), ("link", "https://a b", b"", "address"),
        ("lesson", "kns.99.9/none", b"", "empty"), ("leaflet", "kns.99.9", b"", "empty"), ("", "", b"", "empty"),
        ("file", "", b"", "empty"), ("file", "", b"MZ\x90\x00", "kind"), ("file", "", b"<html>", "kind"),
        ("file", "", slides(macros=True), "kind"), ("file", "", b"%PDF-" + b"x" * materials.MOST_BYTES, "large"),
    ],
)  # fmt: skip
def test_what_is_not_taken_says_why(chair, row, kind, ref, data, why):
    with pytest.raises(NotThis, match=why):
        add(row, chair, kind, ref, data)
    assert not Material.objects.exists()


def test_slides_are_taken_and_pictures_are_drawn_anew(chair, row):
    add(row, chair, "file", data=slides())
    add(row, chair, "file", data=picture())
    first, second = Material.objects.order_by("added_at", "id")
    assert (first.ending, second.ending) == ("pptx", "jpg")
    assert "Nhà máy".encode() not in bytes(second.data), "what a phone writes into a picture is not kept"


def test_at_most_ten_files(chair, row):
    for _each in range(materials.MOST_FILES):
        add(row, chair, "file", data=PDF)
    with pytest.raises(NotThis, match="many"):
        add(row, chair, "file", data=PDF)


def test_the_desk_puts_in_takes_out_and_brings_back(place, chair, row):
    desk = places.come_in()
    path = f"/cb/lop/{row.id}/tai-lieu?don-vi=SEW"
    assert "Trang để in" in desk.get(path).content.decode()
    number = str(uuid7())
    sent = {"so": number, "tep": SimpleUploadedFile("Bài của tôi.pdf", PDF), "ten": ""}
    for _again in range(2):
        desk.post(path, {**sent, "tep": SimpleUploadedFile("Bài của tôi.pdf", PDF)})
    assert Material.objects.get().title == "Bài của tôi.pdf"
    given = desk.get(f"/cb/lop/{row.id}/tai-lieu/{number}?don-vi=SEW")
    assert given.content == PDF and given["content-disposition"].startswith("attachment")
    assert given["x-content-type-options"] == "nosniff"
    assert "Đã bỏ" in desk.post(path, {"viec": "bo", "so": number}, follow=True).content.decode()
    assert desk.get(f"/cb/lop/{row.id}/tai-lieu/{number}?don-vi=SEW").status_code == 404
    desk.post(path, {"viec": "lai", "so": number})
    assert "Bài của tôi.pdf" in desk.get(path).content.decode()
    answer = desk.post(path, {"so": str(uuid7()), "lien-ket": "ftp://x", "ten": "Giữ lại"})
    assert answer.status_code == 422 and "Giữ lại" in answer.content.decode()


def test_learners_see_lessons_by_the_link_and_files_with_a_seat(place, chair, row):
    add(row, chair, "lesson", "kns.4.3/three-questions")
    add(row, chair, "file", data=PDF, title="Tài liệu riêng")
    number = Material.objects.get(kind="file").id
    worker = places.worker("Trần An", place.sewing)
    phone = phone_of(worker)
    before = phone.get(f"/lop/{row.code}").content.decode()
    assert "Bài học" in before and "Tài liệu riêng" not in before
    assert phone.get(f"/lop/{row.code}/tai-lieu/{number}").status_code == 403
    seats.enrol(row.id, worker)
    assert "Tài liệu riêng" in phone.get(f"/lop/{row.code}").content.decode()
    assert phone.get(f"/lop/{row.code}/tai-lieu/{number}").content == PDF
    assert phone.get(f"/lop/{row.code}/tai-lieu/{uuid7()}").status_code == 404
