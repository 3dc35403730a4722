"""Whole lectures on this machine: exact captions, one loudness, marks in every file; killed, full disk, broken voices.

Needs ffmpeg, espeak-ng and a font; `scripts/test.py` brings them or says what was left out.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from PIL import Image
from pptx import Presentation

from hocvuso.lectures import making, queries
from hocvuso.lectures.catalogue import open_catalogue, too_full
from hocvuso.lectures.making import Done
from hocvuso.lectures.script import Scene, Speaker
from hocvuso.lectures.slides import drawings
from hocvuso.lectures.slides.paint import SlideTooFull, paint
from hocvuso.lectures.sound import samples_of
from hocvuso.lectures.store import Busy, Manifest
from hocvuso.lectures.voices.contract import VoiceMissing
from hocvuso.lectures.voices.espeak import EspeakVoice
from hocvuso.plumbing.bar import Bar
from tests.rooms.lectures.conftest import LESSON, TODAY, hum

FORMS = ("video", "thrifty", "slides")
ROOT = Path(__file__).resolve().parents[3]
STAMP = re.compile(r"(\d+):(\d+):(\d+\.\d+) --> (\d+):(\d+):(\d+\.\d+)")


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def made(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Manifest, Path]:
    """The small lesson as a lecture, and the folder of its files; made once."""
    import shutil

    from tests.rooms.lectures.conftest import SMALL

    content = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("content") / "content"))
    shutil.copytree(settings.CONTENT / "lectures", content / "lectures")
    with override_settings(DATA=site_folder):
        done = making.make(open_catalogue(content), [LESSON], EspeakVoice("vi"), FORMS, jobs=1, bar=Bar(silent=True))
    assert done.is_whole, done.as_text()
    return done.made[0], site_folder / "lectures/media"


@pytest.fixture(scope="module")
def real_deck(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """The slides of a shipped lesson that has lists among its paragraphs and a statement to judge, opened again."""
    from hocvuso.lectures.forms import deck, encoding

    script = open_catalogue(settings.CONTENT).script("kns.4.3/three-questions", today=TODAY, speaker=Speaker(""))
    path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    deck.write(script, path, encoding.about(script, Speaker("")), {})
    return script, Presentation(str(path))


def probe(path: Path, entries: str) -> dict[str, Any]:
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(path)], capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_the_video_is_what_old_phones_play(made) -> None:
    manifest, media = made
    told = probe(
        media / manifest.files["video"].name, "stream=codec_name,width,height,pix_fmt,channels:format=duration"
    )
    picture, sound = told["streams"]
    assert (picture["codec_name"], picture["width"], picture["height"], picture["pix_fmt"]) == (
        "h264",
        640,
        360,
        "yuv420p",
    )
    assert (sound["codec_name"], sound["channels"]) == ("aac", 1)
    data = (media / manifest.files["video"].name).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # begins to play before all of it is there


def test_captions_are_as_exact_as_the_sound(made) -> None:
    manifest, media = made
    captions = (media / manifest.files["captions"].name).read_text(encoding="utf-8")
    cues = [tuple(map(float, found)) for found in STAMP.findall(captions)]
    ends = [(h * 3600 + m * 60 + s, h2 * 3600 + m2 * 60 + s2) for h, m, s, h2, m2, s2 in cues]
    for name in ("video", "sound"):
        seconds = float(probe(media / manifest.files[name].name, "format=duration")["format"]["duration"])
        assert abs(seconds - manifest.seconds) <= 0.3
        # The sound itself: between two captions there is silence, within each there is a voice.
        raw = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", str(media / manifest.files[name].name), "-ac", "1", "-ar", "1000", "-f",
             "s16le", "-"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        level = [abs(int.from_bytes(raw[at : at + 2], "little", signed=True)) for at in range(0, len(raw), 2)]
        for start, end in ends:
            assert max(level[int(start * 1000) : int(end * 1000) + 1]) > 600
        for (_, end), (start, _) in pairwise(ends):
            if start - end > 0.3:
                assert max(level[int(end * 1000) + 100 : int(start * 1000) - 100], default=0) < 600
    assert max(end for _, end in ends) <= manifest.seconds


def test_the_captions_say_every_word(made, told) -> None:
    manifest, media = made
    captions = (media / manifest.files["captions"].name).read_text(encoding="utf-8")
    shown = " ".join(line for line in captions.splitlines() if line and "-->" not in line).partition("CC BY-SA 4.0 ")[2]
    with_notes = " ".join(each.text for each in told().sentences)
    assert shown == with_notes


def test_the_loudness_is_that_of_all_lectures(made) -> None:
    manifest, media = made
    for name in ("video", "sound"):
        told = subprocess.run(
            ["ffmpeg", "-hide_banner", "-nostats", "-i", str(media / manifest.files[name].name), "-af",
             "ebur128=peak=true", "-f", "null", "-"], capture_output=True, text=True,
        ).stderr  # fmt: skip
        assert float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1]) == pytest.approx(-17, abs=1.5)
        # Above full scale a player cuts off: a rare half of a decibel is not heard, as 3 dB would be.
        assert float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", told)[-1]) <= 2


def test_every_file_says_that_a_machine_speaks_whose_it_is_and_which_version(made) -> None:
    manifest, media = made
    tags = probe(media / manifest.files["video"].name, "format_tags")["format"]["tags"]
    sound = probe(media / manifest.files["sound"].name, "stream_tags")["streams"][0]["tags"]
    sound = {name.lower(): value for name, value in sound.items()}
    for told in (tags, sound):
        assert "Giọng đọc do máy tạo" in told["comment"] and "AI-generated voice: espeak-ng vi" in told["comment"]
        assert (told["title"], told["copyright"]) == ("Khoá máy", "CC BY-SA 4.0")
        assert manifest.version in told["comment"]
    for name in ("captions", "transcript", "projector"):
        text = (media / manifest.files[name].name).read_text(encoding="utf-8")
        assert "Giọng đọc do máy tạo" in text and manifest.version in text and "CC BY-SA 4.0" in text
    about = Presentation(str(media / manifest.files["slides"].name)).core_properties
    assert "AI-generated voice" in about.comments and about.keywords == "CC BY-SA 4.0"


def test_the_slides_open_again_with_their_words_and_what_to_say(made, told) -> None:
    manifest, media = made
    script = told()
    file = Presentation(str(media / manifest.files["slides"].name))
    assert len(file.slides) == len(script.scenes)
    for slide, scene in zip(file.slides, script.scenes, strict=True):
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert scene.heading in words and "Giọng máy" in words
        assert slide.notes_slide.notes_text_frame.text == "\n".join(each.text for each in scene.sentences)
    assert zipfile.ZipFile(media / manifest.files["slides"].name).testzip() is None


def test_slides_hang_the_lines_of_a_list_only_and_name_the_right_answer_by_its_letter(real_deck) -> None:
    script, file = real_deck
    hung = 0
    for slide, scene in zip(file.slides, script.scenes, strict=True):
        for paragraph in (
            each for shape in slide.shapes if shape.has_text_frame for each in shape.text_frame.paragraphs
        ):
            indent = paragraph._p.get_or_add_pPr().get("indent")
            assert bool(indent) == ("\t" in paragraph.text), paragraph.text
            hung += bool(indent)
        if scene.kind == "answer":
            words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            assert "✓  B. Chưa đúng" in words and "Trả lời" in words
    assert hung > 20


def test_the_page_for_the_projector_needs_nothing_else(made, told) -> None:
    manifest, media = made
    page = (media / manifest.files["projector"].name).read_text(encoding="utf-8")
    assert page.count("<section") == len(told().scenes)
    named = page.replace('xmlns="http://www.w3.org/2000/svg"', "")  # the name of the language of drawings
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", named)


def test_the_pictures_are_small_and_have_the_size_of_the_video(made) -> None:
    manifest, media = made
    for each in (manifest.files["poster"], *manifest.images):
        with Image.open(media / each.name) as picture:
            assert (picture.format, picture.size) == ("WEBP", (640, 360))
        assert each.size < 12_000


def test_nothing_is_made_twice(made, site_folder, folder) -> None:
    manifest, _media = made
    with override_settings(DATA=site_folder):
        done = making.make(open_catalogue(folder), [LESSON], EspeakVoice("vi"), FORMS, jobs=2, bar=Bar(silent=True))
        assert (done.made, done.kept) == ([], [LESSON])
        assert making.listed(open_catalogue(folder), [LESSON])[0]["state"] == "ready"
        assert queries.store().manifest(LESSON) == manifest


# --- what goes wrong

Build = Callable[..., Done]


@pytest.fixture
def build(folder: Path, tmp_path: Path) -> Build:
    """Makes the small lecture in a folder of its own, with a voice that any machine has."""

    def make(voice: Any = None, forms: tuple[str, ...] = ("thrifty",)) -> Done:
        with override_settings(DATA=tmp_path / "data"):
            return making.make(
                open_catalogue(folder), [LESSON], voice or EspeakVoice("vi"), forms, jobs=1, bar=Bar(silent=True)
            )

    return make


def shown(tmp_path: Path) -> Manifest | None:
    with override_settings(DATA=tmp_path / "data"):
        return queries.store().manifest(LESSON)


def test_a_changed_lesson_is_made_anew_and_the_old_one_stays_until_then(build, edit, folder, tmp_path) -> None:
    before = build().made[0]
    edit("skills/kns.0.1/lessons/first-steps.toml", "Bấm một lần rồi thả tay.", "Bấm nhẹ một lần rồi thả tay.")
    with override_settings(DATA=tmp_path / "data"):
        assert making.listed(open_catalogue(folder), [LESSON])[0]["state"] == "outdated"
    after = build().made[0]
    assert after.key != before.key and shown(tmp_path) == after


class Failing(EspeakVoice):
    """Loses its voice at one sentence."""

    def speak(self, lesson, sentence):
        if sentence.id == "key-1":
            from hocvuso.lectures.voices.contract import VoiceFailed

            raise VoiceFailed("dây thanh đứt.")
        return super().speak(lesson, sentence)


def test_a_voice_that_stops_leaves_the_lecture_before_in_force_and_says_where(build, tmp_path, edit) -> None:
    before = build().made[0]
    edit("skills/kns.0.1/lessons/first-steps.toml", "Bấm một lần rồi thả tay.", "Bấm nhẹ một lần rồi thả tay.")
    done = build(Failing("vi"))
    assert [(each.lesson, each.place) for each in done.failed] == [(LESSON, "câu key-1")]
    assert "dây thanh đứt" in done.as_text() and not done.is_whole
    assert shown(tmp_path) == before


def command(folder: Path, data: Path, *more: str, **environment: str) -> list[str]:
    return [sys.executable, "-m", "hocvuso", "lectures", "build", LESSON, "--content", str(folder), "--data", str(data),
            "--json", *more]  # fmt: skip


def surroundings(**more: str) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return {**os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "hocvuso.config.settings", **more}


def test_a_killed_build_shows_nothing_and_the_next_goes_on_behind_it(folder, tmp_path) -> None:
    wav, calls = tmp_path / "hum.wav", tmp_path / "calls"
    wav.write_bytes(hum())
    voice = tmp_path / "voice.sh"
    voice.write_text(f'#!/bin/sh\ncat >> "{calls}"\nsleep "${{SLOW:-0}}"\ncat "{wav}"\n')
    voice.chmod(0o755)
    setting = {"LECTURE_VOICE": "command", "LECTURE_VOICE_COMMAND": str(voice)}
    data = tmp_path / "data"
    running = subprocess.Popen(
        command(folder, data, "--forms", "thrifty"), env=surroundings(SLOW="0.3", **setting), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 120
    while (
        not (calls.exists() and len(calls.read_text(encoding="utf-8").splitlines()) >= 5) and time.monotonic() < until
    ):
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert shown(tmp_path) is None
    said = len(list((data / "lectures/sounds").glob("*.wav")))
    assert said >= 4
    calls.write_text("")
    done = subprocess.run(
        command(folder, data, "--forms", "thrifty"), env=surroundings(**setting), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = shown(tmp_path)
    assert manifest is not None
    again = len(calls.read_text(encoding="utf-8").splitlines())
    assert again == len({each.spoken for each in _sentences(folder)}) - said
    assert not any((data / "lectures/work").glob("*"))


def _sentences(folder: Path) -> Any:
    return open_catalogue(folder).script(LESSON, today=TODAY, speaker=Speaker("")).sentences


@pytest.mark.parametrize("bytes_left", [20_000, 300_000])
def test_a_full_disk_is_told_plainly_and_nothing_half_made_is_shown(folder, tmp_path, bytes_left) -> None:
    """No file may grow beyond some bytes, which the system reports as it reports a full disk."""
    wav = tmp_path / "hum.wav"
    wav.write_bytes(hum(0.8))
    setting = {"LECTURE_VOICE": "command", "LECTURE_VOICE_COMMAND": f"cat {wav}"}
    done = subprocess.run(
        command(folder, tmp_path / "data"), env=surroundings(**setting), capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left)),
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert done.returncode == 1 and told["left"] == 1 and "Ổ đĩa đầy" in told["stopped"], done.stdout + done.stderr
    assert shown(tmp_path) is None
    media = tmp_path / "data/lectures/media"
    assert not media.exists() or not list(media.glob(".*"))
    assert (
        subprocess.run(command(folder, tmp_path / "data"), env=surroundings(**setting), capture_output=True).returncode
        == 0
    )
    assert shown(tmp_path) is not None


def test_two_builds_do_not_disturb_each_other(folder, build, tmp_path) -> None:
    with override_settings(DATA=tmp_path / "data"):
        store = queries.store()
    with store.building(), pytest.raises(Busy):
        build()
    assert build().is_whole


def test_the_southern_voice_is_another_voice(made) -> None:
    line = type("Line", (), {"spoken": "Bấm nút nguồn một lần để khoá.", "id": "x"})
    north, south = (samples_of(EspeakVoice(name).speak(LESSON, line).data) for name in ("vi", "vi-vn-x-south"))
    assert len(north) != len(south) or (north != south).any()
    with pytest.raises(VoiceMissing, match="vi-vn-x-central"):
        EspeakVoice("klingon")


# --- slides


def test_words_that_fit_on_no_slide_are_named_with_their_file(folder, edit, told) -> None:
    edit(
        "skills/kns.0.1/lessons/first-steps.toml",
        'caution = "Đừng bấm giữ quá lâu."',
        f'caution = "{"rất dài " * 150}"',
    )
    problems = list(too_full(told()))
    assert [each.file for each in problems] == ["skills/kns.0.1/lessons/first-steps.toml"]
    assert "lock-screen" in problems[0].what


def test_every_slide_of_a_real_lecture_has_its_words_inside() -> None:
    catalogue = open_catalogue(settings.CONTENT)
    script = catalogue.script("kns.4.3/three-questions", today=TODAY, speaker=Speaker(""))
    for scene in script.scenes:
        slide = paint(script, scene)
        assert slide.size == (640, 360)
        ground = slide.getpixel((4, 4))
        edge = [slide.getpixel((x, y)) for x in (0, 639) for y in range(360)]
        assert all(each == ground for each in edge), scene.kind


def test_a_drawing_stands_beside_the_words(told) -> None:
    red = '<rect width="40" height="40" fill="#c00000"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{red}</svg>'
    drawing = drawings.small(svg)
    assert drawing is not None and drawing.width == 220
    script = told()
    scene = next(each for each in script.scenes if each.kind == "step")
    slide = paint(script, scene, drawing)
    assert slide.getpixel((500, 190)) == (192, 0, 0)
    assert drawings.small("<svg") is None and drawings.small("") is None


def test_a_slide_that_cannot_hold_its_words_says_so(told) -> None:
    scene = Scene("step", "Bước", "1/1", ("chữ " * 400,), ())
    with pytest.raises(SlideTooFull):
        paint(told(), scene)
