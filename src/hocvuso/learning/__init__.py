"""Learning itself: what somebody did, what the model believes of him, what comes next and why."""
