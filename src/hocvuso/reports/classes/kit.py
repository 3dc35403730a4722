"""The trainer's kit: a plan with minutes, slides, pages to hand out, a quiz on paper with its key, in one file.

The quiz is one of the room of halls, with a code, two forms and a grid; taking the kit makes it or finds it.
"""

from __future__ import annotations

import io
import tempfile
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from hocvuso.certificates import papers as certificates
from hocvuso.classes import queries, recognising, words
from hocvuso.core import drawing, lesson_plan
from hocvuso.core.content import Lesson
from hocvuso.core.hall import Exercise
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render as content
from hocvuso.curriculum.leaflet import files
from hocvuso.curriculum.leaflet.choosing import leaflet_of
from hocvuso.halls import exercises, paper
from hocvuso.halls import queries as halls
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, printing, squares
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.views import message
from hocvuso.reports import cards
from hocvuso.reports.classes import papers
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.planning import link
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.documents.paper import TEXT, Column, Paper, Part, Table
from hocvuso.reports.halls.papers import part_pdf
from hocvuso.reports.views.cards import answered
from hocvuso.reports.views.desk import Desk, no_right, rail
from hocvuso.unions import queries as unions

SLIDES = Path(__file__).parent.parent / "static/reports/slides.css"
MOST_SLIDES, MOST_LEAFLETS = 40, 4  # decided: an evening shows no more; measured, some four slides a second
MOST_CERTIFICATES = 30  # decided: as many as a class; more are printed by the job of certificates
WHOLE = ("ca-bo", "zip")
QUIZ = ("de", "dap-an")  # its sheets, its key
WIDTH, HEIGHT = 420.0, 300.0  # CSS pixels of a picture on a slide


def taught(row: Row) -> list[Lesson]:
    """Return the lessons of the skills of a class, in their order."""
    now = curriculum.current()
    skills = [now.skills[each] for each in row.course.skills if each in now.skills]
    found = [now.lessons[name] for skill in skills for name in skill.lessons if name in now.lessons]
    return [each for each in found if each.status != "retired"]


def plan_paper(desk: Desk, row: Row) -> Paper:
    """Return the plan: a table of minutes for each meeting."""
    lessons = taught(row)
    sessions = [each for each in queries.sessions(row.id) if each.state == "planned"]
    planned = lesson_plan.meetings([each.meeting.minutes for each in sessions], [each.minutes for each in lessons])
    columns = [Column(_("Time"), TEXT, 10), Column(_("Minutes"), TEXT, 10), Column(_("What"), TEXT, 34),
               Column(_("How to do it"), TEXT, 40)]  # fmt: skip
    parts = []
    for session, found in zip(sessions, planned, strict=True):
        begins = session.starts_at.astimezone(clock.VIETNAM)
        minute = begins.hour * 60 + begins.minute
        rows = []
        for part in found:
            at = (minute + part.begins) % 1440
            what, how = _told(part, lessons)
            rows.append([f"{at // 60:02d}:{at % 60:02d}", str(part.minutes), what, how])
        parts.append(Part(words.when(session), (), Table(columns, rows)))
    return Paper(
        title=_("Plan of the class: %(name)s") % {"name": row.name}, unit=desk.unit.name, above=desk.unit.parent,
        facts=[(_("Where"), row.place or _("Online")), (_("Trainer"), row.trainer_name or "……"),
               (_("Seats"), str(row.seats))],
        parts=parts,
    )  # fmt: skip


def _told(part: lesson_plan.Part, lessons: list[Lesson]) -> tuple[str, str]:
    if part.kind == lesson_plan.LESSON:
        if part.lesson is None:
            return _("Practice"), _("Each on his own phone; go round and help.")
        lesson = lessons[part.lesson]
        return lesson.title, _("%(goal)s Show it on the wall, everybody does it, look at it together.") % {
            "goal": lesson.goal
        }
    return {
        lesson_plan.OPEN: (
            _("Welcome, sign in"),
            _("Code on the wall or the list; no phone: sit with a mate."),
        ),
        lesson_plan.REST: (_("Break"), ""),
        lesson_plan.ASK: (_("Quiz on paper"), _("Nobody is marked by name aloud; read the key together.")),
        lesson_plan.CLOSE: (_("What comes next"), _("The next meeting; what to learn at home; who needs a person?")),
    }[part.kind]


