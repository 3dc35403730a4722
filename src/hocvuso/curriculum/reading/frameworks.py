"""Official frameworks as versioned data beside our own skills, and the crosswalk between them.

A framework file can be replaced without touching code. What is official, remembered or our own stands in
the file itself (`confidence`, `[[honesty]]`) and is passed on with every name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from hocvuso.curriculum.reading.files import Parsed, read_file
from hocvuso.curriculum.reading.problem import Problem
from hocvuso.curriculum.schema import Row, SkillId, Text

Confidence = Literal["verified-from-source", "secondary-source", "from-memory", "own-draft", "own-judgement"]


class _Open(Row):
    """A table that may carry more than this room reads: frameworks differ."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)


class FrameworkRow(_Open):
    """`[framework]`."""

    id: Text
    title: Text
    title_en: Text
    issuer: Text
    is_own_taxonomy: bool
    decision: str = ""
    signed_on: date | None = None
    in_force_on: date | None = None
    year: int | None = None
    note: str = ""


class HonestyRow(Row):
    """`[[honesty]]`: what is verified in the file and what is not."""

    topic: Text
    text: Text


class NamedRow(_Open):
    """`[[area]]` or `[[target_group]]`."""

    id: Text
    title: Text
    title_en: Text
    confidence: Confidence
    basis: str = ""


class CompetenceRow(_Open):
    """`[[competence]]`."""

    id: Text
    area: Text
    title: Text
    title_en: Text
    confidence: Confidence
    description_en: str = ""
    target_groups: list[Text] = []
    official_code: str = ""
    basis: str = ""


class NationalTargetRow(Row):
    """`[[national_target]]`: a share or a number of people, by the end of a year."""

    year: int
    group: Text
    confidence: Confidence
    pct: Annotated[int, Field(ge=0, le=100)] | None = None
    people: Annotated[int, Field(ge=0)] | None = None
    note: str = ""


class SourceRow(_Open):
    """`[[source]]`; `of` names what it was read for where that is not the framework itself."""

    url: Text
    of: str = ""


class FrameworkFile(_Open):
    """A framework."""

    framework: FrameworkRow
    competence: Annotated[list[CompetenceRow], Field(min_length=1)]
    area: Annotated[list[NamedRow], Field(min_length=1)]
    honesty: list[HonestyRow] = []
    target_group: list[NamedRow] = []
    national_target: list[NationalTargetRow] = []
    source: list[SourceRow] = []


class CrosswalkRow(Row):
    """`[crosswalk]`."""

    id: Text
    status: Text
    relation: Text


class MapRow(Row):
    """`[[map]]`: one skill and the codes that come near, closest first."""

    from_: Annotated[SkillId, Field(alias="from")]
    tt02: list[Text]
    digcomp22: list[Text]
    confidence: Confidence


class CrosswalkFile(Row):
    """The crosswalk."""

    crosswalk: CrosswalkRow
    map: Annotated[list[MapRow], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Area:
    """A domain of a framework, or a group of learners it speaks of."""

    id: str
    title: str
    title_en: str
    confidence: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Competence:
    """One line of a framework's table; of our own taxonomy, one skill."""

    id: str
    area: str
    title: str
    title_en: str
    confidence: str
    description_en: str = ""
    target_groups: tuple[str, ...] = ()
    official_code: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class NationalTarget:
    """What a plan of the state asks for by the end of `year`: `pct` (0…100) or `people`."""

    year: int
    group: str
    confidence: str
    pct: int | None = None
    people: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework with what is honest to say about it."""

    id: str
    title: str
    title_en: str
    issuer: str
    is_own_taxonomy: bool  # True: its competences are our skills, whatever decision its head names
    decision: str
    signed_on: date | None
    in_force_on: date | None
    year: int | None
    note: str
    honesty: tuple[tuple[str, str], ...]
    areas: tuple[Area, ...]
    competences: tuple[Competence, ...]
    target_groups: tuple[Area, ...]
    national_targets: tuple[NationalTarget, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CloseTo:
    """The codes of official frameworks that come near a skill, closest first; our own judgement."""

    tt02: tuple[str, ...]
    digcomp22: tuple[str, ...]
    confidence: str


@dataclass(slots=True)
class Frameworks:
    """The framework files of a content folder that fit their schema."""

    frameworks: list[Parsed[FrameworkFile]] = field(default_factory=list)
    crosswalks: list[Parsed[CrosswalkFile]] = field(default_factory=list)

    @property
    def all(self) -> tuple[Framework, ...]:
        """Return every framework."""
        return tuple(framework_of(file.model) for file in self.frameworks)

    @property
    def crosswalk(self) -> Mapping[str, CloseTo]:
        """Return what each skill comes near to, by skill id."""
        return {
            row.from_: CloseTo(tuple(row.tt02), tuple(row.digcomp22), row.confidence)
            for file in self.crosswalks
            for row in file.model.map
        }


def _area(row: NamedRow) -> Area:
    return Area(row.id, row.title, row.title_en, row.confidence, row.basis)


def framework_of(file: FrameworkFile) -> Framework:
    """Return a framework without the tables that this room does not read."""
    head = file.framework
    return Framework(
        id=head.id,
        title=head.title,
        title_en=head.title_en,
        issuer=head.issuer,
        is_own_taxonomy=head.is_own_taxonomy,
        decision=head.decision,
        signed_on=head.signed_on,
        in_force_on=head.in_force_on,
        year=head.year,
        note=head.note,
        honesty=tuple((row.topic, row.text) for row in file.honesty),
        areas=tuple(_area(row) for row in file.area),
        competences=tuple(
            Competence(
                row.id,
                row.area,
                row.title,
                row.title_en,
                row.confidence,
                row.description_en,
                tuple(row.target_groups),
                row.official_code,
                row.basis,
            )
            for row in file.competence
        ),
        target_groups=tuple(_area(row) for row in file.target_group),
        national_targets=tuple(NationalTarget(**row.model_dump()) for row in file.national_target),
        sources=tuple(row.url for row in file.source if not row.of),
    )


def _kind_of(path: Path) -> str:
    """Return which kind of file this is by its head; "" for files of other rooms and for broken ones."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return "broken"
    return next((name for name in ("framework", "crosswalk") if name in data), "")


def read_frameworks(root: Path) -> tuple[Frameworks, list[Problem]]:
    """Read the frameworks and crosswalks of a content folder."""
    found, problems = Frameworks(), list[Problem]()
    for path in sorted((root / "framework").glob("*.toml")):
        kind, name = _kind_of(path), path.relative_to(root).as_posix()
        if kind == "crosswalk":
            crosswalk, wrong = read_file(path, name, CrosswalkFile)
            found.crosswalks += [crosswalk] if crosswalk else []
        elif kind in ("framework", "broken"):
            framework, wrong = read_file(path, name, FrameworkFile)
            found.frameworks += [framework] if framework else []
        else:
            continue
        problems += wrong
    return found, problems


def codes_of(frameworks: Frameworks) -> Iterator[str]:
    """Yield the code of every competence of every framework."""
    for file in frameworks.frameworks:
        yield from (row.id for row in file.model.competence)
