"""Programmes of the desk beside the shipped tracks: who sees them from which day, what they say, what they steer."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from hocvuso.curriculum.tracks import tracks
from hocvuso.frameworks import actions, demo, offering, queries
from hocvuso.frameworks.actions import By, NotNow
from hocvuso.frameworks.actions.programmes import Planned
from hocvuso.frameworks.models import FrameworkVersion, TrainingProgramme
from hocvuso.learning import actions as learning_actions
from hocvuso.learning import goals, suggesting
from hocvuso.learning import queries as learning
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.frameworks.conftest import Make
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__")]
DESK, WAYS = "/cb/khung/chuong-trinh", "/lo-trinh"
SKILLS = ("kns.5.1", "kns.5.2", "kns.4.1")


def offered(by: By, on: date, *, table: FrameworkVersion | None = None, **changed: object) -> TrainingProgramme:
    """Keep a programme that learners are to see."""
    said = {"title": "Lớp ca tối", "audience": "worker", "skills": SKILLS, "declared_minutes": 750, "is_shown": True}
    planned = Planned(**{**said, "table": table.id if table else None, **changed})  # type: ignore[arg-type]
    return actions.keep_programme(planned, on=on, by=by)


def page_of(site: Client, made: TrainingProgramme) -> str:
    return site.get(f"{WAYS}/{made.programme.hex}").content.decode()


def test_without_a_programme_the_page_says_so_and_shows_the_tracks(site: Client) -> None:
    page = site.get(WAYS).content.decode()
    assert "Ở đây chưa ban hành chương trình bồi dưỡng nào" in page
    assert page.count('class="b2"') == len(tracks())


def test_a_programme_stands_beside_the_tracks_with_audience_hours_and_start(site: Client, by: By, today: date) -> None:
    made = offered(by, today)
    page = site.get(WAYS).content.decode()
    assert "chưa ban hành chương trình" not in page
    assert page.count('class="b2"') == len(tracks()) + 1
    for text in (
        "Lớp ca tối",
        "Dành cho: Người lao động",
        "3 việc · công bố 12 giờ 30 phút",
        "không theo bảng chính thức",
    ):
        assert text in page
    own = page_of(site, made)
    assert own.count('class="n2') == len(SKILLS)
    assert "Thời lượng công bố: 12 giờ 30 phút" in own
    assert own.count('class="btn"') == 1
    assert site.get(f"{WAYS}/{made.programme}").status_code == 404  # one address for one programme


def test_only_what_the_desk_shows_is_seen_and_only_from_its_day(site: Client, by: By, today: date) -> None:
    hidden = offered(by, today, is_shown=False, title="Bản nội bộ")
    coming = offered(by, today + timedelta(days=1), title="Lớp ngày mai")
    page = site.get(WAYS).content.decode()
    for made in (hidden, coming):
        assert made.title not in page
        assert site.get(f"{WAYS}/{made.programme.hex}").status_code == 404
        assert site.post(f"{WAYS}/{made.programme.hex}/bat-dau").status_code == 404
        assert goals.chosen(goals.of_track(made.programme.hex)) is None
    tomorrow = [each.title for each in offering.ways(today + timedelta(days=1)) if each.is_programme]
    assert tomorrow == ["Lớp ngày mai"]
    actions.end_programme(coming.programme, on=today + timedelta(days=3), by=by)
    assert offering.way(coming.programme.hex, today + timedelta(days=2)) is not None
    assert offering.way(coming.programme.hex, today + timedelta(days=3)) is None


def test_a_changed_programme_is_seen_as_it_holds_today(site: Client, by: By, today: date) -> None:
    made = offered(by, today)
    later = Planned("Lớp ca sáng", "worker", ("kns.4.3",), 60, is_shown=True)
    actions.keep_programme(later, programme=made.programme, on=today + timedelta(days=5), by=by)
    titles = [
        [each.title for each in offering.ways(today + timedelta(days=days)) if each.is_programme] for days in (4, 5)
    ]
    assert titles == [["Lớp ca tối"], ["Lớp ca sáng"]]
    assert "Lớp ca tối" in page_of(site, made)


def test_the_official_table_is_told_and_waited_for(site: Client, make: Make, by: By, today: date) -> None:
    coming = make(on=today + timedelta(days=2))
    made = offered(by, today, table=coming)
    assert offering.way(made.programme.hex, today + timedelta(days=1)) is None
    assert offering.way(made.programme.hex, today + timedelta(days=2)) is not None
    held = make("Bảng thứ hai", framework="bang-khac", on=today)
    page = page_of(site, offered(by, today, table=held, title="Lớp theo bảng"))
    told = re.sub(r"<[^>]+>", "", page)
    assert "Theo bảng chính thức: Bảng thứ hai, 01/QĐ-BỊA, ban hành ngày 05/01/2026." in told
    assert "Bịa" in told
    assert "không theo bảng chính thức nào" not in told
    actions.withdraw(held, reason="Sai phụ lục", by=by)
    assert f"đã bị thu hồi ngày {today:%d/%m/%Y}" in site.get(WAYS).content.decode()


def test_a_table_that_was_replaced_is_said_to_be(site: Client, make: Make, by: By, today: date) -> None:
    first = make("Bảng cũ", framework="cung-khung", on=today)
    made = offered(by, today, table=first)
    rows = (("MH9.9", "Giữ an toàn", "Sử dụng thư điện tử", 45),)
    make("Bảng mới", framework="cung-khung", rows=rows, on=today)
    assert "Bảng này đã có bản mới thay" in page_of(site, made)
    assert [each.title for each in queries.to_follow(today)] == ["Bảng mới"]


def test_drafts_and_withdrawn_tables_are_not_followed_anew(make: Make, by: By, today: date) -> None:
    draft, held = make("Bản nháp"), make("Bảng khác", framework="bang-khac", on=today)
    with pytest.raises(NotNow, match="no_table"):
        offered(by, today, table=draft)
    made = offered(by, today, table=held)
    actions.withdraw(held, reason="Sai", by=by)
    with pytest.raises(NotNow, match="no_table"):
        offered(by, today, table=held)
    kept = Planned("Lớp ca tối, đổi tên", "worker", SKILLS, 750, table=held.id, is_shown=True)
    assert actions.keep_programme(kept, programme=made.programme, on=today, by=by).table_id == held.id


def test_choosing_a_programme_steers_the_plan_as_a_track_does(site: Client, by: By, today: date) -> None:
    made = offered(by, today)
    learners.answered(site)
    person = learners.learner_of(site)
    assert site.post(f"{WAYS}/{made.programme.hex}/bat-dau").headers["Location"] == "/hom-nay"
    goal = learning.choices(person).goal
    assert goal == goals.of_track(made.programme.hex)
    assert len(goal) <= 40
    assert goals.weights(goal) == {"kns.5.1": 3.0, "kns.5.2": 2.25, "kns.4.1": 1.5}
    assert site.get("/hom-nay").status_code == 200
    first = site.get(WAYS).content.decode().split("<section")[1]
    assert "Lớp ca tối" in first
    assert "Lộ trình của bạn" in first
    assert "Làm tiếp" in page_of(site, made)
    assert "Lớp ca tối" in site.post("/hoi", {"q": "mục tiêu của tôi là gì"}).content.decode()


def test_the_plan_of_a_programme_is_the_plan_of_a_track_with_the_same_skills(
    site: Client, place: places.Province, by: By, today: date
) -> None:
    track = tracks()["public-staff"]
    made = offered(by, today, skills=track.skills, audience=track.audience)
    goal, other = goals.of_track(made.programme.hex), goals.of_track(track.id)
    assert goals.weights(goal) == goals.weights(other)
    learners.answered(site)
    person = learners.learner_of(site)
    plans = []
    for chosen in (other, goal, ""):
        learning_actions.choose(person, now=clock.now(), goal=chosen)
        mind = learning_actions.current_mind(person)
        plans.append([each.skill for each in suggesting.first_skills(mind, clock.now(), 5)])
    assert plans[0] == plans[1] != plans[2]


def test_starting_without_an_account_opens_the_first_lesson(site: Client, by: By, today: date) -> None:
    made = offered(by, today)
    assert site.post(f"{WAYS}/{made.programme.hex}/bat-dau").headers["Location"].startswith("/bai/kns.5.1/")


def test_who_follows_a_programme_that_ended_is_told_and_keeps_learning(site: Client, by: By, today: date) -> None:
    made = offered(by, today)
    learners.answered(site)
    site.post(f"{WAYS}/{made.programme.hex}/bat-dau")
    assert "không còn mở nữa" not in site.get(WAYS).content.decode()
    actions.end_programme(made.programme, on=today, by=by)
    assert "không còn mở nữa" in site.get(WAYS).content.decode()
    assert site.get("/hom-nay").status_code == 200
    assert goals.weights(goals.of_track(made.programme.hex)) == {}


def test_the_desk_shows_a_programme_to_learners_and_makes_one_from_a_table(
    author: Client, make: Make, today: date
) -> None:
    table = make(on=today)
    assert f"?bang={table.id}" in author.get(DESK).content.decode()
    form = author.get(f"{DESK}/moi?bang={table.id}").content.decode()
    assert form.count(" checked>") == 4  # the skills that its rows mean; not yet for learners
    assert 'value="705 phút"' in form
    sent = {"ten": "Lớp theo bảng", "doi-tuong": "worker", "gio": "11", "tu": f"{today:%d/%m/%Y}",
            "ky-nang": ["kns.4.3", "kns.2.2"], "bang": str(table.id)}  # fmt: skip
    assert author.post(f"{DESK}/moi", sent).status_code == 302
    assert "chưa cho người học thấy" in author.get(DESK).content.decode()
    assert "Lớp theo bảng" not in Client().get(WAYS).content.decode()
    (made,) = queries.programmes(today)
    assert author.post(f"{DESK}/{made.programme}", {**sent, "hien": "1"}).status_code == 302
    assert "người học đang thấy" in author.get(DESK).content.decode()
    assert "Lớp theo bảng" in Client().get(WAYS).content.decode()
    for wrong in ("khong-phai", "00000000-0000-7000-8000-000000000000"):
        assert author.post(f"{DESK}/moi", {**sent, "bang": wrong}).status_code == 422


def test_the_demonstration_takes_its_table_away_with_what_follows_it(make: Make, by: By, today: date) -> None:
    table = make(framework=demo.FRAMEWORK, on=today)
    offered(by, today, table=table)
    kept = offered(by, today, title="Không theo bảng")
    demo.remove()
    assert [each.id for each in TrainingProgramme.objects.all()] == [kept.id]
