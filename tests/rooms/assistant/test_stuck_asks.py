"""Stuck in an exercise: the same queue, with where it is; wishes of before become requests."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from html import unescape
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import asking, queries
from hocvuso.groups.models import HelpRequest
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox
from tests.rooms import places
from tests.rooms.people.learners import answered, learner_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
STEP = "kns.4.3/three-questions#who-sent-it"
EXERCISE = "kns.4.3/bank-sms-first-move"


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker of the sewing factory."""
    return places.worker("Nguyễn Thị Lan", place.sewing)


def opened(person: uuid.UUID, text: str = "em khong thay nut do", **more: object) -> HelpRequest:
    """Ask for a person now."""
    return asking.open_request(person, text, now=clock.now(), **more)  # type: ignore[arg-type]


def told(kind: str) -> list[uuid.UUID | None]:
    """Return who was sent a message of one kind."""
    return [row.recipient for row in Outbox.objects.filter(body__kind=kind)]


def test_who_is_stuck_in_an_exercise_asks_in_the_same_queue_with_where_it_is(site: Client, place, chair):
    answered(site)
    page = unescape(site.get(f"/lam/{EXERCISE}?goi-y=3").content.decode())
    sent = dict(re.findall(r'name="(buoc|bai|ve)" value="([^"]*)"', page.split('id="nguoi"')[1].split("</form>")[0]))
    assert sent["bai"] == EXERCISE and sent["ve"].startswith(f"/lam/{EXERCISE}?goi-y=3")
    form = unescape(site.get("/hoi/nguoi", sent).content.decode())
    prompt = curriculum.current().items[EXERCISE].prompt
    assert f"Bị kẹt ở bài tập “{prompt}”" in form and "Câu trả lời và mức của bạn thì không gửi" in form
    thread = site.post("/hoi/nguoi", {**sent, "q": ""}, follow=True)
    assert sent["ve"] in unescape(thread.content.decode()), "one tap back to the exercise"
    row = HelpRequest.objects.get()
    assert (row.step, row.unit) == (sent["buoc"], place.top)
    assert [(line.side, line.is_before) for line in row.remarks.all()] == [("assistant", True)]
    assert prompt in row.remarks.get().text
    assert learner_of(site) in set(queries.asking_ids())


def test_stuck_elsewhere_while_a_request_is_open_is_added_once(chair, lan):
    row = opened(lan, step=STEP)
    for _ in range(2):
        again = opened(lan, "", step=curriculum.current().items[EXERCISE].step, exercise=EXERCISE)
    assert again.pk == row.pk
    row.refresh_from_db()
    assert row.step == curriculum.current().items[EXERCISE].step
    assert row.remarks.filter(side="assistant", is_before=False).count() == 1


def test_the_way_back_stays_on_this_site(site: Client, place, chair):
    answered(site)
    for target in ("//elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)"):
        assert "elsewhere" not in (page := site.get("/hoi/nguoi", {"ve": target}).content.decode())
        assert "javascript:alert" not in page


LATER = (
    ("caller", "varchar(80) NOT NULL DEFAULT ''"), ("caller_phone", "varchar(15) NOT NULL DEFAULT ''"),
    ("gives_number", "bool NOT NULL DEFAULT false"),
)  # fmt: skip


def test_wishes_for_a_person_of_before_become_requests_and_none_is_lost(place, chair, lan):
    """Two migrations, on rows as they were: the column and the tables are back for the length of this test."""
    migration = ("assistant", "0006_stuck_becomes_a_request")
    moving = import_module("hocvuso.assistant.migrations.0010_queue_moved_to_groups")
    then = MigrationLoader(connection).project_state([migration], at_end=False).apps
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE learning_stuck ADD COLUMN asked_for_person bool NOT NULL DEFAULT false")
        for column, kind in LATER:  # as the tables were then, but for columns that fill themselves
            cursor.execute(f"ALTER TABLE groups_helprequest DROP COLUMN {column}")
            cursor.execute(f"ALTER TABLE groups_helprequest ADD COLUMN {column} {kind}")
        for table, columns, _more, _values in moving.TABLES:
            cursor.execute(f"CREATE TABLE assistant_{table} AS SELECT {columns} FROM groups_{table} WHERE 1 = 0")
    stuck, ago = then.get_model("learning", "Stuck").objects, clock.now() - timedelta(days=3)
    stranger, waiting = people.begin().person, places.worker("Trần Văn Bình", place.shoes)
    for person, step, facts in (
        (lan, STEP, {}), (lan, "kns.4.3/gone#away", {}), (stranger, STEP, {}), (waiting, STEP, {}),
        (uuid.uuid4(), STEP, {"closed_at": ago}), (uuid.uuid4(), STEP, {"asked_for_person": False}),
    ):  # fmt: skip
        stuck.create(person=person, step=step, opened_at=ago, **{"asked_for_person": True, **facts})
    before = then.get_model("assistant", "HelpRequest").objects
    kept = before.create(person=waiting, unit=place.shoes, opened_at=ago, touched_at=ago, minutes=4, rating=2)
    import_module(".".join(("hocvuso.assistant.migrations", migration[1]))).forward(then, None)
    with connection.cursor() as cursor:  # SQLite refuses its schema editor inside a test's transaction
        moving.forward(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    assert HelpRequest.objects.count() == 3
    row = HelpRequest.objects.get(person=lan)
    assert (row.home_unit, row.unit, row.state, row.opened_at) == (place.sewing, place.sewing, "new", ago)
    assert (row.way, row.wants_woman, row.group_id, row.source) == ("chat", False, None, "assistant")
    told = " ".join(row.remarks.values_list("text", flat=True))
    assert curriculum.current().steps[STEP].title in told and "kns.4.3/gone#away" in told
    assert HelpRequest.objects.get(person=stranger).unit == place.top
    moved = HelpRequest.objects.get(pk=kept.pk)
    assert (moved.minutes, moved.rating, moved.remarks.filter(side="assistant").count()) == (4, 2, 1)
    assert [each.person for each in queries.queue(chair, place.sewing, queries.WAITING, clock.today())] == [lan]
