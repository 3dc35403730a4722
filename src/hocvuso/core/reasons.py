"""Why an activity was chosen, as a kind and facts; the room turns it into one sentence.

A reason is read off the largest term of the score that chose the activity. Nothing is said that the rule did
not use: a choice made by chance says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """One template each; the facts that each kind fills are named here."""

    FIRST_STEP = "first_step"  # skill: nothing was practised in it yet, it opens the way
    MISSING_PREREQUISITE = "missing_prerequisite"  # skill, for_skill: what needs it
    NEARLY_THERE = "nearly_there"  # skill, successes, tries: likely known, a success is missing
    DUE_REVIEW = "due_review"  # skill, last_day: practised then, being forgotten
    CHECK_KNOWN = "check_known"  # skill: the learner said "Tôi đã biết"
    CHECK_UNSURE = "check_unsure"  # skill: the learner said "Chưa chắc" of what the system believes
    CHOSEN_GOAL = "chosen_goal"  # skill: the learner chose it
    BUILD_UP = "build_up"  # skill, successes, tries: begun, more practice helps most
    NOT_TESTED_YET = "not_tested_yet"  # skill: no answer in it yet, one would tell much
    BY_CHANCE = "by_chance"  # skill: one choice in twenty is drawn, to learn what helps
    TRY_OUT = "try_out"  # skill: its lesson was read, and its simulator never played
    TRY_AGAIN = "try_again"  # skill, last_day: its simulator was played then, and not yet twice well, days apart
    CHANGED = "changed"  # skill: a step of it that was learnt reads otherwise now
    NEXT_IN_ORDER = "next_in_order"  # skill: personal choice is switched off


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind and its facts; facts that the kind does not use are empty."""

    kind: ReasonKind
    skill: str
    for_skill: str = ""
    last_day: int | None = None
    successes: int = 0
    tries: int = 0


class Nothing(StrEnum):
    """Why no activity is proposed."""

    NO_TIME = "no_time"  # something waits, but nothing fits the minutes
    NO_LINK = "no_link"  # what waits needs a link
    ALL_DONE = "all_done"  # everything for this person is done
    NO_CONTENT = "no_content"  # the published set has nothing for this person
