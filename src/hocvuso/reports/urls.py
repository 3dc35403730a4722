"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.views import members, today
from hocvuso.reports.views.structure import browse, operate

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("moi", today.invite, name="invite"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("co-cau", browse.tree, name="structure"),
    path("co-cau/thay-doi", browse.changes, name="structure_changes"),
    path("co-cau/thay-doi/<uuid:change>", operate.change, name="structure_change"),
    path("co-cau/<str:code>", browse.unit, name="structure_unit"),
    path("co-cau/<str:code>/<slug:operation>", operate.order, name="structure_order"),
    path("demo", demo_page.show, name="demo"),
]
