"""What the assistant says of itself, in Vietnamese and English.

Lessons and cards speak for themselves; only these few sentences are the assistant's own. They stand here
and not in gettext because `hocvuso ask` and the channels answer without Django.
"""

from __future__ import annotations

from hocvuso.assistant.message_words import WORDS

LANGUAGES = ("vi", "en")

SENTENCES: dict[str, tuple[str, str]] = {
    "empty": (
        "Bạn chưa gõ câu hỏi. Vài chữ là đủ, không cần dấu.",
        "You have not typed a question yet. A few words are enough, marks are not needed.",
    ),
    "gibberish": (
        "Trợ lý chưa đọc được câu này. Bạn gõ lại vài chữ, không cần dấu.",
        "The assistant could not read this. Type a few words again, marks are not needed.",
    ),
    "too_long": (
        "Câu dài quá, trợ lý chỉ đọc 1.500 ký tự đầu.",
        "The text is too long; the assistant read the first 1,500 characters.",
    ),
    "secret": (
        "Đã che số bí mật trong câu của bạn. Đừng gửi mã, mật khẩu, số thẻ cho ai, kể cả trợ lý.",
        "A secret number in your text was hidden. Send codes, passwords, card numbers to nobody, not even here.",
    ),
    "private": (
        "Đã che số riêng trong câu của bạn. Trợ lý không cần số điện thoại, giấy tờ hay tài khoản.",
        "A private number in your text was hidden. The assistant needs no phone, identity or account number.",
    ),
    "confirm": (
        "Có chỗ dựa trên nguồn gián tiếp: cần xác nhận lại trước khi làm.",
        "Part of this rests on a secondary source: confirm it before you act.",
    ),
    "old": (
        "Bài viết theo màn hình cũ, kiểm tra lần cuối {day}.",
        "Written for an older screen, last checked {day}.",
    ),
    "clarify": ("Bạn muốn hỏi việc nào?", "Which of these do you mean?"),
    "suggest": ("Có phải bạn muốn hỏi một trong các việc này?", "Do you mean one of these?"),
    "none_of_these": ("Không phải mấy việc này", "None of these"),
    "no_match": (
        "Chưa có bài về việc này. Bạn gõ cách khác, hoặc hỏi cán bộ công đoàn.",
        "No lesson on this yet. Ask in other words, or ask a union official.",
    ),
    "off_topic": (
        "Trợ lý chỉ giúp việc trên điện thoại và trên mạng. Việc này trợ lý không có bài.",
        "The assistant only helps with phones and the internet. It has no lesson on this.",
    ),
    "work": (
        "Đây là việc về quyền lợi lao động. Bạn hỏi cán bộ công đoàn ở chỗ làm.",
        "This is about your rights at work. Ask the union official at your workplace.",
    ),
    "untaught": (
        "Việc này thuộc kỹ năng “{skill}”. Bài chưa có, bạn hỏi người giúp trước.",
        "This belongs to the skill “{skill}”. There is no lesson yet; ask a person for now.",
    ),
    "person": (
        "Việc này cần người xem cùng bạn. Hỏi cán bộ công đoàn hoặc tổ công nghệ số.",
        "This needs a person to look at it with you. Ask a union official or the digital group.",
    ),
    "asked_for": (
        "Được, bạn gặp người giúp: cán bộ công đoàn hoặc tổ công nghệ số ở xã, phường.",
        "All right: ask a union official, or the digital group of your commune.",
    ),
    "refuse": (
        "Việc này có thể làm hại người khác hoặc trái luật, nên trợ lý không giúp. Bạn có thể học cách tự bảo vệ.",
        "This may harm others or break the law, so the assistant will not help. You can learn to protect yourself.",
    ),
    "greeting": (
        "Chào bạn. Đây là trợ lý AI, trả lời theo bài học. Bạn đang vướng việc gì trên điện thoại?",
        "Hello. This is an AI assistant that answers from lessons. What are you stuck with on your phone?",
    ),
    "self_harm": (
        "Bạn đang rất khổ. Trợ lý là máy; lúc này bạn cần một người ở cạnh.",
        "You are in great pain. This is a machine; right now you need a person beside you.",
    ),
    "self_harm_1": (
        "Gọi hoặc tới gặp ngay một người bạn tin: người nhà, bạn cùng phòng, cán bộ công đoàn.",
        "Call or go to somebody you trust now: family, a room-mate, a union official.",
    ),
    "self_harm_2": (
        "Thấy nguy hiểm tới tính mạng, hoặc đã uống thuốc: {ambulance}.",
        "A life is in danger, or something was taken: {ambulance}.",
    ),
    "self_harm_3": (
        "Đừng ở một mình. Tránh xa thuốc, vật sắc, chỗ cao.",
        "Do not stay alone. Keep away from pills, sharp things and heights.",
    ),
    "self_harm_4": ("Chưa đủ 18 tuổi: {child}.", "Under 18: {child}."),
    "self_harm_caution": (
        "Vì mất tiền hay nợ mà khổ thì vẫn gỡ được từng bước. Có người giúp bạn.",
        "If it is about lost money or debt, it can be untangled step by step. People will help you.",
    ),
    "danger": (
        "Việc này cần người tới giúp ngay. Gọi trước đã.",
        "This needs people on the spot. Call first.",
    ),
    "danger_1": (
        "Có người bị thương, ngất hoặc khó thở: {ambulance}.",
        "Somebody is hurt, faint or cannot breathe: {ambulance}.",
    ),
    "danger_2": ("Có cháy: ra khỏi chỗ cháy, rồi {fire}.", "A fire: get out, then {fire}."),
    "danger_3": (
        "Bị đánh, bị ép, bị doạ: tới chỗ có người, rồi {police}.",
        "Beaten, forced or threatened: go where people are, then {police}.",
    ),
    "danger_4": ("Trẻ em bị hại: {child}.", "A child is harmed: {child}."),
    "danger_caution": (
        "Gọi to cho người gần nhất, báo quản lý và cán bộ công đoàn.",
        "Shout for those near you, tell the manager and the union official.",
    ),
    "abuse": (
        "Trợ lý hiểu là bạn đang bực. Bạn nói việc đang vướng, hoặc gặp người giúp.",
        "You sound upset. Say what you are stuck with, or ask a person.",
    ),
    "foreign": (
        "Trợ lý chỉ đọc được tiếng Việt. Bạn gõ lại bằng tiếng Việt, hoặc nhờ người giúp.",
        "The assistant reads Vietnamese only. Ask in Vietnamese, or ask a person.",
    ),
    "own": (
        "Bài của riêng bạn nằm ở mục Hôm nay. Ở đây trợ lý chỉ trả lời câu hỏi về cách làm.",
        "Your own lessons are under Today. Here the assistant answers questions about how things are done.",
    ),
    "check_message": (
        "Chưa vội làm theo tin này. Bạn soi nó bằng mấy câu hỏi sau.",
        "Do not act on this message yet. Look at it with these questions.",
    ),
    "check_message_caution": (
        "Trợ lý chưa nói được tin này thật hay giả. Hãy hỏi lại bằng số bạn tự tìm.",
        "The assistant cannot tell whether it is genuine. Ask back by a number that you found yourself.",
    ),
    "line": ("Bước {number}: {line}", "Step {number}: {line}"),
    "practise": ("Làm thử ngay", "Try it now"),
    "word_page": ("Từ hay gặp: {word}", "Words explained: {word}"),
    "word_example": ("Ví dụ: {example}", "For example: {example}"),
    "unclear": ("Chưa rõ", "Not clear yet"),
    "classes_button": ("Xem các lớp", "See all classes"),
    "person_button": ("Gặp người giúp", "Ask a person"),
    "say_this": ("Nói với ngân hàng: “{sentence}”", "Say to the bank: “{sentence}”"),
}


def say(key: str, language: str = "vi", **values: str) -> str:
    """One sentence; an unknown language gets Vietnamese. Raises KeyError for an unknown key."""
    vietnamese, english = SENTENCES.get(key) or WORDS[key]
    return (english if language == "en" else vietnamese).format(**values)
