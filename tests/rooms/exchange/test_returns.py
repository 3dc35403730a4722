"""Returns between installations: up as they were frozen, a receipt only from the other side, back with a reason."""

import json

import pytest

from hocvuso.core.returns import checksum, frozen_text
from hocvuso.exchange import actions, connected, queries
from hocvuso.plumbing import clock
from hocvuso.reports import connection
from hocvuso.reports.models import Adjustment, FrozenReturn, Return
from hocvuso.reports.returns import actions as returns
from hocvuso.reports.returns import queries as of_returns
from hocvuso.reports.returns import travelling
from tests.rooms import places
from tests.rooms.exchange.test_sending import Line, of_kind
from tests.rooms.reports.months import MONTH, OPENED, hand_in, opened, set_clock, signer, workers

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def place(monkeypatch):
    set_clock(monkeypatch, OPENED)
    return places.province()


def receipt(month, version, state="received", **more):
    return {"of": "return", "month": f"{month:%Y-%m}", "version": version, "state": state, "reason": "", "name": "Quân",
            "receipt": "T-W-1026-1ABCDE", "at": OPENED.isoformat(), **more}  # fmt: skip


@pytest.fixture
def handed_in(place, above):
    """The ward's combined return, confirmed while the province works elsewhere; what is below it accepted here."""
    workers(place.sewing, 6)
    hanh, quan = signer(place.sewing, "hanh"), signer(place.ward, "quan", "Phạm Văn Quân")
    own = hand_in(hanh, opened(place.sewing))
    returns.accept(quan, own.id, version=1)
    return quan, hand_in(quan, opened(place.ward))


def test_a_return_has_its_receipt_only_from_the_other_side(above, place, handed_in):
    _quan, row = handed_in
    assert (row.state, row.receipt) == ("sent", "")
    line = Line(above)
    actions.push(above.row, line)
    told = {each["unit"]["code"]: (each, one["state"]) for one in of_kind(line, "return")
            for each in [json.loads(one["text"])]}  # fmt: skip
    assert {code: state for code, (_text, state) in told.items()} == {"SEW": "accepted", "T-W": "sent"}
    assert told["T-W"][0]["units_in"] == 1
    line.says = [above.say("T-W", "receipt", receipt(MONTH, 1, "sent"))]
    actions.push(above.row, line)
    row.refresh_from_db()
    assert (row.state, row.receipt) == ("sent", "T-W-1026-1ABCDE")
    assert [step.what for step in of_returns.steps(row)][:2] == ["received", "sent"]
    line.says = [above.say("T-W", "receipt", receipt(MONTH, 1, "accepted"))]
    actions.push(above.row, line)
    row.refresh_from_db()
    assert row.state == "accepted"


def test_sent_back_it_is_mended_and_goes_up_again(above, place, handed_in):
    quan, row = handed_in
    line = Line(above)
    actions.push(above.row, line)
    line.says = [above.say("T-W", "receipt", receipt(MONTH, 1, "sent_back", reason="Thiếu một đơn vị"))]
    actions.push(above.row, line)
    row.refresh_from_db()
    assert row.state == "sent_back"
    assert of_returns.steps(row)[0].reason == "Thiếu một đơn vị"
    hand_in(quan, row)
    line.says = [above.say("T-W", "receipt", receipt(MONTH, 1, "accepted"))]  # an old answer comes late
    actions.push(above.row, line)
    row.refresh_from_db()
    assert (row.version, row.state, row.receipt) == (2, "sent", "")
    assert [one["version"] for one in of_kind(line, "return")][-1] == 2


def of_ward(place, month=MONTH, version=1, people=40, **more):
    """A return of the ward as its own installation froze it."""
    lines = [{"id": "people", "system": people, "why": "", "own": None, "reason": "", "units": 2, "without": 0}]
    text = frozen_text({
        "format": "hocvuso-return/1", "kind": "combined", "month": f"{month:%Y-%m}", "lines": lines, "units_in": 2,
        "units_out": 0, "parts": [], "missing": [], "adjustments": [], "version": version, "note": "",
        "confirmed": {"by": str(place.ward), "name": "Phạm Văn Quân", "at": OPENED.isoformat()},
    })  # fmt: skip
    return {"month": f"{month:%Y-%m}", "version": version, "state": "sent", "text": text, "checksum": checksum(text),
            "adjustments": [], **more}  # fmt: skip