def quiz(row: Row, *, by: uuid.UUID) -> Row | None:
    """Return the newest paper quiz of a class, or make its first one; None where it teaches too little to ask about."""
    held = halls.quiz_of_class(row.id)
    asked = None if held else _exercise(row)
    # One number for one class: the button pressed twice makes one quiz.
    return paper.make(uuid.uuid5(row.id, "quiz"), row.unit, asked, by=by, class_id=row.id) if asked else held


def _exercise(row: Row) -> Exercise | None:
    return exercises.of_class(row.id, row.name, row.course.skills)


def slides_page(row: Row) -> str:
    """Return the slides: a title, one for each step, what to do at home."""
    now, shown = curriculum.current(), []
    for lesson in taught(row):
        for step in lesson.steps:
            told = content.step_for(step, device="", audience="worker", easy=True, today=clock.today(), facts=now.facts)
            shown.append({"lesson": lesson.title, "step": told, "picture": _picture(step)})
    address = f"{settings.SITE_URL}/lop/{row.code}"
    return render_to_string(
        "reports/classes/slides.html",
        {
            "row": row,
            "steps": shown[:MOST_SLIDES],
            "address": address,
            "square": squares.square(address),
            "is_sample": settings.DEMO,
        },
    )


def _picture(step: Any) -> Markup:
    if step.picture is None or not step.picture.draw:
        return Markup("")
    plain = drawing.drawing(step.picture.draw, numbered=False)
    scale = min(WIDTH / plain.width, HEIGHT / plain.height)
    svg = drawing.svg(step.picture.draw, step.picture.alt, "light", numbered=False)
    old = f'width="{plain.width}" height="{plain.height}"'
    new = f'width="{plain.width * scale:.0f}" height="{plain.height * scale:.0f}"'
    return Markup(svg.replace(old, new, 1))  # noqa: S704 - our own drawing, its words escaped


def _written(paper: Paper, ending: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="hocvuso-") as folder:
        path = Path(folder) / f"paper.{ending}"
        if ending == "docx":
            from hocvuso.reports.documents import word  # python-docx: 3 MiB that no page needs

            word.write(paper, path)
        else:
            pdf.write(paper, path)
        return path.read_bytes()


def _leaflets(row: Row) -> dict[str, bytes]:
    now, made = curriculum.current(), {}
    for skill in row.course.skills[:MOST_LEAFLETS]:
        found = skill in now.skills and leaflet_of(
            now, now.skills[skill], today=clock.today(), site=settings.SITE_URL, by=settings.OPERATOR_NAME
        )
        if found:
            made[f"5-phat-tay-{skill}.pdf"] = files.made(found, "a4", settings.DATA / "leaflets").read_bytes()
    return made


def _certificates(desk: Desk, row: Row) -> dict[str, bytes]:
    """Return the certificates of a class in one file where the official sees their names; many are printed by a job."""
    held = [each for each in recognising.lines(desk.viewer, row, recognising.SHARE, desk.day) if each.holds]
    ids = [each.paper.id for each in held if each.paper and each.seat.name]
    return {"6-chung-nhan.pdf": certificates.pdf(ids)} if desk.sees_names and 0 < len(ids) <= MOST_CERTIFICATES else {}


def _waiting(desk: Desk, row: Row) -> list[uuid.UUID]:
    """Return who has a seat, may be seen by name and has never come in."""
    seated = [each.person for each in queries.roll(desk.viewer, row.id, desk.day) if each.name and not each.is_waiting]
    unclaimed = set(people.unclaimed_ids(seated))
    return [each for each in seated if each in unclaimed][: cards.MOST]


