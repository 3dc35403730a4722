"""Addresses of the assistant."""

from django.urls import path

from hocvuso.assistant import message_views, tutor_views, views
from hocvuso.assistant import person_views as help_requests
from hocvuso.assistant.authoring import views as authoring

app_name = "assistant"
urlpatterns = [
    path("hoi", views.ask, name="ask"),
    path("hoi/giup/<uuid:question>", views.rate, name="rate"),
    path("hoi/nguoi", help_requests.start, name="person"),
    path("hoi/nguoi/<uuid:request_id>", help_requests.thread, name="help"),
    path("hoi/nguoi/<uuid:request_id>/moi", help_requests.fresh, name="help_fresh"),
    path("hoi/chon/<uuid:question>", views.choose, name="choose"),
    path("hoi/da-hoi", views.thread, name="thread"),
    path("hoi/xoa", views.forget, name="forget"),
    path("hoi/noi-lai/<uuid:question>", views.reword, name="reword"),
    path("hoi/ai", views.choose_ai, name="choose_ai"),
    path("hoi/hoc", tutor_views.tutor, name="tutor"),
    path("kiem-tra", message_views.check, name="check"),
    path("cb/tac-gia", authoring.groups_page, name="authoring"),
    path("cb/tac-gia/them", authoring.add, name="authoring_add"),
    path("cb/tac-gia/ngoai", authoring.set_aside, name="authoring_aside"),
    path("cb/tac-gia/go", authoring.take_back, name="authoring_back"),
    path("cb/tac-gia/da-them", authoring.added_page, name="authoring_added"),
    path("cb/tac-gia/buoc", authoring.steps_page, name="authoring_steps"),
    path("cb/tac-gia/ban-nhap", authoring.drafts_page, name="authoring_drafts"),
    path("cb/tac-gia/chay", authoring.run, name="authoring_run"),
    path("kiem-tra/anh", message_views.read_picture, name="read_picture"),
]
