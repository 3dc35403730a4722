"""Claiming: by card and by number, each slip with its sentence, each form harmless when sent twice."""

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.learning.models import Event
from hocvuso.people import actions, hashing, own_data, queries, tokens
from hocvuso.people.models import Card, Device, Person, PersonAlias
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms.people.learners import CODE, agree, answered, claim_by_card, claim_by_phone, learner_of, token_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def worker():
    return actions.enrol(full_name="Nguyễn Thị Hường", address="chị")


@pytest.fixture
def card(worker):
    return actions.deal_card(worker)


def text(response):
    return response.content.decode()


def an_answer(learner):
    now = clock.now()
    return Event.objects.create(
        home_store=1, id=uuid7(), learner=learner, device=uuid7(), counter=1, kind="answer", content_id="x",
        client_at=now, received_at=now, batch=clock.microseconds(), response={},
    )  # fmt: skip


def test_the_three_ways_and_later(site):
    page = text(site.get("/luu?ve=/bai/kns.4.3/three-questions/look"))
    for words in ("Thẻ công đoàn", "Số điện thoại", "Để sau"):
        assert words in page
    assert 'href="/bai/kns.4.3/three-questions/look"' in page
    assert "/luu/the?ve=%2Fbai%2Fkns.4.3" in page


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "bai"])
def test_the_way_back_never_leads_elsewhere(site, away):
    page = text(site.get("/luu", {"ve": away}))
    assert '<a class="b3" href="/muc-tieu">Để sau</a>' in page
    assert 'href="/luu/the"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Gõ 8 ký tự trên thẻ."),
        ("HOA-4K7", "Mã thẻ có 8 ký tự. Bạn mới gõ 6."),
        ("ABCD EFGH 2", "Mã thẻ có 8 ký tự. Bạn gõ tới 9."),
        ("ABC0EFGH", "Trên thẻ không có ký tự “0”. Nhìn lại ký tự thứ 4."),
        ("ABCDEFGH", "Không có thẻ nào mang mã này."),
    ],
)
def test_each_slip_with_a_card_has_its_own_sentence(site, typed, said):
    response = site.post("/luu/the", {"ma": typed})
    assert response.status_code == 422
    assert said in text(response)
    assert typed.upper() in text(response).upper()


def test_an_old_and_a_used_card_name_whom_to_ask(site, worker):
    chair = actions.enrol(full_name="Lê Thị Hạnh", address="chị")
    old = actions.deal_card(worker, by=chair, expires_at=clock.now() - timedelta(days=1))
    assert "Thẻ này đã hết hạn. Hỏi chị Hạnh để lấy thẻ mới." in text(site.post("/luu/the", {"ma": old}))
    used = actions.deal_card(worker, by=chair)
    claim_by_card(Client(), used)
    assert "Thẻ này đã dùng rồi. Hỏi chị Hạnh để lấy thẻ mới." in text(site.post("/luu/the", {"ma": used}))


def test_a_card_shows_whose_it_is_and_no_lets_go_of_it(site, card):
    site.post("/luu/the", {"ma": f" {card[:4].lower()}-{card[4:]} "})
    assert "Nguyễn Thị Hường" in text(site.get("/luu/toi"))
    assert site.post("/luu/toi", {"answer": "no"}).headers["Location"] == "/luu/the"
    assert site.get("/luu/toi").headers["Location"] == "/luu/the"
    assert Card.objects.get().used_at is None


@pytest.mark.both
def test_a_card_makes_the_phone_his(site, worker, card):
    anonymous = answered(site)
    response = claim_by_card(site, card)
    assert response.headers["Location"] == "/muc-tieu"
    token = token_of(site)
    assert (token.name, token.person) == ("Hường", anonymous.person)
    assert learner_of(site) == worker
    person = Person.objects.get(id=worker)
    assert person.claimed_at is not None
    assert CODE not in person.pin_hash
    assert hashing.pin_matches(CODE, person.pin_hash)
    assert "Hường" in text(site.get("/toi"))


