"""Reading: lines, versions, the shipped content, frameworks."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.content import ITEM_KINDS, Item, Skill, Step
from hocvuso.core.graph import SkillGraph
from hocvuso.core.items import mark, right_response, validate
from hocvuso.curriculum import lint
from hocvuso.curriculum.parse import Reading, content_folder, read_folder
from hocvuso.curriculum.reading.lines import scan
from hocvuso.curriculum.reading.stored import KINDS, body_of, parts_of, revive, version_of
from hocvuso.curriculum.reading.versions import hash_of

Edit = Callable[[str, str, str], None]
LESSON = "skills/kns.0.1/lessons/first-steps.toml"
ITEMS = "skills/kns.0.1/items.toml"
STEP = "kns.0.1/first-steps#lock-screen"
FIXED_PREREQUISITES = {
    "kns.0.3": ("kns.0.1",),
    "kns.1.2": ("kns.1.1",),
    "kns.2.2": ("kns.0.2", "kns.0.3"),
    "kns.4.1": ("kns.0.1",),
    "kns.4.3": ("kns.0.1", "kns.2.1"),
    "kns.5.1": ("kns.0.2", "kns.4.1"),
    "kns.5.2": ("kns.5.1", "kns.1.1"),
    "kns.6.2": ("kns.6.1", "kns.4.1"),
    "kns.10.1": (),
}


@pytest.fixture(scope="module")
def shipped() -> Reading:
    """The content of the repository."""
    return lint.check_folder(content_folder(), today=date(2026, 11, 29))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def test_every_value_of_the_shipped_content_has_its_line() -> None:
    for file in sorted(content_folder().glob("**/*.toml")):
        text = file.read_text(encoding="utf-8")
        lines, rows = scan(text), text.split("\n")
        for path, value in leaves(tomllib.loads(text)):
            row = rows[lines.at(path) - 1]
            assert path in lines.by_path, (file, path)
            if isinstance(path[-1], str):
                assert row.startswith(path[-1]) or "{" in row, (file, path, row)
            elif isinstance(value, str) and "\\" not in row:
                assert value in row, (file, path, row)


@given(st.text(alphabet="[]{}=\"'#\n ab.,\\", max_size=60))
def test_the_scan_ends_on_any_text(text: str) -> None:
    assert all(line >= 1 for line in scan(text).by_path.values())


def test_lines_of_strings_that_hold_signs_of_toml() -> None:
    text = "a = '''\n[[step]]\nb = 1\n'''\n[[step]]\nc = [\n  \"x = [\",  # ] note\n  'y',\n]\nd = {e = 1}\n"
    lines = scan(text)
    assert lines.at(("a",)) == 1
    assert lines.at(("step", 0)) == 5
    assert lines.at(("step", 0, "c", 1)) == 8
    assert lines.at(("step", 0, "d")) == 10
    assert lines.at(("step", 0, "c", 7)) == 6
    assert lines.at(("nothing",)) == 1


def versions(reading: Reading) -> dict[str, str]:
    assert reading.curriculum is not None
    return {
        f"{kind} {name}": version_of(part)
        for kind, parts in parts_of(reading.curriculum).items()
        for name, part in parts.items()
    }


def test_layout_changes_no_version(folder: Path, edit: Edit) -> None:
    before = read_folder(folder)
    edit(LESSON, 'title = "Khoá màn hình"\n', "# một lời ghi\ntitle   =   'Khoá màn hình'\n\n")
    edit(LESSON, 'text = "Pin bền hơn khi bạn sạc sớm."', "text = '''\nPin bền hơn khi bạn sạc sớm.  \n\n'''")
    edit(LESSON, 'do = ["Cắm đầu dây vào máy.", ', 'do = [\n  "Cắm đầu dây vào máy.",\n  ')
    edit(ITEMS, "difficulty = -1\nseconds = 30", "seconds = 30\ndifficulty = -1.0")
    after = read_folder(folder)
    assert not after.is_broken
    assert versions(before) == versions(after)
    assert before.curriculum and after.curriculum and before.curriculum.version == after.curriculum.version


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        (LESSON, 'title = "Khoá màn hình"', 'title = "Khoá máy"', {f"step {STEP}", "lesson kns.0.1/first-steps"}),
        (LESSON, "Nút nào dùng", "Phím nào dùng", {f"step {STEP}", "lesson kns.0.1/first-steps"}),
        (LESSON, 'app_version = "18"', 'app_version = "19"', {f"step {STEP}", "lesson kns.0.1/first-steps"}),
        (LESSON, "minutes = 3", "minutes = 4", {"lesson kns.0.1/first-steps"}),
        (LESSON, 'spoken = "pin"', 'spoken = "pờ-in"', {"lesson kns.0.1/first-steps"}),
        (ITEMS, "seconds = 30", "seconds = 31", {"item kns.0.1/which-button"}),
        (ITEMS, "Nút này chỉnh", "Nó chỉnh", {"item kns.0.1/which-button"}),
        ("facts.toml", 'publisher = "Báo"', 'publisher = "Báo chí"', {"fact lock-helps"}),
        ("answers/lost-phone.toml", "tìm máy", "kiếm máy", {"card answer/lost-phone"}),
        ("framework/groups.toml", '"Devices"', '"Phones"', {"group g0"}),
    ],
)
def test_any_change_of_words_changes_its_versions_and_no_other(
    folder: Path, edit: Edit, file: str, old: str, new: str, changed: set[str]
) -> None:
    before = read_folder(folder)
    edit(file, old, new)
    after = read_folder(folder)
    was, now = versions(before), versions(after)
    assert {name for name in now if now[name] != was[name]} == changed
    assert before.curriculum and after.curriculum and before.curriculum.version != after.curriculum.version


@pytest.mark.parametrize("kind", ["skill", "step", "item", "card", "fact"])
def test_every_field_counts_for_the_version(folder: Path, kind: str) -> None:
    curriculum = read_folder(folder).curriculum
    assert curriculum is not None
    part = next(iter(parts_of(curriculum)[kind].values()))
    for field in fields(part):
        if field.name != "version":
            assert hash_of(replace(part, **{field.name: "khác hẳn"})) != hash_of(part), field.name
    assert hash_of(replace(part, **({"version": "x"} if hasattr(part, "version") else {}))) == hash_of(part)


def test_stored_parts_come_back_equal(shipped: Reading) -> None:
    assert shipped.curriculum is not None
    steps: dict[tuple[str, str], Step] = {}
    for kind in KINDS:
        for name, part in parts_of(shipped.curriculum)[kind].items():
            body = json.loads(json.dumps(body_of(part)))
            back = revive(kind, body, version_of(part), steps)
            assert back == part
            if kind == "step":
                steps[(name, part.version)] = back


def test_segments_keep_the_blanks_between_them(shipped: Reading) -> None:
    assert shipped.curriculum is not None
    item = shipped.curriculum.items["kns.4.3/parcel-signs"]
    message = "".join(segment.text for segment in item.segments)
    assert message.startswith("Giao Nhanh Cánh Én: Đơn hàng")


def test_the_yardstick_has_no_error(shipped: Reading) -> None:
    errors = [
        problem
        for problem in shipped.problems
        if problem.severity == "error" and ("kns.4.3" in problem.file or problem.file.startswith("answers/"))
    ]
    assert errors == []


def test_the_shipped_items_can_be_marked(shipped: Reading) -> None:
    assert shipped.curriculum is not None
    items: list[Item] = list(shipped.curriculum.items.values())
    assert {item.kind for item in items} == set(ITEM_KINDS)
    for item in items:
        assert validate(item) == []
        assert mark(item, right_response(item)).score == 1.0


def test_all_skills_are_there_in_teaching_order(shipped: Reading) -> None:
    assert shipped.curriculum is not None
    skills: list[Skill] = list(shipped.curriculum.skills.values())
    assert len(skills) == 41
    numbers = [tuple(map(int, skill.id.removeprefix("kns.").split("."))) for skill in skills]
    assert numbers == sorted(numbers)
    for skill in skills:
        assert skill.origin == "own-draft"
        assert "757" not in skill.title + skill.summary + skill.easy
        assert 2 <= len(skill.outcomes) <= 6


def test_the_prerequisite_graph_is_as_designed(shipped: Reading) -> None:
    assert shipped.curriculum is not None
    skills = shipped.curriculum.skills
    for name, needed in FIXED_PREREQUISITES.items():
        assert set(skills[name].prerequisites) == set(needed), name
    graph = SkillGraph.from_skills((skill.id, skill.prerequisites) for skill in skills.values())
    assert len(graph.ids) == 41
    roots = [skill.id for skill in skills.values() if not skill.prerequisites]
    assert roots == ["kns.0.1", "kns.10.1"]


def test_every_skill_is_wanted_or_leads_somewhere_its_audience_goes(shipped: Reading) -> None:
    """A learner who needs a skill first must be among those it is written for."""
    assert shipped.curriculum is not None
    skills = shipped.curriculum.skills
    for skill in skills.values():
        for needed in skill.prerequisites:
            assert set(skill.audiences) <= set(skills[needed].audiences), (skill.id, needed)


def test_frameworks_stay_honest(shipped: Reading) -> None:
    frameworks = {one.id: one for one in shipped.frameworks.all}
    assert set(frameworks) == {"qd-757-2025", "tt-02-2025", "digcomp-2.2"}
    own = frameworks["qd-757-2025"]
    assert own.is_own_taxonomy
    assert "OUR WORKING TAXONOMY" in dict(own.honesty)["what_is_not"]
    assert "Never print 'per Decision 757'" in dict(own.honesty)["before_publication"]
    assert all(competence.official_code == "" for competence in own.competences)
    assert [len(frameworks[name].competences) for name in ("qd-757-2025", "tt-02-2025", "digcomp-2.2")] == [41, 24, 21]
    assert "from memory" in frameworks["digcomp-2.2"].note
    assert len(own.national_targets) == 10


def test_the_crosswalk_covers_every_skill(shipped: Reading) -> None:
    crosswalk = shipped.frameworks.crosswalk
    assert shipped.curriculum is not None
    assert set(crosswalk) == set(shipped.curriculum.skills)
    assert crosswalk["kns.4.3"].tt02 == ("tt02.4.2", "tt02.1.2")
    assert {close.confidence for close in crosswalk.values()} == {"own-judgement"}


FRAMEWORK = """
[framework]
id = "own"
title = "Khung"
title_en = "Frame"
issuer = "Dự án"
is_own_taxonomy = true
[[honesty]]
topic = "what_is_verified"
text = "x"
[[honesty]]
topic = "what_is_not"
text = "x"
[[honesty]]
topic = "before_publication"
text = "x"
[[area]]
id = "a"
title = "A"
title_en = "A"
confidence = "own-draft"
[[competence]]
id = "kns.0.1"
area = "a"
title = "B"
title_en = "B"
confidence = "own-draft"
[[competence]]
id = "kns.0.2"
area = "a"
title = "C"
title_en = "C"
confidence = "own-draft"
"""
CROSSWALK = """
[crosswalk]
id = "x"
status = "own-judgement"
relation = "first is closest"
[[map]]
from = "kns.0.1"
tt02 = []
digcomp22 = ["kns.0.2"]
confidence = "own-judgement"
[[map]]
from = "kns.0.2"
tt02 = []
digcomp22 = []
confidence = "own-judgement"
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "", None),
        ('topic = "what_is_not"', 'topic = "other"', "no-honesty"),
        ('id = "kns.0.2"\narea', 'id = "kns.0.3"\narea', "unknown-id"),
        ('id = "kns.0.2"\narea', 'id = "kns.0.1"\narea', "twin-id"),
        ('area = "a"', 'area = "b"', "unknown-id"),
        ('confidence = "own-draft"', 'confidence = "sure"', "literal_error"),
        ('from = "kns.0.2"', 'from = "kns.0.1"', "twin-id"),
        ('from = "kns.0.2"', 'from = "kns.0.7"', "unlisted-skill"),
        ('digcomp22 = ["kns.0.2"]', 'digcomp22 = ["dc.9"]', "unknown-id"),
        ("[framework]", "[framework", "toml"),
    ],
)
def test_framework_files_are_checked(folder: Path, old: str, new: str, code: str | None) -> None:
    for name, text in (("own", FRAMEWORK), ("crosswalk", CROSSWALK)):
        changed = text.replace(old, new, 1) if old else text
        (folder / "framework" / f"{name}.toml").write_text(changed, encoding="utf-8")
    problems = read_folder(folder).problems
    assert [problem.code for problem in problems if problem.code == code] if code else not problems


def test_other_rooms_may_keep_files_beside_frameworks(folder: Path) -> None:
    (folder / "framework" / "targets.toml").write_text("[[target]]\nid = 1\n", encoding="utf-8")
    assert not read_folder(folder).is_broken


def test_reading_and_checking_need_no_django() -> None:
    code = (
        "import sys; from hocvuso.curriculum import cli, render; from hocvuso.curriculum.parse import *; "
        "read_folder(content_folder()); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": "src"}).returncode == 0
