"""The learner's pages over the client: each answers everybody, old and wrong addresses included."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.core.content import ITEM_KINDS, Item
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, suggesting
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Choices, Event, PlanRow
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms.forms import hidden

pytestmark = pytest.mark.django_db
HUBS = ["/hom-nay", "/ky-nang", "/tien-bo", "/xong", "/muc-tieu", "/dau-vao"]


def begin(site: Client, verdict: str = "suspicious") -> str:
    """Answer the poster's first task; return the address of its consequence."""
    reply = site.post("/thu/tin-lua-dao", {"verdict": verdict, "id": str(uuid7())})
    assert reply.status_code == 302, reply.content.decode()
    return str(reply.headers["Location"])


def form_of(item: Item) -> dict[str, object]:
    """The right answer as the fields of the plain form."""
    given = item_kinds.right_response(item).to_json()
    if item.kind == "true_false":
        return {"verdict": "true" if given["verdict"] else "false", "reason": given["reason"]}
    if item.kind == "order":
        return {f"place-{name}": place for place, name in enumerate(given["order"], start=1)}
    if item.kind == "match":
        return {f"pair-{left}": right for left, right in given["pairs"].items()}
    return dict(given)


def test_a_useful_task_comes_two_taps_after_the_poster_without_an_account(site: Client) -> None:
    poster = site.get("/").content.decode()
    first = re.search(r'class="btn"[^>]*href="([^"]+)"', poster)
    assert first is not None
    task = site.get(first[1]).content.decode()
    assert "Tin được" in task and "Đáng ngờ" in task and "Tôi không biết" in task
    assert "không bao giờ hỏi mã OTP" in poster


@pytest.mark.parametrize(("verdict", "says"), [("suspicious", "Bạn đã nhận ra"), ("trust", "Chưa an toàn")])
def test_the_consequence_shows_the_clues_without_blame(site: Client, verdict: str, says: str) -> None:
    page = site.get(begin(site, verdict)).content.decode()
    assert says in page
    assert page.count('class="clue"') >= 2


def test_somebody_elses_answer_is_not_shown(site: Client) -> None:
    address = begin(site)
    stranger = Client()
    begin(stranger)
    assert stranger.get(address).status_code == 302


@pytest.mark.parametrize("address", HUBS)
def test_hubs_send_a_new_visitor_to_the_start(site: Client, address: str) -> None:
    assert site.get(address).headers["Location"] == "/"


@pytest.mark.parametrize("address", HUBS)
def test_hubs_show_a_learner_something(site: Client, address: str) -> None:
    begin(site)
    reply = site.get(address)
    assert reply.status_code == 200
    assert "</html>" in reply.content.decode()


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_every_kind_of_item_works_as_a_plain_form(site: Client, kind: str) -> None:
    for item in [each for each in curriculum.current().items.values() if each.kind == kind]:
        address = f"/lam/{item.id}"
        page = site.get(address).content.decode()
        hidden = re.search(r'name="id" value="([^"]+)"', page)
        assert hidden is not None
        reply = site.post(address, {**form_of(item), "id": hidden[1], "version": item.version})
        assert reply.status_code == 302, (item.id, form_of(item))
        feedback = site.get(reply.headers["Location"]).content.decode()
        assert "Đúng rồi" in feedback, item.id
        assert Event.objects.get(id=hidden[1]).score == 1.0


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_an_empty_form_keeps_the_page_and_says_what_to_do(site: Client, kind: str) -> None:
    item = next(each for each in curriculum.current().items.values() if each.kind == kind)
    reply = site.post(f"/lam/{item.id}", {"id": str(uuid7()), "version": item.version})
    if kind == "mark_signs":  # tapping nothing is an answer: "no sign here"
        assert reply.status_code in {302, 422}
        return
    assert reply.status_code == 422
    assert "Bạn chưa chọn" in reply.content.decode()
    assert not Event.objects.exists()


