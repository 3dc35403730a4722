"""Simulators on a phone: the player means what the core means, and people can play, fail, stop and go on."""

from __future__ import annotations

import json
import random
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hocvuso.core.scenario.content import TYPED, Scenario
from hocvuso.core.scenario.machine import Act, Impossible, Machine
from hocvuso.core.scenario.proofs import guided, walk
from hocvuso.core.scenario.scoring import score
from hocvuso.core.scenario.shorts import id_of, shortened
from hocvuso.core.scenario.typing import class_of, looks_real
from hocvuso.core.scenario.variants import deal
from hocvuso.core.scenario.ways import ways_into
from hocvuso.practice import preview
from hocvuso.practice.bundle import bundle
from tests.house import tree
from tests.journeys import screens
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone
from tests.journeys.playing import QUICK_MS, SCENARIOS, UNHURRIED_MS, begins, does, goes, plays
from tests.journeys.test_no_network import seen, without_network

WALKS, NIGHTLY, PORTION = 400, 10_000, 500
SHORTS = {id_of(one, each): shortened(one, each) for one in SCENARIOS.values() for each in one.shorts}
PAGE = "/thuc-hanh/bank-transfer"
PLAY = """([scenario, cases]) => cases.map(([seed, acts]) => {
  const H = window.hocvusoMachine, dealt = H.deal(scenario, seed), machine = new H.Machine(scenario, dealt.variant);
  let run = machine.start(), refused = [];
  acts.forEach(([kind, target, value]) => {
    try { run = machine.after(run, { kind, target, value }); } catch (problem) { refused.push(problem.reason); }
  });
  return { ...H.score(machine, run), values: dealt.values, refused, place: [run.place.screen, run.place.flags] };
})"""
SORT = """([scenario, cases]) => cases.map(([seed, id, text]) => {
  const H = window.hocvusoMachine, dealt = H.deal(scenario, seed), part = scenario.parts.find(one => one.id === id);
  const samples = Object.keys(dealt.values).map(name => dealt.values[name]);
  return [H.classOf(part, scenario.typed, dealt, text), H.looksReal(text, part, samples)];
})"""


@pytest.fixture(scope="module")
def engine(browser: Browser) -> Page:
    """A page with nothing but the player's machine."""
    page = browser.new_page()
    page.add_script_tag(path=str(tree.SOURCES / "practice/static/practice/machine.js"))
    return page


def _tried(scenario: Scenario, key: int) -> tuple[list[Any], dict[str, Any]]:
    """Walk at random, now and then with an act that is not possible; return the case and what Python makes of it."""
    chance = random.Random(key)
    seed = chance.randrange(2**31)
    dealt = deal(scenario, seed)
    machine = Machine(scenario, dealt.variant)
    _, acts = walk(machine, key)
    wrong = [Act("tap", chance.choice(scenario.parts).id), Act("back"), Act("hold", "nobody"), Act("fly"), Act("hint")]
    mixed = [each for act in acts for each in ((act, chance.choice(wrong)) if chance.random() < 0.1 else (act,))]
    run, refused = machine.start(), []
    for act in mixed:
        try:
            run = machine.after(run, act)
        except Impossible as problem:
            refused.append(problem.reason)
    found = asdict(score(machine, run))
    found |= {"values": dict(dealt.values), "refused": refused, "place": [run.place.screen, sorted(run.place.flags)]}
    return [seed, [[each.kind, each.target, each.value] for each in mixed]], json.loads(json.dumps(found))


def _is_same(engine: Page, scenario: Scenario, keys: range) -> None:
    """Walk with each of these keys here and on the phone, a portion at a time, and hold that both say the same."""
    sent = bundle(scenario)
    for start in range(keys.start, keys.stop, PORTION):
        portion = range(start, min(start + PORTION, keys.stop))
        cases, expected = zip(*(_tried(scenario, key) for key in portion), strict=True)
        assert engine.evaluate(PLAY, [sent, cases]) == list(expected), f"keys {portion}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_phone_scores_every_walk_as_the_server_does(engine: Page, name: str) -> None:
    _is_same(engine, SCENARIOS[name], range(WALKS))


