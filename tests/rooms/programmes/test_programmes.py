"""Programmes, their tasks and evidence; what is asked of units below; counts for returns."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from hocvuso.core.programmes import standing
from hocvuso.plumbing import clock, jobs, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions, assigning, counting, library, measures, proof, queries
from hocvuso.programmes.actions import Changed, Details, NewGoal, NewProgramme, NewTask, Signer
from hocvuso.programmes.library import BadTemplate
from hocvuso.programmes.measures import Count, Measure
from hocvuso.programmes.models import Programme, Task, TaskEvidence
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BY = Signer(uuid7(), "Lê Thị Hạnh")
PDF = b"%PDF-1.4 rest"


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def sheep():
    """A measure that counts what the test says; afterwards nobody knows it."""
    counted = {"value": 0}

    def count(asked, day):
        return {each: Count(counted["value"], 10) for each in asked}

    measures.register(Measure("sheep", "sheep", count))
    yield counted
    measures._known.pop("sheep")


def today(plus=0):
    return places.today() + timedelta(days=plus)


def begun(unit, *tasks, number=None):
    told = NewProgramme(
        "Chương trình",
        today(),
        today(200),
        "plan",
        [NewGoal("Nội dung 1", tasks or [NewTask("Dán thẻ", "Tổ", today(10))])],
    )
    return actions.begin(number or uuid7(), unit, told, by=BY)


def tasks_of(programme):
    return [each for goal in queries.one(programme.pk, today()).goals for each in goal.tasks]


def test_saving_the_same_plan_twice_is_one_programme(place):
    number = uuid7()
    assert begun(place.sewing, number=number).pk == begun(place.sewing, number=number).pk
    assert Programme.objects.count() == 1
    assert Task.objects.count() == 1


def test_a_programme_without_tasks_is_refused(place):
    with pytest.raises(ValueError, match="tasks"):
        actions.begin(uuid7(), place.sewing, NewProgramme("X", today(), today(9), "table", [NewGoal("A", [])]), by=BY)


def test_a_measured_task_is_done_when_the_count_reaches_the_goal(place, sheep):
    made = begun(place.sewing, NewTask("Đếm cừu", "", today(10), "sheep", 5))
    assert tasks_of(made)[0].work.share == 0
    sheep["value"] = 5
    counting.refresh(counting.measured(), today(), clock.now())
    assert queries.counts([place.sewing], today(20)) == queries.Counts(1, 1, 1, 1, 0)
    sheep["value"] = 3
    counting.refresh(counting.measured(), today(), clock.now())
    assert queries.counts([place.sewing], today(20)) == queries.Counts(1, 1, 1, 0, 1)


def test_a_goal_that_follows_the_count_is_not_kept(place, sheep):
    made = begun(place.sewing, NewTask("Đếm cừu", "", None, "sheep", 5, follows=True))
    assert tasks_of(made)[0].work.goal == 10


def test_a_measure_that_nobody_counts_is_told_by_hand(place):
    made = begun(place.sewing, NewTask("Công nhận gia đình", "", today(5), "no-such-room", 10))
    shown = tasks_of(made)[0]
    assert not shown.work.is_measured
    actions.tell(shown.row.pk, shown.row.changed_at, standing.DOING, by=BY, share=0.4)
    assert tasks_of(made)[0].work.share == pytest.approx(0.4)


def test_a_task_is_told_taken_back_and_told_again(place):
    made = begun(place.sewing)
    row = tasks_of(made)[0].row
    actions.tell(row.pk, row.changed_at, standing.DOING, by=BY, share=0.5, note="đã in thẻ")
    doing = tasks_of(made)[0].row
    actions.tell(row.pk, doing.changed_at, standing.DONE, by=BY)
    one = queries.task(row.pk, today())
    assert [each.state for each in one.steps] == ["open", "doing", "done"]
    assert one.shown.row.done_on == today()
    actions.take_back(row.pk, one.steps[-1].pk, by=BY)
    back = queries.task(row.pk, today())
    assert (back.shown.row.state, back.shown.row.told, back.shown.row.done_on) == ("doing", 0.5, None)
    actions.take_back(row.pk, one.steps[1].pk, by=BY)
    actions.take_back(row.pk, one.steps[0].pk, by=BY)
    assert [each.state for each in queries.task(row.pk, today()).steps] == ["open"]
    assert queries.task(row.pk, today()).shown.row.state == "open"


def test_two_officials_at_once_one_is_told(place):
    row = tasks_of(begun(place.sewing))[0].row
    actions.tell(row.pk, row.changed_at, standing.DONE, by=BY)
    with pytest.raises(Changed):
        actions.tell(row.pk, row.changed_at, standing.DROPPED, by=BY)
    with pytest.raises(Changed):
        actions.change_task(row.pk, row.changed_at, Details("Khác", "", None, place.sewing), by=BY)
    actions.tell(row.pk, row.changed_at, standing.DONE, by=BY)  # the same word again is harmless
    assert len(queries.task(row.pk, today()).steps) == 2


def test_a_new_measure_forgets_the_old_count(place, sheep):
    made = begun(place.sewing, NewTask("Đếm", "", today(3), "sheep", 5))
    sheep["value"] = 7
    row = tasks_of(made)[0].row
    actions.change_task(row.pk, row.changed_at, Details("Đếm", "Mai", today(4), place.sewing, "sheep", 8), by=BY)
    assert (Task.objects.get().counted, Task.objects.get().goal) == (7, 8)
    row = Task.objects.get()
    actions.change_task(row.pk, row.changed_at, Details("Đếm", "Mai", today(4), place.sewing), by=BY)
    assert (Task.objects.get().counted, Task.objects.get().wanted) == (None, None)


def test_what_is_removed_comes_back_with_everything_in_it(place):
    made = begun(place.sewing)
    row = tasks_of(made)[0].row
    actions.remove_task(row.pk, by=BY)
    assert tasks_of(made) == []
    assert queries.counts([place.sewing], today()).tasks == 0
    actions.restore_task(row.pk, by=BY)
    actions.remove(made.pk, by=BY)
    assert queries.of_units([place.sewing], today()) == []
    assert [each.pk for each in queries.removed_of(place.sewing)] == [made.pk]
    assert queries.task(row.pk, today()) is None
    actions.restore(made.pk, by=BY)
    assert [each.row.pk for each in tasks_of(made)] == [row.pk]


def test_evidence_is_told_by_its_content_and_kept_once(place):
    row = tasks_of(begun(place.sewing))[0].row
    number = uuid7()
    for _ in range(2):
        proof.add(number, row.pk, proof.FILE, "anh.jpg", by=BY, data=PDF)
    assert TaskEvidence.objects.get().ending == "pdf"
    proof.take_away(number, row.pk, by=BY)
    assert queries.evidence(number, row.pk) is None
    proof.take_away(number, row.pk, by=BY, back=True)
    assert bytes(queries.evidence(number, row.pk).data) == PDF


def zipped(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def photograph(form, **more):
    """A picture of 40 × 20 points that lies on its side, with what a phone writes into it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Phone of Lan", 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, form, exif=exif, **more)
    return out.getvalue()


