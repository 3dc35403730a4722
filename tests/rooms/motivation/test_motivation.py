"""Motivation: a rhythm that a pause does not break, badges that open something, shared numbers, and everything off."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hocvuso.core import rhythm
from hocvuso.curriculum import queries as curriculum
from hocvuso.motivation import badges, challenging, choosing, counting, queries
from hocvuso.motivation.badges import BadBadges
from hocvuso.motivation.challenging import Signer, Wanted
from hocvuso.motivation.models import EarnedBadge, MotivationChoice, RhythmKept, RhythmPause, UnitChallenge
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.emulation.drives_of import learnt
from tests.rooms.families.households import phone_of, worker

pytestmark = pytest.mark.django_db(databases="__all__")
BY = Signer(uuid7(), "Lê Thị Hạnh")


def text(answer: Any) -> str:
    """Return a page's text."""
    return str(answer.content.decode())


def weeks_back(person: uuid.UUID, *weeks: int) -> None:
    """Let somebody have learnt on Monday, Tuesday and Wednesday of some weeks past."""
    since_monday = places.today().weekday()
    for week in weeks:
        learnt(person, *(since_monday + 7 * week - day for day in range(3)))


def begun(unit: uuid.UUID, goal: int = 10, what: str = "skills") -> UnitChallenge:
    """Begin a challenge of a unit that runs since ten days."""
    today = places.today()
    wanted = Wanted("Cùng học", what, goal, today - timedelta(days=10), today + timedelta(days=10))
    return challenging.begin(uuid7(), unit, wanted, by=BY, on=today)


def refused(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises((choosing.Refused, challenging.Refused)) as caught:
        act(*args, **more)
    return str(caught.value.args[0])


# --- rhythm


def test_weeks_in_a_row_are_told_on_the_page_and_as_one_quiet_line(place: places.Province):
    lan = worker(place)
    weeks_back(lan, 1, 2)
    page = text(phone_of(lan).get("/nhip-hoc"))
    assert "Giữ nhịp liền 2 tuần" in page
    assert "Tuần này bạn học được mấy ngày?" in page
    assert page.count('class="btn"') == 1
    today = text(phone_of(lan).get("/hom-nay"))
    assert "Bạn giữ nhịp học 2 tuần liền" in today
    assert today.count("/nhip-hoc") == 1


def test_nobody_without_a_rhythm_reads_a_line(place: places.Province):
    lan = worker(place)
    learnt(lan, 30)
    counting.refresh([lan], places.today())
    assert queries.quiet_line(lan) is None
    RhythmKept.objects.update(weeks=3, week=rhythm.monday(places.today()) - timedelta(weeks=3))
    assert queries.quiet_line(lan) is None, "an old count is not told"


def test_a_pause_keeps_the_rhythm_and_is_told_without_a_reason(place: places.Province):
    lan = worker(place)
    weeks_back(lan, 1, 3)
    assert queries.own(lan, places.today()).rhythm == rhythm.Rhythm(1, 0, False, False)
    browser = phone_of(lan)
    ill = rhythm.monday(places.today()) - timedelta(days=12)
    form = {"so": str(uuid7()), "tu": f"{ill:%d/%m/%Y}", "den": f"{ill:%d/%m/%Y}"}
    for _ in range(2):
        assert browser.post("/nhip-hoc/nghi", form).status_code == 302
    assert RhythmPause.objects.count() == 1
    found = queries.own(lan, places.today()).rhythm
    assert found is not None
    assert found.weeks == 2
    browser.post(f"/nhip-hoc/nghi/{form['so']}/bo")
    assert not RhythmPause.objects.exists()


def test_a_pause_that_cannot_be_says_why_and_keeps_what_was_typed(place: places.Province):
    lan = phone_of(worker(place))
    answer = lan.post("/nhip-hoc/nghi", {"tu": "hôm qua", "den": "31/02/2026"})
    assert answer.status_code == 422
    assert "hôm qua" in text(answer)
    day = places.today()
    long = {"tu": f"{day:%d/%m/%Y}", "den": f"{day + timedelta(days=99):%d/%m/%Y}"}
    assert "nhiều nhất 60 ngày" in text(lan.post("/nhip-hoc/nghi", long))
    person = worker(place, "Trần Thị Mai")
    for _ in range(choosing.MOST_PAUSES):
        choosing.rest(uuid7(), person, day, day, on=day)
    assert refused(choosing.rest, uuid7(), person, day, day, on=day) == "many"


def test_nobody_takes_away_the_pause_of_somebody_else(place: places.Province):
    number, day = uuid7(), places.today()
    choosing.rest(number, worker(place), day, day, on=day)
    choosing.rest_no_more(number, worker(place, "Trần Thị Mai"))
    assert RhythmPause.objects.exists()


# --- badges


def test_the_file_of_badges_names_skills_that_there_are_and_pages_that_open(place: places.Province):
    known = curriculum.current().skills
    assert set(badges.skills()) <= set(known)
    lan = phone_of(worker(place))
    for badge in badges.shipped().values():
        assert badge.can
        assert badge.title
        assert lan.get(badge.url).status_code == 200, badge.id


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('id = "x"', "missing"),
        ('id = "x"\nvalid_from = 2026-01-01\ntitle = "a"\ntitle_en = "a"\ncan = "a"\ncan_en = "a"\nopens = "help"',
         "asks for nothing"),
        ('id = "x"\nvalid_from = 2026-01-01\nweeks = 1\ntitle = "a"\ntitle_en = "a"\ncan = "a"\ncan_en = "a"\n'
         'opens = "moon"', "nothing is called moon"),
    ],
)  # fmt: skip
def test_a_file_of_badges_with_a_fault_says_which(tmp_path: Path, row: str, why: str):
    file = tmp_path / "badges.toml"
    file.write_text(f"[[badge]]\n{row}\n", encoding="utf-8")
    with pytest.raises(BadBadges, match=why):
        badges.read(file)


