"""A lesson in talk, over every question of the content: four buttons at most, and marked as the page would mark it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import asking, items
from hocvuso.core.bubbles import bubble, draw_of
from hocvuso.core.content import ITEM_KINDS, Curriculum, Item
from hocvuso.core.rungs import Rung, hints_of, ladder, lines_of, paragraphs_of
from hocvuso.core.talking import MOST_BUTTONS, Bubble, Did, Entry, Here, Moved, Phrase, Reply, Talk
from hocvuso.core.tutoring import move, question_in, understood
from hocvuso.curriculum.parse import content_folder, read_folder

KEY = "0" * 31 + "7"


@cache
def content() -> Curriculum:
    """The shipped lessons."""
    found = read_folder(content_folder()).curriculum
    assert found is not None
    return found


def of_kind(kind: str) -> Item:
    """Some question of a kind."""
    return next(item for item in content().items.values() if item.kind == kind)


def here_of(item: Item) -> Here:
    """A question with three rungs of help and two slow lines."""
    return Here(item=item, rungs=ladder(item.hint, "làm gì", ("một", "hai"), "đáp án"))


def asking_about(item: Item, key: str = KEY) -> Talk:
    """A talk that stands at this question."""
    entries = (Entry("item", item.id, item.version, "practice"), Entry("item", item.id, item.version, "practice"))
    return Talk(key, entries, phase="ask")


def wanted(item: Item, talk: Talk) -> str:
    """What to reply next so that the whole answer is right."""
    ask = asking.asked(item, talk.replies, draw_of(talk))
    assert ask is not None
    right = items.right_response(item)
    if ask.name in {"choose", "reason"}:
        return right.choice or right.reason
    if ask.name == "include":
        chosen = {choice.text for choice in item.choices if choice.id in right.choices}
        return asking.YES if ask.about in chosen else asking.NO
    if ask.name == "verdict":
        return asking.TRUE if right.verdict else asking.FALSE
    if ask.name in {"first", "next"}:
        return right.order[len(talk.replies)]
    if ask.name == "goes_with":
        return str(dict(right.pairs)[len(talk.replies)])
    if ask.name == "sign":
        return asking.YES if len(talk.replies) in right.segments else asking.NO
    return right.text


def answered_right(item: Item, talk: Talk) -> Moved:
    """Tap through a question, turning over where the line stands on another page; four buttons at every turn."""
    here = here_of(item)
    for _turn in range(40):
        shown = bubble(talk, here)
        assert len(shown.buttons) <= MOST_BUTTONS
        choice = wanted(item, talk)
        there = {button.id for button in shown.buttons}
        if shown.wants_text:
            reply = Reply(text=choice, bubble=talk.bubble)
        else:
            reply = Reply(button=choice if choice in there else "more", bubble=talk.bubble)
        moved = move(talk, here, reply)
        if moved.did is not None:
            return moved
        talk = moved.talk
    raise AssertionError(f"{item.id} does not come to an end")


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_every_question_of_the_content_can_be_answered_right_by_tapping(kind: str) -> None:
    for item in content().items.values():
        if item.kind != kind:
            continue
        moved = answered_right(item, asking_about(item))
        assert moved.did is not None
        mark = items.mark(item, items.read_json(item, moved.did.response))
        assert (mark.outcome, moved.did.hints, moved.talk.phase) == ("right", 0, "marked"), item.id


@given(st.data())
def test_whatever_is_tapped_or_typed_the_talk_goes_on_and_records_one_answer_a_bubble(data: st.DataObject) -> None:
    item = of_kind(data.draw(st.sampled_from(ITEM_KINDS)))
    talk, here = asking_about(item, data.draw(st.sampled_from(["0" * 32, "f" * 32, KEY]))), here_of(item)
    recorded: list[int] = []
    for _turn in range(data.draw(st.integers(1, 25))):
        shown = bubble(talk, here)
        assert len(shown.buttons) <= MOST_BUTTONS
        names = [button.id for button in (*shown.buttons, *shown.options)]
        typed = st.text(max_size=12) | st.sampled_from(["kẹt", "khong biet", "1", "2", "9", "Có", "tiếp", "dung"])
        if data.draw(st.booleans()):
            reply = Reply(text=data.draw(typed))
        else:
            reply = Reply(button=data.draw(st.sampled_from([*names, "help", "dont_know", "x"])), bubble=talk.bubble)
        moved = move(talk, here, reply)
        if moved.did is not None:
            recorded.append(talk.number)
            assert moved.did.hints == hints_of(here.rungs, talk.rungs)
            items.mark(item, items.read_json(item, moved.did.response))
        talk = moved.talk
        if talk.phase in {"done", "over"}:
            return
    assert len(recorded) == len(set(recorded))


def test_a_reply_to_an_earlier_bubble_changes_nothing() -> None:
    item = of_kind("single")
    talk, here = asking_about(item), here_of(item)
    reply = Reply(button="dont_know", bubble=talk.bubble)
    moved = move(talk, here, reply)
    assert moved.did is not None
    assert move(moved.talk, here, reply) == Moved(moved.talk)
    other = replace(talk, key="1" * 32)
    assert move(talk, here, Reply(button="dont_know", bubble=other.bubble)) == Moved(talk), "a bubble of another talk"


def told(shown: Bubble, role: str) -> list[object]:
    """The lines of one role."""
    return [line.words for line in shown.lines if line.role == role]


def test_help_climbs_rung_by_rung_and_counts_as_hints() -> None:
    item = of_kind("single")
    talk, here = asking_about(item), here_of(item)
    for typed, hint, hints in (
        ("Tôi bị kẹt", [item.hint], 1), ("ket", ["làm gì"], 2), ("gợi ý", ["một"], 3), ("ket", ["một", "hai"], 3),
        ("ket", ["một", "hai", "đáp án"], 3),
    ):  # fmt: skip
        talk = move(talk, here, Reply(text=typed)).talk
        assert told(bubble(talk, here), "hint") == hint
        assert hints_of(here.rungs, talk.rungs) == hints
    shown = bubble(talk, here)
    assert shown.at_the_end and not shown.may_help, "now only a person is left"
    moved = answered_right(item, talk)
    assert moved.did is not None and moved.did.hints == 3


def wrong(item: Item) -> str:
    """A wrong line of a question with one right line."""
    return next(choice.id for choice in item.choices if not choice.right)


def test_a_first_wrong_answer_brings_a_hint_and_a_second_try_which_counts_as_helped() -> None:
    item = of_kind("single")
    talk, here = asking_about(item), here_of(item)
    first = move(talk, here, Reply(button=wrong(item)))
    assert first.did is not None and first.did.hints == 0
    shown = bubble(first.talk, here)
    assert (shown.kind, told(shown, "hint")) == ("nearly", [item.hint])
    assert not told(shown, "safe"), "the way is not given away before the second try"
    again = move(first.talk, here, Reply(text="lại")).talk
    second = move(again, here, Reply(button=wrong(item)))
    assert second.did is not None and second.did.hints == 1
    shown = bubble(second.talk, here)
    assert shown.kind == "marked" and told(shown, "safe"), "nobody is kept on one question"
    assert move(second.talk, here, Reply(text="tiếp")).talk.at == 1


def test_nothing_chosen_of_several_is_asked_once_more_and_not_recorded() -> None:
    item = of_kind("multiple")
    talk, here = asking_about(item), here_of(item)
    for _line in item.choices:
        moved = move(talk, here, Reply(text="không"))
        talk = moved.talk
        assert moved.did is None
    assert (talk.note, talk.replies, talk.phase) == ("empty", (), "ask")


def test_what_was_put_in_order_stays_in_sight_and_half_a_success_is_called_so() -> None:
    item = of_kind("order")
    talk, here = asking_about(item), here_of(item)
    words = {choice.id: choice.text for choice in item.choices}
    right = items.right_response(item).order
    order = [*right[:-2], right[-1], right[-2]]
    for place, choice in enumerate(order):
        assert told(bubble(talk, here), "about") == ([" → ".join(words[one] for one in order[:place])] if place else [])
        talk = move(talk, here, Reply(button=choice)).talk
    head = told(bubble(talk, here), "head")[0]
    assert isinstance(head, Phrase) and head.name == "nearly_partly"


def test_typed_words_mean_the_button_they_name() -> None:
    item = of_kind("single")
    talk, here = asking_about(item), here_of(item)
    shown = bubble(talk, here)
    second = shown.options[1]
    assert isinstance(second.label, str)
    for typed in ("2", second.label, second.label.upper()):
        assert understood(shown, Reply(text=typed)) == second.id
    assert understood(shown, Reply(text="trời hôm nay đẹp")) == ""
    left = move(talk, here, Reply(text="trời hôm nay đẹp"))
    assert (left.did, left.talk.note, left.talk.number) == (None, "unclear", talk.number)


@pytest.mark.parametrize("typed", ["tiếp", "ok", "rồi", "next", "Tiếp đi", "học tiếp", "vâng"])
def test_onward_at_a_question_is_no_question_and_no_answer(typed: str) -> None:
    for kind in ("single", "multiple", "order", "match", "short_text"):
        item = of_kind(kind)
        talk, here = asking_about(item), here_of(item)
        assert question_in(talk, here, Reply(text=typed)) == ""
        moved = move(talk, here, Reply(text=typed))
        assert (moved.did, moved.talk.replies, moved.talk.phase) == (None, (), "ask")
        assert any(line.words == Phrase("choose_first") for line in bubble(moved.talk, here).lines)


def test_a_real_question_at_a_question_is_still_one() -> None:
    item = of_kind("single")
    talk, here = asking_about(item), here_of(item)
    assert question_in(talk, here, Reply(text="tiếp theo thì mở ở đâu")) == "tiếp theo thì mở ở đâu"


def test_a_step_is_explained_then_read_slowly_and_noted_once() -> None:
    here = Here("Ai gửi?", ("Tên có thể giả.",), ("Gọi số đã lưu.",), "Đừng vội.", rungs=(Rung(3, "a"), Rung(3, "b")))
    entries = (Entry("step", "s", "1", "lesson"),)
    talk = move(Talk(KEY, entries), Here(title="Bài"), Reply(text="bắt đầu")).talk
    assert told(bubble(talk, here), "do") == ["Gọi số đã lưu."]
    slow = move(talk, here, Reply(button="help", bubble=talk.bubble)).talk
    assert told(bubble(slow, here), "hint") == ["a"]
    moved = move(slow, here, Reply(text="hiểu rồi"))
    assert moved.did == Did("step_done", entries[0])
    assert bubble(moved.talk, Here()).kind == "done"
    assert bubble(Talk(KEY, (), phase="done"), Here()).buttons == ()


def test_lines_are_sentences_without_markdown() -> None:
    text = "Xem **ai gửi**\ntin này.\n\nTên có thể giả. “Huỷ ngay!” Đó là lời giục.\n- Gọi 113."
    assert paragraphs_of(text) == [
        "Xem ai gửi tin này.", "Tên có thể giả. “Huỷ ngay!” Đó là lời giục.", "Gọi 113.",
    ]  # fmt: skip
    assert lines_of(text) == [
        "Xem ai gửi tin này.", "Tên có thể giả.", "“Huỷ ngay!”", "Đó là lời giục.", "Gọi 113.",
    ]  # fmt: skip
    assert lines_of("Gọi v.v. và chờ.") == ["Gọi v.v. và chờ."]
    assert [rung.number for rung in ladder("", "làm", ("một", " "), "đáp")] == [2, 3, 3]