def commented():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Phone of Lan")
    return photograph("PNG", pnginfo=told)


@pytest.mark.parametrize("data", [photograph("JPEG", comment=b"Phone of Lan"), photograph("PNG"), commented()])
def test_a_photograph_is_kept_without_what_the_phone_wrote_into_it(place, data):
    assert b"Phone of Lan" in data
    row = tasks_of(begun(place.sewing))[0].row
    kept = proof.add(uuid7(), row.pk, proof.FILE, "anh", by=BY, data=data)
    told = bytes(TaskEvidence.objects.get(pk=kept.pk).data)
    assert b"Phone of Lan" not in told and b"Exif" not in told and b"eXIf" not in told
    with Image.open(io.BytesIO(told)) as opened:
        assert opened.size == (20, 40), "upright, as it was taken"
        assert not opened.getexif()
    assert TaskEvidence.objects.get(pk=kept.pk).size == len(told)


@pytest.mark.parametrize(
    ("kind", "text", "data", "why"),
    [
        (proof.FILE, "a.exe", b"MZ....", "kind"), (proof.FILE, "a.pdf", b"", "empty"),
        (proof.FILE, "a.docx", zipped("word/document.xml", "word/vbaProject.bin"), "kind"),
        (proof.FILE, "a.zip", zipped("a.txt"), "kind"), (proof.FILE, "a.jpg", b"\xff\xd8\xff broken", "kind"),
        (proof.FILE, "a.pdf", b"%PDF-" + b"0" * proof.MOST_BYTES, "large"),
        (proof.NOTE, "  ", b"", "empty"), (proof.LINK, "javascript:alert(1)", b"", "address"),
    ],
)  # fmt: skip
def test_what_is_no_evidence_is_refused(place, kind, text, data, why):
    row = tasks_of(begun(place.sewing))[0].row
    with pytest.raises(proof.NotThis) as refused:
        proof.add(uuid7(), row.pk, kind, text, by=BY, data=data)
    assert refused.value.args == (why,)
    assert not TaskEvidence.objects.exists()


