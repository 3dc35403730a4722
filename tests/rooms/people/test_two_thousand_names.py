"""A list of 2,000 names on both databases: the order of a Vietnamese list, and found however it is typed."""

import random
import unicodedata

import pytest

from hocvuso.config.demo.names import Names
from hocvuso.core import vntext
from hocvuso.people import queries
from hocvuso.people.models import Person
from hocvuso.plumbing import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# Ordered by hand as in a class register: given name by the alphabet (a ă â … d đ e ê … o ô ơ … u ư), its tone in the
# order ngang, huyền, hỏi, ngã, sắc, nặng, and only then family and middle names in the same way.
BY_HAND = [
    "Bế Văn An", "Cù Văn An", "Đàm Văn An", "Bế Thị Ánh", "Cù Thị Ánh", "Bế Văn Ẩn", "Bế Văn Bảo", "Bế Thị Bích",
    "Cù Thị Diệu", "Bế Văn Du", "Bế Văn Đạt", "Cù Văn Đạt", "Đàm Văn Đạt", "Bế Văn Đô", "Bế Thị Hà", "Cù Thị Hà",
    "Bế Thị Hạ", "Bế Thị Hoa", "Bế Thị Hoà", "Bế Thị Hoả", "Bế Thị Hoạ", "Bế Văn Hùng", "Bế Thị Lệ", "Bế Thị Mai",
    "Bế Thị Mài", "Bế Thị Mải", "Bế Thị Mãi", "Bế Thị Mái", "Bế Thị Mại", "Bế Thị Ngà", "Bế Thị Nguyệt", "Bế Thị Oanh",
    "Bế Văn Ổn", "Bế Văn Ơn", "Bế Văn Quý", "Bế Văn Tú", "Bế Văn Tư", "Bế Văn Ước", "Bế Thị Xuân", "Bế Thị Ý",
    "Bế Thị Yến",
]  # fmt: skip
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


@pytest.fixture
def two_thousand():
    """Write 2,000 names in any order: invented ones and those that were ordered by hand."""
    chance = random.Random(18)
    drawn = [Names(region) for region in ("", "north", "south")]
    names = set(BY_HAND)
    while len(names) < 2000:
        names.add(chance.choice(drawn).draw(chance, women=0.6, young=0.4).full)
    mixed = sorted(names)
    chance.shuffle(mixed)
    rows = [(name, vntext.search_key(name), vntext.sort_key(name)) for name in mixed]
    ids = [Person().id for _ in rows]
    bulk.insert(
        Person, ("id", "full_name", "search", "sort_key"), [(key, *row) for key, row in zip(ids, rows, strict=True)]
    )
    return mixed


def found(typed):
    everybody = Person.objects.values_list("id", flat=True)
    ids = list(queries.matching(everybody, typed))
    names = queries.names(ids)
    return [names[each].full for each in ids]


def place(word):
    """Return where a word stands in the alphabet, found in another way than the product does it."""
    letters, tone = [], 0
    for letter in word.lower():
        parts = unicodedata.normalize("NFD", letter)
        tone = max([tone, *(TONES.index(part) for part in parts if part in TONES)])
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        letters.append(LETTERS.index(bare))
    return letters, tone


def as_in_a_register(name):
    words = name.split()
    return [place(word) for word in (words[-1], *words[:-1])]


def test_the_list_stands_in_the_order_of_a_register(two_thousand):
    listed = found("")
    assert len(listed) == 2000
    assert listed == sorted(two_thousand, key=as_in_a_register)
    assert [name for name in listed if name in BY_HAND] == BY_HAND


def plain(text):
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
        if not unicodedata.combining(letter)
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["Đạt", "Ánh", "Nguyễn Thị", "Huỳnh", "Bế Thị Hoà", "đỗ minh", "Thuỷ", "Quỳnh Như"])
def test_a_name_is_found_with_and_without_marks_composed_or_not(two_thousand, typed):
    wanted = {name for name in two_thousand if all(part in plain(name) for part in plain(typed).split())}
    for way in (typed, plain(typed), unicodedata.normalize("NFD", typed), typed.upper(), f"  {plain(typed)} "):
        assert set(found(way)) == wanted, way
    assert wanted or typed not in " ".join(two_thousand)


def test_who_is_not_in_the_list_is_not_found(two_thousand):
    assert found("khong ai ten the nay") == []
    assert found("Bế Thị Hoà") == [name for name in BY_HAND if plain(name) == "be thi hoa"]
