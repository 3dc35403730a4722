"""Where a proposal stands; none of them is a state of a family that lacks something."""

PROPOSED, RECOGNISED, SENT_BACK, WITHDRAWN, REVOKED = "proposed", "recognised", "sent_back", "withdrawn", "revoked"
LIVE = (PROPOSED, RECOGNISED)
