"""What is wrong with a scenario, said in Vietnamese to the author."""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.scenario.faults import LEAST_VARIANTS, Fault
from hocvuso.core.scenario.short_faults import MOST_ACTS

# Code → (what is wrong, what is expected); {value}, {id} and {field} are filled in.
_WORDS: Mapping[str, tuple[str, str]] = {
    "twin": ("mã “{value}” đã dùng ở bảng này", "Mỗi mã chỉ dùng một lần."),
    "no_start": ("không có màn hình “{value}”", "Ghi mã của một [[screen]]."),
    "no_back": ("không có màn hình “{value}”", "Ghi mã của một [[screen]], hoặc bỏ trống."),
    "no_over": ("không có màn hình “{value}”", "Ghi mã của một [[screen]], hoặc bỏ trống."),
    "no_screen": ("không có màn hình “{value}”", "Ghi mã của một [[screen]]."),
    "no_go": ("không có màn hình “{value}”", "Ghi mã của một [[screen]]."),
    "no_part": ("không có phần “{value}”", "Ghi mã của một [[part]]."),
    "no_coach": ("không có lỗi “{value}”", "Ghi mã của một [[mistake]]."),
    "no_danger": ("không có nguy hiểm “{value}”", "Ghi mã của một [[danger]]."),
    "no_along": ("không có value “{value}”", "Ghi “variant” hoặc mã của một [[value]]."),
    "no_flag_of": ("không biến thể nào có cờ “{value}”", "Thêm cờ vào flags của một [[variant]]."),
    "no_shape": ("không có dạng “{value}”", "Xem các dạng trong sổ tay tình huống."),
    "no_kind": ("không có loại “{value}”", "Xem các loại trong sổ tay tình huống."),
    "no_icon": ("không vẽ được hình “{value}”", "Xem các hình trong sổ tay tình huống, hoặc bỏ trống."),
    "no_act": ("“{value}” không phải việc nào", "Dùng tap, hold, type, choose, back, read, look hoặc open."),
    "no_value": ("“{value}” nhắc tới lớp hay lựa chọn không có", "Thêm [[typed]] hoặc [[option]], hoặc sửa mã."),
    "wrong_kind": ("“{value}” không hợp với loại của phần ấy", "type cho ô gõ, choose cho choice, tap cho phần bấm."),
    "no_flag": ("không gì đặt cờ “{value}”", "Thêm set trong một [[rule]], hoặc sửa tên cờ."),
    "idle_flag": ("đặt cờ “{value}” mà không đâu hỏi tới", "Bỏ cờ này, hoặc dùng nó trong needs."),
    "wrong_sum": ("các việc an toàn cộng được {value} điểm", "Cộng lại đúng 30."),
    "few_variants": ("có {value} biến thể", f"Ít nhất {LEAST_VARIANTS} biến thể."),
    "no_surprise": ("không biến thể nào để dành cho lượt bất ngờ", "Đặt surprise = true ở một hay hai biến thể."),
    "always_marks": ("biến thể nào cũng có dấu", "Đặt marks = false ở một hay vài biến thể."),
    "one_layout": ("chỉ có một bố cục", "Thêm biến thể có layout = \"old\"."),
    "none": ("chưa có dòng nào", "Thêm ít nhất một."),
    "no_options": ("không có lựa chọn nào", "Thêm [[option]] cho phần này."),
    "not_own_act": ("nguy hiểm đến từ “{value}”, không do tay người học", "Chỉ đặt danger ở tap, hold, type, choose."),
    "loop": ("“{value}” lại dẫn đi nơi khác", "Luật open chỉ đặt cờ; không go, không danger."),
    "never": ("không [[rule]] nào nhắc tới “{value}”", "Thêm luật, hoặc bỏ đoạn này."),
    "no_value_of": ("{value} không có giá trị", "Thêm [[value]], hoặc sửa tên trong ngoặc."),
    "no_sample": ("không nói gõ gì", "Thêm sample."),
    "no_text": ("không có chữ nào", "Thêm text; người dùng trình đọc màn hình cũng cần."),
    "too_large": ("có hơn {value} trạng thái", "Bớt cờ: cờ để chấm điểm thì đừng hỏi ở luật hay phần."),
    "unreached": ("không cách nào tới “{value}”", "Thêm đường tới, hoặc bỏ."),
    "no_goal": ("không cách nào đạt mục tiêu", "Xem lại needs của [[goal]] và các luật."),
    "no_safe_goal": ("chỉ đạt mục tiêu khi đã gặp nguy hiểm", "Thêm đường an toàn."),
    "no_way_out": ("có lúc không rời được màn hình này", "Thêm back, hoặc một nút có go."),
    "dead_end": ("từ đây có lúc không còn đạt được mục tiêu", "Thêm đường quay lại, hoặc ends = true."),
    "step_impossible": ("có bước không làm được: {value}", "Xem lại do và needs của [[step]]."),
    "steps_stop": ("các bước dừng giữa chừng ({value})", "Thêm [[step]] cho màn hình ấy; bước cuối là finish."),
    "steps_imperfect": ("làm đúng từng bước vẫn chưa được 100 điểm: {value}", "Làm hết việc an toàn, không lỗi."),
    "no_short": ("không có dạng ngắn “{value}”", "Ghi mã của một [[short]]."),
    "few_answers": ("có {value} cách trả lời", "Ít nhất hai [[answer]], một đúng."),
    "many_acts": ("cần {value} lần bấm", f"Nhiều nhất {MOST_ACTS}: dạng ngắn là một quyết định."),
    "no_variant": ("không biến thể nào có {value}", "Sửa needs; biến thể để dành cho lượt bất ngờ không tính."),
    "given_goal": ("mới bắt đầu đã đạt ({value})", "Bớt cờ trong given, hoặc sửa goal."),
    "answer_impossible": ("không làm được: {value}", "Chỉ bấm phần có trên start và screens; xem lại do."),
    "no_right_answer": ("số câu trả lời đúng ở {value}", "Mỗi biến thể có đúng một [[answer]] đạt goal."),
    "looks_real": ("mẫu giống số thật ({value})", "Đổi số bịa: không 9, 12 chữ số, không bắt đầu bằng 0 và dài 10."),
}  # fmt: skip


def said(fault: Fault) -> tuple[str, str]:
    """Return (what is wrong, what is expected)."""
    what, expected = _WORDS[fault.code]
    place = f"[[{fault.table}]] {fault.id}".strip() if fault.table else "Tệp này"
    return f"{place}: “{fault.field}” – {what.format(value=fault.value)}.", expected
