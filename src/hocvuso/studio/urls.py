"""Addresses of the authors' corner."""

from django.urls import path

from hocvuso.studio.views import expiry

app_name = "studio"
urlpatterns = [
    path("cb/tac-gia/het-han", expiry.page, name="expiry"),
]
