"""The operator makes a key and takes it back, enters an address and sends a test; officials take the log of changes."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.partners import changes
from hocvuso.partners.models import Hook, PartnerKey
from hocvuso.people import actions as people
from hocvuso.people import departures
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from scripts import openapi
from tests.rooms import places
from tests.rooms.partners import books
from tests.rooms.partners.listener import listening

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def operator(place) -> Client:
    """A browser in which the operator has come in."""
    person = people.enrol(full_name="Vận Hành", address="anh")
    people.appoint(person, username="van-hanh", password=places.PASSWORD, second_factor=places.SECRET)
    Person.objects.filter(id=person).update(is_staff=True)
    return places.come_in("van-hanh")


def test_the_description_of_the_api_is_what_the_code_says():
    assert openapi.FILE.read_text(encoding="utf-8") == openapi.text(), "run: python scripts/openapi.py"


def _form(**more):
    day = clock.today() + timedelta(days=30)
    return {"viec": "lam", "noi": "Sở Nội vụ", "don-vi": "T", "loai": ["units"], "den": f"{day}"} | more


def test_a_key_is_shown_once_reads_and_is_taken_back(operator):
    shown = operator.post("/cb/doi-tac/khoa", _form()).content.decode()
    (key,) = set(re.findall(r"hvs_[\w-]{40,}", shown))
    assert key not in operator.get("/cb/doi-tac/khoa").content.decode()
    program = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/exchange/units", headers=program).status_code == 200
    row = PartnerKey.objects.get()
    second = re.findall(r"hvs_[\w-]{40,}", operator.post(
        "/cb/doi-tac/khoa", {"viec": "doi", "khoa": str(row.id)}).content.decode())[0]  # fmt: skip
    operator.post("/cb/doi-tac/khoa", {"viec": "thu-hoi", "khoa": str(row.id)})
    assert Client().get("/api/v1/exchange/units", headers=program).status_code == 401
    assert Client().get("/api/v1/exchange/units", headers={"Authorization": f"Bearer {second}"}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"noi": " "}, "Gõ tên nơi dùng khóa"),
        ({"don-vi": "T KHONGCO"}, "Gõ mã của ít nhất một đơn vị"),
        ({"loai": ["everything"]}, "Chọn ít nhất một thứ"),
        ({"den": "2020-01-01"}, "400 ngày"),
        ({"den": "mai"}, "400 ngày"),
    ],
)
def test_a_key_is_not_made_with_something_missing_and_what_was_typed_stays(operator, wrong, said):
    answer = operator.post("/cb/doi-tac/khoa", _form(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    if "noi" not in wrong:
        assert "Sở Nội vụ" in answer.content.decode()
    assert not PartnerKey.objects.exists()


def test_an_address_is_entered_tried_exchanged_put_to_rest_and_removed(operator, settings):
    settings.WEBHOOK_PRIVATE_NETS = "127.0.0.1"
    with listening() as partner:
        sent = {"noi": "Tỉnh bạn", "dia-chi": partner.url, "don-vi": "T", "loai": ["return.accepted"]}
        shown = operator.post("/cb/doi-tac/moc", sent).content.decode()
        assert len(set(re.findall(r"whsec_[\w+/=]+", shown))) == 1
        at = f"/cb/doi-tac/moc/{Hook.objects.get().id}"
        operator.post(at, {"viec": "thu"})
        assert json.loads(partner.got[0][1])["type"] == "test.sent"
        assert "đã nhận" in operator.get(at).content.decode()
        partner.status, partner.body = 500, b"<b>nonsense</b>"
        operator.post(at, {"viec": "thu"})
        page = operator.get(at).content.decode()
        assert "500 &lt;b&gt;nonsense" in page
        assert "sẽ gửi lại" in page
    assert "whsec_" in operator.post(at, {"viec": "doi"}).content.decode()
    operator.post(at, {"viec": "nghi"})
    assert Hook.objects.get().stopped_at
    operator.post(at, {"viec": "thuc"})
    assert not Hook.objects.get().stopped_at
    operator.post(at, {"viec": "bo"})
    assert not Hook.objects.exists()


def test_a_wrong_address_is_refused_with_what_to_do(operator):
    for url, said in (("http://a.example", "https://"), ("https://u:p@a.example", "mật khẩu"), ("x", "Gõ đủ địa chỉ")):
        answer = operator.post("/cb/doi-tac/moc", {"noi": "A", "dia-chi": url, "don-vi": "T"})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_log_of_changes_is_taken_out_with_traces(place):
    lan = places.worker("=Nguyễn Thị Lan", place.sewing)
    places.worker("Người ở nơi khác", place.packing)
    places.official(place.sewing)
    chair = places.come_in()
    changes.look()
    shown = chair.get("/cb/doi-tac/thay-doi").content.decode()
    assert "=Nguyễn Thị Lan" in shown
    assert "Người ở nơi khác" not in shown
    at = "/cb/doi-tac/thay-doi/tep"
    answer = chair.post(at, {"dang": "csv", "tu": "0", "noi": "Phần mềm A"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["name"] for row in rows} >= {"'=Nguyễn Thị Lan"}
    sheet = books.opened(chair.post(at, {"dang": "xlsx", "tu": "0"}).content)
    assert [cell.value for cell in sheet[1]][:4] == ["number", "kind", "ref", "name"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    found = json.loads(chair.post(at, {"dang": "json", "tu": "0"}).content)
    assert {each["kind"] for each in found} == {"joined"}
    assert [each.to for each in departures.of_person([lan])] == ["Phần mềm đoàn viên khác", "Phần mềm A"]
    last = max(each["number"] for each in found)
    assert json.loads(chair.post(at, {"dang": "json", "tu": str(last)}).content) == []
    assert chair.post(at, {"dang": "exe"}).status_code == 404
    assert chair.post(at, {"dang": "csv", "tu": "’ OR 1=1"}).status_code == 200


def test_the_employers_side_gets_no_log(place):
    places.official(place.sewing, username="quang", employer_side=True)
    browser = places.come_in("quang")
    assert browser.get("/cb/doi-tac/thay-doi").status_code == 403
    assert browser.post("/cb/doi-tac/thay-doi/tep", {"dang": "csv"}).status_code == 403
    assert browser.get("/cb/doi-tac/khoa").status_code == 403
