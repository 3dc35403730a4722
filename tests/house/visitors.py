"""The kinds of visitor that the access matrix speaks of, with real accounts, and a small invented world for them.

One grassroots union (MAY) with a member who learns, a sister union (VAN), and a province (ST) above both.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hocvuso.assistant import actions as assistant
from hocvuso.awareness import asking as pulse
from hocvuso.awareness import posters, pulses, subjects
from hocvuso.campaigns import actions as campaigns
from hocvuso.campaigns import assigning, composing, kits
from hocvuso.campaigns import queries as queries_of_campaigns
from hocvuso.certificates import actions as certificates
from hocvuso.channels import links, posts
from hocvuso.channels.models import ChannelPost
from hocvuso.classes import planning as classes
from hocvuso.core.meeting import weekly
from hocvuso.core.official.table import Row
from hocvuso.core.posting import Article, render
from hocvuso.curriculum import queries as curriculum
from hocvuso.families import founding as families
from hocvuso.families import joining
from hocvuso.families.models import FamilyRecognition
from hocvuso.frameworks import actions as frameworks
from hocvuso.groups import founding
from hocvuso.groups.help_desk import asking
from hocvuso.hotspots import actions as hotspots
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.people import actions as people
from hocvuso.people import queries, tokens
from hocvuso.people.models import Person
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions as programmes
from hocvuso.programmes import proof
from hocvuso.reports.returns import opening
from hocvuso.reports.returns import queries as returns
from hocvuso.roster import actions as roster
from hocvuso.roster import sources
from hocvuso.unions import access, appointing, inviting
from hocvuso.unions import actions as unions
from hocvuso.unions.structure import queries as structure
from hocvuso.unions.structure import territory_changes

KINDS = ("nobody", "trying", "learner", "official", "official2", "employer", "neighbour", "operator",
         "operator2")  # fmt: skip
# Whoever gets, in every row, what another kind gets.
TWINS = {"double": "employer"}
PASSWORD = "mot-mat-khau-dai-de-thu"
ITEM, STEP = "kns.4.3/parcel-signs", "kns.4.3/three-questions#who-sent-it"
TOTP_SECONDS = 30  # RFC 6238


@dataclass(frozen=True, slots=True)
class World:
    """What the matrix refers to in braces, and the cookies with which each kind of visitor comes."""

    names: dict[str, str]
    cookies: dict[str, SimpleCookie]

    def client(self, kind: str, **options: bool) -> Client:
        """Return a browser as this visitor has it just before a request."""
        browser = Client(raise_request_exception=False, **options)
        browser.cookies = SimpleCookie(self.cookies[kind].output(header="", sep=";"))
        return browser


def build() -> World:
    """Make the world; call it inside a transaction that is rolled back."""
    today = clock.today()
    since = today - timedelta(days=30)
    province = unions.found(code="ST", name="Công đoàn tỉnh Sông Trăng", kind="province", on=since)
    grassroots = {"kind": "grassroots", "on": since, "parent": province}
    may = unions.found(code="MAY", name="CĐCS Công ty May", join_code="214001", **grassroots)
    van = unions.found(code="VAN", name="CĐCS Hợp tác xã Vận tải", join_code="214002", **grassroots)
    ward = territory_changes.NewTerritory("P-BN", "Phường Bến Nứa", "ward", "TINH")
    tinh = territory_changes.NewTerritory("TINH", "Tỉnh Sông Trăng", "province")
    territory_changes.place(may, territory_changes.found([tinh, ward], on=since)["P-BN"], on=since)
    group = unions.found(code="MAY-1", name="Tổ chuyền 1", kind="group", on=since, parent=may)
    trying = people.begin(source="tin-lua-dao")
    _answer(trying)
    learner = _learner()
    unions.employ(learner.person, may, on=since)
    unions.join(learner.person, may, on=since)
    stranger = people.enrol(full_name="Trần Văn Xa", phone="0000000222")
    unions.employ(stranger, van, on=since)
    cookies = {"nobody": SimpleCookie(), "trying": _token_cookie(trying), "learner": _token_cookie(learner)}
    cookies |= _officials(may, van, since)
    role = _newly_appointed(may, since)
    digital = _group(may)
    names = {
        "event": str(_answer(learner)),
        "run": str(_run(learner)),
        "item": ITEM,
        "member": str(learner.person),
        "stranger": str(stranger),
        "question": str(_question(learner)),
        "help": str(asking.open_request(learner.person, "em khong thay nut do", now=clock.now()).id),
        "group": str(digital.pk),
        "group_code": digital.code,
        "report": str(_report(learner)),
        "nothing": str(uuid7()),
        "change": str(structure.changes_of(group, limit=1)[0].id),
        "unit": str(van),
        "table": str(_table()),
        **_movement(may, learner.person),
        "list": str(_list(may)),
        "return": str(_return(may, since)),
        "role": str(role),
        "invitation": inviting.invite(role, by=queries.official("mai"), today=today),
        "end": links.end_token(learner.person),
        "stop": links.stop_link(learner.person).rpartition("/")[2],
        "post": str(_post(may)),
        "confirm": links.confirm_link(learner.person, "lan@may.example").rpartition("/")[2],
    }
    return World(names, cookies)


def _officials(may: uuid.UUID, van: uuid.UUID, since: date) -> dict[str, SimpleCookie]:
    return {
        "official": _official("hanh", may, access.CHAIR, since),
        "official2": _official("mai", may, access.CHAIR, since, second_factor=True),
        "employer": _official("quang", may, access.CHAIR, since, second_factor=True, is_employer_side=True),
        "double": _double("nhan", may, since),
        "neighbour": _official("thuy", van, access.CHAIR, since, second_factor=True),
        "operator": _operator("van-hanh"),
        "operator2": _operator("van-hanh-2", second_factor=True),
    }


def _group(unit: uuid.UUID) -> Any:
    """Found a group of two members who have not answered yet and have left the unit: nobody here sees their names."""
    members = [people.enrol(full_name=name) for name in ("Đặng Văn Tư", "Vũ Thị Năm")]
    by, now = queries.official("mai"), clock.now()
    assert by is not None
    wanted = founding.Wanted("Tổ công nghệ số May", "Xưởng 1", dict(zip(members, ("head", "member"), strict=True)),
                             (1, 3), 17, 19)  # fmt: skip
    group = founding.prepare(unit, wanted, by=by, now=now)
    founding.enter_decision(group.pk, founding.Paper("07/QĐ-CĐCS", "Lê Thị Hạnh", clock.today()), by=by, now=now)
    return group


def _report(learner: tokens.Token) -> uuid.UUID:
    """Let a learner report a step."""
    sent = Incoming(uuid7(), "report", STEP, learner.device, None, clock.now(), response={"ly-do": "wrong"})
    return learning.record(learner.person, [sent], now=clock.now())[0].id


def _run(learner: tokens.Token) -> uuid.UUID:
    """Let a learner give a simulator up at once."""
    sent = Incoming(
        uuid7(), "scenario", "bank-transfer", learner.device, None, clock.now(), context="alone", variant="0",
        response={"log": [[900, "finish", "", ""]]},
    )  # fmt: skip
    return learning.record(learner.person, [sent], now=clock.now())[0].id


def _table() -> uuid.UUID:
    """Load an invented official table that nobody has matched yet."""
    rows = [Row("BỊA1", "Vận hành cần cẩu tháp"), Row("BỊA2", "Sử dụng thư điện tử")]
    kept, _is_new = frameworks.save(frameworks.Wanted("Bảng bịa", is_invented=True), rows, by=frameworks.By(None, ""))
    return kept.id


def _shared(unit: uuid.UUID) -> dict[str, str]:
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


def _movement(unit: uuid.UUID, learner: uuid.UUID) -> dict[str, str]:
    """Let a unit have one of each thing outside the classroom, and a class."""
    return {
        **_points(unit), **_class(unit), **_programme(unit), **_shared(unit), **_family(learner, unit),
        **_awareness(unit), **_certificate(learner, unit),
    }  # fmt: skip


def _certificate(learner: uuid.UUID, unit: uuid.UUID) -> dict[str, str]:
    """Let the learner have a certificate."""
    words = certificates.Words("Kỹ năng số nền tảng", signed="Lê Thị Mai")
    (made,) = certificates.issue(
        "skills", [learner], unit=unit, by=uuid7(), on=clock.today(), about="rule:nen-tang", words=words
    )
    return {"certificate": made.code, "certificate_id": str(made.id)}


def _class(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a class that meets tomorrow."""
    plan = classes.Plan(None, "An toàn", (), "Lớp tối", 30, "Nhà ăn")
    meetings = weekly(clock.today() + timedelta(days=1), 2, 1050, 1140, clock.VIETNAM)
    made = classes.plan(uuid7(), unit, plan, meetings, by=uuid7())
    return {"class": str(made.id), "class_code": made.code, "session": str(made.sessions.first().id)}  # type: ignore[union-attr]


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


