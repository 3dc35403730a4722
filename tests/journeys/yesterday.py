"""The site as it stood yesterday, so that today's journeys meet what time leaves behind.

Run as a program on a data folder before the server starts. It publishes the curriculum with one question more
(today's content no longer has it, so it is retired), appoints two officials who have no second factor yet, and lets
people ask what nothing answers.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests import template
from tests.rooms.studio import local_lessons

RETIRED = "kns.4.3/asked-yesterday"
# One sets the second factor up on a journey, the other never does.
NEW_OFFICIALS = (
    {"username": "moi.demo", "password": "mot-mat-khau-de-thu-7", "name": "Đỗ Thị Thắm"},
    {"username": "roi.demo", "password": "mot-mat-khau-de-thu-8", "name": "Cao Văn Rồi"},
)
# Runs the site; has a second factor.
OPERATOR = {
    "username": "van-hanh.demo",
    "password": "mot-mat-khau-de-thu-9",
    "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
}
# Made chair of a union yesterday; has never come in.
APPOINTED = {"name": "Lý Thị Nhận", "phone": "0000000777"}
# Works at the sewing factory, has the skills of the rule for families, and holds a card that nobody has used.
SUPPORTER = {"name": "Võ Thị Lan", "card": "YSTD4RAN"}
# Work at the sewing factory too and hold cards that nobody has used; drives are tried with them.
PLEDGERS = ({"name": "Mạc Thị Dung", "card": "YSTD5RAN"}, {"name": "Mạc Văn Tín", "card": "YSTD6RAN"})
# The same, for the journey of certificates.
CERTIFIED = {"name": "Trịnh Thị Hồng Đào", "card": "YSTD4CAN"}
# Asked in vain by six people, the last of whom names somebody; the other was called unclear.
IN_VAIN = ("man hinh dien thoai cu nhay mau xanh le hoai thi lam sao", "sao loa dien thoai keu re re nghe khong ro vay")
# The site has a lesson of its own, in a skill that is shipped.
OWN_SKILL = "kns.8.2"
OWN_STEP = f"{OWN_SKILL}/local-factory-gate#tell-the-gate"
QUESTION = f"""
[[item]]
id = "{RETIRED}"
kind = "single"
step = "kns.4.3/three-questions#who-sent-it"
difficulty = 0.0
seconds = 30
prompt = "Câu của hôm qua: chị Thắm nhận một lá thư tay không ký tên. Chị hỏi ai?"
hint = "Ai đưa thư cho chị?"
dont_know = "Không sao. Hỏi người đưa thư trước."
explain = "Người đưa thư biết thư từ đâu tới."
status = "draft"
meaning = 1

[[choice]]
item = "{RETIRED}"
id = "carrier"
text = "Hỏi người đưa thư."
right = true
why = "Người ấy biết thư từ đâu tới."

[[choice]]
item = "{RETIRED}"
id = "nobody"
text = "Không hỏi ai cả."
right = false
why = "Không hỏi thì không biết thư của ai."

