"""Tables of this room: the tree (`tree`), and who belongs where with which role (`belonging`)."""

from hocvuso.unions.models.belonging import (
    Employment,
    FullTime,
    Grant,
    Headcount,
    Membership,
    Role,
    RoleInvitation,
)
from hocvuso.unions.models.tree import (
    StructureChange,
    StructureRow,
    StructureUnit,
    Succession,
    Territory,
    TerritoryLink,
    Unit,
    UnitLink,
    UnitName,
    UnitPath,
    UnitTerritory,
)

__all__ = [
    "Employment",
    "FullTime",
    "Grant",
    "Headcount",
    "Membership",
    "Role",
    "RoleInvitation",
    "StructureChange",
    "StructureRow",
    "StructureUnit",
    "Succession",
    "Territory",
    "TerritoryLink",
    "Unit",
    "UnitLink",
    "UnitName",
    "UnitPath",
    "UnitTerritory",
]
