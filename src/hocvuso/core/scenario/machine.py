"""The state machine: what is possible at a place, and what an act leads to. It knows no time and no chance.

A place is the screen with the flags that hold there: nothing else decides what can happen next. A run adds what is
counted. JavaScript: `practice/static/practice/machine.js`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .content import CHOSEN, OTHER, SWITCH, TAPPED, TYPED, Flags, Part, Rule, Scenario, Screen, Step, Variant

MOST_HINTS = 3  # decided: as many rungs as there are; more count no more


@dataclass(frozen=True, slots=True)
class Act:
    """Something done: a tap on a part, a class typed into it, a screen read to the end."""

    kind: str
    target: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is."""

    screen: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one act leads to at one place."""

    place: Place
    coach: str = ""
    danger: str = ""
    went: bool = False  # to another screen, or anew to the same


@dataclass(frozen=True, slots=True)
class Run:
    """How far somebody is, and what has been counted on the way."""

    place: Place
    seen: frozenset[Place]
    detours: int = 0  # times he came to where he had been, with nothing new
    mistakes: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    hints: int = 0
    reached: bool = False
    over: bool = False


class Impossible(ValueError):
    """The act cannot be done there; `reason` is one word: over, screen, part, hidden, value, kind."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def holds(needs: Flags, flags: frozenset[str]) -> bool:
    """Tell whether a guard holds."""
    for each in needs:
        if each[0] == "!":
            if each[1:] in flags:
                return False
        elif each not in flags:
            return False
    return True


def wanted_flags(scenario: Scenario) -> frozenset[str]:
    """Return every flag that a guard asks for."""
    guards: Iterable[Flags] = [
        each.needs
        for group in (scenario.parts, scenario.rules, scenario.goals, scenario.checks, scenario.steps)
        for each in group
    ]
    return frozenset(each.lstrip("!") for guard in guards for each in guard)


