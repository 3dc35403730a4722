"""In which form a lesson opens: told with its reason, changed and kept, remembered by what was done, erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.core.form import Form
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, current, forming, queries
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Choices, Event, PlanRow
from hocvuso.people import own_data, tokens
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms.people.learners import token_of

pytestmark = pytest.mark.django_db
LESSON = "kns.4.3/three-questions"


@pytest.fixture
def media() -> Iterator[dict[Form, int]]:
    """What media every lesson has; empty, so that the device's own voice reads, until a test fills it."""
    found: dict[Form, int] = {}
    before = list(forming._media_of)
    forming.media_from(lambda _lesson: found)
    yield found
    forming._media_of[:] = before


def begin(site: Client) -> tokens.Token:
    """Answer the first task, so that somebody is known."""
    site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": str(uuid7())})
    found = token_of(site)
    assert found is not None
    return found


def card(site: Client, **headers: str) -> str:
    return unescape(site.get("/hom-nay", headers=headers).content.decode())


def start(page: str) -> str:
    found = re.search(r'class="btn" data-ahead(?: data-letters="[^"]+")? href="([^"]+)"', page)
    assert found is not None
    return found[1]


def shown(token: tokens.Token) -> dict[str, object]:
    kept: dict[str, object] = PlanRow.objects.get(person=token.person, is_current=True).form["shown"]
    return kept


def did(token: tokens.Token, kind: str, content: str, variant: str = "", **more: object) -> None:
    incoming = Incoming(
        uuid7(), kind, content, token.device, None, clock.now(), context="lesson", variant=variant, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    assert actions.record(token.person, [incoming], now=clock.now())[0].status == "stored"


def question_of(lesson: str) -> Item:
    steps = {step.id for step in curriculum.current().lessons[lesson].steps}
    return next(item for item in curriculum.current().items.values() if item.step in steps)


@pytest.mark.both
def test_who_saves_data_reads_and_is_told_why(site: Client, media: dict[Form, int]) -> None:
    token = begin(site)
    page = card(site, Save_Data="on")
    assert "Mở bằng chữ và hình vì máy đang tiết kiệm dữ liệu." in page
    assert shown(token) | {"propensity": 0} == {
        "form": "text", "term": "link", "runner_up": "audio", "propensity": 0, "link": "saving", "kb": 0,
    }  # fmt: skip
    assert start(page).startswith("/bai/")


def test_a_weak_link_is_known_by_header_or_by_what_the_page_noted(site: Client, media: dict[Form, int]) -> None:
    token = begin(site)
    assert "Mở bằng chữ và hình vì mạng đang yếu." in card(site, ECT="2g")
    site.cookies["hvs_link"] = "3g"
    assert "vì mạng đang yếu" in card(site)
    site.cookies["hvs_link"] = "<x>"
    assert "vì mạng đang yếu" not in card(site)
    assert shown(token)["link"] == "unknown"


@pytest.mark.both
def test_what_was_chosen_is_kept_and_opens_with_its_size(site: Client, media: dict[Form, int]) -> None:
    media |= {Form.AUDIO: 640, Form.VIDEO: 1300}
    token = begin(site)
    page = card(site)
    assert "Đổi cách học" in page and "Xem video · 1,3 MB" in page and "Nghe · 640 KB" in page
    site.post("/chon", {"form": "audio", "ve": "/hom-nay"})
    page = card(site, Save_Data="on")
    assert "Mở để nghe vì bạn đã chọn cách này." in page and " phút · 6" in page and " KB<" in page
    assert re.match(r"/bai-giang/[^?]+\?dang=nghe&p=", start(page))
    assert Choices.objects.get(person=token.person).form == "audio"
    site.post("/chon", {"form": "", "ve": "/hom-nay"})
    assert "vì bạn đã chọn" not in card(site)
    site.post("/chon", {"form": "loud"})
    assert queries.choices(token.person).form == ""


def test_where_no_video_was_made_it_is_listened_to_and_said(site: Client, media: dict[Form, int]) -> None:
    begin(site)
    site.post("/chon", {"form": "video"})
    page = card(site)
    assert "Mở để nghe vì bài này chưa có video." in page and "dang=nghe" in start(page)


def test_from_a_step_the_same_lesson_opens_in_the_other_form_and_the_session_goes_on(
    site: Client, media: dict[Form, int]
) -> None:
    begin(site)
    address = start(card(site))
    page = unescape(site.get(address).content.decode())
    lesson, query = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("bai", "duong"))  # type: ignore[index]
    reply = site.post("/chon", {"form": "audio", "bai": lesson, "duong": query})
    where = reply.headers["Location"]
    assert where.startswith(f"/bai-giang/{lesson}?dang=nghe&p=")
    lecture = unescape(site.get(where).content.decode())
    after = re.search(r'class="btn" href="([^"]+)">Tiếp<', lecture)
    assert after is not None and "p=" in after[1]
    assert 'data-asked="audio"' in lecture
    reply = site.post("/chon", {"form": "easy", "bai": lesson, "duong": query})
    assert reply.headers["Location"].startswith(f"/bai/{lesson}/")
    assert "Đọc bản đầy đủ" in site.get(reply.headers["Location"]).content.decode()