def _cards(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    ids, back = _waiting(desk, row), link(desk, row.id, "class_kit")
    if not ids:
        return HttpResponseRedirect(back)
    pdf.ready()
    audit.record_reading(desk.viewer, ids, "cards", desk.as_what)
    made = cards.deal(ids, row.unit, by=desk.viewer)
    return answered(request, made, (unions.unit(row.unit, desk.day) or desk.unit).name, row.code, back)


def _whole(request: HttpRequest, desk: Desk, row: Row) -> bytes:
    """Return the whole kit as one file."""
    plan, roll, asked = plan_paper(desk, row), papers.roll_paper(desk, row, is_list=False), halls.quiz_of_class(row.id)
    made = {
        "1-ke-hoach.docx": _written(plan, "docx"), "1-ke-hoach.pdf": _written(plan, "pdf"),
        "2-trinh-chieu.pdf": pdf.drawn(slides_page(row), SLIDES), "3-danh-sach-ky-ten.pdf": _written(roll, "pdf"),
        **({f"4-{name}-{asked.code}.pdf": part_pdf(request, desk, asked, name) for name in QUIZ} if asked else {}),
        **_leaflets(row), **_certificates(desk, row),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return out.getvalue()


_PARTS: dict[tuple[str, str], Callable[[HttpRequest, Desk, Row], bytes]] = {
    ("ke-hoach", "docx"): lambda request, desk, row: _written(plan_paper(desk, row), "docx"),
    ("ke-hoach", "pdf"): lambda request, desk, row: _written(plan_paper(desk, row), "pdf"),
    ("trinh-chieu", "pdf"): lambda request, desk, row: pdf.drawn(slides_page(row), SLIDES),
    WHOLE: _whole,
}


@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def kit(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show what the kit holds; its one button makes the quiz where there is none yet, and leads to all of it."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    gives_cards = may_sign and desk.sees_names
    if request.method == "POST" and request.POST.get("viec") == "the" and gives_cards:
        try:
            return _cards(request, desk, row)
        except pdf.NoPdf:
            return _no_pdf(request, link(desk, row.id, "class_kit"))
    if request.method == "POST":
        made = quiz(row, by=desk.viewer)
        wants_quiz = request.POST.get("viec") == "bai-giay" and made is not None
        to = desk.link("paper", made.id) if wants_quiz and made else link(desk, row.id, "class_kit_part", *WHOLE)
        return HttpResponseRedirect(to)
    held = halls.quiz_of_class(row.id)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "lessons": taught(row), "quiz": held,
        "can_ask": held is not None or _exercise(row) is not None, "may_sign": may_sign,
        "part": lambda name, ending: link(desk, row.id, "class_kit_part", name, ending),
        "cards": len(_waiting(desk, row)) if gives_cards else 0, "gives_cards": gives_cards,
        "sheet": link(desk, row.id, "class_sheet", "pdf"), "here": link(desk, row.id, "class_kit"),
        "quiz_link": desk.link("paper", held.id) if held else "",
        "quiz_part": lambda name: desk.link("paper_print", held.id, name, **{"as": "pdf"}) if held else "",
    }  # fmt: skip
    return render(request, "reports/classes/kit.html", page)


@require_safe
@on_class
def part(
    request: HttpRequest, desk: Desk, row: Row, may_sign: bool, name: str, ending: str
) -> HttpResponse | FileResponse:  # fmt: skip
    """Give one part of the kit, or all of it; one is made at a time, whatever is asked for at once."""
    make = _PARTS.get((name, ending))
    if make is None:
        raise Http404
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    try:
        with alone("class-kit") as mine:
            if not mine:
                return message(
                    request, _("Another kit is being made"), _("Wait a few seconds and press again."), status=503,
                    button=_("Back"), to=link(desk, row.id, "class_kit"),
                )  # fmt: skip
            data = make(request, desk, row)
    except (pdf.NoPdf, printing.PrintingAbsent):
        return _no_pdf(request, link(desk, row.id, "class_kit"))
    return answers.sent(io.BytesIO(data), ending, answers.file_name(name, row.name[:40], ending=ending))


def _no_pdf(request: HttpRequest, back: str) -> HttpResponse:
    return message(
        request, _("This site cannot make PDF files yet"), _("Tell who runs this site: libpango is missing."),
        status=501, button=_("Back"), to=back,
    )  # fmt: skip
