"""Addresses of volunteers, and of the poster of a group."""

from django.urls import path

from hocvuso.groups.views import joining, poster, requests, volunteer

app_name = "groups"
urlpatterns = [
    path("to", volunteer.home, name="home"),
    path("to/moi", volunteer.fresh, name="fresh"),
    path("to/muon-giup", joining.offer, name="offer"),
    path("to/cam-ket", joining.pledge, name="pledge"),
    path("to/roi/<uuid:group_id>", joining.leave, name="leave"),
    path("to/nhat-ky", volunteer.log, name="log"),
    path("to/cam-on/<uuid:thanks>", volunteer.letter, name="letter"),
    path("to/giay/<slug:kind>/<uuid:about>.docx", volunteer.paper, name="paper"),
    path("to/viec/<uuid:request_id>", requests.one, name="request"),
    path("to/viec/<uuid:request_id>/ben-canh", requests.beside_learner, name="beside"),
    path("to/<slug:code>", poster.poster, name="poster"),
]
