"""Whether the curriculum is full: lessons of the right size, questions of enough kinds, easy words that are easy.

What every step must have anyway (ten wordings, near-misses, an easy text, an item) is an error without `--complete`
too; see `checks.steps` and `schema`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hocvuso.core.content import Item
from hocvuso.curriculum import schema
from hocvuso.curriculum.checks import style
from hocvuso.curriculum.reading.convert import items_of
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

# Published: brief of the checker, `--complete`.
LEAST_LESSONS = 2
LEAST_ITEMS = 12
LEAST_KINDS = 4
LESSON_STEPS = (3, 6)
# Decided: the scale runs from -2 to 2; whoever is far from its middle must find a question of his own in each skill.
EASY, HARD = -1.0, 1.0
# Decided: of three or four choices one is the longest by chance in 0.25 to 0.33 of the questions; above this
# share whoever always picks the longest line passes without reading.
MOST_LONGEST = 0.35
LONGEST_FROM = 30  # assumed: in fewer questions the share is chance
# Decided: where several lines are right, the longest and the shortest may be right this much more or less often than
# any line is; three standard errors of a share of .6 in 90 questions.
MOST_TILT = 0.15


def check(library: Library) -> Iterator[Problem]:
    """Yield an error for everything that keeps a skill from being full."""
    yield from _skills(library)
    yield from _lessons(library)
    yield from style.long_easy_sentences(library)
    yield from _given_away(library)
    yield from _tilted(library)


def _skills(library: Library) -> Iterator[Problem]:
    """Yield skills with too few lessons, questions or kinds of question."""
    items: dict[str, list[schema.ItemRow]] = defaultdict(list)
    for file in library.items:
        for row in file.model.item:
            if row.status != "retired":
                items[row.id.partition("/")[0]].append(row)
    lessons = {file.model.id for file in library.lessons if file.model.status != "retired"}
    for skill in library.skills:
        own = items[skill.model.id]
        kinds = {row.kind for row in own}
        having = sum(name in lessons for name in skill.model.lessons)
        lacking = {
            f"{having} bài (cần {LEAST_LESSONS})": having < LEAST_LESSONS,
            f"{len(own)} câu hỏi (cần {LEAST_ITEMS})": len(own) < LEAST_ITEMS,
            f"{len(kinds)} kiểu câu hỏi (cần {LEAST_KINDS})": len(kinds) < LEAST_KINDS,
            f"0 câu dễ (cần một câu từ {EASY:g} trở xuống)": all(row.difficulty > EASY for row in own),
            f"0 câu khó (cần một câu từ {HARD:g} trở lên)": all(row.difficulty < HARD for row in own),
        }
        missing = [words for words, lacks in lacking.items() if lacks]
        if missing and skill.model.status != "retired":
            what = f"Kỹ năng {skill.model.id} chưa đủ: mới có {', '.join(missing)}."
            yield skill.problem(("id",), what, "Viết thêm cho đủ.", code="incomplete")


def _lessons(library: Library) -> Iterator[Problem]:
    """Yield lessons that are no lesson yet, or two in one."""
    least, most = LESSON_STEPS
    for file in library.lessons:
        count = len(file.model.step)
        if file.model.status != "retired" and not least <= count <= most:
            what = f"Bài {file.model.id} có {count} bước."
            yield file.problem(("id",), what, f"Mỗi bài {least}–{most} bước.", code="incomplete-lesson")


def longest_is_right(item: Item) -> float | None:
    """Return the chance (0…1) that picking the longest choice is right; None where length tells nothing."""
    if item.kind not in ("single", "true_false") or item.status == "retired" or not item.choices:
        return None
    longest = max(len(one.text) for one in item.choices)
    among = [one for one in item.choices if len(one.text) == longest]
    return sum(one.right for one in among) / len(among)


def _given_away(library: Library) -> Iterator[Problem]:
    """Yield one error when the right line is the longest too often, at the file that does it most."""
    chances = [
        (file, [chance for item in items_of(file.model) if (chance := longest_is_right(item)) is not None])
        for file in library.items
    ]
    count = sum(len(own) for _, own in chances)
    share = sum(sum(own) for _, own in chances) / count if count else 0.0
    if count >= LONGEST_FROM and share > MOST_LONGEST:
        worst, _ = max(chances, key=lambda one: sum(one[1]) - MOST_LONGEST * len(one[1]))
        what = f"Trong {count} câu chọn một, cứ chọn dòng dài nhất thì đúng {share:.0%}; tệp này nhiều nhất."
        expected = f"Nhiều nhất {MOST_LONGEST:.0%}: bớt chữ ở đáp án đúng, hoặc viết đủ ý ở dòng sai."
        yield worst.problem(("item", 0), what, expected, code="length-tells")


def tilt_of(item: Item) -> tuple[float, float] | None:
    """Return how much more often than any line (-1…1) the longest and the shortest line of several are right."""
    if item.kind != "multiple" or item.status == "retired" or not item.choices:
        return None
    lengths = [len(one.text) for one in item.choices]
    usual = sum(one.right for one in item.choices) / len(lengths)

    def at(length: int) -> float:
        among = [one.right for one in item.choices if len(one.text) == length]
        return sum(among) / len(among) - usual

    return at(max(lengths)), at(min(lengths))


def _tilted(library: Library) -> Iterator[Problem]:
    """Yield an error when length tells which of several lines are right, at the file that does it most."""
    tilts = [
        (file, [tilt for item in items_of(file.model) if (tilt := tilt_of(item)) is not None]) for file in library.items
    ]
    count = sum(len(own) for _, own in tilts)
    for end, name in enumerate(("dài nhất", "ngắn nhất")):
        sums = [(file, sum(tilt[end] for tilt in own)) for file, own in tilts]
        mean = sum(one for _, one in sums) / count if count else 0.0
        if count < LONGEST_FROM or abs(mean) <= MOST_TILT:
            continue
        worst, _ = max(sums, key=lambda one: one[1] * (1 if mean > 0 else -1))
        more = "nhiều hơn" if mean > 0 else "ít hơn"
        what = (
            f"Trong {count} câu chọn nhiều, dòng {name} đúng {more} các dòng khác {abs(mean):.0%}; tệp này nhiều nhất."
        )
        expected = f"Lệch nhiều nhất {MOST_TILT:.0%}: viết thêm cho đủ ý ở dòng ngắn, bớt chữ ở dòng dài."
        yield worst.problem(("item", 0), what, expected, code="length-tells")
