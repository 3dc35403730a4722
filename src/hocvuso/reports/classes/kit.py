"""The trainer's kit: a plan with minutes, slides, pages to hand out, a quiz on paper with its key, in one file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hocvuso.classes import queries, words
from hocvuso.core import drawing, lesson_plan
from hocvuso.core.content import Item, Lesson
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render as content
from hocvuso.curriculum.leaflet import files
from hocvuso.curriculum.leaflet.choosing import leaflet_of
from hocvuso.plumbing import clock, printing
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.views import message
from hocvuso.reports.classes import papers
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.planning import link
from hocvuso.reports.documents import answers, pdf, word
from hocvuso.reports.documents.paper import TEXT, Column, Paper, Part, Table
from hocvuso.reports.views.desk import Desk, no_right, rail

SLIDES = Path(__file__).parent.parent / "static/reports/slides.css"
QUESTIONS = 8  # decided: ten minutes, read slowly
MOST_SLIDES, MOST_LEAFLETS = 40, 4  # decided: an evening shows no more; measured, some four slides a second
ASKED = ("single", "multiple", "true_false")  # what can be marked on paper
LETTERS = "ABCDEFGH"
WIDTH, HEIGHT = 420.0, 300.0  # CSS pixels of a picture on a slide


def taught(row: Row) -> list[Lesson]:
    """Return the lessons of the skills of a class, in their order."""
    now = curriculum.current()
    skills = [now.skills[each] for each in row.course.skills if each in now.skills]
    found = [now.lessons[name] for skill in skills for name in skill.lessons if name in now.lessons]
    return [each for each in found if each.status != "retired"]


def seed_of(request: HttpRequest, row: Row) -> str:
    """Return the seed of the quiz: what the address says, else the code of the class."""
    typed = request.GET.get("hat", "")[:12]
    return typed if typed.isalnum() and typed.isascii() else str(row.code)


def plan_paper(desk: Desk, row: Row) -> Paper:
    """Return the plan: a table of minutes for each meeting."""
    lessons = taught(row)
    sessions = [each for each in queries.sessions(row.id) if each.state == "planned"]
    planned = lesson_plan.meetings([each.meeting.minutes for each in sessions], [each.minutes for each in lessons])
    columns = [Column(_("Time"), TEXT, 12), Column(_("Minutes"), TEXT, 8), Column(_("What"), TEXT, 34),
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


def questions(row: Row, seed: str) -> list[Item]:
    """Return the questions of the quiz, drawn by its seed from what the class teaches and paper can ask."""
    now = curriculum.current()
    fitting = {
        each.id: each for each in now.items.values()
        if each.skill in row.course.skills and each.kind in ASKED and each.status != "retired"
    }  # fmt: skip
    return [fitting[each] for each in lesson_plan.drawn(list(fitting), seed, QUESTIONS)]


def choices(item: Item, seed: str) -> list[tuple[str, str, bool]]:
    """Return the answers of a question as they stand on paper: letter, words, whether it is right."""
    if item.kind == "true_false":
        return [("A", _("True"), item.answer), ("B", _("Not true"), not item.answer)]
    order = lesson_plan.drawn([each.text for each in item.choices], f"{seed}|{item.id}", len(item.choices))
    right = {each.text: each.right for each in item.choices}
    return [(LETTERS[at], text, right[text]) for at, text in enumerate(order)]


def quiz_page(row: Row, seed: str, *, with_key: bool) -> str:
    """Return the quiz, or its key, as a page that is printed."""
    asked = [(each, choices(each, seed)) for each in questions(row, seed)]
    page = {"row": row, "seed": seed, "asked": asked, "key": with_key, "is_sample": settings.DEMO}
    return render_to_string("reports/classes/quiz.html", page)


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
        {"row": row, "steps": shown[:MOST_SLIDES], "address": address, "is_sample": settings.DEMO},
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
        (word.write if ending == "docx" else pdf.write)(paper, path)
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


def _whole(desk: Desk, row: Row, seed: str) -> bytes:
    """Return the whole kit as one file."""
    plan, roll = plan_paper(desk, row), papers.roll_paper(desk, row, is_list=False)
    made = {
        "1-ke-hoach.docx": _written(plan, "docx"), "1-ke-hoach.pdf": _written(plan, "pdf"),
        "2-trinh-chieu.pdf": pdf.drawn(slides_page(row), SLIDES), "3-danh-sach-ky-ten.pdf": _written(roll, "pdf"),
        "4-de-kiem-tra.pdf": pdf.drawn(quiz_page(row, seed, with_key=False), SLIDES),
        "4-dap-an.pdf": pdf.drawn(quiz_page(row, seed, with_key=True), SLIDES), **_leaflets(row),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return out.getvalue()


_PARTS: dict[tuple[str, str], Callable[[Desk, Row, str], bytes]] = {
    ("ke-hoach", "docx"): lambda desk, row, seed: _written(plan_paper(desk, row), "docx"),
    ("ke-hoach", "pdf"): lambda desk, row, seed: _written(plan_paper(desk, row), "pdf"),
    ("trinh-chieu", "pdf"): lambda desk, row, seed: pdf.drawn(slides_page(row), SLIDES),
    ("de", "pdf"): lambda desk, row, seed: pdf.drawn(quiz_page(row, seed, with_key=False), SLIDES),
    ("dap-an", "pdf"): lambda desk, row, seed: pdf.drawn(quiz_page(row, seed, with_key=True), SLIDES),
    ("ca-bo", "zip"): _whole,
}


@require_safe
@on_class
def kit(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show what the kit holds, with one button for all of it."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    seed = seed_of(request, row)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "lessons": taught(row), "seed": seed,
        "asked": len(questions(row, seed)), "may_sign": may_sign,
        "part": lambda name, ending: f"{link(desk, row.id, 'class_kit_part', name, ending)}&hat={seed}",
        "sheet": link(desk, row.id, "class_sheet", "pdf"), "here": link(desk, row.id, "class_kit"),
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
            data = make(desk, row, seed_of(request, row))
    except (pdf.NoPdf, printing.PrintingAbsent):
        return message(
            request, _("This site cannot make PDF files yet"), _("Tell who runs this site: libpango is missing."),
            status=501, button=_("Back"), to=link(desk, row.id, "class_kit"),
        )  # fmt: skip
    return answers.sent(io.BytesIO(data), ending, answers.file_name(name, row.name[:40], ending=ending))
