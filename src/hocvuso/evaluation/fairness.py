"""Whether the learner model serves groups alike: foreseeing, saying "mastered", and what a prior leaves behind.

The groups are invented learners (`bkt_world`) who differ in one thing each; our planner teaches them, our one rule of
mastery speaks. It shows where the model would treat people unequally, not that it treats real groups well.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from hocvuso.core.catalogue import Catalogue, Context
from hocvuso.core.evidence import Event, Evidence
from hocvuso.core.graph import Floats
from hocvuso.core.mastery import mastery_probability, predict, update
from hocvuso.core.record import FLAGS_AT, MASTERED
from hocvuso.core.state import LearnerState, initial
from hocvuso.evaluation import figures
from hocvuso.evaluation.bkt_world import DAY_MINUTES, Life, Population
from hocvuso.evaluation.policies import MASTERED as BKT_SURE
from hocvuso.evaluation.policies import Deed, Ours, Tracer
from hocvuso.evaluation.policy import act

Say = Callable[[str], None]

USUAL, HALF = "usual", "half_sessions"
SESSIONS = 40  # decided: days of ten minutes; some thirty skills are begun by then
PROBED_EVERY = 10  # decided: sessions
LATE_DAYS = 3  # assumed: sessions after which a weak link lets the answers through
LEARNERS, SEEDS = 30, 2  # decided: under two CPU minutes
FIRST_SEED = 2001  # decided: no other command draws these people
MOST_GAP, MOST_FALSE, MOST_PRIOR = 0.02, 0.10, 0.1  # design, G12 and known risks
PRIOR_ANSWERS = 8  # design
PRIOR_SHIFTS = (0.25, 0.5)  # assumed: logits that a stratum could move the prior mean; the first one is judged
DRAWS = 500  # decided: enough for a gap of .01


@dataclass(frozen=True, slots=True)
class Group:
    """People alike in one thing: how they are (`population`), what works for them, how late their answers come.

    `share` of the sessions; who has fewer is asked earlier, so that he is asked as often.
    """

    name: str
    population: Population = field(default_factory=Population)
    items_share: float = 1.0
    late_days: int = 1
    share: float = 1.0


GROUPS = (
    Group(USUAL),
    Group("slow_readers", Population(pace=2.0)),
    Group("few_items", items_share=0.35),
    Group("late_answers", late_days=LATE_DAYS),
    Group("knows_little", Population(prior=0.12)),
)
# No group of people: usual ones after half the sessions, with about as many answers as slow readers after all of them.
CONTROL = Group(HALF, share=0.5)


class Watched(Ours):
    """Ours, noting what is foreseen of questions in every skill, and when a skill is called mastered.

    With late answers the state hears of them some sessions later, in order; the phone itself remembers what was done.
    """

    def __init__(self, catalogue: Catalogue, group: Group, life: Life) -> None:
        super().__init__(catalogue, group.population, life.person.number)
        self.life, self.group = life, group
        self.foreseen: list[tuple[float, float, float]] = []  # our chance, right, true chance
        self.called: list[bool] = []
        self.bkt_called: list[bool] = []
        self.first: list[Evidence] = []
        self._waiting: list[Event] = []
        self._tracer = Tracer(catalogue, Population(), life.person.number)
        self._luck = random.Random(f"probe {life.person.number}")
        main = catalogue.bank.main
        self._of_skill = [np.flatnonzero(main == place).tolist() for place in range(len(catalogue.graph))]
        away = random.Random(f"away {life.person.number}")
        self._away = frozenset(task.id for task in catalogue.bank.tasks if away.random() >= group.items_share)

    def context(self, day: int) -> Context:
        """Return the moment: some items do not work for this group."""
        return replace(super().context(day), out_of_reach=self._away)

    def told(self, deed: Deed, right: bool | None, day: int) -> None:
        """Take in what was done, and judge what is called mastered from it by the truth of that moment."""
        place = self._tracer.place_of(deed, right)
        was_sure = self._tracer.p[place] >= BKT_SURE
        self._tracer.told(deed, right, day)
        if not was_sure and self._tracer.p[place] >= BKT_SURE:
            self.bkt_called.append(self.life.known[place])
        super().told(deed, right, day)

    def fold(self, event: Event) -> None:
        """Keep an event until the link lets it through."""
        if isinstance(event, Evidence) and len(self.first) < PRIOR_ANSWERS:
            self.first.append(event)
        self._waiting.append(event)
        if self.group.late_days == 1:
            self.arrive()

    def arrive(self) -> None:
        """Fold what has waited."""
        for event in self._waiting:
            before = _mastered(self.state)
            self.state = update(self.state, event)
            self.called += [self.life.known[place] for place in sorted(_mastered(self.state) - before)]
        self._waiting = []

    def probe(self) -> None:
        """Ask one task of every skill without any effect, the same for every group: what is foreseen, what comes."""
        bank = self.catalogue.bank
        for place in range(len(self.catalogue.graph)):
            row = self._luck.choice(self._of_skill[place])
            p = predict(self.state, bank.tasks[row], day=self.life.day)
            self.foreseen.append((p, float(self._luck.random() < self.life.chance(row)), self.life.chance(row)))


def _mastered(state: LearnerState) -> set[int]:
    return {place for place, row in state.records.items() if row[FLAGS_AT] & MASTERED}


def watch(catalogue: Catalogue, group: Group, seed: int, number: int) -> Watched:
    """Follow one person of a group for so many sessions."""
    life = Life(group.population.person(seed, number), catalogue)
    policy, sessions, day = Watched(catalogue, group, life), 0, life.day
    while sessions < SESSIONS * group.share:
        deed = policy.choose(life.day)
        if deed is None:
            life.rest()
        else:
            act(life, policy, deed)
        if life.day != day:
            sessions, day = sessions + 1, life.day
            if sessions % group.late_days == 0:
                policy.arrive()
            if sessions % (PROBED_EVERY * group.share) == 0:
                policy.probe()
    return policy


def evaluate(catalogue: Catalogue, *, learners: int, seeds: int, say: Say) -> dict[str, Any]:
    """Measure every group; the same seeds draw people alike but for what the group differs in."""
    watched: dict[str, list[Watched]] = {}
    for group in (*GROUPS, CONTROL):
        watched[group.name] = []
        for seed in range(FIRST_SEED, FIRST_SEED + seeds):
            for number in range(learners):
                if number % 10 == 0:
                    say(f"{group.name}: {number}/{learners}")
                watched[group.name].append(watch(catalogue, group, seed, number))
    half = watched.pop(HALF)
    groups = {name: _group(rows) for name, rows in watched.items()}
    gaps = {name: _gap(rows, watched[USUAL]) for name, rows in watched.items() if name != USUAL}
    prior = prior_effects(catalogue, [one.first for one in watched[USUAL]])
    return {
        "simulated": True,
        "learners": learners,
        "seeds": seeds,
        "sessions": SESSIONS,
        "session_minutes": DAY_MINUTES,
        "groups": groups,
        "auc_gap": gaps,
        "slow_readers_with_as_many_answers": {
            "answers": _answers_each(watched["slow_readers"]),
            "usual_answers": _answers_each(half),
            "auc_gap": _gap(watched["slow_readers"], half),
        },
        "prior": prior,
        "goals": {
            "auc_gap": {"most": MOST_GAP, "met": all(abs(gap[0]) <= MOST_GAP for gap in gaps.values())},
            "false_mastered": {"most": MOST_FALSE, "met": all(_is_rare(row["ours"]) for row in groups.values())},
            "prior": {"most": MOST_PRIOR, "met": prior[str(PRIOR_SHIFTS[0])]["mean"] < MOST_PRIOR},
        },
    }


def _is_rare(row: dict[str, Any]) -> bool:
    return row["false"] is not None and row["false"] <= MOST_FALSE


def _group(rows: list[Watched]) -> dict[str, Any]:
    p, right, true = _answers(rows)
    return {
        **figures.measures(right, p),
        "auc_of_truth": figures.measures(right, true)["auc"],
        "probes": len(p),
        "ours": _calls([one.called for one in rows]),
        "bkt": _calls([one.bkt_called for one in rows]),
    }


def _answers(rows: list[Watched]) -> tuple[Floats, Floats, Floats]:
    found = np.array([row for one in rows for row in one.foreseen])
    return found[:, 0], found[:, 1], found[:, 2]


def _answers_each(rows: list[Watched]) -> float:
    return round(float(np.mean([one.answered for one in rows])), 1)


def _calls(called: list[list[bool]]) -> dict[str, Any]:
    """Return how often a skill was called mastered for one learner, and how often that was not so."""
    every = [known for one in called for known in one]
    wrong = round(1.0 - sum(every) / len(every), 4) if every else None
    return {"called": round(len(every) / len(called), 2), "false": wrong}


def _gap(rows: list[Watched], usual: list[Watched]) -> list[float]:
    """Return [AUC of a group − AUC of the usual one, lower, upper], 95 % interval over learners."""
    draw = np.random.default_rng(FIRST_SEED)
    parts = [_Sample.of(side) for side in (rows, usual)]
    found = [parts[0].auc(None) - parts[1].auc(None)]
    found += [parts[0].auc(draw) - parts[1].auc(draw) for _ in range(DRAWS)]
    low, high = np.percentile(found[1:], [2.5, 97.5])
    return [round(float(one), 4) for one in (found[0], low, high)]


@dataclass(frozen=True, slots=True)
class _Sample:
    ranked: figures.Ranked
    learner: figures.Places
    count: int

    @staticmethod
    def of(rows: list[Watched]) -> _Sample:
        p, right, _ = _answers(rows)
        learner = np.repeat(np.arange(len(rows)), [len(one.foreseen) for one in rows])
        return _Sample(figures.ranked(right, p), learner, len(rows))

    def auc(self, draw: np.random.Generator | None) -> float:
        drawn = np.arange(self.count) if draw is None else draw.integers(0, self.count, self.count)
        return figures.auc(self.ranked, np.bincount(drawn, minlength=self.count).astype(float)[self.learner])


def prior_effects(catalogue: Catalogue, first: list[list[Evidence]]) -> dict[str, dict[str, float]]:
    """Return by shift of the prior mean how far P(mastery) still differs after the first answers, skills answered."""
    return {str(shift): _effect(list(_shifted(catalogue, first, shift))) for shift in PRIOR_SHIFTS}


def _shifted(catalogue: Catalogue, first: list[list[Evidence]], shift: float) -> Iterator[float]:
    for events in first:
        low, high = (initial(catalogue.graph, group_mean=side * shift) for side in (-0.5, 0.5))
        for event in events:
            low, high = update(low, event), update(high, event)
        for skill in sorted({skill for event in events for skill in event.task.skills}):
            day = events[-1].day
            yield mastery_probability(high, skill, day=day) - mastery_probability(low, skill, day=day)


def _effect(found: list[float]) -> dict[str, float]:
    return {"mean": round(float(np.mean(found)), 4), "most": round(float(np.max(found)), 4)}


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    lines = [
        "Mô phỏng: các nhóm là chương trình (BKT có quên), không phải người thật.",
        f"mỗi nhóm {found['seeds']} × {found['learners']} người, {found['sessions']} buổi "
        f"{found['session_minutes']:.0f} phút; “vững” mỗi người mấy kỹ năng, bao nhiêu phần trong đó là sai",
        f"{'':<14}{'AUC':>8}{'AUC thật':>10}{'ECE':>8}{'vững (luật chung)':>29}{'vững (BKT .95)':>29}          "
        "AUC lệch nhóm thường [95 %]",
    ]
    for name, row in found["groups"].items():
        line = f"{name:<14}{row['auc']:>8.4f}{row['auc_of_truth']:>10.4f}{row['ece']:>8.4f}"
        for rule in ("ours", "bkt"):
            wrong = row[rule]["false"]
            line += f"{row[rule]['called']:>20.2f}, " + (f"{wrong:>7.1%}" if wrong is not None else f"{'-':>7}")
        if name in found["auc_gap"]:
            line += "          {:+.4f} [{:+.4f}; {:+.4f}]".format(*found["auc_gap"][name])
        lines.append(line)
    alike = found["slow_readers_with_as_many_answers"]
    lines.append(
        "slow_readers sau tất cả các buổi ({answers:.0f} câu trả lời) so với nhóm thường sau nửa số buổi "
        "({usual_answers:.0f} câu): AUC lệch {gap[0]:+.4f} [{gap[1]:+.4f}; {gap[2]:+.4f}]".format(
            **alike, gap=alike["auc_gap"]
        )
    )
    for shift, effect in found["prior"].items():
        lines.append(
            f"Hai nhóm có điểm xuất phát cách nhau {shift} logit: sau {PRIOR_ANSWERS} câu, P(vững) còn lệch trung bình "
            f"{effect['mean']:.3f}, nhiều nhất {effect['most']:.3f}"
        )
    words = {"auc_gap": "AUC lệch ≤ .02", "false_mastered": "vững mà sai ≤ 10 %", "prior": "điểm xuất phát < .1"}
    lines.append(
        "Mục tiêu: "
        + "; ".join(f"{words[name]}: {'đạt' if goal['met'] else 'chưa đạt'}" for name, goal in found["goals"].items())
    )
    return "\n".join(lines)