def test_i_do_not_know_is_answered_kindly_with_the_way(site: Client) -> None:
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    reply = site.post(f"/lam/{item.id}", {"dont_know": "1", "version": item.version})
    page = site.get(reply.headers["Location"]).content.decode()
    assert "Không sao" in page and item.dont_know in page
    assert "Gọi số in ở mặt sau thẻ ngân hàng." in page


def test_a_form_sent_twice_counts_once_and_shows_the_same_feedback(site: Client) -> None:
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    form = {**form_of(item), "id": str(uuid7()), "version": item.version}
    first, second = (site.post(f"/lam/{item.id}", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Event.objects.count() == 1


def rungs_of(page: str) -> list[tuple[int, str]]:
    """The rungs that are not hidden: number and words."""
    found = re.findall(r'<p class="rung" data-hints="(\d)"[^>]*?( hidden)?>([^<]*)</p>', page)
    return [(int(number), unescape(words)) for number, hidden, words in found if not hidden]


def test_being_stuck_climbs_from_where_to_look_to_line_by_line_and_the_answer_last(site: Client) -> None:
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    begin(site)
    page, seen = site.get(f"/lam/{item.id}").content.decode(), []
    assert rungs_of(page) == [] and "Tôi bị kẹt" in page
    while found := re.search(r'name="ket" value="(\d+)"', page):
        page = site.post(f"/lam/{item.id}", {"ket": found[1], "choice": "reply"}).content.decode()
        assert len(rungs_of(page)) == int(found[1])
        seen.append(rungs_of(page)[-1])
        person = re.search(r'/hoi/nguoi"( hidden)? id="nguoi"', page)
        assert person and bool(person[1]) == (seen[-1][0] < 3), "a person is offered on the third rung"
        assert f'name="hints" value="{seen[-1][0]}"' in page
    numbers = [number for number, _words in seen]
    assert numbers[:3] == [1, 2, 3] and set(numbers[2:]) == {3} and len(numbers) > 4
    assert seen[0][1] == item.hint and seen[2][1] == "Xem ai gửi tin này."
    answer = "Gọi số in ở mặt sau thẻ ngân hàng. "
    assert [answer in words for _number, words in seen] == [False] * (len(seen) - 1) + [True]


def test_whoever_is_stuck_stays_at_his_attempt_and_the_answer_counts_as_helped(site: Client) -> None:
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    begin(site)
    attempt = str(uuid7())
    form = {"id": attempt, "choice": "reply", "hints": "0", "version": item.version, "ket": "2"}
    page = site.post(f"/lam/{item.id}", form).content.decode()
    assert not Event.objects.filter(kind="answer").exists(), "asking for help is no answer"
    assert f'name="id" value="{attempt}"' in page and 'value="reply" checked' in page
    again = site.post(f"/lam/{item.id}", form).content.decode()
    lines = [re.findall(r'name="choice" value="([^"]+)"', each) for each in (page, again)]
    assert lines[0] == lines[1], "the lines keep their places"
    site.post(f"/lam/{item.id}?goi-y=2", {**form_of(item), "id": attempt, "hints": "2", "version": item.version})
    answer = Event.objects.get(kind="answer")
    assert (str(answer.id), answer.hints) == (attempt, 2)


def test_help_in_the_placement_keeps_the_task() -> None:
    page = "data-short"
    while "data-short" in page:  # a decision on the practice phone, drawn for some, offers no rungs
        site = Client()
        begin(site)
        page = site.get("/dau-vao").content.decode()
    item = re.search(r'name="item" value="([^"]+)"', page)
    assert item
    helped = site.post("/dau-vao", {"item": item[1], "id": str(uuid7()), "ket": "1"}).content.decode()
    assert f'name="item" value="{item[1]}"' in helped and len(rungs_of(helped)) == 1
    assert not Event.objects.filter(kind="answer").exists()


def test_placement_goes_on_where_it_was_left_and_ends_within_eight_tasks(site: Client) -> None:
    begin(site)
    done = 0
    while (reply := site.get("/dau-vao")).status_code == 200:
        assert site.get("/dau-vao").content.decode().count("<h1") == 1  # a reload shows the same task
        site.post("/dau-vao", {**hidden(reply.content.decode()), "dont_know": "1"})
        done += 1
        assert done <= 8
    assert reply.headers["Location"] == "/ky-nang"
    assert Event.objects.filter(context="placement").count() == done


def test_i_already_know_this_asks_one_check_task(site: Client) -> None:
    begin(site)
    reply = site.post("/biet-roi/kns.4.3")
    assert reply.headers["Location"].startswith("/lam/kns.4.3/")
    page = site.get(reply.headers["Location"]).content.decode()
    assert 'data-context="check"' in page


def test_not_sure_asks_one_task_also_of_what_is_solid_and_says_why(site: Client) -> None:
    begin(site)
    person = Event.objects.values_list("learner", flat=True)[0]
    device = uuid7()
    items = [item for item in curriculum.current().items.values() if item.skill == "kns.4.3"][:10]
    for ago in (9, 5, 1):
        at = clock.now() - timedelta(days=ago)
        batch = [
            Incoming(uuid7(), "answer", item.id, device, None, at, version=item.version, context="practice",
                     response=item_kinds.right_response(item).to_json(), ms=30_000)
            for item in items
        ]  # fmt: skip
        actions.record(person, batch, now=at)
    page = site.get("/tien-bo").content.decode()
    assert "Vững" in page
    assert 'action="/chua-chac/kns.4.3"' in page and 'action="/biet-roi/kns.4.3"' not in page
    assert re.search(r"Làm đúng \d+/\d+ lần", page)  # the evidence
    reply = site.post("/chua-chac/kns.4.3")
    assert reply.headers["Location"].startswith("/lam/kns.4.3/")
    assert 'data-context="check"' in site.get(reply.headers["Location"]).content.decode()
    assert "Bạn nói chưa chắc" in site.get("/hom-nay").content.decode()
    assert PlanRow.objects.get(person=person, is_current=True).reason == "check_unsure"
    site.post("/biet-roi/kns.4.3")  # the last word counts
    assert PlanRow.objects.get(person=person, is_current=True).reason != "check_unsure"


def test_switched_off_the_order_is_the_same_for_everybody_everywhere(site: Client) -> None:
    begin(site)
    person = Event.objects.values_list("learner", flat=True)[0]
    other = people.begin().person
    for each in (person, other):
        actions.choose(each, now=clock.now(), personalise=False)
    plans = [PlanRow.objects.get(person=each, is_current=True) for each in (person, other)]
    assert plans[0].activity == plans[1].activity
    assert {plan.reason for plan in plans} == {"next_in_order"} and {plan.propensity for plan in plans} == {1.0}
    lists = [suggesting.first_skills(actions.current_mind(each), clock.now(), 3) for each in (person, other)]
    assert lists[0] == lists[1]
    assert {each.reason for each in lists[0]} == {"next_in_order"}
    page = site.get("/hom-nay").content.decode()
    assert "theo thứ tự" in page
    site.post("/chon", {"personalise": "1"})
    assert PlanRow.objects.get(person=person, is_current=True).reason != "next_in_order"


def test_a_session_runs_from_today_to_its_end(site: Client) -> None:
    begin(site)
    address = re.search(r'class="btn" data-ahead href="([^"]+)"', site.get("/hom-nay").content.decode())
    assert address is not None
    here = address[1].replace("&amp;", "&")
    for _ in range(25):
        if here.startswith("/xong"):
            break
        if here.startswith("/ket-qua"):
            following = re.search(r'class="btn" href="([^"]+)"', site.get(here).content.decode())
            assert following is not None
            here = following[1].replace("&amp;", "&")
            continue
        here = site.post(here, {"id": str(uuid7()), "seen": "1", "dont_know": "1"}).headers["Location"]
    assert here.startswith("/xong")
    assert "Xong phần hôm nay" in site.get(here).content.decode()


def test_minutes_change_the_plan_and_the_reason_is_told(site: Client) -> None:
    begin(site)
    site.post("/chon", {"minutes": "10"})
    assert Choices.objects.get().minutes == 10
    page = site.get("/hom-nay").content.decode()
    assert "Vì sao bài này?" in page
    assert PlanRow.objects.get(is_current=True).reason != ""


@pytest.mark.parametrize(
    "address",
    [
        "/lam/kns.9.9/nothing", "/lam/kns.4.3/nothing", "/bai/kns.4.3/three-questions/nothing", "/bai/kns.4.3/no/step",
        "/ky-nang/kns.99.1", "/thu/khong-co", "/p/khong-co", "/khong/co/trang/nay",
    ],
)  # fmt: skip
def test_wrong_addresses_get_a_page_that_says_so(site: Client, address: str) -> None:
    reply = site.get(address)
    assert reply.status_code == 404
    assert "Không có trang này" in reply.content.decode()


NOBODYS = "01a222f1-0000-7000-8000-000000000000"


@pytest.mark.parametrize("event", ["1", NOBODYS, "'; DROP TABLE", "%00", "x" * 300])
def test_wrong_event_ids_lead_back(site: Client, event: str) -> None:
    begin(site)
    assert site.get(f"/ket-qua/{event}").status_code in {302, 404}
    assert site.get(f"/thu/tin-lua-dao/{event}").status_code in {302, 404}


@pytest.mark.parametrize("query", ["?p=x&k=y", "?p=&k=-1", f"?p={NOBODYS}&k=0", "?goi-y=99", "?goi-y=x", "?goi-y=²"])
def test_a_mangled_way_is_simply_no_session(site: Client, query: str) -> None:
    begin(site)
    assert site.get("/lam/kns.4.3/bank-sms-first-move" + query).status_code == 200
    assert site.get("/bai/kns.4.3/three-questions/who-sent-it" + query).status_code == 200


def test_an_item_retired_since_is_still_marked_in_the_version_seen(site: Client) -> None:
    """A phone that comes back late answers what it was shown."""
    item = curriculum.item("kns.4.3/bank-sms-first-move")
    assert item is not None
    reply = site.post(f"/lam/{item.id}", {**form_of(item), "version": "0000000000000000"})
    assert reply.status_code in {302, 404, 422}
    assert reply.status_code != 500


@pytest.mark.parametrize("search", ["thu dien tu", "THƯ ĐIỆN TỬ", "thư điện tử", "email" * 40, "<b>", "😀", "%"])
def test_the_map_is_searched_without_marks(site: Client, search: str) -> None:
    begin(site)
    page = site.get("/ky-nang", {"tim": search}).content.decode()
    if "thu" in search or "THƯ" in search or "thư" in search:
        assert page.count("Sử dụng thư điện tử") >= 1
    assert "<b>" not in page.replace("<b>Học thử</b>", "").replace("<b>Vì sao", "")


def test_every_step_is_readable_in_both_wordings(site: Client) -> None:
    begin(site)
    for easy in ("0", "1"):
        site.post("/chon", {"easy": easy})
        for step in curriculum.current().steps.values():
            lesson, _, slug = step.id.partition("#")
            page = site.get(f"/bai/{lesson}/{slug}").content.decode()
            assert step.title.split()[0] in page
            assert "{fact:" not in page, step.id


@pytest.mark.parametrize(
    "address", ["/", "/thu/tin-lua-dao", "/hom-nay", "/ky-nang", "/dau-vao", "/tien-bo", "/hoi", "/hoi?q=wifi"]
)
def test_a_site_without_content_still_answers(site: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(site)
    monkeypatch.setattr(curriculum, "current", lambda: curriculum.EMPTY)
    Choices.objects.update_or_create(person=PlanRow.objects.get().person, defaults={"goal": "money"})
    PlanRow.objects.all().delete()
    assert site.get(address, follow=True).status_code == 200


def test_the_first_page_already_sets_the_secret_of_all_forms(site: Client) -> None:
    """Two first pages loaded at once would otherwise each set one, and the form of the loser would be refused."""
    assert "hvs_csrf" in site.get("/").cookies
    assert "hvs_csrf" in Client().get("/mat-mang").cookies
