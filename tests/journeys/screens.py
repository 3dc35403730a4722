"""Every screen of the site, by walks that know no language, and what must hold on each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.journeys import walks
from tests.journeys.phone import Phone
from tests.journeys.place import ROOT

AXE = (ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async rules => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
  return found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 90) + ' '
    + ((node.any[0] || node.all[0] || node.none[0] || {}).message || '')).slice(0, 3).join(' | '));
}"""
# What a finger can hit; a link inside a sentence is excepted (look.md 4).
SMALL_TARGETS = """least => Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary'))
  .map(one => one.matches('label input, label select') ? one.closest('label') : one)
  .filter(one => !one.closest('.skip, .vh, [hidden], [type=hidden]') && one.getClientRects().length)
  .filter(one => {
    const inSentence = one.matches('a') && getComputedStyle(one).display === 'inline'
      && one.parentElement.innerText.trim().length > one.innerText.trim().length + 3;
    const box = one.getBoundingClientRect();
    return !inSentence && (box.height < least - 0.5 || box.width < least - 0.5);
  })
  .map(one => { const box = one.getBoundingClientRect();
    return Math.round(box.width) + '×' + Math.round(box.height) + ' ' + one.outerHTML.slice(0, 100); })"""
EMPTY_PICTURES = """() => Array.from(document.images)
  .filter(one => one.complete && !one.naturalWidth).map(one => one.outerHTML.slice(0, 90))"""
SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) { return ''; }
  const wide = Array.from(document.body.querySelectorAll('*'))
    .filter(one => one.getBoundingClientRect().right > page.clientWidth + 0.5 && !one.closest('.tw, .vh'));
  return page.scrollWidth + ' > ' + page.clientWidth + ' ' + wide.slice(0, 2).map(one => one.outerHTML.slice(0, 90));
}"""
LEARNER_TARGET, OFFICIAL_TARGET = 48, 24
MOST_TRIES = 12  # a minute, then somebody who guesses a password waits
NARROW = {"width": 320, "height": 640}


def faults(phone: Phone, name: str, *, least: int = LEARNER_TARGET) -> list[str]:
    """Return what is wrong with the open screen: accessibility, targets, scrolling sideways."""
    page = phone.page
    page.evaluate(AXE)
    found = [f"axe {each}" for each in page.evaluate(RUN_AXE, RULES)]
    found += [f"target {each}" for each in page.evaluate(SMALL_TARGETS, least)]
    found += [f"empty picture {each}" for each in page.evaluate(EMPTY_PICTURES)]
    size = page.viewport_size or NARROW
    if size["width"] < 900:
        page.set_viewport_size(NARROW)
        found += [f"320 px: {wide}" for wide in [page.evaluate(SIDEWAYS)] if wide]
        page.set_viewport_size(size)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"200 %: {wide}" for wide in [page.evaluate(SIDEWAYS)] if wide]
        page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"{name}: {each}" for each in found]


def press(phone: Phone, selector: str) -> None:
    """Tap the first thing of this kind and wait for the page it leads to."""
    phone.goes(phone.page.locator(selector).first)


def first_minutes(phone: Phone) -> Iterator[str]:
    """From the poster to the end of the first session."""
    phone.open("/")
    yield "L01-poster"
    press(phone, ".bar a.btn")
    yield "L02-first-task"
    press(phone, "button[value=suspicious]")
    yield "L03-consequence"
    press(phone, ".bar a.btn")
    yield "L04-save"
    press(phone, ".bar a.b3")
    yield "L07-goal"
    press(phone, "button[value=money]")
    yield "L08-consent"
    press(phone, "button[value=yes]")
    number = 0
    while phone.path == "/dau-vao":
        number += 1
        yield f"L09-placement-{number}"
        is_decision = walks.is_decision(phone)
        if not is_decision:
            walks.fill_in(phone)
        press(phone, ".dk" if is_decision else ".bar .btn")
    yield "L15-map"
    press(phone, "main a.btn")
    yield "L16-today"
    press(phone, "main a.btn")
    number = 0
    while phone.path != "/xong":
        number += 1
        kind = phone.path.split("/")[1]
        yield f"L17-session-{number}-{kind}"
        if kind == "lam":
            walks.fill_in(phone)
        press(phone, ".bar .btn")
    yield "L18-done"


def exercises(phone: Phone) -> Iterator[str]:
    """Each kind of exercise with its feedback, being stuck, asking a person."""
    walks.begin(phone)
    for kind, slug in KINDS.items():
        phone.open(f"/lam/kns.4.3/{slug}")
        yield f"exercise-{kind}"
        walks.fill_in(phone)
        press(phone, ".bar .btn")
        yield f"feedback-{kind}"
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    phone.page.locator(".bar .btn").click()
    yield "exercise-nothing-chosen"
    phone.open("/lam/kns.4.3/bank-sms-first-move?goi-y=3")
    yield "exercise-stuck"
    press(phone, "#nguoi button")
    yield "help-asked"
    phone.open("/lam/kns.4.3/evening-job-first-move")
    press(phone, "button[name=dont_know]")
    yield "feedback-dont-know"


KINDS = {
    "single": "bank-sms-first-move", "multiple": "stop-demands", "true-false": "thirty-minutes",
    "order": "keep-then-delete", "match": "whom-to-ask", "short-text": "name-of-the-code", "signs": "parcel-signs",
}  # fmt: skip


def hubs(phone: Phone) -> Iterator[str]:
    """What an anonymous learner finds by the tabs and links."""
    phone.open("/thu/tin-lua-dao")
    press(phone, "button[value=trust]")
    yield "consequence-trusted"
    for name, path in {
        "today": "/hom-nay", "map-nothing-found": "/ky-nang?tim=khong-co-gi", "progress": "/tien-bo",
        "words": "/tu-hay-gap?tim=ma", "skill": "/ky-nang/kns.4.3", "prefer": "/chon", "me": "/toi",
        "my-data": "/toi/du-lieu", "erase": "/toi/du-lieu/xoa", "card": "/luu/the", "number": "/luu/so",
        "enter": "/vao", "leave": "/khong-phai-toi", "no-network": "/mat-mang", "not-here": "/khong-co",
        "step-with-sample": "/bai/kns.4.3/three-questions/who-sent-it",
    }.items():  # fmt: skip
        phone.open(path)
        yield name
    phone.open("/luu/so")
    press(phone, ".bar .btn")
    yield "number-missing"


def asking(phone: Phone) -> Iterator[str]:
    """The assistant's kinds of answer."""
    walks.begin(phone)
    phone.open("/hoi")
    yield "ask"
    press(phone, "form.ask button")
    yield "ask-nothing"
    for name, question in {
        "answer": "lam sao biet tin nhan lua dao", "clarify": "mat khau", "no-lesson": "gia vang hom nay bao nhieu",
        "secret": "ma OTP cua toi la 482913 co nen doc cho ho khong", "greeting": "chao ban",
        "urgent": "toi vua chuyen tien cho ke lua dao roi",
        "pasted": "Tai khoan cua ban bi khoa, xac nhan tai https://lua-vang.example ngay hom nay",
    }.items():  # fmt: skip
        phone.open("/hoi?buoc=kns.4.3/three-questions%23who-sent-it" if name == "clarify" else "/hoi")
        phone.page.locator("#q").fill(question)
        press(phone, "form.ask button")
        yield f"ask-{name}"
    phone.open("/hoi?q=lam+sao+biet+tin+nhan+lua+dao")
    press(phone, "form.two button[value='0']")
    yield "ask-rated"
    phone.open("/hoi/nguoi")
    yield "ask-person"


