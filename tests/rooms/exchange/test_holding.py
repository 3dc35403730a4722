"""What cannot be entered by itself: held, named, decided by a person, and nothing behind it is lost or out of turn."""

from datetime import timedelta

import pytest

from hocvuso.exchange import actions, queries
from hocvuso.exchange.models import ReceivedEnvelope
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.unions import actions as unions
from hocvuso.unions import queries as tree
from hocvuso.unions.models import Membership, StructureChange, Unit
from tests.rooms import places
from tests.rooms.exchange.partner import Partner, uid, worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def one_held(partner):
    (found,) = queries.held(partner.id)
    return found


def at(unit):
    return set(Membership.objects.filter(unit_id=unit, valid_to=None).values_list("person__full_name", flat=True))


def test_a_unit_merged_here_and_not_yet_there_waits_and_goes_into_its_heir(ward, bring, place):
    unions.merge([place.sewing], place.shoes, on=clock.today() - timedelta(3))
    first, second = worker("Lò Thị Một"), worker("Lò Thị Hai")
    bring(ward.parcel(ward.say("SEW", "roster", first), ward.say("SEW", "roster", second)))
    held = one_held(ward)
    assert (held.why, held.behind) == ("unit_merged", 1)
    assert held.facts["heirs"][0]["code"] == "SHO"
    assert held.choices == ("vao-moi", "gui-lai")
    assert actions.decide(held.id, "vao-moi", by=uid(first)) == "done"
    actions.drain()
    assert at(place.shoes) == {"Lò Thị Một", "Lò Thị Hai"}
    with pytest.raises(actions.NotHeld):
        actions.decide(held.id, "vao-moi", by=uid(first))


def test_what_is_not_entered_is_told_to_the_other_side(ward, bring, place):
    bring(ward.parcel(ward.say("KHONG-CO", "roster", worker("Lò Thị Xa"))))
    held = one_held(ward)
    assert held.why == "unit_unknown"
    with pytest.raises(actions.NotHeld):
        actions.decide(held.id, "o-day", by=held.partner_id)  # without saying which unit
    assert actions.decide(held.id, "gui-lai", by=held.partner_id) == "back"
    said = ward.hear(bring(ward.parcel()).content)["receipt"]
    assert [(row["of"], row["reason"]) for row in said] == [("back", "unit_unknown")]
    assert not Person.objects.filter(full_name="Lò Thị Xa").exists()


def test_the_same_unit_under_another_code_is_named_once_for_all(ward, bring, place):
    bring(ward.parcel(ward.say("MAY-CU", "roster", worker("Lò Thị Một"))))
    held = one_held(ward)
    assert actions.decide(held.id, "o-day", by=held.partner_id, unit=place.sewing) == "done"
    bring(ward.parcel(ward.say("MAY-CU", "roster", worker("Lò Thị Hai"))))
    assert at(place.sewing) == {"Lò Thị Một", "Lò Thị Hai"}
    assert queries.held(ward.id) == []


def test_nobody_speaks_for_units_that_are_not_his(ward, bring, place):
    bring(ward.parcel(ward.say("PAC", "roster", worker("Lò Thị Xa"))))
    assert one_held(ward).why == "unit_not_theirs"
    assert at(place.packing) == set()


def test_two_installations_that_say_they_are_one_unit(ward, bring, place):
    bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Một"))))
    other = Partner("CĐCS May (máy mới)").paired_below(place.sewing)
    bring(other.parcel(other.say("SEW", "roster", worker("Lò Thị Hai"))))
    held = one_held(other)
    assert (held.why, held.facts["other"]) == ("unit_two", ward.name)
    assert actions.decide(held.id, "tu-nay", by=held.partner_id) == "done"
    bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Ba"))))
    assert one_held(ward).facts["other"] == other.name
    assert at(place.sewing) == {"Lò Thị Một", "Lò Thị Hai"}


def change(kind, *units, key="k-1", **more):
    return {"key": key, "kind": kind, "on": (clock.today() - timedelta(2)).isoformat(), "decision": "12/QĐ-CĐ",
            "signer": "Lò Văn Ký", "reason": "", "is_undone": False, "units": list(units), **more}  # fmt: skip


def unit(code, name, **more):
    return {"code": code, "name": name, "kind": "grassroots", "parent": "T-W", "is_new": False, "ended": False,
            "heir": "", **more}  # fmt: skip


