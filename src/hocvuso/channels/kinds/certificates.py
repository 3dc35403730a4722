"""Messages about certificates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind
from hocvuso.plumbing.templating import address


def _mine(facts: Facts) -> str:
    return address("certificates:home")


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
}
