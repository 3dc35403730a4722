"""From a folder of scenarios to the core's values, with everything that is wrong said in words with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from hocvuso.core.scenario import content
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.faults import Fault, faults
from hocvuso.core.scenario.proofs import proofs
from hocvuso.core.scenario.short_faults import short_faults
from hocvuso.curriculum.reading.files import Parsed, read_file
from hocvuso.curriculum.reading.problem import Problem
from hocvuso.curriculum.reading.versions import hash_of
from hocvuso.practice import schema
from hocvuso.practice.fault_words import said
from hocvuso.practice.schema import ScenarioFile

FILE = "scenario.toml"
# Table in the file → name and type in the core.
_TABLES: Mapping[str, tuple[str, type]] = {
    "value": ("values", content.Value),
    "variant": ("variants", content.Variant),
    "screen": ("screens", content.Screen),
    "part": ("parts", content.Part),
    "option": ("options", content.Option),
    "typed": ("typed", content.Typed),
    "rule": ("rules", content.Rule),
    "goal": ("goals", content.Goal),
    "check": ("checks", content.Check),
    "danger": ("dangers", content.Danger),
    "mistake": ("mistakes", content.Mistake),
    "step": ("steps", content.Step),
    "short": ("shorts", content.Short),
    "answer": ("answers", content.Answer),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: scenarios that can be run, by id, and everything that is wrong."""

    scenarios: Mapping[str, Scenario]
    problems: tuple[Problem, ...]


def read_scenarios(folder: Path, *, prove: bool = True, only: str = "") -> Found:
    """Return the scenarios below `folder` (content/scenarios), each in a folder of its own name.

    `prove` also walks every place of them, which takes a second or two each. A scenario with a problem is left out.
    """
    kept: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{FILE}")):
        if only and path.parent.name != only:
            continue
        found, wrong = read_one(path, prove=prove)
        problems += wrong
        if found is not None and not wrong:
            kept[found.id] = found
    return Found(kept, tuple(problems))


def read_one(path: Path, *, prove: bool = True) -> tuple[Scenario | None, list[Problem]]:
    """Return one scenario, None where it cannot be read, with what is wrong."""
    name = f"scenarios/{path.parent.name}/{FILE}"
    parsed, problems = read_file(path, name, ScenarioFile)
    if parsed is None:
        return None, problems
    if parsed.model.id != path.parent.name:
        what = f"Mã “{parsed.model.id}” khác tên thư mục “{path.parent.name}”."
        problems.append(parsed.problem(("id",), what, "Đặt mã giống tên thư mục.", code="folder"))
    scenario = scenario_of(parsed.model)
    found = faults(scenario) or short_faults(scenario)
    if not found and prove:
        found = proofs(scenario)
    return scenario, [*problems, *(_problem(parsed, each) for each in found)]


def scenario_of(file: ScenarioFile) -> Scenario:
    """Return what a file says, with its version: a hash of all of it."""
    given = file.model_dump()
    rows = {
        name: tuple(kind(**{field: _plain(value) for field, value in row.items()}) for row in given[table])
        for table, (name, kind) in _TABLES.items()
    }
    plain = {field.name for field in fields(Scenario)} - set(rows) - {"version", "at_once"}
    whole: dict[str, Any] = {**{name: _plain(given[name]) for name in plain}, **rows}
    scenario = Scenario(**whole)
    return replace(scenario, version=hash_of(scenario))


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _problem(parsed: Parsed[ScenarioFile], fault: Fault) -> Problem:
    what, expected = said(fault)
    return parsed.problem(_path(parsed.model, fault), what, expected, code=fault.code.replace("_", "-"))


def _path(file: ScenarioFile, fault: Fault) -> tuple[str | int, ...]:
    """Return where in the file a fault lies."""
    table = fault.table
    if not table:
        return (fault.field,)
    matches = [index for index, row in enumerate(getattr(file, table)) if _id_of(row) == fault.id]
    if not matches:
        return (table, 0)
    return (table, matches[-1] if fault.code == "twin" else matches[0], fault.field)


def _id_of(row: Any) -> str:
    if isinstance(row, schema.ValueRow) and row.flag:
        return f"{row.id}.{row.flag}"
    if isinstance(row, schema.AnswerRow):
        return f"{row.short}.{row.id}"
    return f"{row.part}.{row.id}" if isinstance(row, schema.OptionRow | schema.TypedRow) else str(row.id)