def _awareness(unit: uuid.UUID) -> dict[str, str]:
    """Let a unit have a poster at one place and three questions that are being asked."""
    subject = subjects.by_key(curriculum.current(), f"kit:{kits.library().kits[0].id}")
    assert subject is not None
    (code,) = posters.hang(unit, subject, ["Nhà ăn 2"], "", by=uuid7())
    begun = pulse.begin(unit, pulses.sets()[0], "Lừa đảo, tháng 12", by=uuid7(), on=clock.today())
    asked = pulse.one(begun)
    assert asked is not None
    return {"poster": code, "asked": str(begun), "sheet": asked.before.code}


def _post(unit: uuid.UUID) -> uuid.UUID:
    """Let a post of a unit wait for a hand, because no channel is set up."""
    article = Article("Mã OTP", "Không đọc cho ai.", "")
    outbox.publish(
        outbox.Composed("zalo-group", asdict(article), render(article, "zalo-group").digest), key="m", unit=unit
    )
    posts.take_up()
    return ChannelPost.objects.get(key="m").id


def _points(unit: uuid.UUID) -> dict[str, str]:
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


def _list(unit: uuid.UUID) -> uuid.UUID:
    """Hand in a list that nobody has entered yet, with a row to mend."""
    return roster.stage(roster.Handed(unit, None, "paste"), sources.of_text("An Lê - 0100000333\nBình Lê - 1/13/1990"))


