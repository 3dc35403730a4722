"""Takes and consents as files: whole or not at all, undone, withdrawn; who reads a lesson; what a build makes of it."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from hocvuso.lectures import actions, making, queries
from hocvuso.lectures.catalogue import open_catalogue
from hocvuso.lectures.recordings import checking, consents, takes
from hocvuso.lectures.recordings.checking import Refused
from hocvuso.lectures.script import Script, Sentence, Speaker
from hocvuso.lectures.voices.command import CommandVoice
from hocvuso.lectures.voices.partly import PartlyRecorded, reading_of
from hocvuso.lectures.voices.recorded import RecordedVoice, readers
from hocvuso.plumbing import clock, whole_files
from hocvuso.plumbing.bar import Bar
from tests.rooms.lectures.conftest import LESSON, TODAY, hum

WORDS = "Mã OTP là mã dùng một lần."
BY = uuid.UUID(int=7)


def given(**changes: object) -> consents.Agreed:
    rows = {"speaker": "Nguyễn Thị Lan", "agreed_on": date(2026, 11, 20), "until": None, "lessons": ("all",)}
    return consents.Agreed(**{**rows, "paper": b"%PDF-1.7 signed", "ending": "pdf", **changes})  # type: ignore[arg-type]


def take(seconds: float = 0.6) -> checking.Checked:
    return checking.recording(hum(seconds))


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@pytest.fixture
def lan(people: Path) -> Path:
    return people / consents.agree(people, given(), TODAY)


# --- what was sent


def packed(*options: str) -> bytes:
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", "-", *options, "-"], input=hum(), capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("options", "ending"),
    [
        (("-c:a", "libopus", "-f", "ogg"), "ogg"),
        (("-c:a", "libopus", "-f", "webm"), "webm"),
        (("-f", "mp3"), "mp3"),
        (("-id3v2_version", "0", "-write_xing", "0", "-f", "mp3"), "mp3"),
        (("-f", "wav"), "wav"),
        (("-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4"), "m4a"),
    ],
)
def test_kinds_are_told_by_their_content(options, ending):
    checked = checking.recording(packed(*options))
    assert checked.ending == ending
    assert checked.seconds == pytest.approx(0.6, abs=0.1)


def silence() -> bytes:
    silent = bytearray(hum())
    silent[44:] = bytes(len(silent) - 44)
    return bytes(silent)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html>not sound</html>", "kind"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "kind"),
        (b"OggS" + bytes(300), "broken"),
        (b"RIFF\0\0\0\0WAVE#EXTM3U\nfile:///etc/passwd\n", "broken"),
        (hum()[:400], "broken"),
        (hum(0.05), "short"),
        (hum(121), "long"),
        (silence(), "silent"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_sentence_is_refused_with_its_reason(data, code):
    with pytest.raises(Refused) as refused:
        checking.recording(data)
    assert refused.value.code == code


def test_without_ffmpeg_nothing_is_taken(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="no-ffmpeg"):
        checking.recording(hum())


# --- takes


def test_a_take_is_heard_and_the_one_before_comes_back(lan):
    takes.put(lan, LESSON, WORDS, take(0.6))
    takes.put(lan, LESSON, WORDS, take(0.9))
    voice = RecordedVoice(lan.parent, lan.name, today=TODAY)
    assert voice.speak(LESSON, Sentence("x", WORDS, WORDS)).data == hum(0.9)
    takes.undo(lan, LESSON, WORDS)
    assert takes.takes_of(lan, LESSON).now[WORDS].seconds == pytest.approx(0.6, abs=0.1)
    takes.drop(lan, LESSON, WORDS)
    assert takes.takes_of(lan, LESSON).now == {}
    assert not RecordedVoice(lan.parent, lan.name, today=TODAY).has(LESSON, Sentence("x", WORDS, WORDS))
    takes.undo(lan, LESSON, WORDS)
    assert takes.takes_of(lan, LESSON).now[WORDS].seconds == pytest.approx(0.6, abs=0.1)


def test_only_the_present_take_and_the_one_before_stay(lan):
    for seconds in (0.6, 0.7, 0.8, 0.9):
        takes.put(lan, LESSON, WORDS, take(seconds))
    assert len(list((lan / LESSON).glob("*.wav"))) == 2


def test_the_same_take_sent_twice_is_one(lan):
    takes.put(lan, LESSON, WORDS, take())
    takes.put(lan, LESSON, WORDS, take())
    assert takes.takes_of(lan, LESSON).earlier == {}


@pytest.mark.parametrize("fails", ["wav", "recordings.toml"])
def test_a_full_disk_leaves_what_was_there(lan, monkeypatch, fails):
    takes.put(lan, LESSON, WORDS, take(0.6))
    before = {path.name: path.read_bytes() for path in (lan / LESSON).glob("*")}
    really = whole_files.put

    def put(path: Path, data: bytes) -> None:
        if path.name.endswith(fails):
            raise OSError(28, "No space left on device")
        really(path, data)

    monkeypatch.setattr(whole_files, "put", put)
    with pytest.raises(OSError, match="space"):
        takes.put(lan, LESSON, WORDS, take(0.9))
    assert {path.name: path.read_bytes() for path in (lan / LESSON).glob("*")} == before


def test_what_is_gone_cannot_be_deleted_or_brought_back(lan):
    for verb in (takes.drop, takes.undo):
        with pytest.raises(Refused, match="gone"):
            verb(lan, LESSON, WORDS)


def test_words_with_quotes_and_a_backslash_survive_the_list(lan):
    words = 'Gõ "\\" rồi bấm “Gửi”.'
    takes.put(lan, LESSON, words, take())
    assert list(takes.takes_of(lan, LESSON).now) == [words]


# --- consents


def test_two_of_one_name_get_a_folder_each(people):
    assert [consents.agree(people, given(), TODAY) for _ in range(2)] == ["nguyen-thi-lan", "nguyen-thi-lan-2"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"speaker": " \u200b "}, "name"),
        ({"speaker": "x" * 81}, "name"),
        ({"agreed_on": date(2026, 11, 30)}, "agreed-later"),
        ({"until": date(2026, 11, 28)}, "until"),
        ({"lessons": ()}, "lessons"),
    ],
)
def test_a_consent_that_does_not_hold_is_not_kept(people, changes, code):
    with pytest.raises(Refused, match=code):
        consents.agree(people, given(**changes), TODAY)
    assert not list(people.glob("*"))


def test_a_consent_whose_paper_could_not_be_written_leaves_nothing(people, monkeypatch):
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files, "put", full)
    with pytest.raises(OSError, match="space"):
        consents.agree(people, given(), TODAY)
    assert not list(people.glob("*"))


@pytest.mark.django_db
def test_withdrawal_removes_the_recordings_and_keeps_the_paper(people, lan, tmp_path):
    takes.put(lan, LESSON, WORDS, take())
    with override_settings(DATA=tmp_path):
        assert actions.withdraw(lan.name, by=BY) == [LESSON]
        assert not list(lan.glob("*/*/*"))
        assert (lan / "paper.pdf").read_bytes() == b"%PDF-1.7 signed"
        speaker = consents.speaker(people, lan.name, clock.today())
        assert speaker is not None and speaker.lacks == "withdrawn_on" and not speaker.may_read(LESSON)
        with pytest.raises(Refused, match="consent"):
            actions.record(lan.name, LESSON, WORDS, take(), by=BY)
    assert not list(readers(people, clock.today()))  # withdrawn on the real day


# --- who reads, and what the build makes of it


def script_for(told: Callable[..., Script]) -> Callable[[Speaker], Script]:
    return lambda speaker: told(speaker)


def test_who_recorded_most_reads_and_a_machine_the_rest(people, lan, told):
    script = told(Speaker("Nguyễn Thị Lan", is_machine=False))
    other = people / consents.agree(people, given(speaker="Trần Văn Bình"), TODAY)
    for each in script.sentences[:2]:
        takes.put(lan, LESSON, each.text, take())
    takes.put(other, LESSON, script.sentences[0].text, take())
    found = reading_of(LESSON, readers(people, TODAY), Speaker("espeak"), script_for(told))
    assert found.reader is not None and found.reader.speaker.name == "Nguyễn Thị Lan"
    assert any("Giọng Nguyễn Thị Lan và giọng máy" in each for each in found.script.marks)
    assert "Câu nào chưa thu thì máy đọc" in " ".join(each.text for each in found.script.sentences)


def test_who_recorded_all_reads_alone(people, lan, told):
    for each in told(Speaker("Nguyễn Thị Lan", is_machine=False)).sentences:
        takes.put(lan, LESSON, each.text, take())
    found = reading_of(LESSON, readers(people, TODAY), Speaker("espeak"), script_for(told))
    assert found.script.voice_label == "Người đọc: Nguyễn Thị Lan, đã đồng ý bằng văn bản."


def test_a_recording_of_a_sentence_that_has_changed_is_not_used(people, lan, told, edit):
    takes.put(lan, LESSON, "Câu của hôm qua.", take())
    found = reading_of(LESSON, readers(people, TODAY), Speaker("espeak"), script_for(told))
    assert found.reader is None and found.script.voice_label == "Giọng đọc do máy tạo."


@pytest.mark.django_db
def test_a_build_uses_recordings_until_they_are_withdrawn(people, lan, folder, tmp_path):
    machine = tmp_path / "machine.wav"
    machine.write_bytes(hum(0.4))
    voice = CommandVoice(f"cat {machine}", "máy")
    with override_settings(DATA=tmp_path):
        catalogue = open_catalogue(folder)
        script = catalogue.script(LESSON, today=clock.today(), speaker=Speaker("", is_machine=False))
        takes.put(lan, LESSON, script.sentences[0].text, take(1.5))

        def made():
            return making.make(
                catalogue, [LESSON], voice, ("thrifty",), jobs=1, bar=Bar(silent=True), recordings=people
            )

        first = made()
        assert first.is_whole, first.as_text()
        manifest = first.made[0]
        assert (manifest.speaker, manifest.is_machine_voice, manifest.is_helped) == ("Nguyễn Thị Lan", False, True)
        start, end = manifest.spans[0]
        assert end - start == pytest.approx(1.5, abs=0.1)
        assert made().kept == [LESSON]
        takes.put(lan, LESSON, script.sentences[0].text, take(2.0))
        assert made().made[0].spans[0][1] - start == pytest.approx(2.0, abs=0.1)
        media = [each.name for each in queries.store().manifest(LESSON).files.values()]
        actions.withdraw(lan.name, by=BY)
        assert queries.store().manifest(LESSON) is None
        assert not [name for name in media if (queries.store().media / name).exists()]
        assert made().made[0].is_machine_voice


@pytest.mark.django_db
def test_a_lecture_whose_recordings_went_while_it_was_made_does_not_stay(people, lan, folder, tmp_path, monkeypatch):
    machine = tmp_path / "machine.wav"
    machine.write_bytes(hum(0.4))
    with override_settings(DATA=tmp_path):
        catalogue = open_catalogue(folder)
        script = catalogue.script(LESSON, today=clock.today(), speaker=Speaker("", is_machine=False))
        takes.put(lan, LESSON, script.sentences[0].text, take())
        publish = queries.store().__class__.publish

        def late(store, manifest) -> None:
            takes.remove_all(lan)  # withdrawn in the last moment
            publish(store, manifest)

        monkeypatch.setattr(queries.store().__class__, "publish", late)
        done = making.make(
            catalogue, [LESSON], CommandVoice(f"cat {machine}"), ("thrifty",), jobs=1, bar=Bar(silent=True),
            recordings=people,
        )  # fmt: skip
        assert not done.is_whole
        assert queries.store().manifest(LESSON) is None


def test_a_recording_that_goes_is_an_error_and_not_a_machine_in_her_place(people, lan, told, tmp_path):
    machine = tmp_path / "machine.wav"
    machine.write_bytes(hum(0.4))
    script = told(Speaker("Nguyễn Thị Lan", is_machine=False))
    takes.put(lan, LESSON, script.sentences[0].text, take())
    voice = PartlyRecorded(RecordedVoice(people, lan.name, today=TODAY), CommandVoice(f"cat {machine}"), script)
    takes.remove_all(lan)
    with pytest.raises(Exception, match="không đọc được"):
        voice.key(LESSON, script.sentences[0])
    assert voice.speak(LESSON, script.sentences[1]).data == hum(0.4)
