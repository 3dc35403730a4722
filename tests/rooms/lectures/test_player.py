"""The page of a lecture and its files; what listening counts."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from hocvuso.core.form import Form
from hocvuso.core.record import record_at
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, forming
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState, PlanRow, SkillStanding
from hocvuso.lectures import queries
from hocvuso.lectures.store import File, Manifest, Store
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = pytest.mark.django_db
LESSON = "kns.4.3/three-questions"
PAGE = f"/bai-giang/{LESSON}"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path):
    """Each test has a data folder of its own."""
    with override_settings(DATA=tmp_path):
        yield tmp_path


def made(**changes: Any) -> Manifest:
    """Put a lecture of this very script into the store, its files being plain bytes."""
    store, script = queries.store(), queries.lecture(LESSON, clock.today()).script
    folder = store.folder
    folder.mkdir(parents=True, exist_ok=True)

    def file(name: str, size: int, kind: str) -> File:
        (folder / name).write_bytes(bytes(range(256)) * (size // 256))
        return store.add(folder / name, kind)

    files = {
        "poster": file("p.webp", 5120, "image/webp"), "captions": file("c.vtt", 2560, "text/vtt"),
        "transcript": file("t.txt", 1280, "text/plain"), "video": file("v.mp4", 1_280_000, "video/mp4"),
        "sound": file("s.opus", 384_000, "audio/ogg"), "projector": file("d.html", 512, "text/html"),
    }  # fmt: skip
    images = tuple(file(f"{number}.webp", 6144 + 256 * number, "image/webp") for number in range(len(script.scenes)))
    scenes = tuple({"start": at * 10.0, "end": at * 10.0 + 10} for at in range(len(script.scenes)))
    spans = tuple((float(at), at + 0.9) for at in range(len(script.sentences)))
    manifest = Manifest(
        lesson=LESSON, title=script.title, version=script.version, digest=script.digest, key="k", seconds=267.0,
        voice="espeak", voice_label=script.voice_label, is_machine_voice=True, speaker="espeak", is_draft=True,
        files=files, images=images, scenes=scenes, spans=spans,
    )  # fmt: skip
    manifest = replace(manifest, **changes)
    store.publish(manifest)
    return manifest


def test_without_files_the_page_reads_with_the_voice_of_the_device(site: Client) -> None:
    page = site.get(PAGE).content.decode()
    assert "Nghe bằng giọng của máy bạn" in page and "chưa có tệp tiếng" in page
    assert "<video" not in page and "<audio" not in page
    assert 'data-spoken="Bước một. Câu một: Ai gửi?"' in page
    assert "Giọng đọc do máy tạo" in page


def test_sizes_are_told_before_anything_is_fetched(site: Client) -> None:
    made()
    page = site.get(PAGE).content.decode()
    assert "Xem video" in page and "1,3 MB" in page
    pictures = sum(6144 + 256 * number for number in range(len(queries.lecture(LESSON, clock.today()).script.scenes)))
    assert f"{round((384_000 + pictures) / 1000)} KB" in page
    assert page.count('preload="none"') == 2
    assert 'kind="captions"' in page and "default>" in page
    assert "Giọng đọc do máy tạo" in page and "Bản nháp, chưa thử với người học" in page


def test_in_english_the_page_is_english_and_the_lesson_is_marked_vietnamese(site: Client) -> None:
    made()
    site.get("/ngon-ngu/en")
    page = site.get(PAGE).content.decode()
    assert (
        "1.3 MB" in page
        and "The voice is made by a machine" in page
        and '<div id="said" class="said" lang="vi">' in page
    )


def test_what_the_lesson_no_longer_says_is_not_played(site: Client) -> None:
    made(digest="of another day")
    assert "<video" not in site.get(PAGE).content.decode()


def test_learning_is_told_what_may_be_heard_and_seen_and_what_it_weighs(site: Client) -> None:
    assert forming.offers(LESSON) == {Form.AUDIO: 0}
    manifest = made()
    kb = round(manifest.size_of("sound") / 1000)
    assert forming.offers(LESSON) == {Form.AUDIO: kb, Form.VIDEO: 1280}
    assert forming.offers("kns.4.1/lock-and-passphrase") == {Form.AUDIO: 0}
    made(digest="of another day")
    assert forming.offers(LESSON) == {Form.AUDIO: 0}


def test_the_form_that_was_asked_for_comes_first_and_another_is_a_tap_away(site: Client) -> None:
    made()
    site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": str(uuid7())})
    page = site.get(f"{PAGE}?dang=video").content.decode()
    assert 'data-asked="video"' in page and 'name="form" value="video"' not in page
    assert 'name="form" value="audio"' in page and 'name="form" value="easy"' in page
    assert "data-asked" not in site.get(PAGE).content.decode()


@pytest.mark.parametrize("broken", ["gone", "short", "torn"])
def test_half_of_a_lecture_is_none(site: Client, own_folder: Path, broken: str) -> None:
    manifest = made()
    video = own_folder / "lectures/media" / manifest.files["video"].name
    if broken == "gone":
        video.unlink()
    elif broken == "short":
        video.write_bytes(b"x")
    else:
        path = own_folder / "lectures/manifests/kns.4.3--three-questions.json"
        path.write_text(path.read_text(encoding="utf-8")[:300], encoding="utf-8")
    page = site.get(PAGE)
    assert page.status_code == 200 and "<video" not in page.content.decode()


def test_a_person_who_reads_is_named_and_not_called_a_machine(site: Client) -> None:
    from hocvuso.lectures.script import Speaker

    found = queries.lecture(LESSON, clock.today())
    sources = queries._sources()
    human = queries.script_of(
        found.lesson,
        curriculum.current(),
        sources,
        today=clock.today(),
        speaker=Speaker("Nguyễn Thị Lan", is_machine=False),
    )
    made(is_machine_voice=False, speaker="Nguyễn Thị Lan", digest=human.digest)
    page = site.get(PAGE).content.decode()
    assert "Người đọc: Nguyễn Thị Lan" in page and "Giọng đọc do máy tạo" not in page


def test_unknown_lessons_are_not_found(site: Client) -> None:
    assert site.get("/bai-giang/kns.4.3/nothing").status_code == 404
    assert site.get("/bai-giang/kns.99.9/three-questions").status_code == 404


# --- files


def address(manifest: Manifest, name: str) -> str:
    return f"/bai-giang/tep/{manifest.files[name].name}"


def test_a_file_comes_whole_for_ever_and_as_what_it_is(site: Client) -> None:
    manifest = made()
    answer = site.get(address(manifest, "sound"), headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "audio/ogg", "bytes")
    assert int(answer["Content-Length"]) == 384_000 and "Content-Encoding" not in answer
    assert "immutable" in answer["Cache-Control"] and "public" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert site.get(address(manifest, "captions"))["Content-Type"] == "text/vtt; charset=utf-8"


@pytest.mark.parametrize(
    ("asked", "given", "first", "size"),
    [
        ("bytes=0-99", "bytes 0-99/1280000", 0, 100),
        ("bytes=1279900-", "bytes 1279900-1279999/1280000", 1_279_900 % 256, 100),
        ("bytes=-50", "bytes 1279950-1279999/1280000", 1_279_950 % 256, 50),
        ("bytes=5-9999999", "bytes 5-524292/1280000", 5, 524_288),
        ("bytes=0-", "bytes 0-524287/1280000", 0, 524_288),
    ],
)
def test_a_player_gets_the_piece_it_asks_for(site: Client, asked: str, given: str, first: int, size: int) -> None:
    answer = site.get(address(made(), "video"), headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (206, given)
    assert len(answer.content) == size and answer.content[0] == first


def test_a_piece_that_is_not_there_is_refused(site: Client) -> None:
    video = address(made(), "video")
    answer = site.get(video, headers={"Range": "bytes=1280000-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1280000")
    assert site.get(video, headers={"Range": "lines=1-2"}).status_code == 200


@pytest.mark.parametrize(
    "name", ["../manifests/kns.4.3--three-questions.json", "build.lock", "0" * 24 + ".mp4", "a" * 24 + ".py"]
)
def test_nothing_but_files_of_lectures_is_given_out(site: Client, name: str) -> None:
    made()
    assert site.get(f"/bai-giang/tep/{name}").status_code == 404


def test_the_page_for_the_projector_may_run_its_own_script_only(site: Client) -> None:
    answer = site.get(address(made(), "projector"))
    assert (
        "default-src 'none'" in answer["Content-Security-Policy"]
        and "script-src 'sha256-" in answer["Content-Security-Policy"]
    )


# --- what listening counts


def event(token: Any, kind: str, content: str) -> Incoming:
    return Incoming(
        id=uuid7(),
        kind=kind,
        content_id=content,
        device=token.device,
        counter=None,
        client_at=clock.now(),
        context="lesson",
    )


@pytest.mark.both
def test_listening_counts_for_less_than_reading_and_never_masters_a_skill() -> None:
    steps = [step.id for step in curriculum.current().lessons[LESSON].steps]
    gains = {}
    for kind in ("watched", "step_done"):
        token = people.begin()
        results = actions.record(token.person, [event(token, kind, step) for step in steps], now=clock.now())
        assert {each.status for each in results} == {"stored"}
        mind = actions.current_mind(token.person)
        place = mind.state.graph.index("kns.4.3")
        record = record_at(mind.state.records, place)
        assert record is not None
        gains[kind] = record.gain
    assert 0 < gains["watched"] < gains["step_done"] / 2
    token = people.begin()
    for _day in range(20):
        actions.record(token.person, [event(token, "watched", step) for step in steps], now=clock.now())
    assert not SkillStanding.objects.filter(person=token.person, band__in=["mastered", "nearly"]).exists()
    assert PlanRow.objects.filter(person=token.person, is_current=True).exists()
    # Hearing it again is kept as an event and moves nothing.
    assert Event.objects.filter(learner=token.person).count() == 20 * len(steps)
    assert LearnerState.objects.get(person=token.person).events == len(steps)


def test_a_lesson_that_was_only_heard_is_still_to_be_read() -> None:
    token = people.begin()
    steps = [step.id for step in curriculum.current().lessons[LESSON].steps]
    actions.record(token.person, [event(token, "watched", step) for step in steps], now=clock.now())
    assert LESSON not in actions.current_mind(token.person).trail.lessons


def test_a_step_nobody_knows_cannot_be_heard() -> None:
    token = people.begin()
    result = actions.record(
        token.person, [event(token, "watched", "kns.4.3/three-questions#nothing")], now=clock.now()
    )[0]
    assert (result.status, result.reason) == ("refused", "unknown_step")


# --- the way back from a question


def test_a_question_answered_without_script_leads_back_to_its_moment(site: Client) -> None:
    made()
    page = site.get(PAGE).content.decode()
    action = page.split('<form method="post" action="')[1].split('"')[0].replace("&amp;", "&")
    assert "?ve=%2Fbai-giang%2F" in action
    answered = site.post(action, {"dont_know": "1", "id": str(uuid.uuid4())})
    assert answered.status_code == 302
    feedback = site.get(answered["Location"]).content.decode()
    assert f'<a class="btn" href="{PAGE}?tu=' in feedback
    assert Event.objects.filter(kind="answer").count() == 1


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/x", "javascript:alert(1)", "x"]
)
def test_nobody_is_led_elsewhere(site: Client, elsewhere: str) -> None:
    page = site.post("/lam/kns.4.3/parcel-signs?ve=" + elsewhere, {"dont_know": "1", "id": str(uuid.uuid4())})
    feedback = site.get(page["Location"]).content.decode()
    assert "elsewhere" not in feedback and "javascript:" not in feedback


def test_the_lesson_leads_to_its_lecture(site: Client) -> None:
    assert f'href="{PAGE}"' in site.get("/bai/kns.4.3/three-questions/who-sent-it").content.decode()


def test_the_store_clears_what_nobody_names_after_a_week(own_folder: Path) -> None:
    import os

    manifest, store = made(), Store(own_folder / "lectures")
    stray = store.media / ("f" * 24 + ".mp4")
    stray.write_bytes(b"old")
    assert store.clear_unnamed() == 0
    os.utime(stray, (0, 0))
    os.utime(store.media / manifest.files["video"].name, (0, 0))
    assert store.clear_unnamed() == 1
    assert store.manifest(LESSON) == manifest