@pytest.mark.parametrize("name", SHORTS)
def test_the_phone_scores_every_decision_as_the_server_does(engine: Page, name: str) -> None:
    _is_same(engine, SHORTS[name], range(WALKS // 4))


@pytest.mark.nightly
@pytest.mark.parametrize("name", [*SCENARIOS, *SHORTS])
def test_ten_thousand_walks_end_and_are_scored_alike(engine: Page, name: str) -> None:
    _is_same(engine, SCENARIOS.get(name) or SHORTS[name], range(WALKS, NIGHTLY))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_phone_sorts_what_is_typed_as_the_server_does(engine: Page, name: str) -> None:
    scenario, chance = SCENARIOS[name], random.Random(7)
    parts = [part for part in scenario.parts if part.kind in TYPED]
    signs = ["0", "1", "5", "9", " ", ".", "-", "@", "a", "Ế", "đ", "Đ", "ạ", "X", "/", "\n"]
    cases, expected = [], []
    for number in range(WALKS):
        part, dealt = chance.choice(parts), deal(scenario, number)
        known = [dealt.text(part.sample), *(dealt.text(one) for row in scenario.typed for one in (*row.same, *row.has))]
        text = chance.choice(known) if chance.random() < 0.5 else ""
        for _ in range(chance.randrange(0, 16)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(signs) + text[at:]
        cases.append([number, part.id, text])
        real = looks_real(text, part, dealt.values.values())
        expected.append([class_of(part, scenario.typed, dealt, text), real])
    assert engine.evaluate(SORT, [bundle(scenario), cases]) == expected


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_screen_can_be_read_and_hit_by_everybody(phone: Phone, name: str) -> None:
    scenario, found = SCENARIOS[name], []
    dealt, seen_screens = deal(scenario, 0), set[str]()
    phone.open("/thuc-hanh")
    found += screens.faults(phone, "list")
    phone.open(f"/thuc-hanh/{name}?so=0")
    found += screens.faults(phone, "about")
    phone.tap("Có hướng dẫn")
    for run, _step, act, _after in guided(scenario, 0):
        if run.place.screen not in seen_screens:
            seen_screens.add(run.place.screen)
            found += [f"{run.place.screen}: {each}" for each in screens.faults(phone, run.place.screen)]
        does(phone.page, scenario, dealt, act)
    phone.sees("100 trên 100 điểm")
    found += screens.faults(phone, "done")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SCENARIOS)
def test_played_to_the_end_on_a_small_screen(phone: Phone, name: str) -> None:
    begins(phone, name, 0, "Tự làm")
    plays(phone, name, 0, shots=f"play-{name}")
    phone.sees("100 trên 100 điểm", "Đã làm cẩn thận")
    phone.sees("Đã lưu.")
    phone.shot(f"play-{name}-end")
    phone.go("Xem cách chấm")
    phone.tap("Điểm tính thế nào")
    phone.sees("100 trên 100 điểm", "Làm xong việc: 50/50", "Máy chủ chấm lại")
    phone.shot(f"play-{name}-score")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_danger_plays_its_consequence_and_caps(phone: Phone, name: str) -> None:
    scenario = SCENARIOS[name]
    danger, way = next(iter(ways_into(scenario).items()))
    dealt, title = deal(scenario, way.seed), next(each.title for each in scenario.dangers if each.id == danger)
    begins(phone, name, way.seed, "Tự làm")
    goes(phone, name, way.seed, way.acts)
    phone.sees(dealt.text(title))
    phone.shot(f"danger-{name}-{danger}")
    phone.page.wait_for_timeout(1000)  # nobody reads faster; a log that is faster is refused
    phone.tap("Tôi đã làm xong")
    phone.sees("Lượt này có mất mát", "Đã mất gì", "Đã lưu.")
    phone.shot(f"danger-{name}-end")
    phone.go("Xem cách chấm")
    phone.tap("Điểm tính thế nào")
    phone.sees("Đã mất gì", "nhiều nhất 40 điểm")
    phone.shot(f"danger-{name}-score")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_killed_tab_is_gone_on_with(phones: Phones, name: str) -> None:
    steps = list(guided(SCENARIOS[name], 0))
    middle = steps[len(steps) // 2]
    phone = phones()
    begins(phone, name, 0, "Tự làm")
    plays(phone, name, 0, until=middle[1].id)
    before = phone.page.locator("#glass").inner_text()
    phone.page.close()  # killed: no script is asked, nothing is said to the server
    phone.page = phone.context.new_page()
    phone.open(f"/thuc-hanh/{name}")
    phone.tap("Làm tiếp chỗ dở")
    expect(phone.page.locator("#glass h2")).to_be_visible()
    assert phone.page.locator("#glass").inner_text() == before
    phone.page.wait_for_timeout(UNHURRIED_MS)  # whoever comes back looks first; without it ten acts may be too fast
    started = False
    for _run, step, act, _after in steps:
        started = started or step.id == middle[1].id
        if started:
            does(phone.page, SCENARIOS[name], deal(SCENARIOS[name], 0), act)
            phone.page.wait_for_timeout(QUICK_MS)
    phone.sees("100 trên 100 điểm", "Đã lưu.")


def test_a_field_whose_class_is_cleared_stands_empty_again(phone: Phone) -> None:
    phone.open(PAGE + "?so=2")
    phone.tap("Tự làm")
    plays(phone, "bank-transfer", 2, until="mend")
    phone.tap("Cảm ơn, sửa lại số")
    expect(phone.page.get_by_label("Số tài khoản")).to_have_value("")


def test_a_real_looking_number_is_refused_and_nothing_typed_is_sent(phone: Phone) -> None:
    phone.open(PAGE + "?so=0")
    phone.tap("Tự làm")
    plays(phone, "bank-transfer", 0, until="type-account")
    field = phone.page.get_by_label("Số tài khoản")
    field.fill("079203001234")
    field.press("Tab")
    phone.sees("giống số căn cước thật")
    expect(field).to_have_value("")
    field.fill("12341234")
    phone.tap("Tiếp tục")
    phone.page.wait_for_timeout(400)
    with phone.page.expect_request("**/api/v1/events"):
        phone.tap("Tôi đã làm xong")
    phone.sees("Chưa xong")
    bodies = [each.post_data or "" for each in phone.requests if each.url.endswith("/api/v1/events")]
    assert any("refused" in each for each in bodies)
    assert not any("079203001234" in each or "12341234" in each for each in bodies)


def test_without_a_network_it_is_played_and_sent_later(phone: Phone) -> None:
    seen(phone, PAGE)
    with without_network(phone):
        phone.open(PAGE)
        phone.tap("Tự làm")
        phone.page.wait_for_timeout(1200)
        phone.tap("Tôi đã làm xong")
        phone.sees("Chưa xong", "Đã giữ trên máy này")
        assert [each["kind"] for each in phone.waiting()] == ["scenario"]
    expect(phone.page.locator("#outbox")).to_be_hidden()  # who has not begun is told only of what still waits
    assert phone.waiting() == []


def test_hints_come_in_three_rungs_and_the_line_of_guidance_leads(phone: Phone) -> None:
    phone.open(PAGE + "?so=0")
    phone.tap("Tự làm")
    phone.misses("Bấm vào ứng dụng Ngân hàng.")
    phone.tap("Gợi ý")
    phone.sees("Tìm hình ngân hàng trên màn hình chính.")
    phone.tap("Gợi ý")
    phone.sees("Bấm vào ứng dụng Ngân hàng.")
    phone.tap("Gợi ý")
    expect(phone.page.locator("#glass .glow")).to_have_text("Ngân hàng")


def test_the_keyboard_alone_is_enough(phone: Phone) -> None:
    phone.open(PAGE + "?so=0")
    phone.tap("Có hướng dẫn")
    heading = phone.page.locator("#glass h2")
    expect(heading).to_be_focused()
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Enter")
    expect(heading).to_have_text("Mở khoá")
    expect(heading).to_be_focused()


def test_large_letters_leave_nothing_outside(phone: Phone) -> None:
    phone.open(PAGE + "?so=0")
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.tap("Có hướng dẫn")
    plays(phone, "bank-transfer", 0, until="to-payee")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_the_steps_are_pictures_with_text(phones: Phones) -> None:
    reader = phones(java_script_enabled=False)
    reader.open(PAGE)
    assert reader.page.locator(".still:visible").count() > 10
    expect(reader.page.get_by_text("Bấm vào ứng dụng Ngân hàng.")).to_be_visible()
    expect(reader.page.locator("#choose")).to_be_hidden()


def test_watching_plays_by_itself_and_sends_nothing(phone: Phone) -> None:
    phone.open(PAGE + "?so=0")
    phone.tap("Xem trước")
    phone.sees("Mã PIN của ứng dụng")
    phone.tap("Tạm dừng")
    assert not [each for each in phone.requests if each.url.endswith("/api/v1/events")]


def test_an_authors_preview_opens_anew_on_each_save(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "strange-call/scenario.toml"
    file.parent.mkdir()
    good = (tree.ROOT / "docs/manuals/scenario-example.toml").read_text(encoding="utf-8")
    file.write_text(good, encoding="utf-8")
    with preview.serving(tmp_path, "strange-call") as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#report")).to_contain_text("Đạt: mọi chỗ đã đi qua.")
        file.write_text(good.replace('go = "', 'go = "nowhere-', 1), encoding="utf-8")
        expect(page.locator("#report")).to_contain_text("Chưa đạt: 1 chỗ cần sửa. Đang chơi bản trước.")
        expect(page.locator("#report")).to_contain_text("dòng ")
        title = re.sub('(?m)^title = ".*"$', 'title = "Tiêu đề mới"', good, count=1)
        file.write_text(title, encoding="utf-8")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tiêu đề mới")
        page.get_by_text("Tự làm", exact=True).click()
        expect(page.locator("#glass h2")).to_be_visible()
        page.close()
