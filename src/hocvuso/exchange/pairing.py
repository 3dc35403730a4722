"""Pairing two installations: one makes a code, it is read aloud, the other types it; each then has the other's keys.

The code proves to each side that the keys it got are those of whoever knows the code (HMAC over the keys, with the
stretched code as its key). Whoever sits on the line and does not know the code can neither read along later nor put
his own keys in between. A code opens once, for half an hour, with five tries; by file it lives a week.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from hocvuso.core.exchange import codes
from hocvuso.core.returns import frozen_text
from hocvuso.exchange import identity, log, signing
from hocvuso.exchange.carriers import https
from hocvuso.exchange.models import Installation, InstallationKey, PairingCode
from hocvuso.exchange.parcelling import Refused
from hocvuso.plumbing import audit, clock

ON_THE_LINE, BY_FILE = timedelta(minutes=30), timedelta(days=7)  # decided, see above
MOST_TRIES = 5
FORMAT = "hocvuso-pairing/1"


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh code; shown once."""

    code: str
    until: Any


@transaction.atomic
def invite(unit: uuid.UUID, *, by: uuid.UUID | None, is_by_file: bool = False) -> Invited:
    """Make a code for the installation that works for `unit` and all below it."""
    code, now = codes.made(signing.draw_digit), clock.now()
    until = now + (BY_FILE if is_by_file else ON_THE_LINE)
    PairingCode.objects.filter(unit=unit, used_at=None).delete()  # a new code makes the one before worthless
    PairingCode.objects.create(
        sealed=identity.seal(signing.stretched(code.replace(" ", ""))), unit=unit, made_by=by, made_at=now,
        expires_at=until,
    )  # fmt: skip
    audit.record("invite installation", actor=by, what=str(unit))
    return Invited(code, until)


def introduction(stretched: str, seen: str = "") -> str:
    """Return who we are, with the proof that we know the code; `seen` is what the other side said before."""
    own = identity.ours()
    public = own.secret.public
    said = frozen_text({
        "format": FORMAT, "id": str(own.id), "name": own.name, "address": settings.EXCHANGE_ADDRESS,
        "sign": public.sign, "box": public.box,
    })  # fmt: skip
    return frozen_text({"said": said, "proof": signing.proof(stretched, seen + said)})


def ask(address: str, typed: str, unit: uuid.UUID, *, by: uuid.UUID | None) -> Installation:
    """Pair with the installation above at an address, by the code that was read aloud there. Raises Refused."""
    stretched = _typed(typed)
    mine = introduction(stretched)
    answer = https.post(address.rstrip("/") + https.PAIR, mine.encode())
    return finish(stretched, mine, answer, unit, by=by, address=address.rstrip("/"))


def _typed(typed: str) -> str:
    digits = codes.typed(typed)
    if digits is None:
        raise Refused("code_slip")
    return signing.stretched(digits)


def begin_by_file(typed: str) -> bytes:
    """Return the introduction to be carried on a stick. Raises Refused."""
    return introduction(_typed(typed)).encode()


def answer_by_file(introduced: bytes) -> bytes:
    """Return our answer to an introduction that came on a stick, to be carried back. Raises Refused."""
    return answer(introduced, is_by_file=True).encode()


def finish_by_file(typed: str, answered: bytes, unit: uuid.UUID, *, by: uuid.UUID | None) -> Installation:
    """Take the answer that came back on the stick, by the same code. Raises Refused.

    What we said before is said again alike: the same code and keys make the same introduction, so nothing is kept.
    """
    stretched = _typed(typed)
    return finish(stretched, introduction(stretched), answered, unit, by=by, address="")


@transaction.atomic
def finish(
    stretched: str, mine: str, answer: bytes, unit: uuid.UUID, *, by: uuid.UUID | None, address: str
) -> Installation:
    """Believe the answer of the installation above when it knows the code; no address: by file only. Raises Refused."""
    said, proof = _read(answer)
    if not signing.is_proof(stretched, mine + said, proof):
        raise Refused("code_wrong")
    return _keep(json.loads(said), side="above", unit=unit, by=by, address=address)


