"""Addresses of officials' sign-in: only those pages of allauth that are needed here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from hocvuso.people.officials import Activate, SpareCodes

urlpatterns = [
    path("vao", account.login, name="account_login"),
    path("ra", account.logout, name="account_logout"),
    path("dong", account.account_inactive, name="account_inactive"),
    path("mat-khau", account.reauthenticate, name="account_reauthenticate"),
    path("buoc-hai", mfa.authenticate, name="mfa_authenticate"),
    path("buoc-hai/lai", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("buoc-hai/cai", Activate.as_view(), name="mfa_activate_totp"),
    path("buoc-hai/ma-du-phong", SpareCodes.as_view(), name="mfa_view_recovery_codes"),
    path("buoc-hai/ma-du-phong/moi", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
