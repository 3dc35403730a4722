"""The life of a monthly return: filled, corrected, confirmed, frozen, received, accepted or sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from hocvuso.core.returns import checksum
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Audit, Outbox
from hocvuso.reports import targets
from hocvuso.reports.models import FrozenReturn, Return, ReturnStep, RosterCheck
from hocvuso.reports.returns import actions, connected, frozen, measures, opening, queries
from hocvuso.reports.targets.actions import Wanted, change
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Role
from tests.rooms import places
from tests.rooms.reports.months import MONTH, OPENED, hand_in, opened, set_clock, signer, workers

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def place(monkeypatch):
    set_clock(monkeypatch, OPENED)
    return places.province()


@pytest.fixture
def hanh(place):
    return signer(place.sewing, "hanh")


@pytest.fixture
def quan(place):
    return signer(place.ward, "quan", "Phạm Văn Quân")


def value(row, line):
    return {each.id: each for each in queries.lines(row)}[line].value


def happened(row):
    return [step.what for step in reversed(queries.steps(row))]


def save(who, row, note="", **own):
    return actions.save(who, row.id, edit=row.edit, typed=actions.Typed(own, note))


def test_the_first_of_the_month_opens_one_return_for_each_unit(place, monkeypatch):
    assert opening.open_due() == 6
    assert opening.open_due() == 0
    found = {row.unit_code: row for row in Return.objects.all()}
    assert {code: row.kind for code, row in found.items()} == {
        "SEW": "own", "SHO": "own", "PAC": "own", "T-W": "combined", "T-Z": "combined", "T": "combined",
    }  # fmt: skip
    assert {row.month for row in found.values()} == {MONTH}
    assert found["SEW"].parent_id == place.ward
    assert [found[code].due_on.day for code in ("SEW", "T-W", "T")] == [5, 8, 11]
    set_clock(monkeypatch, datetime(2026, 12, 11, 8, tzinfo=clock.VIETNAM))
    assert opening.open_due() == 0  # later it takes a person's word


def test_the_system_fills_counts_and_leaves_unknown_unknown(place):
    workers(place.sewing, 7)
    found = {line.id: line for line in measures.unpack(opened(place.sewing).lines)}
    assert (found["people"].value, found["invited"].value, found["started"].value) == (7, 7, 0)
    assert (found["declared.workers"].value, found["reached.workers"].value) == (7, 0)
    assert (found["declared.public-staff"].value, found["declared.public-staff"].why) == (None, "undeclared")
    assert found["reached.public-staff"].value is None


def test_returns_count_by_what_the_topmost_unit_said_of_the_targets(place, hanh, monkeypatch):
    """Sums add up what was counted alike: a unit in between has its own words on its own pages only."""
    words = Wanted("Lao động", "worker", 0.6, ("kns.4.3",), "", date(2026, 1, 1), date(2026, 12, 31), "Một kỹ năng.")
    workers_target = targets.find("workers", date(2026, 9, 1), place.top)
    change(words, target=workers_target, unit=place.top, on=date(2026, 10, 5), by=hanh.id, name="Tỉnh")
    other = replace(words, title="Của phường", skills=("kns.4.2",))
    change(other, target=workers_target, unit=place.ward, on=date(2026, 10, 5), by=hanh.id, name="Phường")
    set_clock(monkeypatch, datetime(2026, 10, 20, 8, tzinfo=clock.VIETNAM))
    for person in workers(place.sewing, 7)[:2]:
        places.master(person, "kns.4.3")
    set_clock(monkeypatch, OPENED)
    row = hand_in(hanh, opened(place.sewing))
    assert value(row, "reached.workers") == 2
    said = {each["id"]: each for each in frozen.read(queries.frozen_version(row))["lines"]}["reached.workers"]
    assert (said["title"], said["rule"]) == ("Lao động: số người đạt", "Một kỹ năng.")
    assert {line.id for line in queries.lines(opened(place.ward))} == {line.id for line in queries.lines(row)}
    september = opened(place.sewing, date(2026, 9, 1))
    assert measures.words(place.sewing, queries.tree_day(september)).rule("reached.workers") == workers_target.rules[0]


def test_a_group_under_five_is_hidden_and_takes_no_own_figure(place, hanh):
    workers(place.sewing, 4)
    row = opened(place.sewing)
    found = {line.id: line for line in measures.unpack(row.lines)}
    assert (found["people"].value, found["started"].value, found["started"].why) == (4, None, "hidden")
    assert (found["reached.workers"].value, found["reached.workers"].why) == (None, "hidden")
    with pytest.raises(actions.BadFigures):
        save(hanh, row, started=("3", "vì tôi biết"))


def test_own_figures_stand_beside_the_systems_with_a_reason(place, hanh):
    workers(place.sewing, 7)
    row = save(hanh, opened(place.sewing), "Đủ", people=("9", "Hai người mới vào ngày 30"))
    line = queries.lines(row)[0]
    assert (line.system, line.own, line.reason) == (7, 9, "Hai người mới vào ngày 30")
    assert (row.note, row.edit, row.changed_by) == ("Đủ", 1, "Lê Thị Hạnh")
    again = save(hanh, row, "Đủ", people=("9", "Hai người mới vào ngày 30"))
    assert again.edit == 1
    assert queries.lines(save(hanh, row, "Đủ", people=("", "")))[0].own is None


@pytest.mark.parametrize(
    ("line", "typed", "says"),
    [
        ("people", ("9", ""), "vì sao"),
        ("people", ("chín", "x"), "số nguyên"),
        ("people", ("-1", "x"), "số nguyên"),
        ("people", ("9" * 5000, "x"), "số nguyên"),
        ("reached.workers", ("8", "x"), "Nhiều hơn 7"),
        ("started", ("8", "x"), "Nhiều hơn 7"),
        ("invited", ("2", "x"), "Ít hơn"),
    ],
)
def test_a_slip_is_said_and_nothing_is_kept(place, hanh, line, typed, says):
    workers(place.sewing, 7)
    row = opened(place.sewing)
    with pytest.raises(actions.BadFigures) as raised:
        save(hanh, row, **{line: typed, "asking": ("1", "một người gọi")})
    assert says in raised.value.lines[line]
    row.refresh_from_db()
    assert (row.edit, queries.lines(row)[0].own) == (0, None)


def test_confirming_freezes_with_checksum_name_and_receipt(place, hanh):
    workers(place.sewing, 7)
    row = opened(place.sewing)
    version = actions.confirm(hanh, row.id, edit=0, roster_is_right=True)
    assert checksum(version.text) == version.checksum
    content = frozen.read(version)
    assert (content["month"], content["tree_day"], content["version"]) == ("2026-10", "2026-10-31", 1)
    assert content["counted_at"] == "2026-11-01T01:00:00+07:00"
    assert (content["unit"]["code"], content["parent"]["name"]) == ("SEW", "Công đoàn phường Bến Nứa")
    assert content["confirmed"] == {"by": str(hanh.id), "name": "Lê Thị Hạnh", "at": "2026-11-01T01:00:00+07:00"}
    assert content["lines"][0]["title"] == "Người có trong danh sách"
    row.refresh_from_db()
    assert (row.state, row.receipt[:9]) == ("sent", "SEW-1026-")
    assert happened(row) == ["opened", "sent", "received"]
    assert RosterCheck.objects.get().people == 7


def test_a_double_click_confirms_once(place, hanh):
    row = opened(place.sewing)
    first = actions.confirm(hanh, row.id, edit=0)
    assert actions.confirm(hanh, row.id, edit=0) == first
    assert FrozenReturn.objects.count() == 1
    assert happened(row) == ["opened", "sent", "received"]


def test_two_officials_at_once_the_second_is_told_who_and_when(place, hanh):
    mai = signer(place.sewing, "mai", "Trần Thị Mai")
    row = opened(place.sewing)
    save(mai, row, "của Mai")
    stale = Return(id=row.id, edit=0)
    with pytest.raises(actions.Changed, match=r"Trần Thị Mai vừa sửa báo cáo này lúc 01/11/2026 01:00"):
        save(hanh, stale, "của Hạnh")
    with pytest.raises(actions.Changed):
        actions.confirm(hanh, row.id, edit=0)
    actions.confirm(mai, row.id, edit=1)
    with pytest.raises(actions.Changed):
        actions.confirm(hanh, row.id, edit=1)
    assert Return.objects.get(id=row.id).note == "của Mai"


def test_the_database_itself_refuses_to_change_a_frozen_return(place, hanh):
    version = actions.confirm(hanh, opened(place.sewing).id, edit=0)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        FrozenReturn.objects.filter(id=version.id).update(text="{}")
    assert FrozenReturn.objects.get(id=version.id).text == version.text


def test_sent_back_with_a_reason_and_confirmed_again_makes_a_second_version(place, hanh, quan):
    row = hand_in(hanh, opened(place.sewing))
    with pytest.raises(actions.NotDone, match="lý do"):
        actions.send_back(quan, row.id, version=1, reason="  ")
    for _twice in range(2):
        actions.send_back(quan, row.id, version=1, reason="Chưa có số cán bộ chuyên trách")
    row.refresh_from_db()
    assert row.state == "sent_back"
    row = save(hanh, row, "đã thêm")
    hand_in(hanh, row)
    actions.accept(quan, row.id, version=2)
    actions.accept(quan, row.id, version=2)
    assert happened(row) == [
        "opened", "sent", "received", "sent_back", "corrected", "sent", "received", "accepted",
    ]  # fmt: skip
    assert [each.version for each in queries.versions(row)] == [2, 1]


def test_an_answer_to_a_version_that_is_no_longer_the_newest_is_refused(place, hanh, quan):
    row = hand_in(hanh, opened(place.sewing))
    actions.withdraw(hanh, row.id, version=1)
    actions.withdraw(hanh, row.id, version=1)
    with pytest.raises(actions.Changed):
        actions.accept(quan, row.id, version=1)
    hand_in(hanh, row)
    with pytest.raises(actions.Changed):
        actions.send_back(quan, row.id, version=1, reason="x")
    actions.accept(quan, row.id, version=2)
    with pytest.raises(actions.Changed):
        actions.withdraw(hanh, row.id, version=2)


def test_only_those_who_sign_for_the_unit_or_the_one_above_act(place, hanh, quan):
    employer = actions.Signer(places.official(place.sewing, username="ns", employer_side=True), "Nhân sự")
    beside = signer(place.shoes, "giay")
    row = opened(place.sewing)
    for who in (quan, employer, beside):
        with pytest.raises(actions.NoRight):
            save(who, row)
        with pytest.raises(actions.NoRight):
            actions.confirm(who, row.id, edit=0)
    hand_in(hanh, row)
    for who in (hanh, employer, beside):
        with pytest.raises(actions.NoRight):
            actions.accept(who, row.id, version=1)
        with pytest.raises(actions.NoRight):
            actions.send_back(who, row.id, version=1, reason="x")
        with pytest.raises(actions.NoRight):
            actions.remind(who, place.ward, MONTH)
    with pytest.raises(actions.NoRight):
        actions.set_due_day(hanh, place.ward, due_day=3)
    assert Audit.objects.filter(verb="accept return").count() == 0


def test_a_role_that_ended_meanwhile_signs_nothing(place, hanh):
    row = opened(place.sewing)
    Role.objects.filter(person_id=hanh.id).update(valid_to=clock.today())
    with pytest.raises(actions.NoRight):
        actions.confirm(hanh, row.id, edit=0)
    assert not FrozenReturn.objects.exists()


def test_the_higher_unit_adds_up_what_it_accepted_and_names_what_is_missing(place, hanh, quan, monkeypatch):
    workers(place.sewing, 7)
    workers(place.shoes, 6)
    sewing = hand_in(hanh, opened(place.sewing))
    nothing = queries.combined(place.ward, MONTH)
    assert (nothing.lines[0].value, nothing.units, nothing.without) == (None, 0, 2)
    actions.accept(quan, sewing.id, version=1)
    set_clock(monkeypatch, OPENED + timedelta(days=9))
    found = queries.combined(place.ward, MONTH)
    people = found.lines[0]
    assert (people.value, people.units, people.without) == (7, 1, 1)
    assert [(each.code, each.state, each.days_overdue) for each in found.missing] == [("SHO", "draft", 5)]
    ward = hand_in(quan, opened(place.ward))
    content = frozen.read(queries.versions(ward)[0])
    assert [part["checksum"] for part in content["parts"]] == [queries.versions(sewing)[0].checksum]
    assert (content["units_in"], content["units_out"]) == (1, 1)
    top = signer(place.top, "tinh", "Đỗ Văn Tỉnh")
    actions.accept(top, ward.id, version=1)
    above = queries.combined(place.top, MONTH)
    assert (above.lines[0].value, above.units, above.without) == (7, 1, 2)
    closed = hand_in(top, opened(place.top))
    assert (closed.state, closed.receipt) == ("closed", "")


def test_late_ones_are_shown_with_their_days_and_reminded_once_a_day(place, hanh, quan, monkeypatch):
    opened(place.sewing)
    set_clock(monkeypatch, datetime(2026, 11, 8, 9, tzinfo=clock.VIETNAM))
    late = queries.below(place.ward, MONTH, clock.today())
    assert [(each.code, each.days_overdue, each.is_open) for each in late] == [("SHO", 3, True), ("SEW", 3, True)]
    assert actions.remind(quan, place.ward, MONTH) == 2
    assert actions.remind(quan, place.ward, MONTH) == 0
    set_clock(monkeypatch, datetime(2026, 11, 9, 9, tzinfo=clock.VIETNAM))
    hand_in(hanh, Return.objects.get(unit_id=place.sewing))
    assert actions.remind(quan, place.ward, MONTH) == 1
    sewing = next(each for each in queries.below(place.ward, MONTH, clock.today()) if each.code == "SEW")
    assert (sewing.days_overdue, sewing.is_open) == (4, False)
    assert ReturnStep.objects.filter(what="reminded").count() == 3
    told = Outbox.objects.filter(recipient=hanh.id, body__kind="return_due").order_by("created_at")
    assert [each.body["facts"]["unit"] for each in told] == ["SEW"] * told.count()
    assert told.count() == ReturnStep.objects.filter(what="reminded", of__unit_code="SEW").count() > 0


def test_a_unit_without_any_return_is_missing_and_not_zero(place, quan):
    opening.open_month(MONTH, within=place.sewing)
    found = {each.code: each for each in queries.below(place.ward, MONTH, date(2026, 11, 7))}
    assert (found["SHO"].state, found["SHO"].days_overdue, found["SHO"].id) == ("missing", 2, None)
    assert queries.combined(place.ward, MONTH).without == 2


def test_a_unit_moved_after_the_month_keeps_the_parent_of_its_day(place, hanh, quan):
    row = opened(place.sewing)
    unions.move([place.sewing], place.zone, on=date(2026, 11, 1))
    hand_in(hanh, row)
    actions.accept(quan, row.id, version=1)
    gio = signer(place.zone, "gio")
    with pytest.raises(actions.NoRight):
        actions.send_back(gio, row.id, version=1, reason="x")
    assert queries.combined(place.ward, MONTH).units == 1
    assert queries.combined(place.zone, MONTH).units == 0


def test_a_unit_moved_in_the_month_belongs_where_it_stood_on_the_last_day(place):
    unions.move([place.sewing], place.zone, on=date(2026, 10, 20))
    assert opened(place.sewing).parent_id == place.zone


def test_when_a_unit_is_gone_the_one_above_sends_for_it(place, hanh, quan):
    from hocvuso.unions.models import UnitLink

    row = opened(place.sewing)
    UnitLink.objects.filter(unit_id=place.sewing).update(valid_to=date(2026, 11, 1))
    unions.rebuild_paths()
    hand_in(quan, row)
    assert row.state == "sent"


def test_a_late_correction_is_an_adjustment_beside_the_frozen_figure(place, hanh, quan):
    workers(place.sewing, 7)
    row = hand_in(hanh, opened(place.sewing))
    before = queries.versions(row)[0].text
    with pytest.raises(actions.Changed):
        actions.adjust(hanh, row.id, line="people", after="9", reason="x")
    actions.accept(quan, row.id, version=1)
    for _twice in range(2):
        actions.adjust(hanh, row.id, line="people", after="9", reason="Sót hai người")
    actions.adjust(hanh, row.id, line="people", after="8", reason="Một người trùng")
    assert queries.versions(row)[0].text == before
    found = queries.combined(place.ward, MONTH)
    assert found.lines[0].value == 7
    assert [(each.before, each.after) for each in found.adjustments] == [(7, 9), (9, 8)]
    for line, after in (("people", "x"), ("nothing", "3")):
        with pytest.raises(actions.BadFigures):
            actions.adjust(hanh, row.id, line=line, after=after, reason="x")


def test_a_unit_sets_the_day_for_those_directly_below_it_from_this_month_on(place, quan):
    actions.set_due_day(quan, place.ward, due_day=12)
    actions.set_due_day(quan, place.ward, due_day=10)
    actions.set_due_day(quan, place.ward, due_day=10)
    assert opened(place.sewing).due_on == date(2026, 11, 5)  # October keeps its own
    assert opened(place.sewing, date(2026, 11, 1)).due_on == date(2026, 12, 10)
    assert opened(place.packing, date(2026, 11, 1)).due_on == date(2026, 12, 5)
    with pytest.raises(actions.NotDone, match="từ 1 đến 28"):
        actions.set_due_day(quan, place.ward, due_day=31)


def test_a_month_that_has_not_ended_is_not_opened(place, hanh):
    with pytest.raises(actions.NotDone, match="chưa hết"):
        actions.open_by_hand(hanh, place.sewing, date(2026, 11, 1))
    assert actions.open_by_hand(hanh, place.sewing, MONTH) == 1


def test_the_facts_of_the_connected_unions_target(place, hanh, quan, monkeypatch):
    nothing = queries.facts([place.sewing], clock.today())[place.sewing]
    assert (nothing.roster_checked_on, nothing.on_time, nothing.receipt) == (None, (), "")
    hand_in(hanh, opened(place.sewing))
    actions.check_roster(hanh, place.sewing, on=clock.today())
    november = opened(place.sewing, date(2026, 11, 1))
    set_clock(monkeypatch, datetime(2026, 12, 4, 9, tzinfo=clock.VIETNAM))
    assert queries.facts([place.sewing], clock.today())[place.sewing].on_time == (True,)
    set_clock(monkeypatch, datetime(2026, 12, 6, 9, tzinfo=clock.VIETNAM))
    assert queries.facts([place.sewing], clock.today())[place.sewing].on_time == (False, True)
    hand_in(hanh, november)
    found = queries.facts([place.sewing], clock.today())[place.sewing]
    assert (found.on_time, found.roster_checked_on) == ((False, True), date(2026, 11, 1))
    assert found.receipt.startswith("SEW-1126-1")
    both = [place.sewing, place.packing]
    assert connected.known(both, clock.today()) == {
        "roster": {place.sewing: True},
        "returns": {place.sewing: False, place.packing: False},
        "higher": {place.sewing: True, place.packing: False},
    }
    assert connected.known(both, date(2027, 1, 1))["roster"] == {place.sewing: False}, "a quarter ago"
