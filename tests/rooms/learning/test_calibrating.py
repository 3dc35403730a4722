"""Questions calibrated from answers: counted once a day, equal however counted, only first unassisted answers."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from hocvuso.core import item_cells
from hocvuso.core import items as item_kinds
from hocvuso.core.item_cells import BEGUN, Cells, Rows, cell_of, reduced
from hocvuso.core.mastery import predict
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions
from hocvuso.learning.calibrating import cli, counting, files, fitting, nightly, taking
from hocvuso.learning.catalogue import current
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import ItemCell, ItemFit, ItemLedger
from hocvuso.people import actions as people
from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ITEM = "kns.4.3/bank-sms-first-move"
KEYS = ("item", "meaning", "cohort", "bin", "answers", "score", "centre", "spread", "placed", "begun")
START = datetime(2026, 11, 2, 5, 0, tzinfo=clock.UTC)  # noon in Vietnam


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the time, also that by which what is received is ordered."""

    def moved(day: int, hours: float = 0.0) -> datetime:
        moment = START + timedelta(days=day, hours=hours)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "microseconds", lambda: int(moment.timestamp() * 1_000_000))
        monkeypatch.setattr("hocvuso.plumbing.ids.time.time_ns", lambda: int(moment.timestamp() * 1_000_000_000))
        return moment

    return moved


def answers(token: Any, now: datetime, *given: tuple[str, bool], **more: Any) -> None:
    """Let somebody answer some questions, right or wrong."""
    batch = []
    for item_id, right in given:
        item = curriculum.item(item_id)
        assert item is not None
        response = item_kinds.right_response(item).to_json() if right else {"dont_know": True}
        values: dict[str, Any] = {"version": item.version, "context": "practice", "response": response, "ms": 30_000}
        batch.append(Incoming(uuid7(), "answer", item_id, token.device, None, now, **{**values, **more}))
    assert {each.status for each in actions.record(token.person, batch, now=now)} == {"stored"}


