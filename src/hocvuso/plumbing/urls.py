"""Technical addresses."""

from django.urls import path

from hocvuso.plumbing import views

app_name = "plumbing"
urlpatterns = [
    path("ngon-ngu/<slug:code>", views.choose_language, name="language"),
    path("giao-dien/<slug:theme>", views.choose_theme, name="theme"),
    path("ping", views.ping, name="ping"),
    path("health", views.health, name="health"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
