"""What the import's pages show of a preview, in words; and what came back from their forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.core.roster import fields
from hocvuso.core.roster.fields import Cell, Fault
from hocvuso.plumbing.templating import number
from hocvuso.roster import sentences
from hocvuso.roster.lines import Staged
from hocvuso.roster.queries import Preview

WAYS = {"tep": "file", "dan": "paste", "tay": "typed"}
# One row typed by hand: name, phone, birth, team; the headings are those that the reader knows.
BY_HAND = (
    (fields.NAME, "Họ và tên"),
    (fields.PHONE, "Số điện thoại"),
    (fields.BIRTH, "Ngày sinh"),
    (fields.TEAM, "Tổ"),
)


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One value to mend: its field, its label, what stood there, why it cannot stay, what was probably meant."""

    field: str
    label: str
    value: str
    why: str
    suggestion: str
    is_blocking: bool
    is_question: bool

    @property
    def suggestion_shown(self) -> str:
        """The suggestion as people read it: numbers in threes."""
        if self.field == fields.PHONE and self.suggestion:
            return f"{self.suggestion[:4]} {self.suggestion[4:7]} {self.suggestion[7:]}"
        return self.suggestion


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One row to mend."""

    row: int
    name: str
    faults: tuple[ShownFault, ...]
    is_blocking: bool
    is_question: bool


def shown(staged: Staged, columns: Sequence[Sequence[str]]) -> ShownLine:
    """Return a row as its card shows it; `columns` are those of the file, to say where the value stands."""
    letters = {field: letter for field, _, letter, _ in columns}
    faults = tuple(_fault(each, letters.get(each.field, "")) for each in sorted(staged.line.faults, key=fields.rank))
    return ShownLine(
        staged.line.number,
        staged.line.name,
        faults,
        any(each.is_blocking for each in faults),
        bool(faults) and all(each.is_question for each in faults),
    )


def _fault(fault: Fault, letter: str) -> ShownFault:
    is_question = fault.code in fields.QUESTIONS
    label = sentences.field_name(fault.field)
    if letter:
        label = _("%(field)s (column %(letter)s)") % {"field": label, "letter": letter}
    return ShownFault(
        fault.field,
        label,
        fault.value,
        sentences.why(fault),
        "" if is_question else fault.suggestion,
        fault.code in fields.BLOCKING,
        is_question,
    )


def told(preview: Preview) -> list[str]:
    """Return what is said beside the rows: columns left behind first, then what was put right silently."""
    notes = preview.notes
    lines = [
        _("The column “%(heading)s” (%(kind)s) was not imported and has been left behind.")
        % {"heading": heading, "kind": sentences.dropped_name(kind)}
        for kind, heading in notes["dropped"]
    ]
    if notes["unknown"]:
        lines.append(_("Not used: %(headings)s.") % {"headings": ", ".join(f"“{each}”" for each in notes["unknown"])})
    if notes["removed"]:
        lines.append(
            ngettext(
                "One long number inside a text was left behind.",
                "%(count)s long numbers inside texts were left behind.",
                notes["removed"],
            )
            % {"count": number(notes["removed"])}
        )
    if notes["zeros"]:
        lines.append(
            ngettext(
                "Excel had dropped the 0 of one number; it is back.",
                "Excel had dropped the 0 of %(count)s numbers; it is back.",
                notes["zeros"],
            )
            % {"count": number(notes["zeros"])}
        )
    old = sorted({sentences.encoding_name(each[3]) for each in notes["columns"]} - {"Unicode"})
    if old:
        lines.append(_("Old letters (%(encodings)s) were turned into today's.") % {"encodings": ", ".join(old)})
    if notes["formulas"]:
        lines.append(
            _("Columns with formulas: %(headings)s. Their values were read.")
            % {"headings": ", ".join(notes["formulas"])}
        )
    if notes["hidden"]:
        lines.append(_("Hidden sheets, not read: %(sheets)s.") % {"sheets": ", ".join(notes["hidden"])})
    if notes["skipped"]:
        lines.append(
            _("Totals and signatures, not read: rows %(rows)s.") % {"rows": ", ".join(map(str, notes["skipped"]))}
        )
    return lines


def typed_rows(post: Mapping[str, str], count: int) -> list[dict[str, str]]:
    """Return what was typed by hand, row by row, so that a mistake loses nothing."""
    return [{field: post.get(f"{field}{row}", "") for field, _ in BY_HAND} for row in range(1, count + 1)]


def typed_table(post: Mapping[str, str], count: int) -> list[list[Cell]]:
    """Return the typed rows as a table with headings."""
    head: list[Cell] = [heading for _, heading in BY_HAND]
    rows: list[list[Cell]] = [[row[field].strip() for field, _heading in BY_HAND] for row in typed_rows(post, count)]
    return [head, *rows]


def values(post: Mapping[str, str]) -> dict[str, str]:
    """Return the mended values of one row; a suggestion that was pressed counts more than what stands in the field."""
    found = {name.removeprefix("v-"): text[:120] for name, text in post.items() if name.startswith("v-")}
    pressed = post.get("take", "")
    if ":" in pressed:
        field, _, value = pressed.partition(":")
        found[field] = value[:120]
    return found
