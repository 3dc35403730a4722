"""Recordings of people who read lectures aloud: consents and takes, as files that a person could also put there."""
