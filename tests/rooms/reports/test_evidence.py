"""Folders of proof: everything with its checksum, names only with the right, built once, handed to who asked."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.models import Audit
from hocvuso.reports.evidence import building, gathering
from hocvuso.reports.models import EvidencePack, FrozenReturn
from hocvuso.reports.returns import opening
from hocvuso.reports.rollups import counting
from hocvuso.reports.targets.actions import Wanted, change
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Role
from tests.rooms import places
from tests.rooms.reports import months

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def place():
    found = places.province()
    months.workers(found.sewing, 7)
    month = months.last_month()
    decree = unions.Decree("15/QĐ-LĐLĐ", "Đỗ Văn Tỉnh", "Sắp xếp lại")
    unions.move([found.shoes], found.zone, on=month, decree=decree)
    opening.open_month(month)
    months.hand_in(months.signer(found.sewing, "hanh"), months.opened(found.sewing, month))
    return found


def ask(place, *, unit=None, with_names=False, username="tinh", role=access.OFFICIAL, name="workers"):
    person = places.official(place.top, username=username, role=role)
    period = (months.last_month(), places.today())
    target = gathering.target_of(name, place.top, places.today())
    return building.ask((person, "Đỗ Văn Tỉnh"), unit or place.top, target, period, with_names=with_names)


def opened(pack):
    return zipfile.ZipFile(building.file_of(pack))


def cells(pack):
    book = CalamineWorkbook.from_filelike(io.BytesIO(opened(pack).read("index.xlsx")))
    return [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]


def test_a_folder_holds_returns_decisions_and_checksums_that_are_right(place):
    pack = ask(place)
    assert (pack.finished_at is not None, pack.problem) == (True, "")
    folder = opened(pack)
    version = FrozenReturn.objects.get()
    path = f"bao-cao/{months.last_month():%Y-%m}/SEW-v1.json"
    assert folder.read(path).decode() == version.text
    sums = dict(line.split("  ")[::-1] for line in folder.read("SHA256SUMS.txt").decode().splitlines())
    assert set(sums) == set(folder.namelist()) - {"SHA256SUMS.txt"}
    assert all(hashlib.sha256(folder.read(name)).hexdigest() == stamp for name, stamp in sums.items())
    assert sums[path] == version.checksum
    book = CalamineWorkbook.from_filelike(io.BytesIO(folder.read("index.xlsx")))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    for part in ("15/QĐ-LĐLĐ", "Đỗ Văn Tỉnh", "Lê Thị Hạnh", version.checksum, version.receipt):
        assert part in cells
    assert any("hai kỹ năng" in cell for cell in cells)
    page = folder.read("index.html").decode()
    assert f'href="{path}"' in page
    assert "Nguyễn Thị Lan" not in page + " ".join(cells)
    assert folder.read("ho-so.pdf")[:4] == b"%PDF"
    digest = hashlib.sha256(building.file_of(pack).read_bytes()).hexdigest()
    assert (pack.checksum, pack.size) == (digest, building.file_of(pack).stat().st_size)


def test_the_target_of_units_has_a_folder_too(place):
    counting.rebuild()
    pack = ask(place, name="connected-unions")
    assert pack.finished_at is not None
    said = cells(pack)
    assert "Hồ sơ minh chứng: Công đoàn cơ sở nối dữ liệu" in said
    assert "Số đơn vị đã biết" in said
    assert not any("Mỗi người" in str(each) for each in said)


def test_a_unit_has_its_folder_by_its_own_words_and_none_before_they_held(place):
    person = places.official(place.top, username="top", role=access.OFFICIAL)
    browser = places.come_in("top")
    rule, year = "Biết nhận ra lừa đảo.", (date(2026, 1, 1), date(2030, 12, 31))
    wanted = Wanted("Thợ may an toàn", "worker", 0.6, ("kns.4.3",), "", *year, rule)
    own = change(wanted, target=None, unit=place.top, on=places.today(), by=person, name="Tỉnh")
    page = browser.get("/cb/bao-cao/ho-so?don-vi=T").content.decode()
    assert "Thợ may an toàn" in page
    before, now = f"{months.last_month():%Y-%m}", f"{places.today():%Y-%m}"
    early = browser.post("/cb/bao-cao/ho-so?don-vi=T", {"chi-tieu": own, "tu": before, "den": before})
    assert (early.status_code, "chưa có hiệu lực" in early.content.decode()) == (422, True)
    assert not EvidencePack.objects.exists()
    browser.post("/cb/bao-cao/ho-so?don-vi=T", {"chi-tieu": own, "tu": before, "den": now})
    assert rule in cells(EvidencePack.objects.get())


def test_names_come_with_the_right_only_and_leave_a_trace(place):
    employer = ask(place, with_names=True, username="ns", role=access.PERSONNEL)
    assert not employer.with_names
    assert not Audit.objects.filter(verb="read").exists()
    pack = ask(place, with_names=True)
    assert (pack.with_names, building.progress_of(pack).status) == (True, "waiting")
    assert jobs.run_waiting() == 1
    pack.refresh_from_db()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(opened(pack).read("danh-sach.xlsx"))).get_sheet_by_index(0)
    assert "Nguyễn Thị Lan A" in [row[0] for row in rows.to_python()]
    facts = list(Audit.objects.filter(verb="read", what="member_list").values_list("facts", flat=True))
    assert facts == 7 * [{"role": access.OFFICIAL, "unit": "Công đoàn tỉnh Sông Trăng"}], (
        "in which role, for which unit"
    )


def test_asked_twice_while_it_waits_it_is_one_folder(place):
    person = places.official(place.top, username="tinh", role=access.OFFICIAL)
    target = gathering.target_of("workers", place.top, places.today())
    period = (date(2026, 1, 1), date(2026, 2, 1))
    asked = {building.ask((person, "x"), place.top, target, period, with_names=True).id for _twice in range(2)}
    assert len(asked) == 1
    assert jobs.run_waiting() == 1


def test_a_large_folder_is_left_to_the_job(place, monkeypatch):
    monkeypatch.setattr(building, "AT_ONCE", 0)
    pack = ask(place)
    assert building.is_under_way(pack)
    jobs.run_waiting()
    pack.refresh_from_db()
    assert (pack.finished_at is not None, building.is_under_way(pack)) == (True, False)
    assert building.progress_of(pack).total == 1


def test_a_failure_is_said_can_be_asked_again_and_leaves_nothing_behind(place, monkeypatch):
    monkeypatch.setattr(building, "AT_ONCE", 0)
    pack = ask(place)
    EvidencePack.objects.filter(id=pack.id).update(target="gone")
    jobs.run_waiting()
    assert "không còn" in building.progress_of(pack).refusal
    assert not building.is_under_way(pack)
    assert not building.file_of(pack).exists()


def test_after_a_week_the_copy_is_gone(place):
    pack = ask(place)
    assert building.forget_old() == 0
    EvidencePack.objects.update(asked_at=clock.now() - timedelta(days=8))
    assert building.forget_old() == 1
    assert not building.file_of(pack).exists()
    assert not EvidencePack.objects.exists()


def test_the_page_asks_shows_and_hands_out(place):
    places.official(place.top, username="top", role=access.OFFICIAL)
    browser = places.come_in("top")
    assert "Chưa có hồ sơ nào" in browser.get("/cb/bao-cao/ho-so?don-vi=T").content.decode()
    month = f"{months.last_month():%Y-%m}"
    form = {"chi-tieu": "workers", "tu": month, "den": month}
    assert browser.post("/cb/bao-cao/ho-so?don-vi=T", form).status_code == 302
    page = browser.get("/cb/bao-cao/ho-so?don-vi=T").content.decode()
    address = re.findall(r'href="(/cb/bao-cao/ho-so/[^"]*zip[^"]*)"', page)[0]
    answer = browser.get(address)
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    places.official(place.top, username="khac", role=access.OFFICIAL)
    assert places.come_in("khac").get(address).status_code == 403
    wrong = browser.post("/cb/bao-cao/ho-so?don-vi=T", {**form, "tu": "tháng năm"})
    assert (wrong.status_code, "Gõ tháng như 2026-11" in wrong.content.decode()) == (422, True)


def test_names_are_not_handed_out_to_who_has_lost_the_right_since(place):
    person = places.official(place.top, username="top", role=access.OFFICIAL)
    browser = places.come_in("top")
    month = f"{months.last_month():%Y-%m}"
    browser.post("/cb/bao-cao/ho-so?don-vi=T", {"chi-tieu": "workers", "tu": month, "den": month, "ten": "1"})
    jobs.run_waiting()
    pack = EvidencePack.objects.get()
    address = f"/cb/bao-cao/ho-so/{pack.id}/zip?don-vi=T"
    assert browser.get(address).status_code == 200
    Role.objects.filter(person_id=person).update(is_employer_side=True)
    assert browser.get(address).status_code == 403


def test_names_ask_for_the_second_factor(place):
    places.official(place.top, username="top", role=access.OFFICIAL, factor=False)
    browser = places.come_in("top", factor=False)
    month = f"{months.last_month():%Y-%m}"
    answer = browser.post("/cb/bao-cao/ho-so?don-vi=T", {"tu": month, "den": month, "ten": "1"})
    assert answer.headers["Location"].startswith("/cb/tai-khoan/buoc-hai/cai")
    assert not EvidencePack.objects.exists()
