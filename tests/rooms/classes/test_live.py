"""The board of a class: by name for its trainer while it runs, without names on the wall, a trace for each opening."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hocvuso.classes import live, queries, seats
from hocvuso.groups.help_desk import asking
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
ITEM, STEP = "kns.4.3/parcel-signs", "kns.4.3/three-questions#who-sent-it"


def does(person, kind="step_done", content=STEP, **more):
    sent = Incoming(uuid7(), kind, content, uuid7(), None, clock.now(), **more)
    found = learning.record(person, [sent], now=clock.now())[0]
    assert found.status == "stored", found


@pytest.fixture
def room(place, chair):
    trainer = places.official(place.zone, username="khach", role=access.TRAINER)
    row = planned(place.sewing, chair, trainer=trainer)
    workers = [
        places.worker(f"Trần Văn {each}", place.sewing, agreed=True) for each in ("An", "Bình", "Chi", "Dũng", "Em")
    ]
    seats.enrol_many(row.id, workers, by=chair)
    return row, begun(row), trainer, workers


def board(row, session, more=""):
    return f"/cb/lop/{row.id}/bang/{session.id}{more}?don-vi="


def test_the_trainer_sees_steps_whoever_asks_for_a_person_first_and_each_sees_it(room):
    row, session, trainer, workers = room
    does(workers[0])
    asking.open_request(workers[3], "em không thấy nút", now=clock.now())
    desk = places.come_in("khach")
    page = desk.get(board(row, session) + "T-Z").content.decode()
    assert page.index("Trần Văn Dũng") < page.index("Trần Văn An") < page.index("Trần Văn Bình")
    assert "nhờ người giúp" in page and "đang làm" in page
    for _twice in range(2):
        assert "Trần Văn An" in desk.get(board(row, session, "/moi") + "T-Z").content.decode()
    read = [each for each in audit.traces_of(workers[0]) if each.what == "class_board"]
    assert [each.actor for each in read] == [trainer], "one trace an opening, none for each look of the script"
    desk.get(board(row, session) + "T-Z")
    assert len([each for each in audit.traces_of(workers[0]) if each.what == "class_board"]) == 2


def test_whoever_signs_for_the_unit_does_not_see_what_single_people_learn(room):
    row, session, _trainer, workers = room
    does(workers[0])
    desk = places.come_in()
    for more in ("", "/moi"):
        assert desk.get(board(row, session, more) + "SEW").status_code == 403
    wall = desk.get(board(row, session, "/chieu") + "SEW").content.decode()
    assert "Trần Văn" not in wall and audit.traces_of(workers[0], limit=5)[0].what != "class_board"


def test_the_board_closes_with_the_class_and_with_the_seat(room):
    row, session, _trainer, workers = room
    does(workers[0])
    desk = places.come_in("khach")
    seats.leave(row.id, workers[0])
    assert "Trần Văn An" not in desk.get(board(row, session) + "T-Z").content.decode()
    session.starts_at -= timedelta(hours=3)
    session.ends_at -= timedelta(hours=3)
    session.save()
    for more in ("", "/moi", "/chieu", "/chieu/moi"):
        answer = desk.get(board(row, session, more) + "T-Z")
        assert answer.status_code == 409 and "Trần Văn" not in answer.content.decode()


def test_the_wall_tells_steps_only_of_five_and_never_a_name(room):
    row, session, _trainer, workers = room
    desk = places.come_in("khach")
    for each in workers[:4]:
        does(each)
    few = live.whole(session)
    assert (few.working, few.steps, few.stuck) == (4, (), None)
    does(workers[4])
    assert [number for _title, number in live.whole(session).steps] == [5]
    page = desk.get(board(row, session, "/chieu") + "T-Z").content.decode()
    assert "Trần Văn" not in page and "Không có tên ai ở đây" in page


def test_work_from_before_the_class_is_not_shown(room):
    _row, session, trainer, workers = room
    does(workers[0])
    session.starts_at = clock.now() + timedelta(minutes=40)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    lines = live.lines(trainer, queries.session(session.id), places.today())
    assert {line.standing.state for line in lines} == {"absent"}


def test_a_board_of_many_takes_the_same_statements(place, chair):
    trainer = places.official(place.zone, username="khach", role=access.TRAINER)

    def asked(number):
        row = planned(place.sewing, chair, trainer=trainer, seats=500, name=f"Lớp {number}")
        crowd = [places.worker(f"Người {at}", place.sewing) for at in range(number)]
        seats.enrol_many(row.id, crowd, by=chair)
        session = queries.session(begun(row).id)
        with CaptureQueriesContext(connection) as sent:
            assert len(live.lines(trainer, session, places.today())) == number
        return len(sent)

    few, many = asked(3), asked(60)
    assert many <= few <= 8
