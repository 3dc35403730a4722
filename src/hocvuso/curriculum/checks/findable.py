"""Whether people would find a step in their own words: each wording, left out, is asked of the search.

A warning, not an error: it shows where a step lacks words or where two skills overlap. It takes half a minute for the
whole curriculum, so only the command runs it, when asked to, never publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hocvuso.core.content import Curriculum
from hocvuso.core.heldout import held_out
from hocvuso.curriculum.checks.alike import wordings_of
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

FOLDS = 5  # assumed: leaves four fifths of the wordings in the index at a cost of five builds

Report = Callable[[int, int], None]  # wordings asked, wordings in all


def check(library: Library, curriculum: Curriculum, report: Report) -> Iterator[Problem]:
    """Yield a warning for every wording that, left out, finds another skill first."""
    told = {(one.owner, one.text): one for one in wordings_of(library)}
    asked = 0
    for one in held_out(curriculum, FOLDS, k=1):
        place = told.get((one.belongs_to, one.text))
        if one.register == "near_miss" or place is None:
            continue
        asked += 1
        if asked % 100 == 0 or asked == len(told):
            report(asked, len(told))
        if not one.hits or one.finds_skill:
            continue
        what = f"Cách hỏi “{one.text}”, để riêng ra, tìm thấy {one.hits[0].id} trước."
        expected = "Thêm từ khoá cho bước, viết câu rõ hơn, hoặc chuyển câu này thành near_miss."
        yield place.file.problem(place.path, what, expected, code="found-elsewhere", severity="warning")
