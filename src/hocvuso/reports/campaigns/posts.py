"""Posts: composed once with a preview for each channel, approved, planned, shared by hand or marked as out."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.campaigns import composing, queries, rendering, sending
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.composing import Changed
from hocvuso.core import campaign as rules
from hocvuso.core import posting
from hocvuso.core.posting import CHANNELS
from hocvuso.plumbing import clock
from hocvuso.plumbing.uploads import in_memory
from hocvuso.reports.campaigns import form, words
from hocvuso.reports.campaigns.nav import frame, signer
from hocvuso.reports.campaigns.plans import calendar, changed
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PICTURE_BYTES, FORM_BYTES = 5 * 1024 * 1024, 100_000


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the unit's posts: those that wait for approval first, then by day."""
    rows = queries.posts_of(desk.unit.id)
    waiting = [row for row in rows if row.state == rules.WAITING]
    page = {
        **frame(desk, "posts"),
        "waiting": calendar(desk, waiting),
        "posts": calendar(desk, [row for row in reversed(rows) if row.state not in (rules.WAITING, rules.ENDED)]),
        "put_away": calendar(desk, [row for row in rows if row.state == rules.ENDED]),
        "compose": desk.link("post_new"),
    }
    return render(request, "reports/campaigns/posts.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(PICTURE_BYTES + FORM_BYTES)
@at_desk
def edit(request: HttpRequest, desk: Desk, post: uuid.UUID | None = None) -> HttpResponse:
    """Compose a post, or change a draft; whatever is wrong, nothing that was typed is lost."""
    row = queries.post(post) if post else None
    if not desk.may_sign or (post and (row is None or row.unit_id != desk.unit.id)):
        return no_right(request, has_role=True)
    if row is not None and row.state != rules.DRAFT:
        return HttpResponseRedirect(link(desk, "post", post=row.id))
    typed, error = form.filled(row, desk) if row else form.empty(request.GET, desk), ""
    if request.method == "POST":
        typed = form.typed_in(request.POST)
        try:
            made = form.keep(request, desk, post or form.id_of(typed["ma"]), typed)
            return HttpResponseRedirect(link(desk, "post", post=made))
        except NotThis as refused:
            error = words.refused(refused.what)
        except form.BadDay as told:
            error = str(told)
        except Changed:
            return changed(request, link(desk, "post", post=post) if post else desk.link("posts"))
    page = {
        **frame(desk, "posts"),
        "back": link(desk, "post", post=row.id) if row else desk.link("posts"),
        **form.fields(desk, typed),
        "typed": typed,
        "row": row,
        "error": error,
        "preview": form.previews(typed, row),
        "to_preview": desk.link("post_preview"),
        "too_large": getattr(request, "too_large", False),
    }
    return render(request, "reports/campaigns/compose.html", page, status=422 if error else 200)


@require_POST
@at_desk
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the previews of what is typed at this moment, as a piece of a page; nothing is kept."""
    typed = form.typed_in(request.POST)
    row = queries.post(form.id_of(typed["ma"])) if typed["ma"] else None
    own = row if row and row.unit_id == desk.unit.id else None
    page = {"preview": form.previews(typed, own), "desk": desk}
    return render(request, "reports/campaigns/previews.html", page)


@require_safe
@at_desk
def picture(request: HttpRequest, desk: Desk, post: uuid.UUID) -> HttpResponse:
    """Return the picture of a post that is perhaps not out yet."""
    row = _seen(desk, post)
    jpeg = sending.picture(post) if row else None
    if jpeg is None:
        raise Http404(str(post))
    return HttpResponse(jpeg, content_type="image/jpeg")


def _seen(desk: Desk, post: uuid.UUID) -> Any:
    """Return a post of the unit, of one below it, or of one above that asked for it; None for any other."""
    row = queries.post(post)
    if row is None:
        return None
    below = unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=row.unit_id).exists()
    above = row.state == rules.APPROVED and unions.subtree_ids(row.unit_id, desk.day).filter(unit_id=desk.unit.id)
    return row if below or (above and above.exists()) else None


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, post: uuid.UUID) -> HttpResponse:
    """Show a post: each place with exactly what it gets, what to do next, what came of it."""
    row = _seen(desk, post)
    if row is None:
        return no_right(request, has_role=True)
    return _one(request, desk, row)


def _one(request: HttpRequest, desk: Desk, row: Any, error: str = "") -> HttpResponse:
    may_sign = row.unit_id == desk.unit.id and desk.may_sign
    others = [each for each in access.signers_of(row.unit_id, desk.day) if each != row.asked_by]
    page = {
        **frame(desk, "posts"),
        "back": desk.link("posts"),
        "row": row,
        "unit": unions.unit(row.unit_id, desk.day),
        "state": words.posts(row.state),
        "planned": row.planned_at.astimezone(clock.VIETNAM) if row.planned_at else None,
        "places": [_place(desk, row, each) for each in queries.of_post(row.id, clock.now())],
        "acts": rules.acts(row.state) if may_sign else (),
        "may_sign": may_sign,
        "is_asker": row.asked_by == desk.viewer,
        "alone": not others,
        "error": error,
        "step": link(desk, "post_step", post=row.id),
        "change": link(desk, "post_change", post=row.id),
        "asked": desk.link("assignment_new", bai=str(row.id)) if may_sign and not desk.is_grassroots else "",
        "picture": reverse("reports:post_picture", kwargs={"post": row.id}) if hasattr(row, "picture") else "",
    }
    return render(request, "reports/campaigns/post.html", page, status=422 if error else 200)


def _place(desk: Desk, row: Any, reach: Any) -> dict[str, Any]:
    """Return one place: what it gets, in which state it is, where it is shared and marked."""
    told = posting.render(rendering.article_at(row, reach.code), reach.channel)
    word, look = words.places(reach.state)
    at = reach.due_at.astimezone(clock.VIETNAM) if reach.due_at else None
    return {
        **form.shown(told, row),
        "reach": reach,
        "word": word,
        "look": look,
        "at": at,
        "by_hand": CHANNELS[reach.channel].by_hand,
        "to": link(desk, "campaign_link", number=reach.id),
        "news": f"{settings.SITE_URL}{reverse('campaigns:piece', kwargs={'code': reach.code})}"
        if reach.channel == rules.WEBSITE and reach.posted_on
        else "",
    }


@require_POST
@at_desk
def step(request: HttpRequest, desk: Desk, post: uuid.UUID) -> HttpResponse:
    """Ask for approval, approve, send back, reopen, put away, take out again."""
    row = queries.post(post)
    if row is None or row.unit_id != desk.unit.id or not desk.may_sign:
        return no_right(request, has_role=True)
    here, seen = link(desk, "post", post=post), request.POST.get("ban", "")
    try:
        composing.step(
            post, request.POST.get("lam", ""), by=signer(desk), seen=int(seen) if seen.isdecimal() else 0,
            note=request.POST.get("ghi", "")[:400],
        )  # fmt: skip
    except Changed:
        return changed(request, here)
    except NotThis as refused:
        return _one(request, desk, row, words.refused(refused.what))
    return HttpResponseRedirect(here)
