"""One well-formed item of each kind, small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hocvuso.core.content import Choice, Item, Pair, Reply, Segment

BLANK = Item(
    id="kns.4.3/sample",
    kind="single",
    skill="kns.4.3",
    step="kns.4.3/lesson#step",
    difficulty=0.0,
    seconds=40,
    prompt="Bạn làm gì trước?",
    hint="Xem ai gửi.",
    dont_know="Không sao. Xem ai gửi trước.",
    explain="Tự gọi lại là chắc nhất.",
    status="draft",
    meaning=1,
)


def choices(*right: bool, places: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=f"c{index}",
            text=f"Việc {index}",
            why=f"Vì {index}",
            right=one,
            place=places[index] if places else 0,
        )
        for index, one in enumerate(right)
    )


SAMPLES: Mapping[str, Item] = {
    "single": replace(BLANK, kind="single", choices=choices(False, True, False, False)),
    "multiple": replace(BLANK, kind="multiple", choices=choices(True, False, True, True, False)),
    "true_false": replace(BLANK, kind="true_false", answer=False, choices=choices(False, True, False)),
    "order": replace(BLANK, kind="order", choices=choices(False, False, False, False, places=(3, 1, 2, 2))),
    "match": replace(
        BLANK,
        kind="match",
        pairs=(Pair("A", "1", "a1"), Pair("B", "2", "b2"), Pair("C", "3", "c3")),
        distractor="4",
        distractor_why="không nối với gì",
    ),
    "short_text": replace(
        BLANK,
        kind="short_text",
        model_answer="Để tôi gọi lại.",
        unmatched="Câu của bạn có nói là gọi lại không?",
        replies=(
            Reply(True, ("goi lai", "mã OTP"), ("chuyen ngay",), "Tốt."),
            Reply(False, ("chuyen ngay", "stk"), (), "Câu này là đồng ý."),
        ),
    ),
    "mark_signs": replace(
        BLANK,
        kind="mark_signs",
        segments=(
            Segment("Chào bạn. ", "", "Lời chào."),
            Segment("Chỉ còn hôm nay. ", "rush", "Lời giục."),
            Segment("Nộp phí trước.", "money", "Đòi tiền."),
        ),
    ),
}
