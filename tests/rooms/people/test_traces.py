"""Who looked at my data: in plain words, with role and unit, lists grouped by day and never left out."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from hocvuso.people import queries, tokens, traces
from hocvuso.plumbing import audit
from hocvuso.unions import actions
from tests.house import visitors
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_the_person_reads_who_looked_in_which_role_and_how_often():
    place, token = places.province(), visitors._learner()
    places.official(place.sewing)
    actions.employ(token.person, place.sewing, on=places.LONG_AGO)
    official = places.come_in()
    for _ in range(3):
        official.get("/cb/nguoi?don-vi=SEW")
    official.get(f"/cb/nguoi/{token.person}?don-vi=SEW")
    answer = HttpResponse()
    tokens.write(answer, token)
    phone = Client()
    phone.cookies = answer.cookies
    page = phone.get("/toi/du-lieu").content.decode()
    assert "chị Hạnh (Chủ tịch, CĐCS Công ty May Bến Nứa) xem tên bạn trong danh sách" in page
    assert "3 lần trong ngày" in page
    assert "mở trang về bạn" in page


def test_nothing_that_somebody_else_did_is_left_out():
    place, token = places.province(), visitors._learner()
    chair = places.official(place.sewing)
    audit.record("an act without words", actor=chair, subject=token.person)
    audit.record("agree", actor=token.person, subject=token.person)
    with translation.override("vi"):
        seen = traces.seen(queries.ids_of(token.person))
    assert [each.did for each in seen] == ["đã sửa: an act without words"]
