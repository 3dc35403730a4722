"""Addresses of families: for the family itself and for who is invited."""

from django.urls import path

from hocvuso.families.views import certificate, home, inviting, joining, relative

app_name = "families"
urlpatterns = [
    path("gia-dinh", home.home, name="home"),
    path("gia-dinh/lap", home.found, name="found"),
    path("gia-dinh/roi", home.leave, name="leave"),
    path("gia-dinh/bo/<uuid:member>", home.take_out, name="take_out"),
    path("gia-dinh/de-nghi", home.propose, name="propose"),
    path("gia-dinh/moi", inviting.invite, name="invite"),
    path("gia-dinh/moi/<uuid:number>", inviting.shown, name="invited"),
    path("gia-dinh/them", inviting.add, name="add"),
    path("gia-dinh/dua-may/<uuid:member>", relative.lend, name="lend"),
    path("gia-dinh/tra-may", relative.hand_back, name="hand_back"),
    path("gia-dinh/chia-se", relative.share, name="share"),
    path("gia-dinh/ten", relative.be_named, name="be_named"),
    path("gia-dinh/giay/<slug:code>", certificate.check, name="certificate"),
    path("gia-dinh/giay/<slug:code>/in", certificate.printed, name="certificate_print"),
    path("gia-dinh/<slug:code>", joining.invitation, name="invitation"),
]
