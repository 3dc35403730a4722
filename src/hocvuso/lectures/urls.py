"""Addresses of lectures."""

from django.urls import path, re_path

from hocvuso.lectures import views

app_name = "lectures"
urlpatterns = [
    re_path(r"^bai-giang/(?P<skill>[a-z]+\.[0-9]+\.[0-9]+)/(?P<lesson>[-a-z0-9]+)$", views.lecture, name="lecture"),
    path("bai-giang/tep/<str:name>", views.media, name="media"),
]
