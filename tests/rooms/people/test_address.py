"""Behind a proxy everybody would come from this machine: then limits would brake a whole province for one person."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from hocvuso.plumbing import origin


@pytest.mark.parametrize(
    ("secure", "remote", "named", "found"),
    [
        (True, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (True, "127.0.0.1", "10.9.9.9, 203.0.113.7", "203.0.113.7"),  # what a client claims comes before
        (True, "198.51.100.4", "203.0.113.7", "198.51.100.4"),  # no proxy of ours
        (False, "127.0.0.1", "203.0.113.7", "127.0.0.1"),
        (True, "127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxy_is_believed(secure, remote, named, found, settings) -> None:
    settings.IS_SECURE_SITE = secure
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": named})
    assert origin.client_address(request) == found
