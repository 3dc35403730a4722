"""Somebody is in danger, or tells us what he thinks of us: both come before any search.

Rules over the folded words of the question, chat words spelled out. "chết" is said of phones and in jest all day, and
"tự tử" without marks is also "từ từ" (slowly): so each rule needs somebody who means to, or has, come to harm.
Written by hand; tried on every wording of the curriculum, none of which they may catch (tests/core).
"""

from __future__ import annotations

import re

from hocvuso.core import vntext

KINDS = ("self_harm", "danger", "abuse")

_I = r"(?:toi|em|minh|tui|tao|con|chau|me|bo|ba|ma|chong|vo|anh|chi|ban|no|nguoi ta|dong nghiep|chi em|dua em|thang em)"
_MEANS_TO = r"(?:muon|dinh|doi|tinh|nghi den|nghi toi|y dinh|toan|sap|vua|hay|dang)"
_HOW = r"(?:cach|lam sao|the nao|thuoc gi|uong gi)"
_JEST = r"(?<!cuoi )(?<!khoc )(?<!nong )(?<!doi )(?<!so )(?<!tuc )(?<!cham )(?<!lau )(?<!them )(?<!vui )(?<!kho )"
_SELF_HARM = (
    rf"{_JEST}\b{_MEANS_TO} (?:\w+ ){{0,2}}(?:chet|tu van|tu sat|tu thieu|tu hai|quyen sinh|ket lieu|tu ket thuc)\b"
    r"(?! (?:may|cuoi|dien thoai|nguon|them|me|luon voi|voi cai))",
    rf"\b(?:{_MEANS_TO}|uong thuoc|nhay lau|nhay cau|treo co|cat tay|bi tram cam) (?:\w+ ){{0,2}}tu tu"
    r"(?= (?:cho|di|qua|luon|thoi|roi|xong|vi|lam|mat|thi)\b|$)",
    r"\b(?:khong|chang|het|cha|hong|k|ko)(?: con)? (?:muon|thiet|tha thiet) (?:song|ton tai)\b",
    r"\b(?:chan|met|khong muon|so) (?:song|doi)(?: nay)? (?:qua|lam|roi)\b.{0,30}\b(?:chet|bien mat|buong xuoi)\b",
    r"\bchan song\b|\bsong (?:khong|chang|de) (?:noi|lam gi)\b(?! nhieu)|\bket thuc (?:cuoc doi|cuoc song|tat ca)\b",
    rf"\b{_HOW} (?:\w+ ){{0,3}}chet (?:nhanh|khong dau|em|de|le)\b|\bchet di cho (?:xong|roi|nhe)\b",
    rf"\b(?:tu tu|chet)\b.{{0,15}}\b{_HOW}\b.{{0,20}}\b(?:khong dau|nhe nhang)\b",
    r"\b(?:cat tay|rach tay|lam dau ban than|tu lam dau)\b.{0,15}\b(?:minh|toi|em|cho do|cho bot|hoai|nhieu lan)\b",
    rf"\b{_I}\b.{{0,20}}\b(?:uong thuoc (?:ngu|sau|chuot)|treo co|nhay lau|nhay cau|tu thieu)\b",
)
_MARKED_SELF_HARM = re.compile(r"\b(?:tự tử|tự vẫn|tự sát|quyên sinh|tự kết liễu)\b")
_SLOWLY = re.compile(r"\btừ từ\b")
_NOT_SELF_HARM = re.compile(
    r"\b(?:phim|truyen|bai hat|tin tuc|bai bao|game|video ve|canh phim|nghia la gi|ten lua|ung dung|app|pin|sac"
    r"|wifi|mang xa hoi noi)\b"
)

