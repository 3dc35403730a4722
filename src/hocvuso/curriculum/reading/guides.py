"""Reads what stands beside the skills: the glossary and the tracks, with the minutes that a track takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from hocvuso.curriculum import schema
from hocvuso.curriculum.reading.files import Parsed, read_file
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

GLOSSARY = "glossary.toml"
TRACKS = "tracks"


class WordRow(schema.Row):
    """`[[word]]`: a word, what it means in plain words, an example, and what people also call it."""

    id: schema.Slug
    word: schema.Text
    plain: schema.Text
    example: schema.Text
    also: Annotated[schema.Texts, Field(min_length=1)]
    skill: schema.SkillId


class GlossaryFile(schema.Row):
    """`glossary.toml`."""

    word: Annotated[list[WordRow], Field(min_length=1)]


class TrackFile(schema.Row):
    """`tracks/<slug>.toml`: skills in the order of learning, and the practice beside the lessons."""

    id: schema.Slug
    title: schema.Text
    for_whom: schema.Text
    audience: schema.Audience
    skills: Annotated[list[schema.SkillId], Field(min_length=1)]
    practice_minutes: Annotated[int, Field(ge=0)]
    practice: schema.Text
    status: schema.Status
    owner: schema.Text
    checked_on: date


@dataclass(slots=True)
class Guides:
    """The glossary and the tracks that fit their schemas; a folder may have neither."""

    glossary: list[Parsed[GlossaryFile]] = field(default_factory=list)
    tracks: list[Parsed[TrackFile]] = field(default_factory=list)


def read_guides(root: Path) -> tuple[Guides, list[Problem]]:
    """Read the glossary and the tracks of a content folder."""
    found, problems = Guides(), list[Problem]()
    if (root / GLOSSARY).is_file():
        glossary, wrong = read_file(root / GLOSSARY, GLOSSARY, GlossaryFile)
        found.glossary += [glossary] if glossary else []
        problems += wrong
    for path in sorted((root / TRACKS).glob("*.toml")):
        track, wrong = read_file(path, path.relative_to(root).as_posix(), TrackFile)
        found.tracks += [track] if track else []
        problems += wrong
    return found, problems


def track_minutes(guides: Guides, library: Library) -> Mapping[str, int]:
    """Return the minutes of each track: its lessons as their authors state them, and its practice."""
    minutes = {file.model.id: file.model.minutes for file in library.lessons if file.model.status != "retired"}
    of_skill = {file.model.id: sum(minutes.get(name, 0) for name in file.model.lessons) for file in library.skills}
    return {
        file.model.id: sum(of_skill.get(skill, 0) for skill in file.model.skills) + file.model.practice_minutes
        for file in guides.tracks
    }
