"""A group goes on changing: duty, area, roles, single turns; who leaves or rests leaves nothing open behind."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from hocvuso.groups import changing, founding, joining, papers, queries, reporting, volunteering
from hocvuso.groups.founding import Refused, Wanted
from hocvuso.groups.help_desk import asking
from hocvuso.groups.help_desk import queries as desk
from hocvuso.groups.help_desk.wish import Wish
from hocvuso.groups.models import Group, GroupDuty, GroupMember, HelpRequest
from hocvuso.people import traces
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox
from hocvuso.unions.models import Grant
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded, offered, phone_of
from tests.rooms.groups.test_group_pages import words_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def lan(place: places.Province) -> uuid.UUID:
    """A worker who is stuck."""
    return places.worker("Nguyễn Thị Lan", place.sewing)


@pytest.fixture
def pair(place: places.Province) -> tuple[uuid.UUID, uuid.UUID]:
    """Two volunteers."""
    return places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)


@pytest.fixture
def group(place, chair, pair) -> Group:
    """Their group."""
    return founded(place.sewing, chair, *pair)


def asked(person: uuid.UUID) -> HelpRequest:
    """Ask for a person now."""
    return asking.open_request(person, "em khong thay nut do", now=clock.now(), wish=Wish())


def wanted(group: Group, roles: dict[uuid.UUID, str], **other: object) -> Wanted:
    """Return the group as it is, with something else in it."""
    given = {
        "name": group.name, "area": group.area, "members": roles, "days": tuple(group.duty_days),
        "from_hour": group.duty_from, "until_hour": group.duty_until,
    }  # fmt: skip
    return Wanted(**{**given, **other})  # type: ignore[arg-type]


def test_duty_and_area_change_from_today_on_and_the_past_stays(chair, group):
    past = GroupDuty.objects.create(
        group=group, on=clock.today() - timedelta(days=3), from_hour=17, until_hour=19, person=None
    )
    assert changing.change(
        group.pk, wanted(group, {}, area="Xưởng 2", days=(5,), from_hour=8, until_hour=10), by=chair, now=clock.now()
    )
    row = Group.objects.get(pk=group.pk)
    assert (row.area, row.duty_days, row.duty_from, row.founded_on) == ("Xưởng 2", [5], 8, group.founded_on)
    coming = GroupDuty.objects.filter(group=group, on__gte=clock.today())
    assert {(each.on.weekday(), each.from_hour) for each in coming} == {(5, 8)}
    assert GroupDuty.objects.filter(pk=past.pk).exists()
    assert not changing.change(group.pk, wanted(row, {}), by=chair, now=clock.now()), "the same twice is nothing"


def test_a_group_has_one_head_whatever_is_said(chair, group, pair):
    with pytest.raises(Refused, match="head"):
        changing.change(group.pk, wanted(group, {pair[0]: "member"}), by=chair, now=clock.now())
    with pytest.raises(Refused, match="head"):
        founding.propose(group.pk, pair[0], "member", by=chair, now=clock.now())
    changing.change(group.pk, wanted(group, {pair[0]: "deputy", pair[1]: "head"}), by=chair, now=clock.now())
    roles = dict(GroupMember.objects.values_list("person", "role"))
    assert roles == {pair[0]: "deputy", pair[1]: "head"}
    stranger = {uuid.uuid4(): "head"}
    assert not changing.change(group.pk, wanted(group, stranger), by=chair, now=clock.now()), "who is in no group"


def test_a_turn_is_given_to_another_member_who_is_told(chair, group, pair):
    turn = GroupDuty.objects.filter(group=group, person=pair[0]).first()
    assert turn is not None
    assert changing.give_turns(group.pk, {turn.pk: pair[1]}, by=chair, now=clock.now()) == 1
    assert changing.give_turns(group.pk, {turn.pk: pair[1]}, by=chair, now=clock.now()) == 0
    assert {row.recipient for row in Outbox.objects.filter(body__kind="group_duty")} == {pair[1]}
    with pytest.raises(Refused, match="turn"):
        changing.give_turns(group.pk, {turn.pk: uuid.uuid4()}, by=chair, now=clock.now())


def test_the_pages_change_a_group_and_keep_what_was_typed(place, chair, group, pair):
    offered(pair[1], shift="afternoon")
    browser = places.come_in()
    page = browser.get(f"/cb/to/{group.pk}/sua?don-vi=SEW").content.decode()
    assert "Xưởng 1" in page and "Trần Văn Dũng" in page
    form = {"ten": "Tổ <b>mới</b>", "dia-ban": "Khu trọ", "ngay": ["6"], "tu": "19", "den": "8",
            f"vai-{pair[0]}": "head", f"vai-{pair[1]}": "deputy"}  # fmt: skip
    refused = browser.post(f"/cb/to/{group.pk}/sua?don-vi=SEW", form)
    assert refused.status_code == 422 and "Tổ &lt;b&gt;mới&lt;/b&gt;" in refused.content.decode()
    browser.post(f"/cb/to/{group.pk}/sua?don-vi=SEW", {**form, "tu": "14", "den": "16"})
    row = Group.objects.get(pk=group.pk)
    assert (row.name, row.area, row.duty_days) == ("Tổ <b>mới</b>", "Khu trọ", [6])
    turns = browser.get(f"/cb/to/{group.pk}/truc?don-vi=SEW").content.decode()
    turn = GroupDuty.objects.filter(group=group, on__gte=clock.today()).order_by("on").first()
    assert turn is not None and f"luot-{turn.pk}" in turns
    assert "Phạm Thị Hoa (trùng ca" in turns, "the second shift works at that hour"
    browser.post(f"/cb/to/{group.pk}/truc?don-vi=SEW", {f"luot-{turn.pk}": str(pair[1])})
    assert GroupDuty.objects.get(pk=turn.pk).person == pair[1]
    assert browser.post(f"/cb/to/{group.pk}/truc?don-vi=SEW", {"luot-x": ""}).status_code == 404
    places.official(place.shoes, username="giay")
    assert places.come_in("giay").get(f"/cb/to/{group.pk}/sua?don-vi=SHO").status_code == 404


@pytest.mark.parametrize("how", ["leaves", "is taken out", "is reported", "is removed", "the group ends"])
def test_whoever_stops_has_nobody_left_on_his_page(chair, group, pair, lan, place, how):
    """Also the second person whom he was helping: a page that lies open shows nobody any more."""
    minh = places.worker("Lê Văn Minh", place.sewing)
    first, second = asked(lan), asked(minh)
    for row in (first, second):
        volunteering.take(pair[0], row.pk, now=clock.now())
    if how == "leaves":
        joining.leave(pair[0], group.pk, now=clock.now())
    elif how == "is taken out":
        founding.take_out(group.pk, pair[0], by=chair, now=clock.now())
    elif how == "the group ends":
        founding.close(group.pk, by=chair, now=clock.now())
    else:
        reporting.report(lan, first.pk, "money", now=clock.now())
    if how == "is removed":
        report = reporting.open_below(chair, place.sewing, clock.today())[0]
        reporting.review(report.id, "removed", "đã hỏi", by=chair, now=clock.now())
    for row in (first, second):
        assert desk.helped_by(pair[0], row.pk, clock.today()) is None
        row.refresh_from_db()
        assert (row.state, row.helper) == ("new", None)
    browser = phone_of(pair[0])
    assert browser.get(f"/to/viec/{second.pk}").status_code == 404
    assert browser.post(f"/to/viec/{second.pk}", {"viec": "tra-loi", "q": "alo"}).status_code == 404
    assert not Grant.objects.filter(viewer_id=pair[0], subject_id__in=[lan, minh], valid_to=None).exists()
    if how not in {"is reported"}:
        assert not GroupDuty.objects.filter(group=group, person=pair[0], on__gte=clock.today()).exists()


def test_who_went_along_to_a_home_and_leaves_is_no_companion_any_more(chair, group, pair, lan):
    row = asked(lan)
    volunteering.take(pair[0], row.pk, now=clock.now())
    volunteering.choose_way(pair[0], row.pk, "home", pair[1], now=clock.now())
    founding.take_out(group.pk, pair[1], by=chair, now=clock.now())
    with pytest.raises(volunteering.Refused, match="alone"):
        volunteering.finish(pair[0], row.pk, "solved", 10, now=clock.now())


def test_a_volunteer_downloads_his_own_papers_and_nobody_elses(place, chair, group, pair, lan):
    from hocvuso.groups import worklog

    worklog.enter(group.pk, pair[0], "class", 90, 12, "", on=clock.today(), now=clock.now())
    thanks = worklog.thank(group.pk, pair[0], by=chair, now=clock.now())
    assert thanks is not None
    own, other, outside = phone_of(pair[0]), phone_of(pair[1]), phone_of(lan)
    decision = words_of(own.get(f"/to/giay/{papers.DECISION}/{group.pk}.docx"))
    assert "Phạm Thị Hoa" in decision and "05/QĐ-CĐCS" in decision and "BẢN NHÁP" not in decision
    assert any("danh sách tổ" in each.did for each in traces.seen([pair[1]]))
    letter = words_of(own.get(f"/to/giay/{papers.THANKS}/{thanks.pk}.docx"))
    assert "THƯ CẢM ƠN" in letter and "Trần Văn Dũng" in letter
    assert f"/to/giay/{papers.THANKS}/{thanks.pk}.docx" in own.get(f"/to/cam-on/{thanks.pk}").content.decode()
    assert other.get(f"/to/giay/{papers.THANKS}/{thanks.pk}.docx").status_code == 404
    assert outside.get(f"/to/giay/{papers.DECISION}/{group.pk}.docx").status_code == 404
    assert own.get(f"/to/giay/luong/{group.pk}.docx").status_code == 404
    assert queries.fellows(lan, group.pk, clock.today()) == []
