"""Figures of a closed period stay: the database itself refuses to change or delete them, but for invented units."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hocvuso.plumbing import clock
from hocvuso.reports import tasks
from hocvuso.reports.models import ClosedFigure, FigureCorrection
from hocvuso.unions import actions as unions
from hocvuso.unions import demo
from hocvuso.unions.models import StructureChange, Unit
from hocvuso.unions.structure import wording
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def closed():
    """Close a week and a month, and correct one figure of a real unit (rows of one night come in any order)."""
    places.counted()
    tasks.close_periods()
    figure = ClosedFigure.objects.filter(grain="month", is_demo=False).order_by("id")[0]
    FigureCorrection.objects.create(
        of=figure, reached=1, people=2, unknown=0, found_at=clock.now(), is_demo=figure.is_demo
    )
    return figure


def refused(act):
    """Try something in a transaction of its own, and tell whether the database refused it."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("model", [ClosedFigure, FigureCorrection])
def test_nothing_of_a_closed_period_is_changed_or_deleted(model):
    places.province()
    closed()
    before = sorted(map(str, model.objects.values_list()))
    table = model._meta.db_table
    assert refused(lambda: model.objects.update(reached=99))
    assert refused(lambda: model.objects.update(is_demo=True)), "nor marked, to be deleted afterwards"
    assert refused(lambda: model.objects.all().delete())
    for statement in (f"UPDATE {table} SET people = 5", f"DELETE FROM {table}"):
        assert refused(lambda statement=statement: connection.cursor().execute(statement)), statement
    assert sorted(map(str, model.objects.values_list())) == before != []


def test_a_unit_whose_figures_were_closed_is_not_undone_away():
    place = places.province()
    unions.found(
        code="NEW", name="CĐCS Mới", kind="grassroots", on=clock.today() - timedelta(40), parent=place.ward
    )  # fmt: skip
    founding = StructureChange.objects.order_by("-number")[0]
    closed()
    with pytest.raises(unions.InUse) as trouble:
        unions.undo(founding.id, by=None)
    assert wording.sentence(trouble.value) == (
        "Số liệu của CĐCS Mới đã chốt nên được giữ lại. Giải thể đơn vị thay vì hoàn tác."
    )
    assert Unit.objects.filter(code="NEW").exists()
    assert StructureChange.objects.get(id=founding.id).undone_at is None


def test_the_demonstration_goes_with_its_figures_and_others_stay():
    place = places.province()
    unions.found(
        code="D", name="CĐCS Minh họa", kind="grassroots", on=places.LONG_AGO, parent=place.ward, is_demo=True
    )  # fmt: skip
    closed()
    invented = ClosedFigure.objects.filter(unit__code="D")
    assert set(invented.values_list("is_demo", flat=True)) == {True}
    FigureCorrection.objects.create(
        of=invented[0], reached=1, people=2, unknown=0, found_at=clock.now(), is_demo=True
    )  # fmt: skip
    real = ClosedFigure.objects.filter(is_demo=False).count()
    assert demo.remove() == 1
    assert not ClosedFigure.objects.filter(is_demo=True).exists()
    assert ClosedFigure.objects.count() == real > 0 and FigureCorrection.objects.count() == 1
