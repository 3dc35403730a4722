"""Posters: a code for each place, what a scan opens, what is counted by place and what never is."""

from __future__ import annotations

import pytest

from hocvuso.awareness import posters, subjects
from hocvuso.awareness.models import Poster, PosterOpening
from hocvuso.awareness.posters import NotThis
from hocvuso.campaigns import kits
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import actions as people
from hocvuso.people.models import Person
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile"}


def subject(key="kit:khong-doc-ma"):
    found = subjects.by_key(curriculum.current(), key)
    assert found is not None
    return found


def hang(place, *where, about="kit:khong-doc-ma", phone=""):
    return posters.hang(place.sewing, subject(about), where, phone, by=uuid7())


def reach(place, about="kit:khong-doc-ma"):
    found = posters.reach(unions.subtree_ids(place.sewing, places.today()), subject(about))
    return {each.place: each for each in found}


def test_each_place_has_its_code_and_keeps_it(place):
    canteen, gate = hang(place, "Nhà ăn 2", "Cổng 1")
    assert canteen != gate
    assert hang(place, "Nhà ăn 2", phone="024 0000 0000") == [canteen]
    assert Poster.objects.get(code=canteen).phone == posters.last_phone(place.sewing) == "024 0000 0000"
    assert hang(place, "Nhà ăn 2", about="skill:kns.6.2") != [canteen], "another poster at the same place"


@pytest.mark.parametrize("each", kits.library().kits, ids=lambda each: each.id)
def test_every_kit_opens_a_page_without_an_account(client, place, each):
    (code,) = hang(place, "Cổng 1", about=f"kit:{each.id}")
    page = client.get(f"/q/{code}", headers=PHONE)
    assert each.title in page.content.decode()
    opens = subject(f"kit:{each.id}").opens
    assert f'href="{opens}"' in page.content.decode()
    assert client.get(opens).status_code == 200


def test_a_lesson_opens_exactly_that_lesson(client, place):
    lesson = next(iter(curriculum.current().lessons.values()))
    (code,) = hang(place, "Chuyền 3", about=f"lesson:{lesson.id}")
    page = client.get(f"/q/{code}", headers=PHONE).content.decode()
    slug = lesson.steps[0].id.partition("#")[2]
    skill, _, name = lesson.id.partition("/")
    assert f'href="/ky-nang/{skill}/{name}/{slug}"' in page or f"{name}/{slug}" in page


def test_scans_are_counted_by_place_without_anybody_and_previews_are_not(client, place):
    canteen, gate = hang(place, "Nhà ăn 2", "Cổng 1")
    client.get(f"/q/{canteen}", headers=PHONE)
    client.get(f"/q/{canteen}", headers=PHONE)  # loaded again
    client.cookies.clear()
    client.get(f"/q/{gate}", headers={"user-agent": "facebookexternalhit/1.1"})
    client.head(f"/q/{gate}", headers=PHONE)
    found = reach(place)
    assert (found["Nhà ăn 2"].opened, found["Cổng 1"].opened) == (1, 0)
    assert [field.name for field in PosterOpening._meta.get_fields()] == ["id", "poster", "on", "times"]


def test_whoever_begins_after_a_scan_counts_for_that_place(client, place):
    canteen, _gate = hang(place, "Nhà ăn 2", "Cổng 1")
    client.get(f"/q/{canteen}", headers=PHONE)
    client.post("/thu/tin-lua-dao", {"verdict": "suspicious"})
    found = reach(place)
    assert (found["Nhà ăn 2"].begun, found["Cổng 1"].begun) == (1, 0)
    assert Person.objects.filter(source=posters.source_of(canteen)).count() == 1


def kept_by(code, count, skill="", able=0):
    """Let people begin by a poster and keep their results; some of them master a skill."""
    for number in range(count):
        token = people.begin(source=posters.source_of(code))
        owner = people.enrol(full_name=f"Trần Thị {number}")
        people.join(token.person, owner, way="test")
        if number < able:
            places.master(owner, skill)


@pytest.mark.parametrize(("kept", "able", "told"), [(4, 2, None), (5, 2, 2), (6, 6, None), (6, 0, None), (10, 10, 10)])
def test_who_mastered_the_skill_is_a_number_of_five_and_more(place, kept, able, told):
    (code,) = hang(place, "Nhà ăn 2")
    kept_by(code, kept, "kns.4.3", able)
    (found,) = posters.with_mastery(list(reach(place).values()), "kns.4.3")
    assert (found.kept, found.mastered) == (kept, told)


@pytest.mark.parametrize(
    ("typed", "what"),
    [("", "empty"), (" \n ", "empty"), ("a" * 81, "long"), ("\n".join(map(str, range(21))), "many"),
     ("gặp 0912345678", "secret")],
)  # fmt: skip
def test_places_that_cannot_be_printed_are_refused(typed, what):
    with pytest.raises(NotThis) as refused:
        posters.read_places(typed)
    assert refused.value.what == what


def test_a_place_written_twice_is_one_and_a_phone_is_digits():
    assert posters.read_places("Cổng 1\n  Cổng 1 \nNhà ăn") == ["Cổng 1", "Nhà ăn"]
    assert posters.read_phone(" 024 0000 0000 ") == "024 0000 0000"
    assert posters.read_phone("") == ""
    with pytest.raises(NotThis):
        posters.read_phone("gọi chị Hạnh")


def test_what_a_poster_may_be_about_is_found_without_marks():
    found = subjects.found(curriculum.current(), "chuyen tien")
    assert {"kit", "skill"} <= {each.kind for each in found}
    assert [each.kind for each in subjects.found(curriculum.current(), "")] == ["kit"] * len(kits.library().kits)


def test_nobody_knows_a_code_that_is_none(client):
    assert client.get("/q/nowhere").status_code == 404


@pytest.mark.parametrize("key", ["practice:bank-transfer", "practice:line-tablet", "week:story"])
def test_a_simulator_and_the_story_of_the_week_hang_on_a_wall_too(client, place, key):
    (code,) = hang(place, "Lớp tối thứ Ba", about=key)
    page = client.get(f"/q/{code}", headers=PHONE).content.decode()
    found = subject(key)
    assert found.title in page and found.is_task
    assert f'href="{found.opens.replace("&", "&amp;")}"' in page
    assert client.get(found.opens).status_code == 200


@pytest.mark.parametrize("key", ["practice:nothing", "week:nothing", "practice:", "nothing:bank-transfer"])
def test_what_there_is_not_hangs_nowhere(place, key):
    assert subjects.by_key(curriculum.current(), key) is None


def test_simulators_are_found_by_their_words_and_the_week_comes_first(place):
    every = subjects.simulators("")
    assert [each.kind for each in every] == ["week"] + ["practice"] * 13
    assert [each.about for each in subjects.simulators("chuyen tien ngan hang")] == ["bank-transfer"]
