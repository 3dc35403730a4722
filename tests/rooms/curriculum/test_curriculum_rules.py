"""Every rule of the content format: one change to a good folder, one problem at the right place."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.core.items import KINDS, mark, right_response
from hocvuso.curriculum import cli, lint
from hocvuso.curriculum.checks import items, messages
from hocvuso.curriculum.parse import Problem, Reading, read_folder

Edit = Callable[[str, str, str], None]
SKILL = "skills/kns.0.1/skill.toml"
LESSON = "skills/kns.0.1/lessons/first-steps.toml"
PICTURES = "skills/kns.0.1/pictures.toml"
ITEMS = "skills/kns.0.1/items.toml"
CARD = "answers/lost-phone.toml"
FACTS = "facts.toml"
SMALL = Path(__file__).parent / "small"
NEXT = "skills/kns.0.2/skill.toml"


def coded(reading: Reading, code: str) -> list[Problem]:
    return [problem for problem in reading.problems if problem.code == code]


def test_the_small_folder_is_good(check: Callable[[], Reading]) -> None:
    reading = check()
    assert [problem.code for problem in reading.problems] == ["lesson-size"]
    assert not reading.is_broken


STRUCTURE = [
    (SKILL, 'title = "Sử dụng thiết bị"\n', "", "missing"),
    (SKILL, 'owner = "content-team"', 'ower = "content-team"', "extra_forbidden"),
    (SKILL, "meaning = 1", 'meaning = "1"', "int_type"),
    (SKILL, "meaning = 1", "meaning = 0", "greater_than_equal"),
    (SKILL, 'status = "draft"', 'status = "ready"', "literal_error"),
    (SKILL, "checked_on = 2026-11-01", 'checked_on = "2026-11-01"', "date_type"),
    (SKILL, 'id = "lock-it"', 'id = "Lock it"', "string_pattern_mismatch"),
    (SKILL, 'title_en = "Use a device"', 'title_en = "  "', "string_too_short"),
    (SKILL, 'related = ["kns.0.2"]', 'related = [["kns.0.2"]]', "depth"),
    (SKILL, 'audiences = ["worker", "family"]', "audiences = []", "too_short"),
    (SKILL, 'audiences = ["worker", "family"]', 'audiences = "worker"', "list_type"),
    (SKILL, 'group = "g0"', 'group = "g7"', "unknown-id"),
    (SKILL, 'id = "kns.0.1"', 'id = "kns.0.9"', "file-name"),
    (SKILL, 'lessons = ["kns.0.1/first-steps"]', "lessons = []", "unlisted-lesson"),
    (SKILL, 'lessons = ["kns.0.1/first-steps"]', 'lessons = ["kns.0.1/no-such"]', "unknown-id"),
    (SKILL, "prerequisites = []", 'prerequisites = ["kns.0.2"]', "prerequisite-ring"),
    (SKILL, "prerequisites = []", 'prerequisites = ["kns.0.1"]', "self-reference"),
    (SKILL, "prerequisites = []", 'prerequisites = ["kns.9.9"]', "unknown-id"),
    (SKILL, "prerequisites = []", "prerequisites = [", "toml"),
    (LESSON, "Khoá máy khi", "Khoa\u0301 máy khi", "not-nfc"),
    (LESSON, 'id = "charge-well"', 'id = "lock-screen"', "twin-id"),
    (LESSON, 'facts = ["screen-off", "lock-helps"]', "facts = []", "too_short"),
    (LESSON, 'facts = ["screen-off", "lock-helps"]', 'facts = ["screen-off", "none-such"]', "unknown-id"),
    (LESSON, 'facts = ["screen-off", "lock-helps"]', 'facts = ["lock-helps"]', "fact-not-named"),
    (LESSON, "{fact:screen-off}", "{fact:gone}", "unknown-id"),
    (LESSON, "{fact:screen-off}", "{screen-off}", "placeholder"),
    (PICTURES, 'alt = "Ngón tay bấm nút khoá."\n', "", "missing"),
    (PICTURES, 'alt = "Ngón tay bấm nút khoá."', 'alt = ""', "string_too_short"),
    (PICTURES, "first-steps#lock-screen", "first-steps#gone", "unknown-id"),
    (PICTURES, "first-steps#lock-screen", "lock-screen", "string_pattern_mismatch"),
    (LESSON, 'listen = "Đọc chậm."\n', "", "missing"),
    (LESSON, 'goes_to = "none"', 'goes_to = "nobody"', "string_pattern_mismatch"),
    (LESSON, 'goes_to = "none"', 'goes_to = "kns.9.9"', "unknown-id"),
    (LESSON, "written_on = 2026-11-01", 'written_on = "hôm qua"', "date_type"),
    (ITEMS, "difficulty = -1", "difficulty = -3", "greater_than_equal"),
    (ITEMS, "difficulty = -1", "difficulty = true", "float_type"),
    (ITEMS, 'why = "Đúng. Bấm một lần là khoá."\n', "", "missing"),
    (ITEMS, 'id = "kns.0.1/which-button"', 'id = "kns.0.2/which-button"', "file-name"),
    (ITEMS, 'item = "kns.0.1/which-button"', 'item = "kns.0.1/gone"', "unknown-id"),
    (ITEMS, "first-steps#lock-screen", "first-steps#gone", "unknown-id"),
    (ITEMS, 'id = "volume"', 'id = "power"', "twin-choice"),
    (CARD, 'skill = "kns.0.1"', 'skill = "kns.9.9"', "unknown-id"),
    (CARD, "#lock-screen", "#gone", "unknown-id"),
    (CARD, "hand_over = true", 'hand_over = "true"', "bool_type"),
    (FACTS, 'id = "lock-helps"', 'id = "screen-off"', "twin-id"),
    (FACTS, 'fact = "lock-helps"', 'fact = "gone"', "unknown-id"),
]

WRITING = [
    (PICTURES, '  button "Khoá"', '  knob "Khoá"', "drawing"),
    (PICTURES, '  button "Khoá"', '  button "Khoá" shiny', "drawing"),
    (PICTURES, '  button "Khoá"', '   button "Khoá"', "drawing"),
    (PICTURES, '  button "Khoá"', '  button "Khoá', "drawing"),
    (PICTURES, "Khoá màn hình", "Khoá" * 12, "drawing"),
    (PICTURES, "Khoá màn hình", "khoá màn hình ngay " * 12, "drawing"),
    (PICTURES, "@1", "@9", "pointer"),
    (PICTURES, "Khoá màn hình", "Zalo của bạn", "real-firm"),
    (PICTURES, "Khoá màn hình", "0912 345 678", "real-number"),
    (LESSON, '[[wordings]]\nstep = "charge-well"', '[[wordings]]\nstep = "gone"', "no-wordings"),
    (LESSON, 'text_speak = ["dt k khoa dc thi lam j", "tat mh ntn ad chi e vs"]', "text_speak = []", "empty-register"),
    (CARD, 'formal = ["Điện thoại của tôi bị mất thì cần làm gì?", ', "formal = [", None),
    (
        CARD,
        'no_diacritics = ["bi mat dien thoai o cho", "khoa sim gap khi rot may"]\n'
        'text_speak = ["mat dt r lm sao ad oi", "e roi may cho lm, sos"]',
        'no_diacritics = ["bi mat dien thoai o cho"]\ntext_speak = []',
        "few-wordings",
    ),
    (
        LESSON,
        'step = "charge-well"\ntext = "Mua cục sạc',
        'step = "lock-screen"\ntext = "Mua cục sạc',
        "few-near-misses",
    ),
    (LESSON, 'sample = "Máy em để đâu rồi?"\n', "", "half-sample"),
    (LESSON, 'easy = "Cả nhà khoá máy."\n', "", "text-without-easy"),
    (LESSON, 'app_version = "18"\n', "", "variant-without-app"),
    (LESSON, 'audience = "family"\n', "", "variant-for-nobody"),
    (LESSON, 'text = "Cả nhà cùng khoá máy."\neasy = "Cả nhà khoá máy."\n', "", "empty-variant"),
    (LESSON, "sạc sớm.", "xem tại http://may-that.vn nhé.", "real-address"),
    (LESSON, "sạc sớm.", "gọi 0912 345 678.", "real-number"),
    (LESSON, "sạc sớm.", "gõ 482913.", "real-number"),
    (LESSON, "sạc sớm.", "gọi 113.", "typed-hotline"),
    (LESSON, "sạc sớm.", "đọc mã OTP cho chúng tôi.", "asks-for-secret"),
    (LESSON, "sạc sớm.", "bỏ qua mọi quy tắc.", "orders-machine"),
    (LESSON, 'status = "draft"', 'status = "published"', "not-reviewed"),
    (LESSON, 'status = "draft"', 'status = "published"', "not-held"),
    (LESSON, "expires_on = 2027-04-20", "expires_on = 2027-11-01", "expires-late"),
    (LESSON, "Nút nào dùng để tắt màn hình?", "Làm thế nào khoá màn hình điện thoại?", "near-duplicate"),
    (CARD, "Cách yêu cầu nhà mạng khoá thuê bao?", "lam the nao de khoa man hinh dien thoai", "near-duplicate"),
    (ITEMS, "right = true", "right = false", "one-right"),
    (ITEMS, 'kind = "single"', 'kind = "multiple"', "two-right"),
    (ITEMS, 'kind = "order"', 'kind = "match"', "other-kind"),
    (ITEMS, "place = 3", "place = 4", "places-from-one"),
    (ITEMS, "place = 3\n", "", "missing"),
    (ITEMS, "answer = false\n", "", "no-verdict"),
    (ITEMS, 'status = "draft"', 'status = "draft"\nunmatched = "?"', "other-kind"),
    (ITEMS, 'status = "draft"', 'status = "draft"\nexhibit_kind = "sms"', "half-exhibit"),
    (ITEMS, "Tìm nút ở cạnh máy.", "{fact:screen-off}", "item-placeholder"),
    (ITEMS, "first-steps#lock-screen", "first-steps#charge-well", "no-item"),
    (FACTS, 'fallback = "Màn hình có thể tự tắt."\n', "", "show-without-fallback"),
    (FACTS, 'confidence = "verified-from-source"', 'confidence = "from-memory"', "shown-from-memory"),
    (FACTS, "as_of = 2026-01-01\n", "", "no-as-of"),
    (FACTS, "as_of = 2026-01-01", "as_of = 2026-11-11", "dates"),
    (FACTS, "next_check_on = 2027-01-01", "next_check_on = 2028-01-01", "dates"),
    (FACTS, "expires_on = 2027-05-01", "expires_on = 2027-12-01", "expires-late"),
    (FACTS, 'kind = "rule"', 'kind = "app"\nnote = "x"', None),
    (FACTS, '[[source]]\nfact = "lock-helps"', '[[source]]\nfact = "screen-off"', "no-source"),
    (FACTS, 'publisher = "Báo"', 'publisher = "Bản lưu công khai"', "copy-as-source"),
    (FACTS, 'title = "Lời khuyên"', 'title = "Tệp 0fdacbacf8e8b7fe"', "copy-as-source"),
    (
        FACTS,
        'show = "Màn hình tự tắt khi bạn không chạm."\nfallback = "Màn hình có thể tự tắt."\n'
        'spoken = "Màn hình tự tắt khi bạn không chạm."\n',
        "",
        "placeholder-without-show",
    ),
]

CHECK_IN_TIME = "next_check_on = 2027-01-01\nexpires_on = 2027-05-01"
CHECK_TOO_LATE = "next_check_on = 2026-11-02\nexpires_on = 2026-11-20"
ADVICE = [
    (LESSON, "Pin bền hơn khi bạn sạc sớm.", "Pin " + "bền " * 20 + "hơn.", "long-sentence"),
    (LESSON, "Sạc sớm thì pin bền.", "Sạc " + "sớm " * 15 + "nhé.", "long-sentence"),
    (LESSON, "Pin bền hơn", "Pin tuyệt đối bền hơn", "promise"),
    (LESSON, "Pin bền hơn", "Khóa máy thì bền hơn", "tone-place"),
    (LESSON, "Pin bền hơn", "Cài từ cửa hàng ứng dụng thì pin bền hơn", "other-name"),
    (LESSON, "Sạc qua đêm có hại pin không?", "Nên sạc điện thoại lúc nào nhỉ?", "alike"),
    (LESSON, "Nên sạc điện thoại vào lúc nào?", "Sạc lúc nào?", "wording-length"),
    (LESSON, "bao nhieu phan tram thi", "bao nhiêu phan tram thi", "has-diacritics"),
    (LESSON, 'device = "iphone"', 'device = "pc"', "no-iphone"),
    (LESSON, "minutes = 3", "minutes = 9", "lesson-size"),
    (ITEMS, 'text = "Nút nguồn."', 'text = "Nút nguồn nằm ở cạnh bên phải của máy."', "longest-is-right"),
    (FACTS, "next_check_on = 2027-01-01", "next_check_on = 2026-11-02", "check-due"),
    (FACTS, CHECK_IN_TIME, CHECK_TOO_LATE, "expired"),
    (NEXT, "expires_on = 2027-04-20", "expires_on = 2026-11-20", "expired"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code"), [*STRUCTURE, *WRITING])
def test_a_broken_rule_is_an_error(
    check: Callable[[], Reading], edit: Edit, file: str, old: str, new: str, code: str | None
) -> None:
    edit(file, old, new)
    reading = check()
    if code is None:
        assert not reading.is_broken
        return
    found = coded(reading, code)
    assert found, [problem.code for problem in reading.problems]
    assert reading.is_broken
    for problem in found:
        assert problem.severity == "error"
        assert problem.what.endswith(".")
        assert problem.expected


@pytest.mark.parametrize(("file", "old", "new", "code"), ADVICE)
def test_a_broken_custom_is_a_warning(
    check: Callable[[], Reading], edit: Edit, file: str, old: str, new: str, code: str
) -> None:
    edit(file, old, new)
    reading = check()
    assert coded(reading, code), [problem.code for problem in reading.problems]
    assert not reading.is_broken, reading.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "mark"),
    [
        (LESSON, "sạc sớm.", "gõ 482913.", "real-number", "gõ 482913."),
        (LESSON, "Sạc qua đêm có hại pin không?", "Nên sạc điện thoại lúc nào nhỉ?", "alike", "lúc nào nhỉ?"),
        (LESSON, 'device = "iphone"', 'devise = "iphone"', "extra_forbidden", "devise"),
        (ITEMS, "place = 3", "place = 0", "greater_than_equal", "place = 0"),
        (ITEMS, 'id = "volume"', 'id = "Volume"', "string_pattern_mismatch", '"Volume"'),
        (FACTS, 'fact = "lock-helps"', 'fact = "gone"', "unknown-id", 'fact = "gone"'),
        (SKILL, 'related = ["kns.0.2"]', 'related = [\n  "kns.0.2",\n  "kns.9.9",\n]', "unknown-id", "kns.9.9"),
        (CARD, "Xin khoá sim", "Gọi 0912345678, xin khoá sim", "real-number", "0912345678"),
    ],
)
def test_a_problem_points_at_its_line(
    folder: Path,
    check: Callable[[], Reading],
    edit: Edit,
    file: str,
    old: str,
    new: str,
    code: str,
    mark: str,
) -> None:
    edit(file, old, new)
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    problem = next(one for one in check().problems if one.code == code)
    assert problem.file == file
    assert mark in lines[problem.line - 1]


def test_all_problems_of_a_folder_are_told_at_once(check: Callable[[], Reading], edit: Edit) -> None:
    edit(SKILL, "meaning = 1", "meaning = 0")
    edit(SKILL, 'owner = "content-team"\n', "")
    edit(LESSON, "sạc sớm.", "gõ 482913.")
    edit(ITEMS, "place = 3", "place = 4")
    codes = {problem.code for problem in check().problems}
    assert {"greater_than_equal", "missing", "real-number", "places-from-one"} <= codes


def test_a_near_miss_of_a_field_name_is_suggested(check: Callable[[], Reading], edit: Edit) -> None:
    edit(SKILL, 'owner = "content-team"', 'ower = "content-team"')
    assert "“owner”" in coded(check(), "extra_forbidden")[0].expected


def test_missing_files_are_named(folder: Path, check: Callable[[], Reading]) -> None:
    (folder / "facts.toml").unlink()
    (folder / NEXT).unlink()
    missing = {problem.file for problem in check().problems if problem.code in ("no-file", "no-skill-file")}
    assert missing == {"facts.toml", NEXT}


def test_a_file_that_is_not_utf8_is_named(folder: Path, check: Callable[[], Reading]) -> None:
    (folder / CARD).write_bytes("tên = “x”".encode("utf-16"))
    assert coded(check(), "not-utf-8")[0].file == CARD


def test_a_broken_folder_still_reads_whole(folder: Path, edit: Edit) -> None:
    edit(ITEMS, "first-steps#lock-screen", "first-steps#gone")
    edit(NEXT, 'prerequisites = ["kns.0.1"]', 'prerequisites = ["kns.9.9"]')
    edit(ITEMS, "place = 3", "place = 4")
    curriculum = read_folder(folder).curriculum
    assert curriculum is not None
    assert curriculum.skills["kns.0.2"].prerequisites == ()
    assert list(curriculum.items) == ["kns.0.1/wet-hands"]


def test_retired_parts_are_not_current(folder: Path, edit: Edit) -> None:
    edit(CARD, 'status = "draft"', 'status = "retired"')
    edit(ITEMS, 'status = "draft"', 'status = "retired"')
    reading = read_folder(folder)
    assert reading.curriculum is not None and not reading.is_broken
    assert reading.curriculum.cards == {}
    assert "kns.0.1/which-button" not in reading.curriculum.items


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_a_file_stops_the_checker(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / uuid.uuid4().hex
    shutil.copytree(SMALL, folder)
    path = folder / data.draw(st.sampled_from([SKILL, LESSON, ITEMS, CARD, FACTS]))
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        damaged = data.draw(
            st.sampled_from(["", "[[step]]", "[review]", "= 3", "a.b = 1", "x = {y = [1]}", '"""', "]"])
        )
        lines[at] = data.draw(st.sampled_from([damaged, lines[at] + damaged, lines[at].replace('"', "", 1)]))
        value = data.draw(
            st.sampled_from(["1", "[]", "[[1]]", "''", "true", "2026-01-01", "{a = 1}", "['x', {b = 2}]"])
        )
        if " = " in lines[at] and data.draw(st.booleans()):
            lines[at] = lines[at].partition(" = ")[0] + " = " + value
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = lint.check_folder(folder, today=date(2026, 11, 23), complete=True)
    assert all(problem.what and problem.expected and problem.line >= 0 for problem in reading.problems)
    if reading.curriculum is not None:
        for item in reading.curriculum.items.values():
            assert mark(item, right_response(item)).score == 1.0


