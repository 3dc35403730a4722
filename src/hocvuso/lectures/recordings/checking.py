"""What somebody sends as a recording: told by its content, opened, long enough, not silent. Loudness is the build's."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

from hocvuso.lectures import sound
from hocvuso.lectures.voices.contract import VoiceFailed

MOST_BYTES = 12 * 2**20  # two minutes as CD-quality WAV in mono are 10.6 MB
PAPER_BYTES = 8 * 2**20  # a signed sheet as a photo of a phone


class Refused(Exception):
    """What was sent is not taken; `code` says why, the page puts it into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Checked:
    """A recording that can be used: its bytes, the ending of its file and its length without silence."""

    data: bytes
    ending: str
    seconds: float


def recording(data: bytes) -> Checked:
    """Return a recording that the build will be able to use. Raises Refused."""
    if not data:
        raise Refused("empty")
    found = kind_of(data)
    if found is None:
        raise Refused("kind")
    if shutil.which("ffmpeg") is None:
        raise Refused("no-ffmpeg")
    ending, form = found
    try:
        samples = sound.trimmed(sound.decoded(data, form))
    except sound.Silent:
        raise Refused("silent") from None
    except sound.OddLength as odd:
        raise Refused("short" if odd.seconds < sound.SHORTEST else "long") from None
    except (VoiceFailed, subprocess.TimeoutExpired):
        raise Refused("broken") from None
    return Checked(data, ending, round(len(samples) / sound.RATE, 1))


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Return ending and ffmpeg's name of the kind of sound that the bytes begin like; None for anything else."""
    if data[:4] == b"OggS":
        return "ogg", "ogg"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav", "wav"
    if data[4:8] == b"ftyp":
        return "m4a", "mov"
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "webm", "matroska"
    if data[:3] == b"ID3" or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2):
        return "mp3", "mp3"
    return None


def paper(data: bytes) -> str:
    """Return the ending of a signed paper: PDF, JPEG or PNG. Raises Refused."""
    for begins, ending in ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png")):
        if data.startswith(begins):
            return ending
    raise Refused("paper-kind")
