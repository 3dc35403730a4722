"""Topics that people also ask about and that no lesson teaches, so that the search can recognise them.

Each topic competes with the steps in the ranking like a passage of its own; when it wins, the assistant
says honestly that it has no lesson on this. Own compilation of everyday words, a line a way of saying.
Topics that begin with `work` are what the union's officials answer; the others are nobody's here.
"""

from __future__ import annotations

from hocvuso.core.passages import KEYWORDS, Passage

# Ids of these passages begin so; they belong to no skill.
PREFIX = "off-topic/"
_WORK = PREFIX + "work"

_TOPICS = {
    "illness": """
        đau đầu, đau bụng, đau lưng, đau răng, đau chân, đau họng, đau khớp, nhức mỏi, chóng mặt, ho, sốt
        cảm cúm, sổ mũi, nghẹt mũi, viêm họng, viêm xoang, viêm gan, dạ dày, tiêu chảy, táo bón, trĩ, tiểu đường
        huyết áp, tim mạch, đột quỵ, ung thư, gút, mỡ máu, thận, phổi, da liễu, dị ứng, mề đay, ngứa, nấm, ghẻ
        ong đốt, rắn cắn, chó cắn, bỏng, gãy xương, bong gân, chuột rút, chảy máu cam, ngất, say xe, say nắng
        mất ngủ, rụng tóc, hôi nách, nấc cụt, ngáy, giun, thuỷ đậu, sởi, sốt xuất huyết, tay chân miệng
    """,
    "cure": """
        uống thuốc gì, bôi thuốc gì, thuốc kháng sinh, thuốc tây, thuốc nam, cao dán, dầu gió, vitamin, bệnh gì
        bao lâu thì khỏi, có nguy hiểm không bác sĩ, khám ở bệnh viện nào, bác sĩ nào giỏi, nhổ răng, trám răng
        mổ, xét nghiệm máu, siêu âm, chụp phim, tiêm phòng, vắc xin, châm cứu, xoa bóp, kiêng ăn gì
        giảm cân, tập thể dục, chạy bộ, tập tạ, yoga, da mặt, mụn, nám, dinh dưỡng, ăn gì cho khoẻ
    """,
    "pregnancy-and-babies": """
        có bầu, mang thai, thai mấy tuần, bà bầu ăn gì, trễ kinh, sẩy thai, sinh mổ, ở cữ, cho con bú, sữa mẹ
        trẻ sơ sinh, trẻ biếng ăn, con khóc đêm, con mọc răng, con chậm nói, tã, bỉm, sữa bột, ăn dặm, tắm cho bé
        đặt tên con, con sốt, con ho, dạy con ngoan, ru con, trẻ tè dầm
    """,
    "cooking": """
        nấu món gì, cách nấu, cách làm bánh, luộc, kho, xào, chiên, rán, nướng, hấp, hầm, canh, lẩu, cháo, chè, xôi
        phở, bún, miến, cơm, mì, bánh chưng, bánh bao, bánh mì, nem, chả, gỏi, dưa muối, cà muối, nước chấm
        thịt, cá, tôm, cua, mực, ốc, gà, vịt, bò, heo, trứng, rau, đậu, bí, khoai, ớt, tỏi, hành, gừng, gia vị
        công thức, ướp, bột, đường, muối, ăn chay, nấu sao cho ngon, bao lâu thì chín, để tủ lạnh được mấy ngày
    """,
    "eating-and-drinking": """
        hôm nay ăn gì, ăn gì ngon, quán ăn ngon, quán nhậu, uống cà phê, trà sữa, rượu, bia, nhậu, giải rượu
        ăn có nóng không, ăn có béo không, còn ăn được không, trái cây, sầu riêng, mít, xoài, đói bụng, thèm ăn
        đi chợ mua thức ăn, chợ nào bán, chợ đêm, siêu thị mở cửa mấy giờ, uống nước gì cho mát
    """,
    "weather-and-sky": """
        thời tiết, trời mưa, nắng nóng, bão, lũ, gió mùa, nhiệt độ, độ ẩm, dự báo thời tiết, có mưa không, lạnh, rét
        mưa đá, sấm sét, sương mù, mặt trăng, mặt trời, trái đất, sao, cầu vồng, nhật thực, mùa nào, trời tối
    """,
    "sport": """
        bóng đá, bóng chuyền, cầu lông, bơi, võ, đua xe, đội tuyển, tỉ số, trận đấu, cầu thủ, huấn luyện viên
        bàn thắng, ghi bàn, vô địch, chung kết, giải đấu, cúp, huy chương, tối nay đá mấy giờ, đá với ai, kết quả trận
        cờ tướng, câu cá, chọi gà, tập bơi
    """,
    "shows-and-words": """
        ca sĩ, diễn viên, hoa hậu, phim hay, xem phim gì, phim truyền hình, bài hát, lời bài hát, hát, ca nhạc
        hát karaoke, hát đám cưới, chèo, cải lương, kể chuyện cười, chuyện ma, truyện, thơ, làm thơ, đố vui, câu đố
        ca dao, tục ngữ, lời chúc sinh nhật, lời chúc, kênh nào chiếu, xem phim lậu, nghe nhạc, nghe truyện
    """,
    "luck-and-rites": """
        xổ số, số đề, lô đề, kết quả xổ số, giải đặc biệt, đánh con gì, cá độ, tài xỉu, đánh bạc, tử vi, xem bói
        phong thuỷ, hợp tuổi, hợp mệnh, tuổi tý, tuổi dần, hướng nhà, nằm mơ thấy, mơ thấy, điềm gì, cúng, rằm, giỗ
        chùa, nhà thờ, lễ, bàn thờ, thắp hương, bát hương, ngày tốt, ngày đẹp, âm lịch, giao thừa, động thổ, nhập trạch
    """,
    "love-and-family": """
        người yêu, tỏ tình, giận nhau, làm lành, chia tay, quay lại, ngoại tình, ghen, ly hôn, ly dị, mẹ chồng
        nàng dâu, cãi nhau, cưới, cưới hỏi, mừng cưới, sính lễ, yêu đương, thất tình, bạn gái, bạn trai, vợ giận
        chồng uống rượu, chồng đánh, con hư, buồn quá, chán đời, cô đơn, bạn có yêu ai không
    """,
    "field": """
        trồng rau, trồng cây, trồng hoa, bón phân, phân bón, phân chuồng, ủ phân, ruộng, lúa, ngô, hạt giống
        sâu bệnh, phun thuốc sâu, vàng lá, ra hoa, ra trái, chiết cành, ghép cành, tưới, đất mặn, cây cảnh, bưởi
        chanh, ổi, nhãn, cà phê, tiêu, cao su, mai, đào, bonsai
    """,
    "animals": """
        nuôi gà, nuôi vịt, nuôi lợn, nuôi heo, nuôi bò, nuôi cá, nuôi tôm, nuôi lươn, nuôi ong, gà bệnh, gà đẻ
        gà con, heo nái, heo bỏ ăn, giá heo hơi, thú y, chó, mèo, chim, cá cảnh, ve chó, bọ chét, đi lạc
        chuột, gián, muỗi, kiến, mối, rắn, con voi, con hổ, con vật gì
    """,
    "vehicles": """
        xe máy, ô tô, xe hơi, xe đạp, xe điện, xe ga, xe số, thay nhớt, bơm lốp, thủng lốp, lốp xe, phanh, côn
        bình ắc quy, đề không nổ, chết máy, hao xăng, chảy dầu, bảo dưỡng xe, rửa xe, sửa xe, xăng, giá xăng
        mua xe, xe cũ, học lái xe, thi bằng lái, bằng b2, sa hình, vượt đèn, nồng độ cồn, bị giữ xe, đăng kiểm
    """,
    "journeys": """
        đường đi, đi đường nào, từ đây đến, bao nhiêu cây số, kẹt xe, bến xe, xe khách, xe ba gác, vé tàu, vé xe
        vé tết, tàu chạy mấy giờ, chuyến mấy giờ, máy bay, sân bay, hành lý, du lịch, khách sạn, nhà nghỉ, chỗ chơi
        đi biển, leo núi, hộ chiếu, visa, xuất khẩu lao động
    """,
    "house": """
        phòng trọ, thuê nhà, tìm trọ, chuyển trọ, mua đất, sổ đỏ, xây nhà, sửa nhà, mái tôn, sơn nhà, thấm nước
        tiền điện, tiền nước, giá gas, giá điện, cắt nước, cúp điện, ống nước, bồn cầu, nước đục, nhà ở xã hội
        bàn ghế, tủ, giường, chiếu, nệm, đồ gỗ, bóng đèn, đèn tuýp, ổ điện, cầu dao, giật điện
    """,
    "household-machines": """
        tủ lạnh, máy giặt, điều hoà, máy lạnh, quạt, quạt trần, tivi, ti vi, đầu thu, truyền hình cáp, loa karaoke
        nồi cơm điện, nồi áp suất, nồi chiên, bếp từ, bếp gas, lò vi sóng, bình nóng lạnh, máy bơm, máy lọc nước
        robot hút bụi, không lạnh, không mát, không đông đá, kêu rè rè, rung mạnh, sửa ở đâu, gọi thợ
    """,
    "clothes-and-looks": """
        quần áo, áo dài, giày dép, tẩy vết bẩn, giặt đồ, bị mốc, bị phai màu, mặc gì, phối đồ, vàng bạc, trang sức
        cắt tóc, nhuộm tóc, uốn tóc, làm móng, trang điểm, mỹ phẩm, kem dưỡng, sữa rửa mặt, nước hoa, son
    """,
    "prices": """
        giá bao nhiêu, bao nhiêu tiền một, mua ở đâu rẻ, chỗ nào bán, hàng nào bền, hãng nào tốt, loại nào tốt
        nên mua loại nào, đáng tiền không, bảo hành mấy tháng, mua sỉ, nguồn hàng, giảm giá, đắt quá
    """,
    "buying-gadgets": """
        nên mua điện thoại nào, điện thoại nào tốt, điện thoại nào pin trâu, máy nào chụp đẹp, so sánh hai máy
        mua máy tính nào, mua laptop nào tốt, giá iphone, giá samsung, đời mới ra mắt, máy xách tay
        máy cũ giá bao nhiêu, mua máy cũ hay mới, trả góp điện thoại, tầm tiền này mua máy nào
        tai nghe, loa kéo, loa bluetooth, sạc dự phòng loại nào, cáp sạc nào bền, ốp lưng, dán màn hình
        kính cường lực, đồng hồ thông minh, điện thoại gập, máy in loại nào, chuột không dây, máy bay không người lái
        sim số đẹp, sim tứ quý
    """,
    "hardware-repair": """
        màn hình bị vỡ, bể màn hình, màn hình sọc, thay màn hình, thay pin, thay loa, thay kính, ép kính, thay vỏ
        thay camera, chân sạc hỏng, nút nguồn bị liệt, tiền sửa, sửa hết bao nhiêu, sửa điện thoại ở đâu, thợ sửa
        tiệm sửa nào, máy in kẹt giấy, mực in, ổ cứng, ram, nguồn máy tính, card màn hình, main, máy tính kêu bíp
        tai nghe hỏng, tai nghe mất tiếng, cài lại windows, cài lại máy tính, màn hình xanh, hệ điều hành
    """,
    "cables-and-cameras": """
        lắp camera, camera an ninh, đấu dây, dây mạng, lắp mạng, cáp quang, modem, cấu hình modem, lặp sóng
        tổng đài nhà mạng, chuyển mạng giữ số, nhà mạng nào tốt, cột sóng, lắp đặt truyền hình
    """,
    "breaking-locks": """
        root máy, bẻ khoá, crack, jailbreak, mở khoá máy nhặt được, mở khoá icloud, bỏ tài khoản máy lượm được
        tải bản mod, phần mềm lậu, hack, nghe lén, đọc trộm, định vị người khác, theo dõi người khác
    """,
    "professional-it": """
        lập trình, học code, viết code, python, java, viết phần mềm, làm web, thiết kế web, tên miền, máy chủ, server
        linux, cơ sở dữ liệu, câu lệnh sql, thuật toán, vpn, macro, vẽ kỹ thuật, autocad, thiết kế logo, 3d
        hoạt hình, dựng phim, hiệu ứng, tách nền, xoá phông, phòng thu, ghép nhạc
    """,
    "growing-a-channel": """
        chạy quảng cáo, tăng tương tác, tăng follow, tăng người theo dõi, mua lượt thích, lên xu hướng, lên top
        nổi tiếng trên mạng, livestream bán hàng đông người, chốt đơn live, bật kiếm tiền, seo, xây kênh
        bán món gì dễ lời
    """,
    "games": """
        chơi game, nạp game, kim cương, liên quân, free fire, tài khoản game, nick game, thẻ game, giftcode
        rank, leo hạng, tướng, trang bị, game giật lag, cấu hình chơi game, máy chơi game
    """,
    "investing": """
        chứng khoán, cổ phiếu, quỹ mở, ngoại hối, bitcoin, tiền ảo, tiền số, coin, đào coin, sàn coin, đầu tư gì
        giá vàng, vàng nhẫn, một chỉ vàng, đô la, đổi ngoại tệ, tỷ giá, lãi suất ngân hàng nào cao
        vay ngân hàng nào, vay mua nhà, vay mua xe, bất động sản, góp vốn, mở quán, kinh doanh gì, làm giàu
        bảo hiểm nhân thọ, bảo hiểm xe máy
    """,
    "state-and-law": """
        thuế doanh nghiệp, thuế giá trị gia tăng, thuế thu nhập cá nhân, giảm trừ gia cảnh, quyết toán thuế
        kế toán, lập công ty, giấy phép kinh doanh, đấu thầu, nghĩa vụ quân sự, bầu cử, chính trị, tổng thống
        thủ tướng, chiến tranh, luật sư, kiện tụng, toà xử, thừa kế, chia tài sản, tranh chấp đất
    """,
    "work": """
        nợ lương, quỵt lương, chậm lương, thiếu lương, trừ lương, lương cơ bản, lương tối thiểu, lương tối thiểu vùng
        tính lương tăng ca, tăng ca tính tiền, làm thêm giờ, làm chủ nhật, ca đêm tính lương, phụ cấp, phụ cấp độc hại
        tiền thưởng, thưởng tết, lương tháng mười ba, tiền ăn ca, tăng lương, tôi bị trừ lương, công ty không trả lương
    """,
    "work-contract": """
        bị đuổi việc, sa thải, cho nghỉ việc, nghỉ ngang, đơn xin nghỉ việc, báo trước bao nhiêu ngày
        hợp đồng lao động, hợp đồng thời vụ, ký hợp đồng, không ký hợp đồng, thử việc, đình công, tranh chấp
        kiện công ty, toà lao động, đền bù, bồi thường, công ty phá sản, giám đốc bỏ trốn, nội quy, kỷ luật
        sếp mắng, tổ trưởng chửi, bị ép làm thêm, bị chuyển tổ, quấy rối, giữ bằng gốc, luật lao động
    """,
    "work-leave-and-safety": """
        nghỉ phép năm, nghỉ phép mấy ngày, nghỉ không lương, nghỉ thai sản mấy tháng, nghỉ đẻ mấy tháng
        nghỉ ốm mấy ngày, nghỉ cưới, nghỉ tang, nghỉ lễ mấy ngày, lịch nghỉ tết, không cho nghỉ
        tai nạn lao động, bệnh nghề nghiệp, độc hại, bảo hộ lao động
        mấy tuổi nghỉ hưu, tuổi về hưu, lương hưu bao nhiêu, được bao nhiêu tháng lương
        suất ăn, nhà vệ sinh công ty
    """,
    "work-in-the-union": """
        đoàn phí, đóng đoàn phí bao nhiêu, kinh phí công đoàn, thành lập công đoàn, đại hội công đoàn, bầu chủ tịch
        bầu ban chấp hành, thoả ước lao động, quà tết công đoàn, công đoàn thăm ốm, công đoàn cho vay, ra khỏi công đoàn
    """,
    "factory-trade": """
        may một kim, chỉnh chỉ, bỏ mũi, dao cắt, máy tiện, máy phay, hàn, thợ hàn, biến tần, motor, bôi trơn
        lập trình robot, xe nâng, định mức, năng suất chuyền, quản lý kho, thông số kỹ thuật
    """,
    "general-knowledge": """
        thủ đô nước nào, dân số, nước nào đông dân, sông nào dài, núi nào cao, lịch sử, địa lý, vua nào, triều đại
        năm nào xảy ra, ai phát minh, toán lớp, phương trình, chu vi, diện tích, bảng cửu chương, giải bài tập
        bài văn, viết đoạn văn tả, dịch sang tiếng, nghĩa tiếng việt, tiếng anh, tiếng hàn, tiếng trung, bảng chữ cái
        là ai, sinh năm nào, ngày mấy, hôm nay thứ mấy, bây giờ mấy giờ, bao nhiêu tuổi, bạn tên gì
        còn mấy ngày nữa đến tết, thi đại học, học phí, một năm có bao nhiêu ngày
    """,
}


def is_work(topic: str) -> bool:
    """Whether a topic is about wages, contracts, leave or the union's own rules: a person of the union answers it."""
    return topic.startswith(_WORK)


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
