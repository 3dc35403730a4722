"""Proposals measured: names of two real frameworks against our own crosswalk, and rows that mean nothing of ours."""

from __future__ import annotations

from functools import lru_cache

import pytest

from hocvuso.core.content import Curriculum
from hocvuso.core.official.proposals import LIKELY, MOST, SURE, UNSURE, Matcher, Profile, Proposal, Words
from hocvuso.curriculum import official
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.frameworks.profiles import proposals


@lru_cache(maxsize=1)
def shipped() -> Curriculum:
    curriculum = read_folder(content_folder()).curriculum
    assert curriculum is not None
    return curriculum


def proposed(title: str, detail: str = "", area: str = "") -> tuple[Proposal, ...]:
    return proposals(title, detail, area, shipped())


@lru_cache(maxsize=1)
def measured() -> list[tuple[set[str], tuple[Proposal, ...]]]:
    """Return, for each name of the official frameworks, the skills of the crosswalk and what is proposed."""
    rows = []
    for framework in official.frameworks():
        key = "tt02" if framework.id.startswith("tt") else "digcomp22"
        areas = {each.id: each.title for each in framework.areas}
        for each in framework.competences:
            gold = {skill for skill, close in official.crosswalk().items() if each.id in getattr(close, key)}
            rows.append((gold, proposed(each.title, "", areas[each.area])))
    return rows


def test_names_of_two_frameworks_find_skills_of_the_crosswalk() -> None:
    """ADR 0039 names these figures."""
    known = [(gold, found) for gold, found in measured() if gold]
    assert len(measured()) == 45
    assert len(known) == 40
    assert sum(bool(found) and found[0].skill in gold for gold, found in known) >= 21
    assert sum(any(each.skill in gold for each in found) for gold, found in known) >= 29


def test_sure_is_right_and_said_of_few() -> None:
    sure = [(gold, found[0]) for gold, found in measured() if found and found[0].sureness == SURE]
    assert len(sure) >= 7
    assert all(first.skill in gold for gold, first in sure)


@pytest.mark.parametrize("title", ["Trồng lúa nước", "Vận hành cần cẩu tháp", "Lập trình", "Bảo vệ môi trường"])
def test_of_what_we_do_not_teach_nothing_is_sure(title: str) -> None:
    assert all(each.sureness != SURE for each in proposed(title))


@pytest.mark.parametrize(
    ("title", "skill"),
    [
        ("Nhận diện và phòng tránh lừa đảo trên mạng", "kns.4.3"),
        ("nhan dien va phong tranh lua dao tren mang", "kns.4.3"),
        ("Cài đặt và sử dụng định danh điện tử VNeID", "kns.5.1"),
        ("Sử dụng DVC trực tuyến", "kns.5.2"),
        ("Soạn thảo văn bản", "kns.3.1"),
        ("Hiểu biết về AI", "kns.7.1"),
    ],
)
def test_rows_as_people_write_them(title: str, skill: str) -> None:
    assert skill in [each.skill for each in proposed(title)]


def test_why_names_words_of_the_row_as_the_row_writes_them() -> None:
    (first, *_others) = proposed("Nhận diện và phòng tránh lừa đảo trực tuyến")
    assert any("phòng tránh lừa đảo" in words for words in first.words)


def test_proposals_are_few_ordered_and_between_nothing_and_one() -> None:
    for _gold, found in measured():
        scores = [each.score for each in found]
        assert len(found) <= MOST
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert all(each.sureness in (SURE, LIKELY, UNSURE) for each in found)
        assert all(each.sureness != SURE for each in found[1:])


def test_words_that_two_skills_share_make_neither_sure() -> None:
    """Told apart only by a word that says nothing: the machine must not decide."""
    twins = Matcher([
        Profile("a", "Hiểu về trí tuệ nhân tạo", (Words("trợ lý máy", 0.5),)),
        Profile("b", "Khai thác trợ lý", (Words("trí tuệ nhân tạo", 0.7),)),
    ])  # fmt: skip
    assert twins.propose("Sử dụng trí tuệ nhân tạo")[0].sureness != SURE
    assert twins.propose("Hiểu về trí tuệ nhân tạo")[0].sureness == SURE
    assert twins.propose("") == ()
    assert twins.propose("và của cho") == ()
