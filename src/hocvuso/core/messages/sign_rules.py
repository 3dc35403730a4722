# ruff: noqa: E501, S105 - patterns read better in one piece; no secret is kept here
"""What each sign looks like in the folded text, letter for letter. Data only: `signs.py` applies it.

Written from the kinds of trick in `vietnam.md` 5 and our own written messages. A sign explains a verdict; by
itself it proves nothing, because banks and workmates also write of money and hurry.
"""

from __future__ import annotations

_NEAR = r"[^.!?\n]{0,40}?"
_CLOSE = r"[^.!?\n]{0,18}?"
_SECRET = (
    r"(?:ma (?:so )?(?:otp|xac nhan|xac thuc|xac minh|pin|bao mat|kich hoat|\d+ so|so vua|vua|ve may|cvv|moi)|ma\b(?! (?:kh|so thue|van don|nhan vien|hoc sinh|don|dinh danh|khach|[\dx]{4}))|otp|mat khau"
    r"|(?:so|ma) pin|(?<!sac )pin|cvv|(?:so|thong tin|hai mat|2 mat|mat (?:truoc|sau)) (?:cua )?the|16 so|(?:3|4|6) so|day (?:ma|so|\d+ so)|sinh trac hoc)"
)
_SELF = r"(?:em|minh|anh|chi|toi|t|tao|con|chau|shop|ben em|a|e|c|m)"
_HARM = r"(?:tung|dang|gui|len (?:mang|nhom|trang|song)|dan hinh|in anh|dot|vut|quang|be sim|ban (?:cong khai|lai|sang)|xoa (?:het|trang|vinh vien)|nguoi (?:toi|den|xuong|ngoi)|biet|doc|coi|xem|to cao|lap bien ban|niem|kho yen|goi (?:ban|chi|sang)|mai (?:len|doan|ca)|ghep|tang|khong kip|danh gia xau|moi toi|bo qua)"
_SUM = r"\b(?:\d[\d.,]* ?|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|chuc|may) )(?:k|tr|trieu|cu|usd|usdt)\d?(?![a-z])"
_MOBILE = r"(?:\+?84|0)[\dx](?:[ .\-]?[\dx]){7,9}"

