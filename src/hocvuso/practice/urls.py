"""Addresses of practice."""

from django.urls import path

from hocvuso.practice import views

app_name = "practice"
urlpatterns = [
    path("thuc-hanh", views.simulators, name="simulators"),
    path("thuc-hanh/<slug:slug>", views.simulator, name="simulator"),
    path("thuc-hanh/<slug:slug>/o/<slug:step>", views.at_step, name="at_step"),
]
