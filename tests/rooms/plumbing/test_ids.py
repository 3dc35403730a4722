"""Ids sort in the order in which they were made, and say their time."""

from __future__ import annotations

import time

from hocvuso.plumbing.ids import uuid7


def test_ids_of_one_process_sort_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made) and len(set(made)) == len(made)


def test_an_id_is_version_7_of_rfc_9562_and_holds_its_milliseconds():
    before, made, after = time.time_ns() // 1_000_000, uuid7(), time.time_ns() // 1_000_000
    assert before <= made.int >> 80 <= after
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    given = uuid7(1_700_000_000_000)
    assert (given.int >> 80, given.version) == (1_700_000_000_000, 7) and given != uuid7(1_700_000_000_000)
