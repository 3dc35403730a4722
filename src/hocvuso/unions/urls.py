"""Addresses of this room."""

from django.urls import path

from hocvuso.unions import views

app_name = "unions"
urlpatterns = [
    path("m/<slug:code>", views.invited, name="invited"),
    path("luu/don-vi", views.choose, name="choose"),
]
