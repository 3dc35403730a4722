"""Targets are data that is checked; the ring shows what the numbers say."""

import math
import re
import tomllib
from datetime import date

import pytest
from django.conf import settings

from hocvuso.core.indicators import Course, needed_by
from hocvuso.reports import charts, targets

FILE = settings.CONTENT / "framework" / "targets.toml"
TARGET = """
[[target]]
id = "workers"
title = "Người lao động"
title_en = "Workers"
counts = "people"
audience = "worker"
share = 0.8
skills = ["kns.4.3"]
since = 2026-01-01
deadline = 2026-12-31
rule = "…"
rule_en = "…"
origin = "our-default"
"""


def test_the_four_targets_of_the_movement():
    found = {target.id: target for target in targets.read(settings.CONTENT / "framework/targets.toml")}
    shares = {name: target.share for name, target in found.items()}
    assert shares == {"full-time-officials": 1.0, "public-staff": 0.8, "workers": 0.8, "connected-unions": 0.7}
    assert found["workers"].skills == ("kns.10.1", "kns.4.3")
    assert found["workers"].deadline == date(2026, 12, 31)
    assert {target.origin for target in found.values()} == {"our-default"}


def test_every_skill_of_a_target_exists():
    folders = {folder.name for folder in (settings.CONTENT / "skills").iterdir()}
    used = {skill for target in targets.read(settings.CONTENT / "framework/targets.toml") for skill in target.skills}
    assert used <= folders


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("", 'title = "Người lao động"\n', "title"),
        ("share = 0", "share = 0.8", "share"),
        ("share = 80", "share = 0.8", "share"),
        ("deadline = 2026-01-01", "deadline = 2026-12-31", "deadline"),
        ("skills = []", 'skills = ["kns.4.3"]', "skills"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(tmp_path, wrong, right, says):
    path = tmp_path / "targets.toml"
    path.write_text(TARGET.replace(right, wrong), encoding="utf-8")
    with pytest.raises(targets.BadTargets, match=says):
        targets.read(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "targets.toml"
    path.write_text("version = 1", encoding="utf-8")
    with pytest.raises(targets.BadTargets):
        targets.read(path)
    assert tomllib.loads(TARGET)["target"]


def test_the_course_ends_at_the_target():
    course = next(each for each in targets.read(FILE) if each.id == "workers").course
    assert isinstance(course, Course)
    assert needed_by(course, targets.day_index(date(2026, 12, 31))) == pytest.approx(0.8)
    assert needed_by(course, targets.day_index(date(2026, 1, 1))) == 0


def ring(share, target=0.8, now=0.66):
    return charts.ring(share=share, target=target, now=now, words="61% & hơn", count="131/214", unknown="Chưa biết")


def angle(point):
    """Return the share of a turn at which a point of the ring lies."""
    x, y = (float(part) - charts.MIDDLE for part in point.split())
    return (math.atan2(x, -y) / (2 * math.pi)) % 1


def path_of(svg, name):
    found = re.search(rf'class="{name}"[^>]* d="M([\d. -]+?)A[^"]*? ([\d.]+ [\d.]+)"', svg)
    return (angle(found[1]), angle(found[2])) if found else None


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.61, 0.79])
def test_solid_is_reached_and_dashed_is_still_to_do(share):
    svg = ring(share)
    assert path_of(svg, "val") == pytest.approx((0, share), abs=0.002)
    assert path_of(svg, "gap") == pytest.approx((share, 0.8), abs=0.002)
    assert f">{round(share * 100)}%<" in svg
    assert 'aria-label="61% &amp; hơn"' in svg


def test_nothing_is_dashed_once_the_target_is_reached():
    assert 'class="gap"' not in ring(0.85)
    assert 'class="val"' not in ring(0.0)


def test_a_full_ring_is_drawn_and_never_more():
    assert ring(1.0).count("A46.5") == 2
    assert ring(1.3).count("A46.5") == 2


def test_unknown_is_dashed_all_the_way_and_shows_no_number():
    svg = ring(None)
    assert "Chưa biết" in svg
    assert "%<" not in svg
    assert 'class="val"' not in svg
    assert path_of(svg, "gap") == pytest.approx((0, 0.8), abs=0.002)
