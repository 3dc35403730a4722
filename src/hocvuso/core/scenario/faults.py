"""What is wrong with a scenario as written: references, guards, weights, texts. Nothing is run here.

A fault names the table, the id, the field and a code; `practice` says it in words, with the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .content import (
    ACTS,
    CHOSEN,
    ICONS,
    PART_KINDS,
    SCREEN_KINDS,
    SWITCH,
    TYPED,
    Flags,
    Part,
    Scenario,
)  # fmt: skip
from .machine import Machine, wanted_flags
from .scoring import CHECKS
from .typing import SHAPES
from .variants import NAMED

LEAST_VARIANTS = 6  # published: product.md 5.2
OWN_ACTS = ("tap", "hold", "type", "choose")  # by which alone a danger may come


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which table, at which id, in which field; `value` is what was found there."""

    table: str
    id: str
    field: str
    code: str
    value: str = ""


def faults(scenario: Scenario) -> list[Fault]:
    """Return everything that is wrong as written; empty when the scenario can be run."""
    return [fault for check in _ALL for fault in check(scenario)]


def _tables(scenario: Scenario) -> dict[str, list[str]]:
    return {
        "value": [f"{each.id}.{each.flag}".rstrip(".") for each in scenario.values],
        "variant": [each.id for each in scenario.variants],
        "screen": [each.id for each in scenario.screens],
        "part": [each.id for each in scenario.parts],
        "rule": [each.id for each in scenario.rules],
        "goal": [each.id for each in scenario.goals],
        "check": [each.id for each in scenario.checks],
        "danger": [each.id for each in scenario.dangers],
        "mistake": [each.id for each in scenario.mistakes],
        "step": [each.id for each in scenario.steps],
        "option": [f"{each.part}.{each.id}" for each in scenario.options],
        "typed": [f"{each.part}.{each.id}" for each in scenario.typed],
    }


def _twins(scenario: Scenario) -> Iterator[Fault]:
    for table, ids in _tables(scenario).items():
        seen: set[str] = set()
        for each in ids:
            if each in seen:
                yield Fault(table, each, "id", "twin", each)
            seen.add(each)


def _refers(table: str, id: str, field: str, value: str, known: Iterable[str]) -> Iterator[Fault]:
    if value and value not in known:
        yield Fault(table, id, field, f"no_{field}", value)


def _places(scenario: Scenario) -> Iterator[Fault]:
    """Find references to screens, parts, dangers and mistakes that do not exist."""
    tables = _tables(scenario)
    screens = tables["screen"]
    yield from _refers("", "", "start", scenario.start, screens)
    for screen in scenario.screens:
        yield from _refers("screen", screen.id, "back", screen.back, screens)
        yield from _refers("screen", screen.id, "over", screen.over, screens)
        if screen.kind not in SCREEN_KINDS:
            yield Fault("screen", screen.id, "kind", "no_kind", screen.kind)
    for part in scenario.parts:
        yield from _refers("part", part.id, "screen", part.screen, screens)
        yield from _refers("part", part.id, "go", part.go, screens)
        if part.kind not in PART_KINDS:
            yield Fault("part", part.id, "kind", "no_kind", part.kind)
        yield from _refers("part", part.id, "icon", part.icon, ICONS)


def _others(scenario: Scenario) -> Iterator[Fault]:
    """Find the same in what belongs to parts and screens."""
    tables = _tables(scenario)
    screens, parts = tables["screen"], tables["part"]
    for option in scenario.options:
        yield from _refers("option", f"{option.part}.{option.id}", "part", option.part, parts)
    for typed in scenario.typed:
        yield from _refers("typed", f"{typed.part}.{typed.id}", "part", typed.part, parts)
        for shape in typed.shape:
            yield from _refers("typed", f"{typed.part}.{typed.id}", "shape", shape, SHAPES)
    for rule in scenario.rules:
        yield from _refers("rule", rule.id, "go", rule.go, screens)
        yield from _refers("rule", rule.id, "coach", rule.coach, tables["mistake"])
        yield from _refers("rule", rule.id, "danger", rule.danger, tables["danger"])
    for step in scenario.steps:
        yield from _refers("step", step.id, "screen", step.screen, screens)
    for value in scenario.values:
        yield from _refers("value", value.id, "along", value.along, ("variant", *tables["value"]))
        flags = [flag for one in scenario.variants for flag in one.flags]
        yield from _refers("value", f"{value.id}.{value.flag}", "flag", value.flag, flags)


