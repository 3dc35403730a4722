"""The goals of the assistant's figures, and the table for people: each figure beside its goal and the baselines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Goals of the design (assistant.md, G2 and G3).
FIRST = {"plain": 0.75, "colloquial": 0.60}
THREE = {"plain": 0.92, "colloquial": 0.80}
STYLE_GAP, OVER_FULL_TEXT = 0.04, 0.15
STRAIGHT, WRONG, SHOWN = 0.50, 0.05, 0.85
AUROC = {"far": 0.97, "near": 0.90}


def goals(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every figure that has a goal; of several styles the worst counts unless the name says otherwise."""
    ours = found["ours"]
    rows: list[dict[str, Any]] = []
    for tone in FIRST:
        first, three = (min(row[tone][name] for row in ours.values()) for name in ("first", "three"))
        rows.append(_least(f"right skill first, {tone}", first, FIRST[tone]))
        rows.append(_least(f"in the first three, {tone}", three, THREE[tone]))
    firsts = [row["all"]["first"] for row in ours.values()]
    rows.append(_most("worst style below the best", max(firsts) - min(firsts), STYLE_GAP))
    rows.append(_least("over full-text search, least of the styles", _over_full_text(found), OVER_FULL_TEXT))
    for name, wanted in (("straight", STRAIGHT), ("shown", SHOWN)):
        rows.append(_least(f"{name}, as typed", found["answers"]["clean"][name], wanted))
    rows.append(_most("wrong of the straight answers, as typed", found["answers"]["clean"]["wrong"], WRONG))
    for distance, wanted in AUROC.items():
        rows.append(_least(f"AUROC {distance}, as typed", found["abstention"]["clean"][f"auroc_{distance}"], wanted))
    return rows


def _over_full_text(found: Mapping[str, Any]) -> float:
    """Lead of the right skill first over the better of the two full-text searches, in the style where it is least."""
    peers = [row for name, row in found["baselines"].items() if name.startswith("fts5") and row]
    best = {style: max(peer[style]["all"]["first"] for peer in peers) for style in found["ours"]}
    return float(min(row["all"]["first"] - best[style] for style, row in found["ours"].items()))


def _least(what: str, value: float, wanted: float) -> dict[str, Any]:
    return {"what": what, "value": round(value, 4), "goal": f">= {wanted:.2f}", "met": round(value, 4) >= wanted}


def _most(what: str, value: float, wanted: float) -> dict[str, Any]:
    return {"what": what, "value": round(value, 4), "goal": f"<= {wanted:.2f}", "met": round(value, 4) <= wanted}


def as_table(found: Mapping[str, Any]) -> str:
    """Return the figures for people."""
    styles = list(found["ours"])
    out = ["first / three".ljust(38) + "".join(style.rjust(14) for style in styles)]
    for name, table in {"ours": found["ours"], **found["baselines"]}.items():
        if table is None:
            out.append(f"{name}: chưa cài")
            continue
        for tone in ("plain", "colloquial", "all"):
            cells = (f"{table[style][tone]['first']:.3f} {table[style][tone]['three']:.3f}" for style in styles)
            out.append(f"{name}, {tone}".ljust(38) + "".join(cell.rjust(14) for cell in cells))
    for part in ("answers", "abstention"):
        for name in found[part]["clean"]:
            cells = (f"{found[part][style][name]:.3f}" for style in styles)
            out.append(name.ljust(38) + "".join(cell.rjust(14) for cell in cells))
    out.append("ambiguous: " + ", ".join(f"{name} {value:.3f}" for name, value in found["ambiguous"].items()))
    out += [f"{'✓' if one['met'] else '✗'} {one['what']}: {one['value']:.3f} ({one['goal']})" for one in found["goals"]]
    out.append(
        f"{found['questions']} câu, {len(found['left_out'])} câu bỏ ra vì trùng cách hỏi trong bài, "
        f"{found['ms_per_question']} ms CPU một câu"
    )
    return "\n".join(out)
