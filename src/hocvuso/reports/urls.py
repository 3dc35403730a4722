"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.persons import changes, duplicates, page, roles
from hocvuso.reports.views import cards, evidence, gaps, goals, members, ready, returns, roster, today, units
from hocvuso.reports.views.structure import browse, operate

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("don-vi", units.units, name="units"),
    path("don-vi/khai", units.declare, name="declare"),
    path("chi-tieu", goals.targets, name="targets"),
    path("chi-tieu/sua", goals.change, name="target"),
    path("chi-tieu/thoi", goals.end, name="target_end"),
    path("chi-tieu/chenh-lech", gaps.gaps, name="gaps"),
    path("chi-tieu/chenh-lech.xlsx", gaps.download, name="gaps_download"),
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
    path("co-cau", browse.tree, name="structure"),
    path("co-cau/thay-doi", browse.changes, name="structure_changes"),
    path("co-cau/thay-doi/<uuid:change>", operate.change, name="structure_change"),
    path("co-cau/<str:code>", browse.unit, name="structure_unit"),
    path("co-cau/<str:code>/<slug:operation>", operate.order, name="structure_order"),
    path("nguoi/vua-sua", changes.changes, name="changes"),
    path("nguoi/hoan-tac", changes.take_back, name="take_back"),
    path("nguoi/trung", duplicates.duplicates, name="duplicates"),
    path("nguoi/<uuid:person>", page.show, name="person"),
    path("nguoi/<uuid:person>/<slug:act>", page.act, name="person_act"),
    path("vai-tro", roles.roles, name="roles"),
    path("bao-cao", returns.returns, name="returns"),
    path("bao-cao/nhac", returns.remind, name="returns_remind"),
    path("bao-cao/mo", returns.open_month, name="returns_open"),
    path("bao-cao/han", returns.due_day, name="returns_due"),
    path("bao-cao/san", ready.ready, name="ready"),
    path("bao-cao/san/<slug:name>", ready.one, name="ready_one"),
    path("bao-cao/san/<slug:name>/tai/<slug:ending>", ready.download, name="ready_download"),
    path("bao-cao/ho-so", evidence.evidence, name="evidence"),
    path("bao-cao/ho-so/<uuid:pack>/<slug:ending>", evidence.file, name="evidence_file"),
    path("bao-cao/<uuid:of>", returns.one, name="return"),
    path("bao-cao/<uuid:of>/luu", returns.keep, name="return_keep"),
    path("bao-cao/<uuid:of>/rut", returns.withdraw, name="return_withdraw"),
    path("bao-cao/<uuid:of>/tra-loi", returns.answer, name="return_answer"),
    path("bao-cao/<uuid:of>/dieu-chinh", returns.adjust, name="return_adjust"),
    path("bao-cao/<uuid:of>/tai/<slug:ending>", returns.download, name="return_download"),
    path("demo", demo_page.show, name="demo"),
]
