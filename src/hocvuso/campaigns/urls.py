"""Addresses of awareness work that everybody may open."""

from django.urls import path

from hocvuso.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("s/<slug:code>", views.arrive, name="arrive"),
]