def test_late_tasks_and_counts_of_many_units(place):
    begun(place.sewing, NewTask("Trễ", "", today(-3)), NewTask("Còn hạn", "", today(3)))
    gone = begun(place.shoes, NewTask("Trễ", "", today(-9)))
    units = [place.sewing, place.shoes]
    assert queries.counts(units, today()) == queries.Counts(2, 2, 3, 0, 2)
    assert [each.due_on for each in queries.overdue(units, today())] == [today(-9), today(-3)]
    actions.remove(gone.pk, by=BY)
    assert [each.title for each in queries.overdue(units, today())] == ["Trễ"]


def test_units_below_stand_with_and_without_programme_by_the_nearest_word(place):
    begun(place.sewing)
    assigning.assign(uuid7(), place.top, today(-5), by=BY, to_grassroots=True)
    mine = assigning.assign(uuid7(), place.ward, today(-2), by=BY, to_grassroots=True)
    assigning.assign(uuid7(), place.top, today(-1), by=BY, to_grassroots=False)
    below = {each.unit: each for each in assigning.standing_below(place.top, today())}
    assert set(below) == {place.ward, place.zone, place.sewing, place.shoes, place.packing}
    assert (below[place.sewing].programmes, below[place.sewing].days_overdue) == (1, None)
    assert (below[place.shoes].due_on, below[place.shoes].days_overdue) == (today(-2), 2)
    assert below[place.packing].days_overdue == 5
    assert below[place.zone].days_overdue == 1
    assert assigning.assigned_to(place.shoes, today(), is_grassroots=True).pk == mine.pk
    assigning.withdraw(mine.pk, place.ward, by=BY)
    assert assigning.assigned_to(place.shoes, today(), is_grassroots=True).due_on == today(-5)


def test_the_overview_asks_a_fixed_number_of_times(place, django_assert_max_num_queries):
    for unit in (place.sewing, place.shoes, place.packing):
        for _ in range(3):
            begun(unit, *(NewTask(f"Việc {n}", "", today(n)) for n in range(5)))
    with django_assert_max_num_queries(8):
        assert sum(each.programmes for each in assigning.standing_below(place.top, today())) == 9


def test_units_below_with_a_programme_are_counted(place):
    begun(place.sewing)
    made = begun(place.ward, NewTask("Mỗi cơ sở một chương trình", "", today(9), "programmes", 2))
    assert (tasks_of(made)[0].work.counted, tasks_of(made)[0].work.goal) == (1, 2)


