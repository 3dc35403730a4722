"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.persons import changes, duplicates, page, roles
from hocvuso.reports.views import members, today

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("moi", today.invite, name="invite"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("nguoi/vua-sua", changes.changes, name="changes"),
    path("nguoi/hoan-tac", changes.take_back, name="take_back"),
    path("nguoi/trung", duplicates.duplicates, name="duplicates"),
    path("nguoi/<uuid:person>", page.show, name="person"),
    path("nguoi/<uuid:person>/<slug:act>", page.act, name="person_act"),
    path("vai-tro", roles.roles, name="roles"),
    path("demo", demo_page.show, name="demo"),
]
