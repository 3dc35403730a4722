"""The trainer's kit: every part opens, minutes add up to the meeting, its quiz is that of halls."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import docx
import pypdfium2
import pytest

from hocvuso.classes import attending, queries, recognising, seats
from hocvuso.curriculum import queries as curriculum
from hocvuso.halls import paper
from hocvuso.halls.models import PaperQuiz
from hocvuso.plumbing import audit
from hocvuso.reports.classes import kit
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import planned
from tests.rooms.halls.rooms_of_halls import printed

HERE = "/cb/lop/{}/bo-giang-day?don-vi=SEW"
pytestmark = [pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def row(place, chair):
    made = planned(place.sewing, chair)
    seats.enrol(made.id, places.worker("Trần An", place.sewing))
    return made


def path(row, part):
    return f"/cb/lop/{row.id}/bo-giang-day/{part}?don-vi=SEW"


def words(data) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_one_button_gives_all_of_it(row):
    desk = places.come_in()
    assert "Tải cả bộ" in desk.get(f"/cb/lop/{row.id}/bo-giang-day?don-vi=SEW").content.decode()
    to = [desk.post(HERE.format(row.id))["Location"] for _twice in range(2)]
    code = PaperQuiz.objects.get().code
    assert to == [path(row, "ca-bo.zip")] * 2
    with zipfile.ZipFile(io.BytesIO(body(desk.get(to[0])))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(held) == [
        "1-ke-hoach.docx", "1-ke-hoach.pdf", "2-trinh-chieu.pdf", "3-danh-sach-ky-ten.pdf",
        f"4-dap-an-{code}.pdf", f"4-de-{code}.pdf", "5-phat-tay-kns.4.3.pdf",
    ]  # fmt: skip
    assert "Trần An" in words(held["3-danh-sach-ky-ten.pdf"])
    key = paper.forms_of(PaperQuiz.objects.get())[1].key(paper.exercise_of(PaperQuiz.objects.get())).upper()
    assert f"{code.upper()}-B" in words(held[f"4-de-{code}.pdf"])
    assert key in words(held[f"4-dap-an-{code}.pdf"]) and key not in words(held[f"4-de-{code}.pdf"])
    assert all(words(data) for name, data in held.items() if name.endswith("pdf"))
    assert len(pypdfium2.PdfDocument(held["2-trinh-chieu.pdf"])) == sum(len(each.steps) for each in kit.taught(row)) + 2


def test_the_plan_has_the_minutes_of_each_meeting(row):
    desk = places.come_in()
    document = docx.Document(io.BytesIO(body(desk.get(path(row, "ke-hoach.docx")))))
    tables = [table for table in document.tables if len(table.columns) == 4]
    assert len(tables) == 3
    for table in tables:
        assert sum(int(line.cells[1].text) for line in table.rows[1:]) == 60


def page(desk, row) -> str:
    return desk.get(HERE.format(row.id)).content.decode()


def test_the_quiz_of_the_kit_is_the_one_with_a_code_and_a_grid(row):
    desk = places.come_in()
    assert "Làm bài giấy" in page(desk, row) and not PaperQuiz.objects.exists()
    to = [desk.post(HERE.format(row.id), {"viec": "bai-giay"})["Location"] for _twice in range(2)]
    made = PaperQuiz.objects.get()
    assert to[0] == to[1] == f"/cb/bai-giay/{made.id}?don-vi=SEW"
    assert (made.class_id, made.unit, made.title) == (row.id, row.unit, row.name)
    asked = paper.exercise_of(made).questions
    items = curriculum.current().items
    assert {items[each.item].skill for each in asked} == {"kns.4.3"} and 3 <= len(asked) <= 6
    assert "Trần An" in desk.get(to[0]).content.decode()
    shown = page(desk, row)
    assert made.code.upper() in shown and "Làm bài giấy" not in shown
    assert f"/cb/bai-giay/{made.id}/in/de?don-vi=SEW&amp;as=pdf" in shown


def test_a_quiz_that_was_made_for_the_class_is_the_quiz_of_the_kit(row, chair):
    made = printed(row.unit, chair, row.id)
    desk = places.come_in()
    desk.post(HERE.format(row.id))
    assert PaperQuiz.objects.get() == made and made.code.upper() in page(desk, row)


def test_a_class_without_skills_has_a_kit_without_a_quiz(row):
    row.course.skills = []
    row.course.save()
    desk = places.come_in()
    assert "Làm bài giấy" not in page(desk, row)
    assert desk.post(HERE.format(row.id), {"viec": "bai-giay"})["Location"] == path(row, "ca-bo.zip")
    assert not PaperQuiz.objects.exists()


def test_the_trainer_has_it_and_nobody_else(place, chair):
    trainer = places.official(place.zone, username="khach", role=access.TRAINER)
    row, other = planned(place.sewing, chair, trainer=trainer), planned(place.sewing, chair, name="Lớp khác")
    desk = places.come_in("khach")
    assert desk.get(f"/cb/lop/{row.id}/bo-giang-day").status_code == 200
    assert desk.get(f"/cb/lop/{other.id}/bo-giang-day").status_code == 403
    assert desk.get(f"/cb/lop/{other.id}/bo-giang-day/ca-bo.zip").status_code == 403
    assert desk.post(f"/cb/lop/{other.id}/bo-giang-day").status_code == 403
    made = desk.post(f"/cb/lop/{row.id}/bo-giang-day", {"viec": "bai-giay"})["Location"]
    assert desk.get(made).status_code == 200


def test_cards_are_printed_for_those_of_the_class_who_never_came_in(row):
    desk = places.come_in()
    assert "Thẻ cho 1 người của lớp" in page(desk, row)
    answer = desk.post(HERE.format(row.id), {"viec": "the"})
    assert answer["Cache-Control"] == "no-store" and "Trần An" in words(answer.content)
    person = queries.roll(None, row.id, places.today())[0].person
    assert next(each.what for each in audit.traces_of(person) if each.verb == "read") == "cards"


def test_the_certificates_of_a_class_that_is_over_are_in_its_kit(row, chair):
    persons = [each.person for each in queries.roll(None, row.id, places.today())]
    for session in row.sessions.all():
        session.starts_at, session.ends_at = (at - timedelta(weeks=8) for at in (session.starts_at, session.ends_at))
        session.save()
        attending.write(session.id, {persons[0]: "present"}, by=chair)
    recognising.give(row.id, persons, recognising.SHARE, by=recognising.Signer(chair, "Hạnh"))
    with zipfile.ZipFile(io.BytesIO(body(places.come_in().get(path(row, "ca-bo.zip"))))) as archive:
        assert row.name in words(archive.read("6-chung-nhan.pdf"))
