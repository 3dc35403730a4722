"""What goes out: once, in order of each unit, again after a line that broke; a partner that answers nonsense."""

import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hocvuso.certificates import actions as certificates
from hocvuso.exchange import actions, parts, queries, sending, tasks, words
from hocvuso.exchange.carriers import files
from hocvuso.exchange.carriers.https import Https
from hocvuso.exchange.models import ErasureAsked, Installation, ReceivedFact, SentEnvelope
from hocvuso.exchange.parcelling import Refused
from hocvuso.people import actions as people
from hocvuso.people import departures
from hocvuso.people.actions import By
from hocvuso.plumbing import clock
from hocvuso.unions import belonging
from tests.rooms import places
from tests.rooms.exchange.partner import Partner

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


class Line:
    """A carrier to the played partner; it can lose what goes there, or the answer."""

    def __init__(self, partner):
        self.partner, self.rows, self.lost, self.says = partner, [], "", []

    def bring(self, row, packed):
        if self.lost == "way":
            raise Refused("down", partner=row)
        content = self.partner.opened(packed.data)
        got = self.partner.hear(packed.data)
        self.rows += [(kind, each) for kind, some in got.items() for each in some]
        if self.lost == "answer":
            raise Refused("unsure", partner=row)
        said, self.says = self.says, []
        return self.partner.parcel(*said, answers_to=content["id"])


@pytest.fixture
def line(above):
    return Line(above)


def of_kind(line, kind):
    return [row for name, row in line.rows if name == kind]


def test_who_came_was_corrected_and_left_is_told_once(above, line, place):
    person = places.worker("Lò Thị Bưởi", place.sewing)
    actions.push(above.row, line)
    actions.push(above.row, line)
    (row,) = of_kind(line, "roster")
    assert (row["person"], row["name"], row["is_member"]) == (str(person), "Lò Thị Bưởi", True)
    assert "phone" not in row
    people.correct_name(person, "Lò Thị Bưởi Hồng", by=By(person))
    actions.push(above.row, line)
    names = [row.get("name") for row in of_kind(line, "roster")]
    assert names == ["Lò Thị Bưởi", "Lò Thị Bưởi Hồng"]
    yesterday = clock.today() - timedelta(1)
    belonging.leave(person, place.sewing, last_day=yesterday, today=clock.today(), by=By(person))
    actions.push(above.row, line)
    assert of_kind(line, "roster")[-1] == {"person": str(person), "left": yesterday.isoformat()}
    (left,) = departures.of_person([person])
    assert (left.to, left.times) == ("Công đoàn tỉnh (thử)", 1)
    assert queries.standing(above.id).rows_missing == 0


def test_a_lost_answer_or_a_lost_way_is_made_good_and_counts_once(above, line, place):
    for name in ("Lò Thị Một", "Lò Thị Hai"):
        places.worker(name, place.sewing)
    for lost in ("way", "answer"):
        line.lost = lost
        with pytest.raises(Refused):
            actions.push(above.row, line)
    row = Installation.objects.get(id=above.id)
    assert (row.failures, row.why) == (2, "unsure")
    assert row.rests_until > clock.now() + timedelta(seconds=2)
    assert queries.standing(above.id).tone == "care"
    line.lost = ""
    actions.push(above.row, line)
    assert sorted(each["name"] for each in of_kind(line, "roster")) == ["Lò Thị Hai", "Lò Thị Một"]
    after = queries.standing(above.id)
    assert (after.tone, after.waiting, after.rows_missing) == ("ok", 0, 0)


def test_results_go_only_with_consent_and_are_taken_back_without_it(above, line, place):
    agreed = places.worker("Lò Thị Ưng", place.sewing, agreed=True)
    silent = places.worker("Lò Thị Im", place.sewing)
    for person in (agreed, silent):
        places.master(person, "kns.4.3")
    actions.push(above.row, line)
    assert [(row["person"], row["skill"]) for row in of_kind(line, "result")] == [(str(agreed), "kns.4.3")]
    people.decide(agreed, "count", given=False, way="test")
    actions.push(above.row, line)
    assert of_kind(line, "result")[-1] == {"person": str(agreed), "key": "kns.4.3", "is_taken_back": True}
    assert len(departures.of_person([silent])) == 1


def test_certificates_go_only_with_consent_and_a_revoked_one_is_taken_back(above, line, place):
    agreed = places.worker("Lò Thị Ưng", place.sewing, agreed=True)
    silent = places.worker("Lò Thị Im", place.sewing)
    made = certificates.issue(
        "class", [agreed, silent], unit=place.sewing, by=uuid.UUID(int=7), on=clock.today(), about="class:1",
        words=certificates.Words("Tránh lừa đảo"),
    )  # fmt: skip
    for _again in range(2):
        actions.push(above.row, line)
    (row,) = of_kind(line, "certificate")
    assert (row["person"], row["key"], row["kind"]) == (str(agreed), made[0].code, "class")
    assert (row["what"], row["on"], row["until"]) == ("Tránh lừa đảo", clock.today().isoformat(), None)
    assert "Lò Thị" not in str(row)
    assert "Chứng nhận của bạn" in [each.what for each in departures.of_person([agreed])]
    assert "Chứng nhận của bạn" not in [each.what for each in departures.of_person([silent])]
    back = {"person": str(agreed), "key": made[0].code, "is_taken_back": True}
    certificates.revoke(made[0].id, by=uuid.UUID(int=7), reason="Cấp nhầm")
    actions.push(above.row, line)
    assert of_kind(line, "certificate")[-1] == back
    certificates.restore(made[0].id, by=uuid.UUID(int=7))
    actions.push(above.row, line)
    assert of_kind(line, "certificate")[-1] == row
    people.decide(agreed, "count", given=False, way="test")
    actions.push(above.row, line)
    assert of_kind(line, "certificate")[-1] == back


