"""What authors see of questions asked in vain, and what becomes of the wordings that they add."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.assistant import actions, desk, own_data, own_wordings
from hocvuso.assistant.authoring import checks, groups, measures, tasks, wordings
from hocvuso.assistant.models import AddedWording, Question, QuestionGroup
from hocvuso.people import actions as people
from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]

ODD = "sao cai man hinh cu nhay mua xanh le hoai vay ta"
STEP = "kns.4.3/three-questions#who-sent-it"
OTHER = "kns.0.1/capture-type-speak#take-screenshot"
PAGE = "/cb/tac-gia"


@pytest.fixture(autouse=True)
def nothing_measured() -> None:
    """Begin without figures: they stand in a file beside the database."""
    measures._path().unlink(missing_ok=True)


def asked(text: str, person: uuid.UUID | None, **facts: object) -> Question:
    row = {"asked_at": clock.now(), "kind": "hand_over", "confidence": 0.1, **facts}
    return Question.objects.create(person=person, text=text, **row)


def by_five(text: str = ODD, **facts: object) -> list[uuid.UUID]:
    persons = [uuid7() for _ in range(5)]
    for person in persons:
        asked(text, person, **facts)
    return persons


@pytest.fixture
def author(site: Client) -> Client:
    units = places.province()
    places.official(units.top, username="tam", role=access.AUTHOR)
    return places.come_in("tam")


def press(author: Client, text: str, step: str) -> str:
    """Add a wording and return where that leads, "" when it is refused."""
    reply = author.post(f"{PAGE}/them", {"cau": text, "buoc": f"[{step}]"})
    assert reply.status_code in (302, 422)
    return reply.headers.get("Location", "")


def test_a_question_of_four_people_is_not_shown_and_of_five_is(author: Client) -> None:
    persons = by_five()
    Question.objects.filter(person=persons[0]).update(person=None)
    Question.objects.filter(person=persons[1]).update(person=None)  # nobody known is one person at most
    groups.regroup()
    assert ODD not in author.get(PAGE).content.decode()
    asked(ODD, uuid7())
    groups.regroup()
    page = author.get(PAGE).content.decode()
    assert ODD in page
    assert "5 người" in page


def test_one_person_under_two_ids_is_one_person(author: Client) -> None:
    from hocvuso.people.models import PersonAlias

    persons = by_five()
    known = people.enrol(full_name="Nguyễn Thị Lan")
    PersonAlias.objects.create(alias=persons[0], person_id=known, since=clock.now(), way="phone")
    Question.objects.filter(person=persons[1]).update(person=known)
    groups.regroup()
    assert groups.listed(groups.UNANSWERED) == []


def test_an_erased_question_leaves_its_group_before_the_next_grouping(author: Client) -> None:
    persons = by_five()
    groups.regroup()
    assert len(groups.listed(groups.UNANSWERED)) == 1
    Question.objects.filter(person=persons[2]).delete()
    assert groups.listed(groups.UNANSWERED) == []
    assert ODD not in author.get(PAGE).content.decode()


def test_words_of_one_person_are_hidden(author: Client) -> None:
    by_five()
    asked(f"{ODD} chi Quynhnga", uuid7())
    groups.regroup()
    (group,) = groups.listed(groups.UNANSWERED)
    assert group.wording == ODD
    assert not any("Quynhnga" in text for text in group.examples)
    assert any("…" in text for text in group.examples)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, groups.UNANSWERED),
        ({"kind": "clarify", "confidence": 0.6}, groups.UNANSWERED),
        ({"kind": "clarify", "confidence": 0.6, "chosen": STEP}, ""),
        ({"kind": "answer", "helped": False}, groups.UNCLEAR),
        ({"kind": "answer", "helped": True}, ""),
        ({"confidence": 1.0}, ""),  # asked for a person
        ({"kind": "check_message", "helped": False}, ""),
    ],
)
def test_what_counts_as_asked_in_vain(site: Client, facts: dict[str, object], kind: str) -> None:
    by_five(**facts)
    groups.regroup()
    assert [row.kind for row in QuestionGroup.objects.all()] == ([kind] if kind else [])


def test_questions_past_their_term_are_in_no_group(site: Client) -> None:
    by_five(asked_at=clock.now() - own_data.KEEP - timedelta(hours=1))
    assert groups.regroup() == 0


def test_one_click_adds_a_wording_that_the_next_question_finds_and_undo_takes_it_away(author: Client) -> None:
    by_five()
    groups.regroup()
    page = author.get(PAGE).content.decode()
    assert f'name="cau" value="{ODD}"' in page
    before = actions.ask(ODD, now=clock.now())
    to = press(author, ODD, OTHER)
    after = actions.ask(ODD, now=clock.now())
    assert before is not None
    assert after is not None
    assert before.answer.kind != "answer"
    assert (after.answer.kind, after.answer.citations[0].step) == ("answer", OTHER)
    shown = author.get(to).content.decode()
    assert "Hoàn tác" in shown
    assert groups.listed(groups.UNANSWERED) == []
    row = AddedWording.objects.get()
    author.post(f"{PAGE}/go", {"so": row.id})
    again = actions.ask(ODD, now=clock.now())
    assert again is not None
    assert again.answer.kind != "answer"
    assert len(groups.listed(groups.UNANSWERED)) == 1
    listed = author.get(f"{PAGE}/da-them").content.decode()
    assert "đã hoàn tác" in listed
    assert "Lê Thị Hạnh" in listed


def test_added_wordings_outlive_a_publication(author: Client) -> None:
    press(author, ODD, OTHER)
    desk._library.cache_clear()
    answer = actions.ask(ODD, now=clock.now())
    assert answer is not None
    assert answer.answer.citations[0].step == OTHER


def test_a_wording_that_stands_elsewhere_is_refused_and_named(author: Client) -> None:
    step = desk.library().curriculum.steps[STEP]
    reply = author.post(f"{PAGE}/them", {"cau": step.wordings.spoken[0], "buoc": f"[{OTHER}]"})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert step.title in page
    assert step.wordings.spoken[0] in page
    assert not AddedWording.objects.exists()
    assert press(author, step.wordings.spoken[0], STEP) == ""


@pytest.mark.parametrize(
    ("text", "step"),
    [("otp 482916 la gi", STEP), ("… man hinh nhay", STEP), ("man", STEP), ("man hinh nhay", "kns.9.9/x#y"), ("", "")],
)
def test_what_is_no_wording_is_refused(author: Client, text: str, step: str) -> None:
    assert press(author, text, step) == ""
    assert not AddedWording.objects.exists()


def test_a_wording_that_takes_a_question_from_another_step_is_refused(author: Client) -> None:
    step = desk.library().curriculum.steps[STEP]
    text = step.wordings.spoken[0]
    words = text.split()
    near = " ".join([*words[: len(words) * 3 // 4], "man hinh nhay mua"])
    firsts = dict.fromkeys(step.wordings.all, (STEP, 0.01))  # each finds its step, and barely
    kept = measures.Measured(clock.now(), "", (), {}, (), firsts)
    measures._keep(kept)
    reply = author.post(f"{PAGE}/them", {"cau": near, "buoc": f"[{OTHER}]"})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert text in page
    assert "sẽ lạc" in page


def test_a_wording_that_would_not_lead_to_its_step_is_refused(author: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "extended", lambda index, added: index)
    reply = author.post(f"{PAGE}/them", {"cau": ODD, "buoc": f"[{STEP}]"})
    assert reply.status_code == 422
    assert "vẫn được tìm ra trước" in reply.content.decode()
    assert not AddedWording.objects.exists()


def test_none_of_ours_hides_the_group_for_good_until_taken_back(author: Client) -> None:
    by_five()
    groups.regroup()
    group = groups.listed(groups.UNANSWERED)[0]
    author.post(f"{PAGE}/ngoai", {"nhom": group.id})
    by_five()
    assert groups.regroup() == 0
    assert own_wordings.in_use() == ()
    author.post(f"{PAGE}/go", {"so": AddedWording.objects.get().id})
    assert groups.regroup() == 1


def test_a_choice_is_kept_for_whoever_asked_and_only_of_what_was_offered(site: Client) -> None:
    person = uuid7()
    row = asked("x", person, candidates=[[STEP, 0.5]])
    actions.chose(row.id, uuid7(), STEP)
    actions.chose(row.id, person, OTHER)
    row.refresh_from_db()
    assert row.chosen == ""
    actions.chose(row.id, person, STEP)
    row.refresh_from_db()
    assert row.chosen == STEP


def test_search_needs_no_marks(author: Client) -> None:
    by_five("làm sao để màn hình hết nháy xanh lè")
    groups.regroup()
    assert "nháy" in author.get(PAGE, {"q": "man nhay"}).content.decode()
    assert "Không thấy" in author.get(PAGE, {"q": "con meo"}).content.decode()


def test_only_authors_with_a_second_factor_come_in(site: Client) -> None:
    units = places.province()
    places.official(units.top, username="chu")
    places.official(units.top, username="tam", role=access.AUTHOR, factor=False)
    places.official(units.top, username="quanly", role=access.AUTHOR, employer_side=True)
    assert places.come_in("chu").get(PAGE).status_code == 403
    assert places.come_in("quanly").get(PAGE).status_code == 403
    assert places.come_in("tam", factor=False).get(PAGE).headers["Location"].startswith("/cb/tai-khoan/buoc-hai/cai")
    assert site.get(PAGE).headers["Location"].startswith("/cb/tai-khoan/vao")


def test_an_author_without_a_unit_to_count_starts_at_his_own_page(author: Client) -> None:
    assert author.get("/cb/").headers["Location"] == PAGE


def test_own_data_holds_what_an_author_added_and_forgets_only_his_name(author: Client) -> None:
    from hocvuso.people.own_data import holders

    press(author, ODD, OTHER)
    writer = AddedWording.objects.get().added_by
    assert writer is not None
    holder = next(each for each in holders() if each.name == "wordings")
    assert holder.export([writer])[0]["text"] == ODD
    assert holder.erase([writer]) == 1
    assert (AddedWording.objects.get().added_by, own_wordings.in_use()[0].text) == (None, ODD)


def test_a_button_groups_in_the_background(author: Client) -> None:
    by_five()
    reply = author.post(f"{PAGE}/chay", {"viec": "gom"})
    assert reply.headers["Location"] == f"{PAGE}?chay=1"
    jobs.run_waiting()
    assert QuestionGroup.objects.count() == 1


def test_steps_are_shown_as_last_measured_the_worst_first(author: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from hocvuso.core.heldout import HeldOut

    def two(curriculum: object, k: int) -> list[HeldOut]:
        return [HeldOut(STEP, "kns.4.3", "spoken", "ai gui", ()), HeldOut(STEP, "kns.4.3", "near_miss", "khac", ())]

    assert "Chưa đo" in author.get(f"{PAGE}/buoc").content.decode()
    monkeypatch.setattr(measures, "held_out", two)
    tasks.measure_now(jobs.Progress(uuid7()))
    page = author.get(f"{PAGE}/buoc").content.decode()
    assert "ai gui" in page
    assert "khac" not in page
    assert not measures.is_stale(measures.last())
    wordings.add(ODD, OTHER, people=5, by=uuid7(), now=clock.now())
    assert measures.is_stale(measures.last())
    assert "Không thấy" in author.get(f"{PAGE}/buoc", {"q": "con meo"}).content.decode()


def test_wordings_are_read_once_and_anew_after_a_change_in_any_process(
    author: Client, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    assert own_wordings.in_use() == ()
    with django_assert_num_queries(0):
        own_wordings.in_use()
    AddedWording.objects.create(text=ODD, goal=STEP, added_at=clock.now())  # another process, its mark not yet left
    assert own_wordings.in_use() == ()
    mark = own_wordings._path()
    mark.touch()
    assert [each.text for each in own_wordings.in_use()] == [ODD]
    AddedWording.objects.all().delete()
    with monkeypatch.context() as later:  # another machine leaves no mark here
        later.setattr(own_wordings, "STALE_SECONDS", -1.0)
        assert own_wordings.in_use() == ()