def _acts(scenario: Scenario) -> Iterator[Fault]:
    """Find rules and steps for acts that do not exist, or that cannot be."""
    machine = Machine(scenario, scenario.variants[0]) if scenario.variants else None
    if machine is None:
        return
    for table, rows in (("rule", scenario.rules), ("step", scenario.steps)):
        for row in rows:
            field = "when" if table == "rule" else "do"
            said = getattr(row, field)
            code = wrong_act(machine, said, is_step=table == "step")
            if code:
                yield Fault(table, row.id, field, code, said)


def wrong_act(machine: Machine, said: str, *, is_step: bool) -> str:
    """Return the code of what is wrong with an act as written, "" for one that can be."""
    kind, _, rest = said.partition(":")
    target, _, value = rest.partition("=")
    if is_step and said in ("back", "read", "look", "finish"):
        return ""
    if kind in ("back", "read", "look", "open"):
        return "" if target in machine.screens and not is_step else "no_screen"
    if kind not in ACTS:
        return "no_act"
    part = machine.parts.get(target)
    if part is None:
        return "no_part"
    if value and value not in machine.values[target]:
        return "no_value"
    return "" if _suits(kind, part) else "wrong_kind"


def _suits(act: str, part: Part) -> bool:
    if act == "type":
        return part.kind in TYPED
    if act == "choose":
        return part.kind == CHOSEN
    return act == "hold" or part.kind not in (*TYPED, CHOSEN)


def _guards(scenario: Scenario) -> Iterator[Fault]:
    """Find guards that ask for a flag which nothing sets."""
    made = made_flags(scenario)
    rows: list[tuple[str, str, Flags]] = [("part", each.id, each.needs) for each in scenario.parts]
    rows += [("rule", each.id, each.needs) for each in scenario.rules]
    rows += [("goal", each.id, each.needs) for each in scenario.goals]
    rows += [("check", each.id, each.needs) for each in scenario.checks]
    rows += [("step", each.id, each.needs) for each in scenario.steps]
    for table, id, needs in rows:
        for each in needs:
            if each.lstrip("!") not in made:
                yield Fault(table, id, "needs", "no_flag", each)
    wanted = wanted_flags(scenario)
    for rule in scenario.rules:
        for flag in rule.set:
            if flag not in wanted:
                yield Fault("rule", rule.id, "set", "idle_flag", flag)
        for flag in rule.clear:
            if flag not in made:
                yield Fault("rule", rule.id, "clear", "no_flag", flag)


def made_flags(scenario: Scenario) -> frozenset[str]:
    """Return every flag that can come to hold."""
    found = {flag for rule in scenario.rules for flag in rule.set}
    found |= {flag for variant in scenario.variants for flag in variant.flags} | set(scenario.starts)
    found |= {f"seen.{each.id}" for each in scenario.screens}
    found |= {f"layout.{each.layout}" for each in scenario.variants} | {"marks.none"}
    found |= {f"{each.part}.{each.id}" for each in scenario.typed}
    found |= {f"{each.part}.{each.id}" for each in scenario.options}
    for part in scenario.parts:
        if part.kind == SWITCH:
            found.add(f"{part.id}.on")
        elif part.kind in TYPED:
            found.add(f"{part.id}.other")
    return frozenset(found)