_FIRE_AT = r"(?:nha|xuong|kho|bep|phong|day|cong ty)"
_BEATER = r"(?:chong|vo|bo|no|han|chu tro|sep|quan ly|bo duong)"
_HURT = (
    r"\b(?:ngat xiu|bat tinh|ngung tho|khong tho duoc|kho tho|dau that nguc|dau nguc|dot quy|co giat)\b",
    r"\bchay mau (?:nhieu|khong cam)\b",
    r"\b(?:bi|vua) (?:\w+ ){0,2}(?:tai nan|dien giat|may (?:dap|can|cuon|cat|kep)|dap tay|cuon tay|bong nang"
    r"|nga tu tren cao|duoi nuoc)\b",
    rf"\b{_FIRE_AT} (?:\w+ ){{0,1}}(?:dang|bi|bat dau|lai) chay(?! (?:dau|bang|den|toi|ra|qua|ve|cham|nhanh|may))\b",
    r"\bdang chay (?:o|trong|ngoai|lon|to)\b|\b(?:nha|xuong|kho) chay roi\b",
    r"\bchay (?:nha|xuong|kho|phong tro|lon|to)\b(?! may)|\b(?:boc chay|no binh gas|hoa hoan|ro khi gas)\b",
    r"\b(?:bi|vua bi|dang bi) (?:\w+ ){0,2}(?:hiep dam|cuong hiep|xam hai|bat coc|bat nhot|giam giu|doa giet|chem)\b",
    rf"\b{_BEATER} (?:(?:toi|em|minh|tui|con|no|hay|cu|vua|moi|dang|lai|say|doi) ){{0,2}}"
    r"(?:bao hanh|danh|doa giet|doi giet|siet co|bop co) (?:toi|em|minh|tui|con|chau|me)\b",
    r"\b(?:nga|nam|guc) (?:\w+ ){0,2}(?:bat dong|khong day|khong tinh)\b",
    r"\b(?:goi|can|keu) (?:\w+ ){0,1}(?:cap cuu|cuu thuong|cuu hoa|xe cuu)\b",
)
# The old trick: "your child is in hospital, send money". And what is asked about, taught or only insured.
_ONLY_TOLD = re.compile(
    r"\b(?:chuyen (?:tien|khoan)|goi (?:dien|den|toi|bao|xung)|nhan tin|tin nhan|bao tin|noi la|bao la|bao rang|xung"
    r"|lua dao|lua|dong tien|can tien|vien phi|bao hiem|che do|tro cap|ho so|so tien|nut|tinh nang|cai dat"
    r"|iphone|android|dien thoai|dong ho|may tinh|pin|sac|facebook|zalo|nick|tai khoan|chay dinh|ung dung|app|vneid"
    r"|dang ky|video|phim|bai hat|tap huan|dien tap|hoc|vi du|neu|khi co|phong chay|duoc huong|boi thuong|luat"
    r"|giay to|nghi om|ngay cong|luong|thang truoc|nam ngoai|hom truoc)\b"
)

_SWEAR = re.compile(
    r"\b(?:dm|dmm|dcm|vcl|vl|clgt|cc|cmm|dit me|dit con me|du ma|du me|deo me|do me|dit|lon|cac|buoi|oc cho|do cho"
    r"|thang cho|con cho|cho chet|ngu nhu cho|ngu vai|ngu the|ngu qua|ngu xuan|ngu ngoc|ngu|mat day|khon nan|vo hoc"
    r"|bien di|cut|cut di|im mom|im di|do dien|dien a|tro ly rom|vo dung|rac ruoi|do rac)\b"
)
# What may stand beside an insult without making a question of it.
_WORDS_BESIDE = """
may tao mi bay tro ly ai robot thang con cai do nhu cho me oi a qua the vai lam het suc toan bon dung la that
roi di deo chua biet gi ca noi thi im cha lu tui no nhe ha hoi sao ma
"""
_BESIDE = frozenset(_WORDS_BESIDE.split())


def kind_of(text: str, words: str) -> str:
    """Return `self_harm`, `danger`, `abuse` or "" for a text; `words` are its folded words, chat words spelled out."""
    if _is_self_harm(text, words):
        return "self_harm"
    if any(re.search(pattern, words) for pattern in _HURT) and not _ONLY_TOLD.search(words):
        return "danger"
    return "abuse" if _is_abuse(words) else ""


def _is_self_harm(text: str, words: str) -> bool:
    marked = vntext.clean(text).lower()
    if _NOT_SELF_HARM.search(words):
        return False
    if _MARKED_SELF_HARM.search(marked):
        return True
    plain = _SLOWLY.sub(" ", marked)
    if plain != marked:  # "từ từ" with its marks is no "tự tử"
        words = " ".join(vntext.tokens(plain))
    return any(re.search(pattern, words) for pattern in _SELF_HARM)


def _is_abuse(words: str) -> bool:
    """An insult and nothing to answer beside it; whoever swears and asks gets an answer."""
    rest, count = _SWEAR.subn(" ", words)
    return count > 0 and all(word in _BESIDE for word in rest.split())
