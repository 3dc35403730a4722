"""Vectors of meaning from a folder or a service: kept beside the index, and silence where the encoder fails."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hocvuso.assistant import desk, pipeline, vectors
from hocvuso.assistant.model_client import MOST_FAILURES, Breaker, Unavailable
from hocvuso.assistant.pipeline import Asked, Library
from hocvuso.core.meaning import BadVectors
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.evaluation import scripted_model as play
from tests.core.test_meaning import write

DAY = date(2026, 11, 29)
# Shares no word with any lesson; the vectors that the tests make put it beside the code to be scanned.
QUESTION = "xyzt"
QR = "kns.6.2/qr-and-mistakes#pay-by-shop-qr"


@pytest.fixture(scope="module")
def plain() -> Library:
    """Return two skills only: making an index and its vectors is then a matter of a blink."""
    found = read_folder(content_folder()).curriculum
    assert found is not None
    skills = {name: found.skills[name] for name in ("kns.4.3", "kns.6.2")}
    steps = {name: step for name, step in found.steps.items() if step.skill in skills}
    return pipeline.open_library(replace(found, skills=skills, steps=steps, cards={}))


def vector_of(text: str) -> list[float]:
    return [1.0, 0.0] if QUESTION in text or "Trả tiền QR" in text else [0.0, 1.0]


def with_service(plain: Library, server: play.Server, folder: Path, seconds: float = 5.0) -> Library:
    service = vectors.Service(server.url, "nghia", "khoa", seconds, Breaker())
    assert vectors.make(service, plain.curriculum, folder)
    return replace(plain, meaning=vectors.opened(service, plain.curriculum, folder, is_outside=True))


def first(library: Library, *, may_leave: bool) -> str:
    found = pipeline.answer(library, Asked(QUESTION, may_leave=may_leave), DAY).candidates
    return found[0].step if found and found[0].score > 0 else ""


def test_a_service_finds_by_meaning_only_for_who_may_be_asked_about(plain: Library, tmp_path: Path) -> None:
    with play.serving(play.embeds(vector_of)) as server:
        library = with_service(plain, server, tmp_path)
        made = len(server.asked)
        assert {one["path"] for one in server.asked} == {"/v1/embeddings"}
        assert {one["key"] for one in server.asked} == {"Bearer khoa"}
        assert first(plain, may_leave=True) == ""
        assert first(library, may_leave=False) == ""
        assert len(server.asked) == made  # the question stayed here
        assert first(library, may_leave=True) == QR
        assert server.asked[-1]["input"] == [QUESTION]


def test_secrets_do_not_leave(plain: Library, tmp_path: Path) -> None:
    with play.serving(play.embeds(vector_of)) as server:
        library = with_service(plain, server, tmp_path)
        pipeline.answer(library, Asked("mã otp 482913 gửi về số 0912345678", may_leave=True), DAY)
        assert not any(secret in str(server.asked[-1]["input"]) for secret in ("482913", "0912345678"))


@pytest.mark.parametrize(
    "reply",
    [
        play.tells("{"), play.tells('{"data": []}'), play.tells('{"data": [{"index": 0, "embedding": ["a"]}]}'),
        play.tells('{"data": [{"index": 0, "embedding": [1.0, 2.0, 3.0]}]}'), play.tells("{}", after=1.5),
        play.tells('{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}'),
        play.tells('{"data": [{"index": 0, "embedding": [1e39, 1.0]}]}'),
        play.tells('{"data": [{"index": 0, "embedding": []}]}'),
        play.tells('[' * 5000), play.tells(" " * (vectors._MOST_BYTES + 1)), play.tells('{"data": 7}'), play.cut("x"),
        lambda to: to.begin(500),
    ],
)  # fmt: skip
def test_a_failing_service_leaves_the_search_by_words(plain: Library, tmp_path: Path, reply: play.Reply) -> None:
    with play.serving(play.embeds(vector_of)) as server:
        library = with_service(plain, server, tmp_path, seconds=0.8)
        server.script[:] = [reply]
        for text in (QUESTION, "quét mã trả tiền"):
            assert pipeline.answer(library, Asked(text, may_leave=True), DAY) == pipeline.answer(
                plain, Asked(text), DAY
            )


def test_after_three_failures_nobody_waits() -> None:
    with play.serving(play.tells("{}", after=1.5)) as server:
        service = vectors.Service(server.url, "nghia", "", 0.5, Breaker())
        for _ in range(MOST_FAILURES):
            with pytest.raises(Unavailable, match="slow"):
                service.encode(["một"])
        with pytest.raises(Unavailable, match="resting"):
            service.encode(["một"])
        assert len(server.asked) == MOST_FAILURES  # nobody was asked, so there was nothing to wait for


def test_vectors_of_another_curriculum_are_not_used(plain: Library, tmp_path: Path) -> None:
    with play.serving(play.embeds(vector_of)) as server:
        service = vectors.Service(server.url, "nghia")
        assert not vectors.is_made(service, tmp_path)
        assert vectors.opened(service, plain.curriculum, tmp_path, is_outside=True) is None
        with_service(plain, server, tmp_path)
        np.save(tmp_path / f"meaning-{service.name}.npy", np.ones((3, 2), np.float32))
        assert vectors.is_made(service, tmp_path)
        assert vectors.opened(service, plain.curriculum, tmp_path, is_outside=True) is None


def test_a_service_that_is_dead_while_the_index_is_made_makes_nothing(plain: Library, tmp_path: Path) -> None:
    service = vectors.Service("http://127.0.0.1:9/v1", "nghia")
    assert not vectors.make(service, plain.curriculum, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(databases="__all__")
def test_a_site_with_a_folder_of_vectors_uses_it(site, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.EMBEDDINGS_DIR = str(write(tmp_path / "bang", {QUESTION: (1.0, 0.0), "qr": (1.0, 0.0)}))
    for kept in (desk._encoder, desk._library):
        kept.cache_clear()
    try:
        desk.build()
        meaning = desk.library().meaning
        assert meaning is not None
        assert not meaning.is_outside
        assert first(desk.library(), may_leave=False)
    finally:
        for kept in (desk._encoder, desk._library):
            kept.cache_clear()


@pytest.mark.django_db(databases="__all__")
def test_a_folder_that_cannot_be_used_leaves_words_alone(site, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.EMBEDDINGS_DIR = str(tmp_path)
    desk._encoder.cache_clear()
    desk._library.cache_clear()
    try:
        assert desk.library().meaning is None
    finally:
        desk._encoder.cache_clear()
        desk._library.cache_clear()


def test_a_wrong_number_of_rows_is_no_vector() -> None:
    one_row = play.tells('{"data": [{"index": 0, "embedding": [1.0]}]}')
    with play.serving(one_row) as server, pytest.raises(BadVectors):
        vectors.Service(server.url, "nghia", seconds=5.0).encode(["một", "hai"])


def test_a_service_that_drips_is_left_when_its_time_is_over() -> None:
    """Each piece comes in time, the whole never does."""

    def drips(to: play.Handler) -> None:
        to.begin()
        for _ in range(2000):
            to.wfile.write(b" ")
            to.wfile.flush()
            time.sleep(0.05)

    with play.serving(drips) as server:
        service = vectors.Service(server.url, "nghia", "", 0.3, Breaker())
        began = time.monotonic()
        with pytest.raises(Unavailable, match="slow"):
            service.encode(["một"])
        assert time.monotonic() - began < 30, "it would drip for more than a minute and a half"


def test_vectors_of_different_lengths_make_nothing(plain: Library, tmp_path: Path) -> None:
    long = iter(range(10_000))
    with play.serving(play.embeds(lambda _text: [1.0] * (2 + next(long) % 2))) as server:
        assert not vectors.make(vectors.Service(server.url, "nghia"), plain.curriculum, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_question_whose_vector_does_not_fit_is_answered_by_words(plain: Library, tmp_path: Path) -> None:
    """The service changed its model under the same name."""
    with play.serving(play.embeds(vector_of)) as server:
        library = with_service(plain, server, tmp_path)
        for other in ([1.0], [1.0, 0.0, 0.0, 0.0]):
            server.script[:] = [play.embeds(lambda _text, other=other: other)]  # type: ignore[misc]
            assert first(library, may_leave=True) == ""
