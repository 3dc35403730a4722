"""`hocvuso evaluate policy` and `fairness`: invented learners, the shipped curriculum, no data of anybody."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from hocvuso.core.catalogue import Catalogue
from hocvuso.core.offering import catalogue_of
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.evaluation import fairness, policy
from hocvuso.evaluation.files import BadFile

# The argument of `add_subparsers` is a private class of argparse.
Kinds = Any


def add(kinds: Kinds) -> None:
    """Add both commands to the command line."""
    chosen = kinds.add_parser("policy", help="phút học tới khi biết, người học mô phỏng (choosing what comes next)")
    _numbers(chosen, policy.LEARNERS, policy.SEEDS)
    chosen.set_defaults(run=_policy)
    alike = kinds.add_parser("fairness", help="các nhóm có được đối xử như nhau không, mô phỏng (groups alike)")
    _numbers(alike, fairness.LEARNERS, fairness.SEEDS)
    alike.set_defaults(run=_fairness)


def _numbers(one: argparse.ArgumentParser, learners: int, seeds: int) -> None:
    one.add_argument("--learners", type=_count, default=learners, metavar="N", help=f"người mỗi lượt ({learners})")
    one.add_argument("--seeds", type=_count, default=seeds, metavar="N", help=f"số lượt, mỗi lượt người khác ({seeds})")
    one.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("cần ít nhất 1")
    return number


def _policy(given: argparse.Namespace) -> int:
    found = policy.evaluate(_shipped(), learners=given.learners, seeds=given.seeds, say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else policy.as_table(found))
    return 0


def _fairness(given: argparse.Namespace) -> int:
    found = fairness.evaluate(_shipped(), learners=given.learners, seeds=given.seeds, say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else fairness.as_table(found))
    return 0


def _shipped() -> Catalogue:
    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        raise BadFile(f"{content_folder()}: không có kỹ năng nào.")
    return catalogue_of(curriculum)


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K• {what}", end="", file=sys.stderr, flush=True)
