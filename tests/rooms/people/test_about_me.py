"""A few things about oneself: told freely, deleted at any time, in the own data, gone with the person."""

import json

import pytest

from hocvuso.people import actions, queries
from hocvuso.people.actions import By
from hocvuso.people.models import Circumstance, Consent
from hocvuso.plumbing.models import Audit
from tests.rooms import places
from tests.rooms.people.learners import answered, learner_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAGE = "/toi/ve-toi"


def text(response):
    return response.content.decode()


def told(browser):
    return queries.circumstances(learner_of(browser))


def words(browser):
    rows = Consent.objects.filter(person_id=learner_of(browser), purpose="compare").order_by("at", "id")
    return list(rows.values_list("given", flat=True))


def test_nobody_has_to_and_nothing_is_ticked_beforehand(hers):
    page = text(hers.get(PAGE))
    assert page.count(' value="" checked') == page.count("<fieldset") == 5
    assert "Chỉ nói nếu bạn muốn." in page
    assert hers.post(PAGE, dict.fromkeys(("shift", "age"), "")).headers["Location"] == f"{PAGE}?luu=1"
    assert (told(hers), words(hers)) == ({}, [])


def test_telling_is_the_consent_and_each_thing_goes_by_itself(hers):
    hers.post(PAGE, {"shift": "night", "age": "30-44", "home": "", "gender": "nonsense"})
    assert (told(hers), words(hers)) == ({"shift": "night", "age": "30-44"}, [True])
    before = Circumstance.objects.get(dimension="age").told_at
    hers.post(PAGE, {"shift": "", "age": "30-44"})
    assert (told(hers), words(hers)) == ({"age": "30-44"}, [True])
    assert Circumstance.objects.get().told_at == before
    hers.post(PAGE, {"age": "45-up"})
    assert told(hers) == {"age": "45-up"}
    assert Circumstance.objects.get().told_at > before
    hers.post(PAGE, {"age": "45-up", "xoa": "1"})
    assert (told(hers), words(hers)) == ({}, [True, False])


def test_withdrawing_in_my_data_deletes_it_and_agreeing_alone_says_nothing(hers):
    hers.post(PAGE, {"home": "rented"})
    page = text(hers.get("/toi/du-lieu"))
    assert "Điều bạn nói về mình" in page
    assert "Rút lại là xoá luôn." in page
    hers.post("/toi/du-lieu/dong-y", {"purpose": "compare", "given": "0"})
    assert (told(hers), words(hers)) == ({}, [True, False])
    hers.post("/toi/du-lieu/dong-y", {"purpose": "compare", "given": "1"})
    assert words(hers) == [True, False]
    assert f'href="{PAGE}"' in text(hers.get("/toi/du-lieu"))


def test_who_is_not_counted_is_told_so(hers):
    assert "chưa đồng ý cho công đoàn tính tên" not in text(hers.get(PAGE))
    hers.post("/toi/du-lieu/dong-y", {"purpose": "count", "given": "0"})
    assert "chưa đồng ý cho công đoàn tính tên" in text(hers.get(PAGE))


def test_who_has_no_name_here_is_not_asked(site):
    answered(site)
    assert site.get(PAGE).headers["Location"] == "/toi"
    assert site.post(PAGE, {"shift": "day"}).headers["Location"] == "/toi"
    assert not Circumstance.objects.exists()
    assert PAGE not in text(site.get("/toi"))


def test_it_is_in_the_download_and_gone_with_the_person_and_no_trace_says_what(hers):
    person = learner_of(hers)
    hers.post(PAGE, {"gender": "woman"})
    held = json.loads(hers.get("/toi/du-lieu/tai").content)["circumstances"]
    assert [(each["dimension"], each["band"]) for each in held] == [("gender", "woman")]
    assert not [row for row in Audit.objects.filter(subject=person) if "woman" in f"{row.what}{row.facts}"]
    actions.erase(person, by=None, way="asked")
    assert not Circumstance.objects.exists()


def test_two_accounts_become_one_and_two_again(place):
    kept, gone = (places.worker(name, place.sewing, agreed=True) for name in ("Lê Thị An", "Lê Thị An"))
    official = places.official(place.sewing)
    actions.tell(kept, {"shift": "day"})
    actions.tell(gone, {"shift": "night", "age": "45-up"})
    merge = actions.merge(kept, gone, by=By(official, place.sewing, "trùng"))
    assert queries.circumstances(kept) == {"shift": "day", "age": "45-up"}
    actions.unmerge(merge, by=By(official, place.sewing, "không trùng"))
    assert queries.circumstances(kept) == {"shift": "day"}
    assert queries.circumstances(gone) == {"shift": "night", "age": "45-up"}


def test_only_the_bands_that_are_asked_for_are_kept(place):
    person = places.worker("Lê Thị An", place.sewing)
    for wrong in ({"salary": "high"}, {"age": "day"}):
        with pytest.raises(ValueError, match="bands"):
            actions.tell(person, wrong)
    assert not Circumstance.objects.exists()
