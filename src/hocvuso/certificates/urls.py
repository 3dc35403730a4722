"""Addresses of certificates: one's own, a form in a room, papers from elsewhere, and the page that checks a code."""

from django.urls import path

from hocvuso.certificates.views import check, elsewhere, mine, room

app_name = "certificates"
urlpatterns = [
    path("chung-nhan", mine.home, name="home"),
    path("chung-nhan/de-nghi", mine.ask, name="ask"),
    path("chung-nhan/ngoai", elsewhere.outside_ones, name="outside"),
    path("chung-nhan/ngoai/<uuid:number>/bo", elsewhere.withdraw, name="outside_withdraw"),
    path("chung-nhan/ngoai/<uuid:number>/tep", elsewhere.file, name="outside_file"),
    path("chung-nhan/phong/<slug:code>", room.door, name="door"),
    path("chung-nhan/bai/<uuid:number>", room.form, name="sitting"),
    path("chung-nhan/<slug:code>", check.check, name="check"),
    path("chung-nhan/<slug:code>/giay", mine.printed, name="paper"),
]
