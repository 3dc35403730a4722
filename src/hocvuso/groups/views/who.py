"""Who helps on this phone: a learner with a name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.people import named

for_named = named.for_named(
    lambda: _("Whoever helps others does it under his name. Save your results with a card or your number first.")
)
