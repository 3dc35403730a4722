"""The trainer's kit: every part opens, minutes add up to the meeting, a quiz and its key go together by their seed."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest

from hocvuso.classes import seats
from hocvuso.reports.classes import kit
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import planned

pytestmark = [pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def row(place, chair):
    made = planned(place.sewing, chair)
    seats.enrol(made.id, places.worker("Trần An", place.sewing))
    return made


def path(row, part, more=""):
    return f"/cb/lop/{row.id}/bo-giang-day/{part}?don-vi=SEW{more}"


def words(data) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_one_button_gives_all_of_it(row):
    desk = places.come_in()
    assert "Tải cả bộ" in desk.get(f"/cb/lop/{row.id}/bo-giang-day?don-vi=SEW").content.decode()
    with zipfile.ZipFile(io.BytesIO(body(desk.get(path(row, "ca-bo.zip"))))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(held) == [
        "1-ke-hoach.docx", "1-ke-hoach.pdf", "2-trinh-chieu.pdf", "3-danh-sach-ky-ten.pdf", "4-dap-an.pdf",
        "4-de-kiem-tra.pdf", "5-phat-tay-kns.4.3.pdf",
    ]  # fmt: skip
    assert "Trần An" in words(held["3-danh-sach-ky-ten.pdf"])
    assert all(words(data) for name, data in held.items() if name.endswith("pdf"))
    assert len(pypdfium2.PdfDocument(held["2-trinh-chieu.pdf"])) == sum(len(each.steps) for each in kit.taught(row)) + 2


def test_the_plan_has_the_minutes_of_each_meeting(row):
    desk = places.come_in()
    document = docx.Document(io.BytesIO(body(desk.get(path(row, "ke-hoach.docx")))))
    tables = [table for table in document.tables if len(table.columns) == 4]
    assert len(tables) == 3
    for table in tables:
        assert sum(int(line.cells[1].text) for line in table.rows[1:]) == 60


def test_a_quiz_and_its_key_go_together_by_their_number(row):
    for seed in ("7", "abc"):
        asked = [(item, kit.choices(item, seed)) for item in kit.questions(row, seed)]
        assert 5 <= len(asked) <= kit.QUESTIONS
        for item, listed in asked:
            assert listed == kit.choices(item, seed)
            assert any(right for _letter, _text, right in listed)
            if item.kind != "true_false":
                assert {text for _letter, text, _right in listed} == {each.text for each in item.choices}
    assert [each.id for each in kit.questions(row, "7")] != [each.id for each in kit.questions(row, "abc")]
    desk = places.come_in()
    paper, key = (words(body(desk.get(path(row, part, "&hat=7")))) for part in ("de.pdf", "dap-an.pdf"))
    first = kit.questions(row, "7")[0]
    right = next(f"{letter}." for letter, _text, is_right in kit.choices(first, "7") if is_right)
    for text in (paper, key):
        assert first.prompt[:20] in text and "7" in text
    assert right in key and first.explain[:20] in key and first.explain[:20] not in paper


def test_the_trainer_has_it_and_nobody_else(place, chair):
    trainer = places.official(place.zone, username="khach", role=access.TRAINER)
    row, other = planned(place.sewing, chair, trainer=trainer), planned(place.sewing, chair, name="Lớp khác")
    desk = places.come_in("khach")
    assert desk.get(f"/cb/lop/{row.id}/bo-giang-day").status_code == 200
    assert desk.get(f"/cb/lop/{other.id}/bo-giang-day").status_code == 403
    assert desk.get(f"/cb/lop/{other.id}/bo-giang-day/de.pdf").status_code == 403
