"""One lecture from its script to everything that is given out: said, timed, drawn, encoded, checked, published."""

from __future__ import annotations

import errno
import hashlib
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from hocvuso.core.narration import captions
from hocvuso.lectures import sound as sounds
from hocvuso.lectures import timeline
from hocvuso.lectures.forms import deck, encoding, projector
from hocvuso.lectures.script import Script, Sentence
from hocvuso.lectures.slides import drawings
from hocvuso.lectures.slides.canvas import png, webp
from hocvuso.lectures.slides.paint import SlideTooFull, paint
from hocvuso.lectures.slides.type import NoFont
from hocvuso.lectures.store import File, Manifest, Store
from hocvuso.lectures.timeline import Shown
from hocvuso.lectures.voices.contract import Voice, VoiceFailed, sound_key
from hocvuso.lectures.voices.partly import part_of, reader_of, takes

FORMS = ("video", "thrifty", "slides")
EDITION = 1  # goes up when the same script comes out otherwise: other slides, other sound
EXACT_SECONDS = 0.3  # what captions may be off the sound at most

Told = Callable[[str], None]  # called after each sentence and each form, for the bar


class LectureFailed(Exception):
    """This lecture could not be made; where and why, in Vietnamese. The one before stays in force."""

    def __init__(self, lesson: str, place: str, reason: str) -> None:
        super().__init__(f"{lesson}, {place}: {reason}")
        self.lesson, self.place, self.reason = lesson, place, reason


class DiskFull(Exception):
    """No room for what is being written: every other lecture would fail as well."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished lecture; `is_new` is False where nothing had changed."""

    manifest: Manifest
    is_new: bool


def steps_in(script: Script, forms: Iterable[str]) -> int:
    """Return how many times `told` will be called for a lecture that must be made."""
    return len(script.sentences) + len(list(forms))


def key_of(script: Script, voice: Voice, forms: Iterable[str]) -> str:
    """Return the hash of everything that the finished files depend on. Raises VoiceFailed."""
    said = [voice.key(script.lesson, each) for each in script.sentences] if not voice.speaker.is_machine else []
    parts = [str(EDITION), script.digest, voice.identity, *said, *sorted(forms)]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def build(script: Script, voice: Voice, store: Store, forms: Iterable[str], told: Told) -> Made:
    """Make one lecture, or leave it where nothing changed. Raises LectureFailed, DiskFull."""
    wanted = tuple(forms)
    try:
        key = key_of(script, voice, wanted)
        there = store.manifest(script.lesson)
        if there is not None and there.key == key:
            return Made(there, is_new=False)
        spoken = _said(script, voice, store, told)
        with store.bench() as folder:
            manifest = _Making(script, voice, store, folder, spoken, told).all(wanted, key)
        store.publish(manifest)
        if not voice.speaker.is_machine:
            _hold_agreed(script, voice, store)
    except VoiceFailed as problem:
        raise LectureFailed(script.lesson, "giọng đọc", str(problem)) from problem
    except (SlideTooFull, NoFont) as problem:
        raise LectureFailed(script.lesson, "hình", str(problem)) from problem
    except (encoding.EncodingFailed, subprocess.TimeoutExpired) as problem:
        raise LectureFailed(script.lesson, "nén", str(problem)) from problem
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull(str(problem)) from problem
        raise LectureFailed(script.lesson, "ghi tệp", problem.strerror or str(problem)) from problem
    for each in script.sentences:
        if not part_of(voice, each).is_costly:
            store.drop_sound(_sound_key(script, voice, each))
    return Made(manifest, is_new=True)


def _hold_agreed(script: Script, voice: Voice, store: Store) -> None:
    """Take the lecture back when its recordings have gone while it was made. Raises VoiceFailed.

    Asked after it is in force: whoever withdraws removes the recordings first and what is in force then, so one of
    both sees the other.
    """
    try:
        for each in script.sentences:
            voice.key(script.lesson, each)
    except VoiceFailed:
        store.forget(script.lesson)
        raise


def _sound_key(script: Script, voice: Voice, sentence: Sentence) -> str:
    part = part_of(voice, sentence)
    return sound_key(part.identity, part.key(script.lesson, sentence))


def _said(script: Script, voice: Voice, store: Store, told: Told) -> sounds.Spoken:
    """Return every sentence as sound, those said before from the store."""
    clips = []
    for sentence in script.sentences:
        key = _sound_key(script, voice, sentence)
        kept = store.sound(key)
        try:
            if kept is None:
                samples = sounds.samples_of(voice.speak(script.lesson, sentence).data)
                store.keep_sound(key, sounds.wav_bytes(samples))
            else:
                samples = sounds.samples_of(kept)
        except VoiceFailed as problem:
            raise LectureFailed(script.lesson, f"câu {sentence.id}", str(problem)) from problem
        clips.append((samples, sentence.pause))
        told(script.lesson)
    return sounds.joined(clips, is_recorded=not voice.speaker.is_machine)


