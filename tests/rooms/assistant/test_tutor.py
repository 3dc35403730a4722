"""A lesson in talk: the page and a messenger by the same turns, and the same learner state as ordinary exercises."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from hocvuso.assistant import limits, tutor
from hocvuso.assistant.asides import Aside
from hocvuso.assistant.models import Question, Talk
from hocvuso.assistant.talks import read
from hocvuso.core import tutoring
from hocvuso.core.evidence import HINT_WEIGHTS
from hocvuso.core.talking import ASK, Entry, Here, Reply
from hocvuso.core.talking import Talk as Placed
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import asking, helping
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState, PlanRow
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.people.learners import answered

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def learner() -> Token:
    """Somebody who begins, known to nobody; a messenger would know him by its own id."""
    return people.begin()


def turn(token: Token, **said: str) -> tutor.Turn:
    """One turn as a messenger makes it."""
    return tutor.take(token.person, token.device, Reply(**said), clock.now())


def now_asked(token: Token) -> tuple[Talk, tutor.Turn]:
    """The row of a talk and its bubble."""
    shown = tutor.current(token.person, clock.now())
    return Talk.objects.get(person=token.person), shown


def to_a_question(token: Token) -> tutor.Turn:
    """Go on until something is asked."""
    shown = tutor.current(token.person, clock.now())
    for _bubble in range(40):
        if shown.shown.kind == "ask":
            return shown
        shown = turn(token, text="tiếp")
    raise AssertionError(shown)


def test_the_plan_of_the_day_is_gone_through_by_typed_words_alone() -> None:
    token = learner()
    shown = tutor.current(token.person, clock.now())
    assert any("trợ lý AI" in text for _role, text in shown.shown.lines), "says at once what it is"
    seen = []
    for _turn in range(80):
        seen.append(shown.shown.kind)
        assert len(shown.shown.buttons) <= 4 and shown.shown.lines
        if shown.shown.kind == "done":
            break
        shown = turn(token, text="không biết" if shown.shown.kind == "ask" else "tiếp")
    assert seen[0] == "hello" and seen[-1] == "done"
    for place, kind in enumerate(seen):
        if kind == "explain":
            assert seen[place : place + 3] == ["explain", "ask", "marked"]
    assert "explain" in seen
    kinds = list(Event.objects.filter(learner=token.person).values_list("kind", flat=True))
    assert kinds.count("answer") == seen.count("ask") and kinds.count("step_done") == seen.count("explain")
    assert set(Event.objects.values_list("plan", flat=True)) == {shown.plan}, "all of it belongs to the plan"


def test_a_reply_sent_again_counts_once_and_shows_the_same() -> None:
    token = learner()
    shown = to_a_question(token)
    said = {"button": "dont_know", "bubble": shown.bubble}
    first, second = turn(token, **said), turn(token, **said)
    assert first == second
    assert Event.objects.filter(kind="answer").count() == 1


def test_an_answer_recorded_before_the_talk_could_be_kept_is_not_recorded_again() -> None:
    token = learner()
    shown = to_a_question(token)
    row = Talk.objects.get(person=token.person)
    turn(token, button="dont_know", bubble=shown.bubble)
    row.save()  # as it was before the reply
    again = turn(token, button="dont_know", bubble=shown.bubble)
    assert again.shown.kind == "marked"
    assert Event.objects.filter(kind="answer").count() == 1


def state_after(token: Token) -> bytes:
    """The learner's state as it rests."""
    return bytes(LearnerState.objects.get(person=token.person).blob)


def test_an_answer_in_talk_moves_the_same_state_as_the_same_answer_on_a_page() -> None:
    talker, reader = learner(), learner()
    while (shown := tutor.current(talker.person, clock.now())).shown.kind != "marked":
        said = {"ask": "không biết"}.get(shown.shown.kind, "tiếp")
        turn(talker, text=said)
    for event in Event.objects.filter(learner=talker.person).order_by("counter"):
        incoming = Incoming(
            uuid7(), event.kind, event.content_id, reader.device, None, event.client_at, event.version, event.context,
            response=event.response,
        )  # fmt: skip
        learning.record(reader.person, [incoming], now=event.client_at)
    assert state_after(talker) == state_after(reader)


def test_help_in_talk_is_recorded_as_hints_of_the_answer() -> None:
    token = learner()
    to_a_question(token)
    for asked in range(1, 4):
        shown = turn(token, text="tôi bị kẹt")
        assert [role for role, _text in shown.shown.lines].count("hint") == 1, asked
    turn(token, text="không biết")
    assert Event.objects.get(kind="answer").hints == 3
    assert HINT_WEIGHTS[3] == 0.0


