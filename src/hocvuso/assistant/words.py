"""What a word means, from the glossary: its explanation, an example, and the lesson that uses it."""

from __future__ import annotations

from collections.abc import Sequence

from hocvuso.assistant.compose import Answer, Button, Citation, candidates_of, citation_of
from hocvuso.assistant.sentences import say
from hocvuso.core import answering
from hocvuso.core.answering import Decision
from hocvuso.core.content import Curriculum, Step
from hocvuso.core.question import Question
from hocvuso.core.reading import read_text
from hocvuso.core.retrieval import Hit
from hocvuso.curriculum import glossary
from hocvuso.curriculum.glossary import Word

# The page of words; no Django here, so a test holds it against the address of that page.
PAGE = "/tu-hay-gap"
# Named whole and asked for nothing else: as sure as a lesson that is asked for nearly word for word (decided).
SURE = 0.9


def explained(
    curriculum: Curriculum, question: Question, hits: Sequence[Hit], decision: Decision, language: str
) -> Answer | None:
    """Return the explanation of the word that a question asks for; None if it asks for none, or a lesson says it."""
    word = glossary.asked(question)
    if word is None or _lesson_says_it(curriculum, word, hits, decision):
        return None
    step = _step(curriculum, word, hits)
    if step is None:
        return None  # a site that does not teach what the word is of
    cited = citation_of(curriculum, step)
    page = Citation("", "", say("word_page", language, word=word.word), cited.checked_on, f"{PAGE}#{word.id}")
    return Answer(
        kind="answer",
        text=f"{word.word}: {word.plain}",
        caution=say("word_example", language, example=word.example),
        citations=(cited, page),
        buttons=(
            Button("unclear", say("unclear", language), step.id),
            Button("person", say("person_button", language)),
        ),
        candidates=candidates_of(curriculum, hits),
        confidence=max(SURE, round(decision.confidence, 4)),
        skill=step.skill,
    )


def _lesson_says_it(curriculum: Curriculum, word: Word, hits: Sequence[Hit], decision: Decision) -> bool:
    """Whether a step or card is about the very meaning of the word: asked for so by its authors, or titled so."""
    if not hits:
        return False
    first = hits[0]
    if first.features.nearest >= answering.SAME_QUESTION:
        return True
    step = curriculum.steps.get(first.id)
    return decision.kind == "answer" and step is not None and glossary.asked(read_text(step.title)) == word


def _step(curriculum: Curriculum, word: Word, hits: Sequence[Hit]) -> Step | None:
    """Return the step that uses the word: the first found if it is near, else the best of the word's own skill."""
    found = [curriculum.steps[hit.id] for hit in hits if hit.id in curriculum.steps]
    if found and found[0].id == hits[0].id and answering.confidence(hits) >= answering.ANSWER_SKILL:
        return found[0]
    own = [*found, *curriculum.steps.values()]
    return next((step for step in own if step.skill == word.skill), None)
