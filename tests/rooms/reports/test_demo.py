"""The small demonstration: filled twice it is the same, its people can be claimed, and taken away nothing is left."""

import json
import stat
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from hocvuso.classes import live
from hocvuso.classes.queries import sessions, taught_by
from hocvuso.config import demo
from hocvuso.learning.models import Event
from hocvuso.people import queries as people
from hocvuso.people.models import Card, Consent, Device, Person
from hocvuso.plumbing import clock
from hocvuso.unions.models import Headcount, Membership, Role, Unit, UnitPath
from tests.rooms.people.learners import claim_by_card, learner_of
from tests.rooms.reports.test_ready_reports import listing

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Keep the passwords of each test apart."""
    settings.DATA = tmp_path


def counts():
    return [model.objects.count() for model in (Person, Card, Consent, Unit, UnitPath, Membership, Role, Headcount)]


def kept():
    return json.loads((settings.DATA / "demo.json").read_text(encoding="utf-8"))


def test_filling_twice_changes_nothing():
    assert demo.seed(clock.now()) == 120
    before, written = counts(), kept()
    assert demo.seed(clock.now()) == 120
    assert counts() == before
    assert kept() == written


def test_the_figures_of_simulators_are_not_empty_and_go_with_the_demonstration(client):
    demo.seed(clock.now())
    runs = Event.objects.filter(kind="scenario")
    assert runs.exists() and not Person.objects.filter(id__in=runs.values("learner"), is_demo=False).exists()
    unit = Unit.objects.get(code="ST-BN-MAY")
    lost, stops = (listing(name, unit.id)[1] for name in ("simulators", "simulators-stops"))
    assert len(lost) >= 6 and len({row[0] for row in lost}) == 3
    assert any(row[-1] for row in lost) and stops
    demo.remove()
    assert not Event.objects.filter(kind="scenario").exists()


def test_everything_is_marked_and_no_number_can_be_assigned():
    demo.seed(clock.now())
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Unit.objects.filter(is_demo=False).exists()
    assert all("(minh họa)" in name for name in Unit.objects.values_list("name", flat=True))
    assert all(phone.startswith("0100") for phone in Person.objects.exclude(phone="").values_list("phone", flat=True))
    assert Headcount.objects.count() == 3


def test_the_file_of_passwords_is_the_owners_only_and_lost_ones_are_drawn_anew(client):
    demo.seed(clock.now())
    path = settings.DATA / "demo.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = kept()["officials"][0]["password"]
    path.unlink()
    demo.seed(clock.now())
    second = kept()["officials"][0]["password"]
    assert first != second
    for password, word in ((first, 200), (second, 302)):
        assert client.post("/cb/tai-khoan/vao", {"login": "hanh.demo", "password": password}).status_code == word


def test_lost_cards_are_listed_anew_with_the_same_names():
    demo.seed(clock.now())
    cards = kept()["cards"]
    (settings.DATA / "demo.json").unlink()
    demo.seed(clock.now())
    assert kept()["cards"] == cards


def test_the_page_exists_in_a_demonstration_only(client, settings):
    demo.seed(clock.now())
    settings.DEMO = False
    assert client.get("/cb/demo").status_code == 404
    settings.DEMO = True
    page = client.get("/cb/demo").content.decode()
    assert kept()["officials"][0]["password"] in page
    assert kept()["officials"][0]["secret"] not in page
    assert kept()["cards"][0]["code"] in page
    assert "Bản minh họa." in page


@pytest.mark.parametrize(
    ("username", "sees", "sees_names"),
    [
        ("hanh.demo", "Công ty May Bến Nứa", True), ("mien.demo", "phường Bến Nứa", True),
        ("thuan.demo", "tỉnh Sông Trăng", True), ("loc.demo", "Công ty Giày Cánh Diều", False),
        ("tham.demo", "tỉnh Sông Trăng", True), ("duy.demo", "KCN Gió Đông", True),
        ("quang.demo", "Công ty May Bến Nứa", False),
    ],
)  # fmt: skip
def test_each_official_can_be_tried_out(client, username, sees, *, sees_names):
    demo.seed(clock.now())
    facts = next(each for each in kept()["officials"] if each["username"] == username)
    client.post("/cb/tai-khoan/vao", {"login": username, "password": facts["password"]})
    code = format_hotp_value(hotp_value(facts["secret"], int(time.time()) // 30))
    client.post("/cb/tai-khoan/buoc-hai", {"code": code})
    page = client.get("/cb/").content.decode()
    assert sees in page
    assert ("/cb/nguoi?" in page) is sees_names


def test_a_listed_card_can_be_claimed(client):
    demo.seed(clock.now())
    card = kept()["cards"][5]
    assert claim_by_card(client, card["code"]).status_code == 302
    assert people.account(learner_of(client)).full_name == card["name"]


@pytest.mark.both
def test_taking_it_away_leaves_no_name(client):
    real = Person.objects.create(full_name="Người Thật", search="nguoi that")
    demo.seed(clock.now())
    claim_by_card(client, kept()["cards"][0]["code"])
    assert demo.remove() > 100
    assert list(Person.objects.exclude(full_name="").values_list("id", flat=True)) == [real.id]
    for model in (Unit, UnitPath, Membership, Role, Headcount, Card):
        assert not model.objects.exists()
    assert not Consent.objects.exists()
    assert not Device.objects.filter(revoked_at=None).exists()
    assert not (settings.DATA / "demo.json").exists()
    assert demo.seed(clock.now()) == 120


def test_a_class_runs_whenever_the_demonstration_is_started(monkeypatch):
    demo.seed(clock.now())
    trainer, later = people.official("duy.demo"), clock.now() + timedelta(days=3)
    row = next(each for each in taught_by(trainer) if each.taken)
    first = sessions(row.id)[0]
    board = live.lines(trainer, first, clock.today())
    assert live.is_open(first) and first.starts_at < clock.now() < first.ends_at
    assert {each.standing.state for each in board} == {"working", "quiet", "stuck", "absent"}
    assert sum(each.asks for each in board) == 1 and sum(each.is_here for each in board) == 7
    demo.seed(clock.now())
    assert sessions(row.id)[0].starts_at == first.starts_at, "one that runs is left alone"
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "microseconds", lambda: int(later.timestamp() * 1_000_000))
    demo.seed(later)
    again = sessions(row.id)[0]
    assert live.is_open(again) and sum(each.is_here for each in live.lines(trainer, again, clock.today())) == 7
    assert {"working", "stuck"} < {each.standing.state for each in live.lines(trainer, again, clock.today())}
