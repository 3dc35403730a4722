"""Addresses of motivation: one's own page, pauses, what is switched off."""

from django.urls import path

from hocvuso.motivation import views

app_name = "motivation"
urlpatterns = [
    path("nhip-hoc", views.home, name="home"),
    path("nhip-hoc/nghi", views.rest, name="rest"),
    path("nhip-hoc/nghi/<uuid:number>/bo", views.rest_no_more, name="rest_no_more"),
    path("nhip-hoc/chon", views.choose, name="choose"),
]
