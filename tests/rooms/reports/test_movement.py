"""What a unit does beside learning goes up: groups, their members, help given, wifi; and targets may ask for it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hocvuso.campaigns.models import CampaignLink
from hocvuso.classes import planning
from hocvuso.classes.models import Attendance
from hocvuso.classes.planning import Plan
from hocvuso.core import hotspot, meeting
from hocvuso.core.meeting import Meeting
from hocvuso.families import states
from hocvuso.families.models import FamilyRecognition
from hocvuso.groups import volunteering
from hocvuso.groups.help_desk import asking
from hocvuso.hotspots import actions as wifi
from hocvuso.hotspots.actions import Details, Signer
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions as actions_of_programmes
from hocvuso.programmes import measures as programme_measures
from hocvuso.programmes.actions import NewGoal, NewProgramme, NewTask
from hocvuso.programmes.actions import Signer as ProgrammeSigner
from hocvuso.programmes.measures import Asked
from hocvuso.reports import figures, movement, targets
from hocvuso.reports.returns import actions, measures, queries
from hocvuso.reports.targets.actions import change, check
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import planned
from tests.rooms.groups.people_of_groups import founded
from tests.rooms.reports.months import OPENED, hand_in, opened, set_clock, signer, workers

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
IN_OCTOBER = datetime(2026, 10, 20, 9, tzinfo=clock.VIETNAM)
LATER = datetime(2026, 10, 20, 10, tzinfo=clock.VIETNAM)
PROGRAMME = ProgrammeSigner(uuid7(), "A")


@pytest.fixture
def place(monkeypatch):
    set_clock(monkeypatch, IN_OCTOBER)
    return places.province()


def works(unit, *, on: date) -> None:
    """Bring a wifi point of a unit to work on a day."""
    made = wifi.need(uuid7(), unit, Details("Nhà ăn", "Cổng 1", "Nhà ăn"), by=Signer(uuid7(), "A"), on=on)
    for seen, to in ((hotspot.NEEDED, hotspot.AGREED), (hotspot.AGREED, hotspot.WORKING)):
        wifi.move(made.id, seen, to, by=Signer(uuid7(), "A"), on=on)


def helped(person, helper) -> None:
    """Let a volunteer close a request of somebody."""
    row = asking.open_request(person, "giup em", now=clock.now())
    volunteering.take(helper, row.pk, now=clock.now())
    volunteering.finish(helper, row.pk, "solved", 10, now=clock.now())


def value(row, line):
    return {each.id: each for each in queries.lines(row)}[line].value


def test_a_return_counts_groups_help_and_wifi_of_its_month_and_adds_up(place, monkeypatch):
    chair = signer(place.sewing, "hanh")
    workers(place.sewing, 7)
    workers(place.shoes, 3)
    pair = places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)
    founded(place.sewing, chair.id, *pair)
    helped(places.worker("Nguyễn Thị Lan", place.sewing), pair[0])
    works(place.sewing, on=clock.today())
    set_clock(monkeypatch, OPENED)
    works(place.shoes, on=clock.today())  # in November: not of this month
    row = opened(place.sewing)
    assert [value(row, each) for each in ("groups", "volunteers", "helped", "wifi")] == [1, 2, 1, 1]
    shoes = opened(place.shoes)
    assert [value(shoes, each) for each in ("groups", "volunteers", "wifi")] == [0, 0, 0]
    assert {each.id: each.why for each in measures.unpack(shoes.lines)}["helped"] == "hidden", "of three people"
    sent = hand_in(chair, row)
    actions.accept(signer(place.ward, "quan", "Phạm Văn Quân"), sent.id, version=sent.version)
    ward = opened(place.ward)
    assert value(ward, "groups") == 1 and value(ward, "helped") == 1
    said = measures.words(place.sewing, date(2026, 10, 31))
    assert said.title("wifi") == "Điểm wifi đang dùng được" and said.rule("helped")


def test_a_target_of_units_asks_whether_they_have_a_group(place):
    top = signer(place.top, "tinh")
    typed = {"ten": "Đơn vị có tổ", "ty-le": "50", "tu": "01/01/2026", "den": "31/12/2026", "doi-tuong": "group"}
    wanted, wrong = check(typed, [])
    assert wanted is not None and not wrong and wanted.rule
    made = change(wanted, target=None, unit=place.top, on=clock.today(), by=top.id, name="A")
    target = targets.find(made, clock.today(), place.top)
    assert target is not None and target.counts == targets.UNITS
    from hocvuso.reports.rollups import connected

    connected.refresh(None, clock.today())
    before = figures.of_unit(place.top, target, clock.today())
    assert (before.share.reached, before.share.people) == (0, 3)
    chair = signer(place.sewing, "hanh")
    founded(place.sewing, chair.id, places.worker("A B", place.sewing), places.worker("C D", place.sewing))
    places.counted()
    after = figures.of_unit(place.top, target, clock.today())
    assert (after.share.reached, after.needed) == (1, 1)
    rows = figures.by_unit(place.top, target, clock.today(), level=figures.CHILDREN).rows
    assert {each.unit.code: each.reached for each in rows} == {"T-W": 1, "T-Z": 0}
    again, _wrong = check({**typed, "doi-tuong": "", "ty-le": "60"}, [], targets.UNITS)
    assert again is not None
    change(again, target=target, unit=place.top, on=clock.today(), by=top.id, name="A")
    kept = targets.find(made, clock.today(), place.top)
    assert kept is not None and (kept.audience, kept.share) == ("group", 0.6), "what is counted stays"


def test_another_room_plugs_its_line_in(place, monkeypatch):
    monkeypatch.setattr(movement, "_lines", dict(movement.lines()))
    line = movement.Line("families", "Gia đình", "Đếm gia đình.", lambda units, first, last: dict.fromkeys(units, 4))
    movement.register_line(line)
    set_clock(monkeypatch, OPENED)
    row = opened(place.sewing)
    assert value(row, "families") == 4 and measures.words(place.sewing, clock.today()).title("families") == "Gia đình"


def test_a_page_makes_a_target_of_units(place, monkeypatch):
    monkeypatch.undo()  # a second factor needs the real time
    places.official(place.top, username="tinh")
    browser = places.come_in("tinh")
    page = browser.get("/cb/chi-tieu/sua?don-vi=T").content.decode()
    assert "Đơn vị có điểm wifi dùng được" in page
    works(place.sewing, on=clock.today())
    typed = {"ten": "Đơn vị có wifi", "ty-le": "30", "tu": "01/01/2026", "den": "31/12/2026", "doi-tuong": "wifi"}
    assert browser.post("/cb/chi-tieu/sua?don-vi=T", typed).status_code == 302
    shown = browser.get("/cb/chi-tieu?don-vi=T").content.decode()
    assert "Đơn vị có wifi" in shown and "Một đơn vị được tính khi có một điểm wifi miễn phí dùng được" in shown


def came(session, *persons, kind=meeting.PRESENT) -> None:
    """Let people be on the roll of a meeting."""
    for person in persons:
        Attendance.objects.create(session=session, person=person, kind=kind, way="list", at=clock.now())


def test_a_return_counts_classes_families_posts_and_programmes_of_its_month(place, monkeypatch):
    chair = signer(place.sewing, "hanh")
    people = workers(place.sewing, 7)
    workers(place.shoes, 3)
    for unit in (place.sewing, place.shoes):
        held = planned(unit, chair.id)  # from tomorrow on: 21 and 28 October, 4 November
        came(held.sessions.first(), *people[:3])
        came(held.sessions.last(), people[6])
        off = planned(unit, chair.id, meetings=1, name="Lớp hủy")
        planning.call_off_class(off.id, "mất điện", by=chair.id)
    meetings = [Meeting(IN_OCTOBER, LATER)]
    second = planning.plan(uuid7(), place.sewing, Plan(None, "B", (), "B", 9), meetings, by=chair.id)
    came(second.sessions.first(), people[0], people[4])
    came(second.sessions.first(), people[5], kind=meeting.ABSENT)
    begun_programme(place.sewing)
    actions_of_programmes.remove(begun_programme(place.sewing).pk, by=PROGRAMME)
    for on in (date(2026, 10, 3), date(2026, 11, 1)):
        CampaignLink.objects.create(code=f"c{on:%m}", unit_id=place.sewing, kit="x", group=f"{on}", posted_on=on,
                                    created_at=clock.now())  # fmt: skip
    FamilyRecognition.objects.create(
        unit_id=place.sewing, code="abc", state=states.RECOGNISED, rule_from=date(2026, 1, 1), rule_days=90,
        proposed_on=date(2026, 10, 1), decided_on=date(2026, 10, 31),
    )  # fmt: skip
    set_clock(monkeypatch, OPENED)
    begun_programme(place.sewing)  # in November: not of this month
    row, small = opened(place.sewing), opened(place.shoes)
    names = ("classes", "came", "families", "posts", "programmes")
    assert [value(row, each) for each in names] == [2, 4, 1, 1, 1]
    assert [value(small, each) for each in ("classes", "posts", "programmes")] == [1, 0, 0]
    why = {each.id: each.why for each in measures.unpack(small.lines)}
    assert why["came"] == why["families"] == "hidden", "of three people"


def test_facts_of_programmes_families_and_classes_hold_of_the_units_that_have_them(place, monkeypatch):
    units, year_end = [place.sewing, place.shoes], date(2026, 12, 31)
    planned(place.shoes, uuid7())
    begun_programme(place.sewing)
    set_clock(monkeypatch, OPENED)
    assert movement.holding("class", units, year_end) == {place.sewing: False, place.shoes: True}
    assert movement.holding("programme", units, year_end) == {place.sewing: True, place.shoes: False}
    assert movement.holding("family", units, year_end) == {place.sewing: False, place.shoes: False}


def test_tasks_of_a_programme_count_classes_and_families_by_themselves(place, monkeypatch):
    asked = Asked(place.top, date(2026, 10, 1))
    planned(place.sewing, uuid7())
    FamilyRecognition.objects.create(
        unit_id=place.shoes, code="abc", state=states.RECOGNISED, rule_from=date(2026, 1, 1), rule_days=90,
        proposed_on=date(2026, 10, 1), decided_on=date(2026, 10, 2),
    )  # fmt: skip
    assert [counted(each, asked) for each in ("classes", "families")] == [0, 1], "the class has not met yet"
    set_clock(monkeypatch, OPENED)
    assert counted("classes", asked) == 2, "21 and 28 October"
    assert counted("classes", Asked(place.top, clock.today())) == 0
    assert counted("classes", Asked(place.shoes, date(2026, 10, 1))) == 0


def counted(name, asked):
    """Count for one task."""
    measure = programme_measures.find(name)
    assert measure is not None and measure.count is not None
    return measure.count([asked], clock.today())[asked].value


def begun_programme(unit):
    """Begin a programme of a unit now."""
    goals = [NewGoal("A", [NewTask("Việc", "", clock.today())])]
    told = NewProgramme("X", clock.today(), clock.today(), "plan", goals)
    return actions_of_programmes.begin(uuid7(), unit, told, by=PROGRAMME)
