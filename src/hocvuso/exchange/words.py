"""What happened on the way, and what to do next, in the words of the pages and the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

Words = Mapping[str, Callable[[], str]]

_SAID: Words = {
    "down": lambda: _("The other side does not answer."),
    "unsure": lambda: _("It was sent and no answer came. Perhaps it arrived; sent again it counts once."),
    "busy": lambda: _("The other side is not working properly at the moment."),
    "nonsense": lambda: _("Something answers at that address that is no Học Vụ Số."),
    "no_address": lambda: _("No address is known: this way goes by file only."),
    "no_key": lambda: _("No key of the other side is believed any more."),
    "torn": lambda: _("The file ends in the middle: it was not copied completely."),
    "foreign": lambda: _("This is no file of the exchange, or it is damaged."),
    "too_large": lambda: _("The parcel is larger than any of ours."),
    "version": lambda: _("The other side speaks a newer version of the exchange."),
    "unknown": lambda: _("The sender is not paired with this installation."),
    "ended": lambda: _("The pairing with the sender was ended here."),
    "not_for_us": lambda: _("This was made for another installation."),
    "sealed": lambda: _("This was sealed for a key that is not ours, or was changed on the way."),
    "forged": lambda: _("The signature does not fit: the content was changed, or somebody else made it."),
    "malformed": lambda: _("The content does not follow the format of the exchange."),
    "key_unknown": lambda: _("It was signed with a key that we do not know."),
    "key_expired": lambda: _("It was signed with an old key whose time is over."),
    "key_revoked": lambda: _("It was signed with a key that was revoked."),
    "full": lambda: _("There was no room left on the disk. Nothing of this parcel was kept, nothing was lost."),
    "stick": lambda: _("The file could not be read or written."),
    "code_slip": lambda: _("One of the sixteen digits is wrong or missing."),
    "code_wrong": lambda: _("This code is not right, was used already, or its time is over."),
    "ourselves": lambda: _("This is the code of this very installation."),
    "rate": lambda: _("The other side asks us to slow down."),
}
_NEXT: Words = {
    "down": lambda: _(
        "Look whether the address is right and both machines are on the internet. It is tried again by "
        "itself and nothing is lost. Urgent? Take it there on a stick."
    ),
    "unsure": lambda: _("Nothing to do: it is tried again by itself."),
    "busy": lambda: _(
        "Nothing to do: it is tried again by itself, less and less often, and nothing is lost. "
        "Call there when it lasts a day."
    ),
    "nonsense": lambda: _("Check the address with the people on the other side."),
    "no_address": lambda: _("Make a file and take it there."),
    "no_key": lambda: _("Pair both installations anew with a new code."),
    "torn": lambda: _("Copy the file again and read it in once more; what was read stays and counts once."),
    "foreign": lambda: _("Ask for the file again, made with “Make a file”."),
    "too_large": lambda: _("Ask the other side to make the file anew."),
    "version": lambda: _("Bring this installation up to date."),
    "unknown": lambda: _("Pair both installations with a code first."),
    "ended": lambda: _("Pair anew when it should go on."),
    "not_for_us": lambda: _("Ask for the file that is made for you."),
    "sealed": lambda: _("Ask the other side to send it again. The same again? Pair anew."),
    "forged": lambda: _("Enter nothing of it. Ask the other side to send it again, and tell the operator."),
    "malformed": lambda: _("Ask the operators on both sides which versions are running."),
    "key_unknown": lambda: _("Pair anew: read a new code aloud to each other."),
    "key_expired": lambda: _("Ask the other side to make the file anew."),
    "key_revoked": lambda: _("Pair anew: read a new code aloud to each other."),
    "full": lambda: _("Make room on the disk, then send or read it again."),
    "stick": lambda: _("Put the stick in again, or take another one."),
    "code_slip": lambda: _("Compare the digits group by group and type them again."),
    "code_wrong": lambda: _("Let a new code be made and read aloud to you."),
    "ourselves": lambda: _("Type the code that the other side made."),
    "rate": lambda: _("Nothing to do: it is tried again by itself."),
}
_HELD: Words = {
    "unit_unknown": lambda: _("This unit is not in the tree here."),
    "unit_not_theirs": lambda: _("This unit does not stand under the one that this installation speaks for."),
    "unit_two": lambda: _("Two installations say that they are this unit."),
    "unit_merged": lambda: _("Here this unit went into another one; there it has not yet."),
    "change": lambda: _("There the tree was changed; here it was not."),
    "change_refused": lambda: _("The change could not be carried out here as it was there."),
    "return_checksum": lambda: _("The return does not fit its own checksum."),
    "return_text": lambda: _("The return cannot be read."),
    "return_two": lambda: _("For this month another return of this unit is here with the same number."),
    "shape": lambda: _("The rows are not as this version expects them."),
    "failed": lambda: _("This could not be entered here. The operator's log says why."),
}
_CHOICES: Words = {
    "o-day": lambda: _("It is this unit: enter it here"),
    "vao-moi": lambda: _("Enter it into the unit that took it over"),
    "tu-nay": lambda: _("From now on this installation speaks for it"),
    "gui-lai": lambda: _("Do not enter it; tell the other side why"),
    "lam-theo": lambda: _("Do the same here"),
    "da-lam": lambda: _("Already done here in another way"),
    "khong": lambda: _("Leave the tree as it is here"),
    "thu-lai": lambda: _("Try again"),
}
_CHANGES: Words = {
    "found": lambda: _("New units"),
    "rename": lambda: _("A new name"),
    "move": lambda: _("Moved under another unit"),
    "merge": lambda: _("Merged"),
    "split": lambda: _("Divided"),
    "dissolve": lambda: _("Dissolved"),
    "handover": lambda: _("People handed over"),
}
KINDS: Words = {
    "return": lambda: _("Monthly return"),
    "roster": lambda: _("List of people"),
    "unit": lambda: _("Change of the tree"),
    "result": lambda: _("Results"),
    "certificate": lambda: _("Certificates"),
    "receipt": lambda: _("Receipt"),
    "erasure": lambda: _("Request to erase"),
}
THEY = "they_"


def said(why: str) -> str:
    """Return what a refusal means, "" for none; what the other side said of us is named as its word."""
    if why.startswith(THEY):
        inner = next((text for name, text in _SAID.items() if f"{THEY}{name}"[:16] == why), None)
        return _("The other side says: %(what)s") % {"what": inner()} if inner else _("The other side refused.")
    return _SAID[why]() if why in _SAID else (why and _("Something unexpected went wrong."))


def next_step(why: str) -> str:
    """Return what to do next after a refusal."""
    if why.startswith(THEY):
        inner = next((name for name in _NEXT if f"{THEY}{name}"[:16] == why), "")
        return _THEIR_NEXT[inner]() if inner in _THEIR_NEXT else _("Call the people on the other side.")
    return _NEXT[why]() if why in _NEXT else ""


_THEIR_NEXT: Words = {
    "full": lambda: _("Nothing to do here: it is tried again by itself once there is room there."),
    "unknown": lambda: _("Pair both installations with a code first."),
    "ended": lambda: _("Ask the other side why; pair anew when it should go on."),
    "key_revoked": lambda: _("Pair anew: read a new code aloud to each other."),
    "key_unknown": lambda: _("Pair anew: read a new code aloud to each other."),
    "code_wrong": lambda: _("Let a new code be made and read aloud to you."),
    "rate": lambda: _("Nothing to do: it is tried again by itself."),
}


def held(why: str) -> str:
    """Return why something is held."""
    return _HELD[why]() if why in _HELD else _("Something unexpected went wrong.")


def choice(name: str) -> str:
    """Return what a button says."""
    return _CHOICES[name]()


def kind(name: str) -> str:
    """Return what a kind of envelope is called."""
    return KINDS[name]()


def change(kind: str) -> str:
    """Return what a change of the tree is called."""
    return _CHANGES[kind]() if kind in _CHANGES else KINDS["unit"]()