def answer(data: bytes, *, is_by_file: bool = False) -> str:
    """Answer an introduction of an installation below: ours, when it knows a code of ours. Raises Refused.

    Whoever comes by file is not called over the line, whatever address it says.
    """
    said, proof = _read(data)
    now = clock.now()
    with transaction.atomic():
        open_codes = list(
            PairingCode.objects.select_for_update().filter(used_at=None, expires_at__gt=now, tries__lt=MOST_TRIES)
        )
        found = next((row for row in open_codes if signing.is_proof(identity.unseal(row.sealed), said, proof)), None)
        if found is None:
            PairingCode.objects.filter(id__in=[row.id for row in open_codes]).update(tries=_one_more(open_codes))
        else:
            stretched = identity.unseal(found.sealed)
            found.used_at, found.sealed = now, ""
            found.save(update_fields=["used_at", "sealed"])
            introduced = json.loads(said)
            address = "" if is_by_file else str(introduced.get("address", ""))
            _keep(introduced, side="below", unit=found.unit, by=found.made_by, address=address)
            return introduction(stretched, seen=data.decode())
    raise Refused("code_wrong")


def _one_more(rows: list[PairingCode]) -> int:
    return max((row.tries for row in rows), default=0) + 1


def _read(data: bytes) -> tuple[str, str]:
    try:
        found = json.loads(data.decode())
        said, proof = found["said"], found["proof"]
        inner = json.loads(said)
        is_ours = inner["format"] == FORMAT and len(bytes.fromhex(inner["sign"] + inner["box"])) == 64
        uuid.UUID(inner["id"])
        if not (is_ours and isinstance(proof, str) and isinstance(inner["name"], str)):
            raise Refused("foreign")
    except (UnicodeDecodeError, ValueError, KeyError, TypeError):
        raise Refused("foreign") from None
    return said, proof


def _keep(said: dict[str, Any], *, side: str, unit: uuid.UUID, by: uuid.UUID | None, address: str) -> Installation:
    number = uuid.UUID(said["id"])
    if number == identity.ours().id:
        raise Refused("ourselves")
    row, _made = Installation.objects.update_or_create(
        id=number, is_own=False,
        defaults={
            "name": said["name"].strip()[:120] or str(number), "side": side, "unit": unit,
            "address": address.rstrip("/")[:200], "paired_at": clock.now(),
            "ended_at": None, "failures": 0, "rests_until": None, "why": "", "detail": "",
        },
    )  # fmt: skip
    public = signing.Public(said["sign"], said["box"])
    # Paired anew: only the keys of this moment are believed, so that a lost key is worth nothing from now on.
    row.keys.exclude(id=public.id).filter(revoked_at=None).update(revoked_at=clock.now())
    InstallationKey.objects.update_or_create(
        id=public.id,
        defaults={
            "installation": row, "sign_public": public.sign, "box_public": public.box, "made_at": clock.now(),
            "revoked_at": None, "valid_until": None,
        },
    )  # fmt: skip
    log.note(row, "paired", {"key": public.id, "side": side})
    audit.record("pair installation", actor=by, what=f"{row.id} {side}")
    return row


@transaction.atomic
def end(partner: uuid.UUID, *, by: uuid.UUID | None) -> None:
    """Say nothing more to a partner and believe nothing more of it; what came from it stays."""
    if Installation.objects.filter(id=partner, is_own=False, ended_at=None).update(ended_at=clock.now()):
        InstallationKey.objects.filter(installation_id=partner, revoked_at=None).update(revoked_at=clock.now())
        log.note(Installation.objects.get(id=partner), "ended", {})
        audit.record("end pairing", actor=by, what=str(partner))
