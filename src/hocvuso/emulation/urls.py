"""Addresses of drives: for whoever may take part, and the public list of those commended."""

from django.urls import path

from hocvuso.emulation import views

app_name = "emulation"
urlpatterns = [
    path("thi-dua", views.home, name="home"),
    path("thi-dua/<uuid:number>", views.one, name="one"),
    path("thi-dua/<uuid:number>/dang-ky", views.pledge, name="pledge"),
    path("thi-dua/<uuid:number>/rut", views.leave, name="leave"),
    path("thi-dua/<uuid:number>/ten", views.be_named, name="be_named"),
    path("thi-dua/<uuid:number>/to/<uuid:group>", views.for_group, name="group"),
    path("thi-dua/<uuid:number>/khen-thuong", views.commended, name="commended"),
]
