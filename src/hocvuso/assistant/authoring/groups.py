"""Questions that got no answer or none that helped, grouped; what authors see of them (foundations.md 20, 22).

A group is shown once five people asked alike, without numbers and without words that could be somebody's. Only ids are
kept, so a question that is erased or past its 30 days is gone from its group too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from hocvuso.assistant import desk, own_data
from hocvuso.assistant.models import AddedWording, Question, QuestionGroup
from hocvuso.assistant.pipeline import Library
from hocvuso.core import off_topic, retrieval
from hocvuso.core.grouping import ALIKE, Group, Said, features_of, grouped, likeness, spread_of, veiled
from hocvuso.core.indexing import Index
from hocvuso.core.masking import without_placeholders
from hocvuso.core.reading import is_gibberish, read
from hocvuso.core.vntext import search_key
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

UNANSWERED, UNCLEAR = "unanswered", "unclear"
KINDS = (UNANSWERED, UNCLEAR)
MOST = 10_000  # decided: newest questions that are grouped, so that the job ends
KEPT = 60  # ids kept of a group: examples come from these
EXAMPLES = 5
NEAREST = 3
_OFFERS = ("clarify", "suggest")


@dataclass(frozen=True, slots=True)
class Near:
    """A step or card that the search puts forward for a group."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as an author sees it."""

    id: uuid.UUID
    people: int
    size: int
    examples: tuple[str, ...]
    near: tuple[Near, ...]

    @property
    def wording(self) -> str:
        """The first example that is shown whole, "" if each has a hidden word."""
        return next((text for text in self.examples if "…" not in text), "")


def waiting(kind: str) -> QuerySet[Question]:
    """Return the questions of a kind that are not forgotten yet."""
    kept = Question.objects.filter(asked_at__gt=clock.now() - own_data.KEEP).exclude(text="")
    if kind == UNCLEAR:
        return kept.filter(helped=False).exclude(kind="check_message")
    # Whoever asked for a person (sure, 1.0) got what he wanted.
    nothing = Q(kind="hand_over", confidence__lt=1.0)
    not_chosen = Q(kind__in=_OFFERS, chosen="")
    return kept.filter(nothing | not_chosen).exclude(helped__isnull=False)


def regroup() -> int:
    """Group what is waiting anew; return how many groups may be shown."""
    index, now = desk.library().index, clock.now()
    rows = [row for kind in KINDS for row in _of_kind(kind, index, now)]
    with transaction.atomic():
        QuestionGroup.objects.all().delete()
        QuestionGroup.objects.bulk_create(rows)
    return len(rows)


def _of_kind(kind: str, index: Index, now: datetime) -> list[QuestionGroup]:
    rows = list(waiting(kind).order_by("-asked_at").values_list("id", "person", "text", "asked_at")[:MOST])
    real = people.canonical_of({person for _, person, _, _ in rows if person})
    said: list[Said] = []
    owner: dict[str, str] = {}
    answered = _covering(index)
    for row, person, text, asked_at in rows:
        words = _words(text, index)
        if is_gibberish(text) or _is_covered(words, asked_at, answered):
            continue
        owner[str(row)] = str(real.get(person, person)) if person else ""
        said.append(Said(str(row), owner[str(row)], words))
    shown = [group for group in grouped(said) if group.may_be_shown]
    return [
        QuestionGroup(kind=kind, place=place, questions=_sample(group, owner), people=len(group.people),
                      size=len(group.ids), made_at=now)
        for place, group in enumerate(shown)
    ]  # fmt: skip


def _sample(group: Group, owner: dict[str, str]) -> list[str]:
    """Return ids to keep, a question of each person before second ones."""
    first = {owner[one]: one for one in reversed(group.ids)}
    one_each = set(first.values())
    return sorted(group.ids, key=lambda one: one not in one_each)[:KEPT]


def _words(text: str, index: Index) -> tuple[str, ...]:
    return tuple(read(without_placeholders(text), index.lexicon).words())


