"""Addresses of whoever takes part in a contest, and of everybody who wants to check one."""

from django.urls import path

from hocvuso.contests.views import home, paper, results

app_name = "contests"
urlpatterns = [
    path("cuoc-thi", home.home, name="home"),
    path("cuoc-thi/<slug:code>", home.one, name="one"),
    path("cuoc-thi/<slug:code>/bai/<uuid:number>", paper.question, name="paper"),
    path("cuoc-thi/<slug:code>/bai/<uuid:number>/nop", paper.review, name="review"),
    path("cuoc-thi/<slug:code>/ket-qua", results.result, name="result"),
    path("cuoc-thi/<slug:code>/khieu-nai", results.protest, name="protest"),
    path("cuoc-thi/<slug:code>/kiem-tra", results.check, name="check"),
    path("cuoc-thi/<slug:code>/kiem-tra.json", results.check_file, name="check_file"),
]