def test_a_wrong_answer_gets_a_hint_and_a_second_try() -> None:
    token = learner()
    for _turn in range(60):
        row, shown = now_asked(token)
        talk = read(row.state)
        entry = talk.agenda[talk.at] if talk.phase == "ask" else None
        item = curriculum.item(entry.id) if entry else None
        if item is not None and item.kind == "single":
            break
        turn(token, text="không biết" if shown.shown.kind == "ask" else "tiếp")
    assert item is not None
    wrong = next(choice for choice in item.choices if not choice.right)
    shown = turn(token, text=wrong.text)
    assert shown.shown.kind == "nearly" and ("hint", item.hint) in shown.shown.lines
    shown = turn(token, text="lại")
    assert shown.shown.kind == "ask" and ("hint", item.hint) in shown.shown.lines
    right = next(choice for choice in item.choices if choice.right)
    assert turn(token, text=right.text).shown.tone == "ok"
    hints = Event.objects.filter(content_id=item.id).order_by("counter").values_list("score", "hints")
    assert list(hints)[-2:] == [(0.0, 0), (1.0, 1)]


def test_words_without_sense_are_said_so_and_record_nothing() -> None:
    token = learner()
    tutor.current(token.person, clock.now())
    shown = turn(token, text="9")
    assert shown.shown.lines[0][0] == "note" and shown.shown.kind == "hello"
    assert not Event.objects.exists()


def test_more_is_a_new_talk_about_the_next_plan() -> None:
    token = learner()
    shown = tutor.current(token.person, clock.now())
    while shown.shown.kind != "done":
        shown = turn(token, text="không biết" if shown.shown.kind == "ask" else "tiếp")
    after = turn(token, text="ok")
    assert after.shown.kind == "hello" and after.plan != shown.plan
    assert after.plan == PlanRow.objects.get(person=token.person, is_current=True).id
    assert Talk.objects.filter(person=token.person).count() == 1


def test_a_talk_of_yesterday_gives_way_to_todays_plan() -> None:
    token = learner()
    to_a_question(token)
    Talk.objects.update(updated_at=clock.now() - timedelta(days=1))
    assert tutor.current(token.person, clock.now()).shown.kind == "hello"


def test_what_is_kept_of_a_talk_is_shown_and_goes_with_the_person() -> None:
    token = learner()
    to_a_question(token)
    holder = next(each for each in own_data.holders() if each.name == "talks")
    assert holder.count([token.person]) == 1 and holder.export([token.person])[0]["title"]
    assert holder.erase([uuid.uuid4()]) == 0
    assert holder.erase([token.person]) == 1


# --- a question in between


def to_a_step(token: Token) -> tutor.Turn:
    """Go on until a step is explained."""
    shown = tutor.current(token.person, clock.now())
    for _bubble in range(40):
        if shown.shown.kind == "explain":
            return shown
        shown = turn(token, text="tôi không biết" if shown.shown.kind == "ask" else "tiếp")
    raise AssertionError(shown)


@pytest.mark.parametrize("back", ["tiếp", "học tiếp", "ok"])
def test_a_question_in_between_is_answered_and_the_lesson_stands_where_it_stood(back: str) -> None:
    token = learner()
    before = to_a_step(token)
    events = Event.objects.count()
    beside = turn(token, text="bước này là sao?")
    assert beside.shown.kind == "aside" and beside.aside and beside.aside.turn
    assert [each.step for each in beside.aside.turn.answer.citations] == [before.step], "leans on the step"
    assert beside.shown.buttons[-1] == ("back:", "Học tiếp") and len(beside.shown.buttons) <= 4
    assert (beside.bubble, beside.step) == (before.bubble, before.step)
    assert turn(token, text=back) == before, "one word leads back and does not move the lesson"
    assert Event.objects.count() == events
    assert turn(token, text="tiếp").shown != before.shown, "the next one does"


def test_a_drive_is_asked_for_between_two_steps_and_the_lesson_waits() -> None:
    token = learner()
    before = to_a_step(token)
    beside = turn(token, text="thi dua la gi")
    assert beside.aside and beside.aside.turn and beside.aside.turn.answer.kind == "own"
    assert "công đoàn nêu việc cần học" in beside.aside.turn.answer.note
    assert (beside.bubble, beside.step) == (before.bubble, before.step)


def test_a_follow_up_leans_on_what_was_answered_last() -> None:
    token = learner()
    to_a_step(token)
    other = turn(token, text="chan sdt spam ntn")
    assert other.aside and other.aside.turn
    shown = other.aside.turn.answer.citations[0].step
    assert shown != other.step
    again = turn(token, text="không thấy nút đó")
    assert again.aside and again.aside.turn and again.aside.turn.answer.citations[0].step == shown
    turn(token, button="back:")
    turn(token, text="tiếp")  # the lesson has moved on: now its own step is meant
    to_a_step(token)
    later = turn(token, text="bước này là sao?")
    assert later.aside and later.aside.turn and later.aside.turn.answer.citations[0].step == later.step


def test_what_is_asked_back_can_be_tapped_and_only_that() -> None:
    token = learner()
    to_a_step(token)
    asked = turn(token, text="mật khẩu")
    assert asked.aside and asked.aside.turn and asked.aside.turn.answer.kind in ("clarify", "suggest")
    button = asked.shown.buttons[0][0]
    assert button.startswith("choose:")
    card = turn(token, button=button)
    assert card.aside and card.aside.turn and card.aside.turn.answer.citations[0].step == button.removeprefix("choose:")
    assert Question.objects.get(id=card.aside.turn.id).chosen == button.removeprefix("choose:")
    made_up = turn(token, button="choose:kns.9.9/none#such")
    assert made_up.aside is None and made_up.shown.kind == "explain"


