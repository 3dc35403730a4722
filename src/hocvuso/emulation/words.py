"""What drives, their criteria and states are called on screen."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion
from hocvuso.emulation import criteria, states
from hocvuso.emulation.models import Drive
from hocvuso.plumbing.templating import full_day, number


def criterion(each: Criterion) -> str:
    """Return what is counted, in words; of a contest also which."""
    kind = criteria.find(each.who, each.name)
    word = str(kind.word) if kind else _("no longer counted on this site")
    about = criteria.about(each.name)
    title = about.title(each.about) if about and each.about else ""
    return f"{word}: {title}" if title else word


def asked(each: Criterion) -> str:
    """Return what a drive asks: "12 days on which you learn"."""
    return f"{number(each.goal)} {criterion(each)}"


def phase(row: Drive, day: date) -> str:
    """Return where a drive stands on a day."""
    return {
        emulation.BEFORE: _("begins on %(day)s") % {"day": full_day(row.starts_on)},
        emulation.RUNNING: _("until %(day)s") % {"day": full_day(row.ends_on)},
        emulation.OVER: _("over since %(day)s") % {"day": full_day(row.ends_on)},
    }[emulation.phase(row.starts_on, row.ends_on, day)]


def who() -> dict[str, str]:
    """Return for whom something is asked."""
    return {
        emulation.PERSON: _("Each person"), emulation.GROUP: _("Each digital group"), emulation.UNIT: _("Each unit"),
    }  # fmt: skip


def state(name: str) -> str:
    """Return where a proposal stands."""
    return {
        states.PROPOSED: _("proposed"), states.AWARDED: _("commended"), states.DECLINED: _("not in the decision"),
    }[name]  # fmt: skip


def refused(why: str) -> str:
    """Return what somebody can do about a refusal."""
    return {
        "period": _("The last day lies after the first one, at most two years later."),
        "none": _("Choose at least one thing to count."),
        "many": _("Choose at most %(most)s things to count.") % {"most": emulation.MOST_CRITERIA},
        "twice": _("The same thing stands there twice."),
        "goal": _("Write a whole number, 1 or more."),
        "over": _("This drive is over."),
        "pledged": _("Somebody takes part already, so it stays. You can remove it, and bring it back."),
        "past": _("Choose a day from tomorrow on: what people did until today counts by what they knew."),
        "late": _("This day lies after the end of the drive."),
        "order": _("A later change is announced already. Take that one back first."),
        "reason": _("Write why: everybody who takes part reads it."),
        "same": _("Nothing is different from what holds already."),
        "gone": _("People do not see this drive now."),
        "child": _("Drives are for people of 16 and more. You can learn all the same."),
        "asked": _("Nothing is asked of such in this drive."),
        "early": _("It is too early. The final review comes after the last day."),
        "again": _("There is a final review already. Take it back first."),
        "number": _("Write the number of the decision as it stands on the paper."),
        "signer": _("Write who signed the decision."),
    }[why]
