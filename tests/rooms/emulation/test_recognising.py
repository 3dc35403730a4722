"""Certificates of a drive: commended persons who agree to be named, a decision taken back, who is told no."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hocvuso.certificates import actions as certificates
from hocvuso.certificates import queries as papers
from hocvuso.emulation import commending, pledging, queries, recognising
from hocvuso.emulation.commending import Paper
from hocvuso.emulation.models import DrivePledge
from hocvuso.people import own_data
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import phone_of
from tests.rooms.emulation.drives_of import BY, able, running

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAPER = Paper("15/QĐ-LĐLĐ", date(2026, 6, 1), "Nguyễn Văn An")


@pytest.fixture
def drive(place):
    """A drive of the ward in which three met what is asked; the two who agreed are commended."""
    row = running(place.ward)
    able(row, place, 2, is_named=True)
    places.worker("Lò Thị Im", place.sewing)
    commending.propose(row.pk, DrivePledge.objects.values_list("pk", flat=True), by=BY, on=places.today())
    commending.award(row.pk, [each.pk for each in queries.commendations(row.pk)], PAPER, by=BY)
    return row


def holders(row):
    found = papers.issued_about(recognising.about(row.pk))
    return {person for person, each in found.items() if each.standing == "valid"}


def names_page(browser, row, unit="T-W"):
    return browser, f"{reverse('reports:drive_names', args=[row.pk])}?don-vi={unit}"


def test_the_commended_who_agree_get_one_with_the_decision_and_twice_is_once(place, drive):
    places.official(place.ward, username="mien")
    desk, address = names_page(places.come_in("mien"), drive)
    assert "0/2 người được khen đã có chứng nhận" in desk.get(address).content.decode()
    for _again in range(2):
        assert desk.post(address, {"viec": "chung-nhan"}).status_code == 302
    assert holders(drive) == {each.subject for each in queries.awarded(drive.pk)}
    made = next(iter(papers.issued_about(recognising.about(drive.pk)).values()))
    paper = papers.paper(made.code, clock.today())
    assert (paper.what, paper.decision, paper.signed) == ("Mỗi tối một bài", PAPER.number, PAPER.signer)
    assert "2/2 người được khen đã có chứng nhận" in desk.get(address).content.decode()
    mine = phone_of(made.person).get(f"/thi-dua/{drive.pk}").content.decode()
    assert f"/chung-nhan/{made.code}" in mine


def test_who_withdrew_before_gets_none_and_whoever_has_one_keeps_it(drive):
    first, second = (each.subject for each in queries.awarded(drive.pk))
    pledging.be_named(drive.pk, first, given=False)
    recognising.give(drive.pk, by=BY)
    assert holders(drive) == {second}
    pledging.be_named(drive.pk, second, given=False)
    assert recognising.give(drive.pk, by=BY) == []
    assert holders(drive) == {second}


def test_leaving_keeps_the_certificate_or_gives_it_back_without_a_mark(drive):
    recognising.give(drive.pk, by=BY)
    kept, given_back = (each.subject for each in queries.awarded(drive.pk))
    code = recognising.of_person(drive.pk, given_back).code
    leave = f"/thi-dua/{drive.pk}/rut"
    for person, sent in ((kept, {}), (given_back, {"giay": "1"})):
        page = phone_of(person)
        assert 'name="giay"' in page.get(leave).content.decode()
        assert page.post(leave, sent).status_code == 302
        assert not DrivePledge.objects.filter(subject=person).exists()
    assert holders(drive) == {kept}
    everything = [holder.export([given_back]) for holder in own_data.holders()]
    assert drive.title not in str(everything)
    name = people.names([given_back])[given_back].full
    shown = Client().get(f"/chung-nhan/{code}").content.decode()
    assert name not in shown and "còn hiệu lực" not in shown
    assert recognising.give(drive.pk, by=BY) == [] and holders(drive) == {kept}


def test_a_decision_taken_back_ends_it_and_decided_anew_gives_another(drive):
    recognising.give(drive.pk, by=BY)
    held = queries.commendations(drive.pk)[0]
    commending.undo(drive.pk, held.pk, by=BY)
    assert held.subject not in holders(drive)
    commending.award(drive.pk, [held.pk], Paper("16/QĐ", PAPER.on, PAPER.signer), by=BY)
    recognising.give(drive.pk, by=BY)
    assert recognising.of_person(drive.pk, held.subject) is not None
    mine = recognising.of_person(drive.pk, held.subject)
    certificates.revoke(mine.id, by=BY.id, reason="Nhầm người")
    recognising.give(drive.pk, by=BY)
    assert held.subject not in holders(drive)  # what an official revoked himself stays so


def test_a_unit_below_and_the_employers_side_give_none(place, drive):
    places.official(place.sewing, username="hanh")
    places.official(place.sewing, username="quang", employer_side=True)
    for name in ("hanh", "quang"):
        desk, address = names_page(places.come_in(name), drive, "SEW")
        assert desk.post(address, {"viec": "chung-nhan"}).status_code == 403
        assert "người được khen đã có chứng nhận" not in desk.get(address).content.decode()
    assert holders(drive) == set()
