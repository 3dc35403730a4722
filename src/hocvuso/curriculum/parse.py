"""Reads a content folder: `read_folder` is the door for the checker, the publisher and the assistant.

No Django here, so that `hocvuso ask` and `hocvuso curriculum check` start without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hocvuso.core.content import Curriculum
from hocvuso.curriculum.checks import frameworks as framework_checks
from hocvuso.curriculum.checks import guides as guide_checks
from hocvuso.curriculum.checks import references
from hocvuso.curriculum.reading.frameworks import Frameworks, read_frameworks
from hocvuso.curriculum.reading.guides import Guides, read_guides
from hocvuso.curriculum.reading.library import Library, curriculum_of, read_library
from hocvuso.curriculum.reading.local import joined, read_local, shipped_as_local
from hocvuso.curriculum.reading.problem import Problem, is_broken

__all__ = ("Library", "Problem", "Reading", "content_folder", "read_folder")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder holds and everything that is wrong with it.

    `curriculum` is None only when there is no skill to read. With errors it is still whole in itself:
    what is broken, and what refers to it, is left out. Publishing asks `is_broken`, not this.
    """

    curriculum: Curriculum | None
    problems: tuple[Problem, ...]
    library: Library
    frameworks: Frameworks
    guides: Guides

    @property
    def is_broken(self) -> bool:
        """Tell whether anything in the folder is an error."""
        return is_broken(self.problems)


def content_folder() -> Path:
    """Return the content that is shipped: `content/` in a clone, else inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    clone = package.parents[1] / "content"
    return clone if clone.is_dir() else package / "content"


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return problems without twins, by file and line, errors first within a line."""
    return tuple(sorted(set(problems), key=lambda one: (one.file, one.line, one.severity, one.what)))


def read_folder(path: Path, local: Path | None = None) -> Reading:
    """Return what `path` holds with the errors of structure: syntax, fields, ids and references.

    `local` is the folder of a site whose content stands beside it.

    The rules of good writing are checked by `lint.check_folder`.
    """
    library, problems = read_library(path)
    problems += shipped_as_local(library)
    if local is not None:
        own, wrong_there = read_local(local)
        library, problems = joined(library, own), [*problems, *wrong_there]
    problems += references.check(library)
    frameworks, wrong = read_frameworks(path)
    problems += [*wrong, *framework_checks.check(frameworks, library)]
    guides, amiss = read_guides(path)
    problems += [*amiss, *guide_checks.check(guides, library)]
    curriculum = curriculum_of(library)
    return Reading(curriculum if curriculum.skills else None, in_order(problems), library, frameworks, guides)
