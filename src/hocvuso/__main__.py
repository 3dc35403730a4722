"""The door for commands: `hocvuso X` is the same as `python -m hocvuso X`. Each command is loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys

# Name → (module:function, what it does). Commands that need no database load no Django.
COMMANDS = {
    "up": ("hocvuso.config.cli:run_up", "chuẩn bị mọi thứ rồi mở trang"),
    "ask": ("hocvuso.assistant.cli:run_ask", "hỏi trợ lý, trả lời theo bài học"),
    "check-message": ("hocvuso.assistant.checker:run", "xem một tin nhắn có dấu hiệu lừa đảo không"),
    "curriculum": ("hocvuso.curriculum.cli:run", "kiểm tra nội dung bài học"),
    "scenarios": ("hocvuso.practice.cli:run", "kiểm tra các tình huống thực hành"),
    "framework": ("hocvuso.frameworks.cli:run", "kiểm tra một bảng kỹ năng chính thức, xem các bảng đã nạp"),
    "lectures": ("hocvuso.lectures.cli:run", "làm bài giảng có tiếng từ bài học"),
    "evaluate": ("hocvuso.evaluation.cli:run", "đo phần lõi bên cạnh các cách làm khác"),
    "calibrate": ("hocvuso.learning.calibrating.cli:run", "tính lại độ khó câu hỏi từ câu trả lời"),
    "readout": ("hocvuso.learning.foretelling.cli:run", "xem bước hiệu chỉnh đang bật hay tắt, vì sao"),
    "demo": ("hocvuso.config.demo_cli:run", "thêm hoặc xoá dữ liệu mẫu: bản nhỏ, hoặc cả một tỉnh"),
    "contests": ("hocvuso.contests.cli:run", "kiểm tra việc rút đề, bốc thăm của một cuộc thi"),
    "members": ("hocvuso.roster.cli:run", "nhập danh sách đoàn viên từ Excel, hoàn tác một lần nhập"),
    "report": ("hocvuso.reports.cli:run", "báo cáo có sẵn, báo cáo tháng, hồ sơ minh chứng"),
    "channels": ("hocvuso.channels.cli:run", "Zalo, TikTok, email đang thế nào; máy chủ thử để tập"),
    "exchange": ("hocvuso.exchange.cli:run", "gửi, nhận với cấp trên, cấp dưới; qua mạng hoặc bằng tệp"),
    "worker": ("hocvuso.config.worker:run_worker", "chỉ làm việc nền, không mở trang (trang lớn)"),
    "jobs": ("hocvuso.config.worker:run_jobs", "xem việc nền, làm lại việc hỏng"),
    "prepare": ("hocvuso.config.cli:run_prepare", "chỉ chuẩn bị, không mở trang"),
}


def main(argv: list[str] | None = None) -> int:
    """Run the command named first; without one, or with an unknown one, say which there are."""
    given = sys.argv[1:] if argv is None else argv
    if not given or given[0] in {"-h", "--help", "help"}:
        print(_overview())
        return 0
    if given[0] not in COMMANDS:
        print(f"✋ Không có lệnh “{given[0]}”.\n\n{_overview()}", file=sys.stderr)
        return 2
    module, _, function = COMMANDS[given[0]][0].partition(":")
    try:
        code: int = getattr(importlib.import_module(module), function)(given[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _overview() -> str:
    lines = [f"  hocvuso {name:<13} {what}" for name, (_, what) in COMMANDS.items()]
    return "Học Vụ Số. Các lệnh:\n" + "\n".join(lines) + "\n\nXem thêm về một lệnh: hocvuso LỆNH --help"


if __name__ == "__main__":
    sys.exit(main())
