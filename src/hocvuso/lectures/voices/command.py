"""Any program that reads a sentence on its input and gives a WAV, such as Piper, run apart from us.

Piper is GPL and is therefore started, never imported.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from hocvuso.lectures.script import Sentence, Speaker
from hocvuso.lectures.voices.contract import Sound, VoiceFailed, VoiceMissing

OUT = "{out}"
PATIENCE_SECONDS = 120  # a sentence on a slow machine, the model loaded anew each time


class CommandVoice:
    """A program with its arguments; `{out}` in them is the file to write, without it the sound comes on its output."""

    is_costly = True

    def __init__(self, command: str, name: str = "") -> None:
        try:
            words = shlex.split(command)
        except ValueError as problem:
            raise VoiceMissing(f"LECTURE_VOICE_COMMAND viết chưa đúng: {problem}.", "Xem lại dấu nháy.") from None
        if not words:
            raise VoiceMissing(
                "Chưa đặt LECTURE_VOICE_COMMAND.",
                'Ví dụ: LECTURE_VOICE_COMMAND="piper --model vi.onnx --output_file {out}"',
            )
        if shutil.which(words[0]) is None:
            raise VoiceMissing(f"Không thấy chương trình “{words[0]}”.", "Cài nó, hoặc viết đường dẫn đầy đủ.")
        self.words = words
        self.identity = f"command {command}"
        self.speaker = Speaker(name or Path(words[0]).name)

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return the words themselves: they sound the same in every lesson."""
        return sentence.spoken

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return what the program made. Raises VoiceFailed."""
        with tempfile.TemporaryDirectory(prefix="hocvuso-voice-") as folder:
            out = Path(folder) / "sentence.wav"
            words = [word.replace(OUT, str(out)) for word in self.words]
            try:
                done = subprocess.run(
                    words, input=f"{sentence.spoken}\n".encode(), capture_output=True, timeout=PATIENCE_SECONDS
                )
            except subprocess.TimeoutExpired:
                raise VoiceFailed(f"“{self.words[0]}” không đọc xong trong {PATIENCE_SECONDS} giây.") from None
            except OSError as problem:
                raise VoiceFailed(f"Không chạy được “{self.words[0]}”: {problem.strerror}.") from None
            if done.returncode:
                said = done.stderr.decode(errors="replace").strip().splitlines()
                raise VoiceFailed(f"“{self.words[0]}” dừng với mã {done.returncode}: {said[-1][:200] if said else ''}")
            data = out.read_bytes() if OUT in " ".join(self.words) and out.exists() else done.stdout
        if not data:
            raise VoiceFailed(f"“{self.words[0]}” không trả về âm thanh nào.")
        return Sound(data)
