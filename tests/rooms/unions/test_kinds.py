"""The kinds of unit of this site are data, and a wrong file says what is wrong."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from hocvuso.core import unit_kinds
from hocvuso.unions import kinds


def test_the_file_of_this_site_knows_the_levels_before_and_after_the_reform():
    table = kinds.current()
    assert {"confederation", "province", "sector", "upper", "commune", "zone", "grassroots", "member", "section",
            "group"} <= set(table)  # fmt: skip
    assert kinds.declaring() == ["grassroots"]
    assert not table["district"].exists_on(date(2025, 7, 1)) and table["district"].exists_on(date(2025, 6, 30))
    assert table["commune"].exists_on(date(2025, 7, 1)) and not table["commune"].exists_on(date(2025, 6, 30))
    assert unit_kinds.may_stand(table, "grassroots", "province") and not unit_kinds.may_stand(table, "group", "upper")


def test_words_in_both_languages():
    assert kinds.word("commune") == "Công đoàn xã, phường, đặc khu"
    with translation.override("en"):
        assert kinds.word("commune") == "Commune or ward union"
    assert kinds.word("club") == "club"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no [[kind]]"),
        ('[[kind]]\ncode = "a"\n', "'name' is missing"),
        ('[[kind]]\ncode="a"\nname="A"\nname_en="A"\nunder=["b"]\nheadcount=true\n', "unknown kinds b"),
        ('[[kind]]\ncode="a"\nname="A"\nname_en="A"\nunder=["top"]\nheadcount=true\n' * 2, "twice"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, sentence: str):
    file = tmp_path / "kinds.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(kinds.BadKinds) as found:
        kinds.read(file)
    assert sentence in str(found.value)
