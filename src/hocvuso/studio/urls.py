"""Addresses of the authors' corner."""

from django.urls import path

from hocvuso.studio.views import changes, drafts, expiry, foretelling, local, problems, reasons, rehearsal, usage

app_name = "studio"
urlpatterns = [
    path("cb/tac-gia/bao-sai", problems.page, name="problems"),
    path("cb/tac-gia/bao-sai/tra-loi", problems.answer, name="problems_answer"),
    path("cb/tac-gia/bao-sai/mo-lai", problems.reopen, name="problems_reopen"),
    path("cb/tac-gia/cau-hoi", usage.page, name="usage"),
    path("cb/tac-gia/da-doi", changes.page, name="changes"),
    path("cb/tac-gia/don-vi", local.page, name="local"),
    path("cb/tac-gia/nhap-may", drafts.page, name="drafts"),
    path("cb/tac-gia/nhap-may/soan", drafts.ask, name="drafts_ask"),
    path("cb/tac-gia/nhap-may/quyet", drafts.decide, name="drafts_decide"),
    path("cb/tac-gia/vi-sao", reasons.page, name="reasons"),
    path("cb/tac-gia/vi-sao/<slug:number>", reasons.one, name="reasons_one"),
    path("cb/tac-gia/doan-trung", foretelling.page, name="foretelling"),
    path("cb/tac-gia/thu-dau-vao", rehearsal.page, name="rehearsal"),
    path("cb/tac-gia/het-han", expiry.page, name="expiry"),
]
