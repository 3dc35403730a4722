"""Addresses of certificates: one's own, and the page that checks a code."""

from django.urls import path

from hocvuso.certificates.views import check, mine

app_name = "certificates"
urlpatterns = [
    path("chung-nhan", mine.home, name="home"),
    path("chung-nhan/<slug:code>", check.check, name="check"),
    path("chung-nhan/<slug:code>/giay", mine.printed, name="paper"),
]
