"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.views import cards, members, roster, today

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("moi", today.invite, name="invite"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("nhap", roster.start, name="roster"),
    path("nhap/<uuid:list_id>", roster.show, name="list"),
    path("nhap/<uuid:list_id>/sua", roster.mend, name="mend"),
    path("nhap/<uuid:list_id>/sua-het", roster.mend_all, name="mend_all"),
    path("nhap/<uuid:list_id>/nhap", roster.enter, name="enter"),
    path("nhap/<uuid:list_id>/hoan-tac", roster.undo, name="undo"),
    path("nhap/<uuid:list_id>/bo", roster.drop, name="drop"),
    path("nhap/<uuid:list_id>/can-sua.xlsx", roster.failed_rows, name="failed"),
    path("the", cards.choose, name="cards"),
    path("the/in", cards.sheet, name="cards_print"),
    path("demo", demo_page.show, name="demo"),
]
