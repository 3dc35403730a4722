"""Addresses of whoever takes part in a hall; short, because they are typed off a wall."""

from django.urls import path

from hocvuso.halls.views import keeping, queue, room, watch

app_name = "halls"
urlpatterns = [
    path("h", room.door, name="door"),
    path("h/luc-nay", watch.now, name="now"),
    path("h/tra-loi", watch.answer, name="answer"),
    path("h/<slug:code>", room.room, name="room"),
    path("h/<slug:code>/phan", watch.part, name="part"),
    path("h/<slug:code>/hoi", queue.queue, name="queue"),
    path("h/<slug:code>/ket-qua", keeping.own, name="own"),
]
