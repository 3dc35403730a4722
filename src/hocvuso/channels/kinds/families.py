"""Messages about families and their recognition."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _own_family(facts: Facts) -> str:
    return reverse("families:home")


def _families(facts: Facts) -> str:
    return f"{reverse('reports:families_list')}?don-vi={facts['unit']}&loc=cho"


KINDS: dict[str, Kind] = {
    "family_joined": Kind(
        "duty",
        lambda facts: _("Somebody whom you invited has come into your family"),
        lambda facts: _("Sit down together for ten minutes: a sheet tells you how."),
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_waits": Kind(
        "duty",
        lambda facts: _("A family asks to be recognised"),
        lambda facts: _("A family of %(unit_name)s meets the rule and waits for your decision.") % facts,
        _families,
        lambda: _("Open the list"),
    ),
    "family_proposed": Kind(
        "duty",
        lambda facts: _("Your union would like to recognise your family"),
        lambda facts: _("%(unit_name)s proposed your family. You may take it back on your family's page.") % facts,
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_recognised": Kind(
        "duty",
        lambda facts: _("Your family has been recognised"),
        lambda facts: _("The certificate is on your family's page, with a square code that others can check."),
        _own_family,
        lambda: _("Open the certificate"),
    ),
    "family_sent_back": Kind(
        "duty",
        lambda facts: _("Your union wrote back about your family"),
        lambda facts: _("Read what is missing on your family's page. You can ask again."),
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_revoked": Kind(
        "duty",
        lambda facts: _("The recognition of your family was ended"),
        lambda facts: _("What your union wrote stands on your family's page."),
        _own_family,
        lambda: _("Open my family"),
    ),
}
