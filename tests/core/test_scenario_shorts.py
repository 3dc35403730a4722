"""Short forms: one decision, the same machine, and an entry test that stays as short and as precise as it was."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache
from statistics import fmean, pvariance

import pytest

from hocvuso.core import rehearsal
from hocvuso.core.bank import TaskBank
from hocvuso.core.offering import catalogue_of
from hocvuso.core.placement import FIRST, FULL, Mode
from hocvuso.core.scenario import shorts
from hocvuso.core.scenario.content import Answer, Scenario, Short
from hocvuso.core.scenario.log import Forged
from hocvuso.core.scenario.machine import Act, Machine, Place
from hocvuso.core.scenario.proofs import walk
from hocvuso.core.scenario.short_faults import MOST_ACTS, short_faults
from hocvuso.core.scenario.variants import deal
from hocvuso.practice.bundle import bundle, revive
from hocvuso.practice.reading import read_scenarios
from tests import shipped
from tests.core.small_scenario import small
from tests.house import tree

TODAY = 20_000
SCENARIOS = read_scenarios(tree.ROOT / "content/scenarios", prove=False).scenarios
PAIRS = {shorts.id_of(one, each): (one, each) for one in SCENARIOS.values() for each in one.shorts}
SHORT = Short(
    id="code", start="form", ask="Có người gọi hỏi mã. Gửi cho {name}?", easy="Có người hỏi mã.", skill="kns.6.2",
    seconds=20, goal=("seen.home",), needs=("caller",), given=("amount.right",),
)  # fmt: skip
ANSWERS = (Answer("code", "leave", "Thoát.", ("back",)), Answer("code", "tell", "Đọc mã.", ("tap:tell",)))


def short_small(short: Short = SHORT, answers: tuple[Answer, ...] = ANSWERS) -> Scenario:
    return small(shorts=(short,), answers=answers)


def test_every_named_simulator_has_a_short_form():
    named = {
        "email-attachment", "spot-the-scam", "bank-transfer", "qr-pay", "public-service", "digital-identity",
        "strong-password", "join-wifi", "line-tablet",
    }  # fmt: skip
    assert named <= {one.id for one, _ in PAIRS.values()}
    assert len(SCENARIOS) == len({one.id for one, _ in PAIRS.values()})


@pytest.mark.parametrize("name", PAIRS)
def test_a_short_form_is_sound_and_is_the_same_scenario(name: str) -> None:
    scenario, short = PAIRS[name]
    assert short_faults(scenario) == []
    assert short.seconds <= 40
    cut = shorts.shortened(scenario, short)
    assert revive(bundle(cut)) == cut
    for seed in shorts.places(scenario, short):
        whole, part = deal(scenario, seed), deal(cut, seed)
        assert all(whole.values[key] == value for key, value in part.values.items())
        assert "{" not in part.text(short.ask) + part.text(short.easy)
    _goes_as_in_the_whole(scenario, cut)


def _goes_as_in_the_whole(scenario: Scenario, cut: Scenario) -> None:
    """Every act leads where it leads in the whole scenario, as long as it goes on."""
    chance = random.Random(cut.start)
    for key in range(30):
        seed = chance.randrange(len(scenario.variants))
        machine = Machine(cut, cut.variants[seed])
        whole = Machine(scenario, scenario.variants[seed])
        run, acts = walk(machine, key)
        place = machine.start().place
        for act in acts[:-1] if acts[-1].kind == "finish" else acts:
            ours, theirs = machine.led(place, act), whole.led(place, act)
            assert (ours.place.screen, ours.coach, ours.danger) == (theirs.place.screen, theirs.coach, theirs.danger)
            place = Place(ours.place.screen, ours.place.flags)
        assert run.over


def test_a_right_and_a_wrong_decision_and_a_danger():
    scenario = short_small()
    assert short_faults(scenario) == []
    lines = {each.id: shorts.lines_of(scenario, SHORT, each, 3) for each in ANSWERS}
    left = shorts.decided(scenario, SHORT, shorts.play(scenario, SHORT, seed=3, lines=lines["leave"]))
    told = shorts.decided(scenario, SHORT, shorts.play(scenario, SHORT, seed=3, lines=lines["tell"]))
    assert left == shorts.Decided(1.0, ())
    assert told == shorts.Decided(None, ("kns.4.3",))  # speaks against safety, says nothing of the work
    same = replace(SHORT, skill="kns.4.3")
    found = shorts.play(scenario, same, seed=3, lines=lines["tell"])
    assert shorts.decided(scenario, same, found) == shorts.Decided(0.0, ("kns.4.3",))


def test_a_named_mistake_ends_it():
    machine = Machine(shorts.shortened(short_small(), replace(SHORT, given=())), small().variants[3])
    run = machine.after(machine.start(), Act("tap", "go"))
    assert run.over and run.mistakes == ("wrong-amount",) and not run.reached


@pytest.mark.parametrize(("seed", "lines", "reason"), [
    (0, [[1000, "back", "", ""]], "seed"),  # a variant in which nobody calls
    (5, [[1000, "back", "", ""]], "seed"),
    (-1, [[1000, "back", "", ""]], "seed"),
    (3, [[1000, "tap", "open", ""]], "part"),
    (3, [[1000, "tap", "amount", ""]], "value"),
    (3, [[1000, "look", "", ""]], "unfinished"),
    (3, [[1000, "back", "", ""], [2000, "look", "", ""]], "over"),
    (3, [[1000, "look", "", ""], [1001, "back", "", ""]], "too_fast"),
    (3, "back", "unreadable"),
])  # fmt: skip
def test_a_forged_decision_is_refused(seed: int, lines: object, reason: str) -> None:
    with pytest.raises(Forged) as problem:
        shorts.play(short_small(), SHORT, seed=seed, lines=lines)
    assert problem.value.reason == reason


def changed(**fields: object) -> Scenario:
    return short_small(replace(SHORT, **fields))  # type: ignore[arg-type]


LONG = Answer("code", "long", "Xem mãi.", ("look",) * (MOST_ACTS + 1))
WRONG = [
    (changed(start="attic"), ("short", "code", "start", "no_screen")),
    (changed(screens=("attic",)), ("short", "code", "screens", "no_screen")),
    (changed(shown=("attic",)), ("short", "code", "shown", "no_screen")),
    (changed(goal=("flown",)), ("short", "code", "goal", "no_flag")),
    (changed(given=("flown",)), ("short", "code", "given", "no_flag")),
    (changed(needs=("flown",)), ("short", "code", "needs", "no_flag")),
    (changed(needs=("sent",)), ("short", "code", "needs", "no_variant")),
    (changed(ask="Ai là {nobody}?"), ("short", "code", "ask", "no_value_of")),
    (changed(given=("seen.home",)), ("short", "code", "goal", "given_goal")),
    (changed(goal=("sent",)), ("short", "code", "goal", "no_right_answer")),
    (small(shorts=(SHORT, SHORT), answers=ANSWERS), ("short", "code", "id", "twin")),
    (short_small(answers=ANSWERS[:1]), ("short", "code", "id", "few_answers")),
    (short_small(answers=(*ANSWERS, Answer("x", "y", "Z", ("back",)))), ("answer", "x.y", "short", "no_short")),
    (short_small(answers=(*ANSWERS, Answer("code", "y", "Z", ("tap:fly",)))), ("answer", "code.y", "do", "no_part")),
    (
        short_small(answers=(*ANSWERS, Answer("code", "y", "Z", ("tap:link",)))),
        ("answer", "code.y", "do", "answer_impossible"),
    ),
    (short_small(answers=(*ANSWERS, LONG)), ("answer", "code.long", "do", "many_acts")),
]


@pytest.mark.parametrize(("scenario", "expected"), WRONG)
def test_a_fault_of_a_short_form_names_its_place(scenario: Scenario, expected: tuple[str, ...]) -> None:
    assert expected in {(each.table, each.id, each.field, each.code) for each in short_faults(scenario)}


@lru_cache(maxsize=1)
def _banks() -> tuple[TaskBank, TaskBank]:
    """The tasks of the entry test without short forms and with them."""
    items = catalogue_of(shipped.curriculum()).bank
    asked = [shorts.task_of(*pair) for pair in PAIRS.values()]
    return items, TaskBank.from_tasks(items.graph, [*items.tasks, *asked])


LEARNERS = 60


def _counts(bank: TaskBank, strength: str, mode: Mode) -> list[list[int]]:
    """Return tasks asked, skills rightly told, and skills wrongly told, by invented learner."""
    items, _ = _banks()
    skills = dict.fromkeys((each.skills[0] for each in items.tasks), strength)
    runs = [
        rehearsal.rehearse(bank, rehearsal.abilities(skills, seed), seed, day=TODAY, mode=mode)
        for seed in range(LEARNERS)
    ]
    return [
        [len(each.asked) for each in runs],
        [each.count(right=True) for each in runs],
        [each.count(right=False) for each in runs],
    ]


@pytest.mark.parametrize("mode", [FIRST, FULL])
@pytest.mark.parametrize("strength", ["weak", "middling", "strong"])
def test_the_entry_test_stays_as_short_and_as_precise(strength: str, mode: Mode) -> None:
    """Within half a task and within what chance does to the mean of so many learners (two standard errors)."""
    items, both = _banks()
    before, after = _counts(items, strength, mode), _counts(both, strength, mode)
    chance = [
        2 * (pvariance(one) + pvariance(other)) ** 0.5 / LEARNERS**0.5 for one, other in zip(before, after, strict=True)
    ]
    asked, right, wrong = (fmean(other) - fmean(one) for one, other in zip(before, after, strict=True))
    assert asked <= 0.5 + chance[0]
    assert right >= -chance[1]
    assert wrong <= chance[2]


def test_without_short_forms_the_entry_test_asks_exactly_what_it_asked() -> None:
    items, _ = _banks()
    same = TaskBank.from_tasks(items.graph, items.tasks)
    assert _counts(items, "middling", FIRST) == _counts(same, "middling", FIRST)


def test_short_forms_are_asked_now_and_then():
    items, both = _banks()
    skills = dict.fromkeys((each.skills[0] for each in items.tasks), "middling")
    asked = [
        each.task.id
        for seed in range(20)
        for each in rehearsal.rehearse(both, rehearsal.abilities(skills, seed), seed, day=TODAY, mode=FULL).asked
    ]
    met = [each for each in asked if each in PAIRS]
    assert met and len(met) < len(asked) / 2 and len(set(met)) > 3  # drawn among the best, never always the same
