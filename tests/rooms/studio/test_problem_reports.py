"""A learner says that something is not right; an author answers; the learner reads it."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from hocvuso.channels import dispatch
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState, PlanRow, ProblemReport
from hocvuso.learning.problems import own_data, reporting
from hocvuso.people import actions as people
from hocvuso.people import own_data as holders
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.models import Audit
from hocvuso.unions import access
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
STEP, OTHER = "kns.4.3/three-questions#who-sent-it", "kns.0.1/capture-type-speak#take-screenshot"
ITEM = "kns.4.3/bank-sms-first-move"
QUEUE = "/cb/tac-gia/bao-sai"


def signed(token: tokens.Token) -> str:
    """Return the cookie of a phone."""
    reply = HttpResponse()
    tokens.write(reply, token)
    return str(reply.cookies[tokens.COOKIE].value)


def phone(site: Client) -> tokens.Token:
    """Make this browser the phone of an anonymous learner."""
    token = people.begin()
    site.cookies[tokens.COOKIE] = signed(token)
    return token


def sent(token: tokens.Token, content: str = STEP, reason: str = "wrong", **more: Any) -> Incoming:
    values = {"response": {"ly-do": reason, "loi": more.pop("loi", "")}, "client_at": clock.now(), **more}
    return Incoming(values.pop("id", uuid7()), "report", content, token.device, None, **values)


def report(content: str = STEP, reason: str = "wrong", **more: Any) -> tuple[tokens.Token, uuid.UUID]:
    token = people.begin()
    (result,) = actions.record(token.person, [sent(token, content, reason, **more)], now=clock.now())
    assert result.status == "stored"
    return token, result.id


def test_a_report_is_kept_once_masked_and_moves_nothing_of_learning() -> None:
    token = people.begin()
    one = sent(token, loi="gọi cho tôi 0912345678 nhé, mã OTP 482916", reason="words")
    assert [each.status for each in actions.record(token.person, [one, one], now=clock.now())] == [
        "stored",
        "duplicate",
    ]
    row = ProblemReport.objects.get()
    assert (row.step, row.content_id, row.reason, row.person) == (STEP, STEP, "words", token.person)
    assert "0912345678" not in row.text and "482916" not in row.text and "ĐÃ CHE" in row.text
    assert not Event.objects.filter(learner=token.person).exists()
    assert not LearnerState.objects.filter(person=token.person).exists()
    assert not PlanRow.objects.filter(person=token.person).exists()


def test_a_batch_from_a_phone_mixes_reports_and_answers(site: Client) -> None:
    token = phone(site)
    item = curriculum.item(ITEM)
    assert item is not None
    rows = [
        {"kind": "report", "content_id": ITEM, "response": {"ly-do": "screen", "loi": ""}},
        {"kind": "answer", "content_id": ITEM, "version": item.version, "response": {"dont_know": True}},
        {"kind": "report", "content_id": "kns.9.9/none#none", "response": {"ly-do": "screen"}},
        {"kind": "report", "content_id": STEP, "response": {"ly-do": "dance"}},
    ]
    events = [
        {
            "id": str(uuid7()),
            "device": str(token.device),
            "counter": number,
            "client_at": clock.now().isoformat(),
            **row,
        }
        for number, row in enumerate(rows, start=1)
    ]
    for expected in (["stored", "stored"], ["duplicate", "duplicate"]):
        reply = site.post(
            "/api/v1/events", json.dumps({"events": events}), content_type="application/json",
            headers={"origin": "http://testserver"},
        )  # fmt: skip
        told = [(one["status"], one["reason"]) for one in reply.json()["results"]]
        assert [status for status, _ in told[:2]] == expected
        assert told[2:] == [("refused", "unknown_step"), ("refused", "bad_response")]
    assert ProblemReport.objects.get().step == item.step
    assert Event.objects.filter(learner=token.person).count() == 1


def test_a_plain_form_does_the_same_and_shows_what_was_kept(site: Client) -> None:
    phone(site)
    page = site.get(f"/bao-sai?noi={ITEM}&ve=/hom-nay").content.decode()
    assert page.count('name="ly-do"') == 4 and "Chữ khó hiểu" in page
    given = {"noi": ITEM, "ly-do": "words", "loi": "chữ <b>khó</b>", "id": str(uuid7()), "ve": "/hom-nay"}
    reply = site.post("/bao-sai", given, follow=True)
    shown = reply.content.decode()
    assert "Đã ghi lại, cảm ơn bạn" in shown and "chữ &lt;b&gt;khó&lt;/b&gt;" in shown and 'href="/hom-nay"' in shown
    site.post("/bao-sai", given)
    assert ProblemReport.objects.count() == 1
    assert "Bấm một trong bốn nút" in site.post("/bao-sai", {"noi": STEP}).content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(site: Client, address: str) -> None:
    phone(site)
    reply = site.post("/bao-sai", {"noi": STEP, "ly-do": "wrong", "ve": address}, follow=True)
    assert "elsewhere" not in reply.content.decode() and "alert" not in reply.content.decode()


def test_nobody_known_may_report_and_is_told_that_no_answer_can_come(site: Client) -> None:
    page = site.post("/bao-sai", {"noi": STEP, "ly-do": "wrong"}).content.decode()
    assert "chưa nhận được trả lời" in page
    assert ProblemReport.objects.get().person is None


def test_each_step_question_and_feedback_offers_it(site: Client) -> None:
    token = phone(site)
    assert (
        'data-report="kns.4.3/three-questions#who-sent-it"'
        in site.get("/bai/kns.4.3/three-questions/who-sent-it").content.decode()
    )
    assert f'data-report="{ITEM}"' in site.get(f"/lam/{ITEM}").content.decode()
    item = curriculum.item(ITEM)
    assert item is not None
    event = Incoming(
        uuid7(), "answer", ITEM, token.device, None, clock.now(), version=item.version, response={"dont_know": True}
    )
    actions.record(token.person, [event], now=clock.now())
    assert "/bao-sai?noi=kns.4.3/bank-sms-first-move" in site.get(f"/ket-qua/{event.id}").content.decode()


def test_too_many_in_a_day_are_refused_and_again_taken_the_day_after() -> None:
    token, now = people.begin(), clock.now()
    for _ in range(reporting.MOST_A_DAY):
        assert actions.record(token.person, [sent(token)], now=now)[0].status == "stored"
    result = actions.record(token.person, [sent(token)], now=now)[0]
    assert (result.status, result.reason) == ("refused", "often")
    assert actions.record(token.person, [sent(token)], now=now + timedelta(days=1, minutes=1))[0].status == "stored"


def test_an_address_that_floods_is_turned_away(site: Client) -> None:
    replies = [site.post("/bao-sai", {"noi": STEP, "ly-do": "wrong"}).status_code for _ in range(62)]
    assert replies[0] == 200 and replies[-1] == 429
    assert ProblemReport.objects.count() == 60


def test_the_queue_is_by_step_and_who_waits_longest_comes_first(author: Client) -> None:
    report(STEP, "wrong", loi="sai số rồi")
    report(ITEM, "words")
    report(OTHER, "screen")
    ProblemReport.objects.filter(step=OTHER).update(at=clock.now() - timedelta(days=3))
    page = author.get(QUEUE).content.decode()
    now = curriculum.current()
    assert page.index(now.steps[OTHER].title) < page.index(now.steps[STEP].title)
    assert "3 lần báo đang chờ" in page and "sai số rồi" in page and "2 lần báo" in page
    assert QUEUE in author.get("/cb/tac-gia").content.decode()
    found = author.get(f"{QUEUE}?q=chup+man+hinh").content.decode()
    assert now.steps[OTHER].title in found and now.steps[STEP].title not in found


def test_an_answer_reaches_the_reporter_once_and_is_shown_to_him_alone(author: Client, site: Client) -> None:
    token, first = report(loi="sai số")
    _, second = report()
    reply = author.post(
        f"{QUEUE}/tra-loi",
        {"so": [str(first), str(second)], "ket-qua": "mended", "loi": "Cảm ơn bạn, đã sửa."}, follow=True,
    )  # fmt: skip
    page = reply.content.decode()
    assert "Đã trả lời 2 lần báo" in page and "Hoàn tác" in page
    mine = Client()
    mine.cookies[tokens.COOKIE] = signed(token)
    dispatch.deliver_due()
    notices = mine.get("/thong-bao").content.decode()
    assert notices.count("Người soạn bài đã trả lời điều bạn báo") == 1
    shown = mine.get(f"/bao-sai/{first}").content.decode()
    assert "Đã sửa" in shown and "Cảm ơn bạn, đã sửa." in shown
    assert mine.get(f"/bao-sai/{second}").status_code == 404
    assert site.get(f"/bao-sai/{first}").status_code == 404
    assert Audit.objects.filter(verb="answer reports", what=STEP).count() == 1


def test_a_closing_is_taken_back_and_the_reporter_sees_that(author: Client) -> None:
    token, first = report()
    author.post(f"{QUEUE}/tra-loi", {"so": str(first), "ket-qua": "right", "loi": "Không sai đâu."})
    closing = ProblemReport.objects.get().closing
    assert str(closing) in author.get(f"{QUEUE}?loc=answered").content.decode()
    for _ in range(2):  # pressed twice
        author.post(f"{QUEUE}/mo-lai", {"so": str(closing)})
    row = ProblemReport.objects.get()
    assert (row.state, row.answer, row.closing) == ("open", "", None)
    mine = Client()
    mine.cookies[tokens.COOKIE] = signed(token)
    shown = mine.get(f"/bao-sai/{first}").content.decode()
    assert "Đã ghi lại" in shown and "Không sai đâu" not in shown
    author.post(f"{QUEUE}/tra-loi", {"so": str(first), "ket-qua": "mended", "loi": "Đã sửa thật."})
    assert "Đã sửa thật." in mine.get(f"/bao-sai/{first}").content.decode()


def test_what_has_to_be_looked_at_further_stays_in_a_queue_of_its_own(author: Client) -> None:
    _, first = report()
    author.post(f"{QUEUE}/tra-loi", {"so": str(first), "ket-qua": "looking", "loi": ""})
    assert str(first) not in author.get(QUEUE).content.decode()
    assert str(first) in author.get(f"{QUEUE}?loc=looking").content.decode()
    author.post(f"{QUEUE}/tra-loi", {"so": str(first), "ket-qua": "mended", "loi": "", "loc": "looking"})
    assert ProblemReport.objects.get().state == "closed"


def test_reports_of_two_steps_and_nonsense_are_not_answered_together(author: Client) -> None:
    _, first = report(STEP)
    _, second = report(OTHER)
    author.post(f"{QUEUE}/tra-loi", {"so": [str(first), str(second)], "ket-qua": "mended"})
    author.post(f"{QUEUE}/tra-loi", {"so": ["x", str(first)], "ket-qua": "dance"})
    assert set(ProblemReport.objects.values_list("state", flat=True)) == {"open"}


def test_only_authors_open_the_queue(site: Client) -> None:
    units = places.province()
    places.official(units.top, username="chu", role=access.CHAIR)
    chair = places.come_in("chu")
    assert chair.get(QUEUE).status_code == 403
    assert chair.post(f"{QUEUE}/tra-loi", {}).status_code == 403
    assert site.get(QUEUE).status_code == 302


def test_reports_are_part_of_my_data_and_go_with_it() -> None:
    token, first = report(loi="chữ khó")
    holder = next(each for each in holders.holders() if each.name == "problem_reports")
    assert holder.count([token.person]) == 1
    assert holder.export([token.person])[0]["text"] == "chữ khó"
    other = people.begin().person
    moved = holder.merged(token.person, other)
    assert ProblemReport.objects.get().person == other
    holder.unmerged(token.person, other, moved)
    assert ProblemReport.objects.get(id=first).person == token.person
    assert holder.erase([token.person]) == 1
    assert not ProblemReport.objects.exists()


def test_closed_reports_go_after_a_year_and_open_ones_stay() -> None:
    _, closed = report()
    report()
    long_ago = clock.now() - timedelta(days=366)
    ProblemReport.objects.filter(id=closed).update(state="closed", answered_at=long_ago, at=long_ago)
    ProblemReport.objects.exclude(id=closed).update(at=long_ago)
    assert own_data.forget_old() == 1
    assert ProblemReport.objects.get().state == "open"
