"""ffmpeg: the video and the sound, with what they must say about themselves in their metadata."""

from __future__ import annotations

import errno
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from hocvuso.lectures.script import Script, Speaker
from hocvuso.lectures.timeline import Shown

FRAMES = 4  # a second; slides stand still, so more would only cost. A picture changes within 0.25 s of its word
SHARPNESS = "28"  # measured: crf; letters stay clean at 360 lines
# measured: what is asked of the encoders; AAC then gives 27 kbit/s (206 KB a minute), Opus 15 (110 KB)
SOUND_VIDEO, SOUND_THRIFTY = "20k", "16k"
PATIENCE_SECONDS = 600


class EncodingFailed(Exception):
    """ffmpeg did not make it; the reason in Vietnamese."""


def need_ffmpeg() -> None:
    """Hold that ffmpeg is here with its encoders. Raises EncodingFailed with the line that brings it."""
    path = shutil.which("ffmpeg")
    if path is None or shutil.which("ffprobe") is None:
        raise EncodingFailed("Máy này chưa có ffmpeg. Cài: apt-get install ffmpeg")
    listed = subprocess.run([path, "-hide_banner", "-encoders"], capture_output=True, text=True).stdout
    absent = [name for name in ("libx264", "libopus", "aac") if f" {name} " not in listed]
    if absent:
        raise EncodingFailed(
            f"ffmpeg trên máy này thiếu {', '.join(absent)}. Cài bản của Debian: apt-get install ffmpeg"
        )


def about(script: Script, speaker: Speaker) -> dict[str, str]:
    """Return what a file says about itself: title, version, licence, and that a machine speaks."""
    made = f"AI-generated voice: {speaker.name}" if speaker.is_machine else f"Human voice: {speaker.name}, with consent"
    if speaker.is_helped:
        made += "; sentences not recorded: AI-generated voice"
    draft = " Bản nháp." if script.is_draft else ""
    return {
        "title": script.title,
        "artist": "Học Vụ Số",
        "copyright": "CC BY-SA 4.0",
        "comment": f"{script.voice_label} {made}.{draft}",
        "description": f"{script.lesson}, bản {script.version}, kiểm tra {script.checked_on:%d/%m/%Y}.",
    }


def video(
    slides: Sequence[tuple[Shown, Path]], sound: Path, target: Path, said: Mapping[str, str], *, level: str = "3.0"
) -> None:
    """Write an H.264 video of still slides with AAC sound that begins to play before all of it is there.

    `level` is that of the standard (H.264, table A-1): 3.0 holds 640×360, 720×1280 needs 3.1.
    """
    listing = target.with_suffix(".ffconcat")
    lines = ["ffconcat version 1.0"]
    for scene, path in slides:
        lines += [f"file '{path.name}'", f"duration {scene.end - scene.start:.3f}"]
    lines.append(f"file '{slides[-1][1].name}'")  # the demuxer ignores the duration of the last entry
    listing.write_text("\n".join(lines), encoding="utf-8")
    keys = ",".join(f"{scene.start:.2f}" for scene, _ in slides)
    seconds = slides[-1][0].end
    _run(
        ["-f", "concat", "-safe", "0", "-i", str(listing), "-i", str(sound), "-t", f"{seconds:.3f}",
         "-vf", f"format=yuv420p,fps={FRAMES}", "-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage",
         "-crf", SHARPNESS, "-profile:v", "main", "-level", level, "-g", "9999", "-force_key_frames", keys,
         "-c:a", "aac", "-b:a", SOUND_VIDEO, "-ac", "1", "-movflags", "+faststart", *_metadata(said)],
        target,
    )  # fmt: skip


def thrifty_sound(sound: Path, target: Path, said: Mapping[str, str]) -> None:
    """Write the sound alone as Opus, for links on which every kilobyte counts."""
    _run(
        ["-i", str(sound), "-c:a", "libopus", "-b:a", SOUND_THRIFTY, "-application", "voip", "-frame_duration", "60",
         "-compression_level", "5",  # measured: half the work of 10 for one hundredth of the size
         *_metadata(said)],
        target,
    )  # fmt: skip


def seconds_of(path: Path) -> float:
    """Return how long a file plays. Raises EncodingFailed when it cannot be read."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    try:
        return float(done.stdout)
    except ValueError:
        raise EncodingFailed(f"Tệp {path.name} vừa làm không đọc lại được.") from None


def _metadata(said: Mapping[str, str]) -> list[str]:
    # In Ogg, comment and description are one field: all of it goes into the first.
    said = {**said, "comment": f"{said['comment']} {said['description']}"}
    del said["description"]
    flags = [part for name, value in said.items() for part in ("-metadata", f"{name}={value}")]
    return ["-map_metadata", "-1", "-fflags", "+bitexact", *flags, "-metadata:s:a:0", "language=vie"]


def _run(words: Sequence[str], target: Path) -> None:
    try:
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", *words, str(target)],
            capture_output=True, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise EncodingFailed(f"ffmpeg không xong trong {PATIENCE_SECONDS // 60} phút.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        if done.returncode == -signal.SIGXFSZ or any(
            "No space left" in line or "File too large" in line for line in said
        ):
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        raise EncodingFailed(f"ffmpeg dừng với mã {done.returncode}: {said[-1][:200] if said else 'không nói gì thêm'}")
