"""Envelopes, streams, frames and codes of the exchange: canonical, complete, in order, once, and safe to repeat."""

import io
import json
import random
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.exchange import backing_off, codes, parcels
from hocvuso.core.exchange.envelope import START, Envelope, Malformed, read
from hocvuso.core.exchange.streams import Place, Verdict, after, answered, judge, take, waiting

HERE, THERE = "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"


def envelope(number, place=None, rows=({"person": "a", "name": "Đào Thị Ánh"},), at="2026-11-29T08:00:00+07:00"):
    place = place or Place()
    return Envelope(
        f"018f0000-0000-7000-8000-{number:012d}", "roster", HERE, THERE, "CĐCS-01", at, place.sequence + 1,
        place.digest, tuple(rows), place.rows + len(rows),
    )  # fmt: skip


def chain(length):
    place, found = Place(), []
    for number in range(length):
        found.append(envelope(number, place))
        place = after(found[-1])
    return found


def test_an_envelope_is_read_back_from_its_text_and_says_what_came_before():
    first, second = chain(2)
    assert read(second.text) == second
    assert (first.previous, second.previous) == (START, first.digest)
    assert json.loads(second.text)["rows_in_all"] == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "x/1"}, "format"),
        ({"extra": 1}, "fields"),
        ({"id": "7"}, "id"),
        ({"type": "gossip"}, "type"),
        ({"subject": " CĐCS-01"}, "subject"),
        ({"subject": "x" * 33}, "subject"),
        ({"time": "2026-11-29T08:00:00"}, "time"),
        ({"time": 5}, "time"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": True}, "sequence"),
        ({"previous": "ABC"}, "previous"),
        ({"rows": "x"}, "rows"),
        ({"rows": []}, "rows_here"),
        ({"rows_here": 2}, "rows_here"),
        ({"rows_in_all": -1}, "rows_in_all"),
    ],
)
def test_what_is_no_envelope_is_refused_by_name(change, why):
    text = json.dumps({**json.loads(envelope(1).text), **change}, ensure_ascii=False, sort_keys=True)
    with pytest.raises(Malformed) as problem:
        read(text)
    assert problem.value.why == why


def test_the_same_content_spelt_otherwise_is_refused():
    with pytest.raises(Malformed) as problem:
        read(json.dumps(json.loads(envelope(1).text)))
    assert problem.value.why == "canonical"
    with pytest.raises(Malformed):
        read("{")


def test_a_receiver_takes_the_next_one_only():
    first, second, third = chain(3)
    place, taken, left = take(Place(), [third, first, first])
    assert (place, taken) == (after(first), [first])
    assert left == {first.id: Verdict.BEFORE, third.id: Verdict.AHEAD}
    assert judge(after(first), second) is Verdict.NEXT
    assert judge(after(first), replace(second, previous="1" * 64)) is Verdict.FORKED
    assert judge(after(first), replace(first, rows=())) is Verdict.FORKED
    assert judge(after(first), replace(second, rows_in_all=7)) is Verdict.MISCOUNTED


# --- random histories: two ends, a carrier that loses, repeats, mixes up and tears, wrong clocks, restored copies


@dataclass
class End:
    """What a receiver has: places, what he took, and what he knows now by person."""

    place: Place = field(default_factory=Place)
    ids: tuple = ()
    known: dict = field(default_factory=dict)

    def receive(self, envelopes):
        self.place, taken, _left = take(self.place, envelopes)
        for each in taken:
            if each.id not in self.ids:
                self.ids += (each.id,)
                self.known = {**self.known, **{row["person"]: row["name"] for row in each.rows}}
        return self.place


@dataclass
class Source:
    """What a sender has: his people, what he told, what he keeps, and how far the other side is."""

    people: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    kept: tuple = ()
    place: Place = field(default_factory=Place)
    acknowledged: Place = field(default_factory=Place)

    def collect(self, number, at):
        rows = [{"person": key, "name": name} for key, name in self.people.items() if self.told.get(key) != name]
        if rows:
            made = envelope(number, self.place, rows, at)
            self.kept, self.place, self.told = (*self.kept, made), after(made), dict(self.people)

    def hear(self, told, *, is_fresh):
        answer = answered(self.kept, self.acknowledged, self.place, told, is_fresh=is_fresh)
        self.acknowledged, self.place = answer.acknowledged, answer.place
        if answer.is_anew:
            self.told, self.kept = {}, answer.linked


