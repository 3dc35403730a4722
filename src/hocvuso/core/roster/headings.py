"""What a heading means: a field of ours, something that must never be kept, or nothing that we know.

Headings are compared on their folded words, so marks, capitals and punctuation do not matter. The lists are our own
compilation of how unions and personnel offices write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hocvuso.core.roster import encodings, fields
from hocvuso.core.vntext import search_key

# Kinds of data outside the register: recognised so that they can be named to the person, then left behind.
IDENTITY, SALARY, HEALTH, RELIGION, PARTY, BANK, ADDRESS, INSURANCE, TAX, ORIGIN, FAMILY_TIES, MAIL = (
    "identity", "salary", "health", "religion", "party", "bank", "address", "insurance", "tax", "origin", "family",
    "mail",
)  # fmt: skip

_FIELDS = {
    fields.NAME: "ho va ten|ho ten|hoten|ho va ten doan vien|ho ten doan vien|ten doan vien|ten cong nhan|ho ten nld"
    "|ho va ten nguoi lao dong|ho ten nhan vien|ten nhan vien|ho va ten khai sinh|full name|name|danh sach doan vien"
    "|ho ten cong nhan|ho va ten cnld|ho chu dem va ten|ho dem va ten|ho va ten cong nhan",
    fields.FAMILY: "ho dem|ho|ho va dem|ho lot|ho va chu lot|ho chu lot|ho va ten dem|ho chu dem|ho va chu dem"
    "|last name|ho ten dem",
    fields.GIVEN: "ten|ten goi|first name|ten rieng|ten chinh",
    fields.PHONE: "dien thoai|so dien thoai|sdt|dt|so dt|dtdd|di dong|so di dong|phone|mobile|dien thoai di dong"
    "|so dien thoai di dong|tel|dien thoai lien he|sdt lien he|so dien thoai lien he|zalo|so zalo|so dt di dong"
    "|dt di dong|dien thoai zalo|lien he|lien lac|sdt zalo|d thoai|so d thoai|phone number|so dtdd",
    fields.BIRTH: "ngay sinh|nam sinh|ngay thang nam sinh|ngay thang sinh|sinh ngay|ns|n sinh|ntns|date of birth|dob"
    "|birthday|ngay thang nam sinh nam nu|nam sinh nam nu|ngay sinh dd mm yyyy|ngay thang nam sinh dd mm yyyy|nsinh",
    fields.GENDER: "gioi tinh|gt|phai|nam nu|gender|sex|nam hoac nu|gioi",
    fields.AUDIENCE: "doi tuong|nhom|nhom doi tuong|loai lao dong|audience|la can bo cong doan|doi tuong hoc",
    fields.UNIT: "don vi|cong doan co so|cdcs|cong doan|ten don vi|ma don vi|ten cong doan co so|don vi cong doan"
    "|ten cdcs|ma cdcs|cong ty|doanh nghiep|noi lam viec|co quan",
    fields.TEAM: "to|chuyen|to chuyen|to san xuat|bo phan|phong ban|phong|xuong|phan xuong|to cong doan|team|line"
    "|cong doan bo phan|bp|to doi|phong bo phan|bo phan lam viec|to may|ca|khoa phong|vi tri lam viec|to sx|department",
    fields.EMPLOYEE: "ma nv|ma nhan vien|msnv|ma so nhan vien|ma so nv|manv|ma cn|ma cong nhan|so the|employee id"
    "|employee code|ma so|ma so cong nhan|so the nhan vien|ma the|msnv moi|ma lao dong|ma nld|emp id",
    fields.MEMBER: "so the doan vien|the doan vien|ma doan vien|ma so doan vien|so the cong doan|ma dv|so the dv"
    "|so the cd|the cong doan|so the doan vien cong doan|member number|ma so the doan vien",
    fields.ORDINAL: "stt|dong trong tep|ly do|goi y|row in the file|reason|suggestion|so tt|so thu tu|tt|no"
    "|thu tu|s tt|order",
    fields.IS_MEMBER: "doan vien|la doan vien|doan vien cong doan|doan vien cd|da vao cong doan|da gia nhap cong doan"
    "|la doan vien cong doan|gia nhap cong doan",
}
_DROPPED = {
    IDENTITY: "cccd|so cccd|cmnd|so cmnd|cmt|so cmt|cmtnd|can cuoc|so can cuoc|can cuoc cong dan|chung minh|ho chieu"
    "|so ho chieu|passport|chung minh nhan dan|so dinh danh|ma dinh danh|cmnd cccd|cccd cmnd|id card|giay to tuy than"
    "|chung minh thu|so cccd cmnd|dinh danh ca nhan|so gplx|giay phep lai xe",
    SALARY: "luong|tien luong|muc luong|thu nhap|he so luong|luong co ban|phu cap|salary|luong dong bhxh|bac luong"
    "|he so|thuc linh|thuc nhan|tam ung|tien thuong|doan phi|muc dong|so tien|tien|muc ho tro",
    HEALTH: "suc khoe|tinh trang suc khoe|nhom mau|benh|benh nen|benh tat|khuyet tat|thai san|mang thai|ket qua kham"
    "|health|loai suc khoe|phan loai suc khoe|chieu cao|can nang|tiem chung|kham suc khoe|di ung",
    RELIGION: "ton giao|religion|dao",
    PARTY: "dang vien|ngay vao dang|dang|chinh tri|ly luan chinh tri|trinh do chinh tri|ngay ket nap dang|chi bo"
    "|so the dang|la dang vien|ngay chinh thuc|doan tncs|ly luan",
    BANK: "so tai khoan|stk|tai khoan|ngan hang|so tk|bank|bank account|tai khoan ngan hang|ten ngan hang|so the atm"
    "|atm|tk ngan hang|chi nhanh ngan hang",
    ADDRESS: "dia chi|dia chi thuong tru|thuong tru|tam tru|noi o|cho o|ho khau|que quan|noi sinh|nguyen quan|address"
    "|noi o hien nay|dia chi tam tru|noi cu tru|ho khau thuong tru|cho o hien nay|dia chi lien he|nha tro|thon|ap"
    "|xa phuong|phuong xa",
    INSURANCE: "bhxh|so bhxh|so so bhxh|ma bhxh|bhyt|so bhyt|so the bhyt|ma so bhxh|bao hiem|bao hiem xa hoi|bhtn",
    TAX: "mst|ma so thue|ma thue|thue tncn|tax",
    ORIGIN: "dan toc|quoc tich|ethnic",
    FAMILY_TIES: "hon nhan|tinh trang hon nhan|so con|con|vo chong|ho ten vo|ho ten chong|cha|me|nguoi than|ten con"
    "|ho ten cha|ho ten me|nguoi phu thuoc|gia canh|hoan canh|hoan canh gia dinh",
    MAIL: "email|e mail|mail|thu dien tu|facebook|fb|dia chi email",
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split("|")}
_DROPPED_OF = {word: kind for kind, words in _DROPPED.items() for word in words.split("|")}
# Words that betray such a column wherever they stand in a longer heading ("Số CCCD (12 số)").
_TELLTALE = {
    IDENTITY: ("cccd", "cmnd", "can cuoc", "chung minh", "ho chieu", "dinh danh"),
    SALARY: ("luong", "thu nhap", "phu cap", "doan phi", "so tien"),
    HEALTH: ("suc khoe", "benh", "khuyet tat", "thai san", "nhom mau"),
    RELIGION: ("ton giao",),
    PARTY: ("dang vien", "vao dang", "chinh tri"),
    BANK: ("tai khoan", "ngan hang", "stk"),
    ADDRESS: ("dia chi", "thuong tru", "tam tru", "ho khau", "que quan", "noi o", "cho o"),
    INSURANCE: ("bhxh", "bhyt", "bao hiem"),
    TAX: ("thue",),
    ORIGIN: ("dan toc", "quoc tich"),
    FAMILY_TIES: ("hon nhan", "ho ten vo", "ho ten chong", "nguoi than"),
    MAIL: ("email", "facebook"),
}
_IN_BRACKETS = re.compile(r"[(\[{].*?[)\]}]|[(\[{].*$")
_STAR = re.compile(r"^[*\s]+|[*:\s]+$")
_PARENTS_OF_SEX = {
    fields.BIRTH: (fields.BIRTH_MAN, fields.BIRTH_WOMAN),
    fields.GENDER: (fields.IS_MAN, fields.IS_WOMAN),
}
HEADING_LONGEST = 60  # assumed: longer cells are sentences, not headings


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says: one of our fields, or the kind of data that is left behind; both empty when unknown."""

    field: str = ""
    dropped: str = ""


