"""Vietnamese before Unicode: every text comes back from TCVN3, VNI, CP1258 and misread UTF-8, and right text stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.roster import encodings
from hocvuso.core.vntext import nfc

SMALL = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
NAMES = ["Nguyễn Thị Hương", "Đỗ Đức Ánh", "Phạm Văn Lượng", "Trần Quỳnh Như", "Lê Thị Mỹ Duyên", "Vũ Hồng Quân"]
words = st.text(alphabet=SMALL, min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join).map(nfc)


@given(texts)
def test_small_letters_come_back_from_every_encoding(text):
    assert encodings.repair(encodings.to_tcvn3(text), encodings.TCVN3) == text
    assert encodings.repair(encodings.to_cp1258(text), encodings.CP1258) == text
    misread = encodings.from_bytes(text.encode())
    assert encodings.repair(misread, encodings.MISREAD_UTF8) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "tôi",
                "đã",
                "học",
                "bài",
                "này",
                "ở",
                "nhà",
                "máy",
                "dệt",
                "may",
                "của",
                "chúng",
                "ta",
                "từ",
                "ngày",
                "hôm",
                "qua",
            ]
        ),
        min_size=1,
    ).map(" ".join)
)
def test_words_come_back_from_vni(text):
    assert encodings.repair(encodings.to_vni(text), encodings.VNI) == text
    assert encodings.repair(encodings.to_vni(text.upper()), encodings.VNI) == text.upper()


@given(st.binary(max_size=60))
def test_any_bytes_are_read_and_written_back(data):
    text = encodings.from_bytes(data)
    assert len(text) == len(data)
    assert encodings.to_bytes(text) == data


@given(st.text(max_size=40), st.sampled_from(list(encodings.REPAIRS)))
def test_no_text_breaks_a_repair(text, encoding):
    assert isinstance(encodings.repair(text, encoding), str)


def test_published_examples():
    """As seen in files of the nineties: the ABC and the VNI spelling of one name (TCVN 5712:1993; VNI Software)."""
    assert encodings.repair("NguyÔn ThÞ H\xad¬ng", encodings.TCVN3) == "Nguyễn Thị Hương"
    assert encodings.repair("Nguyeãn Thò Höông", encodings.VNI) == "Nguyễn Thị Hương"
    assert encodings.repair("NGUY\xd4N V\xa8N A", encodings.TCVN3) == "NGUYỄN VĂN A"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("encoding", "write"),
    [
        (encodings.TCVN3, encodings.to_tcvn3),
        (encodings.VNI, encodings.to_vni),
        (encodings.CP1258, encodings.to_cp1258),
        (encodings.MISREAD_UTF8, lambda text: encodings.from_bytes(text.encode())),
    ],
)
def test_the_encoding_is_found_from_one_name(name, encoding, write):
    assert encodings.guess([write(name)]) == encoding
    # TCVN3 has no capital Á: the name's own first letters are capitals again when a name is read (core.roster.words).
    assert encodings.repair(write(name), encoding).lower() == name.lower()


def test_right_text_is_never_touched():
    for text in (*NAMES, "", "Nguyen Van A", "H’Hen Niê", "K'Brăk", "Tổ 3", "São Paulo", "Chuyền 2 – ca đêm"):
        assert encodings.guess([text]) == encodings.UNICODE
    assert encodings.guess(NAMES) == encodings.UNICODE


def test_the_set_is_whole():
    """134 Vietnamese letters with marks: each has its place in both sets, and no two share one."""
    marked = [letter for letter in SMALL if not letter.isascii()]
    assert len(marked) == 67
    assert len({encodings.to_tcvn3(letter) for letter in marked}) == 67
    both = [*marked, *(letter.upper() for letter in marked)]
    assert len({encodings.to_vni(letter) for letter in both}) == 134
