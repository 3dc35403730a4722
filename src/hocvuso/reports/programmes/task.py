"""One task: how far it is, evidence, what is told about it; each step can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.programmes import standing
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import kept_files, paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.uploads import in_memory
from hocvuso.plumbing.views import message
from hocvuso.programmes import actions, proof, queries, words
from hocvuso.programmes.proof import NotThis
from hocvuso.programmes.queries import OneTask
from hocvuso.reports.programmes import reporting
from hocvuso.reports.programmes.form import choices, filled, read
from hocvuso.reports.programmes.programme import is_below, sees_owners
from hocvuso.reports.programmes.wizard import id_of, signer
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions

WHOLE = 100  # per cent
FORM_BYTES = proof.MOST_BYTES + 64 * 1024  # the file and what else is in the form


def _found(desk: Desk, number: uuid.UUID) -> OneTask | None:
    """Return a task whose programme belongs to the unit of the desk or one below."""
    task = queries.task(number, desk.day)
    return task if task is not None and is_below(desk, task.programme.unit_id) else None


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(FORM_BYTES)
@at_desk
def one(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show a task, and do what its buttons say."""
    task = _found(desk, number)
    if task is None:
        return no_right(request, has_role=True)
    may_sign = access.may_act_for(desk.viewer, task.programme.unit_id, desk.day)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("viec", ""))
        if not may_sign:
            return no_right(request, has_role=True)
        if act is None:
            raise Http404
        try:
            wrong = act(request, desk, task)
        except actions.Changed:
            return _overtaken(request, desk, number)
        if not wrong:
            return HttpResponseRedirect(link(desk, "programme_task", number=number))
    page = _page(request, desk, task, may_sign, wrong)
    return render(request, "reports/programmes/task.html", page, status=422 if wrong else 200)


def _page(request: HttpRequest, desk: Desk, task: OneTask, may_sign: bool, wrong: dict[str, str]) -> dict[str, Any]:
    shown, unit = task.shown, unions.unit(task.programme.unit_id, desk.day) or desk.unit
    does_it = unions.unit(shown.row.unit_id, desk.day)
    posted: dict[str, Any] = request.POST.dict() if wrong else {}
    last = task.steps[-1] if len(task.steps) > 1 else None
    return {
        **rail(desk, "programmes"),
        "back": link(desk, "programme", number=task.programme.pk),
        "task": task, "shown": shown, "row": shown.row, "unit": unit, "may_sign": may_sign,
        "does_it": does_it.name if does_it and does_it.id != unit.id else "",
        "sees_owners": sees_owners(desk, unit.id),
        "states": words.states(), "deadline": words.deadline(shown.deadline),
        "tag": words.TAGS.get(shown.deadline.kind, ""),
        "how_far": reporting.how_far(shown), "told": "" if shown.row.told is None else round(shown.row.told * WHOLE),
        "seen": shown.row.changed_at.isoformat(), "proof_id": posted.get("proof", "") or uuid7(),
        "undo": last.pk if last else None,
        "file": lambda evidence: link(desk, "programme_file", number=shown.row.pk, evidence=evidence),
        "typed": {**filled(shown), **posted} if wrong else filled(shown), "wrong": wrong,
        "megabytes": proof.MOST_BYTES >> 20, "longest_note": actions.LONGEST_NOTE,
        **choices(desk, unit, shown.row.measure),
    }  # fmt: skip