def test_where_words_are_wanted_only_what_begins_like_a_question_is_one() -> None:
    item = next(each for each in curriculum.current().items.values() if each.kind == "short_text")
    talk = Placed("00" * 16, (Entry("item", item.id, item.version, "lesson"),), phase="ask")
    here = Here(item=item)
    assert tutoring.question_in(talk, here, Reply("gọi lại số tổng đài in trên thẻ")) == ""
    assert tutoring.question_in(talk, here, Reply("cho hỏi mã otp là gì"))
    assert tutoring.question_in(talk, here, Reply("mã otp là gì", ASK)), "a box of its own says so"


def test_money_just_sent_comes_first_in_a_lesson_too_and_secrets_are_hidden() -> None:
    token = learner()
    to_a_question(token)
    shown = turn(token, text="em vua chuyen tien cho no, ma otp la 482913", button="ask:")
    assert shown.aside and shown.aside.turn and shown.aside.turn.answer.kind == "urgent"
    assert "482913" not in str(shown) and "482913" not in Question.objects.get().text


def test_while_a_person_helps_the_words_go_to_him(place: places.Province, chair: uuid.UUID) -> None:
    token = learner()
    before = to_a_step(token)
    opened = asking.open_request(token.person, "giúp em", now=clock.now())
    assert helping.take(opened.id, chair, now=clock.now())
    shown = turn(token, text="nút đó ở đâu vậy anh")
    assert shown.aside == Aside(to_person=opened.id)
    assert opened.remarks.filter(text="nút đó ở đâu vậy anh").exists() and not Question.objects.exists()
    assert turn(token, text="tiếp") == before


# --- the page


def press(site: Client, page: str, button: str, text: str = "") -> str:
    """Send the form of the page and follow it."""
    found = re.search(r'name="luot" value="([^"]+)"', page)
    assert found
    reply = site.post("/hoi/hoc", {"luot": found[1], "nut": button, "chu": text}, follow=True)
    assert reply.redirect_chain == [("/hoi/hoc", 302)]
    return unescape(reply.content.decode())


def test_the_page_has_one_question_and_one_main_button() -> None:
    site = Client()
    answered(site)
    page = unescape(site.get("/hoi/hoc").content.decode())
    assert "Tôi là trợ lý AI, là máy, không phải người" in page
    kinds, drawn = set(), 0
    for _turn in range(60):
        if '<ol class="steps said">' in page:
            assert page.count('<img class="drawn"') == 1
            drawn += 1
        assert page.count("<h1") == 1 and page.count('class="btn"') <= 1
        if 'href="/ky-nang">Xem kỹ năng' in page:
            break
        button = re.search(r'class="btn" name="nut" value="([^"]+)"', page)
        kinds.add("tap" if button else "ask")
        page = press(site, page, button[1] if button else "dont_know")
    assert drawn and kinds == {"tap", "ask"} and "Xong phần hôm nay." in page


def test_after_the_last_rung_a_person_is_offered() -> None:
    site = Client()
    answered(site)
    page = site.get("/hoi/hoc").content.decode()
    while 'value="dont_know"' not in page:
        page = press(site, page, "go" if 'value="go"' in page else "next")
    while 'value="help"' in page:
        assert "/hoi/nguoi" not in page
        page = press(site, page, "help")
    assert "/hoi/nguoi?buoc=kns." in page and "Gặp người giúp" in page


def test_the_box_for_questions_answers_beside_the_lesson_and_one_button_leads_back() -> None:
    site = Client()
    answered(site)
    page = press(site, unescape(site.get("/hoi/hoc").content.decode()), "go")
    assert 'name="hoi"' in page
    raw = site.post("/hoi/hoc", {"luot": "", "hoi": "chan sdt spam <b>ntn</b>"}).content.decode()
    beside = unescape(raw)
    assert "<b>ntn" not in raw
    assert beside.count("<h1") == 1 and beside.count('class="btn"') == 1
    assert 'class="btn" name="nut" value="back:">Học tiếp' in beside and "Từ bài" in beside
    after = press(site, beside, "back:")
    assert re.search(r"<h1[^>]*>.*?</h1>", after)[0] == re.search(r"<h1[^>]*>.*?</h1>", page)[0]  # type: ignore[index]


def test_a_flood_of_questions_is_told_when_to_come_back_and_empty_ones_are_said_so() -> None:
    site = Client()
    answered(site)
    press(site, site.get("/hoi/hoc").content.decode(), "go")
    assert "Tôi chưa hiểu câu đó" in site.post("/hoi/hoc", {"hoi": "  "}, follow=True).content.decode()
    codes = [site.post("/hoi/hoc", {"hoi": "otp la gi"}).status_code for _ in range(limits.FROM_A_PHONE.most + 1)]
    assert codes[0] == 200 and codes[-1] == 429
