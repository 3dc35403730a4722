"""Packing what goes to one installation into a parcel, and opening what came: sealed, signed, each envelope signed too.

The signature over the whole vouches for the places (what we have of the other side's streams); those of the envelopes
stay with them, as proof for whoever reads one later.
"""

from __future__ import annotations

import gzip
import io
import json
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hocvuso.core.exchange import parcels
from hocvuso.core.exchange.envelope import Envelope, Malformed, read
from hocvuso.core.exchange.streams import Place
from hocvuso.core.returns import frozen_text
from hocvuso.exchange import identity, signing
from hocvuso.exchange.models import Installation, InstallationKey
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

FORMAT = "hocvuso-parcel/1"
LONGEST_OPENED = 64 * 1024 * 1024  # bytes; decided: more than that out of 4 MB is no list of people


class Refused(Exception):
    """A parcel was not taken, nothing of it is kept; `why` stands in `words`, `partner` where it is known."""

    def __init__(self, why: str, detail: str = "", partner: Installation | None = None) -> None:
        super().__init__(f"{why} {detail}".strip())
        self.why, self.detail, self.partner = why, detail, partner


@dataclass(frozen=True, slots=True)
class Signed:
    """An envelope as it came, with the key by which it was signed."""

    envelope: Envelope
    key: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came from one installation, proved."""

    id: str
    partner: Installation
    answers_to: str
    places: Mapping[str, Place]  # how far the other side has our streams, by subject
    envelopes: tuple[Signed, ...]
    has_more: bool
    learnt: signing.Public | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel ready to go, and its id, by which an answer names it."""

    id: str
    data: bytes


def pack(
    partner: Installation,
    envelopes: Sequence[str] = (),
    *,
    places: Mapping[str, Place] | None = None,
    answers_to: str = "",
    has_more: bool = False,
) -> Packed:
    """Return a parcel for a partner. Raises Refused when none of its keys is believed."""
    own, theirs = identity.ours(), identity.newest_key(partner.id)
    if theirs is None:
        raise Refused("no_key", partner=partner)
    number = str(uuid7())
    content = {
        "format": FORMAT, "id": number, "from": str(own.id), "to": str(partner.id), "time": clock.now().isoformat(),
        "key": own.key, "keys": _vouched(own), "answers_to": answers_to, "has_more": has_more,
        "places": {name: [each.sequence, each.digest, each.rows] for name, each in (places or {}).items()},
        "envelopes": [{"text": text, "signature": signing.signed(own.secret, text)} for text in envelopes],
    }  # fmt: skip
    text = frozen_text(content)
    whole = f"{signing.signed(own.secret, text)}\n{text}".encode()
    body = signing.sealed_for(theirs.box_public, gzip.compress(whole, 6, mtime=0))
    return Packed(number, parcels.frame({"from": str(own.id), "to": str(partner.id)}, body))


def _vouched(own: identity.Own) -> list[dict[str, str]]:
    """Return our key in force, vouched for by each older one that is still believed."""
    public = own.secret.public
    older = InstallationKey.objects.filter(installation_id=own.id, id__in=identity.believed(own.id)).exclude(id=own.key)
    return [
        {
            "sign": public.sign, "box": public.box, "by": row.id,
            "signature": signing.signed(signing.secret_of(identity.unseal(row.secret)), f"key {public.id}"),
        }
        for row in older
    ]  # fmt: skip


