"""The goals that a learner may choose: four in his own words, or a way; and which skills each one is about.

A way is a track that is shipped, or what a room above offers beside them: it registers itself here.

Weights are ours (own judgement, to be tried with learners): how much sooner a goal wants a skill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocvuso.curriculum.tracks import tracks


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its words, its icon, and the weight of each skill that serves it (others weigh 1)."""

    id: str
    title: Callable[[], str]
    icon: str
    skills: Mapping[str, float]


GOALS = {
    goal.id: goal
    for goal in (
        Goal("money", lambda: _("Keep my money safe"), "care",
             {"kns.4.3": 3.0, "kns.6.2": 3.0, "kns.4.1": 2.5, "kns.4.4": 2.0, "kns.6.1": 2.0, "kns.4.2": 1.5}),
        Goal("papers", lambda: _("Do paperwork online"), "source",
             {"kns.5.1": 3.0, "kns.5.2": 3.0, "kns.5.3": 2.0, "kns.5.4": 2.0, "kns.4.1": 1.5}),
        Goal("work", lambda: _("Use it at work"), "settings",
             {"kns.2.2": 3.0, "kns.10.1": 2.0, "kns.8.1": 2.0, "kns.8.2": 2.0, "kns.3.1": 1.5, "kns.7.2": 1.5}),
        Goal("family", lambda: _("Help my family"), "home",
             {"kns.0.3": 2.5, "kns.1.2": 2.5, "kns.4.3": 2.0, "kns.4.5": 2.0, "kns.2.1": 1.5}),
    )
}  # fmt: skip


TRACK = "track:"
# The first skill of a track weighs as much as the first of a goal, the last half of that: its order is kept where
# nothing else speaks against it.
FIRST_OF_TRACK, LAST_OF_TRACK = 3.0, 1.5


@dataclass(frozen=True, slots=True)
class Followed:
    """A way as the planner follows it: what it is called, and its skills in order."""

    title: str
    skills: tuple[str, ...]


_beside: list[Callable[[str], Followed | None]] = []


def ways_from(look_up: Callable[[str], Followed | None]) -> None:
    """Let a room above offer ways beside the tracks; `look_up` knows the one of an id, or None."""
    _beside[:] = [look_up]


def of_track(track: str) -> str:
    """Return the goal of following a track, or another way by its id."""
    return f"{TRACK}{track}"


def track_of(goal: str) -> str:
    """Return the track that a goal means; empty for the others."""
    return goal.removeprefix(TRACK) if goal.startswith(TRACK) else ""


def chosen(goal: str) -> Goal | None:
    """Return what somebody chose; None for nothing, and for a track that is no more."""
    return GOALS.get(goal) or _following(track_of(goal))


def _following(track: str) -> Goal | None:
    shipped = tracks().get(track)
    found = Followed(shipped.title, shipped.skills) if shipped else _offered(track)
    if found is None:
        return None
    step = (FIRST_OF_TRACK - LAST_OF_TRACK) / max(1, len(found.skills) - 1)
    skills = {skill: FIRST_OF_TRACK - step * place for place, skill in enumerate(found.skills)}
    return Goal(of_track(track), lambda: found.title, "skills", skills)


def _offered(way: str) -> Followed | None:
    return next((found for look_up in _beside if way and (found := look_up(way))), None)


def weights(goal: str) -> Mapping[str, float]:
    """Return the weight of each skill for a goal; empty for no goal."""
    found = chosen(goal) if goal else None
    return found.skills if found else {}