@dataclass(frozen=True, slots=True)
class Machine:
    """A scenario in one of its variants, ready to run."""

    scenario: Scenario
    variant: Variant
    screens: dict[str, Screen] = field(init=False)
    parts: dict[str, Part] = field(init=False)
    on_screen: dict[str, list[Part]] = field(init=False)
    rules: dict[str, list[Rule]] = field(init=False)
    values: dict[str, list[str]] = field(init=False)  # part → classes or options
    seen_flags: frozenset[str] = field(init=False)
    _moves: dict[Place, tuple[Act, ...]] = field(init=False)
    _outcomes: dict[tuple[Place, Act], Outcome] = field(init=False)

    def __post_init__(self) -> None:
        given = self.scenario
        on_screen: dict[str, list[Part]] = {each.id: [] for each in given.screens}
        for part in given.parts:
            on_screen.setdefault(part.screen, []).append(part)
        rules: dict[str, list[Rule]] = {}
        for rule in given.rules:
            rules.setdefault(rule.when, []).append(rule)
        values: dict[str, list[str]] = {part.id: [] for part in given.parts}
        for typed in given.typed:
            values.setdefault(typed.part, []).append(typed.id)
        for option in given.options:
            values.setdefault(option.part, []).append(option.id)
        for part in given.parts:
            if part.kind in TYPED:
                values[part.id].append(OTHER)
        wanted = wanted_flags(given)
        made = {
            "screens": {each.id: each for each in given.screens},
            "parts": {each.id: each for each in given.parts},
            "on_screen": on_screen,
            "rules": rules,
            "values": values,
            "seen_flags": frozenset(each for each in wanted if each.startswith("seen.")),
            "_moves": {},
            "_outcomes": {},
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def start(self) -> Run:
        """Return the run before anything was done."""
        flags = {*self.scenario.starts, *self.variant.flags, f"layout.{self.variant.layout}"}
        if not self.variant.marks:
            flags.add("marks.none")
        place = self._arrive(self.scenario.start, frozenset(flags)).place
        return Run(place, frozenset({place}), reached=self.is_goal(place))

    def visible(self, place: Place) -> list[Part]:
        """Return the parts that are shown at a place, in their order."""
        return [part for part in self.on_screen.get(place.screen, ()) if holds(part.needs, place.flags)]

    def is_goal(self, place: Place) -> bool:
        """Tell whether all that is wanted holds here."""
        return all(holds(goal.needs, place.flags) for goal in self.scenario.goals)

    def is_live(self, part: Part) -> bool:
        """Tell whether a tap on a part can do anything."""
        return part.kind == SWITCH or (part.kind in TAPPED and bool(part.go or f"tap:{part.id}" in self.rules))

    def moves(self, place: Place) -> tuple[Act, ...]:
        """Return every act that is possible at a place, hints and the end left out; the same order each time."""
        known = self._moves.get(place)
        if known is None:
            known = self._moves[place] = tuple(self._listed(place))
        return known

    def _listed(self, place: Place) -> list[Act]:
        found: list[Act] = []
        for part in self.visible(place):
            if self.is_live(part):
                found.append(Act("tap", part.id))
            if f"hold:{part.id}" in self.rules:
                found.append(Act("hold", part.id))
            if part.kind in TYPED or part.kind == CHOSEN:
                kind = "choose" if part.kind == CHOSEN else "type"
                found += [Act(kind, part.id, each) for each in self.values[part.id]]
        screen = self.screens[place.screen]
        if screen.back or f"back:{screen.id}" in self.rules:
            found.append(Act("back"))
        if screen.read_after:
            found.append(Act("read"))
        return [*found, Act("look")]

    def outcome(self, place: Place, act: Act) -> Outcome:
        """Return what an act leads to. Raises Impossible."""
        known = self._outcomes.get((place, act))
        if known is None:
            self._demand(place, act)
            known = self._outcomes[(place, act)] = self.led(place, act)
        return known

    def led(self, place: Place, act: Act) -> Outcome:
        """Return what one of the `moves` of a place leads to; not remembered, and not asked whether it is one."""
        flags = _noted(self.parts[act.target], act, place.flags) if act.target else place.flags
        rule = self._rule(place.screen, act, flags)
        go = self._default(place, act)
        if rule is None:
            return self._arrive(go, flags) if go else Outcome(Place(place.screen, flags))
        flags = flags.difference(rule.clear).union(rule.set)
        go = rule.go or ("" if rule.coach or rule.danger else go)
        there = self._arrive(go, flags) if go else Outcome(Place(place.screen, flags))
        return replace(there, coach=rule.coach or there.coach, danger=rule.danger)

    def _demand(self, place: Place, act: Act) -> None:
        """Raise Impossible unless the act can be done here."""
        if act in self.moves(place):
            return
        if act.kind not in ("tap", "hold", "type", "choose"):
            raise Impossible("screen" if act.kind in ("back", "read", "look") else "kind")
        part = self.parts.get(act.target)
        if part is None:
            raise Impossible("part")
        if part.screen != place.screen:
            raise Impossible("screen")
        raise Impossible("hidden" if not holds(part.needs, place.flags) else "value")

    def _rule(self, screen: str, act: Act, flags: frozenset[str]) -> Rule | None:
        name = f"{act.kind}:{act.target or screen}"
        keys = (f"{name}={act.value}", name) if act.value else (name,)
        for key in keys:
            for rule in self.rules.get(key, ()):
                if holds(rule.needs, flags):
                    return rule
        return None

    def _default(self, place: Place, act: Act) -> str:
        if act.kind == "back":
            return self.screens[place.screen].back
        return self.parts[act.target].go if act.kind == "tap" else ""

    def _arrive(self, screen: str, flags: frozenset[str]) -> Outcome:
        """Return what opening a screen brings: that it was seen, and the first rule for opening it."""
        if f"seen.{screen}" in self.seen_flags:
            flags = flags | {f"seen.{screen}"}
        for rule in self.rules.get(f"open:{screen}", ()):
            if holds(rule.needs, flags):
                return Outcome(Place(screen, flags.difference(rule.clear).union(rule.set)), coach=rule.coach, went=True)
        return Outcome(Place(screen, flags), went=True)

    def after(self, run: Run, act: Act) -> Run:
        """Return the run after one act. Raises Impossible."""
        if run.over:
            raise Impossible("over")
        if act.kind == "hint":
            return replace(run, hints=run.hints + 1)
        if act.kind == "refused":
            self._demand_typed(run.place, act)
            return run
        if act.kind == "finish":
            return replace(run, over=True)
        out = self.outcome(run.place, act)
        is_again = out.went and not out.coach and not out.danger and out.place in run.seen
        reached = run.reached or self.is_goal(out.place)
        is_decided = self.scenario.at_once and bool(reached or out.coach or out.danger)
        return replace(
            run,
            place=out.place,
            seen=run.seen | {out.place},
            detours=run.detours + is_again,
            mistakes=(*run.mistakes, out.coach) if out.coach else run.mistakes,
            dangers=(*run.dangers, out.danger) if out.danger else run.dangers,
            reached=reached,
            over=is_decided or self.screens[out.place.screen].ends,
        )

    def _demand_typed(self, place: Place, act: Act) -> None:
        if not any(part.id == act.target and part.kind in TYPED for part in self.visible(place)):
            raise Impossible("hidden")

    def next_step(self, place: Place) -> Step | None:
        """Return the right act here: the first step of this screen whose guard holds."""
        for step in self.scenario.steps:
            if step.screen == place.screen and holds(step.needs, place.flags):
                return step
        return None


def _noted(part: Part, act: Act, flags: frozenset[str]) -> frozenset[str]:
    """Return the flags with what was typed, chosen or switched."""
    if act.kind in ("type", "choose"):
        prefix = f"{part.id}."
        return frozenset(each for each in flags if not each.startswith(prefix)) | {f"{prefix}{act.value}"}
    if act.kind == "tap" and part.kind == SWITCH:
        return flags ^ {f"{part.id}.on"}
    return flags
