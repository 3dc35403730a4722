"""What the page of a simulator is made of: the scenario for the player, its words, the steps for who has no script.

Needs neither Django nor a database, so that an author's preview (`preview`) is the page itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hocvuso.core.scenario.content import Scenario, Short
from hocvuso.core.scenario.shorts import answers_of, shortened
from hocvuso.core.scenario.variants import deal
from hocvuso.practice import showing
from hocvuso.practice.bundle import bundle_bytes

Say = Callable[[str], str]  # looks a text up in the language of the page


def page(
    scenario: Scenario, seed: int | None, say: Say, *, easy: bool, way: str = "", is_only: bool = False
) -> dict[str, Any]:
    """Return the facts of the page; `seed` None leaves the variant to the player, `way` is the mode offered first.

    `is_only`: no other mode is offered, and the steps are not told: the page belongs to a contest.
    """
    dealt = deal(scenario, seed or 0)
    return {
        "scenario": scenario,
        "bundle": bundle_bytes(scenario).decode(),
        "words": json.dumps(_words(say), ensure_ascii=False),
        "ways": _ways(say, way)[: 1 if is_only else None],
        "easy": easy,
        "seed": "" if seed is None else seed,
        "task": dealt.text(scenario.task_easy if easy else scenario.task),
        "steps": [] if is_only else showing.steps(scenario, seed or 0, easy=easy),
        "is_only": is_only,
        "further": None,
    }


def short_page(scenario: Scenario, short: Short, seed: int, say: Say, *, easy: bool) -> dict[str, Any]:
    """Return the facts of the page of a short form: for the player, and as a question for who has no script."""
    dealt = deal(scenario, seed)
    return {
        "bundle": bundle_bytes(shortened(scenario, short)).decode(),
        "words": json.dumps(_words(say), ensure_ascii=False),
        "easy": easy,
        "seed": seed,
        "title": scenario.title,
        "ask": dealt.text(short.easy if easy else short.ask),
        "pictures": showing.pictures(scenario, short, seed),
        "answers": [(each.id, dealt.text(each.text)) for each in answers_of(scenario, short)],
    }


def _ways(_: Say, asked: str) -> list[tuple[str, str]]:
    """Return the ways of playing in words, first the one that a link asks for, else with guidance."""
    named = {
        "guided": _("With guidance"),
        "watch": _("Watch first"),
        "alone": _("On your own"),
        "surprise": _("Surprise: another look"),
    }
    return sorted(named.items(), key=lambda pair: pair[0] != asked)


def _words(_: Say) -> dict[str, Any]:
    """Return what the player says by itself."""
    return {
        "watch": _("Watching"),
        "guided": _("With guidance"),
        "alone": _("On your own"),
        "surprise": _("Surprise"),
        "back": _("Back"),
        "hold": _("Look closer"),
        "on": _("On"),
        "off": _("Off"),
        "pause": _("Pause"),
        "go": _("Go on"),
        "watched": _("You have seen the whole way. Now try it yourself."),
        "passed": _("Done, and carefully."),
        "reached": _("Done. Look at what can be safer."),
        "lost": _("Here something was lost. In practice it costs nothing."),
        "unfinished": _("Not done yet. Try once more."),
        "points": _("{n} of 100 points"),
        "kept": _("Kept on this phone. It goes when there is a network."),
        "saved": _("Saved."),
        "refused": _("This try could not be counted. Your next one will be."),
        "copied": _("This very run was handed in before. Play it yourself: that counts."),
        "real_identity": _("This looks like a real identity number. Practice never needs yours, so it was removed."),
        "real_card": _("This looks like a real card number. Practice never needs yours, so it was removed."),
        "real_phone": _("This looks like a real phone number. Use the one of the exercise; yours was removed."),
    }
