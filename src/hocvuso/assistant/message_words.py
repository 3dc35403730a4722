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
}
