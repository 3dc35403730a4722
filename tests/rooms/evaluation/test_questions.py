"""`hocvuso evaluate questions`: the shipped set is fit to measure with, and the figures are what they say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hocvuso.__main__ import main
from hocvuso.core import retrieval, telex
from hocvuso.core.content import Curriculum
from hocvuso.evaluation.question_goals import as_table, goals
from hocvuso.evaluation.question_sets import Labelled, given_away, read_files, shipped
from hocvuso.evaluation.questions import auroc, evaluate
from hocvuso.evaluation.typing_styles import STYLES, slipped, styled, telex_keys
from tests import shipped as content

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return content.curriculum()


@pytest.fixture(scope="module")
def questions() -> list[Labelled]:
    return read_files(shipped())


def test_the_shipped_set_is_broad_enough(curriculum, questions):
    of_skill = Counter(one.skills[0] for one in questions if one.skills and not one.ambiguous)
    assert len(of_skill) >= 41
    assert min(of_skill.values()) >= 40
    assert Counter(one.outside for one in questions if one.outside) == {"far": 75, "near": 75}
    ambiguous = [one for one in questions if one.ambiguous]
    assert len(ambiguous) == 60
    assert all(2 <= len(one.skills) <= 4 for one in ambiguous)
    assert {skill for one in questions for skill in one.skills} <= set(curriculum.skills)
    tones = Counter(one.tone for one in questions if one.skills and not one.ambiguous)
    assert abs(tones["plain"] - tones["colloquial"]) <= 0.05 * tones.total()
    assert max(Counter(one.text for one in questions).values()) == 1


def test_the_set_is_kept_apart_from_what_authors_wrote(curriculum, questions):
    known = given_away([one for one in questions if one.skills], curriculum)
    assert len(known) <= 0.02 * len(questions), [one.text for one in known]


def test_a_wording_of_a_lesson_is_seen_again_whatever_its_marks(curriculum):
    wording = next(iter(curriculum.steps.values())).wordings.all[0]
    same, other = (Labelled(text, "plain", ("kns.0.1",)) for text in (f"{wording.upper()}?!", "con mèo trèo cây cau"))
    assert given_away([same, other], curriculum) == [same]


def test_every_style_says_the_same():
    texts = styled("Đường dẫn lạ gửi tới, khoá máy nghĩa là gì?")
    assert tuple(texts) == STYLES
    assert texts["nodia"] == "duong dan la gui toi khoa may nghia la gi"
    assert texts["telex"] == "Dduwowngf daanx laj guwir towis, khoas mays nghiax laf gif?"
    for word in ("đường", "chuyển", "nghiêng", "trước", "khoẻ"):
        assert telex.undo(telex_keys(word)) == word


def test_slips_are_the_same_every_time_and_about_one_in_twenty():
    text = "ngân hàng gửi tin nhắn báo tài khoản bị khoá " * 60
    assert slipped(text) == slipped(text)
    # Long texts: seen from afar the length moves by drops and doubles only, the words that changed tell the rate.
    changed = sum(one != other for one, other in zip(text.split(), slipped(text).split(), strict=True))
    assert 0.1 <= changed / len(text.split()) <= 0.25


def test_figures_of_a_handful_are_right():
    asked = [
        Labelled("làm sao nhận ra tin lừa đảo hay gặp", "plain", ("kns.4.3",)),
        Labelled("quên mất mật khẩu facebook rồi tính sao", "colloquial", ("kns.9.9",)),
        Labelled("trời mưa to quá có bão không", "plain", (), "far"),
    ]
    found = evaluate(content.library(), asked, DAY, say=lambda _: None)
    assert found["ours"]["clean"]["plain"] == {"first": 1.0, "three": 1.0}
    assert found["ours"]["clean"]["colloquial"] == {"first": 0.0, "three": 0.0}
    assert found["ours"]["nodia"]["all"]["first"] == 0.5
    assert set(found["baselines"]) == {"fts5_remove_diacritics_2", "fts5_folded", "bm25s"}
    assert found["abstention"]["clean"]["auroc_far"] == 1.0
    assert found["abstention"]["clean"]["answered_far"] == 0.0
    assert found["questions"] == 3
    table = as_table(found)
    assert "✗ right skill first, colloquial: 0.000 (>= 0.60)" in table
    assert "✓ right skill first, plain: 1.000 (>= 0.75)" in table


def test_auroc_counts_ties_half():
    assert auroc([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert auroc([], [0.5]) == 0.0


def test_the_worst_style_decides_and_a_gap_is_a_most():
    row = {"first": 0.9, "three": 0.95}
    worse = {"first": 0.7, "three": 0.9}
    found = {
        "ours": {"clean": dict.fromkeys(("plain", "colloquial", "all"), row),
                 "typo5": dict.fromkeys(("plain", "colloquial", "all"), worse)},
        "baselines": {"fts5_folded": {style: {"all": {"first": 0.6}} for style in ("clean", "typo5")}},
        "answers": {"clean": {"straight": 0.6, "wrong": 0.06, "shown": 0.9}},
        "abstention": {"clean": {"auroc_far": 0.98, "auroc_near": 0.8}},
    }  # fmt: skip
    met = {one["what"]: (one["value"], one["met"]) for one in goals(found)}
    assert met["right skill first, plain"] == (0.7, False)
    assert met["worst style below the best"] == (0.2, False)
    assert met["over full-text search, least of the styles"] == (0.1, False)
    assert met["straight, as typed"] == (0.6, True)
    assert met["wrong of the straight answers, as typed"] == (0.06, False)
    assert met["AUROC near, as typed"] == (0.8, False)
    assert met["AUROC far, as typed"] == (0.98, True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "x"}, "thiếu “skill”"),
        ({"skill": "kns.0.1"}, "thiếu “text”"),
        ({"text": "x", "skill": "kns.0.1", "tone": "rude"}, "“tone” phải là"),
        ({"text": "x", "outside": "there"}, "“outside” phải là"),
        ({"text": "x", "outside": "far"}, "Không có câu hỏi nào"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, capsys, row, said):
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert main(["evaluate", "questions", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_one_json_object_comes_out(tmp_path: Path, capsys):
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"text": "chữ bé quá đọc không ra", "skill": "kns.0.1"}), encoding="utf-8")
    assert main(["evaluate", "questions", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"]["clean"]["plain"]["first"] == 1.0
    assert {"answers", "abstention", "ambiguous", "by_skill", "goals", "ms_per_question"} <= set(found)


@pytest.fixture(scope="module")
def index() -> retrieval.Index:
    return content.library().index


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "text",
    [
        "Nhờ trợ lý AI tóm tắt một bài dài",
        "Trí tuệ nhân tạo là gì?",
        "hỏi trợ lý ảo bằng giọng nói",
        "Ảnh này có phải AI vẽ không",
    ],
)
def test_questions_about_the_machine_find_its_skills_however_typed(index, style, text):
    assert retrieval.search(index, styled(text)[style], k=1)[0].skill.startswith("kns.7.")
