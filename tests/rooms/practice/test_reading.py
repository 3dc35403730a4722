"""Scenarios as files: read, proved, and every error with its line and what is expected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from hocvuso.core.scenario.content import SIGNS, Scenario
from hocvuso.core.scenario.log import judge
from hocvuso.core.scenario.machine import Act
from hocvuso.core.scenario.scoring import CAP
from hocvuso.core.scenario.ways import ways_into
from hocvuso.practice import cli
from hocvuso.practice.bundle import bundle, bundle_bytes, revive
from hocvuso.practice.reading import read_scenarios
from hocvuso.practice.schema import json_schema

Edit = Callable[[str, str], None]
SHIPPED = Path(__file__).resolve().parents[3] / "content/scenarios"


def test_the_example_is_sound(folder):
    found = read_scenarios(folder)
    assert found.problems == () and list(found.scenarios) == ["strange-call"]
    assert len(found.scenarios["strange-call"].version) == 16


def test_what_the_player_reads_comes_back_whole(folder):
    scenario = read_scenarios(folder, prove=False).scenarios["strange-call"]
    assert revive(json.loads(bundle_bytes(scenario))) == scenario
    assert "needs" not in bundle(scenario)["parts"][0]  # what is empty is left out


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('go = "talking"', 'go = "nowhere"', "no-go"),
        ('needs = ["!asked"]\nset', 'needs = ["!askd"]\nset', "no-flag"),
        ("weight = 20", "weight = 19", "wrong-sum"),
        ('danger = "code-told"', 'danger = "gone"', "no-danger"),
        ('when = "tap:hang-up"', 'when = "tap:hang"', "no-part"),
        ('id = "strange-call"', 'id = "strange"', "folder"),
        ('easy = "Viết một câu rồi gửi."', "", "missing"),
        ('title = "Số lạ gọi tới"', 'title = "{who} gọi tới"', "no-value-of"),
        ('title = "Số lạ gọi tới"', "title = ", "toml"),
        ('go = "after"\nmain = true', "main = true", "no-way-out"),
        ('do = "tap:ask-back"', 'do = "tap:hang-up"', "steps-imperfect"),
        ('sample = "Có người gọi hỏi mã, con đã cúp máy."', 'sample = "Gọi 0912 345 678 hỏi mã"', "looks-real"),
        ('kind = "area"', 'kind = "area"\nhint = "x"', "extra_forbidden"),
        ('when = "tap:hang-up"', 'when = "open:talking"', "loop"),
    ],
)
def test_an_error_names_its_line(folder: Path, edit: Edit, old: str, new: str, code: str):
    edit(old, new)
    found = read_scenarios(folder)
    assert code in {one.code for one in found.problems}, found.problems
    assert "strange-call" not in found.scenarios
    for one in found.problems:
        assert one.file == "scenarios/strange-call/scenario.toml" and one.line >= 1 and one.what and one.expected


def test_the_line_is_that_of_the_row(folder: Path, edit: Edit):
    edit('when = "tap:hang-up"', 'when = "tap:hang"')
    lines = (folder / "strange-call/scenario.toml").read_text(encoding="utf-8").splitlines()
    problem = next(one for one in read_scenarios(folder).problems if one.code == "no-part")
    assert lines[problem.line - 1] == 'when = "tap:hang"'


def test_the_command_tells_a_person_and_a_machine(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["check", "--dir", str(folder), "--walks", "20"]) == 0
    assert "strange-call: đạt" in capsys.readouterr().out
    edit("weight = 20", "weight = 19")
    assert cli.run(["check", "strange-call", "--dir", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["errors"], told["scenarios"]) == (False, 1, {})
    assert cli.run(["check", "nothing", "--dir", str(folder)]) == 2


def test_the_schema_for_editors_names_what_there_is(capsys: pytest.CaptureFixture[str]):
    assert cli.run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()
    kinds = json_schema()["$defs"]["PartRow"]["properties"]["kind"]["enum"]
    assert {"button", "switch", "table", "qr"} <= set(kinds)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/scenario.toml")), ids=lambda path: path.parent.name)
def test_a_shipped_scenario_is_sound(path: Path):
    found = read_scenarios(SHIPPED, only=path.parent.name)
    assert found.problems == ()
    (scenario,) = found.scenarios.values()
    assert len(bundle_bytes(scenario)) <= cli.MOST_BYTES
    _leads_into_every_danger(scenario)


def _leads_into_every_danger(scenario: Scenario) -> None:
    """Hold that each danger can be walked into by hand, is counted from the log, and caps the score."""
    ways = ways_into(scenario)
    assert set(ways) == {each.id for each in scenario.dangers}
    for danger, way in ways.items():
        acts = (*way.acts, Act("finish"))
        lines = [[4000 * number, act.kind, act.target, act.value] for number, act in enumerate(acts, start=1)]
        judged = judge(scenario, seed=way.seed, mode="alone", lines=lines)
        assert judged.score.dangers == (danger,)
        assert judged.score.points <= CAP


def test_the_player_draws_every_sign_that_may_be_named():
    script = (Path(cli.__file__).parent / "static/practice/drawing.js").read_text(encoding="utf-8")
    table = re.search(r"const SIGNS = \{(.*?)\n  \};", script, re.DOTALL)
    assert table and set(re.findall(r"(\w+): '", table[1])) == set(SIGNS)
