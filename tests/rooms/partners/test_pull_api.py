"""The pull API: scoped keys, cursors that nobody forges, as-of, hidden groups, traces of persons, ETags, limits."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.certificates import actions as certificates
from hocvuso.certificates import queries as papers
from hocvuso.certificates.actions import Words
from hocvuso.core.certificate import Rule
from hocvuso.partners import api, changes, keys
from hocvuso.partners.models import MemberChange, PartnerKey
from hocvuso.partners.reading import pages
from hocvuso.people import actions as people
from hocvuso.people import departures, own_data
from hocvuso.plumbing import clock
from hocvuso.reports.returns import actions as returns
from hocvuso.unions import actions as unions
from hocvuso.unions import belonging
from tests.rooms import places
from tests.rooms.reports import months

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = uuid.UUID(int=7)


@pytest.fixture
def in_a_minute(monkeypatch) -> None:
    """Let a minute pass, so that what was just written is settled."""
    monkeypatch.setattr(pages, "SETTLED", timedelta(minutes=-1))


class Program:
    """A partner's program with its key."""

    def __init__(self, *units: uuid.UUID, kinds=keys.KINDS) -> None:
        day = clock.today() + timedelta(days=30)
        self.row, self.key = keys.make(keys.Wanted("Sở Nội vụ (mẫu)", units, kinds, day), by=BY)

    def get(self, path: str, status: int = 200, **headers: str):
        answer = Client(raise_request_exception=True).get(
            f"/api/v1/exchange{path}", headers={"Authorization": f"Bearer {self.key}", **headers}
        )
        assert answer.status_code == status, answer.content
        return answer

    def all(self, path: str) -> list[dict]:
        """Follow the cursor to the end."""
        found, cursor = [], ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}").json()
            found += page["items"]
            if not page["next"] or page["next"] == cursor or page.get("has_more") is False:
                return found
            cursor = page["next"]


def test_units_come_page_by_page_and_only_those_of_the_key(place):
    program = Program(place.ward)
    assert {each["code"] for each in program.all("/units?limit=1")} == {"T-W", "SEW", "SHO"}
    top = next(each for each in program.all("/units") if each["code"] == "T-W")
    assert top["parent"] is None  # what stands above is not the partner's affair
    assert Program(place.zone).get("/units").json()["items"][0]["code"] != "SEW"


def test_units_are_those_of_the_day_that_was_asked_for(place):
    before = clock.today() - timedelta(days=40)
    unions.move([place.shoes], place.zone, on=clock.today() - timedelta(days=10))
    program = Program(place.ward)
    assert {each["code"] for each in program.all("/units")} == {"T-W", "SEW"}
    assert {each["code"] for each in program.all(f"/units?as_of={before}")} == {"T-W", "SEW", "SHO"}


@pytest.mark.usefixtures("in_a_minute")
def test_returns_go_out_as_they_were_signed_and_only_new_ones_the_next_time(accepted):
    program = Program(accepted.place.top)
    page = program.get("/returns").json()
    (found,) = page["items"]
    assert (found["unit_code"], found["state"], found["month"]) == ("SEW", "accepted", f"{accepted.month:%Y-%m}")
    lines = {each["id"]: each for each in found["lines"]}
    assert lines["people"]["value"] == 7
    again = program.get(f"/returns?cursor={page['next']}").json()
    assert (again["items"], again["next"]) == ([], page["next"])


def test_what_is_only_just_written_waits_so_that_nothing_slips_in_behind_a_cursor(accepted, monkeypatch):
    program = Program(accepted.place.top)
    for path in ("/returns", "/receipts"):
        assert program.get(path).json()["items"] == []
    later = clock.now() + pages.SETTLED + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    for path in ("/returns", "/receipts"):
        assert program.get(path).json()["items"]


@pytest.mark.usefixtures("in_a_minute")
def test_receipts_say_who_has_what_in_order_and_nobody_s_name(accepted):
    program = Program(accepted.place.ward)
    first = program.get("/receipts?limit=1").json()
    (given,) = first["items"]
    assert first["has_more"]
    assert (given["what"], given["unit_code"], given["version"]) == ("received", "SEW", 1)
    assert (given["receipt"], given["given_by"]) == (accepted.row.receipt, accepted.row.parent_name)
    assert given["checksum"] == program.all("/returns")[0]["checksum"]
    rest = program.get(f"/receipts?cursor={first['next']}").json()
    assert [each["what"] for each in rest["items"]] == ["accepted"]
    assert rest["items"][0]["receipt"] == accepted.row.receipt
    assert "Tuấn" not in json.dumps([first, rest], ensure_ascii=False)
    again = program.get(f"/receipts?cursor={rest['next']}").json()
    assert (again["items"], again["next"], again["has_more"]) == ([], rest["next"], False)


