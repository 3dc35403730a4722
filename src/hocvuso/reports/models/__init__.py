"""The tables of this room, one file for each subject."""

from hocvuso.reports.models.returns import (
    Adjustment,
    EvidencePack,
    FrozenReturn,
    Return,
    ReturnRule,
    ReturnStep,
    RosterCheck,
)

__all__ = ["Adjustment", "EvidencePack", "FrozenReturn", "Return", "ReturnRule", "ReturnStep", "RosterCheck"]