def test_a_badge_says_what_one_can_do_and_stays(place: places.Province):
    lan = worker(place)
    places.master(lan, "kns.4.3")
    page = text(phone_of(lan).get("/nhip-hoc"))
    assert "Nhận ra lừa đảo" in page
    assert "Bạn nhận ra dấu hiệu lừa đảo" in page
    counting.refresh([lan], places.today())
    assert EarnedBadge.objects.get().badge == "scam-spotter"
    line = queries.quiet_line(lan)
    assert line is not None
    assert line.words == "Mới làm được: Nhận ra lừa đảo"


@pytest.mark.both
def test_the_nightly_count_takes_a_fixed_number_of_statements(
    place: places.Province, django_assert_max_num_queries: Any
):
    for at in range(7):
        person = worker(place, f"Người Số {at}")
        learnt(person, 0)
        places.master(person, "kns.4.3")
    with django_assert_max_num_queries(12):
        assert counting.refresh_active(clock.now() + timedelta(hours=12)) == 7
    assert EarnedBadge.objects.count() == 7
    assert RhythmKept.objects.count() == 7
    assert counting.refresh_active(clock.now() + timedelta(hours=12)) == 7, "twice is harmless"


def test_an_anonymous_learner_is_not_counted():
    from hocvuso.people import actions as people

    learnt(people.begin().person, 0)
    assert counting.refresh_active(clock.now() + timedelta(hours=12)) == 0


# --- challenges


def test_a_challenge_counts_what_a_unit_does_together_and_hides_few(place: places.Province):
    row = begun(place.ward)
    for at in range(4):
        places.master(worker(place, f"Người Số {at}"), "kns.4.3", "kns.4.1", on=places.today())
    counting.refresh_challenges(places.today())
    lan = phone_of(worker(place))
    assert "Khi có từ năm người" in text(lan.get("/nhip-hoc"))
    places.master(worker(place, "Người Số 5"), "kns.4.3", on=places.today())
    counting.refresh_challenges(places.today())
    assert "Cùng nhau: 9 trên 10 kỹ năng mới" in text(lan.get("/nhip-hoc"))
    elsewhere = phone_of(places.worker("Người Khu", place.packing, agreed=True))
    assert "Cùng học" not in text(elsewhere.get("/nhip-hoc"))
    challenging.remove(row.pk, by=BY)
    assert "Cùng học" not in text(lan.get("/nhip-hoc"))


