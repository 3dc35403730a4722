"""Addresses of awareness at places that everybody may open."""

from django.urls import path

from hocvuso.awareness import views

app_name = "awareness"
urlpatterns = [
    path("q/<slug:code>", views.at_poster, name="poster"),
    path("b/<slug:code>", views.pulse, name="pulse"),
    path("tuan-nay", views.this_week, name="this_week"),
]
