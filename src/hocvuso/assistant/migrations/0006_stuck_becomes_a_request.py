"""Wishes for a person made inside exercises become requests for help, in the one queue that there is (ADR 0042)."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

OPEN = ("new", "helping", "overdue")
TIME_TO_ANSWER = timedelta(days=1)  # before an old wish rises to the next level


def forward(apps, schema_editor):
    stuck, requests = apps.get_model("learning", "Stuck"), apps.get_model("assistant", "HelpRequest")
    remarks, aliases = apps.get_model("assistant", "HelpRemark"), apps.get_model("people", "PersonAlias")
    now = timezone.now()
    for wish in stuck.objects.filter(asked_for_person=True, closed_at=None).order_by("-opened_at").iterator():
        alias = aliases.objects.filter(alias=wish.person).first()
        person = alias.person_id if alias else wish.person
        row = requests.objects.filter(person=person, state__in=OPEN).first()
        if row is None:
            home, unit = _place(apps, person, now.date())
            if unit is None:
                continue  # no union on this site: nobody to ask
            row = requests.objects.create(
                person=person, home_unit=home, unit=unit, step=wish.step, opened_at=wish.opened_at, touched_at=now,
                due_at=now + TIME_TO_ANSWER,
            )  # fmt: skip
        said = f"Đã nhờ người giúp ở bước “{_title(apps, wish.step)}”, ngày {wish.opened_at:%d/%m/%Y}."
        remarks.objects.create(request=row, at=wish.opened_at, side="assistant", text=said, is_before=True)


def _place(apps, person, day):
    """Return the person's own unit and the one that hears of him: without a unit, the top."""
    in_force = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    members, works = apps.get_model("unions", "Membership").objects, apps.get_model("unions", "Employment").objects
    for rows in (members.filter(in_force, person=person, is_declared=False), works.filter(in_force, person=person),
                 members.filter(in_force, person=person)):  # fmt: skip
        found = rows.order_by("valid_from").first()
        if found is not None:
            return found.unit_id, found.unit_id
    top = apps.get_model("unions", "UnitLink").objects.filter(in_force, parent=None).order_by("valid_from").first()
    return None, top.unit_id if top else None


def _title(apps, step):
    versions = apps.get_model("curriculum", "ContentVersion").objects.filter(kind="step", content_id=step)
    newest = versions.order_by("-first_seen_at").first()
    return (newest.body or {}).get("title", step) if newest else step


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0005_groups_and_added_wordings"),
        ("curriculum", "0002_publication_source"),
        ("learning", "0003_band_log"),
        ("people", "0007_long_lists"),
        ("unions", "0008_no_index_twice"),
    ]
    run_before = [("learning", "0004_help_is_asked_elsewhere")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
