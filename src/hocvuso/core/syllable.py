"""Which strings can be Vietnamese syllables: a compact model of onset, rime and tone.

Own compilation from the spelling rules of Quốc ngữ; used to decide whether raw Telex keystrokes or a
mistyped word could be meant as a Vietnamese word at all.
"""

from __future__ import annotations

import unicodedata

from hocvuso.core.vntext import TONE_MARKS, fold, nfc

# Spelling of the onsets; "q" never stands without u, "gi" and "qu" carry the glide of their rime.
_ONSET_TEXT = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x"
# All rimes by their letters (tone taken off).
_RIME_TEXT = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
    uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """
_ONSETS = tuple(_ONSET_TEXT.split())
_RIMES = frozenset(_RIME_TEXT.split())
_FRONT_VOWELS = frozenset("ieêy")
_STOPS = ("c", "ch", "p", "t")
_TONES_WITH_STOPS = frozenset("\u0301\u0323")  # sắc and nặng


def split_tone(word: str) -> tuple[str, str]:
    """A lower-case word without its tone, and the combining mark of that tone ("" for the level one)."""
    tone = ""
    letters: list[str] = []
    for part in unicodedata.normalize("NFD", word):
        if part in TONE_MARKS[1:]:
            tone = part
        else:
            letters.append(part)
    return nfc("".join(letters)), tone


def is_possible(word: str) -> bool:
    """Whether a lower-case NFC word with marks obeys the spelling of Vietnamese.

    A stop (c, ch, p, t) at the end takes sắc or nặng; the level tone passes too, since marks get lost.
    """
    letters, tone = split_tone(word)
    if not any(_fits(letters[: len(onset)], letters[len(onset) :]) for onset in _onsets_of(letters)):
        return False
    return not tone or tone in _TONES_WITH_STOPS or not letters.endswith(_STOPS)


def is_possible_folded(word: str) -> bool:
    """Whether a word without marks could be some Vietnamese syllable typed without marks."""
    return any(
        word[len(onset) :] in (_FOLDED_Q_RIMES if onset == "qu" else _FOLDED_RIMES) for onset in _onsets_of(word)
    )


def _onsets_of(letters: str) -> list[str]:
    return [onset for onset in _ONSETS if letters.startswith(onset)] + [""]


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _Q_RIMES
    if rime not in _RIMES:
        return onset == "gi" and not rime
    front = rime[0] in _FRONT_VOWELS
    if onset in ("k", "gh", "ngh"):
        return front
    if onset == "c":
        return not front
    if onset in ("g", "ng"):
        return not front or (onset == "g" and rime[0] == "i")  # gì, giết
    return onset != "gi" or rime[0] != "y"


# After q the glide u belongs to the onset: quá = qu + á, quyên = qu + yên, quốc = qu + ốc.
_Q_RIMES = frozenset(rime for rime in _RIMES if rime[0] in "aăâeêiơy") | {"yt", "ynh", "ych", "ôc"}
_FOLDED_RIMES = frozenset(fold(rime) for rime in _RIMES)
_FOLDED_Q_RIMES = frozenset(fold(rime) for rime in _Q_RIMES)
