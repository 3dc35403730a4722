"""A site's own lessons: beside what is shipped, never in its place, and never a reason for the site to stand still."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hocvuso.assistant import desk
from hocvuso.core import retrieval
from hocvuso.core.local_ids import is_local
from hocvuso.core.reading import read
from hocvuso.curriculum import actions, cli, glossary, local_content
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.reading.local import is_of_local
from hocvuso.plumbing import clock
from hocvuso.studio import tasks
from tests.rooms.studio import local_lessons
from tests.rooms.studio.test_one_minute_updates import put_back as put_back

pytestmark = [pytest.mark.django_db(databases="__all__")]
SMALL = Path(__file__).parents[1] / "curriculum/small"
TODAY = date(2026, 11, 29)
LESSON, STEP = "kns.0.1/local-factory-gate", "kns.0.1/local-factory-gate#tell-the-gate"
FILE = "skills/kns.0.1/lessons/local-factory-gate.toml"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A small folder of shipped content."""
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


@pytest.fixture
def own(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the site, with one lesson, and both folders in the settings."""
    monkeypatch.setattr(settings, "CONTENT", shipped)
    monkeypatch.setattr(settings, "CONTENT_LOCAL", tmp_path / "own")
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return local_lessons.write(tmp_path / "own", skill_id="kns.0.1")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_ids_tell_whose_they_are() -> None:
    mine = ("local.1.1", "local.1.1/a", "local.1.1/a#b", "kns.4.3/local-a", "kns.4.3/local-a#b", "answer/local-a",
            "local-fact")  # fmt: skip
    assert all(is_local(name) for name in mine)
    theirs = ("kns.4.3", "kns.4.3/a-local-b", "kns.4.3/a#local-b", "answer/a", "locality", "report-scam-text")
    assert not any(is_local(name) for name in theirs)


def test_a_local_lesson_joins_a_shipped_skill_and_nothing_shipped_changes(shipped: Path, own: Path) -> None:
    alone = check_folder(shipped, today=TODAY)
    both = check_folder(shipped, today=TODAY, local=own)
    assert [one for one in both.problems if is_of_local(one) and one.severity == "error"] == []
    assert alone.curriculum is not None and both.curriculum is not None
    assert LESSON in both.curriculum.lessons and STEP in both.curriculum.steps
    for kind in ("skills", "lessons", "items", "cards"):
        for name, part in getattr(alone.curriculum, kind).items():
            assert getattr(both.curriculum, kind)[name].version == part.version


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (FILE, 'id = "kns.0.1/local-factory-gate"', 'id = "kns.0.1/first-steps"', "not-local"),
        ("facts.toml", "local-gate-phone", "report-scam-text", "not-local"),
        ("skills/kns.0.1/items.toml", "kns.0.1/local-first-call", "kns.0.1/first-call", "not-local"),
        (FILE, 'facts = ["local-gate-phone"]', 'facts = ["no-such-fact"]', "unknown-id"),
        (FILE, 'level = "basic"', "level = ", "toml"),
    ],
)
def test_what_would_override_or_is_broken_is_a_clear_error(
    shipped: Path, own: Path, file: str, old: str, new: str, code: str
) -> None:
    edit(own / file, old, new)
    found = check_folder(shipped, today=TODAY, local=own).problems
    wrong = [one for one in found if one.severity == "error" and is_of_local(one)]
    assert code in {one.code for one in wrong}
    assert all(one.file.startswith("content-local/") for one in wrong)


def test_shipped_content_may_not_use_local_ids(shipped: Path) -> None:
    edit(shipped / "skills/kns.0.1/items.toml", "kns.0.1/", "kns.0.1/local-")
    assert "local-id" in {one.code for one in check_folder(shipped, today=TODAY).problems}


def test_a_broken_file_leaves_the_last_good_lesson_and_a_new_shipped_one_still_comes(shipped: Path, own: Path) -> None:
    assert local_content.publish(clock.now()).is_new
    good = curriculum.current().lessons[LESSON].version
    edit(own / FILE, 'level = "basic"', "level = ")
    outcome = local_content.publish(clock.now())
    assert not outcome.is_refused and not outcome.is_new
    assert "bài của đơn vị có 2 lỗi" in outcome.summary and FILE in outcome.summary
    assert curriculum.current().lessons[LESSON].version == good
    edit(shipped / "skills/kns.0.1/skill.toml", 'title = "', 'title = "Mới: ')  # an update of the program
    outcome = local_content.publish(clock.now())
    assert outcome.is_new
    now = curriculum.current()
    assert now.skills["kns.0.1"].title.startswith("Mới: ") and now.lessons[LESSON].version == good
    assert now.items["kns.0.1/local-first-call"].step == STEP
    noted = local_content.noted()
    assert noted is not None and noted.is_broken
    edit(own / FILE, "level = ", 'level = "basic"')
    local_content.publish(clock.now())
    assert not local_content.noted().is_broken  # type: ignore[union-attr]


def test_a_first_start_with_a_broken_local_file_serves_what_is_shipped(own: Path) -> None:
    edit(own / FILE, 'level = "basic"', "level = ")
    outcome = local_content.publish(clock.now())
    assert outcome.is_new and outcome.curriculum is not None and LESSON not in outcome.curriculum.lessons
    assert "kns.0.1" in curriculum.current().skills


def test_an_id_used_for_something_else_is_refused_without_harm_to_the_rest(own: Path) -> None:
    local_content.publish(clock.now())
    kept = (own / FILE).read_text(encoding="utf-8")
    (own / FILE).unlink()
    (own / "skills/kns.0.1/items.toml").unlink()
    local_content.publish(clock.now())
    assert LESSON not in curriculum.current().lessons
    (own / FILE).write_text(kept.replace("Báo tin lạ ở cổng xưởng", "Chuyện khác hẳn"), encoding="utf-8")
    outcome = local_content.publish(clock.now())
    assert "reused-id" in {one.code for one in outcome.local_problems}
    assert LESSON not in curriculum.current().lessons and "kns.0.1" in curriculum.current().skills


def test_changed_files_are_published_by_themselves_and_the_same_ones_are_not_read_again(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "build", lambda: 0)
    assert tasks.publish_local()
    monkeypatch.setattr(actions, "check_folder", lambda *_, **__: pytest.fail("read again"))
    assert not tasks.publish_local()
    assert not actions.publish(settings.CONTENT, now=clock.now(), local=settings.CONTENT_LOCAL).is_new


def test_the_command_checks_a_local_folder(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    local_lessons.write(own.with_name("site"))
    assert cli.run(["check", str(own.with_name("site"))]) == 0
    assert "1 bài, 1 bước, 1 câu hỏi" in capsys.readouterr().out
    edit(own.with_name("site") / "facts.toml", "local-gate-phone", "gate-phone")
    assert cli.run(["check", str(own.with_name("site"))]) == 1
    assert "thuộc phần đi kèm" in capsys.readouterr().out


def test_screens_say_whose_lesson_it_is_and_search_finds_it(own: Path, site: Client) -> None:
    local_content.publish(clock.now())
    step = site.get("/bai/kns.0.1/local-factory-gate/tell-the-gate").content.decode()
    assert "Bài của đơn vị" in step and "Gọi máy lẻ 11" in step
    assert "Bài của đơn vị" in site.get("/ky-nang/kns.0.1").content.decode()
    assert "Bài của đơn vị" not in site.get("/bai/kns.0.1/first-steps/lock-screen").content.decode()
    asked = site.get("/hoi", {"q": "báo bảo vệ xưởng máy lẻ số mấy"}).content.decode()
    assert "Gọi máy lẻ 11" in asked and "Bài của đơn vị" in asked
    index = desk.library().index
    found = retrieval.search(index, read("bao ve xuong may le so may", index.lexicon), 3)
    assert found[0].id == STEP


def test_the_authors_page_shows_lessons_and_errors(author: Client, own: Path) -> None:
    assert "Thư mục còn trống" in author.get("/cb/tac-gia/don-vi").content.decode()
    local_content.publish(clock.now())
    page = author.get("/cb/tac-gia/don-vi").content.decode()
    assert "1 bài của đơn vị đang dùng" in page and "Báo tin lạ ở cổng xưởng" in page
    edit(own / FILE, 'level = "basic"', "level = ")
    local_content.publish(clock.now())
    page = author.get("/cb/tac-gia/don-vi").content.decode()
    assert "bản tốt gần nhất vẫn được dùng" in page and FILE in page and "Sai cú pháp TOML" in page
    assert "/cb/tac-gia/don-vi" in author.get("/cb/tac-gia").content.decode()


def test_words_of_the_site_stand_beside_those_that_are_shipped(own: Path) -> None:
    before = {word.id for word in glossary.words()}
    row = next(iter((settings.CLONE / "content/glossary.toml").read_text(encoding="utf-8").split("[[word]]")[1:2]))
    name = row.partition('id = "')[2].partition('"')[0]
    (own / "glossary.toml").write_text("[[word]]" + row.replace(f'id = "{name}"', 'id = "local-gate"'), "utf-8")
    assert {word.id for word in glossary.words()} - before == {"local-gate"}