@pytest.mark.both
@pytest.mark.parametrize("agrees", [True, False])
def test_a_cookie_copied_before_the_phone_had_an_owner_opens_nothing(site, card, agrees):
    answered(site)
    copied = Client()
    copied.cookies[tokens.COOKIE] = site.cookies[tokens.COOKIE].value
    assert copied.get("/toi/du-lieu").status_code == 200
    claim_by_card(site, card)
    if agrees:
        agree(site)
    assert copied.get("/toi/du-lieu").wsgi_request.learner is None
    assert "Hường" not in text(copied.get("/toi"))
    assert "Hường" in text(site.get("/toi"))


@pytest.mark.both
def test_a_cookie_copied_before_somebody_came_in_opens_nothing(site, worker, card):
    claim_by_card(Client(), card)
    answered(site)
    copied = Client()
    copied.cookies[tokens.COOKIE] = site.cookies[tokens.COOKIE].value
    site.post("/vao", {"ma": card})
    site.post("/vao/ma", {"code": CODE, "merge": "1"})
    assert learner_of(site) == worker
    assert copied.get("/toi").wsgi_request.learner is None


@pytest.mark.both
def test_before_consent_answers_hang_on_an_id_without_a_name(site, worker, card):
    anonymous = answered(site)
    claim_by_card(site, card)
    behind = Person.objects.get(id=token_of(site).person)
    assert (behind.full_name, behind.phone) == ("", "")
    assert timedelta(days=29) < behind.expires_at - clock.now() <= timedelta(days=30)
    assert not PersonAlias.objects.exists()
    an_answer(anonymous.person)
    agree(site)
    assert token_of(site).person == worker
    assert PersonAlias.objects.get(alias=anonymous.person).person_id == worker
    assert queries.ids_of(worker) == [worker, anonymous.person]
    assert queries.canonical(anonymous.person) == worker
    assert Event.objects.get().learner == anonymous.person


def test_joining_tells_the_rooms_above_once(site, worker, card, monkeypatch):
    told = []
    holder = own_data.Holder(
        "listener", lambda: "", lambda ids: 0, lambda ids: None, lambda ids: 0, joined=lambda a, p: told.append((a, p))
    )
    monkeypatch.setitem(own_data._holders, "listener", holder)
    anonymous = answered(site)
    claim_by_card(site, card)
    agree(site)
    agree(site)
    assert told == [(anonymous.person, worker)]


@pytest.mark.both
def test_every_form_sent_twice_makes_one_account(site, worker, card):
    answered(site)
    first = claim_by_card(site, card)
    again = site.post("/luu/ma", {"code": CODE, "again": CODE})
    assert again.status_code == first.status_code == 302
    assert Device.objects.filter(person=worker).count() == 1


@pytest.mark.both
def test_a_double_tap_before_the_first_answer_arrives_makes_one_phone(worker, card):
    from hocvuso.people.actions import OwnCode, Phone

    found = queries.card(card)
    phone = Phone(None, uuid7(), uuid7())
    tokens = [actions.claim_by_card(found.id, code=OwnCode("digits", CODE), phone=phone) for _ in range(2)]
    assert tokens[0] == tokens[1]
    assert tokens[0].person == phone.learner
    assert Device.objects.count() == 1


@pytest.mark.both
def test_the_same_card_on_another_phone_is_refused(worker, card):
    first, second = Client(), Client()
    second.post("/luu/the", {"ma": card})
    second.post("/luu/toi", {"answer": "yes"})
    claim_by_card(first, card)
    response = second.post("/luu/ma", {"code": "8264", "again": "8264"})
    assert response.status_code == 409
    assert "Thẻ này đã dùng rồi" in text(response)
    assert token_of(second) is None
    assert hashing.pin_matches(CODE, Person.objects.get(id=worker).pin_hash)


def test_a_new_card_after_a_loss_signs_the_old_phone_out(worker, card):
    lost, found = Client(), Client()
    claim_by_card(lost, card)
    claim_by_card(found, actions.deal_card(worker), own="8264")
    assert token_of(lost) is None
    assert learner_of(found) == worker


