"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.views import members, today

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("moi", today.invite, name="invite"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("demo", demo_page.show, name="demo"),
]
