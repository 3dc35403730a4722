"""What a scenario means: variants, classes of what is typed, the machine, the score, the log."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.scenario.content import OTHER, Part, Typed
from hocvuso.core.scenario.log import Forged, judge
from hocvuso.core.scenario.machine import Act, Impossible, Machine
from hocvuso.core.scenario.proofs import guided_run, walk
from hocvuso.core.scenario.scoring import evidence, score
from hocvuso.core.scenario.typing import class_of, example_of, looks_real
from hocvuso.core.scenario.variants import MOST_SEED, deal, without_marks
from hocvuso.core.scenario.ways import ways_into
from tests.core.small_scenario import VARIANTS, small

SMALL = small()
FIELD = Part("to", "form", "field", "Tới")
NUMBER = Part("account", "form", "number", "Số", sample="{amount}")


def acts(*words: str) -> list[Act]:
    """Return acts written as `tap:open` or `type:amount=right`."""
    found = []
    for word in words:
        kind, _, rest = word.partition(":")
        target, _, value = rest.partition("=")
        found.append(Act(kind, target, value))
    return found


def played(*words: str, variant: int = 0):
    """Return the machine and the run after these acts."""
    machine = Machine(SMALL, VARIANTS[variant])
    run = machine.start()
    for act in acts(*words):
        run = machine.after(run, act)
    return machine, run


WAY = ("tap:open", "choose:who=right", "type:amount=right", "tap:name", "tap:go", "finish")


@given(st.integers(0, MOST_SEED))
def test_a_seed_deals_the_same_again_and_goes_along(seed):
    dealt = deal(SMALL, seed)
    assert dealt == deal(SMALL, seed)
    assert dealt.variant is VARIANTS[seed % len(VARIANTS)]
    assert (dealt.values["name"], dealt.values["amount"]) in {("Lan", "500.000"), ("Mai", "20.000"), ("Tú", "70.000")}
    assert dealt.text("{name}: {amount} {unknown}") == f"{dealt.values['name']}: {dealt.values['amount']} {{unknown}}"


def test_values_follow_the_variant_and_its_flags():
    assert [deal(SMALL, seed).values["who"] for seed in range(6)] == ["a", "b", "c", "x", "x", "f"]
    with pytest.raises(ValueError, match="seed"):
        deal(SMALL, -1)


def test_marks_are_taken_off():
    assert without_marks("Đường Nguyễn Huệ, ưu đãi") == "Duong Nguyen Hue, uu dai"


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        (Typed("to", "x", same=("{name}@nha-may.example",)), " lan@NHA-MAY.example ", True),
        (Typed("to", "x", same=("lan",)), "lam", False),
        (Typed("to", "x", has=("@", ".")), "a@b.c", True),
        (Typed("to", "x", lacks=("@",)), "a.b.c", True),
        (Typed("to", "x", lacks=("@",)), "a@b", False),
        (Typed("to", "x", shape=("marks",)), "hò", True),
        (Typed("to", "x", shape=("blank-inside",)), "a b", True),
        (Typed("to", "x", shape=("capitals",)), "GỬI NGAY 1", True),
        (Typed("to", "x", shape=("capitals",)), "Gửi ngay", False),
        (Typed("to", "x", shape=("empty",)), "  ", True),
        (Typed("to", "x", shape=("digits",)), "123", True),
        (Typed("to", "x", shape=("date",)), "5/12/1990", True),
        (Typed("to", "x", least=3, most=4), "abc", True),
        (Typed("to", "x", least=3, most=4), "abcde", False),
    ],
)
def test_what_is_typed_has_a_class(typed, text, fits):
    dealt = replace(deal(SMALL, 0), values={"name": "Lan"})
    assert class_of(FIELD, [typed], dealt, text) == ("x" if fits else OTHER)


def test_of_numbers_only_digits_count():
    assert class_of(NUMBER, [Typed("account", "x", same=("500.000",))], deal(SMALL, 0), "500 000 đ") == "x"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("079 203 001 234", "identity"), ("123456789", "identity"), ("0912 345 678", "phone"), ("84912345678", "phone"),
        ("4111 1111 1111 1111", "card"), ("4111 1111 1111 1112", ""), ("19270046", ""), ("12345678901", ""),
        ("0000 123 456", ""),
    ],
)  # fmt: skip
def test_real_looking_numbers_are_refused(text, kind):
    assert looks_real(f"số {text} nhé", FIELD, []) == kind


def test_the_invented_number_may_be_mistyped():
    assert looks_real("0912345678", FIELD, ["0912 345 679"]) == ""
    assert looks_real("0912345678", FIELD, ["0987654321"]) == "phone"
    assert looks_real("100000000", Part("a", "b", "number", keyboard="money"), []) == ""


def test_the_right_way_is_worth_a_hundred():
    machine, run = played(*WAY)
    found = score(machine, run)
    assert (found.points, found.checks, found.is_pass) == (100, ("looked", "quiet", "held"), True)
    assert guided_run(SMALL, 0)[1] == found


def test_rules_go_by_order_and_guards():
    machine, run = played("tap:open", "tap:go")
    assert run.mistakes == ("wrong-amount",) and run.place.screen == "form"
    _, run = played("tap:open", "type:amount=right", "choose:who=other-one", "tap:go")
    assert run.mistakes == ("wrong-person",)
    assert machine.next_step(run.place).id == "s2"


def test_a_switch_turns_and_typing_again_replaces():
    _, run = played("tap:open", "tap:on", "type:amount=zero", "type:amount=right")
    assert {"on.on", "amount.right"} <= run.place.flags and "amount.zero" not in run.place.flags
    _, run = played("tap:open", "tap:on", "tap:on")
    assert "on.on" not in run.place.flags


def test_coming_back_with_nothing_new_is_a_detour():
    machine, run = played("tap:news-open", "back", *WAY)
    assert (run.detours, score(machine, run).points) == (1, 95)
    _, run = played("tap:news-open", "hold:link", "back")
    assert run.detours == 0  # something was learnt there


def test_a_danger_caps_and_weighs_on_safety_alone():
    machine, run = played("tap:open", "tap:tell", "tap:back-home", *WAY, variant=3)
    found = score(machine, run)
    assert (found.points, found.work, found.dangers) == (40, 92, ("told",))
    said = evidence(SMALL, found, "alone")
    assert [(one.skill, one.score, one.weight) for one in said] == [("kns.6.2", 0.92, 0.6), ("kns.4.3", 0.0, 1.0)]


def test_nothing_done_is_worth_nothing():
    machine, run = played("finish")
    assert score(machine, run).points == 0


@pytest.mark.parametrize(
    ("mode", "hints", "weight"),
    [("alone", 0, 1.0), ("alone", 1, 0.6), ("alone", 5, 0.3), ("guided", 4, 0.3), ("surprise", 0, 1.3)],
)
def test_evidence_weighs_by_mode_and_hints(mode, hints, weight):
    machine, run = played(*["hint"] * hints, *WAY)
    assert evidence(SMALL, score(machine, run), mode)[0].weight == pytest.approx(weight)


def test_watching_is_no_evidence():
    machine, run = played(*WAY)
    assert evidence(SMALL, score(machine, run), "watch") == ()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("tap:go",), "screen"), (("tap:nothing",), "part"), (("back",), "screen"),
        (("tap:open", "tap:tell"), "hidden"),
        (("tap:open", "type:amount=no-class"), "value"), (("finish", "tap:open"), "over"), (("fly:open",), "kind"),
        (("read",), "screen"), (("refused:amount=identity",), "hidden"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(words, reason):
    with pytest.raises(Impossible) as caught:
        played(*words)
    assert caught.value.reason == reason


def lines(*words: str, every: int = 900) -> list[list[object]]:
    """Return the log of these acts."""
    return [[(at + 1) * every, act.kind, act.target, act.value] for at, act in enumerate(acts(*words))]


def test_an_honest_log_is_scored_again():
    judged = judge(SMALL, seed=0, mode="alone", lines=lines(*WAY))
    assert judged.score.points == 100
    again = judge(SMALL, seed=0, mode="alone", lines=lines(*WAY))
    assert judged.print == again.print != judge(SMALL, seed=0, mode="alone", lines=lines(*WAY, every=901)).print


@pytest.mark.parametrize(
    ("log", "reason", "at"),
    [
        (lines("tap:go", "finish"), "screen", 1),
        (lines(*WAY)[:-1], "unfinished", 5),
        (lines("tap:open", "read", "finish"), "too_early", 2),
        (lines(*WAY, every=60), "too_fast", 5),
        (lines(*["tap:news-open", "back"] * 10, "finish", every=150), "too_fast", 10),
        ([[500, "tap", "open", ""], [100, "back", "", ""]], "order", 2),
        ([[10**9, "finish", "", ""]], "long", 1),
        ([[1, "tap", "open"]], "unreadable", 1),
        ([[1.5, "tap", "open", ""]], "unreadable", 1),
        ("nothing", "unreadable", 0), ([], "unreadable", 0), ([["finish"]] * 601, "unreadable", 0),
    ],
)  # fmt: skip
def test_a_forged_log_is_refused_with_its_place(log, reason, at):
    with pytest.raises(Forged) as caught:
        judge(SMALL, seed=0, mode="alone", lines=log)
    assert (caught.value.reason, caught.value.at) == (reason, at)


def test_a_log_belongs_to_its_variant_and_mode():
    told = lines("tap:open", "tap:tell", "finish")
    assert judge(SMALL, seed=3, mode="alone", lines=told).score.dangers == ("told",)
    for seed, mode, reason in ((0, "alone", "hidden"), (-1, "alone", "seed"), (3, "never", "mode")):
        with pytest.raises(Forged) as caught:
            judge(SMALL, seed=seed, mode=mode, lines=told)
        assert caught.value.reason == reason


@given(st.integers(0, 2**32 - 1))
def test_a_walk_judged_from_its_log_gives_its_own_score(key):
    machine = Machine(SMALL, VARIANTS[key % 6])
    run, done = walk(machine, key)
    log = [[(at + 1) * 4000, act.kind, act.target, act.value] for at, act in enumerate(done)]
    assert judge(SMALL, seed=key % 6, mode="alone", lines=log).score == score(machine, run)


def test_the_way_into_a_danger_is_the_shortest_and_leads_there():
    ways = ways_into(SMALL)
    assert set(ways) == {each.id for each in SMALL.dangers}
    for danger, way in ways.items():
        machine = Machine(SMALL, deal(SMALL, way.seed).variant)
        run = machine.start()
        for act in way.acts:
            assert not run.dangers
            run = machine.after(run, act)
        assert run.dangers == (danger,)


@pytest.mark.parametrize("wanted", ["right", OTHER])
def test_a_class_has_an_example_that_is_of_it(wanted):
    dealt = deal(SMALL, 0)
    part = next(one for one in SMALL.parts if one.id == "amount")
    text = example_of(part, SMALL.typed, dealt, wanted)
    assert text and class_of(part, SMALL.typed, dealt, text) == wanted


def test_no_example_is_made_up_for_a_class_that_nothing_at_hand_fits():
    odd = (Typed("account", "odd", has=("99",), least=40),)
    assert example_of(NUMBER, odd, deal(SMALL, 0), "odd") == ""
