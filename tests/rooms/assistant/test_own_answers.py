"""Questions about oneself, answered from the asker's own data: plan, standings, dates, readers; also without a name."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.assistant import compose
from hocvuso.assistant.models import Question
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import current
from hocvuso.learning.models import SkillStanding
from hocvuso.people import actions as people_actions
from hocvuso.plumbing import audit, clock
from tests.rooms.people.learners import agree, answered, claim_by_phone, learner_of

pytestmark = pytest.mark.django_db(databases="__all__")


def ask(site: Client, text: str) -> str:
    reply = site.post("/hoi", {"q": text})
    assert reply.status_code == 200
    return reply.content.decode()


def through_the_api(site: Client, text: str) -> dict:
    sent = json.dumps({"text": text})
    return site.post("/api/v1/ask", sent, "application/json", headers={"Origin": "http://testserver"}).json()


def person_of(site: Client):
    return Question.objects.order_by("-asked_at").first().person


def test_somebody_new_hears_that_nothing_is_known_and_what_to_do(site: Client) -> None:
    page = ask(site, "hôm nay tôi học gì")
    assert "chưa làm bài nào ở đây" in page
    assert 'class="btn" href="/"' in page


def test_today_is_the_stored_plan_with_its_reason_and_its_button(site: Client) -> None:
    answered(site)
    page = ask(site, "bữa ni tui học chi")
    found = current.session(person_of(site), clock.now())
    assert found.title in page and found.reason in page
    assert f'class="btn" href="{found.start.replace("&", "&amp;")}"' in page
    assert Question.objects.get().kind == "own"


def test_why_this_one_tells_the_reason_that_the_rule_used(site: Client) -> None:
    answered(site)
    page = ask(site, "sao lai la bai nay")
    assert current.session(person_of(site), clock.now()).reason in page
    assert "bước" not in page.split("<h1")[1].split("</h1>")[0]


def test_what_is_missing_is_what_the_map_suggests(site: Client) -> None:
    answered(site)
    page = ask(site, "tôi còn thiếu gì")
    listed = site.get("/ky-nang").content.decode()
    first = page.split("<li>")[1].split(". ")[0]
    assert first in listed
    assert 'href="/hom-nay">Học việc thứ nhất' in page


def test_progress_is_said_in_words_and_review_in_dates(site: Client) -> None:
    answered(site)
    ask(site, "chào bạn")
    person, today = person_of(site), clock.today()
    SkillStanding.objects.filter(person=person).delete()
    nothing = ask(site, "bao giờ tôi phải ôn lại")
    assert "Chưa có gì phải ôn" in nothing
    row = {"person": person, "since": clock.now()}
    SkillStanding.objects.create(skill="kns.4.3", band="mastered", due_on=today + timedelta(days=9), **row)
    SkillStanding.objects.create(skill="kns.0.1", band="nearly", due_on=None, **row)
    later = today + timedelta(days=9)
    assert f"Lần ôn tới: ngày {later.day}/{later.month}" in ask(site, "khi nào em phải ôn lại bài")
    progress = ask(site, "tui học được bao nhiêu rồi")
    assert "Bạn đã vững 1 việc." in progress and "Gần vững: " in progress and "%" not in progress.split("<main")[1]
    SkillStanding.objects.filter(skill="kns.4.3").update(due_on=today)
    due = ask(site, "hôm nay tôi phải ôn gì")
    assert "Hôm nay bạn có 1 việc cần ôn" in due and 'href="/hom-nay">Ôn ngay' in due


def test_who_read_my_data_is_told_from_the_traces(site: Client) -> None:
    answered(site)
    assert "Đến giờ chưa ai xem" in ask(site, "ai xem được kết quả của tôi")
    claim_by_phone(site)
    agree(site)
    official = people_actions.enrol(full_name="Lê Thị Hạnh", address="chị")
    audit.record_reading(official, [learner_of(site)], "members", {"unit": "CĐCS May"})
    assert "chị Hạnh" in ask(site, "ai đã xem dữ liệu của tôi")
    assert "Không ai xem được câu trả lời" in ask(site, "sếp có xem được điểm của em không")
    assert 'href="/toi/du-lieu"' in ask(site, "trang này biết gì về em")


def test_somebody_elses_data_are_never_told(site: Client) -> None:
    answered(site)
    ask(site, "chào bạn")
    SkillStanding.objects.create(
        person=person_of(site), skill="kns.4.3", band="mastered", due_on=clock.today(), since=clock.now()
    )
    other = Client()
    answered(other)
    assert "1 việc cần ôn" in ask(site, "bài nào đến hạn ôn")
    assert "1 việc cần ôn" not in ask(other, "bài nào đến hạn ôn")


def test_nothing_of_the_answer_is_kept(site: Client) -> None:
    answered(site)
    ask(site, "tôi còn thiếu gì 0912345678")
    row = Question.objects.get()
    assert (row.kind, row.step, row.rewording) == ("own", "", "")
    assert "0912345678" not in row.text


def test_an_unclear_question_about_oneself_offers_clear_ones(site: Client) -> None:
    answered(site)
    page = ask(site, "tiến độ của em so với người khác trong xưởng thì sao ta ơi")
    assert "chưa rõ bạn muốn biết gì" in page and "/hoi?q=H%C3%B4m+nay" in page


def test_danger_and_lessons_come_first(site: Client) -> None:
    answered(site)
    assert "panel bad" in ask(site, "hôm nay tôi vừa chuyển tiền cho nó, tôi bị lừa rồi")
    through = through_the_api(site, "làm sao biết tin nhắn lừa đảo")
    assert through["kind"] == "answer" and through["links"] == []


def test_the_door_for_scripts_gives_links_and_source(site: Client) -> None:
    answered(site)
    found = through_the_api(site, "hôm nay tôi học gì")
    assert found["kind"] == "own" and found["links"][0]["label"] == "Bắt đầu"


def test_the_device_in_hand_chooses_the_wording(site: Client) -> None:
    def steps(agent: str) -> str:
        reply = site.post("/hoi", {"q": "chan sdt spam ntn"}, headers={"User-Agent": agent})
        return reply.content.decode().split("<main")[1]

    iphone, android = steps("Mozilla (iPhone; CPU iPhone OS 17)"), steps("Mozilla (Linux; Android 12)")
    assert iphone != android


def test_in_english_the_card_speaks_english(site: Client) -> None:
    answered(site)
    site.get("/ngon-ngu/en?ve=/toi")
    assert "AI assistant, from the data kept here" in ask(site, "hôm nay tôi học gì")


def test_easy_words_come_where_the_learner_chose_them_in_every_channel(site: Client) -> None:
    answered(site)
    text = "chan sdt spam ntn"
    usual, through = ask(site, text), through_the_api(site, text)
    assert 'class="plain"' not in usual and through["plain"] == []
    site.post("/chon", {"easy": "1"})
    page, easy = ask(site, text), through_the_api(site, text)
    written = curriculum.current().steps[easy["citations"][0]["step"]].easy
    assert easy["plain"] and all(line.split("{")[0] in written.replace("*", "") for line in easy["plain"])
    assert easy["plain"][0] in page and easy["text"] == through["text"]
    shown, rest = page.split("<main")[1].split("<details", 1)
    assert shown.count("<li>") == compose.AT_ONCE, "a few steps at once"
    assert shown.count("<li>") + rest.split("</details>")[0].count("<li>") == len(easy["do"])


def test_money_just_sent_shows_every_step_at_once_also_to_who_reads_easy_words(site: Client) -> None:
    answered(site)
    site.post("/chon", {"easy": "1"})
    assert "<details" not in ask(site, "e vua ck cho lua dao, cuu e").split("<main")[1].split("<form")[0]
