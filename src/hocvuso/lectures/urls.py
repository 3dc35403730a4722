"""Addresses of lectures."""

from django.urls import path

import hocvuso.learning.urls  # noqa: F401 - teaches Django how a skill is spelt in an address
from hocvuso.lectures import views

app_name = "lectures"
urlpatterns = [
    path("bai-giang/<skill:skill>/<slug:lesson>", views.lecture, name="lecture"),
    path("bai-giang/tep/<str:name>", views.media, name="media"),
]
