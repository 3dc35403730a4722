"""The prerequisite graph: order, rings, distances, and a prior correlation that is one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.graph import PrerequisiteRing, SkillGraph, UnknownPrerequisite
from tests.core.worlds import forests, graphs

SMALL = SkillGraph.from_skills(
    [("pay", ("phone", "safe")), ("phone", ()), ("safe", ("phone",)), ("type", ()), ("shop", ("pay",))]
)


def test_every_skill_stands_after_its_prerequisites_and_teaching_order_decides_otherwise() -> None:
    assert SMALL.order() == ("phone", "safe", "pay", "type", "shop")


def test_ancestors_are_all_that_is_needed_before_nearest_first() -> None:
    assert SMALL.ancestors("shop") == ("pay", "phone", "safe")
    assert SMALL.ancestors("phone") == ()


def test_a_ring_is_named() -> None:
    with pytest.raises(PrerequisiteRing) as found:
        SkillGraph.from_skills([("a", ("b",)), ("b", ("c",)), ("c", ("b",)), ("d", ())])
    assert found.value.ring == ("b", "c", "b")
    with pytest.raises(PrerequisiteRing):
        SkillGraph.from_skills([("a", ("a",))])


def test_unknown_prerequisites_and_repeated_ids_are_refused() -> None:
    with pytest.raises(UnknownPrerequisite, match=r"kns\.9\.9"):
        SkillGraph.from_skills([("a", ("kns.9.9",))])
    with pytest.raises(ValueError, match="repeated"):
        SkillGraph.from_skills([("a", ()), ("a", ())])


def test_steps_up_counts_prerequisite_steps_only_downwards() -> None:
    steps = SMALL.steps_up()
    assert steps[SMALL.index("shop"), SMALL.index("phone")] == 2.0
    assert steps[SMALL.index("phone"), SMALL.index("shop")] == np.inf
    assert SMALL.needs()[SMALL.index("pay")].nonzero()[0].tolist() == [1, 2]


@given(graphs())
def test_distance_is_the_shortest_way_in_either_direction(graph: SkillGraph) -> None:
    size = len(graph)
    slow = np.full((size, size), np.inf)
    np.fill_diagonal(slow, 0.0)
    for place, needed in enumerate(graph.prerequisites):
        for other in needed:
            slow[place, other] = slow[other, place] = 1.0
    for middle, one, two in itertools.product(range(size), repeat=3):
        slow[one, two] = min(slow[one, two], slow[one, middle] + slow[middle, two])
    assert np.array_equal(graph.distance, slow)


@given(graphs())
def test_the_order_respects_every_prerequisite(graph: SkillGraph) -> None:
    rank = {skill: place for place, skill in enumerate(graph.order())}
    assert len(rank) == len(graph)
    for place, needed in enumerate(graph.prerequisites):
        assert all(rank[graph.ids[other]] < rank[graph.ids[place]] for other in needed)


@given(forests(most=12), st.sampled_from([0.0, 0.3, 0.55, 0.8]))
def test_on_a_forest_the_correlation_is_rho_to_the_distance(graph: SkillGraph, rho: float) -> None:
    wanted = np.where(np.isinf(graph.distance), 0.0, rho ** np.minimum(graph.distance, 100))
    assert np.allclose(graph.correlation(rho), wanted, atol=1e-9)


@given(graphs(most=9), st.sampled_from([0.3, 0.55, 0.8]))
def test_on_any_graph_it_is_positive_definite_with_rho_between_neighbours(graph: SkillGraph, rho: float) -> None:
    found = graph.correlation(rho)
    assert np.array_equal(found, found.T)
    assert np.array_equal(found.diagonal(), np.ones(len(graph)))
    assert np.linalg.eigvalsh(found)[0] > 0.0
    near = graph.distance == 1.0
    assert np.allclose(found[near], rho, atol=1e-9)
    far = (graph.distance > 1.0) & np.isfinite(graph.distance)
    assert (found[far] >= rho ** graph.distance[far] - 1e-9).all()
    assert (found[np.isinf(graph.distance)] == 0.0).all()


@given(graphs(most=9))
def test_given_its_neighbours_a_skill_is_independent_of_the_rest(graph: SkillGraph) -> None:
    precision = np.linalg.inv(graph.correlation(0.55))
    assert np.allclose(precision[graph.distance > 1.0], 0.0, atol=1e-7)


def test_rho_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="rho"):
        SMALL.correlation(1.0)
