"""Empties the outbox: each message becomes a notice on the site at once, and a letter for whoever wants e-mail or Zalo.

A letter goes when the person is neither at work nor asleep; what he agreed to is asked again at that moment. Before
each try the next one is already written down, so a machine that dies while sending waits its turn instead of sending
twice at once; a doubled letter carries the same Message-ID.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.channels import email, links, queries
from hocvuso.channels.contract import Channel, Outcome, Parcel, Sender, Unreachable
from hocvuso.channels.kinds import KINDS
from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.channels.outside import health
from hocvuso.channels.outside.contract import Refused, Why
from hocvuso.channels.zalo.api import ZALO
from hocvuso.channels.zalo.sending import ZaloWay
from hocvuso.core import quiet_hours, reminding
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.outbox import Message
from hocvuso.unions import access
from hocvuso.unions import queries as unions

log = structlog.get_logger(__name__)
MAIL = email.Mail()
EMAIL, BY_ZALO = "email", "zalo"
WAYS: dict[str, Channel] = {EMAIL: MAIL, BY_ZALO: ZaloWay()}
ONLY_BY_EMAIL = {"confirm_email"}
FIRST_PAUSE = timedelta(minutes=1)  # decided: greylisting ends after minutes; four times longer each, 6 hours at most
LONGEST_PAUSE = timedelta(hours=6)
KEPT_TRYING = timedelta(days=2)  # decided: later, the message has lost its sense
BATCH = 50
# Whoever asked for a person on Zalo, without a name, is told there that there is an answer.
ASKED_FOR = {"help_answered", "help_done"}
NOTICES_KEPT = timedelta(days=90)  # decided: a quarter, as returns go
UNKNOWN_KIND_PAUSE = timedelta(hours=1)  # a newer version may know it


def deliver_due() -> None:
    """Take up what waits and send what may go now; called every few seconds."""
    for message in outbox.due():
        try:
            accept(message)
        except Exception:  # one broken message must not hold up the rest
            log.exception("notice_failed", kind=message.kind, id=str(message.id))
            outbox.postpone(message.id, clock.now() + UNKNOWN_KIND_PAUSE)
    for way in _set_up():
        send_due(way)


def accept(message: Message) -> None:
    """Turn one message into a notice and perhaps a letter, once; a third reminder within a week waits."""
    kind = KINDS[message.kind]
    now = clock.now()
    person = people.canonical(message.recipient)
    free_at = _reminder_free_at(person) if kind.is_reminder else None
    if free_at is not None:
        outbox.postpone(message.id, free_at)
        return
    with transaction.atomic():
        if not outbox.take(message.id):
            return
        if people.account(person) is None or (kind.purpose == "learning" and not people.has_agreed(person, "remind")):
            return
        if kind.still is not None and not kind.still(person, message.facts):
            return
        row = {"person_id": person, "kind": message.kind, "facts": message.facts}
        came_at = now if kind.is_reminder else message.created_at  # reminders are counted from when they came
        Notice.objects.create(**row, at=came_at, is_reminder=kind.is_reminder)
        ways = queries.ways(person)
        open_ways = [way for way in _set_up() if _may_write(message.kind, way, ways)]
        Letter.objects.bulk_create(Letter(**row, way=way, created_at=now, next_at=now) for way in open_ways)


def _set_up() -> list[str]:
    """Return the ways that the operator has set up, whether or not they can be spoken to at this moment."""
    return [*([EMAIL] if MAIL.is_on() else []), *([BY_ZALO] if ZALO.is_on() else [])]


def _reminder_free_at(person: uuid.UUID) -> datetime | None:
    """Return when the next reminder may come, None for now."""
    since = clock.now() - reminding.WEEK
    rows = Notice.objects.filter(person_id=person, is_reminder=True, at__gt=since).order_by("-at")
    told = list(rows.values_list("at", flat=True)[: reminding.MOST])
    return told[-1] + reminding.WEEK if len(told) == reminding.MOST else None


def _may_write(kind: str, way: str, ways: queries.Ways) -> bool:
    """Tell whether this kind may go to this person that way at all; security asks for no consent to reminders.

    On Zalo a code or a new phone is told to nobody: whoever holds that phone would read it.
    """
    if way == BY_ZALO:
        if not ways.zalo or KINDS[kind].purpose == "security":
            return False
        return ways.gets_zalo or (not ways.is_named and kind in ASKED_FOR)
    has_address = bool(ways.email) and ways.is_confirmed and not ways.is_refused
    return has_address and (KINDS[kind].purpose == "security" or ways.gets_email)


def send_due(way: str) -> int:
    """Send the letters of a way whose time has come; return how many went."""
    channel = WAYS[way]
    due = Letter.objects.filter(way=way, outcome="waiting", next_at__lte=clock.now())
    waiting = list(due.order_by("next_at", "id")[:BATCH])
    ready = [letter for letter in waiting if _is_ready(letter)] if channel.is_on() else []
    if not ready:
        return 0
    sent = 0
    try:
        with channel.opened() as sender:
            for letter in ready:
                sent += _send(letter, sender) is Outcome.SENT
    except Unreachable as problem:
        log.warning("mail_unreachable", waiting=len(ready), problem=str(problem))
        health.refused(way, Refused(Why.DOWN, "", str(problem)))
        for letter in ready:
            _try_later(letter)
    return sent


def _is_ready(letter: Letter) -> bool:
    """Tell whether a letter may go now; otherwise write down why not, or when."""
    kind, now = KINDS[letter.kind], clock.now()
    ways = queries.ways(letter.person_id)
    if now - letter.created_at > KEPT_TRYING:
        return _ended(letter, "late")
    if letter.kind not in ONLY_BY_EMAIL and not _may_write(letter.kind, letter.way, ways):
        return _ended(letter, "stopped")
    if kind.purpose == "learning" and not people.has_agreed(letter.person_id, "remind"):
        return _ended(letter, "stopped")
    if kind.still is not None and not kind.still(letter.person_id, letter.facts):
        return _ended(letter, "late")
    if kind.purpose == "security" or kind.at_once:
        return True
    local = now.astimezone(clock.VIETNAM)
    wait = quiet_hours.minutes_until_open(ways.hours, local.hour * 60 + local.minute)
    if wait:
        Letter.objects.filter(id=letter.id).update(next_at=now.replace(second=0) + timedelta(minutes=wait))
    return wait == 0


def _ended(letter: Letter, outcome: str) -> bool:
    Letter.objects.filter(id=letter.id, outcome="waiting").update(outcome=outcome)
    return False


def _try_later(letter: Letter) -> None:
    pause = min(FIRST_PAUSE * 4 ** min(letter.attempts, 5), LONGEST_PAUSE)
    Letter.objects.filter(id=letter.id, outcome="waiting").update(
        attempts=letter.attempts + 1, next_at=clock.now() + pause
    )


def _send(letter: Letter, sender: Sender) -> Outcome:
    _try_later(letter)
    outcome = sender.send(_parcel(letter))
    if letter.way == EMAIL:
        _note(outcome)
    if outcome is not Outcome.LATER:
        sent_at = clock.now() if outcome is Outcome.SENT else None
        Letter.objects.filter(id=letter.id).update(outcome=outcome.value, sent_at=sent_at)
    if outcome is Outcome.REFUSED and letter.way == EMAIL:
        _stop_address(letter.person_id)
    if outcome is Outcome.FAILED:
        log.error("mail_refused", kind=letter.kind, id=str(letter.id))
    return outcome


def _note(outcome: Outcome) -> None:
    """Keep how the mail server took a letter, for the page about channels."""
    if outcome is Outcome.SENT:
        health.worked(EMAIL)
    else:
        whys = {Outcome.LATER: Why.BUSY, Outcome.REFUSED: Why.GONE, Outcome.FAILED: Why.NEVER}
        health.refused(EMAIL, Refused(whys[outcome]))


def _parcel(letter: Letter) -> Parcel:
    with translation.override(settings.LANGUAGE_CODE):
        words = queries.words_of(letter.kind, letter.facts)
    if words is None:
        raise LookupError(letter.kind)
    text = words.text
    if KINDS[letter.kind].purpose == "learning":
        with translation.override(settings.LANGUAGE_CODE):
            text += "\n\n" + _("Stop all reminders, one tap: %(link)s") % {"link": links.end_link(letter.person_id)}
    words = type(words)(words.title, text, settings.SITE_URL + words.link, words.button)
    stop = "" if KINDS[letter.kind].purpose == "security" else links.stop_link(letter.person_id)
    ways = queries.ways(letter.person_id)
    if letter.way == BY_ZALO:
        return Parcel(letter.id, ways.zalo, words, "", settings.ZALO_TEMPLATES.get(letter.kind, ""), ways.phone)
    return Parcel(letter.id, ways.email, words, stop)


@transaction.atomic
def _stop_address(person: uuid.UUID) -> None:
    """Send nothing more to an address that will never take it, and tell the unit's officials that there is one.

    They learn neither whose nor which: it is enough to ask around.
    """
    if not Contact.objects.filter(person_id=person, email_refused_at=None).update(email_refused_at=clock.now()):
        return
    day = clock.today()
    for belonging in unions.units_of([person], day):
        facts = {"unit": belonging.unit.code, "unit_name": belonging.unit.name}
        for official in access.signers_of(belonging.unit.id, day):
            if official != person:
                outbox.notify(official, "address_refused", facts, key=f"refused:{belonging.unit.id.hex}:{day}")


def forget_old() -> int:
    """Delete notices and letters past a quarter, and what was taken up from the outbox; return how many notices."""
    before = clock.now() - NOTICES_KEPT
    Letter.objects.filter(created_at__lt=before).delete()
    outbox.forget_taken(before)
    return Notice.objects.filter(at__lt=before).delete()[0]
