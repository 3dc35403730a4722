"""The documented format is the one that is spoken: schema as the code makes it, an example of each kind."""

import json
from pathlib import Path

import pytest

from hocvuso.core.exchange.envelope import KINDS, read
from hocvuso.core.exchange.streams import Place, Verdict, after, judge
from hocvuso.exchange import shapes
from tests.house import tree

API = tree.ROOT / "docs/api/exchange"
EXAMPLES = sorted((API / "examples").glob("*.json"))


def test_the_schema_is_what_the_code_makes():
    assert json.loads((API / "envelope.schema.json").read_text()) == json.loads(json.dumps(shapes.schema()))


def test_each_kind_has_an_example():
    assert {path.stem for path in EXAMPLES} == set(KINDS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_canonical_complete_and_of_its_shape(path: Path):
    envelope = read(path.read_text(encoding="utf-8").strip())
    assert envelope.kind == path.stem
    assert shapes.problem(envelope.kind, envelope.rows) == ""
    assert shapes.EnvelopeShape.model_validate_json(envelope.text)
    assert judge(Place(), envelope) is Verdict.NEXT
    assert after(envelope).rows == len(envelope.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_without_their_key_are_named(kind):
    assert shapes.problem(kind, [{"nonsense": 1}])
