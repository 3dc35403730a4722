"""An author records a lecture in the browser: consent, microphone, file, undo; the lecture is heard and withdrawn."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from hocvuso.plumbing import clock
from tests.journeys import place, screens
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.journeys.place import Place

LESSON = "kns.4.1/lock-and-passphrase"
VOICES = "/cb/tac-gia/giong"
PAGE = f"{VOICES}/bai/{LESSON}"
STATEMENT = "Tôi là Nguyễn Thị Lan, đồng ý cho thu giọng và dùng trong bài giảng của trang này."
# A microphone that hums: the browser's own recorder does the rest.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = function () {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.frequency.value = 220;
  tone.connect(out);
  tone.start();
  return context.resume().then(function () { return out.stream; });
};
"""


def wav(seconds: float = 1.0) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"".join((9000 if at // 20 % 2 else -9000).to_bytes(2, "little", signed=True)
                                  for at in range(round(seconds * 8000))))  # fmt: skip
    return held.getvalue()


def build(site: Place) -> None:
    env = place.environment(site.data, site.address)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [env["PYTHONPATH"], os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-m", "hocvuso", "lectures", "build", LESSON, "--forms", "thrifty", "--data", str(site.data)],
        cwd=place.ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def tidy(site: Place) -> Iterator[None]:
    """Other journeys meet the site without recordings and lectures."""
    yield
    shutil.rmtree(site.data / "recordings", ignore_errors=True)
    (site.data / "lectures/manifests" / f"{LESSON.replace('/', '--')}.json").unlink(missing_ok=True)


def sound(desk: Phone, name: str) -> None:
    assert screens.faults(desk, name, least=screens.OFFICIAL_TARGET) == []
    desk.shot(name)


def row(desk: Phone, number: int):
    return desk.page.locator(".takes > .take").nth(number)


@pytest.mark.usefixtures("tidy")
def test_an_author_records_and_the_lecture_speaks_with_that_voice(site: Place, officials: Phones) -> None:
    desk = officials("thao.demo", size=SMALL)
    desk.open(PAGE)
    desk.sees("Chưa ai đồng ý đọc", "máy đọc hết")
    sound(desk, "voices-nobody")
    desk.open(VOICES)
    sound(desk, "voices-empty")
    desk.page.locator("[name=ten]").fill("Nguyễn Thị Lan")
    desk.page.locator("[name=loi]").fill(STATEMENT)
    desk.page.locator("form[enctype] .tick").click()
    desk.go("Lưu sự đồng ý")
    desk.sees("Đã lưu sự đồng ý", "Đã đồng ý bằng văn bản")
    desk.open(PAGE)
    desk.page.evaluate(MICROPHONE)
    row(desk, 0).get_by_role("button", name="Thu", exact=True).click()
    expect(row(desk, 0).locator(".rec")).to_have_text("Dừng và lưu")
    desk.shot("voices-recording")
    desk.page.wait_for_timeout(1500)
    row(desk, 0).locator(".rec").click()
    expect(row(desk, 0)).to_contain_text("Đã thu")
    desk.sees("Nguyễn Thị Lan đã đọc 1 trên")
    row(desk, 0).locator("audio").evaluate("one => one.play()")
    desk.page.wait_for_function("() => document.querySelector('.take audio').currentTime > 0.2")
    row(desk, 1).locator("summary").click()
    row(desk, 1).locator("[name=tep]").set_input_files({"name": "c.wav", "mimeType": "audio/wav", "buffer": wav()})
    desk.goes(row(desk, 1).get_by_role("button", name="Gửi"))
    desk.sees("Nguyễn Thị Lan đã đọc 2 trên", "Nghe được sau lần chạy")
    sound(desk, "voices-some")
    row(desk, 1).locator("summary").click()
    desk.goes(row(desk, 1).get_by_role("button", name="Xoá"))
    desk.sees("Nguyễn Thị Lan đã đọc 1 trên")
    desk.goes(row(desk, 1).get_by_role("button", name="Hoàn tác"))
    desk.sees("Nguyễn Thị Lan đã đọc 2 trên")
    row(desk, 2).locator("summary").click()
    row(desk, 2).locator("[name=tep]").set_input_files({"name": "c.mp3", "mimeType": "audio/mp3", "buffer": b"no"})
    desk.goes(row(desk, 2).get_by_role("button", name="Gửi"))
    expect(row(desk, 2)).to_contain_text("không phải tệp tiếng")
    sound(desk, "voices-refused")
    desk.open(VOICES)
    desk.sees("1 bài giảng chờ lần làm tới", "đã thu, chưa làm bài giảng")
    build(site)
    listener = officials("thao.demo", size=LARGE)
    listener.open(VOICES)
    listener.misses("chờ lần làm tới")
    sound(listener, "voices-desk")
    listener.open(f"{PAGE}?nguoi=nguyen-thi-lan")
    sound(listener, "voices-lesson-desk")
    listener.open(f"/bai-giang/{LESSON}")
    listener.sees("Người đọc: Nguyễn Thị Lan", "Một số câu do máy đọc")
    listener.shot("lecture-helped")
    listener.open(VOICES)
    listener.tap("Người đọc rút lại")
    listener.page.locator("form[action$=rut] .tick").click()
    listener.goes(listener.page.locator("form[action$=rut] button"))
    listener.sees("Đã rút lại", f"{clock.today().year}")
    listener.open(f"/bai-giang/{LESSON}")
    listener.misses("Nguyễn Thị Lan")
