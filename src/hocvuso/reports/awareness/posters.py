"""Posters at an official's desk: choose what it is about, the places, the sheet; print; see what came of each place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.awareness import posters, subjects
from hocvuso.awareness.posters import Hung, NotThis
from hocvuso.awareness.subjects import Subject
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import paging
from hocvuso.plumbing.views import message
from hocvuso.reports import cards
from hocvuso.reports.awareness import sheets
from hocvuso.reports.classes.planning import TEACHING
from hocvuso.reports.documents import pdf
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PAGE = 10  # places on one page
SHOWN_FIRST = 4  # decided: of each list, so that a phone shows both lists and the places without long scrolling
DEFAULT_SIZE = "a4"


def _language() -> str:
    return translation.get_language() or "vi"


def _subject(key: str) -> Subject | None:
    return subjects.by_key(curriculum.current(), key, _language())


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what a poster can be about, and the posters of the unit and those below with what came of them."""
    typed, place = request.GET.get("tim", "")[:80], request.GET.get("noi", "")[: posters.PLACE]
    hung = posters.reach(unions.subtree_ids(desk.unit.id, desk.day))
    part = paging.part(paging.asked(request.GET), len(hung), PAGE)
    names = {line.id: line.name for line in unions.unit_lines({each.unit for each in hung}, desk.day)}
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("campaigns"),
        "typed": typed,
        "shown_first": subjects.FOUND if typed else SHOWN_FIRST,
        "found": [
            (each, _open(desk, each, place)) for each in subjects.found(curriculum.current(), typed, _language())
        ],
        "practice": [(each, _open(desk, each, place)) for each in subjects.simulators(typed)],
        "place": place,
        "hung": [(each, _title(each), names[each.unit], _make(desk, each)) for each in hung[part.rows]],
        "total": {name: sum(getattr(each, name) for each in hung) for name in ("opened", "begun", "kept")},
        "earlier": desk.link("posters", trang=str(part.earlier)) if part.earlier else "",
        "later": desk.link("posters", trang=str(part.later)) if part.later else "",
    }
    return render(request, "reports/awareness/posters.html", page)


def _title(hung: Hung) -> str:
    """Return what a poster is about; content that is gone keeps its id."""
    subject = subjects.named(curriculum.current(), hung.kind, hung.about, _language())
    return subject.title if subject else hung.about


def _open(desk: Desk, subject: Subject, place: str) -> str:
    """Return where the poster of a subject is made; `place` is known to whoever comes from a class."""
    return desk.link("poster_make", ve=subject.key, **({"noi": place} if place else {}))


def _may_print(desk: Desk, subject: Subject) -> bool:
    """Tell whether somebody may hang a poster for this unit; whoever teaches there prints what a class plays."""
    if desk.may_sign or subject.kind not in ("practice", "week"):
        return desk.may_sign
    held = access.teaching_role(desk.viewer, desk.day)
    return held is not None and held.name in TEACHING and desk.unit.id in {each.id for each in desk.units}


