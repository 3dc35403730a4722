"""A small founded group and its volunteers, for the tests of this room."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.test import Client

from hocvuso.groups import founding, joining
from hocvuso.groups.founding import Paper, Wanted
from hocvuso.groups.models import Group
from hocvuso.people import tokens
from hocvuso.people.models import Device
from hocvuso.plumbing import clock


def founded(
    unit: uuid.UUID, by: uuid.UUID, *members: uuid.UUID, signed: bool = True, name: str = "Tổ số", decided: bool = True
) -> Group:
    """Return a group whose first member leads; by default everybody has signed the pledge and the decision is there."""
    roles = dict(zip(members, ["head", *["member"] * (len(members) - 1)], strict=True))
    group = founding.prepare(unit, Wanted(name, "Xưởng 1", roles, (0, 2), 17, 19), by=by, now=clock.now())
    if signed:
        for person in members:
            joining.sign(person, now=clock.now())
    if decided:
        paper = Paper("05/QĐ-CĐCS", "Lê Thị Hạnh", clock.today())
        founding.enter_decision(group.pk, paper, by=by, now=clock.now())
    return Group.objects.get(pk=group.pk)


def offered(person: uuid.UUID, *, woman: bool = False, shift: str = "", skills: tuple[str, ...] = ()) -> None:
    """Let somebody offer to help."""
    joining.offer(person, joining.Offer(shift, skills, woman, ""), now=clock.now())


def phone_of(person: uuid.UUID) -> Client:
    """Return a browser on which a known person learns."""
    device = Device.objects.create(person_id=person)
    browser, answer = Client(), HttpResponse()
    tokens.write(answer, tokens.Token(person, device.id, device.epoch, "Tên"))
    browser.cookies[tokens.COOKIE] = answer.cookies[tokens.COOKIE].value
    return browser
