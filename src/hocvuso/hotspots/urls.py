"""Addresses of wifi points that everybody may open."""

from django.urls import path

from hocvuso.hotspots import views

app_name = "hotspots"
urlpatterns = [
    path("wifi", views.listing, name="listing"),
    path("wifi/diem.json", views.places, name="places"),
    path("w/<slug:code>", views.at_point, name="point"),
    path("w/<slug:code>/bao", views.trouble, name="trouble"),
]