def test_nobody_is_led_off_the_site(site: Client, media: dict[Form, int]) -> None:
    begin(site)
    reply = site.post("/chon", {"form": "audio", "bai": LESSON, "duong": "//evil.example/?a"})
    assert reply.headers["Location"].startswith("/bai-giang/")
    reply = site.post("/chon", {"form": "audio", "bai": "nothing", "ve": "https://evil.example/"})
    assert reply.headers["Location"].startswith("/")


def test_easier_words_and_letters_are_one_choice(site: Client) -> None:
    token = begin(site)
    site.post("/chon", {"form": "easy"})
    assert queries.choices(token.person).easy
    site.post("/chon", {"easy": "0"})
    assert (queries.choices(token.person).form, queries.choices(token.person).easy) == ("text", False)
    site.post("/chon", {"form": "audio"})
    site.post("/chon", {"easy": "1"})
    assert (queries.choices(token.person).form, queries.choices(token.person).easy) == ("audio", True)


def test_switched_off_it_is_words_and_pictures(site: Client, media: dict[Form, int]) -> None:
    media |= {Form.AUDIO: 640, Form.VIDEO: 1300}
    token = begin(site)
    site.post("/chon", {"personalise": "0"})
    assert "Mở bằng chữ và hình vì bạn đã tắt việc chọn riêng cho bạn." in card(site)
    assert shown(token)["propensity"] == 1.0


@pytest.mark.both
def test_what_came_of_each_form_is_remembered_by_what_was_really_done() -> None:
    from hocvuso.people import actions as people_actions

    token = people_actions.begin()
    for step in curriculum.current().lessons[LESSON].steps:
        did(token, "step_done", step.id, "text", ms=400_000 if step.id.endswith("x") else 200_000)
    item = question_of(LESSON)
    right = {"version": item.version, "response": item_kinds.right_response(item).to_json()}
    did(token, "answer", item.id, **right)
    did(token, "answer", item.id, **right)
    trail = actions.current_mind(token.person).trail
    steps = len(curriculum.current().lessons[LESSON].steps)
    assert trail.forms == {"text": [1, 1, 1, 1]}, "asked again it is no first try"
    assert trail.pace == [steps, steps]
    assert PlanRow.objects.get(person=token.person, is_current=True).form == {
        "forms": trail.forms, "pace": trail.pace,
    }  # fmt: skip
    actions.rebuild(token.person, now=clock.now())
    assert actions.current_mind(token.person).trail.forms == trail.forms
    assert set(Event.objects.filter(kind="step_done").values_list("variant", flat=True)) == {"text"}


@pytest.mark.both
def test_heard_to_the_end_and_then_done_right_a_lesson_need_not_be_read() -> None:
    from hocvuso.people import actions as people_actions

    token = people_actions.begin()
    for step in curriculum.current().lessons[LESSON].steps:
        did(token, "watched", step.id, "audio")
    assert LESSON not in actions.current_mind(token.person).trail.lessons
    item = question_of(LESSON)
    did(token, "answer", item.id, version=item.version, response=item_kinds.right_response(item).to_json())
    trail = actions.current_mind(token.person).trail
    assert LESSON in trail.lessons
    assert trail.forms == {"audio": [1, 1, 1, 1]}


def test_what_a_form_is_called_by_a_phone_is_not_believed() -> None:
    from hocvuso.people import actions as people_actions

    token = people_actions.begin()
    did(token, "step_done", curriculum.current().lessons[LESSON].steps[0].id, "telepathy")
    assert actions.current_mind(token.person).trail.forms == {}


def test_he_sees_what_the_system_thinks_takes_it_along_and_erases_it(site: Client, media: dict[Form, int]) -> None:
    token = begin(site)
    for step in curriculum.current().lessons[LESSON].steps:
        site.post(f"/bai/{LESSON}/{step.id.partition('#')[2]}", {"variant": "text", "seen": "1", "id": str(uuid7())})
    site.post("/chon", {"form": "", "minutes": "10"})  # so that a lesson fits beside its simulator
    card(site, Save_Data="on")
    page = unescape(site.get("/tien-bo").content.decode())
    assert "Bài mở theo cách nào" in page and "vì máy đang tiết kiệm dữ liệu" in page
    assert "Chữ và hình: đi hết 1/1 bài" in page
    holder = next(each for each in own_data.holders() if each.name == "learning")
    export = holder.export(people.ids_of(token.person))
    assert export["plans"][-1]["form"]["shown"]["term"] == "link"
    assert export["choices"][0]["form"] == "" and "text" in {each["variant"] for each in export["events"]}
    holder.erase(people.ids_of(token.person))
    assert queries.shown_forms(token.person) == []


def test_a_plan_is_looked_at_often_and_written_once(
    site: Client, media: dict[Form, int], django_assert_num_queries: object
) -> None:
    token = begin(site)
    card(site)
    for link, writes in (("3g", 1), ("3g", 0), ("4g", 1), ("4g", 0)):  # reading goes past what is counted here
        with django_assert_num_queries(writes):  # type: ignore[operator]
            current.session(token.person, clock.now(), forming.LINKS[link])
