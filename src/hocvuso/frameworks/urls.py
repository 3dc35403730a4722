"""Addresses of the desk of official tables, of tracks, and of what official tables say."""

from django.urls import path

from hocvuso.frameworks.views import covering, desk, learner, loading, matching, planning, publishing, ruling

app_name = "frameworks"
urlpatterns = [
    path("lo-trinh", learner.all_tracks, name="tracks"),
    path("lo-trinh/<slug:track>", learner.track, name="track"),
    path("lo-trinh/<slug:track>/bat-dau", learner.begin, name="begin"),
    path("khung", learner.table, name="official"),
    path("khung/<uuid:version>/da-thi", learner.took_test, name="took_test"),
    path("khung/<skill:skill>", learner.of_skill, name="skill"),
    path("cb/khung", desk.tables, name="desk"),
    path("cb/khung/nap", loading.load, name="load"),
    path("cb/khung/muc-dat", ruling.rules, name="rules"),
    path("cb/khung/muc-dat/bo", ruling.drop, name="drop_rule"),
    path("cb/khung/chuong-trinh", planning.programmes, name="programmes"),
    path("cb/khung/chuong-trinh/moi", planning.programme, name="new_programme"),
    path("cb/khung/chuong-trinh/<uuid:programme>", planning.programme, name="programme"),
    path("cb/khung/<uuid:version>", matching.table, name="table"),
    path("cb/khung/<uuid:version>/chon", matching.decide, name="decide"),
    path("cb/khung/<uuid:version>/chac", matching.confirm_sure, name="confirm_sure"),
    path("cb/khung/<uuid:version>/hoan-tac", matching.take_back, name="take_back"),
    path("cb/khung/<uuid:version>/bo", loading.remove, name="remove"),
    path("cb/khung/<uuid:version>/do-phu", covering.covered, name="coverage"),
    path("cb/khung/<uuid:version>/do-phu.xlsx", covering.download, name="coverage_file"),
    path("cb/khung/<uuid:version>/ban-hanh", publishing.publish, name="publish"),
    path("cb/khung/<uuid:version>/thu-hoi", publishing.withdraw, name="withdraw"),
]