def ids(count: int) -> list[str]:
    return [item.id for item in curriculum.current().items.values()][:: max(1, 200 // count)][:count]


def cells() -> list[tuple[Any, ...]]:
    return sorted(ItemCell.objects.values_list(*KEYS))


def total(name: str = "answers", **where: Any) -> int:
    return sum(ItemCell.objects.filter(**where).values_list(name, flat=True))


def lives(at: Any) -> None:
    """Five people answer on four days; each night what is over is counted."""
    tokens = [people.begin() for _ in range(5)]
    for day in range(4):
        for number, token in enumerate(tokens):
            if (day + number) % 3:
                now = at(day, number / 10)
                answers(token, now, *((each, (day + number) % 2 == 0) for each in ids(12)[day : day + 4]))
        at(day, 14)  # two at night
        nightly.calibrate()


def test_nights_one_by_one_and_all_at_once_give_the_same_counts(at: Any) -> None:
    lives(at)
    by_nights = cells()
    assert len(by_nights) > 20 and total() < 4 * 5 * 4
    counting.count_up(anew=True)
    assert cells() == by_nights
    ItemLedger.objects.all().delete()
    counting.count_up()
    assert cells() == by_nights


def test_a_day_that_is_counted_is_not_counted_again(at: Any) -> None:
    lives(at)
    before, fitted = cells(), list(ItemFit.objects.values_list("item", "difficulty", "at").order_by("item"))
    assert nightly.calibrate() == 0
    assert cells() == before
    assert list(ItemFit.objects.values_list("item", "difficulty", "at").order_by("item")) == fitted


def test_another_process_that_was_quicker_leaves_nothing_to_add(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = at(0)
    nightly.calibrate()
    answers(people.begin(), now, (ITEM, True))
    at(1)
    inner = counting.taken

    def overtaken(*given: Any) -> Any:
        found = list(inner(*given))
        monkeypatch.setattr(counting, "taken", inner)
        assert counting.count_up() == 1
        return found

    monkeypatch.setattr(counting, "taken", overtaken)
    assert counting.count_up() == 0
    assert total() == 1


def test_the_day_that_is_not_over_waits_for_its_night(at: Any) -> None:
    now = at(0)
    answers(people.begin(), now, (ITEM, True))
    assert counting.count_up() == 0
    at(0, 12.1)  # six minutes past midnight: an answer may still be being written
    assert counting.count_up() == 0
    at(0, 12.3)
    assert counting.count_up() == 1
    assert counting.counted_to() == clock.day_of(now)


def test_a_late_answer_counts_on_the_day_it_arrives(at: Any) -> None:
    at(2)
    nightly.calibrate()
    token = people.begin()
    now = at(3)
    answers(token, now - timedelta(days=3), (ITEM, True))  # made three days before, on a phone without a link
    answers(token, now, (ids(3)[1], True))
    at(4)
    assert counting.count_up() == 2


def test_only_first_unassisted_answers_count(at: Any) -> None:
    now, token = at(0), people.begin()
    helped, hinted, retried, plain = [each for each in ids(6) if each != ITEM][:4]
    answers(token, now, (helped, True), hints=1)
    answers(token, now, (helped, True))  # the second try is no first answer
    actions.record(token.person, [Incoming(uuid7(), "hint", hinted, token.device, None, now)], now=now)
    answers(token, now, (hinted, True))
    answers(token, now, (retried, False))
    answers(token, now, (retried, True))
    answers(token, now, (plain, True))
    at(1)
    counting.count_up()
    assert {item for item, *_ in cells()} == {retried, plain}
    assert (total("score", item=retried), total("score", item=plain)) == (0, 1000)


def test_what_was_foreseen_is_what_the_model_believed_just_before(at: Any) -> None:
    now, token = at(0), people.begin()
    first, second = ids(4)[:2]
    answers(token, now, (first, True))
    state = actions.current_mind(token.person).state
    answers(token, now, (second, True))
    (_, _), (event, foreseen) = taking.first_answers([token.person], current())
    assert event.content_id == second
    assert foreseen.p == pytest.approx(predict(state, current().tasks[second], day=clock.day_number(now)), abs=1e-6)


def test_who_learnt_before_he_was_known_is_one_person(at: Any) -> None:
    at(0)
    nightly.calibrate()
    now = at(1)
    before, known = people.begin(), people.begin()
    answers(before, now, (ITEM, True))
    at(1, 15)  # claimed after midnight, before the night's count
    people.join(before.person, known.person, way="card")
    assert counting.count_up() == 1


def test_placements_are_told_from_practice_and_begin_once(at: Any) -> None:
    now = at(0)
    for _ in range(3):
        token = people.begin()
        answers(token, now, *((each, True) for each in ids(3)), context="placement")
        answers(token, now, (ITEM, True))
    at(1)
    counting.count_up()
    assert (total(), total("placed"), total("begun")) == (12, 9, 3)


def test_counts_hold_no_person(at: Any) -> None:
    lives(at)
    assert {field.name for field in ItemCell._meta.get_fields()} == {"id", *KEYS}
    assert all(set(map(type, row)) <= {str, int} for row in cells())


def test_a_change_of_the_model_counts_everything_anew(at: Any) -> None:
    lives(at)
    whole = cells()
    ItemCell.objects.update(answers=99)
    ItemLedger.objects.update(model_version=0)
    assert counting.count_up() == sum(row[4] for row in whole)
    assert cells() == whole


def test_fits_follow_the_answers_and_a_raised_meaning_begins_anew(at: Any) -> None:
    now = at(0)
    for number in range(40):
        answers(people.begin(), now, (ITEM, False), (ids(3)[1], number % 2 == 0))
    at(1)
    nightly.calibrate()
    found, item = fitting.fits()[ITEM], curriculum.item(ITEM)
    assert item is not None
    assert found.answers == 40 and found.is_enough
    assert found.difficulty > item.difficulty + 0.7
    assert "harder" in found.flags
    ItemCell.objects.filter(item=ITEM).update(meaning=item.meaning + 1)
    fitting.fit_up()
    assert ITEM not in fitting.fits() and ids(3)[1] in fitting.fits()
    ItemFit.objects.update(meaning=99)
    assert not fitting.fits()


def test_a_question_harder_on_one_kind_of_phone_says_for_whom(at: Any) -> None:
    at(0)
    others = [each for each in ids(8) if each != ITEM][:5]
    rows = []
    for cohort in ("android/full", "iphone/full", "/full"):
        for each in [ITEM, *others]:
            known = curriculum.item(each)
            assert known is not None
            right = 250 if each == ITEM and cohort.startswith("iphone") else 550
            rows.append(ItemCell(item=each, meaning=known.meaning, cohort=cohort, bin=20, answers=700,
                                 score=right * 1000, centre=0, spread=700 * 400, placed=0, begun=0))  # fmt: skip
    ItemCell.objects.bulk_create(rows)
    fitting.fit_up()
    found = fitting.fits()
    assert found[ITEM].uneven == (("iphone", "android"),)
    assert not any(found[each].uneven for each in others)


def test_the_query_counts_on_this_database_as_numpy_does() -> None:
    rows = Rows.of([
        (cell_of(n % 7, n % 3, 20 + n % 5), n % 2 * 1000, 37 * n % 900, 100 + n % 50, n % 2 + (n % 9 == 0) * BEGUN)
        for n in range(2000)
    ])  # fmt: skip
    names = [each.name for each in fields(Rows)]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE answers ({', '.join(f'{name} BIGINT' for name in names)})")
        cursor.executemany(
            f"INSERT INTO answers ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})",
            list(zip(*(getattr(rows, name).tolist() for name in names), strict=True)),
        )
        cursor.execute(item_cells.QUERY)
        counted = Cells.counted([[int(value) for value in row] for row in cursor.fetchall()])
        cursor.execute("DROP TABLE answers")
    whole = reduced(rows)
    for name in (each.name for each in fields(Cells)):
        assert getattr(counted, name).tolist() == getattr(whole, name).tolist(), name


def test_the_command_counts_fits_and_says_so(at: Any, capsys: pytest.CaptureFixture[str]) -> None:
    answers(people.begin(), at(0), (ITEM, True))
    at(1)
    assert cli.run(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"added": 1, "fitted": 1, "counted_to": "2026-11-02", "set": None}
    assert cli.run([]) == 0
    assert "Thêm 0 câu trả lời" in capsys.readouterr().out
    assert cli.run(["--anew"]) == 0
    assert "Thêm 1 câu trả lời" in capsys.readouterr().out


def test_files_without_polars_say_what_to_install(
    at: Any, tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    at(0)
    assert cli.run(["--from-rows", str(tmp_path)]) == 1
    assert "requirements-batch.lock" in capsys.readouterr().err
    settings.CALIBRATION_ROWS = str(tmp_path / "rows")
    with pytest.raises(files.Unusable, match="Polars"):
        counting.count_up()
    assert counting.counted_to() is None


def test_the_job_is_registered() -> None:
    assert jobs.registered()["learning.calibrate"] == 3600


def test_a_long_count_from_the_beginning_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "MOST_ANEW", -1)
    assert nightly.calibrate() == 0
    assert counting.counted_to() is None, "officials' figures wait behind this job"
    counting.count_up()
    assert not counting.is_anew()
