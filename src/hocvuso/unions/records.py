"""Dated rows as values, so that a change can be taken back to exactly the rows that were there before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from hocvuso.people.actions import TooLate
from hocvuso.unions.models import Employment, FullTime, Membership, Role

Picture = dict[str, Any]
_TABLES: dict[str, type[models.Model]] = {
    "membership": Membership,
    "employment": Employment,
    "full time": FullTime,
    "role": Role,
}
_NAMES = {model: name for name, model in _TABLES.items()}


def picture(rows: Iterable[models.Model]) -> list[Picture]:
    """Return rows as values that JSON can keep, as the tables hold them now."""
    found = []
    for row in rows:
        fields = {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
        found.append({"table": _NAMES[type(row)], **json.loads(json.dumps(fields, cls=DjangoJSONEncoder))})
    return sorted(found, key=lambda each: (each["table"], each["id"]))


def again(pictures: Sequence[Picture]) -> list[models.Model]:
    """Return those of the pictured rows that are still there, read anew."""
    found: list[models.Model] = []
    for each in pictures:
        found += _TABLES[each["table"]]._default_manager.filter(pk=each["id"])
    return found


def put_back(before: Sequence[Picture], after: Sequence[Picture]) -> None:
    """Bring the rows that a change touched back to what they were. Raises TooLate when one has changed since."""
    if picture(again(after)) != list(after):
        raise TooLate
    kept = {each["id"] for each in before}
    for each in after:
        if each["id"] not in kept:
            _TABLES[each["table"]]._default_manager.filter(pk=each["id"]).delete()
    for each in before:
        model = _TABLES[each["table"]]
        values = {
            field.attname: field.to_python(each[field.attname])
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
        model._default_manager.update_or_create(pk=each["id"], defaults=values)
