"""A small lesson of a site, as its authors would write it, for tests and journeys."""

from __future__ import annotations

from pathlib import Path

LESSON = '''
id = "kns.4.3/local-factory-gate"
title = "Báo tin lạ ở cổng xưởng"
goal = "Bạn biết báo tin nhắn lạ cho phòng bảo vệ của xưởng."
level = "basic"
order = 9
minutes = 3
language = "vi"
status = "draft"
meaning = 1
owner = "xuong-may"
checked_on = 2026-11-20
expires_on = 2027-05-20

[review]
written_on = 2026-11-20
facts_checked_by = ""
read_by_worker = ""
tried_with_learners = 0

[[step]]
id = "tell-the-gate"
title = "Báo phòng bảo vệ"
goal = "Báo tin lạ cho phòng bảo vệ."
answer = "Đưa tin lạ cho phòng bảo vệ xem. Số máy lẻ là {fact:local-gate-phone}."
text = """
Xưởng mình có **phòng bảo vệ** trực cả ngày. Thấy tin lạ, bạn đưa cho họ xem trước khi làm gì.

Gọi máy lẻ {fact:local-gate-phone}, nói tên mình và chuyền đang làm.
"""
easy = """
Thấy tin lạ thì đưa cho **phòng bảo vệ** xem.

Gọi máy lẻ {fact:local-gate-phone}.
"""
do = ["Đừng bấm gì trong tin.", "Gọi máy lẻ {fact:local-gate-phone}."]
caution = "Đừng gửi tin lạ vào nhóm chuyền."
keywords = ["cổng xưởng", "phòng bảo vệ", "máy lẻ", "báo tin lạ", "bảo vệ xưởng"]
facts = ["local-gate-phone"]
listen = "Giọng bình thường."
meaning = __MEANING__

[[wordings]]
step = "tell-the-gate"
formal = ["Tin nhắn lạ thì báo phòng bảo vệ xưởng bằng cách nào?", "Máy lẻ của phòng bảo vệ xưởng là số mấy?"]
spoken = ["Tin lạ thì báo ai ở cổng xưởng?", "Gọi phòng bảo vệ xưởng bằng số nào?"]
thanh_nghe = ["Tin lạ ri thì báo bảo vệ xưởng ở mô?", "Máy lẻ phòng bảo vệ xưởng số chi rứa?"]
southern = ["Tin lạ hoắc vầy báo bảo vệ xưởng sao?", "Bảo vệ xưởng máy lẻ số mấy vậy?"]
no_diacritics = ["tin la thi goi phong bao ve xuong so may", "bao ve cong xuong may le bao nhieu"]
text_speak = ["bao bv xuong so may le nao z", "tin la goi bv cong xuong sao ta"]

[[near_miss]]
step = "tell-the-gate"
text = "Bảo vệ chung cư hỏi xem điện thoại của tôi."
goes_to = "none"

[[near_miss]]
step = "tell-the-gate"
text = "Xưởng mất điện thì báo ai sửa?"
goes_to = "none"
'''

UPDATE = """
[[update]]
step = "tell-the-gate"
since = 2
on = 2026-11-25
what = "Số máy lẻ phòng bảo vệ"
old = "Máy lẻ 11."
new = "Máy lẻ {fact:local-gate-phone}."
do = "Sửa số đã lưu trong máy."
fact = "local-gate-phone"
item = "kns.4.3/local-first-call"
"""

FACTS = """
[[fact]]
id = "local-gate-phone"
kind = "hotline"
claim = "Phòng bảo vệ xưởng nhận máy lẻ __NUMBER__."
show = "__NUMBER__"
fallback = "ghi ở bảng tin cổng xưởng"
confidence = "verified-from-source"
as_of = 2026-11-20
checked_on = 2026-11-20
next_check_on = 2026-12-20
expires_on = 2027-05-01
owner = "xuong-may"

[[source]]
fact = "local-gate-phone"
title = "Bảng tin cổng xưởng"
publisher = "Phòng bảo vệ"
seen_on = 2026-11-20
"""

ITEMS = """
[[item]]
id = "kns.4.3/local-first-call"
kind = "single"
step = "kns.4.3/local-factory-gate#tell-the-gate"
difficulty = -1.0
seconds = 30
prompt = "Chị Hoa nhận tin lạ ở xưởng. Chị báo ai trước?"
hint = "Ai trực ở cổng?"
dont_know = "Không sao. Hỏi phòng bảo vệ trước."
explain = "Phòng bảo vệ trực cả ngày nên báo nơi đó trước."
status = "draft"
meaning = 1

[[choice]]
item = "kns.4.3/local-first-call"
id = "gate"
text = "Phòng bảo vệ của xưởng."
right = true
why = "Nơi đó trực cả ngày."

[[choice]]
item = "kns.4.3/local-first-call"
id = "group"
text = "Nhóm chat của chuyền."
right = false
why = "Tin lạ lan ra nhóm thì thêm người bấm nhầm."

[[choice]]
item = "kns.4.3/local-first-call"
id = "nobody"
text = "Không báo ai."
right = false
why = "Người sau có thể mắc phải tin đó."
"""


def write(folder: Path, *, number: str = "11", update: bool = False, skill_id: str = "kns.4.3") -> Path:
    """Write the folder of a site, for a shipped skill, and return it."""
    skill = folder / "skills" / skill_id
    (skill / "lessons").mkdir(parents=True, exist_ok=True)
    (folder / "facts.toml").write_text(FACTS.replace("__NUMBER__", number), encoding="utf-8")
    (skill / "items.toml").write_text(ITEMS.replace("kns.4.3", skill_id), encoding="utf-8")
    text = LESSON.replace("__MEANING__", "2" if update else "1") + (UPDATE if update else "")
    (skill / "lessons/local-factory-gate.toml").write_text(text.lstrip().replace("kns.4.3", skill_id), "utf-8")
    return folder
