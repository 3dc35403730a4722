"""Voices: a service that refuses, is busy, slow or cut; a program that fails; a person who has not agreed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hocvuso.lectures.script import Sentence
from hocvuso.lectures.sound import RATE, joined, samples_of
from hocvuso.lectures.voices import open_voice
from hocvuso.lectures.voices.command import CommandVoice
from hocvuso.lectures.voices.contract import VoiceFailed, VoiceMissing
from hocvuso.lectures.voices.http import HttpVoice
from hocvuso.lectures.voices.recorded import RecordedVoice
from tests.rooms.lectures.conftest import LESSON, hum

TODAY = date(2026, 11, 29)
LINE = Sentence("title-1", "Mã OTP.", "mã ô tê pê.")


# --- a service


@dataclass
class Service:
    """A small server whose answers are told beforehand; the last one repeats."""

    address: str = ""
    answers: list[str] = field(default_factory=list)
    asked: list[dict] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    import json

    held = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            held.asked.append({**body, "path": self.path, "key": self.headers.get("Authorization")})
            kind = held.answers.pop(0) if len(held.answers) > 1 else held.answers[0]
            sound = hum()
            if kind == "slow":
                time.sleep(1.5)
            if kind.isdigit():
                self.send_response(int(kind))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if kind == "page" else "audio/wav")
            data = {"page": b"<html>", "empty": b"", "noise": b"no sound at all"}.get(kind, sound)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if kind == "cut" else data)
            self.close_connection = kind == "cut"

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    held.address = f"http://127.0.0.1:{server.server_port}/v1"
    yield held
    server.shutdown()
    server.server_close()


def asked(service: Service, *answers: str) -> HttpVoice:
    service.answers = list(answers)
    return HttpVoice(service.address, "secret", "tts-1", "vi", read_seconds=0.5, pause=0.01)


def test_a_service_is_asked_with_the_spoken_words_and_the_key(service):
    sound = asked(service, "good").speak(LESSON, LINE)
    assert len(samples_of(sound.data)) > RATE // 2
    assert service.asked == [
        {"model": "tts-1", "voice": "vi", "input": "mã ô tê pê.", "response_format": "wav", "path": "/v1/audio/speech",
         "key": "Bearer secret"}
    ]  # fmt: skip


@pytest.mark.parametrize("trouble", ["429", "503", "cut", "empty", "slow"])
def test_what_may_pass_is_asked_again(service, trouble):
    assert asked(service, trouble, "good").speak(LESSON, LINE).data
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("trouble", "tries", "says"),
    [
        ("401", 1, "401"),
        ("404", 1, "404"),
        ("page", 1, "text/html"),
        ("500", 3, "500"),
        ("slow", 3, "chậm"),
        ("cut", 3, "đứt"),
    ],
)
def test_what_does_not_pass_is_told_in_plain_words(service, trouble, tries, says):
    with pytest.raises(VoiceFailed, match=says):
        asked(service, trouble).speak(LESSON, LINE)
    assert len(service.asked) == tries


def test_nobody_there_is_told_too():
    with pytest.raises(VoiceFailed, match="kết nối"):
        HttpVoice("http://127.0.0.1:9/v1", "", "m", "vi", pause=0).speak(LESSON, LINE)
    with pytest.raises(VoiceMissing, match="LECTURE_VOICE_URL"):
        open_voice("http", {}, Path("/nowhere"))


# --- what came is a voice, or it is refused


@pytest.mark.parametrize(
    ("data", "says"),
    [(hum(0.05), "giây"), (hum()[:400], "cắt"), (b"", "Không đọc được"), (b"<html>not sound</html>", "Không đọc được")],
)
def test_what_is_no_voice_is_refused(data, says):
    with pytest.raises(VoiceFailed, match=says):
        samples_of(data)


def test_silence_is_refused():
    silent = bytearray(hum())
    silent[44:] = bytes(len(silent) - 44)
    with pytest.raises(VoiceFailed, match="không có tiếng"):
        samples_of(bytes(silent))


def test_sentences_stand_where_their_samples_are():
    clip = samples_of(hum(0.6))
    whole = joined([(clip, 0.35), (clip, 0.7)], is_recorded=False)
    (first, end), (second, last) = whole.spans
    assert first == pytest.approx(0.4, abs=0.001)
    assert end - first == pytest.approx(len(clip) / RATE, abs=0.001)
    assert second - end == pytest.approx(0.35, abs=0.001)
    assert whole.seconds - last == pytest.approx(0.7, abs=0.001)


# --- a program


def test_a_program_gives_its_sound_on_its_output_or_in_a_file(tmp_path):
    wav = tmp_path / "hum.wav"
    wav.write_bytes(hum())
    for command in (f"cat {wav}", f"cp {wav} {{out}}"):
        assert CommandVoice(command).speak(LESSON, LINE).data == hum()


def test_the_words_come_on_its_input_and_never_as_its_options(tmp_path):
    heard = tmp_path / "heard"
    voice = CommandVoice(f"sh -c 'cat > {heard}; cat {heard}'")
    voice.speak(LESSON, Sentence("x", "", "--help; rm -rf"))
    assert heard.read_text() == "--help; rm -rf\n"


@pytest.mark.parametrize(
    ("command", "says"), [("sh -c 'echo hỏng >&2; exit 3'", "mã 3: hỏng"), ("true", "không trả về")]
)
def test_a_program_that_fails_says_why(command, says):
    with pytest.raises(VoiceFailed, match=says):
        CommandVoice(command).speak(LESSON, LINE)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [("command", "LECTURE_VOICE_COMMAND"), ("robot", "robot"), ("recorded:lan", "lan"), ("recorded", "recorded:TÊN")],
)
def test_a_voice_that_is_not_there_says_what_to_do(wanted, says, tmp_path):
    with pytest.raises(VoiceMissing, match=says):
        open_voice(wanted, {}, tmp_path)


def test_an_absent_program_is_named():
    with pytest.raises(VoiceMissing, match="no-such-program"):
        CommandVoice("no-such-program --x")
    with pytest.raises(VoiceMissing, match="dấu nháy"):
        CommandVoice("piper 'vi")


# --- a person

CONSENT = """speaker = "Nguyễn Thị Lan"
agreed_on = 2026-11-20
paper = "giay.pdf"
scope = ["lectures"]
lessons = ["all"]
cloning = false
"""
RECORDINGS = '[[sentence]]\nfile = "001.wav"\ntext = "Mã OTP."\n'


@pytest.fixture
def lan(tmp_path: Path) -> Path:
    """A speaker who agreed, with one sentence recorded."""
    folder = tmp_path / "lan"
    lesson = folder / LESSON
    lesson.mkdir(parents=True)
    (folder / "consent.toml").write_text(CONSENT, encoding="utf-8")
    (folder / "giay.pdf").write_bytes(b"%PDF signed")
    (lesson / "recordings.toml").write_text(RECORDINGS, encoding="utf-8")
    (lesson / "001.wav").write_bytes(hum())
    return folder


def test_a_person_who_agreed_is_heard(lan):
    voice = RecordedVoice(lan.parent, "lan", today=TODAY)
    assert voice.speak(LESSON, LINE).data == hum()
    assert (voice.speaker.name, voice.speaker.is_machine) == ("Nguyễn Thị Lan", False)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("cloning = false", "cloning = true", 6, "cloning"),
        ("cloning = false\n", "", 1, "cloning"),
        ('scope = ["lectures"]', 'scope = ["radio"]', 4, "scope"),
        ('scope = ["lectures"]', "scope = []", 4, "scope"),
        ("2026-11-20", "2026-12-20", 2, "sau hôm nay"),
        ('paper = "giay.pdf"', 'paper = "khac.pdf"', 3, "khac.pdf"),
        ("cloning = false", "cloning = false\nuntil = 2026-11-28", 7, "hết hạn"),
        ("cloning = false", "cloning = false\nwithdrawn_on = 2026-11-28", 7, "rút lại"),
        ('speaker = "Nguyễn Thị Lan"', 'speaker = ""', 1, "speaker"),
    ],
)
def test_without_consent_that_holds_nobody_is_heard(lan, old, new, line, says):
    (lan / "consent.toml").write_text(CONSENT.replace(old, new), encoding="utf-8")
    with pytest.raises(VoiceMissing, match=says) as refused:
        RecordedVoice(lan.parent, "lan", today=TODAY)
    assert (refused.value.file, refused.value.line) == ("lan/consent.toml", line)


def test_without_the_record_or_with_an_empty_paper_nobody_is_heard(lan):
    (lan / "giay.pdf").write_bytes(b"")
    with pytest.raises(VoiceMissing, match=r"giay\.pdf"):
        RecordedVoice(lan.parent, "lan", today=TODAY)
    (lan / "consent.toml").unlink()
    with pytest.raises(VoiceMissing, match=r"consent\.toml"):
        RecordedVoice(lan.parent, "lan", today=TODAY)


def test_consent_for_one_lesson_is_none_for_another(lan):
    (lan / "consent.toml").write_text(CONSENT.replace('["all"]', '["kns.4.1"]'), encoding="utf-8")
    with pytest.raises(VoiceFailed, match="chưa đồng ý"):
        RecordedVoice(lan.parent, "lan", today=TODAY).speak(LESSON, LINE)


def test_a_recording_belongs_to_the_words_that_were_read(lan):
    voice = RecordedVoice(lan.parent, "lan", today=TODAY)
    with pytest.raises(VoiceFailed, match="chưa thu câu title-2"):
        voice.speak(LESSON, Sentence("title-2", "Câu khác.", "câu khác."))
    with pytest.raises(VoiceFailed, match=r"recordings\.toml"):
        voice.speak("kns.0.1/other", LINE)
    (lan / LESSON / "001.wav").unlink()
    with pytest.raises(VoiceFailed, match=r"001\.wav"):
        voice.speak(LESSON, LINE)


def test_a_broken_list_of_recordings_names_its_line(lan):
    (lan / LESSON / "recordings.toml").write_text(
        RECORDINGS.replace('file = "001.wav"', 'file = "../../x"'), encoding="utf-8"
    )
    with pytest.raises(VoiceFailed, match="dòng 2"):
        RecordedVoice(lan.parent, "lan", today=TODAY).speak(LESSON, LINE)
