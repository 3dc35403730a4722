"""A scenario in a few lines: sign in with a number, send it to one of two people, look before sending."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hocvuso.core.scenario.content import (
    Check,
    Danger,
    Goal,
    Mistake,
    Option,
    Part,
    Rule,
    Scenario,
    Screen,
    Step,
    Typed,
    Value,
    Variant,
)

VARIANTS = (
    Variant("one"),
    Variant("two", layout="old"),
    Variant("three", marks=False),
    Variant("four", flags=("caller",)),
    Variant("five", flags=("caller",), layout="old"),
    Variant("six", surprise=True),
)
SCREENS = (
    Screen("home", "Trang đầu", "home"),
    Screen("form", "Gửi", back="home", read_after=3),
    Screen("sent", "Đã gửi", back="home"),
    Screen("lost", "Mất tiền", "end"),
    Screen("news", "Tin", back="home"),
)
PARTS = (
    Part("open", "home", "icon", "Mở", go="form"),
    Part("news-open", "home", "icon", "Tin", go="news"),
    Part("who", "form", "choice", "Cho ai"),
    Part("amount", "form", "number", "Số tiền", keyboard="money", sample="{amount}"),
    Part("name", "form", "row", "Tên"),
    Part("go", "form", "button", "Gửi", main=True),
    Part("tell", "form", "button", "Đọc mã", needs=("caller",)),
    Part("on", "form", "switch", "Báo cho tôi"),
    Part("link", "news", "link", "Xem"),
    Part("back-home", "lost", "button", "Làm lại", go="home"),
)
RULES = (
    Rule("wrong", "tap:go", ("!amount.right",), coach="wrong-amount"),
    Rule("other", "tap:go", ("who.other-one",), coach="wrong-person"),
    Rule("none", "tap:go", ("!who.right",), coach="wrong-person"),
    Rule("send", "tap:go", go="sent", set=("sent",)),
    Rule("look", "tap:name", set=("looked",)),
    Rule("slow", "read:form", set=("looked",)),
    Rule("told", "tap:tell", go="lost", set=("told",), danger="told"),
    Rule("held", "hold:link", set=("held",)),
)
STEPS = (
    Step("s1", "home", "tap:open", "Bấm Mở.", "Bấm Mở.", "Nhìn hình."),
    Step("s2", "form", "choose:who=right", "Chọn.", "Chọn.", "Nhìn.", ("!who.right",)),
    Step("s3", "form", "type:amount", "Gõ {amount}.", "Gõ.", "Nhìn.", ("!amount.right",)),
    Step("s4", "form", "tap:name", "Bấm tên.", "Bấm.", "Nhìn.", ("!looked",)),
    Step("s5", "form", "tap:go", "Gửi.", "Gửi.", "Nhìn."),
    Step("s6", "sent", "finish", "Xong.", "Xong.", "Nhìn."),
)


def small(**changed: Any) -> Scenario:
    """Return the small scenario, with some of its tables replaced."""
    made = Scenario(
        id="small", title="Gửi tiền", title_en="Send", summary="Gửi.", task="Gửi {amount} cho {name}.",
        task_easy="Gửi.",
        skill="kns.6.2", safety_skill="kns.4.3", start="home", minutes=2, difficulty=0.0, status="draft", meaning=1,
        tried_with_learners="",
        values=(
            Value("name", ("Lan", "Mai", "Tú")),
            Value("amount", ("500.000", "20.000", "70.000"), along="name"),
            Value("who", ("a", "b", "c", "d", "e", "f"), along="variant"),
            Value("who", ("x",), flag="caller"),
        ),
        variants=VARIANTS, screens=SCREENS, parts=PARTS,
        options=(Option("who", "right", "{name}"), Option("who", "other-one", "Người khác")),
        typed=(Typed("amount", "right", same=("{amount}",)), Typed("amount", "zero", same=("{amount}0",))),
        rules=RULES, goals=(Goal("sent", "Đã gửi", ("sent",)),),
        checks=(
            Check("looked", "Xem", "Xem", 12, ("looked",)),
            Check("quiet", "Không đọc mã", "Không", 8, ("!told",)),
            Check("held", "Xem địa chỉ", "Xem", 10, ("sent", "!held")),
        ),
        dangers=(Danger("told", "Đọc mã", "Mất tiền.", "Mất."),),
        mistakes=(Mistake("wrong-amount", "Sai số.", "Sai."), Mistake("wrong-person", "Sai người.", "Sai.")),
        steps=STEPS,
    )  # fmt: skip
    return replace(made, **changed)
