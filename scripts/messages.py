"""Screen texts: collect them from each room's Python and Jinja2 pages into its Vietnamese `.po` file.

`make messages` (no argument) brings every file up to date in place: translations stay, new texts come in
empty, texts that no code uses any more go. `--check` writes nothing and fails when a text is missing,
untranslated, marked fuzzy or no longer used, when a placeholder got lost, or when two rooms translate the same
text differently (Django would show only one of the two).

Files carry no line numbers and a fixed head, so that a change of code alone changes nothing in them.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "src/hocvuso"
# Django's lazy and no-op forms beside those that Babel knows; None: every argument is a text.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# As in hocvuso.plumbing.templating, otherwise the texts found would not be the texts looked up.
JINJA2 = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
# Named and plain placeholders of Python, and the `{n}` that our own scripts fill in.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
Key = tuple[object, str | None]
HEAD = """\
# Lời trên màn hình, phòng “{room}”. Làm mới bằng: make messages
msgid ""
msgstr ""
"Project-Id-Version: hocvuso\\n"
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def po_file(room: Path) -> Path:
    """Return where the Vietnamese of a room stands."""
    return room / "locale/vi/LC_MESSAGES/django.po"


def rooms() -> list[Path]:
    """Return the rooms whose code shows anything on screen, or whose translations are still there."""
    folders = sorted(each for each in ROOMS.iterdir() if (each / "__init__.py").exists())
    return [each for each in folders if po_file(each).exists() or next(_messages(each), None)]


def _sources(room: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, "python", {}
    for path in sorted((room / "jinja2").rglob("*")):
        if path.is_file():
            yield path, "jinja2", JINJA2


def _messages(room: Path) -> Iterator[tuple[Path, object, str | None]]:
    for path, method, options in _sources(room):
        for _line, message, _comments, context in extract_from_file(method, path, KEYWORDS, options=options):
            yield path, message, context


def extract(room: Path) -> Catalog:
    """Return the texts that the code of a room shows, untranslated."""
    found = Catalog(locale="vi", fuzzy=False)
    for path, message, context in _messages(room):
        found.add(message, locations=[(path.relative_to(room).as_posix(), 0)], context=context)
    return found


def stored(room: Path) -> Catalog:
    """Return the translations that are kept for a room."""
    path = po_file(room)
    if not path.exists():
        return Catalog(locale="vi", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def _entries(catalog: Catalog) -> dict[Key, Message]:
    return {(_forms(message.id)[0], message.context): message for message in catalog if message.id}


def _forms(text: object) -> tuple[str, ...]:
    """Return singular and plural, or the one form that there is."""
    return tuple(each or "" for each in text) if isinstance(text, (list, tuple)) else (str(text or ""),)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a text has its Vietnamese."""
    return all(form.strip() for form in _forms(message.string))


def lost_placeholders(message: Message) -> set[str]:
    """Return the placeholders that stand in one language only.

    A singular may spell its number out ("one is missing"), so with a plural only that one's must all appear.
    """
    ids = [set(PLACEHOLDER.findall(form)) for form in _forms(message.id)]
    needed, allowed = ids[-1], set().union(*ids)
    wrong: set[str] = set()
    for form in _forms(message.string):
        there = set(PLACEHOLDER.findall(form))
        wrong |= (needed - there) | (there - allowed)
    return wrong


def problems(room: Path) -> list[str]:
    """Return what is wrong with a room's translations, one line each."""
    catalog = stored(room)
    wanted, kept = _entries(extract(room)), _entries(catalog)
    told = [f"{room.name}: dòng cũ còn giữ (#~): “{_forms(message.id)[0]}”" for message in catalog.obsolete.values()]
    told += [f"{room.name}: thiếu trong tệp .po: “{key[0]}”" for key in wanted if key not in kept]
    for key, message in kept.items():
        if key not in wanted:
            told.append(f"{room.name}: không còn dùng: “{key[0]}”")
        elif message.fuzzy:
            told.append(f"{room.name}: còn đánh dấu fuzzy: “{key[0]}”")
        elif not is_translated(message):
            told.append(f"{room.name}: chưa dịch: “{key[0]}”")
        elif lost := lost_placeholders(message):
            told.append(f"{room.name}: sai chỗ điền {', '.join(sorted(lost))}: “{key[0]}”")
    return told


def clashes() -> list[str]:
    """Return the texts that two rooms translate differently; on screen one of the two would win silently."""
    seen: dict[Key, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in rooms():
        for key, message in _entries(stored(room)).items():
            if is_translated(message):
                seen[key][_forms(message.string)].append(room.name)
    return [
        f"“{key[0]}” dịch khác nhau: " + "; ".join(f"{', '.join(by)}: {forms[0]}" for forms, by in ways.items())
        for key, ways in seen.items()
        if len(ways) > 1
    ]


def render(room: Path, catalog: Catalog) -> str:
    """Return the text of a `.po` file: fixed head, texts in alphabetical order, files without lines."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False)
    return HEAD.format(room=room.name) + out.getvalue().decode().strip() + "\n"


def refresh(room: Path, elsewhere: dict[Key, Message]) -> tuple[int, int]:
    """Bring a room's file up to date; return (number of texts, how many still lack their Vietnamese).

    A text that moved here from another room brings its translation along from `elsewhere`.
    """
    fresh, kept = extract(room), _entries(stored(room))
    for key, message in _entries(fresh).items():
        old = kept.get(key) or elsewhere.get(key)
        if old is not None and is_translated(old) and type(old.id) is type(message.id):
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"} if key in kept else set()
    path, text = po_file(room), render(room, fresh)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    entries = _entries(fresh).values()
    return len(entries), sum(not is_translated(message) for message in entries)


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description="Thu lời trên màn hình của các phòng vào tệp .po.")
    parser.add_argument("rooms", nargs="*", help="chỉ những phòng này (mặc định: tất cả)")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")
    chosen = parser.parse_args()
    wanted = [room for room in rooms() if not chosen.rooms or room.name in chosen.rooms]
    if chosen.check:
        told = [line for room in wanted for line in problems(room)] + clashes()
        print("\n".join(told) if told else "Lời trên màn hình: đủ cả.")
        return 1 if told else 0
    elsewhere = {key: message for room in rooms() for key, message in _entries(stored(room)).items()}
    for room in wanted:
        total, missing = refresh(room, elsewhere)
        print(f"{room.name}: {total} lời" + (f", {missing} chưa dịch" if missing else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
