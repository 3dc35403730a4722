"""Which group a request goes to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.dispatch import HOME, NOWHERE, Fit, Need, Team, Volunteer, nearest, steps_between

TOP, WARD, MAY, GIAY = "top", "ward", "may", "giay"
LAN = Need("lan", (TOP, WARD, MAY))


def team(name: str, *path: str, areas: frozenset[str] = frozenset(), **more: object) -> Team:
    """Return a team with one volunteer."""
    return Team(name, path, (Volunteer(f"{name}-1", **more),), areas)  # type: ignore[arg-type]


def found(need: Need, *teams: Team) -> str:
    fit = nearest(need, teams)
    return fit.team if fit else ""


def test_the_groups_own_unit_is_nearest_then_those_above():
    own, ward, top = team("own", TOP, WARD, MAY), team("ward", TOP, WARD), team("top", TOP)
    assert found(LAN, top, ward, own) == "own"
    assert found(LAN, top, ward) == "ward"
    assert nearest(LAN, [top]) == Fit("top", 2, ("top-1",))


def test_a_sister_unit_is_asked_only_in_the_same_area():
    sister = team("giay", TOP, WARD, GIAY, areas=frozenset({"phuong"}))
    assert found(LAN, sister) == ""
    near = Need("lan", (TOP, WARD, MAY), frozenset({"phuong"}))
    assert found(near, sister) == "giay"
    assert found(near, sister, team("ward", TOP, WARD)) == "ward", "one step is nearer than two"


def test_a_woman_is_found_or_nobody():
    wish = Need("lan", (TOP, WARD, MAY), wants_woman=True)
    assert found(wish, team("own", TOP, WARD, MAY)) == ""
    assert found(wish, team("own", TOP, WARD, MAY), team("ward", TOP, WARD, is_woman=True)) == "ward"


def test_nobody_goes_to_somebodys_home_alone():
    home = Need("lan", (TOP, WARD, MAY), way=HOME)
    assert found(home, team("own", TOP, WARD, MAY)) == ""
    two = Team("own", (TOP, WARD, MAY), (Volunteer("an"), Volunteer("binh")))
    assert found(home, two) == "own"
    assert found(Need("an", (TOP, WARD, MAY), way=HOME), two) == "", "who asks does not count as company"


def test_nobody_is_sent_to_himself():
    alone = Team("own", (TOP, WARD, MAY), (Volunteer("lan"),))
    assert found(LAN, alone) == ""


def test_duty_then_skill_then_load_decide_who_is_named_first():
    many = Team(
        "own", (TOP, WARD, MAY),
        (Volunteer("a", open_requests=3), Volunteer("b"), Volunteer("c", skills=frozenset({"4"})),
         Volunteer("d", is_on_duty=True)),
    )  # fmt: skip
    fit = nearest(Need("lan", (TOP, WARD, MAY), skill="4"), [many])
    assert fit is not None and fit.volunteers == ("d", "c", "b", "a")


def test_steps():
    assert steps_between((TOP, WARD, MAY), (TOP, WARD, GIAY)) == 2
    assert steps_between((TOP,), ("other",)) == NOWHERE


paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


@given(st.lists(st.tuples(paths, st.booleans(), st.integers(0, 3)), max_size=6), paths, st.booleans())
def test_what_is_found_can_do_what_is_asked_and_order_does_not_matter(drawn, path, wants_woman):
    teams = [
        Team(str(number), tuple(where), tuple(Volunteer(f"{number}{each}", is_woman=woman) for each in range(size)))
        for number, (where, woman, size) in enumerate(drawn)
    ]
    need = Need("lan", tuple(path), wants_woman=wants_woman)
    fit = nearest(need, teams)
    assert fit == nearest(need, teams[::-1])
    if fit is not None:
        chosen = next(each for each in teams if each.id == fit.team)
        assert chosen.volunteers and (not wants_woman or chosen.volunteers[0].is_woman)
        assert list(path[: len(chosen.path)]) == list(chosen.path)
