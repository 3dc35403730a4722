"""The other side, played: an installation with keys, streams and a past, that can also do everything wrong."""

from __future__ import annotations

import gzip
import io
import json
import uuid
from dataclasses import replace

from hocvuso.core.exchange import codes, parcels
from hocvuso.core.exchange.envelope import Envelope
from hocvuso.core.exchange.streams import Place, after
from hocvuso.core.returns import frozen_text
from hocvuso.exchange import identity, pairing, parcelling, signing
from hocvuso.exchange.models import Installation
from hocvuso.plumbing.ids import uuid7

AT = "2026-11-29T08:00:00+07:00"


class Partner:
    """An installation that was paired with this one."""

    def __init__(self, name="Công đoàn phường Bến Nứa (thử)"):
        self.id, self.name, self.secret = uuid7(), name, signing.new_secret()
        self.places: dict[str, Place] = {}  # how far we told, by subject
        self.have: dict[str, Place] = {}  # how far we have the site's streams
        self.keys: list[dict[str, str]] = []

    # --- pairing

    def introduction(self, code, seen=""):
        public = self.secret.public
        said = frozen_text({"format": pairing.FORMAT, "id": str(self.id), "name": self.name, "address": "",
                            "sign": public.sign, "box": public.box})  # fmt: skip
        stretched = signing.stretched(codes.typed(code) or "0")
        return frozen_text({"said": said, "proof": signing.proof(stretched, seen + said)})

    def paired_below(self, unit):
        """Pair as an installation below, as the API does it."""
        pairing.answer(self.introduction(pairing.invite(unit, by=None).code).encode())
        return self

    def paired_above(self, unit):
        """Pair as the installation above: the site typed our code."""
        code = codes.made(signing.draw_digit)
        stretched = signing.stretched(codes.typed(code))
        mine = pairing.introduction(stretched)
        pairing.finish(stretched, mine, self.introduction(code, mine).encode(), unit, by=None, address="")
        return self

    @property
    def row(self):
        return Installation.objects.get(id=self.id)

    # --- saying something

    def say(self, subject, kind, *rows, number=None):
        """Make the next envelope of a stream."""
        place = self.places.get(subject, Place())
        made = Envelope(str(number or uuid7()), kind, str(self.id), str(identity.ours().id), subject, AT,
                        place.sequence + 1, place.digest, tuple(rows), place.rows + len(rows))  # fmt: skip
        self.places[subject] = after(made)
        return made

    def parcel(self, *envelopes, answers_to="", secret=None, change=None, places=None):
        """Pack envelopes as a site does; `change` edits the content before it is signed."""
        secret = secret or self.secret
        have = self.have if places is None else places
        content = {
            "format": parcelling.FORMAT, "id": str(uuid7()), "from": str(self.id), "to": str(identity.ours().id),
            "time": AT, "key": secret.public.id, "keys": self.keys, "answers_to": answers_to, "has_more": False,
            "places": {name: [each.sequence, each.digest, each.rows] for name, each in have.items()},
            "envelopes": [{"text": each.text, "signature": signing.signed(secret, each.text)} for each in envelopes],
        }  # fmt: skip
        if change is not None:
            change(content)
        text = frozen_text(content)
        whole = f"{signing.signed(secret, text)}\n{text}".encode()
        body = signing.sealed_for(identity.ours().secret.public.box, gzip.compress(whole, mtime=0))
        return parcels.frame({"from": str(self.id), "to": str(identity.ours().id)}, body)

    def turned_over(self):
        """Take a new key, vouched for by the one before; return the old one."""
        old, self.secret = self.secret, signing.new_secret()
        public = self.secret.public
        self.keys = [{"sign": public.sign, "box": public.box, "by": old.public.id,
                      "signature": signing.signed(old, f"key {public.id}")}]  # fmt: skip
        return old

    # --- listening

    def opened(self, data):
        """Return the content of one parcel of the site."""
        head, body = next(parcels.parcels(io.BytesIO(data)))
        assert head["to"] == str(self.id)
        signature, _, text = gzip.decompress(signing.opened(self.secret, body)).decode().partition("\n")
        own = identity.ours().secret.public.sign
        assert signing.is_signed(own, text, signature)
        content = json.loads(text)
        for each in content["envelopes"]:
            assert signing.is_signed(own, each["text"], each["signature"])
        return content

    def hear(self, data):
        """Take the site's envelopes in and return their rows by kind."""
        from hocvuso.core.exchange.envelope import read
        from hocvuso.core.exchange.streams import take

        content, rows = self.opened(data), {}
        by_subject: dict[str, list[Envelope]] = {}
        for each in content["envelopes"]:
            envelope = read(each["text"])
            by_subject.setdefault(envelope.subject, []).append(envelope)
        for subject, envelopes in by_subject.items():
            place, taken, _left = take(self.have.get(subject, Place()), envelopes)
            self.have[subject] = place
            for each in taken:
                rows.setdefault(each.kind, []).extend(each.rows)
        return rows


def worker(name, person=None, **changed):
    """A row of a list of people."""
    return {"person": str(person or uuid7()), "name": name, "address": "chị", "audience": "worker", "is_member": True,
            "since": "2025-07-01", **changed}  # fmt: skip


def spoilt(envelope, **changed):
    """The same envelope with other content."""
    return replace(envelope, **changed)


def uid(row):
    """The person of a row."""
    return uuid.UUID(row["person"])
