"""Tables, matches, rules and programmes: dates, repeats, undo, what is published stays."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from hocvuso.frameworks import actions, comparing, coverage, queries
from hocvuso.frameworks.actions import By, NotNow
from hocvuso.frameworks.actions.programmes import Planned
from hocvuso.frameworks.actions.ruling import Ruling
from hocvuso.frameworks.models import FrameworkRow, FrameworkVersion, RowMatch
from hocvuso.learning.models import BandChange, Event, SkillStanding
from hocvuso.people import own_data
from hocvuso.plumbing.models import Audit
from tests.rooms import places
from tests.rooms.frameworks import tables
from tests.rooms.frameworks.conftest import PAPER, SKILLS, Make, row_id

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
RULING = Ruling(0.5, "Sở Minh Họa", "02/QĐ-BỊA", 7, 24)


def refusal(act: object, *args: object, **facts: object) -> str:
    """Return why an act is refused."""
    with pytest.raises(NotNow) as problem:
        act(*args, **facts)  # type: ignore[operator]
    return problem.value.code


def test_the_same_table_again_changes_nothing_and_a_changed_one_is_a_new_version(make: Make) -> None:
    first = make()
    assert make().id == first.id
    assert FrameworkVersion.objects.count() == 1
    changed = make(framework=first.framework, rows=(*tables.ROWS[:3], ("MH3.1", "Máy móc", "Vận hành máy khâu", 60)))
    assert changed.framework == first.framework
    assert FrameworkVersion.objects.count() == 2


def test_many_to_many_levels_denials_and_opening_again(make: Make, by: By) -> None:
    one = make()
    row = row_id(one, "MH1.2")
    actions.decide(one, row, {"kns.4.2": "basic", "kns.4.1": ""}, offered=["kns.4.2", "kns.9.5"], by=by)
    found = {each.row.code: each for each in queries.matches(one)}["MH1.2"]
    assert {(each.skill, each.level) for each in found.confirmed} == {("kns.4.2", "basic"), ("kns.4.1", "")}
    assert found.denied == ("kns.9.5",)
    assert "kns.9.5" not in {each.skill for each in found.proposed}
    assert actions.reopen(one, row=row, by=by) == 1
    assert actions.reopen(one, row=row, by=by) == 0
    assert not RowMatch.objects.filter(row=row).exists()
    assert queries.progress(one).decided == 0


def test_unknown_skills_and_rows_of_another_table_are_refused(make: Make, by: By) -> None:
    one, other = make(), make("Một bảng khác hẳn", rows=tables.ROWS[:2])
    assert refusal(actions.decide, one, row_id(one, "MH1.1"), {"kns.99.9": ""}, by=by) == "unknown_skill"
    assert refusal(actions.decide, one, row_id(one, "MH1.1"), {"kns.4.3": "x"}, by=by) == "unknown_skill"
    assert refusal(actions.decide, one, row_id(other, "MH1.1"), {"kns.4.3": ""}, by=by) == "no_row"


def test_sure_rows_are_confirmed_together_only_by_the_count_that_was_asked_for(make: Make, by: By) -> None:
    one = make()
    sure = [each for each in queries.matches(one) if each.sure_skills]
    assert len(sure) == 3
    assert refusal(actions.confirm_sure, one, 2, by=by) == "other_count"
    act, count = actions.confirm_sure(one, 3, by=by)
    assert count == 3
    assert queries.row_skills(one) == {"MH1.1": ["kns.4.3"], "MH1.2": ["kns.4.2"], "MH2.1": ["kns.2.2"], "MH3.1": []}
    assert actions.reopen(one, act=act, by=by) == 3
    assert queries.progress(one).decided == 0


def test_a_new_version_proposes_what_the_one_before_had(make: Make, by: By, today: date) -> None:
    first = make(on=today)
    second = make(framework=first.framework, rows=(*tables.ROWS, ("MH9", "Máy móc", "Sửa xe đạp điện", 60)))
    found = {each.row.code: each for each in queries.matches(second)}
    assert found["MH1.2"].before == ("kns.4.1", "kns.4.2")
    assert found["MH1.2"].sureness == queries.BEFORE
    assert found["MH9"].before == ()


def test_a_draft_is_removed_whole_and_a_published_table_stays(make: Make, by: By, today: date) -> None:
    draft = make(matched=True)
    actions.remove(draft, by=by)
    actions.remove(draft, by=by)
    assert not FrameworkRow.objects.exists()
    one = make(on=today)
    assert refusal(actions.remove, one, by=by) == "published"
    assert refusal(actions.decide, one, row_id(one, "MH1.1"), {}, by=by) == "published"
    assert refusal(actions.reopen, one, row=row_id(one, "MH1.1"), by=by) == "published"
    assert refusal(actions.publish, one, PAPER, on=today, by=by) == "published"


def test_a_table_is_published_whole_and_not_for_the_past(make: Make, by: By, today: date) -> None:
    draft = make()
    assert refusal(actions.publish, draft, PAPER, on=today, by=by) == "undecided"
    whole = make("Bảng đã quyết hết", matched=True)
    assert refusal(actions.publish, whole, PAPER, on=today - timedelta(days=1), by=by) == "past"
    assert queries.state(whole, today) == queries.DRAFT


def test_of_two_versions_the_later_holds_from_its_day_and_withdrawing_brings_the_first_back(
    make: Make, by: By, today: date
) -> None:
    first = make(on=today)
    later = today + timedelta(days=10)
    second = make(framework=first.framework, rows=tables.ROWS[:3], matched=True)
    actions.publish(second, PAPER, on=later, by=by)
    second.refresh_from_db()
    assert [each.id for each in queries.in_force(today)] == [first.id]
    assert queries.state(second, today) == queries.COMING
    assert [each.id for each in queries.in_force(later)] == [second.id]
    assert queries.state(first, later) == queries.REPLACED
    assert refusal(actions.withdraw, second, reason="", by=by) == "no_reason"
    actions.withdraw(second, reason="Sai phụ lục", by=by)
    actions.withdraw(second, reason="lần nữa", by=by)
    second.refresh_from_db()
    assert second.withdrawn_reason == "Sai phụ lục"
    assert [each.id for each in queries.in_force(later)] == [first.id]


def test_publishing_leaves_the_log_and_the_standings_as_they_are(
    make: Make, place: places.Province, by: By, today: date
) -> None:
    lan = places.worker("Nguyễn Thị Lan", place.sewing, agreed=True)
    places.master(lan, "kns.4.3", "kns.2.2", on=today - timedelta(days=40))
    before = [list(model.objects.order_by("pk").values()) for model in (BandChange, SkillStanding, Event)]
    one = make(on=today)
    result = queries.result(lan, one, today)
    assert dict(result.rows) == {"MH1.1": "reached", "MH1.2": "not_yet", "MH2.1": "reached", "MH3.1": "untaught"}
    assert (result.reached, result.share, result.mark, result.passed_on) == (2, 0.5, None, None)
    assert before == [list(model.objects.order_by("pk").values()) for model in (BandChange, SkillStanding, Event)]


def test_what_was_learnt_before_a_rule_counts_from_its_first_day(
    make: Make, place: places.Province, by: By, today: date
) -> None:
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    places.master(lan, "kns.4.3", "kns.2.2", on=today - timedelta(days=40))
    one = make(on=today)
    actions.begin_rule(one.framework, RULING, on=today, by=by)
    result = queries.result(lan, one, today)
    assert (result.mark, result.passed_on) == (0.5, today)
    assert result.valid_until is not None
    assert (result.valid_until.year, result.valid_until.month) == (today.year + 2, today.month)
    actions.begin_rule(one.framework, Ruling(1.0, "Sở", "03/QĐ"), on=today + timedelta(days=5), by=by)
    assert queries.result(lan, one, today + timedelta(days=9)).passed_on == today


def test_rules_begin_today_or_later_and_never_change(make: Make, by: By, today: date) -> None:
    framework, later = make().framework, today + timedelta(days=30)
    assert refusal(actions.begin_rule, framework, RULING, on=today - timedelta(days=1), by=by) == "past"
    now = actions.begin_rule(framework, RULING, on=today, by=by)
    assert actions.begin_rule(framework, RULING, on=today, by=by).id == now.id
    other = Ruling(0.9, "Sở", "9/QĐ")
    assert refusal(actions.begin_rule, framework, other, on=today, by=by) == "rule_there"
    coming = actions.begin_rule(framework, other, on=later, by=by)
    assert [queries.rule_on(framework, day) for day in (today - timedelta(days=1), today, later)] == [None, now, coming]
    assert refusal(actions.drop_rule, now.id, by=by) == "begun"
    actions.drop_rule(coming.id, by=by)
    assert queries.rule_on(framework, later) == now
    actions.begin_rule(framework, Ruling(0.7, "Sở", "10/QĐ"), on=later, by=by)
    assert len(queries.rules(framework)) == 2


def test_programmes_change_from_a_day_on_and_keep_their_history(by: By, today: date) -> None:
    first = actions.keep_programme(Planned("Lớp ca tối", "worker", ("kns.4.3",), 120), on=today, by=by)
    same = actions.keep_programme(
        Planned("Lớp ca tối", "worker", ("kns.4.3",), 120), programme=first.programme, on=today, by=by
    )
    assert same.id == first.id
    later = today + timedelta(days=7)
    changed = Planned("Lớp ca tối", "worker", ("kns.4.3", "kns.4.1"), 180)
    actions.keep_programme(changed, programme=first.programme, on=later, by=by)
    assert [each.declared_minutes for each in queries.history(first.programme)] == [180, 120]
    past = today - timedelta(days=1)
    assert refusal(actions.keep_programme, changed, programme=first.programme, on=past, by=by) == "past"
    actions.end_programme(first.programme, on=today + timedelta(days=8), by=by)
    assert queries.programmes(today + timedelta(days=8)) == []


def test_the_comparison_hides_groups_under_five(make: Make, place: places.Province, by: By, today: date) -> None:
    for number in range(12):
        person = places.worker(f"Nguyễn Thị {'ABCDEGHIKLMN'[number]}a", place.sewing, agreed=number != 11)
        places.begin(person)
        if number < 6:
            places.master(person, "kns.4.3")
        if number < 2:
            places.master(person, "kns.2.2")
    one = make(matched=True)
    actions.begin_rule(one.framework, Ruling(0.25, "Sở", "1/QĐ"), on=today, by=by)
    found = comparing.compare(one, today, today)
    counts = {row.code: (row.new.people, row.new.is_hidden) for row in found.rows}
    assert counts == {"MH1.1": (6, False), "MH1.2": (0, False), "MH2.1": (None, True), "MH3.1": (0, False)}
    assert (found.started.people, found.passed_new.people, found.passed_today.people) == (11, 6, None)


def test_coverage_names_what_is_lacking(make: Make) -> None:
    from hocvuso.curriculum import queries as curriculum

    one, now = make(matched=True), curriculum.current()
    found = {each.row.code: each for each in coverage.of_table(one, now)}
    assert found["MH3.1"].gaps == (coverage.NO_SKILL,)
    assert found["MH1.1"].content.lessons == len(now.skills["kns.4.3"].lessons)
    long = make("Bảng dài giờ", rows=(("MH1.1", "", "Nhận diện lừa đảo", 6000),), matched=True)
    assert coverage.of_table(long, now)[0].gaps == (coverage.SHORT,)
    totals = coverage.totals(list(found.values()), now)
    assert (totals.rows, totals.declared_minutes) == (4, 705)
    assert totals.content.lessons == sum(len(now.skills[skill].lessons) for each in SKILLS.values() for skill in each)


def test_lessons_of_one_level_count_only_where_they_are_meant(make: Make, by: By) -> None:
    from hocvuso.curriculum import queries as curriculum

    now, one = curriculum.current(), make()
    levels = {lesson.level for lesson in now.lessons.values() if lesson.skill == "kns.4.3"}
    for level in ("basic", "next"):
        actions.decide(one, row_id(one, "MH1.1"), {"kns.4.3": level}, by=by)
        found = coverage.of_table(one, now)[0].content.lessons
        assert found == sum(x.level == level for x in now.lessons.values() if x.skill == "kns.4.3")
        assert (found > 0) == (level in levels)


def test_who_did_it_is_shown_to_him_and_forgotten_on_demand(make: Make, by: By, today: date) -> None:
    one = make(on=today)
    holder = next(each for each in own_data.holders() if each.name == "frameworks")
    assert by.id is not None
    assert holder.count([by.id]) == 6  # loaded, published, four rows decided
    assert len(holder.export([by.id])) == 6
    assert holder.erase([by.id]) == 6
    one.refresh_from_db()
    assert (one.uploaded_by, one.uploaded_name, one.published_name) == (None, "", "")
    assert holder.count([by.id]) == 0


def test_every_act_leaves_a_trace(make: Make, by: By, today: date) -> None:
    one = make(on=today)
    actions.withdraw(one, reason="Sai", by=by)
    verbs = set(Audit.objects.filter(actor=by.id).values_list("verb", flat=True))
    assert verbs >= {"load framework", "match row", "publish framework", "withdraw framework"}
    assert uuid.UUID(int=0) != one.id
