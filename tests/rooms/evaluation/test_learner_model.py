"""`hocvuso evaluate learner-model`: our core beside peers in a small world, plain words for files that are wrong."""

from __future__ import annotations

import gzip
import json
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hocvuso.__main__ import main
from hocvuso.core import calibration, readout, reliability
from hocvuso.core.evidence import Evidence
from hocvuso.core.mastery import predict, update
from hocvuso.core.state import initial
from hocvuso.evaluation import figures, learner_model, learner_peers, responses

HEAD = "user,item,skills,t,correct"
GOOD = ["a,i1,s1,0,1", "a,i2,s1~s2,60,0", "b,i1,s1,0,0", "b,i2,s1~s2,90,1"]


def world(people: int, answers: int, *, seed: int = 3, split: bool = False) -> list[str]:
    """Rows of invented learners with one ability each."""
    chance = random.Random(seed)
    hard = [chance.gauss(-0.5, 1.0) for _ in range(12)]
    rows = []
    for person in range(people):
        able = chance.gauss(0.0, 1.0)
        for number in range(answers):
            item = chance.randrange(12)
            right = int(chance.random() < 1.0 / (1.0 + math.exp(hard[item] - able)))
            part = f",{'test' if person % 3 == 0 else 'train'}" if split else ""
            rows.append(f"u{person},i{item},s{item % 3},{number * 4000},{right}{part}")
    return rows


