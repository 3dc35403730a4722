"""Invented Vietnamese names: family names by how common they are and where, given names by the decade of birth.

Shares of family names follow the order of published counts (Nguyễn about three in ten, then Trần, Lê, Phạm, …); the
rest is our own feeling for the ear, so that a list looks like the list of a real workshop. A draw that happens to be
the name of somebody widely known is drawn again; those names are kept as digests, because no real name stands in
this project.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

from hocvuso.core import vntext

# Per thousand. The south writes Huỳnh and Võ where the north writes Hoàng and Vũ.
FAMILY = {
    "Nguyễn": 318, "Trần": 109, "Lê": 90, "Phạm": 62, "Phan": 30, "Trương": 24, "Bùi": 22, "Đặng": 21, "Đỗ": 20,
    "Ngô": 18, "Hồ": 16, "Dương": 14, "Đinh": 11, "Lý": 9, "Mai": 8, "Cao": 8, "Đoàn": 8, "Lương": 7, "Trịnh": 7,
    "Đào": 7, "Lâm": 6, "Tạ": 5, "Hà": 5, "Phùng": 4, "Châu": 4, "Tô": 4, "Tăng": 3, "Quách": 3, "Thái": 3, "Kiều": 3,
}  # fmt: skip
NORTH = {"Hoàng": 52, "Vũ": 48, "Nghiêm": 3, "Khuất": 2, "Lò": 5, "Quàng": 3}
SOUTH = {"Huỳnh": 50, "Võ": 46, "Danh": 4, "Thạch": 5, "Kim": 3, "Sơn": 2, "Diệp": 3, "Từ": 2}
WOMEN_MIDDLE = {
    "old": "Thị Thị Thị Thị Thị Thị Kim Ngọc", "mid": "Thị Thị Thị Thu Ngọc Kim Thanh Bích Mỹ Hồng",
    "young": "Thị Ngọc Thu Thanh Phương Khánh Minh Bảo Hà Quỳnh Thùy Diệu Như Tường",
}  # fmt: skip
MEN_MIDDLE = {
    "old": "Văn Văn Văn Văn Đình Xuân Hữu Công", "mid": "Văn Văn Đức Minh Hữu Quốc Công Xuân Ngọc Thanh",
    "young": "Văn Đức Minh Quốc Tuấn Gia Hoàng Nhật Anh Thành Quang Tiến Bảo Thế",
}  # fmt: skip
WOMEN = {
    "old": "Bé Bông Cúc Đào Gái Hạnh Hoa Hoà Hồng Huệ Là Lan Liên Lụa Lý Mận Mùi Năm Nga Nhàn Ngọt Sáu Sen Tám Thắm "
           "Thìn Thơm Tuyết Tươi Xuân Yến",
    "mid": "Ánh Bình Châu Diễm Dung Giang Hà Hạnh Hằng Hiền Hoa Hồng Huyền Hương Hường Lan Liên Loan Mai My Nga Ngân "
           "Nhung Oanh Phượng Phương Quyên Thảo Thắm Thúy Thủy Trang Tuyết Vân Xuân Yến",
    "young": "An Anh Ánh Chi Diệp Duyên Giang Hân Huyền Linh Ly Mai My Ngân Ngọc Nguyệt Nhi Nhung Như Oanh Phương "
             "Quyên Quỳnh Thảo Thư Tiên Trâm Trang Trinh Trúc Tú Uyên Vi Vy Yến",
}  # fmt: skip
MEN = {
    "old": "Ba Bảy Bình Cảnh Chiến Dần Dũng Hai Hoà Hùng Khoa Lợi Lực Mười Nam Nghĩa Ngọ Phú Quý Sáng Sơn Sửu Tám Tấn "
           "Thanh Thắng Thiện Tư Út Xuân",
    "mid": "Bảo Cường Dũng Đạt Đông Đức Giang Hải Hiếu Hoàng Hùng Hưng Khánh Kiên Lâm Long Mạnh Nam Nghĩa Phong Phúc "
           "Quân Quang Sơn Tài Tâm Thành Thắng Tiến Toàn Trung Trường Tuấn Tùng Việt Vinh",
    "young": "An Anh Bách Dương Duy Đạt Đăng Đức Hào Hiếu Hoàng Huy Hưng Khang Khánh Khoa Khôi Kiệt Lộc Long Minh Nam "
             "Nghĩa Nguyên Nhân Nhật Phát Phong Phúc Quân Sang Thiên Thịnh Tín Trí Trọng Tuấn Vũ",
}  # fmt: skip
# First 12 hex digits of the SHA-256 of folded names of people whom everybody knows from the news, screen or field.
WIDELY_KNOWN = frozenset(
    """
    03668676f38a 0564c614d168 0a13c91356bf 0b8da0f200aa 0baf318f4efe 0e461aa66a62 0e94034904a6 0f3c04842084
    0fefc29244b0 10d42b040bed 134c6fb4af76 13b9ac2a5ebd 1454891ed607 145ffbfcff46 16af2156fe32 16f404f1f24c
    193dbb60989b 1b72011ee163 1bd6d988aa94 1c36abe295df 1cb6ed3cdac3 1cc5d2cc3674 1cfeec7d05f6 1d3ad5aba318
    1d88924099e7 1ec542cbe1d8 1fc81e7e9442 206309ffc925 21737aae748d 219190c2e5d5 235528800953 25401f1ff9d3
    256dd5ad0480 25f7ec0ebd38 267b80842cc1 27834c41dccd 289880d2ebef 2a2683d4dc40 2a2d07f62db1 2d5c9d9b7455
    2eb51e6682b9 2f110da8611f 2fc21a2f7a88 3000eab620dd 30985c2ef8ec 327611766b5e 3504650e62e5 357e4b61711e
    362cc06d2125 3710ffe00948 37c4219f6faf 37dfad572dc9 38b8d6de8894 3a812ec80859 3b5b94e5e952 3b83e5c5989b
    3ba36af9e823 3ce97a1a8f49 3dda41790a1e 3ee47982ff0d 41e75dd7a574 423775d29a5c 4400c985f299 4407d4d7690d
    45c05fed8b19 4712cb3ad081 4aa5c6d01997 4aee15c5076c 4b2bba384038 4d9999f26ed6 4ef8fb25761a 51cb6ae467ef
    5212204d4cdd 526f778768f2 531334312a6a 598c280817ca 59cfc8678df5 5a6e2fe850be 5aa8113b950e 5b023fe83082
    5c2f6f13497c 5cae5638d4c6 5d12f3ca94f3 5d1ae9545eda 60336f04342b 60b82627ab4d 61de5f2868c7 62b63ea344e9
    631708b6fe23 64aa07f29e0a 6573d05ff3fb 65bcd9f7a6bf 66805fc6532b 67aaa622cf5f 67c9410aa4dc 6845c9650508
    68d8c03f0164 69aa4dd8c3c3 6a69bc16d1f5 6b36cd23ba35 6c2352f04888 6db51abe1147 6deb634f6217 6fb49b74542a
    6fec5128e3a4 702f09b2678f 7107bd9a3e50 712cdf2e91c3 715654b658d3 72305af246d4 737941847de7 748eb9e0667d
    7511c368cb15 76ff8df9aa1d 778e022cb4ef 77a88ec9dcf7 79131fe03e07 7a06c02b9d7c 7bba26737eba 7d2af7454f9e
    7d5229f8cfff 7d5e6832b822 7e116b7bc304 7fb348583448 818b0d3dc35b 820fc2375228 8210634a158d 829aea12a931
    8512a322d68d 8608e063932c 881d88ccc0a6 8a713147dcda 8b98d3729da5 8cc33d61af31 8ed4488b84b8 8ef756522804
    8fe0460ef218 90280a5ce290 92835f807c47 92fe1e894444 93c3b8df99d6 943e918aba3b 97cd17faf4ac 9901cfffeda8
    99c08d7c7c6e 9a3d448313c8 9a69b1dc0d8b 9b092ae3a8a5 9be7faab3492 9cd922be3e76 9d1ace3a965a 9d3baa215666
    9dc006598612 9eb1862d7bf1 9f2a2afc1978 9ff7b5d54886 a09c26d50959 a149b622f2e8 a3c26b3ce5f1 a3c92fcdd551
    a3dabbc671d4 a4e5e451f107 a6c0fb6ac1d2 a84e830ed0e2 aad445803dc5 ab2e3fc9f6b8 ac9c4eb45030 ad7d55075cb8
    ae48f102fe73 af6e39c5c651 b0003aa70af1 b3760798e1fb b3f8e0cfe51e b62e51d31127 b73f1938dd65 b7e073aa0fec
    b7feaad0285e b94411c05185 b9bc5a2d3a7d ba1c96069482 bc4555c31d31 bc7d44734757 bd6361972551 bd792268b0d2
    be62539d0f79 bff5fcf06182 c00b2a2d55e2 c3fa8ea0ef49 c45ef69cdc3b c69299046449 c69a2fe44f99 c8e859549dfa
    cb382302557c cb732b4929a5 ce6e9ef4277e cf04a269b8a2 cf3f621c3871 d02477efaac1 d09777262c08 d09f86a1c4a8
    d2310c5c5f86 d555995bdd80 d6ca3cdae1b2 d7d44e96c006 d834b7d009fd d87f54309e6c d8cab354a344 d909a019cd7a
    da5adb7e4343 dd594981488b dda7e7389853 ddea370f803b de12a2d1d9be df22a3430077 df4f2e1845fb e04a186f528f
    e18a662ff533 e20ea5d377ab e26ca0d34b42 e3ec69621e19 e8059ee81307 eb2b32cf5710 eb4557b38f99 eb5b3d33bd81
    ed41bb6fd5c7 eda37964faf3 ef865d5567ef f06eb1d8f308 f07e609c075e f2a8056c6dd2 f319e5fddbe9 f6333d9e726d
    faf89d08c6cd fc849f0444eb fd9befeeeaee fdae94f9f8db fdafa654b95f fe2ea76acd12 ff75470bb63c
    """.split()  # noqa: SIM905 - a block of words reads better than as many quotation marks
)


@dataclass(frozen=True, slots=True)
class Named:
    """An invented name with its form of address."""

    full: str
    address: str
    is_woman: bool


class Names:
    """Draws names for one region ("north", "south", or anything else for both)."""

    def __init__(self, region: str) -> None:
        table = {**FAMILY, **(NORTH if region != "south" else {}), **(SOUTH if region != "north" else {})}
        self._families, self._shares = tuple(table), tuple(table.values())

    def draw(self, chance: random.Random, *, women: float, young: float) -> Named:
        """Return a name: `women` is the share of women, `young` of people born after 1995."""
        while True:
            is_woman = chance.random() < women
            born = chance.random()
            age = "young" if born < young else "mid" if born < young + (1.0 - young) * 0.75 else "old"
            family = chance.choices(self._families, self._shares)[0]
            middle = chance.choice((WOMEN_MIDDLE if is_woman else MEN_MIDDLE)[age].split())
            given = chance.choice((WOMEN if is_woman else MEN)[age].split())
            if middle != given and (full := self._grown(chance, family, middle, given, age)) and not _is_known(full):
                return Named(full, "chị" if is_woman else "anh", is_woman)

    @staticmethod
    def _grown(chance: random.Random, family: str, middle: str, given: str, age: str) -> str:
        """Return three words, or four as the young often have, or two as some of the old."""
        shape = chance.random()
        if age == "old" and shape < 0.06:
            return f"{family} {given}"
        if age == "young" and shape < 0.3:
            second = chance.choice(["Thị", "Ngọc", "Minh", "Bảo", "Thanh", "Kim", "Gia", "Hoàng", "Phương", "Hoài"])
            if second not in {middle, given, family}:
                return f"{family} {second} {middle} {given}"
        return f"{family} {middle} {given}"


def _is_known(full: str) -> bool:
    return hashlib.sha256(vntext.search_key(full).encode()).hexdigest()[:12] in WIDELY_KNOWN
