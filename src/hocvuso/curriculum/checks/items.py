"""Questions: the children of their kind, a clear right answer, and no right choice that gives itself away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hocvuso.core import items as kinds
from hocvuso.core.content import Item
from hocvuso.curriculum import schema
from hocvuso.curriculum.checks.references import PLACEHOLDER
from hocvuso.curriculum.reading.convert import items_of
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.problem import Problem

#: What each code of `core.items.validate` says: (what is wrong, what is expected).
WORDS: Mapping[str, tuple[str, str]] = {
    "twin-choice": ("có hai lựa chọn cùng mã", "Mỗi lựa chọn một mã."),
    "choices-3-4": ("không có 3–4 lựa chọn", "Kiểu single có 3 hoặc 4 lựa chọn."),
    "one-right": ("không có đúng một đáp án đúng", "Đúng một dòng có right = true."),
    "two-right": ("có ít hơn hai đáp án đúng", "Kiểu multiple có từ hai đáp án đúng."),
    "one-wrong": ("không có lựa chọn sai nào", "Thêm một lựa chọn sai."),
    "two-reasons": ("có ít hơn hai lý do", "Thêm lý do để chọn."),
    "three-to-order": ("có ít hơn ba việc để xếp", "Ít nhất ba việc."),
    "places-from-one": (
        "có place không liền nhau từ 1",
        "Đánh place 1, 2, 3…; hai việc đổi chỗ được thì cùng số.",
    ),
    "places-differ": ("có mọi việc cùng một place", "Đánh place khác nhau."),
    "three-pairs": ("có ít hơn ba cặp", "Ít nhất ba cặp."),
    "lefts-differ": ("có hai vế trái giống nhau", "Mỗi vế trái viết khác nhau."),
    "rights-differ": ("có mọi vế phải giống nhau", "Ít nhất hai vế phải khác nhau."),
    "distractor-fits": ("có distractor trùng một vế phải", "Viết distractor khác các vế phải."),
    "distractor-why": ("có distractor mà thiếu distractor_why, hoặc ngược lại", "Viết cả hai."),
    "phrase-words": ("có cụm từ không chứa chữ nào", "Mỗi cụm trong any, none có ít nhất một chữ."),
    "reply-phrases": ("có [[reply]] không có cụm nào", "Thêm cụm vào any."),
    "model-answer": ("có model_answer không được chấm là đúng", "Sửa model_answer hoặc các [[reply]]."),
    "unmatched": ("thiếu unmatched", "Viết câu nói khi không nhận ra câu trả lời."),
    "three-segments": ("có ít hơn ba đoạn", "Chia tin thành ít nhất ba đoạn."),
    "one-sign": ("không có đoạn nào là dấu hiệu", "Ghi sign cho đoạn là dấu hiệu."),
    "one-harmless": ("có mọi đoạn đều là dấu hiệu", "Thêm một đoạn vô hại."),
}
_CHILDREN: Mapping[str, str] = {
    "single": "choice",
    "multiple": "choice",
    "true_false": "choice",
    "order": "choice",
    "match": "pair",
    "short_text": "reply",
    "mark_signs": "segment",
}
_OWN_FIELDS: Mapping[str, tuple[str, ...]] = {
    "true_false": ("answer",),
    "match": ("distractor", "distractor_why"),
    "short_text": ("model_answer", "unmatched"),
}
_LONGEST = 4 / 3  # published: content format, section 4, "longest by a third"
_SAME_PLACE_FROM = 3  # assumed: in fewer questions the same place is chance (1/4 · 1/4 and more)


def check(library: Library) -> Iterator[Problem]:
    """Yield faults of every item."""
    for file in library.items:
        items = items_of(file.model)
        for index, (row, item) in enumerate(zip(file.model.item, items, strict=True)):
            yield from _fields(file, index, row)
            yield from _children(file, index, row)
            for code in kinds.validate(item):
                what, expected = WORDS[code]
                yield file.problem(("item", index), f"Câu “{item.id}” {what}.", expected, code=code)
            yield from _longest(file, index, item)
        yield from _same_place(file, items)
        yield from _placeholders(file)


def _fields(file: Parsed[schema.ItemsFile], index: int, row: schema.ItemRow) -> Iterator[Problem]:
    """Yield fields that belong to another kind, and a statement without its verdict."""
    if row.kind == "true_false" and row.answer is None:
        what = f"Câu “{row.id}” chưa nói câu phát biểu đúng hay sai."
        yield file.problem(("item", index), what, "Thêm answer = true hoặc false.", code="no-verdict")
    for kind, names in _OWN_FIELDS.items():
        for name in names:
            if kind != row.kind and name in row.model_fields_set:
                what = f"Câu “{row.id}” kiểu {row.kind} không dùng trường “{name}”."
                yield file.problem(("item", index, name), what, "Bỏ trường này.", code="other-kind")
    exhibit = (row.exhibit_kind, row.exhibit_from)
    if any((*exhibit, row.exhibit)) and (not all(exhibit) or not (row.exhibit or row.kind == "mark_signs")):
        what = f"Tin trưng ra của câu “{row.id}” thiếu một phần."
        expected = "Viết đủ exhibit_kind, exhibit_from và exhibit (mark_signs: tin nằm ở [[segment]])."
        yield file.problem(("item", index), what, expected, code="half-exhibit")


def _children(file: Parsed[schema.ItemsFile], index: int, row: schema.ItemRow) -> Iterator[Problem]:
    """Yield children of another kind, and choices without what their kind needs."""
    for table in ("choice", "pair", "reply", "segment"):
        own = [(at, one) for at, one in enumerate(getattr(file.model, table)) if one.item == row.id]
        if table != _CHILDREN[row.kind]:
            for at, _ in own:
                what = f"Câu “{row.id}” kiểu {row.kind} không có [[{table}]]."
                expected = f"Dùng [[{_CHILDREN[row.kind]}]]."
                yield file.problem((table, at), what, expected, code="other-kind")
        elif table == "choice":
            for at, one in own:
                yield from _choice(file, at, one, row.kind)


def _choice(file: Parsed[schema.ItemsFile], at: int, one: schema.ChoiceRow, kind: str) -> Iterator[Problem]:
    needed, other = ("place", "right") if kind == "order" else ("right", "place")
    if getattr(one, needed) is None:
        what = f"Lựa chọn “{one.id}” của “{one.item}” thiếu “{needed}”."
        yield file.problem(("choice", at), what, f"Thêm {needed} = ….", code="missing")
    if getattr(one, other) is not None:
        what = f"Lựa chọn “{one.id}” của “{one.item}” không dùng “{other}”."
        yield file.problem(("choice", at, other), what, "Bỏ trường này.", code="other-kind")


def _longest(file: Parsed[schema.ItemsFile], index: int, item: Item) -> Iterator[Problem]:
    """Yield a warning when the right line stands out by its length."""
    if item.kind not in ("single", "true_false"):
        return
    right = [len(one.text) for one in item.choices if one.right]
    wrong = [len(one.text) for one in item.choices if not one.right]
    if right and wrong and right[0] >= _LONGEST * max(wrong):
        what = f"Đáp án đúng của “{item.id}” dài hơn hẳn các dòng khác."
        expected = "Viết các dòng dài gần bằng nhau."
        yield file.problem(("item", index), what, expected, code="longest-is-right", severity="warning")


def _same_place(file: Parsed[schema.ItemsFile], items: tuple[Item, ...]) -> Iterator[Problem]:
    """Yield a warning when every right line of a file stands in the same place."""
    for kind in ("single", "true_false"):
        places = [
            next((at for at, one in enumerate(item.choices) if one.right), -1) for item in items if item.kind == kind
        ]
        if len(places) >= _SAME_PLACE_FROM and len(set(places)) == 1:
            what = f"Mọi câu {kind} có đáp án đúng ở dòng thứ {places[0] + 1}."
            expected = "Đổi chỗ các dòng."
            yield file.problem(("item", 0), what, expected, code="same-place", severity="warning")


def _texts(row: Any) -> Iterator[str]:
    for value in row.model_dump().values():
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def _placeholders(file: Parsed[schema.ItemsFile]) -> Iterator[Problem]:
    """Yield items that show a fact: they have one wording, and old answers must stay readable as given."""
    for table in ("item", "choice", "pair", "reply", "segment"):
        for index, row in enumerate(getattr(file.model, table)):
            if any(PLACEHOLDER.search(text) for text in _texts(row)):
                what = f"[[{table}]] thứ {index + 1} có chỗ trống {{…}}."
                expected = "Câu hỏi không dẫn sự kiện; hỏi về cách làm, không hỏi con số."
                yield file.problem((table, index), what, expected, code="item-placeholder")