def write(path: Path, rows: list[str], head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_ours_and_the_baselines_stand_side_by_side(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(figures, "DRAWS", 40)
    path = write(tmp_path / "r.csv", world(24, 15, split=True), HEAD + ",split")
    assert main(["evaluate", "learner-model", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)[str(path)]
    assert found["tested"]["learners"] == 8
    assert found["train_learners"] == [16]
    assert found["used"] == ["state"]  # too few learners for a read-out
    assert found["ours"]["log_loss"] < found["baselines"]["constant"]["log_loss"] - 0.03
    middle, low, high = found["against"]["constant"]["log_loss"]
    assert low <= middle <= high < 0.0


def test_without_a_split_everybody_is_foreseen_once_by_a_model_that_has_not_met_him(tmp_path):
    data = responses.read(write(tmp_path / "r.csv", world(11, 4)))
    met = np.zeros(len(data.right), dtype=int)
    for train, test in learner_model.splits(data, train_learners=None, seed=1):
        assert not set(data.learner[train]) & set(data.learner[test])
        met += test
    assert (met == 1).all()


def test_a_cold_start_learns_from_so_many_and_says_when_there_are_fewer(tmp_path, capsys):
    path = write(tmp_path / "r.csv", world(9, 4, split=True), HEAD + ",split")
    data = responses.read(path)
    train, test = next(learner_model.splits(data, train_learners=4, seed=1))
    assert len(set(data.learner[train])) == 4
    assert not (train & test).any()
    assert main(["evaluate", "learner-model", str(path), "--train-learners", "7"]) == 2
    assert "chỉ có 6 người để học thử, cần 7" in capsys.readouterr().err


def test_what_is_foreseen_is_what_the_core_of_the_product_says(tmp_path):
    data = responses.read(write(tmp_path / "r.csv", world(3, 12)))
    known = learner_model.calibrated(data)
    seen, listed = learner_model.foresee(data, known), learner_model.tasks(data, known)
    for learner in range(3):
        state = initial(data.graph)
        for row in np.flatnonzero(data.learner == learner):
            task, day = listed[data.item[row]], int(data.day[row])
            assert seen.p[row] == pytest.approx(predict(state, task, day=day), abs=1e-5)
            state = update(state, Evidence(task, float(data.right[row]), day))
    # The features carry the very same logit.
    logit = learner_model.feature_rows(seen, data, known)[:, readout.LOGIT]
    assert seen.p == pytest.approx(0.97 / (1.0 + np.exp(-logit)), abs=1e-6)


def test_the_readout_comes_with_enough_learners_and_only_where_it_helps(tmp_path, monkeypatch):
    monkeypatch.setattr(readout, "FEWEST_LEARNERS", 8)
    data = responses.read(write(tmp_path / "r.csv", world(12, 20)))
    flipping = replace(data, right=np.arange(len(data.right)) % 2.0)  # right and wrong in turn: only traces see that
    assert learner_model.fitted_readout(flipping) is not None
    monkeypatch.setattr(readout, "FEWEST_LEARNERS", 13)
    assert learner_model.fitted_readout(flipping) is None


def test_the_prediction_of_a_learner_ignores_what_he_does_later(tmp_path):
    data = responses.read(write(tmp_path / "r.csv", world(4, 10)))
    known = calibration.before_any_answer(len(data.mixes))
    turned = replace(data, right=np.where(np.arange(len(data.right)) >= 5, 1.0 - data.right, data.right))
    one, two = learner_model.foresee(data, known), learner_model.foresee(turned, known)
    assert one.p[:6] == pytest.approx(two.p[:6])
    assert one.traces[:6] == pytest.approx(two.traces[:6])
    assert one.p[9] != pytest.approx(two.p[9])


def test_without_the_peers_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(figures, "DRAWS", 10)
    monkeypatch.setattr(learner_peers, "missing", lambda: learner_peers.MISSING)
    path = write(tmp_path / "r.csv", world(8, 6))
    assert main(["evaluate", "learner-model", str(path)]) == 0
    said = capsys.readouterr().out
    assert "requirements-peers.lock" in said
    assert "elo" in said
    assert "best_lr" not in said


def test_times_out_of_order_can_be_put_in_order(tmp_path):
    late = [GOOD[1], GOOD[0], *GOOD[2:]]
    data = responses.read(write(tmp_path / "r.csv", late), sort=True)
    straight = responses.read(write(tmp_path / "s.csv", GOOD))
    assert data.t.tolist() == straight.t.tolist()
    assert data.right.tolist() == straight.right.tolist()


def test_a_second_try_without_times_is_no_duplicate_and_gzip_is_read(tmp_path):
    path = tmp_path / "r.csv.gz"
    rows = ["a,i1,s1,0,1", "a,i1,s1,0,1", "b,i1,s1,0,0"]
    path.write_bytes(gzip.compress("\n".join([HEAD, *rows]).encode()))
    assert len(responses.read(path).right) == 3


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "không có câu trả lời nào"),
        (["a,i1,s1,0"], "dòng 2: có 4 ô, cần 5"),
        (["a,i1,s1,nan,1"], "dòng 2: cột t bỏ trống hoặc là NaN"),
        (["a,i1,s1,inf,1"], "dòng 2: cột t là “inf”"),
        (["a,i1,s1,soon,1"], "dòng 2: cột t là “soon”"),
        (["a,i1,,0,1"], "dòng 2: cột skills bỏ trống"),
        (["a,i1,s1~,0,1"], "dòng 2: cột skills là “s1~”"),
        (["a,i1,s1,0,0.5"], "dòng 2: cột correct là “0.5”"),
        (["a,i1,s1,60,1", "a,i2,s1,0,1"], "dòng 3: thời điểm 0 đứng sau 60"),
        (["a,i1,s1,0,1", "a,i2,s1,5,1", "a,i2,s1,5,1"], "dòng 4: lặp lại dòng 3"),
        (GOOD, "chỉ có 2 người"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path, capsys, rows, said):
    path = write(tmp_path / "r.csv", rows)
    assert main(["evaluate", "learner-model", str(path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert str(path) in error


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("user,item,t,correct", "a,i1,0,1", "dòng 1: thiếu cột skills"),
        (HEAD + ",split", "a,i1,s1,0,1,dev", "dòng 2: cột split là “dev”"),
        (HEAD + ",split", "a,i1,s1,0,1,test\na,i2,s1,0,1,train", "dòng 3: người “a” vừa ở train vừa ở test"),
    ],
)
def test_columns_are_named_where_they_are_wrong(tmp_path, capsys, head, row, said):
    assert main(["evaluate", "learner-model", str(write(tmp_path / "r.csv", [row], head))]) == 2
    assert said in capsys.readouterr().err


def test_skills_that_the_given_graph_does_not_have_are_named(tmp_path, capsys):
    graph = write(tmp_path / "s.csv", ["s1,", "s2,s1"], "skill,needs")
    assert responses.read(write(tmp_path / "r.csv", GOOD), skills=graph).graph.prerequisites == ((), (0,))
    path = write(tmp_path / "x.csv", [*GOOD, "c,i9,s9,0,1"])
    assert main(["evaluate", "learner-model", str(path), "--skills", str(graph)]) == 2
    assert "dòng 6: kỹ năng “s9” không có trong tệp kỹ năng" in capsys.readouterr().err
    ring = write(tmp_path / "ring.csv", ["s1,s2", "s2,s1"], "skill,needs")
    assert main(["evaluate", "learner-model", str(path), "--skills", str(ring)]) == 2
    assert "ring.csv" in capsys.readouterr().err


def test_a_file_that_is_none_is_said(tmp_path, capsys):
    broken = tmp_path / "r.csv.gz"
    broken.write_bytes(gzip.compress(b"user,item")[:-6])
    for path in (broken, tmp_path / "absent.csv"):
        assert main(["evaluate", "learner-model", str(path)]) == 2
        assert "không đọc được" in capsys.readouterr().err


def test_measures_are_those_of_the_books():
    right, p = np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.1, 0.4, 0.4, 0.8])
    assert figures.auc(figures.ranked(right, p), np.ones(4)) == pytest.approx(3.5 / 4)
    assert reliability.log_losses(right, p).mean() == pytest.approx(-np.log([0.9, 0.4, 0.6, 0.8]).mean())
    sure = np.repeat([0.2, 0.8], 50)
    told = np.concatenate((np.arange(50) < 10, np.arange(50) < 40)).astype(float)
    assert reliability.calibration_error(np.tile([0.0, 1.0], 50), np.full(100, 0.6)) == pytest.approx(0.1)
    assert figures.calibration_slope(told, sure) == pytest.approx(1.0, abs=1e-3)
    over = 1.0 / (1.0 + np.exp(-2.0 * np.log(sure / (1.0 - sure))))
    assert figures.calibration_slope(told, over) == pytest.approx(0.5, abs=1e-3)


def test_a_weight_counts_as_so_many_copies():
    right, p = np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.3, 0.5, 0.2, 0.2])
    copies = np.array([0, 1, 1, 2, 3])
    weighted = figures.auc(figures.ranked(right, p), np.array([1.0, 2.0, 1.0, 1.0]))
    assert weighted == pytest.approx(figures.auc(figures.ranked(right[copies], p[copies]), np.ones(5)))


def test_elo_and_item_shares_learn_from_the_training_learners_only(tmp_path):
    data = responses.read(write(tmp_path / "r.csv", world(8, 10)))
    train, test = data.only(data.learner < 6), data.only(data.learner >= 6)
    turned = replace(test, right=1.0 - test.right)
    assert learner_peers.items(train, test) == pytest.approx(learner_peers.items(train, turned))
    first = np.flatnonzero(np.diff(test.learner, prepend=-1))
    assert learner_peers.elo(train, test)[first] == pytest.approx(learner_peers.elo(train, turned)[first])


def test_counts_before_an_answer_do_not_know_it():
    ups, downs = learner_peers._before(np.array([1, 2, 1, 1]), np.array([1.0, 0.0, 0.0, 1.0]))
    assert ups == pytest.approx(np.log1p([0, 0, 1, 1]))
    assert downs == pytest.approx(np.log1p([0, 0, 0, 1]))