def _overtaken(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    return message(
        request, _("That did not go through"),
        _("Somebody changed this task meanwhile. Look at it again, then decide."), status=409,
        button=_("To the task"), to=link(desk, "programme_task", number=number),
    )  # fmt: skip


def _seen(request: HttpRequest) -> datetime:
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        raise actions.Changed from None


def _tell(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    """Write down the state, and how far a task is where nothing is counted."""
    state, typed = request.POST.get("trang-thai", ""), request.POST.get("phan-tram", "").strip().rstrip("%").strip()
    if state not in standing.STATES:
        return {"trang-thai": _("Choose how far it is.")}
    share = None
    if typed and not task.shown.work.is_measured and state == standing.DOING:
        if not (typed.isascii() and typed.isdigit() and int(typed[:4]) <= WHOLE):
            return {"phan-tram": _("Type a number from 0 to 100.")}
        share = paging.whole(typed, most=WHOLE) / WHOLE
    actions.tell(
        task.shown.row.pk, _seen(request), state, by=signer(desk), share=share, note=request.POST.get("ghi-chu", "")
    )
    return {}


def _undo(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    actions.take_back(task.shown.row.pk, id_of(request.POST.get("step", "")), by=signer(desk))
    return {}


def _change(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    typed = read(request.POST, desk, task.programme.unit_id)
    if not typed.wrong:
        actions.change_task(task.shown.row.pk, _seen(request), typed.details(), by=signer(desk))
    return typed.wrong


def _remove(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    actions.remove_task(task.shown.row.pk, by=signer(desk))
    return {}


def _restore(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    actions.restore_task(task.shown.row.pk, by=signer(desk))
    return {}


def _prove(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    """Keep a note, an address or a file; a text that begins like an address is one."""
    number, row, by = id_of(request.POST.get("proof", "")), task.shown.row.pk, signer(desk)
    sent, text = request.FILES.get("tep"), request.POST.get("bang-chung", "").strip()
    if sent is None and int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES:
        return {"tep": _too_large()}
    try:
        if text:
            kind = proof.LINK if text.startswith(("https://", "http://")) and " " not in text else proof.NOTE
            proof.add(number, row, kind, text, by=by)
        if sent is not None:
            # A form with both is two pieces of evidence, each with an id of its own that is the same when sent twice.
            proof.add(uuid.uuid5(number, "file") if text else number, row, proof.FILE, sent.name or "", by=by,
                      data=sent.read())  # fmt: skip
        elif not text:
            return {"bang-chung": _("Write a note, paste an address, or choose a file.")}
    except NotThis as refused:
        return {"tep": _refusal(refused.args[0])}
    return {}


def _too_large() -> str:
    return _("The file is larger than %(size)s MB. Send a smaller picture, or paste an address.") % {
        "size": proof.MOST_BYTES >> 20
    }


def _refusal(why: str) -> str:
    return {
        "large": _too_large(),
        "kind": _("Only PDF, pictures (JPG, PNG), Word and Excel without macros. Save it as one of them first."),
        "empty": _("The file is empty. Choose another one."),
        "many": _("At most %(most)s files a task. Take one away first.") % {"most": proof.MOST_FILES},
    }[why]


def _take_away(request: HttpRequest, desk: Desk, task: OneTask) -> dict[str, str]:
    is_back = request.POST["viec"] == "chung-lai"
    proof.take_away(id_of(request.POST.get("evidence", "")), task.shown.row.pk, by=signer(desk), back=is_back)
    return {}


_ACTS: dict[str, Callable[[HttpRequest, Desk, OneTask], dict[str, str]]] = {
    "bao": _tell, "hoan-tac": _undo, "sua": _change, "bo": _remove, "lay-lai": _restore, "chung": _prove,
    "chung-bo": _take_away, "chung-lai": _take_away,
}  # fmt: skip


@require_safe
@names_shown
@at_desk
def file(request: HttpRequest, desk: Desk, number: uuid.UUID, evidence: uuid.UUID) -> HttpResponse:
    """Give a file of evidence to whoever may see names in the unit: there may be faces and names in it."""
    task = _found(desk, number)
    if task is None or not sees_owners(desk, task.programme.unit_id):
        return no_right(request, has_role=True)
    kept = queries.evidence(evidence, number)
    if kept is None or kept.data is None:
        raise Http404
    return kept_files.handed_out(bytes(kept.data), kept.ending, f"bang-chung-{kept.on:%Y%m%d}")
