"""Messages about certificates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind
from hocvuso.plumbing.templating import address


def _mine(facts: Facts) -> str:
    return address("certificates:home")


def _elsewhere(facts: Facts) -> str:
    return address("certificates:outside")


def _waiting(facts: Facts) -> str:
    return f"{address('reports:certificates_outside')}?don-vi={facts['unit']}"


KINDS: dict[str, Kind] = {
    "certificate_issued": Kind(
        "duty",
        lambda facts: _("%(unit_name)s gave you a certificate") % facts,
        lambda facts: _("“%(what)s”: keep it as PDF or show its square code; anybody can check it.") % facts,
        _mine,
        lambda: _("Open my certificates"),
    ),
    "certificate_reissued": Kind(
        "duty",
        lambda facts: _("Your certificate was issued anew with the right name"),
        lambda facts: _("“%(what)s”: take the new one. The old square code leads to it.") % facts,
        _mine,
        lambda: _("Open my certificates"),
    ),
    "certificate_revoked": Kind(
        "duty",
        lambda facts: _("A certificate of yours was revoked"),
        lambda facts: _("%(unit_name)s wrote why. What you have learnt stays.") % facts,
        _mine,
        lambda: _("Read why"),
    ),
    "outside_waits": Kind(
        "duty",
        lambda facts: _("Somebody brings a certificate from elsewhere"),
        lambda facts: _("Somebody of %(unit_name)s asks you to look at it.") % facts,
        _waiting,
        lambda: _("Open the list"),
    ),
    "outside_verified": Kind(
        "duty",
        lambda facts: _("Your certificate from elsewhere has been verified"),
        lambda facts: _("“%(what)s” now counts as verified.") % facts,
        _elsewhere,
        lambda: _("Open my certificates"),
    ),
    "outside_refused": Kind(
        "duty",
        lambda facts: _("Your union wrote back about your certificate from elsewhere"),
        lambda facts: _("Read what is missing about “%(what)s”. You can send it again.") % facts,
        _elsewhere,
        lambda: _("Read why"),
    ),
}
