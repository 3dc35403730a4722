"""Webhooks: the signature is the standard's, tries come later and later, no private address is called."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import hooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_the_signature_is_that_of_the_standards_own_example():
    # The example that the libraries of Standard Webhooks test themselves with.
    made = hooks.signatures("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}', [SECRET])
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.text(max_size=40), st.binary(min_size=24, max_size=64), st.binary(min_size=24, max_size=64))
def test_both_secrets_sign_while_one_is_exchanged_and_no_other(body, one, other):
    new, old = (hooks.SECRET + base64.b64encode(each).decode() for each in (one, other))
    header = hooks.signatures("m", 100, body, [new, old])
    assert hooks.is_signed(header, "m", 100, body, new, now=400)
    assert hooks.is_signed(header, "m", 100, body, old, now=400)
    assert not hooks.is_signed(header, "m", 100, body + "x", new, now=400)
    assert not hooks.is_signed(header, "m", 100, body, new, now=401)  # too old


def test_tries_come_later_and_later_and_end():
    waits = [hooks.wait(tries, 0.0) for tries in range(1, 10)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)
    assert hooks.wait(10, 0.0) is None
    assert hooks.wait(1, 1.0) == timedelta(seconds=6)


PRIVATE = [
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_called(address):
    assert not hooks.is_allowed(address, ())


def test_public_addresses_are_and_private_ones_only_as_allowed():
    assert hooks.is_allowed("1.1.1.1", ())
    assert hooks.is_allowed("2606:4700:4700::1111", ())
    nets = hooks.networks("127.0.0.0/8 10.1.0.0/16")
    assert hooks.is_allowed("127.0.0.1", nets)
    assert hooks.is_allowed("::ffff:10.1.2.3", nets)
    assert not hooks.is_allowed("10.2.0.1", nets)
    with pytest.raises(ValueError, match="intranet"):
        hooks.networks("intranet")