[[choice]]
item = "{RETIRED}"
id = "burn"
text = "Đốt lá thư đi."
right = false
why = "Đốt rồi thì không còn gì để hỏi."
"""


def main() -> None:
    """Prepare the database, publish yesterday's curriculum, seed the demonstration, appoint the new officials."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from hocvuso.config import demo
    from hocvuso.curriculum import actions as curriculum
    from hocvuso.people import actions as people
    from hocvuso.plumbing import clock
    from hocvuso.unions import access, queries
    from hocvuso.unions import actions as unions

    template.copied(template.EMPTY, settings.DATA)
    local_lessons.write(settings.CONTENT_LOCAL, skill_id=OWN_SKILL)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(settings.CONTENT, Path(folder) / "content"))
        with (content / "skills/kns.4.3/items.toml").open("a", encoding="utf-8") as items:
            items.write(QUESTION)
        outcome = curriculum.publish(content, now=clock.now(), local=settings.CONTENT_LOCAL)
    if RETIRED not in outcome.curriculum.items:
        sys.exit(json.dumps([f"{each.file}:{each.line} {each.what}" for each in outcome.problems], ensure_ascii=False))
    version, own = outcome.curriculum.items[RETIRED].version, outcome.curriculum.steps[OWN_STEP].version
    (settings.DATA / "yesterday.json").write_text(json.dumps({"version": version, "own": own}), encoding="utf-8")
    # Since then the site's own lesson has changed: another number, and a word to those who learnt the old one.
    local_lessons.write(settings.CONTENT_LOCAL, number="12", update=True, skill_id=OWN_SKILL)
    demo.seed(clock.now())
    _ask_in_vain()
    unit = queries.unit_by_code("ST-GD-GIAY", clock.today())
    for each in NEW_OFFICIALS:
        person = people.enrol(full_name=each["name"], address="anh/chị", source="demo", is_demo=True)
        unions.give_role(person, unit.id, access.CHAIR, on=date(2025, 7, 1))
        people.appoint(person, username=each["username"], password=each["password"])
    person = people.enrol(
        full_name=APPOINTED["name"], phone=APPOINTED["phone"], address="chị", source="demo", is_demo=True
    )
    unions.give_role(person, queries.unit_by_code("ST-GD-TRE", clock.today()).id, access.CHAIR, on=date(2025, 7, 1))
    person = people.enrol(full_name="Bùi Văn Hành", address="anh", source="demo", is_demo=True)
    people.appoint(
        person, username=OPERATOR["username"], password=OPERATOR["password"], second_factor=OPERATOR["secret"]
    )
    get_user_model().objects.filter(pk=person).update(is_staff=True)
    for each in (SUPPORTER, CERTIFIED):
        _let_somebody_know(each)
    _let_pledgers_come()


def _let_somebody_know(who: dict[str, str]) -> None:
    from hocvuso.families import rules
    from hocvuso.learning.models import SkillStanding
    from hocvuso.people import actions as people
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions as unions
    from hocvuso.unions import queries

    today = clock.today()
    person = people.enrol(full_name=who["name"], source="demo", is_demo=True)
    people.deal_card(person, code=who["card"])
    people.decide(person, people.LEARN, given=True, way="demo")  # a first yes would replay events that are not there
    unit = queries.unit_by_code("ST-BN-MAY", today)
    unions.employ(person, unit.id, on=date(2025, 7, 1))
    unions.join(person, unit.id, on=date(2025, 7, 1))
    SkillStanding.objects.bulk_create(
        SkillStanding(person=person, skill=skill, band="mastered", since=clock.now())
        for skill in rules.on(today).rule.skills
    )


def _let_pledgers_come() -> None:
    from hocvuso.people import actions as people
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions as unions
    from hocvuso.unions import queries

    unit = queries.unit_by_code("ST-BN-MAY", clock.today())
    for each in PLEDGERS:
        person = people.enrol(full_name=each["name"], source="demo", is_demo=True)
        people.deal_card(person, code=each["card"])
        people.decide(person, people.LEARN, given=True, way="demo")
        unions.employ(person, unit.id, on=date(2025, 7, 1))
        unions.join(person, unit.id, on=date(2025, 7, 1))


def _ask_in_vain() -> None:
    from hocvuso.assistant.models import Question
    from hocvuso.groups.models import DraftCard
    from hocvuso.plumbing import clock
    from hocvuso.plumbing.ids import uuid7

    DraftCard.objects.create(
        created_at=clock.now(), step=OWN_STEP, question="em thay tin la o xuong thi bao ai",
        answer="Em đưa cho phòng bảo vệ xem, đừng bấm gì trong tin.\nGọi máy lẻ ghi ở bảng tin.",
    )  # fmt: skip
    for number in range(6):
        for text, helped in zip(IN_VAIN, (None, False), strict=True):
            said = f"{text} chi Quynhnga oi" if number == 5 else text
            Question.objects.create(
                person=uuid7(), asked_at=clock.now(), text=said, kind="hand_over", confidence=0.1, helped=helped
            )


if __name__ == "__main__":
    main()