@pytest.mark.both
def test_lessons_are_counted_once_a_person(place: places.Province):
    from hocvuso.learning.models import Event

    row, lan = begun(place.sewing, what="lessons"), worker(place)
    at = clock.now()
    for step in ("kns.4.3/parcel#a", "kns.4.3/parcel#b", "kns.4.1/lock#a"):
        Event.objects.create(
            home_store=1, id=uuid7(), learner=lan, device=uuid7(), counter=1, kind="step_done", content_id=step,
            client_at=at, received_at=at, batch=int(at.timestamp() * 1_000_000),
        )  # fmt: skip
    counting.refresh_challenge(row, places.today())
    assert (row.people, row.done) == (1, 2)


def test_what_cannot_be_a_challenge_is_refused(place: places.Province):
    today = places.today()
    good = {"title": "Cùng học", "what": "skills", "goal": 5, "starts_on": today, "ends_on": today}
    for wrong, why in (({"title": " "}, "title"), ({"what": "points"}, "what"), ({"goal": 0}, "goal"),
                       ({"ends_on": today - timedelta(days=1)}, "period")):  # fmt: skip
        told = Wanted(**{**good, **wrong})
        assert refused(challenging.begin, uuid7(), place.sewing, told, by=BY, on=today) == why
    assert not UnitChallenge.objects.exists()


# --- off


def test_what_is_switched_off_is_neither_counted_nor_shown_nor_kept(place: places.Province):
    row, lan = begun(place.sewing), worker(place)
    weeks_back(lan, 1, 2)
    places.master(lan, "kns.4.3", on=places.today())
    browser = phone_of(lan)
    browser.get("/nhip-hoc")
    counting.refresh_challenge(row, places.today())
    assert row.done == 1
    browser.post("/nhip-hoc/chon", {"phan": ["rhythm", "badges", "challenges"], "viec": "tat"})
    page = text(browser.get("/nhip-hoc"))
    for shown in ("Giữ nhịp", "Nhận ra lừa đảo", "Cùng học"):
        assert shown not in page
    counting.refresh_active(clock.now())
    counting.refresh_challenge(row, places.today())
    assert row.done == 0
    for model in (RhythmKept, RhythmPause, EarnedBadge):
        assert not model._default_manager.exists()
    assert queries.quiet_line(lan) is None
    browser.post("/nhip-hoc/chon", {"phan": ["rhythm", "badges", "challenges"]})
    assert not MotivationChoice.objects.exists()
    assert "Giữ nhịp liền 2 tuần" in text(browser.get("/nhip-hoc"))


def test_each_part_is_switched_off_alone(place: places.Province):
    lan = worker(place)
    weeks_back(lan, 1)
    places.master(lan, "kns.4.3", on=places.today())
    choosing.switch(lan, frozenset({"badges", "challenges"}))
    own = queries.own(lan, places.today())
    assert own.rhythm is None
    assert [badge.id for badge, _on in own.badges] == ["scam-spotter"]
    assert not RhythmKept.objects.exists()
    choosing.switch(lan, frozenset({"rhythm", "challenges"}))
    own = queries.own(lan, places.today())
    assert own.rhythm is not None
    assert own.badges == ()
    assert not EarnedBadge.objects.exists()


# --- own data


def test_own_data_is_shown_erased_and_merged(place: places.Province):
    lan, mai = worker(place), worker(place, "Trần Thị Mai")
    (held,) = [each for each in own_data.holders() if each.name == "motivation"]
    places.master(lan, "kns.4.3")
    counting.refresh([lan], places.today())
    choosing.rest(uuid7(), lan, places.today(), places.today(), on=places.today())
    assert held.count([lan]) == 2
    assert held.export([lan])["badges"][0]["badge"] == "scam-spotter"
    moved = held.merged(lan, mai)
    assert (held.count([lan]), held.count([mai])) == (0, 2)
    held.unmerged(lan, mai, moved)
    assert (held.count([lan]), held.count([mai])) == (2, 0)
    held.erase([lan])
    assert held.count([lan]) == 0
