"""Addresses of the assistant."""

from django.urls import path

from hocvuso.assistant import message_views, views

app_name = "assistant"
urlpatterns = [
    path("hoi", views.ask, name="ask"),
    path("hoi/giup/<uuid:question>", views.rate, name="rate"),
    path("hoi/nguoi", views.person, name="person"),
    path("hoi/xoa", views.forget, name="forget"),
    path("hoi/noi-lai/<uuid:question>", views.reword, name="reword"),
    path("hoi/ai", views.choose_ai, name="choose_ai"),
    path("kiem-tra", message_views.check, name="check"),
    path("kiem-tra/anh", message_views.read_picture, name="read_picture"),
]
