"""Addresses of this room."""

from django.urls import path

from hocvuso.partners.views import editing, forms, home

app_name = "partners"
urlpatterns = [
    path("cb/doi-tac", home.home, name="home"),
    path("cb/doi-tac/bieu/<slug:form>", forms.show, name="form"),
    path("cb/doi-tac/bieu/<slug:form>/tep", forms.file, name="file"),
    path("cb/doi-tac/bieu/<slug:form>/doc", forms.read, name="read"),
    path("cb/doi-tac/bieu/<slug:form>/sua", editing.edit, name="edit"),
]
