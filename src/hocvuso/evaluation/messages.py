"""How well the checker tells scams from honest messages, beside two baselines in the same run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.assistant.checker import shipped_judge
from hocvuso.core.messages import judge as judging
from hocvuso.core.messages.reading import read
from hocvuso.core.messages.signs import signs_in
from hocvuso.core.vntext import fold_in_place, tokens
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.messages import read_messages
from hocvuso.evaluation import held_messages
from hocvuso.evaluation.files import BadFile, field, lines
from hocvuso.evaluation.measuring import measures


def evaluate(path: Path) -> dict[str, Any]:
    """Measure on lines {"text","label":"scam"|"legit"}; nothing is fitted on them. Raises BadFile.

    Lines may also say `kind` and `channel`; marks or none is seen in the text.
    """
    rows = list(lines(path))
    texts = [str(field(path, row, "text")) for row in rows]
    truth = np.array([field(path, row, "label") == "scam" for row in rows], np.bool_)
    if truth.all() or not truth.any():
        raise BadFile(f"{path}: cần cả “scam” và “legit”.")
    known = shipped_judge()
    ours = np.array([known.score(read(text)) for text in texts])
    verdicts = [judging.judge(known, text).verdict for text in texts]
    return {
        "ours": measures(ours, truth),
        "verdicts": {
            name: dict(Counter(v for v, scam in zip(verdicts, truth, strict=True) if scam == is_scam))
            for name, is_scam in (("scam", True), ("legit", False))
        },
        "baselines": {
            "signs_counted": measures(np.array([float(len(signs_in(read(text)))) for text in texts]), truth),
            "bag_of_words": measures(_bag_of_words(texts), truth),
        },
        "kinds": _groups([str(row.get("kind", "")) for row in rows], truth, verdicts),
        "channels": _groups([str(row.get("channel", "")) for row in rows], truth, verdicts),
        "styles": _groups(
            ["marks" if fold_in_place(text) != text.lower() else "plain" for text in texts], truth, verdicts
        ),
        "messages": len(texts),
    }


def _groups(names: list[str], truth: NDArray[np.bool_], verdicts: list[str]) -> dict[str, dict[str, int]]:
    """Count for each group its scams, how many were called `scam` or at least doubtful, and the same of honest ones."""
    found: dict[str, Counter[str]] = {name: Counter() for name in sorted(set(names) - {""})}
    for name, is_scam, verdict in zip(names, truth, verdicts, strict=True):
        if name:
            side = "scams" if is_scam else "honest"
            doubts = {f"{side}_scam": verdict == "scam", f"{side}_doubtful": verdict != "no_sign"}
            found[name].update({side: 1, **{about: int(holds) for about, holds in doubts.items()}})
    return {name: dict(counts) for name, counts in found.items()}


def held_out(say: Callable[[str], None]) -> dict[str, Any]:
    """Measure on the written messages themselves, each judged without its template."""
    return held_messages.report(held_messages.judged(read_messages(content_folder())[0], say))


def _bag_of_words(texts: list[str]) -> NDArray[np.float64]:
    """Multinomial naive Bayes on folded words of the same written messages."""
    counts = {True: Counter[str](), False: Counter[str]()}
    for one in read_messages(content_folder())[0]:
        counts[one.is_scam].update(tokens(one.text))
    vocabulary = set(counts[True]) | set(counts[False])
    totals = {label: sum(found.values()) + len(vocabulary) for label, found in counts.items()}
    weight = {
        w: np.log((counts[True][w] + 1) / totals[True] * totals[False] / (counts[False][w] + 1)) for w in vocabulary
    }
    return np.array([sum(weight.get(word, 0.0) for word in tokens(text)) for text in texts])
