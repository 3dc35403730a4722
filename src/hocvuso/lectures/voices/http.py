"""A voice behind the OpenAI-compatible address `/audio/speech`, hired or on the next machine.

The sentences of our lessons are public text; nothing of a learner is ever sent.
"""

from __future__ import annotations

import time

from hocvuso.lectures.script import Sentence, Speaker
from hocvuso.lectures.voices.contract import Sound, VoiceFailed, VoiceMissing

CONNECT_SECONDS, READ_SECONDS = 5.0, 60.0
TRIES, PAUSE_SECONDS = 3, 1.0
LARGEST = 20 * 2**20  # bytes; a sentence of a minute as WAV at 48 kHz is 6 MB


class HttpVoice:
    """One voice of such a service; busy and broken answers are asked again, refusals are not."""

    is_costly = True

    def __init__(
        self,
        url: str,
        key: str,
        model: str,
        name: str,
        *,
        read_seconds: float = READ_SECONDS,
        pause: float = PAUSE_SECONDS,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise VoiceMissing(
                "Chưa đặt LECTURE_VOICE_URL.", "Ghi địa chỉ dịch vụ đọc, tới /v1, ví dụ http://127.0.0.1:8880/v1"
            )
        self.url = f"{url.rstrip('/')}/audio/speech"
        self.model, self.name, self.pause = model, name or "vi", pause
        self.identity = f"http {url} {model} {self.name}"
        self.speaker = Speaker(" ".join(filter(None, (model, self.name))))
        import httpx  # only where a site has hired such a voice

        self.client = httpx.Client(
            timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS),
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return the words themselves: they sound the same in every lesson."""
        return sentence.spoken

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return what the service sent. Raises VoiceFailed after the last try, at once when it refuses."""
        import httpx

        reason = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(self.pause * attempt)
            try:
                return Sound(self._asked(sentence.spoken))
            except _Busy as problem:
                reason = str(problem)
            except httpx.TimeoutException:
                reason = "dịch vụ đọc trả lời quá chậm"
            except httpx.HTTPError as problem:
                reason = f"đứt kết nối với dịch vụ đọc ({type(problem).__name__})"
        raise VoiceFailed(f"Sau {TRIES} lần thử: {reason}.")

    def _asked(self, words: str) -> bytes:
        asked = {"model": self.model, "voice": self.name, "input": words, "response_format": "wav"}
        with self.client.stream("POST", self.url, json=asked) as answer:
            if answer.status_code == 429 or answer.status_code >= 500:
                raise _Busy(f"dịch vụ đọc đang bận hoặc hỏng (mã {answer.status_code})")
            if answer.status_code != 200:
                raise VoiceFailed(f"Dịch vụ đọc từ chối (mã {answer.status_code}); xem địa chỉ, khoá và tên giọng.")
            kind = answer.headers.get("Content-Type", "").partition(";")[0]
            if not (kind.startswith("audio/") or kind in {"application/octet-stream", ""}):
                raise VoiceFailed(f"Dịch vụ đọc trả về “{kind}”, không phải âm thanh; xem lại địa chỉ.")
            parts, size = [], 0
            for part in answer.iter_bytes():
                size += len(part)
                if size > LARGEST:
                    raise VoiceFailed("Dịch vụ đọc trả về một tệp quá lớn.")
                parts.append(part)
        if not size:
            raise _Busy("dịch vụ đọc trả về tệp rỗng")
        return b"".join(parts)


class _Busy(Exception):
    """Worth asking again."""