def test_a_change_of_the_tree_waits_for_a_person_and_is_done_again_under_the_same_key(ward, bring, place):
    row = change("merge", unit("SEW", "May", ended=True, heir="SHO"), unit("SHO", "Giày"))
    bring(ward.parcel(ward.say("SEW", "unit", row)))
    held = one_held(ward)
    assert (held.why, held.choices) == ("change", ("lam-theo", "da-lam", "khong"))
    assert actions.decide(held.id, "lam-theo", by=held.partner_id) == "done"
    assert Unit.objects.get(id=place.sewing).dissolved_on is not None
    assert StructureChange.objects.get(key="k-1").decision == "12/QĐ-CĐ"
    bring(ward.parcel(ward.say("SEW", "unit", row)))  # told again: it is here
    assert queries.held(ward.id) == []


@pytest.mark.parametrize("kind", ["found", "rename", "move"])
def test_what_a_button_can_do_again(ward, bring, place, kind):
    rows = {
        "found": change("found", unit("MOI", "CĐCS Mới", is_new=True)),
        "rename": change("rename", unit("SEW", "CĐCS May Bến Nứa Xanh")),
        "move": change("move", unit("SEW", "CĐCS Công ty May Bến Nứa", parent="T-Z")),
    }
    bring(ward.parcel(ward.say("SEW", "unit", rows[kind])))
    assert actions.decide(one_held(ward).id, "lam-theo", by=ward.id) == "done"
    line = {each.code: each for each in tree.unit_lines(Unit.objects.values_list("id", flat=True), clock.today())}
    if kind == "found":
        assert line["MOI"].parent == "Công đoàn phường Bến Nứa"
    elif kind == "rename":
        assert line["SEW"].name == "CĐCS May Bến Nứa Xanh"
    else:
        assert line["SEW"].parent == "Công đoàn KCN Gió Đông"


def test_a_change_that_is_refused_here_says_why_and_one_that_needs_people_is_done_by_hand(ward, bring, place):
    bring(ward.parcel(ward.say("SEW", "unit", change("rename", unit("LA", "Lạ")))))
    held = one_held(ward)
    assert actions.decide(held.id, "lam-theo", by=ward.id) == "held"
    assert one_held(ward).why == "change_refused"
    actions.decide(one_held(ward).id, one_held(ward).choices[-1], by=ward.id)
    bring(ward.parcel(ward.say("SEW", "unit", change("split", unit("SEW", "May"), key="k-2"))))
    assert one_held(ward).choices == ("da-lam", "khong")


def test_changes_here_are_told_to_the_other_side_once(ward, bring, place):
    unions.rename(place.sewing, "CĐCS May Xanh", on=clock.today(), decree=unions.Decree(decision="7/QĐ"))
    (row,) = ward.hear(bring(ward.parcel()).content)["unit"]
    assert (row["kind"], row["decision"], row["units"][0]["name"]) == ("rename", "7/QĐ", "CĐCS May Xanh")
    assert "unit" not in ward.hear(bring(ward.parcel()).content)


def test_an_erasure_from_below_erases_whom_only_it_told_us_of(ward, bring, place):
    row, own = worker("Lò Thị Bưởi"), places.worker("Lò Thị Riêng", place.shoes)
    bring(ward.parcel(ward.say("SEW", "roster", row, worker("Lò Thị Riêng", own))))
    asked = [{"person": each, "asked_at": "x"} for each in (row["person"], str(own))]
    answer = bring(ward.parcel(ward.say("SEW", "erasure", *asked)))
    assert [each["state"] for each in ward.hear(answer.content)["receipt"]] == ["done", "done"]
    assert Person.objects.get(id=uid(row)).erased_at is not None
    assert Person.objects.get(id=own).full_name == "Lò Thị Riêng"
    bring(ward.parcel(ward.say("SEW", "roster", row)))  # an old list still names her: she stays forgotten
    assert Person.objects.get(id=uid(row)).full_name == ""


def test_names_are_corrected_only_where_only_this_partner_told_of_them(ward, bring, place):
    known = places.worker("Lò Thị Đúng", place.sewing)
    row = worker("Lò Thị Bưởi")
    bring(ward.parcel(ward.say("SEW", "roster", row, worker("Lò Thị Sai", known))))
    bring(ward.parcel(ward.say("SEW", "roster", {**row, "name": "Lò Thị Bưởi Hồng"})))
    assert Person.objects.get(id=known).full_name == "Lò Thị Đúng"
    assert Person.objects.get(id=uid(row)).full_name == "Lò Thị Bưởi Hồng"
    gone = {"person": row["person"], "left": (clock.today() - timedelta(1)).isoformat()}
    bring(ward.parcel(ward.say("SEW", "roster", gone, {**gone, "person": str(known)})))
    assert at(place.sewing) == set()


def test_rows_of_another_shape_are_held_and_nothing_of_them_is_entered(ward, bring, place):
    bring(ward.parcel(ward.say("SEW", "roster", worker("Lò Thị Một"), {"person": "x"})))
    assert one_held(ward).why == "shape"
    assert at(place.sewing) == set()
    assert ReceivedEnvelope.objects.get().text  # kept as it came
