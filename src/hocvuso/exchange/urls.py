"""Addresses of the exchange, for officials and the operator."""

from django.urls import path

from hocvuso.exchange.views import deciding, looking, pairing

app_name = "exchange"
urlpatterns = [
    path("cb/trao-doi", looking.partners, name="partners"),
    path("cb/trao-doi/moi", pairing.invite, name="invite"),
    path("cb/trao-doi/ghep", pairing.pair, name="pair"),
    path("cb/trao-doi/ghep/tep", pairing.by_file, name="by_file"),
    path("cb/trao-doi/nhan", looking.receive, name="receive"),
    path("cb/trao-doi/<uuid:number>", looking.partner, name="partner"),
    path("cb/trao-doi/<uuid:number>/gui", looking.send, name="send"),
    path("cb/trao-doi/<uuid:number>/tep", looking.file, name="file"),
    path("cb/trao-doi/<uuid:number>/thoi", pairing.end, name="end"),
    path("cb/trao-doi/cho/<uuid:number>", deciding.held, name="held"),
]
