"""The invented table of the demonstration: no official one, and every page that shows it says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from hocvuso.core.content import Curriculum
from hocvuso.core.official.table import Row
from hocvuso.frameworks import actions, queries
from hocvuso.frameworks.actions import By, Wanted
from hocvuso.frameworks.actions.publishing import Paper
from hocvuso.frameworks.actions.ruling import Ruling
from hocvuso.frameworks.models import ConfirmationRule, FrameworkVersion, TrainingProgramme
from hocvuso.plumbing import clock

FRAMEWORK = "khung-minh-hoa-song-trang"
TITLE = "Khung kỹ năng số tỉnh Sông Trăng (bịa, minh họa)"
ISSUER, DECISION, SIGNER = "Sở Minh Họa tỉnh Sông Trăng (bịa)", "01/QĐ-MINHHỌA (bịa)", "Nguyễn Văn Mẫu (bịa)"
# Code, group, title, minutes, the skills that it means. Nothing of it stands in any decision.
ROWS: tuple[tuple[str, str, str, int, tuple[str, ...]], ...] = (
    ("MH1.1", "Dùng máy", "Kết nối mạng và quản lý dung lượng", 30, ("kns.0.3",)),
    ("MH1.2", "Dùng máy", "Cài đặt, cập nhật, gỡ bỏ ứng dụng", 30, ("kns.0.2",)),
    ("MH2.1", "Tìm tin", "Tìm kiếm thông tin trên Internet", 30, ("kns.1.1",)),
    ("MH2.2", "Tìm tin", "Đánh giá độ tin cậy của thông tin", 45, ("kns.1.2",)),
    ("MH3.1", "Giữ an toàn", "Nhận diện và phòng tránh lừa đảo trên mạng", 60, ("kns.4.3",)),
    ("MH3.2", "Giữ an toàn", "Bảo vệ tài khoản và dữ liệu cá nhân", 60, ("kns.4.1", "kns.4.2")),
    ("MH4.1", "Việc nước, việc nhà", "Dùng tài khoản định danh điện tử", 45, ("kns.5.1",)),
    ("MH4.2", "Việc nước, việc nhà", "Nộp hồ sơ dịch vụ công trực tuyến", 45, ("kns.5.2",)),
    ("MH4.3", "Việc nước, việc nhà", "Thanh toán không dùng tiền mặt", 45, ("kns.6.2",)),
    ("MH5.1", "Việc làm", "Hiểu vì sao phải chuyển đổi số", 30, ("kns.10.1",)),
    ("MH5.2", "Việc làm", "Vận hành cần cẩu bằng phần mềm", 240, ()),
)
PASS_SHARE, RETAKE_DAYS, VALID_MONTHS = 0.6, 30, 36  # invented like the rest


def show(now: datetime, curriculum: Curriculum) -> None:
    """Load, match and publish the invented table, once."""
    if FrameworkVersion.objects.filter(framework=FRAMEWORK).exists() or not curriculum.skills:
        return
    by, today = By(None, "Minh họa"), clock.today()
    rows = [Row(code, title, area, minutes=minutes) for code, area, title, minutes, _skills in ROWS]
    signed_on = clock.day_of(now) - timedelta(days=30)
    wanted = Wanted(TITLE, FRAMEWORK, ISSUER, DECISION, signed_on, SIGNER, is_invented=True)
    kept, _is_new = actions.save(wanted, rows, by=by)
    ids = dict(kept.rows.values_list("code", "id"))
    for code, _area, _title, _minutes, skills in ROWS:
        known = {skill: "" for skill in skills if skill in curriculum.skills}
        actions.decide(kept, ids[code], known, by=by)
    actions.begin_rule(FRAMEWORK, Ruling(PASS_SHARE, ISSUER, DECISION, RETAKE_DAYS, VALID_MONTHS), on=today, by=by)
    if queries.progress(kept).decided == len(ROWS):
        actions.publish(kept, Paper(ISSUER, DECISION, signed_on, SIGNER), on=today, by=by)


def remove() -> None:
    """Take the invented table and its rules away."""
    TrainingProgramme.objects.filter(table__framework=FRAMEWORK).delete()
    ConfirmationRule.objects.filter(framework=FRAMEWORK).delete()
    FrameworkVersion.objects.filter(framework=FRAMEWORK, is_invented=True).delete()
