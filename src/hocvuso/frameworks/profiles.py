"""What each of our skills says of itself, for comparing it with the rows of an official table."""

from __future__ import annotations

from functools import lru_cache

from hocvuso.core.content import Curriculum, Skill
from hocvuso.core.official.proposals import Matcher, Profile, Proposal, Words

# How much each kind of text weighs beside the title (1); assumed, the order is what matters.
_SUMMARY, _EASY, _GROUP, _OUTCOME, _LESSON, _GOAL, _STEP, _KEYWORDS = 0.7, 0.5, 0.4, 0.6, 0.7, 0.5, 0.6, 0.5
_REMEMBERED = 4096  # rows; a table has at most 1,000


def profile_of(skill: Skill, curriculum: Curriculum) -> Profile:
    """Return a skill's texts with their weights."""
    texts = [Words(skill.summary, _SUMMARY), Words(skill.easy, _EASY)]
    if skill.group in curriculum.groups:
        texts.append(Words(curriculum.groups[skill.group].title, _GROUP))
    texts += [Words(each.text, _OUTCOME) for each in skill.outcomes]
    for lesson in (curriculum.lessons[each] for each in skill.lessons if each in curriculum.lessons):
        texts += [Words(lesson.title, _LESSON), Words(lesson.goal, _GOAL)]
        for step in lesson.steps:
            texts += [Words(step.title, _STEP), *(Words(each, _KEYWORDS) for each in step.keywords)]
    return Profile(skill.id, skill.title, tuple(texts))


@lru_cache(maxsize=2)
def matcher(curriculum: Curriculum) -> Matcher:
    """Return the comparison with the skills of a published state; made once for each."""
    return Matcher([profile_of(each, curriculum) for each in curriculum.skills.values()])


@lru_cache(maxsize=_REMEMBERED)
def proposals(title: str, detail: str, area: str, curriculum: Curriculum) -> tuple[Proposal, ...]:
    """Return up to three skills for a row."""
    return matcher(curriculum).propose(title, detail, area)
