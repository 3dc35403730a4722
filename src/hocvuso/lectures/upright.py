"""A short upright video for phones: one sentence a scene, in large letters, read aloud; for TikTok, Zalo, Facebook.

The words stand in the picture, so it is understood without sound; the last scene says that a machine reads.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image

from hocvuso.lectures import sound as sounds
from hocvuso.lectures.forms import encoding
from hocvuso.lectures.script import Scene, Sentence
from hocvuso.lectures.slides import canvas as c
from hocvuso.lectures.slides.canvas import Canvas, png
from hocvuso.lectures.slides.paint import SlideTooFull
from hocvuso.lectures.slides.type import NoFont, balanced, width
from hocvuso.lectures.timeline import Shown
from hocvuso.lectures.voices.contract import Voice, VoiceFailed

WIDTH, HEIGHT = 720, 1280  # what the apps ask for at least: 9 by 16
EDGE, LEVEL = 56, "3.1"
# Decided: apps lay their buttons over the lowest fifth and over the right edge; no words of ours stand there.
TOP, BOTTOM = 220, 980
CODE = 320  # points; a phone reads it off another phone's screen
SIZES = range(76, 39, -2)
PAUSE = 0.9  # seconds after a sentence, to read it to its end
LEAST = 2.2  # seconds a scene stands at least
Told = Callable[[int, int], None]  # called with how many of how many scenes are said


class UprightFailed(Exception):
    """The video could not be made; the reason in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Upright:
    """What is shown and said: a title, scenes of one sentence; at the end the address in words and as a square code."""

    title: str
    scenes: tuple[str, ...]
    address: str
    square: str  # what the code leads to
    voice_label: str  # on the last scene
    about: str  # for the metadata


def make(told: Upright, voice: Voice, target: Path, at: Told) -> float:
    """Write the video and return how many seconds it plays. Raises UprightFailed, OSError."""
    try:
        encoding.need_ffmpeg()
        spoken = _said(told, voice, at)
        with tempfile.TemporaryDirectory(prefix="hocvuso-", dir=target.parent) as name:
            folder = Path(name)
            slides = _slides(told, spoken, folder)
            (folder / "sound.wav").write_bytes(sounds.wav_bytes(spoken.samples))
            encoding.video(slides, folder / "sound.wav", folder / "upright.mp4", _about(told, voice), level=LEVEL)
            seconds = encoding.seconds_of(folder / "upright.mp4")
            (folder / "upright.mp4").replace(target)
    except (VoiceFailed, SlideTooFull, NoFont, encoding.EncodingFailed, subprocess.TimeoutExpired) as problem:
        raise UprightFailed(str(problem)) from problem
    return seconds


def _said(told: Upright, voice: Voice, at: Told) -> sounds.Spoken:
    clips = []
    for number, words in enumerate(told.scenes):
        sentence = Sentence(f"upright-{number}", words, words.strip("“”"))
        clip = sounds.samples_of(voice.speak("", sentence).data)
        clips.append((clip, max(PAUSE, LEAST - len(clip) / sounds.RATE)))
        at(number + 1, len(told.scenes))
    return sounds.joined(clips, is_recorded=not voice.speaker.is_machine)


def _slides(told: Upright, spoken: sounds.Spoken, folder: Path) -> list[tuple[Shown, Path]]:
    starts = [0.0, *(begin for begin, _end in spoken.spans[1:])]
    ends = [*starts[1:], spoken.seconds]
    found = []
    for number, words in enumerate(told.scenes):
        path = folder / f"{number}.png"
        path.write_bytes(png(paint(told, number)))
        found.append((Shown(Scene("upright", words, "", (), ()), starts[number], ends[number]), path))
    return found


def paint(told: Upright, number: int) -> Image.Image:
    """Return one scene as a picture: the first and the last on blue cloth. Raises SlideTooFull."""
    is_cloth = number in (0, len(told.scenes) - 1)
    ground, ink, second = (c.CLOTH, c.ON_CLOTH, c.THREAD) if is_cloth else (c.PAPER, c.INK, c.CLOTH)
    sheet = Canvas(ground, (WIDTH, HEIGHT))
    sheet.seam(EDGE, WIDTH - EDGE, 150, c.THREAD, stitch=24)
    sheet.text(EDGE, 84, "Học Vụ Số", 34, second, bold=True)
    mark = f"{number + 1}/{len(told.scenes)}"
    sheet.text(WIDTH - EDGE - width(mark, 34), 84, mark, 34, ink)
    is_last = number == len(told.scenes) - 1
    y = _words(sheet, told.scenes[number], ink, BOTTOM - TOP - (CODE + 180 if is_last else 0))
    if is_last:
        y = sheet.set_text(EDGE, y + 16, balanced(told.address, WIDTH - 2 * EDGE, 40, bold=True), second)
        sheet.picture(_code(told.square), EDGE, round(y + 24))
        sheet.set_text(EDGE, y + 24 + CODE + 16, balanced(told.voice_label, WIDTH - 2 * EDGE, 28), ink)
    return sheet.finished()


def _words(sheet: Canvas, words: str, ink: str, room: int) -> float:
    """Write the sentence of a scene as large as it fits, in the middle of its room. Raises SlideTooFull."""
    for size in SIZES:
        found = balanced(words, WIDTH - 2 * EDGE, size, bold=True)
        if found.height <= room:
            return sheet.set_text(EDGE, TOP + (room - found.height) / 2, found, ink)
    raise SlideTooFull(f"Chữ không vừa một hình: “{words[:60]}…”")


def _code(address: str) -> Image.Image:
    """Return the square code of an address, white around it as scanners want (ISO 18004: four modules)."""
    rows = [bytes(255 * (not dark) for dark in row) for row in segno.make(address, error="m").matrix_iter(border=4)]
    small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    return small.resize((CODE, CODE), Image.Resampling.NEAREST).convert("RGB")


def _about(told: Upright, voice: Voice) -> dict[str, str]:
    made = "AI-generated voice" if voice.speaker.is_machine else "Human voice, with consent"
    return {
        "title": told.title, "artist": "Học Vụ Số", "copyright": "CC BY-SA 4.0",
        "comment": f"{told.voice_label} {made}: {voice.speaker.name}.", "description": told.about,
    }  # fmt: skip
