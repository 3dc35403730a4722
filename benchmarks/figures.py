"""`make bench-core`, its second half: each figure of the learner model beside its peers, by commands that all can run.

    python -m benchmarks.figures [R.csv …] [--whole]

Sizes are bounded so that it ends in some minutes; `--whole` takes those of `docs/learner-model.md`. Without a file of
answers the model is measured on invented ones, which show that everything runs and no more.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from pathlib import Path

from hocvuso.evaluation import cli

LEARNERS, ANSWERS, SKILLS, ITEMS = 80, 60, 8, 6  # of the invented file; items a skill
LEARNS, FORGETS, GUESS, SLIP = 0.12, 0.01, 0.2, 0.1  # of Bayesian knowledge tracing, which is not our model
BOUNDED = {
    "placement": ("--learners", "100"),
    "review": ("--learners", "300"),
    "policy": ("--learners", "15", "--seeds", "2"),
    "fairness": ("--learners", "10", "--seeds", "1"),
}


def invented(folder: Path) -> Path:
    """Write answers of people who know a skill or do not, and learn it now and then."""
    chance, path = random.Random(5), folder / "invented.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(("user", "item", "skills", "t", "correct"))
        for learner in range(LEARNERS):
            known = [chance.random() < 0.3 for _ in range(SKILLS)]
            able = chance.gauss(0.0, 0.08)
            for number in range(ANSWERS):
                skill = (number // 4) % SKILLS
                item = chance.randrange(ITEMS)
                known[skill] = chance.random() < (1.0 - FORGETS if known[skill] else LEARNS)
                p = (1.0 - SLIP if known[skill] else GUESS) + able - 0.02 * item
                rows.writerow((f"u{learner}", f"s{skill}i{item}", f"s{skill}", 60 * number, int(chance.random() < p)))
    return path


def main(argv: list[str]) -> int:
    """Measure and print everything; 0 when all of it ran."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures")
    parser.add_argument("files", nargs="*", help="tệp câu trả lời: user, item, skills, t, correct[, split]")
    parser.add_argument("--whole", action="store_true", help="cỡ như trong docs/learner-model.md, nhiều phút")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        files = given.files or [str(invented(Path(folder)))]
        if not given.files:
            print("\nKhông có tệp nào: đo trên câu trả lời bịa (cho tệp: make bench-core DATA=R.csv).", flush=True)
        asked = [("learner-model", tuple(files)), *BOUNDED.items()]
        codes = []
        for kind, few in asked:
            more = few if kind == "learner-model" or not given.whole else ()
            print(f"\n── hocvuso evaluate {kind} {' '.join(Path(each).name for each in more)}", flush=True)
            codes.append(cli.run([kind, *more]))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