def claiming(phone: Phone, code: str) -> Iterator[str]:
    """A card becomes a name; leaving, coming back."""
    walks.begin(phone)
    phone.open("/luu/the")
    phone.page.locator("#ma").fill(code[:6])
    press(phone, ".bar .btn")
    yield "L05-card-too-short"
    phone.page.locator("#ma").fill(code)
    press(phone, ".bar .btn")
    yield "L05-is-this-you"
    press(phone, "button[value=yes]")
    yield "L06-digits"
    phone.page.locator("#code").fill("1111")
    press(phone, ".bar .btn")
    yield "L06-digits-weak"
    press(phone, "main a.b3")
    yield "L06-pictures"
    for place in (1, 4, 9):
        press(phone, f"button.pick:nth-of-type({place})")
    yield "L06-pictures-again"
    phone.open("/luu/ma")
    for field in ("#code", "#again"):
        phone.page.locator(field).fill("2846")
    press(phone, ".bar .btn")
    yield "L07-goal-named"
    for name, path in {
        "unit": "/luu/don-vi", "unit-found": "/luu/don-vi?tim=may", "unit-not-found": "/luu/don-vi?tim=zzz",
        "L08-consent-named": "/dong-y", "today-named": "/hom-nay", "map-named": "/ky-nang", "me-named": "/toi",
        "my-data-named": "/toi/du-lieu", "about-me-named": "/toi/ve-toi", "leave-named": "/khong-phai-toi",
    }.items():  # fmt: skip
        phone.open(path)
        yield name
    press(phone, ".bar .btn")
    phone.open("/vao")
    yield "enter-known"
    press(phone, "button[name=who]")
    yield "enter-code"
    phone.page.locator("#code").fill("1357")
    press(phone, ".bar .btn")
    yield "enter-code-wrong"


