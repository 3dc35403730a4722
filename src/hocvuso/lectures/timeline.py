"""When everything happens: scenes and sentences with their seconds, taken from the sound itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hocvuso.core.narration.captions import Cue, cues_of
from hocvuso.lectures.script import Scene, Script


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene and the time it is on the screen, in seconds."""

    scene: Scene
    start: float
    end: float


def shown(script: Script, spans: Sequence[tuple[float, float]], seconds: float) -> tuple[Shown, ...]:
    """Return the scenes with their times; each ends where the next one's first word begins, without a gap."""
    starts, at = [], 0
    for scene in script.scenes:
        starts.append(spans[at][0] if at else 0.0)
        at += len(scene.sentences)
    ends = [*starts[1:], seconds]
    return tuple(map(Shown, script.scenes, starts, ends))


def cues(script: Script, spans: Sequence[tuple[float, float]]) -> Iterator[Cue]:
    """Return the captions: each sentence exactly as long as its voice."""
    for sentence, (start, end) in zip(script.sentences, spans, strict=True):
        yield from cues_of(start, end, sentence.text)
