"""Patterns of `core/triage.py`, over folded words with chat words spelled out.

Written from the wordings of the curriculum and by hand; each line stands for a way of saying one thing.
"""

from __future__ import annotations

_PAST = r"(?:vua|moi|lo|trot|so y|da|roi|xong|hoi nay|nay gio|luc nay|nham tuong)"
_VICTIM = r"(?:lua|gat|bip|ke gian|ke xau|nguoi la|so la|no|han|hac|chung|bon|ho|nguoi ta|trang la|link la|web la)"
_MONEY = (
    r"(?:chuyen (?:khoan|tien|het|cho|luon|\w+ (?:trieu|nghin|ngan))|gui tien"
    r"|nap (?:tien|het|\w+ (?:trieu|nghin|ngan)))"
)
_CODE = (
    r"(?<!doi )(?:otp|ma(?! (?:ho so|don|qr|van don|vung|giam|lop|so thue|khach|moi))"
    r"|mat khau|passcode|so the|pin|cvv|thong tin the|thong tin ngan hang"
    r"|thong tin tai khoan|can cuoc va|day so|may so)"
)
_GIVE = r"(?:doc|dua|cung cap|nhap|gui|noi|khai|dien|cho|tiet lo|go)"
_APP = r"(?:ung dung|app|file|tep|phan mem|apk)"
# One of these, said of oneself or a relative, about what has happened.
URGENT = (
    rf"\b{_PAST}\b.{{0,25}}\b{_MONEY}\b.{{0,45}}\b{_VICTIM}\b",
    rf"\b{_MONEY}\b.{{0,30}}\b(?:lua|ke gian|gat)\b.{{0,30}}\b(?:roi|mat)\b",
    rf"\b{_MONEY}\b.{{0,40}}\bbi (?:lua|gat)\b",
    rf"\bbi (?:lua|gat)\b.{{0,20}}\b{_MONEY}\b.{{0,40}}\b(?:trieu|nghin|ngan|roi|lam sao|giup|cuu)\b",
    rf"\b(?:vua|moi|lo|trot|so y|hoi nay|da)\b.{{0,20}}\b{_GIVE}\b.{{0,25}}\b{_CODE}\b"
    r"(?!.{0,30}\b(?:sai|khong dung|khong nhan|wifi|khong duoc|khong vao|khong len|khong mo)\b)",
    rf"\b{_GIVE}\b.{{0,15}}\b{_CODE}\b.{{0,30}}\b(?:roi|mat tien|bi tru|bi rut|xong thi)\b",
    r"\b(?:rut|lay|hut|boc|cuom|chuyen) (?:het|sach|mat|trom)\b.{0,12}\btien\b",
    r"\b(?:mat|bay|boc hoi|tru|bi tru|bi mat|bi rut) (?:het |sach |mat |sach sanh )?"
    r"(?:tien|\w+ trieu|\w+ nghin|\w+ cu)\b.{0,40}\b(?:tai khoan|the|ngan hang|vi|atm|app|ung dung|otp|lua)\b",
    r"\b(?:tai khoan|the|vi)\b.{0,25}\b(?:mat|bay|boc hoi|bi tru|bi rut|bi mat|tu tru)"
    r" (?:het |sach |mat |sach sanh )?(?:tien|\w+ trieu|\w+ nghin)\b",
    r"\b(?:ke trom|ke gian|no|han|ai do|nguoi ta|chung no) (?:da |vua |moi )?(?:chuyen|rut|lay)"
    r" (?:het |sach |mat )?tien (?:tu|trong|cua|khoi)\b",
    r"\b(?:quet|bam|cai|doc|nhap|mo)\b.{0,20}\bxong\b.{0,15}\b(?:bi tru|mat|bi mat|bay)"
    r" (?:tien|\w+ trieu|\w+ nghin|\w+ tram)\b",
    rf"\b(?:lo|vua|moi|trot|da)\b.{{0,15}}\b(?:cai|tai|mo)\b.{{0,15}}\b{_APP}\b"
    r".{0,30}\b(?:la|no|han|gia|ke gian|lua|mat tien|tu chay|tu nhay|bi dieu khien)\b",
    r"\bbi (?:lua|gat|bip)\b.{0,10}\bmat\b",
    r"\bmoi (?:biet|hay)\b.{0,15}\b(?:bi )?(?:lua|gat|bip)\b",
    r"\btien (?:trong|o) (?:tai khoan|the|vi|app|ngan hang)\b.{0,20}\b(?:mat|bay|bien mat|khong con)\b",
    r"\b(?:bi dieu khien|tu chay|tu nhay)\b.{0,30}\btien\b.{0,10}\bbi (?:chuyen|rut|tru|lay)\b",
    r"\b(?:cuu|giup)\b.{0,15}\b(?:em|toi|minh|tui|voi)\b.{0,40}\b(?:bi lua|mat tien|lua dao)\b",
    r"\b(?:bi lua|mat tien)\b.{0,40}\b(?:cuu|phai lam sao|lam sao bay gio|lam gi ngay)\b",
)
# Not now, not lost to a thief, or only asked for: then it is a question like others.
NOT_URGENT = (
    r"\b(?:thang truoc|nam ngoai|nam truoc|tuan truoc|lau roi|hoi nam|may thang)\b",
    r"\b(?:co nen|nen khong|neu|gia su|lam sao de khong|cach tranh|phong tranh|de tranh|co phai lua)\b",
    r"\b(?:tien mang|goi cuoc|tien dien thoai|tien sim|tien cuoc|cuoc phi|tru cuoc|nap the|dung luong"
    r"|4g|3g|data|goi data)\b",
    r"\b(?:wi ?fi|quen (?:\w+ )?(?:mat khau|passcode|ma)|bao sai|van sai|mat tien khong|mat (?:nick|facebook|zalo))\b",
    r"\b(?:chua|dung|khong) (?:chuyen|doc|gui|dua|cung cap|nhap|nap)\b",
    r"\b(?:duoc ai|hua|dich vu|luat su|hacker|hoi|nhom|trang|ben|nguoi) .{0,40}"
    r"\b(?:lay lai|thu hoi|doi lai|doi duoc|hoan)\b.{0,10}\btien\b",
)
MISTAKE = r"\b(?:nham|lon|sai so|sai nguoi)\b"
THIEF = r"\b(?:lua|gat|bip|ke gian)\b"

