"""Web addresses in a message, judged by their form alone: nothing is ever opened or looked up.

Content writes invented addresses under the endings that are reserved for that (RFC 2606: example, invalid,
test); the reserved ending is taken off before the form is judged, so that `moc-bank.top.example` is read as
the `moc-bank.top` that it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocvuso.core.vntext import fold_in_place

_RESERVED = ("example", "invalid", "test")
# Endings that anybody gets for little money and that honest Vietnamese senders hardly use (own judgement).
ODD_ENDINGS = frozenset(
    [
        "top",
        "xyz",
        "cc",
        "vip",
        "club",
        "icu",
        "win",
        "bet",
        "click",
        "live",
        "site",
        "online",
        "shop",
        "fun",
        "casino",
        "info",
        "biz",
        "store",
        "buzz",
        "rest",
        "cyou",
        "sbs",
        "lol",
        "pw",
        "ws",
        "ink",
        "host",
        "work",
        "world",
        "space",
        "tech",
        "today",
        "asia",
        "link",
        "mobi",
        "tk",
        "ml",
        "ga",
        "cf",
        "gq",
        "pro",
        "life",
        "cfd",
        "bond",
        "monster",
    ]
)
_PLAIN_ENDINGS = frozenset(
    [
        "com",
        "net",
        "org",
        "vn",
        "gov",
        "edu",
        "io",
        "co",
        "me",
        "ly",
        "gl",
        "gd",
        "tv",
        "us",
        "uk",
        "de",
        "jp",
        "cn",
        "kr",
        "sg",
        "app",
        "dev",
        "page",
        "ai",
        "im",
        "id",
        "gg",
        "to",
        "in",
        "so",
    ]
)
_SHORTENERS = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "is.gd",
        "cutt.ly",
        "rebrand.ly",
        "s.id",
        "ow.ly",
        "by.com.vn",
        "rb.gy",
        "shorturl.at",
        "tiny.cc",
    ]
)
_CHATS = frozenset(["t.me", "zalo.me", "m.me", "wa.me", "telegram.me"])
# Names that thieves put into an address so that it looks like an office or a bank.
_BORROWED = re.compile(
    r"bank|nganhang|vneid|dichvucong|dvc|congan|csgt|canhsat|thue|bhxh|vssid|baohiem|haiquan|dienluc|evn|congdoan"
    r"|chinhphu|toaan|buudien|vnpost|gov|cccd|cancuoc|phatnguoi|thuebao|etax|police"
)
_BAIT = re.compile(
    r"nhan|qua|thuong|hoan|tien|tang|trung|free|xac|verify|login|secure|capnhat|update|huy|khoa|vay|bet|cuoc|nohu"
    r"|casino|88|99|68|77|79|kiem|gift|bonus|support|help|moi|vote|binhchon|mo-?khoa|card|otp"
)
_ENDING = "|".join(sorted(ODD_ENDINGS | _PLAIN_ENDINGS | set(_RESERVED), key=len, reverse=True))
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"']+"
    rf"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_ENDING})(?![\w-])(?!\.[a-z0-9])(?::\d+)?(?:/[^\s<>\"']*)?"
)
_PROGRAM = re.compile(r"(?<![\w.-])[\w-]{2,40}\.(?:apk|xapk|apks|exe|scr|bat|msi)\b")
_NUMERIC = re.compile(r"\d{1,3}(?:\.[\dx]{1,3}){3}")
_MANY_LABELS = 3  # assumed: name, ending, and one more that tries to look like somebody's


@dataclass(frozen=True, slots=True)
class Link:
    """An address or a program in a text: where it stands and the names of its forms (see `FORMS`)."""

    start: int
    end: int
    host: str
    forms: tuple[str, ...]

    @property
    def is_odd(self) -> bool:
        """Whether the form alone is a reason to be careful."""
        return bool(_CAREFUL.intersection(self.forms))


# What a form may be; those of `_CAREFUL` are a reason to be careful.
FORMS = ("link", "odd", "state", "home", "short", "chat", "numeric", "foreign", "hyphen", "digit", "borrowed", "bait",
         "deep", "program", "hidden", "open")  # fmt: skip
_CAREFUL = frozenset({"odd", "short", "numeric", "foreign", "borrowed", "program", "hidden"})


def links_in(text: str) -> list[Link]:
    """Return the addresses and programs in a text, in order."""
    low = fold_in_place(text)
    found = [_address(match) for match in _ADDRESS.finditer(low)]
    taken = [(link.start, link.end) for link in found]
    found += [
        Link(*match.span(), "", ("link", "program"))
        for match in _PROGRAM.finditer(low)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    return sorted(found, key=lambda link: link.start)


def _address(match: re.Match[str]) -> Link:
    shown = match[0].rstrip(".,;:!?)")
    end = match.start() + len(shown)
    scheme, _, rest = shown.rpartition("://")
    whole, _, path = rest.partition("/")
    before, _, host = whole.rpartition("@")
    labels = [label for label in host.partition(":")[0].split(".") if label]
    if labels and labels[-1] in _RESERVED and len(labels) > 1:
        labels = labels[:-1]
    return Link(match.start(), end, ".".join(labels), _forms(labels, path, scheme, bool(before)))


def _forms(labels: list[str], path: str, scheme: str, has_user: bool) -> tuple[str, ...]:
    if labels and labels[0] == "www":
        labels = labels[1:]
    host, ending = ".".join(labels), labels[-1] if labels else ""
    is_home = ending == "vn"
    is_state = host.endswith(".gov.vn")
    is_odd = ending in ODD_ENDINGS
    name = ".".join(labels[:-1])
    has_hyphen = "-" in host
    checks = {
        "link": True,
        "odd": is_odd,
        "state": is_state,
        "home": is_home and not is_state,
        "short": host in _SHORTENERS,
        "chat": host in _CHATS,
        "numeric": _NUMERIC.fullmatch(host) is not None,
        "foreign": "xn--" in host,
        "hyphen": has_hyphen,
        "digit": any(letter.isdigit() for letter in name),
        "borrowed": not is_state and (has_hyphen or not is_home) and _BORROWED.search(name) is not None,
        "bait": _BAIT.search(f"{name}/{path}") is not None,
        "deep": len(labels) > _MANY_LABELS or (len(labels) == _MANY_LABELS and not is_home),
        "program": re.search(r"\.(?:apk|xapk|exe)\b", path) is not None,
        "hidden": has_user,
        "open": scheme == "http",
    }
    return tuple(form for form, holds in checks.items() if holds)
