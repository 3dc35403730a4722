"""Papers fit on one sheet each, whatever stands on them; many are one file, made in pieces that a restart keeps."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest

from hocvuso.certificates import actions, bundles, papers
from hocvuso.certificates.actions import LONGEST_LINE, LONGEST_WHAT, MOST_LINES, Words
from hocvuso.certificates.models import Bundle
from hocvuso.certificates.shown import Paper
from hocvuso.people import actions as people
from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.jobs import working
from tests.rooms import places

DAY = date(2026, 11, 29)
BY = uuid.UUID(int=7)
LONG_UNIT = "Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên May mặc Xuất khẩu Bến Nứa"
DENSE = "Nguyễn Phước Hoàng Thị Quỳnh Ngọc Ánh Nguyệt Phượng"


def pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize(
    "paper",
    [
        Paper("a2", "CĐCS", "chứng nhận", ("Lý Mỹ",), "đã đạt", "An toàn số", DAY),
        Paper("a2", LONG_UNIT, "chứng nhận", (DENSE,), "đã đạt", "Kỹ năng số nền tảng", DAY, ("Một việc",) * 6,
              until=DAY, signed=DENSE, decision="128/QĐ-CĐCS", is_proctored=True),
        Paper("a2", LONG_UNIT, "công nhận gia đình", (DENSE,) * 7, "là", "Gia đình công nhân số", DAY, others=3),
        Paper("a2", LONG_UNIT, "chứng nhận", ("Nguyễn Thị " * 10,), "đã hoàn thành", "Tránh lừa đảo " * 11, DAY,
              ("Nhận diện và phòng tránh lừa đảo trực tuyến " * 2,) * MOST_LINES, until=DAY, signed=DENSE,
              decision="1" * 80, is_proctored=True),
    ],
)  # fmt: skip
def test_each_paper_is_one_sheet(paper: Paper) -> None:
    assert len(paper.what) <= LONGEST_WHAT
    assert all(len(line) <= LONGEST_LINE for line in paper.details)
    assert pages(papers.drawn([paper])) == 1


def test_a_paper_says_who_issued_it_and_what_it_is_not() -> None:
    page = papers.drawn_page([Paper("a2b3c4d5e6", "CĐCS May", "chứng nhận", (DENSE,), "đã đạt", "An toàn số", DAY)])
    assert "CĐCS May" in page
    assert "không thay cho xác nhận" in page
    assert "/chung-nhan/a2b3c4d5e6" in page


def given(place: places.Province, number: int) -> list[uuid.UUID]:
    persons = [people.enrol(full_name=f"Trần Thị Số {each}") for each in range(number)]
    made = actions.issue(
        "skills", persons, unit=place.sewing, by=BY, on=clock.today(), about="class:1", words=Words("Tránh lừa đảo")
    )
    return [each.id for each in made]


@pytest.mark.django_db(databases="__all__")
def test_many_are_one_file_with_a_page_each(place: places.Province, settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    ids = given(place, 7)
    actions.revoke(ids[2], by=BY, reason="sai")
    bundle = bundles.ask(ids, unit=place.sewing, by=BY)
    assert bundles.ask(ids, unit=place.sewing, by=BY).pk == bundle.pk
    assert working.run_waiting() == 1
    made = Bundle.objects.get()
    assert (made.pages, pages(bundles.file_of(made.pk).read_bytes())) == (6, 6)
    assert made.size > 0
    assert bundles.find(BY, made.pk) is not None
    assert bundles.find(uuid.UUID(int=8), made.pk) is None
    assert list((tmp_path / "certificates").iterdir()) == [bundles.file_of(made.pk)]
    Bundle.objects.update(asked_at=clock.now() - timedelta(days=bundles.KEPT_DAYS + 1))
    assert bundles.forget_old() == 1
    assert list((tmp_path / "certificates").iterdir()) == []


@pytest.mark.django_db(databases="__all__")
def test_a_restart_goes_on_with_the_next_piece(
    place: places.Province, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(bundles, "PIECE", 2)
    bundle = bundles.ask(given(place, 5), unit=place.sewing, by=BY)
    drawn: list[int] = []

    class Killed(jobs.Progress):
        def at(self, done: int, total: int = 0, text: str = "") -> None:
            drawn.append(done)
            if done == 4 and drawn.count(4) == 1:
                raise jobs.Stopped

    with pytest.raises(jobs.Stopped):
        bundles.put_together(Killed(bundle.pk), bundle=str(bundle.pk))
    assert not bundles.file_of(bundle.pk).exists()
    pieces = sorted(bundles._pieces_of(bundle.pk).glob("*.pdf"))
    assert len(pieces) == 2
    assert bundles.put_together(Killed(bundle.pk), bundle=str(bundle.pk)) == {"pages": 5}
    assert drawn == [0, 2, 4, 0, 2, 4, 5]


@pytest.mark.django_db(databases="__all__")
def test_a_file_of_nothing_that_holds_says_so(place: places.Province, settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    (number,) = given(place, 1)
    actions.revoke(number, by=BY, reason="sai")
    bundle = bundles.ask([number], unit=place.sewing, by=BY)
    with pytest.raises(jobs.Refused):
        bundles.put_together(jobs.Progress(bundle.pk), bundle=str(bundle.pk))
