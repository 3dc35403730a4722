"""What a unit of the small invented world has: one of each thing that addresses speak of."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from hocvuso.awareness import asking as pulse
from hocvuso.awareness import posters, pulses, subjects
from hocvuso.campaigns import actions as campaigns
from hocvuso.campaigns import assigning, composing, kits
from hocvuso.campaigns import queries as queries_of_campaigns
from hocvuso.certificates import actions as certificates
from hocvuso.certificates import outside, sitting
from hocvuso.certificates import rooms as exam_rooms
from hocvuso.channels import posts
from hocvuso.channels.models import ChannelPost
from hocvuso.classes import guests as class_guests
from hocvuso.classes import planning as classes
from hocvuso.contests import entering as contest_entering
from hocvuso.contests import planning as contests
from hocvuso.contests.models import Round
from hocvuso.core.contest import setup as contest_setup
from hocvuso.core.emulation import Criterion
from hocvuso.core.meeting import Meeting, weekly
from hocvuso.core.official.table import Row
from hocvuso.core.posting import Article, render
from hocvuso.curriculum import queries as curriculum
from hocvuso.emulation import drives, pledging, reviewing
from hocvuso.exchange import signing
from hocvuso.exchange.models import Installation, InstallationKey, ReceivedEnvelope, Stream
from hocvuso.families import founding as families
from hocvuso.families import joining
from hocvuso.families.models import FamilyRecognition
from hocvuso.frameworks import actions as frameworks
from hocvuso.groups import founding
from hocvuso.halls import exercises, paper, running
from hocvuso.hotspots import actions as hotspots
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions as programmes
from hocvuso.programmes import proof
from hocvuso.reports.returns import opening
from hocvuso.reports.returns import queries as returns
from hocvuso.roster import actions as roster
from hocvuso.roster import sources


def group(unit: uuid.UUID) -> Any:
    """Found a group of two members who have not answered yet and have left the unit: nobody here sees their names."""
    members = [people.enrol(full_name=name) for name in ("Đặng Văn Tư", "Vũ Thị Năm")]
    by, now = queries.official("mai"), clock.now()
    assert by is not None
    wanted = founding.Wanted("Tổ công nghệ số May", "Xưởng 1", dict(zip(members, ("head", "member"), strict=True)),
                             (1, 3), 17, 19)  # fmt: skip
    group = founding.prepare(unit, wanted, by=by, now=now)
    founding.enter_decision(group.pk, founding.Paper("07/QĐ-CĐCS", "Lê Thị Hạnh", clock.today()), by=by, now=now)
    return group


def table() -> uuid.UUID:
    """Load an invented official table that nobody has matched yet."""
    rows = [Row("BỊA1", "Vận hành cần cẩu tháp"), Row("BỊA2", "Sử dụng thư điện tử")]
    kept, _is_new = frameworks.save(frameworks.Wanted("Bảng bịa", is_invented=True), rows, by=frameworks.By(None, ""))
    return kept.id


def shared(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a kit for one of its groups."""
    kit = kits.library().kits[0]
    made = campaigns.link_for(unit, kit, "Zalo tổ 1", "Đọc rồi thử nhé:", by=uuid7())
    return {"kit": kit.id, "shared": str(made.id), "short": made.code, **_written(unit)}


