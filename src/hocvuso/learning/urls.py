"""Addresses of the learner's pages."""

from django.urls import path, register_converter

from hocvuso.learning.views import (
    glossary,
    home,
    leaflets,
    pictures,
    practice,
    report,
    simulated,
    start,
    together,
    update,
)


class SkillId:
    """A skill id in an address: kns.4.3."""

    regex = r"[a-z]+\.[0-9]+\.[0-9]+"

    def to_python(self, value: str) -> str:
        """Return the id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it stands."""
        return value


class PictureName:
    """What a picture is called in an address: its stamp and its theme, 0123456789ab.auto."""

    regex = r"[0-9a-f]{12}\.[a-z]+"

    def to_python(self, value: str) -> str:
        """Return the name as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name as it stands."""
        return value


register_converter(SkillId, "skill")
register_converter(PictureName, "picture")
app_name = "learning"
urlpatterns = [
    path("", start.landing, name="home"),
    path("p/<slug:code>", start.poster, name="poster"),
    path("thu/<slug:code>", start.first_task, name="first_task"),
    path("thu/<slug:code>/<str:event>", start.consequence, name="consequence"),
    path("muc-tieu", start.goal, name="goal"),
    path("dau-vao", practice.placement, name="placement"),
    path("dau-vao/day-du", practice.placement, {"full": True}, name="placement_full"),
    path("dau-vao/ket-qua", start.found, name="found"),
    path("hom-nay", home.today, name="today"),
    path("ky-nang", home.skill_map, name="map"),
    path("ky-nang/<skill:skill>", home.skill_page, name="skill"),
    path("to-roi", leaflets.leaflets, name="leaflets"),
    path("to-roi/<skill:skill>.<slug:ending>", leaflets.leaflet, name="leaflet"),
    path("cung-hoc/<skill:skill>", together.sheet, name="together"),
    path("tu-hay-gap", glossary.words, name="words"),
    path("tien-bo", home.progress, name="progress"),
    path("chon", home.prefer, name="prefer"),
    path("doi-bai", home.change, name="change"),
    path("chua-chac/<skill:skill>", home.doubt, name="doubt"),
    path("biet-roi/<skill:skill>", home.claim_known, name="claim_known"),
    path("bai/<skill:skill>/<slug:lesson>/<slug:step>", practice.step, name="step"),
    path("bai/<skill:skill>/<slug:lesson>/<slug:step>/doi/<int:since>", update.update, name="update"),
    path("hinh/<skill:skill>/<slug:lesson>/<slug:step>/<picture:named>.svg", pictures.picture, name="picture"),
    path("lam/<skill:skill>/<slug:slug>", practice.exercise, name="exercise"),
    path("ket-qua/<str:event>", practice.feedback, name="feedback"),
    path("thuc-hanh/ket-qua/<str:event>", simulated.result, name="simulated"),
    path("bao-sai", report.report, name="report"),
    path("bao-sai/<uuid:report>", report.reported, name="reported"),
    path("xong", home.done, name="done"),
    path("mat-mang", home.offline, name="offline"),
]
