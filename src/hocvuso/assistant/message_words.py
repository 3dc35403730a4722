"""What is said about a pasted message, in Vietnamese and English: verdicts, signs in plain words, what to do.

Never "it is a scam", never "it is safe": whoever says so is believed, and the score is sometimes wrong.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "verdict_scam": ("Tin này có nhiều dấu hiệu giống lừa đảo.", "This message shows many signs like those of a scam."),
    "verdict_suspicious": ("Tin này đáng ngờ.", "This message is suspicious."),
    "verdict_no_sign": (
        "Chưa thấy dấu hiệu, vẫn nên kiểm tra qua kênh chính thức.",
        "No sign seen so far; still check through the official channel.",
    ),
    "verdict_foreign": (
        "Máy chỉ đọc được tin tiếng Việt. Bạn nhờ người mình tin xem giúp tin này.",
        "Only messages in Vietnamese can be read here. Ask somebody you trust to look at this one.",
    ),
    "no_sign_named": (
        "Cách viết giống nhiều tin lừa đảo đã gặp.",
        "It is written like many scam messages that were met before.",
    ),
    "sign_secret": ("Hỏi mã, mật khẩu hoặc số thẻ.", "Asks for a code, a password or a card number."),
    "sign_link": ("Địa chỉ trang có dạng lạ.", "The web address looks odd."),
    "sign_app": (
        "Bảo cài ứng dụng hoặc cho người khác điều khiển máy.",
        "Wants you to install something or let others control your phone.",
    ),
    "sign_secrecy": ("Bảo giữ kín, không cho hỏi ai.", "Wants you to tell nobody and ask nobody."),
    "sign_fee": ("Đòi nộp tiền trước.", "Wants money in advance."),
    "sign_premium": (
        "Bảo nhắn hoặc gọi tới đầu số tốn nhiều tiền.",
        "Wants you to text or call a number that costs a lot.",
    ),
    "sign_transfer": ("Bảo chuyển tiền.", "Wants you to transfer money."),
    "sign_borrow": ("Hỏi mượn tiền hoặc nhờ mua thẻ.", "Asks to borrow money or to buy cards."),
    "sign_changed": (
        "Nói đổi số, hỏng máy, để bạn khỏi gọi lại số cũ.",
        "Says the number changed or the phone broke, so that you do not call back.",
    ),
    "sign_threat": ("Dọa khoá, cắt, phạt hoặc bắt.", "Threatens to lock, cut off, fine or arrest."),
    "sign_hurry": ("Giục làm ngay, không cho kịp nghĩ.", "Hurries you, so that there is no time to think."),
    "sign_prize": ("Hứa thưởng, quà hoặc tiền.", "Promises a prize, a gift or money."),
    "sign_work": ("Mời làm việc nhẹ, lương cao.", "Offers easy work for good pay."),
    "sign_loan": ("Mời vay tiền.", "Offers a loan."),
    "sign_bet": ("Mời cá cược, cờ bạc.", "Invites to betting or gambling."),
    "sign_invest": ("Mời bỏ tiền đầu tư để lãi nhanh.", "Invites to invest for a quick profit."),
    "sign_office": (
        "Xưng là cơ quan, ngân hàng hoặc nhà mạng.",
        "Claims to be an office, a bank or a carrier.",
    ),
    "sign_papers": ("Hỏi ảnh hoặc số giấy tờ.", "Asks for a picture or number of your papers."),
    "sign_contact": ("Kéo sang nói chuyện ở chỗ khác.", "Draws you to another place to talk."),
    "sign_mistake": ("Nói chuyển nhầm tiền.", "Says that money was sent by mistake."),
    "sign_love": ("Nói lời yêu đương để lấy lòng tin.", "Speaks of love to win your trust."),
    "sign_cure": (
        "Hứa chữa dứt bệnh: thuốc thật không ai được quảng cáo như vậy.",
        "Promises a sure cure: no real medicine may be advertised like that.",
    ),
    "sign_illegal": (
        "Rao việc trái luật: giấy tờ giả, mua bán tài khoản, vượt biên.",
        "Offers what the law forbids: false papers, bank accounts for sale, crossing borders unseen.",
    ),
    "sign_disguise": ("Chữ bị chen dấu để lách bộ lọc.", "Letters are set apart to get past filters."),
    "do_wait": (
        "Chưa trả lời, chưa bấm gì, chưa gửi tiền.",
        "Do not answer, tap or send money yet.",
    ),
    "do_wait_calm": (
        "Không đưa mã, mật khẩu, tiền, dù tin nghe thân quen.",
        "Give no code, password or money, however familiar it sounds.",
    ),
    "do_given": (
        "Lỡ đưa mã hoặc tiền: gọi ngân hàng ngay bằng số in trên thẻ.",
        "If you gave a code or money: call the bank now, by the number on your card.",
    ),
    "from_": (
        "Hỏi lại bằng số bạn tự tìm, không dùng số trong tin.",
        "Ask back by a number that you found yourself, not the one in the message.",
    ),
    "from_number": (
        "Số lạ xưng là ai cũng được. Hỏi lại bằng số bạn tự tìm.",
        "An unknown number can claim to be anybody. Ask back by a number that you found yourself.",
    ),
    "from_name": (
        "Tên hiện ra cũng có thể bị giả. Hỏi lại bằng số bạn tự tìm.",
        "A name that is shown can be faked. Ask back by a number that you found yourself.",
    ),
    "from_known": (
        "Tài khoản người quen có thể bị chiếm. Gọi cho họ bằng số cũ, nghe đúng giọng.",
        "An account can be taken over. Call them by the number you have, and know the voice.",
    ),
    "from_number_office": (
        "Cơ quan, ngân hàng hiếm khi nhắn bằng số cá nhân. Hỏi lại bằng số bạn tự tìm.",
        "Offices and banks rarely write from a personal number. Ask back by a number that you found yourself.",
    ),
    "picture_read": (
        "Đây là chữ máy đọc được. Bạn so với ảnh, sửa chỗ sai, rồi bấm Kiểm tra. Ảnh đã xoá.",
        "These are the words that were read. Compare, correct, then press Check. The picture is deleted.",
    ),
    "picture_none": ("Bạn chọn một ảnh trước nhé.", "Choose a picture first."),
    "picture_absent": (
        "Nơi này chưa cài phần đọc ảnh. Bạn gõ hoặc dán chữ của tin vào ô.",
        "Reading pictures is not installed here. Type or paste the words of the message.",
    ),
    "picture_empty": (
        "Tệp này trống. Bạn chụp lại màn hình rồi chọn ảnh mới.",
        "This file is empty. Take the screenshot again and choose the new picture.",
    ),
    "picture_big": (
        "Ảnh nặng quá 16 MB. Bạn chụp màn hình tin nhắn, ảnh sẽ nhẹ hơn.",
        "The picture is larger than 16 MB. A screenshot of the message is lighter.",
    ),
    "picture_huge": (
        "Ảnh to quá, máy không mở được. Bạn chụp màn hình tin nhắn rồi chọn ảnh đó.",
        "The picture has too many points to open. Take a screenshot of the message and choose that.",
    ),
    "picture_kind": (
        "Tệp này không phải ảnh. Bạn chọn ảnh chụp màn hình (JPG, PNG hoặc WebP).",
        "This file is not a picture. Choose a screenshot (JPG, PNG or WebP).",
    ),
    "picture_heic": (
        "Máy chưa đọc được ảnh kiểu HEIC. Bạn chụp màn hình tấm ảnh đó rồi chọn ảnh mới.",
        "HEIC pictures cannot be read yet. Take a screenshot of it and choose that.",
    ),
    "picture_pdf": (
        "Đây là tệp PDF. Bạn mở ra, chụp màn hình phần chữ rồi chọn ảnh đó.",
        "This is a PDF. Open it, take a screenshot of the words and choose that.",
    ),
    "picture_moving": (
        "Ảnh này là ảnh động. Bạn chụp màn hình lúc thấy rõ chữ rồi chọn ảnh đó.",
        "This picture moves. Take a screenshot when the words are clear and choose that.",
    ),
    "picture_broken": (
        "Ảnh bị hỏng hoặc gửi chưa hết. Bạn chụp lại rồi gửi lần nữa.",
        "The picture is damaged or did not arrive whole. Take it again and send it once more.",
    ),
    "picture_small": (
        "Ảnh nhỏ quá, không thấy chữ. Bạn chụp cả màn hình rồi chọn lại.",
        "The picture is too small to show words. Take the whole screen and choose again.",
    ),
    "picture_slow": (
        "Máy đọc lâu quá nên đã dừng. Bạn cắt ảnh, chỉ giữ phần tin nhắn, rồi thử lại.",
        "Reading took too long. Crop the picture to the message and try again.",
    ),
    "picture_no_text": (
        "Máy không thấy chữ trong ảnh. Bạn chụp gần hơn, đủ sáng, thẳng; hoặc gõ lại tin vào ô.",
        "No words were found. Take it closer, brighter and straight, or type the message into the box.",
    ),
    "picture_busy": (
        "Máy đang đọc ảnh của người khác. Bạn đợi một phút rồi bấm lại.",
        "Another picture is being read. Wait a minute and press again.",
    ),
}
