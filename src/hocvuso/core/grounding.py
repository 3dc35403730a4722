"""Which sentences of a language model may be shown: only those that the passages it was given support.

No wording of a prompt makes a model keep to its sources, so each sentence is held against the passages that it cites
before anybody sees it. A sentence that fails is dropped; when fewer than half survive, the authors' card stands alone
(design: assistant.md 3.1, 7). Everything here is deterministic and knows nothing of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from hocvuso.core import vntext

# Decided: of the words that carry meaning, this share must stand in the cited passages. Connecting words are free.
LEAST_COVERAGE = 0.75
# Decided: they must stand in so many sentences that follow each other (measured: `hocvuso evaluate guards`).
NEIGHBOURS, FEW = 3, 4
# Decided (assistant.md 3.1, 7): with fewer survivors the reader would get torn pieces.
LEAST_KEPT_SHARE = 0.5
# Decided: what does not fit two lines of a phone five times over is no sentence for a slow reader.
MOST_CHARACTERS = 300

CITATION = re.compile(r"\[(\d{1,2})\]")
# Anything in square brackets that looks like a citation, also a made-up one.
_ANY_CITATION = re.compile(r"\[[^\[\]\n]{1,16}\]")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"‘']([^”\"’'\n]{1,60})[”\"’']|\*\*([^*\n]{1,60})\*\*")
_INNER = re.compile(r"(?<=[^\W_]\s)\w[\w-]*")  # words inside a sentence: with a capital they are names
_CITED_HERE = re.compile(r"[”\"’]?[ \t]*\[[^\[\]\n]{1,16}\]")
# A sentence ends here when a space, a citation or the end follows: "1.000" and "a.example" do not end one.
_END = re.compile(r"[.!?…](?=[\s\[”\"’]|$)|\n")

# What the assistant says of its own deeds: it does nothing, so only a lesson's very words may sound like that.
_DEED = re.compile(r"(?:đã|tôi|mình|trợ lý|chúng tôi|chúng mình|i|we)\s", re.IGNORECASE)

_CLAUSE = re.compile(r"[,;:]")
# Folded: what may cost money or an account when it is done at the wrong moment.
_RISKY = re.compile(
    r"\b(?:bam|mo|nhan|cham|vao|theo) (?:\w+ ){0,2}(?:link|duong dan|lien ket)\b"
    r"|\b(?:chuyen|gui|nop|nap) (?:\w+ ){0,1}(?:tien|khoan)\b"
    r"|\b(?:doc|gui|dua|nhap|cho|noi|dien) (?:\w+ ){0,2}(?:ma|otp|mat khau|so the|pin|cvv|can cuoc)\b"
    r"|\b(?:cai|tai) (?:\w+ ){0,2}(?:ung dung|app|file|tep|apk)\b|\b(?:xoa|khoa) (?:\w+ ){0,1}(?:tai khoan|may)\b"
)
# Whoever these words are about wants it done; a lesson tells of him, it does not tell to do it.
_DEMANDED = frozenset(("họ", "kẻ", "nó", "bảo", "đòi", "kêu", "xin", "giục", "muốn", "lừa", "lỡ", "giả", "dụ", "ép"))

# Words that join and point; they may be said without standing in a passage.
_JOINING = """
a anh ay ban bang boi ca cac can chi cho co con cua cung da dang dau day de den di do duoc duoi em
gi hay ho hoac hon khi kia la lai lam len luc ma minh moi mot muon nao nay nen neu ngoai nha nhe nhu
nhung no o phai qua ra rat roi sao sau se tai the theo thi thoi tiep tren trong truoc tu va vao vay
ve vi voi xuong
"""
_FREE = frozenset(_JOINING.split())
# Marked: folded, "đừng" is also "đúng" and "dùng".
_NOT = frozenset(("không", "đừng", "chớ", "chưa", "chẳng", "cấm"))
# Verbs with which somebody asks for something, and what nobody may be asked for.
_GIVE = re.compile(r"\b(gui|cho|doc|nhap|go|cung cap|dua|nhan|noi|dien|chup)\b")
_SECRET = re.compile(
    r"\b(otp|mat khau|ma pin|pin|ma xac (nhan|thuc)|so the|cvv|so can cuoc|can cuoc|cccd|ma kich hoat)\b"
)
_NO_GIVING = re.compile(r"\bdien thoai\b|\bcua (?:minh|toi)\b")  # folded, "điện" is also "điền"
_TO_ME = re.compile(r"\b(toi|minh|tro ly|chung toi|day|khung nay|o nay|cuoc tro chuyen)\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence. `reason` is "" for one that may be shown.

    Else: long, citation (none), source (unknown number), number, link, name, secret, deed (of the assistant itself),
    risk (a step that thieves want, not as the lesson has it), not (a "không" more or less than in the passage), words
    (too few of them stand together there).
    """

    sentence: str  # without its citations
    cited: tuple[int, ...]
    reason: str = ""

    @property
    def is_supported(self) -> bool:
        """Whether it may be shown."""
        return not self.reason


