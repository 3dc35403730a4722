"""The page that streams a rewording: who gets one, the budget, what is kept, and the switch."""

from __future__ import annotations

import json

import pytest

from hocvuso.assistant import actions, model_client, rewordings
from hocvuso.assistant.models import Question
from hocvuso.evaluation import scripted_model as play
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
GOOD = "Bạn đọc hết tin, chưa bấm gì. [1] Bạn gọi số 1900 0000. [1] Bạn tìm việc họ muốn bạn làm. [1]"
ASK = "lam sao biet tin nhan lua dao"


@pytest.fixture
def model(settings, monkeypatch):
    """A site with a language model that rewords well."""
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())
    with play.serving(play.says(GOOD)) as server:
        settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "thu-nghiem"
        yield server


@pytest.fixture
def learner(site):
    """A phone that has answered something."""
    assert site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": str(uuid7())}).status_code == 302
    return site


def asked(site):
    """Ask, and return the address of the rewording, "" without one."""
    page = site.post("/hoi", {"q": ASK}).content.decode()
    return page.partition('data-url="')[2].partition('"')[0] if "data-url" in page else ""


def events(site, address):
    """Return what is streamed as (name, data)."""
    reply = site.get(address)
    assert reply.status_code == 200
    assert reply["Content-Type"].startswith("text/event-stream")
    assert reply["Cache-Control"] == "no-store"
    text = b"".join(reply.streaming_content).decode()
    return [
        (each.partition("event: ")[2].partition("\n")[0], json.loads(each.partition("data: ")[2]))
        for each in text.strip().split("\n\n")
    ]


def test_sentences_are_streamed_with_links_and_what_was_shown_is_kept(learner, model):
    found = events(learner, asked(learner))
    assert [name for name, _ in found] == ["sentence", "sentence", "end"]
    assert [each["text"] for _, each in found[:2]] == ["Bạn đọc hết tin, chưa bấm gì.", "Bạn tìm việc họ muốn bạn làm."]
    assert found[0][1]["links"][0]["url"].startswith("/bai/kns.4.3/")
    assert found[2][1]["stands"] is True
    row = Question.objects.get()
    assert (row.model, row.rewording) == ("thu-nghiem", "Bạn đọc hết tin, chưa bấm gì. Bạn tìm việc họ muốn bạn làm.")
    assert row.sources == [row.step]
    (kept,) = next(each for each in own_data.holders() if each.name == "questions").export([row.person])
    assert kept["rewording"] == row.rewording


def test_once_for_each_answer_and_for_nobody_else(learner, model, client):
    address = asked(learner)
    assert client.get(address).status_code == 204, "another phone"
    events(learner, address)
    assert learner.get(address).status_code == 204
    assert len(model.asked) == 1


def test_an_old_answer_is_not_reworded(learner, model, monkeypatch):
    address = asked(learner)
    later = clock.now() + actions.A_TURN
    monkeypatch.setattr(clock, "now", lambda: later)
    assert learner.get(address).status_code == 204
    assert not model.asked


def test_without_a_model_the_page_asks_for_nothing(learner):
    page = learner.post("/hoi", {"q": ASK}).content.decode()
    assert "reword.js" not in page
    assert "AI model" not in page
    row = Question.objects.get()
    assert learner.get(f"/hoi/noi-lai/{row.id}").status_code == 204


def test_who_switched_it_off_is_left_alone(learner, model):
    assert asked(learner)
    learner.post("/hoi/ai", {"on": "0"})
    assert asked(learner) == ""
    newest = Question.objects.order_by("-asked_at").first()
    assert learner.get(f"/hoi/noi-lai/{newest.id}").status_code == 204
    learner.post("/hoi/ai", {"on": "1"})
    assert asked(learner)


def test_a_unit_and_all_below_it_can_be_left_out(model, place, settings):
    person, other = places.worker("Lò Thị Pủ", place.sewing), places.worker("Cà Văn Ún", place.packing)
    day = clock.today()
    assert rewordings.is_on_for(person, day)
    settings.LLM_OFF_UNITS = ("T-W", "NO-SUCH-CODE")
    assert not rewordings.is_on_for(person, day), "the ward's union stands above his"
    assert rewordings.is_on_for(other, day)
    assert rewordings.is_on_for(uuid7(), day), "who belongs to no unit"
    row = Question.objects.create(person=person, asked_at=clock.now(), text="x", kind="answer")
    assert rewordings.wanted(row.id, person, clock.now()) is None
    settings.LLM_OFF_UNITS = ()
    assert rewordings.wanted(row.id, person, clock.now()) == row


def test_beyond_the_budget_the_card_stands_alone(learner, model, settings):
    settings.LLM_DAILY_PERSON = 1
    assert len(events(learner, asked(learner))) == 3
    assert events(learner, asked(learner)) == [("end", {"stands": False, "buttons": []})]
    assert len(model.asked) == 1


def test_a_dead_model_costs_the_card_nothing(learner, settings, monkeypatch):
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_TIMEOUT_CONNECT = "http://127.0.0.1:9/v1", "x", 1
    page = learner.post("/hoi", {"q": ASK})
    assert page.status_code == 200
    assert "Đọc hết tin, chưa bấm gì." in page.content.decode()
    address = page.content.decode().partition('data-url="')[2].partition('"')[0]
    assert events(learner, address) == [("end", {"stands": False, "buttons": []})]


def test_buttons_that_the_model_offers_come_with_the_end(learner, settings, monkeypatch):
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())
    step = "kns.4.3/three-questions#who-sent-it"
    wants = play.calls(("start_practice", json.dumps({"step": step})), ("find_class", "{}"), ("ask_human", "{}"))
    settings.LLM_TOOLS = True
    with play.serving(wants, play.says(GOOD)) as server:
        settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "thu-nghiem"
        name, ended = events(learner, asked(learner))[-1]
        assert name == "end"
        practise, classes, person = ended["buttons"]
        assert practise["label"].startswith("Làm thử ngay: ")
        assert learner.get(practise["url"]).status_code == 200
        assert classes == {"label": "Xem các lớp", "url": "/lop"}
        assert person["label"] == "Gặp người giúp"
        assert learner.get(person["url"]).status_code == 200
        assert Question.objects.count() == 1, "offering did something"
        server.script[:] = [wants, play.says("Bạn gọi số 1900 0000. [1]")]
        assert events(learner, asked(learner)) == [("end", {"stands": False, "buttons": []})]


def test_buttons_speak_the_language_of_the_page(learner, settings, monkeypatch):
    monkeypatch.setattr(model_client, "BREAKER", model_client.Breaker())
    settings.LLM_TOOLS = True
    learner.get("/ngon-ngu/en?ve=/hoi")
    with play.serving(play.calls(("ask_human", "{}")), play.says(GOOD)) as server:
        settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "thu-nghiem"
        assert [each["label"] for each in events(learner, asked(learner))[-1][1]["buttons"]] == ["Ask a person"]


def test_who_stops_keeps_what_he_saw(learner, model):
    asked(learner)
    row = Question.objects.get()
    coming = rewordings.events(row, row.person)
    next(coming)
    coming.close()
    row.refresh_from_db()
    assert row.rewording == "Bạn đọc hết tin, chưa bấm gì."


def test_a_question_back_is_not_reworded(learner, model):
    learner.post("/hoi", {"q": "gia vang hom nay bao nhieu"})
    row = Question.objects.get()
    assert row.kind != "answer"
    assert learner.get(f"/hoi/noi-lai/{row.id}").status_code == 204
