"""Ready reports: filters in the address, search without marks, order, pages, files, names only with right and trace."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from hocvuso.learning.models import LearnerState, SkillStanding
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Audit
from hocvuso.reports import cli, targets
from hocvuso.reports.definitions import catalogue
from hocvuso.reports.definitions.shape import Asked
from hocvuso.reports.returns import opening
from hocvuso.reports.targets.actions import Wanted, change
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from tests.rooms import places
from tests.rooms.reports import months

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def first_cells(page):
    return re.findall(r'<th scope="row">(.*?)</th>', page)


def start(person, *skills):
    LearnerState.objects.create(person=person, blob=b"", model_version=1, updated_at=clock.now())
    for skill in skills:
        SkillStanding.objects.create(person=person, skill=skill, band="mastered", since=clock.now())


def listing(name, unit, **more):
    target = targets.of_people(places.today(), unit)[0]
    asked = Asked(unions.unit(unit, places.today()), places.today(), target, months.last_month(), **more)
    found = catalogue.named(name).make(asked)
    return found, list(found.rows())


def test_each_report_opens_for_every_level_and_as_every_file(place):
    months.workers(place.sewing, 7)
    opening.open_month(months.last_month())
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()
    assert len(catalogue.all_of_them()) == 11
    for each in catalogue.all_of_them():
        for code in ("T", "T-W", "SEW"):
            page = browser.get(f"/cb/bao-cao/san/{each.name}?don-vi={code}")
            assert page.status_code == 200, each.name
            assert each.title() in text(page)
            assert "Số liệu đến" in text(page), "as of when"
        for ending in ("xlsx", "csv", "docx"):
            answer = browser.get(f"/cb/bao-cao/san/{each.name}/tai/{ending}?don-vi=T")
            assert (answer.status_code, len(b"".join(answer.streaming_content)) > 20) == (200, True)
    assert browser.get("/cb/bao-cao/san/by-unit/tai/exe?don-vi=T").status_code == 403


def test_by_unit_keeps_unknown_unknown_and_merges_small_ones(place):
    months.workers(place.shoes, 9)
    months.workers(place.packing, 3)
    found, rows = listing("by-unit", place.top)
    assert ("CĐCS Công ty May Bến Nứa", "SEW", None, None, None, None) in rows
    assert "PAC" not in [row[1] for row in rows]
    assert "gộp lại" in found.notes[0]


def test_search_without_marks_order_and_filters_stay_in_the_address(place):
    for unit, number in ((place.sewing, 12), (place.shoes, 9), (place.packing, 30)):
        months.workers(unit, number)
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()
    found = text(browser.get("/cb/bao-cao/san/by-unit?don-vi=T&tim=may+ben+nua"))
    assert first_cells(found) == ["CĐCS Công ty May Bến Nứa"]
    assert 'value="may ben nua"' in found
    assert "tim=may+ben+nua" in re.findall(r'href="([^"]*tai/xlsx[^"]*)"', found)[0]
    ordered = first_cells(text(browser.get("/cb/bao-cao/san/by-unit?don-vi=T&xep=2")))
    assert ordered == ["CĐCS Công ty Giày Cánh Diều", "CĐCS Công ty May Bến Nứa", "CĐCS Công ty Đóng gói Đồng Sậy"]
    turned = first_cells(text(browser.get("/cb/bao-cao/san/by-unit?don-vi=T&xep=2&chieu=giam")))
    assert turned == ordered[::-1]
    by_name = first_cells(text(browser.get("/cb/bao-cao/san/by-unit?don-vi=T&xep=0")))
    assert [name[13:] for name in by_name] == ["Đóng gói Đồng Sậy", "Giày Cánh Diều", "May Bến Nứa"]
    empty = text(browser.get("/cb/bao-cao/san/by-unit?don-vi=T&tim=khong+co"))
    assert "Không thấy “khong co”" in empty
    for odd in ("xep=99", "xep=x", "trang=-1", "trang=99999", "thang=x", "chi-tieu=x"):
        assert browser.get(f"/cb/bao-cao/san/by-unit?don-vi=T&{odd}").status_code == 200


def test_reports_speak_of_the_targets_that_hold_for_the_unit(place):
    person = places.official(place.ward, role=access.CHAIR)
    wanted = Wanted("Thợ may", "worker", 0.6, ("kns.4.3",), "", date(2026, 1, 1), date(2030, 12, 31), "Một kỹ năng.")
    workers = targets.find("workers", places.today(), place.ward)
    change(wanted, target=workers, unit=place.ward, on=places.today(), by=person, name="Hạnh")
    months.workers(place.sewing, 7)
    found, rows = listing("by-audience", place.sewing)
    assert ("Thợ may", 0.6) in [(row[0], row[4]) for row in rows]
    assert "Thợ may: Một kỹ năng." in found.notes
    found, _rows = listing("by-unit", place.ward)
    assert found.notes == ["Một kỹ năng."]
    _found, rows = listing("by-audience", place.packing)
    assert ("Người lao động", 0.8) in [(row[0], row[4]) for row in rows]
    page = text(places.come_in().get("/cb/bao-cao/san/by-unit?don-vi=T-W"))
    assert '<option value="workers" selected>Thợ may</option>' in page


def test_by_skill_counts_only_those_who_agreed_and_hides_small_groups(place):
    persons = months.workers(place.sewing, 6)
    for person in persons[:4]:
        start(person, "kns.4.3")
    silent = places.worker("Trần Văn Im", place.sewing)
    start(silent, "kns.4.3")
    _found, rows = listing("by-skill", place.sewing)
    row = next(row for row in rows if row[1] == "kns.4.3")
    assert row[2:] == (4, 4, pytest.approx(4 / 6))
    months.workers(place.shoes, 4)
    found, hidden = listing("by-skill", place.shoes)
    assert (hidden, list(found.notes)) == ([], ["Nhóm dưới 5 người gộp lại để giữ riêng tư."])


def test_inactive_is_a_count_even_for_who_sees_names(place):
    for person in months.workers(place.sewing, 6):
        start(person)
    LearnerState.objects.update(updated_at=clock.now() - timedelta(days=20))
    found, rows = listing("inactive", place.sewing, viewer=places.official(place.sewing), sees_names=True)
    assert [row[1] for row in rows] == [6, 6, 0, 0]
    assert "Lan" not in json.dumps([list(map(str, row)) for row in rows], ensure_ascii=False)
    assert found.count() == 4


def test_by_month_reads_frozen_returns_only(place):
    months.workers(place.sewing, 7)
    opening.open_month(months.last_month())
    row = months.opened(place.sewing, months.last_month())
    _found, draft = listing("by-period", place.sewing)
    assert draft[0][2] is None
    months.hand_in(months.signer(place.sewing, "hanh"), row)
    places.worker("Trần Văn Mới", place.sewing)
    _found, sent = listing("by-period", place.sewing)
    assert sent[0][2] == 7


def test_names_need_right_and_second_factor_and_leave_a_trace(place):
    persons = months.workers(place.sewing, 6)
    start(persons[0])
    places.official(place.sewing)
    browser = places.come_in()
    page = text(browser.get("/cb/bao-cao/san/not-started?don-vi=SEW"))
    assert len(first_cells(page)) == 5
    assert Audit.objects.filter(verb="read", what="member_list").count() == 5
    answer = browser.get("/cb/bao-cao/san/not-started/tai/csv?don-vi=SEW&tim=lan+b")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Nguyễn Thị Lan B"]
    facts = list(Audit.objects.filter(verb="read", what="member_list").values_list("facts", flat=True))
    assert facts == 6 * [{"role": access.CHAIR, "unit": "CĐCS Công ty May Bến Nứa"}], "in which role, for which unit"
    assert Audit.objects.filter(verb="export report").count() == 1


def test_without_the_second_factor_the_list_of_names_stays_shut(place):
    months.workers(place.sewing, 6)
    places.official(place.sewing, factor=False)
    browser = places.come_in(factor=False)
    for address in ("not-started", "not-started/tai/csv", "not-started/tai/xlsx"):
        answer = browser.get(f"/cb/bao-cao/san/{address}?don-vi=SEW")
        assert answer.headers["Location"].startswith("/cb/tai-khoan/buoc-hai/cai")
    assert not Audit.objects.filter(verb="read").exists()


def test_the_employers_side_gets_the_count_and_no_name(place):
    months.workers(place.sewing, 6)
    places.official(place.sewing, role=access.PERSONNEL, employer_side=True)
    browser = places.come_in()
    for address in ("not-started", "not-started/tai/csv"):
        answer = browser.get(f"/cb/bao-cao/san/{address}?don-vi=SEW")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Lan" not in body.decode()
        assert "6" in body.decode()


# --- the command


def run(capsys, *argv):
    code = cli.run(list(argv))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_lists_shows_and_writes(place, capsys, tmp_path):
    months.workers(place.sewing, 7)
    code, out, _err = run(capsys, "list", "--json")
    assert (code, len(json.loads(out)["reports"])) == (0, 13)
    assert run(capsys, "list")[1].count("\n") == 13
    code, out, _err = run(capsys, "show", "by-unit", "--unit", "T", "--json")
    assert (code, json.loads(out)["parts"][0]["rows"][1][:3]) == (0, ["CĐCS Công ty Giày Cánh Diều", "SHO", None])
    assert "May Bến Nứa" in run(capsys, "show", "by-unit", "--unit", "T", "--search", "may ben")[1]
    path = tmp_path / "x.xlsx"
    assert run(capsys, "show", "by-unit", "--unit", "T", "--out", str(path))[0] == 0
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[0][0] == "Đơn vị"
    assert run(capsys, "show", "by-unit", "--unit", "T", "--format", "csv")[1].startswith("\ufeff")


def test_the_command_opens_months_and_prints_returns(place, capsys, tmp_path):
    months.workers(place.sewing, 7)
    period = f"{months.last_month():%Y-%m}"
    assert "Chưa mở" in run(capsys, "show", "return", "--unit", "SEW", "--period", period)[2]
    code, out, _err = run(capsys, "open", "--period", period, "--json")
    assert (code, json.loads(out)) == (0, {"period": period, "opened": 6})
    assert json.loads(run(capsys, "open", "--period", period, "--unit", "SEW", "--json")[1])["opened"] == 0
    assert "*** BẢN NHÁP ***" in run(capsys, "show", "return", "--unit", "SEW", "--period", period)[1]
    path = tmp_path / "r.docx"
    assert run(capsys, "show", "return", "--unit", "SEW", "--period", period, "--out", str(path))[0] == 0
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("show", "nothing", "--unit", "T"), "Không có báo cáo “nothing”"),
        (("show", "by-unit", "--unit", "XX"), "Không có đơn vị mang mã “XX”"),
        (("show", "by-unit", "--unit", "T", "--period", "2026-13"), "Tháng viết như 2026-11"),
        (("show", "by-unit", "--unit", "T", "--target", "x"), "Không có chỉ tiêu “x”"),
        (("show", "by-unit", "--unit", "T", "--format", "xlsx"), "--out"),
        (("show", "by-unit", "--unit", "T", "--out", "/nowhere/x.csv"), "Không ghi được"),
        (("show", "evidence", "--unit", "T"), "--out"),
        (("open", "--period", "2999-01"), "chưa hết"),
    ],
)
def test_the_command_says_what_to_type_instead(place, capsys, argv, says):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (1, "")
    assert says in err


def test_names_never_leave_by_the_command(place, capsys):
    months.workers(place.sewing, 7)
    code, out, _err = run(capsys, "show", "not-started", "--unit", "SEW", "--json")
    assert (code, json.loads(out)["parts"][0]["rows"]) == (0, [["Đã mời, chưa bắt đầu", 7]])
