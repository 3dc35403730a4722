"""Parcels that come in: kept whole, once, in order; forged, torn, foreign, stale ones leave nothing behind."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from hocvuso.core.exchange.streams import Place
from hocvuso.exchange import actions, entering, identity, signing
from hocvuso.exchange.models import ExchangeNote, Installation, InstallationKey, ReceivedEnvelope, Stream
from hocvuso.people.models import Person
from hocvuso.unions.models import Membership
from tests.rooms.exchange.partner import Partner, spoilt, uid, worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def why(response):
    return response.json()["why"]


def kept():
    return ReceivedEnvelope.objects.count(), Person.objects.filter(full_name__startswith="Lò").count()


def test_what_came_is_entered_once_and_answered_with_the_place(ward, bring, place):
    row = worker("Lò Thị Bưởi")
    first = ward.say("SEW", "roster", row)
    answer = ward.opened(bring(ward.parcel(first)).content)
    assert answer["places"] == {"SEW": [1, first.digest, 1]}
    assert Person.objects.get(id=uid(row)).full_name == "Lò Thị Bưởi"
    assert Membership.objects.get(person_id=uid(row)).unit_id == place.sewing
    assert ward.opened(bring(ward.parcel(first)).content)["places"] == {"SEW": [1, first.digest, 1]}
    assert kept() == (1, 1)
    assert Membership.objects.filter(person_id=uid(row)).count() == 1


def test_mixed_up_repeated_and_missing_ones_arrive_in_order(ward, bring):
    rows = [worker(f"Lò Văn {number}") for number in ["Một", "Hai", "Ba"]]
    first, second, third = (ward.say("SEW", "roster", row) for row in rows)
    answer = ward.opened(bring(ward.parcel(third)).content)
    assert answer["places"] == {"SEW": [0, "0" * 64, 0]}  # from here on, please
    assert kept() == (0, 0)
    bring(ward.parcel(third, first, first, second))
    assert kept() == (3, 3)
    assert Stream.objects.get(is_ours=False).rows == 3


def test_a_forged_parcel_leaves_nothing(ward, bring):
    other = Partner()
    forgery = bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Giả")), secret=other.secret))
    assert (forgery.status_code, why(forgery)) == (403, "key_unknown")

    def spoil(content):
        content["envelopes"][0]["text"] = content["envelopes"][0]["text"].replace("Lò Thị", "Lò Văn")

    changed = bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Bưởi")), change=spoil))
    assert (changed.status_code, why(changed)) == (403, "forged")
    assert kept() == (0, 0)
    assert ExchangeNote.objects.filter(what="refused", installation=ward.row).count() == 2


def test_torn_foreign_and_changed_bytes_are_told_apart(ward, bring):
    whole = ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Bưởi")))
    assert why(bring(whole[:-5])) == "torn"
    assert why(bring(b"PK\x03\x04 spreadsheet")) == "foreign"
    assert why(bring(whole[:-1] + bytes([whole[-1] ^ 1]))) == "sealed"
    assert why(bring(b"")) == "foreign"
    assert kept() == (0, 0)


def test_who_is_not_paired_or_was_ended_is_nobody(ward, bring, place):
    assert why(bring(Partner().parcel())) == "unknown"
    Installation.objects.filter(id=ward.id).update(ended_at=ward.row.paired_at)
    assert why(bring(ward.parcel())) == "ended"


def test_a_parcel_for_somebody_else_is_not_ours(ward, bring):
    def readdress(content):
        content["to"] = str(ward.id)

    assert why(bring(ward.parcel(change=readdress))) == "not_for_us"
    elsewhere = spoilt(ward.say("SEW", "roster", worker("Lò Thị Bưởi")), to=str(ward.id))
    assert why(bring(ward.parcel(elsewhere))) == "not_for_us"


def test_a_turned_over_key_is_learnt_and_a_revoked_one_is_worthless(ward, bring):
    old = ward.turned_over()
    assert bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Mới")))).status_code == 200
    # A stick written with the old key was on its way.
    assert bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Cũ")), secret=old)).status_code == 200
    InstallationKey.objects.filter(id=old.public.id).update(valid_until=ward.row.paired_at)
    assert why(bring(ward.parcel(secret=old))) == "key_expired"
    identity.revoke(ward.secret.public.id, by=None)
    assert why(bring(ward.parcel())) == "key_revoked"
    stranger = signing.new_secret()
    ward.secret = stranger  # nobody who is believed vouches for it
    assert why(bring(ward.parcel())) == "key_unknown"


@contextmanager
def full_disk(*, after=0):
    """Let the database refuse every write but the first few, as SQLite and PostgreSQL do on a full disk."""
    left = [after]

    def refuse(execute, statement, *rest):
        if statement.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            left[0] -= 1
            if left[0] < 0:
                raise OperationalError("database or disk is full")
        return execute(statement, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("after", [0, 1, 3, 5, 6])
def test_a_full_disk_in_the_middle_loses_nothing(ward, bring, after):
    envelopes = [ward.say("SEW", "roster", worker("Lò Thị Bưởi")), ward.say("SHO", "roster", worker("Lò Thị Cam"))]
    with full_disk(after=after):
        full = bring(ward.parcel(*envelopes))
    assert (full.status_code, why(full)) == (507, "full")
    assert kept()[0] in (0, 2)  # whole or not at all
    assert not ReceivedEnvelope.objects.filter(state="held").exists()  # nobody has to decide about it
    assert bring(ward.parcel(*envelopes)).status_code == 200
    assert kept() == (2, 2)


def test_a_full_disk_in_the_middle_of_a_file_keeps_what_came_before(ward, place, tmp_path, monkeypatch):
    path = tmp_path / "den.hvs"
    first, second = (ward.say("SEW", "roster", worker(name)) for name in ("Lò Thị Bưởi", "Lò Thị Cam"))
    path.write_bytes(ward.parcel(first) + ward.parcel(second))
    with full_disk(after=6):
        read = actions.receive_file(path)
    assert read.problem is not None
    assert read.problem.why == "full"
    again = actions.receive_file(path)
    assert (again.problem, kept()) == (None, (2, 2))


def test_a_sender_restored_from_an_older_copy_goes_on_behind_what_is_here(ward, bring):
    first = ward.say("SEW", "roster", worker("Lò Thị Một"))
    old = dict(ward.places)
    second = ward.say("SEW", "roster", worker("Lò Thị Hai"))
    bring(ward.parcel(first, second))
    ward.places = old  # restored: he knows nothing of the second
    other = ward.say("SEW", "roster", worker("Lò Thị Ba"))
    answer = ward.opened(bring(ward.parcel(other)).content)
    assert answer["places"]["SEW"] == [2, second.digest, 2]
    ward.places["SEW"] = Place(*answer["places"]["SEW"])
    again = ward.say("SEW", "roster", *other.rows, number=other.id)
    bring(ward.parcel(again))
    assert kept() == (3, 3)
    assert ward.opened(bring(ward.parcel(other)).content)["places"]["SEW"] == [3, again.digest, 3]
    assert kept() == (3, 3)


def test_floods_of_forgeries_are_turned_away(ward, bring):
    found = {bring(b"x").status_code for _ in range(40)}
    assert found == {422, 429}


def test_one_unit_that_waits_does_not_stop_the_others(ward, bring):
    unknown = ward.say("KHONG-CO", "roster", worker("Lò Thị Xa"))
    bring(ward.parcel(unknown, ward.say("SEW", "roster", worker("Lò Thị Gần"))))
    assert kept() == (2, 1)
    assert ReceivedEnvelope.objects.get(state=entering.HELD).why == "unit_unknown"
