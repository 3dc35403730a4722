"""Small families, and browsers on which their people learn."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from hocvuso.core.family import GUARDIAN, OWN, TASK
from hocvuso.families import founding, joining, queries, rules
from hocvuso.families.joining import Profile
from hocvuso.families.models import FamilyInvitation, FamilyMember
from hocvuso.families.recognising import Signer
from hocvuso.learning.models import Event
from hocvuso.people import tokens
from hocvuso.people.models import Device
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places

BY = Signer(uuid7(), "Lê Thị Hạnh")
EVERYBODY = frozenset({OWN, GUARDIAN})


def skilled(person: uuid.UUID) -> uuid.UUID:
    """Let a person have the skills of the rule."""
    places.master(person, *rules.on(places.today()).rule.skills)
    return person


def tried(person: uuid.UUID, *, days_ago: int = 0) -> None:
    """Let a person have done one small task some days ago."""
    at = clock.now() - timedelta(days=days_ago)
    Event.objects.create(
        home_store=1, id=uuid7(), learner=person, device=uuid7(), counter=1, kind="answer", content_id="kns.4.3/x",
        client_at=at, received_at=at, batch=1,
    )  # fmt: skip


def worker(place: places.Province, name: str = "Nguyễn Thị Lan") -> uuid.UUID:
    """Enter a worker of the sewing factory who agreed to be recorded."""
    return places.worker(name, place.sewing, agreed=True)


def profile(supporter: uuid.UUID, name: str = "Trần Thị Mây", **more: Any) -> FamilyMember:
    """Bring in a relative who learns on the supporter's phone."""
    told = Profile(name, more.get("kin", "mother"), more.get("born_in"), more.get("shares", TASK))
    return joining.add(
        more.get("number", uuid7()), supporter, told, said=more.get("said", EVERYBODY), on=places.today()
    )


def ready(place: places.Province, name: str = "Nguyễn Thị Lan") -> tuple[uuid.UUID, FamilyMember]:
    """Return a supporter with the skills, and a mother on her phone who did a task: the rule is met."""
    lan = skilled(worker(place, name))
    founding.found(lan, on=places.today())
    mother = profile(lan)
    tried(mother.person)
    return lan, mother


def phone_of(person: uuid.UUID, name: str = "Lan") -> Client:
    """Return a browser on which a known person learns."""
    device = Device.objects.create(person_id=person)
    browser, answer = Client(), HttpResponse()
    tokens.write(answer, tokens.Token(person, device.id, device.epoch, name))
    browser.cookies[tokens.COOKIE] = answer.cookies[tokens.COOKIE].value
    return browser


def founded(place: places.Province, name: str = "Nguyễn Thị Lan") -> uuid.UUID:
    """Return a worker who has founded her family."""
    person = worker(place, name)
    founding.found(person, on=places.today())
    return person


def seen(supporter: uuid.UUID) -> queries.Family:
    """Return the family as its supporter sees it."""
    held = founding.current(supporter)
    assert held is not None
    return queries.of_supporter(held, places.today())


def invited(supporter: uuid.UUID, person: uuid.UUID, shares: str = TASK) -> tuple[FamilyMember, FamilyInvitation]:
    """Let a person with his own phone come in by a fresh invitation."""
    made = joining.invite(uuid7(), supporter, "sibling", on=places.today())
    return joining.join(made.code, person, shares=shares, on=places.today()), made