class _Making:
    """The bench on which one lecture is put together."""

    def __init__(
        self, script: Script, voice: Voice, store: Store, folder: Path, spoken: sounds.Spoken, told: Told
    ) -> None:
        self.script, self.voice, self.store, self.folder, self.told = script, voice, store, folder, told
        self.seconds, self.spans = spoken.seconds, spoken.spans
        self.about = encoding.about(script, voice.speaker)
        self.shown = timeline.shown(script, spoken.spans, spoken.seconds)
        self.cues = tuple(timeline.cues(script, spoken.spans))
        self.sound = folder / "sound.wav"
        self.sound.write_bytes(sounds.wav_bytes(spoken.samples))

    def all(self, forms: tuple[str, ...], key: str) -> Manifest:
        """Make the forms and return the manifest of what now lies in the store."""
        slides = [paint(self.script, each.scene, drawings.small(each.scene.picture)) for each in self.shown]
        files = {
            "poster": self._add("poster.webp", webp(slides[0]), "image/webp"),
            "captions": self._add("captions.vtt", self._captions().encode(), "text/vtt"),
            "transcript": self._add("transcript.txt", self._transcript().encode(), "text/plain"),
        }
        images: tuple[File, ...] = ()
        if "video" in forms:
            files["video"] = self._video(slides)
            self.told(self.script.lesson)
        if "thrifty" in forms:
            target = self.folder / "sound.opus"
            encoding.thrifty_sound(self.sound, target, self.about)
            self._hold(target)
            files["sound"] = self.store.add(target, "audio/ogg")
            images = tuple(self._add("slide.webp", webp(each), "image/webp") for each in slides)
            self.told(self.script.lesson)
        if "slides" in forms:
            files |= self._slides()
            self.told(self.script.lesson)
        return Manifest(
            lesson=self.script.lesson, title=self.script.title, version=self.script.version, digest=self.script.digest,
            key=key, seconds=round(self.seconds, 3), voice=self.voice.identity, voice_label=self.script.voice_label,
            is_machine_voice=self.voice.speaker.is_machine, speaker=self.voice.speaker.name,
            is_draft=self.script.is_draft, files=files, images=images, is_helped=self.voice.speaker.is_helped,
            takes=takes(self.script, reader_of(self.voice)), voice_until=self.voice.speaker.until,
            scenes=tuple(_scene(each) for each in self.shown),
            spans=tuple((round(start, 3), round(end, 3)) for start, end in self.spans),
        )  # fmt: skip

    def _add(self, name: str, data: bytes, kind: str) -> File:
        path = self.folder / name
        path.write_bytes(data)
        return self.store.add(path, kind)

    def _video(self, slides: list[Image.Image]) -> File:
        pictures: list[tuple[Shown, Path]] = []
        for number, (scene, slide) in enumerate(zip(self.shown, slides, strict=True)):
            path = self.folder / f"{number:03}.png"
            path.write_bytes(png(slide))
            pictures.append((scene, path))
        target = self.folder / "lecture.mp4"
        encoding.video(pictures, self.sound, target, self.about)
        self._hold(target)
        return self.store.add(target, "video/mp4")

    def _hold(self, path: Path) -> None:
        """Hold that a file plays as long as the captions think. Raises EncodingFailed."""
        off = encoding.seconds_of(path) - self.seconds
        if abs(off) > EXACT_SECONDS:
            raise encoding.EncodingFailed(f"{path.name} lệch {off:+.2f} giây so với phụ đề.")

    def _slides(self) -> dict[str, File]:
        target = self.folder / "slides.pptx"
        pictures = {each.scene.step: each.scene.picture for each in self.shown if each.scene.picture}
        drawn = {step: png(found) for step, svg in pictures.items() if (found := drawings.large(svg))}
        deck.write(self.script, target, self.about, drawn)
        kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        shown = projector.page(self.script, self.about).encode()
        return {"slides": self.store.add(target, kind), "projector": self._add("projector.html", shown, "text/html")}

    def _captions(self) -> str:
        note = f"{self.about['comment']} {self.about['description']} {self.about['copyright']}"
        return captions.webvtt(self.cues, note=note)

    def _transcript(self) -> str:
        parts = [(each.scene.heading, [one.text for one in each.scene.sentences]) for each in self.shown]
        foot = [self.about["comment"], self.about["description"], self.about["copyright"], *self.script.sources]
        return captions.transcript(parts, head=[self.script.title], foot=foot)


def _scene(shown: Shown) -> dict[str, object]:
    scene = shown.scene
    return {
        "kind": scene.kind, "heading": scene.heading, "start": round(shown.start, 3), "end": round(shown.end, 3),
        "step": scene.step, "item": scene.item,
    }  # fmt: skip


def as_json(manifest: Manifest) -> dict[str, object]:
    """Return what there is of a lecture for a machine that asks."""
    return {
        "lesson": manifest.lesson, "seconds": manifest.seconds, "voice": manifest.voice,
        "files": {name: asdict(file) for name, file in manifest.files.items()},
        "image_bytes": sum(each.size for each in manifest.images),
    }  # fmt: skip