def test_two_people_on_one_phone_have_two_phones_in_the_books(site, worker, card):
    answered(site)
    claim_by_card(site, card)
    agree(site)
    first = token_of(site)
    husband = actions.enrol(full_name="Trần Văn Hùng")
    claim_by_card(site, actions.deal_card(husband), own="8264")
    second = token_of(site)
    assert second.device != first.device
    assert learner_of(site) == husband
    assert Device.objects.get(id=first.device).person_id == worker
    assert PersonAlias.objects.filter(person=husband).count() == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "Gõ số di động của bạn."),
        ("0100 000 11", "Số di động có 10 số. Số này thiếu một số."),
        ("0100", "Số này thiếu 6 số."),
        ("0100 000 1171", "Số này thừa 1 số."),
        ("1100000117", "Số di động bắt đầu bằng số 0."),
    ],
)
def test_each_slip_with_a_number_has_its_own_sentence(site, number, said):
    response = site.post("/luu/so", {"ten": "Lò Thị Én", "so": number})
    assert response.status_code == 422
    assert said in text(response)
    assert "Lò Thị Én" in text(response)


@pytest.mark.parametrize("number", ["0100000117", "+84 100 000 117", "84100000117", "0100.000.117"])
def test_a_number_is_understood_as_people_write_it(site, number):
    site.post("/luu/so", {"ten": "Lò Thị Én", "so": number})
    site.post("/luu/ma", {"code": CODE, "again": CODE})
    assert Person.objects.get(id=learner_of(site)).phone == "0100000117"


@pytest.mark.parametrize(
    ("name", "said"), [("  ", "Gõ họ và tên"), ("Én 2", "không có chữ số"), ("Én" * 40, "60 ký tự")]
)
def test_each_slip_with_a_name_has_its_own_sentence(site, name, said):
    assert said in text(site.post("/luu/so", {"ten": name, "so": "0100000117"}))


@pytest.mark.both
def test_a_typed_number_stays_unconfirmed_and_signs_nobody_in(site):
    answered(site)
    response = claim_by_phone(site)
    assert response.headers["Location"] == "/luu/don-vi"
    person = Person.objects.get(id=learner_of(site))
    assert (person.full_name, person.phone, person.phone_confirmed_at) == ("Lò Thị Én", "0100000999", None)
    assert (person.search, person.given_name) == ("lo thi en", "Én")
    assert "chưa xác nhận" in text(site.get("/toi/du-lieu"))
    stranger = Client()
    assert "0100000999" not in text(stranger.get("/vao"))


def test_a_dealt_code_confirms_the_number_and_finds_the_person(site, worker):
    dealt = actions.deal_card(worker, kind="dealt", expires_at=clock.now() + timedelta(minutes=15))
    response = site.post("/luu/so", {"ten": "Hường", "so": "0100000117", "ma": dealt})
    assert response.headers["Location"] == "/luu/toi"
    site.post("/luu/toi", {"answer": "yes"})
    site.post("/luu/ma", {"code": CODE, "again": CODE})
    person = Person.objects.get(id=worker)
    assert learner_of(site) == worker
    assert (person.full_name, person.phone) == ("Nguyễn Thị Hường", "0100000117")
    assert person.phone_confirmed_at is not None


def test_a_wrong_dealt_code_is_said_beside_its_field(site):
    response = site.post("/luu/so", {"ten": "Hường", "so": "0100000117", "ma": "ABCDEFGH"})
    assert response.status_code == 422
    assert "Không có thẻ nào mang mã này" in text(response)


@pytest.mark.parametrize(
    ("code", "again", "said"),
    [
        ("", "", "Gõ 4 số."),
        ("73", "73", "Mã có 4 số, mới gõ 2."),
        ("7a05", "7a05", "Mã chỉ gồm chữ số."),
        ("1234", "1234", "Số liền nhau"),
        ("8765", "8765", "Số liền nhau"),
        ("0000", "0000", "Số lặp lại"),
        ("2727", "2727", "Số lặp lại"),
        ("1987", "1987", "giống năm sinh"),
        ("0999", "0999", "đuôi số điện thoại"),
        ("7305", "7350", "Hai lần gõ khác nhau"),
    ],
)
def test_each_slip_with_a_code_has_its_own_sentence(site, code, again, said):
    site.post("/luu/so", {"ten": "Lò Thị Én", "so": "0100000999"})
    response = site.post("/luu/ma", {"code": code, "again": again})
    assert response.status_code == 422
    assert said in text(response)
    assert token_of(site) is None


