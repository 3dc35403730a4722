"""The tables of this room, one file for each subject."""

from hocvuso.channels.models.notices import Contact, Letter, Notice
from hocvuso.channels.models.outside import ChannelDay, ChannelPost, ChannelState, ChannelToken
from hocvuso.channels.models.zalo import LinkCode, ZaloAccount, ZaloEvent, ZaloMessage

__all__ = [
    "ChannelDay",
    "ChannelPost",
    "ChannelState",
    "ChannelToken",
    "Contact",
    "Letter",
    "LinkCode",
    "Notice",
    "ZaloAccount",
    "ZaloEvent",
    "ZaloMessage",
]
