"""A lecture on a phone: made by the command, played with captions, stopped for a question, found again."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.journeys import place
from tests.journeys.conftest import Phones
from tests.journeys.place import Place

LESSON = "kns.4.3/three-questions"
PAGE = f"/bai-giang/{LESSON}"
THRIFTY = """Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '2g' } });"""
# A phone with a Vietnamese voice, which speaks a sentence in a moment.
SPEAKING = """
window.spoken = [];
Object.defineProperty(window, 'speechSynthesis', { value: {
  speaking: false, getVoices: () => [{ lang: 'vi-VN', name: 'Linh' }], cancel: () => {},
  speak: told => { window.spoken.push(told.text); setTimeout(() => told.onend && told.onend(), 30); },
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
CAPTION = """() => {
  const cues = document.getElementById('video').textTracks[0].activeCues;
  return Boolean(cues && cues.length && cues[0].text.startsWith('Bài giảng: Ba câu hỏi'));
}"""


@pytest.fixture(scope="module")
def lecture(site: Place) -> Place:
    """The lecture, made beside the running site by the command that operators use."""
    env = place.environment(site.data, site.address)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [env["PYTHONPATH"], os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-m", "hocvuso", "lectures", "build", LESSON, "--data", str(site.data), "--json"],
        cwd=place.ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def goes_on(phone, media: str, beyond: float) -> None:
    phone.page.wait_for_function(f"() => document.getElementById('{media}').currentTime > {beyond}")


def jump(phone, media: str, to: str) -> None:
    phone.page.evaluate(f"document.getElementById('{media}').currentTime = {to}")


BEFORE_THE_QUESTION = "Number(document.querySelector('.check').dataset.at) - 1"


def test_a_lecture_plays_with_captions_and_shows_its_size_first(phones: Phones, lecture: Place) -> None:
    phone = phones()
    phone.open(PAGE)
    phone.sees("Giọng đọc do máy tạo", "Xem video · 1", "Nghe, xem hình ·")
    assert not [each for each in phone.requests if urlsplit(each.url).path.endswith((".mp4", ".opus"))]
    phone.shot("lecture-start")
    phone.tap("Xem video")
    goes_on(phone, "video", 1)
    phone.page.wait_for_function(CAPTION)
    assert phone.page.evaluate("document.getElementById('video').textTracks[0].mode") == "showing"
    assert phone.page.locator("#said p.now").count() == 1
    phone.page.get_by_label("Tốc độ").select_option("1.5")
    assert phone.page.evaluate("document.getElementById('video').playbackRate") == 1.5
    phone.page.get_by_label("Phụ đề").uncheck()
    assert phone.page.evaluate("document.getElementById('video').textTracks[0].mode") == "hidden"
    phone.shot("lecture-video")


def test_the_place_is_remembered_and_a_question_stops_the_lecture(phones: Phones, lecture: Place) -> None:
    phone = phones()
    phone.open(PAGE)
    phone.tap("Xem video")
    goes_on(phone, "video", 0.5)
    jump(phone, "video", BEFORE_THE_QUESTION)
    phone.sees("Một câu hỏi về điều vừa nghe")
    assert phone.page.evaluate("document.getElementById('video').paused")
    shown = phone.page.locator(".check:not([hidden])")
    shown.get_by_role("button", name="Trả lời").click()
    phone.sees("Bạn chưa chọn")
    shown.locator(".choice").first.click()
    shown.get_by_role("button", name="Trả lời").click()
    shown.locator(".result .panel").wait_for()
    phone.shot("lecture-question")
    assert [each["content_id"].partition("/")[0] for each in phone.events()] == ["kns.4.3"]
    stopped = phone.page.evaluate("document.getElementById('video').currentTime")
    shown.get_by_role("button", name="Nghe tiếp").click()
    goes_on(phone, "video", stopped + 0.5)
    phone.open(PAGE)
    phone.sees("Nghe tiếp từ 0:")
    phone.tap("Xem video")
    goes_on(phone, "video", stopped)


def test_on_a_poor_link_the_light_form_comes_first_and_needs_no_video(phones: Phones, lecture: Place) -> None:
    phone = phones(script=THRIFTY)
    phone.open(PAGE)
    phone.sees("Mạng chậm hoặc đang tiết kiệm")
    assert phone.page.locator("#start .btn").inner_text().startswith("Nghe, xem hình")
    phone.tap("Nghe, xem hình")
    goes_on(phone, "audio", 1)
    assert phone.page.locator("#cap").inner_text().startswith("Bài giảng: Ba câu hỏi")
    assert phone.page.evaluate("document.getElementById('slide').naturalWidth") == 640
    assert not [each for each in phone.requests if urlsplit(each.url).path.endswith(".mp4")]
    phone.shot("lecture-sound")


def test_where_there_is_no_file_the_phone_reads_and_says_so(phones: Phones, lecture: Place) -> None:
    phone = phones(script=SPEAKING)
    phone.open("/bai-giang/kns.4.1/lock-and-passphrase")
    phone.sees("Bài này chưa có tệp tiếng", "Máy của bạn đọc")
    phone.tap("Nghe bằng giọng của máy bạn")
    phone.page.wait_for_function("() => window.spoken.length > 5")
    assert phone.page.evaluate("window.spoken[0]") == "Bài giảng: Khoá máy và đặt mật khẩu."
    assert "Bước một" in phone.page.evaluate("window.spoken.join(' ')")


def test_without_script_it_is_a_plain_video_with_its_words_below(phones: Phones, lecture: Place) -> None:
    phone = phones(java_script_enabled=False)
    phone.open(PAGE)
    video = phone.page.locator("video[controls] track[kind=captions]")
    assert video.count() == 1
    phone.sees("Video có phụ đề", "Chỉ tiếng", "Xem ai gửi tin này.", "Làm một câu hỏi của bước này")
    phone.go("Làm một câu hỏi của bước này")
    assert phone.path.startswith("/lam/kns.4.3/")
