"""Clauses that stand in several papers, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hocvuso.reports.documents.paper import Part, Table


def founding(members: Table, more: Sequence[str] = ()) -> list[Part]:
    """Return what founds a digital group: members, tasks (`more` come first), coming into force."""
    tasks = [
        *more,
        _("To tell, guide and help people to use digital devices and services safely and on their own."),
        _("Members sign a pledge: never ask for codes or passwords, never transfer for anybody, never "
          "take money, never go to somebody's home alone."),
        _("To keep a log of their work and report regularly."),
    ]  # fmt: skip
    return [
        Part(_("DECIDES:")),
        Part(_("Article 1. Members"), [], members),
        Part(_("Article 2. Tasks"), tasks),
        Part(_("Article 3. Coming into force"), [_("This decision comes into force on the day it is signed.")]),
    ]
