"""Other people's forms: which of our figures goes into which cell or column of theirs, and how it is written there."""
