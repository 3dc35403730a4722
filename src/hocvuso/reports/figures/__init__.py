"""The figures of a unit against a target, and of the units below it; read from the tallies only."""

from hocvuso.reports.figures.below import CHILDREN, LEAVES, Row, Table, by_unit
from hocvuso.reports.figures.unit import Counts, Figure, counts, of_unit, of_units
from hocvuso.reports.rollups.facts import COUNTED

__all__ = [
    "CHILDREN",
    "COUNTED",
    "LEAVES",
    "Counts",
    "Figure",
    "Row",
    "Table",
    "by_unit",
    "counts",
    "of_unit",
    "of_units",
]
