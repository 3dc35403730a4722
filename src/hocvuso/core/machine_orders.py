"""Words that give orders to a language model: "bỏ qua mọi quy tắc", "ignore previous instructions", marks of a chat.

No lesson speaks like that to a learner. Where a passage does, somebody slipped it in, and nothing in it may be said
again by a model; a content folder with such a text does not pass its check. Own list, tried on the shipped injections.
"""

from __future__ import annotations

import re

from hocvuso.core import vntext

_RULES = r"(?:quy tac|huong dan|chi dan|chi thi|luat|lenh|loi nhac)"
_MODEL = r"(?:tro ly(?: ai| ao)?|assistant|chatbot|mo hinh|he thong|system|ai)"
_FOLDED = re.compile(
    rf"\b(?:bo qua|phot lo|khong tuan|quen het) (?:(?:moi|cac|tat ca|toan bo|het|nhung) ){{0,2}}{_RULES}\b"
    rf"|\b{_MODEL} (?:ai )?(?:hay|phai) (?:\w+ ){{0,1}}(?:noi|goi|hoi|bao|doc|in|tra loi|yeu cau|danh dau)\b"
    r"|\b(?:ignore|disregard|forget|override|reveal|bypass) (?:\w+ ){0,3}"
    r"(?:instructions?|rules?|prompts?|guidelines?)\b"
    r"|\b(?:tu gio|tu bay gio) (?:ban|may) la\b|\bche do nha phat trien\b|\bdeveloper mode\b"
    r"|\b(?:system prompt|loi nhac he thong)\b"
)
_MARKS = re.compile(r"<\|im_(?:start|end)\|>|\[/?INST\]|<</?SYS>>|^\s*#{2,}\s*(?:system|user)\b", re.IGNORECASE | re.M)


def gives_orders(text: str) -> bool:
    """Tell whether a text speaks to a language model instead of to a person, with or without marks."""
    return _MARKS.search(text) is not None or _FOLDED.search(" ".join(vntext.tokens(text))) is not None
