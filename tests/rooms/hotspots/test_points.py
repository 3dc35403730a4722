"""A wifi point from the need to the check; steps by two people at once; what everybody may see of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.core import hotspot
from hocvuso.hotspots import actions, queries
from hocvuso.hotspots.actions import Details, Signer
from hocvuso.hotspots.models import Hotspot
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = Signer(uuid7(), "Lê Thị Hạnh")
CANTEEN = Details(
    "Nhà ăn số 2", "Cổng Đông, đường Bến Nứa", "Công ty May", "chị Hoa", "6–20 giờ", "hỏi ở quầy", (10.0, 105.5)
)


@pytest.fixture
def place():
    return places.province()


def point(unit, details=CANTEEN, *steps):
    """Enter a point and bring it through some steps."""
    made = actions.need(uuid7(), unit, details, by=BY, on=places.today())
    state = hotspot.NEEDED
    for to in steps:
        actions.move(made.id, state, to, by=BY, on=places.today())
        state = to
    return made


def seen(made):
    return queries.known(made.id, places.today())


WORKS = (hotspot.AGREED, hotspot.WORKING)


def test_the_same_need_twice_is_one_point(place):
    number = uuid7()
    one = actions.need(number, place.sewing, CANTEEN, by=BY, on=places.today())
    again = actions.need(number, place.sewing, CANTEEN, by=BY, on=places.today())
    assert one.id == again.id
    assert Hotspot.objects.count() == 1
    assert len(seen(one).steps) == 1


def test_only_points_that_open_or_are_broken_are_public(place):
    hidden = [point(place.sewing), point(place.sewing, CANTEEN, hotspot.ASKED)]
    works, broken = point(place.sewing, CANTEEN, *WORKS), point(place.sewing, CANTEEN, *WORKS, hotspot.BROKEN)
    listed = {each.id for each in queries.public("", places.today())}
    assert listed == {works.id, broken.id}
    assert all(queries.by_code(each.code, places.today()) is None for each in hidden)
    assert queries.by_code(works.code.upper(), places.today()).id == works.id


@pytest.mark.parametrize(("typed", "found"), [("nha an", 1), ("ben nua", 1), ("NHÀ ĂN bến nứa", 1), ("nha tro", 0)])
def test_points_are_found_without_marks(place, typed, found):
    point(place.sewing, CANTEEN, *WORKS)
    assert len(queries.public(typed, places.today())) == found


def test_a_step_from_a_state_that_is_over_is_refused_and_the_same_step_twice_is_one(place):
    made = point(place.sewing, CANTEEN, hotspot.ASKED)
    actions.move(made.id, hotspot.ASKED, hotspot.AGREED, by=BY, on=places.today())
    actions.move(made.id, hotspot.ASKED, hotspot.AGREED, by=BY, on=places.today())
    assert [each.state for each in seen(made).steps] == ["needed", "asked", "agreed"]
    with pytest.raises(actions.Changed):
        actions.move(made.id, hotspot.ASKED, hotspot.CLOSED, by=BY, on=places.today())
    with pytest.raises(hotspot.NoSuchStep):
        actions.move(made.id, hotspot.AGREED, hotspot.BROKEN, by=BY, on=places.today())


def test_two_reports_ask_for_a_look_and_a_check_settles_them(place):
    made = point(place.sewing, CANTEEN, *WORKS)
    Hotspot.objects.update(checked_on=places.today() - timedelta(days=5))
    report = uuid7()
    for number in (report, report, uuid7()):  # sent twice, and somebody else
        actions.tell_trouble(number, made.id, actions.SLOW, on=places.today())
    assert seen(made).troubles == {actions.SLOW: 2}
    assert seen(made).point.is_doubted
    actions.check(made.id, by=BY, on=places.today() + timedelta(days=1))
    assert not queries.known(made.id, places.today() + timedelta(days=1)).point.is_due


def test_a_check_counts_once_a_day_and_only_where_it_works(place):
    made = point(place.sewing, CANTEEN, *WORKS)
    later = places.today() + timedelta(days=2)
    for _ in range(2):
        actions.check(made.id, by=BY, on=later)
    assert [each.is_check for each in seen(made).steps] == [False, False, False, True]
    with pytest.raises(actions.Changed):
        actions.check(point(place.sewing).id, by=BY, on=later)


def test_the_newest_step_can_be_taken_back_and_only_that_one(place):
    made = point(place.sewing, CANTEEN, *WORKS, hotspot.BROKEN)
    steps = seen(made).steps
    actions.take_back(made.id, steps[1].id, by=BY)
    assert seen(made).point.state == hotspot.BROKEN
    actions.take_back(made.id, steps[-1].id, by=BY)
    now = seen(made)
    assert (now.point.state, now.point.checked_on) == (hotspot.WORKING, places.today())
    assert now.steps == steps[:-1]


def test_taking_the_only_step_back_changes_nothing(place):
    made = point(place.sewing)
    actions.take_back(made.id, seen(made).steps[0].id, by=BY)
    assert seen(made).point.state == hotspot.NEEDED


def test_unions_without_a_working_point_are_named(place):
    point(place.sewing, CANTEEN, *WORKS)
    point(place.shoes, CANTEEN, hotspot.ASKED)
    units = unions.subtree_ids(place.ward, places.today())
    missing = queries.units_without(units, places.today())
    assert [each.code for each in unions.unit_lines(missing, places.today())] == ["SHO"]
    assert queries.counts(units) == {"working": 1, "asked": 1}


def test_the_page_about_missing_points_asks_the_same_number_of_times_for_many_units(
    place, chair, django_assert_max_num_queries
):
    from hocvuso.unions.structure import verbs

    places.official(place.top, username="tinh")
    browser = places.come_in("tinh")
    new = [
        verbs.NewUnit(f"N{number}", f"Công đoàn {number:03}", "grassroots", place.ward) for number in range(70)
    ]  # fmt: skip
    verbs.found_many(new, on=places.LONG_AGO)
    with django_assert_max_num_queries(60):
        first = browser.get("/cb/wifi?don-vi=T").content.decode()
    assert "Công đoàn 000" in first and "Công đoàn 069" not in first
    last = browser.get("/cb/wifi?thieu=3&don-vi=T").content.decode()
    assert "Công đoàn 069" in last and "Công đoàn 000" not in last


def test_the_nearest_working_point_is_named_before_another_one_is_opened(place, chair):
    gate = Details("Quán cổng 1", "Cổng 1", "Quán", place=(10.0312, 105.7825))
    far = Details("Quán xa", "Xa", "Quán", place=(10.2, 105.7825))
    row = Details("Dãy trọ", "Tổ 5", "Chủ trọ", place=(10.0330, 105.7825))
    point(place.sewing, gate, *WORKS)
    point(place.sewing, far, *WORKS)
    wanted = seen(point(place.sewing, row)).point
    near = queries.nearest_working(wanted, places.today())
    assert near is not None and near.point.name == "Quán cổng 1" and near.km == pytest.approx(0.2, abs=0.01)
    page = places.come_in().get(f"/cb/wifi/{wanted.id}?don-vi=SEW").content.decode()
    assert "Quán cổng 1" in page and "200 m" in page
    assert queries.nearest_working(seen(point(place.sewing)).point, places.today()) is None, "without a place"


def test_the_page_of_a_card_opens_learning_and_holds_no_contact(client, place):
    made = point(place.sewing, CANTEEN, *WORKS)
    page = client.get(f"/w/{made.code}").content.decode()
    assert "/thu/tin-lua-dao" in page
    assert "chị Hoa" not in page
    assert "hỏi ở quầy" in page


def test_a_report_is_kept_without_a_name_and_a_flood_is_turned_away(client, place, monkeypatch):
    from hocvuso.hotspots import views

    monkeypatch.setattr(views, "FROM_AN_ADDRESS", Rate(2, 3600.0))
    made = point(place.sewing, CANTEEN, *WORKS)
    answers = [
        client.post(f"/w/{made.code}/bao", {"report": str(uuid7()), "kind": "way_in"}).status_code for _ in range(3)
    ]
    assert answers == [200, 200, 429]
    assert seen(made).troubles == {"way_in": 2}


def test_an_unknown_trouble_is_not_kept(client, place):
    made = point(place.sewing, CANTEEN, *WORKS)
    assert client.post(f"/w/{made.code}/bao", {"report": str(uuid7()), "kind": "ghost"}).status_code == 302
    assert seen(made).troubles == {}
