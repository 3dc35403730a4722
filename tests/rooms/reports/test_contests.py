"""Contests at the desk: set up, announce, run, correct, judge, draw lots, publish, papers; who is told no."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import escape
from urllib.parse import quote

import docx
import pytest
from python_calamine import CalamineWorkbook

from hocvuso.contests import jury, paper_entry, publishing, queries, questions, settling
from hocvuso.contests.models import Contest, Entry
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from tests.rooms import places
from tests.rooms.contests.rooms_of_contests import DECISION, handed_in, planned, round_of, running, shift

pytestmark = pytest.mark.django_db(databases="__all__")
AT = "?don-vi=SEW"


@pytest.fixture
def desk(chair):
    return places.come_in()


@pytest.fixture
def workers(place):
    return [places.worker(name, place.sewing, agreed=True) for name in ("Trần An", "Lê Bình", "Đỗ Chi")]


def at(row, *more):
    return f"/cb/cuoc-thi/{row.id}{''.join(more)}{AT}"


def form(**changed):
    first = clock.today() + timedelta(days=2)
    kept = {
        "so": str(uuid7()), "ten": "Hiểu biết số", "gioi-thieu": "Ba vòng", "ngay": f"{first:%d/%m/%Y}", "gio": "08:00",
        "so-vong": "2", "so-ngay": "7", "so-lan": "2", "so-cau": "6", "so-phut": "10", "so-may": "0",
        "doan": "Bao nhiêu người đúng hết?", "ky-nang": ["kns.4.3", "kns.4.1"], "quyet-dinh": DECISION,
        "giai": "1 | Giải Nhất | Bằng khen\n2 | Giải Nhì | Quà",
    }  # fmt: skip
    return {**kept, **changed}


def test_the_form_is_filled_from_a_ready_made_contest_and_sent_twice_is_one(desk):
    page = desk.get(f"/cb/cuoc-thi/moi{AT}&mau=one-week-practice").content.decode()
    assert "Một tuần nhận ra lừa đảo" in page
    sent = form()
    first = desk.post(f"/cb/cuoc-thi/moi{AT}", sent)
    assert first.status_code == 302 and desk.post(f"/cb/cuoc-thi/moi{AT}", sent).url == first.url
    row = Contest.objects.get()
    assert (row.state, row.decision, len(row.prizes)) == ("draft", DECISION, 2)
    assert desk.get(first.url).status_code == 200


@pytest.mark.parametrize("changed", [
    {"ten": ""}, {"so-cau": "0"}, {"ky-nang": []}, {"giai": "Giải Nhất"}, {"ngay": "31/02/2026"}, {"so-may": "9"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, changed):
    answer = desk.post(f"/cb/cuoc-thi/moi{AT}", form(**changed))
    assert answer.status_code == 422 and "Bao nhiêu người đúng hết?" in answer.content.decode()
    assert not Contest.objects.exists()


def test_announced_changed_only_after_taking_it_back_and_running_it_says_the_way(desk, place, chair):
    row = planned(place.sewing, chair)
    assert desk.post(at(row), {"viec": "cong-bo"}).status_code == 302
    assert desk.post(at(row, "/sua"), form()).status_code == 422
    assert desk.post(at(row), {"viec": "rut-lai"}).status_code == 302
    assert desk.post(at(row, "/sua"), form()).status_code == 302
    row = running(place.sewing, chair)
    page = desk.post(at(row, "/sua"), form())
    assert page.status_code == 422
    assert Contest.objects.get(id=row.id).title == "Tìm hiểu kỹ năng số"


def test_without_the_number_of_a_decision_it_is_not_announced(desk):
    to = desk.post(f"/cb/cuoc-thi/moi{AT}", form(**{"quyet-dinh": ""})).url
    assert desk.post(to, {"viec": "cong-bo"}).status_code == 422
    assert Contest.objects.get().state == "draft"


def test_a_question_is_voided_from_the_list_after_its_effect_was_shown_and_before_and_after_are_kept(
    desk, place, chair, workers
):
    row = running(place.sewing, chair)
    entry = handed_in(row, workers[0], 0)
    question = round_of(row).pool[entry.drawn[0]][1]
    to = at(row, "/huy-cau") + "&vong=1"
    text = questions.text_in(round_of(row), question)
    listed = desk.get(to).content.decode()
    assert f"cau={quote(question)}" in listed and escape(text) in listed
    assert len(questions.of_round(round_of(row))) == len(round_of(row).pool)
    page = desk.get(f"{to}&cau={question}").content.decode()
    effect = questions.effect(round_of(row), question)
    assert (effect.had, effect.gains) == (1, 1) and question in page
    assert settling.placed(row.id)[0].points == 0 and not jury.corrections(row.id)
    assert desk.post(to, {"vong": "1", "cau": question}).status_code == 422
    assert desk.post(to, {"vong": "1", "cau": "kns.0.0/x", "ly-do": "sai"}).status_code == 422
    for _again in range(2):
        assert desk.post(to, {"vong": "1", "cau": question, "ly-do": "Đề in sai"}).status_code == 302
    made = jury.corrections(row.id)
    assert [(each.what, each.changes) for each in made] == [(question, [[1, 1, 0, 1]])]
    assert settling.placed(row.id)[0].points == 1
    page = desk.get(at(row)).content.decode()
    assert "Đề in sai" in page and escape(text) in page
    public = desk.get(f"/cuoc-thi/{row.code}/kiem-tra").content.decode()
    assert "Đề in sai" in public and escape(text) in public
    late = handed_in(row, workers[1], 0)
    settling.mark_again(round_of(row))
    late.refresh_from_db()
    assert late.points == int(question in {round_of(row).pool[place_][1] for place_ in late.drawn})


def test_what_voiding_would_change_is_what_it_changes(desk, place, chair, workers):
    row = running(place.sewing, chair, rounds=1)
    for right, person in zip((3, 3, 1), workers, strict=True):
        handed_in(row, person, right, guess=right)
    entry = Entry.objects.get(person=workers[1])
    question = round_of(row).pool[entry.drawn[5]][1]
    told = questions.effect(round_of(row), question)
    before = {each.entrant: each.place for each in settling.placed(row.id)}
    changed = jury.void(round_of(row).id, question, "sai", by=jury.Signer(chair, "Hạnh"))
    after = {each.entrant: each.place for each in settling.placed(row.id)}
    assert changed == told.gains
    assert {each[0]: (each[1], each[2]) for each in told.moved} == {
        number: (place_, after[number]) for number, place_ in before.items() if after[number] != place_
    }
    line = next(each for each in questions.of_round(round_of(row)) if each.id == question)
    assert line.is_void and line.had == told.had and line.share is None


def test_extending_tells_everybody_and_never_shortens(desk, place, chair, workers):
    row = running(place.sewing, chair, rounds=1)
    handed_in(row, workers[0], 2)
    sooner = clock.now().astimezone(clock.VIETNAM) + timedelta(days=1)
    later = round_of(row).closes_at.astimezone(clock.VIETNAM) + timedelta(days=2)
    for moment, status in ((sooner, 422), (later, 302)):
        sent = {"viec": "gia-han", "vong": "1", "ngay": f"{moment:%d/%m/%Y}", "gio": "23:00", "ly-do": "Mất điện"}
        assert desk.post(at(row), sent).status_code == status
    assert [each.kind for each in outbox.due() if each.recipient == workers[0]] == ["contest_extended"]
    assert queries.line(row.id).closes > later - timedelta(days=1)


def test_the_jury_sees_twins_and_a_shared_phone_is_no_sign(desk, place, chair, workers):
    row = running(place.sewing, chair)
    device = uuid7()
    for person in workers:
        handed_in(row, person, 6)
    Entry.objects.update(device=device)
    told = jury.odd(round_of(row))
    assert told.alike == () and [each[0] for each in told.quick] == [1, 2, 3]
    assert desk.get(at(row, "/bat-thuong") + "&vong=1").status_code == 200
    sent = {"viec": "loai", "vong": "1", "so-bao-danh": "2", "lan": "1", "ly-do": "Đã gặp, nhận làm hộ"}
    assert desk.post(at(row, "/bat-thuong") + "&vong=1", sent).status_code == 302
    assert [each.entrant for each in settling.placed(row.id)] == [1, 3]
    assert "contest_aside" in [each.kind for each in outbox.due() if each.recipient == workers[1]]
    assert desk.post(at(row, "/bat-thuong") + "&vong=1", {**sent, "viec": "nhan-lai"}).status_code == 302
    assert len(settling.placed(row.id)) == 3


def test_lots_are_frozen_then_drawn_with_a_public_number_once(desk, place, chair, workers):
    row = running(place.sewing, chair)
    for person in workers:
        handed_in(row, person, 6)
    number = str(uuid7())
    frozen = {"viec": "chot", "so": number, "ten": "May mắn", "giai": "2", "ai": "full"}
    assert desk.post(at(row, "/boc-tham"), frozen).status_code == 422  # somebody may still be at work
    shift(row, timedelta(days=-40))
    assert desk.post(at(row, "/boc-tham"), frozen).status_code == 302
    assert desk.post(at(row, "/boc-tham"), {"viec": "boc", "so": number, "so-cong-khai": " "}).status_code == 422
    assert desk.post(at(row, "/boc-tham"), {"viec": "boc", "so": number, "so-cong-khai": "48213"}).status_code == 302
    first = desk.get(at(row, "/boc-tham")).content.decode()
    desk.post(at(row, "/boc-tham"), {"viec": "boc", "so": number, "so-cong-khai": "11111"})
    assert "48213" in first and "48213" in desk.get(at(row, "/boc-tham")).content.decode()


def test_a_paper_typed_in_is_marked_and_counts(desk, place, chair, workers):
    row = running(place.sewing, chair)
    asked = paper_entry.sheet(round_of(row))
    letters = "".join(
        next(letter for (letter, _text), response in zip(each.lines, each.responses, strict=True)
             if paper_entry.marking.is_right(paper_entry.marking.drawn_of(round_of(row)).pool[each.place], response))
        for each in asked
    )  # fmt: skip
    to = at(row, "/bai-giay") + "&vong=1"
    assert desk.get(f"{to}&tim=an").status_code == 200
    sent = {"so": str(uuid7()), "nguoi": str(workers[0]), "dap-an": letters[:3], "doan": "2"}
    assert desk.post(to, sent).status_code == 422
    for _again in range(2):
        assert desk.post(to, {**sent, "dap-an": f"{letters[:3]} {letters[3:]}".lower()}).status_code == 200
    entry = Entry.objects.get()
    assert (entry.way, entry.points, entry.guess, entry.typed_by) == ("paper", 6, 2, chair)
    assert settling.placed(row.id)[0].points == 6
    assert desk.get(at(row, "/de-giay") + "&vong=1").status_code == 200


def test_published_with_versions_after_protests_and_on_paper(desk, place, chair, workers):
    row = running(place.sewing, chair)
    for right, person in zip((6, 4, 2), workers, strict=True):
        handed_in(row, person, right)
    assert desk.post(at(row), {"viec": "ket-qua"}).status_code == 422
    shift(row, timedelta(days=-40))
    protest = jury.protest(uuid7(), row.id, workers[2], "Câu 2 sai", round_number=1)
    assert desk.post(at(row), {"viec": "ket-qua"}).status_code == 422
    assert (
        desk.post(at(row), {"viec": "tra-loi", "don": str(protest.id), "tra-loi": "Đúng", "dung": "1"}).status_code
        == 302
    )
    assert desk.post(at(row), {"viec": "ket-qua"}).status_code == 302
    assert desk.post(at(row), {"viec": "ket-qua"}).status_code == 302
    assert queries.result(row.id).version == 1
    question = round_of(row).pool[Entry.objects.get(person=workers[2]).drawn[5]][1]
    desk.post(at(row, "/huy-cau") + "&vong=1", {"vong": "1", "cau": question, "ly-do": "Sai"})
    desk.post(at(row), {"viec": "ket-qua"})
    assert queries.result(row.id).version in (1, 2)
    text = "\n".join(
        cell.text for table in docx.Document(io.BytesIO(body(desk.get(at(row, "/trao-giai.docx"))))).tables
        for line in table.rows for cell in line.cells
    )  # fmt: skip
    assert "Trần An" in text and "Giải Nhất" in text and "Lê Bình" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(desk.get(at(row, "/trao-giai.xlsx")))))
    assert any("Trần An" in map(str, line) for line in book.get_sheet_by_index(0).to_python())
    assert desk.get(at(row, "/don-vi")).status_code == 200


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_the_employers_side_and_neighbours_see_nobodys_points(place, chair, workers):
    row = running(place.sewing, chair)
    handed_in(row, workers[0], 5)
    places.official(place.sewing, username="quang", employer_side=True)
    places.official(place.shoes, username="thuy")
    places.official(place.ward, username="tren", role=access.CHAIR)
    for name, unit in (("thuy", "SHO"), ("tren", "T-W"), ("quang", "SEW")):
        browser = places.come_in(name)
        for part in ("", "/bat-thuong", "/trao-giai.xlsx", "/boc-tham"):
            answer = browser.get(f"/cb/cuoc-thi/{row.id}{part}?don-vi={unit}&vong=1")
            assert answer.status_code == 403, (name, part)
    counts = browser.get(f"/cb/cuoc-thi{AT}").content.decode()
    assert row.title in counts and "Trần An" not in counts


def test_names_leave_a_trace_and_the_page_asks_few_questions(
    desk, place, chair, workers, django_assert_max_num_queries
):
    from hocvuso.plumbing import audit

    row = running(place.sewing, chair)
    for right, person in zip((6, 4, 2), workers, strict=True):
        handed_in(row, person, right)
    with django_assert_max_num_queries(70):
        page = desk.get(at(row)).content.decode()
    assert re.search("Trần An", page)
    assert [each.what for each in audit.traces_of(workers[0]) if each.verb == "read"] == ["contest"]


def test_an_official_of_a_unit_below_sees_the_line_of_his_own_unit_and_nobody_elses(place, chair, workers):
    row = running(place.ward, chair, rounds=1)
    for person in workers:
        handed_in(row, person, 6)
    unions.declare_headcount(place.sewing, audience="worker", count=12, signed_by="x", on=clock.today())
    unions.declare_headcount(place.shoes, audience="worker", count=40, signed_by="x", on=clock.today())
    places.official(place.shoes, username="thuy", employer_side=True)
    below = places.come_in("thuy")
    listed = below.get("/cb/cuoc-thi?don-vi=SHO").content.decode()
    own = f"/cb/cuoc-thi/{row.id}/don-vi-minh?don-vi=SHO"
    assert row.title in listed and own in listed
    page = below.get(own).content.decode()
    assert "0 trong 40 " in page and "3 trong 12 " not in page and "Trần An" not in page
    shift(row, timedelta(days=-40))
    publishing.publish(row.id, by=jury.Signer(chair, "Hạnh"))
    assert "0 trong 40 " in below.get(own).content.decode()
    assert below.get(f"/cb/cuoc-thi/{uuid7()}/don-vi-minh?don-vi=SHO").status_code == 404
    drafted = planned(place.ward, chair)
    assert below.get(f"/cb/cuoc-thi/{drafted.id}/don-vi-minh?don-vi=SHO").status_code == 404
