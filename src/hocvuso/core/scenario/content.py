"""The parts of a scenario as frozen values: screens of parts, rules between them, what is wanted and what is dangerous.

Children name their parent by id. A guard is a list of flags, all of which must hold; `"!flag"` must not. Flags are set
by rules; some come by themselves: `part.class` (what was typed, by class), `part.option` (what was chosen), `part.on`
(a switch), `seen.screen`, `layout.old` and `marks.none` (of the variant).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Flags = tuple[str, ...]
Rung = Literal["look", "say", "show"]

TYPED = ("field", "number", "code", "area")  # kinds of part into which something is typed
TAPPED = ("button", "row", "link", "icon", "message", "notice", "file", "address", "picture", "text", "face", "qr")
SHOWN = ("title", "table", "document", "amount", "camera", "meter", "alert")  # kinds that are only looked at
CHOSEN, SWITCH = "choice", "switch"
PART_KINDS = (*TYPED, *TAPPED, *SHOWN, CHOSEN, SWITCH)
# Signs that the player can draw (`SIGNS` in drawing.js); in pictures, cameras and messages also a square code.
SIGNS = (
    "bank",
    "camera",
    "chat",
    "store",
    "card",
    "globe",
    "mail",
    "paper",
    "photo",
    "wifi",
    "phone",
    "lock",
    "settings",
)
ICONS = (*SIGNS, "qr")
SCREEN_KINDS = ("app", "home", "dialog", "sheet", "browser", "thread", "call", "camera", "end")
OTHER = "other"  # the class of what no `[[typed]]` describes
# What somebody can do, as the first word of `when` and `do`; "open" happens by itself.
ACTS = ("tap", "hold", "type", "choose", "back", "read", "look")
MODES = ("watch", "guided", "alone", "surprise")


@dataclass(frozen=True, slots=True)
class Value:
    """A name, an amount or a text that differs between variants; shown by `{id}`.

    `along` "" draws by itself, "variant" takes the place of the variant, another id the place drawn for that value.
    With a `flag` it stands in for the value of the same id in variants that have that flag.
    """

    id: str
    of: tuple[str, ...]
    along: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way the scenario looks and begins; `marks` False shows messages without diacritics."""

    id: str
    skin: str = "leaf"
    layout: str = "new"
    marks: bool = True
    surprise: bool = False  # kept for the surprise mode
    flags: Flags = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """What is seen at once. `back` is where the way back leads, "" where there is none."""

    id: str
    title: str
    kind: str = "app"
    app: str = ""
    back: str = ""
    over: str = ""  # the screen on which a dialog lies
    read_after: int = 0  # seconds after which the screen counts as read
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on a screen. `go` is what a tap does where no rule says otherwise."""

    id: str
    screen: str
    kind: str
    text: str = ""
    note: str = ""
    icon: str = ""
    side: str = ""  # of a message: "me" or "them"
    go: str = ""
    needs: Flags = ()
    keyboard: str = ""
    sample: str = ""  # what is to be typed
    main: bool = False  # the main button of its screen


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a part of kind choice."""

    part: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A class of what may be typed into a part; the first that fits counts. Every condition given must hold."""

    part: str
    id: str
    same: tuple[str, ...] = ()  # equal to one of these
    has: tuple[str, ...] = ()  # contains all of these
    lacks: tuple[str, ...] = ()  # contains none of these
    shape: tuple[str, ...] = ()  # see `typing.SHAPES`
    least: int = 0  # signs
    most: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from an act; of all rules for one act the first whose guard holds counts."""

    id: str
    when: str
    needs: Flags = ()
    go: str = ""
    set: Flags = ()
    clear: Flags = ()
    coach: str = ""
    danger: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A part of what is wanted; the goal is reached once all parts hold at the same time."""

    id: str
    text: str
    needs: Flags


@dataclass(frozen=True, slots=True)
class Check:
    """Something careful that counts; the weights of a scenario sum to 30."""

    id: str
    text: str
    easy: str
    weight: int
    needs: Flags


@dataclass(frozen=True, slots=True)
class Danger:
    """Money or a secret lost; `text` tells the consequence. `skill` "" is the safety skill of the scenario."""

    id: str
    title: str
    text: str
    easy: str
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A named mistake and what the coach says of it."""

    id: str
    text: str
    easy: str


@dataclass(frozen=True, slots=True)
class Step:
    """The right act at one place: three rungs of help are `look`, `say`, and the act itself shown."""

    id: str
    screen: str
    do: str
    say: str
    easy: str
    look: str
    needs: Flags = ()


@dataclass(frozen=True, slots=True)
class Short:
    """A short form: one decision on one screen, as the entry test asks it (`shorts`).

    It begins on `start` with the flags `given`, in variants where `needs` holds; `screens` may be gone to as well, any
    other ends it. `shown` are the screens that a page without scripts draws, `start` alone where it is empty.
    """

    id: str
    start: str
    ask: str
    easy: str
    skill: str
    seconds: int
    goal: Flags
    difficulty: float = 0.0
    given: Flags = ()
    needs: Flags = ()
    screens: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to decide in a short form, in words and acts; which one is right follows from the machine."""

    short: str
    id: str
    text: str
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A practice simulator."""

    id: str
    title: str
    title_en: str
    summary: str
    task: str  # what is to be done, with names and amounts; can be looked at any time
    task_easy: str
    skill: str
    safety_skill: str
    start: str
    minutes: int
    difficulty: float
    status: str
    meaning: int
    tried_with_learners: str
    values: tuple[Value, ...]
    variants: tuple[Variant, ...]
    screens: tuple[Screen, ...]
    parts: tuple[Part, ...]
    options: tuple[Option, ...]
    typed: tuple[Typed, ...]
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    checks: tuple[Check, ...]
    dangers: tuple[Danger, ...]
    mistakes: tuple[Mistake, ...]
    steps: tuple[Step, ...]
    starts: Flags = ()
    order: int = 50  # in the list, the smallest first
    shorts: tuple[Short, ...] = ()
    answers: tuple[Answer, ...] = ()
    at_once: bool = False  # a short form: over with the goal, a danger or a named mistake
    version: str = ""
