"""The roles that a person may hold for a unit, and what each of them may do: one small table.

A right holds for the unit of the role and everything under it. On the employer's side only counts are left of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """One thing that a role may do; the values stand in the table of roles."""

    COUNTS = "counts"  # see how many people did something
    NAMES = "names"  # see people by name, behind the second factor; each reading leaves a trace
    CHANGE = "change"  # put right what is known of a person, deal cards, merge duplicates
    IMPORT = "import"  # read a list of people in
    EXPORT = "export"  # take a list of people out
    CONFIRM = "confirm"  # sign for the unit: headcounts, returns, who belongs to it
    STRUCTURE = "structure"  # found, move, merge, dissolve units
    ROLES = "roles"  # give and end roles, delegate
    HELP = "help"  # read and answer what somebody asked a person; not for those who only look


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A role by its name in the table, its word on screen, and its rights."""

    name: str
    word: Any  # lazy translation
    rights: frozenset[Right]
    is_employer_side: bool = False  # whoever holds it always stands on the employer's side


ALL = frozenset(Right)
_READING = frozenset({Right.COUNTS, Right.NAMES})

CHAIR, OFFICIAL, TRAINER, TRAINER_LEAD = "chair", "official", "trainer", "trainer_lead"
GROUP_LEAD, AUTHOR, INSPECTOR, OPERATOR, PERSONNEL = "group_lead", "author", "inspector", "operator", "personnel"

KINDS: dict[str, RoleKind] = {
    kind.name: kind
    for kind in (
        RoleKind(CHAIR, _("Chair"), ALL),
        RoleKind(OFFICIAL, _("Union official"), ALL),
        RoleKind(GROUP_LEAD, _("Group leader"), _READING | {Right.HELP}),
        RoleKind(TRAINER_LEAD, _("Lead trainer"), _READING | {Right.HELP}),
        # A trainer sees the work of his class by the grants that enrolment gives, not by his role.
        RoleKind(TRAINER, _("Trainer"), frozenset({Right.COUNTS})),
        RoleKind(INSPECTOR, _("Inspector (only looks)"), _READING),
        RoleKind(AUTHOR, _("Author of lessons"), frozenset()),
        RoleKind(OPERATOR, _("Site operator"), frozenset({Right.COUNTS, Right.STRUCTURE})),
        RoleKind(PERSONNEL, _("Personnel officer of the company"), frozenset({Right.COUNTS}), is_employer_side=True),
    )
}
# A delegate cannot delegate on: rights lead back to a role in one step.
DELEGABLE = ALL - {Right.ROLES, Right.STRUCTURE}

RIGHT_WORDS: dict[Right, Any] = {
    Right.COUNTS: _("see counts"),
    Right.NAMES: _("see names"),
    Right.CHANGE: _("correct people's data"),
    Right.IMPORT: _("read lists in"),
    Right.EXPORT: _("take lists out"),
    Right.CONFIRM: _("sign and confirm"),
    Right.STRUCTURE: _("change units"),
    Right.ROLES: _("give roles"),
    Right.HELP: _("help people who ask"),
}


def rights_of_role(name: str, *, is_employer_side: bool) -> frozenset[Right]:
    """Return what a role gives; a name that is not in the table gives nothing."""
    kind = KINDS.get(name)
    if kind is None:
        return frozenset()
    barred = is_employer_side or kind.is_employer_side
    return kind.rights & {Right.COUNTS} if barred else kind.rights


def word(name: str) -> str:
    """Return a role's word on screen."""
    kind = KINDS.get(name)
    return str(kind.word) if kind else name
