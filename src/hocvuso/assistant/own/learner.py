"""What a learner asks about himself, answered from his plan, his standings, his dates and the traces of readers."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry, wordings
from hocvuso.assistant.own.answering import nobody_yet
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, current, goals, queries, showing, skillmap, suggesting
from hocvuso.people import own_data, traces
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import day as short_day
from hocvuso.plumbing.templating import number

_BANDS = ("mastered", "nearly", "learning")
MOST_LINES = 5  # fit one screen of a phone beside a heading and two buttons


def register() -> None:
    """Register what every learner may ask."""
    registry.register(
        *(
            OwnQuestion(
                name, wordings.OWN[name], _of_somebody(answer), wordings.RULES[name], wordings.NOT_THIS.get(name, ())
            )
            for name, answer in _ANSWERS.items()
        )
    )


def _of_somebody(answer: Callable[[Asker, uuid.UUID], Card]) -> Callable[[Asker], Card]:
    """Give an answer the person of the phone; without one there is nothing to tell."""

    def told(asker: Asker) -> Card:
        return answer(asker, asker.person) if asker.person is not None else nobody_yet()

    return told


def _to(name: str, label: str) -> Link:
    return Link(label, reverse(name))


def _today(asker: Asker, person: uuid.UUID) -> Card:
    found = current.session(person, asker.now)
    if found.nothing == "no_time":
        text = _("Nothing fits into the %(minutes)s minutes that you chose.") % {"minutes": found.chosen_minutes}
        return Card(text, links=(_to("learning:prefer", _("Choose more minutes")),))
    if found.nothing:
        return Card(
            _("You are done for today. What you learnt comes back when it is time to review."),
            links=(_to("learning:map", _("See my skills")),),
        )
    return Card(
        _("Now comes “%(title)s”, about %(minutes)s minutes.") % {"title": found.title, "minutes": found.minutes},
        tuple(line for line in (found.parts, found.reason) if line.strip(". ")),
        (Link(_("Begin"), found.start), _to("learning:today", _("Choose something else"))),
    )


def _why(asker: Asker, person: uuid.UUID) -> Card:
    found = current.session(person, asker.now)
    if found.nothing:
        return _today(asker, person)
    by_choice = queries.choices(person).personalise
    return Card(
        found.reason or _("It is the next one in the usual order."),
        (_("The lesson: “%(title)s”.") % {"title": found.title},),
        (Link(_("Begin"), found.start), _to("learning:today", _("Choose something else"))),
        _("Computed from your own answers. You can switch that off under “Me”.") if by_choice else "",
    )


def _missing(asker: Asker, person: uuid.UUID) -> Card:
    published, chosen = curriculum.current(), queries.choices(person)
    wanted = suggesting.first_skills(actions.current_mind(person), asker.now, skillmap.SUGGESTIONS)
    if not wanted:
        text = _("I know of nothing that you should learn now.")
        return Card(text, links=(_to("learning:map", _("See my skills")),))
    known = queries.standings(person)
    taught = [skill for skill in published.skills.values() if skill.lessons]
    solid = sum(1 for skill in taught if skill.id in known and known[skill.id].band == queries.MASTERED)
    lines = tuple(
        f"{skillmap.title_of(published.skills[each.skill])}. "
        + showing.reason(each.reason, each.facts, published, chosen.goal)
        for each in wanted
    )
    return Card(
        ngettext("One thing is worth learning first:", "%(n)s things are worth learning first:", len(wanted))
        % {"n": len(wanted)},
        lines,
        (_to("learning:today", _("Learn the first one")), _to("learning:map", _("See all skills"))),
        _("%(solid)s of %(all)s skills with lessons are solid so far.") % {"solid": solid, "all": len(taught)},
    )


def _progress(asker: Asker, person: uuid.UUID) -> Card:
    published, known = curriculum.current(), queries.standings(person)
    bands = {band: [each for each in known.values() if each.band == band] for band in _BANDS}
    told = [
        f"{showing.band_words(band)[0]}: "
        + ", ".join(skillmap.title_of(published.skills[each.skill]) for each in found if each.skill in published.skills)
        for band, found in bands.items()
        if found
    ]
    if not told:
        text = _("There are too few answers of yours to say it yet. Each task makes it clearer.")
        return Card(text, links=(_to("learning:today", _("Go on learning")),))
    solid = len(bands["mastered"])
    text = ngettext("%(n)s thing is solid.", "%(n)s things are solid.", solid) % {"n": solid}
    return Card(
        text if solid else _("Nothing is solid yet, and you are on the way."),
        tuple(told),
        (_to("learning:progress", _("See it with the evidence")), _to("learning:today", _("Go on learning"))),
    )


def _review(asker: Asker, person: uuid.UUID) -> Card:
    published, today = curriculum.current(), clock.day_of(asker.now)
    dated = [each for each in queries.standings(person).values() if each.due_on and each.skill in published.skills]
    if not dated:
        return Card(
            _("Nothing has to be reviewed yet. A skill comes back some days after you did well in it."),
            links=(_to("learning:today", _("Go on learning")),),
        )
    dated.sort(key=lambda each: each.due_on or today)
    due = [each for each in dated if each.due_on and each.due_on <= today]
    lines = tuple(
        f"{skillmap.title_of(published.skills[each.skill])}: "
        + (_("today") if each.due_on <= today else short_day(each.due_on))
        for each in dated[:MOST_LINES]
        if each.due_on
    )
    if due:
        text = ngettext("%(n)s thing is due for review today.", "%(n)s things are due for review today.", len(due))
        return Card(text % {"n": len(due)}, lines, (_to("learning:today", _("Review now")),))
    first = dated[0].due_on or today
    return Card(
        _("The next review is on %(day)s.") % {"day": short_day(first)},
        lines,
        (_to("learning:today", _("Go on learning")),),
        _("You may always review earlier; then the date moves."),
    )


def _who_sees(asker: Asker, person: uuid.UUID) -> Card:
    seen = traces.seen(people.ids_of(person))
    rule = _("Nobody sees your answers or how well you do. An official of your union may see your name, that you were "
             "invited, that you have begun, and help that you asked for.")  # fmt: skip
    lines = [_reading(each) for each in seen[: MOST_LINES - 1]]
    return Card(
        ngettext("%(n)s entry says who looked at your data:", "%(n)s entries say who looked at your data:", len(seen))
        % {"n": number(len(seen))}
        if seen
        else _("Nobody has looked at your data so far."),
        (*lines, rule),
        (_to("people:my_data", _("See the whole list, change my mind")),),
    )


def _reading(seen: traces.Seen) -> str:
    office = f" ({seen.role}, {seen.unit})" if seen.role and seen.unit else ""
    return f"{short_day(seen.at)}: {seen.who}{office} {seen.did}"


def _my_data(asker: Asker, person: uuid.UUID) -> Card:
    ids = people.ids_of(person)
    held = [(holder.title(), holder.count(ids)) for holder in own_data.holders()]
    lines = tuple(f"{title}: {number(count)}" for title, count in held if count)
    return Card(
        _("This is what is kept about you here:") if lines else _("Nothing is kept about you here yet."),
        lines,
        (_to("people:my_data", _("See, take along or erase it")),),
    )


def _my_unit(asker: Asker, person: uuid.UUID) -> Card:
    ids = people.ids_of(person)
    lines = tuple(line for holder in own_data.holders() if (line := holder.line(ids)))
    if lines:
        return Card(_("You are entered here:"), lines, (_to("people:me", _("See my page")),))
    return Card(
        _("No union is entered for you here."),
        links=(_to("people:me", _("See my page")),),
        note=_("You learn all the same; nothing is held back without one."),
    )


def _my_goal(asker: Asker, person: uuid.UUID) -> Card:
    chosen = queries.choices(person)
    goal = goals.chosen(chosen.goal)
    return Card(
        _("You chose: “%(goal)s”.") % {"goal": goal.title()} if goal else _("You have not chosen a goal yet."),
        (_("Each time about %(minutes)s minutes.") % {"minutes": chosen.minutes},),
        (_to("learning:goal", _("Choose another goal")), _to("learning:prefer", _("Minutes, wording, device"))),
    )


_ANSWERS: dict[str, Callable[[Asker, uuid.UUID], Card]] = {
    "today": _today,
    "missing": _missing,
    "progress": _progress,
    "review": _review,
    "why": _why,
    "who_sees": _who_sees,
    "my_data": _my_data,
    "my_unit": _my_unit,
    "my_goal": _my_goal,
}
