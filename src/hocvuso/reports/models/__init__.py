"""The tables of this room, one file for each subject."""

from hocvuso.reports.models.gaps import GapCount, GapFigure
from hocvuso.reports.models.returns import (
    Adjustment,
    EvidencePack,
    FrozenReturn,
    Return,
    ReturnRule,
    ReturnStep,
    RosterCheck,
)
from hocvuso.reports.models.rollups import ClosedFigure, FigureCorrection, Stale, Tally, TallyState
from hocvuso.reports.models.targets import TargetVersion, UnitFact

__all__ = [
    "Adjustment",
    "ClosedFigure",
    "EvidencePack",
    "FigureCorrection",
    "FrozenReturn",
    "GapCount",
    "GapFigure",
    "Return",
    "ReturnRule",
    "ReturnStep",
    "RosterCheck",
    "Stale",
    "Tally",
    "TallyState",
    "TargetVersion",
    "UnitFact",
]
