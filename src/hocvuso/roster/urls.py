"""Addresses of this room: an invitation that tells by which channel it came."""

from django.urls import path

from hocvuso.roster import invitations

app_name = "roster"
urlpatterns = [path("m/<slug:code>/<slug:channel>", invitations.opened, name="opened")]
