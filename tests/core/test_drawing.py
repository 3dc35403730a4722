"""Drawings: the same bytes each time, nothing that runs, every word in its box, readable in every theme."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import drawing
from hocvuso.core.drawing import metrics, palette
from hocvuso.core.drawing.icons import ICONS
from tests.house import tree

SCREEN = """phone "Cài đặt"
  item "Wi-Fi" "XUONG LA XANH" wifi on @2
  field "Mật khẩu" dots hidden
  button "Kết nối"
"""
SVG = "{http://www.w3.org/2000/svg}"


def faults(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.what) for each in drawing.drawing(text).faults]


def test_one_description_is_one_picture():
    first = drawing.svg(SCREEN, "Bật Wi-Fi.")
    drawing.svg.cache_clear()
    drawing.drawing.cache_clear()
    assert drawing.svg(SCREEN, "Bật Wi-Fi.") == first
    assert len(first.encode()) < drawing.MOST_BYTES
    assert drawing.stamp(SCREEN, "a") != drawing.stamp(SCREEN, "b") != drawing.stamp(SCREEN + " ", "b")


@pytest.mark.parametrize("theme", drawing.THEMES)
def test_a_picture_runs_nothing_and_fetches_nothing(theme):
    root = ElementTree.fromstring(drawing.svg(SCREEN, "Bật <Wi-Fi> & chờ.", theme))
    kinds = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert kinds <= {"svg", "title", "style", "g", "rect", "path", "circle", "text"}
    assert not [name for each in root.iter() for name in each.attrib if "href" in name or name.startswith("on")]
    style = root.findtext(f"{SVG}style") or ""
    assert "url(" not in style and "@import" not in style and "@font-face" not in style
    assert root.attrib["role"] == "img" and root.findtext(f"{SVG}title") == "Bật <Wi-Fi> & chờ."


@given(st.text("<>&'=aáđ/ ]!-", max_size=30))
def test_whatever_a_label_says_stays_a_label(label):
    made = drawing.svg(f'phone "{label}"\n  text "{label}"\n', label)
    root = ElementTree.fromstring(made)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "style", "g", "rect", "path", "circle", "text",
    }  # fmt: skip


@pytest.mark.parametrize("name", ICONS)
def test_each_thing_is_drawn(name):
    assert faults(f'{name} "Tên" ok') == []
    assert ICONS[name].shape.startswith("M")
    assert drawing.drawing(name).body != drawing.drawing("padlock").body or name == "padlock"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('phone "A"\n  knob "B"', 2, "knob"),
        ('phone "A"\n  button "B" shiny', 2, "shiny"),
        ('phone "A"\n   button "B"', 2, "Thụt"),
        ('phone "A"\n  button "B', 2, "Không đọc được"),
        ('"B"', 1, "tên một phần"),
        ('phone "A"\n  button "' + "Khoá" * 12 + '"', 2, "rộng hơn"),
        ('phone "A"\n  button "' + "khoá ngay " * 9 + '"', 2, "dài"),
        ('button "A"\n  text "B"', 1, "không chứa"),
        ('phone "A"\n  bars "Video|180"', 2, "phần trăm"),
        ("", 1, "trống"),
        ("\n".join(['phone "A"', *['  button "B"'] * 12]), 1, "cao"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, line, said):
    assert any(at == line and said in what for at, what in faults(text)), faults(text)


def test_panels_side_by_side_are_equally_tall():
    made = drawing.drawing('yes "Nên"\n  card "Thẻ"\nno "Đừng"\n  link "Link"\n  stranger "Lạ"\n')
    tall = [match[1] for match in re.finditer(r'height="([\d.]+)" rx="12" class="(?:gl v|bl x)"', made.body)]
    assert len(tall) == 2 and tall[0] == tall[1]


def test_a_single_pointer_has_a_hand_and_several_have_numbers():
    hand = 'd="M4 1c5-3'
    assert hand in drawing.drawing(SCREEN).body
    assert hand not in drawing.drawing(SCREEN + '  button "Xong" @3\n').body
    assert drawing.drawing(SCREEN + '  button "Xong" @3\n').marks == (2, 3)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ ", min_size=1, max_size=80), st.integers(60, 200))
def test_lines_fit_or_are_one_word(text, room):
    words = " ".join(text.split())
    lines = metrics.wrapped(words, 14, room)
    assert " ".join(lines) == words
    assert all(metrics.width(line, 14) <= room or " " not in line for line in lines)


def test_marks_take_no_room_and_horns_do():
    assert metrics.width("ầ", 14) == metrics.width("a", 14) < metrics.width("w", 14)
    assert metrics.width("ự", 14) == metrics.width("ư", 14) > metrics.width("u", 14)
    assert metrics.width("Đ", 14) > metrics.width("d", 14)
    assert all(metrics.width("mạng", one) < metrics.width("mạng", two) for one, two in pairwise((13, 14, 16, 20)))


# Which text stands on which fill: as `rows`, `entries` and `frames` put them.
ON = [
    ("ink", "card"), ("ink", "cloth-tint"), ("ink", "trk"), ("ink2", "card"), ("on-cloth", "cloth"), ("ok", "ok-tint"),
    ("ink", "ok-tint"), ("ink", "bad-tint"), ("bad", "bad-tint"), ("bad", "card"), ("ok", "card"), ("card", "ink"),
    ("ink", "thread-tint"), ("ink2", "cloth-tint"),
]  # fmt: skip


@pytest.mark.parametrize("theme", palette.THEMES)
def test_words_are_readable_in_every_theme(theme):
    colours = palette.THEMES[theme]
    for text, fill in ON:
        assert palette.contrast(colours[text], colours[fill]) >= 4.5, (theme, text, fill)
    assert palette.contrast(palette.ON_THREAD, colours["thread"]) >= 4.5
    for edge in ("ink", "line", "ok", "bad"):
        assert palette.contrast(colours[edge], colours["card"]) >= 3, (theme, edge)


def test_colours_are_those_of_the_site():
    sheet = (tree.SOURCES / "plumbing/static/plumbing/look.css").read_text(encoding="utf-8")
    for theme, start in (("light", ":root{"), ("dark", "[data-theme=dark]{"), ("contrast", "[data-theme=contrast]{")):
        block = sheet[sheet.index(start) :].partition("}")[0]
        said = dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", block))
        drawn = palette.THEMES[theme]
        assert {name: drawn[name] for name in said if name in drawn} == {n: c for n, c in said.items() if n in drawn}
