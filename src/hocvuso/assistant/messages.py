"""One look at a pasted message, the same for the page and for the assistant: secrets hidden, then judged.

The hidden text is also what is judged and shown: a stand-in for a number is read as the class of that number.
Nothing is stored. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass

from hocvuso.assistant.sentences import say
from hocvuso.core import masking
from hocvuso.core.messages import judge as judging
from hocvuso.core.messages.judge import Judge, Verdict
from hocvuso.core.messages.reading import MAX_CHARACTERS
from hocvuso.core.syllable import is_possible_folded
from hocvuso.core.vntext import fold

ORIGINS = ("number", "name", "known")  # where a message came from, if he says so
FOREIGN = "foreign"
# What the score knows as a telephone number, a code, a long number; nothing of the true one stays.
_STAND_INS = {
    "card": "1xxxxxxxxxxxxxxx",
    "identity": "1xxxxxxxxxxx",
    "phone": "09xxxxxxxx",
    "account": "1xxxxxxxxx",
    "code": "1xxxxx",
    "password": "xxxxxxxx",
}
_WHOLE_NUMBER = 9  # digits of a telephone number; shorter ones are hired like names
_LEAST_SHARE = 0.6  # assumed: of the words that could be Vietnamese; names of firms and "OTP" are no syllables


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the message; `numbers` are those of the signs that it shows."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said about a message, in the language of the page."""

    verdict: str  # scam suspicious no_sign foreign
    text: str
    reasons: tuple[str, ...]
    parts: tuple[Part, ...]
    do: tuple[str, ...]


def hidden(text: str) -> str:
    """Return a message without its secrets."""
    shown = masking.mask(text).text
    for kind, placeholder in masking.PLACEHOLDERS.items():
        shown = shown.replace(placeholder, _STAND_INS[kind])
    return shown


def check(known: Judge, text: str, language: str, origin: str = "") -> Checked:
    """Judge a message and say it in words. Never raises."""
    found = judging.judge(known, hidden(text[:MAX_CHARACTERS]))
    verdict = FOREIGN if found.verdict == "no_sign" and not _is_vietnamese(found.text) else found.verdict
    reasons = [say(f"sign_{sign.name}", language) for sign in found.signs]
    if verdict in {"scam", "suspicious"} and not reasons:
        reasons = [say("no_sign_named", language)]
    return Checked(
        verdict,
        say(f"verdict_{verdict}", language),
        tuple(reasons),
        tuple(_parts(found)),
        what_to_do(found, language, origin),
    )


def what_to_do(found: Verdict, language: str, origin: str = "") -> tuple[str, ...]:
    """Return what to do about a message. Where it came from changes advice only: nothing was learnt about senders."""
    first = "do_wait_calm" if found.verdict == "no_sign" else "do_wait"
    origin = origin if origin in ORIGINS else ""
    if origin == "number" and any(sign.name == "office" for sign in found.signs):
        origin = "number_office"
    return tuple(say(key, language) for key in (first, f"from_{origin}", "do_given"))


def origin_of(sender: str) -> str:
    """Return the kind of a sender as a phone shows it: a whole number, or a name (also a short number)."""
    if sender in ORIGINS or not sender.strip():
        return sender.strip()
    has_letters = any(letter.isalpha() for letter in sender)
    return "number" if not has_letters and sum(map(str.isdigit, sender)) >= _WHOLE_NUMBER else "name"


def has_words(text: str) -> bool:
    """Whether there is a letter to read at all."""
    return any(letter.isalpha() for letter in text)


def _is_vietnamese(text: str) -> bool:
    words = [word for word in fold(text).split() if word.isalpha()]
    return sum(is_possible_folded(word) for word in words) >= _LEAST_SHARE * len(words)


def _parts(found: Verdict) -> list[Part]:
    """Cut the message at the quoted words; a quote that begins within another one shares its place."""
    parts: list[Part] = []
    at = 0
    for number, sign in enumerate(found.signs, start=1):
        quote = found.quote(sign)
        start = max(at, found.text.find(quote, sign.start))
        end = max(start, found.text.find(quote, sign.start) + len(quote))
        if sign.start < at and parts:
            last = parts.pop()
            parts.append(Part(last.text + found.text[at:end], (*last.numbers, number)))
        else:
            parts += [Part(found.text[at:start]), Part(found.text[start:end], (number,))]
        at = end
    return [part for part in (*parts, Part(found.text[at:])) if part.text]
