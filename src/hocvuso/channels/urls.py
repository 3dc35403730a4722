"""Addresses of notices."""

from django.urls import path

from hocvuso.channels.views import copying, health, linking, notices, reminded, stopping, ways, webhook

app_name = "channels"
urlpatterns = [
    path("thong-bao", notices.for_learner, name="notices"),
    path("thong-bao/gio", ways.for_learner, name="ways"),
    path("thong-bao/dung/<str:token>", stopping.stop, {"what": "email"}, name="stop"),
    path("thong-bao/gui-lai/<str:token>", stopping.again, {"what": "email"}, name="again"),
    path("thong-bao/nhac", reminded.mine, name="reminders"),
    path("thong-bao/nhac/thoi/<str:token>", stopping.stop, {"what": "reminders"}, name="end_reminders"),
    path("thong-bao/nhac/lai/<str:token>", stopping.again, {"what": "reminders"}, name="reminders_again"),
    path("thong-bao/thu/<str:token>", ways.confirm, name="confirm"),
    path("cb/thong-bao", notices.for_official, name="official"),
    path("cb/thong-bao/gio", ways.for_official, name="ways_official"),
    path("cb/thong-bao/zalo", copying.texts, name="texts"),
    path("toi/zalo", linking.zalo, name="zalo"),
    path("kenh/zalo", webhook.zalo, name="zalo_hook"),
    path("cb/kenh", health.channels, name="channels"),
    path("cb/kenh/bai/<uuid:number>", health.post, name="post"),
    path("cb/kenh/<slug:channel>/noi", health.connect, name="connect"),
    path("cb/kenh/<slug:channel>/ve", health.connected, name="connected"),
    path("cb/kenh/<slug:channel>/ngat", health.disconnect, name="disconnect"),
]