def judge(sentence: str, passages: Mapping[int, str]) -> Verdict:
    """Hold one sentence, with its citations as "[1]", against the passages by number.

    Numbers, links and names (in quotation marks, bold or with capitals inside) must stand in a cited passage as they
    are; `LEAST_COVERAGE` of the other words must stand there folded; and the passage's closest sentence must deny
    exactly when this one does, so that "Không đọc mã" never becomes "Đọc mã".
    """
    cited = tuple(int(number) for number in CITATION.findall(sentence))
    said = vntext.clean(_ANY_CITATION.sub(" ", sentence))
    verdict = Verdict(said, tuple(dict.fromkeys(cited)))
    # Whatever stands in brackets is said to be a source.
    claimed = _ANY_CITATION.findall(sentence)
    if len(said) > MOST_CHARACTERS:
        return replace(verdict, reason="long")
    if not claimed or not vntext.syllables(said):
        return replace(verdict, reason="citation")
    if len(cited) < len(claimed) or any(number not in passages for number in cited):
        return replace(verdict, reason="source")
    source = "\n".join(passages[number] for number in verdict.cited)
    return replace(verdict, reason=_fault(said, source))


def _fault(said: str, source: str) -> str:
    if asks_for_secret(said):
        return "secret"
    known = {_plain_number(number) for number in _NUMBER.findall(source)}
    if any(_plain_number(number) not in known for number in _NUMBER.findall(said)):
        return "number"
    links = {link.rstrip(".,;)").casefold() for link in _LINK.findall(source)}
    if any(link.rstrip(".,;)").casefold() not in links for link in _LINK.findall(said)):
        return "link"
    names = [quoted or bold for quoted, bold in _QUOTED.findall(said)]
    names += [word for word in _INNER.findall(said) if word[0].isupper()]
    whole = _words_of(source)
    if any(_words_of(name) not in whole for name in names):
        return "name"
    if _DEED.match(said) and vntext.fold(said).strip() not in vntext.fold(source):
        return "deed"
    if _coverage(said, source) < LEAST_COVERAGE:
        return "words"
    if _denies(said) != _denies(_closest(said, source)):
        return "not"
    return "risk" if _dares(said, source) else ""


def asks_for_secret(said: str) -> bool:
    """Tell whether a sentence wants a code, a password, a card or identity number told to the assistant.

    A question with such a word in it counts, whatever it asks: "Mật khẩu của bạn là gì?".
    """
    if "?" in said and _SECRET.search(vntext.fold(said)):
        return True
    for part in re.split(r"[,;:.!?…]", said):
        if _denies(part):
            continue
        plain = _NO_GIVING.sub(" ", vntext.fold(part))
        if _SECRET.search(plain) and _GIVE.search(plain) and _TO_ME.search(plain):
            return True
    return False


def _plain_number(number: str) -> str:
    """ "1.000" and "1000" are one number, "1.5" and "15" are two."""
    return re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", number)


@lru_cache(maxsize=64)  # the few passages of one answer are asked for with each sentence
def _words_of(text: str) -> str:
    return f" {' '.join(vntext.syllables(text))} "


