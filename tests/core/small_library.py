"""A made-up library of a few passages, for tests of searching and answering."""

from __future__ import annotations

from hocvuso.core.passages import BODY, KEYWORDS, TEXT, TITLE, Parent, Passage


def passage(
    name: str,
    title: str,
    *questions: str,
    keywords: str = "",
    text: str = "",
    near: tuple[tuple[str, str], ...] = (),
    devices: tuple[str, ...] = (),
) -> Passage:
    """One step of lesson `s.1/l` for a name like `s.1/l#step`."""
    lesson = name.split("#", maxsplit=1)[0]
    return Passage(
        id=name,
        fields=((KEYWORDS, keywords), (TITLE, title), (TEXT, text), (BODY, "")),
        title=title,
        questions=questions,
        near_misses=near,
        parent=lesson,
        grandparent=lesson.split("/")[0],
        devices=devices,
    )


PASSAGES = (
    passage(
        "s.1/pay#wrong", "Chuyển tiền nhầm", "Chuyển khoản nhầm người thì làm sao?", "gui nham tien cho nguoi la",
        keywords="chuyển nhầm\nnhầm số tài khoản", text="Gọi ngân hàng nhờ tra soát khoản chuyển nhầm.",
        near=(("Người lạ chuyển nhầm tiền cho tôi", "s.2/scam#stranger"),),
    ),
    passage(
        "s.1/pay#scan", "Quét mã QR", "Quét mã QR trả tiền thế nào?", "ra chợ trả tiền bằng mã vuông",
        keywords="mã QR\nquét mã", text="Mở ứng dụng ngân hàng, chọn quét mã, xem tên người nhận.",
        devices=("android", "iphone"),
    ),
    passage(
        "s.2/scam#sender", "Ai gửi tin nhắn?", "Làm sao biết tin nhắn lừa đảo?", "so la nhan tin co nen tra loi",
        keywords="tin nhắn lạ\nlừa đảo", text="Tên người gửi có thể bị giả. Hãy hỏi lại bằng số đã lưu.",
        near=(("Quên mật khẩu Zalo thì lấy lại thế nào?", "s.3"), ("Lương tháng này thiếu tiền", "person")),
    ),
    passage(
        "s.2/scam#stranger", "Có tiền lạ trong tài khoản", "Có tiền lạ chuyển vào tài khoản tôi",
        keywords="tiền lạ", text="Đừng tiêu, đừng tự chuyển trả. Báo ngân hàng trước.",
    ),
    Passage(
        "s.3", ((KEYWORDS, ""), (TITLE, "Bảo vệ mật khẩu"), (TEXT, "Đặt mật khẩu mạnh, khoá máy."), (BODY, "")),
        "Bảo vệ mật khẩu", ("Quên mật khẩu Zalo thì lấy lại thế nào?",), grandparent="s.3",
    ),
)  # fmt: skip
PARENTS = (Parent("s.1", "Thanh toán an toàn"), Parent("s.2/scam", "Nhận ra lừa đảo"))