@pytest.mark.usefixtures("in_a_minute")
def test_a_return_sent_back_and_handed_in_again_has_a_receipt_for_each_version(office):
    above = months.signer(office.place.ward, "tuan", "Trần Văn Tuấn")
    returns.send_back(above, office.row.id, version=1, reason="Chị Hạnh xem lại giúp")
    office.row.refresh_from_db()
    signer = returns.Signer(office.chair, "Lê Thị Hạnh")
    returns.confirm(signer, office.row.id, edit=office.row.edit)
    office.row.refresh_from_db()
    told = Program(office.place.ward).all("/receipts")
    assert [(each["what"], each["version"]) for each in told] == [("received", 1), ("sent_back", 1), ("received", 2)]
    assert told[0]["receipt"] == told[1]["receipt"] != told[2]["receipt"] == office.row.receipt
    assert "Hạnh" not in json.dumps(told, ensure_ascii=False)  # why it was sent back is between the two


@pytest.mark.usefixtures("in_a_minute")
def test_receipts_as_of_a_day_keep_that_day_on_later_pages(accepted, monkeypatch):
    program, today = Program(accepted.place.ward), clock.today()
    assert not program.all(f"/receipts?as_of={today - timedelta(days=1)}")
    first = program.get(f"/receipts?as_of={today}&limit=1").json()
    assert first["as_of"] == f"{today}"
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    row = months.hand_in(*_signed_later(accepted))
    assert row.receipt
    rest = program.get(f"/receipts?cursor={first['next']}").json()
    assert [each["what"] for each in rest["items"]] == ["accepted"]
    assert len(program.all("/receipts")) == 3


def _signed_later(accepted):
    signer = months.signer(accepted.place.shoes, "mai", "Phạm Thị Mai")
    return signer, months.opened(accepted.place.shoes, accepted.month)


@pytest.mark.usefixtures("in_a_minute")
def test_receipts_of_other_units_are_not_theirs(accepted):
    assert Program(accepted.place.zone).all("/receipts") == []
    assert Program(accepted.place.ward, kinds=[keys.RETURNS]).get("/receipts", 403).json()["code"] == "scope"


def test_small_groups_are_hidden_and_unknown_is_never_zero(place):
    places.worker("Một người", place.shoes, agreed=True)
    places.counted()
    program = Program(place.shoes)
    for each in program.all("/figures"):
        assert each["reached"] is None
        assert each["share"] is None


def test_keys_open_only_what_they_are_for(place):
    program = Program(place.ward, kinds=[keys.UNITS])
    assert program.get("/returns", 403).json()["code"] == "scope"
    program.get("/units")


@pytest.mark.parametrize("key", ["", "hvs_", "hvs_wrong", "x" * 5000, "hvs_\u00e9\u0111", "Basic abc"])
def test_nobody_reads_without_a_key(key):
    answer = Client().get("/api/v1/exchange/units", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401


def test_a_key_taken_back_or_over_reads_nothing_from_that_moment_on(place):
    program = Program(place.ward)
    program.get("/units")
    assert keys.revoke(program.row.id, by=BY)
    assert not keys.revoke(program.row.id, by=BY)
    program.get("/units", 401)
    other = Program(place.ward)
    PartnerKey.objects.filter(id=other.row.id).update(expires_at=clock.now())
    other.get("/units", 401)


def test_a_key_is_kept_as_a_hash_and_exchanged_with_a_week_for_both(place):
    program = Program(place.ward)
    assert program.key not in json.dumps(list(PartnerKey.objects.values()), default=str)
    row, text = keys.exchange(program.row.id, by=BY)
    program.get("/units")
    assert keys.reader(text).units == (place.ward,)
    assert row.kinds == program.row.kinds
    program.row.refresh_from_db()
    assert program.row.expires_at <= clock.now() + keys.OVERLAP


def test_a_cursor_is_good_for_its_key_and_question_only(place):
    mine, other = Program(place.top), Program(place.top)
    cursor = mine.get("/units?limit=1").json()["next"]
    mine.get(f"/units?limit=1&cursor={cursor}")
    assert other.get(f"/units?cursor={cursor}", 400).json()["code"] == "cursor"
    assert mine.get(f"/returns?cursor={cursor}", 400).json()["code"] == "cursor"
    for forged in ("x", cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), "eyJhIjoxfQ:abc", "%00", "a" * 3000, "đ"):
        mine.get(f"/units?cursor={forged}", 400)


@pytest.mark.parametrize("query", ["as_of=2999-01-01", "as_of=1900-01-01", "limit=0", "limit=100000", "as_of=x"])
def test_nonsense_is_named(place, query):
    Program(place.top).get(f"/units?{query}", 422)


def test_the_same_answer_is_not_sent_twice(place):
    program = Program(place.top)
    first = program.get("/units")
    again = program.get("/units", 304, **{"If-None-Match": first.headers["ETag"]})
    assert again.content == b""
    unions.rename(place.shoes, "CĐCS Công ty Giày Mới", on=clock.today())
    program.get("/units", 200, **{"If-None-Match": first.headers["ETag"]})


