"""States of reviews and commendations."""

MID, FINAL = "mid", "final"
PROPOSED, AWARDED, DECLINED = "proposed", "awarded", "declined"