def _return(unit: uuid.UUID, since: date) -> uuid.UUID:
    """Open the return of the month in which the units were founded."""
    month = since.replace(day=1)
    opening.open_month(month)
    row = returns.of_month(unit, month)
    assert row is not None
    return row.id


def _learner() -> tokens.Token:
    phone = people.Phone(people.begin(), uuid7(), uuid7(), label="Android")
    token = people.claim_by_phone(
        uuid7(), full_name="Nguyễn Thị Lan", number="0000000111", code=people.OwnCode("digits", "2846"), phone=phone
    )
    return people.agree(token, count=True, remind=False)


def _token_cookie(token: tokens.Token) -> SimpleCookie:
    response = HttpResponse()
    tokens.write(response, token)
    return response.cookies


def _official(
    name: str, unit: uuid.UUID, role: str, since: date, *, second_factor: bool = False, is_employer_side: bool = False
) -> SimpleCookie:
    """Appoint an official and let him come in through the real door, with his second factor when he has one."""
    person = people.enrol(full_name=f"Lê Thị {name.capitalize()}", address="chị")
    secret = generate_totp_secret() if second_factor else ""
    people.appoint(person, username=name, password=PASSWORD, second_factor=secret)
    unions.give_role(person, unit, role, on=since, is_employer_side=is_employer_side)
    return _come_in(name, secret)


def _newly_appointed(unit: uuid.UUID, since: date) -> uuid.UUID:
    """Give a role to somebody who has never come in, and return the role."""
    person = people.enrol(full_name="Phạm Thị Mới", phone="0000000444")
    unions.give_role(person, unit, "group_lead", on=since)
    return appointing.roles_held([person], since)[0].id


def _double(name: str, unit: uuid.UUID, since: date) -> SimpleCookie:
    """Let somebody see names by one role, and manage staff for the employer by another."""
    cookies = _official(name, unit, access.TRAINER_LEAD, since, second_factor=True)
    unions.give_role(queries.official(name), unit, access.PERSONNEL, on=since, is_employer_side=True)
    return cookies


def _operator(name: str, *, second_factor: bool = False) -> SimpleCookie:
    operator = Person.objects.create_superuser(name, PASSWORD)
    secret = generate_totp_secret() if second_factor else ""
    people.appoint(operator.id, username=name, password=PASSWORD, second_factor=secret)
    return _come_in(name, secret)


def _come_in(name: str, secret: str) -> SimpleCookie:
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    if secret:
        assert answer.headers["Location"].startswith(reverse("mfa_authenticate")), answer.headers
        counter = int(clock.now().timestamp()) // TOTP_SECONDS
        answer = browser.post(reverse("mfa_authenticate"), {"code": format_hotp_value(hotp_value(secret, counter))})
        assert answer.status_code == 302, answer.content.decode()
    assert "_auth_user_id" in browser.session
    return browser.cookies


def _answer(learner: tokens.Token) -> uuid.UUID:
    item = curriculum.item(ITEM)
    assert item is not None
    event = Incoming(
        id=uuid7(), kind="answer", content_id=ITEM, device=learner.device, counter=1, client_at=clock.now(),
        version=item.version, response={"dont_know": True},
    )  # fmt: skip
    assert learning.record(learner.person, [event], now=clock.now())[0].status == "stored"
    return event.id


def _question(learner: tokens.Token) -> uuid.UUID:
    turn = assistant.ask("lam sao biet tin nhan lua dao", now=clock.now(), person=learner.person)
    assert turn is not None
    return turn.id
