"""Publishing: one pointer, every version kept, broken content kept out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hocvuso.curriculum import actions, queries
from hocvuso.curriculum.models import ContentVersion, Publication
from hocvuso.curriculum.parse import read_folder

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]

Edit = Callable[[str, str, str], None]
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
LESSON = "skills/kns.0.1/lessons/first-steps.toml"
ITEMS = "skills/kns.0.1/items.toml"
ITEM = "kns.0.1/which-button"


@pytest.fixture(autouse=True)
def empty_site(db: None) -> Iterator[None]:
    """No test sees what was published before it, and none leaves a trace in the process."""
    Publication.objects.all().delete()
    ContentVersion.objects.all().delete()
    queries.forget()
    yield
    queries.forget()


def test_nothing_is_there_before_the_first_publication() -> None:
    assert not queries.is_published()
    assert queries.current() is queries.EMPTY
    assert queries.publication() is None
    assert queries.item(ITEM) is None


def test_what_was_published_is_what_was_read(folder: Path) -> None:
    outcome = actions.publish(folder, now=NOW)
    read = read_folder(folder).curriculum
    assert read is not None and outcome.is_new and not outcome.is_refused
    found = queries.current()
    assert found.version == outcome.version == read.version
    assert list(found.steps.items()) == list(read.steps.items())
    assert list(found.lessons.items()) == list(read.lessons.items())
    assert list(found.items.items()) == list(read.items.items())
    assert list(found.skills.items()) == list(read.skills.items())
    assert (found.cards, found.facts, found.groups) == (read.cards, read.facts, read.groups)
    assert set(outcome.added) >= {ITEM, "kns.0.1", "answer/lost-phone", "screen-off", "g0"}
    published = queries.publication()
    assert published is not None and (published.version, published.published_at) == (read.version, NOW)
    assert outcome.summary == "2 kỹ năng, 2 bước, 3 câu hỏi"


def test_the_same_content_again_changes_nothing(folder: Path, edit: Edit) -> None:
    actions.publish(folder, now=NOW)
    rows = ContentVersion.objects.count()
    edit(LESSON, 'title = "Khoá màn hình"', "title = 'Khoá màn hình'  # cũng vậy")
    again = actions.publish(folder, now=NOW)
    assert not again.is_new and not again.is_refused and again.curriculum is not None
    assert (Publication.objects.count(), ContentVersion.objects.count()) == (1, rows)
    assert again.summary.endswith("không đổi")


def test_a_folder_with_the_same_files_is_not_read_again(
    folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = actions.publish(folder, now=NOW)
    read: list[Path] = []
    whole = actions.check_folder

    def counted(path: Path, **facts: Any) -> Any:
        read.append(path)
        return whole(path, **facts)

    monkeypatch.setattr(actions, "check_folder", counted)
    again = actions.publish(folder, now=NOW)
    assert (again.is_new, again.is_refused, again.version, read) == (False, False, first.version, [])
    assert again.curriculum is queries.current()
    edit(LESSON, 'title = "Khoá màn hình"', "title = 'Khoá màn hình'")
    assert not actions.publish(folder, now=NOW).is_new
    assert not actions.publish(folder, now=NOW).is_new
    assert len(read) == 1
    edit(ITEMS, "place = 3", "place = 4")
    assert actions.publish(folder, now=NOW).is_refused
    assert actions.publish(folder, now=NOW).is_refused
    assert len(read) == 3


def test_a_change_is_told_and_the_old_version_stays(folder: Path, edit: Edit) -> None:
    actions.publish(folder, now=NOW)
    before = queries.item(ITEM)
    assert before is not None
    edit(ITEMS, "Nút này chỉnh tiếng to nhỏ.", "Nút này chỉnh âm lượng.")
    edit(LESSON, 'caution = "Đừng bấm giữ quá lâu."\n', 'caution = "Bấm một lần thôi."\n')
    edit(LESSON, 'listen = "Đọc chậm."\nmeaning = 1', 'listen = "Đọc chậm."\nmeaning = 2')
    outcome = actions.publish(folder, now=NOW)
    step = "kns.0.1/first-steps#lock-screen"
    assert set(outcome.changed) == {ITEM, step, "kns.0.1/first-steps"}
    assert outcome.meaning_raised == (step,)
    assert outcome.added == outcome.retired == ()
    after = queries.item(ITEM)
    assert after is not None and after.version != before.version
    assert queries.item(ITEM, before.version) == before
    assert queries.item(ITEM, after.version) == after
    assert queries.item(ITEM, "0" * 16) is None
    assert Publication.objects.filter(is_current=True).count() == 1


def test_retired_parts_are_found_by_their_version_only(folder: Path, edit: Edit) -> None:
    actions.publish(folder, now=NOW)
    before, lesson = queries.item(ITEM), queries.lesson("kns.0.1/first-steps")
    assert before is not None and lesson is not None
    edit(ITEMS, 'status = "draft"', 'status = "retired"')
    edit(ITEMS, "first-steps#charge-well", "first-steps#lock-screen")
    outcome = actions.publish(folder, now=NOW)
    assert outcome.retired == (ITEM,)
    assert queries.item(ITEM) is None
    assert queries.item(ITEM, before.version) == before
    assert queries.lesson(lesson.id, lesson.version) == lesson


def test_old_lessons_come_with_their_old_steps(folder: Path, edit: Edit) -> None:
    actions.publish(folder, now=NOW)
    lesson = queries.lesson("kns.0.1/first-steps")
    assert lesson is not None
    edit(LESSON, 'title = "Sạc máy"', 'title = "Sạc pin"')
    actions.publish(folder, now=NOW)
    assert queries.lesson(lesson.id) != lesson
    assert queries.lesson(lesson.id, lesson.version) == lesson
    step = lesson.steps[1]
    assert queries.step(step.id, step.version) == step
    assert queries.step(step.id) != step


def test_broken_content_never_replaces_good_content(folder: Path, edit: Edit) -> None:
    good = actions.publish(folder, now=NOW)
    edit(ITEMS, "place = 3", "place = 4")
    outcome = actions.publish(folder, now=NOW)
    assert outcome.is_refused and not outcome.is_new
    assert outcome.version == good.version == queries.current().version
    assert outcome.curriculum is queries.current()
    assert "places-from-one" in {problem.code for problem in outcome.problems}
    assert "bản cũ được giữ" in outcome.summary
    (folder / ITEMS).write_text("= hỏng", encoding="utf-8")
    assert actions.publish(folder, now=NOW).is_refused
    assert actions.publish(folder / "nowhere", now=NOW).is_refused


def test_on_an_empty_site_the_whole_part_is_taken(folder: Path, edit: Edit) -> None:
    edit(ITEMS, "place = 3", "place = 4")
    outcome = actions.publish(folder, now=NOW)
    assert outcome.is_new and outcome.problems
    assert ITEM in queries.current().items
    assert "kns.0.1/charge-order" not in queries.current().items
    assert "phần hỏng được để lại" in outcome.summary


def test_an_empty_folder_publishes_nothing(tmp_path: Path) -> None:
    outcome = actions.publish(tmp_path, now=NOW)
    assert outcome.is_refused and outcome.curriculum is None and outcome.version == ""
    assert Publication.objects.count() == 0


def test_a_retired_id_does_not_come_back_as_something_else(folder: Path, edit: Edit) -> None:
    actions.publish(folder, now=NOW)
    edit(ITEMS, 'status = "draft"', 'status = "retired"')
    edit(ITEMS, "first-steps#charge-well", "first-steps#lock-screen")
    assert actions.publish(folder, now=NOW).retired == (ITEM,)
    edit(ITEMS, 'status = "retired"', 'status = "draft"')
    assert actions.publish(folder, now=NOW).added == (ITEM,)  # the same words again: a slip undone
    edit(ITEMS, 'status = "draft"', 'status = "retired"')
    actions.publish(folder, now=NOW)
    edit(ITEMS, 'status = "retired"', 'status = "draft"')
    edit(ITEMS, "Chị Lan muốn khoá máy.", "Anh Hùng muốn chụp ảnh.")
    refused = actions.publish(folder, now=NOW)
    assert refused.is_refused
    assert [problem.code for problem in refused.problems if problem.severity == "error"] == ["reused-id"]


def test_meaning_does_not_go_down(folder: Path, edit: Edit) -> None:
    edit(ITEMS, "meaning = 1", "meaning = 3")
    actions.publish(folder, now=NOW)
    edit(ITEMS, "meaning = 3", "meaning = 2")
    refused = actions.publish(folder, now=NOW)
    assert refused.is_refused
    assert "meaning-lowered" in {problem.code for problem in refused.problems}


def test_a_failure_half_way_leaves_everything_as_it_was(
    folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = actions.publish(folder, now=NOW)
    rows = ContentVersion.objects.count()
    edit(LESSON, 'title = "Sạc máy"', 'title = "Sạc pin"')

    def fail(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(Publication.objects, "create", fail)
    with pytest.raises(RuntimeError):
        actions.publish(folder, now=NOW)
    queries.forget()
    assert queries.current().version == good.version
    assert ContentVersion.objects.count() == rows


def test_only_one_publication_can_be_in_force(folder: Path) -> None:
    actions.publish(folder, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(version="x", manifest={}, published_at=NOW)


def test_the_current_curriculum_is_kept_and_costs_no_query(folder: Path) -> None:
    actions.publish(folder, now=NOW)
    first = queries.current()
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert all(queries.current() is first for _ in range(100))
        assert queries.item(ITEM) is not None
    assert len(made) == 0
    queries.forget()
    with CaptureQueriesContext(connection) as made:
        assert queries.current() is first
    assert len(made) == 1


def test_a_publication_by_another_process_is_seen_after_a_while(
    folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.publish(folder, now=NOW)
    old = queries.current()
    edit(LESSON, 'title = "Sạc máy"', 'title = "Sạc pin"')
    monkeypatch.setattr(queries, "forget", lambda: None)
    actions.publish(folder, now=NOW)
    assert queries.current() is old
    monkeypatch.setattr(queries, "CHECK_EVERY_SECONDS", 0.0)
    assert queries.current().version != old.version


def test_items_of_a_skill_are_in_their_order(folder: Path) -> None:
    actions.publish(folder, now=NOW)
    names = [item.id.partition("/")[2] for item in queries.items_of("kns.0.1")]
    assert names == ["which-button", "charge-order", "wet-hands"]
    assert queries.items_of("kns.0.2") == ()
    assert queries.skill("kns.0.2") is not None
    assert queries.card("answer/lost-phone") is not None


def test_many_threads_read_one_object(folder: Path) -> None:
    actions.publish(folder, now=NOW)
    found = queries.current()
    seen: list[bool] = []
    threads = [threading.Thread(target=lambda: seen.append(queries.current() is found)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 8
