"""The tables of this room, one file for each subject."""

from hocvuso.reports.models.rollups import ClosedFigure, FigureCorrection, Stale, Tally, TallyState
from hocvuso.reports.models.targets import TargetVersion, UnitFact

__all__ = ["ClosedFigure", "FigureCorrection", "Stale", "Tally", "TallyState", "TargetVersion", "UnitFact"]
