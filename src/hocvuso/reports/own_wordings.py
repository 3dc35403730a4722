"""How officials ask the assistant about their own unit. Written by hand; content, Vietnamese only.

Rules: see `core.own_questions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OWN: Mapping[str, Sequence[str]] = {
    "unit_not_started": (
        "Đơn vị tôi còn bao nhiêu người chưa học?", "bao nhiêu đoàn viên chưa học", "còn mấy người chưa bắt đầu",
        "bên tôi bao nhiêu công nhân đã học", "đơn vị tôi có bao nhiêu người học rồi", "ai chưa học ở đơn vị tôi",
        "công ty tôi bao nhiêu người chưa tham gia", "số người chưa học của đơn vị", "đơn vị tôi được mấy người học",
        "đã mời bao nhiêu người", "còn bao nhiêu anh em chưa vào học", "bao nhiêu lao động đã bắt đầu học",
    ),
    "unit_share": (
        "Đơn vị tôi đạt bao nhiêu phần trăm?", "tỷ lệ đạt của đơn vị tôi", "đơn vị tôi đạt chỉ tiêu chưa",
        "chỉ tiêu còn thiếu bao nhiêu người", "còn bao nhiêu người nữa thì đạt chỉ tiêu", "đơn vị tôi đang ở mức nào",
        "tiến độ của đơn vị tôi", "kết quả của đơn vị tôi", "công đoàn tôi được bao nhiêu phần trăm rồi",
        "có kịp chỉ tiêu không", "bao nhiêu phần trăm công nhân đạt", "đơn vị tôi có chậm không",
    ),
    "unit_return": (
        "Báo cáo tháng này nộp chưa?", "báo cáo tháng đã gửi chưa", "hạn nộp báo cáo là khi nào",
        "bao giờ phải nộp báo cáo", "tôi đã nộp báo cáo chưa", "đơn vị nào chưa nộp báo cáo",
        "còn mấy đơn vị chưa gửi báo cáo", "báo cáo của tôi được nhận chưa", "báo cáo tháng trước thế nào rồi",
        "bc tháng này", "đơn vị nào nộp báo cáo chậm",
    ),
    "unit_asking": (
        "Có ai đang nhờ giúp không?", "bao nhiêu người cần giúp", "ai đang chờ giúp ở đơn vị tôi",
        "mấy người đang bị kẹt", "có đoàn viên nào cần hỗ trợ không", "đơn vị tôi có ai nhờ giúp không",
    ),
    "official_today": (
        "Hôm nay tôi phải làm gì?", "hôm nay có việc gì", "việc của tôi hôm nay", "tôi cần làm gì trước",
        "còn việc gì chưa làm", "hôm nay cần xử lý gì", "có việc gì đang chờ tôi",
    ),
}  # fmt: skip

NOT_THIS: Mapping[str, Sequence[str]] = {
    "unit_not_started": (
        "công ty có bao nhiêu người", "bao nhiêu người dùng zalo", "bao nhiêu người bị lừa",
    ),
    "unit_share": (
        "bảo hiểm bao nhiêu phần trăm", "lãi suất bao nhiêu phần trăm", "đóng bảo hiểm bao nhiêu phần trăm",
        "pin còn bao nhiêu phần trăm",
    ),
    "unit_return": (
        "báo cáo tin nhắn rác ở đâu", "báo cáo lừa đảo ở đâu", "viết báo cáo thế nào", "báo cáo bài viết xấu",
        "nộp hồ sơ chưa", "làm báo cáo bằng AI",
    ),
    "unit_asking": (
        "có ai ở đây không", "ai giúp tôi với", "tôi cần giúp",
    ),
    "official_today": (
        "làm gì khi mất điện thoại", "phải làm gì", "tôi phải làm gì bây giờ", "bị lừa phải làm gì trước",
    ),
}  # fmt: skip

RULES: Mapping[str, Sequence[str]] = {
    "unit_not_started": (
        "nguoi chuahoc|chua baonhieu|so|con|donvi hoc|chuahoc|batdau|tham|vao !nop !baocao",
        "nguoi hoc|hocduoc|batdau baonhieu|so !chitieu !phantram", "ai chuahoc donvi|nguoi",
        "donvi|congdoan baonhieu nguoi|chuahoc hoc|hocduoc|chuahoc|batdau", "moi baonhieu nguoi",
    ),
    "unit_share": (
        "thieu|con nguoi chitieu", "phantram donvi|congdoan|nguoi|chitieu|dat baonhieu|dat|dendau",
        "chitieu dat|kip|thieu|con|baonhieu|dendau !baocao",
        "donvi|congdoan dat|tiendo|cham chua|baonhieu|dendau|toi|nao|muc !baocao !nop !nhat",
        "ketqua donvi toi|the|sao !ai !nop !xem !biet !bao",
    ),
    "unit_return": (
        "baocao nop|han|nhan|chot|tra chua|baogio|nao|toi|thang|homnay|baonhieu|cham", "baocao thang",
        "baogio nop baocao", "donvi|nguoi|baonhieu baocao chua|cham",
    ),
    "unit_asking": (
        "nhogiup ai|nguoi|baonhieu !toi", "nhogiup donvi|congdoan",
    ),
    "official_today": (
        "homnay viec|xu gi|toi|ly", "homnay toi lam gi", "viec gi cho|chuahoc|con", "viec toi homnay|gi|cho",
    ),
}  # fmt: skip
