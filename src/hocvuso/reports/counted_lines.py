"""The lines of a return and the facts of targets that the rooms of this site know.

A new room gets its line by one `register_line` (and `register_fact`) here; nothing else has to change.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from hocvuso.campaigns import queries as campaigns
from hocvuso.certificates import outside
from hocvuso.certificates import queries as certificates
from hocvuso.classes import queries as classes
from hocvuso.contests import queries as contests
from hocvuso.emulation import queries as emulation
from hocvuso.families import queries as families
from hocvuso.groups import queries as groups
from hocvuso.groups.help_desk import queries as help_desk
from hocvuso.hotspots import queries as hotspots
from hocvuso.programmes import queries as programmes
from hocvuso.reports.movement import Fact, Line, register_fact, register_line


def register() -> None:
    """Register what the rooms of this site know, in the order of the paper."""
    _register_helping()
    _register_learning_together()
    _register_outside()
    _register_competing()
    _register_certificates()
    _register_facts()
    _register_facts_of_learning()


def _register_helping() -> None:
    register_line(
        Line(
            "groups",
            gettext_lazy("Digital groups"),
            gettext_lazy("Groups of the unit whose signed decision is entered, on the last day of the month."),
            lambda units, _first, last: groups.founded_in(units, last),
        )
    )
    register_line(
        Line(
            "volunteers",
            gettext_lazy("Members of digital groups"),
            gettext_lazy("People who have signed the pledge of a group of the unit, on the last day of the month."),
            lambda units, _first, last: groups.volunteers_in(units, last),
        )
    )
    register_line(
        Line(
            "helped",
            gettext_lazy("Requests for help that were helped"),
            gettext_lazy(
                "Requests of people of the unit that a volunteer or an official closed in this month; those who no "
                "longer answered are left out."
            ),
            help_desk.helped_in,
            of_people=True,
        )
    )
    register_line(
        Line(
            "wifi",
            gettext_lazy("Working wifi points"),
            gettext_lazy("Free wifi points of the unit that were working on the last day of the month."),
            lambda units, _first, last: hotspots.working_on(units, last),
        )
    )


def _register_learning_together() -> None:
    register_line(
        Line(
            "classes",
            gettext_lazy("Classes held"),
            gettext_lazy("Classes of the unit that met at least once in this month; what was called off is left out."),
            classes.held_in,
        )
    )
    register_line(
        Line(
            "came",
            gettext_lazy("People who came to classes"),
            gettext_lazy("People who were at a class of the unit in this month, on time or late, each once."),
            classes.came_in,
            of_people=True,
        )
    )
    register_line(
        Line(
            "contests",
            gettext_lazy("Contests held"),
            gettext_lazy(
                "Contests of the unit of which a round was open in this month; those called off are left out."
            ),
            contests.held_in,
        )
    )
    register_line(
        Line(
            "contested",
            gettext_lazy("People who took part in contests"),
            gettext_lazy(
                "People of the unit who handed in a paper of any contest in this month, each once; trials and papers "
                "that were set aside are left out."
            ),
            contests.took_part_in,
            of_people=True,
        )
    )
    register_line(
        Line(
            "families",
            gettext_lazy("Families recognised"),
            gettext_lazy("Digital families that the unit had recognised on the last day of the month."),
            lambda units, _first, last: families.recognised_by_unit(units, last),
            of_people=True,
        )
    )


def _register_outside() -> None:
    register_line(
        Line(
            "posts",
            gettext_lazy("Posts that are out"),
            gettext_lazy("Places, a Zalo group or a channel, in which the unit posted in this month."),
            campaigns.posted_in,
        )
    )
    register_line(
        Line(
            "programmes",
            gettext_lazy("Digital-transformation programmes"),
            gettext_lazy("Programmes of the unit on the last day of the month; removed ones are left out."),
            lambda units, _first, last: programmes.live_in(units, last),
        )
    )


def _register_competing() -> None:
    register_line(
        Line(
            "drives",
            gettext_lazy("Emulation drives"),
            gettext_lazy("Drives of the unit that people saw and that ran on a day of this month."),
            emulation.running_in,
        )
    )
    register_line(
        Line(
            "pledged",
            gettext_lazy("People who take part in a drive"),
            gettext_lazy(
                "People of the unit who take part in a drive that ran in this month, its own or of a level above, each "
                "once."
            ),
            emulation.pledged_in,
            of_people=True,
        )
    )


def _register_certificates() -> None:
    register_line(
        Line(
            "certificates",
            gettext_lazy("Certificates issued"),
            gettext_lazy("Certificates that the unit issued in this month; revoked ones are left out."),
            certificates.issued_by_unit,
            of_people=True,
        )
    )
    register_line(
        Line(
            "outside",
            gettext_lazy("People with a certificate from elsewhere"),
            gettext_lazy(
                "People of the unit whose certificate from elsewhere counted on the last day of the month, by the rule "
                "of the federation: what was verified, or also what is declared."
            ),
            lambda units, _first, last: outside.counted_by_unit(units, last),
            of_people=True,
        )
    )


def _register_facts() -> None:
    register_fact(
        Fact(
            "drive",
            gettext_lazy("Units in an emulation drive this year"),
            gettext_lazy("A unit counts when it began a drive or pledged in one that ran since 1 January."),
            lambda units, day: emulation.taking_part(units, day.replace(month=1, day=1), day),
        )
    )
    register_fact(
        Fact(
            "group",
            gettext_lazy("Units with a digital group"),
            gettext_lazy("A unit counts when the signed decision of one of its groups is entered."),
            groups.founded_in,
        )
    )
    register_fact(
        Fact(
            "wifi",
            gettext_lazy("Units with a working wifi point"),
            gettext_lazy("A unit counts when one of its free wifi points works."),
            hotspots.working_on,
        )
    )
    register_fact(
        Fact(
            "programme",
            gettext_lazy("Units with a programme"),
            gettext_lazy("A unit counts when it has a digital-transformation programme that was not removed."),
            programmes.live_in,
        )
    )


def _register_facts_of_learning() -> None:
    register_fact(
        Fact(
            "family",
            gettext_lazy("Units with a recognised family"),
            gettext_lazy("A unit counts when the recognition of one of its digital families holds."),
            families.recognised_by_unit,
        )
    )
    register_fact(
        Fact(
            "class",
            gettext_lazy("Units that held a class this year"),
            gettext_lazy("A unit counts when one of its classes has met since 1 January."),
            lambda units, day: classes.held_in(units, day.replace(month=1, day=1), day),
        )
    )
    register_fact(
        Fact(
            "certificate",
            gettext_lazy("Units whose people hold certificates"),
            gettext_lazy("A unit counts when a certificate that it issued is in force."),
            certificates.holding_by_unit,
        )
    )
    register_fact(
        Fact(
            "contest",
            gettext_lazy("Units whose people took part in a contest this year"),
            gettext_lazy("A unit counts when one of its people has handed in a paper that counts since 1 January."),
            lambda units, day: contests.took_part_in(units, day.replace(month=1, day=1), day),
        )
    )
