"""The kinds of paper that can be drafted: their fields, and the template that is filled with them.

The layout (unit, number, place and date, title, subject, recipients, signature) follows common office papers. It has
not been checked against the guidance of the General Confederation; each page and file says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocvuso.reports.documents.paper import Part

LINE, TEXT = 120, 1500  # characters of a one-line field, of a field of several lines
ROMAN = ("I", "II", "III", "IV")
POINTS = "noi-dung"  # the field that a model may put into sentences

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    name: str
    label: Callable[[], str]
    is_needed: bool = False
    has_lines: bool = False
    is_person: bool = False  # its value is somebody's name and never leaves the site

    @property
    def longest(self) -> int:
        """Return how many characters it takes."""
        return TEXT if self.has_lines else LINE


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper."""

    name: str
    title: Callable[[], str]
    word: Callable[[], str]  # on the button
    fields: Sequence[Field]
    parts: Callable[[Values], list[Part]]
    signers: Callable[[], Sequence[str]]


def points_of(text: str) -> list[str]:
    """Return the points of a field: its lines without their bullets."""
    return [line for each in text.splitlines() if (line := each.strip().lstrip("-–•*+ ").strip())]


def _numbered(text: str) -> list[str]:
    points = points_of(text)
    return points if len(points) < 2 else [f"{place}. {point}" for place, point in enumerate(points, start=1)]


def _labelled(values: Values, *pairs: tuple[str, str]) -> list[str]:
    return [f"{label}: {values[name]}" for name, label in pairs if values.get(name)]


def _chapters(*chapters: tuple[str, Sequence[str]]) -> list[Part]:
    """Return the chapters that have anything in them, numbered I, II, III."""
    filled = [(heading, sentences) for heading, sentences in chapters if sentences]
    return [Part(f"{ROMAN[place]}. {heading}", sentences) for place, (heading, sentences) in enumerate(filled)]


def _recipients(values: Values) -> Part:
    return Part(_("Recipients:"), [f"- {each}" for each in points_of(values["noi-nhan"])] or [_("- filed.")])


def _notice(values: Values) -> list[Part]:
    opening = _("The executive committee announces:")
    when = _labelled(values, ("luc", _("Time")), ("dia-diem", _("Place")), ("ai", _("For whom")))
    closing = _("Please come and pass this notice on.") if values["luc"] else _("Please pass this notice on.")
    return [Part("", [opening, *_numbered(values[POINTS]), *when, closing]), _recipients(values)]


def _plan(values: Values) -> list[Part]:
    chapters = _chapters(
        (_("PURPOSE"), _numbered(values["muc-dich"])),
        (_("CONTENT"), _numbered(values[POINTS])),
        (_("TIME AND PLACE"), _labelled(values, ("luc", _("Time")), ("dia-diem", _("Place")))),
        (_("CARRYING IT OUT"), _labelled(values, ("phu-trach", _("In charge")))),
    )
    return [*chapters, _recipients(values)]


def _minutes(values: Values) -> list[Part]:
    facts = _labelled(
        values, ("luc", _("Time")), ("dia-diem", _("Place")), ("chu-tri", _("In the chair")),
        ("thu-ky", _("Secretary")), ("ai", _("Present")),
    )  # fmt: skip
    chapters = _chapters(
        (_("CONTENT"), _numbered(values[POINTS])), (_("CONCLUSION"), _numbered(values["ket-luan"]))
    )  # fmt: skip
    return [Part("", facts), *chapters, Part("", [_("The minutes were read to those present, who agreed.")])]


_SUBJECT = Field("viec", lambda: _("What is it about?"), is_needed=True)
_WHEN, _WHERE = Field("luc", lambda: _("Time")), Field("dia-diem", lambda: _("Place"))
_TO = Field("noi-nhan", lambda: _("Recipients, one a line"), has_lines=True)
_POINTS = Field(POINTS, lambda: _("What is to be said, one point a line"), is_needed=True, has_lines=True)

KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        Kind(
            "thong-bao", lambda: _("NOTICE"), lambda: _("Notice"),
            (_SUBJECT, _POINTS, _WHEN, _WHERE, Field("ai", lambda: _("For whom")), _TO),
            _notice, lambda: [_("FOR THE EXECUTIVE COMMITTEE")],
        ),
        Kind(
            "ke-hoach", lambda: _("PLAN"), lambda: _("Plan"),
            (_SUBJECT, Field("muc-dich", lambda: _("What for, one point a line"), has_lines=True), _POINTS, _WHEN,
             _WHERE, Field("phu-trach", lambda: _("In charge"), is_person=True), _TO),
            _plan, lambda: [_("FOR THE EXECUTIVE COMMITTEE")],
        ),
        Kind(
            "bien-ban", lambda: _("MINUTES"), lambda: _("Minutes of a meeting"),
            (_SUBJECT, _WHEN, _WHERE, Field("chu-tri", lambda: _("In the chair"), is_person=True),
             Field("thu-ky", lambda: _("Secretary"), is_person=True), Field("ai", lambda: _("Present")), _POINTS,
             Field("ket-luan", lambda: _("Conclusion, one point a line"), has_lines=True)),
            _minutes, lambda: [_("SECRETARY"), _("IN THE CHAIR")],
        ),
    )
}  # fmt: skip
