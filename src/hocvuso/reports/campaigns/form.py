"""The form of a post: what was typed, read into a draft; and what each channel would get of it at this moment."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.campaigns import composing, kits, queries, rendering
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.composing import ALT, LONG, SHORT, TITLE, Draft
from hocvuso.core import campaign as rules
from hocvuso.core import posting
from hocvuso.core.posting import CHANNELS, Article, Rendered
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import skillmap
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.campaigns import words
from hocvuso.reports.campaigns.nav import signer
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk

OWN_CHANNELS = [name for name in CHANNELS if name != rules.GROUP]
SAMPLE = "mauxx"  # stands for the code of a place that is not kept yet


class BadDay(ValueError):
    """The day or the hour cannot be read; the text says what to type."""


def fields(desk: Desk, typed: Mapping[str, Any]) -> dict[str, Any]:
    now = curriculum.current()
    names = words.channels()
    return {
        "limits": {"title": TITLE, "short": SHORT, "long": LONG, "alt": ALT},
        "channels": [(name, names[name], name in typed["kenh"], CHANNELS[name].by_hand) for name in OWN_CHANNELS],
        "skills": [(each.id, skillmap.title_of(each)) for each in now.skills.values() if each.lessons],
        "has_video": rendering.video_of(typed["bo"]) is not None,
        "shifts": words.shifts(),
        "campaigns": [each for each in queries.campaigns_of(desk.unit.id) if each.ended_at is None],
        "used": queries.groups_of(desk.unit.id),
        "new_id": typed["ma"] or str(uuid7()),
    }


FIELDS = (
    "ma",
    "ban",
    "tieu-de",
    "ngan",
    "dai",
    "mo",
    "bo",
    "ke-hoach",
    "ngay",
    "gio",
    "ca",
    "nhom",
    "mo-ta-anh",
    "video",
)


def typed_in(posted: Any) -> dict[str, Any]:
    typed: dict[str, Any] = {name: posted.get(name, "")[: LONG * 2] for name in FIELDS}
    typed["kenh"] = [name for name in posted.getlist("kenh") if name in OWN_CHANNELS]
    return typed


def empty(asked: Mapping[str, str], desk: Desk) -> dict[str, Any]:
    """Return the empty form, or the texts of a kit to begin with."""
    kit = kits.by_id(asked.get("bo", ""))
    typed: dict[str, Any] = dict.fromkeys(FIELDS, "")
    typed |= {"ke-hoach": asked.get("ke-hoach", "")[:40], "kenh": ["website"], "ban": "0"}
    typed["nhom"] = "\n".join(queries.groups_of(desk.unit.id)[:3])
    if kit is not None:
        typed |= {"bo": kit.id, "tieu-de": kit.title, "ngan": kit.short, "dai": kit.long, "mo": kit.skill}
    return typed


def filled(row: Any, desk: Desk) -> dict[str, Any]:
    places = list(row.places.order_by("created_at"))
    planned = row.planned_at.astimezone(clock.VIETNAM) if row.planned_at else None
    return {
        "ma": str(row.id), "ban": str(row.version), "tieu-de": row.title, "ngan": row.short, "dai": row.long,
        "video": "1" if row.has_video else "",
        "mo": row.skill, "bo": row.kit, "ke-hoach": str(row.campaign_id or ""), "ca": row.shift,
        "ngay": f"{planned:%d/%m/%Y}" if planned else "", "gio": f"{planned:%H:%M}" if planned else "",
        "nhom": "\n".join(each.group for each in places if each.channel == rules.GROUP),
        "kenh": [each.channel for each in places if each.channel != rules.GROUP],
        "mo-ta-anh": row.picture.alt if hasattr(row, "picture") else "",
    }  # fmt: skip


def keep(request: HttpRequest, desk: Desk, post: uuid.UUID, typed: Mapping[str, Any]) -> uuid.UUID:
    """Keep a post as it was typed, with its picture. Raises NotThis, Changed, BadDay."""
    groups = [("zalo-group", line) for line in typed["nhom"].splitlines()]
    wanted = _wanted(typed, (*groups, *((name, "") for name in typed["kenh"])), desk)
    seen = int(typed["ban"]) if typed["ban"].isdecimal() else 0
    if getattr(request, "too_large", False):
        raise NotThis("picture")
    sent: Any = request.FILES.get("anh")
    drawn = composing.draw(sent.read(), typed["mo-ta-anh"]) if sent is not None and sent.size else None
    made = composing.write(post, desk.unit.id, wanted, by=signer(desk), seen=seen)
    if drawn is not None:
        composing.illustrate(made.id, drawn)
    elif request.POST.get("bo-anh") == "1":
        composing.without_picture(made.id)
    return made.id


def _wanted(typed: Mapping[str, Any], places: tuple[tuple[str, str], ...], desk: Desk) -> Draft:
    campaign = queries.campaign_of(id_of(typed["ke-hoach"]), desk.unit.id) if typed["ke-hoach"] else None
    skill = typed["mo"] if typed["mo"] in curriculum.current().skills else ""
    kit = typed["bo"] if kits.by_id(typed["bo"]) else ""
    shift = typed["ca"] if typed["ca"] in words.shifts() else ""
    return Draft(
        typed["tieu-de"], typed["ngan"], typed["dai"], skill, kit,
        bool(kit) and typed["video"] == "1", campaign.id if campaign else None, _moment(typed["ngay"], typed["gio"]),
        shift, places,
    )  # fmt: skip


def _moment(day: str, hour: str) -> datetime | None:
    """Return the moment that was typed, None for no day at all. Raises BadDay."""
    if not day.strip():
        return None
    on, wrong = typed_day(day)
    if on is None:
        raise BadDay(wrong)
    try:
        at = time.fromisoformat(hour.strip().replace("g", ":").replace("h", ":").zfill(5)) if hour.strip() else time(19)
    except ValueError:
        raise BadDay(_("Write the hour like 19:00.")) from None
    return datetime.combine(on, at.replace(tzinfo=None), clock.VIETNAM)


def id_of(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


def previews(typed: Mapping[str, Any], row: Any = None) -> list[dict[str, Any]]:
    """Return what each chosen channel would get of what is typed: what `core.posting.render` makes of it."""
    picture = rendering.picture_of(row) if row else None
    video = rendering.video_of(typed["bo"]) if typed["video"] == "1" else None
    sample = Article(
        typed["tieu-de"], typed["ngan"], typed["dai"], picture, video, rendering.short_link(SAMPLE)
    )  # fmt: skip
    wanted = ([rules.GROUP] if typed["nhom"].strip() else []) + [name for name in CHANNELS if name in typed["kenh"]]
    return [shown(posting.render(sample, name), row) for name in wanted]


def shown(told: Rendered, row: Any = None) -> dict[str, Any]:
    """Return a rendered post as pages show it."""
    limits = CHANNELS[told.channel]
    return {
        "told": told,
        "name": words.channels()[told.channel],
        "count": posting.letters(told.text, limits),
        "most": limits.text,
        "warnings": [(words.warned(each), each.stops) for each in told.warnings],
        "picture": reverse("reports:post_picture", kwargs={"post": row.id}) if row and told.picture else "",
    }
