"""What is wrong with a scenario is found, by its table and id; what is right passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hocvuso.core.scenario.content import Check, Mistake, Part, Rule, Screen, Typed, Value
from hocvuso.core.scenario.faults import faults
from hocvuso.core.scenario.machine import Machine
from hocvuso.core.scenario.proofs import explore, proofs, walks
from tests.core import small_scenario
from tests.core.small_scenario import small


def test_the_small_scenario_is_sound():
    assert faults(small()) == []
    assert proofs(small()) == []


def _with(table: str, *rows: object) -> object:
    return small(**{table: (*getattr(small(), table), *rows)})


WRONG = [
    (small(start="nowhere"), ("", "", "start", "no_start")),
    (_with("parts", Part("open", "home", "icon", "Mở", go="form")), ("part", "open", "id", "twin")),
    (_with("parts", Part("x", "nowhere", "text", "Chữ")), ("part", "x", "screen", "no_screen")),
    (_with("parts", Part("x", "home", "balloon", "Chữ")), ("part", "x", "kind", "no_kind")),
    (_with("parts", Part("x", "home", "icon", "Chữ", icon="spoon")), ("part", "x", "icon", "no_icon")),
    (_with("parts", Part("x", "home", "row", "Chữ", go="nowhere")), ("part", "x", "go", "no_go")),
    (_with("parts", Part("x", "home", "text", "Chữ", needs=("!never",))), ("part", "x", "needs", "no_flag")),
    (_with("parts", Part("x", "home", "text")), ("part", "x", "text", "no_text")),
    (_with("parts", Part("x", "home", "text", "{what}")), ("part", "x", "text", "no_value_of")),
    (_with("parts", Part("x", "home", "choice", "Chọn")), ("part", "x", "kind", "no_options")),
    (_with("screens", Screen("x", "X", back="nowhere")), ("screen", "x", "back", "no_back")),
    (_with("typed", Typed("amount", "x", shape=("round",))), ("typed", "amount.x", "shape", "no_shape")),
    (_with("rules", Rule("x", "tap:nothing")), ("rule", "x", "when", "no_part")),
    (_with("rules", Rule("x", "fly:open")), ("rule", "x", "when", "no_act")),
    (_with("rules", Rule("x", "type:open=right")), ("rule", "x", "when", "no_value")),
    (_with("rules", Rule("x", "choose:amount")), ("rule", "x", "when", "wrong_kind")),
    (_with("rules", Rule("x", "tap:open", set=("alone",))), ("rule", "x", "set", "idle_flag")),
    (_with("rules", Rule("x", "tap:open", coach="nobody")), ("rule", "x", "coach", "no_coach")),
    (_with("rules", Rule("x", "read:form", danger="told")), ("rule", "x", "danger", "not_own_act")),
    (_with("rules", Rule("x", "open:form", go="home")), ("rule", "x", "go", "loop")),
    (_with("mistakes", Mistake("x", "Sai.", "Sai.")), ("mistake", "x", "id", "never")),
    (_with("checks", Check("x", "Xem", "Xem", 1, ("looked",))), ("check", "", "weight", "wrong_sum")),
    (_with("values", Value("x", ("a",), along="nothing")), ("value", "x", "along", "no_along")),
    (_with("values", Value("x", ("a",), flag="nothing")), ("value", "x.nothing", "flag", "no_flag")),
    (small(variants=small_scenario.VARIANTS[:3]), ("variant", "", "id", "few_variants")),
    (small(variants=small_scenario.VARIANTS[:1] * 6), ("variant", "", "surprise", "no_surprise")),
    (small(variants=small_scenario.VARIANTS[:1] * 6), ("variant", "", "marks", "always_marks")),
    (small(variants=small_scenario.VARIANTS[:1] * 6), ("variant", "", "layout", "one_layout")),
    (small(steps=()), ("step", "", "id", "none")),
]


@pytest.mark.parametrize(("scenario", "expected"), WRONG)
def test_a_fault_names_its_place(scenario, expected):
    assert expected in {(each.table, each.id, each.field, each.code) for each in faults(scenario)}


def _rules(**by_id: Rule) -> tuple[Rule, ...]:
    return tuple(by_id.get(rule.id, rule) for rule in small_scenario.RULES)


def _screens(**by_id: Screen) -> tuple[Screen, ...]:
    return tuple(by_id.get(screen.id, screen) for screen in small_scenario.SCREENS)


NEVER = Rule("told", "tap:tell", ("marks.none",), "lost", ("told",), danger="told")
UNPROVED = [
    (small(rules=_rules(send=Rule("send", "tap:go", go="sent"))), "no_goal"),
    (small(screens=_screens(news=Screen("news", "Tin"))), "no_way_out"),
    (small(screens=(*small_scenario.SCREENS, Screen("attic", "Gác", back="home"))), "unreached"),
    (small(rules=_rules(told=NEVER)), "unreached"),
    (small(steps=small_scenario.STEPS[:4]), "steps_stop"),
    (small(steps=tuple(each for each in small_scenario.STEPS if each.id != "s4")), "steps_imperfect"),
    (small(steps=(replace(small_scenario.STEPS[0], do="tap:go"), *small_scenario.STEPS[1:])), "step_impossible"),
    (small(rules=_rules(send=Rule("send", "tap:go", go="sent"), told=Rule(
        "told", "tap:tell", go="sent", set=("told", "sent"), danger="told"))), "no_safe_goal"),
    (small(rules=_rules(told=Rule("told", "tap:tell", set=("told", "shut"), go="lost", danger="told"), wrong=Rule(
        "wrong", "tap:go", ("shut",), coach="wrong-amount"))), "dead_end"),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "code"), UNPROVED)
def test_what_cannot_be_proved_is_said(scenario, code):
    assert code in {each.code for each in proofs(scenario)}


def test_exploring_tells_places_apart_by_what_is_asked():
    explored = explore(Machine(small(), small_scenario.VARIANTS[0]))
    assert explored.is_whole and explored.dangers == frozenset()
    assert all("looked" not in place.flags for place in explored.places)  # asked by a check only


def test_walks_never_stop_short_and_repeat():
    first = [(seed, found) for seed, _, found in walks(small(), 300)]
    assert first == [(seed, found) for seed, _, found in walks(small(), 300)]
    assert {found.goal for _, found in first} == {True, False}
    assert any(found.dangers for _, found in first)
