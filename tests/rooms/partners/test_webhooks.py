"""Webhooks: told once, signed, again later, left alone after days; no private address; nobody's name in them."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from hocvuso.certificates import actions as certificates
from hocvuso.certificates import queries as papers
from hocvuso.certificates.actions import Words
from hocvuso.core import hooks as core
from hocvuso.partners.hooks import actions, sending, telling, wire
from hocvuso.partners.models import Hook, HookMessage
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox, Schedule
from hocvuso.unions import actions as unions
from tests.rooms.partners.listener import Partner, listening, verified

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = uuid.UUID(int=7)
KINDS = ("return.handed_in", "return.accepted", "unit.changed", "certificate.issued")


class Hands:
    """The hands of the clock."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def partner(settings):
    settings.WEBHOOK_PRIVATE_NETS = "127.0.0.1"
    with listening() as made:
        yield made


def entered(partner: Partner, unit: uuid.UUID, kinds=KINDS) -> tuple[Hook, str]:
    return actions.enter(actions.Wanted("Tỉnh bạn", partner.url, [unit], kinds), by=BY)


def told_since_yesterday(hook: Hook) -> None:
    Hook.objects.filter(id=hook.id).update(made_at=clock.now() - timedelta(days=1))


def test_a_return_is_told_once_signed_and_without_a_name(accepted, partner):
    hook, secret = entered(partner, accepted.place.top)
    told_since_yesterday(hook)
    assert telling.gather() == 3  # handed in, accepted, and the units that were just founded as one order
    assert telling.gather() == 0
    assert sending.send_due() == 3
    assert sending.send_due() == 0
    kinds = {json.loads(body)["type"] for _headers, body in partner.got}
    assert kinds == {"return.handed_in", "return.accepted", "unit.changed"}
    for headers, body in partner.got:
        stamp = int(headers["webhook-timestamp"])
        signed = (headers["webhook-signature"], headers["webhook-id"], stamp, body, secret)
        assert core.is_signed(*signed, now=stamp)
        assert "Hạnh" not in body
    assert len({headers["webhook-id"] for headers, _body in partner.got}) == 3


def test_only_what_was_asked_for_where_it_was_asked_for_is_told(accepted, partner):
    elsewhere, _secret = entered(partner, accepted.place.zone)
    little, _secret = entered(partner, accepted.place.top, ("return.accepted",))
    for each in (elsewhere, little):
        told_since_yesterday(each)
    telling.gather()
    assert not elsewhere.messages.filter(kind__startswith="return").exists()
    assert {each.kind for each in little.messages.all()} == {"return.accepted"}


def test_what_happened_while_nobody_did_the_jobs_is_told_afterwards(accepted, partner, monkeypatch):
    hook, _secret = entered(partner, accepted.place.top, ("return.accepted",))
    told_since_yesterday(hook)
    Schedule.objects.create(
        name=telling.JOB, every_seconds=20, next_at=clock.now(), last_finished_at=clock.now() - timedelta(minutes=1)
    )
    hands = Hands()
    monkeypatch.setattr(clock, "now", hands)
    hands.now += timedelta(hours=9)
    assert telling.gather() == 1


def test_what_happened_before_an_address_was_entered_is_not_told(accepted, partner):
    entered(partner, accepted.place.top)
    assert telling.gather() == 0


def test_a_partner_that_fails_for_a_day_gets_everything_once_it_is_back(office, partner, monkeypatch):
    hands = Hands()
    monkeypatch.setattr(clock, "now", hands)
    hook, _secret = entered(partner, office.place.top)
    actions.test(hook)
    answers = [(500, b"<html>nonsense"), (200 + 102, b""), (404, b"\xff\x00\xfe"), (503, b"x" * 5000)]
    for number in range(40):
        partner.status, partner.body = answers[number % 4]
        sending.send_due()
        hands.now += timedelta(minutes=36)
    row = hook.messages.get()
    assert row.taken_at is None
    assert 5 <= row.tries <= 8  # later and later
    assert "\x00" not in row.said
    partner.status = 204
    hands.now += timedelta(hours=15)
    assert sending.send_due() == 1
    hook.refresh_from_db()
    assert hook.failing_since is None
    ids = {headers["webhook-id"] for headers, _body in partner.got}
    assert len(ids) == 1  # the same message, so that the partner knows it again


def test_after_five_days_of_failures_it_is_left_alone_and_the_operator_is_told(office, partner, monkeypatch):
    hands = Hands()
    monkeypatch.setattr(clock, "now", hands)
    partner.status = 500
    hook, _secret = entered(partner, office.place.top)
    actions.test(hook)
    for _number in range(6 * 24):
        sending.send_due()
        hands.now += timedelta(hours=1)
        if not hook.messages.exclude(next_at=None).exists():
            actions.test(hook)
    hook.refresh_from_db()
    assert hook.why_stopped == "failing"
    notice = Outbox.objects.get(recipient=BY)
    assert notice.body["kind"] == "webhook_stopped"
    before = len(partner.got)
    hands.now += timedelta(days=1)
    assert sending.send_due() == 0
    assert len(partner.got) == before
    partner.status = 200
    actions.wake(hook.id, by=BY)
    assert sending.send_due() >= 1


def test_an_address_that_says_gone_is_left_alone_at_once(office, partner):
    partner.status = 410
    hook, _secret = entered(partner, office.place.top)
    sending.send(actions.test(hook))
    hook.refresh_from_db()
    assert hook.why_stopped == "gone"


