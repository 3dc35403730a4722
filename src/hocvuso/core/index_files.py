"""Save an index to a folder and map it from there; nothing is read until it is needed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from hocvuso.core.indexing import Index, Ledger, pair_counter
from hocvuso.core.postings import load_postings, mapped
from hocvuso.core.repair import Lexicon

_FORM = 3  # version of the files of a saved index, raised when they change shape
_POSTINGS = ("words", "marked", "parent_words", "pieces", "wordings")
_ARRAYS = ("parent_rows", "grandparent_rows", "goal_rows", "wording_owner", "affinity", "affinity_rows")


def save(index: Index, folder: Path) -> None:
    """Write the index: `.npy` files to be mapped and one JSON of ids and vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _POSTINGS:
        getattr(index, name).save(folder, name)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(index, name))
    lists = {name: getattr(index, name) for name in ("ids", "titles", "parents", "grandparents", "devices", "goes_to")}
    counts = {name: getattr(index, name).row_count for name in _POSTINGS}
    ledger = index.ledger
    np.save(folder / "counts.npy", ledger.counts)
    kept = {name: getattr(ledger, name) for name in ("passages", "parents", "lengths", "replaced")}
    text = json.dumps({"form": _FORM, "lists": lists, "rows": counts, "words": index.lexicon.counts, "ledger": kept})
    (folder / "index.json").write_text(text, encoding="utf-8")


def load(folder: Path) -> Index:
    """Map a saved index. Raises FileNotFoundError if there is none, ValueError if it is of another form."""
    data = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    if data.get("form") != _FORM:
        raise ValueError(f"{folder}: index of form {data.get('form')}, expected {_FORM}")
    parts = {name: load_postings(folder, name, data["rows"][name]) for name in _POSTINGS}
    arrays = {name: mapped(folder / f"{name}.npy") for name in _ARRAYS}
    lists, kept = data["lists"], data["ledger"]
    return Index(
        ids=tuple(lists["ids"]),
        titles=tuple(lists["titles"]),
        parents=tuple(lists["parents"]),
        grandparents=tuple(lists["grandparents"]),
        devices=tuple(tuple(devices) for devices in lists["devices"]),
        goes_to=tuple(lists["goes_to"]),
        parent_rows=arrays["parent_rows"],
        grandparent_rows=arrays["grandparent_rows"],
        goal_rows=arrays["goal_rows"],
        wording_owner=arrays["wording_owner"],
        affinity=arrays["affinity"],
        affinity_rows=arrays["affinity_rows"],
        lexicon=Lexicon(data["words"], pair_counter(parts["words"])),
        ledger=Ledger(
            tuple(kept["passages"]), tuple((name, text) for name, text in kept["parents"]),
            tuple(tuple(means) for means in kept["lengths"]), mapped(folder / "counts.npy"), kept["replaced"],
        ),
        **parts,
    )  # fmt: skip