def test_a_draft_is_each_official_s_own_and_the_newest_holds(place):
    actions.keep_draft(place.sewing, BY.id, "plan", {"head": "A"})
    actions.keep_draft(place.sewing, BY.id, "plan", {"head": "B"})
    assert queries.draft(place.sewing, BY.id, "plan").data == {"head": "B"}
    assert queries.draft(place.sewing, uuid7(), "plan") is None
    actions.drop_draft(place.sewing, BY.id, "plan")
    assert queries.draft(place.sewing, BY.id, "plan") is None


def test_the_shipped_template_is_whole_and_says_where_it_comes_from():
    found = library.library()
    assert [goal.origin for goal in found.goals] == ["reported"] * 4
    assert found.origin == "our-default"
    assert found.sources
    assert found.expires_on > found.checked_on


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('wanted = "posts"', 'wanted = "likes"'), ('owner = "board"', 'owner = "boss"'), ("at = 0.9", "at = 9"),
        ('needs = "upper"', 'needs = "luck"'), ('id = "seats"', 'id = "chairs"'), ('default = "30"', 'default = "3"'),
        ('origin = "reported"', 'origin = "official-757"'), ('kind = "day"', 'kind = "year"'),
    ],
)  # fmt: skip
def test_a_template_with_a_slip_is_refused(tmp_path, settings, old, new):
    text = (settings.CONTENT / "programmes/movement.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "movement.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadTemplate):
        library.read(file)


def test_a_programme_sent_along_is_what_a_unit_below_begins_with(place):
    above = begun(place.ward, NewTask("Đăng bài", "Anh Thuận", today(9)), NewTask("Đã qua", "", today(-1), "sheep", 4))
    asked = assigning.assign(uuid7(), place.ward, today(30), by=BY, to_grassroots=True, model=above.pk)
    told = assigning.from_model(assigning.assigned_to(place.sewing, today(), is_grassroots=True), today())
    assert [(each.title, each.owner, each.due_on, each.measure, each.wanted) for each in told.goals[0].tasks] == [
        ("Đăng bài", "", today(9), "", None), ("Đã qua", "", None, "sheep", None),
    ]  # fmt: skip
    assert asked.model_id == above.pk
    actions.remove(above.pk, by=BY)
    assert assigning.from_model(assigning.assigned_to(place.sewing, today(), is_grassroots=True), today()) is None


def test_a_programme_of_another_unit_cannot_be_sent_along(place):
    other = begun(place.shoes)
    assert assigning.assign(uuid7(), place.ward, today(30), by=BY, to_grassroots=True, model=other.pk).model is None


def test_whoever_signs_for_a_union_without_a_programme_is_told_once_that_one_is_asked(place):
    chair = places.official(place.sewing, username="hanh")
    places.official(place.shoes, username="loc", employer_side=True)
    places.official(place.packing, username="binh")
    begun(place.packing)
    number = uuid7()
    for _time in range(2):
        assigning.assign(number, place.top, today(30), by=BY, to_grassroots=True)
        jobs.run_waiting()
    told = [each for each in outbox.due() if each.kind == "programme_asked"]
    assert [each.recipient for each in told] == [chair]
    assert told[0].facts["unit"] == "SEW" and told[0].facts["due"] == f"{today(30):%d/%m/%Y}"


def test_nobody_is_told_of_what_was_taken_back_or_does_not_hold(place):
    places.official(place.sewing, username="hanh")
    assigning.assign(uuid7(), place.ward, today(9), by=BY, to_grassroots=True)
    jobs.run_waiting()
    gone = assigning.assign(uuid7(), place.ward, today(30), by=BY, to_grassroots=True)
    assigning.withdraw(gone.pk, place.ward, by=BY)
    assigning.assign(uuid7(), place.top, today(60), by=BY, to_grassroots=True)
    jobs.run_waiting()
    told = [each.facts["due"] for each in outbox.due() if each.kind == "programme_asked"]
    assert told == [f"{today(9):%d/%m/%Y}"], "the word of the nearest unit above holds"
