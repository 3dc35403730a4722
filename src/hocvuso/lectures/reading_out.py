"""A script on paper: for an author who checks how it is said, for a person who records it."""

from __future__ import annotations

from hocvuso.lectures.script import Script
from hocvuso.lectures.voices.recorded import quoted


def as_text(script: Script) -> str:
    """Return scenes and sentences; a sentence that is said otherwise than it is written shows both."""
    lines = [f"# {script.title} ({script.lesson})"]
    for scene in script.scenes:
        lines += ["", f"[{scene.kind}] {scene.heading}"]
        for each in scene.sentences:
            lines.append(f"  {each.text}")
            if each.spoken.rstrip(".") != each.text.rstrip("."):
                lines.append(f"    đọc: {each.spoken}")
    if script.unsaid:
        lines += ["", f"Máy có thể đọc sai: {', '.join(script.unsaid)}"]
    return "\n".join(lines)


def as_json(script: Script) -> dict[str, object]:
    """Return the script for a machine."""
    return {
        "lesson": script.lesson, "title": script.title, "version": script.version, "digest": script.digest,
        "unsaid": list(script.unsaid),
        "scenes": [
            {
                "kind": scene.kind, "heading": scene.heading, "lines": list(scene.lines), "step": scene.step,
                "item": scene.item,
                "sentences": [{"id": each.id, "text": each.text, "spoken": each.spoken} for each in scene.sentences],
            }
            for scene in script.scenes
        ],
    }  # fmt: skip


def for_recording(script: Script) -> str:
    """Return `recordings.toml` for somebody who reads the lecture aloud: one file a sentence, in order."""
    lines = [f"# {script.title}: thu mỗi câu một tệp (m4a, mp3, ogg hoặc wav), đặt tên như dưới đây."]
    for number, each in enumerate(script.sentences, start=1):
        lines += ["", "[[sentence]]", f'file = "{number:03}.m4a"', f"text = {quoted(each.text)}"]
    return "\n".join(lines) + "\n"
