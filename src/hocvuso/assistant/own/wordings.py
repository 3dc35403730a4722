"""How people say the questions about themselves. Written by hand; other wordings, in all typing styles, measure them.

Content, and Vietnamese only, like the wordings of lessons. The first wording of each is also shown as an example.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OWN: Mapping[str, Sequence[str]] = {
    "today": (
        "Hôm nay tôi học gì?", "hôm nay học bài nào", "bây giờ tôi học bài gì", "bài tiếp theo của tôi là gì",
        "bài tiếp theo là gì", "tiếp theo tôi học gì", "giờ học cái gì", "mai tôi học gì", "ngày mai học bài nào",
        "tôi nên học gì trước", "tôi nên bắt đầu học từ đâu", "cho tôi bài hôm nay", "bài học hôm nay của tôi",
        "kế hoạch học của tôi", "lịch học của tôi hôm nay", "học tiếp đi", "cho tôi học tiếp",
        "tiếp tục bài đang học", "hôm nay có bài gì không", "hôm nay phải học mấy bài", "vào học",
        "bắt đầu học bài hôm nay", "học gì bây giờ",
    ),
    "missing": (
        "Tôi còn thiếu gì?", "tôi còn thiếu kỹ năng nào", "tôi còn yếu chỗ nào", "tôi chưa biết gì",
        "tôi cần học thêm gì", "tôi còn mấy bài nữa", "còn bao nhiêu bài nữa thì xong",
        "tôi còn phải học bao nhiêu bài", "bao nhiêu bài chưa học", "bài nào tôi chưa học", "tôi chưa học bài nào",
        "kỹ năng nào tôi chưa vững", "tôi hổng chỗ nào", "cần bổ sung gì nữa", "tôi yếu phần nào nhất",
        "còn gì chưa học xong", "còn bài nào chưa làm", "muốn đạt chuẩn tôi còn thiếu gì",
        "tôi phải học những gì nữa",
    ),
    "progress": (
        "Tôi học được bao nhiêu rồi?", "tôi học đến đâu rồi", "tôi học tới đâu rồi", "tiến độ của tôi",
        "kết quả học của tôi", "xem tiến bộ của tôi", "tôi đã biết những gì", "tôi học được những gì rồi",
        "tôi đã xong mấy bài", "tôi học xong mấy bài rồi", "tôi hoàn thành bao nhiêu bài",
        "tôi vững bao nhiêu kỹ năng", "kết quả của tôi thế nào", "tôi có giỏi lên không", "tôi học có tiến bộ không",
        "điểm của tôi bao nhiêu", "tôi đạt chưa", "xem điểm của tôi", "tôi làm đúng bao nhiêu câu",
        "hồ sơ học tập của tôi", "trình độ của tôi tới đâu", "tôi học hết chưa", "bài vừa rồi tôi làm có đúng không",
        "tôi giỏi cỡ nào rồi",
    ),
    "review": (
        "Bao giờ tôi phải ôn lại?", "khi nào tôi ôn lại bài", "hôm nay tôi phải ôn gì", "lịch ôn của tôi",
        "tôi cần ôn bài nào", "bài nào đến hạn ôn", "có bài nào cần ôn không", "bao lâu nữa phải ôn lại",
        "ngày nào ôn tập", "sắp quên bài nào", "bài cũ bao giờ nhắc lại", "chừng nào ôn bài cũ", "tôi ôn lại bài nào",
        "mấy hôm nữa ôn bài", "nhắc tôi ôn bài lúc nào", "có phải ôn lại bài cũ không", "tôi quên bài nào rồi",
    ),
    "why": (
        "Sao lại là bài này?", "vì sao tôi phải học bài này", "tại sao cho tôi bài này", "sao tôi phải học cái này",
        "sao không phải bài khác", "ai chọn bài này cho tôi", "bài này chọn theo cái gì",
        "dựa vào đâu mà chọn bài này", "lý do chọn bài này", "sao học bài này trước", "tại sao hôm nay học bài này",
        "sao cứ bắt tôi học bài này", "sao lại bắt ôn bài này", "vì sao lại đề xuất bài này cho tôi",
        "máy chọn bài cho tôi kiểu gì",
    ),
    "who_sees": (
        "Ai xem được kết quả của tôi?", "ai xem được điểm của tôi", "ai đã xem dữ liệu của tôi", "ai thấy tôi học gì",
        "sếp có biết tôi học gì không", "công ty có xem được kết quả của tôi không", "chủ có biết tôi học kém không",
        "cán bộ công đoàn thấy gì của tôi", "tổ trưởng có xem được bài làm của tôi không",
        "kết quả học của tôi có bị gửi cho công ty không", "có ai đọc câu trả lời của tôi không",
        "thông tin của tôi ai xem được", "người khác có thấy điểm của tôi không", "ai đọc được thông tin tôi ở đây",
        "công đoàn có xem bài tôi làm không", "làm sai có ai biết không", "cán bộ có biết tôi làm sai không",
    ),
    "my_data": (
        "Ở đây giữ dữ liệu gì của tôi?", "bạn biết gì về tôi", "trang này lưu thông tin gì của tôi",
        "ở đây lưu những gì về tôi", "xem dữ liệu của tôi ở đây", "tôi muốn xoá hết kết quả học của tôi",
        "xoá dữ liệu của tôi ở đây", "xoá tên tôi khỏi đây", "xoá kết quả của tôi", "cho tôi tải dữ liệu của tôi",
        "máy này biết gì về tôi", "trợ lý nhớ gì về tôi", "xoá tài khoản học của tôi", "hệ thống lưu gì của tôi",
    ),
    "my_unit": (
        "Tôi thuộc đơn vị nào?", "tôi ở công đoàn nào", "công đoàn của tôi là công đoàn nào", "đơn vị của tôi là gì",
        "tôi được ghi ở đơn vị nào", "tôi đang thuộc công đoàn cơ sở nào", "ở đây ghi tôi làm ở đâu",
        "tôi thuộc tổ nào", "tôi có trong danh sách công đoàn chưa", "đơn vị tôi đang ghi ở đây",
    ),
    "my_goal": (
        "Mục tiêu của tôi là gì?", "tôi đã chọn mục tiêu gì", "đổi mục tiêu học", "tôi muốn đổi mục tiêu",
        "mỗi ngày tôi học mấy phút", "đổi số phút học", "tôi muốn học ít phút hơn", "tôi chọn học cái gì lúc đầu",
        "chỉnh số phút học mỗi ngày", "sửa mục tiêu học của tôi", "tôi muốn học nhiều hơn mỗi ngày",
    ),
    "certificate": (
        "Chứng nhận của tôi đâu?", "học xong có chứng nhận không", "tôi có được cấp giấy chứng nhận không",
        "khi nào tôi được chứng nhận", "học xong được cấp chứng chỉ gì", "xem giấy chứng nhận của tôi",
        "học hết bài có bằng không", "tôi lấy giấy chứng nhận ở đâu", "bao giờ có giấy chứng nhận",
        "chứng nhận của tôi còn hạn không", "tôi tải chứng nhận ở đâu", "in chứng nhận của tôi",
        "tôi muốn xin cấp chứng nhận", "đề nghị công đoàn cấp chứng nhận", "chứng nhận của tôi ghi sai tên",
        "tôi có chứng nhận của nền tảng quốc gia rồi", "tôi có chứng nhận công ty cấp thì khai ở đâu",
    ),
    "classes": (
        "Lớp nào gần đây?", "bao giờ có lớp", "khi nào có lớp học", "sắp tới có lớp nào không", "còn lớp nào không",
        "công đoàn có mở lớp không", "bao giờ mở lớp", "lịch lớp học", "lớp học ở đâu", "lớp tôi học ở đâu",
        "tôi đăng ký lớp ở đâu", "tôi muốn đi học lớp", "đăng ký học lớp thế nào", "ghi tên vào lớp",
        "lớp còn chỗ không",
        "tôi có tên trong lớp nào", "buổi học tới là khi nào", "bao giờ lớp tôi học", "tuần này có lớp nào không",
        "tháng này có lớp nào không", "gần nhà có lớp nào không", "hôm nay có lớp không", "lớp mấy giờ bắt đầu",
        "xí nghiệp có lớp nào không", "tìm lớp cho tôi", "lớp tới học ngày nào",
    ),
    "drives": (
        "Thi đua là gì?", "đơn vị mình đang thi đua gì", "công đoàn đang có đợt thi đua nào", "thi đua tự học là gì",
        "tôi đăng ký thi đua ở đâu", "tham gia thi đua thế nào", "có đợt thi đua nào không", "bao giờ hết đợt thi đua",
        "tôi đang tham gia thi đua nào", "tôi thi đua đến đâu rồi", "phong trào thi đua của công đoàn",
        "tháng này thi đua cái gì", "xem thi đua của tôi", "muốn vào thi đua thì làm sao", "tôi rút khỏi thi đua ở đâu",
        "thi đua học tập là làm gì", "thi đua",
    ),
    "contests": (
        "Cuộc thi nào đang mở?", "có cuộc thi nào không", "công đoàn đang có cuộc thi gì", "tôi dự thi ở đâu",
        "đăng ký cuộc thi ở đâu", "bao giờ có cuộc thi", "tham gia cuộc thi thế nào", "cuộc thi bao giờ kết thúc",
        "xem kết quả cuộc thi ở đâu", "bao giờ có kết quả cuộc thi", "cuộc thi tìm hiểu kỹ năng số ở đâu",
        "tháng này có cuộc thi nào", "tôi muốn dự thi", "cuộc thi của công đoàn", "vào thi ở đâu", "cuộc thi",
    ),
    "rhythm": (
        "Nhịp học của tôi thế nào?", "xem nhịp học của tôi", "tôi giữ nhịp học được mấy tuần", "nhịp học là gì",
        "huy hiệu của tôi", "tôi có huy hiệu gì", "tôi được mấy huy hiệu rồi", "xem huy hiệu ở đâu",
        "làm sao có huy hiệu", "tắt nhịp học ở đâu", "tôi nghỉ mấy hôm có mất nhịp học không",
    ),
}  # fmt: skip

# Near in words, and questions for a lesson, for the step on the screen, or for nobody.
NOT_THIS: Mapping[str, Sequence[str]] = {
    "today": (
        "hôm nay ăn gì", "hôm nay thời tiết thế nào", "tôi học cách dùng zalo ở đâu", "tiếp theo làm gì",
        "tiếp theo bấm gì", "tôi muốn học tin học văn phòng", "học nghề gì bây giờ", "bước tiếp theo là gì",
        "hôm nay có lương chưa",
    ),
    "missing": (
        "hồ sơ tôi còn thiếu giấy gì", "tôi còn thiếu giấy tờ gì", "máy tôi thiếu bộ nhớ", "tôi còn bao nhiêu tiền",
        "còn bao nhiêu dung lượng", "còn bao nhiêu ngày phép", "tôi chưa biết dùng điện thoại", "tôi không biết làm",
        "tôi chưa nhận được gì",
    ),
    "progress": (
        "hồ sơ của tôi tới đâu rồi", "đơn hàng của tôi tới đâu rồi", "xem kết quả xổ số", "hồ sơ tôi nộp xong chưa",
        "xem kết quả hồ sơ", "xem tiến độ hồ sơ", "xem điểm thi của con", "tôi đóng bảo hiểm được bao nhiêu năm rồi",
        "tài khoản của tôi còn bao nhiêu",
    ),
    "review": (
        "bao giờ tôi phải nộp thuế", "khi nào tôi được lĩnh lương", "bao giờ phải làm lại căn cước",
        "khi nào phải đổi mật khẩu", "bao giờ phải cập nhật lại", "quên mật khẩu rồi",
    ),
    "why": (
        "bài này là sao", "bài này nói gì", "bài này khó quá", "bước này là sao", "câu này sao lại sai",
        "sao lại là tin lừa đảo", "sao cái này không được", "vì sao phải đổi mật khẩu", "sao tôi không vào được",
    ),
    "who_sees": (
        "ai xem được ảnh của tôi trên facebook", "ai xem được bài tôi đăng", "ai vào trang cá nhân của tôi",
        "làm sao để người lạ không xem được thông tin của tôi", "ai xem được vị trí của tôi",
        "người lạ biết thông tin của tôi", "ai đã xem tin của tôi", "ai đăng nhập tài khoản của tôi",
        "dữ liệu cá nhân của tôi bị lộ",
    ),
    "my_data": (
        "xoá dữ liệu trên điện thoại của tôi", "xoá tài khoản facebook của tôi", "xoá ảnh của tôi trên mạng",
        "xoá tài khoản zalo", "kẻ gian biết gì về tôi", "google biết gì về tôi", "xoá lịch sử tìm kiếm của tôi",
        "facebook lưu thông tin gì của tôi", "xoá dữ liệu của tôi trên máy cũ", "rút lại đồng ý ở đâu",
        "làm sao xoá thông tin của tôi", "họ giữ thông tin của tôi làm gì",
    ),
    "my_unit": (
        "công đoàn là gì", "đơn vị nào cấp căn cước", "vào công đoàn thế nào", "công đoàn ở đâu",
        "tôi nộp hồ sơ ở đơn vị nào",
    ),
    "my_goal": (
        "mục tiêu là gì", "đổi mật khẩu", "đổi số điện thoại",
    ),
    "certificate": (
        "giấy chứng nhận tiêm chủng của tôi đâu", "xin giấy chứng nhận kết hôn", "giấy chứng nhận nhà đất ở đâu",
        "chứng chỉ số là gì", "lấy giấy xác nhận ở đâu", "chứng nhận giả nhận ra thế nào",
        "xin cấp lại giấy chứng nhận quyền sử dụng đất", "in giấy chứng nhận đăng ký xe ở đâu",
    ),
    "classes": (
        "con tôi học lớp mấy", "con tôi học lớp nào", "vào lớp một cần giấy gì", "lớp học trên zoom vào thế nào",
        "tham gia lớp học trực tuyến thế nào", "lớp dạy làm giàu có phải lừa đảo không", "xem điểm lớp của con",
        "nhóm lớp trên zalo", "chọn lớp học trên mạng thế nào", "mở lớp cho người khác",
    ),
    "drives": (
        "mất thẻ thì đưa cho ai", "nhặt được ví thì đưa cho ai", "họ hỏi thì đưa mã gì",
        "bị lừa thì đưa tin nhắn cho ai",
        "mất điện thoại thì đưa đơn ở đâu", "không biết thì đưa ai xem",
    ),
    "contests": (
        "bình chọn cuộc thi cho con có phải lừa đảo không", "tin báo trúng giải cuộc thi có thật không",
        "xem điểm thi của con ở đâu", "cuộc thi trên facebook có thật không", "con tôi dự thi ở đâu",
    ),
    "rhythm": (
        "đo nhịp tim bằng điện thoại", "huy hiệu xanh trên facebook là gì", "mua huy hiệu ở đâu",
    ),
}  # fmt: skip

# What must occur in any order (`core.own_questions`), over words brought together: "hôm nay", "bữa ni" → homnay.
RULES: Mapping[str, Sequence[str]] = {
    "today": (
        "homnay|mai hoc|bai gi|nao|baonhieu|dau|dendau !on !visao !ai", "homnay bai moi", "tieptheo hoc|bai !on !visao",
        "homnay bai|hoc !on !visao !ai", "toi hoc gi|dau|bai|nao truoc|batdau !visao",
        "hoc bai|gi nao|gi truoc|tieptheo !visao", "batdau hoc|bai !visao", "lich hoc",
        "toi hoc gi|bai !ai !visao !roi !nua !con !chua !biet",
    ),
    "missing": (
        "thieu gi|nao|baonhieu|kynang|bai|hoc|cho", "con baonhieu bai|kynang", "con hoc|hocduoc baonhieu|gi !visao",
        "chuahoc|yeu|hong|kem|do toi|bai|kynang|cho|phan gi|nao|baonhieu|nhat !homnay", "hoc them gi|nao|baonhieu",
        "con gi|bai|nao chuahoc|chua", "baonhieu bai chuahoc|chua", "bo sung|them gi|nao !homnay",
        "chungnhan thieu gi|nao|baonhieu", "hoc gi|nao|baonhieu nua",
    ),
    "progress": (

        "hoc|hocduoc|lam|vung|dat|gioi|biet baonhieu|dendau toi|hoc|hocduoc|bai|kynang !con !nguoi !phantram "
        "!chitieu !thieu !phut !homnay !ngay !on !ai !donvi !nua", "hocduoc gi|baonhieu|dendau|bai !con !ai",
        "hoc xong baonhieu|dendau|chua|gi !chungnhan !con !bang !cap !dau", "tiendo toi|hoc|the|sao",
        "ketqua|tiendo xem toi|hoc !ai !sep !donvi !canbo !congdoan !dau",
        "ketqua toi xem|hoc|dau !ai !xoa !gui !nop !biet !sep !donvi !canbo !congdoan",
        "ketqua toi|hoc the|sao|baonhieu|nao !ai !sep !donvi !canbo !xoa !nop !biet",
        "toi biet|vung gi !ve !homnay !day !chua !ai", "toi gioi|kha|hon|tiendo chua|len|homnay|nao|co",
        "toi dat chua", "lamdung baonhieu|chua|nhieu|cau|bai !ho", "hocduoc nhieu roi|chua !ai", "hoc gi roi !ai",
        "toi hoc xong|on bai|chua !lai !con !ai !homnay", "xong baonhieu bai|kynang !con",
    ),
    "review": (
        "on baogio|homnay|mai|gi|nao|lich|han|baonhieu !lam !visao", "on bai cu|chua|nao !visao",
        "quen bai nao|gi|baonhieu", "bai nao han", "nhac on|bai baogio|cu", "luc|han on chua", "on bai|cu chua !visao",
    ),
    "why": (

        "visao bai toi|hoc|khac|truoc|xuat|chon|bat|giao|dua|keu|bieu|hien|homnay|on|bai !chuahoc !chungnhan !donvi "
        "!nguoi !kynang !xem !ngay", "visao toi hoc !kynang !chuahoc !xem", "visao bat on|hoc",
        "ai|day|gi|nao chon|xuat|giao|bieu|keu bai !toihoc", "bai chon visao|nao",
    ),
    "who_sees": (
        "ai|sep|donvi|canbo|congdoan|to xem|biet ketqua|bai|hoc|lam|dulieu|sai|kem !ten !visao !dang",
        "ai|sep|donvi|canbo|congdoan xem|biet toi hoc|lam|tra",
        "ketqua|bai|dulieu nop|bao donvi|sep|congdoan|canbo !thieu !baocao",
        "canbo|congdoan|sep|donvi xem|biet gi toi",
    ),
    "my_data": (
        "luu|giu|nho gi toi !ai !chua", "biet gi ve toi", "day biet|luu|giu|nho gi|dulieu !ai !bo",
        "xoa|tai ketqua toi !ai", "xoa ten toi day", "xem|tai|xoa dulieu toi day|hoc !ai",
        "xem|tai dulieu toi !ai !sep !donvi !canbo !congdoan", "xoa khoan|dulieu hoc|day",
    ),
    "my_unit": (
        "toi thuoc donvi|congdoan|to|dau", "toi donvi|congdoan ghi|thuoc nao|dau|gi|day",
        "toi danhsach congdoan|donvi chua",
        "toi donvi|congdoan nao|gi !baonhieu !nguoi !nop !xem !biet !phantram !chuahoc",
    ),
    "my_goal": (
        "muctieu toi|doi|sua|chon|hoc", "phut hoc|ngay", "doi|chinh|sua phut|muctieu", "hoc it|nhieu phut|ngay",
    ),
    "certificate": (
        "chungnhan toi|hoc|xong dau|dendau|nao|gi|baogio|lay|cap|chua|bai|hoc|xem !thieu",
        "hoc|xong bang|cap chua|gi|bai|xong !donvi !may", "baogio chungnhan",
        "bang toi dau|dendau|baogio !lai !xe !khoan",
        "chungnhan toi|xin|cap|tai|in|khai han|cap|tai|in|ten|khai|xin !tiem !kethon !dat !nha",
    ),
    "classes": (
        "lop baogio !con", "lop nao|chua gan|homnay|mai|thang|tuan|sap|donvi|congdoan|toi|den !con", "lop lich !con",
        "con lop nao|chua|cho !toi", "lop hoc|nao|toi dau !con", "dangky|ghi|ky lop !con", "buoi hoc baogio|nao !con",
        "lop con cho !toi", "toi ten lop",
    ),
    "drives": (
        "thidua gi|nao|baonhieu|baogio|dau|dendau|chua|donvi|congdoan|toi|ky|thamgia|con|homnay|thang|hoc|the|xem !ai",
    ),
    "contests": (
        "cuocthi gi|nao|baogio|dau|chua|donvi|congdoan|toi|ky|thamgia|con|homnay|thang|the|ketqua|xem",
        "duthi toi|dau|baogio|ky|the|nao",
    ),
    "rhythm": (
        "nhiphoc toi|gi|nao|baonhieu|the|xem|dau|dendau|mat|tat",
        "huyhieu toi|gi|nao|baonhieu|xem|dau|dendau|chua|visao",
    ),
}  # fmt: skip
