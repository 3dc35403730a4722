"""Addresses of whoever takes part in a class."""

from django.urls import path

from hocvuso.classes.views import attending, feed, taking_part

app_name = "classes"
urlpatterns = [
    path("lop", taking_part.home, name="home"),
    path("lop/lich", feed.address, name="calendar"),
    path("lop/lich/<slug:secret>.ics", feed.feed, name="feed"),
    path("lop/<slug:code>", taking_part.one, name="one"),
    path("lop/<slug:code>/diem-danh", attending.sign_in, name="sign_in"),
    path("lop/<slug:code>/the/<uuid:enrolment>", attending.square, name="square"),
]