def _make(desk: Desk, hung: Hung) -> str:
    return desk.link("poster_make", ve=f"{hung.kind}:{hung.about}")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose places, sheet and number for one subject, and print what the unit has of it already."""
    subject = _subject(request.GET.get("ve", ""))
    if subject is None:
        return HttpResponseRedirect(desk.link("posters"))
    error = ("", "")
    if request.method == "POST":
        if not _may_print(desk, subject):
            return no_right(request, has_role=True)
        try:
            return _made(request, desk, subject)
        except NotThis as refused:
            error = _problem(refused.what)
    own = unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=desk.unit.id)
    hung = posters.with_mastery(posters.reach(own, subject), subject.skill)
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("posters"),
        "subject": subject,
        "sizes": [(name, *words) for name, words in sheets.size_words().items()],
        "size": _size(request.POST.get("kho", "")).id,
        "places": request.POST.get("noi", request.GET.get("noi", "")[: posters.PLACE]),
        "may_print": _may_print(desk, subject),
        "phone": request.POST.get("sdt", "") or posters.last_phone(desk.unit.id),
        "copies": request.POST.get("so", "1"),
        "error": dict([error]),
        "copies_hint": _("%(most)s at most") % {"most": sheets.MOST_COPIES},
        "most_places": posters.PLACES_AT_ONCE,
        "hung": [(each, _print(desk, subject, [each.code], DEFAULT_SIZE, 1)) for each in hung],
        "all": [(words[0], _print(desk, subject, [each.code for each in hung], name, 1))
                for name, words in sheets.size_words().items()] if hung else [],
    }  # fmt: skip
    return render(request, "reports/awareness/poster_make.html", page, status=422 if error[1] else 200)


def _made(request: HttpRequest, desk: Desk, subject: Subject) -> HttpResponse:
    """Hang the posters and lead to the print. Raises NotThis."""
    places = posters.read_places(request.POST.get("noi", ""))
    phone = posters.read_phone(request.POST.get("sdt", ""))
    made = posters.hang(desk.unit.id, subject, places, phone, by=desk.viewer)
    copies, size = _copies(request.POST.get("so", "")), _size(request.POST.get("kho", ""))
    return HttpResponseRedirect(_print(desk, subject, made, size.id, copies))


def _print(desk: Desk, subject: Subject, codes: list[str], size: str, copies: int) -> str:
    return desk.link("poster_print", ve=subject.key, kho=size, so=str(copies), ma=",".join(codes))


def _size(typed: str) -> sheets.Size:
    return sheets.SIZES.get(typed, sheets.SIZES[DEFAULT_SIZE])


def _copies(typed: str) -> int:
    return max(1, paging.whole(typed, most=sheets.MOST_COPIES))


def _problem(what: str) -> tuple[str, str]:
    """Return the field and the sentence for what cannot be printed."""
    return {
        "empty": ("noi", _("Write at least one place, like “Canteen 2”.")),
        "many": ("noi", _("%(most)s places at once. Print the others after these.") % {"most": posters.PLACES_AT_ONCE}),
        "long": ("noi", _("One of the places is too long: %(most)s letters at most.") % {"most": posters.PLACE}),
        "secret": ("noi", _("There is a number in it that belongs to somebody. Write the place only.")),
        "phone": ("sdt", _("Write the phone number with digits, like 024 0000 0000, or leave it out.")),
    }[what]


@require_safe
@at_desk
def sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is printed, or give it as PDF; the codes of other units are left out."""
    subject = _subject(request.GET.get("ve", ""))
    size, copies = _size(request.GET.get("kho", "")), _copies(request.GET.get("so", ""))
    codes = request.GET.get("ma", "").split(",")[: sheets.MOST_SHEETS]
    found = posters.printed(unions.subtree_ids(desk.unit.id, desk.day), codes)
    if subject is None or not found:
        return HttpResponseRedirect(desk.link("posters"))
    copies = min(copies, max(1, sheets.MOST_SHEETS * size.on_sheet // len(found)))
    back = desk.link("poster_make", ve=subject.key)
    if "as" not in request.GET:
        return _chosen(request, desk, subject, (size, copies), [each.code for each in found])
    is_pdf = request.GET["as"] == "pdf"
    try:
        if is_pdf:
            pdf.ready()
    except pdf.NoPdf as missing:
        return message(
            request, _("This site cannot make PDF files yet"),
            _("%(why)s Until then print the page from the browser.") % {"why": missing}, status=501,
            button=_("Back"), to=back,
        )  # fmt: skip
    unit = unions.unit(found[0].unit, desk.day) or desk.unit
    page = {
        "subject": subject, "size": size, "unit": unit.name, "site": cards.site(), "said": sheets.said(cards.site()),
        "sheets": sheets.sheets(sheets.drawn(found, copies), size), "is_pdf": is_pdf, "language": _language(),
        "picture": sheets.picture(curriculum.current(), subject, size), "back": back,
        "paper": size.page.upper(),
    }  # fmt: skip
    html = render_to_string("reports/awareness/poster.html", page, request)
    if not is_pdf:
        return HttpResponse(html)
    response = HttpResponse(pdf.drawn(html, sheets.STYLE), content_type="application/pdf")
    name = f"ap-phich-{size.id}-{found[0].code}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chosen(
    request: HttpRequest, desk: Desk, subject: Subject, how: tuple[sheets.Size, int], codes: list[str]
) -> HttpResponse:
    """Show what was made: which places, how many sheets, and the two ways to print."""
    size, copies = how
    own = posters.printed(unions.subtree_ids(desk.unit.id, desk.day), codes)
    here = _print(desk, subject, codes, size.id, copies)
    pages = len(sheets.sheets(sheets.drawn(own, copies), size))
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("poster_make", ve=subject.key),
        "subject": subject,
        "paper": sheets.size_words()[size.id][0],
        "copies": copies,
        "pages": pages,
        "places": [(each, f"{cards.site()}/q/{each.code}") for each in own],
        "pdf": f"{here}&as=pdf",
        "browser": f"{here}&as=html",
        "list": desk.link("posters"),
    }
    return render(request, "reports/awareness/poster_print.html", page)
