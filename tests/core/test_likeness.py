"""Pairs that may be one person, against comparing everybody with everybody."""

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.likeness import LARGEST_BLOCK, SHORTEST_FUZZY, Entry, pairs


def entry(id, name, phone="", unit="a", birth=""):
    return Entry(id, name, phone, frozenset({unit}), birth)


def found(*entries):
    return {(pair.one, pair.other): pair.why for pair in pairs(entries)}


def test_each_reason():
    lan = entry("1", "nguyen thi lan", "0100000001", birth="1990")
    assert found(lan, entry("2", "nguyen thi lan", "0100000001", unit="b")) == {("1", "2"): "phone and name"}
    assert found(lan, entry("2", "nguyen thi lan", birth="1990-05-01")) == {("1", "2"): "name and birth"}
    assert found(lan, entry("2", "nguyen thi lan")) == {("1", "2"): "name"}
    assert found(lan, entry("2", "nguyen thi lam")) == {("1", "2"): "spelling"}
    assert found(lan, entry("2", "tran van hung", "0100000001", unit="b")) == {("1", "2"): "phone"}


def test_what_speaks_against_a_pair():
    lan = entry("1", "nguyen thi lan", birth="1990")
    assert not found(lan, entry("2", "nguyen thi lan", birth="1991"))
    assert not found(lan, entry("2", "nguyen thi lan", unit="b"))
    assert not found(entry("1", "le an"), entry("2", "le anh"))


def test_a_number_that_a_whole_workshop_shares_says_nothing():
    shared = [entry(str(number), f"ten rieng so {number:04d}", "0100000001", unit=str(number)) for number in range(9)]
    assert len(shared) > LARGEST_BLOCK
    assert not pairs(shared)


def distance(one, other):
    """Levenshtein, the plain way."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row, last = [at], row
        for place, each in enumerate(other, start=1):
            row.append(min(row[-1] + 1, last[place] + 1, last[place - 1] + (letter != each)))
    return row[-1]


names = st.text("ab", min_size=SHORTEST_FUZZY, max_size=SHORTEST_FUZZY + 2)


@given(names=st.lists(names, min_size=2, max_size=5))
def test_names_one_letter_apart_are_all_found_and_no_others(names):
    entries = [entry(str(number), name) for number, name in enumerate(names)]
    near = {
        (str(one), str(other))
        for one in range(len(names))
        for other in range(one + 1, len(names))
        if distance(names[one], names[other]) <= 1
    }
    assert set(found(*entries)) == near
