"""Three questions: one sheet a browser, harmless when sent again, nobody in it, shares from five on."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from hocvuso.awareness import asking, posters, pulses, subjects
from hocvuso.awareness.models import PulseRound, PulseSlip
from hocvuso.campaigns import kits
from hocvuso.core import masking
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def asked(place):
    made = asking.begin(place.sewing, pulses.sets()[0], "Lừa đảo, tháng 12", by=uuid7(), on=places.today())
    return asking.one(made)


def sheet(asked):
    found = asking.sheet_of(asking.one(asked.id).now.code)
    assert found is not None
    return found


def answers(asked, count, chosen):
    for _ in range(count):
        asking.answer(sheet(asked), uuid.uuid4(), chosen)


def safe(asked):
    return [each.safe for each in asked.questions]


def test_the_shipped_sets_hold_what_the_file_promises():
    names = {each.id for each in kits.library().kits}
    facts = curriculum.current().facts
    assert len(pulses.sets()) >= 4
    assert names == {kit for each in pulses.sets() for kit in each.kits}, "each kit has its questions"
    for each in pulses.sets():
        assert set(each.facts) <= set(facts), each.id
        for question in each.questions:
            assert question.option[-1] == "Tôi chưa biết"
            assert not masking.mask("\n".join((question.text, *question.option))).kinds


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("safe = 2", "safe = 3"), "safe names an answer"),
        (('option = ["Đọc mã', 'option = ["Một", "Đọc mã'), "3 or 4 answers"),
        (('id = "tien"', 'id = "lua-dao"'), "there twice"),
        (("[[set]]", "[[set"), "pulses.toml"),
        (('title = "', 'titel = "'), "'title' is missing"),
        (('text = "', f'text = "{"a" * 160}'), "160 letters"),
    ],
)
def test_a_broken_file_names_the_place(tmp_path, change, sentence):
    told = (settings.CONTENT / "campaigns/pulses.toml").read_text(encoding="utf-8")
    broken = tmp_path / "pulses.toml"
    broken.write_text(told.replace(*change, 1), encoding="utf-8")
    with pytest.raises(pulses.BadPulses, match=sentence):
        pulses.read(broken)


def test_a_sheet_sent_again_is_one_answer_and_nothing_of_anybody_is_kept(asked):
    slip = uuid.uuid4()
    assert asking.answer(sheet(asked), slip, [2, 0, None])
    assert not asking.answer(sheet(asked), slip, [0, 0, 0])
    assert PulseSlip.objects.get().chosen == "20-"
    assert [field.name for field in PulseSlip._meta.get_fields()] == ["id", "round", "slip", "chosen"]


def test_a_sheet_of_which_all_is_left_out_is_none(asked):
    assert not asking.answer(sheet(asked), uuid.uuid4(), [None, None, None])
    assert not PulseSlip.objects.exists()


@pytest.mark.parametrize("chosen", [[4, 0, 0], [-1, 0, 0], [0, 0], [0, 0, 0, 0]])
def test_an_answer_that_is_not_there_is_refused(asked, chosen):
    with pytest.raises(ValueError):
        asking.answer(sheet(asked), uuid.uuid4(), chosen)


def test_both_turns_put_the_same_words_and_the_second_closes_the_first(asked):
    before = sheet(asked)
    asking.ask_again(asked.id, by=uuid7(), on=places.today() + timedelta(days=20))
    asking.ask_again(asked.id, by=uuid7(), on=places.today() + timedelta(days=21))
    after = sheet(asked)
    assert after.code != before.code and after.questions == before.questions
    found = asking.one(asked.id)
    assert not found.before.is_open
    assert found.after.opened_on == places.today() + timedelta(days=20)
    assert PulseRound.objects.count() == 2


def test_closed_takes_no_more_and_can_be_opened_again(asked):
    asking.close(asked.id, by=uuid7(), on=places.today())
    assert asking.one(asked.id).now is None
    asking.reopen(asked.id, by=uuid7())
    assert asking.one(asked.id).now.when == "before"


def test_shares_appear_from_five_answers_and_say_what_is_clear(asked):
    answers(asked, 4, safe(asked))
    assert all(found.before is None for _question, found in asking.result(asked))
    answers(asked, 36, [0 if each else 1 for each in safe(asked)])
    asking.ask_again(asked.id, by=uuid7(), on=places.today())
    answers(asked, 30, safe(asked))
    for _question, found in asking.result(asked):
        assert (found.before.answered, found.before.safe) == (40, 4)
        assert found.after.share == 1
        assert found.is_clear and found.change == pytest.approx(0.9)


def test_the_same_name_is_the_same_pulse_and_no_name_is_none(asked, place):
    again = asking.begin(place.sewing, pulses.sets()[1], "Lừa đảo, tháng 12", by=uuid7(), on=places.today())
    assert again == asked.id
    with pytest.raises(asking.NoName):
        asking.begin(place.sewing, pulses.sets()[0], "  ", by=uuid7(), on=places.today())


def test_a_unit_below_gets_the_questions_of_those_above(place):
    made = asking.begin(place.ward, pulses.sets()[0], "Cả phường", by=uuid7(), on=places.today())
    path = unions.path_of(place.sewing, places.today())
    above = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]
    assert asking.open_for(above, "khong-doc-ma") == asking.one(made).now.code
    assert asking.open_for(above, "dich-vu-cong") == ""
    assert asking.open_for([place.sewing], "khong-doc-ma") == ""


def test_a_browser_answers_once_and_the_back_button_changes_nothing(asked):
    browser, code = Client(), asked.now.code
    page = browser.get(f"/b/{code}").content.decode()
    assert asked.questions[0].text in page
    for chosen in ("2", "0"):
        answer = browser.post(f"/b/{code}", {"q0": chosen, "q1": "", "slip": str(uuid.uuid4())})
        assert answer.headers["Location"] == f"/b/{code}?xong=1"
    assert [row.chosen for row in PulseSlip.objects.all()] == ["2--"]
    assert "cảm ơn bạn" in browser.get(f"/b/{code}").content.decode()
    Client().post(f"/b/{code}", {"q0": "1", "slip": str(uuid.uuid4())})
    assert PulseSlip.objects.count() == 2


def test_a_browser_without_cookies_sends_its_sheet_once(asked):
    slip = str(uuid.uuid4())
    for _ in range(2):
        Client().post(f"/b/{asked.now.code}", {"q0": "1", "slip": slip})
    assert PulseSlip.objects.count() == 1


@pytest.mark.parametrize("sent", [{"q0": "9"}, {"q0": "x"}, {"q0": "-1"}, {}])
def test_what_is_no_answer_is_not_kept(asked, sent):
    assert Client().post(f"/b/{asked.now.code}", sent).status_code == 302
    assert not PulseSlip.objects.exists()


def test_a_closed_turn_leads_to_the_lesson_and_keeps_nothing(asked):
    asking.close(asked.id, by=uuid7(), on=places.today())
    browser = Client()
    page = browser.post(f"/b/{asked.before.code}", {"q0": "1", "slip": str(uuid.uuid4())})
    assert "/thu/tin-lua-dao" in page.content.decode()
    assert not PulseSlip.objects.exists()
    assert browser.get("/b/nowhere").status_code == 404


def test_a_poster_of_the_same_matter_leads_to_the_questions_and_on_to_its_own_page(client, asked, place):
    about = subjects.by_key(curriculum.current(), "kit:tin-nhan-gia")
    (code,) = posters.hang(place.sewing, about, ["Nhà ăn 2"], "", by=uuid7())
    page = client.get(f"/q/{code}").content.decode()
    address = f"/b/{asked.now.code}?tu={code}"
    assert f'href="{address}"' in page
    done = client.post(address, {"q0": "2", "slip": str(uuid.uuid4())}, follow=True).content.decode()
    assert f'href="{about.opens}"' in done
