"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.views import goals, members, today, units

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("don-vi", units.units, name="units"),
    path("don-vi/khai", units.declare, name="declare"),
    path("chi-tieu", goals.targets, name="targets"),
    path("chi-tieu/sua", goals.change, name="target"),
    path("chi-tieu/thoi", goals.end, name="target_end"),
    path("moi", today.invite, name="invite"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("demo", demo_page.show, name="demo"),
]
