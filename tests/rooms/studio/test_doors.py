"""Every page of the authors' corner opens to authors alone."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.unions import access
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__")]
PAGES = ["bao-sai", "het-han", "da-doi", "cau-hoi", "don-vi", "nhap-may"]
ACTS = ["bao-sai/tra-loi", "bao-sai/mo-lai", "nhap-may/soan", "nhap-may/quyet"]


def test_an_author_opens_them_and_finds_each_in_the_frame(author: Client) -> None:
    for page in PAGES:
        reply = author.get(f"/cb/tac-gia/{page}")
        assert reply.status_code == 200, page
        assert all(f'href="/cb/tac-gia/{other}"' in reply.content.decode() for other in PAGES)
    for act in ACTS:
        assert author.get(f"/cb/tac-gia/{act}").status_code == 405
        assert author.post(f"/cb/tac-gia/{act}", {"so": "x"}).status_code == 302


def test_nobody_and_other_officials_do_not(site: Client) -> None:
    units = places.province()
    places.official(units.top, username="chu", role=access.CHAIR)
    places.official(units.top, username="moi", role=access.AUTHOR, factor=False)
    chair, no_factor = places.come_in("chu"), places.come_in("moi", factor=False)
    for path in (f"/cb/tac-gia/{name}" for name in [*PAGES, *ACTS]):
        ask = "post" if path.rpartition("/cb/tac-gia/")[2] in ACTS else "get"
        assert getattr(site, ask)(path).headers["Location"].startswith("/cb/tai-khoan/vao"), path
        assert getattr(chair, ask)(path).status_code == 403, path
        assert getattr(no_factor, ask)(path).headers["Location"].startswith("/cb/tai-khoan/buoc-hai"), path
