"""Blank cards: a code each, one account each, into the unit that dealt them; called back, too old, sent twice."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from hocvuso.people import actions, hashing, queries
from hocvuso.people.models import BlankBatch, BlankCard, Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.models import Audit
from hocvuso.unions import queries as unions
from hocvuso.unions.models import Membership
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def chair(place):
    return places.official(place.sewing)


@pytest.fixture
def codes(place, chair):
    until = clock.now() + timedelta(180)
    return actions.deal_blank_cards(place.sewing, 8, by=chair, expires_at=until)


def claim(browser, code, name="Nguyễn Thị Lan", number="0000000345"):
    """Scan a card and go on to the end; return the last answer."""
    scanned = browser.get(f"/luu/the?ma={code}")
    typed = re.search(r'name="ma"[^>]* value="(\w+)"', scanned.content.decode())[1]
    to_name = browser.post("/luu/the", {"ma": typed})
    assert to_name.status_code == 302, to_name.content.decode()
    asked = browser.get(to_name.headers["Location"])
    assert "Thẻ của bạn do CĐCS Công ty May Bến Nứa phát" in asked.content.decode()
    to_code = browser.post(to_name.headers["Location"], {"ten": name, "so": number})
    return browser.post(to_code.headers["Location"], {"code": "2846", "again": "2846"})


def test_one_scan_and_a_name_join_the_unit(place, chair, codes):
    browser = Client()
    done = claim(browser, codes[0])
    assert done.status_code == 302 and urlsplit(done.headers["Location"]).path != "/luu/don-vi", "it knows where"
    person = Person.objects.get(full_name="Nguyễn Thị Lan")
    assert [each.unit.code for each in unions.units_of([person.id], clock.today())] == ["SEW"]
    held = Membership.objects.get(person=person)
    assert held.is_declared, "an official of the unit confirms it"
    assert person.invited_at is not None
    assert queries.card(codes[0]).state == "used" and queries.card(codes[1]).state == "ok"
    refused = Client().post("/luu/the", {"ma": codes[0]})
    assert refused.status_code == 422 and "Thẻ này đã dùng rồi. Hỏi chị Hạnh" in refused.content.decode()


def test_a_form_sent_twice_uses_one_card_and_a_second_person_none(place, codes):
    card, phone = BlankCard.objects.get(code_hash=hashing.code_hash(codes[0])).id, _phone()
    person, facts = phone.learner, {"full_name": "Lò Thị Én", "number": "0000000111", "code": _code(), "phone": phone}
    first = actions.claim_by_blank_card(card, person, **facts)
    again = actions.claim_by_blank_card(card, person, **facts)
    assert first.device == again.device and Membership.objects.count() == 1
    with pytest.raises(actions.CardUsed):
        actions.claim_by_blank_card(card, _phone().learner, **{**facts, "phone": _phone()})
    assert Person.objects.filter(full_name="Lò Thị Én").count() == 1


def _phone():
    return actions.Phone(None, uuid7(), uuid7())


def _code():
    return actions.OwnCode("digits", "2846")


def test_only_hashes_are_kept_and_the_trail_says_who_dealt_how_many(place, chair, codes):
    assert len(set(codes)) == BlankCard.objects.count() == 8
    kept = " ".join(str(row) for row in BlankCard.objects.values_list())
    assert not any(code in kept for code in codes)
    batch = queries.blank_batches(place.sewing)[0]
    assert (batch.cards, batch.used, batch.issued_by, batch.is_open) == (8, 0, chair, True)
    assert queries.blank_batches(place.shoes) == []
    trail = Audit.objects.get(verb="deal cards")
    assert (trail.actor, trail.facts["count"]) == (chair, 8)


def test_unused_cards_are_called_back_from_the_page_and_used_ones_stay(place, chair, codes):
    assert claim(Client(), codes[0]).status_code == 302
    desk = places.come_in()
    shown = desk.get("/cb/the").content.decode()
    assert "8 thẻ, 1 thẻ đã dùng" in shown and "chị Hạnh" in shown
    batch = BlankBatch.objects.get()
    places.official(place.shoes, username="thuy")
    places.come_in("thuy").post("/cb/the/thu-hoi", {"batch": str(batch.id)})
    assert queries.card(codes[1]).state == "ok", "another unit's official calls nothing back"
    for _ in range(2):
        assert desk.post("/cb/the/thu-hoi", {"batch": str(batch.id)}).status_code == 302
    assert "đã thu hồi" in desk.get("/cb/the").content.decode()
    assert {queries.card(code).state for code in codes[1:]} == {"revoked"}
    refused = Client().post("/luu/the", {"ma": codes[1]})
    assert refused.status_code == 422 and "Thẻ này đã được thu hồi. Hỏi chị Hạnh" in refused.content.decode()
    assert Membership.objects.filter(unit=place.sewing).count() == 1


def test_a_card_called_back_or_too_old_between_scan_and_claim_opens_nothing(place, chair, codes):
    card = BlankCard.objects.get(code_hash=hashing.code_hash(codes[2]))
    facts = {"full_name": "Lê Thị Na", "number": "0000000112", "code": _code()}
    BlankBatch.objects.update(expires_at=clock.now())
    assert queries.card(codes[2]).state == "expired"
    with pytest.raises(actions.CardUsed):
        actions.claim_by_blank_card(card.id, _phone().learner, **facts, phone=_phone())
    BlankBatch.objects.update(expires_at=clock.now() + timedelta(1))
    actions.revoke_blank_cards(card.batch_id, place.sewing, by=chair)
    with pytest.raises(actions.CardUsed):
        actions.claim_by_blank_card(card.id, _phone().learner, **facts, phone=_phone())
    assert not Person.objects.filter(full_name="Lê Thị Na").exists()


def test_who_takes_the_way_by_number_on_a_shared_phone_does_not_use_anothers_card(place, codes):
    browser = Client()
    browser.post("/luu/the", {"ma": codes[0]})
    asked = browser.get("/luu/so").content.decode()
    assert "Thẻ của bạn do" not in asked
    on = browser.post("/luu/so", {"ten": "Trần Văn Hùng", "so": "0000000346"})
    done = browser.post(on.headers["Location"], {"code": "2846", "again": "2846"})
    assert urlsplit(done.headers["Location"]).path == "/luu/don-vi"
    assert queries.card(codes[0]).state == "ok" and not Membership.objects.exists()


def test_a_blank_code_typed_on_the_way_by_number_counts_and_a_new_one_is_no_account(place, codes):
    browser = Client()
    on = browser.post("/luu/so", {"ten": "Vũ Văn Sáu", "so": "0000000347", "ma": codes[3]})
    assert browser.post(on.headers["Location"], {"code": "2846", "again": "2846"}).status_code == 302
    assert Membership.objects.get().unit_id == place.sewing
    new = Client().post("/vao", {"ma": codes[4]})
    assert new.status_code == 422 and "Thẻ này chưa dùng lần nào" in new.content.decode()


def test_where_somebody_wanted_to_go_travels_along(place, codes):
    to_name = Client().post("/luu/the?ve=/toi", {"ma": codes[5]})
    assert parse_qs(urlsplit(to_name.headers["Location"]).query) == {"the": ["1"], "ve": ["/toi"]}