UNKNOWN = Meaning()


def meaning(heading: str) -> Meaning:
    """Return what a heading means; also one written in TCVN3, VNI or CP1258."""
    found = _plain(heading)
    if found is not UNKNOWN or heading.isascii():
        return found
    for encoding in (encodings.TCVN3, encodings.VNI, encodings.CP1258, encodings.MISREAD_UTF8):
        found = _plain(encodings.repair(heading, encoding))
        if found is not UNKNOWN:
            return found
    return UNKNOWN


@lru_cache(maxsize=2048)
def _plain(heading: str) -> Meaning:
    if len(heading) > HEADING_LONGEST:
        return UNKNOWN
    whole = search_key(heading)
    for key in (search_key(_STAR.sub("", _IN_BRACKETS.sub(" ", heading))), whole):
        # What must be left behind is asked first: "Số tài khoản (họ tên)" is no name.
        if key in _DROPPED_OF:
            return Meaning(dropped=_DROPPED_OF[key])
        if key in _FIELD_OF:
            return Meaning(field=_FIELD_OF[key])
    for kind, words in _TELLTALE.items():
        if any(f" {word} " in f" {whole} " for word in words):
            return Meaning(dropped=kind)
    return UNKNOWN


def below(parent: Meaning, child: str) -> Meaning:
    """Return what a heading in a second row means under the one above it ("Ngày sinh" over "Nam" and "Nữ")."""
    word = search_key(child)
    if parent.dropped:  # "CCCD" over "Số", "Ngày cấp", "Nơi cấp"
        return parent
    if parent.field in _PARENTS_OF_SEX and word in {"nam", "nu"}:
        return Meaning(field=_PARENTS_OF_SEX[parent.field][word == "nu"])
    own = meaning(child)
    if own is not UNKNOWN:
        return own
    return parent if not word else UNKNOWN


