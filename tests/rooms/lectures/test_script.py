"""From a lesson to what is said: scenes in order, facts and names as they are spoken, broken sources named."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from hocvuso.curriculum.parse import read_folder
from hocvuso.lectures import cli, reading_out
from hocvuso.lectures.asking import checks_of
from hocvuso.lectures.catalogue import Broken, open_catalogue
from hocvuso.lectures.script import Speaker, split
from hocvuso.lectures.sources import LEXICON, PHRASES
from tests.rooms.lectures.conftest import LESSON, TODAY

LESSON_FILE = "skills/kns.0.1/lessons/first-steps.toml"


@pytest.fixture(scope="module")
def real():
    return open_catalogue(settings.CONTENT)


def test_a_lecture_goes_from_its_title_by_each_step_to_the_mark_of_its_voice(told):
    script = told()
    kinds = [scene.kind for scene in script.scenes]
    assert kinds[0] == "title" and kinds[-1] == "end"
    assert kinds.index("key") > max(at for at, kind in enumerate(kinds) if kind in {"step", "do", "care"})
    assert script.sentences[-1].text == "Giọng đọc do máy tạo."
    assert "Giọng máy" in script.marks
    assert len({each.id for each in script.sentences}) == len(script.sentences)


def test_every_lesson_of_the_content_becomes_a_lecture(real):
    skills = set()
    for lesson in real.curriculum.lessons.values():
        script = real.script(lesson.id, today=TODAY, speaker=Speaker(""))
        skills.add(lesson.skill)
        said = " ".join(each.spoken for each in script.sentences)
        assert {step.id for step in lesson.steps} == {scene.step for scene in script.scenes if scene.kind == "do"}
        assert "{" not in said and "**" not in said and "  " not in said
        if lesson.status == "draft":
            assert "Bài còn là bản nháp" in said and "Bản nháp" in script.marks
    assert skills == set(real.curriculum.skills)


def test_each_step_is_heard_in_the_easy_wording(real):
    lesson = real.curriculum.lessons["kns.4.1/lock-and-passphrase"]
    said = [each.text for each in real.script(lesson.id, today=TODAY, speaker=Speaker("")).sentences]
    assert "Mã PIN là dãy số bạn tự đặt." in said
    assert not any("Vân tay mở nhanh, nhưng phía sau vẫn cần mã" in each for each in said)  # stands only in `text`


def test_a_dated_fact_is_said_in_its_spoken_form_and_shown_as_written(real):
    script = real.script("kns.4.3/three-questions", today=TODAY, speaker=Speaker(""))
    line = next(each for each in script.sentences if "5656" in each.text)
    assert "gửi 156 hoặc 5656" in line.text
    assert "năm sáu năm sáu" in line.spoken and "chữ ét" in line.spoken


def test_a_message_without_marks_is_read_by_the_listener_not_by_the_voice(real):
    script = real.script("kns.4.3/three-questions", today=TODAY, speaker=Speaker(""))
    sample = next(scene for scene in script.scenes if scene.kind == "sample")
    assert "Tai khoan" in sample.lines[0]
    assert not any("Tai khoan" in each.spoken for each in sample.sentences)
    assert sample.sentences[-1].pause >= 3


def test_questions_inside_the_lecture_belong_to_its_steps_and_none_is_asked_twice(real):
    lesson = real.curriculum.lessons["kns.4.3/three-questions"]
    script = real.script(lesson.id, today=TODAY, speaker=Speaker(""))
    inside = checks_of(lesson, real.curriculum.items.values())
    asked = next(scene.item for scene in script.scenes if scene.kind == "check")
    assert inside and all(item.step == step for step, item in inside.items())
    assert asked not in {item.id for item in inside.values()}


def test_sentences_are_told_apart_also_behind_quotes():
    assert list(split("Họ nói “gấp.” Bạn dừng. **Nhớ** kỹ!\n- một\n- hai")) == [
        "Họ nói “gấp.”", "Bạn dừng.", "Nhớ kỹ!", "một", "hai",
    ]  # fmt: skip


def test_a_person_is_named_and_a_machine_is_not(told):
    human = told(Speaker("Nguyễn Thị Lan", is_machine=False))
    assert human.sentences[-1].text == "Người đọc: Nguyễn Thị Lan, đã đồng ý bằng văn bản."
    assert human.digest != told().digest


def test_the_digest_changes_with_what_is_said_and_with_nothing_else(told, edit):
    before = told().digest
    edit(LESSON_FILE, "goal = ", "goal  = ")
    assert told().digest == before
    edit(PHRASES, 'end = "Hết bài."', 'end = "Vậy là hết."')
    assert told().digest != before


def test_the_lesson_says_a_name_its_own_way(told, edit):
    edit(LESSON_FILE, "[review]", '[[say]]\nwritten = "nút nguồn"\nspoken = "nút to"\n\n[review]')
    assert any("nút to" in each.spoken for each in told().sentences)


# --- what is broken says so


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (LEXICON, 'spoken = "ô tê pê"', "spoken = 5", "spoken"),
        (LEXICON, '[[say]]\nwritten = "OTP"', '[[say]]\nwritten = "PIN"', "PIN"),
        (LEXICON, '[[say]]\nwritten = "OTP"', '[[say\nwritten = "OTP"', "TOML"),
        (PHRASES, "{title}", "{titel}", "welcome"),
        (PHRASES, 'end = "Hết bài."', "", "end"),
        (PHRASES, "[labels]", "[labels]\nmore = \"x\"", "more"),
        (PHRASES, "Câu đúng là câu {letter}.", "Câu đúng là câu {letter.", "answer"),
        (LESSON_FILE, "easy =", "eazy =", "eazy"),
        (LESSON_FILE, "minutes =", "minutes = 0 # ", "minutes"),
    ],
)  # fmt: skip
def test_broken_sources_answer_with_file_place_and_reason(folder, edit, capsys, file, old, new, says):
    edit(file, old, new)
    with pytest.raises(Broken) as found:
        open_catalogue(folder)
    named = [each for each in found.value.problems if each.file == file and each.line > 0]
    assert named and any(says in each.what + each.expected for each in named)
    assert cli.run(["build", "--content", str(folder), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert {"file", "line", "what", "expected"} == set(told["problems"][0])


@pytest.mark.parametrize("file", [LEXICON, PHRASES])
def test_an_absent_source_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(Broken) as found:
        open_catalogue(folder)
    assert [each.file for each in found.value.problems] == [file]


def test_an_unknown_lesson_is_a_plain_sentence(folder, capsys):
    assert cli.run(["list", "kns.9.9", "--content", str(folder)]) == 2
    assert "kns.9.9" in capsys.readouterr().err
    assert cli.run(["build", "--content", str(folder / "nothing")]) == 2
    assert cli.run(["build", "--content", str(folder), "--forms", "video,film"]) == 2
    assert cli.run(["build", "--content", str(folder), "--jobs", "0"]) == 2


def test_an_author_sees_what_will_be_said_and_which_words_are_risky(folder, capsys, edit):
    edit(LESSON_FILE, 'caution = "', 'caution = "Bấm Reset. ')
    assert cli.run(["script", LESSON, "--content", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "[care]" in shown and "Máy có thể đọc sai" in shown and "Reset" in shown
    assert cli.run(["check", "--content", str(folder), "--json"]) == 0
    assert "Reset" in json.loads(capsys.readouterr().out)["words"][LESSON]


def test_the_list_to_record_reads_back_as_written(told):
    import tomllib

    script = told()
    rows = tomllib.loads(reading_out.for_recording(script))["sentence"]
    assert [row["text"] for row in rows] == [each.text for each in script.sentences]


def test_lectures_stand_beside_the_lessons_without_disturbing_them(folder):
    assert not [each for each in read_folder(folder).problems if each.severity == "error"]