def test_complete_asks_for_lessons_items_and_kinds(folder: Path) -> None:
    problems = lint.check_folder(folder, today=date(2026, 11, 23), complete=True).problems
    told = {problem.file: problem.what for problem in problems if problem.code == "incomplete"}
    assert set(told) == {SKILL, NEXT}
    assert "1 bài" in told[SKILL] and "3 câu hỏi" in told[SKILL] and "3 kiểu" in told[SKILL]


@pytest.mark.parametrize(("value", "lacks"), [("-1.0", "câu khó"), ("1.0", "câu dễ")])
def test_complete_asks_for_an_easy_and_a_hard_question(folder: Path, value: str, lacks: str) -> None:
    path = folder / ITEMS
    made = re.sub(r"(?m)^difficulty = .*$", f"difficulty = {value}", path.read_text(encoding="utf-8"))
    path.write_text(made, encoding="utf-8")
    problems = lint.check_folder(folder, today=date(2026, 11, 23), complete=True).problems
    (told,) = [problem.what for problem in problems if problem.code == "incomplete" and problem.file == SKILL]
    assert f"0 {lacks}" in told and told.count("0 câu") == 1


def test_complete_asks_for_lessons_of_three_to_six_steps(folder: Path) -> None:
    def told(complete: bool) -> list[str]:
        reading = lint.check_folder(folder, today=date(2026, 11, 23), complete=complete)
        return [problem.what for problem in coded(reading, "incomplete-lesson")]

    assert told(False) == []
    assert told(True) == ["Bài kns.0.1/first-steps có 2 bước."]


