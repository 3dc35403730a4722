"""Addresses of this room."""

from django.urls import path

from hocvuso.partners.views import changes, editing, forms, home, hooks, keys

app_name = "partners"
urlpatterns = [
    path("cb/doi-tac", home.home, name="home"),
    path("cb/doi-tac/bieu/<slug:form>", forms.show, name="form"),
    path("cb/doi-tac/bieu/<slug:form>/tep", forms.file, name="file"),
    path("cb/doi-tac/bieu/<slug:form>/doc", forms.read, name="read"),
    path("cb/doi-tac/bieu/<slug:form>/sua", editing.edit, name="edit"),
    path("cb/doi-tac/thay-doi", changes.show, name="changes"),
    path("cb/doi-tac/thay-doi/tep", changes.file, name="changes_file"),
    path("cb/doi-tac/khoa", keys.listing, name="keys"),
    path("cb/doi-tac/moc", hooks.listing, name="hooks"),
    path("cb/doi-tac/moc/<uuid:number>", hooks.one, name="hook"),
]
