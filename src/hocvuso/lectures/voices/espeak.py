"""The voice of last resort: espeak-ng. Robotic, but it needs no network, no model and no money."""

from __future__ import annotations

import re
import shutil
import subprocess

from hocvuso.lectures.script import Sentence, Speaker
from hocvuso.lectures.voices.contract import Sound, VoiceFailed, VoiceMissing

SPEED = 145  # espeak's words a minute; 15 letters a second come out, a calm speaker's pace
PATIENCE_SECONDS = 30


class EspeakVoice:
    """One of espeak-ng's Vietnamese voices: vi, vi-vn-x-central, vi-vn-x-south."""

    is_costly = False

    def __init__(self, name: str) -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            raise VoiceMissing("Máy này chưa có espeak-ng.", "Cài: apt-get install espeak-ng")
        listed = subprocess.run([program, "--voices=vi"], capture_output=True, text=True).stdout
        names = re.findall(r"^\s*\d+\s+(\S+)", listed, flags=re.MULTILINE)
        if name not in names:
            raise VoiceMissing(f"espeak-ng không có giọng “{name}”.", f"Chọn một trong: {', '.join(names)}.")
        version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
        number = re.search(r"\d+(?:\.\d+)+", version)
        self.program, self.name = program, name
        self.identity = f"espeak-ng {number[0] if number else ''} {name} {SPEED}"
        self.speaker = Speaker(f"espeak-ng {name}")

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return the words themselves: they sound the same in every lesson."""
        return sentence.spoken

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return the sentence as WAV. Raises VoiceFailed."""
        try:
            done = subprocess.run(
                [self.program, "-v", self.name, "-s", str(SPEED), "--stdin", "--stdout"],
                input=sentence.spoken.encode(), capture_output=True, timeout=PATIENCE_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise VoiceFailed(f"espeak-ng không đọc xong trong {PATIENCE_SECONDS} giây.") from None
        if done.returncode or not done.stdout:
            raise VoiceFailed(f"espeak-ng dừng với mã {done.returncode}: {_last_line(done.stderr)}")
        return Sound(done.stdout)


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else "không nói gì thêm"
