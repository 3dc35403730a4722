"""Sentences as samples: read, freed of silence at their ends, put one after the other, brought to one loudness."""

from __future__ import annotations

import io
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.narration import loudness
from hocvuso.lectures.voices.contract import VoiceFailed

RATE = 22_050  # Hz, mono; what espeak-ng and Piper give, enough for speech
FIRST_SILENCE = 0.4  # seconds before the first word: players swallow the beginning
QUIET = 0.004  # −48 dB: what lies below at the ends of a sentence is silence
MARGIN = 0.03  # seconds of it that stay
SHORTEST, LONGEST = 0.15, 120.0  # seconds; what a sentence can last

Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A lecture's sound: samples at `RATE`, and where each sentence begins and ends in seconds."""

    samples: Samples
    spans: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE


class Silent(VoiceFailed):
    """Nothing is heard in it."""


class OddLength(VoiceFailed):
    """Too short or too long for a sentence; `seconds` without the silence at its ends."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Âm thanh dài {seconds:.1f} giây, không thể là câu này.")
        self.seconds = seconds


def samples_of(data: bytes) -> Samples:
    """Return an audio file as samples without silence at its ends. Raises VoiceFailed when there is no voice in it."""
    return trimmed(decoded(data))


def decoded(data: bytes, kind: str = "") -> Samples:
    """Return an audio file as samples; `kind` is ffmpeg's name of it, where nothing else may be tried. Raises
    VoiceFailed.
    """
    found = _plain(data)
    return _converted(data, kind) if found is None else found


def trimmed(found: Samples) -> Samples:
    """Return samples without the silence at their ends. Raises Silent, OddLength."""
    loud = np.flatnonzero(np.abs(found) > QUIET)
    if not loud.size:
        raise Silent("Âm thanh nhận được không có tiếng.")
    margin = round(MARGIN * RATE)
    kept = found[max(loud[0] - margin, 0) : loud[-1] + margin]
    if not SHORTEST <= len(kept) / RATE <= LONGEST:
        raise OddLength(len(kept) / RATE)
    return kept


def _plain(data: bytes) -> Samples | None:
    """Read a WAV that has our form already; None for everything else."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
                return None
            frames, promised = file.readframes(file.getnframes()), file.getnframes() * 2
    except (wave.Error, EOFError):
        return None
    # Programs that write to a pipe do not know the length before and promise hours.
    if len(frames) < promised <= LONGEST * RATE * 2:
        raise VoiceFailed("Âm thanh nhận được bị cắt giữa chừng.")
    return np.frombuffer(frames[: len(frames) // 2 * 2], "<i2").astype(np.float64) / 32768


def _converted(data: bytes, kind: str) -> Samples:
    """Let ffmpeg read what it is; from a file, because some kinds cannot be read from a pipe.

    Small files can hold hours; what is longer than any sentence is read no further.
    """
    with tempfile.NamedTemporaryFile(prefix="hocvuso-voice-") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-protocol_whitelist", "file,pipe", *(["-f", kind] if kind else []),
             "-i", file.name, "-map", "0:a:0", "-t", f"{LONGEST + 5}", "-ac", "1", "-ar", f"{RATE}", "-f", "s16le",
             "-"],
            capture_output=True, timeout=120,
        )  # fmt: skip
    if done.returncode or not done.stdout:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise VoiceFailed(f"Không đọc được âm thanh nhận được ({lines[-1][:120] if lines else 'không rõ'}).")
    return np.frombuffer(done.stdout, "<i2").astype(np.float64) / 32768


def joined(clips: Sequence[tuple[Samples, float]], *, is_recorded: bool) -> Spoken:
    """Return clips, each followed by its pause in seconds, as one sound of one loudness.

    A machine speaks every sentence alike, so one gain serves all; recordings of several days are levelled one by one.
    """
    parts: list[Samples] = [np.zeros(round(FIRST_SILENCE * RATE))]
    spans, at = [], len(parts[0])
    for clip, pause in clips:
        even = loudness.levelled(clip, loudness.loudness(clip, RATE)) if is_recorded else clip
        silence = np.zeros(round(pause * RATE))
        spans.append((at / RATE, (at + len(even)) / RATE))
        parts += [even, silence]
        at += len(even) + len(silence)
    whole = np.concatenate(parts)
    return Spoken(loudness.levelled(whole, loudness.loudness(whole, RATE)), tuple(spans))


def wav_bytes(samples: Samples) -> bytes:
    """Return samples as the bytes of a 16-bit WAV."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return held.getvalue()
