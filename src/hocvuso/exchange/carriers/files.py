"""Parcels as a file on a stick: written beside and put in place at once, so that a pulled stick leaves no half file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hocvuso.core.exchange import parcels
from hocvuso.exchange import entering, log, parcelling, receiving, sending
from hocvuso.exchange.models import Installation
from hocvuso.exchange.parcelling import Refused
from hocvuso.plumbing import clock

SUFFIX = ".hvs"


@dataclass
class Written:
    """A file for a partner."""

    path: Path
    parcels: int = 0
    envelopes: int = 0


@dataclass
class Read:
    """What a file brought; `problem` says where it stopped, what came before is kept."""

    partner: Installation | None = None
    parcels: int = 0
    new: int = 0
    before: int = 0
    entered: int = 0
    ahead: tuple[str, ...] = ()
    forked: tuple[str, ...] = ()
    problem: Refused | None = None


def write(partner: Installation, path: Path) -> Written:
    """Write all that waits for a partner into one file. Raises Refused("full"): then there is no file."""
    done, beside = Written(path), path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            for packed, count in sending.in_parcels(partner):
                file.write(packed.data)
                done.parcels += 1
                done.envelopes += count
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise Refused("stick", problem.strerror or type(problem).__name__, partner) from problem
    log.note(partner, "written", {"parcels": done.parcels, "envelopes": done.envelopes})
    return done


def name_for(partner: Installation) -> str:
    """Return how a file for a partner is called today."""
    return f"hoc-vu-so-{str(partner.id)[-8:]}-{clock.now().astimezone(clock.VIETNAM):%Y%m%d-%H%M}{SUFFIX}"


def take(path: Path) -> Read:
    """Take a file in, parcel by parcel; each is kept whole or not at all. Read again it changes nothing."""
    done = Read()
    try:
        with path.open("rb") as file:
            for head, body in parcels.parcels(file):
                _take(done, head, body)
    except parcels.Torn:
        done.problem = Refused("torn")
    except parcels.Foreign:
        done.problem = Refused("foreign")
    except Refused as refusal:
        done.problem = refusal
        done.partner = done.partner or refusal.partner
    except OSError as problem:
        done.problem = Refused("stick", problem.strerror or type(problem).__name__)
    if done.problem is not None:
        log.note_refusal(done.partner, done.problem.why, done.problem.detail, way="file")
    done.entered = entering.drain()
    return done


def _take(done: Read, head: dict[str, object], body: bytes) -> None:
    parcel = parcelling.opened(head, body)
    taken = receiving.keep(parcel, is_fresh=False)
    done.partner = parcel.partner
    done.parcels += 1
    done.new += taken.new
    done.before += taken.before
    done.ahead += tuple(taken.ahead)
    done.forked += tuple(taken.forked)