_Covering = list[tuple[str, datetime, tuple[frozenset[str], frozenset[str]]]]


def _covering(index: Index) -> _Covering:
    rows = AddedWording.objects.filter(undone_at=None).values_list("goal", "added_at", "text")
    return [(goal, at, features_of(_words(text, index))) for goal, at, text in rows]


def _is_covered(words: Sequence[str], asked_at: datetime, covering: _Covering) -> bool:
    """Tell whether an author has dealt with it: it is none of ours, or has a wording since."""
    mine = features_of(words)
    return any((not goal or asked_at < at) and likeness(mine, features) >= ALIKE for goal, at, features in covering)


def listed(kind: str, typed: str = "") -> list[Shown]:
    """Return the groups of a kind, those of most people first; `typed` words stand in an example, marks or not."""
    library = desk.library()
    rows = list(QuestionGroup.objects.filter(kind=kind).order_by("place"))
    texts = _texts(rows)
    covering = _covering(library.index)
    wanted = search_key(typed).split()
    found = (_shown(row, texts, covering, library) for row in rows)
    return [each for each in found if each and all(word in search_key(" ".join(each.examples)) for word in wanted)]


def one(group: uuid.UUID) -> Shown | None:
    """Return one group, None when it is gone or fewer than five people are left in it."""
    row = QuestionGroup.objects.filter(id=group).first()
    return _shown(row, _texts([row]), [], desk.library()) if row else None


_Texts = dict[str, tuple[str, str, datetime]]
_AT_ONCE = 500  # below SQLite's smallest limit of values in one statement


def _texts(rows: Iterable[QuestionGroup]) -> _Texts:
    ids = [one for row in rows for one in row.questions]
    found: _Texts = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = Question.objects.filter(id__in=ids[start : start + _AT_ONCE])
        for row, person, text, at in some.values_list("id", "person", "text", "asked_at"):
            found[str(row)] = (str(person or ""), text, at)
    real = people.canonical_of({uuid.UUID(person) for person, _, _ in found.values() if person})
    names = {str(alias): str(person) for alias, person in real.items()}
    return {row: (names.get(person, person), text, at) for row, (person, text, at) in found.items()}


def _shown(row: QuestionGroup, texts: _Texts, covering: _Covering, library: Library) -> Shown | None:
    left = [texts[one] for one in row.questions if one in texts]
    group = Group([one for one in row.questions if one in texts], {person for person, _, _ in left})
    if not group.may_be_shown:
        return None
    leader = left[0]
    if _is_covered(_words(leader[1], library.index), row.made_at, covering):
        return None
    spread = spread_of((person, text) for person, text, _ in left)
    examples = dict.fromkeys(veiled(text, library.index.lexicon, spread) for _, text, _ in left)
    ordered = sorted(examples, key=lambda text: "…" in text)[:EXAMPLES]
    gone = len(row.questions) - len(left)
    return Shown(row.id, max(len(group.people), row.people - gone), row.size - gone, tuple(ordered),
                 nearest(library, leader[1]))  # fmt: skip


def nearest(library: Library, text: str) -> tuple[Near, ...]:
    """Return the steps and cards that the search puts forward for a question, best first."""
    now = library.curriculum
    titles = {**{name: step.title for name, step in now.steps.items()}, **{n: c.title for n, c in now.cards.items()}}
    hits = retrieval.search(library.index, read(without_placeholders(text), library.index.lexicon), NEAREST * 4)
    ours = [hit.id for hit in hits if hit.id in titles and not hit.id.startswith(off_topic.PREFIX)]
    return tuple(Near(name, titles[name]) for name in ours[:NEAREST])


def made_at() -> datetime | None:
    """Return when groups were made last, None if there are none."""
    newest = QuestionGroup.objects.order_by("-made_at").first()
    return newest.made_at if newest else None


def too_few(kind: str, shown: Sequence[Shown]) -> int:
    """Return how many questions wait that stand in no group of five people or more."""
    return max(0, waiting(kind).count() - sum(each.size for each in shown))