def test_an_erasure_travels_and_comes_back_acknowledged(above, line, place):
    person = places.worker("Lò Thị Bưởi", place.sewing)
    actions.push(above.row, line)
    people.erase(person, by=None, way="asked")
    assert ErasureAsked.objects.get().done_at is None
    assert queries.standing(above.id).erasures_open == 1
    actions.push(above.row, line)
    assert [row["person"] for row in of_kind(line, "erasure")] == [str(person)]
    line.says = [above.say("SEW", "receipt", {"of": "erasure", "person": str(person), "state": "done", "at": "x"})]
    actions.push(above.row, line)
    assert ErasureAsked.objects.get().done_at is not None


def test_a_file_on_a_stick_brings_the_same_and_twice_is_once(above, place, tmp_path):
    for number in range(3):
        places.worker(f"Lò Thị {number}", place.sewing)
    path = tmp_path / "gui.hvs"
    written = actions.write_file(above.row, path)
    assert written.envelopes == SentEnvelope.objects.count() == 1
    assert "Lò".encode() not in path.read_bytes()  # whoever finds the stick reads nothing
    first, again = above.hear(path.read_bytes()), above.hear(path.read_bytes())
    assert len(first["roster"]) == 3
    assert not again
    # The answer comes back on the stick.
    back = tmp_path / "ve.hvs"
    back.write_bytes(above.parcel())
    for _time in range(2):
        assert actions.receive_file(back).problem is None
        assert sending.waiting(above.row) == 0
    back.write_bytes(above.parcel()[:-3])
    assert actions.receive_file(back).problem.why == "torn"


def test_a_stick_without_room_leaves_no_half_file(above, place, tmp_path, monkeypatch):
    places.worker("Lò Thị Bưởi", place.sewing)

    def refuses(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", refuses)
    with pytest.raises(Refused) as problem:
        actions.write_file(above.row, tmp_path / "gui.hvs")
    assert problem.value.why == "stick"
    assert list(tmp_path.iterdir()) == []
    assert sending.waiting(above.row) == 1


@contextmanager
def server(answers):
    """Serve these (status, bytes) one after the other, the last for ever; give the address."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_address[1]}"
    finally:
        made.shutdown()
        made.server_close()


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([(500, b"oops")], "busy"),
        ([(503, b"<html>")], "busy"),
        ([(200, b"<html>Welcome to the router</html>")], "foreign"),
        ([(404, b"nothing here")], "nonsense"),
        ([(302, b"")], "nonsense"),
        ([(403, b'{"why": "key_revoked"}')], "they_key_revoked"),
        ([(507, b'{"why": "full"}')], "they_full"),
    ],
)
def test_a_partner_that_answers_nonsense_for_a_day_loses_nothing(above, place, answers, why, monkeypatch):
    places.worker("Lò Thị Bưởi", place.sewing)
    now, tried = clock.now(), 0
    with server(answers) as address:
        Installation.objects.filter(id=above.id).update(address=address)
        for minute in range(0, 24 * 60, 10):
            monkeypatch.setattr(clock, "now", lambda minute=minute: now + timedelta(minutes=minute))
            before = Installation.objects.get(id=above.id).failures
            assert tasks.send_due() == 0
            tried += Installation.objects.get(id=above.id).failures - before
    row = Installation.objects.get(id=above.id)
    assert row.why == why
    assert words.said(why)
    assert words.next_step(why)
    assert 20 < tried < 80  # less and less often: 144 chances in the day
    assert sending.waiting(row) == 1
    line = Line(above)
    actions.push(row, line)
    assert len(of_kind(line, "roster")) == 1
    assert Installation.objects.get(id=above.id).failures == 0


def test_nobody_at_that_address(above, place):
    Installation.objects.filter(id=above.id).update(address="http://127.0.0.1:9")
    with pytest.raises(Refused) as problem:
        actions.push(Installation.objects.get(id=above.id), Https())
    assert problem.value.why == "down"


def test_facts_of_persons_are_kept_only_of_those_whom_the_partner_told(ward, bring, place):
    from tests.rooms.exchange.partner import uid, worker

    row = worker("Lò Thị Bưởi")
    stranger = places.worker("Lò Thị Lạ", place.shoes)
    mine = {"person": row["person"], "key": "kns.4.3", "skill": "kns.4.3", "since": "2026-01-01T00:00:00+00:00"}
    bring(
        ward.parcel(ward.say("SEW", "roster", row), ward.say("SEW", "result", mine, {**mine, "person": str(stranger)}))
    )
    assert ReceivedFact.objects.get().person == uid(row)
    assert queries.facts_below(place.ward, "result", clock.today()) == 1
    bring(ward.parcel(ward.say("SEW", "result", {**mine, "is_taken_back": True})))
    assert not ReceivedFact.objects.exists()


def test_partners_are_listed_by_side(above, ward):
    assert [each.id for each in parts.partners("above")] == [above.id]
    assert [each.id for each in parts.partners("below")] == [ward.id]
    assert isinstance(Partner().name, str)
