"""Invented awareness work of the demonstration; each title says so, and it goes with its units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from hocvuso.campaigns import actions, composing, kits
from hocvuso.campaigns.composing import Draft, Plan, Signer
from hocvuso.campaigns.models import Assignment, CampaignLink, LinkOpening, Post
from hocvuso.core.campaign import WAITING
from hocvuso.plumbing import clock

NAMESPACE = uuid.UUID("5d6b1a53-3f1c-5d55-8a55-8b7d0f3f2c77")  # drawn once; ids of invented work come from it
BY, SECOND = Signer(NAMESPACE, "Nhân vật minh họa"), Signer(uuid.uuid5(NAMESPACE, "second"), "Nhân vật minh họa 2")
ABOVE, UNION = "ST-BN", "ST-BN-MAY"
ASKED, SHARED, DAYS_LEFT = "chuyen-tien-dung-nguoi", "tin-nhan-gia", 5
NEWS = (
    ("Ba câu hỏi trước khi bấm (mẫu)", "Tin lạ tới máy? Hỏi ba câu rồi hãy bấm. Thử 2 phút, không cần đăng ký.",
     "Tin giả giờ viết rất giống thật.\nTrước khi bấm, hỏi ba câu: Ai gửi? Họ đòi gì? Có giục không?\n"
     "Chỉ một câu thấy lạ là dừng, gọi hỏi lại bằng số đã lưu.", "kns.4.3", 2, 63),
    ("Wifi nhà ăn đã mở (mẫu)", "Nhà ăn 2 có wifi để học. Xem cách vào mạng cho an toàn.",
     "Hỏi tên mạng ở quầy, so với tờ dán rồi hãy vào.\nHọc thì được; ngân hàng thì đợi về mạng của mình.", "kns.0.3", 9,
     21),
)  # fmt: skip
PLANNED = ("Cuối tháng coi chừng cuộc gọi lạ (mẫu)", "Ai xin mã OTP cũng là kẻ gian. Thử 2 phút:", "", "kns.4.3")


def show(units: Mapping[str, uuid.UUID], now: datetime) -> None:
    """Enter the invented work of the units that are there; a second time changes nothing."""
    if not {ABOVE, UNION} <= units.keys() or Post.objects.filter(id=_id("planned")).exists():
        return
    day = clock.day_of(now)
    plan = composing.plan(_id("plan"), units[ABOVE], _plan(day), by=BY)
    for number, (*words, days, opened) in enumerate(NEWS):
        row = _approved(_id(f"news-{number}"), units[ABOVE], plan.id, tuple(words), (("website", ""),), None)
        place = CampaignLink.objects.get(post=row)
        actions.post_sent(place.id, on=day - timedelta(days=days))
        LinkOpening.objects.create(link=place, on=day - timedelta(days=days), times=opened)
    soon = datetime.combine(day + timedelta(days=3), time(19), clock.VIETNAM)
    places = (("website", ""), ("zalo-group", "Zalo cán bộ phường (mẫu)"))
    _approved(_id("planned"), units[ABOVE], plan.id, PLANNED, places, soon)
    _asked(units, day, plan.id)


def _plan(day: date) -> Plan:
    begins, ends = day - timedelta(days=12), day + timedelta(days=18)
    goal = "Trước khi bấm đường dẫn, ai cũng hỏi ba câu."
    return Plan("Tháng chống lừa đảo (mẫu)", goal, 200, "worker", begins, ends)


def _approved(
    post: uuid.UUID, unit: uuid.UUID, plan: uuid.UUID, words: tuple[str, ...], places: tuple[tuple[str, str], ...],
    planned: datetime | None,
) -> Post:  # fmt: skip
    title, short, long, skill = words
    draft = Draft(title, short, long, skill, campaign=plan, planned_at=planned, places=places)
    row = composing.write(post, unit, draft, by=BY)
    Post.objects.filter(id=row.id).update(state=WAITING, asked_by=BY.id)  # nobody real is told that it waits
    return composing.step(row.id, "approve", by=SECOND, seen=row.version)


def _asked(units: Mapping[str, uuid.UUID], day: date, plan: uuid.UUID) -> None:
    """Let the level above ask for a kit, and the union have shared another one already."""
    # Written as it would be, without the job that tells offices: a demonstration that is removed leaves no job behind.
    facts = {"due_on": day + timedelta(days=DAYS_LEFT), "note": "Trước kỳ lương nhé.", "campaign_id": plan}
    signed = {"made_on": day, "made_by": BY.id, "made_name": BY.name}
    Assignment.objects.get_or_create(
        id=_id("asked"), defaults={"unit_id": units[ABOVE], "kit": ASKED, **facts, **signed}
    )
    kit = kits.by_id(SHARED)
    if kit is None:
        return
    made = actions.link_for(units[UNION], kit, "Zalo tổ may 1 (mẫu)", kit.long, by=NAMESPACE)
    actions.posted(made.id, proof="đăng lúc tan ca", by=NAMESPACE, on=day - timedelta(days=4))
    LinkOpening.objects.create(link=made, on=day - timedelta(days=4), times=38)


def _id(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)
