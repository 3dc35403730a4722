"""The bar of long commands: drawn over on a terminal, a line now and then in a pipe, its time left is right."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from hocvuso.plumbing.bar import BETWEEN_LINES, REFRESH, WIDTH, Bar


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True

    @property
    def pictures(self) -> list[str]:
        """What was drawn, one over the other."""
        return self.getvalue().split("\r\x1b[K")[1:]


class Watch:
    """A clock that moves by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_terminal_sees_how_much_is_done_and_how_long_it_takes_still(watch):
    seen = Terminal()
    with Bar("Đọc", "dòng", total=1200, stream=seen, now=watch) as bar:
        bar.show(0)
        watch.at += 10
        bar.show(300)
        watch.at += 30
        bar.show(1200)
    first, quarter, whole = seen.pictures
    assert "0/1.200 dòng" in first and "█" not in first and "còn" not in first
    assert quarter.count("█") == WIDTH // 4 and "Đọc: 300/1.200 dòng, còn 30 giây" in quarter
    assert whole.count("█") == WIDTH and "còn" not in whole and whole.endswith("\n")


def test_what_was_there_before_does_not_shorten_the_wait(watch):
    seen = Terminal()
    bar = Bar(unit="người", stream=seen, now=watch)
    bar.show(50_000, 60_000)  # done by an earlier run
    watch.at += 100
    bar.show(51_000, 60_000)
    assert "còn 15 phút" in seen.pictures[-1]


@pytest.mark.parametrize(("done", "told"), [(999, "1 giây"), (500, "10 phút"), (50, "3 giờ 10 phút")])
def test_time_left_is_told_as_people_say_it(watch, done, told):
    seen = Terminal()
    bar = Bar(total=1000, stream=seen, now=watch)
    bar.show(0)
    watch.at += 600
    bar.show(done)
    assert seen.pictures[-1].endswith(f"còn {told}")


def test_a_terminal_is_not_drawn_more_often_than_an_eye_sees_but_always_at_the_end(watch):
    seen = Terminal()
    bar = Bar(total=1001, stream=seen, now=watch)
    for done in range(1001):
        bar.show(done)
        watch.at += REFRESH / 100
    assert len(seen.pictures) <= 12
    bar.show(1001)
    assert seen.pictures[-1].endswith("1.001/1.001")


def test_a_pipe_gets_whole_lines_now_and_then_and_nothing_of_short_work(watch):
    piped = io.StringIO()
    with Bar("Nhập", "dòng", total=100, stream=piped, now=watch) as bar:
        for done in range(101):
            bar.show(done)
            watch.at += 0.1
    assert piped.getvalue() == ""
    watch.at = 0.0
    with Bar("Nhập", "dòng", total=100, stream=piped, now=watch) as bar:
        for done in range(101):
            bar.show(done)
            watch.at += BETWEEN_LINES / 10
    lines = piped.getvalue().splitlines()
    assert len(lines) == 10 and lines[4] == "Nhập: 50/100 dòng, còn 2 phút"
    assert not {"\r", "\x1b", "█"} & set(piped.getvalue())


def test_without_a_total_it_counts(watch):
    seen = Terminal()
    bar = Bar("Đọc", "dòng", stream=seen, now=watch)
    bar.show(20_000)
    assert seen.pictures == ["  Đọc: 20.000 dòng"]


def test_who_asked_for_json_gets_no_bar_and_a_bar_never_drawn_leaves_no_line(watch):
    seen = Terminal()
    with Bar(silent=True, total=1, stream=seen, now=watch) as bar:
        bar.show(1)
    with Bar(stream=seen, now=watch):
        pass
    assert seen.getvalue() == ""


def test_the_line_is_left_when_the_work_breaks_off(watch):
    seen = Terminal()
    with pytest.raises(KeyboardInterrupt), Bar(total=9, stream=seen, now=watch) as bar:
        bar.show(1)
        raise KeyboardInterrupt
    assert seen.getvalue().endswith("\n")


def test_several_hands_move_one_bar(watch):
    seen = Terminal()
    bar = Bar(total=4000, stream=seen, now=watch)
    with ThreadPoolExecutor(8) as hands:
        for _ in range(4000):
            hands.submit(bar.move, "Mở liên kết lạ")
    assert bar.done == 4000 and "Mở liên kết lạ: 4.000/4.000" in seen.pictures[-1]
