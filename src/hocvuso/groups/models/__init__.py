"""Tables of the room: the queue of who asks for a person (`desk`), and the groups with what they do (`group`)."""

from hocvuso.groups.models.desk import (
    ASSISTANT,
    DONE,
    HELPING,
    LEARNER,
    NEW,
    OFFICIAL,
    OPEN,
    OVERDUE,
    DraftCard,
    HelperReport,
    HelpRemark,
    HelpRequest,
)
from hocvuso.groups.models.group import (
    Deadline,
    Group,
    GroupDuty,
    GroupMember,
    GroupWork,
    HelpOffer,
    Pledge,
    ThankYou,
)

__all__ = [
    "ASSISTANT",
    "DONE",
    "HELPING",
    "LEARNER",
    "NEW",
    "OFFICIAL",
    "OPEN",
    "OVERDUE",
    "Deadline",
    "DraftCard",
    "Group",
    "GroupDuty",
    "GroupMember",
    "GroupWork",
    "HelpOffer",
    "HelpRemark",
    "HelpRequest",
    "HelperReport",
    "Pledge",
    "ThankYou",
]  # fmt: skip
