"""A list from file to members and back: preview, mending, entering, the same again, undo."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection

from hocvuso.people import actions as people
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.roster import actions, failed, queries
from hocvuso.roster import entering as entering_module
from hocvuso.roster.models import RosterEntry, RosterImport, RosterPart
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Employment, Membership
from tests.rooms import places
from tests.rooms.roster import files
from tests.rooms.roster.files import HEAD, row
from tests.rooms.roster.lists import GOOD, everything, stage, states

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_nothing_is_entered_before_the_button(place):
    before = everything()
    found = stage(place.sewing, files.xlsx(GOOD))
    assert everything() == before
    seen = queries.preview(found)
    assert (seen.rows, seen.ready, seen.open, states(found)) == (3, 3, 0, {"new": 3})


@pytest.mark.both
def test_members_are_entered_with_what_the_register_allows(place):
    assert actions.enter(stage(place.sewing, files.xlsx(GOOD))) == {"added": 3, "updated": 0, "unchanged": 0}
    person = Person.objects.get(full_name="Trần Văn Bình")
    assert (person.phone, person.phone_confirmed_at, person.claimed_at) == ("0912345678", None, None)
    assert not person.has_usable_password()
    assert (person.search, person.given_name) == ("tran van binh", "Bình")
    entry = RosterEntry.objects.get(person=person)
    assert (entry.birth, entry.team, entry.employee_code, entry.unit_id) == ("1988", "Tổ 2", "A2", place.sewing)
    assert Membership.objects.filter(person=person, unit=place.sewing, valid_from=places.today()).count() == 1
    assert Employment.objects.filter(person=person, unit=place.sewing, audience="worker").count() == 1


@pytest.mark.both
def test_the_same_file_again_changes_nothing(place):
    actions.enter(stage(place.sewing, files.xlsx(GOOD)))
    before = everything()
    again = stage(place.sewing, files.xlsx(GOOD))
    assert states(again) == {"same": 3}
    assert actions.enter(again) == {"added": 0, "updated": 0, "unchanged": 3}
    assert everything() == before


@pytest.mark.both
def test_the_button_pressed_twice_enters_once(place):
    found = stage(place.sewing, files.xlsx(GOOD))
    first = actions.enter(found)
    before = everything()
    assert actions.enter(found) == first
    assert everything() == before


@pytest.mark.both
def test_an_interrupted_entry_goes_on_where_it_stopped(place, monkeypatch):
    monkeypatch.setattr("hocvuso.roster.staging.PART", 2)
    rows = [
        HEAD,
        *(
            row(n, f"Nguyễn Thị {word}", f"01000002{n:02d}")
            for n, word in enumerate(["An", "Bình", "Chi", "Dung", "Hoa"])
        ),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    assert RosterPart.objects.filter(roster_import_id=found).count() == 3

    class PulledPlug(Exception):
        pass

    def pull(row_number):
        if row_number >= 4:
            raise PulledPlug

    with pytest.raises(PulledPlug):
        actions.enter(found, progress=pull)
    assert RosterImport.objects.get(id=found).state == RosterImport.ENTERING
    assert 0 < Person.objects.filter(source="roster").count() < 5
    assert actions.enter(found)["added"] == 5
    assert Person.objects.filter(source="roster").count() == 5


def test_a_part_that_fails_leaves_nothing_behind(place, monkeypatch):
    found = stage(place.sewing, files.xlsx(GOOD))
    before = everything()
    monkeypatch.setattr(entering_module, "_add_up", lambda work: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.enter(found)
    assert everything() == before


@pytest.mark.both
def test_rows_to_mend_are_named_exactly(place):
    rows = [
        HEAD,
        row(1, "Nguyễn Thị Hoa", "0912345"),
        row(2, "", "0100000118"),
        row(3, "Lê An", "", birth="31/02/1990"),
        row(4, "Đỗ Bình", "100000117", birth="1/1/2090"),
        row(5, "Vũ Cường", "0100000119"),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    lines, part = queries.to_mend(found, 1)
    assert [
        (each.line.number, [(fault.field, fault.code, fault.suggestion) for fault in each.line.faults])
        for each in lines
    ] == [
        (3, [("name", "no_name", "")]),  # blocking first
        (2, [("phone", "phone_short", "")]),
        (4, [("birth", "date_no_such_day", "")]),
        (5, [("birth", "date_future", ""), ("phone", "phone_zero_lost", "0100000117")]),
    ]
    assert (part.pages, queries.preview(found).ready) == (1, 1)
    assert actions.enter(found)["added"] == 1
    assert queries.preview(found).open == 4


@pytest.mark.both
def test_rows_are_mended_before_and_after_entering(place):
    rows = [
        HEAD,
        row(1, "Nguyễn Thị Hoa", "100000117"),
        row(2, "Lê An", "", birth="31/02/1990"),
        row(3, "Vũ Cường", "xyz"),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    actions.mend(found, 2, {"phone": "0100 000 117"})
    assert queries.preview(found).ready == 1
    actions.mend(found, 3, {"birth": "30/02/1990"})
    assert queries.preview(found).ready == 1
    assert actions.enter(found)["added"] == 1
    actions.mend(found, 3, {"birth": "28/02/1990"})
    actions.mend(found, 4, {"phone": ""})
    assert queries.preview(found).ready == 2
    assert actions.enter(found)["added"] == 3
    assert set(Person.objects.filter(source="roster").values_list("full_name", "phone")) == {
        ("Nguyễn Thị Hoa", "0100000117"),
        ("Lê An", ""),
        ("Vũ Cường", ""),
    }
    assert actions.undo(found, by=None) == {"removed": 3, "kept": 0}


def test_all_suggestions_and_all_blanks_at_once(place):
    rows = [
        HEAD,
        row(1, "Nguyễn Thị Hoa", "100000117"),
        row(2, "Lê An", "1682345678"),
        row(3, "Vũ Cường", "xyz"),
        row(4, "", ""),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    assert actions.take_suggestions(found) == 2
    assert actions.leave_blank(found) == 1
    seen = queries.preview(found)
    assert (seen.ready, seen.open, states(found)) == (3, 1, {"new": 3, "faulty": 1})


@pytest.mark.both
def test_two_people_with_one_phone_are_asked_about(place):
    rows = [HEAD, row(1, "Nguyễn Thị Hoa", "0100000117"), row(2, "Trần Văn Bình", "0100000117")]
    found = stage(place.sewing, files.xlsx(rows))
    lines, _ = queries.to_mend(found, 1)
    assert [(each.line.number, each.line.faults[0].code, each.line.faults[0].suggestion) for each in lines] == [
        (3, "phone_twice", "2")
    ]
    actions.answer(found, 3, "different")
    assert actions.enter(found)["added"] == 2
    before = everything()
    assert actions.enter(stage(place.sewing, files.xlsx(rows))) == {"added": 0, "updated": 0, "unchanged": 2}
    assert everything() == before


def test_one_person_twice_is_one_person(place):
    hoa = row(1, "Nguyễn Thị Hoa", "0100000117", birth="1990")
    other = row(3, "NGUYỄN THỊ HOA", "0100000117", birth="12/3/1990")
    found = stage(place.sewing, files.xlsx([HEAD, hoa, row(2, *hoa[1:2], hoa[4], birth="1990"), other]))
    assert states(found) == {"new": 1, "repeated": 1, "question": 1}
    actions.answer(found, 4, "same")
    assert actions.enter(found)["added"] == 1


@pytest.mark.both
def test_homonyms_born_on_one_day_are_asked_about_unless_codes_tell_them_apart(place):
    rows = [
        HEAD,
        row(1, "Nguyễn Thị Hoa", "0100000117", birth="12/3/1990"),
        row(2, "Nguyễn Thị Hoa", "0100000118", birth="12/3/1990"),
        row(3, "Lê An", "0100000119", birth="1/1/1991", code="A1"),
        row(4, "Lê An", "0100000120", birth="1/1/1991", code="A2"),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    assert states(found) == {"new": 3, "question": 1}
    actions.answer_all(found, "different")
    assert actions.enter(found)["added"] == 4
    again = stage(place.sewing, files.xlsx(rows))
    assert actions.enter(again) == {"added": 0, "updated": 0, "unchanged": 4}


@pytest.mark.both
def test_a_known_person_is_brought_up_to_date_and_never_overwritten_by_less(place):
    actions.enter(
        stage(place.sewing, files.xlsx([HEAD, row(1, "Nguyen Thi Hoa", "", birth="12/3/1990", team="Tổ 1", code="A1")]))
    )
    better = files.xlsx([HEAD, row(1, "Nguyễn Thị Hoa", "0100000117", birth="1990", team="Tổ 2", code="A1")])
    assert actions.enter(stage(place.sewing, better)) == {"added": 0, "updated": 1, "unchanged": 0}
    person = Person.objects.get(source="roster")
    entry = RosterEntry.objects.get(person=person)
    assert (person.full_name, person.phone, entry.birth, entry.team) == (
        "Nguyễn Thị Hoa",
        "0100000117",
        "1990-03-12",
        "Tổ 2",
    )


def test_who_has_claimed_keeps_what_he_said_himself(place):
    actions.enter(stage(place.sewing, files.xlsx([HEAD, row(1, "Nguyen Thi Hoa", "0100000117", code="A1")])))
    Person.objects.filter(source="roster").update(claimed_at=clock.now())
    actions.enter(
        stage(place.sewing, files.xlsx([HEAD, row(1, "Nguyễn Thị Hoa", "0100000999", code="A1", team="Tổ 9")]))
    )
    person = Person.objects.get(source="roster")
    assert (person.full_name, person.phone) == ("Nguyen Thi Hoa", "0100000117")
    assert RosterEntry.objects.get(person=person).team == "Tổ 9"


def test_somebody_of_another_unit_is_the_same_person_when_two_keys_agree(place):
    there = places.worker("Nguyễn Thị Hoa", place.shoes, phone="0100000117")
    rows = [HEAD, row(1, "Nguyễn Thị Hoa", "0100000117"), row(2, "Người Khác", "0100000117")]
    found = stage(place.sewing, files.xlsx(rows))
    assert states(found) == {"same": 1, "question": 1}
    actions.enter(found)
    assert Membership.objects.filter(person_id=there, unit=place.sewing).exists()
    assert Person.objects.filter(full_name="Nguyễn Thị Hoa").count() == 1
    # A number alone says nothing about people of other units, or the page would tell who has it.
    alone = stage(place.packing, files.xlsx([HEAD, row(1, "Người Lạ", "0100000117")]))
    assert states(alone) == {"new": 1}


def test_who_said_so_himself_is_confirmed_by_the_list(place):
    person = people.enrol(full_name="Nguyễn Thị Hoa", phone="0100000117")
    unions.declare(person, place.sewing, on=places.today())
    found = stage(place.sewing, files.xlsx([HEAD, row(1, "Nguyễn Thị Hoa", "0100000117")]))
    assert actions.enter(found) == {"added": 0, "updated": 1, "unchanged": 0}
    assert not Membership.objects.get(person_id=person, unit=place.sewing).is_declared
    actions.undo(found, by=None)
    assert Membership.objects.get(person_id=person, unit=place.sewing).is_declared
    assert not Employment.objects.filter(person_id=person).exists()


def test_columns_outside_the_register_are_named_and_nowhere_kept(place, tmp_path, caplog):
    found = stage(place.sewing, files.xlsx([*GOOD, row(4, "Không Số", "sai số")]))
    notes = queries.preview(found).notes
    assert notes["dropped"] == [["identity", "Số CCCD"], ["salary", "Lương"]]
    stored = "".join(map(str, _all_cells())) + caplog.text
    packed = b"".join(bytes(part.lines) for part in RosterPart.objects.all())
    inside = str([each.line for part in RosterPart.objects.all() for each in _lines(part)])
    for secret in (files.SECRET_NUMBER, str(files.SECRET_PAY)):
        assert secret not in stored
        assert secret.encode() not in packed
        assert secret not in inside
    actions.enter(found)
    assert files.SECRET_NUMBER not in "".join(map(str, _all_cells()))


def _lines(part):
    from hocvuso.roster.lines import unpack

    return unpack(bytes(part.lines))


def _all_cells():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from cursor.fetchall()


def test_rows_to_mend_come_as_a_spreadsheet_that_can_be_handed_in_again(place):
    rows = [
        HEAD,
        row(1, "=1+1", "0100000117", team="=HYPERLINK(0)"),
        row(2, "Lê An", "091234", birth="1990", team="Tổ 2", code="A2"),
    ]
    found = stage(place.sewing, files.xlsx(rows))
    data = failed.workbook(queries.open_lines(found))
    back = files.read_back(data)
    assert back[0][:3] == ["Dòng trong tệp", "Họ và tên", "Số điện thoại"]
    lean = next(each for each in back if each[1] == "Lê An")
    assert (lean[2], lean[3], lean[7], lean[8]) == ("091234", "1990", "Tổ 2", "A2")
    assert lean[10] == "Điện thoại: Số di động có 10 số. Số này còn thiếu."
    assert all(
        (cell.data_type in {"s", "n"} and not str(cell.value or "").startswith("=HYP")) or cell.data_type == "s"
        for line in files.cells(data)
        for cell in line
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    at = next(cells for cells in book.active.iter_rows() if cells[1].value == "Lê An")
    at[2].value = "0100000118"
    mended = io.BytesIO()
    book.save(mended)
    again = stage(place.sewing, mended.getvalue())
    assert queries.preview(again).ready == 1
    assert queries.preview(again).notes["unknown"] == []


def test_units_and_sections_named_in_a_column(place):
    section = unions.found(
        code="SEW-2", name="Tổ công đoàn may 2", kind="section", on=places.LONG_AGO, parent=place.sewing
    )
    rows = [
        ["Họ và tên", "Đơn vị"],
        ["An Lê", "SEW"],
        ["Bình Lê", "tổ công đoàn may 2"],
        ["Chi Lê", "Tổ công đoàn mây 2"],
        ["Dung Lê", ""],
    ]
    found = stage(place.sewing, files.xlsx(rows))
    lines, _ = queries.to_mend(found, 1)
    assert [(each.line.name, each.line.faults[0].code) for each in lines] == []
    actions.enter(found)
    assert Membership.objects.filter(unit=section).count() == 2
    far = stage(place.sewing, files.xlsx([["Họ và tên", "Đơn vị"], ["An Lê", "Công ty Giày"]]))
    assert [each.line.faults[0].code for each in queries.to_mend(far, 1)[0]] == ["unit_unknown"]


def test_a_worker_who_is_no_member_is_entered_as_one(place):
    rows = [["Họ và tên", "Đoàn viên"], ["Lê An", "x"], ["Lê Bình", ""], ["Lê Chi", "không"]]
    actions.enter(stage(place.sewing, files.xlsx(rows)))
    members = Membership.objects.filter(unit=place.sewing).values_list("person__full_name", flat=True)
    assert set(members) == {"Lê An"}
    assert Employment.objects.filter(unit=place.sewing).count() == 3
