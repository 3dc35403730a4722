"""Words for channels, states and what is wrong with a post."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.campaigns import kits
from hocvuso.core import campaign as rules
from hocvuso.core.posting import Warned


def channels() -> dict[str, str]:
    """Return the name of each channel, Zalo groups first."""
    return {
        "zalo-group": _("Zalo group"),
        "website": _("News on this site"),
        "zalo-article": _("Zalo OA article"),
        "tiktok": _("TikTok"),
        "email": _("E-mail"),
        "facebook": _("Facebook page"),
    }


def places(state: str) -> tuple[str, str]:
    """Return word and look of how far a post is in one place."""
    return {
        rules.NOT_YET: (_("not approved yet"), "todo"),
        rules.COMING: (_("planned"), "todo"),
        rules.DUE: (_("due now"), "look"),
        rules.SENT: (_("out"), "ok"),
        rules.MARKED: (_("out"), "ok"),
        rules.REFUSED: (_("refused"), "bad"),
        rules.STOPPED: (_("not sent"), ""),
    }[state]


def posts(state: str) -> tuple[str, str]:
    """Return word and look of the state of a post."""
    return {
        rules.DRAFT: (_("draft"), "todo"),
        rules.WAITING: (_("waits for approval"), "look"),
        rules.APPROVED: (_("approved"), "ok"),
        rules.ENDED: (_("put away"), ""),
    }[state]


def standings(state: str) -> tuple[str, str]:
    """Return word and look of how a unit stands to what it was asked for."""
    return {
        rules.OPEN: (_("not posted yet"), "todo"),
        rules.LATE: (_("late"), "bad"),
        rules.DONE: (_("done"), "ok"),
        rules.DONE_LATE: (_("done, after the day"), "look"),
    }[state]


def audiences() -> dict[str, str]:
    """Return whom a campaign may be for."""
    return {
        "worker": _("Workers"),
        "official": _("Union officials"),
        "public_staff": _("Public staff"),
        "family": _("Families"),
    }


def shifts() -> dict[str, str]:
    """Return whose quiet hours may be kept."""
    return {
        "": _("Mixed shifts: 18:00 to 20:30"),
        "morning": _("Morning shift"),
        "afternoon": _("Afternoon shift"),
        "night": _("Night shift"),
        "office": _("Office hours"),
    }


def refused(what: str) -> str:
    """Return the sentence for something that cannot be taken."""
    return {
        "empty": _("Write the title, the short text and what the post opens."),
        "long": _("A text is too long. The counters below the fields say how long each may be."),
        "secret": _("There is a number in it that belongs to somebody, or a code. Take it out first."),
        "address": _("Take the address out of the text. The link of the post is added by itself."),
        "places": _("Choose at least one place: a Zalo group or a channel."),
        "period": _("The last day comes after the first one, and a plan is a year long at most."),
        "alt": _("Say in one sentence what the picture shows, for people who do not see it."),
        "picture": _("This file is not a picture that can be read. Choose a JPEG, PNG or WebP of up to 5 MB."),
        "other": _("Somebody else who signs for this unit must approve. They have been told."),
        "note": _("Nobody else signs for this unit, so you approve alone. Write that you have read it again."),
        "stops": _("A channel would refuse this post. Mend what the previews say, then ask again."),
        "past": _("The last day is over already. Choose today or a later day."),
        "draft": _("Only an approved post can be given to units below. Have it approved first."),
    }[what]


def warned(each: Warned) -> str:
    """Return the sentence for what does not fit on a channel."""
    return {
        "title_missing": _("This channel needs a title."),
        "title_long": _("The title has %(count)s letters, %(most)s at most."),
        "text_missing": _("There is no text yet."),
        "text_long": _("The text has %(count)s letters, %(most)s at most. Take out %(over)s."),
        "picture_missing": _("This channel needs a picture."),
        "picture_big": _("The picture has %(megabytes)s MB, %(most)s at most."),
        "picture_kind": _("This kind of picture is not taken here."),
        "picture_alt": _("Say what the picture shows."),
        "video_missing": _("This channel needs an upright video: start from a kit and let its video go along."),
        "video_big": _("The video has %(megabytes)s MB, %(most)s at most."),
        "video_kind": _("This kind of video is not taken here."),
        "video_length": _("The video lasts %(seconds)s seconds; %(least)s to %(most)s are taken."),
        "video_lies": _("The video lies on its side; this channel shows upright ones."),
        "link_bad": _("The link is no web address."),
        "link_left_out": _("This channel shows no link; say in the text where to find it."),
        "html": _("Formatting was taken out; only words are sent."),
        "foreign_link": _("The text leads elsewhere: %(links)s. Readers cannot tell that from a scam. Take it out."),
    }[each.name] % each.facts


def kit_title(kit: str) -> str:
    """Return the title of a kit, "" when it is gone."""
    found = kits.by_id(kit)
    return found.title if found else ""
