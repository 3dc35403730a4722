"""The process that opens a picture from a stranger: picture on standard input, `{"text"|"problem"}` on standard output.

Decoders and the reader of letters are large and have had holes, so they run here, apart from the site: no file may
be written (`RLIMIT_FSIZE` 0), memory and processor time are bounded, nothing of the site is imported, no environment
is passed on. Started by its path; standard library and Pillow only.
"""

from __future__ import annotations

import io
import json
import math
import os
import resource
import subprocess
import sys

from PIL import Image, ImageOps, ImageStat

MAX_PIXELS = 64_000_000  # decided: the largest that phones take by themselves is 50 million
_MEMORY = 1 << 30  # measured: 50 million pixels in colour need half of it
_SECONDS = 20  # decided: longer than anybody waits
_LEAST_SIDE = 24  # assumed: two lines of the smallest letters
_AREA = 4_000_000  # measured on drawn messages: more pixels take longer and are read no better
_MOST_ENLARGED = 3.0  # measured: a screenshot of 360 points is read as well as one of 1,080
_MOST_STRETCHED = 30  # decided: a long conversation in one picture is 15
# Of EXIF, one number is looked at, which tells how the phone was held; the turns that set it right.
_ORIENTATION = 0x0112
_UPRIGHT = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270, 8: Image.Transpose.ROTATE_90}
_DARK = 110  # assumed: below this mean the letters are light on dark
_SURE = 40  # measured: below this a word is noise
_STARTS = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF"
_OTHERS = {b"%PDF": "pdf", b"PK\x03\x04": "kind"}


class Refused(Exception):
    """The picture cannot be read; the reason is its only argument."""


def limit() -> None:
    """Take away what this process and its children do not need."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(10)  # pages go first


def prepared(raw: bytes) -> Image.Image:
    """Return the picture upright, in grey, dark on light, at a good size, without anything else that came with it."""
    _refuse_by_form(raw)
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
            return _plain(picture)
    except Refused:
        raise
    except (MemoryError, Image.DecompressionBombError):
        raise Refused("huge") from None
    except Exception:  # decoders raise whatever they like
        raise Refused("broken") from None


def _refuse_by_form(raw: bytes) -> None:
    if not raw:
        raise Refused("empty")
    if raw[4:8] == b"ftyp":
        is_photo = raw[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
        raise Refused("heic" if is_photo else "kind")
    if not raw.startswith(_STARTS):
        raise Refused(_OTHERS.get(raw[:4], "kind"))


def _plain(picture: Image.Image) -> Image.Image:
    long, short = max(picture.size), min(picture.size)
    if long * short > MAX_PIXELS:
        raise Refused("huge")
    ratio = min(_MOST_ENLARGED, math.sqrt(_AREA / (long * short)))
    if short * min(1.0, ratio) < _LEAST_SIDE or long > _MOST_STRETCHED * short:
        raise Refused("small")
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise Refused("moving")
    wanted = (max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio)))
    turned = picture.getexif().get(_ORIENTATION, 1)
    picture.draft("L", wanted)  # a JPEG is decoded at a fraction of its size
    seen = picture.convert("RGBA" if picture.has_transparency_data else "RGB") if picture.mode != "L" else picture
    scaled = seen.resize(wanted, Image.Resampling.LANCZOS)
    if turned in _UPRIGHT:
        scaled = scaled.transpose(_UPRIGHT[turned])
    if scaled.mode == "RGBA":
        scaled = Image.alpha_composite(Image.new("RGBA", scaled.size, "white"), scaled)
    grey = scaled.convert("L")
    return ImageOps.invert(grey) if ImageStat.Stat(grey).mean[0] < _DARK else grey


def text_of(table: str) -> str:
    """Return the words of the reader's table, one line a paragraph, without words that it was not sure of."""
    paragraphs: dict[tuple[str, ...], list[str]] = {}
    for line in table.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[11].strip() and float(cells[10]) >= _SURE:
            paragraphs.setdefault(tuple(cells[1:4]), []).append(cells[11].strip())
    said = [" ".join(words) for words in paragraphs.values() if any(map(str.isalnum, "".join(words)))]
    whole: list[str] = []
    for each in said:
        # A wide line spacing looks like a paragraph; a sentence that goes on in small letters is not cut.
        if whole and each[0].islower() and whole[-1][-1] not in ".!?:":
            whole[-1] += f" {each}"
        else:
            whole.append(each)
    return "\n".join(whole)


def _read(picture: Image.Image, program: str) -> str:
    page = io.BytesIO()
    picture.save(page, "PPM")
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", "vie", "tsv"],
            input=page.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("slow") from None
    if done.returncode:
        raise Refused("slow" if done.returncode < 0 else "broken")
    return text_of(done.stdout.decode("utf-8", "replace"))


def main() -> None:
    """Answer in one line."""
    limit()
    try:
        told = {"text": _read(prepared(sys.stdin.buffer.read()), sys.argv[1])}
    except Refused as reason:
        told = {"problem": str(reason)}
    except MemoryError:
        told = {"problem": "huge"}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