def _counts(scenario: Scenario) -> Iterator[Fault]:
    """Find wrong sums and too little of something."""
    total = sum(each.weight for each in scenario.checks)
    if total != CHECKS:
        yield Fault("check", "", "weight", "wrong_sum", str(total))
    if len(scenario.variants) < LEAST_VARIANTS:
        yield Fault("variant", "", "id", "few_variants", str(len(scenario.variants)))
    if not any(each.surprise for each in scenario.variants):
        yield Fault("variant", "", "surprise", "no_surprise")
    if all(each.marks for each in scenario.variants):
        yield Fault("variant", "", "marks", "always_marks")
    if len({each.layout for each in scenario.variants}) < 2:
        yield Fault("variant", "", "layout", "one_layout")
    for rows, table in ((scenario.goals, "goal"), (scenario.steps, "step"), (scenario.mistakes, "mistake")):
        if not rows:
            yield Fault(table, "", "id", "none")
    for part in scenario.parts:
        if part.kind == CHOSEN and not any(each.part == part.id for each in scenario.options):
            yield Fault("part", part.id, "kind", "no_options")


def _dangers(scenario: Scenario) -> Iterator[Fault]:
    """Find dangers that come by themselves, and dangers or mistakes that no rule names."""
    for rule in scenario.rules:
        if rule.danger and rule.when.partition(":")[0] not in OWN_ACTS:
            yield Fault("rule", rule.id, "danger", "not_own_act", rule.when)
        if rule.when.startswith("open:") and (rule.go or rule.danger):
            yield Fault("rule", rule.id, "go", "loop", rule.when)
    named = {each.danger for each in scenario.rules} | {each.coach for each in scenario.rules}
    for table, rows in (("danger", scenario.dangers), ("mistake", scenario.mistakes)):
        for row in rows:
            if row.id not in named:
                yield Fault(table, row.id, "id", "never", row.id)


def _texts(scenario: Scenario) -> Iterator[Fault]:
    """Find names in braces that no value deals."""
    known = {each.id for each in scenario.values}
    for table, id, field, text in _said(scenario):
        for name in NAMED.findall(text):
            if name not in known:
                yield Fault(table, id, field, "no_value_of", f"{{{name}}}")
    for part in scenario.parts:
        if part.kind in TYPED and part.kind != "area" and not part.sample and _is_typed_by_step(scenario, part):
            yield Fault("part", part.id, "sample", "no_sample")
        if not part.text and part.kind not in ("camera", "face", "qr", "picture"):
            yield Fault("part", part.id, "text", "no_text")


def _is_typed_by_step(scenario: Scenario, part: Part) -> bool:
    return any(step.do.partition("=")[0] == f"type:{part.id}" for step in scenario.steps)


def _said(scenario: Scenario) -> Iterator[tuple[str, str, str, str]]:
    """Yield (table, id, field, text) of every text that is shown."""
    rows: list[tuple[str, str, object, tuple[str, ...]]] = [
        ("", "", scenario, ("title", "summary", "task", "task_easy")),
        *(("screen", each.id, each, ("title", "app")) for each in scenario.screens),
        *(("part", each.id, each, ("text", "note", "sample")) for each in scenario.parts),
        *(("option", f"{each.part}.{each.id}", each, ("text",)) for each in scenario.options),
        *(("goal", each.id, each, ("text",)) for each in scenario.goals),
        *(("check", each.id, each, ("text", "easy")) for each in scenario.checks),
        *(("danger", each.id, each, ("title", "text", "easy")) for each in scenario.dangers),
        *(("mistake", each.id, each, ("text", "easy")) for each in scenario.mistakes),
        *(("step", each.id, each, ("say", "easy", "look")) for each in scenario.steps),
    ]
    for table, id, row, fields in rows:
        for field in fields:
            yield table, id, field, getattr(row, field)
    for typed in scenario.typed:
        for text in (*typed.same, *typed.has, *typed.lacks):
            yield "typed", f"{typed.part}.{typed.id}", "same", text


_ALL: tuple[Callable[[Scenario], Iterable[Fault]], ...] = (
    _twins, _places, _others, _acts, _guards, _counts, _dangers, _texts,
)  # fmt: skip