def errors(phone: Phone) -> Iterator[str]:
    """Pages that say that something did not go."""
    phone.open("/khong/co")
    yield "error-404"
    phone.open("/hoi")
    phone.context.clear_cookies()
    press(phone, "form.ask button")
    yield "error-403-old-page"
    failed = (ROOT / "src/hocvuso/plumbing/jinja2/plumbing/failed.html").read_text(encoding="utf-8")
    phone.context.route("**/trang-hong", lambda route: route.fulfill(status=200, content_type="text/html", body=failed))
    phone.open("/trang-hong")
    yield "error-500"


def desk(phone: Phone) -> Iterator[str]:
    """What the chair of a grassroots union sees after coming in."""
    yield "O3-today"
    phone.page.locator("main summary").click()
    yield "O3-how-computed"
    for name, path in {
        "O4-headcount": "/cb/so-lao-dong", "O8-invite": "/cb/moi", "members": "/cb/nguoi",
        "members-asking": "/cb/nguoi?loc=nho-giup", "members-not-found": "/cb/nguoi?tim=zzz",
        "structure": "/cb/co-cau", "structure-old": "/cb/co-cau?ngay=2025-08-01",
        "structure-none": "/cb/co-cau?tim=zzz",
        "unit": "/cb/co-cau/ST-BN-MAY", "unit-rename": "/cb/co-cau/ST-BN-MAY/doi-ten",
        "unit-found": "/cb/co-cau/ST-BN-MAY/lap", "changes": "/cb/co-cau/thay-doi",
        "units": "/cb/don-vi", "targets": "/cb/chi-tieu", "gaps": "/cb/chi-tieu/chenh-lech",
        "import": "/cb/nhap", "cards": "/cb/the",
        "returns": "/cb/bao-cao", "ready": "/cb/bao-cao/san", "ready-by-unit": "/cb/bao-cao/san/by-unit",
        "evidence": "/cb/bao-cao/ho-so", "same-person": "/cb/nguoi/trung", "people-changes": "/cb/nguoi/vua-sua",
        "families": "/cb/gia-dinh", "families-list": "/cb/gia-dinh/danh-sach",
        "families-waiting": "/cb/gia-dinh/danh-sach?loc=cho", "families-rule": "/cb/gia-dinh/quy-tac",
        "O12-own-learning": "/cb/viec-hoc", "roles": "/cb/vai-tro",
        "notices": "/cb/thong-bao", "notice-hours": "/cb/thong-bao/gio",
        "zalo-texts": "/cb/thong-bao/zalo",
        "leave-desk": "/cb/tai-khoan/ra", "no-right": "/cb/?don-vi=ST", "demo": "/cb/demo",
    }.items():  # fmt: skip
        phone.open(path)
        yield name
    phone.open("/cb/so-lao-dong")
    phone.page.locator("#so").fill("x")
    press(phone, ".bar .btn")
    yield "O4-headcount-wrong"


def second_factor(phone: Phone, username: str, password: str) -> Iterator[str]:
    """Coming in as an official, and setting the second factor up."""
    phone.open("/cb/")
    yield "O2-come-in"
    phone.page.locator("#login").fill(username)
    phone.page.locator("#password").fill("khong-phai")
    press(phone, ".bar .btn")
    yield "O2-come-in-wrong"
    phone.page.locator("#login").fill(username)
    phone.page.locator("#password").fill(password)
    press(phone, ".bar .btn")
    yield "O3-today-small-unit"
    phone.open("/cb/tai-khoan/mat-khau")
    yield "O2-password-again"
    phone.open("/cb/nguoi")
    yield "O2-set-up"
    phone.open("/cb/tai-khoan/mat-khau")
    for _ in range(MOST_TRIES):
        if phone.page.locator("#password").count():
            phone.page.locator("#password").fill("khong-phai")
            press(phone, ".bar .btn")
    assert not phone.page.locator("#password").count(), "guessing is not slowed down"
    yield "O2-too-many-tries"


def spoken(page: Any) -> list[str]:
    """Return each piece of text on the screen and each name that is only heard, without what is marked as foreign."""
    found: list[str] = json.loads(page.evaluate(WORDS))
    return found


WORDS = """() => {
  const said = [document.title.replace(' – Học Vụ Số', '')];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    if (!holder.closest('script, style, [hidden], [lang]:not(html)')) { said.push(texts.currentNode.data); }
  }
  for (const name of ['aria-label', 'placeholder', 'alt', 'title']) {
    for (const one of document.body.querySelectorAll('[' + name + ']')) {
      if (!one.closest('[lang]:not(html)')) { said.push(one.getAttribute(name)); }
    }
  }
  return JSON.stringify(said.map(one => one.replace(/\\s+/g, ' ').trim()).filter(Boolean));
}"""
