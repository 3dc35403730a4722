"""Two volunteers take one request at the same moment, forms come twice at once: one counts, on both databases."""

from __future__ import annotations

import pytest

from tests.rooms.groups.race import ROUNDS
from tests.rooms.racing import raced


@pytest.mark.both
def test_whoever_comes_at_the_same_moment_there_is_one(tmp_path):
    told = raced("tests.rooms.groups.race", tmp_path)
    assert told.pop("signatures") == 2 and told.pop("joined") == 2
    assert told.pop("asked 1") == ROUNDS, told
    assert told.pop("Refused:taken taken") == ROUNDS, told
    assert told.pop("the one who has it sees him") == ROUNDS
    assert told == {"works": 4, "outcomes": 4, "reports": 4, "blocks": 4}
