"""What a voice says for what stands written; captions as exact as the sound; loudness as the standard measures it."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.narration import loudness, numbers
from hocvuso.core.narration.captions import LINE, LINES, Cue, cues_of, stamp, transcript, webvtt, wrapped
from hocvuso.core.narration.spoken import Lexicon, address, say, unsaid

LEXICON = Lexicon({"OTP": "ô tê pê", "QR": "quy a", "4G": "bốn gi", "CH Play": "xê hát pờ lây", ".gov.vn": "chấm gốp"})


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"), (4, "bốn"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"), (24, "hai mươi tư"),
        (55, "năm mươi lăm"), (105, "một trăm linh năm"), (1005, "một nghìn không trăm linh năm"),
        (1860, "một nghìn tám trăm sáu mươi"), (2_000_000, "hai triệu"), (2_000_050, "hai triệu không trăm năm mươi"),
        (10**9, "một tỷ"),
    ],
)  # fmt: skip
def test_numbers_as_one_says_them(number, said):
    assert numbers.cardinal(number) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Chuyển 2.000.000 đ.", "Chuyển hai triệu đồng."),
        ("Nộp 500.000đ trước 16:45 ngày 20/11/2026.",
         "Nộp năm trăm nghìn đồng trước mười sáu giờ bốn mươi lăm ngày hai mươi tháng mười một năm hai nghìn không "
         "trăm hai mươi sáu."),
        ("Ngày 8/3, 61% đạt (131/214).",
         "Ngày tám tháng ba, sáu mươi mốt phần trăm đạt, một trăm ba mươi mốt trên hai trăm mười bốn."),
        ("Mã OTP gửi về máy.", "Mã ô tê pê gửi về máy."),
        ("Gửi SMS tới 5656.", "Gửi ét em mờ ét tới năm sáu năm sáu."),
        ("Gọi 113 trong 30 phút.", "Gọi một một ba trong ba mươi phút."),
        ("Số 0100 000 117.", "Số không một không không, không không không, một một bảy."),
        ("Tải từ CH Play, mạng 4G.", "Tải từ xê hát pờ lây, mạng bốn gi."),
        ("KHÔNG KHOÁ máy", "không khoá máy"),
        ("Chọn B.", "Chọn bê."),
        ("chờ 1,5 giờ, 0,05 giây", "chờ một phẩy năm giờ, không phẩy không năm giây"),
        ("Đọc “Có/Không” **kỹ** → xong", "Đọc Có hoặc Không kỹ, rồi xong"),
    ],
)  # fmt: skip
def test_sentences_as_a_voice_says_them(written, said):
    assert say(written, LEXICON) == said


def test_addresses_are_spelt_by_us():
    assert address("nhansu@laxanh.example") == "nhan su, a còng la xanh, chấm ích xam pồ"
    assert say("Vào dichvu.gov.vn nhé", LEXICON).endswith("nhé")
    assert "." not in say("Mở ảnh.jpg", LEXICON)


def test_the_longest_word_of_the_lexicon_wins_and_never_inside_another_word():
    lexicon = Lexicon({"Zalo": "da lô", "Zalo Pay": "da lô pây"})
    assert say("Mở Zalo Pay, rồi Zalo, không phải Zalopa", lexicon) == "Mở da lô pây, rồi da lô, không phải Zalopa"
    assert say("Mở Zalo", lexicon.over([("Zalo", "za lô")])) == "Mở za lô"


def test_the_author_is_told_which_words_a_voice_cannot_know():
    assert unsaid(say("Bấm Reset, mã OTP", LEXICON)) == ("Reset",)


@given(st.text(max_size=120))
def test_anything_can_be_said_and_no_digit_is_left_in_ordinary_text(text):
    said = say(text, LEXICON)
    assert isinstance(said, str)
    if re.fullmatch(r"[a-zà-ỹ ,.]*\d{1,6}[ ,.]*[a-zà-ỹ ,]*", text):
        assert not re.search(r"(?<![\w.])\d+(?![\w.,])", said)


# --- captions


@given(
    st.lists(st.text(alphabet="abcđêô", min_size=1, max_size=9), min_size=1, max_size=40),
    st.floats(0, 600),
    st.floats(0.5, 20),
)
def test_a_sentence_is_cut_into_short_cues_that_fill_its_time_exactly(words, start, length):
    text = " ".join(words)
    cues = cues_of(start, start + length, text)
    assert (cues[0].start, cues[-1].end) == (start, start + length)
    assert all(before.end == after.start for before, after in pairwise(cues))
    assert " ".join(cue.text.replace("\n", " ") for cue in cues) == text
    assert all(len(cue.text.split("\n")) <= LINES for cue in cues)
    assert all(len(line) <= LINE for cue in cues for line in cue.text.split("\n"))


def test_lines_are_filled_evenly():
    lines = wrapped("Không khoá màn hình thì ai cầm máy cũng vào được.")
    assert len(lines) == 2 and abs(len(lines[0]) - len(lines[1])) < 10


def test_webvtt_as_the_standard_has_it():
    written = webvtt([Cue(0.4, 2.0, "A & B <c>"), Cue(3661.25, 3662.0, "hai")], note="Giọng máy --> có")
    assert written.startswith("WEBVTT\n\nNOTE\nGiọng máy → có\n\n")
    assert "00:00:00.400 --> 00:00:02.000\nA &amp; B &lt;c&gt;" in written
    assert "01:01:01.250 --> 01:01:02.000" in written
    assert stamp(59.9996) == "00:01:00.000"


def test_a_transcript_has_every_sentence_under_its_heading():
    written = transcript([("Bước 1", ["Một.", "Hai."])], head=["Bài"], foot=["Giọng máy"])
    assert written == "Bài\n\nBước 1\n  Một.\n  Hai.\n\nGiọng máy\n"


# --- loudness


def tone(seconds: float, level: float, rate: int = 22_050) -> np.ndarray:
    return level * np.sin(2 * np.pi * 997 * np.arange(round(seconds * rate)) / rate)


def test_loudness_of_the_tone_of_the_standard():
    """ITU-R BS.1770: a sine of 997 Hz at full scale in one channel measures −3.01 LUFS."""
    assert loudness.loudness(tone(5, 1.0), 22_050) == pytest.approx(-3.01, abs=0.1)
    assert loudness.loudness(tone(5, 0.1, 48_000), 48_000) == pytest.approx(-23.01, abs=0.1)


def test_silence_between_words_changes_nothing():
    speech = np.concatenate([tone(3, 0.1), np.zeros(10 * 22_050), tone(3, 0.1)])
    assert loudness.loudness(speech, 22_050) == pytest.approx(loudness.loudness(tone(6, 0.1), 22_050), abs=0.3)


def test_silence_has_no_loudness_and_stays_silence():
    silence = np.zeros(22_050)
    assert loudness.loudness(silence, 22_050) == -math.inf
    assert not loudness.levelled(silence, -math.inf).any()
    assert loudness.loudness(np.zeros(0), 22_050) == -math.inf


@pytest.mark.parametrize("level", [0.01, 0.1, 0.9])
def test_every_voice_comes_out_equally_loud_and_below_the_ceiling(level):
    quiet = tone(5, level)
    even = loudness.levelled(quiet, loudness.loudness(quiet, 22_050))
    assert loudness.loudness(even, 22_050) == pytest.approx(loudness.TARGET, abs=0.5)
    assert np.abs(even).max() <= 10 ** (loudness.PEAK / 20)
