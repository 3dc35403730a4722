"""Topics that people also ask about and that no lesson teaches, so that the search can recognise them.

Each topic competes with the steps in the ranking like a passage of its own; when it wins, the assistant
says honestly that it has no lesson on this. Own compilation of everyday words, a line a way of saying.
`work` is what the union's officials answer; the others are nobody's here.
"""

from __future__ import annotations

from hocvuso.core.passages import KEYWORDS, Passage

# Ids of these passages begin so; they belong to no skill.
PREFIX = "off-topic/"
WORK = PREFIX + "work"

_TOPICS = {
    "health": """
        đau đầu, đau bụng, đau lưng, đau răng, đau chân, nhức mỏi, chóng mặt, mất ngủ, ho, sốt, cảm cúm
        uống thuốc gì, bệnh gì, khám ở bệnh viện nào, bác sĩ, huyết áp, tiểu đường, dạ dày, thai, có bầu
        giảm cân, tập thể dục, rụng tóc, da mặt, mụn, dinh dưỡng, ăn gì cho khoẻ, tiêm phòng
    """,
    "food": """
        nấu món gì, cách nấu, cách làm bánh, luộc, kho, xào, chiên, canh, lẩu, phở, bún, cơm, thịt, cá, rau
        ăn gì ngon, quán ăn ngon, uống cà phê, nhậu, công thức, gia vị, đi chợ mua thức ăn
    """,
    "weather": """
        thời tiết, trời mưa, nắng nóng, bão, nhiệt độ, dự báo thời tiết, hôm nay có mưa không, lạnh
    """,
    "sport-and-shows": """
        bóng đá, đội tuyển, tỉ số, trận đấu, cầu thủ, ca sĩ, phim hay, bài hát, hát, ca nhạc, hoa hậu
        kể chuyện cười
        xem phim gì, tối nay đá mấy giờ, ai vô địch, truyện, thơ, làm thơ, đố vui
    """,
    "luck": """
        xổ số, số đề, lô đề, kết quả xổ số, con gì, tử vi, xem bói, phong thuỷ, hợp tuổi, hướng nhà
        nằm mơ thấy
        cúng, rằm, giỗ, chùa, ngày tốt, âm lịch, bàn thờ, thắp hương
    """,
    "family-and-love": """
        người yêu, tỏ tình, giận nhau, ngoại tình, ly hôn, mẹ chồng, cãi nhau, cưới, yêu đương, thất tình
        bạn gái
        trẻ biếng ăn, trẻ sơ sinh, cho con bú, con khóc đêm, tã, sữa, đặt tên con, dạy con ngoan
    """,
    "field-and-animals": """
        trồng rau, trồng cây, phân bón, nuôi gà, nuôi lợn, nuôi heo, chó mèo, cá cảnh, thú y, ruộng, lúa
        sâu bệnh
    """,
    "roads-and-vehicles": """
        xe máy, ô tô, xe đạp, thay nhớt, bơm lốp, sửa xe, xăng, giá xăng, đường đi, kẹt xe, bến xe
        vé tàu, vé xe, xe khách
        máy bay, du lịch, khách sạn, chỗ chơi, học lái xe, bằng b2, mua xe, tàu chạy mấy giờ, hộ chiếu, visa
    """,
    "house-and-goods": """
        phòng trọ, thuê nhà, mua đất, xây nhà, tiền điện, tiền nước, giá gas, nhà ở xã hội
        tủ lạnh, máy giặt, điều hoà, máy lạnh, quạt, tivi, ti vi, nồi cơm điện, bếp từ, bóng đèn, đồ gỗ
        quần áo, giày dép
        giá bao nhiêu, mua ở đâu rẻ, hàng nào bền, bảo hành ở đâu
    """,
    "buying-gadgets": """
        nên mua điện thoại nào, mua máy tính nào, mua laptop nào tốt, giá iphone, giá samsung
        máy cũ giá bao nhiêu
        tai nghe, loa kéo, sạc dự phòng loại nào, ốp lưng, dán màn hình, đồng hồ thông minh, sim số đẹp
        trả góp điện thoại
    """,
    "hardware-repair": """
        màn hình bị vỡ, thay màn hình, thay pin, rơi xuống nước, vào nước, chân sạc hỏng
        sửa điện thoại ở đâu
        ép kính, tiền sửa, thợ sửa, máy in kẹt giấy, cài lại windows, ổ cứng, ram, card màn hình
        màn hình xanh, root máy
        lắp camera, đấu dây, lắp mạng, cáp quang, đầu thu, truyền hình cáp, modem
    """,
    "professional-it": """
        lập trình, viết code, python, java, làm web, thiết kế web, máy chủ, server, linux, cơ sở dữ liệu
        thuật toán, vpn
        chạy quảng cáo, tăng tương tác, tăng follow, lên xu hướng, bán hàng livestream, seo
        bật kiếm tiền, dựng phim
    """,
    "games": """
        chơi game, nạp game, kim cương, liên quân, free fire, tài khoản game, hack game, thẻ game, rank
        tướng
    """,
    "investing": """
        chứng khoán, cổ phiếu, bitcoin, tiền ảo, tiền số, coin, đầu tư gì, giá vàng, đô la, ngoại tệ
        lãi suất ngân hàng nào cao
        bất động sản, góp vốn, mở quán, kinh doanh gì, làm giàu
    """,
    "state-and-company": """
        thuế doanh nghiệp, thuế giá trị gia tăng, kế toán, lập công ty, giấy phép kinh doanh, đấu thầu
        nghĩa vụ quân sự, bầu cử, chính trị, tổng thống, chiến tranh, luật sư, kiện tụng, toà xử, thừa kế
        chia tài sản
    """,
    "work": """
        nợ lương, chậm lương, thiếu lương, tính lương tăng ca, lương tối thiểu, phụ cấp, tiền thưởng
        thưởng tết
        bị đuổi việc, sa thải, cho nghỉ việc, hợp đồng lao động, thử việc, đình công, tranh chấp
        kiện công ty
        nghỉ thai sản, nghỉ ốm, tai nạn lao động, độc hại, mấy tuổi nghỉ hưu, lương hưu, nội quy
        sếp mắng, bị ép làm thêm
    """,
    "general-knowledge": """
        thủ đô nước nào, dân số, lịch sử, địa lý, toán lớp, giải bài tập, bài văn, dịch sang tiếng
        tiếng anh, tiếng hàn
        trái đất, mặt trăng, con vật gì, là ai, sinh năm nào, ngày mấy, bao nhiêu tuổi, bạn tên gì
        bạn có yêu ai không
    """,
}


def passages() -> tuple[Passage, ...]:
    """One passage a topic."""
    return tuple(_passage(topic, text) for topic, text in _TOPICS.items())


def _passage(topic: str, text: str) -> Passage:
    lines = [line.strip() for line in text.strip().splitlines()]
    names = [name for line in lines for name in line.split(", ")]
    return Passage(
        id=PREFIX + topic,
        fields=((KEYWORDS, "\n".join(names)), (0.0, ""), (0.0, ""), (0.0, "")),
        questions=tuple(names),
    )
