"""The invented partner of the demonstration: marked, asleep, shown once, and gone without a trace."""

from __future__ import annotations

import pytest

from hocvuso.partners import demo, keys
from hocvuso.partners.forms import library
from hocvuso.partners.hooks import sending, telling
from hocvuso.partners.models import FormVersion, Hook, HookMessage, MemberChange, MemberState, PartnerKey
from hocvuso.people import departures
from hocvuso.plumbing import clock
from hocvuso.unions.models import Unit
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
TABLES = (FormVersion, Hook, HookMessage, MemberChange, MemberState, PartnerKey)


def test_the_invented_partner_is_marked_asleep_and_goes_with_the_demonstration(place):
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    real = places.worker("Trần Thị Huệ", place.shoes)
    Unit.objects.filter(id__in=[place.top, place.ward, place.sewing]).update(is_demo=True)
    units = {demo.TOP: place.top, demo.WARD: place.ward, "ST-BN-MAY": place.sewing}
    by = places.official(place.top, username="thuan")
    for _again in range(2):
        demo.show(units, [lan], by, clock.now())
    (row,) = PartnerKey.objects.all()
    assert "bịa" in row.partner
    assert set(row.kinds) == set(keys.KINDS)
    hook = Hook.objects.get()
    assert "bịa" in hook.partner
    assert hook.stopped_at
    assert {each.kind for each in hook.messages.all()} <= set(telling.kinds())
    telling.gather()
    assert sending.send_due() == 0
    assert "minh họa" in library.forms(place.sewing, clock.today())[demo.FORM].form.title
    assert lan in set(MemberChange.objects.values_list("person", flat=True))
    assert real not in set(MemberChange.objects.values_list("person", flat=True))
    assert "tự soạn" in departures.of_person([lan])[0].to
    demo.remove()
    assert [model.__name__ for model in TABLES if model.objects.exists()] == []
    assert not departures.of_person([real])
