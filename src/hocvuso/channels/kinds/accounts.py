"""Messages about the account itself."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _own_page(facts: Facts) -> str:
    return reverse("people:me")


def _officials_door(facts: Facts) -> str:
    return reverse("account_login")


KINDS: dict[str, Kind] = {
    "desk_code": Kind(
        "security",
        lambda facts: _("Your code: %(code)s") % facts,
        lambda facts: (
            _("It opens your task for %(minutes)s minutes. Type it on the page that asks for it; tell it to nobody.")
            % facts
        ),
        lambda facts: reverse("unions:role_code"),
        lambda: _("Type the code"),
    ),
    "signed_in": Kind(
        "security",
        lambda facts: _("Somebody signed in with your account"),
        lambda facts: _("It was on %(day)s. If it was not you, tell the level above you at once.") % facts,
        _officials_door,
        lambda: _("Open the site"),
    ),
    "new_phone": Kind(
        "security",
        lambda facts: _("Your account was opened on another phone"),
        lambda facts: _("It was on %(day)s. If it was not you, tell the union official at your workplace.") % facts,
        _own_page,
        lambda: _("See my account"),
    ),
    "zalo_linked": Kind(
        "security",
        lambda facts: _("Your account was joined with a Zalo"),
        lambda facts: _("It was on %(day)s. If it was not you, part them at once on the page “Zalo”.") % facts,
        lambda facts: reverse("channels:zalo"),
        lambda: _("Look at it"),
    ),
    "confirm_email": Kind(
        "security",
        lambda facts: _("Is this your e-mail address?"),
        lambda facts: _("Somebody wrote this address for notices of Học Vụ Số. If it was not you, do nothing."),
        lambda facts: str(facts["link"]),
        lambda: _("Yes, it is mine"),
    ),
}
