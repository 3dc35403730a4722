# ruff: noqa: E501 - patterns read better in one piece
"""What the score reads beside the signs, in the folded text: nobody is shown these as a proof of anything.

The first ones are said by honest messages and avoided by tricks; those from `stranger` on are ways of speaking that
either side has, written from the kinds of trick that public warnings list.
"""

from __future__ import annotations

CUES: dict[str, str] = {
    "in_person": (
        r"\b(?:tai|o|den|len|ra|qua|ghe|xuong) (?:quay|phong|nha van hoa|cua hang|chi nhanh|pgd|tram y te|truong|van phong|nha an|cong"
        r"|tru so|diem|bo phan|ngan hang|vien|xuong|cua|ben xe|tiem|quan|ubnd|bung tin|bang tin)\b|\btruc tiep\b|\bmot cua\b"
        r"|\bgap (?:chi|anh|co|phong|truc tiep|lay|minh)\b|\bmang (?:theo )?(?:cccd|can cuoc|giay|ho so|so|dien thoai|the)\b"
    ),
    "pay_later": (
        r"\btien mat\b|\btra tien sau\b|\bkiem (?:tra|hang)\b|\bcod\b|\bthu ho\b|\bkhi nhan\b|\btra sau\b|\btan tay\b|\bbien lai\b"
        r"|\bhoa don\b|\bky nhan\b|\bxem (?:roi|vua)\b|\blam xong\b|\btoi noi tra\b|\bcung duoc\b|\bthu ngan\b|\bgiay bien nhan\b"
    ),
    "free": r"\bkhong (?:thu|mat|ton|phai dong) (?:phi|them|tien|bat ky|coc|gi)\b|\bkhong can thao tac\b|\bneu khong phai (?:ban|qk|quy khach)\b"
    r"|\bbo qua\b",
    "advert": r"\(qc\)|\[qc\]|\btu choi\b|\bsoan (?:tc|huy|[a-z]{1,6}\d*) gui\b|\bgui (?:\d|x){3,5}\b|\*\d+#",
    "balance": r"\bso du\b|\bsd\b|\bnd\b|\bgd\b|\bps\b|\btkc?\b|\bma kh\b|\bhsd\b|\bhan muc\b|\bma gd\b",
    "known": (
        r"\bnhu (?:cu|moi thang|tuan truoc|moi hom|thuong)\b|\b(?:toi|lat|chieu|mai|cuoi tuan) (?:ve|ghe|gap|qua|dua)\b|\bghe (?:phong|nha)\b"
        r"|\bluong ve\b|\bmung \d+\b|\bto truong\b|\bto pho\b|\bca nha\b|\bmn\b|\bmoi (?:nguoi|phong|dua)\b|\bcong doan\b|\bphu huynh\b|\bcon\b"
    ),
    "formal": r"\b1[89]00|\bhotline\b|\btran trong\b|\bcam on (?:qk|quy khach|ban|anh|chi)\b|\bkinh (?:bao|moi|chuc)\b|\bdieu (?:kien|khoan)\b",
    "store": r"\b(?:tren|o|tu|vao|trong|tai) (?:kho|cho) ung dung\b(?! chua| khong)|\bung dung chinh thuc\b",
    "asks": r"\?|\bchua\b|\bkhong a\b|\bnha\b|\bnhe\b|\ba$",
    "stranger": r"^\W*(?:alo|a lo|da|hello|hi|xin)? ?(?:chao|kinh chao)? ?(?:anh|chi|bac|co|chu|ban|em|ong|ba)?,? ?(?:em|toi|minh|chau|con|day) (?:la|ben|goi tu|tu ben|o ben)\b|\b(?:em|toi|chau|con|minh) (?:ben|goi tu|tu ben|la (?:nhan vien|tro ly|can bo|dai ly|ky su|bac si|luat su|quan ly|giao vien|ke toan))\b|\btinh co\b|\blam quen\b",
    "from_afar": r"\b(?:khoi|khong can|khong phai) (?:ra|len|den|di|gap|toi)\b|\b(?:tu xa|tai nha|qua dien thoai|truc tuyen|online|lam tren dien thoai)\b|\bkhong cho xem\b|\bo xa\b|\bdang o (?:que|nuoc ngoai)\b|\bmang (?:kem|yeu)\b|\bsong yeu\b|\bkhong tien (?:nghe|noi)\b",
    "other_account": r"\b(?:so|stk|tk|tai khoan|ma|ma qr)\b[^.!?\n]{0,24}\b(?:ben duoi|em gui|e gui|anh gui|minh gui|duoi day|duoi nay|con doc|chu doc|toi nhan|moi dan|cua (?:chu|anh|co|chi|ke toan|truong nhom|nhan vien|dai ly|dieu phoi|chuyen vien|y ta|bac s[iy]|nguoi)|khac)\b|\bso (?:nay|kia)\b|\b(?:qua|vao) vi nay\b",
    "lure": r"\b(?:hoan (?:lai|tra|coc|von)|nhan lai|tra lai du|ve cung|cong lai vao luong|cuoi thang (?:tra|cong)|tra lai chi)\b|\bchiem \d|\bhoa hong\b|\bhuong \d+",
    "scarce": r"\bcon (?:dung )?\d+ (?:suat|slot|may|cho|phong|ve|phieu|ban|nguoi|buoi|may)\b|\bsuat cuoi\b|\bso luong (?:co han|\d)|\bchi (?:con|nhan them|ap dung)\b|\bai nhanh\b|\bgiu (?:cho|suat|slot|don|gia|may)\b|\bmoi xa \d|\bdau tien\b",
    "promise": r"\b(?:cam ket|dam bao|bao dau|uy tin|chac chan|chac thang|that 100|100 ?%|trung \d|khong lo|mien phi hoan toan|khong mat gi|xong (?:la|em)|khong can (?:kinh nghiem|bang cap|tieng|von|chung minh|ho so)|gia goc|khong om hang|khong thu phi|khong dong phi)\b",
    "spread": r"\b(?:chia se (?:cho|giup|bai)|dung luot qua|tha tim|cham (?:em|1|\.)|nhan (?:1|em|minh|trang|rieng)|inbox|inb|ib|de lai (?:so|sdt)|nhan tin giu|kin)\b",
    "watch": r"\b(?:giu may|bat loa|mo camera|o mot minh|phong rieng|dong cua|goi video|dung (?:tat|thoat|cup)|up may|giu nguyen|man hinh den)\b",
    "read_out": r"\b(?:doc|nhan|gui|chup|dua)\b (?:lai |noi |giup |cho |qua )*(?:em|e|con|chau|minh|cho|anh|tao|t)\b[^.!?\n]{0,24}\b(?:ma|so|day|tin|man hinh|mat)\b|\bbam phim\b|\btra loi so\b|\bsoan\b[^.!?\n]{0,30}\bnhan vien\b",
    "pity": r"\b(?:cuu|hoi suc|mat mau|cap cuu|mo gap|vien phi|bong|tai nan|ung thu|mo coi|hoan canh|mat trang|phong mo|phau thuat|con giat|dau tim|sinh mo|den xe|boi thuong|den tien)\b",
    "sweet": r"\b(?:nho (?:em|anh)|nu cuoi|trai tim|dinh menh|tinh yeu|em yeu|anh yeu|my dear|honey|darling|rieng tu|doc than|mat vo|vo mat|goa|tam su|tinh co|cuoi em|cuoi anh|tuong lai cua chung|lam vo|minh cuoi)\b",
    "past": r"\b(?:hom (?:qua|bua|truoc|no|kia)|thang truoc|tuan truoc|lan truoc|dot truoc|nam ngoai|nhu (?:cu|moi lan|moi khi|thuong)|stk cu|tk cu|quen|da (?:nop|dong|thong nhat|ky|duyet))\b",
    "done": r"\b(?:roi (?:nha|nhe|do|a|day)|da (?:nhan|chuyen|thanh toan|nop|ve|giao)|thanh cong|ban giao|da ghi nhan)\b",
    "no_action": r"\b(?:khong can (?:lam gi|thao tac|dong|tra|thanh toan|bam|mang tien)|bo qua (?:tin|thu)?|khong ap dung phi|0d|mien phi|khong (?:thu|mat|ton) (?:tien|phi|dong)|khong thu bat ky|khong hoi|khong nhan qua tin nhan|dung (?:chuyen|doc|nhan qua)|tu (?:doi|dat|ve|dong))\b",
    "choice": r"\bhoac\b|\bhay (?:la|mai|em|de)\b|\bcung (?:duoc|dc)\b|\bai (?:khong|bo|ban|chua|muon|di|can|thac mac|khong chac)\b|\btien (?:thi|luc nao)\b|\bhoi (?:lai|co|chi|thang|truoc|so)\b|\bkhong (?:sao|ep|trach)\b",
    "place": r"\b(?:phong \d+|quay(?: so)? \d|tang \d|cong (?:chinh|so|\d|bao ve)|bang tin|nha an|nha van hoa|hoi truong|phong (?:nhan su|tai vu|cong doan|truyen mau)|van phong|tru so|so nha|ga|ben xe|kcn|khu cong nghiep|benh vien tinh)\b",
    "masked": r"\bxx\d*|\*{2,}\d|\d+xx\b|\b\d{2,4}x{2,}",
    "officialdom": r"\b(?:toi (?:la )?(?:phong|doi|can bo|dai uy)|dong chi|vu an|lay loi khai|giay moi|bien ban|thu ly|dieu tra|chuyen an)\b",
    "secret_talk": r"\b(?:dung|khong|ko) (?:noi|ke|bao|hoi|ban|trao doi|lien he|goi|nop|duoc ke)\b",
    "mail_talk": r"\b(?:file|dinh kem|invoice|dear|regards|hop thu|mailbox|dang nhap de xem|mo tep|so dien thoai cu|tai khoan moi|doi ngan hang|the qua tang)\b",
    "new_face": r"\b(?:so moi|zalo moi|doi (?:zalo|so|may|sdt|ngan hang)|xai so nay|so nay moi|may cu|quen mat khau|thay tong dai|mat may|doi sdt)\b",
}  # fmt: skip
