"""Marking: the table of the content format, and that every readable response gets a mark."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hocvuso.core.content import ITEM_KINDS, Item, Pair, Reply, Segment
from hocvuso.core.items import (
    KINDS,
    REASONS,
    BadResponse,
    Response,
    guess_of,
    is_in_order,
    mark,
    read_form,
    read_json,
    right_response,
    right_sides,
    validate,
)
from tests.core.item_samples import SAMPLES, choices


def score_of(kind: str, data: dict[str, Any]) -> float | None:
    item = SAMPLES[kind]
    return mark(item, read_json(item, data)).score


def outcome_of(kind: str, data: dict[str, Any]) -> str:
    item = SAMPLES[kind]
    return mark(item, read_json(item, data)).outcome


def form_of(item: Item, response: Response) -> dict[str, list[str]]:
    """What a browser without scripts sends for a response."""
    data = response.to_json()
    form: dict[str, list[str]] = {}
    for name, value in data.items():
        if name == "pairs":
            form |= {f"pair-{left}": [str(right)] for left, right in dict(value).items()}  # type: ignore[call-overload]
        elif name == "order":
            form |= {f"place-{one}": [str(place + 1)] for place, one in enumerate(response.order)}
        elif isinstance(value, list):
            form[name] = [str(one) for one in value]
        else:
            form[name] = [str(value).lower() if isinstance(value, bool) else str(value)]
    return form


def reading(form: dict[str, list[str]]) -> Any:
    return lambda name: form.get(name, [])


def given_to(item: Item) -> st.SearchStrategy[dict[str, Any]]:
    """Plausible answers to an item: known ids, any number of them, any order."""
    ids = [choice.id for choice in item.choices] or ["c0"]
    lefts, rights = len(item.pairs) or 1, len(right_sides(item)) or 1
    words = st.lists(st.sampled_from(["gọi", "lại", "chuyển", "ngay", "stk", "mã", "OTP", "hông"]), min_size=1)
    return st.fixed_dictionaries(
        {
            "choice": st.sampled_from(ids),
            "choices": st.lists(st.sampled_from(ids), min_size=1),
            "verdict": st.booleans(),
            "reason": st.sampled_from(ids),
            "order": st.permutations(ids),
            "pairs": st.dictionaries(st.integers(0, lefts - 1).map(str), st.integers(0, rights - 1), min_size=1),
            "text": words.map(" ".join),
            "segments": st.lists(st.integers(0, max(0, len(item.segments) - 1)), min_size=1),
        }
    )


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("choice", "choices", "verdict", "reason", "order", "pairs", "text", "segments", "dont_know")


def test_the_registry_is_the_list_of_kinds() -> None:
    assert tuple(KINDS) == ITEM_KINDS == tuple(SAMPLES)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_samples_are_well_formed_and_their_right_response_scores_one(kind: str) -> None:
    item = SAMPLES[kind]
    assert validate(item) == []
    result = mark(item, right_response(item))
    assert (result.score, result.outcome, result.message) == (1.0, "right", item.explain)
    assert any(line.chosen and line.right for line in result.lines)
    assert not any(line.chosen and not line.right for line in result.lines)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_not_knowing_is_allowed_everywhere_and_gives_nothing_away(kind: str) -> None:
    item = SAMPLES[kind]
    for response in (
        read_json(item, {"dont_know": True, "choice": "c0"}),
        read_form(item, reading({"dont_know": ["1"], "choice": ["c0"]})),
    ):
        assert response.to_json() == {"dont_know": True}
        result = mark(item, response)
        assert (result.score, result.outcome, result.lines) == (0.0, "dont_know", ())
        assert result.message == item.dont_know


@pytest.mark.parametrize("kind", ITEM_KINDS)
@given(data=st.data())
def test_marking_is_total_and_within_bounds(kind: str, data: st.DataObject) -> None:
    item = SAMPLES[kind]
    response = read_json(item, data.draw(given_to(item)))
    result = mark(item, response)
    if result.score is None:
        assert result.outcome == "no_evidence"
        assert result.message == item.unmatched
    else:
        assert 0.0 <= result.score <= 1.0
        assert (result.outcome == "right") == (result.score == 1.0)
        assert result.outcome != "partly" or 0.0 < result.score < 1.0
    assert all(line.text for line in result.lines)


@pytest.mark.parametrize("kind", ITEM_KINDS)
@given(data=st.data())
def test_form_json_and_stored_form_agree(kind: str, data: st.DataObject) -> None:
    item = SAMPLES[kind]
    response = read_json(item, data.draw(given_to(item)))
    again = read_json(item, json.loads(json.dumps(response.to_json())))
    typed = read_form(item, reading(form_of(item, response)))
    assert again == typed == response
    assert mark(item, again) == mark(item, typed)


@pytest.mark.parametrize("kind", ITEM_KINDS)
@given(data=st.data())
def test_nonsense_is_refused_in_words_or_marked(kind: str, data: st.DataObject) -> None:
    item = SAMPLES[kind]
    shape = st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=4) | ANY_JSON
    try:
        response = read_json(item, data.draw(shape))
    except BadResponse as refusal:
        assert refusal.reason in REASONS
    else:
        assert mark(item, response).outcome


@pytest.mark.parametrize("kind", ITEM_KINDS)
@given(data=st.data())
def test_no_form_breaks_the_reading(kind: str, data: st.DataObject) -> None:
    item = SAMPLES[kind]
    names = [*FIELDS, "place-c0", "place-c1", "pair-0", "pair-1"]
    values = st.lists(st.text(max_size=4) | st.sampled_from(["c0", "1", "true", "²", "٣"]), max_size=3)
    form = data.draw(st.dictionaries(st.sampled_from(names), values))
    try:
        response = read_form(item, reading(form))
    except BadResponse as refusal:
        assert refusal.reason in REASONS
    else:
        assert mark(item, response).outcome


@given(st.lists(st.sampled_from(["c0", "c1", "c2", "c3", "c4"]), min_size=1), st.randoms())
def test_order_and_repetition_of_taps_do_not_matter(taps: list[str], shuffling: Any) -> None:
    item = SAMPLES["multiple"]
    shuffled = taps + taps[:1]
    shuffling.shuffle(shuffled)
    assert read_json(item, {"choices": taps}) == read_json(item, {"choices": shuffled})
    signs = SAMPLES["mark_signs"]
    assert read_json(signs, {"segments": [2, 1]}) == read_json(signs, {"segments": [1, 2, 1]})


@pytest.mark.parametrize(
    ("taps", "score"),
    [
        (["c0", "c2", "c3"], 1.0),
        (["c0", "c2"], 2 / 3),
        (["c0", "c2", "c3", "c1"], 2 / 3),
        (["c0", "c1"], 0.0),
        (["c1", "c4"], 0.0),
        (["c0", "c1", "c2", "c3", "c4"], 1 / 3),
    ],
)
def test_multiple_takes_wrong_marks_off(taps: list[str], score: float) -> None:
    assert score_of("multiple", {"choices": taps}) == pytest.approx(score)


@pytest.mark.parametrize(
    ("verdict", "reason", "score", "outcome"),
    [
        (False, "c1", 1.0, "right"),
        (False, "c0", 0.5, "partly"),
        (True, "c1", 0.5, "partly"),
        (True, "c2", 0.0, "wrong"),
    ],
)
def test_true_false_is_half_verdict_half_reason(verdict: bool, reason: str, score: float, outcome: str) -> None:
    item = SAMPLES["true_false"]
    result = mark(item, read_json(item, {"verdict": verdict, "reason": reason}))
    assert (result.score, result.outcome) == (score, outcome)
    assert result.verdict_right is (not verdict)


@pytest.mark.parametrize(
    ("order", "score", "outcome"),
    [
        (["c1", "c2", "c3", "c0"], 1.0, "right"),
        (["c1", "c3", "c2", "c0"], 1.0, "right"),
        (["c2", "c1", "c3", "c0"], 5 / 6, "partly"),
        (["c0", "c1", "c2", "c3"], 0.5, "wrong"),
        (["c0", "c3", "c2", "c1"], 1 / 6, "wrong"),
    ],
)
def test_order_counts_pairs_and_ties_go_either_way(order: list[str], score: float, outcome: str) -> None:
    assert score_of("order", {"order": order}) == pytest.approx(score)
    assert outcome_of("order", {"order": order}) == outcome


def test_order_shows_the_right_order_and_who_stood_out_of_it() -> None:
    item = SAMPLES["order"]
    result = mark(item, read_json(item, {"order": ["c2", "c1", "c3", "c0"]}))
    assert [line.text for line in result.lines] == ["Việc 1", "Việc 2", "Việc 3", "Việc 0"]
    assert [line.chosen for line in result.lines] == [False, False, True, True]


def test_repeated_order_fields_win_over_numbers_in_a_form() -> None:
    item = SAMPLES["order"]
    form = {"order": ["c1", "c2", "c3", "c0"], "place-c0": ["1"]}
    assert mark(item, read_form(item, reading(form))).score == 1.0


@pytest.mark.parametrize(
    ("pairs", "score"),
    [
        ({"0": 0, "1": 1, "2": 2}, 1.0),
        ({"0": 0, "1": 3, "2": 1}, 1 / 3),
        ({"1": 1}, 1 / 3),
        ({"0": 1, "1": 0, "2": 3}, 0.0),
    ],
)
def test_match_is_the_share_of_pairs(pairs: dict[str, int], score: float) -> None:
    assert score_of("match", {"pairs": pairs}) == pytest.approx(score)


def test_match_explains_the_distractor() -> None:
    item = SAMPLES["match"]
    lines = mark(item, read_json(item, {"pairs": {"0": 3, "1": 2}})).lines
    wrong = [(line.text, line.why) for line in lines if line.chosen and not line.right]
    assert wrong == [("A → 4", "không nối với gì"), ("B → 3", "")]


def test_equal_right_halves_are_interchangeable() -> None:
    item = replace(SAMPLES["match"], pairs=(Pair("A", "1", ""), Pair("B", "1", ""), Pair("C", "3", "")))
    assert mark(item, read_json(item, {"pairs": {"0": 1, "1": 0, "2": 2}})).score == 1.0
    assert guess_of(item) == pytest.approx(2 / 24)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("ĐỂ TÔI GỌI LẠI nhé!", 1.0),
        ("de toi goi  lai", 1.0),
        ("Gọi lại rồi chuyển ngay", 0.0),
        ("cho xin STK", 0.0),
        ("ma otp", 1.0),
        ("stkx", None),
        ("gọi, lại", 1.0),
        ("Không biết nói sao", None),
        ("...", None),
    ],
)
def test_short_text_matches_whole_folded_words_and_first_reply_wins(text: str, score: float | None) -> None:
    assert score_of("short_text", {"text": text}) == score


def test_a_wrong_text_is_shown_beside_the_model_answer() -> None:
    item = SAMPLES["short_text"]
    lines = mark(item, read_json(item, {"text": "stk"})).lines
    assert [(line.text, line.chosen, line.right) for line in lines] == [
        ("stk", True, False),
        ("Để tôi gọi lại.", False, True),
    ]


@pytest.mark.parametrize("text", ["", "   ", "\ud800", "a\x00b", "x" * 301, 7, None])
def test_short_text_refuses_what_cannot_be_stored(text: object) -> None:
    with pytest.raises(BadResponse):
        read_json(SAMPLES["short_text"], {"text": text})


@pytest.mark.parametrize(
    ("segments", "score"), [([1, 2], 1.0), ([1], 0.5), ([0, 1, 2], 0.5), ([0, 1], 0.0), ([0], 0.0)]
)
def test_mark_signs_takes_harmless_taps_off(segments: list[int], score: float) -> None:
    assert score_of("mark_signs", {"segments": segments}) == score


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("single", {"choice": "old-id"}),
        ("single", {"choice": ""}),
        ("multiple", {"choices": ["c0", "old-id"]}),
        ("multiple", {"choices": []}),
        ("true_false", {"verdict": "true", "reason": "c1"}),
        ("true_false", {"verdict": True}),
        ("true_false", {"verdict": True, "reason": "old-id"}),
        ("order", {"order": ["c0", "c1", "c2"]}),
        ("order", {"order": ["c0", "c1", "c2", "c2"]}),
        ("order", {"order": ["c0", "c1", "c2", "old-id"]}),
        ("match", {"pairs": {"0": 4}}),
        ("match", {"pairs": {"3": 0}}),
        ("match", {"pairs": {"0": True}}),
        ("match", {"pairs": {}}),
        ("mark_signs", {"segments": [3]}),
        ("mark_signs", {"segments": [-1]}),
        ("mark_signs", {"segments": [True]}),
        ("single", ["c1"]),
        ("single", None),
    ],
)
def test_wrong_and_old_ids_are_refused_in_words(kind: str, data: object) -> None:
    with pytest.raises(BadResponse) as refusal:
        read_json(SAMPLES[kind], data)
    assert refusal.value.reason in REASONS


@pytest.mark.parametrize("form", [{"place-c0": ["1"]}, {f"place-c{n}": ["1"] for n in range(4)}])
def test_an_order_form_needs_every_place_once(form: dict[str, list[str]]) -> None:
    with pytest.raises(BadResponse):
        read_form(SAMPLES["order"], reading(form))


def test_guessing_chances_equal_a_full_count() -> None:
    order = SAMPLES["order"]
    every = list(permutations([choice.id for choice in order.choices]))
    assert guess_of(order) == sum(is_in_order(order, one) for one in every) / len(every)
    assert guess_of(SAMPLES["single"]) == 1 / 4
    assert guess_of(SAMPLES["multiple"]) == 1 / 31
    assert guess_of(SAMPLES["true_false"]) == pytest.approx(1 / 6)
    assert guess_of(SAMPLES["match"]) == 1 / 24
    assert guess_of(SAMPLES["short_text"]) == 0.0
    assert guess_of(SAMPLES["mark_signs"]) == 1 / 7


@given(st.permutations(["c0", "c1", "c2", "c3"]))
def test_only_orders_called_in_order_score_one(order: list[str]) -> None:
    item = SAMPLES["order"]
    assert (score_of("order", {"order": order}) == 1.0) == is_in_order(item, tuple(order))


@given(st.permutations(["c0", "c1", "c2", "c3"]), st.integers(0, 2))
def test_swapping_neighbours_out_of_order_never_lowers_the_score(order: list[str], at: int) -> None:
    item = SAMPLES["order"]
    place = {choice.id: choice.place for choice in item.choices}
    assume(place[order[at]] > place[order[at + 1]])
    better = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
    before, after = score_of("order", {"order": order}), score_of("order", {"order": better})
    assert before is not None and after is not None and after > before


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("single", {"choices": choices(False, False, False)}, "one-right"),
        ("single", {"choices": choices(True, True, False)}, "one-right"),
        ("single", {"choices": choices(True, False)}, "choices-3-4"),
        ("single", {"choices": (*choices(True, False, False), *choices(False))}, "twin-choice"),
        ("multiple", {"choices": choices(True, False, False)}, "two-right"),
        ("multiple", {"choices": choices(True, True, True)}, "one-wrong"),
        ("true_false", {"choices": choices(True)}, "two-reasons"),
        ("true_false", {"choices": choices(False, False)}, "one-right"),
        ("order", {"choices": choices(False, False, places=(1, 2))}, "three-to-order"),
        ("order", {"choices": choices(False, False, False, places=(1, 1, 1))}, "places-differ"),
        ("order", {"choices": choices(False, False, False, places=(1, 2, 4))}, "places-from-one"),
        ("order", {"choices": choices(False, False, False)}, "places-from-one"),
        ("match", {"pairs": (Pair("A", "1", ""), Pair("A", "2", ""), Pair("C", "3", ""))}, "lefts-differ"),
        ("match", {"pairs": (Pair("A", "1", ""), Pair("B", "2", ""))}, "three-pairs"),
        ("match", {"distractor": "1"}, "distractor-fits"),
        ("match", {"distractor_why": ""}, "distractor-why"),
        ("short_text", {"model_answer": "chuyển ngay"}, "model-answer"),
        ("short_text", {"unmatched": ""}, "unmatched"),
        ("short_text", {"replies": (Reply(True, ("?",), (), ""),)}, "phrase-words"),
        ("short_text", {"replies": (Reply(True, (), (), ""),)}, "reply-phrases"),
        ("short_text", {"replies": (Reply(False, ("goi",), (), ""),)}, "one-right"),
        ("mark_signs", {"segments": (Segment("a", "x", ""), Segment("b", "", ""))}, "three-segments"),
        ("mark_signs", {"segments": (Segment("a", "", ""),) * 3}, "one-sign"),
        ("mark_signs", {"segments": (Segment("a", "x", ""),) * 3}, "one-harmless"),
    ],
)
def test_validate_names_what_is_wrong(kind: str, change: dict[str, Any], code: str) -> None:
    assert code in validate(replace(SAMPLES[kind], **change))
