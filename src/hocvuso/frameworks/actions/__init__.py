"""What changes this room: loading, matching, publishing, dated rules, programmes. All by a named person."""

from hocvuso.frameworks.actions.loading import Wanted, remove, save
from hocvuso.frameworks.actions.matching import confirm_sure, decide, reopen
from hocvuso.frameworks.actions.programmes import end_programme, keep_programme
from hocvuso.frameworks.actions.publishing import publish, withdraw
from hocvuso.frameworks.actions.ruling import begin_rule, drop_rule
from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.actions.testing import forget_failed_test, note_failed_test

__all__ = [
    "By",
    "NotNow",
    "Wanted",
    "begin_rule",
    "confirm_sure",
    "decide",
    "drop_rule",
    "end_programme",
    "forget_failed_test",
    "keep_programme",
    "note_failed_test",
    "publish",
    "remove",
    "reopen",
    "save",
    "withdraw",
]
