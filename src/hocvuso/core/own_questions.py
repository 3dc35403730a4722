"""Which of a few known questions about oneself is asked ("hôm nay tôi học gì"), by rules over what words mean.

Words are folded and ways of saying one thing are brought together ("bữa ni", "bây giờ" and "hôm nay" are one). A rule
names what must occur, in any order. It speaks only if every word asked belongs to the vocabulary of the question's
examples and rules: "bao giờ tôi phải nộp thuế" holds a word that nobody uses of his own learning. Otherwise only a
wording that is nearly one of the examples is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hocvuso.core.question import Question
from hocvuso.core.reading import read_text

# A question with more words than this tells a story; none of the examples does (decided).
MOST_WORDS = 16
# Share of words and pairs in common from which a question is one of the examples (assumed: one word of six differs).
NEARLY = 0.7
# Said in many ways, meant as one; folded, applied in this order.
_SAME = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), meant)
    for pattern, meant in (
        (r"(?:(?:dot|phong trao|chuong trinh|cuoc) )?thi dua(?! cho| don| tin| ma| tien| the)", "thidua"),
        (r"cuoc thi|thi tim hieu|hoi thi(?= tim| tay| cong)", "cuocthi"),
        (r"(?:du|ghi ten|vao) thi(?= o|$| khi| bao| mo)|^thi(?= o dau)", "duthi"),
        (r"tham gia|tham du", "thamgia"),
        (r"nhip (?:do )?hoc(?: tap)?|(?<=giu )nhip", "nhiphoc"),
        (r"huy hieu", "huyhieu"),
        (r"(?:giay )?(?:chung nhan|chung chi|chuan)|giay khen|bang cap", "chungnhan"),
        (r"chi tieu|tieu chi", "chitieu"),
        (r"(?:nho|can|cho|xin|muon) (?:duoc )?(?:giup|ho tro)(?: do)?|bi ket(?! qua)", "nhogiup"),
        (r"hoc tap", "hoc"),
        (r"(?<=\bgi )day|(?<=\bchi )day|(?<=\bnao )day", "a"),  # "học gì đây" is not "ở đây"
        (r"may (?=dua|chon|bat|giao|xep)", "day "),
        (r"(?:coi|xem|hoc) lai(?= (?:may |cac )?bai)", "on"),
        (r"(?:vo|chong|bo|me|con|ban be|hang xom|dong nghiep|nguoi nha)(?: toi| em| tui| minh)? "
         r"(?=(?:co )?(?:xem|coi|thay|biet)\b)",
         "ai "),
        (r"con (?:do|dot)(?= phan| cho| khuc| bai)", "con kem"),
        (r"khuc", "phan"),
        (r"nhut", "nhat"),
        (r"(?:lam|man) (?:bai )?dung(?! nua)", "lamdung"),
        (r"hoc (?:duoc|dc)", "hocduoc"),
        (r"nhung ngay tiep theo|(?:ngay |hom |bua )mai|mai mot|mai", "mai"),
        (r"(?:hom|bua|hum) (?:nay|ni)|^nay|ngay (?:hom )?nay|hnay|bay h|bi h|chu(?= hoc| phai| toi| em| tui)"
         r"|(?:toi|sang|chieu|trua) nay|bay gio|bay chu|bi gio"
         r"|hien (?:gio|tai|nay)|luc nay|gio nay|gio", "homnay"),
        (r"bao (?:gio|homnay)|bhomnay|(?:khi|luc|hoi|chung|ngay|hom|bua) (?:nao|mo)|bao lau(?: nua)?|baonhieu hom nua",
         "baogio"),
        (r"(?:tai|vi|co|lam) (?:sao|rang)|sao (?:lai|ma|cu|phai|toi|em|minh|tui|homnay|khong|hong|ko|la|hoc|bat)"
         r"|rang (?:lai|phai|toi|tui|em|hoc)|vi (?:co|ly do) (?:gi|chi)|ly do|li do"
         r"|(?:dua|can cu) vao dau|theo (?:cai )?(?:gi|chi)|^sao|^rang", "visao"),
        (r"bao (?:nhieu|lam|nhiu)|may|nhieu it|nhiu|bn", "baonhieu"),
        (r"(?:tiep tuc|tiep theo|ke tiep|ke sau|tiep|sau do)", "tieptheo"),
        (r"(?:den|toi) (?:dau|mo|muc nao|cho nao|khuc nao|bai nao|bai mo)", "dendau"),
        (r"(?:anh|chi) (?:chi )?em", "nguoi"),
        (r"(?:nhung |cai |dieu )?(?:gi|chi)", "gi"),
        (r"nao|mo", "nao"),
        (r"(?:nhung |may |co )?ai|nguoi nao|nguoi khac|nguoi ta|ng khac|dua nao", "ai"),
        (r"sep|chu (?=co|biet|xem)|quan ly|quan doc|to truong|chuyen truong|giam doc|ong chu|ba chu"
         r"|phong nhan su|nhan su", "sep"),
        (r"chua (?:biet|hoc|nam|vung|ranh|thao|lam|xong|ro)|khong (?:vung|ranh)|hong (?:vung|ranh)", "chuahoc"),
        (r"on (?:lai|tap|bai)|nhac lai|hoc lai|lam lai|on", "on"),
        (r"(?:xem|nhin|thay|coi|doc|ngo)(?: thay| duoc| dc)*", "xem"),
        (r"(?:biet) (?:duoc|dc)", "biet"),
        (r"ket qua|thanh tich|diem so|diem|bai lam|cau tra loi|kq", "ketqua"),
        (r"tien (?:do|bo)|trinh do|ho so hoc(?: tap)?|muc do", "tiendo"),
        (r"(?:hoan thanh|xong|het)", "xong"),
        (r"thong tin|du lieu|data|tt|dl", "dulieu"),
        (r"ky nang|ki nang|kn", "kynang"),
        (r"muc tieu|muc dich", "muctieu"),
        (r"ke hoach|lich|lo trinh", "lich"),
        (r"don vi|ben (?:toi|em|minh|tui)|cho (?:toi|em|minh|tui) lam|cong ty|cty|xi nghiep|cdcs|cong doan co so"
         r"|co quan|phan xuong|nha may", "donvi"),
        (r"cong doan|cd", "congdoan"),
        (r"can bo(?! sung)|cb", "canbo"),
        (r"danh sach|ds", "danhsach"),
        (r"bao cao|bc", "baocao"),
        (r"so nguoi|doan vien|cong nhan|anh em|chi em|nguoi lao dong|lao dong|nguoi|ng|nv|nhan vien|dv", "nguoi"),
        (r"phan tram|pt|ty le|ti le", "phantram"),
        (r"gui|nop", "nop"),
        (r"bat dau|vao hoc|khoi dau|mo bai", "batdau"),
        (r"ung dung nay|he thong|trang nay|trang web nay|app nay|tro ly|may nay|o day|web nay|phan mem nay", "day"),
        (r"chung toi|bon toi|bon minh|tui em|toi|em|minh|tui|tao|tau|chau", "toi"),
        (r"khong|hong|hem|ko|kg|hok|hk|chua", "chua"),
        (r"man", "lam"),
        (r"visao ((?:\w+ ){0,4})bai ve .+", r"visao \1bai"),  # "sao phải học bài về mật khẩu": whatever it is about
        (r"xoa bo|xoa het|xoa|go bo|bo het|huy", "xoa"),
    )
)  # fmt: skip
# Carried along without meaning.
_EMPTY_TEXT = """
    a anh ah oi nhi vay ha he nhe nha di da vang ne ad admin bot ban xin cho hoi muon giup voi the thi la u ak ay dzay
    can o duoc dc cua luon kia co va ma phai nay no do duoi rua ri dung duoc cai vo hon nhung tren ni hen ta cac
    kieu nen
    """
_EMPTY = frozenset(_EMPTY_TEXT.split())

# Words that say nothing foreign in any of these questions.
_EVERYWHERE_TEXT = """
    gium de len ra nhieu khac bua vao dat biet hom qua tuan them dang moi luc kem gan cu ve ho minh trong ngoai
    nghi tinh xep tra loi thuong ma ai cung lam nhieu it phan
    toi hoc bai homnay gi nao baonhieu chua con nua truoc dang nhat vua ngay the sao het hien lai thay nhan roi
    duoi nam thang sap bi tu den lam viec
    """
_EVERYWHERE = frozenset(_EVERYWHERE_TEXT.split())


@dataclass(frozen=True, slots=True)
class Rule:
    """What must occur in a question, each with its alternatives, and what must not."""

    name: str
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]

    def holds(self, words: Collection[str]) -> bool:
        """Tell whether it speaks for these words."""
        return all(any(word in words for word in need) for need in self.needs) and not self.bars & set(words)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Made by `learn` from the examples and rules of every question."""

    rules: tuple[Rule, ...]
    examples: tuple[tuple[str, frozenset[str]], ...]  # name (or "": none of these) and terms
    vocabulary: Mapping[str, frozenset[str]]  # by name: the words of its examples and rules

    def recognise(self, *asked: Question) -> str:
        """Return the name of the question asked, "" if it is none of these; several readings may be given."""
        return next((name for each in asked if (name := self._one(each))), "")

    def _one(self, asked: Question) -> str:
        words = _meant(asked.words())
        if not 0 < len(words) <= MOST_WORDS:
            return ""
        nearest, like = self._nearest(_terms(words))
        if like >= NEARLY:
            return nearest
        spoken = [rule for rule in self.rules if rule.holds(words) and self.vocabulary[rule.name].issuperset(words)]
        return max(spoken, key=lambda rule: len(rule.needs)).name if spoken else ""

    def _nearest(self, terms: frozenset[str]) -> tuple[str, float]:
        likes = ((name, len(terms & own) / len(terms | own)) for name, own in self.examples)
        return max(likes, key=lambda found: found[1], default=("", 0.0))