# Sign, patterns; the first that holds gives the quote.
SIGNS: dict[str, tuple[str, ...]] = {
    "secret": (
        rf"\b(?:doc|gui|cung cap|nhap(?! sai)|(?<!tien )(?<!thoai )dien(?! thoai| luc)|nhan lai|(?<!xac )nhan(?! su| vien)|chup|khai(?! sinh)|tra loi|dua)\b{_NEAR}\b{_SECRET}\b",
        rf"\b(?:xin|cho xin|cho {_SELF} xin|cho {_SELF} muon)\b{_CLOSE}\b{_SECRET}\b",
        rf"\b(?:ma otp|ma xac nhan|mat khau|ma 6 so)\b{_CLOSE}\b(?:cho|doc|gui) {_SELF}\b",
        r"\bdang nhap bang\b[^.!?\n]{0,30}\bmat khau\b",
        r"\bdoc (?:lai )?(?:nhanh|cham|di|lien)\b|\bma (?:da |vua |moi )?(?:gui )?ve\b|\b6 so (?:do|cuoi|nay|kia)\b|\bma pin\b|\bpin vi\b",
        r"\bthe (?:ngan hang |atm )?(?:hai|2) mat\b|\bnhan lai (?:cho )?(?:minh|em|anh|chi|t)\b|\bdang nhap (?:bang )?(?:facebook|zalo|vi|ngan hang)\b",
    ),
    "link": (),
    "app": (
        r"\b[\w-]+\.(?:apk|exe)\b",
        r"\b(?:cai|tai(?! ung dung))\b(?: (?:dat|ve|ngay|them|giup|truc tiep|moi|duoc)){0,2} (?:app|ung dung|phan mem|tep|file|ban)\b",
        # Without marks "at the app" and "fetch the app" are written alike; the word before tells them apart.
        r"(?:^|[.,:;!]\s?|\b(?:long|hay|can|bac|co|anh|chi|chu|ong|ba|ban|em|khach|roi|va|phai|cu|de|huynh|nguoi) )tai ung dung\b",
        r"\bquyen tro nang\b|\bchia se man hinh\b|\bdieu khien (?:dien thoai |may )?tu xa\b|\bnguon khong xac dinh\b"
        r"|\b(?:anydesk|teamview\w*|ultraview\w*)\b|\bday (?:9 so|id)\b|\bdoc (?:em )?(?:day )?id\b|\bquet (?:khuon )?mat\b",
        r"\b(?:van|cu|tiep tuc) (?:bam |nhan )?(?:tiep tuc )?(?:cai dat|cho phep)\b|\b(?:bam|nhan|an) (?:cho phep|dong y)\b|\b(?:cap|xin|hoi|bat) (?:het |tat ca |cac )?quyen\b",
        r"\bman hinh\b[^.!?\n]{0,18}\b(?:den|toi)\b|\bdung (?:tat|rut|dung vao|cham) (?:may|nguon|sim)\b|\b(?:bam|nut) (?:nut )?chia se\b|\bnfc\b|\bcham the\b|\bap (?:the|can cuoc)\b",
        r"\bman hinh\b[^.!?\n]{0,30}\b(?:dong bo|quet)\b|\bup may\b|\b(?:chua|khong) co tren kho\b|\bcai tay\b|\btai (?:o )?ngoai\b|\b(?:dung|khong) mo (?:app|ung dung) ngan hang\b",
        r"\btat\b[^.!?\n]{0,14}\b(?:bao ve|diet virus)\b|\*21\*|\bsao sao\b|\bcap nhat\b[^.!?\n]{0,16}\b(?:tu xa|qua dien thoai|app)\b",
    ),
    "secrecy": (
        r"\b(?:dung|khong|ko|k|khong duoc|tuyet doi khong)\s+(?:duoc )?(?:noi|ke|tiet lo|trao doi|bao|goi|hoi|cho)\b"
        r"[^.!?\n]{0,16}\b(?:ai|vo|chong|con|nguoi nha|gia dinh|cong an|hang xom|bac|bo me|phong|t|tao|co quan|ngan hang)\b",
        r"\bgiu bi mat\b|(?<!nguoi )(?<!nu hon )\bbi mat\b(?! tang| gui)|\b(?:khong|dung|ko)(?: duoc)? (?:cup|tat) may\b|\bcup may la\b|\bphoi hop mat\b",
    ),
    "fee": (
        r"\b(?:dong|nop|nap|chuyen|ung|coc|tra|ck)\b[^.!?\n]{0,28}?\b(?:le phi|phi|thue|truoc|tien coc|coc|dat coc|bao lanh)\b",
        r"\b(?:dat )?coc (?:truoc |giu |ho so |giay |nguyen |dong )?[\w]*\s?\d[\d.,]*|\bdat coc\b",
        r"\bphi (?:ho so|giai ngan|bao hiem|van chuyen|kich hoat|bao lanh|hai quan|kham|dao tao|ship|xac minh|giu cho|luu kho)\b",
        r"\bnap (?:them|lai|toi thieu|tien)\b|\bnap (?:truoc )?\d[\d.,]* ?\w{0,6}",
        r"\bgiu (?:cho|suat|phong|slot|ghe|may|lich|form)\b|\bthe chan\b|\blot tay\b|\bboi duong (?:anh|chi|quan ly|truoc)\b|\bmot nua truoc\b|\btruoc (?:mot nua|50|30)\b",
        r"\bmo (?:khoa|lenh)\b|\bnap (?:bu|du)\b|\bbao (?:dau|visa|soi)\b|\blo (?:duoc|cho) (?:suat|vao|viec)\b|\bsuat (?:bien che|vao|ngoai giao)\b",
    ),
    "premium": (
        # "Tu choi: soan TC gui 8xxx" is how honest adverts are stopped.
        r"(?<!tu choi )(?<!tu choi: )\b(?:soan|nhan)(?: tin)? (?!tc\b|huy\b|xoa\b|dung\b)[^.!?\n]{1,24}? gui [678][\dx]{3}(?![\dx])",
        r"\b(?:goi|lien he) (?:ngay )?(?:so )?1900[\dx]{2,6}\b[^.!?\n]{0,16}\b(?:noi chuyen|lam quen|tam su|gap em)\b|\b1900[\dx]{2,6}\b[^.!?\n]{0,40}\d/phut",
    ),
    "transfer": (
        r"\bchuyen (?:khoan|tien|gap|ngay|giup|ho|dum|het|toan bo|vao|qua|truoc)\b[^.!?\n]{0,24}",
        r"\btai khoan (?:an toan|tam giu|nha nuoc|trung gian|ca nhan|nay)\b",
        r"\b(?:ck|ban|gui) (?:gap|ngay|tam|giup|dum|ho|qua|vao|cho)\b[^.!?\n]{0,20}",
        r"\bquet (?:ma |qr)\b|\b(?:so tai khoan|stk|so tk)\b",
        r"\b(?:ten )?(?:nguoi nhan|chu tai khoan|ten tai khoan|ten hien ra)\b[^.!?\n]{0,18}\b(?:la|khac|vo|ban|ke toan|em)\b|\b(?:vao|qua) (?:so|stk|tk) (?:nay|day|ban|vo)\b",
    ),
    "borrow": (
        rf"\b(?:muon|vay)\b(?: (?:tam|gap|do|nong|minh|t|em|anh|chi))* ?\d[\d.,]* ?\w{{0,6}}|\bcho {_SELF} (?:muon|vay)\b",
        r"\bmua (?:giup|ho|dum)\b[^.!?\n]{0,24}\bthe\b[^.!?\n]{0,24}|\bdoc ma\b|\bthe (?:cao|nap|qua tang)\b",
        r"\b(?:chieu|toi|mai|lat|tuan sau)\b[^.!?\n]{0,12}\b(?:tra|gui lai|ban lai|hoan)\b",
    ),
    "changed": (
        r"\b(?:so|zalo) moi\b|\bdoi (?:so|may|tai khoan|sim)\b|\b(?:dien thoai|dt|may) (?:con |cu |kia |anh )?(?:hong|hu|loi|mat)\b"
        r"|\bkhong nghe may\b|\bdung goi\b|\bko goi\b|\btai khoan cua ban\b[^.!?\n]{0,8}\b(?:anh|c|a)\b",
        r"\bnick (?:moi|cu)\b|\bso cu (?:bo|mat|hu)\b|\b(?:tk|app|tai khoan|zalo)\b[^.!?\n]{0,12}\b(?:loi|bao tri|bi khoa|het han muc)\b|\bhet han muc\b|\b(?:dang )?hop\b[^.!?\n]{0,16}\b(?:khong|ko|dung)\b",
    ),
    "threat": (
        r"\b(?:bi|se|tam) (?:khoa|cat|dinh chi|ngung|phat|bat|kien|truy to|khoi to|thu hoi|dong bang|xoa|huy|han che|gioi han)\b[^.!?\n]{0,16}",
        r"\bkhoa (?:hai chieu|2 chieu|tai khoan|sim|the|so)\b|\bcat (?:dien|nuoc)\b|\bngung (?:cung cap|hoat dong|dich vu)\b",
        r"\b(?:lenh bat|tam giam|cuong che|khoi to|di tu|trieu tap|niem phong|phong toa|xu ly hinh su|rua tien|duong day|vu an)\b",
        r"\b(?:dang|gui|tung|phat tan)\b[^.!?\n]{0,20}\b(?:len mang|khap|danh ba|ban be|cong ty|vo con|clip|anh nhay cam|anh nong)\b"
        r"|\bclip nong\b|\bbiet nha may\b|\bphat \d[\d.,]* ?trieu\b|\bcong ty thu no\b|\bbi treo\b|\bbi giu\b",
        r"\bmuon (?:yen|song)\b|\bhoi han\b|\bdung trach\b|\bxu m(?:ay)?\b|\bbao (?:cong an|ai) (?:la|thi)\b|\b(?:cho nguoi|den tan|toi tan|xuong tan|kiem toi)\b|\bbiet (?:nha|truong|cho) (?:m|may|con)\b",
        # "Money, or else": the sum and the harm stand on either side of "không thì"; "… là xoá" is the same, softly.
        rf"{_SUM}[^.!?\n]{{0,40}}[.,;]? ?\b(?:khong|ko|k) (?:thi|la|noi nhieu|may|m|em|e|anh|a|tao|t|toi|tui|minh|ba|vo|chong|ca|nha|thue|bao|mai|sep)\b{_NEAR}",
        rf"\b(?:khong|ko|k|chua) (?:chuyen|ck|tra|dua|co tien|tien|thanh toan|ung ho|chuoc|den|lo|cung|gui le|nop|dong)\b[^.!?\n]{{0,40}}\b{_HARM}\b",
        rf"\b(?:muon|de) (?:em|im|yen|lay lai|chuoc|ve nuoc)\b[^.!?\n]{{0,40}}{_SUM}|{_SUM}(?: ruoi| nay)? (?:(?:thi|la|thoi|t|toi|tao|em|e|a|anh|minh|tui) ){{1,2}}(?:xoa|thoi|bo qua|quen|rut|huy|im|tra|go|coi nhu)\b",
        r"\b(?:clip|hinh|anh|video|don)\b[^.!?\n]{0,24}\b(?:toi|tao|anh|a|em|e|t|minh) (?:van |con |dang )?(?:giu|nam|co du)\b|\bquyt (?:no|tien)\b|\bgiang ho\b|\bdot nha\b|\bdanh ba (?:nhan|cua)\b|\btung len\b",
        r"\b(?:goi|noi voi|bao|ke voi|ke) (?:ai|chong|vo|cong an|nguoi nha)\b[^.!?\n]{0,6}\b(?:la|thi)\b|\bkhoi nhin mat\b|\btu chiu\b",
        r"\b(?:ke bien|siet no|bung hang|boc phot|len song|ghep (?:mat|anh|khuon mat)|anh rieng tu|quay lai het|ma hoa du lieu|du lieu\b[^.!?\n]{0,16}\bma hoa|chuoc)\b",
    ),
    "hurry": (
        r"\b(?:trong|sau) (?:vong )?(?:ngay )?(?:hom nay|sang nay|chieu nay|toi nay|\d+ ?(?:h|gio|phut|p|tieng)|24h)\b",
        r"\btruoc (?:luc )?\d{1,2} ?(?:h|gio)\b|\b(?:lan|han|ngay) cuoi\b|\bhet han\b|\bqua han\b|\bsap het\b|\bkeo (?:het|lo|muon|mat)\b",
        r"\b(?:gap|ngay lap tuc|ngay bay gio|nhanh len|nhanh tay|lam ngay|chuyen ngay|lien tay)\b|\bchi con \d+\b|\bkhong kip\b|\bmuon la\b",
    ),
    "prize": (
        r"\btrung (?:thuong|giai|xe|voucher|iphone|vang|\d)[^.!?\n]{0,24}|\bgiai (?:nhat|dac biet|thuong)\b|\bmay man\b|\bvong quay\b",
        r"\b(?:nhan|tang|lanh) (?:ngay |lien |mien phi |thuong |qua )*(?:\+?\d[\d.,]* ?\w{0,6}|qua|thuong|code)\b|\bphan qua\b|\bthua ke\b",
        r"\bli xi\b|\btri an\b|\bhoan (?:thue|tien|lai)\b|\bho tro (?:1 lan |dot \w+ )?\d[\d.,]*",
        r"\bduoc (?:tang|chon|hoan|nhan)\b[^.!?\n]{0,20}|\bnhan lai \d[\d.,]*\b|\bcode (?:\d+k?|mien phi)\b|\b(?:so may|khach hang) may man\b",
    ),
    "work": (
        r"\b(?:ctv|cong tac vien|viec nhe|viec lam (?:tai nha|online|them)|lam (?:viec )?(?:online|tai nha)|lam them)\b",
        r"\b(?:luong|thu nhap|kiem)\b[^.!?\n]{0,12}\d[\d.,]* ?\w{0,6}|\bhoa hong\b|\bnhiem vu\b|\b(?:like|tha tim|tim) (?:video|bai|tiktok)\b",
        r"\b(?:don|nv|chuoi|lenh) (?:cuoi|chot|tiep theo|thu (?:\d|hai|ba|tu|nam)|ghep|lien ket|nhom|lon|\d)\b[^.!?\n]{0,40}\b(?:dong bang|he thong|hoan|rut|goc|hoa hong|nhan ve|mat (?:het|luot)|tat toan|ca nhom|nap)\b",
        r"\b(?:ca nhom|moi nguoi|nhom)\b[^.!?\n]{0,30}\b(?:doi|cho)\b[^.!?\n]{0,12}\b(?:chi|em|anh|ban|a|e|minh)\b[^.!?\n]{0,40}\b(?:rut|nap|don|nv|xoay)\b|\bky quy\b[^.!?\n]{0,30}\brut\b|\blenh rut\b",
        r"\bchua (?:dong|nap|lam)\b[^.!?\n]{0,30}\b(?:nhom|ca|ai)\b|\bnhom\b[^.!?\n]{0,40}\b(?:dong|nap) (?:tien )?xong\b|\bthu thach\b[^.!?\n]{0,40}\b(?:quy|mua|hoan|chuyen|nhom)\b|\bmo (?:duoc )?(?:vi|bang) rut\b",
        r"\bviec nhe\b|\bgiao tan noi thu tan noi\b|\bkhong (?:om hang|bo von)\b|\btra loi 1\b|\bkhao sat\b[^.!?\n]{0,30}\d+k\b|\bhoan (?:goc|lai kem)\b",
        r"\b(?:danh gia|cham|theo doi|tha tim|tim)\b[^.!?\n]{0,40}\b(?:luot|cai|moi cai)\b[^.!?\n]{0,6}\d|\bmoi (?:luot|tim|cai) \d|\d ?k?/(?:luot|tim|nhiem vu|trang|cai|don)\b",
        r"\bkhong can (?:kinh nghiem|von|bang cap|hoc|phong van|thi)\b|\btuyen (?:gap|ctv|nam nu|nguoi|cong tac vien)\b|\bviec online\b",
        r"\b(?:viec lam tai nha|viec tai nha|chot don|don ao|xem quang cao|danh gia (?:khach san|san pham|5 sao)|hoa hong|lam luc ranh|luong (?:ngay|theo ngay)|captcha)\b",
    ),
    "loan": (
        r"\bvay (?:tien|von|nhanh|nong|tin chap|online|the chap|tra gop|lai|\d)[^.!?\n]{0,16}|\bgiai ngan\b|\bno xau\b",
        r"\bcho vay\b|\bkhoan vay\b|\brut tien the\b|\bdao the\b",
    ),
    "bet": (
        r"\b(?:ca cuoc|ca do|nha cai|casino|tai xiu|no hu|lo de|xoc dia|game bai|doi thuong|da ga|baccarat|ban ca|cuoc thang(?! \d)|so vip)\b",
        r"\bnap (?:dau|lan dau|lai|\d+k?) (?:duoc )?(?:tang|\d)|\bsoi (?:keo|cau)\b|\bkeo (?:bong|thom)\b|\blo \d so\b|\bxo so (?:sieu|online|truc tuyen|1 phut)\b|\bhoan (?:tra )?cuoc\b|\bhoan tra (?:\d|moi ngay|thua)",
        r"\bkeo (?:rung|nha|5p|toi)\b|\b(?:danh|ghi) de\b|\bcap \d\d\b|\bchia bai\b|\bvao le\b|\bdat cuoc\b|\bcuoc (?:tu \d|nho)\b|\ban 1 (?:x|tra)\b",
    ),
    "invest": (
        r"\b(?:dau tu|chung khoan|co phieu|tien ao|tien so|forex|bitcoin|\w*coin|san (?:quoc te|giao dich|ao)|gop von|uy thac)\b",
        r"\b(?:lai|loi) \d[\d.,]* ?%?[^.!?\n]{0,10}|\bcam ket (?:lai|khong lo|loi)\b|\bnhan doi\b|\bchuyen gia\b|\bsinh loi\b|\bloi nhuan\b",
        r"\bvon \d|\bloi \d|\brut (?:ve|duoc|lien|ca goc)\b|\bgoc (?:lan|va) (?:lai|loi)\b|\bhui\b|\b(?:danh|doc|theo|gom|vao) lenh\b|\bgop \d|\b(?:mot|1) goi \d|\bgoi (?:von|\d+ ?(?:tr|trieu))\b",
    ),
    "office": (
        r"\b(?:bo cong an|cong an|canh sat|csgt|vien kiem sat|toa an|dieu tra vien|co quan dieu tra|interpol|dai uy|trung ta|can bo)\b",
        r"\b(?:cuc thue|tong cuc thue|co quan thue|bhxh|bao hiem xa hoi|vneid|dinh danh|hai quan|dien luc|nha mang|chinh phu|vssid)\b",
        r"\b(?:ngan hang|bank|nhan vien|tong dai|giao dich vien|cskh|buu dien)\b",
    ),
    "papers": (
        r"\b(?:anh|chup|gui|cung cap|cho)\b[^.!?\n]{0,24}\b(?:cccd|can cuoc|cmnd|cmt|ho chieu|giay khai sinh|chan dung)\b[^.!?\n]{0,10}",
    ),
    "contact": (
        r"\b(?:ket ban|kb|add|kết bạn|vao nhom|tham gia nhom|nhom)\b[^.!?\n]{0,20}\b(?:zalo|tele\w*|viber|whatsapp|vip)\b",
        rf"\b(?:zalo|tele\w*|lh|lien he|alo|goi|gap)\b[^.!?\n]{{0,24}}?{_MOBILE}|\bib\b|\binbox\b|\bbam phim \d\b|\bbam so \d\b",
        r"\bket ban\b[^.!?\n]{0,16}\b(?:can bo|luat su|de em|de lam|lam lai)\b|\bkb (?:zalo|tele)\b|\bnhan (?:tin )?(?:zalo|telegram|tele)\b|\bgoi lai (?:gap|ngay)\b",
    ),
    "mistake": (r"\bchuyen nham\b|\bgui nham\b|\bnap nham\b|\bnham (?:so )?tai khoan\b",),
    "love": (r"\b(?:em yeu|anh yeu|darling|honey|cuoi anh|cuoi em|qua (?:tu|o) (?:my|nuoc ngoai)|quan y|linh my)\b",),
    "illegal": (
        r"\b(?:lam|ban|mua|thue|cho thue)\b[^.!?\n]{0,24}\b(?:bang (?:dai hoc|lai)|giay to xe|bien so|ca vet|so do|tien gia|hoa don|giay (?:nghi om|ra vien|kham suc khoe))\b",
        r"\b(?:mua|ban|thue|mua lai)\b[^.!?\n]{0,12}\b(?:tai khoan|tk|the atm|sim kich hoat)\b|\b(?:doc trom|nghe len|theo doi (?:vo|chong|ngoai tinh)|dinh vi vo)\b",
        r"\bmoc (?:do|that)\b|\bphoi that\b|\bthi ho\b|\bkhong can (?:thi|kham|ho chieu|giay to)\b|\b(?:tieu ngach|gai goi|dich vu doi no)\b|\bqua bien gioi\b",
    ),
    "cure": (
        r"\b(?:chua|tri|khoi|het)\b[^.!?\n]{0,24}\b(?:dut diem|tan goc|khong tai phat)\b|\b(?:dut diem|tan goc)\b[^.!?\n]{0,16}\b(?:benh|xuong|khop|da day|tieu duong|mo mau|gout)\b",
        r"\b(?:thuoc|bai thuoc|thao duoc|dong y)\b[^.!?\n]{0,16}\b(?:gia truyen|dong ho|than ky)\b|\bthan duoc\b|\bkhong can (?:mo|thuoc tay)\b",
    ),
    "disguise": (r"(?<!\w)[^\W\d_](?:[.\-_*|~][^\W\d_]{1,2}){2,}(?!\w)",),
}  # fmt: skip
# Signs of which one alone is worth a second look, whatever the score says.
HARD = ("secret", "link", "app", "bet", "cure", "disguise")
# Pairs that classic tricks are made of: together they raise the verdict.
CLASSIC = (
    ("secret", "hurry"), ("secret", "threat"), ("secret", "link"), ("secret", "office"), ("secret", "prize"),
    ("secret", "fee"), ("secret", "transfer"), ("secrecy", "transfer"), ("secrecy", "fee"), ("secrecy", "threat"),
    ("app", "office"), ("app", "link"), ("app", "secret"), ("link", "prize"), ("link", "threat"), ("link", "bet"),
    ("link", "work"), ("link", "loan"), ("prize", "fee"), ("work", "fee"), ("loan", "fee"), ("love", "fee"),
    ("office", "transfer"),
)  # fmt: skip
# Before a match in the same sentence: somebody warns instead of asking.
NOT_ASKED = (
    r"\b(?:khong|ko|k|dung|chua|cho|khoi|chang|tranh|ngung)\b(?: (?:bao gio|duoc|nen|phai|can|co|bi|mat|thu|vui long|tu|tien|ai|bat ky|he"
    r"|yeu cau|goi dien|goi|bam|hoi|xin|chia se|cung cap|gui|doc|tiet lo|dua|mat khau|otp|khach hang|va|hay|quy khach|ma|nguoi la))*[ ,]*$"
)
# A message that warns of tricks speaks of everything that tricks speak of.
WARNING = (
    r"\b(?:canh giac|khuyen cao|thu doan|gia danh|gia mao|khong (?:lam viec|yeu cau|cung cap|chia se|tiet lo|goi|thu|bam)"
    r"|deu la lua dao|dung (?:bam|chuyen|cung cap|doc|dua|gui|tin|nghe)|canh bao lua dao|khong bao gio hoi|la cup may)\b"
)