def _coverage(said: str, source: str) -> float:
    """Share of the words of meaning that stand close together, clause by clause; scattered, words say anything."""
    clauses = [[word for word in vntext.tokens(clause) if word not in _FREE] for clause in _CLAUSE.split(said)]
    total = sum(map(len, clauses))
    found = sum(_most_together(words, source) for words in clauses)
    return found / total if total else 1.0


def _most_together(words: list[str], source: str) -> int:
    """Of a few words, how many stand in one sentence; of more, in sentences that follow each other."""
    windows = _windows(source, NEIGHBOURS if len(words) > FEW else 1)
    return max((sum(word in near for word in words) for near in windows), default=0)


def _dares(said: str, source: str) -> bool:
    """Whether it tells to do what thieves want, in other words than the lesson: such a step is not said anew."""
    return any(
        _RISKY.search(vntext.fold(clause)) and not _denies(clause) and not _stands(clause, source)
        for clause in _CLAUSE.split(said)
    )


def _stands(clause: str, source: str) -> bool:
    """Whether the words of meaning follow each other in one sentence that is not about what others demand."""
    wanted = f" {' '.join(word for word in vntext.tokens(clause) if word not in _FREE)} "
    for part in _parts_of(source):
        words = vntext.tokens(part)
        told = f" {' '.join(word for word in words if word not in _FREE)} "
        if wanted in told and not _denies(part) and not _DEMANDED & set(vntext.syllables(part)):
            return True
    return False


@lru_cache(maxsize=64)
def _windows(source: str, size: int) -> tuple[frozenset[str], ...]:
    """The folded words of each few sentences that follow each other."""
    parts = [frozenset(vntext.tokens(part)) for part in _parts_of(source)]
    return tuple(frozenset().union(*parts[at : at + size]) for at in range(max(1, len(parts) - size + 1)))


def _denies(said: str) -> bool:
    return any(word in _NOT for word in vntext.syllables(said))


def _closest(said: str, source: str) -> str:
    """Return the sentence of the source that shares most words with this one; of equals, one that says as much."""
    words = _meaning(said)

    def likeness(part: str) -> tuple[float, bool]:
        own = _meaning(part)
        shared = len(words & own)
        return (2 * shared / (len(words) + len(own)) if words or own else 0.0, _denies(part) == _denies(said))

    return max(_parts_of(source), key=likeness, default="")


@lru_cache(maxsize=64)
def _parts_of(source: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[.!?…;\n]+", source) if part.strip())


def _meaning(text: str) -> frozenset[str]:
    return frozenset(word for word in vntext.tokens(text) if word not in _FREE)


def split(pieces: Iterable[str]) -> Iterator[str]:
    """Yield whole sentences, each with the citations that follow it, from text that comes in pieces of any size."""
    kept = ""
    for piece in pieces:
        kept += piece
        while (cut := _first_cut(kept)) is not None:
            sentence, kept = kept[:cut].strip(), kept[cut:]
            if sentence:
                yield sentence
    if kept.strip():
        yield from _rest(kept)


def _first_cut(text: str) -> int | None:
    """Return where the first whole sentence ends, None while its citations may still be coming."""
    for end in _END.finditer(text):
        at = end.end()
        while found := _CITED_HERE.match(text, at):
            at = found.end()
        after = text[at:].lstrip(" \t")
        if not after or after.startswith("["):
            return None
        if text[:at].strip():
            return at
    return None


def _rest(text: str) -> Iterator[str]:
    while (cut := _first_cut(text + " x")) is not None and cut < len(text):
        yield text[:cut].strip()
        text = text[cut:]
    if text.strip():
        yield text.strip()


@dataclass(slots=True)
class Tally:
    """How many sentences came and how many may be shown."""

    came: int = 0
    kept: int = 0

    def count(self, verdict: Verdict) -> Verdict:
        """Count one and hand it on."""
        self.came += 1
        self.kept += verdict.is_supported
        return verdict

    @property
    def stands(self) -> bool:
        """Whether enough survived for the rewording to be worth reading."""
        return self.kept > 0 and self.kept >= LEAST_KEPT_SHARE * self.came
