"""Addresses of whoever takes part in a class."""

from django.urls import path

from hocvuso.classes.views import attending, feed, files, guest, taking_part

app_name = "classes"
urlpatterns = [
    path("lop", taking_part.home, name="home"),
    path("lop/lich", feed.address, name="calendar"),
    path("lop/lich/<slug:secret>.ics", feed.feed, name="feed"),
    path("lop/<slug:code>", taking_part.one, name="one"),
    path("lop/<slug:code>/lich.ics", feed.of_class, name="class_feed"),
    path("lop/<slug:code>/diem-danh", attending.sign_in, name="sign_in"),
    path("lop/<slug:code>/the/<uuid:enrolment>", attending.square, name="square"),
    path("lop/<slug:code>/tai-lieu/<uuid:material>", files.file, name="file"),
    path("day", guest.home, name="guest"),
    path("day/moi/<slug:secret>", guest.come_in, name="guest_link"),
    path("day/diem-danh/<uuid:session>", guest.grid, name="guest_grid"),
    path("day/the/<uuid:enrolment>", guest.square, name="guest_square"),
    path("day/man-hinh/<uuid:session>", guest.on_wall, name="guest_wall"),
    path("day/man-hinh/<uuid:session>/moi", guest.on_wall_now, name="guest_wall_now"),
    path("day/bang/<uuid:session>", guest.board, name="guest_board"),
    path("day/bang/<uuid:session>/moi", guest.board_now, name="guest_board_now"),
    path("day/tai-lieu/<uuid:material>", guest.file, name="guest_file"),
    path("day/xong", guest.leave, name="guest_leave"),
]
