"""The shapes of envelopes and their rows, kind by kind: what is entered is checked by them, and their JSON Schema is
what `docs/api/exchange/envelope.schema.json` says (`hocvuso exchange schema`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from hocvuso.core.exchange import envelope as envelopes

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Month = Annotated[str, Field(pattern=r"^2\d{3}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, Field(max_length=32)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore")  # a later version may say more


class Adjustment(_Shape):
    """A late correction of one line of a return."""

    id: uuid.UUID
    line: str = Field(max_length=60)
    before: int | None
    after: int = Field(ge=0)
    reason: str = Field(max_length=400)
    at: datetime
    name: str = Field(max_length=120)


class ReturnRow(_Shape):
    """A monthly return as it was frozen, and where it stands there."""

    month: Month
    version: int = Field(ge=1, le=32_000)
    state: Literal["draft", "sent", "accepted", "sent_back", "closed"]
    text: str = Field(description="the frozen text, canonical JSON")
    checksum: Hash
    adjustments: list[Adjustment] = []


class HereRow(_Shape):
    """Somebody who belongs to the unit, as things are now."""

    person: uuid.UUID
    name: str = Field(min_length=1, max_length=120)
    address: str = Field("", max_length=12)
    audience: Literal["", "worker", "official", "public_staff", "family"]
    is_member: bool
    since: date


class LeftRow(_Shape):
    """Somebody who no longer belongs to the unit; `left` is his last day."""

    person: uuid.UUID
    left: date


class ChangedUnit(_Shape):
    """One unit that a change of the tree turned."""

    code: Code
    name: str = Field(max_length=200)
    kind: str = Field(max_length=24)
    parent: str = Field("", max_length=32)
    is_new: bool = False
    ended: bool = False
    heir: str = Field("", max_length=32)


class MovedPeople(_Shape):
    """Who went from one unit to another by a change; without persons: whoever is named for no other."""

    of: Code = Field(alias="from")
    to: Code
    persons: list[uuid.UUID] | None


class Share(_Shape):
    """In which share a unit goes on in another one by a change; "": in none."""

    of: Code = Field(alias="from")
    to: Code
    part: int = Field(ge=1)
    whole: int = Field(ge=1)


class UnitRow(_Shape):
    """A change of the tree with its paper; the same `key` is the same change everywhere."""

    key: str = Field(min_length=1, max_length=64)
    kind: str = Field(max_length=16)
    on: date
    decision: str = Field("", max_length=80)
    signer: str = Field("", max_length=120)
    reason: str = Field("", max_length=200)
    is_undone: bool = False
    units: list[ChangedUnit] = Field(min_length=1)
    moves: list[MovedPeople] = []
    shares: list[Share] = []


class FactRow(_Shape):
    """A result or a certificate of somebody who agreed; taken back when he agrees no more."""

    model_config = ConfigDict(extra="allow")
    person: uuid.UUID
    key: str = Field(min_length=1, max_length=80)
    is_taken_back: bool = False


class ReturnReceipt(_Shape):
    """What the union above says of a return."""

    of: Literal["return"]
    month: Month
    version: int
    state: Literal["sent", "accepted", "sent_back", "closed", "received"]
    reason: str = ""
    receipt: str = Field(max_length=60)
    name: str = ""
    at: datetime


class ErasureReceipt(_Shape):
    """Somebody was erased as asked."""

    of: Literal["erasure"]
    person: uuid.UUID
    state: Literal["done"]


class BackReceipt(_Shape):
    """An envelope was not entered, by a person's decision."""

    of: Literal["back"]
    envelope: uuid.UUID
    kind: str
    reason: str
    rows: int = 0


class ErasureRow(_Shape):
    """A request to forget somebody."""

    person: uuid.UUID


Receipt = Annotated[ReturnReceipt | ErasureReceipt | BackReceipt, Field(discriminator="of")]
ROWS: Mapping[str, Any] = {
    envelopes.RETURN: ReturnRow,
    envelopes.ROSTER: HereRow | LeftRow,
    envelopes.UNIT: UnitRow,
    envelopes.RESULT: FactRow,
    envelopes.CERTIFICATE: FactRow,
    envelopes.RECEIPT: Receipt,
    envelopes.ERASURE: ErasureRow,
}
_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {
    kind: TypeAdapter(list[shape])  # type: ignore[valid-type]  # a shape out of the table
    for kind, shape in ROWS.items()
}


class EnvelopeShape(BaseModel):
    """One envelope. Its canonical text (sorted keys, no blanks, NFC) is what is signed and hashed."""

    model_config = ConfigDict(extra="forbid")
    format: Literal["hocvuso-exchange/1"]
    specversion: Literal["1.0"]
    id: uuid.UUID
    source: uuid.UUID = Field(description="the installation that says it")
    to: uuid.UUID = Field(description="the installation that it is for")
    type: Literal["return", "roster", "unit", "result", "certificate", "receipt", "erasure"]
    subject: str = Field(min_length=1, max_length=32, description="code of the unit")
    time: datetime = Field(description="by the maker's clock; orders nothing")
    sequence: int = Field(ge=1, description="1, 2, 3… in the stream of source, to and subject")
    previous: Hash = Field(description="SHA-256 of the envelope before it; 64 zeros for the first")
    rows: list[Any] = Field(max_length=envelopes.MOST_ROWS)
    rows_digest: Hash = Field(description='SHA-256 of {"rows":[…]} in canonical form')
    rows_here: int = Field(ge=0)
    rows_in_all: int = Field(ge=0, description="of the stream, this envelope included")


def problem(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what is wrong with rows of a kind, "" when nothing is."""
    try:
        _ADAPTERS[kind].validate_python(list(rows))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"[:160]
    return ""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an envelope, with the rows of each kind."""
    found = EnvelopeShape.model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    definitions: dict[str, Any] = {}
    cases = []
    for kind, adapter in _ADAPTERS.items():
        rows = adapter.json_schema()
        definitions |= rows.pop("$defs", {})
        when = {"properties": {"type": {"const": kind}}}
        cases.append({"if": when, "then": {"properties": {"rows": rows}}})
    return {**found, "allOf": cases, "$defs": {**found.get("$defs", {}), **definitions}}