def learn(examples: Mapping[str, Iterable[str]], rules: Mapping[str, Sequence[str]]) -> Recogniser:
    """Learn from examples and rules by name; examples under "" are near questions that are none of these.

    A rule is a line of words that must occur, in any order: `a|b` is either, `!a` must not occur.
    """
    read = [(name, _meant(read_text(each).words())) for name, texts in examples.items() for each in texts]
    made = tuple(_rule(name, line) for name, lines in rules.items() for line in lines)
    words: dict[str, set[str]] = {name: set(_EVERYWHERE) for name in {*examples, *rules}}
    for name, found in read:
        words[name].update(found)
    for rule in made:
        words[rule.name].update(word for need in rule.needs for word in need)
    return Recogniser(
        made,
        tuple((name, _terms(found)) for name, found in read if found),
        {name: frozenset(found) for name, found in words.items()},
    )


def _rule(name: str, line: str) -> Rule:
    parts = line.split()
    needs = tuple(frozenset(part.split("|")) for part in parts if not part.startswith("!"))
    return Rule(name, needs, frozenset(part[1:] for part in parts if part.startswith("!")))


def _meant(words: Sequence[str]) -> list[str]:
    """Words with different ways of saying one thing brought together, empty ones left out."""
    text = " ".join(words)
    for pattern, meant in _SAME:
        text = pattern.sub(meant, text)
    return [word for word in text.split() if word not in _EMPTY]


def _terms(words: Sequence[str]) -> frozenset[str]:
    # Neighbours count too: "sao lại là bài này" and "bài này là sao" have the same words.
    return frozenset([*words, *(f"{left} {right}" for left, right in pairwise(["<", *words, ">"]))])
