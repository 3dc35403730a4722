"""Addresses of this room."""

from django.urls import path

from hocvuso.unions import taking_on, views

app_name = "unions"
urlpatterns = [
    path("m/<slug:code>", views.invited, name="invited"),
    path("luu/don-vi", views.choose, name="choose"),
    path("cb/nhan-viec/buoc/ma", taking_on.code, name="role_code"),
    path("cb/nhan-viec/buoc/so-khac", taking_on.other_number, name="role_number"),
    path("cb/nhan-viec/buoc/ma-rieng", taking_on.own_code, name="role_own_code"),
    path("cb/nhan-viec/<slug:secret>", taking_on.link, name="role_link"),
]
