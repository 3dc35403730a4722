"""Addresses of the authors' corner."""

from django.urls import path

import hocvuso.learning.urls  # noqa: F401 - teaches Django how a skill is spelt in an address
from hocvuso.studio.views import (
    changes,
    drafts,
    expiry,
    foretelling,
    local,
    problems,
    reasons,
    rehearsal,
    takes,
    usage,
    voices,
)

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
    path("cb/tac-gia/giong", voices.page, name="voices"),
    path("cb/tac-gia/giong/dong-y", voices.agree, name="voices_agree"),
    path("cb/tac-gia/giong/rut", voices.withdraw, name="voices_withdraw"),
    path("cb/tac-gia/giong/giay/<str:who>", voices.signed, name="voices_signed"),
    path("cb/tac-gia/giong/bai/<skill:skill>/<slug:lesson>", takes.page, name="takes"),
    path("cb/tac-gia/giong/bai/<skill:skill>/<slug:lesson>/thu", takes.record, name="takes_record"),
    path("cb/tac-gia/giong/bai/<skill:skill>/<slug:lesson>/doi", takes.change, name="takes_change"),
    path("cb/tac-gia/giong/bai/<skill:skill>/<slug:lesson>/in", takes.paper, name="takes_paper"),
    path("cb/tac-gia/giong/bai/<skill:skill>/<slug:lesson>/nghe/<str:file>", takes.listen, name="takes_listen"),
    path("cb/tac-gia/het-han", expiry.page, name="expiry"),
]
