"""How questions do: counted by day from events, shown without anybody's name."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, fitted, usage
from hocvuso.learning.calibrating import announcing, fitting
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, ItemCell, ItemDay, ItemSet
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
ITEM = "kns.4.3/bank-sms-first-move"
PAGE = "/cb/tac-gia/cau-hoi"


def answered(count: int, *, right: bool, days_ago: int = 0, ms: int = 30_000, item_id: str = ITEM) -> uuid.UUID:
    """Let somebody answer a question many times, on a day."""
    token = people.begin()
    item = curriculum.item(item_id)
    assert item is not None
    given = item_kinds.right_response(item).to_json() if right else {"dont_know": True}
    at = clock.now() - timedelta(days=days_ago)
    batch = [
        Incoming(
            uuid7(int(at.timestamp() * 1000) - 1), "answer", item_id, token.device, number, at, version=item.version,
            context="practice", response=given, ms=ms,
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    for start in range(0, count, 50):
        assert {one.status for one in actions.record(token.person, batch[start : start + 50], now=at)} == {"stored"}
    return token.person


def test_days_are_counted_once_however_often_the_job_runs() -> None:
    answered(3, right=True)
    answered(2, right=False, days_ago=10)
    assert usage.count_up() == usage.SHOWN_DAYS
    assert usage.count_up() == usage.AGAIN_DAYS
    tally = usage.tallies(clock.today())[ITEM]
    assert (tally.answers, tally.right, tally.unknown) == (5, 3, 2)
    assert tally.median_seconds == pytest.approx(30, rel=0.2)


def test_a_late_answer_is_counted_with_the_next_run_and_old_days_go() -> None:
    usage.count_up()
    answered(1, right=True, days_ago=1)
    ItemDay.objects.create(day=clock.today() - timedelta(days=40), item=ITEM, answers=9, times=[0] * 40)
    usage.count_up()
    assert usage.tallies(clock.today())[ITEM].answers == 1
    assert not ItemDay.objects.filter(answers=9).exists()


def test_counts_hold_no_person() -> None:
    person = answered(2, right=True)
    usage.count_up()
    Event.objects.filter(learner=person).delete()
    names = {field.name for field in ItemDay._meta.get_fields()}
    assert names == {"id", "day", "item", "answers", "right", "unknown", "times"}


def test_below_thirty_answers_no_share_is_shown(author: Client) -> None:
    answered(29, right=True)
    usage.count_up()
    few = author.get(f"{PAGE}?q={ITEM.partition('/')[2]}").content.decode()
    assert '"unk">chưa đủ' in few and "100%" not in few
    answered(1, right=True)
    usage.count_up()
    enough = author.get(f"{PAGE}?q={ITEM.partition('/')[2]}").content.decode()
    assert "100%" in enough and "gần như ai cũng đúng" in enough and '"unk">chưa đủ' not in enough


def test_the_list_is_filtered_and_sorted(author: Client) -> None:
    answered(40, right=False)
    answered(35, right=True, item_id=curriculum.items_of("kns.0.1")[0].id)
    usage.count_up()
    first = curriculum.current().items[ITEM].prompt
    by_unknown = author.get(f"{PAGE}?xep=khong-biet").content.decode()
    assert "nhiều người nói không biết" in by_unknown and by_unknown.index(first[:20]) < len(by_unknown)
    assert "2 câu hỏi nên xem lại" in by_unknown
    other = author.get(f"{PAGE}?ky-nang=kns.0.1").content.decode()
    assert ITEM not in other and "kns.0.1/" in other
    assert author.get(f"{PAGE}?xep=nonsense&ky-nang=x").status_code == 200
    assert "Thử ít chữ hơn" in author.get(f"{PAGE}?q=zzzz").content.decode()


def counted(item_id: str, cohort: str, answers: int, right: int, *, placed: int = 0) -> ItemCell:
    """First answers of people of average ability, as the night has counted them."""
    item = curriculum.item(item_id)
    assert item is not None
    return ItemCell(
        item=item_id, meaning=item.meaning, cohort=cohort, bin=20, answers=answers, score=right * 1000, centre=0,
        spread=answers * 300, placed=placed, begun=placed,
    )  # fmt: skip


def row_of(author: Client, item_id: str) -> str:
    page = author.get(f"{PAGE}?q={item_id.partition('/')[2]}").content.decode()
    start = page.index(f">{item_id}<")
    return page[start : page.index("</tr>", start)]


def test_what_the_fit_found_stands_beside_each_question_in_words(author: Client) -> None:
    assert "chưa đủ dữ liệu" in row_of(author, ITEM)
    others = [item.id for item in curriculum.current().items.values() if item.id != ITEM][:5]
    ItemCell.objects.bulk_create(
        counted(each, cohort, 700, 40 if each == ITEM and cohort[0] == "i" else 350, placed=700 if each == ITEM else 0)
        for each in [ITEM, *others]
        for cohort in ("android/full", "iphone/full")
    )
    fitting.fit_up()
    row = row_of(author, ITEM)
    assert "đã xét trình độ người trả lời: " in row and "(1.400 lần trả lời đầu)" in row
    assert "khó hơn với người dùng iPhone so với người dùng Android" in row
    assert "ở “Vài câu đầu”: dễ bị thuộc lòng" in row and "chưa đủ dữ liệu" not in row
    assert "so với" not in row_of(author, others[0])
    assert "câu hỏi nên xem lại" in author.get(PAGE).content.decode()


def test_below_thirty_first_answers_the_fit_is_not_told(author: Client) -> None:
    ItemCell.objects.bulk_create([counted(ITEM, "/full", 29, 0)])
    fitting.fit_up()
    assert "chưa đủ dữ liệu" in row_of(author, ITEM)
    ItemCell.objects.update(answers=30, spread=9000)
    fitting.fit_up()
    assert "ai làm cũng thấy khó hơn hẳn" in row_of(author, ITEM)


def test_what_the_model_takes_from_the_answers_is_told(author: Client) -> None:
    ItemCell.objects.bulk_create([counted(ITEM, "/full", 200, 40)])
    fitting.fit_up()
    assert "đang dùng để chọn bài" not in row_of(author, ITEM)
    ItemSet.objects.create(since=1, items=fitted.written(announcing.usable()))
    fitted.forget()
    assert "đang dùng để chọn bài" in row_of(author, ITEM)


def test_the_page_reads_no_event(author: Client, django_assert_max_num_queries) -> None:
    usage.count_up()
    author.get(PAGE)
    with django_assert_max_num_queries(14) as seen:
        author.get(PAGE)
    assert not any("learning_event" in each["sql"] for each in seen.captured_queries)