def test_a_return_from_below_lands_frozen_is_accepted_and_the_answer_goes_down(ward, bring, place):
    tam = signer(place.top, "tam", "Trần Thị Tám")
    opened(place.ward)
    row = of_ward(place)
    said = ward.hear(bring(ward.parcel(ward.say("T-W", "return", row))).content)["receipt"]
    held = Return.objects.get(unit_id=place.ward, month=MONTH)
    assert (held.state, said[0]["state"], said[0]["receipt"]) == ("sent", "sent", held.receipt)
    assert FrozenReturn.objects.get(of=held).text == row["text"]
    assert of_returns.lines(held)[0].value == 40
    returns.accept(tam, held.id, version=1)
    assert ward.hear(bring(ward.parcel()).content)["receipt"][0]["state"] == "accepted"
    assert of_returns.combined(place.top, MONTH).lines[0].value == 40
    bring(ward.parcel(ward.say("T-W", "return", row)))  # told once more: it stays accepted
    held.refresh_from_db()
    assert held.state == "accepted"
    assert "receipt" not in ward.hear(bring(ward.parcel()).content)


def test_a_sending_back_goes_down_with_its_reason_and_the_next_version_comes_up(ward, bring, place):
    tam = signer(place.top, "tam", "Trần Thị Tám")
    bring(ward.parcel(ward.say("T-W", "return", of_ward(place))))  # a month that was never opened here
    held = Return.objects.get(unit_id=place.ward, month=MONTH)
    returns.send_back(tam, held.id, version=1, reason="Số người chưa khớp")
    said = ward.hear(bring(ward.parcel()).content)["receipt"][-1]
    assert (said["state"], said["reason"], said["name"]) == ("sent_back", "Số người chưa khớp", "Trần Thị Tám")
    bring(ward.parcel(ward.say("T-W", "return", of_ward(place, version=2, people=41))))
    held.refresh_from_db()
    assert (held.version, held.state) == (2, "sent")
    bring(ward.parcel(ward.say("T-W", "return", of_ward(place))))  # the first one once more: history
    held.refresh_from_db()
    assert (held.version, of_returns.lines(held)[0].value) == (2, 41)


def test_an_adjustment_travels_beside_the_frozen_figure_once(ward, bring, place):
    late = {"id": "018f0000-0000-7000-8000-00000000000a", "line": "people", "before": 40, "after": 42, "name": "Quân",
            "reason": "Hai người vào muộn", "at": OPENED.isoformat()}  # fmt: skip
    for _time in range(2):
        bring(ward.parcel(ward.say("T-W", "return", of_ward(place, adjustments=[late]))))
    assert Adjustment.objects.get().after == 42


@pytest.mark.parametrize(
    ("change", "why"),
    [({"checksum": "0" * 64}, "return_checksum"), ({"text": "{}", "checksum": checksum("{}")}, "return_text"),
     ({"month": "2026-99"}, "shape")],
)  # fmt: skip
def test_a_return_that_does_not_hold_is_held_up(ward, bring, place, change, why):
    bring(ward.parcel(ward.say("T-W", "return", {**of_ward(place), **change})))
    (held,) = queries.held(ward.id)
    assert held.why == why
    assert not FrozenReturn.objects.exists()


def test_two_different_returns_with_one_number_are_a_persons_affair(ward, bring, place):
    bring(ward.parcel(ward.say("T-W", "return", of_ward(place))))
    bring(ward.parcel(ward.say("T-W", "return", of_ward(place, people=41))))
    assert queries.held(ward.id)[0].why == "return_two"
    assert FrozenReturn.objects.count() == 1


def test_the_fact_of_the_higher_union_comes_from_receipts_and_gets_old(above, place, handed_in, monkeypatch):
    day = clock.today()
    units = [place.ward, place.sewing, place.packing]
    assert connected.known(units, day) == {connection.HIGHER: {place.ward: False, place.sewing: False}}
    actions.push(above.row, Line(above))
    actions.push(above.row, Line(above))
    words = connected.known(units, day)[connection.HIGHER]
    assert words == {place.ward: True, place.sewing: True}
    assert connected.known(units, day + connection.FRESH * 2)[connection.HIGHER] == {
        place.ward: False, place.sewing: False
    }  # fmt: skip
    assert place.packing not in words  # unknown, not a no


def test_who_hands_in_elsewhere_is_asked_not_guessed(above, ward, place):
    assert travelling.goes_elsewhere(place.ward)
    assert not travelling.goes_elsewhere(place.sewing)
