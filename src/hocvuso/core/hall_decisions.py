"""Decisions of a simulator as questions of a hall: its short forms, with what the other answers would lead to."""

from __future__ import annotations

from hocvuso.core.content import Curriculum
from hocvuso.core.draw import Draw, fnv, mix
from hocvuso.core.hall import BadExercise, Exercise, Question, Words, checked, drawn, of_item, singles_of
from hocvuso.core.scenario import shorts, variants
from hocvuso.core.scenario.content import TYPED, Part, Scenario, Short
from hocvuso.core.scenario.log import Judged

ITEMS = 3  # decided: as in the exercise of the week, so that there is enough to talk about
_UNTOLD = (*TYPED, "button", "switch", "choice", "icon")  # kinds of part to act on; what one may do are the answers


def of_decisions(scenario: Scenario, curriculum: Curriculum, seed: int, words: Words) -> Exercise:
    """Return the decisions of a simulator, dealt by a seed (0…2³¹−1), then questions of its skill.

    Raises BadExercise for a simulator without a short form.
    """
    if not scenario.shorts:
        raise BadExercise(scenario.id)
    items = drawn(singles_of(curriculum, scenario.skill), seed, ITEMS)
    decisions = (of_short(scenario, each, seed, words) for each in scenario.shorts)
    questions = (*decisions, *(of_item(each, words) for each in items))
    return checked(Exercise(scenario.title, f"simulator:{scenario.id}", questions))


def of_short(scenario: Scenario, short: Short, number: int, words: Words) -> Question:
    """Return the question of a short form in its nth way to be dealt: what would you do here? It is no evidence.

    Which answer is right is worked out by the machine; why is what the others lead to.
    """
    seed = shorts.seed_of(scenario, short, number)
    dealt, answers = variants.deal(scenario, seed), shorts.answers_of(scenario, short)
    order = Draw(mix(fnv(short.id.encode()) ^ mix(seed))).shuffle(len(answers))
    tried = [
        (answers[place], shorts.play(
            scenario, short, seed=seed, lines=shorts.lines_as(scenario, short, answers[place].id, seed),
        ))
        for place in order
    ]  # fmt: skip
    scores = [shorts.decided(scenario, short, judged).score for _, judged in tried]
    right, options = scores.index(1.0), [dealt.text(each.text) for each, _ in tried]
    led = [(text, dealt.text(_told(scenario, judged))) for text, (_, judged) in zip(options, tried, strict=True)]
    why = [f"“{text.rstrip('.')}”: {told}" for text, told in led if told and text != options[right]]
    safe = options[right].rstrip(".")
    return Question(
        dealt.text(short.ask), (*options, words.unsure), right,
        " ".join(why) or words.safe_way.format(act=safe[:1].lower() + safe[1:]), _screens(scenario, short, dealt),
    )  # fmt: skip


def _told(scenario: Scenario, judged: Judged) -> str:
    """Return what a simulator says to a danger or a mistake, "" where there was neither."""
    said = {each.id: each.text for each in scenario.dangers} | {each.id: each.text for each in scenario.mistakes}
    return " ".join(said[each] for each in (*judged.run.dangers, *judged.run.mistakes))


def _screens(scenario: Scenario, short: Short, dealt: variants.Dealt) -> str:
    """Return what stands on the screens of a short form, line by line."""
    lines: list[str] = []
    for screen, _place, parts in shorts.shown_in(scenario, short, dealt):
        lines.append(dealt.text(screen.title))
        told = [each for each in parts if each.text and each.kind not in _UNTOLD]
        lines += [_line(each, dealt) for each in told]
    return "\n".join(lines)


def _line(part: Part, dealt: variants.Dealt) -> str:
    """Return a part in one line: of a message first who sent it, else first what it says."""
    text, note = dealt.text(part.text), dealt.text(part.note)
    if part.kind == "message":
        text, note = note, text
    if not (text and note):
        return text or note
    return f"{text} {note}" if text.endswith((".", "?", "!", "”")) else f"{text}: {note}"
