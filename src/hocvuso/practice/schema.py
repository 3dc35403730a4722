"""`scenario.toml` as pydantic models: the fields, their types and bounds; also the JSON Schema for editors.

Rules that look beyond one field are `core.scenario.faults` and `proofs`. Every field says what it is for.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hocvuso.core.scenario import content
from hocvuso.core.scenario.typing import SHAPES
from hocvuso.curriculum.schema import Blank, Dated, SkillId, Slug, Text, Texts

Guard = Annotated[
    list[str],
    Field(description='Các cờ phải có; thêm ! phía trước là không được có. Ví dụ ["name_checked", "!otp_told"]'),
]


class Row(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _words(description: str, default: Any = ...) -> Any:
    return Field(default, description=description)


class ValueRow(Row):
    """`[[value]]`: a name, an amount, a text that differs between variants; shown by {id}."""

    id: Slug
    of: Annotated[list[Text], Field(min_length=1, description="Các giá trị có thể")]
    along: Blank = _words(
        "“variant”: theo thứ tự biến thể; mã của một value khác: cùng vị trí với nó; bỏ trống: bốc riêng", ""
    )
    flag: Blank = _words("Thay cho value cùng mã ở biến thể có cờ này", "")


class VariantRow(Row):
    """`[[variant]]`: one way the scenario looks and begins; at least six."""

    id: Slug
    skin: Literal["leaf", "sky", "plum", "brick", "slate", "dark"] = _words("Màu của ứng dụng", "leaf")
    layout: Literal["new", "old"] = _words("Bố cục; cờ layout.old, layout.new", "new")
    marks: bool = _words("false: tin nhắn hiện không dấu; cờ marks.none", True)
    surprise: bool = _words("Để dành cho lượt “Bất ngờ”", False)
    flags: Guard = []


class ScreenRow(Row):
    """`[[screen]]`: what is seen at once."""

    id: Slug
    title: Text
    kind: Literal["app", "home", "dialog", "sheet", "browser", "thread", "call", "camera", "end"] = "app"
    app: Blank = _words("Tên ứng dụng trên thanh đầu", "")
    back: Blank = _words("Màn hình mà nút quay lại dẫn tới; bỏ trống: không có nút", "")
    over: Blank = _words("Màn hình nằm dưới hộp thoại này", "")
    read_after: Annotated[int, Field(ge=0, le=20)] = _words('Sau số giây này thì coi là đã đọc (when = "read:…")', 0)
    ends: bool = _words("Tới đây là hết bài", False)


class PartRow(Row):
    """`[[part]]`: one thing on a screen."""

    id: Slug
    screen: Slug
    kind: Slug
    text: Blank = ""
    note: Blank = _words("Dòng nhỏ bên dưới", "")
    icon: Blank = _words(f"{' '.join(content.SIGNS)}; trong ảnh, tin nhắn còn qr", "")
    side: Literal["", "me", "them"] = _words("Tin nhắn của ai", "")
    go: Blank = _words("Bấm thì tới màn hình này, nếu không có [[rule]] nào khác", "")
    needs: Guard = []
    keyboard: Literal["", "text", "email", "number", "money", "phone"] = _words("Bàn phím; money: số tiền", "")
    sample: Blank = _words("Điều cần gõ, ví dụ {amount}", "")
    main: bool = _words("Nút chính của màn hình", False)


class OptionRow(Row):
    """`[[option]]`: one thing to choose in a part of kind choice."""

    part: Slug
    id: Slug
    text: Text


class TypedRow(Row):
    """`[[typed]]`: a class of what may be typed; the first that fits counts, `other` is what is left."""

    part: Slug
    id: Slug
    same: Texts = _words("Bằng đúng một trong các chữ này", [])
    has: Texts = _words("Có đủ các chữ này", [])
    lacks: Texts = _words("Không có chữ nào trong các chữ này", [])
    shape: list[str] = _words(f"Một hay nhiều trong: {', '.join(SHAPES)}", [])
    least: Annotated[int, Field(ge=0)] = _words("Ít nhất số ký tự này", 0)
    most: Annotated[int, Field(ge=0)] = _words("Nhiều nhất số ký tự này", 0)


class RuleRow(Row):
    """`[[rule]]`: what follows from an act; of all rules for one act the first whose guard holds counts."""

    id: Slug
    when: Text = _words(
        "tap:PHẦN, hold:PHẦN, type:PHẦN=LỚP, choose:PHẦN=LỰA-CHỌN, back:MÀN, read:MÀN, look:MÀN, open:MÀN"
    )
    needs: Guard = []
    go: Blank = ""
    set: list[str] = []
    clear: list[str] = []
    coach: Blank = _words("Mã của [[mistake]]", "")
    danger: Blank = _words("Mã của [[danger]]", "")


class GoalRow(Row):
    """`[[goal]]`: a part of what is wanted."""

    id: Slug
    text: Text
    needs: Annotated[list[str], Field(min_length=1)]


class CheckRow(Row):
    """`[[check]]`: something careful that counts; the weights sum to 30."""

    id: Slug
    text: Text
    easy: Text
    weight: Annotated[int, Field(ge=1, le=30)]
    needs: Annotated[list[str], Field(min_length=1)]


class DangerRow(Row):
    """`[[danger]]`: money or a secret lost; `text` tells the consequence."""

    id: Slug
    title: Text
    text: Text
    easy: Text
    skill: SkillId | Literal[""] = ""


class MistakeRow(Row):
    """`[[mistake]]`: a named mistake and what the coach says."""

    id: Slug
    text: Text
    easy: Text


class StepRow(Row):
    """`[[step]]`: the right act at one place; the first of its screen whose guard holds counts."""

    id: Slug
    screen: Slug
    needs: Guard = []
    do: Text = _words("tap:PHẦN, type:PHẦN, choose:PHẦN=LỰA-CHỌN, back, read, look, finish")
    look: Text = _words("Gợi ý 1: nhìn vào đâu")
    say: Text = _words("Gợi ý 2 và lời chỉ dẫn: làm gì")
    easy: Text


class ShortRow(Row):
    """`[[short]]`: one decision on one screen, as the entry test asks it."""

    id: Slug
    start: Slug = _words("Màn hình bắt đầu")
    ask: Text = _words("Hỏi gì: hoàn cảnh và điều cần quyết định")
    easy: Text
    skill: SkillId
    seconds: Annotated[int, Field(ge=10, le=40, description="Người đọc chậm cần bao nhiêu giây")]
    difficulty: Annotated[float, Field(ge=-2, le=2)] = 0.0
    goal: Annotated[list[str], Field(min_length=1, description="Quyết định đúng là khi có đủ các cờ này")]
    given: Annotated[list[str], Field(description="Cờ có sẵn lúc bắt đầu")] = []
    needs: Guard = []
    screens: Annotated[list[str], Field(description="Màn hình khác được vào xem; ra ngoài là hết")] = []
    shown: Annotated[list[str], Field(description="Màn hình vẽ ra khi máy không chạy mã; bỏ trống: start")] = []


class AnswerRow(Row):
    """`[[answer]]`: one way to decide in a short form, in words."""

    short: Slug
    id: Slug
    text: Text
    do: Annotated[list[str], Field(min_length=1, description="Các việc phải làm trên màn hình, theo thứ tự")]


class ScenarioFile(Dated):
    """`scenario.toml`."""

    id: Slug
    title: Text
    title_en: Text
    summary: Text
    task: Text
    task_easy: Text
    skill: SkillId
    safety_skill: SkillId
    start: Slug
    minutes: Annotated[int, Field(ge=1, le=15)]
    difficulty: Annotated[float, Field(ge=-2, le=2)] = 0.0
    tried_with_learners: Blank = ""
    starts: list[str] = []
    order: Annotated[int, Field(ge=1, le=99)] = _words("Thứ tự trong danh sách, nhỏ trước", 50)
    value: list[ValueRow] = []
    variant: list[VariantRow] = []
    screen: Annotated[list[ScreenRow], Field(min_length=1)]
    part: list[PartRow] = []
    option: list[OptionRow] = []
    typed: list[TypedRow] = []
    rule: list[RuleRow] = []
    goal: list[GoalRow] = []
    check: list[CheckRow] = []
    danger: list[DangerRow] = []
    mistake: list[MistakeRow] = []
    step: list[StepRow] = []
    short: list[ShortRow] = []
    answer: list[AnswerRow] = []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema that editors read; kinds of parts are listed there too."""
    schema = ScenarioFile.model_json_schema()
    schema["$defs"]["PartRow"]["properties"]["kind"] = {"enum": sorted(content.PART_KINDS), "title": "Kind"}
    return schema
