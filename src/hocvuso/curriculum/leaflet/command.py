"""`hocvuso curriculum infographics [SKILL…] --out DIR`: the pages of skills as files, with a bar meanwhile."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hocvuso.curriculum.leaflet import files
from hocvuso.curriculum.leaflet.choosing import Leaflet, leaflet_of
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.plumbing import printing
from hocvuso.plumbing.bar import Bar
from hocvuso.plumbing.clock import today


def run(given: argparse.Namespace) -> int:
    """Draw the pages; returns 0 when all are there, 1 when this machine cannot print, 2 for an unknown skill."""
    curriculum = read_folder(content_folder()).curriculum
    skills = {} if curriculum is None else dict(curriculum.skills)
    unknown = [name for name in given.skills if name not in skills]
    if curriculum is None or unknown:
        print(f"Không có kỹ năng {', '.join(unknown)}.", file=sys.stderr)
        return 2
    found = [
        leaflet_of(curriculum, skills[name], today=today(), site=given.site, by=given.by)
        for name in given.skills or skills
    ]
    try:
        made = _drawn([one for one in found if one is not None], given.out, quiet=given.json)
    except printing.PrintingAbsent:
        print("Máy này chưa in được PDF: cài libpango rồi thử lại.", file=sys.stderr)
        return 1
    report = {"files": [file.name for file in made], "bytes": sum(file.stat().st_size for file in made)}
    print(json.dumps(report) if given.json else f"Đã vẽ {len(made)} tệp vào {given.out}.")
    return 0


def _drawn(leaflets: list[Leaflet], folder: Path, *, quiet: bool) -> list[Path]:
    """Draw every page in every shape."""
    wanted = [(leaflet, shape) for leaflet in leaflets for shape in files.SHAPES]
    made = []
    with Bar("Vẽ", "tệp", total=len(wanted), silent=quiet) as bar:
        for leaflet, shape in wanted:
            made.append(files.made(leaflet, shape, folder))
            bar.move()
    return made
