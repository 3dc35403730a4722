"""One classic of every kind of scam, written with marks, without them and in the short words of chat."""

from __future__ import annotations

import re

import pytest

from hocvuso.assistant import checker
from hocvuso.core.messages import judge as judging
from hocvuso.core.vntext import fold
from hocvuso.curriculum.parse import content_folder

CLASSICS = {
    "bank-link": "Tài khoản của quý khách bị khoá, xác minh ngay tại nganhang-xacminh.top.example",
    "charity": "Bé bị bệnh hiểm nghèo cần mổ gấp, xin mọi người chuyển khoản giúp vào số tài khoản này, chia sẻ giúp",
    "deepfake": "Mẹ ơi con gọi video bị mờ, con bị tai nạn, mẹ chuyển gấp 20 triệu vào số này, đừng nói với bố",
    "emergency": "Con anh đang cấp cứu, anh chuyển tạm ứng 30 triệu vào tài khoản bác sĩ để mổ gấp",
    "extortion": "Chuyển 20 triệu trong tối nay không anh gửi clip nóng cho bạn bè và công ty em",
    "friend": "Anh cho em mượn 5 triệu gấp, app ngân hàng em lỗi, tối em trả, chuyển vào số tài khoản này",
    "gambling": "Nhà cái uy tín nạp lần đầu tặng 100%, nổ hũ rút tiền trong 2 phút",
    "gift-union": "Công đoàn tặng 2 triệu, điền số thẻ và mã OTP vào congdoan-qua.xyz.example để nhận quà",
    "health": "Thuốc gia truyền chữa dứt điểm xương khớp, 500 hộp đầu tiên miễn phí, chỉ trả 290k cước vận chuyển",
    "illegal-service": "Nhận làm bằng lái không cần thi, bao đậu, đặt cọc trước 50%",
    "invest": "Đầu tư sàn quốc tế cam kết lãi 30% mỗi tháng, chuyên gia hướng dẫn vào lệnh, vốn từ 5 triệu",
    "job-deposit": "Em trúng tuyển rồi, em chuyển 500k tiền đặt cọc đồng phục để mai nhận việc",
    "job-task": "Tuyển cộng tác viên làm nhiệm vụ online tại nhà, hoa hồng 20%, nạp đơn đầu 200k hoàn vốn sau 5 phút",
    "labour-export": "Đi Hàn thời vụ không cần tiếng, lương 45 triệu, đóng trước 10 triệu giữ suất",
    "loan": "Vay 50 triệu chỉ cần căn cước, đóng phí bảo hiểm khoản vay 2 triệu trước khi giải ngân",
    "love": "Anh gửi em thùng quà từ nước ngoài, em đóng phí hải quan 18 triệu giúp anh, cưới em anh trả lại",
    "mistake-refund": "Em chuyển nhầm 10 triệu vào tài khoản chị, chị chuyển lại gấp vào số tài khoản khác giúp em",
    "office-mail": "Anh đang họp, em chuyển gấp 48 triệu cho đối tác theo số tài khoản anh gửi, đừng trao đổi với ai",
    "otp": "Chị đọc mã OTP vừa gửi về máy cho em để em huỷ giao dịch",
    "parcel": "Đơn hàng không giao được do sai địa chỉ, cập nhật và trả phí tại giaohang-lai.top.example trong 12h",
    "police": "Bộ Công an: bạn liên quan vụ án rửa tiền, chuyển tiền vào tài khoản an toàn, không được nói với ai",
    "power-water": "Điện lực: nhà bạn nợ tiền điện, cắt điện sau 2 giờ, thanh toán tại tiendien.shop.example",
    "prize": "Chúc mừng bạn trúng thưởng xe máy, nộp thuế 10% vào tài khoản này để nhận giải",
    "qr": "Quét mã QR này, đăng nhập ngân hàng và nhập mã OTP để nhận tiền hỗ trợ trong hôm nay",
    "recovery": "Luật sư nhận lấy lại tiền bị lừa treo trên mạng, nộp phí hồ sơ 5 triệu trước, cam kết hoàn 100%",
    "remote-app": "Bác cài ứng dụng điều khiển từ xa rồi đọc mã cho cháu sửa lỗi ngân hàng",
    "school": "Suất học bổng của con sắp hết hạn, phụ huynh chuyển phí giữ chỗ 2 triệu vào tài khoản này hôm nay",
    "shop": "Điện thoại thanh lý giá rẻ, chuyển khoản đặt cọc 500k giữ máy, chỉ còn 2 máy",
    "short-bait": "Bạn được tặng 50k, nhận ngay trước 0h: vi-tangqua.top.example",
    "sim": "Sim của bạn bị khoá hai chiều sau 2 giờ, đọc mã xác nhận cho nhân viên để nâng cấp 5G",
    "tax-insurance": "Cục Thuế: cài ứng dụng thue-dientu.apk để hoàn thuế trong hôm nay",
    "traffic-fine": "Xe của bạn bị phạt nguội, nộp phạt tại csgt-phatnguoi.site.example trước 24h",
    "travel": "Combo vé máy bay giá rẻ, chuyển khoản cọc 50% giữ chỗ ngay, chỉ còn 3 suất, không hoàn tiền",
    "vneid": "Công an phường hướng dẫn cài ứng dụng định danh mức 2 qua Zalo, gửi ảnh căn cước và đọc mã",
    "vote": "Bình chọn giúp cháu, đăng nhập bằng facebook và mật khẩu tại binhchon-be.site.example",
}
_SHORT = {
    "khong": "k", "duoc": "dc", "chuyen khoan": "ck", "tai khoan": "tk", "cong tac vien": "ctv", "anh": "a", "chi": "c",
    "em": "e", "ngan hang": "nh", "trieu": "tr", "truoc": "trc", "dang": "dag", "dien thoai": "dt", "nguoi": "ng",
}  # fmt: skip


def _in_short(text: str) -> str:
    low = fold(text)
    for long, short in _SHORT.items():
        low = re.sub(rf"(?<![\w.-]){long}(?![\w.-])", short, low)
    return low


STYLES = {"marks": lambda text: text, "plain": fold, "chat": _in_short}


@pytest.fixture(scope="module")
def known() -> judging.Judge:
    """As it is shipped; that it is of these messages, `test_messages.py` of the evaluation proves."""
    folder = content_folder()
    return judging.load(checker.shipped(folder), checker.fingerprint(folder))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", CLASSICS)
def test_no_classic_scam_is_called_without_sign(known: judging.Judge, kind: str, style: str) -> None:
    found = judging.judge(known, STYLES[style](CLASSICS[kind]))
    assert found.verdict != "no_sign"
