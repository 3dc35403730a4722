"""Piper as an operator sets it: a stand-in program that reads Piper's documented command line and its input.

The weights of a voice are no package and are not fetched here. What is told apart from Piper is only the sound: a hum,
as long as the line. Options, lines on the input, the file, and how a missing voice fails are those of Piper 1.x.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hocvuso.lectures.catalogue import open_catalogue
from hocvuso.lectures.script import Sentence, Speaker
from hocvuso.lectures.sound import RATE, samples_of
from hocvuso.lectures.voices.command import CommandVoice
from hocvuso.lectures.voices.contract import VoiceFailed
from tests.rooms.lectures.conftest import LESSON, TODAY
from tests.rooms.lectures.test_making import command, shown, surroundings

STAND_IN = """#!{python}
import argparse, math, struct, sys, wave
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("-m", "--model", required=True)
parser.add_argument("-f", "--output-file", "--output_file")
parser.add_argument("--output-raw", "--output_raw", action="store_true")
parser.add_argument("-s", "--speaker", type=int)
parser.add_argument("--length-scale", "--length_scale", type=float, default=1.0)
given, others = parser.parse_known_args()
lines = [" ".join(others)] if others else [line.strip() for line in sys.stdin.buffer.read().decode().splitlines()]
if not Path(given.model).exists():
    raise ValueError(f"Unable to find voice: {{given.model}} (use piper.download_voices)")
with open(Path(__file__).with_name("heard"), "a", encoding="utf-8") as heard:
    heard.writelines(line + "\\n" for line in lines if line)
count = int(sum(len(line) * 600 + 12000 for line in lines if line) * given.length_scale)
frames = b"".join(struct.pack("<h", round(9000 * math.sin(at * 0.06))) for at in range(count))
if given.output_raw:
    sys.stdout.buffer.write(frames)
else:
    with wave.open(given.output_file or "output.wav", "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(frames)
"""


@pytest.fixture
def piper(tmp_path: Path) -> Path:
    """The stand-in, with an empty file where a voice would be."""
    program = tmp_path / "piper"
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "vi.onnx").touch()
    return program


def test_a_sentence_is_one_line_on_its_input_and_one_file(piper: Path) -> None:
    line = Sentence("x-1", "", "--help, một hai ba.")
    said = {}
    for speed in ("1", "2"):
        voice = CommandVoice(f"{piper} --model {piper.parent}/vi.onnx --length_scale {speed} --output_file {{out}}")
        said[speed] = len(samples_of(voice.speak(LESSON, line).data)) / RATE
    assert piper.with_name("heard").read_text("utf-8") == "--help, một hai ba.\n" * 2
    assert said["2"] == pytest.approx(2 * said["1"], rel=0.2)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--model {folder}/nam.onnx --output_file {{out}}", "Unable to find voice: .*nam.onnx"),
        ("--output_file {{out}}", "required: -m/--model"),
    ],
)
def test_a_voice_that_is_not_there_is_told_in_its_own_words(piper: Path, options: str, says: str) -> None:
    with pytest.raises(VoiceFailed, match=says):
        CommandVoice(f"{piper} {options.format(folder=piper.parent)}").speak(LESSON, Sentence("x-1", "", "một."))


def test_sound_without_its_head_is_refused(piper: Path) -> None:
    voice = CommandVoice(f"{piper} --model {piper.parent}/vi.onnx --output-raw")
    sound = voice.speak(LESSON, Sentence("x-1", "", "một."))
    with pytest.raises(VoiceFailed, match="âm thanh"):
        samples_of(sound.data)


def test_a_lecture_is_built_with_it_and_says_that_a_machine_speaks(piper: Path, folder: Path, tmp_path: Path) -> None:
    setting = {
        "LECTURE_VOICE": "command:Piper vi", "LECTURE_VOICE_COMMAND": f"{piper} --model {tmp_path}/vi.onnx -f {{out}}",
    }  # fmt: skip
    done = subprocess.run(
        command(folder, tmp_path / "data", "--forms", "thrifty"), env=surroundings(**setting), capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = shown(tmp_path)
    assert manifest is not None
    assert (manifest.speaker, manifest.is_machine_voice) == ("Piper vi", True)
    sentences = open_catalogue(folder).script(LESSON, today=TODAY, speaker=Speaker("Piper vi")).sentences
    heard = piper.with_name("heard").read_text("utf-8").splitlines()
    assert sorted(heard) == sorted({each.spoken for each in sentences})

    (tmp_path / "vi.onnx").unlink()
    broken = subprocess.run(
        command(folder, tmp_path / "other", "--forms", "thrifty"), env=surroundings(**setting), capture_output=True,
        text=True,
    )  # fmt: skip
    (failed,) = json.loads(broken.stdout)["failed"]
    assert broken.returncode == 1 and "Unable to find voice" in failed["reason"]
    assert not list((tmp_path / "other/lectures").glob("manifests/*"))