def play(seed):
    """Play one history and return both ends after they have been let alone on a good line."""
    luck = random.Random(seed)
    source, end, numbers = Source(), End(), iter(range(10**6))
    on_the_way, answers, copies = [], [], []
    for _step in range(luck.randint(5, 40)):
        what = luck.random()
        if what < 0.35:
            source.people = {**source.people, luck.choice("abcdef"): f"tên {next(numbers)}"}
        elif what < 0.55:
            clock = f"20{luck.randint(10, 60)}-0{luck.randint(1, 9)}-11T{luck.randint(10, 23)}:00:00+07:00"
            source.collect(next(numbers), clock)
        elif what < 0.7:
            found = waiting(source.kept, source.acknowledged)
            on_the_way.append(luck.sample(found, luck.randint(0, len(found))))  # lost, torn, mixed up
        elif what < 0.85 and on_the_way:
            parcel = luck.choice(on_the_way)  # late, again, out of turn
            answers.append(end.receive(parcel))
        elif what < 0.92 and answers:
            source.hear(luck.choice(answers), is_fresh=False)
        elif what < 0.95:
            copies.append((replace(source), replace(end)))
        elif copies:
            old = luck.choice(copies)
            if luck.random() < 0.5:
                people, source = source.people, replace(old[0])
                source.people = people  # what people did since is entered again by hand
            else:
                end = replace(old[1])
    for _round in range(4):
        source.collect(next(numbers), "2026-11-29T08:00:00+07:00")
        source.hear(end.receive(waiting(source.kept, source.acknowledged)), is_fresh=True)
    return source, end


@given(st.integers(0, 2**32))
def test_after_any_history_both_sides_are_equal(seed):
    for each in range(8):  # times 50 by default: 400 histories; `make nightly` and `make drill-upward` play 10,000 more
        source, end = play(seed + each)
        assert end.known == source.people
        assert source.acknowledged == source.place == end.place
        assert len(set(end.ids)) == len(end.ids)


def test_late_answers_take_nothing_back():
    first, second = chain(2)
    end = after(second)
    assert answered([first, second], end, end, after(first), is_fresh=False).acknowledged == end


# --- frames


def test_a_file_of_parcels_is_read_in_order_and_a_torn_one_says_so():
    data = parcels.frame({"n": 1}, b"abc") + parcels.frame({"n": 2}, b"defg")
    found = list(parcels.parcels(io.BytesIO(data)))
    assert [(head["n"], body) for head, body in found] == [(1, b"abc"), (2, b"defg")]
    whole = len(parcels.frame({"n": 1}, b"abc"))
    for cut in range(1, len(data)):
        read_so_far = []
        if cut == whole:
            continue
        with pytest.raises(parcels.Torn):
            read_so_far.extend(parcels.parcels(io.BytesIO(data[:cut])))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 a spreadsheet somebody sent",
        parcels.MAGIC + b"[1]\n",
        parcels.MAGIC + b'{"length": -1}\n',
        parcels.MAGIC + b'{"length": 99999999999}\n',
        parcels.MAGIC + b"x" * 5000,
    ],
)
def test_another_file_is_no_parcel(data):
    with pytest.raises(parcels.Foreign):
        list(parcels.parcels(io.BytesIO(data)))


# --- codes and waiting


def test_a_code_is_read_aloud_and_every_slip_is_found():
    luck = random.Random(7)
    code = codes.made(luck.randrange)
    assert len(code.split()) == 4
    digits = codes.typed(code.replace(" ", "-"))
    assert digits is not None
    for at in range(16):
        for other in "0123456789":
            wrong = digits[:at] + other + digits[at + 1 :]
            assert (codes.typed(wrong) is None) == (wrong != digits)
        swapped = digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :]
        assert codes.typed(swapped) is None or swapped == digits
    assert codes.typed(digits[:-1]) is None


@given(st.integers(1, 60), st.floats(0, 1))
def test_waiting_grows_and_ends_at_an_hour(failures, draw):
    assert 3 <= backing_off.rest_seconds(failures, draw) <= 3600
    assert backing_off.rest_seconds(60, 1) == 3600
    with pytest.raises(ValueError, match="failure"):
        backing_off.rest_seconds(0, draw)
