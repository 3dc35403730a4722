"""The page of words: all of them in order, found by any name without marks, each with the skill that teaches it."""

import re

import pytest

from hocvuso.core import vntext
from hocvuso.curriculum import glossary


def headings(client, typed=""):
    page = client.get("/tu-hay-gap", {"tim": typed}).content.decode()
    return re.findall(r'<section class="card[^>]+><h2 lang="vi">([^<]+)</h2>', page), page


@pytest.mark.django_db
def test_all_words_in_the_order_of_the_alphabet(site):
    found, _page = headings(site)
    assert len(found) >= 60
    assert found == sorted(found, key=vntext.alphabet_key)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ma otp", "MÃ XÁC NHẬN", "xac nhan ma"])
def test_a_word_is_found_by_any_of_its_names(site, typed):
    found, page = headings(site, typed)
    assert "Mã OTP" in found
    assert 'href="/ky-nang/kns.4.1"' in page


@pytest.mark.django_db
def test_nothing_found_leads_to_the_assistant_with_what_was_typed(site):
    found, page = headings(site, "<b>zz")
    assert found == []
    assert "&lt;b&gt;zz" in page
    assert "/hoi?q=%3Cb%3Ezz" in page


def test_only_names_are_searched():
    assert {each.id for each in glossary.find("ma otp")} < {each.id for each in glossary.words()}
    assert glossary.find("máy nhắn tới để biết") == ()
