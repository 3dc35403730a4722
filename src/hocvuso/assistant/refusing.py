"""Who wants no language model: kept with the person, so that it holds on every phone of his."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.assistant.models import ModelRefusal
from hocvuso.people import own_data
from hocvuso.people import queries as people
from hocvuso.plumbing import clock


def is_refused(person: uuid.UUID) -> bool:
    """Tell whether this person wants no language model, under whichever of his ids he said so."""
    return ModelRefusal.objects.filter(person__in=people.ids_of(person)).exists()


def refuse(person: uuid.UUID) -> None:
    """Keep that this person wants no language model; said twice it is the same."""
    ModelRefusal.objects.get_or_create(person=person, defaults={"since": clock.now()})


def allow(*persons: uuid.UUID) -> None:
    """Let a language model word the answers of these ids of one person again."""
    ids = [each for person in persons for each in people.ids_of(person)]
    ModelRefusal.objects.filter(person__in=ids).delete()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return list(ModelRefusal.objects.filter(person__in=ids).order_by("since").values("since"))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return ModelRefusal.objects.filter(person__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    return ModelRefusal.objects.filter(person__in=ids).delete()[0]


def register() -> None:
    """Register the page of own data. Nothing moves when two accounts become one: every id of a person counts."""
    own_data.register(own_data.Holder("no-model", lambda: _("You want no AI model"), _count, _export, _erase))
