"""How a question is read: chat words, regional words, Telex, slips; and the thesaurus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.abbreviations import SAME_MEANING, TEXT_SPEAK, UNSAFE_WITHOUT_MARKS
from hocvuso.core.reading import MAX_CHARACTERS, is_gibberish, read, read_text
from hocvuso.core.repair import Lexicon, is_likely_slip, within_one_edit
from hocvuso.core.thesaurus import CONCEPTS
from hocvuso.core.vntext import nfc

PAIRS = {("chuyen", "khoan"): 9, ("tai", "khoan"): 9, ("mat", "khau"): 7, ("ngan", "hang"): 8, ("khoan", "nham"): 2}
LEXICON = Lexicon(
    {
        "chuyen": 20, "khoan": 18, "tai": 15, "mat": 9, "khau": 7, "ngan": 8, "hang": 12, "nham": 4, "khong": 30,
        "duoc": 20, "lam": 15, "sao": 14, "tien": 25, "gi": 9, "ck": 2, "nhan": 10, "mang": 8,
    },
    lambda left, right: PAIRS.get((left, right), 0),
)  # fmt: skip


def _main(text: str) -> str:
    return " ".join(read(text, LEXICON).words())


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("ck nham k dc", "chuyen khoan nham khong duoc"),
        ("lm j", "lam gi"),
        ("chuyeern khoanr", "chuyen khoan"),
        ("chuye6n3 khoan3", "chuyen khoan"),
        ("chuyen khaon", "chuyen khoan"),
        ("chuyn khoan", "chuyen khoan"),
        ("taikhoan", "tai khoan"),
        ("ad oi", "oi"),
        ("<b>mat</b> khau", "mat khau"),
    ],
)
def test_what_is_typed_is_read(typed: str, read_as: str) -> None:
    assert _main(typed) == read_as


def test_an_ambiguous_short_form_keeps_both_meanings() -> None:
    terms = read_text("tk").terms()
    assert terms["tai"] == terms["khoan"] == 1.0
    assert 0 < terms["tiet"] < 1.0


def test_the_second_choice_of_a_mended_word_counts_half() -> None:
    terms = read("hng", LEXICON).terms()
    assert sorted(weight for term, weight in terms.items() if " " not in term)[-1] == 1.0
    mended = read("mat khu", LEXICON)
    assert mended.repaired == (("khu", "khau"),)
    assert 0 < mended.repaired_share <= 0.5


def test_neighbours_decide_between_equal_candidates() -> None:
    lexicon = Lexicon({"khau": 5, "khou": 5, "mat": 5}, lambda left, right: float((left, right) == ("mat", "khau")))
    assert lexicon.candidates("khiu", "mat", "")[0] == ("khau",)


def test_a_well_formed_new_word_is_kept_first() -> None:
    question = read("mạng nhện", LEXICON)
    assert question.words() == ["mang", "nhen"]
    assert question.repaired == ()


def test_regional_words_are_searched_beside_the_standard_ones() -> None:
    terms = read_text("mần răng tui biết").terms()
    assert {"lam", "sao", "toi"} <= set(terms)
    assert terms["lam"] < terms["man"]
    # Typed without marks "rang" may be rằng: then nothing is added.
    assert "sao" not in read_text("noi rang khong duoc").terms()


def test_one_thing_under_two_names_is_one_thing() -> None:
    assert set(read_text("bị giật máy").terms()) & set(read_text("mất điện thoại").terms()) >= {"=phone"}
    assert "=password" in read_text("quen pass").terms()
    assert "=photo" not in read_text("anh oi giup em").terms()


def test_tables_are_clean() -> None:
    assert set(SAME_MEANING) >= UNSAFE_WITHOUT_MARKS
    assert all(key == nfc(key).lower() for key in [*TEXT_SPEAK, *SAME_MEANING])
    for line in CONCEPTS.strip().splitlines():
        name, _, names = line.partition(": ")
        assert name.isascii()
        assert all(one and one == one.strip() == nfc(one).lower() for one in names.split(", "))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("khoan", "khoan", True), ("khoan", "khoa", True), ("khoan", "khona", True), ("khoan", "khozn", True),
        ("khoan", "xkhoan", True), ("khoan", "kohna", False), ("khoan", "kha", False), ("", "a", True),
    ],
)  # fmt: skip
def test_one_edit(one: str, other: str, *, near: bool) -> None:
    assert within_one_edit(one, other) is near
    assert within_one_edit(other, one) is near


def _distance(one: str, other: str) -> int:
    """Optimal string alignment by the textbook table."""
    table = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_edit_is_the_textbook_distance(one: str, other: str) -> None:
    assert within_one_edit(one, other) is (_distance(one, other) <= 1)


def test_slips_of_the_thumb_are_told_from_others() -> None:
    assert is_likely_slip("khoann", "khoan")
    assert is_likely_slip("khaon", "khoan")
    assert is_likely_slip("khoam", "khoan")
    assert not is_likely_slip("khoaq", "khoan")


@pytest.mark.parametrize("text", ["🙂🙂", "qwrtp zzz", "…!?", "", "xcvbn"])
def test_gibberish(text: str) -> None:
    assert is_gibberish(text)


@pytest.mark.parametrize("text", ["ck", "mat tien", "chuyeern", "156", "lừa đảo zzz"])
def test_no_gibberish(text: str) -> None:
    assert not is_gibberish(text)


@given(st.text(max_size=100))
def test_any_text_can_be_read(text: str) -> None:
    for question in (read(text, LEXICON), read_text(text)):
        assert all(0 < weight <= 1.0 for weight in question.terms().values())
        assert 0.0 <= question.repaired_share <= 1.0
        assert all(word and " " not in word for word in question.words())


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(read("tiền " * 5000, LEXICON).words()) <= MAX_CHARACTERS // 5 + 1


def test_a_known_word_that_stands_beside_nothing_may_be_a_slip() -> None:
    pairs = {("ngan", "hang"): 9, ("gan", "nhat"): 4}
    lexicon = Lexicon({"ngan": 9, "hang": 9, "gan": 4, "nhat": 4}, lambda left, right: pairs.get((left, right), 0))
    assert lexicon.meant("gan", "", "hang") == [("ngan",)]
    assert lexicon.meant("gan", "", "nhat") == []  # seen like this: no slip
    first = read("gan hang", lexicon).slots[0]
    assert [reading.words for reading in first.readings] == [("gan",), ("ngan",)]
    assert first.readings[1].weight < first.readings[0].weight
    assert not first.mended


@pytest.mark.parametrize("text", ["AI là gì", "nhờ AI viết đơn", "hỏi A.I. được không", "AI", "ung dung AI nao tot"])
def test_two_capitals_name_the_machine(text):
    assert "=ai" in read_text(text).concepts


@pytest.mark.parametrize("text", ["Ai giúp tôi với", "hỏi ai bây giờ", "AI GIUP TOI VOI", "MAI ĐI", "gửi cho ai"])
def test_who_is_not_the_machine(text):
    assert "=ai" not in read_text(text).concepts


@pytest.mark.parametrize("text", ["dung ai viet don", "trợ lý ai", "chatgpt", "tri tue nhan tao", "app ai nao tot"])
def test_small_letters_name_the_machine_by_their_neighbours(text):
    assert "=ai" in read_text(text).concepts


@pytest.mark.parametrize("text", ["dịch vụ công mức 4", "mức độ 4", "dich vu cong toan trinh"])
def test_old_levels_of_public_services_are_the_new_ones(text):
    assert "=wholeonline" in read_text(text).concepts
