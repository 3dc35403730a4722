"""Addresses of this room for learners."""

from django.urls import path

from hocvuso.people.views import about_me, claim, consent, enter, me

app_name = "people"
urlpatterns = [
    path("luu", claim.save, name="save"),
    path("luu/the", claim.card, name="card"),
    path("luu/toi", claim.that_is_me, name="that_is_me"),
    path("luu/so", claim.phone, name="phone"),
    path("luu/ma", claim.code, name="code"),
    path("vao", enter.enter, name="enter"),
    path("vao/ma", enter.enter_code, name="enter_code"),
    path("khong-phai-toi", enter.not_me, name="not_me"),
    path("dong-y", consent.consent, name="consent"),
    path("toi", me.me, name="me"),
    path("toi/ve-toi", about_me.about_me, name="about_me"),
    path("toi/du-lieu", me.my_data, name="my_data"),
    path("toi/du-lieu/dong-y", me.switch, name="switch"),
    path("toi/du-lieu/ten", me.rename, name="rename"),
    path("toi/du-lieu/tai", me.download, name="download"),
    path("toi/du-lieu/xoa", me.erase, name="erase"),
]
