"""What is answered to each thing that somebody does on Zalo: a question, a reply in his lesson, a code, an order.

The same functions as behind the pages: `asides` answers questions, `tutor` runs the lesson of the day. An event that
is answered twice (a machine died in between) moves nothing twice: a reply belongs to the bubble that was on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.assistant import asides, tutor
from hocvuso.assistant.limits import FROM_A_PHONE
from hocvuso.assistant.tutor_words import worded_aside
from hocvuso.channels.models import ZaloAccount, ZaloEvent
from hocvuso.channels.zalo import people, wording
from hocvuso.channels.zalo.events import WORDS
from hocvuso.core.talking import BACK, CHOOSE, Reply
from hocvuso.core.vntext import search_key
from hocvuso.groups.help_desk import asking
from hocvuso.people import queries

Message = dict[str, Any]
LEARN, LINK, PART, PERSON, REST, STOP, AGAIN_ON, HELLO = (
    "hoc", "noi", "ngat", "nguoi", "nghi", "dung", "nhan", "chao",
)  # fmt: skip
# What people type for each, folded.
_ORDERS: Mapping[str, tuple[str, ...]] = {
    LEARN: ("hoc", "hoc bai", "hoc hom nay", "bai hom nay", "vao hoc", "toi muon hoc"),
    LINK: ("noi tai khoan", "lien ket", "lien ket tai khoan"),
    PART: ("ngat", "ngat ket noi", "huy lien ket", "bo lien ket", "huy noi"),
    PERSON: ("gap nguoi", "gap nguoi that", "gap nguoi giup", "can nguoi giup"),
    REST: ("nghi", "thoat", "nghi hoc", "dung hoc", "de sau"),
    STOP: ("dung nhan", "dung thong bao", "dung nhan tin", "huy nhan tin", "stop"),
    AGAIN_ON: ("nhan lai", "nhan thong bao", "nhan lai thong bao"),
    HELLO: ("chao", "xin chao", "hello", "hi", "alo", "menu", "bat dau"),
}
_TALKS_ON = timedelta(minutes=30)  # as long as an answer is what follows leans on


def answer(event: ZaloEvent, account: ZaloAccount, now: datetime) -> list[Message]:
    """Return what is sent for one event, in Vietnamese, the language of that channel."""
    with translation.override(settings.LANGUAGE_CODE):
        if event.name == "unfollow":
            return []
        if event.name == "follow":
            return [_welcome()]
        if event.name not in WORDS:
            return [_only_words()]
        if not FROM_A_PHONE.allows(account.id.hex):
            return [wording.message(_("That was a lot at once. Wait a minute, then write again."))]
        return [_reply_to(event, account, now)]


def _reply_to(event: ZaloEvent, account: ZaloAccount, now: datetime) -> Message:
    tap = wording.tapped(event.text)
    code = "" if tap else people.code_in(event.text)
    if code:
        return _linked(account, code)
    order = _order_in(tap, event.text, is_lesson=account.is_lesson)
    if order:
        return _DO[order](account, now)
    reply = Reply(text="" if tap else event.text, button=tap[1] if tap else "", bubble=tap[0] if tap else event.bubble)
    if account.is_lesson and reply.bubble:
        return _in_lesson(account, reply, now)
    return _asked(account, reply, now)


def _order_in(tap: tuple[str, str] | None, text: str, *, is_lesson: bool) -> str:
    """Return which order a button or typed words give, "" for none; "bắt đầu" in a lesson is a reply."""
    if tap is not None:
        return tap[1] if not tap[0] and tap[1] in _DO else ""
    key = search_key(text)
    found = next((order for order, words in _ORDERS.items() if key in words), "")
    return "" if is_lesson and found == HELLO else found


def _welcome(_account: ZaloAccount | None = None, _now: datetime | None = None) -> Message:
    text = _(
        "Hello. I am an AI assistant of Học Vụ Số, a machine and not a person.\n\n"
        "Write a question about your phone, or tap “Learn”: three minutes, in small steps.\n\n"
        "Never send an OTP code or a password here. Your answers are kept for 30 days; to keep them longer, join this "
        "Zalo with your account."
    )
    return wording.message(
        text, [(LEARN, _("Learn today's lesson")), (LINK, _("Join my account")), (PERSON, _("Ask a person"))]
    )


def _only_words() -> Message:
    link = settings.SITE_URL + reverse("assistant:check")
    return wording.message(
        _("I read only words here. A picture of a strange message? Look at it here: %(link)s") % {"link": link},
        [(LEARN, _("Learn today's lesson"))],
    )


def _learn(account: ZaloAccount, now: datetime) -> Message:
    return _shown(account, tutor.current(people.learner_of(account), now))


def _in_lesson(account: ZaloAccount, reply: Reply, now: datetime) -> Message:
    turn = tutor.take(people.learner_of(account), account.id, reply, now)
    return _shown(account, turn)


def _shown(account: ZaloAccount, turn: tutor.Turn) -> Message:
    """Return a turn as a message and keep what is on his screen now; the end of a lesson ends the dialogue."""
    is_lesson = turn.shown.kind != "done"
    ZaloAccount.objects.filter(id=account.id).update(is_lesson=is_lesson, bubble=turn.bubble if is_lesson else "")
    message = wording.of_bubble(turn.shown, turn.bubble)
    if not is_lesson:
        message["buttons"] = [[f"{wording.MARK} {LEARN}", _("Learn some more")]]
    return message


def _asked(account: ZaloAccount, reply: Reply, now: datetime) -> Message:
    """Answer a question, or show what the last answer offered."""
    if reply.button and not reply.button.startswith(CHOOSE):
        return _rested(account, now) if reply.button == BACK else _learn(account, now)
    learner = people.learner_of(account)
    if reply.button:
        target = reply.button.removeprefix(CHOOSE)
        aside = asides.choose(learner, target, asides.UNKNOWN, since=now - _TALKS_ON, now=now)
    else:
        aside = asides.ask(learner, reply.text, "", asides.UNKNOWN, since=now - _TALKS_ON, now=now)
    shown = worded_aside(aside)
    offered = [button for button in shown.buttons if button[0] != BACK]
    message = wording.of_bubble(shown, "-")
    message["buttons"] = [[f"{wording.MARK} - {name}", title[: wording.LONGEST_BUTTON]] for name, title in offered]
    more = [(LEARN, _("Learn today's lesson")), (PERSON, _("Ask a person"))]
    message["buttons"] += [[f"{wording.MARK} {name}", title] for name, title in more[: 4 - len(offered)]]
    return message


def _rested(account: ZaloAccount, now: datetime) -> Message:
    del now
    ZaloAccount.objects.filter(id=account.id).update(is_lesson=False, bubble="")
    return wording.message(
        _("Stopped here, everything is kept. Write “học” to go on, or ask me something."),
        [(LEARN, _("Go on learning"))],
    )


def _join(account: ZaloAccount, now: datetime) -> Message:
    del now
    page = settings.SITE_URL + reverse("channels:zalo")
    if account.person_id:
        return wording.message(
            _("This Zalo is joined with your account. To part them, write “ngắt”."), [(PART, _("Part them"))]
        )
    code = people.code_for_account(account)
    return wording.message(
        _(
            "Open %(page)s on your phone and type this code there: HVS %(code)s\n\nIt is good for 15 minutes, once. "
            "Tell it to nobody: whoever types it gets what you learn here."
        )
        % {"page": page, "code": f"{code[:3]} {code[3:]}"}
    )


def _linked(account: ZaloAccount, code: str) -> Message:
    try:
        person = people.link_by_person_s_code(account, code)
    except people.Wrong as wrong:
        return wording.message(_wrong_words(wrong.why))
    name = queries.names([person]).get(person)
    people.learner_of(ZaloAccount.objects.get(id=account.id))
    return wording.message(
        _("Joined. Hello %(name)s. What you learn here and on the site is one now. Notices come here too; “dừng nhận” "
          "stops them.") % {"name": name.given if name else ""},
        [(LEARN, _("Learn today's lesson"))],
    )  # fmt: skip


def _wrong_words(why: str) -> str:
    if why == "often":
        return _("Too many tries. Wait 15 minutes, then take a new code on the page “Me”.")
    if why == "taken":
        return _("This Zalo is joined with another account. Write “ngắt” first.")
    return _("This code is not good any more. Take a new one on the page “Me”; it is good for 15 minutes.")


def _part(account: ZaloAccount, now: datetime) -> Message:
    del now
    if account.person_id is None or not people.unlink(account.person_id):
        return wording.message(_("This Zalo is not joined with any account."), [(LINK, _("Join my account"))])
    return wording.message(
        _("Parted. What you learnt stays in your account. Here you go on without a name."),
        [(LEARN, _("Learn today's lesson")), (LINK, _("Join again"))],
    )


def _stop(account: ZaloAccount, now: datetime) -> Message:
    del now
    return _switched(account, given=False)


def _start(account: ZaloAccount, now: datetime) -> Message:
    del now
    return _switched(account, given=True)


def _switched(account: ZaloAccount, *, given: bool) -> Message:
    if account.person_id is None:
        return wording.message(_("No notices go to this Zalo. It is not joined with an account."))
    people.switch(account.person_id, given=given)
    if given:
        return wording.message(_("Notices come here again: at most 2 reminders a week, none in your work or sleep."))
    return wording.message(
        _("Stopped: no more notices come here. You still see them on the site."), [(AGAIN_ON, _("Let them come again"))]
    )


def _person(account: ZaloAccount, now: datetime) -> Message:
    """Ask for a person: the request stands in the same queue as one from the site."""
    learner = people.learner_of(account)
    try:
        asking.open_request(learner, _("Asked on Zalo for a person."), now=now)
    except asking.Refused:
        link = settings.SITE_URL + reverse("people:me")
        return wording.message(
            _("I do not know your union yet. Join your account first, or ask on the site: %(link)s") % {"link": link},
            [(LINK, _("Join my account"))],
        )
    return wording.message(
        _("Your request has gone to people of your union. Write on here: what you write goes to them too.")
    )


_DO: Mapping[str, Callable[[ZaloAccount, datetime], Message]] = {
    LEARN: _learn, LINK: _join, PART: _part, PERSON: _person, REST: _rested, STOP: _stop, AGAIN_ON: _start,
    HELLO: _welcome,
}  # fmt: skip