def pick(site, picked, first=()):
    """Tap the last of `picked` after the others, in the round after `first`."""
    form = {"picked": ",".join(picked[:-1]), "pick": picked[-1], "first": ",".join(first)}
    return site.post("/luu/ma?cach=hinh", form)


def test_three_pictures_in_his_order_chosen_twice(site):
    site.post("/luu/so", {"ten": "Lò Thị Én", "so": "0100000999"})
    assert "1/3" in text(pick(site, ["keo"]))
    assert "Chọn lại đúng 3 hình đó" in text(pick(site, ["keo", "ca", "nha"]))
    assert "Hai lần chọn khác nhau" in text(pick(site, ["ca", "keo", "nha"], first=["keo", "ca", "nha"]))
    assert "nằm liền nhau" in text(pick(site, ["keo", "kim", "non"]))
    assert pick(site, ["keo", "ca", "nha"], first=["keo", "ca", "nha"]).headers["Location"] == "/luu/don-vi"
    assert queries.account(learner_of(site)).code_kind == "pictures"


def test_an_old_page_of_the_claim_leads_back_to_its_start(site):
    assert site.get("/luu/ma?ve=/hom-nay").headers["Location"] == "/luu?ve=%2Fhom-nay"
    claim_by_phone(site)
    assert site.get("/luu").headers["Location"] == "/toi"
    assert site.get("/luu/ma").headers["Location"] == "/muc-tieu"


def test_a_scanned_card_fills_the_code_in(site, card):
    assert card in text(site.get("/luu/the", {"ma": card}))


def test_guessing_cards_is_slowed_down(site):
    for _ in range(5):
        site.post("/luu/the", {"ma": "ABCDEFGH"})
    assert "Gõ sai 5 lần. Chờ 15 phút" in text(site.post("/luu/the", {"ma": "ABCDEFGH"}))


def test_every_page_is_complete_in_english(site, card):
    site.cookies["hvs_lang"] = "en"
    assert "A card code has 8 characters. You typed 6." in text(site.post("/luu/the", {"ma": "HOA4K7"}))
    site.post("/luu/the", {"ma": card})
    assert "Yes, that is me" in text(site.get("/luu/toi"))


def test_a_card_whose_owner_is_erased_half_way_leads_back_to_the_card(site, card, worker):
    site.post("/luu/the", {"ma": card})
    actions.erase(worker, by=None, way="demo")
    for response in (site.get("/luu/ma"), site.post("/luu/ma", {"code": CODE, "again": CODE})):
        assert response.headers["Location"] == "/luu/the"


def test_a_double_tap_on_a_phone_that_has_answered_is_no_used_card(site, card, worker):
    """Both requests left before the first answer came: same session, same token."""
    anonymous = answered(site)
    site.post("/luu/the", {"ma": card})
    second = Client()
    session, token = site.session, site.cookies[tokens.COOKIE].value
    kept = dict(session.items())
    site.post("/luu/ma", {"code": CODE, "again": CODE})
    session = site.session
    session.update(kept)
    session.save()
    second.cookies["hvs_session"] = site.cookies["hvs_session"].value
    second.cookies[tokens.COOKIE] = token
    assert second.post("/luu/ma", {"code": CODE, "again": CODE}).headers["Location"] == "/muc-tieu"
    assert (token_of(second).device, learner_of(second)) == (token_of(site).device, worker)
    assert token_of(second).person == anonymous.person
    stranger = Client()
    answered(stranger)
    stranger.post("/luu/the", {"ma": card})
    assert "đã dùng rồi" in text(stranger.post("/luu/the", {"ma": card}))
