"""What the process does that the workers are forked from."""

import subprocess
import sys

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from hocvuso.config import process

CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What only papers, pictures of slides and calendars need: 9 MiB in every process of the site.
NOT_FOR_PAGES = {"docx", "icalendar", "pypdfium2", "xlsxwriter", "weasyprint", "openpyxl"}


@pytest.mark.django_db(databases=["default", "scratch"])
@pytest.mark.parametrize("address", process.FIRST_PAGES)
def test_the_pages_asked_before_the_workers_begin_are_there_and_write_nothing(address: str) -> None:
    with CaptureQueriesContext(connections["default"]) as kept, CaptureQueriesContext(connections["scratch"]) as lost:
        assert process.visit(address) in {"200 OK", "302 Found"}
    asked = [each["sql"] for each in (*kept, *lost)]
    assert [sql for sql in asked if sql.lstrip().upper().startswith(CHANGES)] == []


@pytest.mark.django_db(databases=["default", "scratch"])
def test_a_page_that_is_not_there_does_not_stop_the_start() -> None:
    assert process.visit("/khong-co-trang-nay").startswith("404")


def test_serving_does_not_load_what_only_papers_need() -> None:
    told = "from hocvuso.config import process; process.application(); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=120, check=True)
    assert NOT_FOR_PAGES & set(done.stdout.split()) == set()