HUMAN = (
    r"\b(?:gap|noi chuyen voi|noi chuyen truc tiep voi|chat voi|hoi truc tiep|lien he|noi voi|ket noi)"
    r" (?:voi )?(?:mot |1 )?(?:nguoi that|nguoi ho tro|nhan vien ho tro|nhan vien tu van|tu van vien|tu van"
    r"|can bo ho tro|can bo cong doan|tinh nguyen vien|nguoi giup|ai do|nguoi huong dan|tong dai vien)\b",
    r"\b(?:cho|muon|can|xin) (?:toi |em |minh |tui )?(?:duoc )?(?:gap|noi chuyen voi) nguoi\b(?! la)",
    r"\bkhong (?:muon|thich) (?:noi chuyen|chat|hoi)(?: voi)? (?:may|robot|tro ly|ai)\b",
    r"\bgoi (?:nguoi that|nguoi ho tro|nhan vien ho tro)\b",
)
GREETING = (
    r"(?:(?:xin )?chao(?: \w+){0,4}|hello(?: \w+){0,3}|hi(?: \w+){0,2}|hey|a lo|alo(?: \w+){0,2}"
    r"|(?:cam on|thanks|thank you|tks)(?: \w+){0,5}|co ai (?:o day )?khong(?: the| vay)?|ban la ai|tro ly oi"
    r"|(?:giup|cuu|ho tro|tro giup|help)(?: (?:toi|em|minh|tui|me|voi|di|nhe|a)){0,3}"
    r"|(?:toi|em|minh|tui) (?:can|muon)(?: duoc)? (?:giup|giup do|ho tro|hoi))"
)
OWN = (
    r"\b(?:hom nay|ngay mai|mai|toi nay|bay gio|tiep theo)\b.{0,12}\bhoc (?:gi|bai nao|cai gi|bai gi)\b",
    r"\b(?:toi|em|minh|tui)\b.{0,12}\bhoc (?:den|toi|duoc) (?:dau|bai nao|bao nhieu|may bai)\b",
    r"\b(?:bai|viec) (?:tiep theo|ke tiep)\b.{0,12}\b(?:la|cua|gi|nao|hoc)\b",
    r"\b(?:tien do|ket qua hoc|diem|lich hoc|ke hoach hoc|chung nhan|ho so hoc)\b.{0,6}"
    r"\b(?:cua (?:toi|em|minh|tui))\b",
    r"\b(?:toi|em|minh|tui) (?:da )?(?:dat|xong|hoan thanh|hoc xong) (?:chua|may bai|bao nhieu bai)\b",
    r"\bcon (?:may|bao nhieu) bai\b",
)
REFUSE = (
    r"(?<!bi )(?<!bi nguoi )\b(?:cach |lam sao |the nao |muon |giup |chi |day )(?:\w+ ){0,3}"
    r"(?:hack|hach|be khoa|pha mat khau|do mat khau|chiem nick|chiem tai khoan)\b",
    r"\bhack (?:\w+ ){0,2}(?:nick|facebook|zalo|wifi|tai khoan|dien thoai) (?:\w+ ){0,2}"
    r"(?:nguoi khac|nguoi yeu|vo|chong|ban gai|ban trai|hang xom|no|han|sep|ban)\b",
    r"\b(?:doc trom|xem trom|nghe len|theo doi|dinh vi|kiem soat) (?:\w+ ){0,4}(?:cua )?"
    r"(?:vo|chong|nguoi yeu|ban gai|ban trai|nguoi khac|dong nghiep|sep|hang xom|nguoi ta)\b",
    r"\b(?:lam|mua|dat lam|in|tao|cho thue|ban) (?:\w+ ){0,2}(?:giay to|can cuoc|bang|bang lai|chung chi"
    r"|so do|con dau|hoa don|giay kham|giay ra vien|bien lai)(?: \w+){0,2} gia\b",
    r"\b(?:lam gia|gia mao|sua|photoshop) (?:\w+ ){0,1}(?:giay to|can cuoc|bang cap|chung chi|con dau|giay kham"
    r"|bien lai|chu ky|giay ra vien)\b",
    r"\b(?:tim|tra|kiem|xin|mua|dao|lay) (?:\w+ ){0,3}(?:dia chi|so dien thoai|so nha|can cuoc|thong tin"
    r"|lai lich|noi o|so tai khoan)(?: ca nhan| nha| rieng)? (?:cua )?(?:mot )?"
    r"(?:nguoi khac|nguoi yeu|nguoi yeu cu|ke no no|con no|thang|chu no|vo cu|chong cu|nguoi no"
    r"|khach hang khac|hang xom)\b",
    r"\b(?:qua mat|lach|vuot qua|gian lan|danh lua) (?:\w+ ){0,3}"
    r"(?:xac thuc|khuon mat|sinh trac|ekyc|he thong|cham cong)\b",
    r"\b(?:mua|ban|thue|cho thue) (?:\w+ ){0,2}(?:tai khoan ngan hang|sim rac|data khach hang|danh sach so dien thoai)"
    r"(?: \w+){0,3}\b(?:o dau|gia|ten nguoi khac|khong chinh chu)",
    r"\b(?:cach|day|chi|viet|soan) (?:\w+ ){0,3}"
    r"(?:lua nguoi|lua tien nguoi|lua dao nguoi|di lua|tin nhan lua dao de)\b",
)
# Told by the one to whom it was done.
NOT_REFUSE = (
    r"\b(?:co nguoi|ai do|co ke|ke gian|bi|nguoi ta|nguoi khac|no|han|cong ty|sep)\b.{0,15}"
    r"\b(?:lam gia|gia mao|hack|doc trom|xem trom|nghe len|theo doi|dinh vi|sua)\b.{0,25}"
    r"\b(?:cua |cho )?(?:toi|em|minh|tui|cong nhan|con toi|me toi)\b",
)
# Which line of what is on the screen: "bước 2", "bước thứ ba".
LINE = r"\b(?:buoc|muc|dong) (?:thu |so )?(\d|nhat|mot|hai|ba|bon|tu|nam)\b"
LINE_NUMBERS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}  # convention: numerals
# What comes after it.
NEXT = (
    r"^(?:(?:toi|em|minh) )?(?:da )?(?:(?:lam|bam|an) )?(?:duoc |xong )?(?:roi|xong|sau do|tiep theo|tiep)(?: thi)?"
    r" (?:sao|lam gi|lam sao|the nao|gi)(?: nua| tiep| day)?$",
    r"^buoc (?:tiep theo|ke tiep|tiep|sau)(?: \w+){0,4}$",
)
# Words that mean something only beside the step on the screen.
FOLLOW_UP = (
    *NEXT,
    r"^(?:the|vay)(?: thi)? (?:sao|lam gi|the nao|gi)(?: nua| tiep)?$",
    r"\b(?:buoc|nut|cho|phan|cau|bai|cai|muc) (?:nay|do|kia|ay|dau|thu \w+|\d)\b.{0,20}"
    r"\b(?:sao|the nao|gi|dau|khong|chua|hieu|ro|kho)\b",
    r"^(?:chua|khong) (?:ro|hieu|thay nut|thay|biet lam|lam duoc)(?: \w+){0,4}$",
    r"^(?:noi lai|giai thich|noi de hieu|chi (?:toi|lai)|doc lai|lam lai)(?: \w+){0,5}$",
    r"^(?:la sao|nghia la sao|sao vay|sao the|lam sao|bi ket|ket roi|kho qua)(?: \w+){0,3}$",
)
