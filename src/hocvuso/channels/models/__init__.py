"""The tables of this room, one file for each subject."""

from hocvuso.channels.models.notices import Contact, Letter, Notice
from hocvuso.channels.models.outside import ChannelDay, ChannelState, ChannelToken, Post
from hocvuso.channels.models.zalo import LinkCode, ZaloAccount, ZaloEvent, ZaloMessage

__all__ = [
    "ChannelDay",
    "ChannelState",
    "ChannelToken",
    "Contact",
    "Letter",
    "LinkCode",
    "Notice",
    "Post",
    "ZaloAccount",
    "ZaloEvent",
    "ZaloMessage",
]
