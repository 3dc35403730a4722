"""The list of a meeting at the desk: one tap a state, all at once, taken back; hours of learners and trainers."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hocvuso.classes import attending, planning, queries, seats
from hocvuso.classes.models import Attendance
from hocvuso.core import meeting
from hocvuso.people import actions as people
from hocvuso.plumbing import audit, clock
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, phone_of, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def workers(place):
    return [places.worker(name, place.sewing) for name in ("Trần An", "Lê Bình", "Đỗ Chi")]


@pytest.fixture
def held(place, chair, workers):
    row = planned(place.sewing, chair)
    seats.enrol_many(row.id, workers, by=chair)
    return row, begun(row)


def grid(row, session):
    return f"/cb/lop/{row.id}/diem-danh/{session.id}?don-vi=SEW"


def kinds():
    return dict(Attendance.objects.values_list("person", "kind"))


def test_a_list_is_tapped_all_others_were_there_and_each_step_comes_back(place, chair, workers, held):
    row, session = held
    desk = places.come_in()
    path = grid(row, session)
    page = desk.get(path).content.decode()
    assert "Trần An" in page and page.count('type="radio"') == 12
    sent = {"viec": "diem-danh", f"c-{workers[0]}": "excused", f"c-{workers[1]}": "late"}
    assert "Đã lưu: 2 dòng" in desk.post(path, sent, follow=True).content.decode()
    assert "1 người còn lại" in desk.get(path).content.decode()
    assert 'value="hoan-tac"' in desk.post(path, {"viec": "tat-ca"}, follow=True).content.decode()
    assert kinds() == {workers[0]: "excused", workers[1]: "late", workers[2]: "present"}
    assert "Đã lấy lại: 1 dòng" in desk.post(path, {"viec": "hoan-tac"}, follow=True).content.decode()
    assert kinds() == {workers[0]: "excused", workers[1]: "late"}
    assert "Không có gì để lấy lại" in desk.post(path, {"viec": "hoan-tac"}, follow=True).content.decode()


def test_taking_back_brings_the_moment_of_the_wall_back_and_leaves_what_others_wrote_since(chair, workers, held):
    _row, session = held
    attending.present(session.id, workers[:2], at=clock.now(), way="wall")
    moment = Attendance.objects.get(person=workers[0]).at
    before = attending.write(session.id, {workers[0]: "absent", workers[1]: "late"}, by=chair)
    attending.write(session.id, {workers[1]: "excused"}, by=chair)
    assert attending.put_back(session.id, before, by=chair) == 1
    line = Attendance.objects.get(person=workers[0])
    assert (line.kind, line.way, line.at, line.by) == ("present", "wall", moment, None)
    assert kinds()[workers[1]] == "excused"


def test_a_trainer_writes_the_list_of_his_class_and_of_no_other(place, chair, workers):
    guest = places.official(place.zone, username="khach", role=access.TRAINER)
    row, other = planned(place.sewing, chair, trainer=guest), planned(place.sewing, chair, name="Lớp khác")
    for each in (row, other):
        seats.enrol(each.id, workers[0])
    desk = places.come_in("khach")
    mine, theirs = (f"/cb/lop/{each.id}/diem-danh/{begun(each).id}" for each in (row, other))
    assert "Trần An" in desk.get(mine).content.decode()
    desk.post(mine, {"viec": "tat-ca"})
    assert kinds() == {workers[0]: "present"}
    for ask in (desk.get, desk.post):
        assert ask(theirs).status_code == 403
    trace = audit.traces_of(workers[0])
    assert any(each.verb == "read" and each.what == "class" and each.actor == guest for each in trace)


def test_five_hundred_lines_come_page_by_page_with_the_same_statements(place, chair):
    def asked(number):
        row = planned(place.sewing, chair, seats=500, name=f"Hội nghị {number}")
        crowd = [places.worker(f"Người {at}", place.sewing) for at in range(number)]
        seats.enrol_many(row.id, crowd, by=chair)
        session = begun(row)
        found = []
        for path in (grid(row, session), f"/cb/lop/{row.id}?don-vi=SEW"):
            with CaptureQueriesContext(connection) as sent:
                answer = desk.get(path)
            found.append((len(sent), len(answer.content)))
        return found

    desk = places.come_in()
    few, many = asked(4), asked(130)
    for (before, _small), (after, size) in zip(few, many, strict=True):
        assert after <= before + 4, "statements do not grow with the class"
        assert size < 90_000


def test_signing_in_takes_the_same_statements_in_a_full_room(place, chair, workers):
    def asked(number):
        row = planned(place.sewing, chair, seats=500, name=f"Hội nghị {number}")
        crowd = [people.enrol(full_name=f"Người {at}") for at in range(number)]
        seats.enrol_many(row.id, crowd, by=chair)
        session = begun(row)
        attending.present(session.id, crowd[1:], at=clock.now(), way="wall")
        typed = meeting.code(bytes.fromhex(session.secret), meeting.slot_of(clock.now()))
        with CaptureQueriesContext(connection) as sent:
            attending.sign_in_to(row.id, crowd[0], typed)
        assert not any("FOR UPDATE" in each["sql"] for each in sent), "nobody waits for anybody at the door"
        return len(sent)

    assert asked(3) == asked(300) <= 10


def test_hours_are_of_those_who_came_and_of_who_led_it(place, chair, workers):
    first, second = (places.official(place.zone, username=name, role=access.TRAINER) for name in ("k1", "k2"))
    row = planned(place.sewing, chair, trainer=first, meetings=2)
    seats.enrol_many(row.id, workers, by=chair)
    session = begun(row, minutes=2 * 24 * 60)
    attending.write(session.id, {workers[0]: "present", workers[1]: "late", workers[2]: "excused"}, by=chair)
    planning.change(row.id, planning.Plan(None, "", (), row.name, 30, row.place, trainer=second), by=chair)
    learnt = [queries.hours_of(each).learnt for each in workers]
    assert learnt == [60, 45, 0]
    assert (queries.hours_of(first).led, queries.hours_of(second).led) == (60, 0), "who led it stays written down"
    assert queries.hours_of(workers[0], places.today() + timedelta(days=1)).learnt == 0
    phone = phone_of(workers[0])
    assert "Bạn đã học 1 giờ ở lớp, qua 1 buổi" in phone.get("/lop").content.decode()
    assert "Bạn đã học ở lớp này" in phone.get(f"/lop/{row.code}").content.decode()


def rows(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell for cell in line if cell is not None] for sheet in book for line in sheet.iter_rows(values_only=True)]


def test_hours_as_a_spreadsheet(place, chair, workers, held):
    row, session = held
    attending.write(session.id, {workers[0]: "present", workers[1]: "late"}, by=chair)
    session.starts_at -= timedelta(hours=2)
    session.ends_at -= timedelta(hours=2)
    session.save()
    desk = places.come_in()
    sheet = rows(desk.get(f"/cb/lop/{row.id}/danh-sach.xlsx?don-vi=SEW"))
    assert any(line[1:2] == ["Trần An"] and line[-1] == 60 for line in sheet)
    year = rows(desk.get("/cb/lop/gio.xlsx?don-vi=SEW"))
    assert any(row.name in line and 2 in line and 105 in line for line in year)
    assert not any("Trần An" in line for line in year), "no learner is named"


def test_a_whole_unit_is_entered_once_by_whoever_sees_its_people(place, chair, workers):
    row = planned(place.sewing, chair)
    desk = places.come_in()
    path = f"/cb/lop/{row.id}?don-vi=SEW"
    for _again in range(2):
        desk.post(path, {"viec": "ghi-ca", "ca-don-vi": "SEW"})
    assert set(workers) <= {each.person for each in queries.roll(chair, row.id, places.today())}
    assert desk.post(path, {"viec": "ghi-ca", "ca-don-vi": "SHO"}).status_code == 404