def first(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return head and body of the one parcel in `data`. Raises Refused."""
    try:
        return next(parcels.parcels(io.BytesIO(data)))
    except parcels.Torn:
        raise Refused("torn") from None
    except (parcels.Foreign, StopIteration):
        raise Refused("foreign") from None


def opened(head: Mapping[str, Any], body: bytes) -> Parcel:
    """Open and prove a parcel. Raises Refused, and then nothing is known of what was in it."""
    own = identity.ours()
    partner = _partner(head.get("from"))
    if head.get("to") != str(own.id):
        raise Refused("not_for_us", partner=partner)
    text, signature = _unsealed(partner, body)
    content = _content(text, partner)
    believed = identity.believed(partner.id)
    keys = {name: row.sign_public for name, row in believed.items()}
    learnt = _newcomer(content, keys)
    if learnt is not None:
        keys[learnt.id] = learnt.sign
    key = content["key"]
    if key not in keys:
        raise Refused(identity.standing_of(partner.id, key), key, partner)
    if not signing.is_signed(keys[key], text, signature):
        raise Refused("forged", partner=partner)
    if (content["from"], content["to"]) != (str(partner.id), str(own.id)):
        raise Refused("not_for_us", partner=partner)
    envelopes = tuple(_proved(each, keys[key], key, partner, own.id) for each in content["envelopes"])
    return Parcel(
        content["id"], partner, content["answers_to"], _places(content["places"], partner), envelopes,
        bool(content["has_more"]), learnt,
    )  # fmt: skip


def _partner(named: Any) -> Installation:
    try:
        number = uuid.UUID(str(named))
    except ValueError:
        raise Refused("foreign") from None
    partner = Installation.objects.filter(id=number, is_own=False).exclude(paired_at=None).first()
    if partner is None:
        raise Refused("unknown", str(number))
    if partner.ended_at is not None:
        raise Refused("ended", partner=partner)
    return partner


def _unsealed(partner: Installation, body: bytes) -> tuple[str, str]:
    for secret in identity.secrets_to_open_with():
        found = signing.opened(secret, body)
        if found is not None:
            break
    else:
        raise Refused("sealed", partner=partner)
    try:
        unpacker = zlib.decompressobj(wbits=31)
        whole = unpacker.decompress(found, LONGEST_OPENED)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise Refused("too_large", partner=partner)
        signature, _, text = whole.decode().partition("\n")
    except (zlib.error, UnicodeDecodeError):
        raise Refused("foreign", partner=partner) from None
    return text, signature


_SHAPE: Mapping[str, type] = {
    "id": str, "from": str, "to": str, "key": str, "keys": list, "answers_to": str, "has_more": bool, "places": dict,
    "envelopes": list,
}  # fmt: skip


def _content(text: str, partner: Installation) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        raise Refused("foreign", partner=partner) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Refused("version", partner=partner)
    if not all(isinstance(content.get(name), kind) for name, kind in _SHAPE.items()):
        raise Refused("foreign", partner=partner)
    if len(content["envelopes"]) > parcels.MOST_ENVELOPES:
        raise Refused("too_large", partner=partner)
    found: dict[str, Any] = content
    return found


def _newcomer(content: Mapping[str, Any], keys: Mapping[str, str]) -> signing.Public | None:
    """Return the new key that a believed one vouches for, or None."""
    for each in content["keys"]:
        try:
            public = signing.Public(str(each["sign"]), str(each["box"]))
            by, signature, name = str(each["by"]), str(each["signature"]), public.id
        except (KeyError, TypeError, ValueError):
            continue
        if name not in keys and by in keys and signing.is_signed(keys[by], f"key {name}", signature):
            return public
    return None


def _proved(each: Any, public: str, key: str, partner: Installation, own: uuid.UUID) -> Signed:
    if not (isinstance(each, dict) and isinstance(each.get("text"), str) and isinstance(each.get("signature"), str)):
        raise Refused("foreign", partner=partner)
    if not signing.is_signed(public, each["text"], each["signature"]):
        raise Refused("forged", partner=partner)
    try:
        envelope = read(each["text"])
    except Malformed as problem:
        raise Refused("malformed", problem.why, partner) from None
    if (envelope.source, envelope.to) != (str(partner.id), str(own)):
        raise Refused("not_for_us", partner=partner)
    return Signed(envelope, key)


def _places(found: Mapping[str, Any], partner: Installation) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for subject, said in found.items():
        match said:
            case [int(sequence), str(digest), int(rows)] if sequence >= 0 and rows >= 0 and len(digest) == 64:
                places[subject] = Place(sequence, digest, rows)
            case _:
                raise Refused("foreign", partner=partner)
    return places