_IDENTITY_SHAPE = re.compile(r"0(?:0[1-9]|[1-9]\d)[0-3]\d{8}")  # published: Decree 137/2015, province, century, year
_MAIL_SHAPE = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_TYPICAL = 0.6  # decided: most cells look so; a stray one does not condemn a column


def content(texts: list[str]) -> str:
    """Return the kind of data outside the register that the cells of a column look like, or nothing."""
    filled = [text.replace(" ", "").replace(".", "") for text in texts if text.strip()]
    if not filled:
        return ""
    # Excel drops the first zero of an identity number too.
    identity = sum(bool(_IDENTITY_SHAPE.fullmatch(text.zfill(12) if len(text) == 11 else text)) for text in filled)
    if identity >= _TYPICAL * len(filled):
        return IDENTITY
    if sum(bool(_MAIL_SHAPE.fullmatch(text.strip())) for text in texts if text.strip()) >= _TYPICAL * len(filled):
        return MAIL
    money = sum(text.isdecimal() and len(text) in (7, 8) and text.endswith("000") for text in filled)
    return SALARY if money >= _TYPICAL * len(filled) else ""


def is_identity(text: str) -> bool:
    """Tell whether a single value has the shape of an identity number."""
    return bool(_IDENTITY_SHAPE.fullmatch(text))


_IDENTITY_INSIDE = re.compile(rf"(?<!\d){_IDENTITY_SHAPE.pattern}(?!\d)")


def without_identity(text: str) -> str:
    """Return a text with the identity numbers inside it cut out."""
    return _IDENTITY_INSIDE.sub("…", text)