def test_a_new_secret_signs_beside_the_old_one_for_a_day(office, partner, monkeypatch):
    hook, old = entered(partner, office.place.top)
    new = actions.exchange(hook.id, by=BY)
    hook.refresh_from_db()
    sending.send(actions.test(hook))
    headers, body = partner.got[-1]
    stamp = int(headers["webhook-timestamp"])
    for secret in (old, new):
        assert core.is_signed(headers["webhook-signature"], headers["webhook-id"], stamp, body, secret, now=stamp)
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert actions.secrets_of(hook) == [new]
    assert old not in json.dumps(hook.secrets)


def test_nobody_is_led_to_a_private_address(settings, partner):
    settings.WEBHOOK_PRIVATE_NETS = ""
    assert wire.post(partner.url, "{}", {}).said == "plain"
    assert wire.post(f"https://127.0.0.1:{partner.port}/", "{}", {}).said == "private"
    assert wire.post(f"https://localhost:{partner.port}/", "{}", {}).said == "private"
    settings.WEBHOOK_PRIVATE_NETS = "10.0.0.0/8"
    assert wire.post(partner.url, "{}", {}).said == "private"
    assert not partner.got


def test_a_name_is_looked_up_once_and_the_address_looked_at_is_the_one_called(settings, partner, monkeypatch):
    settings.WEBHOOK_PRIVATE_NETS = ""
    asked = []

    def rebinding(host, port, **_more):
        asked.append(host)
        address = "1.1.1.1" if len(asked) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    called = []
    monkeypatch.setattr(wire.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(wire, "_call", lambda _scheme, _host, address, *_rest: called.append(address))
    wire.post(f"https://evil.example:{partner.port}/", "{}", {})
    assert (asked, called) == (["evil.example"], ["1.1.1.1"])


def test_a_redirect_is_not_followed(partner):
    partner.status, partner.headers = 302, {"Location": "http://169.254.169.254/latest"}
    answer = wire.post(partner.url, "{}", {})
    assert (answer.status, answer.is_taken) == (302, False)
    assert len(partner.got) == 1


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example", "https://", "https://u:p@a.example", "https://a.example:99999", "https://[::1",
            "https://a.example/#x", "https://a b.example", "x" * 500, "javascript:alert(1)"]
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    assert wire.wrong_url(url, may_be_plain=False)
    assert wire.post(url, "{}", {}).status is None


def test_old_messages_are_forgotten(office, partner):
    hook, _secret = entered(partner, office.place.top)
    sending.send(actions.test(hook))
    HookMessage.objects.update(taken_at=clock.now() - timedelta(days=31))
    assert sending.forget_old() == 1


def test_a_unit_that_moves_is_told_and_its_undoing_too(office, partner):
    hook, _secret = entered(partner, office.place.top)
    unions.move([office.place.shoes], office.place.zone, on=clock.today())
    telling.gather()
    (row,) = hook.messages.filter(kind="unit.changed")
    assert set(json.loads(row.body)["data"]["units"]) >= {"SHO"}


OF_CERTIFICATES = ("certificate.issued", "certificate.revoked", "certificate.reissued")


def given(place, person: uuid.UUID, about: str = "class:1") -> papers.Issued:
    (issued,) = certificates.issue(
        "skills", [person], unit=place.sewing, by=BY, on=clock.today(), about=about, words=Words("Tránh lừa đảo"),
    )  # fmt: skip
    return issued


def test_certificates_issued_revoked_and_issued_anew_are_told_and_a_partner_proves_who_told_it(place, partner):
    hook, secret = entered(partner, place.top, OF_CERTIFICATES)
    lan = people.enrol(full_name="Nguyễn Thị Ngọc Ánh")
    first, second = given(place, lan), given(place, lan, "class:2")
    certificates.revoke(second.id, by=BY, reason="Cấp nhầm người")
    people.correct_name(lan, "Nguyễn Thị Ngọc Ánh Dương", by=people.By(BY))
    anew = next(each for each in papers.of_person(lan) if each.standing == "valid")
    assert telling.gather() == 3
    assert (telling.gather(), sending.send_due(), sending.send_due()) == (0, 3, 0)
    told = [json.loads(body) for _headers, body in partner.got]
    assert {each["type"]: each["data"] for each in told} == {
        "certificate.issued": {"code": anew.code, "kind": "skills", "replaces": first.code},
        "certificate.revoked": {"code": second.code, "kind": "skills"},
        "certificate.reissued": {"code": first.code, "kind": "skills", "newer": anew.code},
    }
    now = clock.now().timestamp()
    for headers, body in partner.got:
        assert verified(headers, body, secret, now)
        assert not verified(headers, body.replace("skills", "family"), secret, now)
        assert not verified(headers | {"webhook-id": "msg_other"}, body, secret, now)
        assert not verified(headers, body, secret, now + 3600)
        assert not verified(headers, body, entered(partner, place.zone)[1], now)
        assert "Ánh" not in body
        assert "nhầm" not in body
    assert hook.messages.filter(taken_at=None).count() == 0


def test_certificates_of_other_units_are_not_told(place, partner):
    hook, _secret = entered(partner, place.zone, OF_CERTIFICATES)
    given(place, people.enrol(full_name="Nguyễn Thị Lan"))
    assert telling.gather() == 0
    assert not hook.messages.exists()