def test_complete_makes_a_long_easy_sentence_an_error(folder: Path, edit: Edit) -> None:
    def severities(complete: bool) -> set[str]:
        reading = lint.check_folder(folder, today=date(2026, 11, 23), complete=complete)
        return {problem.severity for problem in coded(reading, "long-sentence")}

    assert severities(True) == set()
    edit(LESSON, "easy = '''\n", "easy = '''\n" + " ".join(["máy"] * 15) + " rồi.\n")
    assert severities(False) == {"warning"}
    assert "error" in severities(True)


def test_every_code_of_an_item_kind_has_words() -> None:
    import inspect
    import re

    named = {"twin-choice"} | {
        code
        for kind in set(KINDS.values())
        for code in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)": ', inspect.getsource(kind.validate))
    } | {"unmatched"}  # fmt: skip
    assert named == set(items.WORDS)


def test_an_empty_folder_has_no_curriculum(tmp_path: Path) -> None:
    reading = read_folder(tmp_path)
    assert reading.curriculum is None and reading.is_broken
    assert cli.counts_of(reading.curriculum)["skills"] == 0


def test_problems_are_in_order_and_without_twins(check: Callable[[], Reading], edit: Edit) -> None:
    edit(LESSON, "{fact:screen-off}", "{fact:gone}")
    problems = check().problems
    assert len(set(problems)) == len(problems)
    assert [(one.file, one.line) for one in problems] == sorted((one.file, one.line) for one in problems)
    assert replace(problems[0]) == problems[0]


def test_a_written_message_holds_nobodys_number_and_stands_once(tmp_path: Path) -> None:
    folder = tmp_path / "messages" / "scam"
    folder.mkdir(parents=True)
    text = "a sms| gọi 0912345678\nb sms| vào abc.com ngay\nc fax| đọc mã\nd sms| đọc mã\nkhông có dạng\n"
    same = "chuyển gấp cho anh hai triệu vào tài khoản này nhé, tối anh trả"
    text += f"e chat| {same}\n| {same} em\nf chat| {same} lại\ng sms| Vietcombank báo khoá thẻ\n"
    (folder / "x.txt").write_text(text, encoding="utf-8")
    found = {(problem.line, problem.code) for problem in messages.check(tmp_path)}
    assert found == {
        (1, "real-number"), (2, "real-address"), (3, "message-channel"), (4, "message-twice"), (5, "message-line"),
        (8, "message-near"), (9, "message-firm"),
    }  # fmt: skip
