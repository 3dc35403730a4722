"""The tutor's own sentences, in the language of the page; lessons speak for themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hocvuso.assistant.asides import Aside
from hocvuso.assistant.compose import Answer
from hocvuso.core.talking import BACK, CHOOSE, MOST_BUTTONS, Bubble, Phrase
from hocvuso.plumbing.templating import address

# Functions, so that only what is said is looked up, and in the language of the moment.
_SAID: Mapping[str, Callable[[], str]] = {
    "hello": lambda: _("Hello. I am an AI assistant, a machine and not a person."),
    "today": lambda: _("Today: “%(title)s”. Short steps: %(steps)s, questions: %(questions)s."),
    "how": lambda: _("I explain, then I ask. If you are stuck, say so and I help. You can stop at any time."),
    "go": lambda: _("Begin"),
    "understood": lambda: _("I understand, go on"),
    "include": lambda: _("Would you choose this line?"),
    "verdict": lambda: _("True or false?"),
    "reason": lambda: _("Why?"),
    "first": lambda: _("Which one comes first?"),
    "next": lambda: _("And then?"),
    "goes_with": lambda: _("What belongs to this?"),
    "sign": lambda: _("Is this part suspicious?"),
    "yes": lambda: _("Yes"),
    "no": lambda: _("No"),
    "true": lambda: _("True"),
    "false": lambda: _("False"),
    "more": lambda: _("Other lines"),
    "nearly": lambda: _("Not right yet. Here is a hint."),
    "nearly_partly": lambda: _("Partly right. Here is a hint."),
    "again": lambda: _("Try again"),
    "show": lambda: _("Show me the way"),
    "right": lambda: _("Right"),
    "partly": lambda: _("Partly right"),
    "wrong": lambda: _("Not right yet"),
    "dont_know": lambda: _("See how it is done"),
    "no_evidence": lambda: _("Thank you"),
    "next_thing": lambda: _("Next"),
    "try_it": lambda: _("Now do it once: “%(title)s”"),
    "come_back": lambda: _("Nothing can go wrong there. When you are back, we go on here."),
    "played": lambda: _("I am back, go on"),
    "done": lambda: _("Done for today."),
    "kept": lambda: _("You did: %(done)s. Everything is kept."),
    "go_on": lambda: _("Learn some more"),
    "nothing": lambda: _("Nothing to learn right now"),
    "nothing_why": lambda: _("What you learnt comes back when it is time to review."),
    "choose_first": lambda: _("The question waits for an answer first. Not sure? Say “I don't know”."),
    "unclear": lambda: _("I did not understand that. Tap one of the buttons."),
    "empty": lambda: _("You have chosen nothing. At least one is right; once more."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A bubble in words: lines as (role, text), buttons as (id, label), `options` all that a typed number may mean."""

    kind: str
    lines: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...]
    wants_text: bool
    exhibit: tuple[str, str, str]
    tone: str
    may_help: bool
    may_not_know: bool
    at_the_end: bool
    link: tuple[str, str] = ("", "")  # a label, and the address on this site to which it leads
    options: tuple[tuple[str, str], ...] = ()


def worded(bubble: Bubble) -> Shown:
    """Return a bubble in the language of the page."""
    return Shown(
        bubble.kind,
        tuple((line.role, _words(line.words)) for line in bubble.lines),
        tuple((button.id, _words(button.label)) for button in bubble.buttons),
        bubble.wants_text,
        bubble.exhibit,
        bubble.tone,
        bubble.may_help,
        bubble.may_not_know,
        bubble.at_the_end,
        _link(bubble.simulator) if bubble.simulator else ("", ""),
        tuple((button.id, _words(button.label)) for button in bubble.options),
    )


def _link(simulator: str) -> tuple[str, str]:
    """Return the way to a simulator and from there back into this talk."""
    back = urlencode({"ve": address("assistant:tutor")})
    return _("Try it on a practice phone"), f"{address('practice:simulator', slug=simulator)}?{back}"


def worded_aside(aside: Aside) -> Shown:
    """Return the answer to a question in between as a bubble: what was offered, and the one way back to the lesson."""
    answer = aside.turn.answer if aside.turn else None
    offered = [(CHOOSE + each.target, each.label) for each in answer.buttons if each.kind == "choose"] if answer else []
    lines = _of_answer(answer) if answer else _of_person(aside)
    return Shown(
        "aside",
        lines,
        (*offered[: MOST_BUTTONS - 1], (BACK, _("Back to the lesson"))),
        wants_text=False,
        exhibit=("", "", ""),
        tone="",
        may_help=False,
        may_not_know=False,
        at_the_end=answer is not None,
    )


def _of_answer(answer: Answer) -> tuple[tuple[str, str], ...]:
    lines = [("note", warning) for warning in answer.warnings]
    lines += [("head", answer.text), *(("say", line) for line in answer.plain), *(("do", line) for line in answer.do)]
    lines += [("say", line) for line in (answer.say_this, answer.note) if line]
    lines += [("care", answer.caution)] if answer.caution else []
    source = answer.citations[0] if answer.citations and answer.kind in ("answer", "urgent") else None
    if source:
        facts = {"title": source.title, "day": source.checked_on.strftime("%d/%m/%Y")}
        lines.append(("source", _("From the step “%(title)s”, checked on %(day)s.") % facts))
    return tuple(lines)


def _of_person(aside: Aside) -> tuple[tuple[str, str], ...]:
    if aside.problem:
        return (("head", _("The person who helps you did not get that. Say it in a few words, or a little later.")),)
    if aside.to_person:
        return (("head", _("Your words went to the person who helps you.")),)
    return (("head", _("There was no question in that. A few words are enough.")),)


def _words(said: str | Phrase) -> str:
    return said if isinstance(said, str) else _SAID[said.name]() % said.facts
