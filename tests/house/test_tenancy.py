"""Nothing of a foreign branch is ever in an answer. `make drill-tenancy` walks the same with every role."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from django.test import override_settings

from hocvuso.curriculum import queries
from hocvuso.people import tokens
from hocvuso.unions import access, roles
from hocvuso.unions.models import Role
from tests.house import tenancy

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def branches(caplog):
    """Two provinces with a few kinds of officials."""
    caplog.set_level(logging.CRITICAL, logger="django")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        queries.forget()
        tokens.refresh()
        played = [roles.CHAIR, tenancy.SIDE, tenancy.LENT]
        yield tenancy.build("NAM", "Bạchđàn", 3, played), tenancy.build("BAC", "Hắcthạch", 4, [])
    tokens.refresh()
    cache.clear()


def test_nothing_of_a_foreign_branch_is_in_any_answer(branches):
    tally = tenancy.Tally()
    tenancy.walk(*branches, tally, only="cb/")
    assert sum(tally.answers.values()) > 250
    assert not [kind for kind, status in tally.answers if status == "429"], "turned away unasked"
    assert not tally.leaks, "\n".join(map(str, tally.leaks[:20]))


def test_the_walk_would_find_a_leak(branches):
    """With a role in the other branch the same walk meets its names: the canaries are where they should be."""
    own, other = branches
    tally = tenancy.Tally()
    Role.objects.filter(name=roles.CHAIR, is_employer_side=False).update(unit_id=other.names["unit"])
    own.cookies = {roles.CHAIR: own.cookies[roles.CHAIR]}
    tenancy.walk(own, other, tally, only="cb/nguoi")
    found = {leak.what for leak in tally.leaks}
    assert other.persons[0] in found
    assert access.SMALLEST_GROUP > tenancy.SMALL