def test_a_flood_is_told_when_to_come_back(place, monkeypatch):
    monkeypatch.setattr(api.BY_KEY, "most", 2)
    program, other = Program(place.top), Program(place.top)
    for _number in range(2):
        program.get("/units")
    answer = program.get("/units", 429)
    assert int(answer.headers["Retry-After"]) >= 1
    other.get("/units")


def _agreed(name: str, unit: uuid.UUID) -> uuid.UUID:
    person = places.worker(name, unit)
    people.decide(person, people.PARTNER, given=True, way="test")
    return person


def test_persons_come_only_with_their_consent_and_each_reading_is_noted(place):
    lan = _agreed("Nguyễn Thị Lan", place.sewing)
    hue = places.worker("Trần Thị Huệ", place.sewing)
    changes.look()
    program = Program(place.ward)
    found = program.all("/changes")
    assert [(each["kind"], each["name"], each["unit"]) for each in found] == [("joined", "Nguyễn Thị Lan", "SEW")]
    assert [each.to for each in departures.of_person([lan])] == ["Sở Nội vụ (mẫu)"]
    assert not departures.of_person([hue])


def test_changes_are_told_in_order_from_a_place_on(place):
    lan = _agreed("Nguyễn Thị Lan", place.sewing)
    program = Program(place.ward)
    changes.look()
    cursor = program.get("/changes").json()["next"]
    assert changes.look() == 0
    today = clock.today()
    by = people.By(BY)
    belonging.move(lan, place.sewing, place.shoes, on=today - timedelta(days=9), today=today, by=by)
    changes.look()
    people.correct_name(lan, "Nguyễn Thị Lân", by=by)
    changes.look()
    page = program.get(f"/changes?cursor={cursor}").json()
    told = [(each["kind"], each["from_unit"], each["unit"], each["fields"]) for each in page["items"]]
    assert told == [("moved", "SEW", "SHO", []), ("corrected", None, "SHO", ["name"])]
    belonging.move(lan, place.shoes, place.packing, on=today, today=today, by=by)
    changes.look()
    last = program.get(f"/changes?cursor={page['next']}").json()["items"]
    assert [(each["kind"], each["unit"]) for each in last] == [("left", "SHO")]  # where to is not theirs to know


def test_of_somebody_erased_only_the_reference_is_told(place):
    lan = _agreed("Nguyễn Thị Lan", place.sewing)
    changes.look()
    program = Program(place.ward)
    cursor = program.get("/changes").json()["next"]
    people.erase(lan, by=lan, way="test")
    changes.look()
    (told,) = program.get(f"/changes?cursor={cursor}").json()["items"]
    assert (told["kind"], told["ref"], told["name"], told["unit"]) == ("erased", str(lan), None, None)
    assert MemberChange.objects.filter(person=lan).count() == 1


def test_what_is_kept_holds_no_name_and_goes_with_the_person(place):
    lan = _agreed("Nguyễn Thị Lan", place.sewing)
    changes.look()
    holder = next(each for each in own_data.holders() if each.name == "member_changes")
    assert holder.count([lan]) == 1
    assert "Lan" not in json.dumps(holder.export([lan]), default=str)


def _certificate(place, person: uuid.UUID, *, on=None, rule: Rule | None = None) -> str:
    (made,) = certificates.issue(
        "skills", [person], unit=place.sewing, by=BY, on=on or clock.today(), about="class:1",
        words=Words("Tránh lừa đảo"), rule=rule,
    )  # fmt: skip
    return made.code


def test_what_a_program_is_told_of_a_certificate_is_what_became_of_it(place):
    program, today = Program(place.top, kinds=[keys.CERTIFICATES]), clock.today()
    lan, hue, mai = (people.enrol(full_name=name) for name in ("Nguyễn Lan", "Trần Huệ", "Lê Mai"))

    def said(code: str) -> tuple[str, str]:
        answer = program.get(f"/certificates/{code}").json()
        assert not {"Lan", "Huệ", "Mai"} & set(json.dumps(answer, ensure_ascii=False).replace('"', " ").split())
        return answer["state"], answer["newer"]

    first = _certificate(place, lan)
    assert said(first) == ("holds", "")
    people.correct_name(lan, "Nguyễn Lân", by=people.By(BY))
    (anew,) = papers.of_person(lan)
    assert said(first) == ("replaced", anew.code)
    certificates.revoke(anew.id, by=BY, reason="Cấp nhầm")
    assert said(anew.code) == ("revoked", "")
    rule = Rule("nen-tang", today - timedelta(days=800), ("kns.10.1",), months=12)
    old = _certificate(place, hue, on=today - timedelta(days=500), rule=rule)
    assert said(old) == ("expired", "")
    gone = _certificate(place, mai)
    people.erase(mai, by=mai, way="test")
    assert said(gone) == ("erased", "")
    assert said("aaaaabbbbb") == ("unknown", "")
