"""A record that changes: which lessons use it, which steps tell it, and the same as a command."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hocvuso.core.content import Step, Update
from hocvuso.core.factual_changes import fact_changes
from hocvuso.curriculum import changes_cli
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.reading.library import assembled
from hocvuso.curriculum.reading.versions import versioned
from hocvuso.plumbing import clock
from tests.rooms.studio.test_one_minute_updates import published
from tests.rooms.studio.test_one_minute_updates import put_back as put_back

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAGE = "/cb/tac-gia/da-doi"
FACT = "vneid-hotline"


def silent() -> list[Step]:
    """Return the steps that use the fact; an update that names no fact tells of all of its step."""
    return [one for one in curriculum.current().steps.values() if FACT in one.facts and not one.updates]


def other_number(*, with_update: bool = False) -> None:
    """Publish the same lessons with another hotline, and with an update in the first of its steps that has none."""
    now = curriculum.current()
    fact = replace(now.facts[FACT], claim="Tổng đài nay là 1900 0000.", show="1900 0000", fallback="hỏi công an xã")
    lessons = dict(now.lessons)
    if with_update:
        step = silent()[0]
        told = Update(2, date(2026, 11, 1), "Số tổng đài", "1900 0368", "1900 0000", "Sửa số đã lưu.", FACT)
        fresh = versioned(replace(step, meaning=2, updates=(told,)))
        lesson = now.lessons[step.lesson]
        whole = replace(lesson, steps=tuple(fresh if one.id == step.id else one for one in lesson.steps))
        lessons[lesson.id] = versioned(whole)
    published(assembled(now.groups, now.skills, lessons, now.items, now.cards, {**now.facts, FACT: fact}))


def test_a_changed_fact_stands_with_the_steps_that_use_it(author: Client) -> None:
    assert "Chưa có gì để so" in author.get(PAGE).content.decode()
    using = [one for one in curriculum.current().steps.values() if FACT in one.facts]
    other_number()
    page = author.get(PAGE).content.decode()
    assert "1 dữ kiện đã đổi mà chưa báo" in page and "Tổng đài nay là" not in page and "1900 0000" in page
    assert all(step.title in page for step in using)
    assert page.count("chưa có cập nhật") == len(silent()) > 1


def test_a_step_with_an_update_is_not_called_silent(author: Client) -> None:
    left = len(silent()) - 1
    other_number(with_update=True)
    page = author.get(PAGE).content.decode()
    assert page.count("chưa có cập nhật") == left and "đã có cập nhật" in page
    assert "0 người học cần biết" in page


def test_a_new_day_of_a_check_alone_is_no_change() -> None:
    now = curriculum.current()
    checked = {name: replace(fact, checked_on=clock.today()) for name, fact in now.facts.items()}
    assert fact_changes(now.facts, assembled(now.groups, {}, {}, {}, {}, checked)) == []


def test_the_command_compares_a_folder_with_what_is_in_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert changes_cli.run(settings.CONTENT, as_object=True) == 0
    assert json.loads(capsys.readouterr().out) == {"changes": []}
    folder = Path(shutil.copytree(settings.CONTENT, tmp_path / "content"))
    facts = folder / "facts.toml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("1900.0368", "1900.9999"), encoding="utf-8")
    changes_cli.run(folder, as_object=True)
    rows = json.loads(capsys.readouterr().out)["changes"]
    (mine,) = [row for row in rows if row["id"] == FACT]
    assert mine["how"] == "changed" and mine["without_update"] == [one.id for one in silent()]
    changes_cli.run(folder, as_object=False)
    assert "chưa có [[update]]" in capsys.readouterr().out


UPDATE = """
[[update]]
step = "{step}"
since = {since}
on = {on}
what = "Số báo tin"
old = "{old}"
new = "{new}"
do = "Sửa số đã lưu."
{more}
"""


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"since": 3}, "update-meaning"),
        ({"on": "2027-06-01"}, "dates"),
        ({"old": "Hỏi công đoàn."}, "update-same"),
        ({"new": "Gọi {fact:info-share-fine}."}, "fact-not-named"),
        ({"more": 'fact = "info-share-fine"'}, "fact-not-named"),
        ({"more": 'item = "kns.4.3/none-at-all"'}, "unknown-id"),
        ({"step": "none-at-all"}, "unknown-id"),
        ({}, ""),
    ],
)
def test_updates_are_checked(tmp_path: Path, values: dict[str, str], code: str) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "curriculum/small", tmp_path / "content"))
    lesson = next(folder.glob("skills/*/lessons/*.toml"))
    text = lesson.read_text(encoding="utf-8")
    first = text.index("[[step]]")
    text = text[:first] + text[first:].replace("meaning = 1", "meaning = 2", 1)
    step = text[first:].partition('id = "')[2].partition('"')[0]
    filled = {
        "step": step,
        "since": 2,
        "on": "2026-11-01",
        "old": "Gửi 156.",
        "new": "Hỏi công đoàn.",
        "more": "",
    } | values
    before = {one.code for one in check_folder(folder, today=date(2026, 11, 29)).problems}
    lesson.write_text(text + UPDATE.format(**filled), encoding="utf-8")
    after = check_folder(folder, today=date(2026, 11, 29))
    new = {one.code for one in after.problems if one.severity == "error"} - before
    assert new == ({code} if code else set())
