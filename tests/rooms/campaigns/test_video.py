"""The upright video of a kit: made once from its scenes, handed out by pieces, refused where something is lacking."""

from __future__ import annotations

import shutil
import uuid

import pytest

from hocvuso.campaigns import kits, rendering, sending, video
from hocvuso.lectures import upright
from hocvuso.lectures.forms import encoding
from hocvuso.plumbing import jobs

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def kit():
    return kits.by_id("khong-doc-ma")


def test_every_kit_fits_on_upright_pictures():
    for kit in kits.library().kits:
        told = video._told(kit)
        for number in range(len(told.scenes)):
            assert upright.paint(told, number).size == (720, 1280), kit.id


def test_a_video_is_made_once_and_is_what_channels_take(data, kit, client):
    assert rendering.video_of(kit.id) is None
    assert client.get(f"/s/video/{kit.id}.mp4").status_code == 404
    by = uuid.uuid4()
    assert video.ask(kit, by=by) == video.ask(kit, by=by)
    jobs.run_waiting()
    made = rendering.video_of(kit.id)
    assert (made.width, made.height, made.kind) == (720, 1280, "video/mp4")
    assert 5 < made.seconds < 60
    assert made.seconds == pytest.approx(encoding.seconds_of(sending.video_file(kit.id)), abs=0.1)
    piece = client.get(f"/s/video/{kit.id}.mp4", headers={"range": "bytes=0-99"})
    assert (piece.status_code, len(piece.content)) == (206, 100)
    at = sending.video_file(kit.id).stat().st_mtime_ns
    video.make_video.act(jobs.Progress(uuid.uuid4()), kit=kit.id)
    assert sending.video_file(kit.id).stat().st_mtime_ns == at


def test_without_ffmpeg_it_says_what_to_install(data, kit, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(jobs.Refused, match="apt-get install"):
        video.make_video.act(jobs.Progress(uuid.uuid4()), kit=kit.id)
    assert rendering.video_of(kit.id) is None
