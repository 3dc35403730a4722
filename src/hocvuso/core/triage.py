"""What kind of message is this: a question to search for, or something that comes before searching?

Rules over the folded words of the question, chat words already spelled out ("ck" reads "chuyển khoản").
Written and checked on the wordings of the curriculum: all of the urgent card's on one side, all others on
the other; the search itself may still find the urgent card where no rule speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocvuso.core import distress
from hocvuso.core import triage_rules as rules
from hocvuso.core.messages.reading import read as read_message
from hocvuso.core.messages.signs import signs_in
from hocvuso.core.question import Question
from hocvuso.core.reading import MAX_CHARACTERS

KINDS = (*distress.KINDS, "urgent", "human", "greeting", "refuse", "check_message", "own", "question")

_LINK = re.compile(
    r"https?://|www\.|\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.(?:com|net|org|vn|info|xyz|top|cc|vip|club|site"
    r"|online|shop|example|invalid|link|me|ly|app)\b(?:/\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)\d(?:[ .\-]?\d){7,9}(?!\d)|\[SỐ ĐIỆN THOẠI ĐÃ CHE\]|(?<!\d)1[89]00\d{4}")
# How messages speak to many: words that a person asking does not use.
_MESSAGE_VOICE = re.compile(
    r"\b(?:quy khach|kinh gui|tran trong|vui long|truy cap|thong bao|chuc mung|trung thuong|click|lien he ngay"
    r"|de nhan|het han|bi khoa|dang nhap tai|xac nhan tai|chi tiet tai|soan tin|tuyen dung|tai khoan cua ban"
    r"|don hang cua ban|so du|han cuoi|inbox|zalo)\b"
)
# A question rarely has more words (measured: wordings have 6 to 15 syllables); a pasted message has.
_LONG_MESSAGE = 16
# A message without a link: measured on written messages and on the questions of `content/evaluation`.
_SIGNED_MESSAGE, _LEAST_SIGNS = 12, 2
_ASKING = re.compile(
    r"\b(?:lam sao|sao (?:biet|de|lai|vay|ta)|the nao|co phai|la gi|co nen|phai khong|duoc khong|dung khong|hay khong"
    r"|phai lam|tai sao|vi sao|o dau|cach (?:nao|gi)?|giup (?:em|toi|minh) (?:voi|xem)|that khong|tin duoc|lua dao"
    r"|muon hoi|cho hoi|hoi xiu|khong biet|co bi|gi (?:vay|a|day|khong)|thi sao|nen (?:lam|tra|bam)|xu ly sao|lam gi"
    # whoever tells what happened to him
    r"|bi lua|lo|no (?:noi|gui|bao|bat|keu)|goi (?:doa|bao|noi)|goi dien|keu|ai do|tui|nguoi ta|nhan (?:duoc )?tin"
    r"|dong y khong)\b"
)
# A question that leans on the screen is short (assumed).
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Triage:
    """The kind, and the rule that spoke ("" for a plain question)."""

    kind: str
    reason: str = ""


_PATTERNS = {
    name: tuple(re.compile(pattern) for pattern in patterns)
    for name, patterns in (
        ("urgent", rules.URGENT),
        ("not_urgent", rules.NOT_URGENT),
        ("human", rules.HUMAN),
        ("own", rules.OWN),
        ("refuse", rules.REFUSE),
        ("not_refuse", rules.NOT_REFUSE),
        ("follow_up", rules.FOLLOW_UP),
        ("next", rules.NEXT),
    )
}
_MISTAKEN, _THIEVES = re.compile(rules.MISTAKE), re.compile(rules.THIEF)
_GREETING = re.compile(rules.GREETING)
_LINE = re.compile(rules.LINE)


def sort(text: str, asked: Question) -> Triage:
    """Kind of a message; `asked` is the same text as read by `core.question.read`."""
    words = " ".join(asked.words())
    told = distress.kind_of(text[:MAX_CHARACTERS], words)
    if told == "self_harm":  # before everything, also before money that is gone
        return Triage(told, told)
    if is_pasted_message(text[:MAX_CHARACTERS], words):
        return Triage("check_message", "pasted message")
    if _GREETING.fullmatch(words):
        return Triage("greeting", "greeting")
    if _any("refuse", words) and not _any("not_refuse", words):
        return Triage("refuse", "refuse")
    for kind in ("human", "own"):
        if _any(kind, words):
            return Triage(kind, kind)
    if is_urgent(words):
        return Triage("urgent", "money or code given")
    if told:
        return Triage(told, told)
    return Triage("question")


def is_urgent(words: str) -> bool:
    """Whether folded words tell of money, a code or a device just given to a thief."""
    if not _any("urgent", words) or _any("not_urgent", words):
        return False
    return not _MISTAKEN.search(words) or _THIEVES.search(words) is not None


def is_pasted_message(text: str, words: str) -> bool:
    """Whether a text is a message that somebody received, rather than a question about one."""
    count = len(words.split())
    has_link, has_voice = _LINK.search(text) is not None, _MESSAGE_VOICE.search(words) is not None
    has_number = has_link or _PHONE.search(text) is not None
    if count >= _LONG_MESSAGE and has_number and (has_voice or count >= 2 * _LONG_MESSAGE):
        return True
    if count >= _LONG_MESSAGE // 2 and has_link and has_voice:
        return True
    # Otherwise: what tricks ask for, said by whoever does not ask us and does not tell of his own loss.
    if count < _SIGNED_MESSAGE or _ASKING.search(words) or is_urgent(words):
        return False
    return len(signs_in(read_message(text))) >= _LEAST_SIGNS


def is_follow_up(asked: Question) -> bool:
    """Whether a short question speaks of what is on the screen ("bước này là sao?")."""
    words = asked.words()
    return len(words) <= _SHORT and _any("follow_up", " ".join(words))


def line_meant(asked: Question) -> int:
    """Return which line of what is on the screen a follow-up speaks of, from 1; 0 for none."""
    found = _LINE.search(" ".join(asked.words()))
    return 0 if found is None else rules.LINE_NUMBERS.get(found[1]) or int(found[1])


def asks_for_next(asked: Question) -> bool:
    """Whether a follow-up asks what comes after what is on the screen ("xong rồi làm gì nữa?")."""
    return _any("next", " ".join(asked.words()))


def _any(name: str, words: str) -> bool:
    return any(pattern.search(words) for pattern in _PATTERNS[name])
