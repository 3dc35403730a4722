"""The targets: which share of whom must have reached what by when; shipped as data, changed by officials, dated."""

from hocvuso.reports.targets.known import WORKERS, current, find, going_up, of_people, of_workers, on
from hocvuso.reports.targets.shipped import BadTargets, read
from hocvuso.reports.targets.target import PEOPLE, UNITS, Measure, Target, day_index

__all__ = [
    "PEOPLE",
    "UNITS",
    "WORKERS",
    "BadTargets",
    "Measure",
    "Target",
    "current",
    "day_index",
    "find",
    "going_up",
    "of_people",
    "of_workers",
    "on",
    "read",
]
