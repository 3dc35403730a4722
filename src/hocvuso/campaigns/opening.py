"""What a post opens: the first thing that somebody without an account can do about a skill."""

from __future__ import annotations

from django.urls import reverse

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters, ways


def first_page(skill: str) -> str:
    """Return the first task of a skill that has one before any account, else the first step of its first lesson."""
    for poster in posters.POSTERS.values():
        if poster.skill == skill:
            return reverse("learning:first_task", kwargs={"code": poster.code})
    now = curriculum.current()
    lessons = [each for each in now.lessons.values() if each.skill == skill and each.steps]
    if not lessons:
        return reverse("learning:home")
    return ways.step_url(min(lessons, key=lambda each: each.order).steps[0].id)
