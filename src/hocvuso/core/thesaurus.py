"""Things that people name in many ways: all names of a thing stand behind its own name.

Own compilation for the subject of digital skills, written without looking at any question set. A text
that holds one of the names also counts as holding the thing, so that "bị giật máy" meets "mất điện thoại".
A name marked `` counts only when typed with its marks, because without them it is usually another word.
Data only: `core/question.py` applies it.
"""

from __future__ import annotations

CONCEPTS = """
phone: điện thoại, máy, di động, smartphone, dế, phone, cục gạch
computer: máy tính, laptop, máy vi tính, pc, máy bàn, máy tính bảng, vi tính
android: android, samsung, oppo, xiaomi, vivo, realme, ch play, máy sam sung
iphone: iphone, ip, ios, app store, ai phôn
app: ứng dụng, app, phần mềm, chương trình, áp
install: cài, cài đặt, tải, tải về, down, download, tải xuống, cài app, install
uninstall: gỡ, gỡ bỏ, xoá ứng dụng, gỡ ứng dụng, xoá app, gỡ app, uninstall, gỡ cài đặt
update: cập nhật, update, nâng cấp, bản mới
settings: cài đặt máy, thiết lập, setting, settings, tuỳ chỉnh, chỉnh
screen: màn hình, mặt máy, mặt kính
brightness: độ sáng, sáng tối, tối thui, chói, sáng quá
fontsize: cỡ chữ, chữ to, chữ nhỏ, phóng to chữ, chữ bé, chữ bự, khó đọc
volume: âm lượng, tiếng to, loa, vặn tiếng, tiếng nhỏ, không nghe
keyboard: bàn phím, gõ chữ, gõ dấu, gõ tiếng việt, telex, phím
battery: pin, sạc, hao pin, hết pin, tụt pin, sụt pin, sạc pin, cục sạc
frozen: treo, đơ, bị đơ, đứng máy, đứng hình, lag, giật lag, chậm, ì ạch, rùa, lác
restart: khởi động lại, tắt mở lại, bật lại, reset máy, tắt đi bật lại, tắt nguồn
memory: bộ nhớ, đầy máy, hết chỗ, dung lượng máy, đầy bộ nhớ, hết bộ nhớ, nặng máy
backup: sao lưu, lưu trữ, backup, đám mây, cloud, google drive, drive, icloud
wifi: wifi, wi fi, mạng không dây, sóng wifi, bắt mạng, vai phai, oai phai
data: dữ liệu di động, 3g, 4g, 5g, mạng di động, mạng điện thoại, data, mạng sim
network: internet, kết nối, sóng, mất mạng, rớt mạng, in tơ nét, đường truyền, vô mạng
dataplan: gói cước, gói data, gói mạng, dung lượng, gói dung lượng, nửa gói, mua gói, đăng ký gói, gb, mb
dataplan: gigabyte
publicwifi: wifi công cộng, wifi quán, wifi miễn phí, wifi chùa, mạng quán, wifi free
hotspot: phát wifi, chia sẻ mạng, điểm truy cập, phát mạng
search: tìm kiếm, tra cứu, tra, search, google, tìm trên mạng, lên mạng tìm, tìm thông tin, kiếm trên mạng
website: trang web, website, trang mạng, web, trang tin
browser: trình duyệt, chrome, safari, cốc cốc
link: link, đường link, đường dẫn, đường liên kết, liên kết, linh
fakenews: tin giả, tin đồn, tin vịt, tin sai, nghe đồn, đồn thổi, tin thất thiệt, bịa, bịa đặt, tin nhảm
fakenews: sai sự thật, fake news, đồn
source: nguồn, nguồn tin, tác giả, báo nào, báo chính thống, trích nguồn
fakeimage: ảnh ghép, ảnh giả, photoshop, chỉnh sửa ảnh, cắt ghép, do ai vẽ, ảnh cũ, deepfake, ghép mặt
share: chia sẻ, share, gửi tiếp, đăng lại, chuyển tiếp, lan truyền, đăng lên
advert: quảng cáo, chạy quảng cáo, rao bán, thổi phồng, thần dược
file: tệp, file, tập tin, tài liệu, văn bản, hồ sơ mềm, phai
folder: thư mục, folder, ngăn chứa
photo: ảnh, tấm hình, bức ảnh, hình ảnh, tấm ảnh
takephoto: chụp ảnh, chụp hình, chụp, quay phim, quay video, camera, máy ảnh, selfie
screenshot: chụp màn hình, cap màn hình, cáp màn hình, chụp lại màn hình, screenshot
scan: quét giấy tờ, scan, quét tài liệu, quét thành pdf, chụp giấy tờ, bản chụp, bản scan
video: video, clip, phim, đoạn phim, tóp tóp, tiktok, youtube
zalo: zalo, za lô, zl, da lô
facebook: facebook, fb, phây, phây búc, face, phê tê bốc
socialmedia: mạng xã hội, zalo, facebook, tiktok, instagram, messenger, phây
message: tin nhắn, nhắn tin, nhắn, sms, inbox, ib, mess, chat
call: gọi, gọi điện, cuộc gọi, gọi tới, alo, bấm gọi, gọi đến, nghe máy, nhấc máy
videocall: gọi video, gọi hình, video call, gọi có hình, gọi thấy mặt, facetime
group: nhóm, nhóm chat, group, hội nhóm, tạo nhóm, lập nhóm
friend: kết bạn, bạn bè, người quen, bạn trên mạng
contacts: danh bạ, số đã lưu, lưu số, danh bạ điện thoại
email: thư điện tử, email, mail, gmail, hộp thư, thư, lá thư, i meo, meo
attach: đính kèm, gắn kèm, kèm theo, gửi kèm, kẹp, gắn tệp, gắn file, đính
spam: thư rác, spam, tin rác, mục rác, hộp thư rác
subject: tiêu đề, tiêu đề thư, chủ đề thư, dòng chủ đề
cc: cc, bcc, đồng kính gửi, trả lời tất cả, cho tất cả
onlinemeeting: họp trực tuyến, họp online, zoom, google meet, meet, họp qua mạng, phòng họp
account: tài khoản, nick, acc, account
bankaccount: tài khoản ngân hàng, số tài khoản, thẻ ngân hàng, thẻ atm
login: đăng nhập, login, vào tài khoản, vô tài khoản, log in, vào lại, sign in
logout: đăng xuất, thoát ra, log out, thoát tài khoản, out nick
register: đăng ký, đăng kí, tạo tài khoản, lập tài khoản, mở tài khoản, lập nick
password: mật khẩu, pass, password, mật mã, pát, passcode, mã khoá, mã pin
forgotpassword: quên mật khẩu, quên pass, lấy lại mật khẩu, không nhớ mật khẩu, quên mật mã, mất mật khẩu
forgotpassword: quên passcode
strongpassword: mật khẩu mạnh, khó đoán, đặt mật khẩu, mật khẩu dễ nhớ, đặt pass
twostep: hai lớp, 2 lớp, xác thực hai bước, hai bước, bảo mật hai lớp, xác minh hai bước, 2fa, khoá hai lần
twostep: lớp thứ hai
screenlock: khoá màn hình, màn hình khoá, hình vẽ, mở khoá màn hình, vân tay, nhận diện khuôn mặt
hacked: bị hack, hack, hách, bị chiếm, bị cướp nick, chiếm tài khoản, mất nick, bị đánh cắp, người khác vào
hacked: đăng nhập lạ, thiết bị lạ, máy lạ
lostphone: mất điện thoại, mất máy, rơi máy, giật điện thoại, bị giật máy, rớt điện thoại, rơi điện thoại
lostphone: mất dế, bị móc điện thoại, bị trộm điện thoại, thất lạc máy
changephone: đổi máy, đổi điện thoại, máy mới, điện thoại mới, thay máy, mua máy mới, lên đời
virus: virus, vi rút, mã độc, phần mềm độc hại, nhiễm độc, virut
otp: otp, mã otp, mã xác thực, mã xác nhận, mã sáu số, mã 6 số, mã gửi về, ô tê pê, mã xác minh
scam: lừa đảo, lừa, gạt, bịp, lừa gạt, bị lừa, dụ dỗ, lừa tiền, kẻ gian, bọn lừa, mắc lừa, dính bẫy
scam: chiêu trò, dụ, bẫy
fake: giả mạo, giả danh, mạo danh, giả, dỏm, xạo, không thật, giả vờ, hàng giả, xưng là, tự xưng
real: thật, chính thức, chính hãng, xịn, thiệt, uy tín, đáng tin, tin được, chính chủ
stranger: người lạ, số lạ, người không quen, lạ hoắc, số không quen, không quen biết
impersonate: toà án, viện kiểm sát, điều tra, lệnh bắt, khởi tố, điện lực, bưu điện
threat: doạ, đe doạ, hù, hăm doạ, doạ nạt, hăm
hurry: gấp, giục, hối, khẩn, ngay lập tức, hạn chót, nhanh tay, liền tay
prize: trúng thưởng, quà, trúng, giải thưởng, tặng quà, quà tặng, nhận thưởng, khuyến mãi
easyjob: việc nhẹ lương cao, cộng tác viên, ctv, làm tại nhà, làm nhiệm vụ, chốt đơn, việc online
easyjob: việc trên mạng, hoa hồng
deposit: đặt cọc, cọc, nạp tiền, đóng phí, nộp phí, phí trước, nộp trước, ứng trước, đóng trước
blocknumber: chặn, chặn số, block, chặn cuộc gọi, số rác, làm phiền, quấy rầy
report: báo cáo, tố giác, tố cáo, trình báo, phản ánh, báo công an, báo tin, khiếu nại
losemoney: mất tiền, bị trừ tiền, trừ tiền, rút hết tiền, hết tiền, bay tiền, bốc hơi, bị rút, mất sạch
police: công an, cảnh sát, công an phường, công an xã
bank: ngân hàng, nhà băng, bank, banking
transfer: chuyển tiền, chuyển khoản, bắn tiền, gửi tiền, chuyển khoản nhanh, bank tiền, ting ting, sang tiền
wrongtransfer: chuyển nhầm, chuyển lộn, nhầm số tài khoản, chuyển sai, gửi nhầm tiền, nhầm người, bắn nhầm
wrongtransfer: chuyển tiền nhầm, chuyển khoản nhầm
receipt: biên lai, hoá đơn, bill, giấy chuyển tiền, ảnh chuyển khoản, bằng chứng chuyển
balance: số dư, còn bao nhiêu tiền, xem tiền
qr: mã qr, qr, mã vuông, ô vuông đen trắng, quét mã, mã vạch vuông, kiu a, ô vuông
wallet: ví điện tử, momo, zalopay, vnpay, ví, viettel money, ví momo
card: thẻ, thẻ atm, thẻ tín dụng, thẻ visa, cà thẻ, quẹt thẻ
facecheck: quét mặt, khuôn mặt, sinh trắc học, sinh trắc, quét khuôn mặt, xác thực khuôn mặt, chụp mặt
facecheck: nhận mặt
pay: thanh toán, trả tiền, tính tiền, đóng tiền, nộp tiền, trả qua mạng
loan: vay, vay tiền, mượn tiền, vay nóng, tín dụng đen, vay qua app, vay online, vay nặng lãi, trả góp
saving: tiết kiệm, gửi tiết kiệm, để dành, gửi góp, lãi suất
spending: chi tiêu, thu chi, ghi chép chi tiêu, tiền chợ, tiêu pha, tiêu xài
shopping: mua hàng, đặt hàng, mua online, shopee, lazada, tiktok shop, sàn, mua bán, chốt đơn hàng, săn sale
shopping: đơn hàng, ship, shipper, giao hàng
refund: hoàn tiền, trả hàng, đổi trả, đòi lại tiền, lấy lại tiền, thu hồi tiền
idcard: căn cước, cccd, chứng minh thư, cmnd, chứng minh nhân dân, căn cước công dân, cmt, thẻ căn cước
idcard: giấy tờ tuỳ thân
vneid: vneid, vn eid, định danh, định danh điện tử, tài khoản định danh, vnid, định danh mức 2, mức hai
nfc: nfc, chạm thẻ, quét chip, đọc chip, gắn chip
driverlicence: bằng lái, giấy phép lái xe, gplx, bằng lái xe, giấy tờ xe, đăng ký xe, cà vẹt
publicservice: dịch vụ công, nộp hồ sơ, hồ sơ trực tuyến, cổng dịch vụ công, làm giấy tờ, thủ tục
publicservice: thủ tục hành chính, giấy tờ online
filestatus: tra cứu hồ sơ, hồ sơ tới đâu, đến đâu rồi, tình trạng hồ sơ, mã hồ sơ, mã số hồ sơ
filestatus: theo dõi hồ sơ, hồ sơ đi đến đâu
birth: khai sinh, giấy khai sinh, làm khai sinh, khai sanh
marriage: kết hôn, độc thân, tình trạng hôn nhân, đăng ký kết hôn, giấy độc thân
residence: cư trú, tạm trú, thường trú, tạm vắng, hộ khẩu, đăng ký tạm trú, khai báo tạm trú
commune: xã, phường, uỷ ban, một cửa, hành chính công, uỷ ban nhân dân
supplement: bổ sung, bị trả lại, trả hồ sơ, thiếu giấy, sửa hồ sơ, bổ sung hồ sơ
broker: cò, dịch vụ làm hộ, làm giùm, làm hộ, nhờ người làm, thuê người làm
insurance: bảo hiểm, bhxh, bảo hiểm xã hội, vssid, sổ bảo hiểm
health: bhyt, bảo hiểm y tế, thẻ bảo hiểm, khám bệnh, khám chữa bệnh
unemployment: thất nghiệp, bảo hiểm thất nghiệp, bhtn, trợ cấp thất nghiệp, nghỉ việc
fine: phạt nguội, nộp phạt, tiền phạt, vi phạm giao thông, phạt giao thông
signature: chữ ký số, ký số, chữ kí số, ký điện tử, chữ ký điện tử, kí số
privacy: quyền riêng tư, dữ liệu cá nhân, thông tin cá nhân, riêng tư, lộ thông tin, lộ số, dữ liệu riêng
consent: đồng ý, cho phép, cấp quyền, quyền truy cập, xin quyền, chấp thuận
children: trẻ em, con nhỏ, con tôi, trẻ con, cháu nhỏ, bọn trẻ, con nít, sắp nhỏ, tụi nhỏ
addiction: nghiện, nghiện điện thoại, dán mắt, mê game, nghiện game, ôm điện thoại, xem cả ngày
bullying: bắt nạt, bôi nhọ, chửi, nói xấu, chửi bới, xúc phạm, bóc phốt, cà khịa
copyright: bản quyền, tác quyền, xin phép, lấy bài, ăn cắp ảnh, ghi nguồn
ai: trí tuệ nhân tạo, chatgpt, chat gpt, chát gpt, gemini, trợ lý ảo, trợ lý ai, gpt, copilot, ây ai, máy học
ai: dùng ai, xài ai, app ai, công cụ ai, ai là gì, ai viết, ai vẽ, ai dịch, ai bịa, ai trả lời, ai tóm tắt, con ai
ai: nhờ ai viết, nhờ ai dịch, nhờ ai tóm tắt, ứng dụng ai, ảnh ai, trí tuệ thông minh
prompt: câu lệnh, ra lệnh, đặt câu hỏi cho ai, prompt, viết yêu cầu
word: word, soạn văn bản, soạn thảo, gõ văn bản, viết đơn, google docs, lá đơn, đánh máy, soạn đơn
excel: excel, bảng tính, google sheets, cộng cột, hàm, bảng số, bảng lương
slides: trình chiếu, powerpoint, slide, bài thuyết trình, canva
payslip: phiếu lương, bảng lương, lương, xem lương, tiền lương, lãnh lương
hrapp: app công ty, ứng dụng nhân sự, chấm công, xin nghỉ phép, đổi ca, xin phép nghỉ, ứng dụng công ty
hrapp: tăng ca, nghỉ phép
machine: máy móc, cảm biến, robot, dây chuyền, bảng điều khiển, máy quét, thiết bị thông minh, máy chấm công
machine: mã lỗi
job: việc làm, tìm việc, xin việc, tuyển dụng, kiếm việc, ứng tuyển, tuyển người, tuyển công nhân
cv: cv, sơ yếu lý lịch, hồ sơ xin việc, lý lịch
course: khoá học, học nghề, học online, học trực tuyến, lớp học, học trên mạng
union: công đoàn, đoàn viên, tổ công đoàn, cán bộ công đoàn, công đoàn cơ sở
survey: khảo sát, google form, biểu mẫu, phiếu hỏi, form, thăm dò, lấy ý kiến
contest: cuộc thi, thi trực tuyến, thi online, trắc nghiệm
fanpage: fanpage, trang facebook, kênh, oa, zalo oa, bài đăng, đăng bài, viết bài
certificate: chứng nhận, giấy chứng nhận, chứng chỉ, đạt chuẩn, phổ cập
transformation: chuyển đổi số, công nghệ số, xã hội số, công dân số, kinh tế số
literacy: bình dân học vụ số, bình dân học vụ, phong trào học, phổ cập kỹ năng số, học vụ số
communitygroup: tổ công nghệ số, tổ công nghệ số cộng đồng, tình nguyện viên, tổ công nghệ
communitygroup: thanh niên tình nguyện, người chỉ
helpme: nhờ ai, ai chỉ, ai giúp, hướng dẫn giùm, chỉ giùm, không rành, mù công nghệ, mù tịt
helpme: cầm tay chỉ việc, giúp tôi với
free: miễn phí, mất phí, tốn tiền, free, không mất tiền, mất tiền không, tính phí, có tốn tiền
save: lưu, lưu lại, lưu giữ, cất giữ
delete: xoá, xoá bỏ, xoá đi, huỷ, bỏ đi, delete
recover: khôi phục, lấy lại, phục hồi, tìm lại, cứu lại
send: gửi, gởi, send, gửi đi
receive: nhận, nhận được, về máy
error: lỗi, báo lỗi, trục trặc, hư, hỏng, không được, bị sao, không chạy
cannotopen: không mở được, không vào được, không lên, mở không lên, không vô được, vô không được
cannotopen: vào không được
recognise: làm sao biết, nhận ra, nhận biết, phân biệt, thật hay giả, thật giả, dấu hiệu, có thật không, có phải thật
recognise: kiểm tra, xác minh, kiểm chứng, có đúng không, tin được không, có tin được, đáng ngờ, đúng hay sai
recognise: mần răng biết, răng mà biết, có xạo không, thật không, có thật, đáng tin
where: ở đâu, chỗ nào, nơi nào, mục nào, ở mô, chỗ mô
howto: làm sao, thế nào, cách nào, bằng cách nào, như thế nào, kiểu gì, cách làm, mần răng, làm răng, ra sao
format: in đậm, bôi đậm, chữ đậm, căn giữa, canh giữa, căn lề, canh lề, in hoa, chữ hoa, in nghiêng, gạch chân
format: xuống dòng, phông chữ, lỗi phông, đánh số trang, khổ giấy, lề trang, kiểu chữ, kẻ bảng, định dạng
undo: hoàn tác, quay lại bước trước, ctrl z, bước trước, bấm ngược lại
excel: tính tổng, cộng tổng, trang tính, tự cộng, công thức tính, ếch xeo, cộng số
slides: power point, bài chiếu, trang chiếu, thuyết trình, pao poi
word: đơn từ, mẫu đơn, tờ đơn, cái đơn, làm đơn, bài soạn
bigfile: tệp lớn, tệp nặng, file nặng, file lớn, nặng quá, quá nặng, dung lượng lớn, phim dài
editclip: cắt video, cắt clip, cắt khúc, cắt bớt, chèn chữ, thêm chữ, cắt đoạn
scan: máy quét tài liệu, gộp file, ghép file, ghép ảnh, gộp ảnh, quét giấy, chụp thành pdf
microphone: mic, micro, tắt mic, bật mic, tắt tiếng, bật tiếng
onlinemeeting: họp từ xa, phòng zoom, google mít, cuộc họp trên mạng, giơ tay
map: bản đồ, chỉ đường, google map, định vị, tìm đường
loan: đứng tên vay, đứng tên, vay hộ, vay giùm, vay tín chấp, nợ, trả nợ
bullying: ném đá, bêu xấu, chế giễu, tục tĩu, chửi thề, văng tục, cãi nhau, cãi lộn, miệt thị, xỉa xói, đá xéo
polite: lịch sự, lễ phép, tôn trọng, xin lỗi, nhã nhặn, phải phép, lỡ lời, tế nhị
exam: thi lại, thi rớt, thi trượt, bài thi, bài kiểm tra, bài cuối khoá, điểm thi, làm bài
learner: học viên, người học, lớp học, mở lớp, buổi học, điểm danh, giao bài
survey: phiếu khảo sát, phiếu thăm dò, thu ý kiến, điền phiếu, phiếu ý kiến
contest: thể lệ, luật thi, chấm điểm, xếp hạng, trao giải, gian lận
job: phỏng vấn, nhà tuyển dụng, tin tuyển dụng, nộp hồ sơ xin việc, môi giới việc làm
hrapp: quên chấm công, duyệt đơn, đơn nghỉ, đơn xin nghỉ, ngày phép, lịch ca, bảng công, thiếu công, tính công
payslip: phiếu lương, thực nhận, khoản trừ, bị trừ lương, lương về
fanpage: tuyên truyền, lượt xem, tương tác, người theo dõi, đính chính, hẹn giờ đăng, bài viết trên trang
comment: bình luận, còm, com men, comment
poster: áp phích, tờ rơi, băng rôn, poster
petition: phản ánh, kiến nghị, góp ý, gửi ý kiến, khiếu nại
fee: lệ phí, phí hồ sơ, nộp phí, nộp lệ phí
fine: đóng phạt, tra phạt, giấy phạt
filestatus: nộp rồi, mã tra cứu, giấy hẹn, quá hạn, trễ hẹn, trả kết quả, nộp hồ sơ rồi
publicservice: dịch vụ công mức 3, dịch vụ công mức 4, mức độ 3, mức độ 4, toàn trình, trực tuyến một phần
wholeonline: toàn trình, mức 4, mức độ 4, mức bốn, mức độ bốn
partonline: trực tuyến một phần, dịch vụ công một phần, mức 3, mức độ 3, mức ba, mức độ ba
residence: sổ hộ khẩu, kt3, sổ tạm trú
commune: uỷ ban huyện, quận huyện, bộ phận một cửa, trụ sở xã
health: thẻ bhyt, bảo hiểm khám bệnh, sổ khám bệnh
helpothers: bấm hộ, bấm giùm, làm thay, chỉ cho người khác, hướng dẫn người già, giúp bà con, hỗ trợ bà con
helpothers: giúp người khác, hướng dẫn cho, bày cho, chỉ cho ba má, cầm máy làm, giữ mật khẩu hộ
elderly: người già, người lớn tuổi, người cao tuổi, ông bà, ba má, bố mẹ già
whatis: là gì, là chi, nghĩa là gì, là cái gì, nghĩa là sao, là sao
"""
