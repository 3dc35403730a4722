"""What a refusal means, and what to do next, in the words of the page about channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from hocvuso.channels.outside.contract import Why

_SAID: Mapping[Why, Callable[[], str]] = {
    Why.TOKEN: lambda: _("The token had expired. It is exchanged by itself."),
    Why.LOGIN: lambda: _("The channel no longer knows us: our token is worth nothing any more."),
    Why.QUOTA: lambda: _("The quota of messages is used up."),
    Why.RATE: lambda: _("We sent faster than the channel allows."),
    Why.WINDOW: lambda: _("This person wrote too long ago: the channel lets nothing through."),
    Why.GONE: lambda: _("This person takes no messages: he left, blocked us, or has no account there."),
    Why.BUSY: lambda: _("The channel is not working properly at the moment."),
    Why.DOWN: lambda: _("The channel does not answer."),
    Why.UNSURE: lambda: _("It was sent and no answer came. Perhaps it arrived; it is not sent twice."),
    Why.NEVER: lambda: _("The channel does not take this message as it is."),
    Why.RIGHT: lambda: _("Our account may not do that there: its plan or its permissions lack it."),
}
_NEXT: Mapping[Why, Callable[[], str]] = {
    Why.TOKEN: lambda: _("Nothing to do."),
    Why.LOGIN: lambda: _("Connect the channel anew. What waits goes out by itself afterwards."),
    Why.QUOTA: lambda: _("Nothing to do: it goes on after midnight. Every day so? Ask for a higher quota there."),
    Why.RATE: lambda: _("Nothing to do: it goes on in a minute."),
    Why.WINDOW: lambda: _("Nothing to do: the notice stands on the site."),
    Why.GONE: lambda: _("Nothing to do: the notice stands on the site."),
    Why.BUSY: lambda: _("Wait. We try again by ourselves, less and less often, and lose nothing."),
    Why.DOWN: lambda: _("Check whether this machine reaches the internet. We try again by ourselves and lose nothing."),
    Why.UNSURE: lambda: _("Look in the app whether it arrived."),
    Why.NEVER: lambda: _("Look at the post below: change it and send it anew, or post it by hand."),
    Why.RIGHT: lambda: _("Look at plan and permissions of the account there, or post by hand."),
}
NAMES: Mapping[str, Callable[[], str]] = {
    "zalo": lambda: _("Zalo Official Account"),
    "tiktok": lambda: "TikTok",
    "email": lambda: _("E-mail"),
    "website": lambda: _("Website"),
    "zalo-group": lambda: _("Zalo group"),
    "zalo-article": lambda: _("Article on Zalo"),
    "facebook": lambda: "Facebook",
}


def said(why: str) -> str:
    """Return what a refusal means, "" for none."""
    found = _SAID.get(Why(why)) if why else None
    return found() if found else ""


def next_step(why: str) -> str:
    """Return what to do about a refusal."""
    found = _NEXT.get(Why(why)) if why else None
    return found() if found else ""


def name_of(channel: str) -> str:
    """Return how a channel is called."""
    found = NAMES.get(channel)
    return found() if found else channel
