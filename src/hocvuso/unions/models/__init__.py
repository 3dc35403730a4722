"""Tables of this room: the trees (`tree`, `territories`), and who belongs where with which role (`belonging`)."""

from hocvuso.unions.models.belonging import (
    Employment,
    FullTime,
    Grant,
    Headcount,
    Membership,
    Role,
    RoleInvitation,
)
from hocvuso.unions.models.territories import (
    StructureTerritory,
    Territory,
    TerritoryLink,
    TerritoryName,
    TerritorySuccession,
    UnitTerritory,
)
from hocvuso.unions.models.tree import (
    StructureChange,
    StructureRow,
    StructureUnit,
    Succession,
    Unit,
    UnitLink,
    UnitName,
    UnitPath,
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
    "StructureTerritory",
    "StructureUnit",
    "Succession",
    "Territory",
    "TerritoryLink",
    "TerritoryName",
    "TerritorySuccession",
    "Unit",
    "UnitLink",
    "UnitName",
    "UnitPath",
    "UnitTerritory",
]
