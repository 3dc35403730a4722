"""The entry test against a virtual learner: repeatable by its address, in both languages, and leaving nothing."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.test import Client

from hocvuso.learning.catalogue import current as current_catalogue

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/cb/tac-gia/thu-dau-vao"


def rows() -> dict[str, int]:
    """How many rows each table of learning, people and studio holds."""
    rooms = ("learning", "people", "studio")
    return {model.__name__: model.objects.count() for room in rooms for model in apps.get_app_config(room).get_models()}


def main_of(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page[page.index("<main") : page.index("</main>")])


def test_the_address_repeats_the_run_and_nothing_is_stored(author: Client) -> None:
    author.get(PAGE)
    before = rows()
    first = author.get(f"{PAGE}?g4=manh&g1=yeu&loai=day-du&hat=77").content.decode()
    again = author.get(f"{PAGE}?g4=manh&g1=yeu&loai=day-du&hat=77").content.decode()
    assert main_of(first) == main_of(again)
    assert main_of(first) != main_of(author.get(f"{PAGE}?g4=manh&g1=yeu&loai=day-du&hat=78").content.decode())
    assert rows() == before
    assert 'value="77"' in first and "hat=78" in first
    assert re.search(r'name="g4">.*?value="manh" selected', first, re.S)


def test_each_question_says_why_and_how_the_estimate_moved(author: Client) -> None:
    page = main_of(author.get(f"{PAGE}?hat=5&loai=ngan").content.decode())
    asked = page.count('class="rng"')
    assert 4 <= asked <= 8
    assert page.count("Câu đầu là câu dễ.") == 1
    assert page.count("hỏi được nhiều điều nhất mỗi phút") == asked
    assert len(re.findall(r"\d+% → <b>\d+%</b>", page)) == asked
    assert (
        page.count('class="dot"') + page.count('class="k2"') == 3 * asked
    )  # in the picture, and both ends beside each
    assert "Dừng vì" in page or "Dừng khi" in page
    taught = len(current_catalogue().taught)
    assert f"Trong {taught} kỹ năng" in page
    assert "Khả năng chung" in page  # the words of the picture


def test_a_strong_learner_is_found_stronger_than_a_weak_one(author: Client) -> None:
    groups = "&".join(f"{group}={{0}}" for group in current_catalogue().curriculum.groups)

    def last(strength: str) -> float:
        page = author.get(f"{PAGE}?loai=day-du&hat=9&{groups.format(strength)}").content.decode()
        found = re.search(r"đầu, (-?\d+[.,]\d)", page)
        assert found is not None
        return float(found[1].replace(",", "."))

    assert last("yeu") < 0 < last("manh")


@pytest.mark.parametrize("query", ["hat=-3", "hat=" + "9" * 40, "hat=²", "g4=khong&loai=%00", "hat=&g4="])
def test_what_is_odd_in_the_address_becomes_the_usual(author: Client, query: str) -> None:
    answer = author.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert main_of(answer.content.decode()) == main_of(author.get(PAGE).content.decode())


def test_the_page_is_complete_in_english(author: Client) -> None:
    author.cookies["hvs_lang"] = "en"
    page = main_of(author.get(PAGE).content.decode())
    assert "judged rightly" in page