def _written(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a plan, a draft, one piece of news, and be asked to share a kit."""
    by, today = composing.Signer(uuid7(), "Lê Thị Mai"), clock.today()
    told = composing.Plan("Tháng chống lừa đảo", "Ai cũng hỏi ba câu", None, "worker", today, today)
    plan = composing.plan(uuid7(), unit, told, by=by)
    words = composing.Draft("Ba câu hỏi", "Hỏi ba câu.", "", "kns.4.3", places=(("website", ""),))
    draft, news = (composing.write(uuid7(), unit, words, by=by) for _each in range(2))
    composing.step(news.id, "ask", by=by, seen=1)
    composing.step(news.id, "approve", by=composing.Signer(uuid7(), "Mai"), seen=2)
    campaigns.publish_due()
    asked = assigning.assign(uuid7(), unit, assigning.Wanted(today, "khong-doc-ma"), by=by, on=today)
    code = queries_of_campaigns.of_post(news.id)[0].code
    return {"plan": str(plan.id), "draft": str(draft.id), "news": code, "assignment": str(asked.id)}


def movement(unit: uuid.UUID, learner: uuid.UUID) -> dict[str, str]:
    """Let a unit have one of each thing outside the classroom, and a class."""
    return {
        **points(unit), **_class(unit), **_hall(unit), **_programme(unit), **shared(unit), **_family(learner, unit),
        **_awareness(unit), **_certificate(learner, unit), **_drive(unit, learner),
    }  # fmt: skip


def _certificate(learner: uuid.UUID, unit: uuid.UUID) -> dict[str, str]:
    """Let the learner have a certificate."""
    words = certificates.Words("Kỹ năng số nền tảng", signed="Lê Thị Mai")
    (made,) = certificates.issue(
        "skills", [learner], unit=unit, by=uuid7(), on=clock.today(), about="rule:nen-tang", words=words
    )
    now, told = clock.now(), outside.Told("national", "Xác nhận kỹ năng số", clock.today())
    held = Meeting(now - timedelta(minutes=5), now + timedelta(hours=3))
    details = exam_rooms.Details("an-toan", "Phòng họp", None, "Lê Thị Mai")
    room = exam_rooms.plan(uuid7(), unit, details, held, by=uuid7())
    sat = sitting.begin(room, learner, exam_rooms.digits(room, now), now=now)
    empty = exam_rooms.plan(uuid7(), unit, details, held, by=uuid7())
    brought = outside.declare(uuid7(), learner, told, data=b"%PDF-1.7")
    return {
        "certificate": made.code, "certificate_id": str(made.id), "sitting": str(sat.pk), "exam_code": empty.code,
        "exam_room": str(empty.pk), "outside": str(brought.pk),
    }  # fmt: skip


def _class(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a class that meets tomorrow."""
    plan = classes.Plan(None, "An toàn", (), "Lớp tối", 30, "Nhà ăn")
    meetings = weekly(clock.today() + timedelta(days=1), 2, 1050, 1140, clock.VIETNAM)
    made = classes.plan(uuid7(), unit, plan, meetings, by=uuid7())
    guest = class_guests.invite(made.id, "Khách", "", by=made.created_by).secret
    session = str(made.sessions.first().id)  # type: ignore[union-attr]
    return {"class": str(made.id), "class_code": made.code, "session": session, "guest": guest}


def _hall(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a hall whose first question is open, and a paper quiz."""
    exercise = exercises.of_week()
    assert exercise is not None
    plan = running.Plan("Bài chung", takes_questions=True)
    row = running.open_hall(uuid7(), unit, exercise, plan, by=uuid7())
    running.move(row.id, 0, 1)
    quiz = paper.make(uuid7(), unit, exercise, by=uuid7())
    return {"hall": str(row.id), "hall_code": row.code, "quiz": str(quiz.id)}


def contest(unit: uuid.UUID, learner: uuid.UUID) -> dict[str, str]:
    """Let a contest of a unit run, in which the learner has begun a paper; and one that is a draft."""
    given = contest_setup.Setup("Thi", "", ("kns.4.3", "kns.4.1"), 6, 20, 2, 0, "Bao nhiêu?", (), 1, 7)
    spans, by = contest_setup.weekly(clock.now() + timedelta(hours=1), given), uuid7()
    drafted = contests.plan(uuid7(), unit, given, spans, by=by)
    made = contests.plan(uuid7(), unit, given, spans, by=by, decision="1/QĐ (mẫu)")
    contests.announce(made.id, by=by)
    Round.objects.filter(of=made).update(opens_at=clock.now() - timedelta(hours=1))
    entrant = contest_entering.enter(made.id, learner)
    begun = contest_entering.begin(entrant, made.rounds.get().id, contest_entering.Wish(uuid7()))
    return {
        "contest": str(made.id),
        "contest_code": made.code,
        "contest_paper": str(begun.id),
        "contest_draft": str(drafted.id),
    }


def _family(supporter: uuid.UUID, unit: uuid.UUID) -> dict[str, str]:
    """Let the learner have a recognised family with a relative on her phone, and an invitation that waits."""
    today = clock.today()
    household = families.found(supporter, on=today)
    told = joining.Profile("Trần Thị Mây", "mother")
    relative = joining.add(uuid7(), supporter, told, said=frozenset({"own"}), on=today)
    made = joining.invite(uuid7(), supporter, "sibling", on=today)
    row = FamilyRecognition.objects.create(
        household=household, unit_id=unit, state="recognised", code="aaaaabbbbb", rule_from=today, rule_days=90,
        proposed_by=supporter, proposed_on=today, decided_on=today, decided_name="Lê Thị Mai",
    )  # fmt: skip
    return {
        "family": str(row.pk), "family_code": row.code, "relative": str(relative.pk),
        "family_invitation": str(made.pk), "family_invited": made.code,
    }  # fmt: skip


def _drive(unit: uuid.UUID, learner: uuid.UUID) -> dict[str, str]:
    """Let a unit have a drive that the learner takes part in, with a review, and one that people do not see yet."""
    by, today = programmes.Signer(uuid7(), "Lê Thị Mai"), clock.today()
    told = drives.Told("Mỗi tối một bài", "", today - timedelta(days=9), today + timedelta(days=9))
    criteria = (Criterion("person", "days", 3), Criterion("group", "helped", 3))
    shown, unseen = (drives.write(uuid7(), unit, told, criteria, by=by) for _each in range(2))
    drives.publish(shown.pk, by=by, on=today)
    pledging.pledge(shown.pk, "person", learner, unit, goals={}, is_named=True, on=today)
    kept = reviewing.review(uuid7(), shown.pk, "mid", "", by=by, on=today)
    return {"drive": str(shown.pk), "unseen": str(unseen.pk), "review": str(kept.pk)}


def _awareness(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a poster at one place and three questions that are being asked."""
    subject = subjects.by_key(curriculum.current(), f"kit:{kits.library().kits[0].id}")
    assert subject is not None
    (code,) = posters.hang(unit, subject, ["Nhà ăn 2"], "", by=uuid7())
    begun = pulse.begin(unit, pulses.sets()[0], "Lừa đảo, tháng 12", by=uuid7(), on=clock.today())
    asked = pulse.one(begun)
    assert asked is not None
    return {"poster": code, "asked": str(begun), "sheet": asked.before.code}


def post(unit: uuid.UUID) -> uuid.UUID:
    """Let a post of a unit wait for a hand, because no channel is set up."""
    article = Article("Mã OTP", "Không đọc cho ai.", "")
    outbox.publish(
        outbox.Composed("zalo-group", asdict(article), render(article, "zalo-group").digest), key="m", unit=unit
    )
    posts.take_up()
    return ChannelPost.objects.get(key="m").id


def points(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a wifi point that works, and one that is only needed."""
    by, today = hotspots.Signer(uuid7(), "Lê Thị Mai"), clock.today()
    works = hotspots.need(uuid7(), unit, hotspots.Details("Nhà ăn", "Cổng 2", "Công ty May"), by=by, on=today)
    hotspots.move(works.id, "needed", "agreed", by=by, on=today)
    hotspots.move(works.id, "agreed", "working", by=by, on=today)
    needed = hotspots.need(uuid7(), unit, hotspots.Details("Dãy trọ", "Tổ 5", "Chủ trọ"), by=by, on=today)
    return {"point": str(works.id), "wifi": works.code, "needed": str(needed.id)}


def _programme(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a programme of one task with a file as evidence."""
    by, today = programmes.Signer(uuid7(), "Lê Thị Mai"), clock.today()
    goals = [programmes.NewGoal("Tuyên truyền", [programmes.NewTask("Dán thẻ", "Tổ", today)])]
    told = programmes.NewProgramme("Chương trình", today, today + timedelta(days=99), programmes.PLAN, goals)
    made = programmes.begin(uuid7(), unit, told, by=by)
    task = made.goals.get().tasks.get()
    kept = proof.add(uuid7(), task.pk, proof.FILE, "anh.pdf", by=by, data=b"%PDF-1.4")
    return {"programme": str(made.pk), "task": str(task.pk), "proof": str(kept.pk)}


def handed_list(unit: uuid.UUID) -> uuid.UUID:
    """Hand in a list that nobody has entered yet, with a row to mend."""
    return roster.stage(roster.Handed(unit, None, "paste"), sources.of_text("An Lê - 0100000333\nBình Lê - 1/13/1990"))


def monthly_return(unit: uuid.UUID, since: date) -> uuid.UUID:
    """Open the return of the month in which the units were founded."""
    month = since.replace(day=1)
    opening.open_month(month)
    row = returns.of_month(unit, month)
    assert row is not None
    return row.id


def exchange(unit: uuid.UUID) -> dict[str, str]:
    """Return a partner that speaks for a unit, and something of it that waits for a decision."""
    partner = Installation.objects.create(name="CĐCS May (thử)", side="below", unit=unit, paired_at=clock.now())
    key = signing.new_secret().public
    InstallationKey.objects.create(
        id=key.id, installation=partner, sign_public=key.sign, box_public=key.box, made_at=clock.now()
    )
    stream = Stream.objects.create(installation=partner, is_ours=False, subject="LA", sequence=1)
    held = ReceivedEnvelope.objects.create(
        id=uuid7(), stream=stream, sequence=1, kind="roster", digest="0" * 64, rows=1, key=key.id, state="held",
        why="unit_unknown", received_at=clock.now(),
    )  # fmt: skip
    return {"partner": str(partner.id), "held": str(held.id)}
