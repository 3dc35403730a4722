"""How well the entry diagnosis works, beside other tests that are given the same answers; see ADR 0048."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hocvuso.evaluation import placement_line, placement_skills

LEARNERS = 1200  # decided: some two CPU minutes with catsim; with 300, chance decided which goals were reached
SEED = 20261129  # decided: so that a second run says the same
NAMES = {
    "ours": "chúng ta",
    "as_product": "như người học gặp",
    "catsim": "catsim",
    "random": "câu ngẫu nhiên",
    "wrong_graph": "sơ đồ sai 20 %",
    "no_graph": "không có sơ đồ",
    "independent": "từng kỹ năng riêng",
    "blueprint": "đề cố định",
    "sharp_blueprint": "đề cố định, câu nhạy",
}


def evaluate(learners: int, seed: int, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure both tests."""
    say("một kỹ năng")
    line = placement_line.evaluate(learners, seed)
    say("mười hai kỹ năng")
    return {"line": line, "skills": placement_skills.evaluate(learners, seed)}


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    line, skills = found["line"], found["skills"]
    stops, counts = placement_line.STOPS, placement_skills.COUNTS
    lines = [
        f"Một kỹ năng: {line['items']} câu, {line['learners']} người; số câu (9/10 người không quá) và sai số (RMSE) "
        "khi dừng ở sai số chuẩn",
        f"{'':<22}" + "".join(f"{f'SE {stop:.2f}':>24}" for stop in stops) + f"{'µs mỗi bước':>14}",
    ]
    for name, row in line["engines"].items():
        cells = "".join(f"{'{items:.2f} ({items_p90}), {rmse:.3f}'.format(**row[str(stop)]):>24}" for stop in stops)
        lines.append(f"{NAMES[name]:<22}{cells}{row['microseconds']:>14.1f}")
    same = ", ".join(f"{line['engines']['random'][str(stop)]['rmse_same_length']:.3f}" for stop in stops)
    lines.append(f"Câu ngẫu nhiên, đúng số câu của chúng ta: RMSE {same}")
    for stop, apart in line.get("against_catsim", {}).items():
        both = ", ".join(_interval(name, apart[key]) for key, name in (("items", "số câu"), ("rmse", "RMSE")))
        lines.append(f"Chúng ta trừ catsim ở SE {stop}: {both} [95 %, rút lại theo người]")
    for stop, met in line["engines"]["ours"].get("at_catsim_error", {}).items():
        said = "chúng ta không tới" if met is None else "chúng ta cần {items:.2f} câu (dừng ở {stop:.3f})".format(**met)
        lines.append(f"Để sai số như catsim ở SE {stop}: {said}")
    lines += [line["missing"]] if line["missing"] else []
    lines += goal_lines(line["goals"])
    lines += [
        "",
        f"{skills['skills']} kỹ năng, {skills['learners']} người ({skills['mastered']:.0%} kỹ năng là vững): tỉ lệ xếp "
        "đúng vững hay chưa, và sai số (RMSE), sau",
        f"{'':<22}" + "".join(f"{f'{count} câu':>16}" for count in counts) + f"{'µs mỗi bước':>14}",
    ]
    for name, row in skills["engines"].items():
        cells = "".join(f"{'{accuracy:.3f}, {rmse:.3f}'.format(**row[str(count)]):>16}" for count in counts)
        lines.append(f"{NAMES[name]:<22}{cells}{row['microseconds']:>14.1f}")
    for pair, apart in skills["twelve_against_24"].items():
        mine, peer = pair.split(" - ")
        lines.append(_interval(f"{NAMES[mine]} 12 câu trừ {NAMES[peer]} 24 câu: xếp đúng", apart))
    return "\n".join(lines + goal_lines(skills["goals"]))


def goal_lines(goals: Mapping[str, bool | None]) -> list[str]:
    """Return a line for each goal: reached, not reached, or not measured for want of the peer."""
    words = {True: "đạt", False: "chưa đạt", None: "chưa đo được"}
    return [f"Mục tiêu {goal}: {words[reached]}" for goal, reached in goals.items()]


def _interval(name: str, apart: list[float]) -> str:
    return "{} {:+.3f} [{:+.3f}; {:+.3f}]".format(name, *apart)
